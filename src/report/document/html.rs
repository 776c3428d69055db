//! Documents as one HTML page that needs nothing else, or as the body of a page of a site.

use std::io::{self, Write};

use crate::render::markup::{attribute, escape, web_link};

use super::{Block, Document, Span, Subject, Text};
use crate::report::cite::Cited;

/// The look of the page: readable on screen and in print, in light and dark.
const STYLE: &str = include_str!("page.css");

/// Where the words and numbers of a document lead on the page that it is written for.
pub trait Links {
    /// The address of the page on a subject; `None` if there is none.
    fn subject(&self, subject: &Subject) -> Option<String>;

    /// The number that stands for what is cited.
    fn citation(&self, cited: &Cited) -> usize;
}

pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let title = escape(&document.title);
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
    )?;
    writeln!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>")?;
    Body { document, links: None, heading: String::new(), headings: Vec::new() }.write(out)?;
    writeln!(out, "</main>\n</body>\n</html>")
}

pub(super) fn fragment(document: &Document, links: &dyn Links, out: &mut dyn Write) -> io::Result<()> {
    Body { document, links: Some(links), heading: String::new(), headings: Vec::new() }.write(out)
}

/// A document on its way into a page.
struct Body<'d> {
    document: &'d Document,
    /// Where things lead; `None` on a page that stands alone.
    links: Option<&'d dyn Links>,
    /// Id of the heading written last, on a page of a site.
    heading: String,
    /// The ids of all headings so far.
    headings: Vec<String>,
}

