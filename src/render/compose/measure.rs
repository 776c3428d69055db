//! Sizes: fonts, paddings, and how high a card is.

use std::collections::BTreeSet;

use crate::model::{Graph, NodeIx, Status};
use crate::render::cards::{CardKey, CardPlan, RowPlan};
use crate::render::scene::Standing;
use crate::render::selection::Selection;
use crate::render::text::{Face, clean, shorten, width, wrap};

/// Font size of rows; every other size follows from how it reads beside this one.
pub const ROW_FONT: f64 = 12.0;
/// Font size of card headers.
pub const HEADER_FONT: f64 = 12.5;
/// Font size of institutions.
pub const NOTE_FONT: f64 = 10.5;
/// Font size of panel headings.
pub const PANEL_FONT: f64 = 15.0;
/// Font size of the title.
pub const TITLE_FONT: f64 = 30.0;
/// Font size of the subtitle.
pub const SUBTITLE_FONT: f64 = 14.0;
/// Font size of legend and footer.
pub const SMALL_FONT: f64 = 11.5;

/// Height of a row.
pub const ROW: f64 = 15.5;
/// Height of a card header.
pub const HEADER: f64 = 20.0;
/// Height of a line of institutions.
pub const NOTE: f64 = 13.0;
/// Room between a card's side and its text.
pub const INSET: f64 = 7.0;
/// Room for the mark of a row that is not in effect.
pub const MARK: f64 = 11.0;
/// Room for the comma after an institution.
const NOTE_SLACK: f64 = 4.0;
/// Room below the last row of a card.
pub const CARD_FOOT: f64 = 4.0;
/// The narrowest and widest a column of cards may be.
const COLUMN: (f64, f64) = (150.0, 206.0);

/// A row with its words.
#[derive(Debug, Clone)]
pub struct RowDraft {
    /// What it shows.
    pub plan: RowPlan,
    /// In full.
    pub label: String,
    /// Its mark.
    pub standing: Standing,
}

/// An institution placed in a card; positions count from the card's corner.
#[derive(Debug, Clone)]
pub struct NoteDraft {
    /// The institution.
    pub node: NodeIx,
    /// As shown.
    pub label: String,
    /// From the card's left side.
    pub x: f64,
    /// Number of its line.
    pub line: usize,
    /// Width.
    pub width: f64,
}

/// A card with its words and height.
#[derive(Debug, Clone)]
pub struct CardDraft {
    /// What it shows.
    pub plan: CardPlan,
    /// Heading in full.
    pub title: String,
    /// Its rows.
    pub rows: Vec<RowDraft>,
    /// Its institutions.
    pub notes: Vec<NoteDraft>,
    /// Its height.
    pub height: f64,
}

