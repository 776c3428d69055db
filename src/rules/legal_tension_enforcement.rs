//! How often binding rules on AI stand beside soft ones.

use std::collections::BTreeMap;

use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::Coverage;
use crate::model::{BindingStep, CoverageGround, Layer, NodeIx, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "legal-tension-enforcement", measure };

/// The share of pairs whose rules on AI diverge in legal force, of those where it is assessed on both sides.
///
/// The legal force of a jurisdiction is that of its most binding legal text on AI. A general law that also reaches AI does
/// not count, and a treaty that was signed but not ratified counts as an agreement. Two diverge when they are more than
/// `step_partial` steps apart on the scale none, declaration, guideline, agreement, binding. Takes time linear in texts
/// and pairs.
fn measure(question: &Question<'_>) -> Outcome {
    let mut force: BTreeMap<NodeIx, (BindingStep, NodeIx)> = BTreeMap::new();
    for member in question.members() {
        let steps = (member.recorded(question.scope(), Layer::Legal))
            .filter(|coverage| texts::is_about_ai(question, coverage.node))
            .filter_map(|coverage| Some((force_of(question, coverage)?, coverage.node)));
        if let Some(furthest) = steps.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))) {
            force.insert(member.jurisdiction, furthest);
        }
    }
    let least = question.graph().scales().step_partial.value;
    let (mut known, mut divergent) = (0, 0);
    for row in question.pairs(Layer::Legal) {
        if let (Some((a, _)), Some((b, _))) = (force.get(&row.a), force.get(&row.b)) {
            known += 1;
            divergent += usize::from((*a as usize).abs_diff(*b as usize) > least);
        }
    }
    let all = question.pairs(Layer::Legal).count();
    if let Some(why) = texts::too_few_pairs(known, all, "The legal force of rules on AI") {
        return Outcome::NotAssessed(why);
    }
    let value = share(divergent, known);
    let at = |wanted: &dyn Fn(BindingStep) -> bool| -> Vec<NodeIx> {
        force.iter().filter(|(_, (step, _))| wanted(*step)).map(|(ix, _)| *ix).collect()
    };
    let binding = at(&|step| step == BindingStep::Binding);
    let guided = at(&|step| matches!(step, BindingStep::Voluntary | BindingStep::Agreement));
    let declared = at(&|step| step <= BindingStep::Declaration);
    let about = texts::about(question);
    let explanation = format!(
        "Of {} jurisdictions whose rules {about} are assessed, binding ones apply in {}, at most guidelines or agreements in {}, only declarations, strategies or plans in {}; {divergent} of {known} pairs are two steps of legal force or more apart ({}).",
        force.len(),
        texts::counted(question, &binding, 4),
        texts::counted(question, &guided, 4),
        texts::counted(question, &declared, 4),
        percent(value),
    );
    let texts: Vec<NodeIx> = (binding.iter().take(4).chain(declared.iter().take(2)).chain(guided.iter().take(2)))
        .filter_map(|ix| force.get(ix).map(|(_, text)| *text))
        .collect();
    let evidence = texts::evidence_of_pattern(question, &texts, Pattern::Binding);
    let subjects = texts::subjects(binding.into_iter().take(10).chain(declared).chain(guided));
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// The legal force with which a text applies: nobody is bound by what he only signed or endorsed.
fn force_of(question: &Question<'_>, coverage: &Coverage) -> Option<BindingStep> {
    let step = question.framework(coverage.node)?.patterns.binding.as_ref()?.value;
    let joined_loosely = matches!(
        coverage.ground,
        Some(
            CoverageGround::Signed
                | CoverageGround::Adherent
                | CoverageGround::Endorsed
                | CoverageGround::JoinedAsMember
                | CoverageGround::Addressed
        )
    );
    Some(if joined_loosely { step.min(BindingStep::Agreement) } else { step })
}