impl Body<'_> {
    fn write(mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<h1>{}</h1>", escape(&self.document.title))?;
        if !self.document.lead.is_empty() {
            writeln!(out, "<p class={}>{}</p>", self.class("lead"), escape(&self.document.lead))?;
        }
        let mut in_list = false;
        let shown = |block: &&Block| match block {
            Block::Heading(_) | Block::Sources(_) => !self.is_sources(block),
            _ => true,
        };
        let blocks: Vec<&Block> = self.document.blocks.iter().filter(shown).collect();
        for block in blocks {
            let item = matches!(block, Block::Item(..));
            if item != in_list {
                writeln!(out, "{}", if item { "<ul>" } else { "</ul>" })?;
                in_list = item;
            }
            self.block(block, out)?;
        }
        if in_list {
            writeln!(out, "</ul>")?;
        }
        Ok(())
    }

    /// Whether a block is the list of sources or its heading, which a site keeps on a page of its own.
    fn is_sources(&self, block: &Block) -> bool {
        let last = matches!(self.document.blocks.last(), Some(Block::Sources(_)));
        let tail = self.document.blocks.len().saturating_sub(2);
        self.links.is_some() && last && self.document.blocks[tail..].iter().any(|it| std::ptr::eq(it, block))
    }

    fn block(&mut self, block: &Block, out: &mut dyn Write) -> io::Result<()> {
        match block {
            Block::Heading(text) if self.links.is_some() => {
                self.heading = anchor(text, &self.headings);
                self.headings.push(self.heading.clone());
                writeln!(out, "<h2 id={}>{}</h2>", attribute(&self.heading), escape(text))
            }
            Block::Heading(text) => writeln!(out, "<h2>{}</h2>", escape(text)),
            Block::Paragraph(text) => writeln!(out, "<p>{}{}", self.line(text), self.end("</p>")),
            Block::Item(text, below) => {
                write!(out, "<li>{}", self.line(text))?;
                for text in below {
                    write!(out, "<div class={}>{}</div>", self.class("below"), self.line(text))?;
                }
                writeln!(out, "{}", self.end("</li>"))
            }
            Block::Facts(facts) => {
                writeln!(out, "<dl>")?;
                for (name, value) in facts {
                    let (name, value) = (escape(name), self.line(value));
                    writeln!(out, "<dt>{name}{}<dd>{value}{}", self.end("</dt>"), self.end("</dd>"))?;
                }
                writeln!(out, "</dl>")
            }
            Block::Table { columns, right, rows } => self.table(columns, right, rows, out),
            Block::Code(lines) => writeln!(out, "<pre><code>{}</code></pre>", escape(lines.trim_end())),
            Block::Figure { svg, caption } => {
                writeln!(out, "<figure>\n{svg}")?;
                if !caption.is_empty() {
                    writeln!(out, "<figcaption>{}</figcaption>", escape(caption))?;
                }
                writeln!(out, "</figure>")
            }
            Block::Sources(sources) => write_sources(sources, out),
        }
    }

    /// The name of a class, in quotes on a page that stands alone.
    fn class(&self, name: &str) -> String {
        if self.links.is_some() { name.to_owned() } else { format!("\"{name}\"") }
    }

    /// An end tag that HTML allows to leave out. A site of hundreds of pages does.
    fn end(&self, tag: &'static str) -> &'static str {
        if self.links.is_some() { "" } else { tag }
    }

    fn table(&self, columns: &[String], right: &[usize], rows: &[Vec<Text>], out: &mut dyn Write) -> io::Result<()> {
        let numbers = self.numbers_from(columns.len(), right).map(|at| format!(" class=n{at}")).unwrap_or_default();
        match (self.links.is_some(), self.heading.as_str()) {
            (false, _) => writeln!(out, "<div class=\"wide\"><table>")?,
            (true, "") => writeln!(out, "<div class=wide><table{numbers}>")?,
            (true, id) => writeln!(out, "<div class=wide><table{numbers} aria-labelledby={id}>")?,
        }
        let plain = !numbers.is_empty();
        let class = |at: usize| if right.contains(&at) && !plain { " class=\"number\"" } else { "" };
        if !columns.is_empty() {
            write!(out, "<thead><tr>")?;
            for (at, name) in columns.iter().enumerate() {
                let scope = if self.links.is_some() { "" } else { " scope=\"col\"" };
                write!(out, "<th{scope}{}>{}{}", class(at), escape(name), self.end("</th>"))?;
            }
            writeln!(out, "{}</thead>", self.end("</tr>"))?;
        }
        writeln!(out, "<tbody>")?;
        for row in rows {
            write!(out, "<tr>")?;
            for (at, cell) in row.iter().enumerate() {
                write!(out, "<td{}>{}{}", class(at), self.line(cell), self.end("</td>"))?;
            }
            writeln!(out, "{}", self.end("</tr>"))?;
        }
        writeln!(out, "</tbody></table></div>")
    }

    /// The column from which on all hold numbers, on a page of a site: one class a table instead of one a cell.
    fn numbers_from(&self, columns: usize, right: &[usize]) -> Option<usize> {
        let from = *right.first().filter(|_| self.links.is_some())?;
        right.iter().copied().eq(from..columns).then_some(from)
    }

    fn line(&self, text: &Text) -> String {
        let Some(links) = self.links else {
            return text.0.iter().map(|span| self.span(span)).collect();
        };
        let mut line = String::new();
        let mut rest = text.0.as_slice();
        while let Some(span) = rest.first() {
            let numbers = rest.iter().take_while(|span| matches!(span, Span::Cite(_))).count();
            if numbers == 0 {
                line += &self.span(span);
                rest = &rest[1..];
            } else {
                line += &self.citations(links, &rest[..numbers]);
                rest = &rest[numbers..];
            }
        }
        line
    }

    fn span(&self, span: &Span) -> String {
        match span {
            Span::Plain(text) => escape(text),
            Span::Strong(text) if self.links.is_some() => format!("<b>{}</b>", escape(text)),
            Span::Strong(text) => format!("<strong>{}</strong>", escape(text)),
            Span::Dim(text) => format!("<span class={}>{}</span>", self.class("dim"), escape(text)),
            Span::Warn(text) => format!("<span class={}>{}</span>", self.class("warn"), escape(text)),
            Span::Cite(number) => format!("<sup><a href=\"#source-{number}\">{number}</a></sup>"),
            Span::About(subject, span) => match self.links.and_then(|links| links.subject(subject)) {
                Some(address) => format!("<a href={}>{}</a>", attribute(&address), self.span(span)),
                None => self.span(span),
            },
        }
    }

    /// The numbers of some evidence together.
    fn citations(&self, links: &dyn Links, spans: &[Span]) -> String {
        let Some(Block::Sources(sources)) = self.document.blocks.last() else { return String::new() };
        let cited = spans.iter().filter_map(|span| match span {
            Span::Cite(number) => sources.get(number.checked_sub(1)?),
            _ => None,
        });
        let mut numbers: Vec<usize> = cited.map(|cited| links.citation(cited)).collect();
        numbers.sort_unstable();
        numbers_html(&numbers)
    }
}

/// The numbers of some evidence on a page of a site, whose script makes links of them.
pub(crate) fn numbers_html(numbers: &[usize]) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!("<sup>{}</sup>", numbers.join(" "))
}

fn write_sources(sources: &[Cited], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<ol class=\"sources\">")?;
    for (position, cited) in sources.iter().enumerate() {
        let number = position + 1;
        write!(out, "<li id=\"source-{number}\">{} ", escape(&cited.sentence))?;
        writeln!(out, "{}</li>", web_link(&cited.address))?;
    }
    writeln!(out, "</ol>")
}

/// A heading as an id: its first words in lower case, with hyphens; as many as make it differ from those before.
fn anchor(text: &str, others: &[String]) -> String {
    let words = text.to_lowercase();
    let words: Vec<&str> = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let ids = (2..=words.len().max(2)).map(|count| words.iter().take(count).copied().collect::<Vec<_>>().join("-"));
    let mut ids = ids.skip_while(|id| others.contains(id));
    ids.next().unwrap_or_else(|| format!("{}-{}", words.join("-"), others.len()))
}
