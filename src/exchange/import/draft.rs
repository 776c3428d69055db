//! Records in the making: values as a curator would write them, each with where it stands in the file it was read from.
//!
//! An importer builds records; they are written as RON and read by [`crate::load`] like any other. So whatever is wrong
//! with them is found by the same checks, and [`Written::original`] leads from a place in the RON back to the file that
//! somebody else wrote.

use std::fmt::Write as _;

use crate::source::{FileId, Span};

/// How long a value may be to stand on one line.
const WIDTH: usize = 110;

/// A place in a file that is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The place in it.
    pub span: Span,
}

/// A value of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    kind: Kind,
    place: Option<Place>,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// A quoted text.
    Text(String),
    /// What stands as it is: a variant, a number, `true`.
    Bare(String),
    /// Values in square brackets.
    List(Vec<Value>),
    /// Values in round brackets, such as a pair of codes.
    Tuple(Vec<Value>),
    /// Named values in round brackets, with a name before them or without.
    Record(Record),
}

/// Named values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    name: Option<&'static str>,
    fields: Vec<(&'static str, Value)>,
}

impl Value {
    fn new(kind: Kind) -> Self {
        Self { kind, place: None }
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Kind::Text(text.into()))
    }

    /// A variant of a fixed list, by its name in the records, such as `InForce` or `Alignment(JointMapping)`. The name
    /// must come from the program: what a file says goes through [`Value::named`].
    pub fn variant(name: impl Into<String>) -> Self {
        Self::new(Kind::Bare(name.into()))
    }

    /// The variant that a file names in snake or kebab case, such as `in_force` for `InForce`, known or not: the check
    /// finds what is unknown. What cannot be the name of a variant stays a text, which the check finds as well.
    pub fn named(name: &str) -> Self {
        match variant_name(name) {
            Some(name) => Self::new(Kind::Bare(name)),
            None => Self::text(name),
        }
    }

    /// The variant with another in it, such as `Alignment(JointMapping)` for `alignment` and `joint_mapping`.
    pub fn named_in(name: &str, inner: Option<&str>) -> Self {
        let Some(inner) = inner else { return Self::named(name) };
        match (variant_name(name), variant_name(inner)) {
            (Some(name), Some(inner)) => Self::new(Kind::Bare(format!("{name}({inner})"))),
            _ => Self::text(format!("{name}: {inner}")),
        }
    }

    /// A whole number.
    pub fn number(number: i64) -> Self {
        Self::new(Kind::Bare(number.to_string()))
    }

    /// `true` or `false`.
    pub fn boolean(value: bool) -> Self {
        Self::new(Kind::Bare(value.to_string()))
    }

    /// A list.
    pub fn list(values: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Kind::List(values.into_iter().collect()))
    }

    /// A pair or longer tuple.
    pub fn tuple(values: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Kind::Tuple(values.into_iter().collect()))
    }

    /// The same value, read at this place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Where the value was read.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    fn is_empty(&self) -> bool {
        matches!(&self.kind, Kind::List(values) if values.is_empty())
    }
}

impl From<Record> for Value {
    fn from(record: Record) -> Self {
        Self::new(Kind::Record(record))
    }
}

impl Record {
    /// A record with a name, such as `Framework`.
    pub fn named(name: &'static str) -> Self {
        Self { name: Some(name), fields: Vec::new() }
    }

    /// A record without a name, such as an entry of a list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field.
    #[must_use]
    pub fn with(mut self, field: &'static str, value: Value) -> Self {
        self.push(field, value);
        self
    }

    /// Adds a field if there is a value for it that is no empty list.
    #[must_use]
    pub fn maybe(mut self, field: &'static str, value: Option<Value>) -> Self {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.push(field, value);
        }
        self
    }

    /// Adds a field.
    pub fn push(&mut self, field: &'static str, value: Value) {
        self.fields.push((field, value));
    }

    /// Adds a value to the list in a field, which is made if it is not there.
    pub fn append(&mut self, field: &'static str, value: Value) {
        match self.fields.iter_mut().find(|(name, _)| *name == field) {
            Some((_, Value { kind: Kind::List(values), .. })) => values.push(value),
            _ => self.push(field, Value::list([value])),
        }
    }

    /// Adds the fields of another record.
    #[must_use]
    pub fn extended(mut self, other: Self) -> Self {
        self.fields.extend(other.fields);
        self
    }

    /// Whether the record has a field.
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| *name == field)
    }
}

/// A text of RON, and what of it was read where.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Places in the text and in the file imported; a value comes after the values in it.
    marks: Vec<(Span, Place)>,
}

