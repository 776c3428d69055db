//! Documents as one HTML page that needs nothing else.

use std::io::{self, Write};

use crate::render::markup::escape;

use super::{Block, Document, Span, Text};

/// The look of the page: readable on screen and in print, in light and dark.
const STYLE: &str = include_str!("page.css");

pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let title = escape(&document.title);
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
    )?;
    writeln!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>")?;
    if !document.lead.is_empty() {
        writeln!(out, "<p class=\"lead\">{}</p>", escape(&document.lead))?;
    }
    let mut in_list = false;
    for block in &document.blocks {
        let item = matches!(block, Block::Item(..));
        if item != in_list {
            writeln!(out, "{}", if item { "<ul>" } else { "</ul>" })?;
            in_list = item;
        }
        self::block(block, out)?;
    }
    if in_list {
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

fn block(block: &Block, out: &mut dyn Write) -> io::Result<()> {
    match block {
        Block::Heading(text) => writeln!(out, "<h2>{}</h2>", escape(text)),
        Block::Paragraph(text) => writeln!(out, "<p>{}</p>", line(text)),
        Block::Item(text, below) => {
            write!(out, "<li>{}", line(text))?;
            for text in below {
                write!(out, "<div class=\"below\">{}</div>", line(text))?;
            }
            writeln!(out, "</li>")
        }
        Block::Facts(facts) => {
            writeln!(out, "<dl>")?;
            for (name, value) in facts {
                writeln!(out, "<dt>{}</dt><dd>{}</dd>", escape(name), line(value))?;
            }
            writeln!(out, "</dl>")
        }
        Block::Table { columns, right, rows } => table(columns, right, rows, out),
        Block::Figure { svg, caption } => {
            writeln!(out, "<figure>\n{svg}")?;
            if !caption.is_empty() {
                writeln!(out, "<figcaption>{}</figcaption>", escape(caption))?;
            }
            writeln!(out, "</figure>")
        }
        Block::Sources(sources) => {
            writeln!(out, "<ol class=\"sources\">")?;
            for (position, (sentence, address)) in sources.iter().enumerate() {
                let number = position + 1;
                write!(out, "<li id=\"source-{number}\">{} ", escape(sentence))?;
                if address.starts_with("https://") || address.starts_with("http://") {
                    let address = escape(address);
                    write!(out, "<a href=\"{address}\" rel=\"noopener noreferrer\">{address}</a>")?;
                } else {
                    write!(out, "{}", escape(address))?;
                }
                writeln!(out, "</li>")?;
            }
            writeln!(out, "</ol>")
        }
    }
}

fn table(columns: &[String], right: &[usize], rows: &[Vec<Text>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"wide\"><table>")?;
    let class = |at: usize| if right.contains(&at) { " class=\"number\"" } else { "" };
    if !columns.is_empty() {
        write!(out, "<thead><tr>")?;
        for (at, name) in columns.iter().enumerate() {
            write!(out, "<th scope=\"col\"{}>{}</th>", class(at), escape(name))?;
        }
        writeln!(out, "</tr></thead>")?;
    }
    writeln!(out, "<tbody>")?;
    for row in rows {
        write!(out, "<tr>")?;
        for (at, cell) in row.iter().enumerate() {
            write!(out, "<td{}>{}</td>", class(at), line(cell))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div>")
}

fn line(text: &Text) -> String {
    let span = |span: &Span| match span {
        Span::Plain(text) => escape(text),
        Span::Strong(text) => format!("<strong>{}</strong>", escape(text)),
        Span::Dim(text) => format!("<span class=\"dim\">{}</span>", escape(text)),
        Span::Warn(text) => format!("<span class=\"warn\">{}</span>", escape(text)),
        Span::Cite(number) => format!("<sup><a href=\"#source-{number}\">{number}</a></sup>"),
    };
    text.0.iter().map(span).collect()
}
