//! How far the jurisdictions of a region are apart in the maturity of their AI governance.

use itertools::Itertools;

use super::statistics::share;
use super::texts::{self, has_ai_topic, is_about_ai, is_own_law};
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::Applicability;
use crate::model::{Evidence, FrameworkKind, InstitutionKind, InstitutionStatus, Layer, NodeIx, Status};

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
/// bill → law → law with regulator).
///
/// Only legal texts on AI count that a jurisdiction made itself or that bind it through a bloc: neither a general law that
/// also reaches AI nor a declaration it joined. A regulator counts beside a law if it works on AI, in the jurisdiction or
/// in a bloc whose law binds it. Jurisdictions without any step recorded are not counted. Takes linear time.
fn measure(question: &Question<'_>) -> Outcome {
    let steps: Vec<(NodeIx, Step)> =
        (question.members().iter()).filter_map(|member| Some((member.jurisdiction, step(question, member)?))).collect();
    if steps.len() < 2 {
        return Outcome::NotAssessed(
            "Fewer than two jurisdictions have a strategy, guideline, bill or law on AI of their own recorded."
                .to_owned(),
        );
    }
    let (least, most) = steps.iter().map(|(_, step)| *step).minmax().into_option().expect("there are two or more");
    let at = |wanted: Step| steps.iter().filter(|(_, step)| *step == wanted).map(|(ix, _)| *ix).collect::<Vec<_>>();
    let counts = steps.iter().map(|(_, step)| *step).counts();
    let ladder = counts.iter().sorted().map(|(step, count)| format!("{count} with {}", step.words())).join(", ");
    let about = texts::about(question);
    let mut explanation =
        format!("Of {} jurisdictions with a rule {about} of their own recorded: {ladder}.", steps.len());
    if least < most {
        explanation += &format!(
            " The furthest are {}; the least far {}.",
            question.names(&at(most), 4),
            question.names(&at(least), 4),
        );
    }
    let value = share(most as usize - least as usize, Step::LawWithRegulator as usize);
    let subjects = texts::subjects(at(least).into_iter().take(10).chain(at(most)));
    let evidence = own_evidence(question, &[&at(least)[..], &at(most)[..]]);
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// The furthest step of a jurisdiction.
fn step(question: &Question<'_>, member: &Applicability) -> Option<Step> {
    let graph = question.graph();
    let here = graph.links_to(member.jurisdiction).into_iter().map(|ix| graph.link(ix).from.node);
    let proposed = here.filter(|ix| question.scope().sees(*ix) && is_about_ai(question, *ix)).filter_map(|ix| {
        let framework = graph.node(ix).framework().filter(|it| it.layers.contains(Layer::Legal))?;
        let open = matches!(graph.status_on(ix, question.scope().day())?, Status::Proposed | Status::Draft);
        (open && framework.kind == FrameworkKind::Bill).then_some(Step::Bill)
    });
    let applied = own_texts(question, member).into_iter().filter_map(|ix| match question.framework(ix)?.kind {
        FrameworkKind::Law | FrameworkKind::Regulation | FrameworkKind::Directive => Some(Step::Law),
        FrameworkKind::Guideline | FrameworkKind::CodeOfPractice | FrameworkKind::Principles => Some(Step::Guideline),
        FrameworkKind::Strategy | FrameworkKind::Policy | FrameworkKind::Plan => Some(Step::Strategy),
        _ => None,
    });
    let furthest = proposed.chain(applied).max()?;
    Some(if furthest == Step::Law && has_regulator(question, member) { Step::LawWithRegulator } else { furthest })
}

/// The legal texts on AI that a jurisdiction made or that bind it through a bloc.
fn own_texts(question: &Question<'_>, member: &Applicability) -> Vec<NodeIx> {
    (member.recorded(question.scope(), Layer::Legal))
        .filter(|coverage| is_own_law(coverage.ground) && is_about_ai(question, coverage.node))
        .map(|coverage| coverage.node)
        .collect()
}

/// Whether a regulator that works on AI exists in the jurisdiction or a bloc whose law binds it.
fn has_regulator(question: &Question<'_>, member: &Applicability) -> bool {
    let graph = question.graph();
    let own = member.recorded(question.scope(), Layer::Legal).filter(|coverage| is_own_law(coverage.ground));
    let places: Vec<NodeIx> = own.filter_map(|it| it.via).chain([member.jurisdiction]).collect();
    graph.node_indices().any(|ix| {
        graph.node(ix).institution().is_some_and(|institution| {
            institution.kind == InstitutionKind::Regulator
                && institution.jurisdiction.is_some_and(|place| places.contains(&place))
                && graph.institution_status_on(ix, question.scope().day()) == Some(InstitutionStatus::Existing)
                && has_ai_topic(question, ix)
        })
    })
}

/// Evidence for the own texts of the least and of the most mature, four of each.
fn own_evidence(question: &Question<'_>, groups: &[&[NodeIx]]) -> Vec<Evidence> {
    let of = |ix: &NodeIx| {
        let member = question.members().iter().find(|member| member.jurisdiction == *ix);
        member.into_iter().flat_map(|member| own_texts(question, member).into_iter().take(1))
    };
    let texts: Vec<NodeIx> = groups.iter().flat_map(|group| group.iter().take(4).flat_map(of)).collect();
    texts::evidence_of_nodes(question, &texts)
}
