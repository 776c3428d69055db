//! How many legal texts promise a part to all groups.

use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Layer, NodeIx, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "legal-barrier-multistakeholder", measure };

/// The share of the region's legal texts on AI, of those whose principles are assessed, that name multistakeholder
/// participation among them.
///
/// Told beside it: which of the texts a recorded link ties to a multistakeholder forum. The texts are those by which the
/// legal layer counts as recorded, and those that a body of the region addresses to its members. Takes time linear in
/// texts and links.
fn measure(question: &Question<'_>) -> Outcome {
    let Some(wanted) = question.graph().vocabularies().principles.find("multistakeholder") else {
        return Outcome::NotAssessed("The vocabulary of principles has no multistakeholder participation.".to_owned());
    };
    let all = texts::texts_of_region(question, &[Layer::Legal]);
    let assessed: Vec<(NodeIx, bool)> = texts::frameworks(question, all.clone())
        .filter_map(|(ix, framework)| {
            let principles = framework.patterns.principles.as_ref()?;
            Some((ix, !principles.value.intersection(wanted).is_empty()))
        })
        .collect();
    if let Some(why) = texts::too_few_texts(assessed.len(), "What principles it names") {
        return Outcome::NotAssessed(why);
    }
    let naming: Vec<NodeIx> = assessed.iter().filter(|(_, names)| *names).map(|(ix, _)| *ix).collect();
    let silent: Vec<NodeIx> = assessed.iter().filter(|(_, names)| !names).map(|(ix, _)| *ix).collect();
    let value = share(naming.len(), assessed.len());
    let tied = tied_to_forums(question, &all);
    let about = texts::about(question);
    let explanation = format!(
        "Of {} legal texts {about} whose principles are assessed, {} name a part for all stakeholder groups: {}. Texts with a recorded link to a multistakeholder forum such as the Internet Governance Forum: {}.",
        assessed.len(),
        percent(value),
        texts::counted(question, &naming, 4),
        texts::counted(question, &tied, 4),
    );
    let evidence = texts::evidence_of_pattern(
        question,
        &naming.into_iter().chain(silent.iter().copied()).collect::<Vec<_>>(),
        Pattern::Principles,
    );
    Outcome::Measured(Measurement { value, explanation, subjects: texts::subjects(silent), evidence })
}

/// Those of the texts that an alignment or reference link joins with an institution whose role is multistakeholder.
fn tied_to_forums(question: &Question<'_>, texts: &[NodeIx]) -> Vec<NodeIx> {
    let is_forum = |ix: NodeIx| {
        let role = question.graph().node(ix).institution().and_then(|institution| institution.role.as_deref());
        role.is_some_and(|role| role.contains("multistakeholder"))
    };
    let mut tied: Vec<NodeIx> = (question.links())
        .filter(|(_, link)| link.relation.carries())
        .flat_map(|(_, link)| [(link.from.node, link.to.node), (link.to.node, link.from.node)])
        .filter(|(text, other)| texts.contains(text) && is_forum(*other))
        .map(|(text, _)| text)
        .collect();
    tied.sort_unstable();
    tied.dedup();
    tied
}
