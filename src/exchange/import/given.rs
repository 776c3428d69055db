//! What a file gives, before anything is made of it, and how it becomes values of records.

use std::fmt::Write as _;

use super::loss::cut;
use super::{Ids, ImportError, Losses, Place, Record, Value};
use crate::source::Files;

/// Why a field that no record has is lost.
pub(super) const NO_SUCH_FIELD: &str = "the records have no field for it";

/// A value with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Given {
    pub(super) what: What,
    pub(super) place: Place,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    Nothing,
    Truth(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Given>),
    Object(Vec<(String, Given)>),
}

/// What a file can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What it says of itself: one object.
    Head,
    Sources,
    Nodes,
    Links,
}

/// A file, or several, read object by object: a large file never stands in memory as a whole.
pub(super) trait Rows {
    /// Gives each object of a part to `take`, in the order of the file.
    fn each(
        &self,
        part: Part,
        take: &mut dyn FnMut(Given) -> Result<(), ImportError>,
    ) -> Result<(), ImportError>;
}

impl Given {
    /// A text, number or truth value as text.
    pub(super) fn scalar(&self) -> Option<&str> {
        match &self.what {
            What::Text(text) | What::Number(text) => Some(text),
            What::Truth(true) => Some("true"),
            What::Truth(false) => Some("false"),
            _ => None,
        }
    }

    /// The value of a field of an object.
    pub(super) fn field(&self, name: &str) -> Option<&Given> {
        match &self.what {
            What::Object(fields) => fields.iter().find(|(field, _)| field == name).map(|(_, given)| given),
            _ => None,
        }
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match &self.what {
            What::Nothing => true,
            What::Text(text) => text.is_empty(),
            What::List(list) => list.is_empty(),
            What::Object(fields) => fields.is_empty(),
            _ => false,
        }
    }

    /// The value in the manner of JSON, cut where it is long.
    pub(super) fn shown(&self) -> String {
        let mut out = String::new();
        self.show(&mut out);
        cut(&out)
    }

    fn show(&self, out: &mut String) {
        // Longer than what is shown of it.
        if out.len() > 1000 {
            return;
        }
        match &self.what {
            What::Nothing => out.push_str("null"),
            What::Truth(value) => write!(out, "{value}").expect("writing to a string"),
            What::Number(number) => out.push_str(number),
            What::Text(text) if out.is_empty() => out.push_str(&cut(text)),
            What::Text(text) => write!(out, "{:?}", cut(text)).expect("writing to a string"),
            What::List(list) => {
                out.push('[');
                for (at, given) in list.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { ", " });
                    given.show(out);
                }
                out.push(']');
            }
            What::Object(fields) => {
                out.push('{');
                for (at, (name, given)) in fields.iter().enumerate() {
                    write!(out, "{}{:?}: ", if at == 0 { "" } else { ", " }, cut(name)).expect("writing to a string");
                    given.show(out);
                }
                out.push('}');
            }
        }
    }
}

/// The fields of an object, taken one by one; what is left has no place in the records.
#[derive(Debug)]
pub(super) struct Fields {
    list: Vec<(String, Given)>,
    /// Where the object stands.
    pub(super) place: Place,
    /// The way to it within the item, with a full stop at its end; empty for the item itself.
    path: String,
}

impl Fields {
    /// The fields of an item.
    pub(super) fn of(given: Given) -> Option<Self> {
        let What::Object(list) = given.what else { return None };
        Some(Self { list, place: given.place, path: String::new() })
    }

    /// Takes a field. An empty value is as none.
    pub(super) fn take(&mut self, name: &str) -> Option<(String, Given)> {
        let at = self.list.iter().position(|(field, _)| field == name)?;
        let (name, given) = self.list.swap_remove(at);
        let empty = matches!(given.what, What::Nothing);
        (!empty).then(|| (format!("{}{name}", self.path), given))
    }

    /// Takes a field only if it holds something: texts and lists may be empty as well.
    pub(super) fn take_filled(&mut self, name: &str) -> Option<(String, Given)> {
        self.take(name).filter(|(_, given)| !given.is_empty())
    }

    /// Looks at a field.
    pub(super) fn see(&self, name: &str) -> Option<&Given> {
        self.list.iter().find(|(field, _)| field == name).map(|(_, given)| given)
    }
}

/// A field and its path, as [`Fields::take`] gives it.
pub(super) type Taken = Option<(String, Given)>;

