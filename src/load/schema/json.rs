//! RON as JSON, in the way that serde's own JSON would be written.

use serde_json::{Map, Value as Json};

use crate::source::Span;
use crate::syntax::{self, Node, Tree, Value};

/// What the types know and a text does not show.
pub(super) struct Names {
    /// The names that may stand before records; every other name with values is a variant.
    pub records: Vec<String>,
    /// The fields in which `None` is a variant like others, and not the absence of a value.
    pub none_fields: Vec<String>,
}

/// A text that `ron` accepts, as JSON.
pub(super) fn of(text: &str, names: &Names) -> Json {
    let parsed = syntax::parse(text);
    let writer = Writer { tree: &parsed.tree, names };
    parsed.tree.root().map_or(Json::Null, |root| writer.value(root))
}

struct Writer<'t> {
    tree: &'t Tree,
    names: &'t Names,
}

impl Writer<'_> {
    fn value(&self, node: &Node) -> Json {
        match &node.value {
            Value::Record { name, fields, .. } => {
                let fields = fields.iter().map(|field| {
                    let name = self.tree.name(field.name);
                    let is_variant =
                        matches!(field.value.value, Value::None) && self.names.none_fields.iter().any(|it| it == name);
                    let value = if is_variant { Json::from("None") } else { self.value(&field.value) };
                    (name.to_owned(), value)
                });
                self.named(*name, Json::Object(fields.collect()))
            }
            Value::Tuple { name, items, .. } => {
                let mut items: Vec<Json> = items.iter().map(|item| self.value(item)).collect();
                let single = name.is_some() && items.len() == 1;
                let value = if single { items.pop().unwrap_or_default() } else { Json::Array(items) };
                self.named(*name, value)
            }
            Value::List(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Map(entries) => {
                let entry = |(key, value): &(Node, Node)| (self.tree.text(key.span).to_owned(), self.value(value));
                Json::Object(entries.iter().map(entry).collect())
            }
            Value::Some(item) => item.first().map_or(Json::Null, |item| self.value(item)),
            Value::None | Value::Missing => Json::Null,
            // A record all of whose fields are left out.
            Value::Unit => Json::Object(Map::new()),
            Value::Bool(value) => Json::Bool(*value),
            Value::Number => number(self.tree.text(node.span)),
            Value::String => Json::String(self.tree.string_value(node.span).unwrap_or_default().into_owned()),
            Value::Char | Value::Bytes => Json::String(self.tree.text(node.span).to_owned()),
            Value::Name => Json::String(self.tree.name(node.span).to_owned()),
        }
    }

    fn named(&self, name: Option<Span>, value: Json) -> Json {
        let variant =
            name.map(|name| self.tree.name(name)).filter(|name| !self.names.records.iter().any(|it| it == name));
        match variant {
            Some(variant) => Json::Object(Map::from_iter([(variant.to_owned(), value)])),
            None => value,
        }
    }
}

fn number(text: &str) -> Json {
    let whole = ron::from_str::<i64>(text).map(Json::from);
    whole.or_else(|_| ron::from_str::<f64>(text).map(Json::from)).unwrap_or(Json::Null)
}
