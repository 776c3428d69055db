//! How many texts stay too general to be carried out.

use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{IntegrationStep, Layer, NodeIx, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "legal-barrier-lack-of-detail", measure };

/// The share of the region's legal texts on AI, of those whose level of integration is assessed, that stay general or only
/// set a frame.
///
/// *Specified* texts and those with detailed guidance count as concrete. The texts are those by which the legal layer
/// counts as recorded, and those that a body of the region addresses to its members. Takes linear time.
fn measure(question: &Question<'_>) -> Outcome {
    let assessed: Vec<(NodeIx, IntegrationStep)> =
        texts::frameworks(question, texts::texts_of_region(question, &[Layer::Legal]))
            .filter_map(|(ix, framework)| Some((ix, framework.patterns.integration.as_ref()?.value)))
            .collect();
    if let Some(why) = texts::too_few_texts(assessed.len(), "The level of detail") {
        return Outcome::NotAssessed(why);
    }
    let at = |step: IntegrationStep| -> Vec<NodeIx> {
        assessed.iter().filter(|(_, found)| *found == step).map(|(ix, _)| *ix).collect()
    };
    let (general, framed) = (at(IntegrationStep::General), at(IntegrationStep::Framed));
    let concrete = [at(IntegrationStep::Detailed), at(IntegrationStep::Specified)].concat();
    let abstract_texts = general.len() + framed.len();
    let value = share(abstract_texts, assessed.len());
    let about = texts::about(question);
    let explanation = format!(
        "Of {} legal texts {about} whose level of detail is assessed, {abstract_texts} tell little of how to carry them out ({}): {} stay general, {} only set a frame. More concrete: {}.",
        assessed.len(),
        percent(value),
        general.len(),
        framed.len(),
        texts::counted(question, &concrete, 4),
    );
    let subjects = texts::subjects(general.into_iter().chain(framed));
    let evidence = texts::evidence_of_pattern(question, &subjects, Pattern::Integration);
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}
