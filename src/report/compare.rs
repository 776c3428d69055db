//! Two or more frameworks or jurisdictions side by side.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Map, Value, json};

use crate::analysis::{Applicability, Comparison, Detail, PatternVerdict, Profile, compare};
use crate::exchange::evidence_json;
use crate::model::{Evidence, Graph, Layer, NodeIx, Pattern};
use crate::scope::Scope;

use super::cells::inert;
use super::cite::Citations;
use super::document::{Document, Span, Text};

/// One side of a comparison: a framework, or a jurisdiction in one layer.
#[derive(Debug, Clone)]
pub struct Side {
    /// The framework or jurisdiction.
    pub node: NodeIx,
    /// The layer, for a jurisdiction.
    pub layer: Option<Layer>,
    /// What it has in each pattern.
    pub profile: Profile,
    /// The frameworks a jurisdiction's profile comes from; the framework itself for a framework.
    pub frameworks: Vec<NodeIx>,
}

impl Side {
    /// The sides that a node has: one for a framework, one a layer for a jurisdiction, none for an institution.
    pub fn of(scope: &Scope<'_>, node: NodeIx) -> Vec<Self> {
        let graph = scope.graph();
        if let Some(framework) = graph.node(node).framework() {
            return vec![Self { node, layer: None, profile: Profile::of_framework(framework), frameworks: vec![node] }];
        }
        if graph.node(node).jurisdiction().is_none() {
            return Vec::new();
        }
        let applicability = Applicability::of(scope, node);
        (scope.layer_list())
            .map(|layer| Self {
                node,
                layer: Some(layer),
                profile: Profile::of_jurisdiction(scope, &applicability, layer),
                frameworks: applicability.recorded(scope, layer).map(|coverage| coverage.node).collect(),
            })
            .collect()
    }

    fn label(&self, graph: &Graph) -> String {
        graph.node(self.node).label().to_owned()
    }

    fn title(&self, graph: &Graph) -> String {
        let label = self.label(graph);
        self.layer.map_or_else(|| label.clone(), |layer| format!("{label} in the {} layer", layer.as_str()))
    }
}

/// Comparisons, such as those of two jurisdictions in each layer, as a document for people: the values of each side in
/// each pattern, and the verdict of each pair with what is shared and what is not.
///
/// With `explain`, also the numbers and thresholds behind each verdict.
pub fn compare_document(scope: &Scope<'_>, tables: &[Vec<Side>], explain: bool) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let names = tables.iter().flatten().map(|side| graph.node(side.node).label()).unique().join(" and ");
    let lead = format!("As of {}. A research aid, not legal advice.", scope.day());
    let mut document = Document::new(format!("Comparison of {names}"), lead);
    for sides in tables {
        let layer = sides.iter().find_map(|side| side.layer);
        let suffix = layer.map(|layer| format!(", {} layer", layer.as_str())).unwrap_or_default();
        for side in sides.iter().filter(|side| side.layer.is_some()) {
            let list = side.frameworks.iter().map(|ix| graph.node(*ix).label()).join("; ");
            let list = if list.is_empty() { "nothing recorded".to_owned() } else { list };
            document.paragraph(format!("{} rests on: {list}", side.title(graph)));
        }
        for pattern in Pattern::all() {
            document.heading(format!("{}{suffix}", pattern.label()));
            add_pattern(graph, sides, (pattern, explain), &mut cite, &mut document);
        }
    }
    document.sources(graph, &cite);
    document
}

fn add_pattern<'g>(
    graph: &'g Graph,
    sides: &[Side],
    (pattern, explain): (Pattern, bool),
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let facts = sides.iter().map(|side| {
        let evidence = evidence_of(graph, side, pattern);
        let value = Text::plain(value_words(graph, &side.profile, pattern));
        (side.label(graph), evidence.into_iter().fold(value, |text, evidence| text.cited(cite, evidence)))
    });
    document.facts(facts.collect());
    for [a, b] in sides.iter().array_combinations() {
        let comparison = compare(graph.scales(), &a.profile, &b.profile)[pattern as usize];
        let (name_a, name_b) = (a.label(graph), b.label(graph));
        // With two sides there is only one pair.
        let pair = if sides.len() > 2 { format!("{name_a} – {name_b}: ") } else { String::new() };
        let verdict = comparison.verdict.as_str().to_owned();
        let difference = difference_words(graph, &comparison, &name_a, &name_b);
        let below = if explain { vec![Text::dim(reason(graph, &comparison))] } else { Vec::new() };
        document.item_with(Text::plain(pair).and(Span::Strong(verdict)).then(difference), below);
    }
}

