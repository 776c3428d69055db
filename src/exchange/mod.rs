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
mod mapping;
mod mermaid;
mod oscal;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod partitions;
mod parts;
#[cfg(feature = "rdf")]
pub mod rdf;
mod sssom;
mod sssom_slots;
mod strm;
mod table;
mod uuid;
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
pub use mapping::{MappingChoice, MappingRow, mapping_rows};
pub use mermaid::{MERMAID_EDGES, graph_mermaid};
pub use oscal::graph_oscal;
#[cfg(feature = "parquet")]
pub use parquet::{ParquetError, table_parquet};
#[cfg(feature = "parquet")]
pub use partitions::{PartitionBy, partitions_parquet};
pub use sssom::graph_sssom;
pub use strm::graph_strm;
pub use table::{Cell, Column, ColumnKind, Table};
#[cfg(feature = "xlsx")]
pub use workbook::{WorkbookError, graph_xlsx};

pub(crate) use cells::inert;
pub(crate) use json::{components, edge_value, node_value, terms};
#[cfg(feature = "xlsx")]
pub(crate) use workbook::workbook;
