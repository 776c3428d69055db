//! Plain tables and headings for terminals.

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// A heading in bold.
pub(super) fn heading(text: &str) -> String {
    styled(text, Style::new().bold())
}

/// Less important text.
pub(super) fn dim(text: &str) -> String {
    styled(text, Style::new().dimmed())
}

/// Text that warns.
pub(super) fn warning(text: &str) -> String {
    styled(text, AnsiColor::Yellow.on_default())
}

fn styled(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}

/// A table without lines: columns two spaces apart, numbers to the right where `right` says so.
pub(super) fn plain(header: &[&str], rows: Vec<Vec<String>>, right: &[usize]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    if !header.is_empty() {
        table.set_header(header.iter().copied());
    }
    table.add_rows(rows);
    for (position, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if right.contains(&position) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}
