//! The words of a picture: ids, tooltips, labels.

use std::collections::BTreeMap;

use crate::model::{Evidence, Graph, LayerSet, Link, LinkIx, NodeIx, Relation};
use crate::render::cards::CardKey;
use crate::render::palette::Tie;
use crate::render::scene::{CardBox, Line, Note, Rect, Row};
use crate::render::selection::Selection;

use super::measure::{CardDraft, HEADER, NoteDraft, RowDraft, row_label};

/// A card without rows.
pub fn card(selection: &Selection<'_>, draft: &CardDraft, rect: Rect, panel: usize) -> CardBox {
    let graph = selection.scope().graph();
    let panel_id = graph.regions().panels.get(draft.plan.panel).map_or("", |panel| panel.id.as_str());
    let (id, node, kind) = match draft.plan.key {
        CardKey::Jurisdiction(ix) | CardKey::Body(ix) => {
            let node = graph.node(ix);
            (node.id.to_string(), Some(node.id.to_string()), node.kind().as_str())
        }
        CardKey::Joint(_) => (format!("joint--{panel_id}"), None, "collection"),
        CardKey::Bodies => ("collection--bodies".to_owned(), None, "collection"),
        CardKey::Texts => ("collection--texts".to_owned(), None, "collection"),
        CardKey::Proposals => ("collection--proposals".to_owned(), None, "collection"),
    };
    let tooltip = match draft.plan.key {
        CardKey::Jurisdiction(ix) | CardKey::Body(ix) => {
            let node = graph.node(ix);
            let kind = node.jurisdiction().map_or(node.kind().label(), |place| place.kind.label());
            format!("{}: {kind}", node.name)
        }
        CardKey::Joint(_) => "Texts made by several jurisdictions together".to_owned(),
        CardKey::Bodies => "International bodies with at most one text".to_owned(),
        CardKey::Texts => "Texts without an issuing body in the data".to_owned(),
        CardKey::Proposals => "Instruments that are proposed and have no issuer yet".to_owned(),
    };
    CardBox {
        id,
        node,
        kind: kind.to_owned(),
        panel,
        heading: String::new(),
        tooltip,
        rect,
        header: HEADER,
        context: draft.plan.context,
        rows: Vec::new(),
        notes: Vec::new(),
    }
}

/// A framework's row.
pub fn row(selection: &Selection<'_>, card: &CardDraft, draft: &RowDraft, rect: Rect, column: f64) -> Row {
    let graph = selection.scope().graph();
    let nodes = &draft.plan.nodes;
    let layers = nodes.iter().map(|ix| graph.node(*ix).layers()).fold(LayerSet::empty(), |all, one| all | one);
    let mut row = Row {
        id: String::new(),
        nodes: nodes.iter().map(|ix| graph.node(*ix).id.to_string()).collect(),
        kind: String::new(),
        layers: layer_names(layers),
        status: String::new(),
        label: row_label(draft, column),
        tooltip: String::new(),
        rect,
        conflict: false,
        focus: selection.options().focus.is_some_and(|(focus, _)| nodes.contains(&focus)),
        standing: draft.standing,
    };
    match (draft.plan.folded, nodes.first()) {
        (Some(kind), _) => {
            let names: Vec<&str> = nodes.iter().map(|ix| graph.node(*ix).label()).collect();
            row.id = format!("{}--{}", row.nodes.first().map_or("", String::as_str), kind.as_str());
            kind.as_str().clone_into(&mut row.kind);
            row.tooltip = format!("{}, {kind}: {}", card.title, names.join("; "));
        }
        (None, Some(ix)) => {
            let node = graph.node(*ix);
            let status = graph.status_on(*ix, selection.scope().day());
            row.id = node.id.to_string();
            row.kind = node.framework().map_or_else(String::new, |framework| framework.kind.as_str().to_owned());
            row.status = status.map_or_else(String::new, |status| status.as_str().to_owned());
            let kind = node.framework().map_or("", |framework| framework.kind.label());
            let status = status.map_or("", crate::model::Status::label);
            row.tooltip = format!("{} ({kind}; {status}; {})", node.name, made_by(graph, *ix, &card.title));
        }
        (None, None) => {}
    }
    row
}

