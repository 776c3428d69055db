//! The same link written twice.

use std::collections::BTreeMap;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{End, Link, Relation};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "link_duplicate",
    level: Level::Deny,
    title: "A link is written once.",
    why: "Twice the same link counts twice in every number; the evidence belongs together in one place.",
    fix: "Keep one and add the other's evidence to it. Alignment and conflict are symmetric: once is enough.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let mut seen: BTreeMap<(End, End, Relation, u64, u8), &Link> = BTreeMap::new();
    for link in graph.links() {
        let symmetric = matches!(link.relation, Relation::Alignment(_) | Relation::Conflict(_));
        let (a, b) = (link.from.clone(), link.to.clone());
        let (a, b) = if symmetric && b < a { (b, a) } else { (a, b) };
        let key = (a, b, link.relation, link.layers.as_u64_truncated(), link.modality as u8);
        let Some(first) = seen.get(&key) else {
            seen.insert(key, link);
            continue;
        };
        let apart =
            |one: &Link, other: &Link| one.until.zip(other.since).is_some_and(|(end, start)| !end.is_after(start));
        if apart(first, link) || apart(link, first) {
            continue;
        }
        let (from, to) = (graph.end_id(&link.from), graph.end_id(&link.to));
        let message = format!("the link {from} – {to} ({}) is written twice", link.relation.label());
        findings.at_two(
            (link.origin, "again here"),
            (first.origin, "first here"),
            &[Step::Field("to")],
            message,
            "keep one with the evidence of both",
        );
    }
}
