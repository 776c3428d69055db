//! A copy of a text under repair, which knows where each of its bytes comes from.

use crate::source::Span;
use crate::syntax::{Fix, Role, Tree, Value};

/// Attempts at a value for a field that is missing.
const MAX_GUESSES: usize = 64;

/// Texts to try where a type takes only some: an id, a year, a date, an address.
const TEXTS: [&str; 5] = ["\"\"", "\"a\"", "\"2000\"", "\"2000-01-01\"", "\"https://a.example\""];

/// A part of a text with edits.
pub(super) struct Draft<'t> {
    text: &'t str,
    tree: &'t Tree,
    header: String,
    part: Span,
    /// Sorted by place, never overlapping.
    edits: Vec<Edit>,
}

/// A change to the text.
pub(super) struct Edit {
    /// What is replaced, as a place in the text.
    span: Span,
    /// What stands there instead.
    replacement: String,
    /// For a field put in because it is missing: what is tried as its value.
    guess: Option<Guess>,
    /// Index of the finding that this puts right.
    reported: Option<usize>,
    /// Whether this puts syntax right, which changes no value.
    syntax: bool,
}

/// A field that is missing: its value is found by trying what `ron` asks for.
struct Guess {
    field: &'static str,
    variants: &'static [&'static str],
    tried: usize,
    texts: usize,
}

/// Where a place in the copy comes from.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// From this offset of the text.
    Source(usize),
    /// From the edit with this index.
    Edit(usize),
}

impl Edit {
    /// Puts `replacement` in place of `span`, for the finding at index `reported`.
    pub(super) fn replace(span: Span, replacement: String, reported: Option<usize>) -> Self {
        Self { span, replacement, guess: None, reported, syntax: false }
    }

    /// Puts syntax right.
    pub(super) fn fix(fix: &Fix) -> Self {
        Self { syntax: true, ..Self::replace(fix.span, fix.replacement.clone(), None) }
    }

    /// Adds a field that is missing to the record that opens at `open`.
    pub(super) fn insert(open: usize, field: &'static str) -> Self {
        let guess = Guess { field, variants: &[], tried: 0, texts: 0 };
        Self {
            span: Span::empty(open + 1),
            replacement: guess.with("()"),
            guess: Some(guess),
            reported: None,
            syntax: false,
        }
    }
}

impl Guess {
    fn with(&self, value: &str) -> String {
        format!("r#{}:{value},", self.field)
    }

    /// The next value to try after `error`.
    fn next(&mut self, error: &ron::Error) -> Option<String> {
        use ron::Error;
        self.tried += 1;
        let value = match error {
            _ if self.tried > MAX_GUESSES => return None,
            Error::ExpectedString => TEXTS[0],
            Error::Message(_) | Error::InvalidValueForType { .. } => {
                self.texts += 1;
                TEXTS.get(self.texts)?
            }
            Error::ExpectedInteger => "0",
            Error::ExpectedFloat => "0.0",
            Error::ExpectedBoolean => "true",
            Error::ExpectedChar => "' '",
            Error::ExpectedByteString => "b\"\"",
            Error::ExpectedArray => "[]",
            Error::ExpectedMap => "{}",
            Error::ExpectedIdentifier => "__",
            Error::NoSuchEnumVariant { expected, .. } if self.variants.is_empty() => {
                self.variants = expected;
                self.tried = 1;
                expected.first()?
            }
            // The variant tried wants values of its own: try another.
            Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => self.variants.get(self.tried - 1)?,
            _ => return None,
        };
        Some(self.with(value))
    }
}

impl<'t> Draft<'t> {
    /// A copy of `part`, to be read after `header`.
    pub(super) fn new(text: &'t str, tree: &'t Tree, header: String, part: Span) -> Self {
        Self { text, tree, header, part, edits: Vec::new() }
    }

    /// The copy as it now is.
    pub(super) fn text(&self) -> String {
        let mut copy = self.header.clone();
        let mut at = self.part.start;
        for edit in &self.edits {
            copy.push_str(self.text.get(at..edit.span.start).unwrap_or_default());
            copy.push_str(&edit.replacement);
            at = edit.span.end;
        }
        copy.push_str(self.text.get(at..self.part.end).unwrap_or_default());
        copy
    }

