//! Rules, concepts, mechanisms, grounds and verdicts explained in words.

use std::fmt::Write as _;

use crate::analysis::Verdict;
use crate::check;
use crate::model::{Concept, ConceptKind, Graph, RuleText, Strength};

use super::cite::sentence;

/// What `name` means: a rule of the check, a concept of the method, a mechanism, a ground of coverage, or a verdict.
pub fn explain(graph: &Graph, name: &str) -> Option<String> {
    let key = name.to_lowercase().replace('-', "_");
    if let Some(rule) = check::rule(name) {
        let mut text =
            format!("{} ({})\n\n{}\n\nWhy: {}\nFix: {}\n", rule.id, rule.level, rule.title, rule.why, rule.fix);
        writeln!(text, "\nSee also docs/CURATION.md.").ok()?;
        return Some(text);
    }
    if let Some(concept) = graph.concepts().iter().find(|concept| concept.id.as_str().replace('-', "_") == key) {
        return Some(concept_text(graph, concept));
    }
    if let Some((_, kind, strength, reason)) = ladder(graph).into_iter().find(|(name, ..)| *name == key) {
        return Some(format!(
            "{key}: {kind}, strength {strength}\n\n{reason}\n\nThe value stands in graph/scales.ron; docs/METHOD.md says how it is used.\n"
        ));
    }
    let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == key)?;
    Some(format!(
        "{}: verdict of a pair of jurisdictions in a layer\n\n{}\n",
        verdict.label(),
        verdict_text(graph, verdict)
    ))
}

/// Names near `name` that can be explained, best first.
pub fn explain_near(graph: &Graph, name: &str) -> Vec<String> {
    let wanted = name.to_lowercase().replace('-', "_");
    let rules = check::rules().into_iter().map(|rule| rule.id.to_owned());
    let concepts = graph.concepts().iter().map(|concept| concept.id.to_string());
    let names = explain_names(graph).into_iter().map(|(name, _)| name.to_owned());
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
pub fn explain_names(graph: &Graph) -> Vec<(&'static str, String)> {
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

fn concept_text(graph: &Graph, concept: &Concept) -> String {
    let layer = concept.layer.map(|layer| format!(", {} layer", layer.as_str())).unwrap_or_default();
    let mut text =
        format!("{} ({}{layer})\n\n{}\n", concept.title, concept.kind.label().to_lowercase(), concept.summary);
    let titles = |ids: &mut dyn Iterator<Item = &Concept>| {
        ids.fold(String::new(), |all, other| all + &format!("  {}: {}\n", other.id, other.title))
    };
    let all = || graph.concepts().iter();
    if concept.kind == ConceptKind::Recommendation {
        let answered = titles(&mut all().filter(|other| concept.answers.contains(&other.id)));
        if !answered.is_empty() {
            text += &format!("\nAnswers\n{answered}");
        }
    } else {
        let answering = titles(&mut all().filter(|other| other.answers.contains(&concept.id)));
        if !answering.is_empty() {
            text += &format!("\nAnswered by\n{answering}");
        }
    }
    if let Some(rule) = graph.rule(concept.id.as_str()) {
        text += &rule_text(graph, rule);
    }
    if !concept.evidence.is_empty() {
        text += "\nSources\n";
        for evidence in &concept.evidence {
            text += &format!("  {}\n", sentence(graph, evidence));
        }
    }
    text
}

fn rule_text(graph: &Graph, rule: &RuleText) -> String {
    let mut text = format!("\nMeasured as\n  {} ({}, {})\n", rule.measures, rule.unit.label(), rule.worse.label());
    if let Some(threshold) = graph.scales().rules.get(&rule.id) {
        text += &format!("\nMedium from {}, high from {}\n  {}\n", threshold.medium, threshold.high, threshold.reason);
    }
    text += &format!("\nExample\n  {}\n", rule.example);
    text += &format!("\nDoes not show\n  {}\n\nNeeds\n  {}\n", rule.shows_not, rule.needs);
    text
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
