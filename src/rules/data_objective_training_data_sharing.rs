//! Whose rules let training data cross borders.

use super::cite::{judged, not_assessed, pattern_evidence, subjects};
use super::standing::{Answers, answers};
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Layer, NodeIx, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "data-objective-training-data-sharing", measure };

/// The mean over jurisdictions, 0 to 1: 1 where a data text pursues the sharing of training data, one half where one
/// only lets data flow across borders, 0 where the objectives of all data rules recorded there were assessed and none
/// does either; a plan or declaration may do it, but its silence says nothing. Other jurisdictions are unknown and left out.
///
/// A flow of data is a condition of sharing training data, not the thing itself; hence the half. Takes time linear in
/// the texts that apply.
fn measure(question: &Question<'_>) -> Outcome {
    let sharing = pursuing(question, "training-data-sharing");
    let flows = pursuing(question, "cross-border-data-flows");
    let half: Vec<NodeIx> = flows.yes.iter().filter(|ix| !sharing.yes.contains(ix)).copied().collect();
    let neither: Vec<NodeIx> = flows.no.iter().filter(|ix| !sharing.yes.contains(ix)).copied().collect();
    let unknown: Vec<NodeIx> = flows.unknown.iter().filter(|ix| !sharing.yes.contains(ix)).copied().collect();
    let known = sharing.yes.len() + half.len() + neither.len();
    if known < 2 {
        return Outcome::NotAssessed(
            "For fewer than two jurisdictions are data rules recorded whose objectives were assessed.".to_owned(),
        );
    }
    let explanation = format!(
        "In {} of {known} jurisdictions whose data rules were assessed one of these aims at sharing training data{}; in {} others one lets data cross borders in general{}.{}{}",
        sharing.yes.len(),
        if sharing.yes.is_empty() { String::new() } else { format!(" ({})", question.names(&sharing.yes, 4)) },
        half.len(),
        if half.is_empty() { String::new() } else { format!(", by {}", question.names(&flows.texts, 3)) },
        if neither.is_empty() {
            String::new()
        } else {
            format!(" Neither was found in the recorded data rules of {}.", question.names(&neither, 4))
        },
        not_assessed(question, &unknown),
    );
    let texts = subjects([sharing.texts.as_slice(), &flows.texts]);
    let measurement = Measurement {
        value: share(2 * sharing.yes.len() + half.len(), 2 * known),
        explanation,
        subjects: subjects([neither.as_slice(), &half, &texts]),
        evidence: pattern_evidence(question, &texts, Pattern::Objectives),
    };
    judged(question, known, measurement)
}

/// Which jurisdictions have a data text with this objective.
fn pursuing(question: &Question<'_>, objective: &str) -> Answers {
    let wanted = question.graph().vocabularies().objectives.find(objective).unwrap_or_default();
    answers(question, Layer::Data, true, |framework| {
        framework.patterns.objectives.as_ref().map(|it| !it.value.intersection(wanted).is_empty())
    })
}
