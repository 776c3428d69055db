//! What remains when the most important fall, schema `interlex/robustness/1`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{counted, id, label, lead, rounded};
use crate::analysis::{Attack, Criterion, LayerRobustness, Lot, Robustness, Stage};
use crate::model::Graph;
use crate::report::document::{Document, Text};
use crate::scope::Scope;

/// The answer as a document for people.
pub fn robustness_document(scope: &Scope<'_>, found: &Robustness) -> Document {
    let graph = scope.graph();
    let mut document = Document::new("Robustness", lead(scope));
    let important = match found.by {
        Criterion::Degree => "degree: with how many others links join it",
        Criterion::Weight => {
            "weight: the share of all attention that references and alignments pass to it (PageRank, in per cent)"
        }
        Criterion::Betweenness => "betweenness: for how many pairs of others the shortest way leads through it",
        Criterion::Pairs => "pairs: how many pairs of jurisdictions would no longer be bridged without it",
    };
    document.paragraph(format!(
        "In each layer the most important frameworks and institutions fall one after the other, by {important}; importance is measured again after each. Each row counts what is left: the share of pairs of countries and territories, the layer recorded on both sides, that a chain still joins, however weak, and whose best chain still makes them bridged or better, or aligned; the parts into which the network of frameworks and institutions has fallen, and its largest part. Beside it the same after as many removals by lot, on average over {} drawn with a fixed seed.",
        counted(found.draws, "order", "orders"),
    ));
    for layer in &found.layers {
        add_layer(graph, found.by, layer, &mut document);
    }
    document.heading("What this does not show");
    document.paragraph("Nobody expects these texts to be repealed together: the curve says how much the connection of many rests on few. A pair that has joined the same text stays joined by it, however weakly, until that text falls; a text that no link joins with another is not among those that fall (what losing such a text costs is told by bridges). Where few links are recorded, much rests on few of them in the data, and perhaps only there.");
    document
}

fn add_layer(graph: &Graph, by: Criterion, layer: &LayerRobustness, document: &mut Document) {
    document.heading(layer.layer.label());
    let whole = layer.whole;
    document.paragraph(format!(
        "Now {} in {}, the largest of {}. Of {} between {} a chain joins {}; bridged or better: {}, of them aligned: {}.",
        counted(whole.nodes, "framework or institution", "frameworks and institutions"),
        counted(whole.parts, "part", "parts"),
        whole.largest,
        counted(layer.pairs(), "pair", "pairs"),
        counted(layer.recorded, "recorded jurisdiction", "recorded jurisdictions"),
        whole.joined,
        whole.bridged,
        whole.aligned,
    ));
    let (Some(last), Some(lot)) = (layer.attacks.last(), layer.lots.last()) else { return };
    // Tenths of a per cent: what one text carries is often less than a whole one.
    let tenths = |share: f64| format!("{:.1} %", share * 100.0);
    let of_pairs = |pairs: f64| tenths(ratio(pairs, layer.pairs()));
    let exact = |pairs: usize| tenths(layer.share(pairs));
    document.paragraph(format!(
        "Bridged or better: {} of the pairs now, {} after {}; after as many by lot {} (from {} to {}).",
        exact(whole.bridged),
        exact(last.left.bridged),
        counted(layer.attacks.len(), "removal", "removals"),
        of_pairs(lot.bridged),
        exact(lot.fewest),
        exact(lot.most),
    ));
    let row = |(at, (attack, lot)): (usize, (&Attack, &Lot))| {
        let left = attack.left;
        vec![
            Text::plain((at + 1).to_string()),
            Text::plain(label(graph, attack.lost)),
            Text::plain(score(by, attack.score)),
            Text::plain(exact(left.joined)),
            Text::plain(exact(left.bridged)),
            Text::plain(of_pairs(lot.bridged)),
            Text::plain(exact(left.aligned)),
            Text::plain(of_pairs(lot.aligned)),
            Text::plain(left.parts.to_string()),
            Text::plain(left.largest.to_string()),
            Text::plain(format!("{:.0}", lot.largest)),
        ]
    };
    let columns =
        ["", "falls", by.as_str(), "joined", "bridged", "by lot", "aligned", "by lot", "parts", "largest", "by lot"];
    let rows = layer.attacks.iter().zip(&layer.lots).enumerate().map(row).collect();
    document.table(&columns, &[0, 2, 3, 4, 5, 6, 7, 8, 9, 10], rows);
}

