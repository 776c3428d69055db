//! What every stage may say about the data: one finding, its places, its fix.

use std::cmp::Ordering;
use std::fmt;

use crate::source::{FileId, Files, Span};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The data must not be accepted like this.
    Deny,
    /// Worth a look.
    Warn,
    /// Shown only when asked for.
    Allow,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Deny => "deny",
            Self::Warn => "warn",
            Self::Allow => "allow",
        })
    }
}

/// A marked place and what to say there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The file marked.
    pub file: FileId,
    /// The place in it.
    pub span: Span,
    /// A few words beside the mark; may be empty.
    pub text: String,
}

/// An edit that would repair what was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// The file to edit.
    pub file: FileId,
    /// What to replace; empty to insert.
    pub span: Span,
    /// What to put there; empty to delete.
    pub replacement: String,
    /// Whether it can only have been meant so: such edits are made without asking.
    pub safe: bool,
}

/// One finding about the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Id of the rule that was broken, in `snake_case`; it states the defect.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Places: the first is the primary one, the others are its counterparts.
    pub labels: Vec<Label>,
    /// How to put it right, in words.
    pub help: Option<String>,
    /// How to put it right, as an edit.
    pub suggestion: Option<Suggestion>,
    /// Id of the entry concerned: the record around the primary place, or the name of a file that is none.
    pub subject: Option<String>,
}

impl Diagnostic {
    /// A finding at level [`Level::Deny`], without a place yet.
    #[must_use]
    pub fn deny(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Level::Deny, message)
    }

    /// A finding at level [`Level::Warn`], without a place yet.
    #[must_use]
    pub fn warn(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Level::Warn, message)
    }

    /// A finding at any level, without a place yet.
    #[must_use]
    pub fn new(rule: &'static str, level: Level, message: impl Into<String>) -> Self {
        Self { rule, level, message: message.into(), labels: Vec::new(), help: None, suggestion: None, subject: None }
    }

    /// Adds a place; the first one added is the primary place.
    #[must_use]
    pub fn label(mut self, file: FileId, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { file, span, text: text.into() });
        self
    }

    /// Adds a place that is already a label; the first one added is the primary place.
    #[must_use]
    pub fn labelled(mut self, label: Label) -> Self {
        self.labels.push(label);
        self
    }

    /// Says how to put it right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers an edit that puts it right.
    #[must_use]
    pub fn suggest(mut self, file: FileId, span: Span, replacement: impl Into<String>) -> Self {
        self.suggestion = Some(Suggestion { file, span, replacement: replacement.into(), safe: false });
        self
    }

    /// Says whether the edit offered is certain to be what was meant.
    #[must_use]
    pub fn safe(mut self, safe: bool) -> Self {
        if let Some(suggestion) = &mut self.suggestion {
            suggestion.safe = safe;
        }
        self
    }

    /// Names the entry concerned.
    #[must_use]
    pub fn about(mut self, subject: Option<String>) -> Self {
        self.subject = subject;
        self
    }

    /// The primary place.
    #[must_use]
    pub fn primary(&self) -> Option<&Label> {
        self.labels.first()
    }
}

/// Sorts by path, start, rule and message, and then by everything else: the same findings in any order come out the same.
///
/// Findings without a place come first.
pub fn sort(diagnostics: &mut [Diagnostic], files: &Files) {
    diagnostics.sort_by(|a, b| compare(a, b, files));
}

fn compare(a: &Diagnostic, b: &Diagnostic, files: &Files) -> Ordering {
    let place = |diagnostic: &Diagnostic| {
        let label = diagnostic.primary()?;
        Some((files.get(label.file)?.path(), label.span.start))
    };
    place(a)
        .cmp(&place(b))
        .then_with(|| a.rule.cmp(b.rule))
        .then_with(|| a.message.cmp(&b.message))
        .then_with(|| a.level.cmp(&b.level))
        .then_with(|| a.labels.cmp(&b.labels))
        .then_with(|| (&a.help, &a.suggestion, &a.subject).cmp(&(&b.help, &b.suggestion, &b.subject)))
}
