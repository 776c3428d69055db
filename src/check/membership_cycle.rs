//! A bloc that is, through others, a member of itself.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::model::Relation;

pub(super) static RULE: Rule = Rule {
    id: "membership_cycle",
    level: Level::Deny,
    title: "Nothing is, through others, a member or part of itself.",
    why: "What binds a bloc binds its members; in a circle everything would bind everybody.",
    fix: "Remove the membership that is the wrong way round.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let belongs = |relation: Relation| matches!(relation, Relation::MemberOf | Relation::PartOf);
    let links = graph.links().iter().filter(|link| belongs(link.relation) && link.from.node != link.to.node);
    for (names, link) in walk::circles(graph, &links) {
        let message = format!("{names} belong to each other in a circle");
        let help = "remove the membership that is the wrong way round";
        findings.at(link.origin, &[], message, "closes the circle", help);
    }
}
