//! Whose data rules ask for transparency.

use super::cite::{in_brackets, judged, not_assessed, pattern_evidence, subjects};
use super::standing::answers;
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Framework, Layer, Pattern, TermSet};

pub(super) static DETECTOR: Detector = Detector { id: "data-objective-transparency", measure };

/// The share, 0 to 1, of jurisdictions with a data text that names transparency among its principles or objectives,
/// among those of which that is known.
///
/// It is known where one text names it, or where principles and objectives of all data rules recorded there were
/// assessed and none does. Declarations are no rules
/// and not asked. Takes time linear in the texts that apply.
fn measure(question: &Question<'_>) -> Outcome {
    let vocabularies = question.graph().vocabularies();
    let principle = vocabularies.principles.find("transparency").unwrap_or_default();
    let objective = vocabularies.objectives.find("transparency").unwrap_or_default();
    let found = answers(question, Layer::Data, false, |framework| names(framework, principle, objective));
    let known = found.yes.len() + found.no.len();
    if known < 2 {
        return Outcome::NotAssessed(
            "For fewer than two jurisdictions are data rules recorded whose principles and objectives were assessed; declarations are not counted as rules.".to_owned(),
        );
    }
    let explanation = format!(
        "In {} of {known} jurisdictions whose data rules were assessed one of these asks for transparency{}{}.{}{}",
        found.yes.len(),
        in_brackets(question, &found.yes, 4),
        if found.texts.is_empty() { String::new() } else { format!(", by {}", question.names(&found.texts, 3)) },
        if found.no.is_empty() {
            String::new()
        } else {
            format!(" The recorded data rules of {} do not name it.", question.names(&found.no, 4))
        },
        not_assessed(question, &found.unknown),
    );
    let evidence = pattern_evidence(question, &found.texts, Pattern::Principles);
    let subjects = subjects([found.no.as_slice(), &found.texts, &found.yes]);
    let measurement = Measurement { value: share(found.yes.len(), known), explanation, subjects, evidence };
    judged(question, known, measurement)
}

fn names(framework: &Framework, principle: TermSet, objective: TermSet) -> Option<bool> {
    let principles = framework.patterns.principles.as_ref().map(|it| !it.value.intersection(principle).is_empty());
    let objectives = framework.patterns.objectives.as_ref().map(|it| !it.value.intersection(objective).is_empty());
    match (principles, objectives) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}
