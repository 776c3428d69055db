//! Diagnostics for people and for programs.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Patch, Renderer, Snippet, normalize_untrusted_str};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Label, Level, Suggestion};
use crate::source::{FileId, Files, SourceFile, Span};

/// The longest message, label or help shown, in bytes: a token of megabytes must not fill the terminal.
const MAX_WORDS: usize = 1200;

/// The longest mark on one text, in bytes.
const MAX_MARK: usize = 800;

/// The longest excerpt for which a patch is shown, in bytes.
const MAX_PATCH: usize = 4000;

/// Writes diagnostics the way `rustc` does: the message, the marked lines, the help, and the fix as a patch.
///
/// Control characters of the data are shown as symbols, so that no file can write to the terminal.
///
/// # Errors
/// When `out` does.
pub fn human(diagnostics: &[Diagnostic], files: &Files, out: &mut dyn Write, color: bool) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    for diagnostic in diagnostics {
        if stands_in_a_long_line(diagnostic, files) {
            write_without_lines(diagnostic, files, out)?;
        } else {
            writeln!(out, "{}\n", renderer.render(&report(diagnostic, files)))?;
        }
    }
    Ok(())
}

/// The longest line that is shown, in bytes. Files that programs write may be one line of megabytes.
const MAX_LINE: usize = 4000;

fn stands_in_a_long_line(diagnostic: &Diagnostic, files: &Files) -> bool {
    diagnostic.labels.iter().any(|label| {
        let file = files.get(label.file);
        let line = file.and_then(|file| file.line(file.position(label.span.start).line));
        line.is_some_and(|line| line.len() > MAX_LINE)
    })
}

/// A finding with its places alone.
fn write_without_lines(diagnostic: &Diagnostic, files: &Files, out: &mut dyn Write) -> io::Result<()> {
    let level = if diagnostic.level == Level::Deny { "error" } else { "warning" };
    writeln!(out, "{level}[{}]: {}", diagnostic.rule, normalize_untrusted_str(&short(&diagnostic.message)))?;
    for label in &diagnostic.labels {
        let Some(file) = files.get(label.file) else { continue };
        let at = file.position(label.span.start);
        let path = normalize_untrusted_str(file.path());
        let text = short(&label.text);
        let colon = if text.is_empty() { "" } else { ": " };
        writeln!(out, "  --> {path}:{}:{}{colon}{}", at.line, at.column, normalize_untrusted_str(&text))?;
    }
    if let Some(help) = &diagnostic.help {
        writeln!(out, "  = help: {}", normalize_untrusted_str(&short(help)))?;
    }
    writeln!(out)
}

/// One diagnostic as [`human`] writes it, without colours.
pub(super) fn plain(diagnostic: &Diagnostic, files: &Files) -> String {
    Renderer::plain().decor_style(DecorStyle::Ascii).render(&report(diagnostic, files))
}

/// Writes one JSON object a line.
///
/// Keys: `rule`, `level`, `file`, `line`, `column`, `end_line`, `end_column`, `message`, `help`, `suggestion`,
/// `subject`. Lines and columns count from 1, the end is exclusive. `suggestion` is what should stand between start and end instead; it is
/// null if there is none or if it concerns another place. `subject` is the id of the entry concerned. Without a place `file` and the numbers are null.
///
/// # Errors
/// When `out` does.
pub fn json(diagnostics: &[Diagnostic], files: &Files, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        serde_json::to_writer(&mut *out, &Row::new(diagnostic, files))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    level: String,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: Cow<'a, str>,
    help: Option<Cow<'a, str>>,
    suggestion: Option<String>,
    subject: Option<Cow<'a, str>>,
}

impl<'a> Row<'a> {
    fn new(diagnostic: &'a Diagnostic, files: &'a Files) -> Self {
        let label = diagnostic.primary();
        let file = label.and_then(|label| files.get(label.file));
        let place =
            file.zip(label).map(|(file, label)| (file.position(label.span.start), file.position(label.span.end)));
        Self {
            rule: diagnostic.rule,
            level: diagnostic.level.to_string(),
            file: file.map(SourceFile::path),
            line: place.map(|(start, _)| start.line),
            column: place.map(|(start, _)| start.column),
            end_line: place.map(|(_, end)| end.line),
            end_column: place.map(|(_, end)| end.column),
            message: short(&diagnostic.message),
            help: diagnostic.help.as_deref().map(short),
            suggestion: file.zip(label).and_then(|(file, label)| replacement(diagnostic, file, label)),
            subject: diagnostic.subject.as_deref().map(short),
        }
    }
}

