//! One relation, recorded at both ends in different words.

use std::collections::BTreeMap;

use super::conflict_with_alignment::meet;
use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{End, Link, Relation};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "inverse_mismatch",
    level: Level::Warn,
    title: "An alignment or conflict that both sides record is the same on both sides.",
    why: "These links are symmetric. If one file says mutual recognition and the other joint mapping, the stronger of the two \
          counts, whichever is true.",
    fix: "Keep one link with the evidence of both, or say in `note` of either that they are two arrangements.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let mut pairs: BTreeMap<(&End, &End, bool), Vec<&Link>> = BTreeMap::new();
    for link in graph.links().iter().filter(|link| matches!(link.origin.item, Some(("links", _)))) {
        if !matches!(link.relation, Relation::Alignment(_) | Relation::Conflict(_)) {
            continue;
        }
        let (a, b) = if link.from <= link.to { (&link.from, &link.to) } else { (&link.to, &link.from) };
        pairs.entry((a, b, link.relation.is_conflict())).or_default().push(link);
    }
    for links in pairs.into_values() {
        for (at, link) in links.iter().enumerate() {
            let other = links[..at].iter().find(|other| {
                other.from.node != link.from.node && other.note.is_none() && link.note.is_none() && meet(other, link)
            });
            let Some((other, difference)) = other.and_then(|other| Some((other, difference(other, link)?))) else {
                continue;
            };
            let (from, to) = (graph.end_id(&link.from), graph.end_id(&link.to));
            let field = if difference.1 == "relation" { "relation" } else { "to" };
            findings.at_two(
                (link.origin, "one side"),
                (other.origin, "the other side"),
                &[Step::Field(field)],
                format!("{from} and {to} record their link differently: {}", difference.0),
                "keep one link with the evidence of both, or say in `note` that they are two",
            );
        }
    }
}

/// In what two records of one link differ, and the field.
fn difference(one: &Link, other: &Link) -> Option<(String, &'static str)> {
    if one.relation != other.relation {
        return Some((format!("{} and {}", one.relation.label(), other.relation.label()), "relation"));
    }
    if one.modality != other.modality {
        let (a, b) = (one.modality.label(), other.modality.label());
        return Some((format!("{} and {}", a.to_lowercase(), b.to_lowercase()), "modality"));
    }
    let (a, b) = one.since.zip(other.since)?;
    (a.is_after(b) || b.is_after(a)).then(|| (format!("since {a} and since {b}"), "since"))
}
