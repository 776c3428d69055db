//! A link that does not say what it claims.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "claim_missing",
    level: Level::Deny,
    title: "An alignment, reference or conflict says in one line what it claims.",
    why: "Reports print the claim beside its source; the type of link alone does not tell a reader what was found.",
    fix: "Add `claim`, one line in your own words.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for link in graph.links().iter().filter(|link| link.relation.is_substantive()) {
        let to = graph.end_id(&link.to);
        if link.claim.trim().is_empty() {
            let message = format!("the link to `{to}` claims nothing");
            findings.at(
                link.origin,
                &[Step::Field("to")],
                message,
                "no `claim`",
                "say in one line, in your own words, what the source says",
            );
        } else if link.claim.contains('\n') {
            let message = format!("the claim of the link to `{to}` has several lines");
            findings.at(
                link.origin,
                &[Step::Field("claim")],
                message,
                "more than one line",
                "keep the claim to one line; `note` takes the rest",
            );
        }
    }
}