/// The evidence for a side's value in a pattern; for jurisdictions that of every framework it rests on.
fn evidence_of<'g>(graph: &'g Graph, side: &Side, pattern: Pattern) -> Vec<&'g [Evidence]> {
    let frameworks = side.frameworks.iter().filter_map(|ix| graph.node(*ix).framework());
    frameworks.map(|framework| framework.evidence_for(pattern)).filter(|it| !it.is_empty()).collect()
}

fn value_words(graph: &Graph, profile: &Profile, pattern: Pattern) -> String {
    let vocabularies = graph.vocabularies();
    let listed = |words: String| if words.is_empty() { "none".to_owned() } else { words };
    let known = match pattern {
        Pattern::Objectives => profile
            .objectives
            .map(|set| listed(vocabularies.objectives.members(set).map(|term| term.label.as_str()).join(", "))),
        Pattern::Principles => profile
            .principles
            .map(|set| listed(vocabularies.principles.members(set).map(|term| term.label.as_str()).join(", "))),
        Pattern::Approach => profile.approach.map(|step| step.label().to_owned()),
        Pattern::Binding => profile.binding.map(|step| step.label().to_owned()),
        Pattern::Integration => profile.integration.map(|step| step.label().to_owned()),
        Pattern::Components => {
            profile.components.map(|set| listed(set.iter().map(crate::model::Component::as_str).join(", ")))
        }
    };
    known.unwrap_or_else(|| "not assessed".to_owned())
}

/// What is shared and what only one side has, in words.
fn difference_words(graph: &Graph, comparison: &Comparison, a: &str, b: &str) -> String {
    // What only one side is known to have is no difference while the other is not assessed.
    if comparison.verdict == PatternVerdict::Unknown {
        return String::new();
    }
    let detail = detail_json(graph, comparison);
    let list = |key: &str| -> Option<String> {
        let items = detail.get(key)?.as_array()?;
        (!items.is_empty()).then(|| items.iter().filter_map(Value::as_str).map(|id| label(graph, id)).join(", "))
    };
    let parts = [("shared", "shared"), ("only_a", a), ("only_b", b)];
    let parts = parts.into_iter().filter_map(|(key, title)| {
        let items = list(key)?;
        Some(if key == "shared" { format!("shared: {items}") } else { format!("only {title}: {items}") })
    });
    let joined = parts.collect::<Vec<_>>().join("; ");
    if joined.is_empty() { String::new() } else { format!(" ({joined})") }
}

/// The numbers and thresholds behind a verdict.
fn reason(graph: &Graph, comparison: &Comparison) -> String {
    let scales = graph.scales();
    let sets = |a: u32, b: u32, shared: u32| {
        format!(
            "{shared} shared of the smaller set's {}: compatible from a share of {}, partial from one term. {}",
            a.min(b),
            scales.set_compatible.value,
            scales.set_compatible.reason
        )
    };
    let count = |set: crate::model::ComponentSet| u32::try_from(set.len()).unwrap_or(u32::MAX);
    match comparison.detail {
        Detail::Terms(Some(a), Some(b)) => sets(a.len(), b.len(), a.intersection(b).len()),
        Detail::Components(Some(a), Some(b)) => sets(count(a), count(b), count(a & b)),
        Detail::Steps(Some(a), Some(b)) => format!(
            "From {} to {}: compatible up to {} steps apart, partial up to {}. {}",
            a.replace('_', " "),
            b.replace('_', " "),
            scales.step_compatible.value,
            scales.step_partial.value,
            scales.step_partial.reason
        ),
        _ => "Not assessed on one side or both, so nothing is concluded.".to_owned(),
    }
}

/// The label of an objective or principle; components are their own labels.
fn label(graph: &Graph, id: &str) -> String {
    let vocabularies = graph.vocabularies();
    let terms = vocabularies.objectives.terms().iter().chain(vocabularies.principles.terms());
    terms
        .into_iter()
        .find(|term| term.id.as_str() == id)
        .map_or_else(|| id.to_owned(), |term| term.label.to_lowercase())
}

