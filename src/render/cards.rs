//! Which card shows what: a card per jurisdiction or issuing body, a row per framework.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FrameworkKind, InstitutionKind, NodeIx, Panel, Status};

use super::palette::Tie;
use super::selection::{INTERNATIONAL, Role, Selection};

/// What a card stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CardKey {
    /// A jurisdiction or bloc.
    Jurisdiction(NodeIx),
    /// An international body with texts of its own.
    Body(NodeIx),
    /// Texts made in several jurisdictions, in the panel at this position.
    Joint(usize),
    /// International bodies with few texts or none.
    Bodies,
    /// Texts in effect without an issuer among the nodes.
    Texts,
    /// Proposed instruments without an issuer.
    Proposals,
}

/// A row of a card: one framework, or in a folded map all of one kind.
#[derive(Debug, Clone)]
pub(super) struct RowPlan {
    /// The frameworks, at least one.
    pub nodes: Vec<NodeIx>,
    /// Their kind, where the row stands for all of it.
    pub folded: Option<FrameworkKind>,
}

/// A card before it has a place.
#[derive(Debug, Clone)]
pub(super) struct CardPlan {
    /// What it stands for.
    pub key: CardKey,
    /// The position of its panel.
    pub panel: usize,
    /// Its frameworks.
    pub rows: Vec<RowPlan>,
    /// Institutions without a card of their own, those with links first.
    pub institutions: Vec<NodeIx>,
    /// How many of `institutions` have links.
    pub linked: usize,
    /// Whether there is nothing on it that the map is about.
    pub context: bool,
}

/// The cards of a map and what got none.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    /// Cards by panel, then largest first.
    pub cards: Vec<CardPlan>,
    /// What got none.
    pub left_out: LeftOut,
}

/// How much of a selection no card shows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LeftOut {
    /// Jurisdictions without an entry.
    pub jurisdictions: usize,
    /// International bodies without text or link.
    pub bodies: usize,
    /// Institutions that a folded map leaves out because nothing links to them.
    pub folded: usize,
}

/// An international body gets a card of its own from this many texts.
const OWN_CARD: usize = 2;

/// Assigns every selected node to a card.
pub(super) fn plan(selection: &Selection<'_>) -> Plan {
    Planner::new(selection, selection.is_folded()).plan()
}

/// The same with a row for each framework, however many there are.
pub(super) fn plan_unfolded(selection: &Selection<'_>) -> Plan {
    Planner::new(selection, false).plan()
}

struct Planner<'s, 'g> {
    selection: &'s Selection<'g>,
    folded: bool,
    panels: &'g [Panel],
    linked: BTreeSet<NodeIx>,
    /// International bodies with cards of their own.
    bodies: BTreeSet<NodeIx>,
}

impl<'s, 'g> Planner<'s, 'g> {
    fn new(selection: &'s Selection<'g>, folded: bool) -> Self {
        let graph = selection.scope().graph();
        let ends = |ix: &crate::model::LinkIx| [graph.link(*ix).from.node, graph.link(*ix).to.node];
        let linked = selection.links().iter().flat_map(ends).collect();
        let mut planner = Self { selection, folded, panels: &graph.regions().panels, linked, bodies: BTreeSet::new() };
        let mut texts: BTreeMap<NodeIx, usize> = BTreeMap::new();
        for (ix, _) in selection.nodes() {
            if let Some(body) = planner.issuing_body(ix) {
                *texts.entry(body).or_default() += 1;
            }
        }
        planner.bodies = texts.into_iter().filter(|(_, texts)| *texts >= OWN_CARD).map(|(body, _)| body).collect();
        planner
    }

