//! Tables of text whose cells know where they stand.

use super::tree::malformed;
use super::{ImportError, MAX_LINKS, MAX_VALUES, Place};
use crate::source::{FileId, SourceFile, Span};

/// A table with a line of column names.
#[derive(Debug)]
pub(super) struct Rows {
    pub names: Vec<String>,
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    pub cells: Vec<String>,
    /// Where each cell stands; as long as `cells`.
    pub spans: Vec<Span>,
    pub span: Span,
}

impl Row {
    /// The cell of a column, if there is something in it.
    pub fn cell(&self, column: Option<usize>) -> Option<&str> {
        self.cells.get(column?).map(String::as_str).filter(|cell| !cell.trim().is_empty())
    }

    /// Where the cell of a column stands; the whole row for a cell that is not there.
    pub fn place(&self, file: FileId, column: Option<usize>) -> Place {
        Place { file, span: column.and_then(|at| self.spans.get(at)).copied().unwrap_or(self.span) }
    }
}

/// Reads the rows of a text from `start` on. Rows that are blank are passed over.
pub(super) fn read(file: &SourceFile, start: usize, delimiter: u8) -> Result<Vec<Row>, ImportError> {
    let text = &file.text()[start..];
    let mut builder = ::csv::ReaderBuilder::new();
    let mut reader = builder.delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut count = 0;
    let mut record = ::csv::StringRecord::new();
    loop {
        let before = offset(&reader, text);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(rows),
            Err(error) => return Err(malformed(file, start + before, format!("this is no table: {error}"))),
        }
        // Blank lines before the row are passed over by the reader.
        let first = record.position().map_or(before, |at| usize::try_from(at.byte()).unwrap_or(before)).min(text.len());
        let after = offset(&reader, text);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        count += record.len();
        if rows.len() == MAX_LINKS || count > MAX_VALUES {
            let message =
                format!("tables of more than {MAX_LINKS} rows or {MAX_VALUES} cells are not imported; split the file");
            return Err(malformed(file, start + first, message));
        }
        let written = text[first..after].trim_end_matches(['\r', '\n']);
        let lead = written.len() - written.trim_start_matches(['\r', '\n']).len();
        let first = first + lead;
        let span = Span::new(start + first, start + first + written.len() - lead);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        let spans = places(&written[lead..], span.start, &cells);
        rows.push(Row { cells, spans, span });
    }
}

/// How far a reader has come.
fn offset<R: std::io::Read>(reader: &::csv::Reader<R>, text: &str) -> usize {
    let at = usize::try_from(reader.position().byte()).unwrap_or(text.len());
    text.floor_char_boundary(at.min(text.len()))
}

/// Where the cells of a row stand, each found after the one before it: as it is, or with its quotes doubled.
fn places(written: &str, start: usize, cells: &[String]) -> Vec<Span> {
    let mut at = 0;
    let mut spans = Vec::with_capacity(cells.len());
    for cell in cells {
        let rest = &written[at..];
        let quoted = rest.starts_with('"');
        let length = if quoted { cell.len() + cell.matches('"').count() } else { cell.len() };
        let from = at + usize::from(quoted);
        let to = written.floor_char_boundary((from + length).min(written.len()));
        spans.push(Span::new(start + from, start + to));
        // The closing quote and the delimiter, each one byte.
        at = written.floor_char_boundary((to + usize::from(quoted) + 1).min(written.len()));
    }
    spans
}

/// The delimiter that a line of column names is parted by.
pub(super) fn delimiter(header: &str) -> u8 {
    let count = |delimiter: char| header.matches(delimiter).count();
    [b'\t', b',', b';'].into_iter().max_by_key(|it| (count(char::from(*it)), *it == b'\t', *it == b',')).unwrap_or(b',')
}

/// A cell as it was before [`crate::exchange::inert`] made it harmless.
pub(super) fn original(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if *super::super::inert(rest) != *rest => rest,
        _ => cell,
    }
}
