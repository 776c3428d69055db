//! Pictures of the graph: the interoperability map as SVG and DOT, the timeline and charts as SVG.
//!
//! ```text
//! Scope + MapOptions ──> Selection ──> Scene (plain geometry) ──> SVG, DOT, …
//! ```
//!
//! The composition is our own and needs no program; Graphviz is an alternative that is used where it is installed
//! ([`engine`]). Same selection, same bytes: nothing here depends on hash order, threads or the machine.

mod cards;
pub mod chart;
mod chord;
mod circle;
mod compose;
mod consensus;
mod dot;
mod draw;
mod engine;
mod grid;
pub mod markup;
mod matrix;
pub mod palette;
mod profile;
#[cfg(feature = "raster")]
mod raster;
mod ring;
mod scene;
mod selection;
mod svg;
pub mod text;
mod tiles;
mod timeline;
mod trace;

pub use chord::{ChordScene, ConflictMark, Dial, NumberTable, RegionArc, Ribbon, chord_svg, compose_chord};
pub use circle::Spoke;
pub use compose::compose;
pub use consensus::{ConsensusPanel, ConsensusRow, ConsensusScene, compose_consensus, consensus_svg};
pub use dot::dot;
pub use engine::{Engine, EngineError, EngineFormat, Limits, Rendered, engine};
pub use grid::{GridScene, Tile, compose_grid, grid_svg};
pub use matrix::{
    By, LEAST_POINTS, MatrixCell, MatrixFrame, MatrixName, MatrixPanel, MatrixScene, compose_matrix, matrix_in_page,
    matrix_svg,
};
pub use profile::{Dot, ProfileScene, ScaleBlock, ScaleRow, SetBlock, SetRow, compose_profile, profile_svg};
#[cfg(feature = "raster")]
pub use raster::{PNG_WIDTHS, RasterError, pdf, png};
pub use ring::{Band, ConflictEntry, Heading, Ring, RingScene, Tick, TickKind, compose_ring, compose_rings, ring_svg};
pub use scene::{CardBox, LegendItem, Line, Note, PanelBox, Point, Rect, Row, Scene, Sign, Standing};
pub use selection::{MapOptions, Role, Selection};
pub use svg::{svg, svg_in_page};
pub use tiles::{CountryTile, TilesBlock, TilesPanel, TilesScene, compose_tiles, tiles_in_page, tiles_svg};
pub use timeline::{
    Lane, LaneRow, LegendSign, Mark, Segment, Strip, StripRow, TimelineLegend, TimelineScene, compose_timeline,
    timeline_svg,
};