impl CardDraft {
    /// Where the rows end and the institutions begin, from the card's upper side.
    pub fn notes_top(&self) -> f64 {
        let rows = f64::from(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        HEADER + 1.0 + rows * ROW + if self.notes.is_empty() { 0.0 } else { 2.0 }
    }
}

/// Words and heights of all cards, and the width of a column that suits them.
pub fn measure(selection: &Selection<'_>, plans: Vec<CardPlan>) -> (Vec<CardDraft>, f64) {
    let graph = selection.scope().graph();
    let mut drafts: Vec<CardDraft> = plans
        .into_iter()
        .map(|plan| {
            let rows = plan.rows.iter().map(|row| row_draft(selection, row)).collect();
            CardDraft { title: String::new(), plan, rows, notes: Vec::new(), height: 0.0 }
        })
        .collect();
    let widest = drafts.iter().map(|draft| natural_width(graph, draft)).fold(COLUMN.0, f64::max);
    let column = widest.min(COLUMN.1).ceil();
    for draft in &mut drafts {
        draft.title = title_within(graph, &draft.plan, column - 2.0 * INSET);
        draft.notes = notes(graph, &draft.plan, column);
        let lines = draft.notes.last().map_or(0, |note| note.line + 1);
        let lines = f64::from(u32::try_from(lines).unwrap_or(u32::MAX));
        let foot = if draft.rows.is_empty() && draft.notes.is_empty() { 0.0 } else { CARD_FOOT };
        draft.height = draft.notes_top() + lines * NOTE + foot;
    }
    (drafts, column)
}

/// How wide a card would like to be.
fn natural_width(graph: &Graph, draft: &CardDraft) -> f64 {
    let title = width(&title_within(graph, &draft.plan, f64::INFINITY), Face::Bold, HEADER_FONT);
    let rows = draft.rows.iter().map(|row| width(&row.label, Face::Regular, ROW_FONT) + mark_room(row.standing));
    let notes = draft.plan.institutions.iter();
    let notes = notes.map(|ix| width(graph.node(*ix).label(), Face::Oblique, NOTE_FONT) + NOTE_SLACK);
    2.0 * INSET + rows.chain(notes).fold(title, f64::max)
}

/// Room before the label of a row.
pub fn mark_room(standing: Standing) -> f64 {
    if standing == Standing::InEffect { 0.0 } else { MARK }
}

/// The label of a row as it fits into a column.
pub fn row_label(row: &RowDraft, column: f64) -> String {
    shorten(&row.label, Face::Regular, ROW_FONT, column - 2.0 * INSET - mark_room(row.standing)).into_owned()
}

/// The heading of a panel, in lines that fit its first column.
pub fn panel_heading(name: &str, room: f64) -> Vec<String> {
    wrap(&clean(name), Face::Bold, PANEL_FONT, room)
}

fn row_draft(selection: &Selection<'_>, plan: &RowPlan) -> RowDraft {
    let graph = selection.scope().graph();
    let day = selection.scope().day();
    if let Some(kind) = plan.folded {
        let label = format!("{kind}: {}", plan.nodes.len());
        return RowDraft { plan: plan.clone(), label, standing: Standing::InEffect };
    }
    let first = plan.nodes.first().copied();
    let label = first.map_or_else(String::new, |ix| clean(graph.node(ix).label()).into_owned());
    let standing = match first.and_then(|ix| graph.status_on(ix, day)) {
        Some(Status::Proposed | Status::Draft) => Standing::Pending,
        Some(status) if status.is_over() => Standing::Over,
        _ => Standing::InEffect,
    };
    RowDraft { plan: plan.clone(), label, standing }
}

/// The heading of a card, in full.
pub fn title(graph: &Graph, plan: &CardPlan) -> String {
    title_within(graph, plan, COLUMN.1)
}

fn title_within(graph: &Graph, plan: &CardPlan, room: f64) -> String {
    match plan.key {
        CardKey::Jurisdiction(ix) | CardKey::Body(ix) => clean(graph.node(ix).label()).into_owned(),
        CardKey::Joint(_) => joint_title(graph, plan, room),
        CardKey::Bodies => "Other bodies".to_owned(),
        CardKey::Texts => "Other texts".to_owned(),
        CardKey::Proposals => "Proposed for the world".to_owned(),
    }
}

/// The places of a joint text, or a common heading where the card holds texts of several groups.
fn joint_title(graph: &Graph, plan: &CardPlan, room: f64) -> String {
    let places: BTreeSet<NodeIx> = (plan.rows.iter().flat_map(|row| &row.nodes))
        .filter_map(|ix| graph.node(*ix).framework())
        .flat_map(|framework| framework.jurisdictions.iter().copied())
        .collect();
    let names: Vec<&str> = places.iter().map(|ix| graph.node(*ix).label()).collect();
    let title = clean(&names.join(" · ")).into_owned();
    let fits = names.len() == 2 && width(&title, Face::Bold, HEADER_FONT) <= room;
    if fits { title } else { "Joint texts".to_owned() }
}

/// Institutions with links stand on lines of their own, so that a line of the map ends at one name; the others follow
/// one another.
fn notes(graph: &Graph, plan: &CardPlan, column: f64) -> Vec<NoteDraft> {
    let room = column - 2.0 * INSET;
    let mut placed: Vec<NoteDraft> = Vec::new();
    let mut line = 0;
    let mut at = 0.0;
    for (position, node) in plan.institutions.iter().enumerate() {
        let name = clean(graph.node(*node).label()).into_owned();
        let alone = position < plan.linked;
        let comma = !alone && position + 1 < plan.institutions.len();
        let name = shorten(&name, Face::Oblique, NOTE_FONT, room - NOTE_SLACK);
        let label = if comma { format!("{name},") } else { name.into_owned() };
        let wide = width(&label, Face::Oblique, NOTE_FONT);
        if !placed.is_empty() && (alone || position == plan.linked || at + wide > room) {
            line += 1;
            at = 0.0;
        }
        placed.push(NoteDraft { node: *node, label, x: INSET + at, line, width: wide });
        at += wide + width(" ", Face::Oblique, NOTE_FONT) + 1.0;
    }
    placed
}
