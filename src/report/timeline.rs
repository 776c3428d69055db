//! When frameworks were proposed, adopted, in force and over, schema `interlex/timeline/1`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::cells::inert;
use super::cite::Citations;
use super::document::{Block, Document, Text};
use super::structure::{counted, id, lead};
use crate::analysis::{Instrument, Milestone, Timeline};
use crate::exchange::evidence_json;
use crate::model::Graph;
use crate::scope::Scope;

/// The answer as a document for people: a table for each region, below the picture if there is one.
pub fn timeline_document(scope: &Scope<'_>, timeline: &Timeline, picture: Option<String>) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let title = match &timeline.area {
        None => "Timeline".to_owned(),
        Some(area) => format!("Timeline: {}", area.name),
    };
    let mut document = Document::new(title, lead(scope));
    let frameworks = counted(timeline.instruments.len(), "framework", "frameworks");
    document.paragraph(format!(
        "{frameworks} with a date from {} to {}, by region and first date. Left out: with dates outside this time only {}, without a known date {}. Dates are given as exactly as sources do.",
        timeline.from, timeline.to, timeline.outside, timeline.undated,
    ));
    if let Some(svg) = picture {
        document.blocks.push(Block::Figure { svg, caption: String::new() });
    }
    for region in timeline.instruments.chunk_by(|a, b| a.panel == b.panel) {
        document.heading(region.first().map_or("", |it| region_name(graph, it)));
        let row = |it: &Instrument| {
            let node = graph.node(it.framework);
            let kind = node.framework().map_or("", |framework| framework.kind.label());
            let mut cells = vec![Text::plain(node.label()).cited(&mut cite, &node.evidence), Text::plain(kind)];
            cells.extend(Milestone::ALL.map(|event| Text::plain(date(it, event))));
            cells.push(Text::plain(it.status.label()));
            cells.push(Text::plain(force(graph, it)));
            cells
        };
        let columns = ["framework", "kind", "proposed", "adopted", "in force", "ended", "status", "legal force"];
        document.table(&columns, &[], region.iter().map(row).collect());
    }
    document.heading("What this does not show");
    document.paragraph("Only what is recorded: a missing date is not known to the data, which does not mean that the thing never happened. Regions with many texts may only be better described. A text that is in effect without a known entry into force is taken to be so from its adoption or publication on.");
    document.sources(graph, &cite);
    document
}

fn region_name<'g>(graph: &'g Graph, it: &Instrument) -> &'g str {
    graph.regions().panels.get(it.panel).map_or("Elsewhere", |panel| panel.name.as_str())
}

fn date(it: &Instrument, event: Milestone) -> String {
    event.of(&it.dates).map(|date| date.to_string()).unwrap_or_default()
}

/// The legal force of a framework in words; "not assessed" where nobody has.
fn force(graph: &Graph, it: &Instrument) -> &'static str {
    let binding = graph.node(it.framework).framework().and_then(|framework| framework.patterns.binding.as_ref());
    binding.map_or("not assessed", |binding| binding.value.label())
}

/// Writes the answer as JSON.
///
/// # Errors
/// If writing fails.
pub fn timeline_json(scope: &Scope<'_>, timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let value = json!({
        "schema": "interlex/timeline/1",
        "as_of": scope.day().to_string(),
        "region": timeline.area.as_ref().map(|area| area.id.as_str()),
        "from": timeline.from.to_string(),
        "to": timeline.to.to_string(),
        "outside": timeline.outside,
        "undated": timeline.undated,
        "frameworks": timeline.instruments.iter().map(|it| instrument_json(graph, it)).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn instrument_json(graph: &Graph, it: &Instrument) -> Value {
    let node = graph.node(it.framework);
    let framework = node.framework();
    let date = |event: Milestone| event.of(&it.dates).map(|date| date.to_string());
    json!({
        "framework": node.id.as_str(),
        "name": node.name,
        "kind": framework.map(|it| it.kind.as_str()),
        "region": graph.regions().panels.get(it.panel).map(|panel| panel.id.as_str()),
        "proposed": date(Milestone::Proposed), "adopted": date(Milestone::Adopted),
        "in_force": date(Milestone::InForce), "ended": date(Milestone::Ended),
        "status": it.status.as_str(),
        "binding": framework.and_then(|it| it.patterns.binding.as_ref()).map(|binding| binding.value.as_str()),
        "evidence": evidence_json(graph, &node.evidence),
    })
}

/// Writes a row for each framework.
///
/// # Errors
/// If writing fails.
pub fn timeline_csv(scope: &Scope<'_>, timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    let columns =
        ["region", "framework", "name", "kind", "proposed", "adopted", "in_force", "ended", "status", "binding"];
    writer.write_record(columns)?;
    for it in &timeline.instruments {
        let node = graph.node(it.framework);
        let framework = node.framework();
        let binding = framework.and_then(|it| it.patterns.binding.as_ref()).map_or("", |it| it.value.as_str());
        let [proposed, adopted, in_force, ended] = Milestone::ALL.map(|event| date(it, event));
        writer.write_record([
            graph.regions().panels.get(it.panel).map_or("", |panel| panel.id.as_str()),
            id(graph, it.framework),
            &inert(&node.name),
            framework.map_or("", |framework| framework.kind.as_str()),
            &proposed,
            &adopted,
            &in_force,
            &ended,
            it.status.as_str(),
            binding,
        ])?;
    }
    writer.flush()
}
