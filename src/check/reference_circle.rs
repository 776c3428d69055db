//! Texts that each build on the other.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::model::{Modality, ReferenceMechanism, Relation};
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
    let apart = graph.links().iter().filter(|link| link.from.node != link.to.node && link.note.is_none());
    let links = apart.filter(|link| grounds(link.relation) && link.modality == Modality::Existing);
    for (names, link) in walk::circles(graph, &links) {
        let message = format!("{names} build on each other");
        let help = "remove the reference that is the wrong way round";
        findings.at(link.origin, &[Step::Field("relation")], message, "closes the circle", help);
    }
}
