//! Rules, concepts, mechanisms, grounds and verdicts explained in words; rules of the check as JSON too.

use serde_json::{Value, json};

use crate::analysis::Verdict;
use crate::check;
use crate::model::{Concept, ConceptKind, Graph, RuleText, Strength};

use super::cite::Citations;
use super::document::{Document, Span, Text};

/// What `name` means: a rule of the check, a detector or another concept of the method, a mechanism, a ground of coverage,
/// or a verdict.
pub fn explain(graph: &Graph, name: &str) -> Option<Document> {
    let key = name.to_lowercase().replace('-', "_");
    if let Some(rule) = check::rule(name) {
        let mut document = Document::new(rule.id, format!("rule of the check, level {}", rule.level));
        add_lint(rule, &mut document);
        document.paragraph(Text::dim("See also docs/CURATION.md."));
        return Some(document);
    }
    if let Some(concept) = graph.concepts().iter().find(|concept| concept.id.as_str().replace('-', "_") == key) {
        let mut cite = Citations::new();
        let layer = concept.layer.map(|layer| format!(", {} layer", layer.as_str())).unwrap_or_default();
        let lead = format!("{}: {}{layer}", concept.id, concept.kind.label().to_lowercase());
        let mut document = Document::new(concept.title.clone(), lead);
        add_concept(graph, concept, &mut cite, &mut document);
        document.sources(graph, &cite);
        return Some(document);
    }
    if let Some((_, kind, strength, reason)) = ladder(graph).into_iter().find(|(name, ..)| *name == key) {
        let mut document = Document::new(key, format!("{kind}, strength {strength}"));
        document.paragraph(reason);
        document.paragraph(Text::dim("The value stands in graph/scales.ron; docs/METHOD.md says how it is used."));
        return Some(document);
    }
    let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == key)?;
    let mut document = Document::new(verdict.label(), "verdict of a pair of jurisdictions in a layer");
    document.paragraph(verdict_text(graph, verdict));
    Some(document)
}

/// All detectors and all rules of the check: the text of docs/rules.md.
pub fn explain_rules(graph: &Graph) -> Document {
    let lead = "What `gaps` measures and what `check` refuses. Written by `interlex explain rules --format md`.";
    let mut document = Document::new("Rules", lead);
    let mut cite = Citations::new();
    for rule in graph.rules() {
        let Some(concept) = graph.concept(rule.id.as_str()) else { continue };
        document.heading(format!("{}: {}", rule.id, concept.title));
        add_concept(graph, concept, &mut cite, &mut document);
    }
    for rule in check::rules() {
        document.heading(format!("{} ({})", rule.id, rule.level));
        add_lint(rule, &mut document);
    }
    document.sources(graph, &cite);
    document
}

/// The names that can be explained, each with a line on it, by kind.
pub fn explain_list(graph: &Graph) -> Document {
    let mut document = Document::new("What can be explained", "");
    let table = |document: &mut Document, title: &str, rows: Vec<(String, String)>| {
        document.heading(title);
        let rows = rows.into_iter().map(|(name, line)| vec![Text::plain(name), Text::plain(line)]);
        document.table(&[], &[], rows.collect());
    };
    let rules = check::rules().into_iter().map(|rule| (rule.id.to_owned(), rule.title.to_owned()));
    table(&mut document, "Rules of the check", rules.collect());
    let names = names(graph).into_iter().map(|(name, line)| (name.to_owned(), line));
    table(&mut document, "Mechanisms, grounds and verdicts", names.collect());
    let concepts = graph.concepts().iter().map(|concept| (concept.id.to_string(), concept.title.clone()));
    table(
        &mut document,
        "Concepts of the method; those of gaps, barriers, tensions, instruments and objectives are measured",
        concepts.collect(),
    );
    document
}

