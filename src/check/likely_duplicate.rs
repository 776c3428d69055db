//! Two records that look like the same thing.

use std::collections::BTreeMap;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Node, NodeIx, NodeKind};
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
    pairs.extend(near(nodes(), findings.thresholds.name_similarity_min));
    pairs.sort_by_key(|(a, b, _)| (&a.id, &b.id));
    pairs.dedup_by_key(|(a, b, _)| (&a.id, &b.id));
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

/// Pairs of one home whose names differ in a few letters.
///
/// Names are sorted, forwards and backwards, and compared with their neighbours only: what is nearly the same stands side
/// by side in one of the two orders, and the time is that of sorting.
fn near<'g>(nodes: impl Iterator<Item = &'g Node>, least: f64) -> Vec<(&'g Node, &'g Node, String)> {
    const NEIGHBOURS: usize = 4;
    let mut named: Vec<(bool, Vec<NodeIx>, String, &Node)> = nodes
        .map(|node| (node.framework().is_some(), home(node), node.name.to_lowercase(), node))
        .filter(|(_, home, ..)| !home.is_empty())
        .collect();
    let mut pairs = Vec::new();
    for _ in 0..2 {
        named.sort_by(|a, b| (a.0, &a.1, &a.2, &a.3.id).cmp(&(b.0, &b.1, &b.2, &b.3.id)));
        for (at, one) in named.iter().enumerate() {
            for other in named[at + 1..].iter().take(NEIGHBOURS) {
                let same_place = (one.0, &one.1) == (other.0, &other.1);
                // Acts and standards of a series differ in their numbers alone.
                if same_place && begin_alike(&one.2, &other.2) && digits(&one.2) == digits(&other.2) {
                    let likeness = strsim::normalized_damerau_levenshtein(&one.2, &other.2);
                    if likeness >= least {
                        let (a, b) = if one.3.id < other.3.id { (one.3, other.3) } else { (other.3, one.3) };
                        pairs.push((a, b, "their names differ in a few letters".to_owned()));
                    }
                }
            }
        }
        for (_, _, name, _) in &mut named {
            *name = name.chars().rev().collect();
        }
    }
    pairs
}

/// Whether two different names share a third from their beginning: a slip of a few letters leaves that at one end at least.
fn begin_alike(one: &str, other: &str) -> bool {
    let shared = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one != other && 3 * shared >= one.len().max(other.len())
}

fn digits(name: &str) -> impl PartialEq {
    name.chars().filter(char::is_ascii_digit).collect::<Vec<char>>()
}

/// The jurisdictions or issuers a record belongs to.
fn home(node: &Node) -> Vec<NodeIx> {
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
