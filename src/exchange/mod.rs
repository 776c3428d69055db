//! Import and export formats.

mod bibliography;
mod cells;
mod csv;
mod cypher;
mod demands;
mod dot;
mod gexf;
mod graphml;
pub mod import;
mod json;
mod jsonl;
mod mermaid;
#[cfg(feature = "parquet")]
mod parquet;
mod parts;
mod table;
#[cfg(feature = "xlsx")]
mod workbook;
mod xml;

pub use bibliography::{bibtex, csl_json};
pub use csv::table_csv;
pub use cypher::{Dialect, graph_cypher, graph_neo4j_http};
pub use dot::graph_dot;
pub use gexf::graph_gexf;
pub use graphml::graph_graphml;
pub use json::{EvidenceJson, evidence_json, graph_json};
pub use jsonl::graph_jsonl;
pub use mermaid::{MERMAID_EDGES, graph_mermaid};
#[cfg(feature = "parquet")]
pub use parquet::{ParquetError, table_parquet};
pub use table::{Cell, Column, ColumnKind, Table};
#[cfg(feature = "xlsx")]
pub use workbook::{WorkbookError, graph_xlsx};

pub(crate) use cells::inert;
pub(crate) use json::{components, edge_value, node_value, terms};
#[cfg(feature = "xlsx")]
pub(crate) use workbook::workbook;
