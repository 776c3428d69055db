//! The map as a ring: regions are arcs, what has links stands on them, and lines run bundled through the middle.
//!
//! Lines follow the tree of regions and cards (hierarchical edge bundling after Holten, 2006): those that go the same way
//! come together. What has no link is not drawn.

mod conflicts;
mod layout;
mod seats;
mod svg;

use serde::Serialize;

use super::circle::Spoke;
use super::scene::{LegendItem, Line, Point, Standing};

pub use layout::{compose_ring, compose_rings};
pub use svg::ring_svg;

/// One or several rings on a page.
#[derive(Debug, Clone, Serialize)]
pub struct RingScene {
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// Room between the page's edge and everything.
    pub margin: f64,
    /// Title.
    pub title: String,
    /// Font size of the title.
    pub title_size: f64,
    /// Lines below the title.
    pub subtitle: Vec<String>,
    /// What the picture shows, in words, for readers who cannot see it.
    pub description: String,
    /// The rings, from the left.
    pub rings: Vec<Ring>,
    /// The legend.
    pub legend: Vec<LegendItem>,
    /// Lines at the foot.
    pub footer: Vec<String>,
    /// Upper side of the footer.
    pub footer_top: f64,
}

/// A ring with the list of its conflicts. Bands, ticks and lines count from its centre, the list from the page's corner.
#[derive(Debug, Clone, Serialize)]
pub struct Ring {
    /// What ids of this ring begin with, where there are several.
    pub prefix: String,
    /// What it shows, where there are several.
    pub heading: Option<Heading>,
    /// Where its centre is on the page.
    pub centre: Point,
    /// The radius at which lines end.
    pub inner: f64,
    /// The radius at which labels begin.
    pub outer: f64,
    /// The arcs of cards.
    pub bands: Vec<Band>,
    /// The labels.
    pub ticks: Vec<Tick>,
    /// The lines, conflicts last.
    pub lines: Vec<Line>,
    /// The heading of the list of conflicts.
    pub list: Option<Heading>,
    /// The conflicts, by number.
    pub conflicts: Vec<ConflictEntry>,
}

/// A line of text in bold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Heading {
    /// The words.
    pub text: String,
    /// Where they begin, on the base line.
    pub at: Point,
}

/// The arc of a card.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Band {
    /// Id of the panel.
    pub panel: String,
    /// Position of the panel among those of the data.
    pub position: usize,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Whether it is only context.
    pub context: bool,
}

/// What a label of the ring names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TickKind {
    /// A region.
    Region,
    /// A jurisdiction, body or collection, before what is its own.
    Card,
    /// A framework.
    Framework,
    /// A regulator or other body.
    Institution,
}

/// A label of the ring.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// Id of the node; `None` for regions and collections.
    pub node: Option<String>,
    /// What it names.
    pub kind: TickKind,
    /// Kind of the node, as in exports.
    pub node_kind: String,
    /// Layers, separated by spaces.
    pub layers: String,
    /// Id of the panel.
    pub panel: String,
    /// Position of the panel among those of the data.
    pub position: usize,
    /// As shown.
    pub label: String,
    /// In full, with what there is to say.
    pub tooltip: String,
    /// Where the label stands.
    pub spoke: Spoke,
    /// Its mark.
    pub standing: Standing,
    /// Whether the map is about its neighbourhood.
    pub focus: bool,
    /// The numbers of the conflicts that end here.
    pub conflicts: Vec<usize>,
}

/// A conflict in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictEntry {
    /// Its number in list and ring.
    pub number: usize,
    /// Id of its line.
    pub line: String,
    /// Who conflicts, in lines.
    pub names: Vec<String>,
    /// What the conflict is, in lines.
    pub words: Vec<String>,
    /// Its upper left corner.
    pub at: Point,
    /// Its height.
    pub height: f64,
}
