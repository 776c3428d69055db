//! A reason for lacking what is there.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "exempt_needless",
    level: Level::Warn,
    title: "`exempt` says why a framework has no link, issuer or place, and goes when it has all three.",
    why: "The sentence has become untrue, and it would silence the check if something were lost later.",
    fix: "Remove `exempt`; what is still worth saying belongs into `notes`.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for (node, linked) in graph.nodes().iter().zip(walk::linked(graph)) {
        let Some(framework) = node.framework().filter(|it| it.exempt.is_some()) else { continue };
        let placed = !framework.jurisdictions.is_empty() || !framework.addressed_to.is_empty();
        if linked && placed && !framework.issuers.is_empty() {
            let message = format!("`{}` has a link, an issuer and a place, and an exemption from having them", node.id);
            findings.at(node.origin, &[Step::Field("exempt")], message, "not needed any more", "remove `exempt`");
        }
    }
}
