//! The graph as Cypher: a script for the shells of Neo4j and Memgraph, and the same as a request with parameters.
//!
//! Everything is merged by id and its properties replaced, so that a script may run twice, and a newer one over an
//! older. Values are literals, because each shell sets parameters in its own way.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::table::{Cell, Column, Table};
use crate::model::NodeKind;
use crate::scope::Scope;

/// How many rows a statement has.
const BATCH: usize = 100;

/// The relations, in the order of the scripts.
const RELATIONS: [&str; 9] =
    ["alignment", "reference", "conflict", "issued_by", "applies_in", "party_to", "member_of", "oversees", "develops"];

/// Whose dialect of constraints is written; the rest is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Neo4j 4.4 and later.
    Neo4j,
    /// Memgraph.
    Memgraph,
}

/// Rows of a table that one kind of statement takes.
struct Group {
    table: Table,
    /// The value of the column `kind` or `relation` that the rows have in common.
    only: Option<&'static str>,
    /// What is done with each `row`.
    action: String,
}

/// Writes what the question sees of the graph as a script of statements.
///
/// # Errors
/// If writing fails.
pub fn graph_cypher(scope: &Scope<'_>, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "// interlex/graph/1, as of {}. Running it again changes nothing.", scope.day())?;
    for label in ["InterlexDataset", "InterlexSource", "InterlexNode"] {
        let key = if label == "InterlexDataset" { "schema" } else { "id" };
        match dialect {
            Dialect::Neo4j => {
                writeln!(out, "CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE;")?;
            }
            Dialect::Memgraph => writeln!(out, "CREATE CONSTRAINT ON (n:{label}) ASSERT n.{key} IS UNIQUE;")?,
        }
    }
    for group in groups() {
        let mut count = 0;
        group.rows(scope, |row| {
            let separator = match count % BATCH {
                0 if count == 0 => "UNWIND [\n".to_owned(),
                0 => format!("\n] AS row\n{};\nUNWIND [\n", group.action),
                _ => ",\n".to_owned(),
            };
            count += 1;
            write!(out, "{separator}{}", literal_map(group.table.columns(), row))
        })?;
        if count > 0 {
            writeln!(out, "\n] AS row\n{};", group.action)?;
        }
    }
    Ok(())
}

/// Writes the same as a request to Neo4j's HTTP interface: statements with their parameters, without constraints, which
/// Neo4j keeps out of transactions that write data.
///
/// # Errors
/// If writing fails.
pub fn graph_neo4j_http(scope: &Scope<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"statements\":[")?;
    let mut statements = 0;
    for group in groups() {
        let mut count = 0;
        group.rows(scope, |row| {
            if count == 0 {
                let separator = if statements == 0 { "" } else { "," };
                let statement = serde_json::to_string(&format!("UNWIND $rows AS row {}", group.action))?;
                write!(out, "{separator}\n{{\"statement\":{statement},\"parameters\":{{\"rows\":[\n")?;
                statements += 1;
            } else {
                writeln!(out, ",")?;
            }
            count += 1;
            serde_json::to_writer(&mut *out, &Map { columns: group.table.columns(), row })?;
            Ok(())
        })?;
        if count > 0 {
            write!(out, "\n]}}}}")?;
        }
    }
    writeln!(out, "\n]}}")
}

/// Labels and types of relationships cannot be parameters: a statement for each.
fn groups() -> Vec<Group> {
    let mut groups = vec![
        Group { table: Table::Graph, only: None, action: merged("InterlexDataset {schema: row.schema}", None) },
        Group { table: Table::Sources, only: None, action: merged("InterlexSource {id: row.id}", None) },
    ];
    for kind in NodeKind::all() {
        let label: String = kind.as_str().split('_').map(capitalised).collect();
        let action = merged("InterlexNode {id: row.id}", Some(&label));
        groups.push(Group { table: Table::Nodes, only: Some(kind.as_str()), action });
    }
    for relation in RELATIONS {
        let action = format!(
            "MATCH (a:InterlexNode {{id: row.source}}) MATCH (b:InterlexNode {{id: row.target}}) \
             MERGE (a)-[r:{} {{id: row.id}}]->(b) SET r = row",
            relation.to_uppercase()
        );
        groups.push(Group { table: Table::Edges, only: Some(relation), action });
    }
    groups
}

fn merged(pattern: &str, label: Option<&str>) -> String {
    let label = label.map(|label| format!(" SET n:{label}")).unwrap_or_default();
    format!("MERGE (n:{pattern}) SET n = row{label}")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

impl Group {
    fn rows(&self, scope: &Scope<'_>, mut each: impl FnMut(&[Cell<'_>]) -> io::Result<()>) -> io::Result<()> {
        let by = if self.table == Table::Nodes { "kind" } else { "relation" };
        let by = self.table.columns().iter().position(|column| column.name == by);
        self.table.rows(scope, |row| {
            let value = by.and_then(|by| row[by].text());
            if self.only.is_none() || value.as_deref() == self.only { each(row) } else { Ok(()) }
        })
    }
}

/// A row as a map of its cells; those that are empty are left out, as a property that is null is none.
struct Map<'m, 'r> {
    columns: &'m [Column],
    row: &'m [Cell<'r>],
}

impl Serialize for Map<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (column, cell) in self.columns.iter().zip(self.row) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => map.serialize_entry(column.name, text)?,
                Cell::Number(number) => map.serialize_entry(column.name, number)?,
                Cell::Bool(value) => map.serialize_entry(column.name, value)?,
                Cell::List(values) => map.serialize_entry(column.name, values)?,
            }
        }
        map.end()
    }
}

fn literal_map(columns: &[Column], row: &[Cell<'_>]) -> String {
    let entries = columns.iter().zip(row).filter_map(|(column, cell)| {
        let value = match cell {
            Cell::Empty => return None,
            Cell::Text(text) => literal(text),
            Cell::Number(number) => format!("{number:?}"),
            Cell::Bool(value) => value.to_string(),
            Cell::List(values) => {
                format!("[{}]", values.iter().map(|value| literal(value)).collect::<Vec<_>>().join(", "))
            }
        };
        // Quoted, as some names are words of the language.
        Some(format!("`{}`: {value}", column.name))
    });
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

/// Any text as a string literal in single quotes.
///
/// Neo4j before version 2025 resolves `\u0027` wherever it stands before it parses anything, so a `u` after a backslash
/// is itself written as such an escape: whoever resolves first reads the same. Characters that cannot be seen are
/// escaped, so that the script reads as it runs.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut after_backslash = false;
    out.push('\'');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            'u' if after_backslash => out.push_str("\\u0075"),
            c if unseen(c) => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
        after_backslash = c == '\\';
    }
    out.push('\'');
    out
}

/// Control characters, and those that turn the direction of text or break lines. All within four hexadecimal digits.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}
