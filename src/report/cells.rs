//! Cells of tables that spreadsheets open.

use std::borrow::Cow;

/// A cell that no spreadsheet runs as a formula: what begins like one is preceded by an apostrophe. Ids and export names
/// never do; everything that curators write in words passes through here.
pub(super) fn inert(cell: &str) -> Cow<'_, str> {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}
