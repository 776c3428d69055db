//! The graph as GEXF 1.3: every column is an attribute; dates are spans of time as well, for Gephi's timeline.

use std::borrow::Cow;
use std::io::{self, Write};

use jiff::civil::Date;

use super::table::{Cell, ColumnKind, Table};
use super::xml::{attribute, content};
use crate::model::PartialDate;
use crate::scope::Scope;

/// Columns that are attributes of the elements themselves.
const NATIVE: [&str; 4] = ["id", "source", "target", "label"];

/// Writes what the question sees of the graph as a directed GEXF graph.
///
/// # Errors
/// If writing fails.
pub fn graph_gexf(scope: &Scope<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (meta, day) = (scope.graph().meta(), scope.day());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    let about = format!("{} {}, as of {day}, {}", meta.title, meta.version, meta.licence);
    writeln!(out, "<meta lastmodifieddate=\"{day}\"><creator>interlex</creator>")?;
    writeln!(out, "<description>{}</description></meta>", content(&about))?;
    writeln!(out, "<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">")?;
    attributes("node", Table::Nodes, out)?;
    attributes("edge", Table::Edges, out)?;
    writeln!(out, "<nodes>")?;
    Table::Nodes.rows(scope, |row| {
        let [id, label] = ["id", "label"].map(|name| text(Table::Nodes, row, name));
        let begun = ["proposed", "adopted", "in_force"].map(|name| date(Table::Nodes, row, name));
        let begun = begun.into_iter().flatten().map(PartialDate::first_day).min();
        let span = span(begun, date(Table::Nodes, row, "ended"));
        writeln!(out, "<node id=\"{id}\" label=\"{label}\"{span}>")?;
        values(Table::Nodes, row, out)?;
        writeln!(out, "</node>")
    })?;
    writeln!(out, "</nodes>\n<edges>")?;
    Table::Edges.rows(scope, |row| {
        let [id, source, target, label, kind] =
            ["id", "source", "target", "label", "relation"].map(|name| text(Table::Edges, row, name));
        let begun = date(Table::Edges, row, "since").map(PartialDate::first_day);
        let span = span(begun, date(Table::Edges, row, "until"));
        write!(out, "<edge id=\"{id}\" source=\"{source}\" target=\"{target}\"")?;
        // Two links between the same nodes are two edges only if their kinds differ.
        writeln!(out, " label=\"{label}\" kind=\"{kind}: {label}\"{span}>")?;
        values(Table::Edges, row, out)?;
        writeln!(out, "</edge>")
    })?;
    writeln!(out, "</edges>\n</graph>\n</gexf>")
}

fn attributes(class: &str, table: Table, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{class}\" mode=\"static\">")?;
    for column in table.columns().iter().filter(|column| !NATIVE.contains(&column.name)) {
        let kind = match column.kind {
            ColumnKind::Number => "double",
            ColumnKind::Bool => "boolean",
            _ => "string",
        };
        writeln!(out, "<attribute id=\"{0}\" title=\"{0}\" type=\"{kind}\"/>", column.name)?;
    }
    writeln!(out, "</attributes>")
}

/// The cells of a row that are not empty.
fn values(table: Table, row: &[Cell<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<attvalues>")?;
    for (column, cell) in table.columns().iter().zip(row).filter(|(column, _)| !NATIVE.contains(&column.name)) {
        if let Some(text) = cell.text() {
            writeln!(out, "<attvalue for=\"{}\" value=\"{}\"/>", column.name, attribute(&text))?;
        }
    }
    writeln!(out, "</attvalues>")
}

fn cell<'r>(table: Table, row: &'r [Cell<'_>], name: &str) -> Option<Cow<'r, str>> {
    let position = table.columns().iter().position(|column| column.name == name)?;
    row.get(position)?.text()
}

/// A cell as the value of an attribute.
fn text(table: Table, row: &[Cell<'_>], name: &str) -> String {
    attribute(&cell(table, row, name).unwrap_or_default()).into_owned()
}

fn date(table: Table, row: &[Cell<'_>], name: &str) -> Option<PartialDate> {
    cell(table, row, name)?.parse().ok()
}

/// From the first day to the last; an end before the beginning is left out, as Gephi refuses it.
fn span(start: Option<Date>, end: Option<PartialDate>) -> String {
    let start_text = start.map(|day| format!(" start=\"{day}\"")).unwrap_or_default();
    let end = end.map(PartialDate::last_day).filter(|end| start.is_none_or(|start| start <= *end));
    let end_text = end.map(|day| format!(" end=\"{day}\"")).unwrap_or_default();
    start_text + &end_text
}
