//! Values and where they stand.

use std::borrow::Cow;
use std::collections::HashMap;

use super::escape;
use super::tokens::skip_trivia;
use crate::source::Span;

/// A value and where it stands, name and brackets included.
#[derive(Clone, Debug)]
pub struct Node {
    /// From its first byte to after its last.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Value {
    /// `Name(field: value, …)`, the name being optional.
    Record {
        /// The name before the bracket.
        name: Option<Span>,
        /// Offset of the bracket.
        open: usize,
        /// The fields, in the order written.
        fields: Vec<Field>,
    },
    /// `Name(value, …)`: a tuple, or a variant with its values, the name being optional.
    Tuple {
        /// The name before the bracket.
        name: Option<Span>,
        /// Offset of the bracket.
        open: usize,
        /// The values.
        items: Vec<Node>,
    },
    /// `[value, …]`
    List(Vec<Node>),
    /// `{key: value, …}`
    Map(Vec<(Node, Node)>),
    /// `Some(value)`; always one node.
    Some(Box<[Node]>),
    /// `None`
    None,
    /// `()`
    Unit,
    /// `true` or `false`
    Bool(bool),
    /// A number, a byte or a range.
    Number,
    /// A character in single quotes.
    Char,
    /// A string, raw or not.
    String,
    /// A byte string, raw or not.
    Bytes,
    /// A bare name: a variant without values.
    Name,
    /// Nothing where a value should be.
    Missing,
}

/// A named value.
#[derive(Clone, Debug)]
pub struct Field {
    /// Where the name stands.
    pub name: Span,
    /// The value.
    pub value: Node,
}

/// One step down a path from the root of a tree to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The field of a record or the entry of a map with this name.
    Field(&'a str),
    /// The element of a list or tuple at this index, counted from 0.
    Item(usize),
}

/// How a value stands in the one around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is the root.
    Root,
    /// The value of a field or map entry whose name or key stands at this place.
    Field(Span),
    /// An element of a list.
    Element,
    /// One of the values of a tuple, a variant or `Some`.
    Item,
    /// The key of a map entry.
    Key,
}

/// One value on the way from the root to a place; see [`Tree::path_to`].
#[derive(Clone, Copy, Debug)]
pub struct Hop<'t> {
    /// The value.
    pub node: &'t Node,
    /// How it stands in the hop before.
    pub role: Role,
}

/// A name given twice in one record or map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The name, decoded if it is a string.
    pub name: String,
    /// Where it stands first.
    pub first: Span,
    /// Where it stands again.
    pub again: Span,
    /// The value given the second time.
    pub value: Span,
    /// Whether it is a field of a record, not the key of a map.
    pub field: bool,
}

/// All values of a text.
#[derive(Clone, Debug)]
pub struct Tree {
    text: Box<str>,
    root: Option<Node>,
}

impl Tree {
    pub(super) fn new(text: &str, root: Option<Node>) -> Self {
        Self { text: text.into(), root }
    }

    /// The outermost value; `None` if the text holds none.
    #[must_use]
    pub fn root(&self) -> Option<&Node> {
        self.root.as_ref()
    }

