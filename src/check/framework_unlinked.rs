//! A framework without any alignment, reference or conflict.

use super::{Findings, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    id: "framework_unlinked",
    level: Level::Deny,
    title: "A framework has at least one alignment, reference or conflict link, or says why not.",
    why: "The graph is about how frameworks meet. An entry that meets nothing looks like a gap in governance where there \
          may only be a gap in the data.",
    fix: "Add a link to the framework's file, with its source; or state in `exempt` why none can be recorded.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let mut linked = vec![false; graph.nodes().len()];
    for link in graph.links().iter().filter(|link| link.relation.is_substantive()) {
        linked[link.from.node.index()] = true;
        linked[link.to.node.index()] = true;
    }
    for (node, linked) in graph.nodes().iter().zip(linked) {
        let Some(framework) = node.framework() else { continue };
        if !linked && framework.exempt.is_none() {
            findings.at_record(
                node.origin,
                format!("`{}` is linked to nothing", node.id),
                "no alignment, reference or conflict",
                "add a link with its source, or say in `exempt` why there is none",
            );
        }
    }
}
