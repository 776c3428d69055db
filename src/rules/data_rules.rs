//! In how many jurisdictions the data rules have something that a text either has or lacks.

use super::cite::{in_brackets, judged, not_assessed, pattern_evidence, subjects};
use super::standing::answers;
use super::statistics::share;
use super::{Measurement, Outcome, Question};
use crate::model::{Framework, Layer, Pattern};

/// What is asked of data rules, in the words of the finding.
pub(super) struct Asked {
    /// After "one of these": `gives redress`.
    pub has: &'static str,
    /// What is said of jurisdictions (named at `{}`) whose rules do not.
    pub lacks: &'static str,
    /// The pattern whose evidence bears the finding.
    pub pattern: Pattern,
}

/// The share, 0 to 1, of jurisdictions with a data text of which `test` is true, among those of which that is known.
///
/// It is known where it is true of one text, or where it is known to be false of all data rules recorded there.
/// Declarations are no rules and not asked. Takes time linear in the texts that apply.
pub(super) fn share_with(question: &Question<'_>, asked: &Asked, test: impl Fn(&Framework) -> Option<bool>) -> Outcome {
    let found = answers(question, Layer::Data, false, test);
    let known = found.yes.len() + found.no.len();
    if known < 2 {
        return Outcome::NotAssessed(
            "For fewer than two jurisdictions are data rules recorded whose principles and objectives were assessed; declarations are not counted as rules.".to_owned(),
        );
    }
    let explanation = format!(
        "In {} of {known} jurisdictions whose data rules were assessed one of these {}{}{}.{}{}",
        found.yes.len(),
        asked.has,
        in_brackets(question, &found.yes, 4),
        if found.texts.is_empty() { String::new() } else { format!(", by {}", question.names(&found.texts, 3)) },
        if found.no.is_empty() {
            String::new()
        } else {
            format!(" {}", asked.lacks.replace("{}", &question.names(&found.no, 4)))
        },
        not_assessed(question, &found.unknown),
    );
    let evidence = pattern_evidence(question, &found.texts, asked.pattern);
    let subjects = subjects([found.no.as_slice(), &found.texts, &found.yes]);
    let measurement = Measurement { value: share(found.yes.len(), known), explanation, subjects, evidence };
    judged(question, known, measurement)
}

/// Whether a text names a principle or an objective; `None` if it names neither and not both patterns were assessed.
pub(super) fn names(
    framework: &Framework,
    principle: crate::model::TermSet,
    objective: crate::model::TermSet,
) -> Option<bool> {
    let principles = framework.patterns.principles.as_ref().map(|it| !it.value.intersection(principle).is_empty());
    let objectives = framework.patterns.objectives.as_ref().map(|it| !it.value.intersection(objective).is_empty());
    match (principles, objectives) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}
