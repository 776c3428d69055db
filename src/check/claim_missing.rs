//! A link that does not say what it claims.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "claim_missing",
    level: Level::Deny,
    title: "A link says in one line what it claims; so do `reaches`, `risk_classes` and `obligations`.",
    why: "Reports print the claim beside its source; the type of link or duty alone does not tell a reader what was found.",
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
    for node in graph.nodes() {
        for (list, position, claim) in node.framework().into_iter().flat_map(walk::claims) {
            let path = [Step::Field(list), Step::Item(position), Step::Field("claim")];
            let (message, label) = if claim.trim().is_empty() {
                (format!("an entry of `{list}` of `{}` claims nothing", node.id), "an empty claim")
            } else if claim.contains('\n') {
                (format!("the claim of an entry of `{list}` of `{}` has several lines", node.id), "more than one line")
            } else {
                continue;
            };
            findings.at(node.origin, &path, message, label, "say in one line, in your own words, what the source says");
        }
    }
}
