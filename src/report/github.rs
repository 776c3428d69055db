//! Findings as annotations of GitHub Actions: workflow commands on standard output.
//!
//! The syntax is that of GitHub's page "Workflow commands for GitHub Actions" and of `@actions/core`: values of properties
//! escape `%`, carriage return, line feed, `:` and `,`; messages escape the first three. Columns count from 1. GitHub
//! refuses columns where the start line and the end line differ ("cannot be sent when `startLine` and `endLine` are
//! different values", says `@actions/core`), so such annotations mark whole lines. It shows ten annotations of each level
//! for a step; the log has all.

use std::io::{self, Write};

use super::checked::Checked;
use super::diagnostics::short;
use crate::diagnostic::{Diagnostic, Level};

/// Writes one annotation a line. Paths are as the graph was named: relative ones count from the root of the repository,
/// where GitHub runs steps.
///
/// # Errors
/// When `out` does.
pub fn github(checked: &Checked<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in checked.findings {
        let level = match finding.level {
            Level::Deny => "error",
            Level::Warn => "warning",
            Level::Allow => "notice",
        };
        write!(out, "::{level} ")?;
        if let Some(place) = finding.primary().and_then(|label| checked.place(label)) {
            write!(out, "file={},line={}", property(place.path), place.start.line)?;
            if place.start.line == place.end.line {
                // GitHub's end is the last column marked, ours the one after it.
                let last = place.end.column.saturating_sub(1).max(place.start.column);
                write!(out, ",col={},endLine={},endColumn={last}", place.start.column, place.end.line)?;
            } else {
                write!(out, ",endLine={}", place.end.line)?;
            }
            write!(out, ",")?;
        }
        writeln!(out, "title={}::{}", property(finding.rule), data(&message(checked, finding)))?;
    }
    Ok(())
}

/// The message, what is said at each place, and the help.
fn message(checked: &Checked<'_>, finding: &Diagnostic) -> String {
    let mut text = short(&finding.message).into_owned();
    for (index, label) in finding.labels.iter().enumerate().filter(|(_, label)| !label.text.is_empty()) {
        let words = short(&label.text);
        match checked.place(label) {
            Some(place) if index > 0 => {
                text.push_str(&format!("\n{words}: {}:{}:{}", place.path, place.start.line, place.start.column));
            }
            _ => text.push_str(&format!(": {words}")),
        }
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("\nhelp: {}", short(help)));
    }
    let replacement = finding.suggestion.as_ref().map(|suggestion| suggestion.replacement.as_str());
    if let Some(replacement) = replacement.filter(|text| !text.trim().is_empty()) {
        text.push_str(&format!("\nwrite: {}", short(replacement)));
    }
    text
}

/// The text of a message.
fn data(text: &str) -> String {
    escaped(text, &[])
}

/// The value of a property.
fn property(text: &str) -> String {
    escaped(text, &[':', ','])
}

fn escaped(text: &str, also: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '\r' | '\n') || also.contains(&c) {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else if is_hidden(c) {
            // What would move the cursor, hide text or turn its direction in a log is told by its number.
            out.push_str(&format!("U+{:04X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

fn is_hidden(c: char) -> bool {
    c.is_control() && c != '\t'
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
