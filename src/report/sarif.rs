//! Findings as SARIF 2.1.0, the format of code scanning.
//!
//! Places are relative to `%SRCROOT%`, the folder in which the check ran, unless the graph was named by an absolute path.
//! Lines and columns count from 1 in Unicode scalar values, and the end is exclusive: exactly as in [`crate::source`].

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize as Derive;
use serde::ser::{Serialize, SerializeSeq as _, Serializer};

use super::checked::{Checked, Place};
use super::diagnostics::short;
use crate::check::Rule;
use crate::diagnostic::{Diagnostic, Label, Level, Suggestion};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What relative addresses are relative to.
const ROOT: &str = "%SRCROOT%";

/// Writes a log of one run. Results are written as they are made: the log is never in memory as a whole.
///
/// # Errors
/// When `out` does.
pub fn sarif(checked: &Checked<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rules = checked.rules.iter().map(|rule| Descriptor::new(rule)).collect();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: Some(env!("CARGO_PKG_REPOSITORY")).filter(|address| !address.is_empty()),
                short_description: plain(
                    "The check of a graph of AI governance: frameworks, institutions, jurisdictions and how they relate.",
                ),
                rules,
            },
        },
        invocations: [Invocation { execution_successful: true }],
        original_uri_base_ids: BTreeMap::from([(
            ROOT,
            Base { description: plain("The folder in which the check ran, as a rule the root of the repository.") },
        )]),
        column_kind: "unicodeCodePoints",
        results: Results(checked),
    };
    serde_json::to_writer_pretty(&mut *out, &Log { version: "2.1.0", schema: SCHEMA, runs: [run] })?;
    out.write_all(b"\n")
}

#[derive(Derive)]
struct Log<'a> {
    version: &'static str,
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    invocations: [Invocation; 1],
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    column_kind: &'static str,
    results: Results<'a>,
}

#[derive(Derive)]
struct Tool {
    driver: Driver,
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    information_uri: Option<&'static str>,
    short_description: Message,
    rules: Vec<Descriptor>,
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: String,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Derive)]
struct Configuration {
    level: &'static str,
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

#[derive(Derive)]
struct Base {
    description: Message,
}

#[derive(Derive)]
struct Message {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

/// The results, made one after the other.
struct Results<'a>(&'a Checked<'a>);

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    place: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: [Change; 1],
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: [Replacement; 1],
}

#[derive(Derive)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Content,
}

#[derive(Derive)]
struct Content {
    text: String,
}

impl Descriptor {
    fn new(rule: &Rule) -> Self {
        let markdown = format!("**Why**: {}\n\n**Fix**: {}", rule.why, rule.fix);
        Self {
            id: rule.id,
            name: pascal(rule.id),
            short_description: plain(rule.title),
            full_description: plain(&format!("{} {}", rule.title, rule.why)),
            help: Message { markdown: Some(markdown), ..plain(&format!("{} {}", rule.why, rule.fix)) },
            default_configuration: Configuration { level: level(rule.level) },
        }
    }
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let checked = self.0;
        let positions: BTreeMap<&str, usize> = checked.rules.iter().map(|rule| rule.id).zip(0..).collect();
        let mut seen = BTreeMap::new();
        let mut results = serializer.serialize_seq(Some(checked.findings.len()))?;
        for finding in checked.findings {
            let print = fingerprint(checked, finding);
            let again = seen.entry(print).and_modify(|count| *count += 1).or_insert(1_usize);
            let print = format!("{print:016x}:{again}");
            let mut locations = finding.labels.iter().filter_map(|label| location(checked, label));
            results.serialize_element(&Finding {
                rule_id: finding.rule,
                rule_index: positions.get(finding.rule).copied(),
                level: level(finding.level),
                message: plain(&words(finding)),
                locations: locations.next().into_iter().collect(),
                related_locations: locations.zip(1..).map(|(it, id)| Location { id: Some(id), ..it }).collect(),
                partial_fingerprints: BTreeMap::from([("interlexFinding/v1", print)]),
                fixes: finding.suggestion.iter().filter_map(|it| fix(checked, finding, it)).collect(),
            })?;
        }
        results.end()
    }
}

/// The message and how to put it right: code scanning shows nothing else beside the line.
fn words(finding: &Diagnostic) -> String {
    let help = finding.help.as_deref().map(|help| format!("\n{}", short(help))).unwrap_or_default();
    format!("{}{help}", short(&finding.message))
}

fn location(checked: &Checked<'_>, label: &Label) -> Option<Location> {
    let place = checked.place(label)?;
    let message = (!label.text.is_empty()).then(|| plain(&short(&label.text)));
    Some(Location {
        id: None,
        place: Physical { artifact_location: artifact(place.path), region: region(&place) },
        message,
    })
}

fn region(place: &Place<'_>) -> Region {
    let Place { start, end, .. } = place;
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

fn fix(checked: &Checked<'_>, finding: &Diagnostic, suggestion: &Suggestion) -> Option<Fix> {
    let place = checked.place(&Label { file: suggestion.file, span: suggestion.span, text: String::new() })?;
    Some(Fix {
        description: plain(&finding.help.as_deref().map_or_else(|| "Change it like this".into(), short)),
        artifact_changes: [Change {
            artifact_location: artifact(place.path),
            replacements: [Replacement {
                deleted_region: region(&place),
                inserted_content: Content { text: suggestion.replacement.clone() },
            }],
        }],
    })
}

/// A path as an address: percent-encoded, and relative to the root unless it is absolute.
fn artifact(path: &str) -> Artifact {
    let is_drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let encoded = encoded(path);
    match (path.starts_with('/'), is_drive) {
        (true, _) => Artifact { uri: format!("file://{encoded}"), uri_base_id: None },
        (_, true) => Artifact { uri: format!("file:///{encoded}"), uri_base_id: None },
        _ => Artifact { uri: encoded, uri_base_id: Some(ROOT) },
    }
}

/// The bytes of a path that an address may hold (RFC 3986, unreserved and the slash), the others as `%XX`.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A message that stands for itself: braces are doubled and brackets of links escaped, as they would be read as
/// placeholders and links (SARIF 3.11.5 and 3.11.6).
fn plain(text: &str) -> Message {
    let text = text.replace('{', "{{").replace('}', "}}");
    let text = if text.contains("](") { text.replace('[', "\\[") } else { text };
    Message { text, markdown: None }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "note",
    }
}

/// `framework_unlinked` becomes `FrameworkUnlinked`.
fn pascal(id: &str) -> String {
    let mut upper = true;
    let mut out = String::with_capacity(id.len());
    for c in id.chars() {
        if c == '_' {
            upper = true;
        } else if std::mem::take(&mut upper) {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
    }
    out
}

/// What tells one finding from another wherever its lines move: rule, file, message, and the text marked.
fn fingerprint(checked: &Checked<'_>, finding: &Diagnostic) -> u64 {
    let label = finding.primary();
    let path = label.and_then(|label| checked.place(label)).map_or("", |place| place.path);
    let marked = label.map_or("", |label| checked.marked(label));
    fnv1a([finding.rule, path, &finding.message, marked].join("\0").as_bytes())
}

/// FNV-1a with 64 bits (Fowler, Noll and Vo): the same on every machine and in every version, unlike the standard
/// library's hasher.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::fnv1a;

    #[test]
    fn the_hash_is_that_of_its_authors() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
