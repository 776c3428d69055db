//! The tables of the graph as a workbook, and what all workbooks have in common.

use jiff::civil::Date;
pub use rust_xlsxwriter::XlsxError as WorkbookError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use super::table::{Cell, Table};
use super::xml::forbidden;
use crate::scope::Scope;

/// The most characters that a cell may have.
const CELL: usize = 32_767;
/// What stands at the end of a text that was cut.
const CUT: &str = " […]";

/// What the question sees of the graph as a workbook: nodes, edges, sources and the data set, a sheet each. Text is
/// written as text: no cell is ever a formula.
///
/// # Errors
/// If it does not fit into a workbook.
pub fn graph_xlsx(scope: &Scope<'_>) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = workbook(&scope.graph().meta().title, scope.day())?;
    for table in [Table::Nodes, Table::Edges, Table::Sources, Table::Graph] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.as_str())?.set_freeze_panes(1, 1)?;
        let bold = Format::new().set_bold();
        for (column, it) in (0..).zip(table.columns()) {
            sheet.write_string_with_format(0, column, it.name, &bold)?;
        }
        let (mut row, mut refused) = (0, None);
        let done = table.rows(scope, |cells| {
            row += 1;
            write_row(sheet, row, cells).map_err(|error| {
                refused = Some(error);
                std::io::ErrorKind::Other.into()
            })
        });
        if let Some(error) = refused {
            return Err(error);
        }
        done.map_err(WorkbookError::IoError)?;
    }
    workbook.save_to_buffer()
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[Cell<'_>]) -> Result<(), WorkbookError> {
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Empty => continue,
            Cell::Number(number) => sheet.write_number(row, column, *number)?,
            Cell::Bool(value) => sheet.write_boolean(row, column, *value)?,
            _ => sheet.write_string(row, column, fitting(&cell.text().unwrap_or_default()))?,
        };
    }
    Ok(())
}

/// A text that a cell can hold: without what XML forbids, with line feeds alone, and cut where it is too long.
fn fitting(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut text: String = text.chars().map(|c| if forbidden(c) { '\u{FFFD}' } else { c }).collect();
    // Characters are counted as UTF-16 does, which is how Excel counts.
    if text.encode_utf16().count() > CELL {
        let mut units = 0;
        let room = CELL - CUT.encode_utf16().count();
        let end = text.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > room
        });
        text.truncate(end.map_or(text.len(), |(at, _)| at));
        text.push_str(CUT);
    }
    text
}

/// An empty workbook. It is dated by the data instead of the clock, so that the same question gives the same bytes.
pub(crate) fn workbook(title: &str, day: Date) -> Result<Workbook, WorkbookError> {
    let (year, month, date) = (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    let created = ExcelDateTime::from_ymd(year.max(1900), month, date)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    Ok(workbook)
}
