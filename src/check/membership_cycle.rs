//! A bloc that is, through others, a member of itself.

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{NodeIx, Relation};

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
    let links = || graph.links().iter().filter(|link| belongs(link.relation) && link.from.node != link.to.node);
    let net: DiGraphMap<NodeIx, ()> = links().map(|link| (link.from.node, link.to.node)).collect();
    let mut circles: Vec<Vec<NodeIx>> = tarjan_scc(&net).into_iter().filter(|circle| circle.len() > 1).collect();
    for circle in &mut circles {
        circle.sort_unstable();
    }
    circles.sort_unstable();
    for circle in circles {
        let names: Vec<String> = circle.iter().map(|ix| format!("`{}`", graph.node(*ix).id)).collect();
        let inside = |ix: &NodeIx| circle.contains(ix);
        let Some(link) = links().find(|link| inside(&link.from.node) && inside(&link.to.node)) else { continue };
        let message = format!("{} belong to each other in a circle", names.join(" and "));
        findings.at(
            link.origin,
            &[],
            message,
            "closes the circle",
            "remove the membership that is the wrong way round",
        );
    }
}
