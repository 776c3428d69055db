//! From "the third link's `to`" to a span of text.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::model::Origin;
use crate::source::{FileId, Files, SourceFile, Span};
use crate::syntax::{self, Node, Step, Tree, Value};

/// Finds places in files. Texts are parsed into trees only when a place in them is asked for, once each.
pub struct Places<'f> {
    files: &'f Files,
    trees: RefCell<HashMap<FileId, Tree>>,
}

impl<'f> Places<'f> {
    /// Places in these files.
    pub fn new(files: &'f Files) -> Self {
        Self { files, trees: RefCell::new(HashMap::new()) }
    }

    /// The files.
    pub fn files(&self) -> &'f Files {
        self.files
    }

    /// Whether there is a value at exactly this path of the record or item that something was read from.
    pub fn has(&self, origin: Origin, path: &[Step<'_>]) -> bool {
        let mut steps = steps(origin);
        steps.extend_from_slice(path);
        self.with_tree(FileId(origin.file), |tree| tree.find(&steps).is_some())
    }

    /// The ids that a file gives its records, read or not, and the one that its name promises.
    pub(crate) fn ids(&self, file: FileId) -> Vec<String> {
        let stem = stem(self.files.get(file).map_or("", SourceFile::path)).to_owned();
        self.with_tree(file, |tree| {
            let id = |path: &[Step<'_>]| Some(tree.string_value(tree.find(path)?.span)?.into_owned());
            let rows = (0..).take_while(|row| tree.find(&[Step::Item(*row)]).is_some());
            let rows = rows.filter_map(|row| id(&[Step::Item(row), Step::Field("id")]));
            rows.chain(id(&[Step::Field("id")])).chain([stem]).collect()
        })
    }

    /// The id of the entry that a place belongs to: of the row around it in a table, of the record that the file holds,
    /// else the name of the file.
    pub fn subject(&self, file: FileId, span: Span) -> Option<String> {
        let stem = stem(self.files.get(file)?.path());
        let id = self.with_tree(file, |tree| {
            let root = tree.root()?;
            let entry = match &root.value {
                Value::List(rows) => rows.iter().find(|row| row.span.encloses(span))?,
                _ => root,
            };
            id(tree, entry)
        });
        Some(id.unwrap_or_else(|| stem.to_owned()))
    }

    fn with_tree<T>(&self, file: FileId, ask: impl FnOnce(&Tree) -> T) -> T {
        let mut trees = self.trees.borrow_mut();
        let text = || self.files.get(file).map_or("", SourceFile::text);
        ask(trees.entry(file).or_insert_with(|| syntax::parse(text()).tree))
    }

    /// The span of the value at `path`; where it is not there, of the nearest thing around it.
    pub fn span(&self, file: FileId, path: &[Step<'_>]) -> Span {
        self.with_tree(file, |tree| {
            (0..=path.len()).rev().find_map(|length| tree.locate(&path[..length])).unwrap_or(Span::empty(0))
        })
    }

    /// The span of a field of the record or item that something was read from.
    pub fn of(&self, origin: Origin, path: &[Step<'_>]) -> (FileId, Span) {
        let file = FileId(origin.file);
        let mut steps = steps(origin);
        steps.extend_from_slice(path);
        (file, self.span(file, &steps))
    }

    /// The span of the first line of a record or item: its opening and first field, not its whole body.
    pub fn head(&self, origin: Origin) -> (FileId, Span) {
        let (file, span) = self.of(origin, &[]);
        let text = &self.files.get(file).map_or("", SourceFile::text)[span.start..span.end];
        let length = text.find(['(', '\n']).map_or(text.len(), |at| at.max(1));
        (file, Span { start: span.start, end: span.start + length })
    }
}

/// The name of a file without its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The id that a record gives itself.
pub(super) fn id(tree: &Tree, record: &Node) -> Option<String> {
    let Value::Record { fields, .. } = &record.value else { return None };
    let field = fields.iter().find(|field| tree.name(field.name) == "id")?;
    Some(tree.string_value(field.value.span)?.into_owned())
}

/// The path of a record or item in its file.
fn steps(origin: Origin) -> Vec<Step<'static>> {
    let mut steps = Vec::with_capacity(3);
    if let Some(record) = origin.record {
        steps.push(Step::Item(record as usize));
    }
    if let Some((list, item)) = origin.item {
        steps.push(Step::Field(list));
        steps.push(Step::Item(item as usize));
    }
    steps
}
