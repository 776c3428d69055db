//! Whose data rules give people a way to complain and be made whole.

use super::data_rules::{Asked, names, share_with};
use super::{Detector, Outcome, Question};
use crate::model::{LiabilityRegime, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "data-objective-consumer-redress", measure };

/// The share, 0 to 1, of jurisdictions with a data text that gives redress, among those of which that is known.
///
/// A text gives redress if it pursues `liability-and-redress`, names `contestability` among its principles, or sets up
/// a liability regime. That it protects consumers is not enough.
fn measure(question: &Question<'_>) -> Outcome {
    let vocabularies = question.graph().vocabularies();
    let principle = vocabularies.principles.find("contestability").unwrap_or_default();
    let objective = vocabularies.objectives.find("liability-and-redress").unwrap_or_default();
    let asked = Asked {
        has: "gives redress",
        lacks: "In the recorded data rules of {} no redress was found.",
        pattern: Pattern::Objectives,
    };
    share_with(question, &asked, |framework| {
        let liable = framework.liability.iter().any(|it| it.regime != LiabilityRegime::NoneRecorded);
        if liable { Some(true) } else { names(framework, principle, objective) }
    })
}
