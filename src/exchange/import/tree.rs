//! YAML and JSON as one tree of values that know where they stand.
//!
//! Both are read by parsers of others; here their values only get places. Aliases of YAML are filled in, up to a number
//! of values that no honest file needs. A key that is written twice is refused: which of the two counts nobody can say.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde::Deserializer as _;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{ImportError, MAX_VALUES};
use crate::source::{SourceFile, Span};

/// How deep values may nest.
const MAX_DEPTH: usize = 64;

/// How many values aliases may repeat; a long text counts as several.
const MAX_REPEATED: usize = 100_000;

/// So many bytes of a text count as one value.
const TEXT_OF_ONE: usize = 64;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tree {
    pub shape: Shape,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Nothing: `null`, `~` or no text at all.
    Null,
    /// A text, number or truth value, as written.
    Scalar(String),
    List(Vec<Tree>),
    /// Keys with their places, in the order written.
    Map(Vec<(String, Span, Tree)>),
}

impl Tree {
    fn new(shape: Shape, span: Span) -> Self {
        Self { shape, span }
    }

    /// The value of a key, if this is a map that has it and the value is not null.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Shape::Map(entries) = &self.shape else { return None };
        let (_, _, value) = entries.iter().find(|(name, _, _)| name == key)?;
        (value.shape != Shape::Null).then_some(value)
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.shape {
            Shape::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The text of the scalar in a key.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// The values of a list; of anything else but null, the value itself: many files write a list of one so.
    pub fn items(&self) -> &[Self] {
        match &self.shape {
            Shape::List(items) => items,
            Shape::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The values of the list in a key; none if it is not there.
    pub fn items_of(&self, key: &str) -> &[Self] {
        self.get(key).map(Self::items).unwrap_or_default()
    }

    /// The entries of a map that are not null.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Self)> {
        let entries = match &self.shape {
            Shape::Map(entries) => &entries[..],
            _ => &[],
        };
        entries.iter().filter(|(_, _, value)| value.shape != Shape::Null).map(|(key, _, value)| (key.as_str(), value))
    }

    /// How much would be there twice if this were repeated.
    fn weight(&self) -> usize {
        1 + match &self.shape {
            Shape::Null => 0,
            Shape::Scalar(text) => text.len() / TEXT_OF_ONE,
            Shape::List(items) => items.iter().map(Self::weight).sum(),
            Shape::Map(entries) => entries.iter().map(|(key, _, value)| key.len() / TEXT_OF_ONE + value.weight()).sum(),
        }
    }
}

/// In one line, to be read by people.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.shape {
            Shape::Null => f.write_str("null"),
            Shape::Scalar(text) => f.write_str(text),
            Shape::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            Shape::Map(entries) => {
                for (at, (key, _, value)) in entries.iter().enumerate() {
                    write!(f, "{}{key}: {value}", if at == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
        }
    }
}

/// An error at a place of a file.
pub(super) fn malformed(file: &SourceFile, at: usize, message: impl Into<String>) -> ImportError {
    let position = file.position(at);
    ImportError::Malformed {
        file: file.path().to_owned(),
        line: position.line,
        column: position.column,
        message: message.into(),
    }
}

/// Reads JSON.
pub(super) fn json(file: &SourceFile) -> Result<Tree, ImportError> {
    let text = file.text();
    let root: &RawValue = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|error| {
        let at = crate::source::Position { line: error.line().max(1), column: error.column().max(1) };
        malformed(file, file.offset(at).unwrap_or_default(), format!("this is not JSON: {error}"))
    })?;
    raw(file, root, 0, &Cell::new(MAX_VALUES))
}

fn raw(file: &SourceFile, value: &RawValue, depth: usize, left: &Cell<usize>) -> Result<Tree, ImportError> {
    let written = value.get();
    // The value is borrowed from the text, so where it begins tells its place.
    let start = written.as_ptr().addr() - file.text().as_ptr().addr();
    let span = Span::new(start, start + written.len());
    if depth > MAX_DEPTH {
        return Err(malformed(file, start, format!("values nest deeper than {MAX_DEPTH}")));
    }
    let fewer = left.get().checked_sub(1).ok_or_else(|| too_many_values(file, start))?;
    left.set(fewer);
    let wrong = |error: serde_json::Error| malformed(file, start, format!("this is not JSON: {error}"));
    let mut reader = serde_json::Deserializer::from_str(written);
    let shape = match written.as_bytes().first() {
        Some(b'{') => {
            let entries = reader.deserialize_map(Entries).map_err(wrong)?;
            let mut seen = BTreeSet::new();
            let mut map = Vec::with_capacity(entries.len());
            for (key, value) in entries {
                let value = raw(file, value, depth + 1, left)?;
                if !seen.insert(key.clone()) {
                    return Err(malformed(file, value.span.start, format!("`{key}` is written twice")));
                }
                map.push((key, value.span, value));
            }
            Shape::Map(map)
        }
        Some(b'[') => {
            let items = reader.deserialize_seq(Items).map_err(wrong)?;
            Shape::List(items.into_iter().map(|item| raw(file, item, depth + 1, left)).collect::<Result<_, _>>()?)
        }
        Some(b'"') => Shape::Scalar(serde_json::from_str(written).map_err(wrong)?),
        _ if written == "null" => Shape::Null,
        _ => Shape::Scalar(written.to_owned()),
    };
    Ok(Tree::new(shape, span))
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            if entries.len() == MAX_VALUES {
                return Err(A::Error::custom(format!("more than {MAX_VALUES} entries")));
            }
            entries.push(entry);
        }
        Ok(entries)
    }
}

