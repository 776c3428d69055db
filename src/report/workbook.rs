//! Workbooks: sheets of rows under column names, the same bytes for the same answer.

use jiff::civil::Date;
pub use rust_xlsxwriter::XlsxError as WorkbookError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

/// An empty workbook. It is dated by the data instead of the clock, so that the same question gives the same bytes.
pub(super) fn workbook(title: &str, day: Date) -> Result<Workbook, WorkbookError> {
    let (year, month, date) = (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    let created = ExcelDateTime::from_ymd(year.max(1900), month, date)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    Ok(workbook)
}

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