/// A part of a whole; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
fn ratio(part: f64, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part / whole as f64 }
}

fn score(by: Criterion, score: f64) -> String {
    match by {
        Criterion::Degree | Criterion::Pairs => format!("{score:.0}"),
        Criterion::Weight => format!("{:.2}", score * 100.0),
        Criterion::Betweenness => format!("{score:.1}"),
    }
}

/// Writes the answer as JSON.
///
/// # Errors
/// If writing fails.
pub fn robustness_json(scope: &Scope<'_>, found: &Robustness, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let value = json!({
        "schema": "interlex/robustness/1",
        "as_of": scope.day().to_string(),
        "by": found.by.as_str(),
        "draws": found.draws,
        "layers": found.layers.iter().map(|layer| layer_json(graph, layer)).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn layer_json(graph: &Graph, layer: &LayerRobustness) -> Value {
    let stage = |it: Stage| {
        json!({
            "nodes": it.nodes, "parts": it.parts, "largest": it.largest,
            "joined": it.joined, "bridged": it.bridged, "aligned": it.aligned,
            "joined_share": rounded(layer.share(it.joined)), "bridged_share": rounded(layer.share(it.bridged)),
            "aligned_share": rounded(layer.share(it.aligned)),
        })
    };
    let attack = |it: &Attack| json!({ "lost": id(graph, it.lost), "score": it.score, "left": stage(it.left) });
    let lot = |it: &Lot| {
        json!({
            "parts": rounded(it.parts), "largest": rounded(it.largest), "joined": rounded(it.joined),
            "bridged": rounded(it.bridged), "aligned": rounded(it.aligned),
            "bridged_share": rounded(ratio(it.bridged, layer.pairs())),
            "bridged_fewest": it.fewest, "bridged_most": it.most,
        })
    };
    json!({
        "layer": layer.layer,
        "recorded": layer.recorded,
        "pairs": layer.pairs(),
        "whole": stage(layer.whole),
        "removals": layer.attacks.iter().map(attack).collect::<Vec<_>>(),
        "by_lot": layer.lots.iter().map(lot).collect::<Vec<_>>(),
    })
}

/// Writes a row for each number of removals in each layer, from none on.
///
/// # Errors
/// If writing fails.
pub fn robustness_csv(scope: &Scope<'_>, found: &Robustness, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "layer",
        "removed",
        "lost",
        found.by.as_str(),
        "joined",
        "bridged",
        "aligned",
        "pairs",
        "parts",
        "largest",
        "lot_joined",
        "lot_bridged",
        "lot_bridged_fewest",
        "lot_bridged_most",
        "lot_aligned",
        "lot_parts",
        "lot_largest",
    ])?;
    for layer in &found.layers {
        let start = std::iter::once((None, layer.whole, None));
        let later = layer.attacks.iter().zip(&layer.lots).map(|(attack, lot)| (Some(attack), attack.left, Some(lot)));
        for (removed, (attack, left, lot)) in start.chain(later).enumerate() {
            let of_lot = |of: fn(&Lot) -> f64| lot.map(|it| rounded(of(it)).to_string()).unwrap_or_default();
            let of_count = |of: fn(&Lot) -> usize| lot.map(|it| of(it).to_string()).unwrap_or_default();
            writer.write_record([
                layer.layer.as_str(),
                &removed.to_string(),
                attack.map_or("", |it| id(graph, it.lost)),
                &attack.map(|it| it.score.to_string()).unwrap_or_default(),
                &left.joined.to_string(),
                &left.bridged.to_string(),
                &left.aligned.to_string(),
                &layer.pairs().to_string(),
                &left.parts.to_string(),
                &left.largest.to_string(),
                &of_lot(|it| it.joined),
                &of_lot(|it| it.bridged),
                &of_count(|it| it.fewest),
                &of_count(|it| it.most),
                &of_lot(|it| it.aligned),
                &of_lot(|it| it.parts),
                &of_lot(|it| it.largest),
            ])?;
        }
    }
    writer.flush()
}
