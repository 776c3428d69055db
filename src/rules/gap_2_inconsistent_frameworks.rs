//! How often what jurisdictions have differs in kind.

use std::collections::BTreeMap;

use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::PatternVerdict;
use crate::model::{Component, Layer, NodeIx, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "gap-2-inconsistent-frameworks", measure };

/// Comparisons of one pattern in one layer.
#[derive(Debug, Default)]
struct Cell {
    divergent: usize,
    known: usize,
}

/// The share of all comparisons between two jurisdictions, one for each layer and each of the six patterns, that come out
/// divergent, of those where both sides are assessed.
///
/// Partly compatible comparisons count as consistent: they can be worked with. Unknown ones do not count at all. Takes
/// time linear in the pairs.
fn measure(question: &Question<'_>) -> Outcome {
    let mut cells: BTreeMap<(Layer, Pattern), Cell> = BTreeMap::new();
    let mut apart: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for row in &question.report().pairs {
        for comparison in &row.patterns {
            if comparison.verdict == PatternVerdict::Unknown {
                continue;
            }
            let cell = cells.entry((row.layer, comparison.pattern)).or_default();
            cell.known += 1;
            if comparison.verdict == PatternVerdict::Divergent {
                cell.divergent += 1;
                *apart.entry(row.a).or_default() += 1;
                *apart.entry(row.b).or_default() += 1;
            }
        }
    }
    let known: usize = cells.values().map(|cell| cell.known).sum();
    if known == 0 {
        return Outcome::NotAssessed("No pattern is assessed on both sides of any pair.".to_owned());
    }
    let divergent: usize = cells.values().map(|cell| cell.divergent).sum();
    let value = share(divergent, known);
    let subjects = texts::most_concerned(apart);
    let worst = worst(&cells);
    let evidence = worst.map_or_else(Vec::new, |(layer, pattern, _)| evidence(question, &subjects, layer, pattern));
    let explanation = explain(question, divergent, known, worst, &subjects);
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// The layer and pattern with the largest share of divergent comparisons; the first of equals.
fn worst(cells: &BTreeMap<(Layer, Pattern), Cell>) -> Option<(Layer, Pattern, &Cell)> {
    let mut worst: Option<(Layer, Pattern, &Cell)> = None;
    for ((layer, pattern), cell) in cells.iter().filter(|(_, cell)| cell.divergent > 0) {
        let beaten = |(_, _, best): &(Layer, Pattern, &Cell)| cell.divergent * best.known > best.divergent * cell.known;
        if worst.as_ref().is_none_or(beaten) {
            worst = Some((*layer, *pattern, cell));
        }
    }
    worst
}

fn explain(
    question: &Question<'_>,
    divergent: usize,
    known: usize,
    worst: Option<(Layer, Pattern, &Cell)>,
    subjects: &[NodeIx],
) -> String {
    let mut explanation = format!(
        "Of {known} comparisons between two jurisdictions in which both sides are assessed, {divergent} come out apart ({})",
        percent(share(divergent, known)),
    );
    if let Some((layer, pattern, cell)) = worst {
        explanation += &format!(
            ", most of all in {} of the {} layer ({} of {}); furthest from the others are {}",
            pattern.label().to_lowercase(),
            layer.label().to_lowercase(),
            cell.divergent,
            cell.known,
            texts::first_names(question, subjects),
        );
    }
    explanation.push('.');
    let components: Vec<_> = texts::frameworks(question, texts::texts_of_region(question, &Layer::ALL))
        .filter_map(|(_, framework)| framework.patterns.components.as_ref())
        .collect();
    let vague = components.iter().filter(|components| !components.value.contains(Component::Semantic)).count();
    if !components.is_empty() {
        let about = texts::about(question);
        explanation += &format!(
            " {vague} of {} texts {about} whose contents are assessed are recorded without definitions or taxonomies.",
            components.len(),
        );
    }
    explanation
}

/// Evidence for a pattern of the texts of those furthest from the others.
fn evidence(
    question: &Question<'_>,
    subjects: &[NodeIx],
    layer: Layer,
    pattern: Pattern,
) -> Vec<crate::model::Evidence> {
    let of = |subject: &NodeIx| {
        let member = question.members().iter().find(|member| member.jurisdiction == *subject);
        member.into_iter().flat_map(|member| member.recorded(question.scope(), layer)).map(|it| it.node)
    };
    let texts: Vec<NodeIx> = subjects.iter().take(5).flat_map(of).collect();
    texts::evidence_of_pattern(question, &texts, pattern)
}
