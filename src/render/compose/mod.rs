//! Composing a map: what is shown, where it stands, how lines run.
//!
//! ```text
//! cards ── measure ──> drafts ── place ──> stacks ── frame ──> rough heights
//!                                                                  │
//!        scene <── lanes <── final heights <── channel lanes <── route
//! ```

mod frame;
mod furniture;
mod lanes;
mod measure;
mod order;
mod place;
mod route;
pub(super) mod sentences;
mod words;

use std::collections::BTreeMap;

use crate::model::NodeIx;

use super::cards::{self, CardKey, Plan};
use super::palette::Tie;
use super::scene::{CardBox, Line, Note, PanelBox, Point, Rect, Row, Scene};
use super::selection::Selection;
use super::text::{Face, clean, shorten};
use frame::{Frame, PANEL_PAD, Vertical, heading_height};
use lanes::Lanes;
use measure::{CardDraft, HEADER, NOTE, ROW};
use route::{Item, Places, Site, Wire};

pub(super) use frame::HEADING_LINE;
pub(super) use furniture::{LEGEND_LINE, SIGN_GAP, SUBTITLE_LINE, legend_items, sign_width};
pub(super) use measure::{
    HEADER_FONT, INSET, MARK, NOTE_FONT, PANEL_FONT, ROW_FONT, SMALL_FONT, SUBTITLE_FONT, TITLE_FONT,
    title as card_title,
};
pub(super) use words::{cited, layer_names, line as line_words, name_lines};

/// What a gutter takes, before anything is known of its lines.
const GUTTER_GUESS: f64 = 52.0;
/// The most that a gutter is widened to give the page its ratio.
const WIDEN: f64 = 60.0;
/// The narrowest page: title and legend need some room.
const LEAST_WIDTH: f64 = 720.0;
/// Room between the page's edge and everything.
pub(super) const MARGIN: f64 = 26.0;

/// Composes the map of a selection.
///
/// Cards stand in columns and never overlap; lines run in gutters between columns and channels between cards, each in a
/// lane of its own. Takes well under a tenth of a second for a map of 300 frameworks and as many links.
pub fn compose(selection: &Selection<'_>) -> Scene {
    let Plan { cards: plans, left_out } = cards::plan(selection);
    let (drafts, column) = measure::measure(selection, plans);
    let sites = sites(&drafts);
    let drawn = drawn_links(selection, &sites);
    let panels = &selection.scope().graph().regions().panels;
    let furniture = furniture::Furniture::new(selection, &drawn, left_out);
    let wires: Vec<Wire> = drawn.iter().map(|link| link.wire).collect();
    let mut stacks = place::arrange(panels, &drafts, column, furniture.guess());
    let height = |site: Site| order::item_height(&drafts[site.card], site.item);
    order::order(&mut stacks, &drafts, &wires, column + GUTTER_GUESS, height);
    let frame = Frame::new(stacks);
    let column_of = columns_of(&frame, drafts.len());

    let rough = frame.vertical(&drafts, &vec![1; frame.channels.len()]);
    let places = places(&frame, &rough, &column_of, &drafts, column);
    let ways = route::route(&places, &wires);
    let vertical = frame.vertical(&drafts, &lanes::channel_lanes(&frame, &ways));
    let places = self::places(&frame, &vertical, &column_of, &drafts, column);
    let assigned = Lanes::new(&places, &ways);

    let (gutters, width) = horizontal(&assigned.gutter_widths(), column, vertical.bottom + furniture.guess());
    let composer =
        Composer { selection, drafts: &drafts, frame: &frame, vertical: &vertical, column, gutters: &gutters };
    let mut lines: Vec<Line> = (drawn.iter().zip(&ways))
        .map(|(link, way)| composer.line(link, way.reversed, assigned.points(way, &gutters)))
        .collect();
    words::name_lines(&mut lines);
    lines.sort_by_key(|line| line.tie);
    let scene = Scene {
        width,
        height: 0.0,
        title: String::new(),
        subtitle: Vec::new(),
        description: String::new(),
        panels: composer.panels(),
        cards: composer.cards(&column_of),
        lines,
        title_size: 0.0,
        margin: 0.0,
        legend: Vec::new(),
        footer: Vec::new(),
        footer_top: 0.0,
    };
    furniture.furnish(scene, vertical.bottom)
}

