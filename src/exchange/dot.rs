//! The graph in the DOT language, without a layout of ours; `map --format dot` writes the composed map.

use std::io::{self, Write};

use super::parts::{edges, nodes};
use crate::scope::Scope;

/// Writes what the question sees of the graph as a DOT digraph.
///
/// # Errors
/// If writing fails.
pub fn graph_dot(scope: &Scope<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph interlex {{\n  charset=\"UTF-8\";\n  node [shape=box];")?;
    for node in nodes(scope) {
        let shape = match node.kind {
            "framework" => "",
            "jurisdiction" => ", shape=ellipse",
            _ => ", shape=hexagon",
        };
        let label = quoted(node.short.unwrap_or(node.name));
        let tooltip = quoted(node.name);
        writeln!(out, "  \"{}\" [label={label}, tooltip={tooltip}, class=\"{}\"{shape}];", node.id, node.kind)?;
    }
    for edge in edges(scope) {
        let [from, to] = [&edge.from, &edge.to].map(|end| end.split('#').next().unwrap_or_default());
        let style = match edge.relation {
            "alignment" => ", dir=none",
            "reference" => "",
            "conflict" => ", dir=both, arrowhead=dot, arrowtail=dot, color=\"#B3261E\"",
            _ => ", style=dotted",
        };
        let (label, claim) = (quoted(&edge.label), quoted(edge.claim));
        write!(out, "  \"{from}\" -> \"{to}\" [id=\"{}\", label={label}, tooltip={claim}", edge.id)?;
        writeln!(out, ", class=\"{}\"{style}];", edge.relation)?;
    }
    writeln!(out, "}}")
}

/// Any text as a label. A backslash is doubled and an ampersand written as an entity, because Graphviz reads escapes and
/// entities in labels; line breaks stay, every other control character is replaced by U+FFFD.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
