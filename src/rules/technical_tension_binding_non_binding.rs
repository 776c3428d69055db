//! Whether technical rules bind in one place and are voluntary in another.

use std::collections::BTreeMap;

use super::cite::{judged, not_assessed, pattern_evidence, subjects};
use super::standing::force;
use super::statistics::{counted, share};
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{BindingStep, ConflictKind, Layer, NodeIx, Pattern, Relation};

pub(super) static DETECTOR: Detector = Detector { id: "technical-tension-binding-non-binding", measure };

/// The share, 0 to 1, of the pairs of jurisdictions of which one has binding technical rules and the other at most
/// voluntary ones, among the pairs of which the binding nature is known on both sides.
///
/// The binding nature of a jurisdiction is the strongest of its technical texts, on the scale declaration, guideline or voluntary standard, agreement or mutual recognition, binding; an agreement is on neither side, and a
/// treaty that was only signed counts as a declaration, and a text without any force for nothing. Conflicts of a binding text with a voluntary one are named, not
/// added. Takes time linear in pairs and links.
fn measure(question: &Question<'_>) -> Outcome {
    let strongest = strongest(question);
    let step = |ix: NodeIx| strongest.get(&ix).map(|(step, _)| *step);
    let pairs: Vec<(BindingStep, BindingStep)> =
        question.pairs(Layer::Technical).filter_map(|row| Some((step(row.a)?, step(row.b)?))).collect();
    if strongest.values().all(|(step, _)| *step < BindingStep::Voluntary) && !strongest.is_empty() {
        return Outcome::NotAssessed(format!(
            "Of {} of {} jurisdictions nothing but declarations is recorded in the technical layer; of the others nothing.",
            strongest.len(),
            question.members().len()
        ));
    }
    if pairs.is_empty() {
        return Outcome::NotAssessed(format!(
            "The binding nature of technical rules is recorded for {} of {} jurisdictions; no two of them can be compared.",
            strongest.len(),
            question.members().len()
        ));
    }
    let against =
        |binding: BindingStep, other: BindingStep| binding == BindingStep::Binding && other <= BindingStep::Voluntary;
    let opposed = pairs.iter().filter(|(a, b)| against(*a, *b) || against(*b, *a)).count();
    let at = |wanted: BindingStep| {
        let there = strongest.iter().filter(|(_, (step, _))| *step == wanted);
        there.map(|(ix, _)| *ix).collect::<Vec<NodeIx>>()
    };
    let steps: Vec<String> = (BindingStep::all().map(|step| (words(step), at(step))))
        .filter(|(_, places)| !places.is_empty())
        .map(|(words, places)| format!("{} {words} ({})", places.len(), question.names(&places, 3)))
        .collect();
    let unknown: Vec<NodeIx> =
        question.members().iter().map(|it| it.jurisdiction).filter(|ix| step(*ix).is_none()).collect();
    let explanation = format!(
        "In {opposed} of {} pairs of jurisdictions the one side has binding technical rules and the other only voluntary ones. Strongest technical text: {}.{}{}",
        pairs.len(),
        steps.join(", "),
        match conflicts(question) {
            0 => String::new(),
            number => format!(" Sources name {} of this kind between texts.", counted(number, "conflict")),
        },
        not_assessed(question, &unknown),
    );
    let at: Vec<Vec<NodeIx>> = BindingStep::all().map(at).collect();
    let places = subjects(at.iter().map(Vec::as_slice));
    // The fewest first: where only one binds, or only one does not, that one is telling.
    let mut few: Vec<&Vec<NodeIx>> = at.iter().collect();
    few.sort_by_key(|places| places.len());
    let texts: Vec<NodeIx> = few.into_iter().flatten().filter_map(|ix| strongest.get(ix)).map(|it| it.1).collect();
    let evidence = pattern_evidence(question, &texts, Pattern::Binding);
    let measurement = Measurement { value: share(opposed, pairs.len()), explanation, subjects: places, evidence };
    judged(question, strongest.len(), measurement)
}

/// The strongest technical text of each jurisdiction where the binding nature of one is recorded.
fn strongest(question: &Question<'_>) -> BTreeMap<NodeIx, (BindingStep, NodeIx)> {
    let of = |member: &crate::analysis::Applicability| {
        let texts = member.recorded(question.scope(), Layer::Technical);
        let forces = texts.filter_map(|coverage| Some((force(question, coverage)?, coverage.node)));
        let forces = forces.filter(|(force, _)| *force > BindingStep::None);
        Some((member.jurisdiction, forces.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))?))
    };
    question.members().iter().filter_map(of).collect()
}

/// How many conflicts of a binding technical text with a voluntary one concern a jurisdiction asked about.
fn conflicts(question: &Question<'_>) -> usize {
    let kind = Relation::Conflict(ConflictKind::BindingAgainstVoluntary);
    (question.links())
        .filter(|(_, link)| link.relation == kind && link.layers.contains(Layer::Technical))
        .filter(|(_, link)| question.members().iter().any(|it| it.touches(link.from.node) || it.touches(link.to.node)))
        .count()
}

fn words(step: BindingStep) -> &'static str {
    match step {
        BindingStep::None => "without force",
        BindingStep::Declaration => "a declaration",
        BindingStep::Voluntary => "voluntary",
        BindingStep::Agreement => "an agreement",
        BindingStep::Binding => "binding",
    }
}
