//! The best chain between two jurisdictions, layer by layer, as text and as JSON, schema `interlex/path/1`.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::analysis::{Applicability, Assessment, Layers, Path, assess};
use crate::model::{Layer, NodeIx};
use crate::scope::Scope;

use super::chain;
use super::cite::Citations;
use super::gaps::{conflicts_json, conflicts_text};
use super::table::{dim, heading, warning};

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

/// Writes the chains for people.
///
/// # Errors
/// If writing fails.
pub fn path_text(scope: &Scope<'_>, answer: &PathAnswer, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut cite = Citations::new(graph);
    let (a, b) = (graph.node(answer.a).label(), graph.node(answer.b).label());
    writeln!(out, "{}", heading(&format!("{a} to {b}")))?;
    writeln!(out, "{}", dim(&format!("As of {}. A research aid, not legal advice.", scope.day())))?;
    for LayerAnswer { layer, assessment, chains } in &answer.layers {
        let contested = if assessment.contested { warning(", contested") } else { String::new() };
        writeln!(out, "\n{}: {}{contested}", heading(&format!("{layer} layer")), assessment.verdict.label())?;
        if chains.is_empty() {
            writeln!(out, "    No chain of alignment or reference links joins what applies in the two.")?;
        }
        for path in chains {
            writeln!(out, "    {}", chain::words(graph, answer.a, answer.b, path, &mut cite))?;
            let steps = chain::steps(graph, answer.a, answer.b, path);
            let product = chain::product(&steps);
            if let Some(weakest) = chain::weakest(&steps) {
                let name = weakest.mechanism.unwrap_or(weakest.relation).replace('_', " ");
                let (from, to) = (weakest.from, weakest.to);
                writeln!(out, "      strength {product:.2}; weakest: {name} {:.2} ({from} – {to})", weakest.strength)?;
            }
        }
        conflicts_text(graph, &assessment.conflicts, &mut cite, out)?;
    }
    cite.write(out)
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
