//! The matrix: who meets whom, jurisdiction by jurisdiction or region by region, a panel a layer.
//!
//! Rows and columns are in the order of the map's panels, then by name, so that what belongs together stands together and
//! the frames on the diagonal are the regions. Both halves of a panel show the same: a reader may follow a row.

mod in_page;
mod layout;
mod svg;
mod words;

use serde::Serialize;

use super::chart::{Look, Sheet};
use super::scene::{Point, Rect};

pub use in_page::matrix_in_page;
pub use layout::{LEAST_POINTS, compose_matrix};
pub use svg::matrix_svg;

/// What the rows and columns of a matrix are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Each jurisdiction.
    Jurisdiction,
    /// Each region of the map.
    Region,
}

/// A matrix, composed: plain geometry in the units of the view box.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixScene {
    /// Title, legend and foot.
    pub sheet: Sheet,
    /// What rows and columns are.
    pub by: By,
    /// A panel for each layer asked about.
    pub panels: Vec<MatrixPanel>,
    /// Font size of the names.
    pub font: f64,
    /// By how many degrees the names of columns are turned.
    pub turned: f64,
    /// The size of the names, in points, on A3 paper.
    pub points: f64,
    /// Jurisdictions that are left out, because nothing is recorded for them.
    pub left_out: usize,
}

/// A layer.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixPanel {
    /// The layer.
    pub layer: String,
    /// Its heading.
    pub heading: String,
    /// How many pairs have which verdict, where there is room for it.
    pub note: Option<String>,
    /// Where the heading begins.
    pub at: Point,
    /// The area of the cells.
    pub rect: Rect,
    /// Names of the rows; only the panels on the left have them.
    pub rows: Vec<MatrixName>,
    /// Names of the columns.
    pub columns: Vec<MatrixName>,
    /// The cells, by row.
    pub cells: Vec<MatrixCell>,
    /// Frames around the regions.
    pub frames: Vec<MatrixFrame>,
}

/// The name of a row or column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixName {
    /// Id of the jurisdiction or region.
    pub id: String,
    /// As shown.
    pub text: String,
    /// Id of its region.
    pub region: String,
    /// Position of the region among the panels of the data.
    pub position: usize,
    /// Where the text of a row ends, and that of a column begins.
    pub at: Point,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixCell {
    /// Id of the row.
    pub a: String,
    /// Id of the column.
    pub b: String,
    /// Its area.
    pub rect: Rect,
    /// How it looks; `None` where a jurisdiction meets itself.
    pub look: Option<Look>,
    /// How many pairs in it are contested; it is crossed if any is.
    pub contested: usize,
    /// Words in the cell, in lines.
    pub words: Vec<String>,
    /// What it says, in full.
    pub tooltip: String,
}

/// A frame around a region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixFrame {
    /// Id of the region.
    pub region: String,
    /// Position of the region among the panels of the data.
    pub position: usize,
    /// Its area.
    pub rect: Rect,
}
