//! JSON with places, one object at a time.
//!
//! `serde_json` decides what is JSON and hands out each value as a slice of the text, so that its place is known and a
//! list of a million objects costs no more than one of them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::given::{Given, Part, Rows, What};
use super::{ImportError, Imported, Options, Place, native};
use crate::source::{FileId, Files, Span};

/// How deep values may nest in a node or link.
const MAX_DEPTH: usize = 32;

/// The most values in one node or link.
const MAX_VALUES: usize = 500_000;

/// Reads the export of this program, schema `interlex/graph/1`.
///
/// # Errors
/// If the text is no JSON, or not of the schema.
pub fn json(files: Files, options: &Options) -> Result<Imported, ImportError> {
    let read = || {
        let rows = JsonRows::new(&files)?;
        rows.expect_schema()?;
        native::read(&files, &rows, options)
    };
    let imported = read()?;
    Ok(Imported { inputs: files, ..imported })
}

/// A text in which values stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'t> {
    files: &'t Files,
    file: FileId,
    /// The whole of what values are slices of.
    whole: &'t str,
    /// Where all of it stands, if it is a cell of a table and not a file: a cell may be written with escapes.
    cell: Option<Place>,
}

impl<'t> Text<'t> {
    /// A file.
    pub(super) fn file(files: &'t Files, file: FileId) -> Self {
        let whole = files.get(file).map_or("", |file| file.text());
        Self { files, file, whole, cell: None }
    }

    /// A cell of a table.
    pub(super) fn cell(files: &'t Files, whole: &'t str, place: Place) -> Self {
        Self { files, file: place.file, whole, cell: Some(place) }
    }

    /// The files, to show places in.
    pub(super) fn files(self) -> &'t Files {
        self.files
    }

    /// The one value that the text is.
    pub(super) fn value(self) -> Result<&'t RawValue, ImportError> {
        self.parse(self.whole.strip_prefix('\u{FEFF}').unwrap_or(self.whole))
    }

    /// The one value that a slice of the text is.
    pub(super) fn parse(self, body: &'t str) -> Result<&'t RawValue, ImportError> {
        serde_json::from_str(body).map_err(|error| {
            let mark = body.as_ptr().addr().wrapping_sub(self.whole.as_ptr().addr());
            let lines = body.split_inclusive('\n').take(error.line().saturating_sub(1));
            // Columns are bytes there, from 1; 0 is the break before the line.
            let start = mark + lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            let place = Place { file: self.file, span: Span::empty(start.min(self.whole.len())) };
            let text = error.to_string();
            let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
            let message = if self.cell.is_some() {
                format!("a list or object in JSON is expected in this cell: {message}")
            } else {
                format!("not valid JSON: {message}")
            };
            ImportError::malformed(self.files, self.cell.unwrap_or(place), message)
        })
    }

    /// Where a slice of the text stands.
    pub(super) fn place(self, slice: &str) -> Place {
        self.cell.unwrap_or_else(|| {
            let start = slice.as_ptr().addr().wrapping_sub(self.whole.as_ptr().addr());
            Place { file: self.file, span: Span::new(start, start + slice.len()) }
        })
    }

    /// An error at a value.
    pub(super) fn wrong(self, raw: &RawValue, message: &str) -> ImportError {
        ImportError::malformed(self.files, self.place(raw.get()), message)
    }

    /// The keys and values of an object.
    pub(super) fn fields(self, raw: &'t RawValue) -> Result<Vec<(Cow<'t, str>, &'t RawValue)>, ImportError> {
        let fields = serde_json::Deserializer::from_str(raw.get()).deserialize_map(FieldsOf).map_err(|error| {
            let text = error.to_string();
            self.wrong(raw, text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message))
        })?;
        let mut keys: Vec<&str> = fields.iter().map(|(key, _)| &**key).collect();
        keys.sort_unstable();
        if let Some(twice) = keys.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]) {
            let (_, second) = fields.iter().rfind(|(key, _)| key == twice).expect("the key is one of them");
            let key = super::loss::cut(twice);
            return Err(self.wrong(second, &format!("the key {key:?} stands twice in this object; delete one")));
        }
        Ok(fields)
    }

    /// Gives each entry of a list to `take`.
    pub(super) fn each(
        self,
        raw: &'t RawValue,
        take: &mut dyn FnMut(&'t RawValue) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let stopped = RefCell::new(None);
        let mut each = |raw| take(raw).inspect_err(|_| {}).map_err(|error| *stopped.borrow_mut() = Some(error)).is_ok();
        let read = EachOf(&mut each).deserialize(&mut serde_json::Deserializer::from_str(raw.get()));
        match (stopped.into_inner(), read) {
            (Some(error), _) => Err(error),
            (None, Ok(())) => Ok(()),
            (None, Err(_)) => Err(self.wrong(raw, "a list is expected here")),
        }
    }

    /// All of a value.
    pub(super) fn given(self, raw: &'t RawValue) -> Result<Given, ImportError> {
        self.given_below(raw, 0, &Cell::new(MAX_VALUES))
    }

    fn given_below(self, raw: &'t RawValue, depth: usize, left: &Cell<usize>) -> Result<Given, ImportError> {
        if depth > MAX_DEPTH {
            return Err(self.wrong(raw, &format!("values nest more than {MAX_DEPTH} deep here")));
        }
        let Some(fewer) = left.get().checked_sub(1) else {
            return Err(self.wrong(raw, &format!("one node or link has at most {MAX_VALUES} values")));
        };
        left.set(fewer);
        let text = raw.get();
        let what = match text.as_bytes().first() {
            Some(b'{') => {
                let fields = self.fields(raw)?.into_iter();
                let given = fields.map(|(key, raw)| Ok((key.into_owned(), self.given_below(raw, depth + 1, left)?)));
                What::Object(given.collect::<Result<_, ImportError>>()?)
            }
            Some(b'[') => {
                let mut list = Vec::new();
                self.each(raw, &mut |entry| {
                    list.push(self.given_below(entry, depth + 1, left)?);
                    Ok(())
                })?;
                What::List(list)
            }
            Some(b'"') => What::Text(serde_json::from_str(text).map_err(|_| {
                self.wrong(raw, "this text has an escape that stands for no character (half of a pair)")
            })?),
            Some(b't') => What::Truth(true),
            Some(b'f') => What::Truth(false),
            Some(b'n') => What::Nothing,
            _ => What::Number(text.to_owned()),
        };
        Ok(Given { what, place: self.place(text) })
    }
}

