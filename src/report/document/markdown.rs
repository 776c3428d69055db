//! Documents as GitHub-flavoured Markdown.

use std::io::{self, Write};

use super::{Block, Document, Span, Text};

pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(&document.title))?;
    if !document.lead.is_empty() {
        writeln!(out, "_{}_", escaped(&document.lead))?;
    }
    let mut in_list = false;
    for block in &document.blocks {
        let item = matches!(block, Block::Item(..));
        if !(item && in_list) {
            writeln!(out)?;
        }
        in_list = item;
        match block {
            Block::Heading(text) => writeln!(out, "## {}", escaped(text))?,
            Block::Paragraph(text) => writeln!(out, "{}", line(text))?,
            Block::Item(text, below) => {
                writeln!(out, "- {}", line(text))?;
                for text in below {
                    writeln!(out, "  <br>{}", line(text))?;
                }
            }
            Block::Facts(facts) => {
                writeln!(out, "| | |\n|---|---|")?;
                for (name, value) in facts {
                    writeln!(out, "| {} | {} |", escaped(name), line(value))?;
                }
            }
            Block::Table { columns, right, rows } => table(columns, right, rows, out)?,
            Block::Code(lines) => code(lines, out)?,
            Block::Figure { caption, .. } => writeln!(out, "_{}_", escaped(caption))?,
            Block::Sources(sources) => {
                for (position, cited) in sources.iter().enumerate() {
                    write!(out, "[^{}]: {}", position + 1, escaped(&cited.sentence))?;
                    if !cited.address.is_empty() {
                        write!(out, " <{}>", cited.address.replace(['<', '>'], ""))?;
                    }
                    writeln!(out)?;
                }
            }
        }
    }
    Ok(())
}

/// A fenced block, with a fence longer than any in the lines.
fn code(lines: &str, out: &mut dyn Write) -> io::Result<()> {
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    writeln!(out, "{fence}ron\n{}\n{fence}", lines.trim_end())
}

fn table(columns: &[String], right: &[usize], rows: &[Vec<Text>], out: &mut dyn Write) -> io::Result<()> {
    let width = columns.len().max(rows.iter().map(Vec::len).max().unwrap_or(0));
    let names = (0..width).map(|at| columns.get(at).map(|name| escaped(name)).unwrap_or_default());
    writeln!(out, "| {} |", names.collect::<Vec<_>>().join(" | "))?;
    let rule = (0..width).map(|at| if right.contains(&at) { "---:" } else { "---" });
    writeln!(out, "|{}|", rule.collect::<Vec<_>>().join("|"))?;
    for row in rows {
        writeln!(out, "| {} |", row.iter().map(line).collect::<Vec<_>>().join(" | "))?;
    }
    Ok(())
}

fn line(text: &Text) -> String {
    text.0.iter().map(piece).collect()
}

fn piece(span: &Span) -> String {
    match span {
        Span::Plain(text) | Span::Dim(text) => escaped(text),
        Span::Strong(text) | Span::Warn(text) if text.trim().is_empty() => escaped(text),
        Span::Strong(text) | Span::Warn(text) => {
            let trimmed = text.trim();
            let at = text.find(trimmed).unwrap_or(0);
            let (before, after) = (&text[..at], &text[at + trimmed.len()..]);
            format!("{before}**{}**{after}", escaped(trimmed))
        }
        Span::Cite(number) => format!("[^{number}]"),
        Span::About(_, span) => piece(span),
    }
}

/// Text without meaning to Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
