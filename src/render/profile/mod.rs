//! The six patterns as a picture: scales as dots on their steps, sets as a table of who names what.
//!
//! Frameworks and jurisdictions have one dot on a scale; regions have one for each step that members stand on, as large as
//! there are members. What nobody assessed is said in words, so that it cannot be taken for "no".

mod layout;
mod svg;
mod words;

use serde::Serialize;

use super::scene::{Point, Rect};

pub use layout::compose_profile;
pub use svg::profile_svg;

/// The profiles of some subjects.
#[derive(Debug, Clone, Serialize)]
pub struct ProfileScene {
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
    /// The scales.
    pub scales: Vec<ScaleBlock>,
    /// The sets.
    pub sets: Vec<SetBlock>,
    /// Lines at the foot.
    pub footer: Vec<String>,
    /// Upper side of the footer.
    pub footer_top: f64,
}

/// A scale with a row for each subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScaleBlock {
    /// The pattern.
    pub heading: String,
    /// Its area.
    pub rect: Rect,
    /// Words of the steps in lines, with the middle of each step.
    pub steps: Vec<(Vec<String>, f64)>,
    /// The rows.
    pub rows: Vec<ScaleRow>,
    /// Where the lines of the steps begin and end.
    pub guides: (f64, f64),
    /// Where words about what is unknown begin.
    pub unknown_at: f64,
}

/// A subject on a scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScaleRow {
    /// Position among the subjects, which chooses the mark.
    pub subject: usize,
    /// Its name as shown.
    pub label: String,
    /// The middle of the row.
    pub y: f64,
    /// Where there are dots: the middle, the radius, and how many members it stands for; a number only for regions.
    pub dots: Vec<Dot>,
    /// What is not known, in words.
    pub unknown: String,
}

/// A dot on a step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Dot {
    /// Its middle.
    pub x: f64,
    /// Its radius.
    pub radius: f64,
    /// How many members stand there.
    pub count: usize,
    /// Whether the number is shown.
    pub numbered: bool,
}

/// A set as a table of who names what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetBlock {
    /// The pattern.
    pub heading: String,
    /// Its area.
    pub rect: Rect,
    /// The middle of each subject's column, and whether it was assessed.
    pub columns: Vec<(f64, bool)>,
    /// Where the columns begin and end.
    pub sides: (f64, f64),
    /// The terms.
    pub rows: Vec<SetRow>,
    /// Said below the rows.
    pub notes: Vec<(String, Point)>,
}

/// A term with who names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetRow {
    /// The term as shown.
    pub label: String,
    /// The middle of the row.
    pub y: f64,
    /// How many members of each subject name it, and how many were assessed.
    pub cells: Vec<(usize, usize)>,
    /// How many subjects name it, in words.
    pub tally: String,
}
