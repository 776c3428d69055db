//! One name for two things.

use std::collections::BTreeMap;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::Node;

pub(super) static RULE: Rule = Rule {
    id: "name_ambiguous",
    level: Level::Deny,
    title: "A name or alias stands for one thing.",
    why: "Commands accept names; whoever asks for one of the two would silently get the other.",
    fix: "Remove the alias from one of them, or make it longer; merge the records if they are the same thing.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let mut owners: BTreeMap<String, &Node> = BTreeMap::new();
    for node in findings.graph().nodes() {
        for name in std::iter::once(&node.name).chain(&node.aliases) {
            let owner = *owners.entry(name.to_lowercase()).or_insert(node);
            if owner.id != node.id {
                let message = format!("`{}` and `{}` are both called \"{name}\"", owner.id, node.id);
                let path = [crate::syntax::Step::Field("id")];
                findings.at_two(
                    (node.origin, "this one"),
                    (owner.origin, "and this one"),
                    &path,
                    message,
                    "remove or lengthen the alias of one, or merge the two",
                );
            }
        }
    }
}
