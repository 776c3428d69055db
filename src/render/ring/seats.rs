//! Who sits where on the ring: regions, their cards, and what on them has links.

use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::TAU;

use crate::model::{NodeIx, Status};
use crate::render::cards::{self, CardKey, CardPlan};
use crate::render::circle::is_left;
use crate::render::compose::card_title;
use crate::render::scene::Standing;
use crate::render::selection::Selection;

use super::TickKind;

/// Places that a region's name takes.
const REGION: f64 = 2.0;
/// Room between cards, and between regions, in places.
const CARD_GAP: f64 = 0.5;
const REGION_GAP: f64 = 1.8;

/// One who sits on the ring.
#[derive(Debug, Clone)]
pub struct Seat {
    /// What the label names.
    pub kind: TickKind,
    /// The node, where it names one.
    pub node: Option<NodeIx>,
    /// The words.
    pub label: String,
    /// Where, as an angle.
    pub angle: f64,
    /// Position of the panel among those of the data.
    pub panel: usize,
    /// Position among the cards; none for a region.
    pub card: Option<usize>,
    /// Its mark.
    pub standing: Standing,
}

/// The arc of a card.
#[derive(Debug, Clone, Copy)]
pub struct CardArc {
    /// Position of its panel among those of the data.
    pub panel: usize,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Whether it is only context.
    pub context: bool,
}

/// The seats of a ring.
#[derive(Debug, Clone, Default)]
pub struct Seats {
    /// Clockwise from the top.
    pub seats: Vec<Seat>,
    /// The cards.
    pub cards: Vec<CardArc>,
    /// Middle of each panel that has any.
    pub panels: BTreeMap<usize, f64>,
    /// How many places the circle has.
    pub places: f64,
    /// Frameworks and institutions without a link.
    pub unlinked: usize,
}

/// A card with those on it that have links.
struct Group {
    context: bool,
    items: Vec<(TickKind, Option<NodeIx>, String)>,
}

impl Seats {
    /// Seats all that have links in the selection.
    pub fn of(selection: &Selection<'_>) -> Self {
        let graph = selection.scope().graph();
        let plan = cards::plan_unfolded(selection);
        let ends = |ix: &crate::model::LinkIx| [graph.link(*ix).from.node, graph.link(*ix).to.node];
        let linked: BTreeSet<NodeIx> = selection.links().iter().flat_map(ends).collect();
        let mut panels: BTreeMap<usize, Vec<Group>> = BTreeMap::new();
        for card in &plan.cards {
            if let Some(group) = group(selection, card, &linked) {
                panels.entry(card.panel).or_default().push(group);
            }
        }
        let mut seats = Self { places: places(&panels), ..Self::default() };
        let counted = selection.nodes().filter(|(ix, _)| graph.node(*ix).jurisdiction().is_none());
        seats.unlinked = counted.filter(|(ix, _)| !linked.contains(ix)).count();
        seats.seat(selection, panels);
        seats
    }

    /// Where a node sits.
    pub fn find(&self) -> BTreeMap<NodeIx, usize> {
        self.seats.iter().enumerate().filter_map(|(at, seat)| seat.node.map(|node| (node, at))).collect()
    }

    fn seat(&mut self, selection: &Selection<'_>, panels: BTreeMap<usize, Vec<Group>>) {
        let turn = TAU / self.places;
        let mut next = REGION_GAP / 2.0;
        for (panel, mut groups) in panels {
            let length = panel_places(&groups);
            let centre = turn * (next + length / 2.0);
            self.panels.insert(panel, centre);
            // On the left half the circle runs upwards: what should be read first comes last.
            let reversed = is_left(centre);
            let name = selection.scope().graph().regions().panels.get(panel).map_or("", |panel| panel.name.as_str());
            let region = |at: f64| Seat {
                kind: TickKind::Region,
                node: None,
                label: name.to_owned(),
                angle: turn * at,
                panel,
                card: None,
                standing: Standing::InEffect,
            };
            if reversed {
                groups.reverse();
            } else {
                self.seats.push(region(next + REGION / 2.0));
                next += REGION;
            }
            for (position, group) in groups.into_iter().enumerate() {
                next += if position > 0 { CARD_GAP } else { 0.0 };
                next = self.seat_card(selection, panel, group, next);
            }
            if reversed {
                self.seats.push(region(next + REGION / 2.0));
                next += REGION;
            }
            next += REGION_GAP;
        }
    }

    fn seat_card(&mut self, selection: &Selection<'_>, panel: usize, mut group: Group, from: f64) -> f64 {
        let turn = TAU / self.places;
        let to = from + count(group.items.len());
        if is_left(turn * f64::midpoint(from, to)) {
            group.items.reverse();
        }
        let card = self.cards.len();
        self.cards.push(CardArc { panel, from: turn * from, to: turn * to, context: group.context });
        for (position, (kind, node, label)) in group.items.into_iter().enumerate() {
            let angle = turn * (from + count(position) + 0.5);
            let standing = node.map_or(Standing::InEffect, |ix| standing(selection, ix));
            self.seats.push(Seat { kind, node, label, angle, panel, card: Some(card), standing });
        }
        to
    }
}

/// The label of a card, then its rows and institutions that have links; nothing if there is no link.
fn group(selection: &Selection<'_>, card: &CardPlan, linked: &BTreeSet<NodeIx>) -> Option<Group> {
    let graph = selection.scope().graph();
    let head = match card.key {
        CardKey::Jurisdiction(ix) | CardKey::Body(ix) => Some(ix),
        _ => None,
    };
    let rows = card.rows.iter().flat_map(|row| &row.nodes).map(|ix| (TickKind::Framework, *ix));
    let bodies = card.institutions.iter().map(|ix| (TickKind::Institution, *ix));
    let own: Vec<_> = rows.chain(bodies).filter(|(_, ix)| linked.contains(ix)).collect();
    if own.is_empty() && !head.is_some_and(|ix| linked.contains(&ix)) {
        return None;
    }
    let mut items = vec![(TickKind::Card, head, card_title(graph, card))];
    items.extend(own.into_iter().map(|(kind, ix)| (kind, Some(ix), graph.node(ix).label().to_owned())));
    Some(Group { context: card.context, items })
}

fn standing(selection: &Selection<'_>, ix: NodeIx) -> Standing {
    match selection.scope().graph().status_on(ix, selection.scope().day()) {
        Some(Status::Proposed | Status::Draft) => Standing::Pending,
        Some(status) if status.is_over() => Standing::Over,
        _ => Standing::InEffect,
    }
}

fn panel_places(groups: &[Group]) -> f64 {
    let items: usize = groups.iter().map(|group| group.items.len()).sum();
    REGION + count(items) + CARD_GAP * count(groups.len().saturating_sub(1))
}

fn places(panels: &BTreeMap<usize, Vec<Group>>) -> f64 {
    panels.values().map(|groups| panel_places(groups) + REGION_GAP).sum::<f64>().max(1.0)
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