    fn plan(&self) -> Plan {
        let graph = self.selection.scope().graph();
        let mut cards: BTreeMap<CardKey, CardPlan> = BTreeMap::new();
        let mut plan = Plan::default();
        let mut waiting = Vec::new();
        for (ix, role) in self.selection.nodes() {
            let node = graph.node(ix);
            if node.framework().is_some() {
                self.card(&mut cards, self.home(ix), role).rows.push(RowPlan { nodes: vec![ix], folded: None });
            } else if node.institution().is_some() {
                match self.body_home(ix) {
                    Some(CardKey::Bodies) if !self.linked.contains(&ix) => plan.left_out.bodies += 1,
                    Some(key) => {
                        let card = self.card(&mut cards, key, role);
                        if key != CardKey::Body(ix) {
                            card.institutions.push(ix);
                        }
                    }
                    None => plan.left_out.bodies += 1,
                }
            } else if self.linked.contains(&ix) {
                self.card(&mut cards, CardKey::Jurisdiction(ix), role);
            } else {
                waiting.push(ix);
            }
        }
        let countable = |ix: &NodeIx| !cards.contains_key(&CardKey::Jurisdiction(*ix));
        plan.left_out.jurisdictions = waiting.iter().filter(|ix| countable(ix)).count();
        plan.cards = cards.into_values().collect();
        for card in &mut plan.cards {
            self.finish(card);
            if self.folded {
                plan.left_out.folded += card.institutions.len() - card.linked;
                card.institutions.truncate(card.linked);
            }
        }
        plan.cards.sort_by_key(|card| (card.panel, is_collection(card.key), std::cmp::Reverse(weight(card)), card.key));
        plan
    }

