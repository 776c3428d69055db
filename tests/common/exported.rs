//! Graphs to export: the real one, the invented world, and one in which every text means harm.
#![allow(dead_code, reason = "each test file uses some of these")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use interlex::exchange::{self, Column, ColumnKind, Table};
use interlex::load::{self, Loaded};
use interlex::scope::Scope;
use serde_json::{Map, Value};

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
pub fn json(scope: &Scope<'_>) -> Value {
    serde_json::from_slice(&bytes(|out| exchange::graph_json(scope, out))).expect("JSON")
}

/// A text as XML 1.0 can carry it.
pub fn in_xml(text: &str) -> String {
    let forbidden = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().map(|c| if forbidden(c) { '\u{FFFD}' } else { c }).collect()
}

/// The cells of a row that are not empty, by column.
pub type Row = BTreeMap<String, String>;

/// The rows of a table as the `csv` crate reads them, without the apostrophe that keeps formulas from running.
pub fn csv_rows(scope: &Scope<'_>, table: Table) -> Vec<Row> {
    let bytes = bytes(|out| exchange::table_csv(scope, table, out));
    let mut reader = csv::Reader::from_reader(&bytes[..]);
    let header = reader.headers().expect("a header").clone();
    let row = |record: csv::StringRecord| {
        let cells = header.iter().zip(record.iter()).filter(|(_, cell)| !cell.is_empty());
        cells.map(|(name, cell)| (name.to_owned(), cell.strip_prefix('\'').unwrap_or(cell).to_owned())).collect()
    };
    reader.into_records().map(|record| row(record.expect("a record"))).collect()
}

/// The data of the elements called `name` in GraphML, as `roxmltree` reads them, with their attributes.
pub fn graphml_rows(document: &roxmltree::Document<'_>, name: &str) -> Vec<Row> {
    let keys: BTreeMap<&str, &str> = (document.descendants().filter(|it| it.has_tag_name("key")))
        .map(|key| (key.attribute("id").expect("an id"), key.attribute("attr.name").expect("a name")))
        .collect();
    let elements = document.descendants().filter(|it| it.tag_name().name() == name);
    let row = |element: roxmltree::Node<'_, '_>| {
        let attributes = element.attributes().map(|it| (it.name().to_owned(), it.value().to_owned()));
        let data = element.children().filter(|it| it.tag_name().name() == "data").map(|data| {
            let key = keys[data.attribute("key").expect("a key")];
            (key.to_owned(), data.text().unwrap_or_default().to_owned())
        });
        attributes.chain(data).collect()
    };
    elements.map(row).collect()
}

/// A value of the JSON export from a cell.
fn cell(column: &Column, text: &str) -> Value {
    match column.kind {
        ColumnKind::Text | ColumnKind::Date => Value::from(text),
        ColumnKind::Number => serde_json::json!(text.parse::<f64>().expect("a number")),
        ColumnKind::Bool => serde_json::json!(text.parse::<bool>().expect("true or false")),
        ColumnKind::List => text.split(';').collect(),
        ColumnKind::Json => serde_json::from_str(text).expect("JSON in a cell"),
    }
}

/// What the JSON export says of a node or edge, from its row; nothing is said of what is empty.
pub fn told(table: Table, row: &Row) -> Value {
    let mut flat: BTreeMap<&'static str, Value> = BTreeMap::new();
    for column in table.columns() {
        if let Some(text) = row.get(column.name) {
            flat.insert(column.name, cell(column, text));
        }
    }
    let mut object = Map::new();
    flat.remove("label");
    if table == Table::Edges {
        for (end, node, provision) in [("from", "source", "source_provision"), ("to", "target", "target_provision")] {
            let node = flat.remove(node).expect("an end");
            let node = node.as_str().expect("an id");
            let provision =
                flat.remove(provision).and_then(|it| Some(format!("#{}", it.as_str()?))).unwrap_or_default();
            object.insert(end.to_owned(), serde_json::json!(format!("{node}{provision}")));
        }
        let parts =
            ["set", "strength", "rationale"].map(|part| (part, flat.remove(format!("mapping_{part}").as_str())));
        object.insert("mapping".to_owned(), parts.into_iter().collect());
    }
    if table == Table::Nodes {
        let take = |flat: &mut BTreeMap<&'static str, Value>, names: &[&'static str]| -> Value {
            names.iter().map(|name| ((*name).to_owned(), flat.remove(name).unwrap_or_default())).collect()
        };
        let dates = take(&mut flat, &["proposed", "adopted", "in_force", "ended"]);
        object.insert("dates".to_owned(), dates);
        let codes = ["iso2", "iso3"].map(|code| flat.remove(code));
        let mut place = take(&mut flat, &["m49", "g77", "absences"]);
        place["iso"] = codes.into_iter().flatten().collect();
        let model = ["regulator_model", "regulator_model_evidence"].map(|name| flat.remove(name));
        place["regulator_model"] = assessed("value", model);
        object.insert("place".to_owned(), place);
        let mut patterns = Map::new();
        for (name, key) in [
            ("objectives", "values"),
            ("principles", "values"),
            ("approach", "value"),
            ("binding", "value"),
            ("integration", "value"),
            ("components", "values"),
        ] {
            let value = if name == "binding" { flat.get(name).cloned() } else { flat.remove(name) };
            let evidence = flat.remove(format!("{name}_evidence").as_str());
            patterns.insert(name.to_owned(), assessed(key, [value, evidence]));
        }
        object.insert("patterns".to_owned(), patterns.into());
    }
    object.extend(flat.into_iter().map(|(name, value)| (name.to_owned(), value)));
    without_nothing(Value::Object(object))
}

fn assessed(key: &str, [value, evidence]: [Option<Value>; 2]) -> Value {
    evidence.map_or(Value::Null, |evidence| serde_json::json!({ key: value, "evidence": evidence }))
}

/// The same without what is null or empty, all numbers as such with a fraction.
pub fn without_nothing(value: Value) -> Value {
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    match value {
        Value::Array(values) => values.into_iter().map(without_nothing).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, without_nothing(value)));
            Value::Object(fields.filter(|(_, value)| !empty(value)).collect())
        }
        Value::Number(number) => serde_json::json!(number.as_f64()),
        other => other,
    }
}

/// The same with all that XML cannot carry replaced.
pub fn value_in_xml(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(in_xml(&text)),
        Value::Array(values) => values.into_iter().map(value_in_xml).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, value_in_xml(value))).collect(),
        other => other,
    }
}