/// A link, or in a folded map all links of one tie between two rows.
pub(super) struct DrawnLink {
    wire: Wire,
    links: Vec<crate::model::LinkIx>,
}

/// Where each node is shown.
fn sites(drafts: &[CardDraft]) -> BTreeMap<NodeIx, Site> {
    let mut sites = BTreeMap::new();
    for (card, draft) in drafts.iter().enumerate() {
        if let CardKey::Jurisdiction(ix) | CardKey::Body(ix) = draft.plan.key {
            sites.insert(ix, Site { card, item: Item::Header });
        }
        for (position, row) in draft.rows.iter().enumerate() {
            for ix in &row.plan.nodes {
                sites.insert(*ix, Site { card, item: Item::Row(position) });
            }
        }
        for (position, note) in draft.notes.iter().enumerate() {
            sites.insert(note.node, Site { card, item: Item::Note(position) });
        }
    }
    sites
}

fn drawn_links(selection: &Selection<'_>, sites: &BTreeMap<NodeIx, Site>) -> Vec<DrawnLink> {
    let graph = selection.scope().graph();
    let is_folded = selection.is_folded();
    let mut drawn: Vec<DrawnLink> = Vec::new();
    let mut known: BTreeMap<(Site, Site, Tie), usize> = BTreeMap::new();
    for ix in selection.links() {
        let link = graph.link(*ix);
        let ends = (sites.get(&link.from.node), sites.get(&link.to.node), Tie::of(link.relation));
        let (Some(from), Some(to), Some(tie)) = ends else { continue };
        if from == to {
            continue;
        }
        let wire = Wire { from: *from, to: *to, tie };
        if is_folded {
            if let Some(position) = known.get(&(*from, *to, tie)) {
                drawn[*position].links.push(*ix);
                continue;
            }
            known.insert((*from, *to, tie), drawn.len());
        }
        drawn.push(DrawnLink { wire, links: vec![*ix] });
    }
    drawn
}

fn columns_of(frame: &Frame, cards: usize) -> Vec<usize> {
    let mut columns = vec![0; cards];
    for stack in &frame.stacks {
        for panel in &stack.panels {
            for (offset, cards) in panel.columns.iter().enumerate() {
                for card in cards {
                    columns[*card] = stack.columns.start + offset;
                }
            }
        }
    }
    columns
}

fn places<'p>(
    frame: &'p Frame,
    vertical: &'p Vertical,
    column_of: &'p [usize],
    drafts: &[CardDraft],
    column: f64,
) -> Places<'p> {
    let mut height = BTreeMap::new();
    for (card, draft) in drafts.iter().enumerate() {
        let top = vertical.cards[card];
        let items = std::iter::once(Item::Header)
            .chain((0..draft.rows.len()).map(Item::Row))
            .chain((0..draft.notes.len()).map(Item::Note));
        for item in items {
            height.insert(Site { card, item }, top + order::item_height(draft, item));
        }
    }
    Places { frame, vertical, column_of, height, pitch: column + GUTTER_GUESS }
}

