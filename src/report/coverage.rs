//! What is recorded where, schema `interlex/coverage/1`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use super::cells::inert;
use super::document::{Block, Document, Text};
use super::structure::{id, lead};
use crate::analysis::{CoverageRow, CoverageState};
use crate::exchange::evidence_json;
use crate::model::{Graph, Layer};
use crate::scope::{Area, Scope};

/// The answer as a document for people: counts by region, below the picture if there is one.
pub fn coverage_document(scope: &Scope<'_>, area: &Area, rows: &[CoverageRow], picture: Option<String>) -> Document {
    let graph = scope.graph();
    let mut document = Document::new(format!("What is recorded: {}", area.name), lead(scope));
    if let Some(svg) = picture {
        document.blocks.push(Block::Figure { svg, caption: String::new() });
    }
    let mut counts: BTreeMap<(usize, Layer), [usize; 3]> = BTreeMap::new();
    let panels = &graph.regions().panels;
    for row in rows {
        let region = graph.panel(row.jurisdiction);
        let position = panels.iter().position(|panel| Some(&panel.id) == region).unwrap_or(panels.len());
        let state = match row.state {
            CoverageState::Recorded => 0,
            CoverageState::Absent => 1,
            CoverageState::NotAssessed => 2,
        };
        counts.entry((position, row.layer)).or_default()[state] += 1;
    }
    document.heading("Jurisdictions by region and layer");
    let line = |((position, layer), counts): ((usize, Layer), [usize; 3])| -> Vec<Text> {
        let region = panels.get(position).map_or("Elsewhere", |panel| panel.name.as_str());
        let counts = counts.iter().map(|count| Text::plain(count.to_string()));
        [Text::plain(region), Text::plain(layer.label())].into_iter().chain(counts).collect()
    };
    let columns = ["region", "layer", "recorded", "absent", "not assessed"];
    document.table(&columns, &[2, 3, 4], counts.into_iter().map(line).collect());
    document.heading("What this does not show");
    document.paragraph("How many frameworks are recorded says how well a jurisdiction is described as much as how much it has. A text of a bloc counts in each member that it binds. Not assessed is not the same as having nothing. `interlex gaps` and `interlex show` name the frameworks with their sources.");
    document
}

/// What a source says is absent in a jurisdiction's layer, where it counts as absent.
fn absences(graph: &Graph, row: &CoverageRow) -> Vec<Value> {
    let jurisdiction = graph.node(row.jurisdiction).jurisdiction();
    let absences = jurisdiction.into_iter().flat_map(|it| &it.absences);
    (absences.filter(|it| row.state == CoverageState::Absent && it.layer == row.layer))
        .map(|it| json!({"lacks": it.lacks, "evidence": evidence_json(graph, &it.evidence)}))
        .collect()
}

/// Writes the answer as JSON.
///
/// # Errors
/// If writing fails.
pub fn coverage_json(scope: &Scope<'_>, area: &Area, rows: &[CoverageRow], out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let framework = |it: &crate::analysis::Coverage| json!({"id": id(graph, it.node), "strength": it.strength.get(), "evidence": evidence_json(graph, &graph.node(it.node).evidence)});
    let row = |row: &CoverageRow| {
        json!({
            "jurisdiction": id(graph, row.jurisdiction),
            "name": graph.node(row.jurisdiction).name,
            "region": graph.panel(row.jurisdiction).map(crate::model::Id::as_str),
            "layer": row.layer.as_str(),
            "state": row.state.as_str(),
            "frameworks": row.frameworks.iter().map(framework).collect::<Vec<_>>(),
            "absences": absences(graph, row),
        })
    };
    let value = json!({
        "schema": "interlex/coverage/1",
        "as_of": scope.day().to_string(),
        "region": area.id,
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

/// Writes a row for each jurisdiction and layer.
///
/// # Errors
/// If writing fails.
pub fn coverage_csv(scope: &Scope<'_>, rows: &[CoverageRow], out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["jurisdiction", "name", "region", "layer", "state", "count", "frameworks"])?;
    for row in rows {
        writer.write_record([
            id(graph, row.jurisdiction),
            &inert(&graph.node(row.jurisdiction).name),
            graph.panel(row.jurisdiction).map_or("", crate::model::Id::as_str),
            row.layer.as_str(),
            row.state.as_str(),
            &row.frameworks.len().to_string(),
            &row.frameworks.iter().map(|it| id(graph, it.node)).join(" "),
        ])?;
    }
    writer.flush()
}
