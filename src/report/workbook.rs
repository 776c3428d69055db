//! Workbooks: sheets of rows under column names, the same bytes for the same answer.

use rust_xlsxwriter::{Format, Workbook};

pub use crate::exchange::WorkbookError;
pub(super) use crate::exchange::workbook;

/// Adds a sheet. Text is written as text: no cell is ever a formula.
pub(super) fn sheet(
    workbook: &mut Workbook,
    name: &str,
    columns: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), WorkbookError> {
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (column, title) in (0u16..).zip(columns) {
        sheet.write_string_with_format(0, column, *title, &bold)?;
    }
    for (row, cells) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) if number.is_finite() => sheet.write_number(row, column, number)?,
                _ => sheet.write_string(row, column, clipped(&cell))?,
            };
        }
    }
    Ok(())
}

/// A text within what a cell holds: 32,767 characters.
fn clipped(text: &str) -> String {
    text.chars().take(32_000).collect()
}