fn row_top(row: usize) -> f64 {
    HEADER + 1.0 + count(row) * ROW
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Left side and width of each gutter, and the width of the page. Gutters between columns take up what the page has to
/// spare when it is higher than its ratio.
fn horizontal(widths: &[f64], column: f64, height: f64) -> (Vec<(f64, f64)>, f64) {
    let columns = count(widths.len() - 1);
    let natural = 2.0 * MARGIN + widths.iter().sum::<f64>() + columns * column;
    let spare = ((height * place::RATIO).max(LEAST_WIDTH) - natural).max(0.0);
    let each = (spare / count(widths.len().saturating_sub(2)).max(1.0)).min(WIDEN);
    let mut gutters = Vec::new();
    let mut x = MARGIN;
    for (gutter, width) in widths.iter().enumerate() {
        let inner = gutter > 0 && gutter + 1 < widths.len();
        let width = width + if inner { each } else { 0.0 };
        gutters.push((x, width));
        x += width + column;
    }
    let width = (x - column + MARGIN).max(LEAST_WIDTH);
    let beside = (width - (x - column + MARGIN)) / 2.0;
    for (x, _) in &mut gutters {
        *x += beside;
    }
    (gutters, width)
}

struct Composer<'c, 'g> {
    selection: &'c Selection<'g>,
    drafts: &'c [CardDraft],
    frame: &'c Frame,
    vertical: &'c Vertical,
    column: f64,
    gutters: &'c [(f64, f64)],
}

impl Composer<'_, '_> {
    /// The left side of a column.
    fn column_x(&self, column: usize) -> f64 {
        let (x, width) = self.gutters[column];
        x + width
    }

    fn panels(&self) -> Vec<PanelBox> {
        let known = &self.selection.scope().graph().regions().panels;
        let mut boxes = Vec::new();
        for (stack, sides) in self.frame.stacks.iter().zip(&self.vertical.panels) {
            for (panel, (top, bottom)) in stack.panels.iter().zip(sides) {
                let x = self.column_x(stack.columns.start) - PANEL_PAD;
                let used = panel.columns.iter().rposition(|cards| !cards.is_empty()).unwrap_or(0);
                let right = self.column_x(stack.columns.start + used) + self.column + PANEL_PAD;
                boxes.push(PanelBox {
                    id: known.get(panel.panel).map_or_else(String::new, |panel| panel.id.to_string()),
                    position: panel.panel,
                    heading: panel.heading.clone(),
                    rect: Rect { x, y: *top, width: right - x, height: bottom - top },
                });
            }
        }
        boxes.sort_by_key(|panel| panel.position);
        boxes
    }

    fn cards(&self, column_of: &[usize]) -> Vec<CardBox> {
        let conflicts = cards::in_conflict(self.selection);
        let order: Vec<usize> = {
            let mut used: Vec<usize> = self.drafts.iter().map(|draft| draft.plan.panel).collect();
            used.sort_unstable();
            used.dedup();
            used
        };
        let mut boxes = Vec::new();
        for (card, draft) in self.drafts.iter().enumerate() {
            let rect = Rect {
                x: self.column_x(column_of[card]),
                y: self.vertical.cards[card],
                width: self.column,
                height: draft.height,
            };
            let panel = order.iter().position(|panel| *panel == draft.plan.panel).unwrap_or(0);
            let mut shown = words::card(self.selection, draft, rect, panel);
            shown.heading =
                shorten(&clean(&draft.title), Face::Bold, HEADER_FONT, self.column - 2.0 * INSET).into_owned();
            shown.rows = (draft.rows.iter().enumerate())
                .map(|(position, row)| {
                    let y = rect.y + row_top(position);
                    let area = Rect { x: rect.x + 1.0, y, width: rect.width - 2.0, height: ROW };
                    let conflict = row.plan.nodes.iter().any(|ix| conflicts.contains(ix));
                    Row { conflict, ..words::row(self.selection, draft, row, area, self.column) }
                })
                .collect();
            shown.notes = (draft.notes.iter())
                .map(|note| {
                    let y = rect.y + draft.notes_top() + count(note.line) * NOTE;
                    let area = Rect { x: rect.x + note.x, y, width: note.width, height: NOTE };
                    words::note(self.selection, note, area)
                })
                .collect::<Vec<Note>>();
            boxes.push(shown);
        }
        boxes
    }

    fn line(&self, link: &DrawnLink, reversed: bool, points: Vec<Point>) -> Line {
        Line { points, reversed, ..words::line(self.selection, &link.links, link.wire.tie) }
    }
}

/// How far below its upper side a panel's heading ends.
pub(super) fn heading_room(lines: usize) -> f64 {
    heading_height(&frame::StackPanel { panel: 0, heading: vec![String::new(); lines], columns: Vec::new() })
}