    /// Where the byte at an offset of the copy comes from. The end of a replacement still belongs to it, since that is
    /// where `ron` stands when it has read a wrong value.
    pub(super) fn origin(&self, offset: usize) -> Origin {
        let mut start = self.header.len();
        let mut at = self.part.start;
        for (index, edit) in self.edits.iter().enumerate() {
            start += edit.span.start - at;
            let end = start + edit.replacement.len();
            if offset < start {
                return Origin::Source(edit.span.start - (start - offset));
            }
            if offset < end || offset == end && edit.guess.is_none() && start < end {
                return if edit.syntax { Origin::Source(edit.span.start) } else { Origin::Edit(index) };
            }
            (start, at) = (end, edit.span.end);
        }
        Origin::Source((at + offset.saturating_sub(start)).min(self.part.end))
    }

    /// Adds an edit in place of those inside it. `false` if it lies outside, cuts through another or is nothing new.
    pub(super) fn add(&mut self, edit: Edit) -> bool {
        let span = edit.span;
        if !self.part.encloses(span) {
            return false;
        }
        let repeated = self.edits.iter().any(|other| {
            let same_field = match (&other.guess, &edit.guess) {
                (Some(other), Some(own)) => other.field == own.field,
                (None, None) => other.replacement == edit.replacement,
                _ => false,
            };
            other.span == span && same_field
        });
        let cut = |other: &Edit| other.span.start < span.end && span.start < other.span.end;
        if repeated || self.edits.iter().any(|other| cut(other) && !span.encloses(other.span)) {
            return false;
        }
        let before = |other: &Edit| other.guess.is_some() && other.span.start == span.start;
        self.edits.retain(|other| span.is_empty() || !span.encloses(other.span) || before(other));
        // What is inserted at a place comes before what replaces the text there.
        let order = |span: Span| (span.start, !span.is_empty());
        let at = self.edits.partition_point(|other| order(other.span) <= order(span));
        self.edits.insert(at, edit);
        true
    }

    /// Takes out an entry and the comma after it.
    pub(super) fn remove(&mut self, entry: Span) -> bool {
        self.add(Edit::replace(self.tree.with_comma(entry), String::new(), None))
    }

    /// Takes out the smallest field or element of a list around a value or the name of a field.
    pub(super) fn remove_around(&mut self, span: Span) -> bool {
        let path = self.tree.path_to(span.start);
        let named = path.iter().rev().find_map(|hop| match &hop.node.value {
            Value::Record { fields, .. } => fields.iter().find(|field| field.name == span),
            _ => None,
        });
        let entry = named.map(|field| Span::new(field.name.start, field.value.span.end)).or_else(|| {
            path.iter().rev().filter(|hop| hop.node.span.encloses(span)).find_map(|hop| match hop.role {
                Role::Field(name) => Some(Span::new(name.start, hop.node.span.end)),
                Role::Element => Some(hop.node.span),
                _ => None,
            })
        });
        entry.is_some_and(|entry| self.part != entry && self.part.encloses(entry) && self.remove(entry))
    }

    /// Tries another value for a field that was put in. `false` if there is none, or if it is no such edit.
    pub(super) fn refine(&mut self, edit: usize, error: &ron::Error) -> bool {
        let Some(edit) = self.edits.get_mut(edit) else { return false };
        match edit.guess.as_mut().and_then(|guess| guess.next(error)) {
            Some(replacement) => {
                edit.replacement = replacement;
                true
            }
            None => false,
        }
    }

    /// The place of an edit and the finding that it puts right.
    pub(super) fn reported(&self, edit: usize) -> Option<(Span, usize)> {
        let edit = self.edits.get(edit)?;
        Some((edit.span, edit.reported?))
    }

    /// Takes an edit back and removes what it was meant to repair.
    pub(super) fn give_up(&mut self, edit: usize) -> bool {
        if edit >= self.edits.len() {
            return false;
        }
        let edit = self.edits.remove(edit);
        let place = if edit.guess.is_some() { Span::new(edit.span.start - 1, edit.span.start) } else { edit.span };
        self.remove_around(place)
    }
}
