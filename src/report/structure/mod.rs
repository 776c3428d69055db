//! The structure measures as documents, JSON and CSV: influence, consensus, bridges, communities, robustness.

mod bridges;
mod communities;
mod consensus;
mod influence;
mod robustness;

use itertools::Itertools;

use crate::model::{Graph, Id, NodeIx};
use crate::scope::Scope;

pub use bridges::{bridges_csv, bridges_document, bridges_json};
pub use communities::{communities_csv, communities_document, communities_json};
pub use consensus::{consensus_csv, consensus_document, consensus_json};
pub use influence::{influence_csv, influence_document, influence_json};
pub use robustness::{robustness_csv, robustness_document, robustness_json};

/// The lead of a document: the day, what is left out, and the reminder.
pub(in crate::report) fn lead(scope: &Scope<'_>) -> String {
    let only = scope.restriction().map(|only| format!(" Only {only}.")).unwrap_or_default();
    format!("As of {}.{only} A research aid, not legal advice.", scope.day())
}

/// At most `limit` names, then how many more.
pub(in crate::report) fn listed(names: impl IntoIterator<Item = String>, limit: usize) -> String {
    let names: Vec<String> = names.into_iter().collect();
    let shown = names.iter().take(limit).join(", ");
    match names.len().saturating_sub(limit) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The id of a node.
pub(in crate::report) fn id(graph: &Graph, ix: NodeIx) -> &str {
    graph.node(ix).id.as_str()
}

/// The label of a node.
pub(in crate::report) fn label(graph: &Graph, ix: NodeIx) -> String {
    graph.node(ix).label().to_owned()
}

/// `1 text`, `2 texts`.
pub(in crate::report) fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// A number to four decimals for exports.
pub(in crate::report) fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// The name of a panel of the map.
fn region_name(graph: &Graph, region: Option<&Id>) -> String {
    let Some(region) = region else { return "International".to_owned() };
    let panel = graph.regions().panels.iter().find(|panel| panel.id == *region);
    panel.map_or_else(|| region.to_string(), |panel| panel.name.clone())
}
