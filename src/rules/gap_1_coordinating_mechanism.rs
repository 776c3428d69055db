//! Whether any one framework reaches far enough to coordinate the others.

use std::collections::BTreeSet;

use super::statistics::{percent, share};
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::Layers;
use crate::model::{FrameworkKind, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "gap-1-coordinating-mechanism", measure };

/// The reach of the furthest-reaching candidate: the share of the jurisdictions asked about in which it applies by an
/// act of their own, or to one of whose frameworks it is linked within two steps.
///
/// Candidates are international treaties, principles, recommendations, compacts and standards in effect: texts of no
/// single jurisdiction. Being merely addressed by a text (as all members are by a resolution) does not count as reach.
fn measure(question: &Question<'_>) -> Outcome {
    if question.members().is_empty() {
        return Outcome::NotAssessed("The region has no members.".to_owned());
    }
    let layers = Layers::new(question.scope());
    let candidates: Vec<NodeIx> = question.graph().node_indices().filter(|ix| is_candidate(question, *ix)).collect();
    let mut reached: Vec<(usize, NodeIx, Vec<NodeIx>)> = candidates
        .into_iter()
        .map(|candidate| {
            let near = within_two_steps(&layers, candidate);
            let covered = |member: &&crate::analysis::Applicability| {
                crate::model::Layer::ALL.iter().any(|layer| {
                    let mut own = member.recorded(question.scope(), *layer);
                    own.any(|coverage| near.contains(&coverage.node))
                })
            };
            let inside: Vec<NodeIx> = question.members().iter().filter(covered).map(|it| it.jurisdiction).collect();
            (inside.len(), candidate, inside)
        })
        .collect();
    reached.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let Some((count, best, inside)) = reached.first() else {
        return Outcome::NotAssessed("No international framework in effect is recorded.".to_owned());
    };
    let whole = question.members().len();
    let outside: Vec<NodeIx> =
        question.members().iter().map(|it| it.jurisdiction).filter(|ix| !inside.contains(ix)).collect();
    let south = outside.iter().filter(|ix| question.is_south(**ix)).count();
    let runners: Vec<String> = (reached.iter().skip(1).take(2))
        .map(|(count, ix, _)| format!("{} ({})", question.label(*ix), percent(share(*count, whole))))
        .collect();
    let value = share(*count, whole);
    let explanation = format!(
        "No text coordinates all: the furthest reaching, {}, reaches {count} of {whole} jurisdictions ({}){}. Beyond it are {}, {south} of them of the Global South.",
        question.label(*best),
        percent(value),
        if runners.is_empty() { String::new() } else { format!(", followed by {}", runners.join(" and ")) },
        question.names(&outside, 5),
    );
    let mut subjects = vec![*best];
    subjects.extend(outside);
    let evidence = question.graph().node(*best).evidence.clone();
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

fn is_candidate(question: &Question<'_>, ix: NodeIx) -> bool {
    let Some(framework) = question.framework(ix) else { return false };
    let international = framework.jurisdictions.is_empty();
    let kind = matches!(
        framework.kind,
        FrameworkKind::Treaty
            | FrameworkKind::Principles
            | FrameworkKind::Recommendation
            | FrameworkKind::Compact
            | FrameworkKind::Standard
    );
    international && kind && question.scope().applies(ix)
}

/// The frameworks that a path of at most two alignment or reference links joins with one, and itself.
fn within_two_steps(layers: &Layers, from: NodeIx) -> BTreeSet<NodeIx> {
    let mut near = BTreeSet::from([from]);
    for network in layers.networks() {
        let first: Vec<NodeIx> = network.neighbours(from).iter().map(|(to, _, _)| *to).collect();
        near.extend(first.iter().flat_map(|step| network.neighbours(*step)).map(|(to, _, _)| *to));
        near.extend(first);
    }
    near
}
