//! A framework without any alignment, reference or conflict.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::model::{Graph, Node, Origin};
use crate::syntax::Step;

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
    for (node, linked) in graph.nodes().iter().zip(walk::linked(graph)) {
        let Some(framework) = node.framework() else { continue };
        if linked || walk::is_exempt(framework) {
            continue;
        }
        if !has_unread_link(findings, graph, node) && !findings.is_named_in_unread(node.id.as_str()) {
            findings.at_record(
                node.origin,
                format!("`{}` is linked to nothing", node.id),
                "no alignment, reference or conflict",
                "add a link with its source, or say in `exempt` why there is none",
            );
        }
    }
}

/// Whether the record writes a link whose other end is not there: the loader has reported that.
fn has_unread_link(findings: &Findings<'_>, graph: &Graph, node: &Node) -> bool {
    let written =
        (0..).take_while(|at| findings.is_written(node.origin, &[Step::Field("links"), Step::Item(*at as usize)]));
    written.into_iter().any(|at: u32| {
        let origin = Origin { item: Some(("links", at)), ..node.origin };
        graph.links().iter().all(|link| link.origin != origin)
    })
}
