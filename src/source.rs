//! Files and places in them: the only table of lines and columns.
//!
//! Everything inside the library speaks of byte offsets ([`Span`]); lines and columns ([`Position`]) appear where
//! people read, and where `ron` reports an error in them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A half-open range of bytes in one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte, never less than `start`.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`; empty at `start` if `end` lies before it.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The empty place before the byte at `offset`.
    #[must_use]
    pub fn empty(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether no byte lies inside.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` lies inside or at either edge.
    #[must_use]
    pub fn touches(self, offset: usize) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether the whole of `inner` lies inside.
    #[must_use]
    pub fn encloses(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// The same bytes as a range, to index with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A place as people write it: both numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line; lines end with `\n`, so CRLF files count the same.
    pub line: usize,
    /// Column, in Unicode scalar values. A byte order mark counts as one.
    pub column: usize,
}

/// One text with the path to name it by.
#[derive(Debug)]
pub struct SourceFile {
    path: String,
    text: String,
    line_starts: OnceLock<Vec<usize>>,
    /// How many characters come before each [`STRIDE`]th byte: lines of a file made by a program can be its whole length.
    characters: OnceLock<Vec<usize>>,
}

/// Bytes between places whose number of characters is kept.
const STRIDE: usize = 1024;

impl SourceFile {
    /// A file named `path` in messages, with its whole text. Lines are indexed when first asked for.
    #[must_use]
    pub fn new(path: String, text: String) -> Self {
        Self { path, text, line_starts: OnceLock::new(), characters: OnceLock::new() }
    }

    /// The path as given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, exactly as read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset. An offset inside a character means that character, one past the end means the end.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts.get(line - 1).copied().unwrap_or(0);
        let near = offset - start <= STRIDE;
        let characters =
            if near { self.text[start..offset].chars().count() } else { self.before(offset) - self.before(start) };
        Position { line, column: 1 + characters }
    }

    /// Byte offset of a line and column; a column past the end of its line means the end of that line.
    /// `None` if there is no such line.
    #[must_use]
    pub fn offset(&self, position: Position) -> Option<usize> {
        let starts = self.line_starts();
        let start = *starts.get(position.line.checked_sub(1)?)?;
        let end = starts.get(position.line).map_or(self.text.len(), |next| next - 1);
        let line = &self.text[start..end];
        let column = position.column.checked_sub(1)?;
        Some(start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at))
    }

    /// Line `number` (from 1) without its line ending.
    #[must_use]
    pub fn line(&self, number: usize) -> Option<&str> {
        let starts = self.line_starts();
        let start = *starts.get(number.checked_sub(1)?)?;
        let end = starts.get(number).map_or(self.text.len(), |next| next - 1);
        let line = &self.text[start..end];
        Some(line.strip_suffix('\r').unwrap_or(line))
    }

    /// Offset where the line holding `offset` begins.
    #[must_use]
    pub fn line_start(&self, offset: usize) -> usize {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        starts.get(line - 1).copied().unwrap_or(0)
    }

    /// How many characters begin before the byte at `offset`.
    fn before(&self, offset: usize) -> usize {
        let begins = |byte: &u8| !matches!(byte, 0x80..=0xBF);
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| begins(byte)).count();
        let characters = self.characters.get_or_init(|| {
            let chunks = self.text.as_bytes().chunks(STRIDE);
            let mut sum = 0;
            std::iter::once(0)
                .chain(chunks.map(|chunk| {
                    sum += count(chunk);
                    sum
                }))
                .collect()
        });
        let chunk = offset / STRIDE;
        characters.get(chunk).copied().unwrap_or(0) + count(&self.text.as_bytes()[chunk * STRIDE..offset])
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }
}

/// Handle of a file in [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// All files of one run, in the order they were pushed.
#[derive(Debug, Default)]
pub struct Files {
    files: Vec<SourceFile>,
    by_path: HashMap<String, FileId>,
}

impl Files {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a file and returns its handle. If two files share a path, [`Files::find`] returns the first.
    pub fn push(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.by_path.entry(file.path.clone()).or_insert(id);
        self.files.push(file);
        id
    }

    /// The file behind a handle; `None` for a handle of another set of files.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The handle of the file with exactly this path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// Every file with its handle, in the order pushed.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }
}
