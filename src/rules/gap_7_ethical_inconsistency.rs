//! How often fairness, transparency and accountability are asked for without common terms.

use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::terms::terms;
use crate::model::{Component, Framework, Layer, NodeIx, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "gap-7-ethical-inconsistency", measure };

/// The principles whose readings the report sees apart.
const READ_DIFFERENTLY: [&str; 3] = ["accountability", "fairness", "transparency"];

/// The share of the region's texts on AI naming fairness, transparency or accountability that bring no terms of their
/// own: no semantic component (definitions, taxonomies) and no defined term recorded.
///
/// Texts whose principles or components are not assessed do not count. The texts are those by which a layer counts as
/// recorded, and those that a body of the region addresses to its members. Takes linear time.
fn measure(question: &Question<'_>) -> Outcome {
    let wanted = texts::terms(&question.graph().vocabularies().principles, &READ_DIFFERENTLY);
    let all: Vec<(NodeIx, &Framework)> =
        texts::frameworks(question, texts::texts_of_region(question, &Layer::ALL)).collect();
    let naming: Vec<(NodeIx, bool)> = (all.iter())
        .filter_map(|(ix, framework)| {
            let principles = framework.patterns.principles.as_ref()?;
            let components = framework.patterns.components.as_ref()?;
            let defines = components.value.contains(Component::Semantic) || !framework.terms.is_empty();
            (!principles.value.intersection(wanted).is_empty()).then_some((*ix, defines))
        })
        .collect();
    if let Some(why) = texts::too_few_texts(naming.len(), "What ethical principles and which contents it has") {
        return Outcome::NotAssessed(why);
    }
    let without: Vec<NodeIx> = naming.iter().filter(|(_, defines)| !defines).map(|(ix, _)| *ix).collect();
    let value = share(without.len(), naming.len());
    let about = texts::about(question);
    let mut explanation = format!(
        "Of {} texts {about} that name fairness, transparency or accountability, {} are recorded without definitions or taxonomies: {}.",
        naming.len(),
        percent(value),
        texts::counted(question, &without, 4),
    );
    let contested = defined_twice(question, &all);
    if let Some((term, by)) = contested.first() {
        explanation += &format!(" {} each define \u{201c}{term}\u{201d} for themselves.", question.names(by, 4));
    }
    let subjects = texts::subjects(contested.into_iter().flat_map(|(_, by)| by).chain(without));
    let evidence = texts::evidence_of_pattern(question, &subjects, Pattern::Principles);
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// Terms that several texts define, those with the most definitions first.
fn defined_twice(question: &Question<'_>, texts: &[(NodeIx, &Framework)]) -> Vec<(String, Vec<NodeIx>)> {
    let texts: Vec<NodeIx> = texts.iter().map(|(ix, _)| *ix).collect();
    let mut found: Vec<(String, Vec<NodeIx>)> = (terms(question.scope(), &texts).into_iter())
        .filter(|row| row.definitions.len() > 1)
        .map(|row| (row.key.replace("ai ", "AI "), row.definitions.iter().map(|(ix, _)| *ix).collect()))
        .collect();
    found.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    found
}
