//! Pictures of the graph: the interoperability map as SVG and DOT, the timeline as SVG.
//!
//! ```text
//! Scope + MapOptions ──> Selection ──> Scene (plain geometry) ──> SVG, DOT, …
//! ```
//!
//! The composition is our own and needs no program; Graphviz is an alternative that is used where it is installed
//! ([`engine`]). Same selection, same bytes: nothing here depends on hash order, threads or the machine.

mod cards;
mod chord;
mod circle;
mod compose;
mod dot;
mod draw;
mod engine;
pub mod markup;
pub mod palette;
mod profile;
mod ring;
mod scene;
mod selection;
mod svg;
pub mod text;
mod timeline;

pub use chord::{ChordScene, ConflictMark, Dial, NumberTable, RegionArc, Ribbon, chord_svg, compose_chord};
pub use circle::Spoke;
pub use compose::compose;
pub use dot::dot;
pub use engine::{Engine, EngineError, EngineFormat, Limits, Rendered, engine};
pub use profile::{Dot, ProfileScene, ScaleBlock, ScaleRow, SetBlock, SetRow, compose_profile, profile_svg};
pub use ring::{Band, ConflictEntry, Heading, Ring, RingScene, Tick, TickKind, compose_ring, compose_rings, ring_svg};
pub use scene::{CardBox, LegendItem, Line, Note, PanelBox, Point, Rect, Row, Scene, Sign, Standing};
pub use selection::{MapOptions, Role, Selection};
pub use svg::svg;
pub use timeline::{
    Lane, LaneRow, LegendSign, Mark, Segment, Strip, StripRow, TimelineLegend, TimelineScene, compose_timeline,
    timeline_svg,
};
