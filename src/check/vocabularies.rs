//! Terms that nothing uses, and terms that can hardly be told apart.

use std::collections::BTreeSet;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{TermSet, Vocabulary};
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
        let names: Vec<[Name; 2]> = terms.iter().map(|it| [Name::of(it.id.as_str()), Name::of(&it.label)]).collect();
        // A vocabulary has at most 64 terms: all pairs are few.
        for (at, term) in terms.iter().enumerate() {
            let Some(other) = (0..at).find(|other| alike(&names[at], &names[*other], least)) else { continue };
            let other = &terms[other];
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

/// An id or label, as it is compared.
struct Name {
    text: String,
    words: BTreeSet<String>,
    digits: String,
}

impl Name {
    fn of(text: &str) -> Self {
        let text = text.to_lowercase();
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        let digits = text.chars().filter(char::is_ascii_digit).collect();
        Self { text, words, digits }
    }

    fn is_near(&self, other: &Self, least: f64) -> bool {
        self.words == other.words || strsim::normalized_damerau_levenshtein(&self.text, &other.text) >= least
    }
}

/// Whether two terms, each with id and label, have nearly the same of either, or the same words in another order. Terms of
/// a series differ in the numbers of their ids alone.
fn alike(one: &[Name; 2], other: &[Name; 2], least: f64) -> bool {
    one[0].digits == other[0].digits && one.iter().zip(other).any(|(one, other)| one.is_near(other, least))
}
