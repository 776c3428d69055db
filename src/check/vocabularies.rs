//! Terms that nothing uses, and terms that can hardly be told apart.

use std::collections::BTreeSet;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Term, TermSet, Vocabulary};
use crate::syntax::Step;

/// A term that no record uses.
pub(super) static UNUSED: Rule = Rule {
    id: "term_unused",
    level: Level::Allow,
    title: "Every objective, principle and topic of a vocabulary is used.",
    why: "A term that nobody uses makes lists longer and suggests that nothing is about it, where perhaps nothing was tagged.",
    fix: "Remove the term, or tag the records that it describes.",
    run: Some(unused),
};

/// Two terms of one vocabulary that look alike.
pub(super) static NEAR_DUPLICATE: Rule = Rule {
    id: "term_near_duplicate",
    level: Level::Warn,
    title: "The terms of a vocabulary can be told apart by their names.",
    why: "Curators would use now the one, now the other, and texts that agree would look different.",
    fix: "Merge the two terms, or name them after what tells them apart.",
    run: Some(near_duplicate),
};

/// What a term of a vocabulary is called, the vocabulary, and its terms that are used.
type Used<'g> = (&'static str, &'g Vocabulary, TermSet);

/// The vocabularies; traits count as used, as the profiles of systems have them.
fn used<'g>(findings: &Findings<'g>) -> [Used<'g>; 4] {
    let graph = findings.graph();
    let [mut objectives, mut principles, mut topics] = [TermSet::EMPTY; 3];
    for node in graph.nodes() {
        topics = topics.union(node.topics());
        let Some(patterns) = node.framework().map(|it| &it.patterns) else { continue };
        objectives = patterns.objectives.as_ref().map_or(objectives, |set| objectives.union(set.value));
        principles = patterns.principles.as_ref().map_or(principles, |set| principles.union(set.value));
    }
    let all = graph.vocabularies();
    [
        ("objective", &all.objectives, objectives),
        ("principle", &all.principles, principles),
        ("topic", &all.topics, topics),
        ("trait", &all.traits, TermSet::ALL),
    ]
}

fn unused(findings: &mut Findings<'_>) {
    for (what, vocabulary, used) in used(findings) {
        for (position, term) in vocabulary.terms().iter().enumerate() {
            if !used.intersection(TermSet::single(position)).is_empty() {
                continue;
            }
            let message = format!("no record has the {what} `{}`", term.id);
            let help = "remove the term, or tag the records that it describes";
            findings.at(term.origin, &[Step::Field("id")], message, "not used", help);
        }
    }
}

fn near_duplicate(findings: &mut Findings<'_>) {
    let least = findings.thresholds.term_similarity_min;
    for (what, vocabulary, _) in used(findings) {
        let terms = vocabulary.terms();
        // A vocabulary has at most 64 terms: all pairs are few.
        for (at, term) in terms.iter().enumerate() {
            let Some(other) = terms[..at].iter().find(|other| alike(term, other, least)) else { continue };
            findings.at_two(
                (term.origin, "this one"),
                (other.origin, "and this one"),
                &[Step::Field("id")],
                format!("the {what}s `{}` and `{}` can hardly be told apart", other.id, term.id),
                "merge the two, or name them after what tells them apart",
            );
        }
    }
}

/// Whether two terms have nearly the same id or label, or the same words in another order.
fn alike(one: &Term, other: &Term, least: f64) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    let near = |a: &str, b: &str| words(a) == words(b) || strsim::normalized_damerau_levenshtein(a, b) >= least;
    // Terms of a series differ in their numbers alone.
    let digits = |term: &Term| term.id.as_str().chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(one) != digits(other) {
        return false;
    }
    near(one.id.as_str(), other.id.as_str()) || near(&one.label.to_lowercase(), &other.label.to_lowercase())
}
