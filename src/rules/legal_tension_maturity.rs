//! How far the jurisdictions of a region are apart in the maturity of their AI governance.

use itertools::Itertools;

use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Entity, FrameworkKind, InstitutionKind, Layer, NodeIx, Status};

pub(super) static DETECTOR: Detector = Detector { id: "legal-tension-maturity", measure };

/// The steps from nothing recorded to a law with a regulator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Step {
    Strategy,
    Guideline,
    Bill,
    Law,
    LawWithRegulator,
}

impl Step {
    fn words(self) -> &'static str {
        match self {
            Self::Strategy => "a strategy",
            Self::Guideline => "guidelines",
            Self::Bill => "a bill",
            Self::Law => "a law",
            Self::LawWithRegulator => "a law and a regulator",
        }
    }
}

/// The spread between the most and the least mature jurisdiction, as a share of the whole ladder (strategy → guideline →
/// bill → law → law with regulator). Jurisdictions without any step recorded are not counted.
fn measure(question: &Question<'_>) -> Outcome {
    let steps: Vec<(NodeIx, Step)> = (question.members().iter())
        .filter_map(|member| Some((member.jurisdiction, step(question, member.jurisdiction)?)))
        .collect();
    let (Some(least), Some(most)) =
        (steps.iter().map(|(_, step)| *step).min(), steps.iter().map(|(_, step)| *step).max())
    else {
        return Outcome::NotAssessed(
            "No strategy, guideline, bill or law of a jurisdiction's own is recorded.".to_owned(),
        );
    };
    if steps.len() < 2 {
        return Outcome::NotAssessed("Fewer than two jurisdictions have a step of the ladder recorded.".to_owned());
    }
    let at = |wanted: Step| steps.iter().filter(|(_, step)| *step == wanted).map(|(ix, _)| *ix).collect::<Vec<_>>();
    let counts = steps.iter().map(|(_, step)| *step).counts();
    let ladder = counts.iter().sorted().map(|(step, count)| format!("{count} with {}", step.words())).join(", ");
    let explanation = format!(
        "Of {} jurisdictions with a step recorded: {ladder}. The furthest are {}; the least far {}.",
        steps.len(),
        question.names(&at(most), 4),
        question.names(&at(least), 4),
    );
    let value = share(most as usize - least as usize, Step::LawWithRegulator as usize);
    let mut subjects = at(least);
    subjects.extend(at(most));
    subjects.dedup();
    let evidence = subjects.iter().flat_map(|ix| own_evidence(question, *ix)).collect();
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// The furthest step of a jurisdiction, from the texts of its own or of a bloc whose law binds it.
fn step(question: &Question<'_>, jurisdiction: NodeIx) -> Option<Step> {
    let graph = question.graph();
    let own = graph.links_to(jurisdiction).into_iter().map(|ix| graph.link(ix).from.node);
    let proposed = own.filter_map(|ix| {
        let framework = graph.node(ix).framework().filter(|it| it.layers.contains(Layer::Legal))?;
        let status = graph.status_on(ix, question.scope().day())?;
        match status {
            Status::Proposed | Status::Draft if framework.kind == FrameworkKind::Bill => Some(Step::Bill),
            _ => None,
        }
    });
    let member = question.members().iter().find(|member| member.jurisdiction == jurisdiction)?;
    let applied = member.recorded(question.scope(), Layer::Legal).filter_map(|coverage| {
        match question.framework(coverage.node)?.kind {
            FrameworkKind::Law | FrameworkKind::Regulation | FrameworkKind::Directive => Some(Step::Law),
            FrameworkKind::Guideline | FrameworkKind::CodeOfPractice | FrameworkKind::Principles => {
                Some(Step::Guideline)
            }
            FrameworkKind::Strategy | FrameworkKind::Policy | FrameworkKind::Plan => Some(Step::Strategy),
            _ => None,
        }
    });
    let furthest = proposed.chain(applied).max()?;
    Some(if furthest == Step::Law && has_regulator(question, jurisdiction) { Step::LawWithRegulator } else { furthest })
}

fn has_regulator(question: &Question<'_>, jurisdiction: NodeIx) -> bool {
    let graph = question.graph();
    graph.node_indices().any(|ix| match &graph.node(ix).entity {
        Entity::Institution(institution) => {
            institution.kind == InstitutionKind::Regulator
                && institution.jurisdiction == Some(jurisdiction)
                && question.scope().sees(ix)
        }
        _ => false,
    })
}

fn own_evidence(question: &Question<'_>, jurisdiction: NodeIx) -> Vec<crate::model::Evidence> {
    let graph = question.graph();
    let member = question.members().iter().find(|member| member.jurisdiction == jurisdiction);
    let frameworks = member.into_iter().flat_map(|member| member.recorded(question.scope(), Layer::Legal));
    frameworks.filter_map(|coverage| graph.node(coverage.node).evidence.first().cloned()).take(2).collect()
}
