//! What connections hang on, schema `interlex/bridges/1`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use super::{counted, id, label, lead, listed};
use crate::analysis::statistics::{percent, share};
use crate::analysis::{Bridges, Cut, Fall, Tie};
use crate::exchange::evidence_json;
use crate::model::{Graph, NodeIx};
use crate::report::cite::Citations;
use crate::report::document::{Document, Text};
use crate::scope::Scope;

/// How many links and how many nodes a document shows unless told otherwise.
const ROWS_SHOWN: usize = 10;

/// How many pairs are named in a line, and how many jurisdictions.
const PAIRS_SHOWN: usize = 5;

/// The answer as a document for people; `top` links and as many nodes, else ten of each.
pub fn bridges_document(scope: &Scope<'_>, bridges: &Bridges, top: Option<usize>) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let mut document = Document::new("Bridges", lead(scope));
    document.paragraph("What would be lost with one link, framework or institution: the pairs of countries and territories, with the layer recorded on both sides, that no chain of alignment or reference links would join any more, and those whose best remaining chain would be too weak for the verdict they have now.");
    let shape = bridges.layers.iter().map(|it| {
        let numbers = [it.nodes, it.ties, it.parts, it.recorded, it.joined].map(|number| number.to_string());
        let pairs = it.recorded * it.recorded.saturating_sub(1) / 2;
        let cells = numbers.into_iter().chain([percent(share(it.joined, pairs))]);
        std::iter::once(it.layer.to_string()).chain(cells).map(Text::plain).collect()
    });
    let columns = ["layer", "nodes", "linked pairs", "parts", "recorded jurisdictions", "pairs joined", "share"];
    document.table(&columns, &[1, 2, 3, 4, 5, 6], shape.collect());
    document.paragraph(
        "A pair that has joined the same text is joined by that alone, however weakly: no link can part it.",
    );
    let top = top.unwrap_or(ROWS_SHOWN);
    document.heading("Links that much hangs on");
    add_harmful(&bridges.ties, top, &mut document, |cut, document| {
        let tie = &cut.lost;
        let inside = [tie.a, tie.b].iter().all(|end| graph.node(*end).jurisdiction().is_none());
        let round = if inside && !cut.separates { " (a way round exists, too long for a chain)" } else { "" };
        let below = harm(graph, cut, round);
        let links = tie.links.iter().map(|ix| graph.link(*ix));
        let how = links.clone().map(|link| link.relation.label()).unique().join(", ");
        let words = format!("{} —{how}— {}, {} layer", label(graph, tie.a), label(graph, tie.b), cut.layer.as_str());
        let text = links.fold(Text::plain(words), |text, link| text.cited(&mut cite, &link.evidence));
        document.item_with(text, below);
    });
    document.heading("Frameworks and institutions that much hangs on");
    add_harmful(&bridges.nodes, top, &mut document, |cut, document| {
        let node = graph.node(cut.lost);
        let words = format!("{}, {} layer", node.label(), cut.layer.as_str());
        document.item_with(Text::plain(words).cited(&mut cite, &node.evidence), harm(graph, cut, ""));
    });
    document.heading("What this does not show");
    document.paragraph("How strong the chains are that remain, and whether two losses together would hurt more. A framework that is lost is lost as law as well: pairs that met only in it count. Where few links are recorded, much hangs on few of them; that may be so in the data only.");
    document.sources(graph, &cite);
    document
}

/// Shows the `top` cuts that cost pairs their chains, and counts the others.
fn add_harmful<T>(cuts: &[Cut<T>], top: usize, document: &mut Document, mut add: impl FnMut(&Cut<T>, &mut Document)) {
    let harmful = cuts.iter().filter(|cut| !cut.falls.is_empty()).count();
    for cut in cuts.iter().take(top.min(harmful)) {
        add(cut, document);
    }
    let harmless = cuts.len() - harmful;
    let more = harmful.saturating_sub(top);
    let parts = match (harmful, harmless) {
        (0, 0) => "None.".to_owned(),
        (0, harmless) => format!("None makes any verdict fall; {harmless} part the network elsewhere."),
        (_, 0) if more == 0 => format!("{harmful} in all."),
        (_, 0) => format!("{harmful} in all, {more} not shown."),
        _ if more == 0 => format!("{harmful} in all; {harmless} more part the network, but lower no verdict."),
        _ => format!("{harmful} in all, {more} not shown; {harmless} more part the network, but lower no verdict."),
    };
    document.paragraph(Text::dim(parts));
}

/// What a loss costs: who loses every chain, with a remark on that, and whose verdict falls otherwise.
fn harm<T>(graph: &Graph, cut: &Cut<T>, round: &str) -> Vec<Text> {
    let parted: Vec<&Fall> = cut.parted().collect();
    let weakened: Vec<&Fall> = cut.weakened().collect();
    let mut lines = Vec::new();
    if !parted.is_empty() {
        let pairs = counted(parted.len(), "pair loses its last chain", "pairs lose their last chain");
        lines.push(Text::dim(format!("{pairs}{round}: {}", whom(graph, &parted))));
    }
    let by_verdicts = weakened.iter().map(|fall| (fall.before, fall.after)).unique().sorted_by_key(|it| Reverse(*it));
    for (before, after) in by_verdicts {
        let falls: Vec<&Fall> =
            weakened.iter().copied().filter(|fall| (fall.before, fall.after) == (before, after)).collect();
        let pairs = counted(falls.len(), "pair falls", "pairs fall");
        let (before, after) = (before.label(), after.label());
        lines.push(Text::dim(format!("{pairs} from {before} to {after}: {}", whom(graph, &falls))));
    }
    lines
}

