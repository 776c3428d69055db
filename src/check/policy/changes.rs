//! Which entries are new or say something else than before.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::load::{Entry, EntryKey, FileKind, Loaded, entries};
use crate::source::{FileId, Span};

/// The entries of a graph that an earlier state of it lacks, or had with other content.
///
/// Entries are matched by id, so that one that moved to another file is the same; white space and comments say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    places: Vec<(FileId, Span)>,
    /// How many entries are new.
    pub added: usize,
    /// How many say something else.
    pub changed: usize,
}

impl Changes {
    /// Compares a graph with the texts it had earlier: paths below its folder, and contents. Linear in both.
    pub fn since(before: &[(String, String)], loaded: &Loaded) -> Self {
        // A text that stands on both sides, wherever, has nothing new in it.
        let now_texts: HashSet<&str> = loaded.own_files().map(|(_, file, _)| file.text()).collect();
        let old_texts: HashSet<&str> = before.iter().map(|(_, text)| text.as_str()).collect();
        let mut old: BTreeMap<EntryKey, Vec<String>> = BTreeMap::new();
        for (path, text) in before.iter().filter(|(_, text)| !now_texts.contains(text.as_str())) {
            let Some(kind) = FileKind::of(path) else { continue };
            for Entry { key, content, .. } in entries(path, kind, text) {
                old.entry(key).or_default().push(content);
            }
        }
        let mut changes = Self::default();
        for (id, file, kind) in loaded.own_files().filter(|(_, file, _)| !old_texts.contains(file.text())) {
            for Entry { key, span, content } in entries(file.path(), kind, file.text()) {
                match old.get(&key) {
                    Some(earlier) if earlier.contains(&content) => continue,
                    Some(_) => changes.changed += 1,
                    None => changes.added += 1,
                }
                changes.places.push((id, span));
            }
        }
        changes
    }

    /// Whether a finding is about one of the entries, first or as a counterpart.
    pub fn concern(&self, finding: &Diagnostic) -> bool {
        let within = |file: FileId, at: Span| self.places.iter().any(|(own, span)| *own == file && span.encloses(at));
        finding.labels.iter().any(|label| within(label.file, label.span))
    }
}
