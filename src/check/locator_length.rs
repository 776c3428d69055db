//! Locators that are too short to find, or so long that they copy the source.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Entity, Evidence, Link, Node, Origin, Pattern};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "locator_length",
    level: Level::Deny,
    title: "A locator has three to eight words.",
    why: "Fewer do not find the place; more would copy the source into the data.",
    fix: "Choose three to eight consecutive words that stand at the place.",
    run: Some(run),
};

const WORDS: std::ops::RangeInclusive<usize> = 3..=8;

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for node in graph.nodes() {
        for (path, evidence) in node_evidence(node) {
            list(findings, node.origin, &path, evidence);
        }
    }
    for link in graph.links().iter().filter(|link| is_own(link)) {
        list(findings, link.origin, &[], &link.evidence);
    }
    findings.out.dedup();
}

/// Whether a link has evidence of its own rather than its record's.
fn is_own(link: &Link) -> bool {
    matches!(link.origin.item, Some(("links" | "parties" | "members", _)))
}

fn list(findings: &mut Findings<'_>, origin: Origin, path: &[Step<'_>], evidence: &[Evidence]) {
    for (position, it) in evidence.iter().enumerate() {
        let Some(find) = &it.find else { continue };
        let words = find.split_whitespace().count();
        if !WORDS.contains(&words) {
            let mut place = path.to_vec();
            place.extend([Step::Field("evidence"), Step::Item(position), Step::Field("find")]);
            let message = format!("the locator has {words} words");
            findings.at(
                origin,
                &place,
                message,
                "three to eight are needed",
                "choose consecutive words that stand at the place",
            );
        }
    }
}

/// Every list of evidence in a node's record, with its path.
fn node_evidence(node: &Node) -> Vec<(Vec<Step<'static>>, &[Evidence])> {
    let mut lists: Vec<(Vec<Step<'static>>, &[Evidence])> = vec![(Vec::new(), &node.evidence)];
    match &node.entity {
        Entity::Framework(framework) => {
            for pattern in Pattern::all() {
                let path = vec![Step::Field("patterns"), Step::Field(pattern.as_str())];
                lists.push((path, framework.evidence_for(pattern)));
            }
            if let Some(scheme) = &framework.risk_scheme {
                lists.push((vec![Step::Field("risk_scheme")], &scheme.evidence));
            }
            for (position, it) in framework.liability.iter().enumerate() {
                lists.push((vec![Step::Field("liability"), Step::Item(position)], &it.evidence));
            }
            for (position, it) in framework.terms.iter().enumerate() {
                lists.push((vec![Step::Field("terms"), Step::Item(position)], &it.evidence));
            }
        }
        Entity::Jurisdiction(jurisdiction) => {
            for (position, it) in jurisdiction.liability.iter().enumerate() {
                lists.push((vec![Step::Field("liability"), Step::Item(position)], &it.evidence));
            }
            for (position, it) in jurisdiction.absences.iter().enumerate() {
                lists.push((vec![Step::Field("absences"), Step::Item(position)], &it.evidence));
            }
            if let Some(model) = &jurisdiction.regulator_model {
                lists.push((vec![Step::Field("regulator_model")], &model.evidence));
            }
        }
        Entity::Institution(_) => {}
    }
    lists
}