/// The fields of an object, in order, those that stand twice too.
struct FieldsOf;

impl<'t> Visitor<'t> for FieldsOf {
    type Value = Vec<(Cow<'t, str>, &'t RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(Key(key)) = map.next_key_seed(KeyOf)? {
            if fields.len() == MAX_VALUES {
                return Err(A::Error::custom(format!("an object has at most {MAX_VALUES} keys")));
            }
            fields.push((key, map.next_value()?));
        }
        Ok(fields)
    }
}

/// A key, which is a slice of the text where it has no escapes.
struct Key<'t>(Cow<'t, str>);
struct KeyOf;

impl<'t> DeserializeSeed<'t> for KeyOf {
    type Value = Key<'t>;

    fn deserialize<D: serde::Deserializer<'t>>(self, deserializer: D) -> Result<Key<'t>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for KeyOf {
    type Value = Key<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'t str) -> Result<Key<'t>, E> {
        Ok(Key(Cow::Borrowed(key)))
    }

    fn visit_str<E>(self, key: &str) -> Result<Key<'t>, E> {
        Ok(Key(Cow::Owned(key.to_owned())))
    }
}

/// The entries of a list, one by one, until one is not wanted.
struct EachOf<'e, 't>(&'e mut dyn FnMut(&'t RawValue) -> bool);

impl<'t> DeserializeSeed<'t> for EachOf<'_, 't> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'t> Visitor<'t> for EachOf<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(raw) = list.next_element()? {
            if !(self.0)(raw) {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// A file of JSON that is one object with lists of nodes and links.
pub(super) struct JsonRows<'t> {
    pub(super) text: Text<'t>,
    /// The whole value.
    pub(super) root: &'t RawValue,
    /// Its keys.
    pub(super) top: Vec<(Cow<'t, str>, &'t RawValue)>,
}

impl<'t> JsonRows<'t> {
    pub(super) fn new(files: &'t Files) -> Result<Self, ImportError> {
        let mut all = files.iter();
        let (Some((file, source)), None) = (all.next(), all.next()) else {
            let file = files.iter().nth(1).map_or("input", |(_, file)| file.path()).to_owned();
            let message = "one JSON file is imported at a time".to_owned();
            return Err(ImportError::Unsuitable { file, message });
        };
        let text = Text::file(files, file);
        let root = text.value()?;
        if !root.get().starts_with('{') && !root.get().starts_with('[') {
            let message = "a graph in JSON is an object with lists of nodes and links".to_owned();
            return Err(ImportError::Unsuitable { file: source.path().to_owned(), message });
        }
        let top = if root.get().starts_with('{') { text.fields(root)? } else { Vec::new() };
        Ok(Self { text, root, top })
    }

    /// The value of a key.
    pub(super) fn top(&self, name: &str) -> Option<&'t RawValue> {
        self.top.iter().find(|(key, _)| key == name).map(|(_, raw)| *raw)
    }

    /// Whether the file says that it is an export of this program.
    pub(super) fn has_schema(&self) -> bool {
        self.top("schema").is_some_and(|raw| raw.get() == "\"interlex/graph/1\"")
    }

    fn expect_schema(&self) -> Result<(), ImportError> {
        if self.has_schema() {
            return Ok(());
        }
        let place = self.text.place(self.top("schema").map_or(&self.root.get()[..1], |raw| raw.get()));
        let message = "`\"schema\": \"interlex/graph/1\"` is expected; a graph of another make is read by `interlex import edges`";
        Err(ImportError::malformed(self.text.files, place, message))
    }
}

impl Rows for JsonRows<'_> {
    fn each(&self, part: Part, take: &mut dyn FnMut(Given) -> Result<(), ImportError>) -> Result<(), ImportError> {
        let name = match part {
            Part::Head => {
                let lists = ["sources", "nodes", "edges"];
                let head = self.top.iter().filter(|(key, _)| !lists.contains(&&**key));
                let head = head.map(|(key, raw)| Ok((key.clone().into_owned(), self.text.given(raw)?)));
                let what = What::Object(head.collect::<Result<_, ImportError>>()?);
                return take(Given { what, place: self.text.place(&self.root.get()[..1]) });
            }
            Part::Sources => "sources",
            Part::Nodes => "nodes",
            Part::Links => "edges",
        };
        let Some(list) = self.top(name) else { return Ok(()) };
        self.text.each(list, &mut |raw| {
            if !raw.get().starts_with('{') {
                return Err(self.text.wrong(raw, &format!("each of `{name}` is an object")));
            }
            take(self.text.given(raw)?)
        })
    }
}
