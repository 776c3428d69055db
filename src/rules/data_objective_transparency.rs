//! Whose data rules ask for transparency.

use super::data_rules::{Asked, names, share_with};
use super::{Detector, Outcome, Question};
use crate::model::Pattern;

pub(super) static DETECTOR: Detector = Detector { id: "data-objective-transparency", measure };

/// The share, 0 to 1, of jurisdictions with a data text that names transparency among its principles or objectives,
/// among those of which that is known.
fn measure(question: &Question<'_>) -> Outcome {
    let vocabularies = question.graph().vocabularies();
    let principle = vocabularies.principles.find("transparency").unwrap_or_default();
    let objective = vocabularies.objectives.find("transparency").unwrap_or_default();
    let asked = Asked {
        has: "asks for transparency",
        lacks: "The recorded data rules of {} do not name it.",
        pattern: Pattern::Principles,
    };
    share_with(question, &asked, |framework| names(framework, principle, objective))
}
