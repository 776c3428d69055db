//! A link from something to itself.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "self_link",
    level: Level::Deny,
    title: "A link joins two different things.",
    why: "A framework cannot be aligned or in conflict with itself; most often the wrong id was copied.",
    fix: "Correct the id of the other end. Provisions of one framework may be linked with each other.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for link in graph.links().iter().filter(|link| link.from == link.to) {
        let id = graph.end_id(&link.to);
        let message = format!("`{id}` is linked with itself");
        findings.at(link.origin, &[Step::Field("to")], message, "the record's own id", "name the other end");
    }
}
