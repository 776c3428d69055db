//! The tables of the graph as CSV.

use std::io::{self, Write};

use super::cells::inert;
use super::table::{Cell, Table};
use crate::scope::Scope;

/// Writes one table with a line of column names: RFC 4180 with line feeds, UTF-8 without a byte order mark.
///
/// # Errors
/// If writing fails.
pub fn table_csv(scope: &Scope<'_>, table: Table, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(table.columns().iter().map(|column| column.name))?;
    table.rows(scope, |row| {
        for cell in row {
            let text = cell.text().unwrap_or_default();
            match cell {
                Cell::Text(_) => writer.write_field(&*inert(&text))?,
                _ => writer.write_field(&*text)?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
        Ok(())
    })?;
    writer.flush()
}
