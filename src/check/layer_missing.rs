//! A framework or link in no layer.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "layer_missing",
    level: Level::Deny,
    title: "Frameworks, and the links between them, belong to at least one layer.",
    why: "Every analysis runs layer by layer; what is in none is seen by none.",
    fix: "Add `layers: [Legal]`, `[Technical]` or `[Data]`, or several.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for node in graph.nodes() {
        if node.framework().is_some_and(|framework| framework.layers.is_empty()) {
            let message = format!("`{}` is in no layer", node.id);
            findings.at_record(node.origin, message, "seen by no analysis", "add `layers`");
        }
    }
    for link in graph.links().iter().filter(|link| link.relation.is_substantive() && link.layers.is_empty()) {
        let message = format!("the link to `{}` is in no layer", graph.end_id(&link.to));
        findings.at(link.origin, &[Step::Field("to")], message, "seen by no analysis", "add `layers` to the link");
    }
}
