//! The tile map of coverage: a square for each jurisdiction, in blocks by UN M49 sub-region at roughly their places on a
//! map of the world, a map a layer.
//!
//! The arrangement is our own: sub-regions stand in columns from west to east and bands from north to south, and their
//! members alphabetically. Countries are equally large, because each is one answer.

mod in_page;
mod layout;
mod svg;

use serde::Serialize;

use super::chart::{Look, Sheet};
use super::scene::{Point, Rect};

pub use in_page::tiles_in_page;
pub use layout::compose_tiles;
pub use svg::tiles_svg;

/// A tile map, composed: plain geometry in the units of the view box.
#[derive(Debug, Clone, Serialize)]
pub struct TilesScene {
    /// Title, legend and foot.
    pub sheet: Sheet,
    /// A map for each layer asked about.
    pub panels: Vec<TilesPanel>,
}

/// A layer.
#[derive(Debug, Clone, Serialize)]
pub struct TilesPanel {
    /// The layer.
    pub layer: String,
    /// Its heading.
    pub heading: String,
    /// How many are recorded, absent, not assessed.
    pub note: String,
    /// Where the heading begins.
    pub at: Point,
    /// The sub-regions.
    pub blocks: Vec<TilesBlock>,
    /// The squares, by block and name.
    pub tiles: Vec<CountryTile>,
}

/// A sub-region.
#[derive(Debug, Clone, Serialize)]
pub struct TilesBlock {
    /// Id of its region, whose colour it has.
    pub region: String,
    /// Position of the region among the panels of the data.
    pub position: usize,
    /// Its name, in lines.
    pub name: Vec<String>,
    /// The area of its squares.
    pub rect: Rect,
}

/// A jurisdiction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountryTile {
    /// Its id.
    pub id: String,
    /// Its code of three letters, else the beginning of its name.
    pub code: String,
    /// Its area.
    pub rect: Rect,
    /// How it looks.
    pub look: Look,
    /// Recorded, absent or not assessed.
    pub state: &'static str,
    /// By how many frameworks the layer counts as recorded.
    pub frameworks: usize,
    /// Name, state and frameworks.
    pub tooltip: String,
}
