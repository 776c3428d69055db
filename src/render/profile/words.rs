//! The words of a profile.

use crate::analysis::{Portrait, Subject};
use crate::model::{Component, Graph, Pattern};
use crate::render::compose::sentences::about;
use crate::scope::Scope;

/// The name of a subject.
pub fn name(graph: &Graph, portrait: &Portrait) -> String {
    match &portrait.subject {
        Subject::Node(ix) => graph.node(*ix).label().to_owned(),
        Subject::Area(area) => {
            graph.find(&area.id).map_or_else(|| area.name.clone(), |ix| graph.node(ix).label().to_owned())
        }
    }
}

/// The name of a subject with what it stands for.
pub fn long_name(graph: &Graph, portrait: &Portrait) -> String {
    let name = name(graph, portrait);
    match &portrait.subject {
        Subject::Area(_) => format!("{name} ({} jurisdictions)", portrait.members),
        Subject::Node(_) => name,
    }
}

/// The words of a term, or of a component.
pub fn term(graph: &Graph, pattern: Pattern, position: usize) -> String {
    let vocabularies = graph.vocabularies();
    let vocabulary = match pattern {
        Pattern::Objectives => &vocabularies.objectives,
        Pattern::Principles => &vocabularies.principles,
        _ => {
            let component = [Component::Legal, Component::Organisational, Component::Semantic, Component::Technical];
            let name = component.get(position).map_or("", |component| component.as_str());
            return format!("{}{}", name[..name.len().min(1)].to_uppercase(), &name[name.len().min(1)..]);
        }
    };
    vocabulary.terms().get(position).map_or_else(String::new, |term| term.label.clone())
}

/// The title.
pub fn title(graph: &Graph, portraits: &[Portrait]) -> String {
    let names: Vec<String> = portraits.iter().map(|portrait| name(graph, portrait)).collect();
    format!("Governance patterns: {}", names.join(", "))
}

/// What is shown.
pub fn subtitle(scope: &Scope<'_>, portraits: &[Portrait]) -> String {
    let mut sentences = vec!["The six patterns of the 2024 report of the Policy Network on AI.".to_owned()];
    if portraits.iter().any(|it| matches!(it.subject, Subject::Area(_))) {
        sentences.push("Numbers count the jurisdictions of a region.".to_owned());
    }
    sentences.extend(about(scope));
    sentences.join(" ")
}

/// How to read it, and what the data is.
pub fn footer(scope: &Scope<'_>, portraits: &[Portrait]) -> Vec<String> {
    let graph = scope.graph();
    let is_framework = |it: &Portrait| matches!(it.subject, Subject::Node(ix) if graph.node(ix).framework().is_some());
    let mut lines = Vec::new();
    if !portraits.iter().all(is_framework) {
        lines.push(
            "A jurisdiction has what the frameworks recorded for it have together: the union of their sets, the strongest binding nature, the furthest integration, the lower median of their approaches."
                .to_owned(),
        );
    }
    let meta = graph.meta();
    lines.push(format!(
        "Not assessed is not no. Values rest on the sources named by `interlex profile … --format html` and `interlex compare`. Data: {} {}, {}. Research aid, not legal advice.",
        meta.title, meta.version, meta.licence
    ));
    lines
}