/// The text of the primary place with the suggestion made, if it lies within.
fn replacement(diagnostic: &Diagnostic, file: &SourceFile, label: &Label) -> Option<String> {
    let suggestion = diagnostic.suggestion.as_ref()?;
    if suggestion.file != label.file || !label.span.encloses(suggestion.span) {
        return None;
    }
    let before = file.text().get(label.span.start..suggestion.span.start)?;
    let after = file.text().get(suggestion.span.end..label.span.end)?;
    Some(format!("{before}{}{after}", suggestion.replacement))
}

fn report<'a>(diagnostic: &'a Diagnostic, files: &'a Files) -> Vec<Group<'a>> {
    use annotate_snippets::Level as Severity;
    let severity = match diagnostic.level {
        Level::Deny => Severity::ERROR,
        Level::Warn => Severity::WARNING,
        Level::Allow => Severity::NOTE,
    };
    let title = severity.primary_title(short(&diagnostic.message)).id(diagnostic.rule);
    let mut group = Group::with_title(title).elements(snippets(diagnostic, files));
    let help = diagnostic.help.as_deref().map(|help| normalize_untrusted_str(&short(help)));
    let patch = diagnostic.suggestion.as_ref().and_then(|suggestion| patch(suggestion, files));
    let Some(patch) = patch else {
        if let Some(help) = help {
            group = group.element(Severity::HELP.message(help));
        }
        return vec![group];
    };
    let advice = help.unwrap_or_else(|| "change it like this".to_owned());
    vec![group, Group::with_title(Severity::HELP.secondary_title(advice)).element(patch)]
}

/// One excerpt for each file that has labels, the primary one first.
fn snippets<'a>(diagnostic: &'a Diagnostic, files: &'a Files) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut ids: Vec<FileId> = Vec::new();
    for label in &diagnostic.labels {
        if !ids.contains(&label.file) {
            ids.push(label.file);
        }
    }
    let excerpt = |id: FileId| {
        let labels = || diagnostic.labels.iter().enumerate().filter(move |(_, label)| label.file == id);
        let file = files.get(id)?;
        let start = labels().map(|(_, label)| label.span.start).min()?;
        let end = labels().map(|(_, label)| mark(file, label.span).end).max()?;
        let lines = Lines::around(file, Span::new(start, end));
        let annotations = labels().map(|(index, label)| {
            let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(lines.relative(mark(file, label.span)));
            if label.text.is_empty() {
                annotation
            } else {
                annotation.label(normalize_untrusted_str(&short(&label.text)))
            }
        });
        Some(lines.snippet(file).annotations(annotations))
    };
    ids.into_iter().filter_map(excerpt).collect()
}

fn patch<'a>(suggestion: &'a Suggestion, files: &'a Files) -> Option<Snippet<'a, Patch<'a>>> {
    let file = files.get(suggestion.file)?;
    let lines = Lines::around(file, suggestion.span);
    if lines.text.len() + suggestion.replacement.len() > MAX_PATCH {
        return None;
    }
    let patch = Patch::new(lines.relative(suggestion.span), suggestion.replacement.as_str());
    Some(lines.snippet(file).patch(patch))
}

/// A text, or as much of it as can be read.
pub(super) fn short(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_WORDS {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}…", &text[..text.floor_char_boundary(MAX_WORDS)]))
}

/// A span, or its beginning where it is long.
fn mark(file: &SourceFile, span: Span) -> Span {
    if span.len() <= MAX_MARK {
        return span;
    }
    let text = file.text();
    let most = text.floor_char_boundary(span.start + 40);
    let line = text.get(span.start..most).and_then(|text| text.find('\n')).map_or(most, |end| span.start + end);
    Span::new(span.start, line)
}

/// The whole lines that hold a place: a renderer needs no more of a long file.
struct Lines<'a> {
    text: &'a str,
    start: usize,
    first: usize,
}

impl<'a> Lines<'a> {
    fn around(file: &'a SourceFile, span: Span) -> Self {
        let text = file.text();
        let start = file.line_start(span.start);
        let end = text.ceil_char_boundary(span.end);
        let end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
        Self { text: &text[start..end], start, first: file.position(start).line }
    }

    /// The place in what [`Lines::snippet`] shows.
    fn relative(&self, span: Span) -> Range<usize> {
        let shown = |offset: usize| {
            let offset = self.text.floor_char_boundary(offset.saturating_sub(self.start));
            offset - self.text[..offset].matches("\r\n").count()
        };
        shown(span.start)..shown(span.end)
    }

    /// The lines with plain line ends, since carriage returns would be shown.
    fn snippet<T: Clone>(&self, file: &SourceFile) -> Snippet<'a, T> {
        let text = self.text.strip_suffix('\r').unwrap_or(self.text).replace("\r\n", "\n");
        Snippet::source(text)
            .line_start(self.first)
            .path(normalize_untrusted_str(file.path()).replace('\n', "\u{240A}"))
    }
}
