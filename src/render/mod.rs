//! Pictures of the graph: the interoperability map as SVG and DOT.
//!
//! ```text
//! Scope + MapOptions ──> Selection ──> Scene (plain geometry) ──> SVG, DOT, …
//! ```
//!
//! The composition is our own and needs no program; Graphviz is an alternative that is used where it is installed
//! ([`engine`]). Same selection, same bytes: nothing here depends on hash order, threads or the machine.

mod cards;
mod compose;
mod dot;
mod engine;
pub mod markup;
pub mod palette;
mod scene;
mod selection;
mod svg;
pub mod text;

pub use compose::compose;
pub use dot::dot;
pub use engine::{Engine, EngineError, EngineFormat, Limits, Rendered, engine};
pub use scene::{CardBox, LegendItem, Line, Note, PanelBox, Point, Rect, Row, Scene, Sign, Standing};
pub use selection::{MapOptions, Role, Selection};
pub use svg::{svg, svg_in_page};
