//! Who meets whom, schema `interlex/matrix/1`: by jurisdiction or by region.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::chain;
use super::document::{Block, Document, Text};
use super::structure::{lead, rounded};
use crate::analysis::statistics::percent;
use crate::analysis::{GapReport, PairRow, Path, RegionRow, Verdict};
use crate::model::{Graph, Id};
use crate::render::By;
use crate::scope::Scope;

/// The picture with what it rests on; regions also as a table.
pub fn matrix_document(scope: &Scope<'_>, report: &GapReport, by: By, picture: String) -> Document {
    let graph = scope.graph();
    let title = match &report.with {
        None => format!("Who meets whom: {}", report.area.name),
        Some(with) => format!("Who meets whom: {} with {}", report.area.name, with.name),
    };
    let mut document = Document::new(title, lead(scope));
    document.blocks.push(Block::Figure { svg: picture, caption: String::new() });
    if by == By::Region {
        document.heading("Pairs that are bridged or aligned, of those assessed on both sides");
        let row = |row: &RegionRow| -> Vec<Text> {
            vec![
                name(graph, &row.a).into(),
                name(graph, &row.b).into(),
                row.layer.label().into(),
                row.bridged().to_string().into(),
                row.assessed().to_string().into(),
                row.bridged_share().map_or_else(|| "not assessed".to_owned(), percent).into(),
                row.verdicts[Verdict::NotAssessed as usize].to_string().into(),
                row.contested.to_string().into(),
            ]
        };
        let columns = ["region", "region", "layer", "bridged", "assessed", "share", "not assessed", "contested"];
        document.table(&columns, &[3, 4, 5, 6, 7], report.regions.iter().map(row).collect());
    }
    document.heading("What this does not show");
    document.paragraph("A hatched cell says that nothing is recorded for one side or both, not that they do not meet. A chain leads through recorded links only; how strong it is follows from the scales of the method, not from observed practice. `interlex gaps` gives each chain with its sources.");
    document
}

fn name(graph: &Graph, id: &Id) -> String {
    let panel = graph.regions().panels.iter().find(|panel| panel.id == *id);
    panel.map_or_else(|| id.to_string(), |panel| panel.name.clone())
}

/// Writes the cells as JSON.
///
/// # Errors
/// If writing fails.
pub fn matrix_json(scope: &Scope<'_>, report: &GapReport, by: By, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let cells: Vec<Value> = match by {
        By::Jurisdiction => report.pairs.iter().map(|row| pair_json(graph, row)).collect(),
        By::Region => report.regions.iter().map(region_json).collect(),
    };
    let value = json!({
        "schema": "interlex/matrix/1",
        "as_of": scope.day().to_string(),
        "region": report.area.id,
        "with": report.with.as_ref().map(|with| with.id.as_str()),
        "by": by,
        "layers": scope.layer_list().map(crate::model::Layer::as_str).collect::<Vec<_>>(),
        "cells": cells,
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn pair_json(graph: &Graph, row: &PairRow) -> Value {
    let strength = |path: &Path| chain::product(&chain::steps(graph, row.a, row.b, path));
    json!({
        "a": graph.node(row.a).id.as_str(),
        "b": graph.node(row.b).id.as_str(),
        "layer": row.layer.as_str(),
        "verdict": row.assessment.verdict.as_str(),
        "strength": row.assessment.path.as_ref().map(strength),
        "contested": row.assessment.contested,
    })
}

fn region_json(row: &RegionRow) -> Value {
    let verdicts: serde_json::Map<String, Value> = Verdict::ALL
        .iter()
        .zip(row.verdicts)
        .map(|(verdict, count)| (verdict.as_str().to_owned(), count.into()))
        .collect();
    json!({
        "a": row.a.as_str(),
        "b": row.b.as_str(),
        "layer": row.layer.as_str(),
        "pairs": row.verdicts.iter().sum::<usize>(),
        "assessed": row.assessed(),
        "bridged_or_aligned": row.bridged(),
        "share": row.bridged_share().map(rounded),
        "verdicts": verdicts,
        "contested": row.contested,
    })
}

/// Writes a row for each cell and layer; each pair once.
///
/// # Errors
/// If writing fails.
pub fn matrix_csv(scope: &Scope<'_>, report: &GapReport, by: By, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    match by {
        By::Jurisdiction => {
            writer.write_record(["a", "b", "layer", "verdict", "strength", "contested"])?;
            for row in &report.pairs {
                let strength = row.assessment.path.as_ref().and_then(Path::strength);
                writer.write_record([
                    graph.node(row.a).id.as_str(),
                    graph.node(row.b).id.as_str(),
                    row.layer.as_str(),
                    row.assessment.verdict.as_str(),
                    &strength.map(|strength| strength.to_string()).unwrap_or_default(),
                    &row.assessment.contested.to_string(),
                ])?;
            }
        }
        By::Region => {
            let columns = ["a", "b", "layer", "pairs", "assessed", "bridged_or_aligned", "share", "contested"];
            writer.write_record(columns)?;
            for row in &report.regions {
                writer.write_record([
                    row.a.as_str(),
                    row.b.as_str(),
                    row.layer.as_str(),
                    &row.verdicts.iter().sum::<usize>().to_string(),
                    &row.assessed().to_string(),
                    &row.bridged().to_string(),
                    &row.bridged_share().map(|share| rounded(share).to_string()).unwrap_or_default(),
                    &row.contested.to_string(),
                ])?;
            }
        }
    }
    writer.flush()
}
