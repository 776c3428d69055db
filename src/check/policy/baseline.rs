//! Findings that were there when an old data set began to be checked.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::read;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceFile, Span};

/// The first line of a baseline.
const SCHEMA: &str = "interlex/baseline/1";

/// Findings on record, by rule, entry and what they say; how often each; never where.
///
/// As text: JSON, a line each, sorted, after a line that says what the file is. So two people who shrink it seldom meet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    rows: BTreeMap<String, Row>,
    file: Option<FileId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    line: Line,
    span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    schema: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    rule: String,
    entry: String,
    fingerprint: String,
    count: usize,
    message: String,
}

impl Baseline {
    /// The record of these findings.
    pub fn of<'d>(findings: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        for finding in findings {
            let fingerprint = fingerprint(finding);
            let new = || Row {
                line: Line {
                    rule: finding.rule.to_owned(),
                    entry: finding.subject.clone().unwrap_or_default(),
                    fingerprint: fingerprint.clone(),
                    count: 0,
                    message: finding.message.clone(),
                },
                span: Span::empty(0),
            };
            rows.entry(fingerprint.clone()).or_insert_with(new).line.count += 1;
        }
        Self { rows, file: None }
    }

    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// Every line that is none, with its place.
    pub fn read(file: FileId, source: &SourceFile) -> Result<Self, Vec<Diagnostic>> {
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        let mut found = Vec::new();
        let mut refuse = |span: Span, message: String| {
            let help = "write it anew with `interlex check --write-baseline FILE`";
            found.push(Diagnostic::deny("baseline_invalid", message).label(file, span, "").help(help));
        };
        let mut start = 0;
        let mut is_first = true;
        for text in source.text().split_inclusive('\n') {
            let line = text.trim_end();
            let span = Span::new(start, start + line.len());
            start += text.len();
            if is_first {
                is_first = false;
                if serde_json::from_str::<Head>(line).is_ok_and(|head| head.schema == SCHEMA) {
                    continue;
                }
                refuse(span, format!("a baseline begins with the line {{\"schema\":\"{SCHEMA}\"}}"));
                break;
            }
            if line.is_empty() {
                continue;
            }
            match serde_json::from_str::<Line>(line) {
                Ok(line) => {
                    let row = rows.entry(line.fingerprint.clone());
                    let first = matches!(row, std::collections::btree_map::Entry::Vacant(_));
                    if first {
                        row.or_insert(Row { line, span });
                    } else {
                        refuse(span, "this finding is recorded twice".to_owned());
                    }
                }
                Err(error) => refuse(span, format!("no recorded finding: {}", in_line(&error))),
            }
        }
        if is_first {
            refuse(Span::empty(0), "the baseline is empty".to_owned());
        }
        if found.is_empty() { Ok(Self { rows, file: Some(file) }) } else { Err(read::first(found)) }
    }

    /// Writes it as [`Baseline::read`] reads it, sorted by rule, entry and message.
    ///
    /// # Errors
    /// When `out` does.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &Head { schema: SCHEMA.to_owned() })?;
        out.write_all(b"\n")?;
        let mut lines: Vec<&Line> = self.rows.values().map(|row| &row.line).collect();
        lines.sort_by_key(|line| (&line.rule, &line.entry, &line.message, &line.fingerprint));
        for line in lines {
            serde_json::to_writer(&mut *out, line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// How many findings are on record.
    pub fn findings(&self) -> usize {
        self.rows.values().map(|row| row.line.count).sum()
    }

    /// How many entries they are about.
    pub fn entries(&self) -> usize {
        self.rows.values().map(|row| &row.line.entry).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// How often a finding like this is on record.
    pub(super) fn count(&self, finding: &Diagnostic) -> usize {
        self.rows.get(&fingerprint(finding)).map_or(0, |row| row.line.count)
    }

    /// What is on record more often than it occurs; `seen` counts what occurs, by fingerprint.
    pub(super) fn stale(&self, seen: &BTreeMap<String, usize>) -> Vec<Diagnostic> {
        let Some(file) = self.file else { return Vec::new() };
        let report = |(fingerprint, row): (&String, &Row)| {
            let Line { rule, entry, count, message, .. } = &row.line;
            let now = seen.get(fingerprint).copied().unwrap_or(0);
            let (message, help) = match now {
                _ if now >= *count => return None,
                0 => (
                    format!("`{rule}` finds this no more of `{entry}`: {message}"),
                    "delete the line, so that it cannot come back unseen".to_owned(),
                ),
                _ => (
                    format!("`{rule}` finds this of `{entry}` less often than recorded: {message}"),
                    format!("set `count` to {now}, so that the others cannot come back unseen"),
                ),
            };
            let found = Diagnostic::warn("baseline_stale", message).help(help).about(Some(entry.clone()));
            Some(found.label(file, row.span, format!("recorded: {count}, now: {now}")))
        };
        self.rows.iter().filter_map(report).collect()
    }
}

/// What stays the same of a finding when lines move: 16 hexadecimal digits that follow from its rule, the entry it is
/// about and its message, white space apart.
pub fn fingerprint(finding: &Diagnostic) -> String {
    let words = finding.message.split_whitespace();
    let parts = [finding.rule, finding.subject.as_deref().unwrap_or_default()].into_iter().chain(words);
    // FNV-1a: the same on every machine and in every version.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// What serde says, with the column alone: the line it counts is always the first.
fn in_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((what, _)) => format!("{what} at column {}", error.column()),
        None => text,
    }
}
