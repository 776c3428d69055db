//! Two records that look like the same thing.

use std::collections::BTreeMap;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Node, NodeKind};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "likely_duplicate",
    level: Level::Warn,
    title: "Two records do not describe the same thing.",
    why: "Its links would be split between the two, and each would look less connected than it is.",
    fix: "Merge the records, keeping the other name as an alias; or make the names tell them apart.",
    run: Some(run),
};

/// Words that tell nothing apart.
const IDLE: [&str; 12] = ["a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"];

fn run(findings: &mut Findings<'_>) {
    let mut by_words: BTreeMap<(bool, Vec<String>), &Node> = BTreeMap::new();
    let mut by_letters: BTreeMap<(bool, String), Vec<&Node>> = BTreeMap::new();
    let nodes = || findings.graph.nodes().iter().filter(|node| node.kind() != NodeKind::Jurisdiction);
    for node in nodes() {
        let framework = node.kind() == NodeKind::Framework;
        for acronym in node.aliases.iter().filter(|alias| is_acronym(alias)) {
            by_letters.entry((framework, acronym.clone())).or_default().push(node);
        }
    }
    let mut pairs: Vec<(&Node, &Node, String)> = Vec::new();
    for node in nodes() {
        let framework = node.kind() == NodeKind::Framework;
        let words = words(&node.name);
        if let Some(first) = by_words.get(&(framework, words.clone())) {
            pairs.push((first, node, "their names have the same words".to_owned()));
        } else {
            by_words.insert((framework, words), node);
        }
        let initials = initials(&node.name);
        for other in by_letters.get(&(framework, initials.clone())).into_iter().flatten() {
            if other.id != node.id && home(other) == home(node) {
                pairs.push((other, node, format!("{initials} are the initials of the one and an alias of the other")));
            }
        }
    }
    pairs.sort_by_key(|(a, b, _)| (&a.id, &b.id));
    for (first, second, reason) in pairs {
        let message = format!("`{}` and `{}` may be the same: {reason}", first.id, second.id);
        findings.at_two(
            (second.origin, "this one"),
            (first.origin, "and this one"),
            &[Step::Field("id")],
            message,
            "merge them, or make the names tell them apart",
        );
    }
}

/// The jurisdictions or issuers a record belongs to.
fn home(node: &Node) -> Vec<crate::model::NodeIx> {
    let framework = node.framework().map(|it| [it.jurisdictions.clone(), it.issuers.clone()].concat());
    framework.or_else(|| node.institution().map(|it| it.jurisdiction.into_iter().collect())).unwrap_or_default()
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !IDLE.contains(word))
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words
}

fn initials(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !IDLE.contains(word));
    words.filter_map(|word| word.chars().next()).filter(|letter| letter.is_uppercase()).collect()
}

fn is_acronym(alias: &str) -> bool {
    (3..=8).contains(&alias.len()) && alias.chars().all(|letter| letter.is_ascii_uppercase())
}
