//! What an export is made of: the data set itself, the sources cited, the nodes, the links.

use serde::Serialize;

use super::json::{EdgeJson, NodeJson, edge_json, node_json};
use crate::check::node_evidence;
use crate::model::{End, Graph, Link, PartialDate, Relation};
use crate::scope::Scope;

/// A document that the export cites.
#[derive(Serialize)]
pub(super) struct SourceJson<'g> {
    pub(super) id: &'g str,
    pub(super) title: &'g str,
    pub(super) issuer: &'g str,
    pub(super) date: Option<PartialDate>,
    pub(super) url: &'g str,
    pub(super) kind: Option<&'static str>,
    pub(super) accessed: Option<PartialDate>,
    pub(super) note: Option<&'g str>,
}

/// What the data set says of itself, and the day asked about.
#[derive(Serialize)]
pub(super) struct GraphJson<'g> {
    pub(super) schema: &'static str,
    pub(super) as_of: String,
    pub(super) title: &'g str,
    pub(super) version: &'g str,
    pub(super) licence: &'g str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) notes: &'g [String],
}

/// The data set itself.
pub(super) fn head<'g>(scope: &Scope<'g>) -> GraphJson<'g> {
    let meta = scope.graph().meta();
    GraphJson {
        schema: "interlex/graph/1",
        as_of: scope.day().to_string(),
        title: &meta.title,
        version: &meta.version,
        licence: &meta.licence,
        notes: &meta.notes,
    }
}

/// The nodes that the question sees, by id.
pub(super) fn nodes<'g>(scope: &Scope<'g>) -> impl Iterator<Item = NodeJson<'g>> {
    let scope = *scope;
    scope.graph().node_indices().filter(move |ix| scope.sees(*ix)).map(move |ix| node_json(&scope, ix))
}

/// The links that the question sees, by their ends.
pub(super) fn edges<'g>(scope: &Scope<'g>) -> impl Iterator<Item = EdgeJson<'g>> {
    let scope = *scope;
    let graph = scope.graph();
    graph.links().iter().filter(move |link| scope.sees_link(link)).map(|link| edge_json(graph, link))
}

/// The documents that the nodes and links of the export cite, by id.
pub(super) fn sources<'g>(scope: &Scope<'g>) -> impl Iterator<Item = SourceJson<'g>> {
    let cited = cited(scope);
    scope.graph().sources().iter().zip(cited).filter(|(_, cited)| *cited).map(|(source, _)| SourceJson {
        id: source.id.as_str(),
        title: &source.title,
        issuer: &source.issuer,
        date: source.date,
        url: &source.url,
        kind: source.kind.map(crate::model::SourceKind::as_str),
        accessed: source.accessed,
        note: source.note.as_deref(),
    })
}

/// For each source of the graph, whether what the question sees cites it.
fn cited(scope: &Scope<'_>) -> Vec<bool> {
    let graph = scope.graph();
    let mut cited = vec![false; graph.sources().len()];
    let nodes = graph.node_indices().filter(|ix| scope.sees(*ix)).flat_map(|ix| node_evidence(graph.node(ix)));
    let links = graph.links().iter().filter(|link| scope.sees_link(link)).map(|link| link.evidence.as_slice());
    for evidence in nodes.chain(links).flatten() {
        cited[evidence.source.index()] = true;
    }
    cited
}

/// The fields of nodes that imply links.
const IMPLYING: [&str; 5] = ["issuers", "jurisdictions", "addressed_to", "jurisdiction", "parent"];

/// The key of the node at its start that says the same as a link, where its record has no link of its own.
pub(super) fn implied_by(graph: &Graph, link: &Link) -> Option<&'static str> {
    let (field, _) = link.origin.item.filter(|(field, _)| IMPLYING.contains(field))?;
    // What a jurisdiction is part of stands where others have theirs.
    let of_jurisdiction = graph.node(link.from.node).jurisdiction().is_some();
    Some(if of_jurisdiction && field == "parent" { "jurisdiction" } else { field })
}

/// The id of a link: its ends and relation, such as `north-test-kit.test-1:alignment.joint_mapping:wso-standard.cl-6`,
/// followed by a number from the second of those that share them. An XML name token, the same in every scope.
pub(super) fn edge_id(graph: &Graph, link: &Link) -> String {
    let wanted = key(link);
    let links = graph.links();
    let first = links.partition_point(|it| key(it) < wanted);
    let before = links[first..].iter().take_while(|it| !std::ptr::eq(*it, link) && key(it) == wanted).count();
    let end = |end| graph.end_id(end).replace('#', ".");
    let relation = match link.relation.mechanism() {
        Some(mechanism) => format!("{}.{mechanism}", link.relation.as_str()),
        None => link.relation.as_str().to_owned(),
    };
    let id = format!("{}:{relation}:{}", end(&link.from), end(&link.to));
    if before == 0 { id } else { format!("{id}:{}", before + 1) }
}

/// What links of one id have in common; the links of a graph are sorted by it first.
fn key(link: &Link) -> (&End, &End, Relation) {
    (&link.from, &link.to, link.relation)
}
