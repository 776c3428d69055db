//! A framework that nobody issued.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::model::Status;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "issuer_missing",
    level: Level::Deny,
    title: "A framework names who issued it.",
    why: "Influence, regions and the map are drawn from who issued what.",
    fix: "Add the issuing institution or jurisdiction to `issuers`. A text that its parties made together needs none, nor does \
          a mere proposal; anything else says in `exempt` why it has none.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for ix in graph.node_indices() {
        let node = graph.node(ix);
        let Some(framework) = node.framework() else { continue };
        let excused = framework.status == Status::Proposed || walk::is_exempt(framework);
        let unread = || {
            let lists = ["issuers", "parties"].map(Step::Field);
            lists.into_iter().any(|list| findings.is_written(node.origin, &[list, Step::Item(0)]))
        };
        if framework.issuers.is_empty() && !excused && !walk::has_parties(graph, ix) && !unread() {
            let message = format!("`{}` has no issuer", node.id);
            findings.at_record(
                node.origin,
                message,
                "issued by nobody",
                "add the institution or jurisdiction to `issuers`",
            );
        }
    }
}
