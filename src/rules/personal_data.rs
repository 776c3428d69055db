//! Which texts protect personal data, and how strongly jurisdictions do; for the data rules.

use super::Question;
use super::standing::force;
use crate::analysis::Applicability;
use crate::model::{BindingStep, Evidence, Framework, FrameworkKind, Layer, NodeIx};

/// The texts of the data layer by which it counts as recorded in a jurisdiction and that protect personal data,
/// ascending, each with its binding nature there.
///
/// A text protects personal data if it is about `privacy` or pursues `data-protection`, its binding nature is recorded,
/// and it is a rule and not a programme: strategies, policies, plans, reports, orders and bills are left out.
pub(super) fn protecting_texts(question: &Question<'_>, member: &Applicability) -> Vec<(NodeIx, BindingStep)> {
    let vocabularies = question.graph().vocabularies();
    let privacy = vocabularies.topics.find("privacy").unwrap_or_default();
    let protection = vocabularies.objectives.find("data-protection").unwrap_or_default();
    let about = |framework: &Framework| {
        let objectives = framework.patterns.objectives.as_ref().map(|it| it.value).unwrap_or_default();
        !framework.topics.intersection(privacy).is_empty() || !objectives.intersection(protection).is_empty()
    };
    (member.recorded(question.scope(), Layer::Data))
        .filter(|coverage| question.framework(coverage.node).is_some_and(|it| about(it) && is_rule(it.kind)))
        .filter_map(|coverage| Some((coverage.node, force(question, coverage)?)))
        .collect()
}

/// The texts about `privacy` that protect personal data with binding force: what comes nearest to a data-protection law.
/// That a trade agreement asks for protection is not enough.
pub(super) fn binding_protection(question: &Question<'_>, member: &Applicability) -> Vec<NodeIx> {
    let privacy = question.graph().vocabularies().topics.find("privacy").unwrap_or_default();
    let about = |ix: &NodeIx| question.framework(*ix).is_some_and(|it| !it.topics.intersection(privacy).is_empty());
    let texts = protecting_texts(question, member).into_iter();
    texts.filter(|(_, binding)| *binding == BindingStep::Binding).map(|(ix, _)| ix).filter(about).collect()
}

/// What a source says is absent in the data layer of a jurisdiction, and the evidence for it.
pub(super) fn data_absence<'g>(question: &Question<'g>, ix: NodeIx) -> Option<(&'g str, &'g [Evidence])> {
    let absences = &question.graph().node(ix).jurisdiction()?.absences;
    let absence = absences.iter().find(|absence| absence.layer == Layer::Data)?;
    Some((&absence.lacks, &absence.evidence))
}

fn is_rule(kind: FrameworkKind) -> bool {
    !matches!(
        kind,
        FrameworkKind::Strategy
            | FrameworkKind::Policy
            | FrameworkKind::Plan
            | FrameworkKind::Report
            | FrameworkKind::ExecutiveOrder
            | FrameworkKind::Bill
    )
}
