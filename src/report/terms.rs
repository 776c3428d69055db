//! Defined terms of two or more frameworks side by side.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use crate::analysis::terms::{TermRow, terms};
use crate::exchange::evidence_json;
use crate::model::{Graph, NodeIx};
use crate::scope::Scope;

use super::cite::Citations;
use super::document::{Document, Span, Text};

/// The terms of these frameworks as a document for people: those that several define, with whether a conflict of
/// definitions is recorded; then those that one defines alone; then those who define nothing.
pub fn terms_document(scope: &Scope<'_>, frameworks: &[NodeIx]) -> Document {
    let graph = scope.graph();
    let label = |ix: NodeIx| graph.node(ix).label();
    let mut cite = Citations::new();
    let names = frameworks.iter().map(|ix| label(*ix)).unique().join(" and ");
    let lead =
        format!("As of {}. Definitions are in the curators' words. A research aid, not legal advice.", scope.day());
    let mut document = Document::new(format!("Defined terms of {names}"), lead);
    let rows = terms(scope, frameworks);
    let shared: Vec<&TermRow<'_>> = rows.iter().filter(|row| is_shared(row)).collect();
    document.heading("Defined by more than one");
    for row in &shared {
        add_shared(graph, row, &mut cite, &mut document);
    }
    if shared.is_empty() {
        document.paragraph("No term.");
    }
    for ix in frameworks.iter().copied().unique() {
        add_own(graph, ix, &rows, &mut cite, &mut document);
    }
    document.sources(graph, &cite);
    document
}

/// Whether several frameworks define the term.
fn is_shared(row: &TermRow<'_>) -> bool {
    row.definitions.iter().map(|(ix, _)| ix).unique().count() > 1
}

/// The terms that only this framework of those compared defines.
fn add_own<'g>(graph: &'g Graph, ix: NodeIx, rows: &[TermRow<'g>], cite: &mut Citations<'g>, document: &mut Document) {
    document.heading(format!("Only {}", graph.node(ix).label()));
    let mut told = false;
    for (_, term) in rows.iter().filter(|row| !is_shared(row)).flat_map(|row| &row.definitions).filter(|it| it.0 == ix)
    {
        let text = Text::default().and(Span::Strong(term.term.clone())).then(format!(": {}", term.definition));
        document.item(text.cited(cite, &term.evidence));
        told = true;
    }
    if !told {
        let defines = rows.iter().any(|row| row.definitions.iter().any(|(by, _)| *by == ix));
        document.paragraph(if defines { "No term." } else { "No defined term is recorded: not assessed." });
    }
}

fn add_shared<'g>(graph: &'g Graph, row: &TermRow<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let mut below: Vec<Text> = Vec::new();
    for (ix, term) in &row.definitions {
        let label = graph.node(*ix).label();
        let own = if term.term == row.key { String::new() } else { format!(" (\"{}\")", term.term) };
        below.push(Text::plain(format!("{label}{own}: {}", term.definition)).cited(cite, &term.evidence));
    }
    for ix in &row.conflicts {
        let link = graph.link(*ix);
        let ends = format!("{} ✕ {}", graph.node(link.from.node).label(), graph.node(link.to.node).label());
        let text = Text::default().and(Span::Warn("conflict of definitions".to_owned()));
        below.push(text.then(format!(": {ends}. {}", link.claim)).cited(cite, &link.evidence));
    }
    if row.conflicts.is_empty() {
        below.push(Text::dim(
            "No conflict of definitions is recorded between them; whether they differ is not assessed.",
        ));
    }
    document.item_with(Text::default().and(Span::Strong(row.key.clone())), below);
}

/// Writes the terms of these frameworks as JSON, schema `interlex/terms/1`.
///
/// # Errors
/// If writing fails.
pub fn terms_json(scope: &Scope<'_>, frameworks: &[NodeIx], out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let id = |ix: NodeIx| graph.node(ix).id.as_str();
    let row_json = |row: &TermRow<'_>| -> Value {
        let definitions = row.definitions.iter().map(|(ix, term)| {
            json!({
                "framework": id(*ix), "term": term.term, "definition": term.definition,
                "evidence": evidence_json(graph, &term.evidence),
            })
        });
        let conflicts = row.conflicts.iter().map(|ix| {
            let link = graph.link(*ix);
            json!({
                "from": graph.end_id(&link.from), "to": graph.end_id(&link.to), "claim": link.claim,
                "evidence": evidence_json(graph, &link.evidence),
            })
        });
        json!({
            "term": row.key,
            "shared": is_shared(row),
            "definitions": definitions.collect::<Vec<_>>(),
            "conflicts": conflicts.collect::<Vec<_>>(),
        })
    };
    let value = json!({
        "schema": "interlex/terms/1",
        "as_of": scope.day().to_string(),
        "frameworks": frameworks.iter().unique().map(|ix| id(*ix)).collect::<Vec<_>>(),
        "terms": terms(scope, frameworks).iter().map(row_json).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}
