//! An AI system against the graph as a briefing, JSON and CSV.

mod csv;
mod document;
mod json;
mod reuse;
mod side;
mod unassessed;

use itertools::Itertools;

use crate::analysis::simulate::{Duty, Placed, Side, SideKind};
use crate::model::{BindingStep, Framework, Graph, NodeIx};

pub use csv::simulate_csv;
pub use document::simulate_document;
pub use json::simulate_json;

/// The framework of a text.
fn framework<'g>(graph: &'g Graph, text: &Placed<'g>) -> Option<&'g Framework> {
    graph.node(text.demand.node).framework()
}

/// What a side is, in a word.
fn role(side: &Side<'_>) -> &'static str {
    if side.kind == SideKind::Home { "home" } else { "target" }
}

/// When and on what condition a duty applies: `now`, `from 2027-08-02`, `if high`.
fn applies(framework: &Framework, duty: &Duty<'_>) -> String {
    let condition = condition(framework, duty);
    let begins = duty.begins.map(|date| format!("from {date}"));
    let until = duty.obligation.until.map(|date| format!("until {date}"));
    let parts: Vec<String> = condition.into_iter().chain(begins).chain(until).collect();
    if parts.is_empty() { "now".to_owned() } else { parts.join(", ") }
}

/// The tier on which a duty depends, where it is not known: `if high`.
fn condition(framework: &Framework, duty: &Duty<'_>) -> Option<String> {
    duty.conditional.then(|| format!("if {}", tiers(framework, &duty.obligation.tiers)))
}

/// Names of tiers.
fn tiers(framework: &Framework, positions: &[usize]) -> String {
    positions.iter().map(|tier| framework.tier(*tier)).join(" or ")
}

/// The legal force of a text in words.
fn force(graph: &Graph, text: &Placed<'_>) -> &'static str {
    let binding = framework(graph, text).and_then(|framework| framework.patterns.binding.as_ref());
    match (binding.map(|binding| binding.value), text.binds(graph)) {
        (None, _) => "legal force not assessed",
        (Some(BindingStep::Binding), Some(false)) => "binding where ratified, not here",
        (Some(step), _) => step.label(),
    }
}

/// Labels of frameworks.
fn labels(graph: &Graph, nodes: impl IntoIterator<Item = NodeIx>) -> String {
    nodes.into_iter().map(|ix| graph.node(ix).label()).join(", ")
}