    fn card<'c>(&self, cards: &'c mut BTreeMap<CardKey, CardPlan>, key: CardKey, role: Role) -> &'c mut CardPlan {
        let card = cards.entry(key).or_insert_with(|| {
            let panel = self.panel(key);
            CardPlan { key, panel, rows: Vec::new(), institutions: Vec::new(), linked: 0, context: true }
        });
        card.context &= role == Role::Context;
        card
    }

    /// Sorts institutions, folds rows if the map is folded.
    fn finish(&self, card: &mut CardPlan) {
        let graph = self.selection.scope().graph();
        let rank = |kind: InstitutionKind| match kind {
            InstitutionKind::Regulator => 0,
            InstitutionKind::StandardsBody => 1,
            InstitutionKind::Forum => 2,
        };
        card.institutions.sort_by_key(|ix| {
            let node = graph.node(*ix);
            (!self.linked.contains(ix), node.institution().map(|body| rank(body.kind)), *ix)
        });
        card.linked = card.institutions.iter().filter(|ix| self.linked.contains(ix)).count();
        if self.folded {
            let mut kinds: BTreeMap<FrameworkKind, Vec<NodeIx>> = BTreeMap::new();
            for ix in card.rows.iter().flat_map(|row| &row.nodes) {
                if let Some(framework) = graph.node(*ix).framework() {
                    kinds.entry(framework.kind).or_default().push(*ix);
                }
            }
            card.rows = kinds.into_iter().map(|(kind, nodes)| RowPlan { nodes, folded: Some(kind) }).collect();
        } else {
            let linked = |row: &RowPlan| row.nodes.iter().any(|ix| self.linked.contains(ix));
            card.rows
                .sort_by_key(|row| (!linked(row), row.nodes.first().map(|ix| graph.node(*ix).label().to_lowercase())));
        }
    }

    fn position(&self, panel: &str) -> usize {
        let known = self.panels.iter().position(|known| known.id.as_str() == panel);
        known.or_else(|| self.panels.iter().position(|known| known.id.as_str() == INTERNATIONAL)).unwrap_or(0)
    }

    fn panel_of(&self, jurisdiction: NodeIx) -> usize {
        let place = self.selection.scope().graph().node(jurisdiction).jurisdiction();
        self.position(place.map_or(INTERNATIONAL, |place| place.panel.as_str()))
    }

    fn panel(&self, key: CardKey) -> usize {
        match key {
            CardKey::Jurisdiction(ix) => self.panel_of(ix),
            CardKey::Joint(panel) => panel,
            CardKey::Body(_) | CardKey::Bodies | CardKey::Texts | CardKey::Proposals => self.position(INTERNATIONAL),
        }
    }

    /// The card of a framework: where it was made, else who issued it, else to whom it is addressed.
    fn home(&self, ix: NodeIx) -> CardKey {
        let graph = self.selection.scope().graph();
        let Some(framework) = graph.node(ix).framework() else { return CardKey::Texts };
        match framework.jurisdictions.as_slice() {
            [] => {}
            [one] => return CardKey::Jurisdiction(*one),
            several => {
                let panels: BTreeSet<usize> = several.iter().map(|place| self.panel_of(*place)).collect();
                let common = panels.first().filter(|_| panels.len() == 1).copied();
                return CardKey::Joint(common.unwrap_or_else(|| self.position(INTERNATIONAL)));
            }
        }
        let about = framework.issuers.iter().find(|issuer| self.is_about(**issuer));
        if let Some(issuer) = about.or(framework.issuers.first()) {
            let home = if graph.node(*issuer).jurisdiction().is_some() {
                Some(CardKey::Jurisdiction(*issuer))
            } else {
                self.body_home(*issuer)
            };
            return home.unwrap_or(CardKey::Bodies);
        }
        if let Some(addressed) = framework.addressed_to.first() {
            return CardKey::Jurisdiction(*addressed);
        }
        let status = graph.status_on(ix, self.selection.scope().day());
        if matches!(status, Some(Status::Proposed | Status::Draft)) { CardKey::Proposals } else { CardKey::Texts }
    }

    /// Whether a map of an area or a neighbourhood is about this jurisdiction: what it made with others stands on its card.
    fn is_about(&self, ix: NodeIx) -> bool {
        let options = self.selection.options();
        let focus = options.focus.is_some_and(|(focus, _)| focus == ix);
        let place = self.selection.scope().graph().node(ix).jurisdiction().is_some();
        focus || (options.area.is_some() && place && self.selection.role(ix) == Some(Role::Subject))
    }

    /// The card of an institution: its own, its jurisdiction's, its parent's, or that of the remaining bodies.
    fn body_home(&self, institution: NodeIx) -> Option<CardKey> {
        let graph = self.selection.scope().graph();
        let mut current = institution;
        for _ in 0..8 {
            if self.bodies.contains(&current) {
                return Some(CardKey::Body(current));
            }
            let body = graph.node(current).institution()?;
            if let (Some(parent), true) = (body.parent, body.parent.is_some_and(|parent| self.bodies.contains(&parent)))
            {
                return Some(CardKey::Body(parent));
            }
            if let Some(jurisdiction) = body.jurisdiction {
                return Some(CardKey::Jurisdiction(jurisdiction));
            }
            match body.parent {
                Some(parent) => current = parent,
                None => return Some(CardKey::Bodies),
            }
        }
        None
    }

    /// The international body whose text this is, if its first issuer is one.
    fn issuing_body(&self, framework: NodeIx) -> Option<NodeIx> {
        let graph = self.selection.scope().graph();
        let text = graph.node(framework).framework()?;
        let issuer = text.issuers.first().copied().filter(|_| text.jurisdictions.is_empty())?;
        graph.node(issuer).institution()?;
        let seat = self.selection.seat(issuer);
        let international = seat.is_none_or(|seat| self.panel_of(seat) == self.position(INTERNATIONAL));
        international.then_some(issuer)
    }
}

fn is_collection(key: CardKey) -> bool {
    !matches!(key, CardKey::Jurisdiction(_) | CardKey::Body(_))
}

fn weight(card: &CardPlan) -> usize {
    card.rows.len() * 2 + card.institutions.len()
}

/// Nodes in a conflict that is drawn.
pub(super) fn in_conflict(selection: &Selection<'_>) -> BTreeSet<NodeIx> {
    let graph = selection.scope().graph();
    (selection.links().iter().map(|ix| graph.link(*ix)))
        .filter(|link| Tie::of(link.relation) == Some(Tie::Conflict))
        .flat_map(|link| [link.from.node, link.to.node])
        .collect()
}
