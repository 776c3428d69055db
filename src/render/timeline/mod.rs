//! The timeline: when frameworks were proposed, adopted, in force and over, region by region.
//!
//! Rows are frameworks, in blocks by panel and in the order of their first dates. A label ends where its row's first mark
//! stands, so that the eye need not travel; blocks flow through columns, each with years of its own.

mod layout;
mod strip;
mod svg;
mod words;

use serde::Serialize;

use super::scene::Rect;

pub use layout::compose_timeline;
pub use svg::timeline_svg;

/// A timeline, composed: plain geometry in the units of the view box.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineScene {
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
    /// Counts by region and year; left out where rows are few.
    pub strip: Option<Strip>,
    /// Blocks of rows, in reading order; a region that is broken over columns has several.
    pub lanes: Vec<Lane>,
    /// The legend.
    pub legend: Vec<TimelineLegend>,
    /// Lines at the foot.
    pub footer: Vec<String>,
    /// Upper side of the footer.
    pub footer_top: f64,
}

/// How many frameworks of each region were adopted and entered into force in each year.
#[derive(Debug, Clone, Serialize)]
pub struct Strip {
    /// Its area.
    pub rect: Rect,
    /// What it shows.
    pub heading: String,
    /// Years with the left side of their cells.
    pub years: Vec<(i16, f64)>,
    /// Width of a cell.
    pub cell: f64,
    /// A row for each region.
    pub rows: Vec<StripRow>,
}

/// A region in the strip.
#[derive(Debug, Clone, Serialize)]
pub struct StripRow {
    /// Id of the panel.
    pub id: String,
    /// Position of the panel among those of the data.
    pub position: usize,
    /// Name of the region.
    pub label: String,
    /// Middle of the row.
    pub y: f64,
    /// By year: adopted, entered into force.
    pub counts: Vec<(usize, usize)>,
}

/// A block of rows of one region.
#[derive(Debug, Clone, Serialize)]
pub struct Lane {
    /// Id of the panel.
    pub id: String,
    /// Position of the panel among those of the data.
    pub position: usize,
    /// The region, and whether it is continued from another column.
    pub heading: String,
    /// Its area.
    pub rect: Rect,
    /// Years with the places where they begin; those without words have only a line.
    pub years: Vec<(String, f64)>,
    /// Where the time shown ends.
    pub end: f64,
    /// Where the day asked about lies, if it is in the time shown.
    pub day: Option<f64>,
    /// Its rows.
    pub rows: Vec<LaneRow>,
}

/// A framework's row.
#[derive(Debug, Clone, Serialize)]
pub struct LaneRow {
    /// Id of the framework.
    pub id: String,
    /// Kind of framework.
    pub kind: String,
    /// Status, as in exports.
    pub status: String,
    /// Name, kind, status, dates, jurisdiction.
    pub tooltip: String,
    /// Label as shown.
    pub label: String,
    /// The area of the label; the text ends at its right side.
    pub area: Rect,
    /// Whether it is recorded as binding.
    pub binding: bool,
    /// Its life, from the left.
    pub segments: Vec<Segment>,
    /// What happened, from the left.
    pub marks: Vec<Mark>,
    /// Whether its life begins before the time shown.
    pub earlier: bool,
    /// Whether something happens after the time shown.
    pub later: bool,
}

/// A part of a life.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Segment {
    /// Left end.
    pub from: f64,
    /// Right end.
    pub to: f64,
    /// Whether the framework is in effect.
    pub effect: bool,
    /// Whether it lies after the day asked about.
    pub ahead: bool,
}

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Mark {
    /// What.
    pub sign: LegendSign,
    /// Where: the middle of what is shown of the time in which it may have been.
    pub x: f64,
    /// The time in which it may have been, where that is wider than the mark.
    pub span: Option<(f64, f64)>,
}

/// What the legend explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LegendSign {
    /// A ring.
    Proposed,
    /// A diamond.
    Adopted,
    /// An upright bar.
    InForce,
    /// A cross.
    Ended,
    /// A broken line.
    Pending,
    /// A thin line.
    Effect,
    /// A thick line and a bold label.
    Binding,
    /// A pale bar.
    Span,
    /// The line of the day asked about.
    Day,
    /// An arrow at the left or right side.
    Beyond,
}

/// An entry of the legend.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TimelineLegend {
    /// What is explained.
    pub sign: LegendSign,
    /// The words.
    pub text: String,
    /// Left side of the sign.
    pub x: f64,
    /// Middle of the line.
    pub y: f64,
}
