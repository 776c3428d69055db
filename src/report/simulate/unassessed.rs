//! What could not be said, and what the answer does not show.

use super::{framework, labels, side};
use crate::analysis::simulate::{Class, Placed, Reaching, Side, Simulation};
use crate::model::{BindingStep, Graph, NodeIx};
use crate::report::document::{Document, Text};
use crate::report::structure::counted;

pub(super) fn add(graph: &Graph, answer: &Simulation<'_>, document: &mut Document) {
    document.heading("Not assessed");
    let lines: Vec<String> = answer.sides.iter().flat_map(|side| of_side(graph, side)).collect();
    let flows = answer.flows.iter().filter(|flow| flow.is_unassessed()).map(|it| {
        let ends = [it.flow.from, it.flow.to].map(|ix| graph.node(ix).label());
        format!("Whether data may go from {} to {}", ends[0], ends[1])
    });
    let lines: Vec<String> = lines.into_iter().chain(flows).collect();
    if lines.is_empty() {
        document.paragraph("Nothing was left open.");
    }
    for line in lines {
        document.item(Text::plain(line));
    }
    document.heading("What this does not show");
    document.paragraph("Only what is recorded with a source is told; that nothing is recorded is no sign that nothing applies. The profile is taken as complete: a trait that it does not name is one that the system does not have. Obligations are in the curators' words and may leave out exceptions, thresholds and sector law; conflicts between two texts of one place are not told.");
}

/// The open questions of a place.
fn of_side(graph: &Graph, side: &Side<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let name = side.name;
    let open: Vec<NodeIx> = (side.texts.iter())
        .filter(|text| text.demand.reaching == Reaching::NotAssessed)
        .map(|text| text.demand.node)
        .collect();
    let (bind, others): (Vec<NodeIx>, Vec<NodeIx>) = open.iter().partition(|ix| binds(graph, **ix));
    if !open.is_empty() {
        let bind = if bind.is_empty() { String::new() } else { format!(" Binding: {}.", labels(graph, bind)) };
        let others = if others.is_empty() { String::new() } else { format!(" Others: {}.", labels(graph, others)) };
        let texts = counted(open.len(), "text reaches", "texts reach");
        lines.push(format!("{name}: whether {texts} the system.{bind}{others}"));
    }
    if side.texts.is_empty() {
        lines.push(format!("{name}: nothing is recorded to apply here"));
    }
    if side.liability.is_empty() {
        lines.push(format!("{name}: who is liable"));
    }
    let of = |wanted: &dyn Fn(&Placed<'_>) -> bool| {
        side.reaching().filter(|text| wanted(text)).map(|text| text.demand.node).collect::<Vec<_>>()
    };
    let untold = of(&|text| framework(graph, text).is_some_and(|framework| framework.obligations.is_empty()));
    if !untold.is_empty() {
        lines.push(format!("{name}: what these ask, though they reach the system: {}", labels(graph, untold)));
    }
    for text in side.reaching().filter(|text| text.demand.class == Class::NotAssessed) {
        let open = side::open_tiers(graph, text);
        let open = open.map(|tiers| format!("; some obligations apply if it is {tiers}")).unwrap_or_default();
        lines.push(format!("{name}: the tier of risk under {}{open}", graph.node(text.demand.node).label()));
    }
    lines
}

fn binds(graph: &Graph, ix: NodeIx) -> bool {
    let binding = graph.node(ix).framework().and_then(|framework| framework.patterns.binding.as_ref());
    binding.is_some_and(|binding| binding.value == BindingStep::Binding)
}
