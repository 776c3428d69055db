//! Links between regions as chords: how many run within and between the regions of the map, by family of relation.

mod layout;
mod svg;
mod words;

use serde::Serialize;

use super::palette::Tie;
use super::scene::{LegendItem, Point, Rect};

pub use layout::compose_chord;
pub use svg::chord_svg;

/// A chord diagram for each family asked about, and the table of numbers.
#[derive(Debug, Clone, Serialize)]
pub struct ChordScene {
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
    /// The diagrams.
    pub dials: Vec<Dial>,
    /// The numbers.
    pub table: NumberTable,
    /// The legend.
    pub legend: Vec<LegendItem>,
    /// Lines at the foot.
    pub footer: Vec<String>,
    /// Upper side of the footer.
    pub footer_top: f64,
}

/// A diagram of one family. Everything but the heading counts from its centre.
#[derive(Debug, Clone, Serialize)]
pub struct Dial {
    /// The family.
    pub tie: Tie,
    /// What it shows.
    pub heading: String,
    /// Where the heading begins, on the base line.
    pub heading_at: Point,
    /// Where its centre is on the page.
    pub centre: Point,
    /// Outer radius of the ribbons.
    pub radius: f64,
    /// The regions, clockwise.
    pub arcs: Vec<RegionArc>,
    /// The ribbons, the widest first.
    pub ribbons: Vec<Ribbon>,
    /// Marks of conflicts between regions.
    pub marks: Vec<ConflictMark>,
}

/// A region on the circle.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionArc {
    /// Id of the panel.
    pub id: String,
    /// Position of the panel among those of the data.
    pub position: usize,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How many links of the family end here.
    pub count: usize,
    /// Name and number, in lines.
    pub label: Vec<String>,
    /// The area of the label.
    pub area: Rect,
}

/// The links between two regions, or within one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ribbon {
    /// Position of the first region among the panels of the data.
    pub a: usize,
    /// Position of the second.
    pub b: usize,
    /// Where it ends at the first.
    pub at_a: (f64, f64),
    /// Where it ends at the second; the same place for a region with itself.
    pub at_b: (f64, f64),
    /// How many links.
    pub count: usize,
    /// What it stands for, in words.
    pub tooltip: String,
}

/// The conflicts between two regions, drawn over the ribbons of another family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictMark {
    /// Position of the first region among the panels of the data.
    pub a: usize,
    /// Position of the second.
    pub b: usize,
    /// Where on the circle they begin and end.
    pub ends: (f64, f64),
    /// How many.
    pub count: usize,
    /// Where their number stands.
    pub number_at: Point,
}

/// The numbers behind the diagrams.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumberTable {
    /// Its area.
    pub rect: Rect,
    /// Names of the columns of numbers, with their right sides.
    pub columns: Vec<(String, f64)>,
    /// Pairs of regions with their numbers, most links first, then a sum.
    pub rows: Vec<(String, Vec<usize>)>,
}
