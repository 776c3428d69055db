//! Nodes and links in JSON: `NetworkX` (node-link), D3, Cytoscape, sigma and graphology, the JSON Graph Format, and whatever
//! else has a list of each.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::super::given::{Given, Part, Rows, What};
use super::super::json::{JsonRows, Text};
use super::super::{ImportError, Imported, Options};
use super::mapping::Mapping;
use super::words::{FROM, TO};
use crate::source::Files;

const NODES: &[&str] =
    &["nodes", "vertices", "entities", "elements.nodes", "graph.nodes", "graph.vertices", "elements"];
const LINKS: &[&str] =
    &["links", "edges", "relationships", "relations", "elements.edges", "graph.edges", "graph.links", "elements"];

/// Reads a graph of another make in JSON.
///
/// # Errors
/// If the text is no JSON, or no lists of nodes and links are found in it.
pub fn edges(files: Files, options: &Options) -> Result<Imported, ImportError> {
    let read = || {
        let mapping = match &options.map {
            Some((path, text)) => Mapping::parse(path, text)?,
            None => Mapping::default(),
        };
        let file = JsonRows::new(&files)?;
        let rows = Lists::new(&file, &mapping, &files)?;
        super::read(&files, &rows, options)
    };
    let imported = read()?;
    Ok(Imported { inputs: files, ..imported })
}

/// The lists of a file.
struct Lists<'f, 't> {
    file: &'f JsonRows<'t>,
    nodes: Option<&'t RawValue>,
    links: Option<&'t RawValue>,
    /// The first keys of the ways to them.
    taken: Vec<String>,
    /// Whether both stand in one list, and what has two ends is a link.
    mixed: bool,
}

impl<'f, 't> Lists<'f, 't> {
    fn new(file: &'f JsonRows<'t>, mapping: &Mapping, files: &Files) -> Result<Self, ImportError> {
        let path = files.iter().next().map_or("input", |(_, file)| file.path()).to_owned();
        let mut taken = Vec::new();
        let mut find =
            |own: &Option<String>, likely: &[&str], what: &str| -> Result<Option<&'t RawValue>, ImportError> {
                let ways: Vec<&str> = own.as_deref().map_or_else(|| likely.to_vec(), |own| vec![own]);
                for way in ways {
                    if let Some(raw) = follow(file, way)? {
                        taken.push(way.split('.').next().unwrap_or(way).to_owned());
                        return Ok(Some(raw));
                    }
                }
                match own {
                    Some(own) => {
                        let message =
                            format!("has no list of {what} at `{own}`, where the mapping file says that it is");
                        Err(ImportError::Unsuitable { file: path.clone(), message })
                    }
                    None => Ok(None),
                }
            };
        if file.root.get().starts_with('[') {
            return Ok(Self { file, nodes: Some(file.root), links: Some(file.root), taken, mixed: true });
        }
        let nodes = find(&mapping.lists.0, NODES, "nodes")?;
        let links = find(&mapping.lists.1, LINKS, "links")?;
        if nodes.is_none() && links.is_none() {
            let message = "has no list of nodes or links under a usual name (nodes, vertices, entities; links, edges, relationships); name the lists in a mapping file: nodes = \"…\", links = \"…\"";
            return Err(ImportError::Unsuitable { file: path, message: message.to_owned() });
        }
        let mixed = nodes.zip(links).is_some_and(|(nodes, links)| std::ptr::eq(nodes, links));
        Ok(Self { file, nodes, links, taken, mixed })
    }
}

/// The list, or object of objects, at a way of keys joined by full stops.
fn follow<'t>(file: &JsonRows<'t>, way: &str) -> Result<Option<&'t RawValue>, ImportError> {
    let mut keys = way.split('.');
    let mut raw = file.top(keys.next().unwrap_or_default());
    for key in keys {
        let Some(outer) = raw.filter(|raw| raw.get().starts_with('{')) else { return Ok(None) };
        raw = file.text.fields(outer)?.into_iter().find(|(name, _)| name == key).map(|(_, raw)| raw);
    }
    // `elements` with lists in it is no list itself.
    let nested = |raw: &&RawValue| way == "elements" && !raw.get().starts_with('[');
    Ok(raw.filter(|raw| raw.get().starts_with(['[', '{']) && !nested(raw)))
}

impl Rows for Lists<'_, '_> {
    fn each(&self, part: Part, take: &mut dyn FnMut(Given) -> Result<(), ImportError>) -> Result<(), ImportError> {
        let text = self.file.text;
        let list = match part {
            Part::Head => {
                let rest = self.file.top.iter().filter(|(key, _)| !self.taken.iter().any(|taken| taken == key));
                let rest = rest.map(|(key, raw)| Ok((key.clone().into_owned(), text.given(raw)?)));
                let what = What::Object(rest.collect::<Result<_, ImportError>>()?);
                return take(Given { what, place: text.place(&self.file.root.get()[..1]) });
            }
            Part::Sources => None,
            Part::Nodes => self.nodes,
            Part::Links => self.links,
        };
        let Some(list) = list else { return Ok(()) };
        if list.get().starts_with('{') {
            return text.fields(list)?.into_iter().try_for_each(|(key, raw)| take(keyed(text, key, raw)?));
        }
        text.each(list, &mut |raw| {
            let given = text.given(raw)?;
            if !matches!(given.what, What::Object(_)) {
                let what = if part == Part::Nodes { "node" } else { "link" };
                return Err(ImportError::malformed(
                    text.files(),
                    given.place,
                    format!("each {what} must be an object"),
                ));
            }
            if self.mixed && (part == Part::Links) != is_link(&given) { Ok(()) } else { take(given) }
        })
    }
}

/// A node of an object whose keys are the ids.
fn keyed<'t>(text: Text<'t>, key: Cow<'t, str>, raw: &'t RawValue) -> Result<Given, ImportError> {
    let mut given = text.given(raw)?;
    match &mut given.what {
        What::Object(fields) if !fields.iter().any(|(name, _)| name == "id") => {
            let place = given.place;
            fields.push(("id".to_owned(), Given { what: What::Text(key.into_owned()), place }));
            Ok(given)
        }
        What::Object(_) => Ok(given),
        _ => Err(ImportError::malformed(text.files(), given.place, "each node or link must be an object")),
    }
}

/// Whether an object has two ends, itself or in its `data`.
fn is_link(given: &Given) -> bool {
    let has = |given: &Given, names: &[&str]| names.iter().any(|name| given.field(name).is_some());
    let both = |given: &Given| has(given, FROM) && has(given, TO);
    both(given) || given.field("data").is_some_and(both)
}
