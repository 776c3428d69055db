//! Texts that are no RON at all: one finding says what they are, where every line would be an error.

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceFile, Span};

/// What a text that `ron` refuses is instead, if that is plain.
pub(super) fn foreign(file: FileId, source: &SourceFile) -> Option<Diagnostic> {
    let text = source.text();
    conflict(file, text).or_else(|| markdown(file, text)).or_else(|| yaml(file, text))
}

/// A git conflict that nobody has resolved: seven marks at the beginning of a line, as git writes them.
fn conflict(file: FileId, text: &str) -> Option<Diagnostic> {
    let begins = line_with(text, "<<<<<<< ")?;
    let ends = line_with(text, ">>>>>>> ").filter(|ends| ends.start > begins.start)?;
    let help = "keep what is right of the two versions, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`";
    let message = "the file has the marks of a git conflict: it holds two versions of the same lines";
    Some(
        Diagnostic::deny("syntax", message)
            .label(file, begins, "the two versions begin here")
            .label(file, ends, "and end here")
            .help(help),
    )
}

/// The marks that stand around code in Markdown, copied with it.
fn markdown(file: FileId, text: &str) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start().len();
    let fence = text[start..].lines().next().filter(|line| line.starts_with("```"))?;
    Some(
        Diagnostic::deny("syntax", "the file begins with the marks that stand around code in Markdown")
            .label(file, Span::new(start, start + fence.len()), "")
            .help("delete this line, and the one with three backticks at the end"),
    )
}

/// A first line such as `name: value`, without a record around it.
fn yaml(file: FileId, text: &str) -> Option<Diagnostic> {
    let mut start = 0;
    let line = text.split_inclusive('\n').find(|line| {
        let passed = line.trim().is_empty() || line.starts_with("//") || line.starts_with('#');
        start += if passed { line.len() } else { 0 };
        !passed
    })?;
    let line = line.trim_end();
    let (name, value) = line.split_once(':').unwrap_or((line, ""));
    let is_field = line.contains(':') && (value.is_empty() || value.starts_with(' '));
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if !(is_name && is_field || line == "---") {
        return None;
    }
    Some(
        Diagnostic::deny("syntax", "the file begins with a field and not with a record: is it YAML?")
            .label(file, Span::new(start, start + line.len()), "no record is open here")
            .help("fields stand in the brackets of a record: `Framework( id: \"…\", name: \"…\", … )`"),
    )
}

/// The first line that begins so.
fn line_with(text: &str, mark: &str) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(mark) {
            return Some(Span::new(start, start + line.trim_end().len()));
        }
        start += line.len();
    }
    None
}
