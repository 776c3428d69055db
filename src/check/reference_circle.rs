//! Texts that each build on the other.

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Modality, NodeIx, ReferenceMechanism, Relation};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "reference_circle",
    level: Level::Warn,
    title: "No text builds on, or is modelled on, one that builds on it.",
    why: "Of two texts one was first. A circle says that a link was recorded the wrong way round, and it inflates influence.",
    fix: "Remove the reference that is the wrong way round; `Cites` and `Considers` may go both ways.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let grounds = |relation: Relation| {
        matches!(relation, Relation::Reference(ReferenceMechanism::BuildsOn | ReferenceMechanism::ModelledOn))
    };
    let links = || {
        let apart = graph.links().iter().filter(|link| link.from.node != link.to.node && link.note.is_none());
        apart.filter(|link| grounds(link.relation) && link.modality == Modality::Existing)
    };
    let net: DiGraphMap<NodeIx, ()> = links().map(|link| (link.from.node, link.to.node)).collect();
    let mut circles: Vec<Vec<NodeIx>> = tarjan_scc(&net).into_iter().filter(|circle| circle.len() > 1).collect();
    for circle in &mut circles {
        circle.sort_unstable();
    }
    circles.sort_unstable();
    for circle in circles {
        let names: Vec<String> = circle.iter().map(|ix| format!("`{}`", graph.node(*ix).id)).collect();
        let inside = |ix: &NodeIx| circle.binary_search(ix).is_ok();
        let Some(link) = links().find(|link| inside(&link.from.node) && inside(&link.to.node)) else { continue };
        let message = format!("{} build on each other", names.join(" and "));
        let help = "remove the reference that is the wrong way round";
        findings.at(link.origin, &[Step::Field("relation")], message, "closes the circle", help);
    }
}
