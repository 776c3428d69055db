//! A field where nothing reads it.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "field_without_effect",
    level: Level::Deny,
    title: "`binds` stands in conflicts, `mapping` in links from a provision to a provision.",
    why: "Elsewhere no answer uses them: what was recorded would be lost without a word.",
    fix: "Move it to the link it belongs to, or name the provisions with `from: \"#…\"` and `to: \"…#…\"`.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for link in graph.links() {
        if !link.binds.is_empty() && !link.relation.is_conflict() {
            let message = format!("the link to `{}` is no conflict, but says whom it binds", graph.end_id(&link.to));
            findings.at(link.origin, &[Step::Field("binds")], message, "has no effect", "only conflicts take `binds`");
        }
        if link.mapping.is_some() && (link.from.provision.is_none() || link.to.provision.is_none()) {
            let message = format!("the link to `{}` maps texts, not provisions", graph.end_id(&link.to));
            let help = "name the provisions with `from: \"#…\"` and `to: \"…#…\"`";
            findings.at(link.origin, &[Step::Field("mapping")], message, "has no effect", help);
        }
    }
}
