//! Whose data rules give people a way to complain and be made whole.

use super::cite::{in_brackets, judged, not_assessed, pattern_evidence, subjects};
use super::standing::answers;
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Framework, Layer, LiabilityRegime, Pattern, TermSet};

pub(super) static DETECTOR: Detector = Detector { id: "data-objective-consumer-redress", measure };

/// The share, 0 to 1, of jurisdictions with a data text that gives redress, among those of which that is known.
///
/// A text gives redress if it pursues `liability-and-redress`, names `contestability` among its principles, or sets up
/// a liability regime. That it protects consumers is not enough. It is known where one text does, or where principles
/// and objectives of all data rules recorded there were assessed and none does. Declarations are no rules
/// and not asked. Takes time linear in the texts that
/// apply.
fn measure(question: &Question<'_>) -> Outcome {
    let vocabularies = question.graph().vocabularies();
    let principle = vocabularies.principles.find("contestability").unwrap_or_default();
    let objective = vocabularies.objectives.find("liability-and-redress").unwrap_or_default();
    let found = answers(question, Layer::Data, false, |framework| gives(framework, principle, objective));
    let known = found.yes.len() + found.no.len();
    if known < 2 {
        return Outcome::NotAssessed(
            "For fewer than two jurisdictions are data rules recorded whose principles and objectives were assessed; declarations are not counted as rules.".to_owned(),
        );
    }
    let explanation = format!(
        "In {} of {known} jurisdictions whose data rules were assessed one of these gives redress{}{}.{}{}",
        found.yes.len(),
        in_brackets(question, &found.yes, 4),
        if found.texts.is_empty() { String::new() } else { format!(", by {}", question.names(&found.texts, 3)) },
        if found.no.is_empty() {
            String::new()
        } else {
            format!(" In the recorded data rules of {} no redress was found.", question.names(&found.no, 4))
        },
        not_assessed(question, &found.unknown),
    );
    let evidence = pattern_evidence(question, &found.texts, Pattern::Objectives);
    let subjects = subjects([found.no.as_slice(), &found.texts, &found.yes]);
    let measurement = Measurement { value: share(found.yes.len(), known), explanation, subjects, evidence };
    judged(question, known, measurement)
}

fn gives(framework: &Framework, principle: TermSet, objective: TermSet) -> Option<bool> {
    let principles = framework.patterns.principles.as_ref().map(|it| !it.value.intersection(principle).is_empty());
    let objectives = framework.patterns.objectives.as_ref().map(|it| !it.value.intersection(objective).is_empty());
    let liable = framework.liability.iter().any(|it| it.regime != LiabilityRegime::NoneRecorded);
    match (principles, objectives) {
        _ if liable => Some(true),
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}
