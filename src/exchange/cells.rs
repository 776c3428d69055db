//! Cells of tables that spreadsheets open.

use std::borrow::Cow;

/// A cell that no spreadsheet runs as a formula: what begins like one is preceded by an apostrophe. So is what begins
/// with an apostrophe, so that a reader who takes one off always finds the text as it was. Ids and export names never
/// begin so; everything that curators write in words passes through here.
pub(crate) fn inert(cell: &str) -> Cow<'_, str> {
    // The wide forms are formulas in spreadsheets set to Chinese or Japanese.
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\'']);
    if runs { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}
