//! Graphs of another make: nodes and links with keys and types of their own.
//!
//! A mapping file says what the keys and types mean; where it is silent, names that are common elsewhere are taken for
//! what they usually mean, and each such guess is told. What no key of ours carries is lost with a word.

mod json;
mod mapping;
mod read;
mod words;

use std::collections::BTreeSet;

use super::given::{Given, Part, Reader, Rows, What};
use super::{Folder, Ids, ImportError, Imported, MAX_LINKS, MAX_NODES, Options, Place, imported_source};
use crate::source::Files;
use mapping::{Keys, Mapping};

pub use json::edges;
pub(super) use words::{FROM, ID, NAME, TO};

/// How many nodes and links are looked at to guess what keys mean.
const SAMPLED: usize = 1000;

/// Reads a graph of another make. The inputs are left for the caller to add.
pub(super) fn read(files: &Files, rows: &dyn Rows, options: &Options) -> Result<Imported, ImportError> {
    let file = files.iter().next().map_or("input", |(_, file)| file.path());
    let mut mapping = match &options.map {
        Some((path, text)) => Mapping::parse(path, text)?,
        None => Mapping::default(),
    };
    let mut assumptions = Vec::new();
    let names = mapping.guess(&sample(rows, Part::Nodes)?, &sample(rows, Part::Links)?, &mut assumptions);
    if names.is_empty() && mapping.link.get("from").is_none() {
        let message = "has neither nodes nor links that can be told apart; say with --map what its keys mean (docs/FORMATS.md shows how)";
        return Err(ImportError::Unsuitable { file: file.to_owned(), message: message.to_owned() });
    }
    let mut nodes = names_of(files, rows, &mapping)?;
    if nodes.is_empty() {
        nodes = ends_of(files, rows, &mapping)?;
        mapping.node.set("id", "id");
        assumptions.push("the file lists no nodes; every end of a link is one, named as the link names it".to_owned());
    }
    let mut reader = Reader::new(files);
    reader.nodes = Ids::new(options.base.as_ref(), nodes.iter().map(String::as_str));
    let (source, record) = imported_source(file, options);
    if options.url.is_none() {
        assumptions.push("nobody said where the file is published; --url ADDRESS names it as a source".to_owned());
    }
    let mut graph = read::Foreign::new(reader, mapping, source, nodes);
    graph.read_nodes(rows)?;
    graph.read_links(files, rows)?;
    let mut folder = Folder::default();
    folder.source(record);
    let about = graph.about(rows)?;
    let read::Rest { losses, findings, assumptions: told, mapping } = graph.put(&mut folder);
    assumptions.extend(told);
    let (texts, counts) = folder.finish(file, about, options, &mut assumptions)?;
    Ok(Imported { texts, counts, assumptions, findings, losses: losses.sorted()?, mapping, ..Imported::default() })
}

/// The first objects of a part.
fn sample(rows: &dyn Rows, part: Part) -> Result<Vec<Given>, ImportError> {
    let mut seen = Vec::new();
    rows.each(part, &mut |given| {
        if seen.len() < SAMPLED {
            seen.push(lifted(given));
        }
        Ok(())
    })?;
    Ok(seen)
}

/// What the file calls its nodes, in its order.
fn names_of(files: &Files, rows: &dyn Rows, mapping: &Mapping) -> Result<Vec<String>, ImportError> {
    let mut names: Vec<String> = Vec::new();
    let mut links = 0_usize;
    rows.each(Part::Nodes, &mut |given| {
        if names.len() == MAX_NODES {
            return too_many(files, given.place, MAX_NODES, "nodes");
        }
        names.push(name_of(&lifted(given), mapping, names.len()));
        Ok(())
    })?;
    rows.each(Part::Links, &mut |given| {
        links += 1;
        if links > MAX_LINKS { too_many(files, given.place, MAX_LINKS, "links") } else { Ok(()) }
    })?;
    Ok(names)
}

fn too_many(files: &Files, place: Place, most: usize, what: &str) -> Result<(), ImportError> {
    let message = format!("more than {most} {what} are not imported at once; split the graph into several files");
    Err(ImportError::malformed(files, place, message))
}

/// What the file calls a node: its id, else its name, else its number.
fn name_of(given: &Given, mapping: &Mapping, number: usize) -> String {
    let of = |field: &str| mapping.node.value(field, given).and_then(Given::scalar).filter(|text| !text.is_empty());
    of("id").or_else(|| of("name")).map_or_else(|| format!("node {}", number + 1), str::to_owned)
}

/// The ends of all links, each once, in the order of their names.
fn ends_of(files: &Files, rows: &dyn Rows, mapping: &Mapping) -> Result<Vec<String>, ImportError> {
    let mut ends = BTreeSet::new();
    rows.each(Part::Links, &mut |given| {
        let given = lifted(given);
        let end = |field: &str| mapping.link.value(field, &given).and_then(Given::scalar).map(str::to_owned);
        ends.extend([end("from"), end("to")].into_iter().flatten());
        if ends.len() > MAX_NODES { too_many(files, given.place, MAX_NODES, "nodes") } else { Ok(()) }
    })?;
    Ok(ends.into_iter().collect())
}

/// An object whose fields in `data`, `attributes` or `properties` stand beside the others, as Cytoscape, graphology and
/// Neo4j write them. A field that is there already keeps its name, and the inner one gets the way to it.
fn lifted(given: Given) -> Given {
    let What::Object(fields) = given.what else { return given };
    let mut flat: Vec<(String, Given)> = Vec::with_capacity(fields.len());
    let mut inner = Vec::new();
    for (name, field) in fields {
        match field.what {
            What::Object(below) if matches!(name.as_str(), "data" | "attributes" | "properties") => {
                inner.extend(below.into_iter().map(|(below, given)| (name.clone(), below, given)));
            }
            what => flat.push((name, Given { what, place: field.place })),
        }
    }
    for (outer, name, field) in inner {
        let taken = flat.iter().any(|(there, _)| *there == name);
        flat.push((if taken { format!("{outer}.{name}") } else { name }, field));
    }
    Given { what: What::Object(flat), place: given.place }
}

impl Keys {
    /// The value of the first key that stands for a field.
    fn value<'g>(&self, field: &str, given: &'g Given) -> Option<&'g Given> {
        self.get(field)?.iter().find_map(|key| at(given, key)).filter(|given| !given.is_empty())
    }
}

/// The value at a key, or at a way of keys joined by full stops.
fn at<'g>(given: &'g Given, key: &str) -> Option<&'g Given> {
    given.field(key).or_else(|| {
        let (outer, inner) = key.split_once('.')?;
        at(given.field(outer)?, inner)
    })
}
