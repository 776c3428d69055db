//! The graph as a Mermaid flowchart, for Markdown that draws such.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::parts::{edges, nodes};
use crate::scope::Scope;

/// From so many edges on Mermaid draws nothing unless its settings are changed.
pub const MERMAID_EDGES: usize = 500;

/// Writes what the question sees of the graph as a flowchart, the nodes of a region together.
///
/// # Errors
/// If writing fails.
pub fn graph_mermaid(scope: &Scope<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    let mut by_region: BTreeMap<Option<&str>, Vec<String>> = BTreeMap::new();
    for node in nodes(scope) {
        let label = quoted(node.short.unwrap_or(node.name));
        let name = name(node.id);
        let shaped = match node.kind {
            "framework" => format!("{name}[{label}]"),
            "jurisdiction" => format!("{name}([{label}])"),
            _ => format!("{name}{{{{{label}}}}}"),
        };
        by_region.entry(node.region).or_default().push(shaped);
    }
    for (region, lines) in &by_region {
        let panels = &scope.graph().regions().panels;
        let heading = region.map(|id| panels.iter().find(|panel| panel.id.as_str() == id).map_or(id, |it| &it.name));
        if let (Some(id), Some(heading)) = (region, heading) {
            writeln!(out, "  subgraph r_{}[{}]", id.replace('-', "_"), quoted(heading))?;
        }
        for line in lines {
            writeln!(out, "    {line}")?;
        }
        if region.is_some() {
            writeln!(out, "  end")?;
        }
    }
    for edge in edges(scope) {
        let arrow = match edge.relation {
            "alignment" => "---",
            "reference" => "-->",
            "conflict" => "x--x",
            _ => "-.->",
        };
        writeln!(out, "  {} {arrow}|{}| {}", name(&edge.from), quoted(&edge.label), name(&edge.to))?;
    }
    Ok(())
}

/// The name of a node, never a word that Mermaid knows such as `end`. Ids have no underscores, so no two become one.
fn name(end: &str) -> String {
    format!("n_{}", end.split('#').next().unwrap_or_default().replace('-', "_"))
}

/// Any text as a label: what Mermaid or HTML would read is written as an entity.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            ' ' | '\'' | ',' | '.' | '-' | '/' | '(' | ')' => out.push(c),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => out.push('\u{FFFD}'),
            c if c.is_ascii() && !c.is_ascii_alphanumeric() => out.push_str(&format!("#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
