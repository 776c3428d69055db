//! The graph as RDF: one stream of triples, written as Turtle, N-Triples and JSON-LD, and asked with SPARQL.
//!
//! Triples come in pages: what belongs to the data set, a source, a node or a link, by subject. Where a common vocabulary
//! says what the graph says, its terms are used; what only this graph knows is minted ([`words`]). A link that holds is one
//! triple between its ends, for whoever only walks, and always a resource of its own that carries everything recorded of
//! it. docs/VOCABULARY.md explains the terms and why others were left out.

mod base;
mod jsonld;
mod links;
mod nodes;
mod page;
#[cfg(feature = "sparql")]
mod query;
#[cfg(feature = "sparql")]
mod service;
mod set;
#[cfg(feature = "sparql")]
mod store;
mod terms;
mod words;

use std::collections::HashSet;
use std::io::{self, Write};

use oxrdf::Triple;
use oxttl::{NTriplesSerializer, TurtleSerializer};

pub use base::{Base, BaseError};
#[cfg(feature = "sparql")]
pub use query::{Answer, CancellationToken, MAX_QUERY_BRACKETS, MAX_QUERY_BYTES, QueryError};
#[cfg(feature = "sparql")]
pub use store::{Key, Store};
pub use words::{Kind, PREFIXES, Word, words};

use super::parts::{edges, nodes, sources};
use crate::scope::Scope;
use page::Page;

/// Writes what the question sees of the graph as Turtle.
///
/// # Errors
/// If writing fails.
pub fn graph_turtle(scope: &Scope<'_>, base: &Base, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = prefixed(base)?.for_writer(out);
    pages(scope, base, &mut |page| page.triples().try_for_each(|triple| writer.serialize_triple(triple.as_ref())))?;
    writer.finish().map(|_| ())
}

/// Writes what the question sees of the graph as N-Triples, a triple a line.
///
/// # Errors
/// If writing fails.
pub fn graph_ntriples(scope: &Scope<'_>, base: &Base, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = NTriplesSerializer::new().for_writer(out);
    pages(scope, base, &mut |page| page.triples().try_for_each(|triple| writer.serialize_triple(triple.as_ref())))?;
    writer.finish();
    Ok(())
}

/// Writes what the question sees of the graph as JSON-LD, a subject a line, with a context of its own.
///
/// # Errors
/// If writing fails.
pub fn graph_jsonld(scope: &Scope<'_>, base: &Base, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = jsonld::Writer::begin(base, out)?;
    pages(scope, base, &mut |page| writer.page(page))?;
    writer.end()
}

/// A writer of Turtle with the common prefixes.
fn prefixed(base: &Base) -> io::Result<TurtleSerializer> {
    let mut writer = TurtleSerializer::new();
    for (prefix, namespace) in PREFIXES.into_iter().chain([("id", base.as_str())]) {
        writer = writer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
    }
    Ok(writer)
}

/// Hands on what the question sees, page by page, in an order that depends on nothing but the graph. No triple comes twice.
fn pages(scope: &Scope<'_>, base: &Base, read: &mut dyn FnMut(&Page) -> io::Result<()>) -> io::Result<()> {
    // Two links may say the same in one triple, and a field of a node what a link says.
    let mut told: HashSet<Triple> = HashSet::new();
    let mut write = |page: &mut Page| -> io::Result<()> {
        page.settle(&mut told);
        read(page)
    };
    write(&mut set::data_set(scope, base))?;
    set::lists(&mut |page| write(page))?;
    set::vocabularies(scope, base, &mut |page| write(page))?;
    sources(scope).try_for_each(|source| write(&mut set::source(&source, base)))?;
    nodes(scope).try_for_each(|node| write(&mut nodes::node(&node, base)))?;
    edges(scope).try_for_each(|edge| write(&mut links::link(scope, &edge, base)))
}
