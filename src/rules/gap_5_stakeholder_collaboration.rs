//! In how many texts more than one group had a hand.

use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{ApproachStep, Layer, NodeIx, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "gap-5-stakeholder-collaboration", measure };

/// The share of the region's texts on AI, of those whose approach is assessed, that authorities and others set going
/// together: mostly top-down, mixed or mostly bottom-up.
///
/// What only authorities or only private bodies set going does not count as collaboration. The texts are those by which
/// a layer counts as recorded, and those that a body of the region addresses to its members. Takes linear time.
fn measure(question: &Question<'_>) -> Outcome {
    let assessed: Vec<(NodeIx, ApproachStep)> =
        texts::frameworks(question, texts::texts_of_region(question, &Layer::ALL))
            .filter_map(|(ix, framework)| Some((ix, framework.patterns.approach.as_ref()?.value)))
            .collect();
    if let Some(why) = texts::too_few_texts(assessed.len(), "The approach") {
        return Outcome::NotAssessed(why);
    }
    let at = |wanted: &[ApproachStep]| -> Vec<NodeIx> {
        assessed.iter().filter(|(_, step)| wanted.contains(step)).map(|(ix, _)| *ix).collect()
    };
    let together = at(&[ApproachStep::MostlyTopDown, ApproachStep::Mixed, ApproachStep::MostlyBottomUp]);
    let above = at(&[ApproachStep::TopDown]);
    let below = at(&[ApproachStep::BottomUp]);
    let value = share(together.len(), assessed.len());
    let about = texts::about(question);
    let explanation = format!(
        "Of {} texts {about} whose making is assessed, {} were set going by authorities and others together: {}. From authorities alone came {}, from below alone {}.",
        assessed.len(),
        percent(value),
        texts::counted(question, &together, 4),
        texts::counted(question, &above, 3),
        texts::counted(question, &below, 3),
    );
    let subjects = texts::subjects(above);
    let evidence = texts::evidence_of_pattern(question, &subjects, Pattern::Approach);
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}
