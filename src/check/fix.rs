//! Mistakes put right without asking: those that can only have been meant one way.
//!
//! Findings say with [`Suggestion::safe`](crate::diagnostic::Suggestion::safe) which edits are certain. They are made in
//! rounds, each followed by a new check, as one mistake hides others. A round that leaves a file worse off is taken back.
//! In the end every file is written in the one way that all are written.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Suggestion};
use crate::load::{Loaded, Texts};
use crate::source::FileId;
use crate::syntax;

/// Most rounds: a mistake under a mistake is common, ten on top of each other are not.
const MAX_ROUNDS: usize = 10;

/// Rules about whether a file can be read, which decide whether others can speak at all.
const READING: [&str; 6] =
    ["duplicate_field", "missing_field", "syntax", "unknown_field", "unknown_variant", "wrong_type"];

/// A graph after its certain mistakes were put right.
pub struct Fixed {
    /// The files that changed, by path.
    pub files: Vec<FixedFile>,
    /// Paths of files in which a fix would have made things worse; it was not made.
    pub refused: Vec<String>,
    /// The graph as it would be.
    pub loaded: Loaded,
    /// What is still wrong with it.
    pub findings: Vec<Diagnostic>,
}

/// A file that changed.
pub struct FixedFile {
    /// Its path, as in [`Loaded::files`].
    pub path: String,
    /// Its text before.
    pub before: String,
    /// Its text now.
    pub after: String,
    /// How many edits were made; 0 if it was only formatted.
    pub fixes: usize,
}

/// Makes every certain edit that `check` offers in the files that `may` be changed, and formats these files. Writes
/// nothing.
pub fn fix(texts: &Texts, check: &dyn Fn(&Loaded) -> Vec<Diagnostic>, may: &dyn Fn(&str) -> bool) -> Fixed {
    let mut state = State::new(texts.clone(), check);
    let mut refused = BTreeSet::new();
    let mut fixes: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..MAX_ROUNDS {
        let edits = round(&state, &|path| may(path) && !refused.contains(path));
        if edits.is_empty() {
            break;
        }
        let mut changed = state.texts.clone();
        for (path, (text, _)) in &edits {
            changed.set(path, text.clone());
        }
        let next = State::new(changed, check);
        let worse: Vec<&String> = edits.keys().filter(|path| next.is_worse_than(&state, path)).collect();
        if worse.is_empty() {
            for (path, (_, count)) in edits {
                *fixes.entry(path).or_default() += count;
            }
            state = next;
        } else {
            // What is left of the round is tried again without them.
            refused.extend(worse.into_iter().cloned());
        }
    }
    let formatted = formatted(&state.texts, &|path| may(path) && !refused.contains(path));
    if !formatted.is_empty() {
        let mut texts = state.texts.clone();
        for (path, text) in formatted {
            texts.set(&path, text);
        }
        state = State::new(texts, check);
    }
    let files = (texts.iter())
        .filter_map(|(path, before)| {
            let after = state.texts.get(path).filter(|after| *after != before)?;
            let fixes = fixes.get(path).copied().unwrap_or_default();
            Some(FixedFile { path: path.to_owned(), before: before.to_owned(), after: after.to_owned(), fixes })
        })
        .collect();
    Fixed { files, refused: refused.into_iter().collect(), loaded: state.loaded, findings: state.findings }
}

/// Texts, the graph in them, and what is wrong with it.
struct State {
    texts: Texts,
    loaded: Loaded,
    findings: Vec<Diagnostic>,
}

impl State {
    fn new(texts: Texts, check: &dyn Fn(&Loaded) -> Vec<Diagnostic>) -> Self {
        let loaded = texts.load();
        let findings = check(&loaded);
        Self { texts, loaded, findings }
    }

    fn path(&self, file: FileId) -> &str {
        self.loaded.files.get(file).map_or("", |file| file.path())
    }

    /// The findings in a file.
    fn findings_in<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'s Diagnostic> {
        let lies_in = move |it: &&Diagnostic| it.primary().is_some_and(|label| self.path(label.file) == path);
        self.findings.iter().filter(lies_in)
    }

    /// Whether a file has become invalid or has more findings. Once a file can be read, what was hidden before does not
    /// count against it.
    fn is_worse_than(&self, before: &Self, path: &str) -> bool {
        let reading = |state: &Self| state.findings_in(path).filter(|it| READING.contains(&it.rule)).count();
        let all = |state: &Self| state.findings_in(path).count();
        let (was, is) = (reading(before), reading(self));
        let invalid = self.findings_in(path).any(|it| it.rule == "syntax");
        invalid || is > was || is == was && all(self) > all(before)
    }
}

/// The texts after one round of certain edits, with the number of edits in each.
fn round(state: &State, may: &dyn Fn(&str) -> bool) -> BTreeMap<String, (String, usize)> {
    let is_safe = |finding: &Diagnostic| finding.suggestion.as_ref().is_some_and(|it| it.safe);
    let mut by_file: BTreeMap<&str, Vec<&Suggestion>> = BTreeMap::new();
    let mut unclear: BTreeSet<&str> = BTreeSet::new();
    for finding in &state.findings {
        if let Some(suggestion) = finding.suggestion.as_ref().filter(|it| it.safe) {
            by_file.entry(state.path(suggestion.file)).or_default().push(suggestion);
        }
        // What a file means of which one error is a riddle, nobody can be certain of.
        if finding.rule == "syntax"
            && !is_safe(finding)
            && let Some(label) = finding.primary()
        {
            unclear.insert(state.path(label.file));
        }
    }
    (by_file.into_iter())
        .filter(|(path, _)| may(path) && !unclear.contains(path))
        .filter_map(|(path, mut edits)| {
            edits.sort();
            let (text, count) = edited(state.texts.get(path)?, &edits);
            Some((path.to_owned(), (text, count)))
        })
        .collect()
}

/// A text with edits made, in the order of their places; those that overlap an earlier one wait for the next round.
fn edited(text: &str, edits: &[&Suggestion]) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let (mut at, mut count) = (0, 0);
    let mut last = None;
    for edit in edits {
        let overlaps = edit.span.start < at || last == Some(edit.span);
        let (Some(kept), false) = (text.get(at..edit.span.start), overlaps) else { continue };
        if text.get(edit.span.range()).is_none() {
            continue;
        }
        out.push_str(kept);
        out.push_str(&edit.replacement);
        (at, last) = (edit.span.end, Some(edit.span));
        count += 1;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, count)
}

/// The texts that are not written in the one way, as they should be. Those that are not valid are left alone.
fn formatted(texts: &Texts, may: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
    (texts.iter())
        .filter(|(path, _)| may(path))
        .filter_map(|(path, text)| {
            let formatted = syntax::format(text).ok().filter(|formatted| formatted != text)?;
            Some((path.to_owned(), formatted))
        })
        .collect()
}