/// Names near `name` that can be explained, best first.
pub fn explain_near(graph: &Graph, name: &str) -> Vec<String> {
    let wanted = name.to_lowercase().replace('-', "_");
    let rules = check::rules().into_iter().map(|rule| rule.id.to_owned());
    let concepts = graph.concepts().iter().map(|concept| concept.id.to_string());
    let names = names(graph).into_iter().map(|(name, _)| name.to_owned());
    let mut near: Vec<(f64, String)> = rules
        .chain(concepts)
        .chain(names)
        .map(|known| (strsim::jaro_winkler(&wanted, &known.replace('-', "_")), known))
        .filter(|(score, _)| *score >= 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// Mechanisms, grounds and verdicts with a line on each.
fn names(graph: &Graph) -> Vec<(&'static str, String)> {
    let ladder = ladder(graph).into_iter();
    let mut names: Vec<(&'static str, String)> =
        ladder.map(|(name, kind, strength, _)| (name, format!("{kind}, strength {strength}"))).collect();
    names.extend(Verdict::ALL.iter().map(|verdict| (verdict.as_str(), "verdict of a pair in a layer".to_owned())));
    names
}

/// Everything that has a strength: name, what it is, strength, reason.
fn ladder(graph: &Graph) -> Vec<(&'static str, &'static str, Strength, &str)> {
    let scales = graph.scales();
    let mut all = Vec::new();
    for (of, strength) in &scales.alignment {
        all.push((of.as_str(), "mechanism of alignment", strength.value, strength.reason.as_str()));
    }
    for (of, strength) in &scales.reference {
        all.push((of.as_str(), "mechanism of reference", strength.value, strength.reason.as_str()));
    }
    for (of, strength) in &scales.coverage {
        all.push((of.as_str(), "ground on which a framework applies", strength.value, strength.reason.as_str()));
    }
    all
}

fn add_lint(rule: &check::Rule, document: &mut Document) {
    document.paragraph(rule.title);
    document.item(Text::default().and(Span::Strong("Why".to_owned())).then(format!(": {}", rule.why)));
    document.item(Text::default().and(Span::Strong("Fix".to_owned())).then(format!(": {}", rule.fix)));
    let Some(example) = rule.example() else { return };
    let lead =
        |word: &str, path: &str| Text::default().and(Span::Strong(word.to_owned())).then(format!(", in {path}:"));
    document.paragraph(lead("Wrong", example.path));
    document.code(example.wrong);
    document.paragraph(lead("Right", example.right_path));
    document.code(example.right);
}

/// A rule of the check, or all of them if `name` is "rules", for programs; `None` for other names.
pub fn explain_json(name: &str) -> Option<Value> {
    let (key, value) = if name == "rules" {
        ("rules", check::rules().into_iter().map(rule_json).collect())
    } else {
        ("rule", rule_json(check::rule(name)?))
    };
    Some(json!({ "schema": "interlex/explain/1", key: value }))
}

fn rule_json(rule: &check::Rule) -> Value {
    let example = rule.example().map(|it| {
        let (wrong, right) =
            (json!({ "path": it.path, "text": it.wrong }), json!({ "path": it.right_path, "text": it.right }));
        json!({ "wrong": wrong, "right": right })
    });
    let level = rule.level.to_string();
    json!({
        "id": rule.id, "level": level, "title": rule.title, "why": rule.why, "fix": rule.fix, "example": example,
    })
}

fn add_concept<'g>(graph: &'g Graph, concept: &'g Concept, cite: &mut Citations<'g>, document: &mut Document) {
    document.paragraph(Text::plain(concept.summary.as_str()).cited(cite, &concept.evidence));
    if let Some(rule) = graph.rule(concept.id.as_str()) {
        add_rule(graph, rule, document);
    }
    let recommendation = concept.kind == ConceptKind::Recommendation;
    let related = graph.concepts().iter().filter(|other| {
        if recommendation { concept.answers.contains(&other.id) } else { other.answers.contains(&concept.id) }
    });
    let related: Vec<Text> = related.map(|other| Text::plain(format!("{}: {}", other.id, other.title))).collect();
    if !related.is_empty() {
        let title = if recommendation { "Answers" } else { "The report recommends against it" };
        let title = if concept.kind == ConceptKind::Instrument { "Recommendations that build on it" } else { title };
        document.item_with(Text::default().and(Span::Strong(title.to_owned())), related);
    }
}

fn add_rule(graph: &Graph, rule: &RuleText, document: &mut Document) {
    let line = |name: &str, text: &str| Text::default().and(Span::Strong(name.to_owned())).then(format!(": {text}"));
    let measured = format!("{} ({}, {})", rule.measures, rule.unit.label(), rule.worse.label());
    document.item(line("Measured", &measured));
    if let Some(threshold) = graph.scales().rules.get(&rule.id) {
        let name = format!("Medium from {}, high from {}", threshold.medium, threshold.high);
        document.item(line(&name, &threshold.reason));
    }
    document.item(line("Example", &rule.example));
    document.item(line("Does not show", &rule.shows_not));
    document.item(line("Needs", &rule.needs));
}

fn verdict_text(graph: &Graph, verdict: Verdict) -> String {
    let scales = graph.scales();
    let (aligned, bridged) = (&scales.aligned, &scales.bridged);
    match verdict {
        Verdict::NotAssessed => {
            "Nothing is recorded in the layer for one side or both, so nothing can be said of the two.".to_owned()
        }
        Verdict::Absent => "A source says that one side or both lack what the layer needs.".to_owned(),
        Verdict::Unlinked => {
            "Both sides have frameworks, and no chain of alignment or reference links joins them.".to_owned()
        }
        Verdict::Weak => format!("A chain joins the two, weaker than {}.", bridged.value),
        Verdict::Bridged => format!("The best chain has strength {} or more. {}", bridged.value, bridged.reason),
        Verdict::Aligned => format!("The best chain has strength {} or more. {}", aligned.value, aligned.reason),
    }
}