/// Where a framework was made, else by whom, else the card it stands in.
fn made_by(graph: &Graph, ix: NodeIx, card: &str) -> String {
    let Some(framework) = graph.node(ix).framework() else { return card.to_owned() };
    let list = if framework.jurisdictions.is_empty() { &framework.issuers } else { &framework.jurisdictions };
    let names: Vec<&str> = list.iter().map(|ix| graph.node(*ix).label()).collect();
    if names.is_empty() { card.to_owned() } else { names.join(", ") }
}

/// An institution.
pub fn note(selection: &Selection<'_>, draft: &NoteDraft, rect: Rect) -> Note {
    let node = selection.scope().graph().node(draft.node);
    let role = node.institution().and_then(|body| body.role.as_deref()).unwrap_or(node.kind().label());
    Note {
        id: node.id.to_string(),
        kind: node.kind().as_str().to_owned(),
        layers: layer_names(node.layers()),
        label: draft.label.clone(),
        tooltip: format!("{}: {role}", node.name),
        rect,
    }
}

/// A line without geometry.
pub fn line(selection: &Selection<'_>, links: &[LinkIx], tie: Tie) -> Line {
    let graph = selection.scope().graph();
    let first = links.first().map(|ix| graph.link(*ix));
    let id = |end: fn(&Link) -> NodeIx| first.map_or_else(String::new, |link| graph.node(end(link)).id.to_string());
    let layers = links.iter().map(|ix| graph.link(*ix).layers).fold(LayerSet::empty(), |all, one| all | one);
    let tooltips: Vec<String> = links.iter().map(|ix| tooltip(graph, graph.link(*ix))).collect();
    Line {
        id: String::new(),
        tie,
        relation: tie.as_str().to_owned(),
        mechanism: first.and_then(|link| link.relation.mechanism()).unwrap_or_default().to_owned(),
        from: id(|link| link.from.node),
        to: id(|link| link.to.node),
        layers: layer_names(layers),
        tooltip: tooltips.join("\n"),
        points: Vec::new(),
        count: links.len(),
        reversed: false,
    }
}

/// Gives lines ids from what they join, numbered where several join the same.
pub fn name_lines(lines: &mut [Line]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines {
        let base = format!("{}--{}--{}", line.from, line.to, line.mechanism.replace('_', "-"));
        let number = seen.entry(base.clone()).and_modify(|number| *number += 1).or_insert(1);
        line.id = if *number == 1 { base } else { format!("{base}--{number}") };
    }
}

fn tooltip(graph: &Graph, link: &Link) -> String {
    let arrow = if matches!(link.relation, Relation::Reference(_)) { "→" } else { "↔" };
    let (from, to) = (graph.node(link.from.node).label(), graph.node(link.to.node).label());
    let mut text = format!("{from} {arrow} {to}: {}. {}", link.relation.label(), link.claim);
    let sources: Vec<String> = link.evidence.iter().map(|evidence| cited(graph, evidence)).collect();
    if !sources.is_empty() {
        text.push_str(". Source: ");
        text.push_str(&sources.join("; "));
    }
    text
}

/// A source with the place in it and whether it says so itself.
pub fn cited(graph: &Graph, evidence: &Evidence) -> String {
    let source = graph.source(evidence.source);
    let at = evidence.at.as_deref().map_or_else(String::new, |at| format!(", {at}"));
    format!("{}{at} ({})", source.title, evidence.basis.label())
}

/// Layers in the report's order, separated by spaces.
pub fn layer_names(layers: LayerSet) -> String {
    layers.iter().map(crate::model::Layer::as_str).collect::<Vec<_>>().join(" ")
}
