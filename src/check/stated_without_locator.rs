//! A source is said to state something, and nobody can see where.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::model::EvidenceBasis;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "stated_without_locator",
    level: Level::Allow,
    title: "What a source states itself can be found there: evidence with `basis: Stated` has `at` or `find`.",
    why: "`Stated` promises that a reader finds the claim in the source with no step of reasoning. Without a place nobody \
          can hold the entry to that.",
    fix: "Add `at` or, better, `find` with three to eight words of the place; write `Inferred` if you did not see the text.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    for list in walk::evidence(findings.graph()) {
        for (position, evidence) in list.value.iter().enumerate() {
            if evidence.basis != EvidenceBasis::Stated || evidence.at.is_some() || evidence.find.is_some() {
                continue;
            }
            let path = [list.path.as_slice(), &[Step::Field("evidence"), Step::Item(position), Step::Field("basis")]];
            let source = &findings.graph().source(evidence.source).id;
            let message = format!("`{source}` is said to state this, without a word on where");
            let help = "add `find` or `at`, or write `Inferred`";
            findings.at(list.origin, &path.concat(), message, "neither `at` nor `find`", help);
        }
    }
}
