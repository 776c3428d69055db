//! A run of the check, for the formats that continuous integration reads.

use crate::check::Rule;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Files, Position};

/// What a run of the check found, and what it looked for.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The findings, in the order to show them.
    pub findings: &'a [Diagnostic],
    /// The files they are about.
    pub files: &'a Files,
    /// The rules that were applied, by id: those without a finding were kept.
    pub rules: &'a [&'static Rule],
}

/// A place as people and programs name it; the end is exclusive.
pub(super) struct Place<'a> {
    pub path: &'a str,
    pub start: Position,
    pub end: Position,
}

impl<'a> Checked<'a> {
    /// Where a label is; `None` if its file is not one of these.
    pub(super) fn place(&self, label: &Label) -> Option<Place<'a>> {
        let file = self.files.get(label.file)?;
        Some(Place { path: file.path(), start: file.position(label.span.start), end: file.position(label.span.end) })
    }

    /// The text that a label marks, at most its first 200 bytes: it stays the same when lines move.
    pub(super) fn marked(&self, label: &Label) -> &'a str {
        let text = self.files.get(label.file).and_then(|file| file.text().get(label.span.range())).unwrap_or_default();
        &text[..text.floor_char_boundary(200)]
    }
}
