//! The gap report: as data, as a document, as a table of pairs.

mod csv;
mod document;
mod json;
#[cfg(feature = "xlsx")]
mod xlsx;

use crate::analysis::CoverageRow;
use crate::model::{Absence, Graph};

pub use csv::gaps_csv;
pub(super) use document::names;
pub use document::{gaps_brief, gaps_document};
pub use json::gaps_json;
pub(super) use json::{conflicts_json, finding_json, patterns_json, rows};
#[cfg(feature = "xlsx")]
pub use xlsx::gaps_xlsx;

/// What a source says is absent in a jurisdiction's layer.
fn absences<'g>(graph: &'g Graph, row: &CoverageRow) -> impl Iterator<Item = &'g Absence> + use<'g> {
    let layer = row.layer;
    let jurisdiction = graph.node(row.jurisdiction).jurisdiction();
    jurisdiction.into_iter().flat_map(|it| &it.absences).filter(move |absence| absence.layer == layer)
}
