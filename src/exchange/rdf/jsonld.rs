//! JSON-LD as people would write it: a context, then a subject a line. No text can end an HTML script element.

use std::collections::HashMap;
use std::io::{self, Write};

use oxrdf::{NamedNode, Term};
use serde_json::{Map, Value, json};

use super::Base;
use super::page::{Description, Page};
use super::words::{Kind, PREFIXES, expand, words};

/// Writes subjects one after the other.
pub(super) struct Writer<'w> {
    out: &'w mut dyn Write,
    /// Namespaces, longest first, with their prefixes.
    prefixes: Vec<(String, &'static str)>,
    kinds: HashMap<NamedNode, Kind>,
    separator: &'static str,
}

impl<'w> Writer<'w> {
    /// Writes the context: prefixes, and what the values of each property are.
    pub(super) fn begin(base: &Base, out: &'w mut dyn Write) -> io::Result<Self> {
        let mut prefixes: Vec<(String, &'static str)> =
            PREFIXES.into_iter().map(|(prefix, namespace)| (namespace.to_owned(), prefix)).collect();
        prefixes.push((base.as_str().to_owned(), "id"));
        prefixes.sort_by_key(|(namespace, _)| std::cmp::Reverse(namespace.len()));
        let mut context = Map::new();
        context.insert("@version".to_owned(), json!(1.1));
        context.insert("id".to_owned(), json!({ "@id": base.as_str(), "@prefix": true }));
        for (prefix, namespace) in PREFIXES {
            context.insert(prefix.to_owned(), json!({ "@id": namespace, "@prefix": true }));
        }
        for word in words() {
            let definition = match word.kind {
                Kind::Link => json!({ "@id": word.name, "@type": "@id" }),
                Kind::English => json!({ "@id": word.name, "@language": "en" }),
                Kind::Class | Kind::Text | Kind::Date | Kind::Number => continue,
            };
            if word.name != "rdf:type" {
                context.insert(word.name.to_owned(), definition);
            }
        }
        write!(out, "{{\"@context\":{},\n\"@graph\":[", in_html(&Value::Object(context).to_string()))?;
        let kinds = words().map(|word| (expand(word.name), word.kind)).collect();
        Ok(Self { out, prefixes, kinds, separator: "\n" })
    }

    pub(super) fn page(&mut self, page: &Page) -> io::Result<()> {
        for description in page.descriptions() {
            let node = Value::Object(self.node(description)).to_string();
            write!(self.out, "{}{}", self.separator, in_html(&node))?;
            self.separator = ",\n";
        }
        Ok(())
    }

    pub(super) fn end(self) -> io::Result<()> {
        writeln!(self.out, "\n]}}")
    }

    fn node(&self, description: &Description) -> Map<String, Value> {
        let mut node = Map::new();
        node.insert("@id".to_owned(), self.compact(&description.subject).into());
        for (predicate, objects) in &description.says {
            let is_type = *predicate == oxrdf::vocab::rdf::TYPE;
            let kind = self.kinds.get(predicate).copied();
            let value = |object: &Term| match object {
                Term::NamedNode(iri) if is_type || kind == Some(Kind::Link) => self.compact(iri).into(),
                Term::NamedNode(iri) => json!({ "@id": self.compact(iri) }),
                Term::Literal(text) if text.language() == Some("en") && kind == Some(Kind::English) => {
                    text.value().into()
                }
                Term::Literal(text) if text.language().is_some() => {
                    json!({ "@value": text.value(), "@language": text.language() })
                }
                // A context that declares a language would lend it to a plain text.
                Term::Literal(text) if text.datatype() == oxrdf::vocab::xsd::STRING && kind != Some(Kind::English) => {
                    text.value().into()
                }
                Term::Literal(text) if text.datatype() == oxrdf::vocab::xsd::STRING => {
                    json!({ "@value": text.value() })
                }
                Term::Literal(text) => {
                    json!({ "@value": text.value(), "@type": self.compact(&text.datatype().into_owned()) })
                }
                Term::BlankNode(node) => json!({ "@id": node.to_string() }),
            };
            let mut values: Vec<Value> = objects.iter().map(value).collect();
            let values = if values.len() == 1 { values.remove(0) } else { Value::Array(values) };
            let name = if is_type { "@type".to_owned() } else { self.compact(predicate) };
            node.insert(name, values);
        }
        node
    }

    /// An IRI by its prefix, where it has one.
    fn compact(&self, iri: &NamedNode) -> String {
        let short = |(namespace, prefix): &(String, &str)| {
            let rest = iri.as_str().strip_prefix(namespace.as_str())?;
            // What follows a colon with two slashes would be read as a whole IRI.
            (!rest.starts_with("//")).then(|| format!("{prefix}:{rest}"))
        };
        self.prefixes.iter().find_map(short).unwrap_or_else(|| iri.as_str().to_owned())
    }
}

/// JSON that can stand in an HTML script element: in its strings, and only there, `<` can occur.
fn in_html(json: &str) -> String {
    json.replace('<', "\\u003c")
}
