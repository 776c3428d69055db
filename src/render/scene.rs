//! A composed picture: plain geometry, ready to be written in any format.
//!
//! Units are those of the SVG view box; x grows to the right, y downwards.

use serde::Serialize;

use super::palette::Tie;

/// A rectangle with its sides along the axes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Default)]
pub struct Rect {
    /// Left side.
    pub x: f64,
    /// Upper side.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// The right side.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The lower side.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// The middle between upper and lower side.
    pub fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }

    /// Whether two rectangles share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies within.
    pub fn contains(&self, other: &Self) -> bool {
        const SLACK: f64 = 1e-6;
        other.x >= self.x - SLACK
            && other.y >= self.y - SLACK
            && other.right() <= self.right() + SLACK
            && other.bottom() <= self.bottom() + SLACK
    }
}

/// A point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A map, composed.
#[derive(Debug, Clone, Serialize)]
pub struct Scene {
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// Title.
    pub title: String,
    /// Lines below the title.
    pub subtitle: Vec<String>,
    /// What the picture shows, in words, for readers who cannot see it.
    pub description: String,
    /// Panels, in reading order.
    pub panels: Vec<PanelBox>,
    /// Cards, by panel.
    pub cards: Vec<CardBox>,
    /// Lines, conflicts last.
    pub lines: Vec<Line>,
    /// Font size of the title: smaller where the page is narrow.
    pub title_size: f64,
    /// Left side and upper side of title, legend and footer.
    pub margin: f64,
    /// The legend.
    pub legend: Vec<LegendItem>,
    /// Lines at the foot: what is not drawn, data, source.
    pub footer: Vec<String>,
    /// Upper side of the footer.
    pub footer_top: f64,
}

/// A sign of the legend and its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LegendItem {
    /// What is explained.
    pub sign: Sign,
    /// The words.
    pub text: String,
    /// Left side of the sign.
    pub x: f64,
    /// Middle of the line.
    pub y: f64,
}

/// What a legend can explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// A line.
    Tie(Tie),
    /// The ground of a row in conflict.
    Conflict,
    /// The mark of a row that is not in effect.
    Mark(Standing),
    /// Italics.
    Institution,
    /// A card of context.
    Context,
}

/// A region's panel.
#[derive(Debug, Clone, Serialize)]
pub struct PanelBox {
    /// Id of the panel in the data.
    pub id: String,
    /// Position among the panels of the data, which chooses colours of unknown panels.
    pub position: usize,
    /// Heading, in lines.
    pub heading: Vec<String>,
    /// Its area.
    pub rect: Rect,
}

/// A jurisdiction's or body's card.
#[derive(Debug, Clone, Serialize)]
pub struct CardBox {
    /// Unique among the cards.
    pub id: String,
    /// Id of the node it stands for, if it stands for one.
    pub node: Option<String>,
    /// Kind of that node, or `collection`.
    pub kind: String,
    /// Position of its panel in [`Scene::panels`].
    pub panel: usize,
    /// Heading as shown.
    pub heading: String,
    /// Heading in full, with what there is to say.
    pub tooltip: String,
    /// Its area.
    pub rect: Rect,
    /// Height of the header.
    pub header: f64,
    /// Whether it is only context.
    pub context: bool,
    /// Its frameworks.
    pub rows: Vec<Row>,
    /// Its institutions, in runs of text.
    pub notes: Vec<Note>,
}

/// Where a framework stands, as rows mark it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In effect.
    InEffect,
    /// Proposed or a draft.
    Pending,
    /// Repealed, withdrawn or lapsed.
    Over,
}

/// A framework's row, or the count of a kind in a folded map.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Id of the framework, or of the card and kind in a folded map.
    pub id: String,
    /// Ids of the frameworks it stands for.
    pub nodes: Vec<String>,
    /// Kind of framework.
    pub kind: String,
    /// Layers, separated by spaces.
    pub layers: String,
    /// Status, as in exports.
    pub status: String,
    /// Label as shown.
    pub label: String,
    /// Name, kind, status and jurisdiction.
    pub tooltip: String,
    /// Its area.
    pub rect: Rect,
    /// Whether a conflict ends here.
    pub conflict: bool,
    /// Whether the map is about the neighbourhood of this framework.
    pub focus: bool,
    /// Its mark.
    pub standing: Standing,
}

/// An institution in a card.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// Id of the institution.
    pub id: String,
    /// Kind of institution.
    pub kind: String,
    /// Layers, separated by spaces.
    pub layers: String,
    /// Text as shown, with the comma that follows.
    pub label: String,
    /// Full name and role.
    pub tooltip: String,
    /// Its area.
    pub rect: Rect,
}

/// A drawn link.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Unique among the lines.
    pub id: String,
    /// Its look.
    pub tie: Tie,
    /// Relation as in exports.
    pub relation: String,
    /// Mechanism as in exports.
    pub mechanism: String,
    /// Id of the node it starts from.
    pub from: String,
    /// Id of the node it leads to.
    pub to: String,
    /// Layers, separated by spaces.
    pub layers: String,
    /// Claim and sources.
    pub tooltip: String,
    /// Corners, from `from` to `to`; the other way round if `reversed`.
    pub points: Vec<Point>,
    /// How many links it stands for; more than one only in folded maps.
    pub count: usize,
    /// Whether it is drawn from `to` to `from`: all lines of a bundle are drawn from their common end, so that their
    /// dashes fall together.
    pub reversed: bool,
}
