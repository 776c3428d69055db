//! The data against copies of its sources: are the locators there, and is no sentence copied?

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::{Findings, Rule, Thresholds, name_subjects, walk};
use crate::diagnostic::{self, Diagnostic, Level};
use crate::load::{Loaded, Places};
use crate::model::SourceIx;
use crate::syntax::Step;

/// A locator that its source does not contain.
pub(super) static NOT_FOUND: Rule = Rule {
    id: "locator_not_found",
    level: Level::Deny,
    title: "A locator stands in its source.",
    why: "Whoever checks the claim must find the place.",
    fix: "Copy three to eight consecutive words from the place; white space, hyphens, quotes and case do not matter.",
    run: None,
};

/// A text that shares too many words in a row with a source.
pub(super) static COPIED: Rule = Rule {
    id: "text_copied",
    level: Level::Deny,
    title: "Claims, notes and definitions are in the curator's own words.",
    why: "Facts come from sources, sentences do not: the data could not be licensed otherwise.",
    fix: "Say it in other words; titles may stay, in double quotes.",
    run: None,
};

/// This many words in a row are a copied sentence.
const COPIED_WORDS: usize = 8;

/// The rules that [`verify`] applies, by id.
pub fn rules() -> [&'static Rule; 2] {
    [&NOT_FOUND, &COPIED]
}

/// A copy of a source, ready to be searched.
#[derive(Debug)]
pub struct SourceCopy {
    source: SourceIx,
    /// All letters and digits in a row, so that no line break, hyphen or quote stands in the way.
    letters: String,
    /// Every run of [`COPIED_WORDS`] words.
    runs: HashSet<String>,
}

/// The form of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyForm {
    /// Plain text or Markdown.
    Text,
    /// HTML: tags, scripts and styles are left out, entities are read.
    Html,
}

/// What comparing with copies found.
#[derive(Debug)]
pub struct Verification {
    /// Locators found.
    pub found: usize,
    /// Evidence of the sources compared that has no locator.
    pub without: usize,
    /// What is not found or copied, by path and place.
    pub findings: Vec<Diagnostic>,
}

impl SourceCopy {
    /// Prepares the text of a source.
    pub fn new(source: SourceIx, text: &str, form: CopyForm) -> Self {
        let text = match form {
            CopyForm::Text => text.to_owned(),
            CopyForm::Html => html_text(text),
        };
        let words = words(&text);
        let runs = words.windows(COPIED_WORDS).map(|run| run.join(" ")).collect();
        Self { source, letters: words.concat(), runs }
    }
}

/// Compares every locator of the sources with their copies, and every text in own words with all copies.
///
/// Takes time proportional to the copies' length times the locators.
pub fn verify(loaded: &Loaded, copies: &[SourceCopy]) -> Verification {
    let places = Places::new(&loaded.files);
    let thresholds = Thresholds::default();
    let mut findings = Findings::new(loaded, &places, &thresholds);
    findings.rule = NOT_FOUND.id;
    findings.level = NOT_FOUND.level;
    let (mut found, mut without) = (0, 0);
    for list in walk::evidence(&loaded.graph) {
        for (position, evidence) in list.value.iter().enumerate() {
            let Some(copy) = copies.iter().find(|copy| copy.source == evidence.source) else { continue };
            let Some(find) = &evidence.find else {
                without += 1;
                continue;
            };
            if copy.letters.contains(&words(find).concat()) {
                found += 1;
                continue;
            }
            let mut path = list.path.clone();
            path.extend([Step::Field("evidence"), Step::Item(position), Step::Field("find")]);
            let source = &loaded.graph.source(copy.source).id;
            let message = format!("this locator is not in the copy of `{source}`");
            findings.at(
                list.origin,
                &path,
                message,
                "not found",
                "copy three to eight consecutive words from the place",
            );
        }
    }
    findings.rule = COPIED.id;
    findings.level = COPIED.level;
    for text in walk::texts(&loaded.graph) {
        let words = words(&unquoted(text.value));
        let copied = words
            .windows(COPIED_WORDS)
            .map(|run| run.join(" "))
            .find(|run| copies.iter().any(|copy| copy.runs.contains(run)));
        if let Some(run) = copied {
            let message = format!("{COPIED_WORDS} words in a row stand in a source: \"{run}\"");
            findings.at(text.origin, &text.path, message, "not in own words", "say it in other words");
        }
    }
    let mut findings = findings.out;
    name_subjects(&places, &mut findings);
    diagnostic::sort(&mut findings, &loaded.files);
    Verification { found, without, findings }
}

/// The text without what stands in double quotes: titles are quoted, and they are the source's.
fn unquoted(text: &str) -> String {
    text.split('"').step_by(2).collect::<Vec<_>>().join(" | ")
}

/// Lower-case words: runs of letters and digits, compatibility forms folded, words broken at a line end joined.
fn words(text: &str) -> Vec<String> {
    let text: String = text.nfkc().filter(|c| *c != '\u{ad}').collect();
    let mut joined = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['-', '\u{2010}', '\u{2011}']) {
        let (before, hyphen) = rest.split_at(at);
        joined.push_str(before);
        let after = hyphen.trim_start_matches(['-', '\u{2010}', '\u{2011}']);
        let next = after.trim_start();
        // A hyphen at the end of a line is dropped with the break; elsewhere it parts words.
        if after[..after.len() - next.len()].contains('\n') {
            rest = next;
        } else {
            joined.push(' ');
            rest = after;
        }
    }
    joined.push_str(rest);
    joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The text of an HTML page: without tags, comments, scripts and styles, with entities read.
fn html_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let lower = rest.get(..8).unwrap_or(rest).to_ascii_lowercase();
        let end = if lower.starts_with("<!--") {
            "-->"
        } else if lower.starts_with("<script") {
            "</script"
        } else if lower.starts_with("<style") {
            "</style"
        } else {
            ""
        };
        let skipped = if end.is_empty() { Some(0) } else { find_ignoring_case(rest, end) };
        let close = skipped.and_then(|at| rest[at..].find('>').map(|close| at + close + 1));
        rest = &rest[close.unwrap_or(rest.len())..];
        text.push(' ');
    }
    text.push_str(rest);
    html_escape::decode_html_entities(&text).into_owned()
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(wanted)
}
