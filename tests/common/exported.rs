//! Graphs to export: the real one, the invented world, and one in which every text means harm.
#![allow(dead_code, reason = "each test file uses some of these")]

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use interlex::load::{self, Loaded};
use interlex::scope::Scope;

/// Texts that some format or program would take for something else.
pub const HOSTILE: [&str; 18] = [
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "'=quoted already",
    "<script>alert(1)</script>",
    "</script><!-- ",
    "]]>",
    "Tom & \"Jerry\" &amp; &lt;",
    "back\\slash \\n \\u0027 \\' \\",
    "quote ' ; DROP (n) //",
    "line\nbreak\r\nand\ttab",
    "control \u{1} and \u{B} here",
    "\u{202E}turned round",
    "🛰 naïve – 漢字",
    "`end` #quot; [x] {y} |z| -->",
    "_x0041_ %PATH% $rows",
    "not a character \u{FFFE}",
    " in spaces ",
    "null",
];

/// A framework for each hostile text, which is its name, alias and note; a link from each to the next says it again.
pub fn hostile() -> Loaded {
    let mut frameworks = Vec::new();
    for (position, text) in HOSTILE.iter().enumerate() {
        let next = (position + 1) % HOSTILE.len();
        let mut record =
            format!("Framework(id: \"x-{position}\", name: {text:?}, aliases: [{text:?}, \"plain {position}\"], ");
        let _ = write!(record, "kind: Guideline, layers: [Legal], status: Published, notes: [{text:?}], ");
        let _ = write!(
            record,
            "patterns: (principles: (values: [], evidence: [(source: \"s\", at: {text:?}, basis: Stated)])), "
        );
        let _ =
            write!(record, "links: [(relation: Reference(Cites), to: \"x-{next}\", claim: {text:?}, note: {text:?}, ");
        record.push_str("evidence: [(source: \"s\", basis: Inferred)])], evidence: [(source: \"s\", basis: Stated)])");
        frameworks.push((format!("frameworks/x/x-{position}.ron"), record));
    }
    let title = HOSTILE.join(" ");
    let meta = format!(
        "Graph(title: {title:?}, version: \"1\", as_of: \"2024-01-01\", licence: \"CC0-1.0\", notes: [{title:?}])"
    );
    let source = format!(
        "[Source(id: \"s\", title: {title:?}, issuer: \"I\", date: \"2024-02\", url: \"https://example.org\")]"
    );
    let tables = [("graph.ron", meta.as_str()), ("sources.ron", source.as_str())];
    let loaded =
        load::texts(tables.into_iter().chain(frameworks.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
    assert_eq!(loaded.graph.nodes().len(), HOSTILE.len(), "{:?}", loaded.diagnostics);
    loaded
}

/// The invented world.
pub fn invented() -> Loaded {
    load::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/clean")).expect("the invented world")
}

/// What an export writes.
pub fn bytes(export: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    export(&mut out).expect("writing to memory works");
    out
}

/// What an export writes, as text.
pub fn text(export: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    String::from_utf8(bytes(export)).expect("UTF-8")
}

/// The JSON export.
pub fn json(scope: &Scope<'_>) -> serde_json::Value {
    serde_json::from_slice(&bytes(|out| interlex::exchange::graph_json(scope, out))).expect("JSON")
}

/// A text as XML 1.0 can carry it.
pub fn in_xml(text: &str) -> String {
    let forbidden = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().map(|c| if forbidden(c) { '\u{FFFD}' } else { c }).collect()
}