/// Makes values of what is given, and keeps account of what is lost.
#[derive(Debug)]
pub(super) struct Reader<'f> {
    pub(super) files: &'f Files,
    pub(super) losses: Losses,
    /// Ids of nodes, by what the file calls them.
    pub(super) nodes: Ids,
    /// Ids of sources, by what the file calls them.
    pub(super) sources: Ids,
    /// The node or link that is being read.
    pub(super) item: String,
}

impl<'f> Reader<'f> {
    pub(super) fn new(files: &'f Files) -> Self {
        let (nodes, sources) = (Ids::default(), Ids::default());
        Self { files, losses: Losses::default(), nodes, sources, item: String::new() }
    }

    /// Says that what stands there is lost.
    pub(super) fn lose(&mut self, field: &str, given: &Given, reason: &str) -> &mut super::Loss {
        self.losses.push(self.files, given.place, (&self.item, field), &given.shown(), reason)
    }

    /// Says that all fields which nobody took are lost.
    pub(super) fn lose_rest(&mut self, fields: Fields) {
        let Fields { mut list, path, .. } = fields;
        list.sort_by_key(|(_, given)| given.place);
        for (name, given) in list.iter().filter(|(_, given)| !given.is_empty()) {
            self.lose(&format!("{path}{name}"), given, NO_SUCH_FIELD);
        }
    }

    /// A text.
    pub(super) fn text(&mut self, taken: Taken) -> Option<Value> {
        self.scalar(taken, |text| Value::text(text))
    }

    /// A variant of a fixed list.
    pub(super) fn variant(&mut self, taken: Taken) -> Option<Value> {
        self.scalar(taken, Value::named)
    }

    /// The id of a node, with a provision or without.
    pub(super) fn node(&mut self, taken: Taken) -> Option<Value> {
        let (field, given) = taken?;
        let Some(name) = given.scalar() else { return self.no_scalar(&field, &given) };
        Some(Value::text(self.node_id(name)).at(given.place))
    }

    /// What a node is called here; a name that the file does not declare stays, and is found by the check.
    pub(super) fn node_id(&self, name: &str) -> String {
        let (node, provision) = name.split_once('#').map_or((name, None), |(node, rest)| (node, Some(rest)));
        if let Some(id) = self.nodes.get(name) {
            return id.to_owned();
        }
        let id = self.nodes.get(node).unwrap_or(node);
        provision.map_or_else(|| id.to_owned(), |provision| format!("{id}#{provision}"))
    }

    /// A whole number.
    pub(super) fn whole(&mut self, taken: Taken) -> Option<Value> {
        self.scalar(taken, |text| text.parse().map_or_else(|_| Value::text(text), Value::number))
    }

    /// `true` or `false`.
    pub(super) fn truth(&mut self, taken: Taken) -> Option<Value> {
        self.scalar(taken, |text| text.parse().map_or_else(|_| Value::text(text), Value::boolean))
    }

    fn scalar(&mut self, taken: Taken, make: impl FnOnce(&str) -> Value) -> Option<Value> {
        let (field, given) = taken?;
        match given.scalar() {
            Some(text) => Some(make(text).at(given.place)),
            None => self.no_scalar(&field, &given),
        }
    }

    fn no_scalar(&mut self, field: &str, given: &Given) -> Option<Value> {
        self.lose(field, given, "one value is expected here, not a list or an object");
        None
    }

    /// A list of values, each read in the same way.
    pub(super) fn list(&mut self, taken: Taken, each: impl Fn(&mut Self, Taken) -> Option<Value>) -> Option<Value> {
        let (field, Given { what, place }) = taken?;
        let What::List(list) = what else {
            self.lose(&field, &Given { what, place }, "a list is expected here");
            return None;
        };
        let values: Vec<Value> = (list.into_iter().enumerate())
            .filter_map(|(at, given)| each(self, Some((format!("{field}[{at}]"), given))))
            .collect();
        Some(Value::list(values).at(place))
    }

    /// A record, of which `make` takes the fields that it knows.
    pub(super) fn record(
        &mut self,
        taken: Taken,
        make: impl FnOnce(&mut Self, &mut Fields) -> Record,
    ) -> Option<Value> {
        let (field, Given { what, place }) = taken?;
        let What::Object(list) = what else {
            self.lose(&field, &Given { what, place }, "an object is expected here");
            return None;
        };
        let mut fields = Fields { list, place, path: format!("{field}.") };
        let record = make(self, &mut fields);
        self.lose_rest(fields);
        Some(Value::from(record).at(place))
    }
}
