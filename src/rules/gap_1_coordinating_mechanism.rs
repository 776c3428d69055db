//! Whether any one framework reaches far enough to coordinate the others.

use std::cmp::Reverse;

use super::leanings::{Leanings, Start, starts};
use super::statistics::{percent, share};
use super::texts::{self, is_about_ai, is_international};
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::Applicability;
use crate::model::{FrameworkKind, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "gap-1-coordinating-mechanism", measure };

/// A candidate and the jurisdictions that it reaches.
struct Reach {
    candidate: NodeIx,
    inside: Vec<NodeIx>,
    /// How many of them joined it themselves.
    joined: usize,
}

/// The reach of the furthest-reaching candidate: a share of the jurisdictions of which anything is recorded.
///
/// Candidates are international texts on AI in effect that ask many to follow them: treaties, principles, resolutions,
/// recommendations, declarations, compacts and standards of no region. A candidate reaches a jurisdiction that joined it
/// by an act of its own, and one that itself, or one of whose texts, refers to it, is aligned with it, or leans on
/// something built on it. References count only in their own direction: that two texts cite the same third does not tie
/// them. What a joined declaration merely cites does not tie those who joined it, and being addressed by a text, as all
/// members are by a resolution, is no reach.
///
/// Takes time proportional to candidates times recorded texts times their links.
fn measure(question: &Question<'_>) -> Outcome {
    let (known, silent): (Vec<&Applicability>, Vec<&Applicability>) =
        question.members().iter().partition(|member| texts::is_recorded(question, member));
    if known.is_empty() {
        return Outcome::NotAssessed("No framework is recorded for any jurisdiction of the region.".to_owned());
    }
    let leanings = Leanings::new(question);
    let starts: Vec<(NodeIx, Vec<Start>)> =
        known.iter().map(|member| (member.jurisdiction, starts(question, member))).collect();
    let mut reaches: Vec<Reach> = (question.graph().node_indices())
        .filter(|ix| is_candidate(question, *ix))
        .map(|candidate| {
            let inside = starts.iter().filter(|(_, starts)| leanings.tie(starts, candidate)).map(|(ix, _)| *ix);
            let joined = starts.iter().filter(|(_, starts)| starts.iter().any(|start| start.node == candidate));
            Reach { candidate, inside: inside.collect(), joined: joined.count() }
        })
        .collect();
    reaches.sort_by_key(|reach| (Reverse(reach.inside.len()), Reverse(reach.joined), reach.candidate));
    let Some(best) = reaches.first() else {
        return Outcome::NotAssessed("No international framework on AI in effect is recorded.".to_owned());
    };
    if best.inside.is_empty() {
        return Outcome::Measured(out_of_reach(question, &known));
    }
    let value = share(best.inside.len(), known.len());
    let outside: Vec<NodeIx> = known.iter().map(|it| it.jurisdiction).filter(|ix| !best.inside.contains(ix)).collect();
    let explanation = explain(question, &reaches, &outside, known.len(), silent.len());
    let evidence = texts::evidence_of_nodes(question, &[best.candidate]);
    let subjects = texts::subjects(std::iter::once(best.candidate).chain(outside));
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// What is found where no candidate reaches anybody.
fn out_of_reach(question: &Question<'_>, known: &[&Applicability]) -> Measurement {
    let outside: Vec<NodeIx> = known.iter().map(|it| it.jurisdiction).collect();
    let explanation = format!(
        "No recorded act or reference ties any of the {} jurisdictions of which anything is recorded to an international text {}: {}.",
        outside.len(),
        texts::about(question),
        question.names(&outside, 5),
    );
    Measurement { value: 0.0, explanation, subjects: texts::subjects(outside), evidence: Vec::new() }
}

fn explain(question: &Question<'_>, reaches: &[Reach], outside: &[NodeIx], known: usize, silent: usize) -> String {
    let best = &reaches[0];
    let mut explanation = format!(
        "The international text that reaches furthest, {}, reaches {} of {known} jurisdictions of which anything is recorded ({}), {} of them by joining it",
        question.label(best.candidate),
        best.inside.len(),
        percent(share(best.inside.len(), known)),
        best.joined,
    );
    let runners: Vec<String> = (reaches.iter().skip(1).take(2))
        .map(|reach| format!("{} ({})", question.label(reach.candidate), reach.inside.len()))
        .collect();
    if !runners.is_empty() {
        explanation += &format!(", followed by {}", runners.join(" and "));
    }
    if !outside.is_empty() {
        let south = outside.iter().filter(|ix| question.is_south(**ix)).count();
        let names = question.names(outside, 5);
        explanation += &format!(". No recorded act or reference ties {names} to it ({south} of the Global South)");
    }
    explanation.push('.');
    if silent > 0 {
        explanation += &format!(" Nothing is recorded for {silent} more.");
    }
    explanation
}

fn is_candidate(question: &Question<'_>, ix: NodeIx) -> bool {
    let asks_many = question.framework(ix).is_some_and(|framework| {
        matches!(
            framework.kind,
            FrameworkKind::Treaty
                | FrameworkKind::Principles
                | FrameworkKind::Resolution
                | FrameworkKind::Recommendation
                | FrameworkKind::Declaration
                | FrameworkKind::Compact
                | FrameworkKind::Standard
        )
    });
    asks_many && question.scope().applies(ix) && is_international(question, ix) && is_about_ai(question, ix)
}
