//! The graph as GraphML: every column of nodes and edges is a key with a type; what the data set says of itself and its
//! sources are data of the graph.

use std::io::{self, Write};

use super::parts::sources;
use super::table::{Cell, ColumnKind, Table};
use super::xml::{attribute, content};
use crate::scope::Scope;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"#;

/// Columns that are attributes of the elements themselves.
const NATIVE: [&str; 3] = ["id", "source", "target"];

/// Writes what the question sees of the graph as a directed GraphML graph.
///
/// # Errors
/// If writing fails.
pub fn graph_graphml(scope: &Scope<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for (table, domain) in [(Table::Graph, "graph"), (Table::Nodes, "node"), (Table::Edges, "edge")] {
        for column in table.columns() {
            if table == Table::Graph || !NATIVE.contains(&column.name) {
                key(domain, column.name, kind(column.kind), column.about, out)?;
            }
        }
    }
    key("graph", "sources", "string", "The documents cited: a list in JSON", out)?;
    writeln!(out, "<graph id=\"interlex\" edgedefault=\"directed\">")?;
    Table::Graph.rows(scope, |row| data("graph", Table::Graph, row, out))?;
    write!(out, "<data key=\"graph_sources\">[")?;
    for (position, source) in sources(scope).enumerate() {
        let separator = if position == 0 { "" } else { "," };
        write!(out, "{separator}{}", content(&serde_json::to_string(&source)?))?;
    }
    writeln!(out, "]</data>")?;
    Table::Nodes.rows(scope, |row| {
        let id = row[0].text().unwrap_or_default();
        writeln!(out, "<node id=\"{}\">", attribute(&id))?;
        data("node", Table::Nodes, row, out)?;
        writeln!(out, "</node>")
    })?;
    Table::Edges.rows(scope, |row| {
        let [id, source, target] = [0, 1, 2].map(|column: usize| row[column].text().unwrap_or_default());
        let [id, source, target] = [&id, &source, &target].map(|text| attribute(text));
        writeln!(out, "<edge id=\"{id}\" source=\"{source}\" target=\"{target}\">")?;
        data("edge", Table::Edges, row, out)?;
        writeln!(out, "</edge>")
    })?;
    writeln!(out, "</graph>\n</graphml>")
}

fn kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Number => "double",
        ColumnKind::Bool => "boolean",
        _ => "string",
    }
}

fn key(domain: &str, name: &str, kind: &str, about: &str, out: &mut dyn Write) -> io::Result<()> {
    let about = content(about);
    writeln!(
        out,
        "<key id=\"{domain}_{name}\" for=\"{domain}\" attr.name=\"{name}\" attr.type=\"{kind}\"><desc>{about}</desc></key>"
    )
}

/// The cells of a row that are not empty.
fn data(domain: &str, table: Table, row: &[Cell<'_>], out: &mut dyn Write) -> io::Result<()> {
    for (column, cell) in table.columns().iter().zip(row) {
        let native = table != Table::Graph && NATIVE.contains(&column.name);
        if let Some(text) = cell.text().filter(|_| !native) {
            writeln!(out, "<data key=\"{domain}_{}\">{}</data>", column.name, content(&text))?;
        }
    }
    Ok(())
}
