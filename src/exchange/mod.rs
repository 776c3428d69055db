//! Import and export formats.

mod bibliography;
mod demands;
pub mod import;
mod json;

pub use bibliography::{bibtex, csl_json};
pub use json::{EvidenceJson, evidence_json, graph_json};
pub(crate) use json::{components, edge_value, node_value, terms};
