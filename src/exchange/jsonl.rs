//! The graph as JSON Lines: the data set, sources, nodes and edges, each a line that says what it is.

use std::io::{self, Write};

use serde::Serialize;

use super::parts::{edges, head, nodes, sources};
use crate::scope::Scope;

#[derive(Serialize)]
struct Line<'l, T: Serialize> {
    record: &'static str,
    #[serde(flatten)]
    value: &'l T,
}

/// Writes what the question sees of the graph, one JSON object a line, in the shape of the JSON export.
///
/// # Errors
/// If writing fails.
pub fn graph_jsonl(scope: &Scope<'_>, out: &mut dyn Write) -> io::Result<()> {
    line("graph", &head(scope), out)?;
    sources(scope).try_for_each(|it| line("source", &it, out))?;
    nodes(scope).try_for_each(|it| line("node", &it, out))?;
    edges(scope).try_for_each(|it| line("edge", &it, out))
}

fn line<T: Serialize>(record: &'static str, value: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Line { record, value })?;
    out.write_all(b"\n")
}
