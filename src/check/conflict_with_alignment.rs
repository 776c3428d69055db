//! Two ends that are aligned and in conflict at once.

use std::collections::BTreeMap;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Link, Modality, NodeIx, Relation};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "conflict_with_alignment",
    level: Level::Warn,
    title: "Two texts that are aligned and in conflict in one layer at one time say in a note how both can be true.",
    why: "Both happens (one article agrees, another does not), but without a word on it a reader takes one for a mistake.",
    fix: "Say in `note` of either link in what the two agree and in what they do not; or correct layers and dates.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let mut pairs: BTreeMap<(NodeIx, NodeIx), Vec<&Link>> = BTreeMap::new();
    for link in graph.links().iter().filter(|link| link.modality == Modality::Existing) {
        if matches!(link.relation, Relation::Alignment(_) | Relation::Conflict(_)) {
            let (a, b) = (link.from.node, link.to.node);
            pairs.entry((a.min(b), a.max(b))).or_default().push(link);
        }
    }
    for links in pairs.into_values() {
        let (conflicts, alignments): (Vec<&Link>, Vec<&Link>) =
            links.into_iter().partition(|link| link.relation.is_conflict());
        for conflict in conflicts {
            let silent = |link: &Link| link.note.is_none() && conflict.note.is_none();
            let Some(alignment) =
                alignments.iter().find(|link| silent(link) && meet(link, conflict) && same_provisions(link, conflict))
            else {
                continue;
            };
            let (from, to) = (graph.end_id(&conflict.from), graph.end_id(&conflict.to));
            findings.at_two(
                (conflict.origin, "in conflict here"),
                (alignment.origin, "aligned here"),
                &[Step::Field("relation")],
                format!("{from} and {to} are in conflict and aligned at once"),
                "say in `note` of one of the two how both can be true",
            );
        }
    }
}

/// Whether two links share a layer and a day.
pub(super) fn meet(one: &Link, other: &Link) -> bool {
    let apart = |one: &Link, other: &Link| one.until.zip(other.since).is_some_and(|(end, start)| !end.is_after(start));
    !one.layers.is_disjoint(other.layers) && !apart(one, other) && !apart(other, one)
}

/// Whether no end is narrowed to different provisions.
fn same_provisions(one: &Link, other: &Link) -> bool {
    let of = |link: &Link, node: NodeIx| {
        let end = if link.from.node == node { &link.from } else { &link.to };
        end.provision.clone()
    };
    [one.from.node, one.to.node].into_iter().all(|node| match (of(one, node), of(other, node)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    })
}
