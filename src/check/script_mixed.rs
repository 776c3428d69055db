//! A letter of one script in a word of another.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::Origin;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "script_mixed",
    level: Level::Warn,
    title: "A word of a name is written in one script.",
    why: "A Cyrillic \"а\" looks like a Latin \"a\" and is another letter: the name is never found, and two records for one thing \
          look as if they had the same name.",
    fix: "Type the word anew; copying from a page or a PDF brings such letters in.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for node in graph.nodes() {
        report(findings, node.origin, &[Step::Field("name")], &node.name);
        if let Some(short) = &node.short {
            report(findings, node.origin, &[Step::Field("short")], short);
        }
        for (position, alias) in node.aliases.iter().enumerate() {
            report(findings, node.origin, &[Step::Field("aliases"), Step::Item(position)], alias);
        }
    }
    for source in graph.sources() {
        report(findings, source.origin, &[Step::Field("title")], &source.title);
        report(findings, source.origin, &[Step::Field("issuer")], &source.issuer);
    }
    for concept in graph.concepts() {
        report(findings, concept.origin, &[Step::Field("title")], &concept.title);
    }
}

fn report(findings: &mut Findings<'_>, origin: Origin, path: &[Step<'_>], text: &str) {
    if text.is_ascii() {
        return;
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let mixed = words.find_map(|word| Some((word, strangers(word)?)));
    if let Some((word, (letter, script, home))) = mixed {
        let code = u32::from(letter);
        let message = format!("\"{word}\" has a {script} letter, '{letter}' (U+{code:04X}), among {home} ones");
        findings.at(origin, path, message, "two scripts in one word", "type the word anew");
    }
}

/// The first letter of the script that has fewer letters in a word of two, that script, and the other.
fn strangers(word: &str) -> Option<(char, &'static str, &'static str)> {
    let letters: Vec<(char, &'static str)> = word.chars().filter_map(|c| Some((c, script(c)?))).collect();
    let (_, first) = *letters.first()?;
    let (_, second) = *letters.iter().find(|(_, script)| *script != first)?;
    let count = |wanted| letters.iter().filter(|(_, script)| *script == wanted).count();
    let (stranger, home) = if count(first) < count(second) { (first, second) } else { (second, first) };
    let (letter, _) = *letters.iter().find(|(_, script)| *script == stranger)?;
    Some((letter, stranger, home))
}

/// The scripts whose letters pass for each other.
fn script(c: char) -> Option<&'static str> {
    Some(match c {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => "Latin",
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => "Greek",
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' => "Cyrillic",
        '\u{531}'..='\u{58F}' => "Armenian",
        '\u{13A0}'..='\u{13FF}' | '\u{AB70}'..='\u{ABBF}' => "Cherokee",
        '\u{FF21}'..='\u{FF5A}' => "full-width",
        _ => return None,
    })
}
