//! The best chain between two jurisdictions, layer by layer, as a document and as JSON, schema `interlex/path/1`.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::analysis::{Applicability, Assessment, CoverageState, Layers, Path, Verdict, assess};
use crate::model::{Layer, NodeIx};
use crate::scope::Scope;

use super::chain;
use super::cite::Citations;
use super::derivation;
use super::document::{Document, Text};
use super::gaps::conflicts_json;

/// The assessment of a pair in each layer asked about.
#[derive(Debug, Clone)]
pub struct PathAnswer {
    /// The first jurisdiction.
    pub a: NodeIx,
    /// The second.
    pub b: NodeIx,
    /// By layer, in the report's order.
    pub layers: Vec<LayerAnswer>,
}

/// The assessment of a pair in one layer.
#[derive(Debug, Clone)]
pub struct LayerAnswer {
    /// The layer.
    pub layer: Layer,
    /// Verdict, best chain and conflicts.
    pub assessment: Assessment,
    /// The strongest chains, best first: as many as were asked for and exist.
    pub chains: Vec<Path>,
}

/// Assesses one pair, with the `top` strongest chains of each layer.
pub fn path_answer(scope: &Scope<'_>, a: NodeIx, b: NodeIx, top: usize) -> PathAnswer {
    let layers = Layers::new(scope);
    let (low, high) = if b < a { (b, a) } else { (a, b) };
    let (from, to) = (Applicability::of(scope, low), Applicability::of(scope, high));
    let turn = |path: Path| if b < a { path.reversed() } else { path };
    let assessed = layers.networks().map(|network| {
        let layer = network.layer();
        let reach = network.reach(scope, &from);
        let mut assessment = assess(scope, &layers, layer, &reach, &from, &to);
        assessment.path = assessment.path.map(turn);
        let chains = if top <= 1 {
            assessment.path.iter().cloned().collect()
        } else {
            network.strongest(scope, &from, &to, top).into_iter().map(turn).collect()
        };
        LayerAnswer { layer, assessment, chains }
    });
    PathAnswer { a, b, layers: assessed.collect() }
}

/// The chains as a document for people; with `explain`, also how each verdict comes about.
pub fn path_document(scope: &Scope<'_>, answer: &PathAnswer, explain: bool) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let (a, b) = (graph.node(answer.a).label(), graph.node(answer.b).label());
    let lead = format!("As of {}. A research aid, not legal advice.", scope.day());
    let mut document = Document::new(format!("{a} to {b}"), lead);
    for LayerAnswer { layer, assessment, chains } in &answer.layers {
        let contested = if assessment.contested { ", contested" } else { "" };
        document.heading(format!("{layer} layer: {}{contested}", assessment.verdict.label()));
        if assessment.verdict <= Verdict::Absent {
            for end in [answer.a, answer.b] {
                add_lack(scope, *layer, end, &mut cite, &mut document);
            }
        } else if chains.is_empty() {
            document.paragraph("No chain of alignment or reference links joins what applies in the two.");
        }
        for path in chains {
            let steps = chain::steps(graph, answer.a, answer.b, path);
            let product = chain::product(&steps);
            let mut below = Vec::new();
            if let Some(weakest) = chain::weakest(&steps) {
                let name = weakest.mechanism.unwrap_or(weakest.relation).replace('_', " ");
                let (from, to, strength) = (weakest.from, weakest.to, weakest.strength);
                let text = format!("strength {product:.2}; weakest: {name} {strength:.2} ({from} – {to})");
                below.push(Text::dim(text));
            }
            document.item_with(chain::words(graph, (a, b), path, &mut cite), below);
        }
        for conflict in chain::conflicts(graph, &assessment.conflicts, &mut cite) {
            document.item(conflict);
        }
        if explain {
            derivation::add(scope, (answer.a, answer.b), *layer, assessment, &mut cite, &mut document);
        }
    }
    document.sources(graph, &cite);
    document
}

/// Says what one end lacks in a layer, or that nothing is known of it.
fn add_lack<'g>(scope: &Scope<'g>, layer: Layer, end: NodeIx, cite: &mut Citations<'g>, document: &mut Document) {
    let node = scope.graph().node(end);
    let name = node.label();
    match Applicability::of(scope, end).state(scope, layer) {
        CoverageState::Recorded => {}
        CoverageState::NotAssessed => document.paragraph(format!("Nothing is recorded for {name} in this layer.")),
        CoverageState::Absent => {
            let absences = node.jurisdiction().map(|it| it.absences.as_slice()).unwrap_or_default();
            for absence in absences.iter().filter(|absence| absence.layer == layer) {
                document
                    .paragraph(Text::plain(format!("{name} lacks {}.", absence.lacks)).cited(cite, &absence.evidence));
            }
        }
    }
}

/// Writes the chains as JSON.
///
/// # Errors
/// If writing fails.
pub fn path_json(scope: &Scope<'_>, answer: &PathAnswer, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let layers: Vec<Value> = (answer.layers.iter())
        .map(|LayerAnswer { layer, assessment, chains }| {
            let paths: Vec<Value> = (chains.iter())
                .map(|path| {
                    let steps = chain::steps(graph, answer.a, answer.b, path);
                    let (strength, weakest) = (chain::product(&steps), chain::weakest(&steps));
                    json!({ "strength": strength, "weakest_link": weakest, "steps": steps })
                })
                .collect();
            json!({
                "layer": layer,
                "verdict": assessment.verdict.as_str(),
                "contested": assessment.contested,
                "paths": paths,
                "conflicts": conflicts_json(graph, &assessment.conflicts),
            })
        })
        .collect();
    let value = json!({
        "schema": "interlex/path/1",
        "as_of": scope.day().to_string(),
        "a": graph.node(answer.a).id,
        "b": graph.node(answer.b).id,
        "layers": layers,
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

/// Writes the chains as CSV, a row a step: layer, verdict, number and strength of the chain, and the step.
///
/// # Errors
/// If writing fails.
pub fn path_csv(scope: &Scope<'_>, answer: &PathAnswer, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    let columns =
        ["layer", "verdict", "contested", "chain", "chain_strength", "from", "relation", "mechanism", "to", "strength"];
    writer.write_record(columns)?;
    for LayerAnswer { layer, assessment, chains } in &answer.layers {
        let head = [layer.as_str(), assessment.verdict.as_str(), if assessment.contested { "true" } else { "false" }];
        if chains.is_empty() {
            writer.write_record(head.iter().copied().chain([""; 7]))?;
        }
        for (number, path) in chains.iter().enumerate() {
            let steps = chain::steps(graph, answer.a, answer.b, path);
            let (number, whole) = ((number + 1).to_string(), chain::product(&steps).to_string());
            for step in &steps {
                let strength = step.strength.to_string();
                let row =
                    [&number, &whole, step.from, step.relation, step.mechanism.unwrap_or_default(), step.to, &strength];
                writer.write_record(head.iter().copied().chain(row))?;
            }
        }
    }
    writer.flush()
}
