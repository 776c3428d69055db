//! What would change and what did change: two answers side by side, as documents, JSON and CSV.

mod body;
mod csv;
mod diff;
mod json;
mod moves;
mod whatif;

use crate::analysis::{Difference, Moment, StructureChange, difference, structure_change};
use crate::rules::{self, Finding, FindingMove};

pub use csv::moves_csv;
pub use diff::diff_document;
pub use json::{diff_json, whatif_json};
pub use whatif::whatif_document;

/// Two answers to the same question, and all that differs between them.
#[derive(Debug)]
pub struct Contrast<'r, 'g> {
    /// Without the scenario, or on the first day.
    pub before: Moment<'r, 'g>,
    /// With the scenario, or on the second day.
    pub after: Moment<'r, 'g>,
    /// Verdicts and coverage.
    pub difference: Difference,
    /// Findings.
    pub findings: Vec<FindingMove<'r, 'g>>,
    /// Structure of the whole graph.
    pub structure: StructureChange,
}

impl<'r, 'g> Contrast<'r, 'g> {
    /// Compares two answers, each with its findings.
    pub fn new(
        (before, old): (Moment<'r, 'g>, &'r [Finding<'g>]),
        (after, new): (Moment<'r, 'g>, &'r [Finding<'g>]),
    ) -> Self {
        let difference = difference(before, after);
        let structure = structure_change(&before.scope, &after.scope);
        Self { before, after, difference, findings: rules::moved(old, new), structure }
    }

    /// Who is compared, in words: `World`, `ASEAN with European Union`.
    fn whom(&self) -> String {
        let report = self.after.report;
        match &report.with {
            None => report.area.name.clone(),
            Some(with) => format!("{} with {}", report.area.name, with.name),
        }
    }
}
