//! CSV: tables of nodes and links, and of sources and the data set itself where they are ours.

use super::flat::{self, Cell};
use super::foreign::{self, FROM, TO};
use super::given::{Given, Part, Rows};
use super::{ImportError, Imported, Options, Place};
use crate::exchange::Table;
use crate::source::{FileId, Files, SourceFile, Span};

/// Reads tables: those that this program exports, told by their columns and not by their names, or those of another
/// make, of which a mapping file or a guess says what the columns mean.
///
/// # Errors
/// If a table cannot be read, or none of them has links or nodes.
pub fn csv(files: Files, options: &Options) -> Result<Imported, ImportError> {
    let read = || {
        let rows = Tables::new(&files)?;
        flat::read(&files, &rows, rows.ours, options)
    };
    let imported = read()?;
    Ok(Imported { inputs: files, ..imported })
}

/// The tables of an import, by what they hold.
struct Tables<'t> {
    files: &'t Files,
    /// Each file with its table and the byte between its cells.
    files_of: Vec<(FileId, Table, u8)>,
    ours: bool,
}

impl<'t> Tables<'t> {
    fn new(files: &'t Files) -> Result<Self, ImportError> {
        let mut tables = Vec::new();
        let mut ours = true;
        for (file, source) in files.iter() {
            let comma = separator(source.text());
            let mut columns = Vec::new();
            each_row(files, file, comma, &mut |row, _| {
                columns = row.into_iter().map(|(text, _)| text).collect();
                Ok(false)
            })?;
            let (table, own) = table_of(&columns).ok_or_else(|| {
                let message = if columns.is_empty() {
                    "is empty; its first line must name the columns".to_owned()
                } else {
                    "has neither the columns of links (such as source and target) nor those of nodes (such as id); the first line must name the columns".to_owned()
                };
                ImportError::Unsuitable { file: source.path().to_owned(), message }
            })?;
            ours &= own;
            tables.push((file, table, comma));
        }
        Ok(Self { files, files_of: tables, ours })
    }
}

/// Which table has these columns, and whether it is one of ours.
fn table_of(columns: &[String]) -> Option<(Table, bool)> {
    let has = |name: &str| columns.iter().any(|column| column == name);
    let any = |names: &[&str]| names.iter().any(|name| columns.iter().any(|column| column.eq_ignore_ascii_case(name)));
    let all = |names: &[&str]| names.iter().all(|name| has(name));
    if all(&["schema", "as_of", "title"]) {
        Some((Table::Graph, true))
    } else if any(FROM) && any(TO) {
        Some((Table::Edges, all(&["source", "target", "relation"])))
    } else if all(&["id", "title", "issuer", "url"]) {
        Some((Table::Sources, true))
    } else if any(foreign::ID) || any(foreign::NAME) {
        Some((Table::Nodes, all(&["id", "name", "kind"])))
    } else {
        None
    }
}

impl Rows for Tables<'_> {
    fn each(&self, part: Part, take: &mut dyn FnMut(Given) -> Result<(), ImportError>) -> Result<(), ImportError> {
        let wanted = match part {
            Part::Head => Table::Graph,
            Part::Sources => Table::Sources,
            Part::Nodes => Table::Nodes,
            Part::Links => Table::Edges,
        };
        for (file, table, comma) in self.files_of.iter().filter(|(_, table, _)| *table == wanted) {
            let mut columns: Vec<String> = Vec::new();
            each_row(self.files, *file, *comma, &mut |row, place| {
                if columns.is_empty() {
                    columns = names(self.files, row)?;
                    return Ok(true);
                }
                if row.len() != columns.len() {
                    let message = format!(
                        "this row has {} cells where the first line names {} columns; put cells with a comma, quote or line break in quotes",
                        row.len(),
                        columns.len()
                    );
                    return Err(ImportError::malformed(self.files, place, message));
                }
                let cells: Vec<Cell> = (columns.iter().zip(row))
                    .filter(|(_, (text, _))| !text.is_empty())
                    .map(|(name, (text, place))| (name.clone(), active(text), place))
                    .collect();
                take(if self.ours {
                    flat::shaped(self.files, *table, cells, place)?
                } else {
                    flat::plain(cells, place)
                })?;
                Ok(true)
            })?;
        }
        Ok(())
    }
}

/// The names of columns, each once.
fn names(files: &Files, row: Vec<(String, Place)>) -> Result<Vec<String>, ImportError> {
    let mut names: Vec<String> = Vec::with_capacity(row.len());
    for (name, place) in row {
        if names.contains(&name) {
            let message =
                format!("two columns are called {:?}; give one of them another name", super::loss::cut(&name));
            return Err(ImportError::malformed(files, place, message));
        }
        names.push(name);
    }
    Ok(names)
}

/// The text that an export kept from being run as a formula by an apostrophe.
fn active(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if *crate::exchange::inert(rest) == *text => rest.to_owned(),
        _ => text,
    }
}

/// What stands between the cells: a comma, semicolon or tab, whichever the first line has most of.
fn separator(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |byte: u8| line.bytes().filter(|found| *found == byte).count();
    [b';', b'\t', b','].into_iter().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

/// Gives each row to `take`, cell by cell with its place, until it says that it has enough.
fn each_row(
    files: &Files,
    file: FileId,
    comma: u8,
    take: &mut dyn FnMut(Vec<(String, Place)>, Place) -> Result<bool, ImportError>,
) -> Result<(), ImportError> {
    let text = files.get(file).map_or("", SourceFile::text);
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mark = text.len() - body.len();
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(comma).from_reader(body.as_bytes());
    let mut record = ::csv::StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(body.len());
        let at = |span: Span| Place { file, span: Span::new(mark + span.start, mark + span.end) };
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => return Err(ImportError::malformed(files, at(Span::empty(start)), error.to_string())),
        }
        let (spans, closed) = spans(body, start, comma);
        let place = at(Span::new(spans.first().map_or(start, |it| it.start), spans.last().map_or(start, |it| it.end)));
        if !closed {
            let cell = at(*spans.last().unwrap_or(&Span::empty(start)));
            return Err(ImportError::malformed(files, cell, "a quote is opened here and never closed"));
        }
        let cells = record.iter().enumerate().map(|(number, text)| {
            let span = spans.get(number).copied().unwrap_or(Span::empty(start));
            (text.to_owned(), at(span))
        });
        if !take(cells.collect(), place)? {
            return Ok(());
        }
    }
}

/// Where the cells of the row stand that begins at or after `start`, and whether its last quote is closed.
fn spans(text: &str, start: usize, comma: u8) -> (Vec<Span>, bool) {
    let bytes = text.as_bytes();
    let mut at = start;
    while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    let mut spans = Vec::new();
    loop {
        let begin = at;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                match bytes.get(at) {
                    None => {
                        spans.push(Span::new(begin, at));
                        return (spans, false);
                    }
                    Some(b'"') if bytes.get(at + 1) == Some(&b'"') => at += 2,
                    Some(b'"') => break at += 1,
                    Some(_) => at += 1,
                }
            }
        }
        while bytes.get(at).is_some_and(|byte| *byte != comma && !matches!(byte, b'\r' | b'\n')) {
            at += 1;
        }
        spans.push(Span::new(begin, at));
        if bytes.get(at) != Some(&comma) {
            return (spans, true);
        }
        at += 1;
    }
}