impl Written {
    /// A text that was read nowhere.
    pub fn of(text: String) -> Self {
        Self { text, marks: Vec::new() }
    }

    /// Where the innermost value around `span` was read; `None` if nothing around it was.
    pub fn original(&self, span: Span) -> Option<Place> {
        // Values do not overlap but lie in each other, and each comes after those in it: the marks are sorted by their
        // ends, and the first that reaches around is the innermost.
        let first = self.marks.partition_point(|(mark, _)| mark.end < span.end);
        self.marks[first..].iter().find(|(mark, _)| mark.encloses(span)).map(|(_, place)| *place)
    }
}

/// Writes a value as a file of the graph.
pub fn write(value: &Value) -> Written {
    let mut written = Written::default();
    put(value, 0, true, &mut written);
    written.text.push('\n');
    written
}

/// Writes a value: on one line if it fits and need not be broken, else an entry a line.
fn put(value: &Value, depth: usize, broken: bool, out: &mut Written) {
    let start = out.text.len();
    match &value.kind {
        Kind::Text(text) => out.text.push_str(&quoted(text)),
        Kind::Bare(text) => out.text.push_str(text),
        Kind::List(values) => entries('[', ']', values.iter().map(|it| (None, it)), depth, broken, out),
        Kind::Tuple(values) => entries('(', ')', values.iter().map(|it| (None, it)), depth, false, out),
        Kind::Record(record) => {
            out.text.push_str(record.name.unwrap_or_default());
            let fields = record.fields.iter().map(|(name, value)| (Some(*name), value));
            entries('(', ')', fields, depth, broken, out);
        }
    }
    if let Some(place) = value.place {
        out.marks.push((Span::new(start, out.text.len()), place));
    }
}

fn entries<'v>(
    open: char,
    close: char,
    entries: impl ExactSizeIterator<Item = (Option<&'static str>, &'v Value)> + Clone,
    depth: usize,
    broken: bool,
    out: &mut Written,
) {
    let named = entries.clone().any(|(name, _)| name.is_some());
    let length: usize =
        entries.clone().map(|(name, value)| name.map_or(0, |name| name.len() + 2) + length(value) + 2).sum();
    let column = out.text.len() - out.text.rfind('\n').map_or(0, |at| at + 1);
    let broken = entries.len() > 0
        && ((broken && (named || entries.clone().any(|it| is_named(it.1)))) || column + length + 2 > WIDTH);
    out.text.push(open);
    for (at, (name, value)) in entries.enumerate() {
        match (broken, at) {
            (true, _) => write!(out.text, "\n{:1$}", "", 4 * (depth + 1)).expect("writing to a string"),
            (false, 0) => {}
            (false, _) => out.text.push_str(", "),
        }
        if let Some(name) = name {
            write!(out.text, "{name}: ").expect("writing to a string");
        }
        put(value, depth + 1, is_named(value), out);
        if broken {
            out.text.push(',');
        }
    }
    if broken {
        write!(out.text, "\n{:1$}", "", 4 * depth).expect("writing to a string");
    }
    out.text.push(close);
}

/// `InForce` for `in_force`; `None` for what is no name of a variant.
fn variant_name(name: &str) -> Option<String> {
    let fits = |name: &str| {
        name.len() <= 60
            && name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | ' '))
    };
    fits(name).then(|| {
        let mut out = String::with_capacity(name.len());
        for word in name.split(['_', '-', ' ']) {
            let mut letters = word.chars();
            out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            out.push_str(letters.as_str());
        }
        out
    })
}

/// Whether a value is a record with a name: those stand in lines of their own.
fn is_named(value: &Value) -> bool {
    matches!(&value.kind, Kind::Record(record) if record.name.is_some())
}

/// How long a value is on one line.
fn length(value: &Value) -> usize {
    match &value.kind {
        Kind::Text(text) => quoted(text).chars().count(),
        Kind::Bare(text) => text.chars().count(),
        Kind::List(values) | Kind::Tuple(values) => 2 + values.iter().map(|value| length(value) + 2).sum::<usize>(),
        Kind::Record(record) => {
            let fields = record.fields.iter().map(|(name, value)| name.len() + length(value) + 4);
            record.name.map_or(0, str::len) + 2 + fields.sum::<usize>()
        }
    }
}

/// A text in quotes. Controls are escaped, those that reorder text among them, since they would not be read.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() || crate::syntax::is_bidi_control(letter) => {
                write!(out, "\\u{{{:x}}}", u32::from(letter)).expect("writing to a string");
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