    /// The source text at a place; empty if there is no such place.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The text that the string literal at `span` stands for; `None` if there is none or an escape in it is wrong.
    #[must_use]
    pub fn string_value(&self, span: Span) -> Option<Cow<'_, str>> {
        let literal = self.text(span);
        literal.starts_with(['"', 'r']).then(|| escape::unescape(literal).ok()).flatten()
    }

    /// The name written at `span`, without the `r#` of raw ones.
    #[must_use]
    pub fn name(&self, span: Span) -> &str {
        let name = self.text(span);
        name.strip_prefix("r#").unwrap_or(name)
    }

    /// Where the value at the end of a path stands.
    ///
    /// `Some(…)` and variants around a single value are looked through on the way, as they are in the types.
    #[must_use]
    pub fn locate(&self, path: &[Step<'_>]) -> Option<Span> {
        Some(self.find(path)?.span)
    }

    /// Where the name of the field, or the key of the map entry, at the end of a path stands. `None` if the path ends
    /// in an [`Step::Item`].
    #[must_use]
    pub fn locate_key(&self, path: &[Step<'_>]) -> Option<Span> {
        let (Step::Field(name), parents) = path.split_last()? else { return None };
        Some(self.field(self.find(parents)?, name)?.0)
    }

    /// Where the value at the end of a path opens: its name and bracket, or the whole of it if it has none. To mark a
    /// record as a whole, or what is missing in it.
    #[must_use]
    pub fn locate_head(&self, path: &[Step<'_>]) -> Option<Span> {
        Some(self.find(path)?.head())
    }

    /// The value at the end of a path; see [`Tree::locate`].
    #[must_use]
    pub fn find(&self, path: &[Step<'_>]) -> Option<&Node> {
        path.iter().try_fold(self.root()?, |node, step| match *step {
            Step::Field(name) => Some(self.field(node, name)?.1),
            Step::Item(index) => item(node, index),
        })
    }

    fn field<'t>(&'t self, node: &'t Node, name: &str) -> Option<(Span, &'t Node)> {
        match &node.value {
            Value::Record { fields, .. } => {
                let field = fields.iter().find(|field| self.name(field.name) == name)?;
                Some((field.name, &field.value))
            }
            Value::Map(entries) => {
                let (key, value) = entries.iter().find(|(key, _)| self.key(key) == name)?;
                Some((key.span, value))
            }
            _ => self.field(node.wrapped()?, name),
        }
    }

    /// What a map key says: the text of a string, the source of anything else.
    fn key(&self, key: &Node) -> Cow<'_, str> {
        match key.value {
            Value::String => self.string_value(key.span).unwrap_or_default(),
            _ => Cow::Borrowed(self.name(key.span)),
        }
    }

    /// The values around the byte at `offset`, outermost first. A value also reaches the offset just after it.
    #[must_use]
    pub fn path_to(&self, offset: usize) -> Vec<Hop<'_>> {
        let reached = |node: &Node| node.span.touches(offset);
        let mut path = Vec::new();
        let root = self.root().filter(|root| reached(root));
        let mut next = root.map(|node| Hop { node, role: Role::Root });
        while let Some(hop) = next {
            path.push(hop);
            next = match &hop.node.value {
                Value::Record { fields, .. } => fields
                    .iter()
                    .map(|field| Hop { node: &field.value, role: Role::Field(field.name) })
                    .find(|hop| reached(hop.node)),
                Value::Map(entries) => entries
                    .iter()
                    .flat_map(|(key, value)| {
                        [Hop { node: key, role: Role::Key }, Hop { node: value, role: Role::Field(key.span) }]
                    })
                    .find(|hop| reached(hop.node)),
                Value::List(items) => reaching(items, Role::Element, offset),
                Value::Tuple { items, .. } => reaching(items, Role::Item, offset),
                Value::Some(item) => reaching(item, Role::Item, offset),
                _ => None,
            };
        }
        path
    }

    /// Every name given twice in one record or map, in the order they stand in the text.
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        let mut found = Vec::new();
        let mut pending: Vec<&Node> = self.root().into_iter().collect();
        while let Some(node) = pending.pop() {
            match &node.value {
                Value::Record { fields, .. } => {
                    let named =
                        fields.iter().map(|field| (Cow::Borrowed(self.name(field.name)), field.name, &field.value));
                    repeated(named, true, &mut found);
                    pending.extend(fields.iter().map(|field| &field.value));
                }
                Value::Map(entries) => {
                    let named = entries.iter().map(|(key, value)| (self.key(key), key.span, value));
                    repeated(named, false, &mut found);
                    pending.extend(entries.iter().flat_map(|(key, value)| [key, value]));
                }
                Value::List(items) | Value::Tuple { items, .. } => pending.extend(items),
                Value::Some(items) => pending.extend(items),
                _ => {}
            }
        }
        found.sort_by_key(|duplicate| duplicate.again);
        found
    }

    /// The bytes to delete so that an entry that ends at `span.end` disappears: the entry and the comma after it.
    #[must_use]
    pub fn with_comma(&self, span: Span) -> Span {
        let next = skip_trivia(&self.text, span.end);
        let comma = self.text.get(next..).is_some_and(|rest| rest.starts_with(','));
        Span::new(span.start, if comma { next + 1 } else { span.end })
    }
}

impl Node {
    /// The part that opens the value: name and bracket, or all of it if it has no bracket.
    #[must_use]
    pub fn head(&self) -> Span {
        match self.value {
            Value::Record { open, .. } | Value::Tuple { open, .. } => Span::new(self.span.start, open + 1),
            Value::List(_) | Value::Map(_) => Span::new(self.span.start, self.span.start + 1),
            _ => self.span,
        }
    }

    /// Whether it ends in a closing bracket.
    #[must_use]
    pub fn is_bracketed(&self) -> bool {
        use Value::{List, Map, Record, Some, Tuple, Unit};
        matches!(self.value, Record { .. } | Tuple { .. } | List(_) | Map(_) | Some(_) | Unit)
    }

    /// The value inside `Some(…)` or a variant around a single value.
    fn wrapped(&self) -> Option<&Node> {
        match &self.value {
            Value::Some(items) => items.first(),
            Value::Tuple { name: Some(_), items, .. } if items.len() == 1 => items.first(),
            _ => None,
        }
    }

    /// What it is, in words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Record { .. } => "a record",
            Value::Tuple { name: Some(_), .. } => "a variant with values",
            Value::Tuple { name: None, .. } => "a tuple",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
            Value::Some(_) | Value::None => "an option",
            Value::Unit => "an empty `()`",
            Value::Bool(_) => "a truth value",
            Value::Number => "a number",
            Value::Char => "a single character",
            Value::String => "a text in quotes",
            Value::Bytes => "a byte string",
            Value::Name => "a bare name",
            Value::Missing => "nothing",
        }
    }
}

/// The element at `index`; a wrapper is looked through if what it holds has elements of its own.
fn item(node: &Node, index: usize) -> Option<&Node> {
    if let Some(inner) = node.wrapped()
        && matches!(inner.value, Value::List(_) | Value::Tuple { .. } | Value::Some(_))
    {
        return item(inner, index);
    }
    match &node.value {
        Value::List(items) | Value::Tuple { items, .. } => items.get(index),
        Value::Some(items) => items.get(index),
        _ => None,
    }
}

/// The one of `items` that reaches `offset`. They stand in order, so a long list need not be walked.
fn reaching(items: &[Node], role: Role, offset: usize) -> Option<Hop<'_>> {
    let at = items.partition_point(|item| item.span.end < offset);
    items.get(at).filter(|item| item.span.touches(offset)).map(|node| Hop { node, role })
}

/// Notes every name that came before.
fn repeated<'t>(named: impl Iterator<Item = (Cow<'t, str>, Span, &'t Node)>, field: bool, found: &mut Vec<Duplicate>) {
    let mut seen: HashMap<Cow<'t, str>, Span> = HashMap::new();
    for (name, again, value) in named {
        match seen.get(&name) {
            Some(&first) => found.push(Duplicate { name: name.into_owned(), first, again, value: value.span, field }),
            None => {
                seen.insert(name, again);
            }
        }
    }
}
