//! Documents for the terminal.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::{Block, Document, Span, Text};

pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", styled(&document.title, Style::new().bold()))?;
    if !document.lead.is_empty() {
        writeln!(out, "{}", styled(&document.lead, Style::new().dimmed()))?;
    }
    for block in &document.blocks {
        match block {
            Block::Heading(text) => writeln!(out, "\n{}", styled(text, Style::new().bold()))?,
            Block::Paragraph(text) => writeln!(out, "{}", line(text))?,
            Block::Item(text, below) => {
                writeln!(out, "- {}", line(text))?;
                for text in below {
                    writeln!(out, "    {}", line(text))?;
                }
            }
            Block::Facts(facts) => {
                let width = facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
                for (name, value) in facts {
                    writeln!(out, "{name:>width$}  {}", line(value))?;
                }
            }
            Block::Table { columns, right, rows } => write!(out, "{}", table(columns, right, rows))?,
            Block::Code(lines) => {
                for code in lines.lines() {
                    writeln!(out, "{}", format!("    {}", visible(code)).trim_end())?;
                }
            }
            Block::Figure { .. } => {}
            Block::Sources(sources) => {
                for (position, cited) in sources.iter().enumerate() {
                    let row = format!("[{}] {} {}", position + 1, cited.sentence, cited.address);
                    writeln!(out, "{}", row.trim_end())?;
                }
            }
        }
    }
    Ok(())
}

fn styled(text: &str, style: Style) -> String {
    format!("{style}{}{style:#}", visible(text))
}

/// Text that cannot steer the terminal: control characters become spaces.
fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) { text.replace(char::is_control, " ").into() } else { text.into() }
}

/// Spans in one line; the numbers of sources follow their sentence after a space.
fn line(text: &Text) -> String {
    let mut line = String::new();
    let mut after_number = false;
    for span in &text.0 {
        line += &piece(span, after_number);
        after_number = matches!(span, Span::Cite(_));
    }
    line
}

fn piece(span: &Span, after_number: bool) -> String {
    match span {
        Span::Plain(text) => visible(text).into_owned(),
        Span::Strong(text) => styled(text, Style::new().bold()),
        Span::Dim(text) => styled(text, Style::new().dimmed()),
        Span::Warn(text) => styled(text, AnsiColor::Yellow.on_default()),
        Span::Cite(number) => format!("{}[{number}]", if after_number { "" } else { " " }),
        Span::About(_, span) => piece(span, after_number),
    }
}

/// A table without lines, columns two spaces apart.
fn table(columns: &[String], right: &[usize], rows: &[Vec<Text>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    if !columns.is_empty() {
        table.set_header(columns.iter());
    }
    // Styles would be counted as width.
    let plain = |text: &Text| anstream::adapter::strip_str(&line(text)).to_string();
    table.add_rows(rows.iter().map(|row| row.iter().map(plain).collect::<Vec<_>>()));
    for (position, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if right.contains(&position) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}