/// One comparison in the contract's shape.
pub(super) fn detail_json(graph: &Graph, comparison: &Comparison) -> Value {
    let verdict = comparison.verdict.as_str();
    let vocabularies = graph.vocabularies();
    match comparison.detail {
        Detail::Terms(a, b) => {
            let vocabulary = match comparison.pattern {
                Pattern::Objectives => &vocabularies.objectives,
                _ => &vocabularies.principles,
            };
            let names = |set| crate::exchange::terms(vocabulary, set);
            let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
            sets(verdict, &names(a.intersection(b)), &names(a.difference(b)), &names(b.difference(a)))
        }
        Detail::Components(a, b) => {
            let names = crate::exchange::components;
            let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
            sets(verdict, &names(a & b), &names(a - b), &names(b - a))
        }
        Detail::Steps(a, b) => json!({ "verdict": verdict, "a": a, "b": b }),
    }
}

fn sets(verdict: &str, shared: &[&str], only_a: &[&str], only_b: &[&str]) -> Value {
    json!({ "verdict": verdict, "shared": shared, "only_a": only_a, "only_b": only_b })
}

/// Writes comparisons, such as those of two jurisdictions in each layer, as JSON, schema `interlex/compare/1`.
///
/// # Errors
/// If writing fails.
pub fn compare_json(scope: &Scope<'_>, tables: &[Vec<Side>], out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let id = |ix: NodeIx| graph.node(ix).id.as_str();
    let side_json = |side: &Side| {
        let values: Map<String, Value> =
            Pattern::all().map(|pattern| (pattern.as_str().to_owned(), value_json(graph, side, pattern))).collect();
        let frameworks: Vec<&str> = side.frameworks.iter().map(|ix| id(*ix)).collect();
        json!({ "id": id(side.node), "layer": side.layer, "frameworks": frameworks, "patterns": values })
    };
    let pairs = tables.iter().flat_map(|sides| sides.iter().array_combinations()).map(|[a, b]| {
        let comparisons = compare(graph.scales(), &a.profile, &b.profile);
        let patterns = super::gaps::patterns_json(graph, &comparisons);
        json!({ "a": id(a.node), "b": id(b.node), "layer": a.layer.or(b.layer), "patterns": patterns })
    });
    let sides = tables.iter().flatten().unique_by(|side| (side.node, side.layer));
    let value = json!({
        "schema": "interlex/compare/1",
        "as_of": scope.day().to_string(),
        "sides": sides.map(side_json).collect::<Vec<_>>(),
        "pairs": pairs.collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn value_json(graph: &Graph, side: &Side, pattern: Pattern) -> Value {
    let vocabularies = graph.vocabularies();
    let profile = &side.profile;
    let value = match pattern {
        Pattern::Objectives => {
            json!(profile.objectives.map(|set| crate::exchange::terms(&vocabularies.objectives, set)))
        }
        Pattern::Principles => {
            json!(profile.principles.map(|set| crate::exchange::terms(&vocabularies.principles, set)))
        }
        Pattern::Approach => json!(profile.approach),
        Pattern::Binding => json!(profile.binding),
        Pattern::Integration => json!(profile.integration),
        Pattern::Components => json!(profile.components.map(crate::exchange::components)),
    };
    let evidence: Vec<_> =
        evidence_of(graph, side, pattern).into_iter().flat_map(|it| evidence_json(graph, it)).collect();
    json!({ "value": value, "evidence": evidence })
}

/// Writes the values of all sides as CSV, a row a side and pattern.
///
/// # Errors
/// If writing fails.
pub fn compare_csv(scope: &Scope<'_>, tables: &[Vec<Side>], out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["id", "layer", "pattern", "value"])?;
    for side in tables.iter().flatten().unique_by(|side| (side.node, side.layer)) {
        for pattern in Pattern::all() {
            let layer = side.layer.map_or("", Layer::as_str);
            let value = value_words(graph, &side.profile, pattern);
            writer.write_record([
                graph.node(side.node).id.as_str(),
                layer,
                pattern.as_str(),
                inert(&value).as_ref(),
            ])?;
        }
    }
    writer.flush()
}
