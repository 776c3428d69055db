//! Findings that differ between two answers to the same question.

use super::{Finding, Outcome};

/// How far two measures may be apart and still be the same: sums of shares depend on their order that much.
const SAME: f64 = 1e-9;

/// A rule whose measure or severity differs.
#[derive(Debug, Clone, Copy)]
pub struct FindingMove<'r, 'g> {
    /// Without the change, or on the first day.
    pub before: &'r Finding<'g>,
    /// With it, or on the second.
    pub after: &'r Finding<'g>,
}

impl FindingMove<'_, '_> {
    /// Whether the severity differs, or the rule could be assessed on one side only.
    pub fn weighs_otherwise(&self) -> bool {
        self.before.severity != self.after.severity
    }
}

/// The rules whose measure or severity differs, those of other severity first, then by id. Rules that only one side has are
/// left out.
pub fn moved<'r, 'g>(before: &'r [Finding<'g>], after: &'r [Finding<'g>]) -> Vec<FindingMove<'r, 'g>> {
    let pair = |after: &'r Finding<'g>| {
        let before = before.iter().find(|it| it.rule.id == after.rule.id)?;
        let same = match (value(before), value(after)) {
            (Some(old), Some(new)) => (old - new).abs() < SAME,
            (old, new) => old.is_none() && new.is_none(),
        };
        (!same || before.severity != after.severity).then_some(FindingMove { before, after })
    };
    let mut moved: Vec<FindingMove<'r, 'g>> = after.iter().filter_map(pair).collect();
    moved.sort_by_key(|it| (!it.weighs_otherwise(), it.after.rule.id.clone()));
    moved
}

/// The measure, where the data sufficed for one.
pub fn value(finding: &Finding<'_>) -> Option<f64> {
    match &finding.outcome {
        Outcome::Measured(it) => Some(it.value),
        Outcome::NotAssessed(_) => None,
    }
}