/// The pairs by name if they are few, else the jurisdictions concerned most.
fn whom(graph: &Graph, falls: &[&Fall]) -> String {
    if falls.len() <= PAIRS_SHOWN {
        return falls.iter().map(|it| format!("{} – {}", label(graph, it.a), label(graph, it.b))).join("; ");
    }
    let mut concerned: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for place in falls.iter().flat_map(|fall| [fall.a, fall.b]) {
        *concerned.entry(place).or_default() += 1;
    }
    let most = concerned.into_iter().sorted_by_key(|(place, count)| (Reverse(*count), *place));
    format!(
        "most of all {}",
        listed(most.map(|(place, count)| format!("{} ({count})", label(graph, place))), PAIRS_SHOWN)
    )
}

/// Writes the answer as JSON; everything, or the first `top` links and nodes.
///
/// # Errors
/// If writing fails.
pub fn bridges_json(scope: &Scope<'_>, bridges: &Bridges, top: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let layer = |it: &crate::analysis::LayerShape| {
        json!({
            "layer": it.layer, "nodes": it.nodes, "linked_pairs": it.ties, "parts": it.parts,
            "recorded": it.recorded, "joined": it.joined,
        })
    };
    let tie = |cut: &Cut<Tie>| {
        let links = cut.lost.links.iter().map(|ix| {
            let link = graph.link(*ix);
            json!({
                "from": graph.end_id(&link.from), "to": graph.end_id(&link.to),
                "relation": link.relation.as_str(), "mechanism": link.relation.mechanism(),
                "evidence": evidence_json(graph, &link.evidence),
            })
        });
        json!({
            "layer": cut.layer, "a": id(graph, cut.lost.a), "b": id(graph, cut.lost.b),
            "links": links.collect::<Vec<_>>(), "separates": cut.separates,
            "pairs_lost": cut.parted().count(), "pairs_weakened": cut.weakened().count(),
            "pairs": falls_json(graph, &cut.falls),
        })
    };
    let node = |cut: &Cut<NodeIx>| {
        json!({
            "layer": cut.layer, "node": id(graph, cut.lost), "separates": cut.separates,
            "pairs_lost": cut.parted().count(), "pairs_weakened": cut.weakened().count(),
            "pairs": falls_json(graph, &cut.falls),
        })
    };
    let top = top.unwrap_or(usize::MAX);
    let value = json!({
        "schema": "interlex/bridges/1",
        "as_of": scope.day().to_string(),
        "layers": bridges.layers.iter().map(layer).collect::<Vec<_>>(),
        "links": bridges.ties.iter().take(top).map(tie).collect::<Vec<_>>(),
        "nodes": bridges.nodes.iter().take(top).map(node).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn falls_json(graph: &Graph, falls: &[Fall]) -> Vec<Value> {
    let fall = |it: &Fall| {
        let (before, after) = (it.before.as_str(), it.after.as_str());
        json!({ "a": id(graph, it.a), "b": id(graph, it.b), "before": before, "after": after })
    };
    falls.iter().map(fall).collect()
}

/// Writes a row for each link and node, or for the first `top` of each.
///
/// # Errors
/// If writing fails.
pub fn bridges_csv(scope: &Scope<'_>, bridges: &Bridges, top: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "kind",
        "layer",
        "a",
        "b",
        "mechanisms",
        "separates",
        "pairs_lost",
        "pairs_weakened",
        "lost",
        "weakened",
    ])?;
    let top = top.unwrap_or(usize::MAX);
    for cut in bridges.ties.iter().take(top) {
        let mechanisms = cut.lost.links.iter().filter_map(|ix| graph.link(*ix).relation.mechanism()).unique();
        let ends = [id(graph, cut.lost.a), id(graph, cut.lost.b)];
        writer.write_record(record(graph, "link", ends, mechanisms.sorted().join(" "), cut))?;
    }
    for cut in bridges.nodes.iter().take(top) {
        writer.write_record(record(graph, "node", [id(graph, cut.lost), ""], String::new(), cut))?;
    }
    writer.flush()
}

fn record<T>(graph: &Graph, kind: &str, [a, b]: [&str; 2], mechanisms: String, cut: &Cut<T>) -> [String; 10] {
    let pair = |it: &Fall| format!("{}|{}", id(graph, it.a), id(graph, it.b));
    [
        kind.to_owned(),
        cut.layer.as_str().to_owned(),
        a.to_owned(),
        b.to_owned(),
        mechanisms,
        cut.separates.to_string(),
        cut.parted().count().to_string(),
        cut.weakened().count().to_string(),
        cut.parted().map(pair).join(" "),
        cut.weakened().map(pair).join(" "),
    ]
}
