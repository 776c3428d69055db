//! Mappings of provisions that contradict their link, their strength or each other.

use std::collections::BTreeMap;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{End, Link, Mapping, Modality, SetRelation};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "mapping_contradictory",
    level: Level::Deny,
    title: "Mappings of two provisions agree with their link, their strength and each other.",
    why: "What is not related has no strength and aligns nothing; a subset one way is a superset the other; a subset both ways \
          is equal. Reuse of evidence is computed from these.",
    fix: "Decide which of the two is right. A subset in both directions is `Equal`; `NotRelated` takes no strength and no \
          alignment.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let mut seen: BTreeMap<(&End, &End), (&Link, SetRelation)> = BTreeMap::new();
    for link in graph.links() {
        let Some(mapping) = link.mapping else { continue };
        let path = |field| [Step::Field("mapping"), Step::Field(field)];
        if let Some(message) = alone(link, mapping) {
            let help = "correct the set relation, or remove the strength or the link";
            findings.at(link.origin, &path("set"), message, "contradicts the rest", help);
        }
        let (a, b, set) = if link.from <= link.to {
            (&link.from, &link.to, mapping.set)
        } else {
            (&link.to, &link.from, inverse(mapping.set))
        };
        let Some((first, known)) = seen.get(&(a, b)) else {
            seen.insert((a, b), (link, set));
            continue;
        };
        if *known != set {
            let (from, to) = (graph.end_id(a), graph.end_id(b));
            let (one, other) = (known.label(), set.label());
            let both = matches!((known, set), (SetRelation::Subset, SetRelation::Superset))
                || matches!((known, set), (SetRelation::Superset, SetRelation::Subset));
            let help = if both { "a subset both ways is `Equal`" } else { "decide which is right, and write it once" };
            findings.at_two(
                (link.origin, "here"),
                (first.origin, "and here"),
                &path("set"),
                format!("{from} is mapped to {to} as \"{one}\" and as \"{other}\""),
                help,
            );
        }
    }
}

/// What is wrong with a mapping whatever others say.
fn alone(link: &Link, mapping: Mapping) -> Option<String> {
    if mapping.set != SetRelation::NotRelated {
        return None;
    }
    if let Some(strength) = mapping.strength.filter(|strength| *strength > 0) {
        return Some(format!("the two are not related, with a strength of {strength}"));
    }
    let holds = link.relation.carries() && link.modality == Modality::Existing;
    holds.then(|| format!("the two are not related, but the link is {}", link.relation.label()))
}

/// The same relation seen from the other end.
fn inverse(set: SetRelation) -> SetRelation {
    match set {
        SetRelation::Subset => SetRelation::Superset,
        SetRelation::Superset => SetRelation::Subset,
        same => same,
    }
}