struct Items;

impl<'de> Visitor<'de> for Items {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = items.next_element()? {
            if found.len() == MAX_VALUES {
                return Err(A::Error::custom(format!("more than {MAX_VALUES} entries")));
            }
            found.push(item);
        }
        Ok(found)
    }
}

fn too_many_values(file: &SourceFile, at: usize) -> ImportError {
    malformed(file, at, format!("a file of more than {MAX_VALUES} values is not imported; split it"))
}

/// Reads the first document of a YAML text. `text` may differ from that of `file`, as long as every character stands at
/// the same place.
pub(super) fn yaml(file: &SourceFile, text: &str) -> Result<Tree, ImportError> {
    let offsets = Offsets::new(text);
    let mut builder = Builder { file, open: Vec::new(), anchors: BTreeMap::new(), repeated: 0, values: 0, root: None };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            malformed(file, offsets.byte(error.marker().index()), format!("this is not YAML: {}", error.info()))
        })?;
        let span = Span::new(offsets.byte(span.start.index()), offsets.byte(span.end.index()));
        builder.take(event, span)?;
        if builder.root.is_some() {
            break;
        }
    }
    Ok(builder.root.unwrap_or(Tree::new(Shape::Null, Span::default())))
}

/// Bytes of characters by their number: the parser counts characters.
struct Offsets<'t> {
    text: &'t str,
    /// Where every 256th character begins.
    marks: Vec<usize>,
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, marks: text.char_indices().map(|(at, _)| at).step_by(256).collect() }
    }

    fn byte(&self, character: usize) -> usize {
        let Some(start) = self.marks.get(character / 256) else { return self.text.len() };
        let mut after = self.text[*start..].char_indices();
        after.nth(character % 256).map_or(self.text.len(), |(at, _)| start + at)
    }
}

/// A list or map that is not closed yet.
struct Open {
    start: usize,
    anchor: usize,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Tree>),
    Map { entries: Vec<(String, Span, Tree)>, key: Option<(String, Span)>, seen: BTreeSet<String> },
}

struct Builder<'f> {
    file: &'f SourceFile,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Tree>,
    /// How much is there more than once because of anchors and aliases.
    repeated: usize,
    values: usize,
    root: Option<Tree>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), ImportError> {
        match event {
            Event::Scalar(text, style, anchor, _) => self.place(Tree::new(scalar(text, style), span), anchor),
            Event::SequenceStart(anchor, _) => self.begin(span, anchor, OpenKind::List(Vec::new())),
            Event::MappingStart(anchor, _) => {
                self.begin(span, anchor, OpenKind::Map { entries: Vec::new(), key: None, seen: BTreeSet::new() })
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => match self.anchors.remove(&anchor) {
                Some(value) => {
                    self.repeat(&value, span)?;
                    self.anchors.insert(anchor, value.clone());
                    self.place(value, 0)
                }
                None => Err(malformed(self.file, span.start, "an alias stands for a value that holds it")),
            },
            _ => Ok(()),
        }
    }

    fn repeat(&mut self, value: &Tree, span: Span) -> Result<(), ImportError> {
        self.repeated += value.weight();
        if self.repeated > MAX_REPEATED {
            let message = format!("anchors and aliases repeat more than {MAX_REPEATED} values");
            return Err(malformed(self.file, span.start, message));
        }
        Ok(())
    }

    fn begin(&mut self, span: Span, anchor: usize, kind: OpenKind) -> Result<(), ImportError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(malformed(self.file, span.start, format!("values nest deeper than {MAX_DEPTH}")));
        }
        self.open.push(Open { start: span.start, anchor, kind });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), ImportError> {
        let Some(Open { start, anchor, kind }) = self.open.pop() else { return Ok(()) };
        let shape = match kind {
            OpenKind::List(items) => Shape::List(items),
            OpenKind::Map { entries, .. } => Shape::Map(entries),
        };
        self.place(Tree::new(shape, Span::new(start, span.end)), anchor)
    }

    /// Puts a value where it belongs: into the list or map that is open, or at the root.
    fn place(&mut self, value: Tree, anchor: usize) -> Result<(), ImportError> {
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(too_many_values(self.file, value.span.start));
        }
        if anchor != 0 {
            self.repeat(&value, value.span)?;
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(value),
            Some(OpenKind::List(items)) => items.push(value),
            Some(OpenKind::Map { entries, key, seen }) => {
                if let Some((name, at)) = key.take() {
                    entries.push((name, at, value));
                    return Ok(());
                }
                let span = value.span;
                let name = match value.shape {
                    Shape::Scalar(text) => text,
                    Shape::Null => "null".to_owned(),
                    _ => return Err(malformed(self.file, span.start, "a list or map cannot be a key here")),
                };
                if !seen.insert(name.clone()) {
                    return Err(malformed(self.file, span.start, format!("`{name}` is written twice")));
                }
                *key = Some((name, span));
            }
        }
        Ok(())
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Shape {
    let plain = style == ScalarStyle::Plain;
    if plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
        Shape::Null
    } else {
        Shape::Scalar(text.into())
    }
}
