//! The explorer: a static site over the whole graph that needs neither server nor network.
//!
//! ```text
//! Scope ──> documents of report (gap reports, nodes, rules) ──┐
//!   │                                                         ├──> pages (HTML), one look, numbered evidence
//!   ├──> lists, start page, map ──────────────────────────────┘
//!   └──> data.js, sources.js, text.js: what the scripts of the pages work on
//! ```
//!
//! Pages read without scripts. Where a script answers (path, compare, the day), it does what the library does, on the
//! same whole numbers; tests hold the two together. Everything from data is escaped; scripts and styles come from files
//! of the site alone, and each page says so to the browser. Same graph and day, same bytes.

mod areas;
mod data;
mod lists;
mod nodes;
mod numbers;
mod page;
mod start;
mod tools;

use rayon::prelude::*;

use crate::model::NodeIx;
use crate::report::{Block, Document};
use crate::scope::Scope;
use areas::AreaAnswer;
use numbers::Numbers;

/// The file by which a folder is known to be a site of ours, with what it holds.
pub const MARKER: &str = "interlex-site.txt";

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Where it stands in the folder, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// What the pages are made of.
struct Site<'g> {
    scope: Scope<'g>,
    /// A document a node, in the order of nodes.
    nodes: Vec<Document>,
    /// A gap report a region.
    areas: Vec<AreaAnswer>,
    /// The detectors, explained, by id.
    rules: Vec<(String, Document)>,
    /// Every piece of evidence with its number.
    numbers: Numbers,
}

/// The files of the site, by path. The observer of the scope hears how far they are.
///
/// Takes some seconds for a graph of 350 frameworks and 200 countries, most of them for the plans of large regions.
pub fn site(scope: &Scope<'_>) -> Vec<SiteFile> {
    let observer = scope.observer();
    // Pages show what joins frameworks; pairs of provisions would fill them.
    let graph = &scope.graph().rolled_up();
    let scope = &Scope::new(graph).on(scope.day());
    let areas = areas::answers(scope, observer);
    let indices: Vec<NodeIx> = graph.node_indices().collect();
    observer.begin("Writing pages", indices.len());
    let brief = |ix: &NodeIx| {
        let document = crate::report::show_brief(scope, *ix);
        observer.advance(1);
        document
    };
    let nodes: Vec<Document> = indices.par_iter().map(brief).collect();
    let rules: Vec<(String, Document)> = (graph.rules().iter())
        .filter_map(|rule| Some((rule.id.to_string(), crate::report::explain(graph, rule.id.as_str())?)))
        .collect();
    let documents = nodes.iter().chain(areas.iter().map(|it| &it.document)).chain(rules.iter().map(|(_, it)| it));
    let numbers = Numbers::new(graph, documents.flat_map(cited));
    let site = Site { scope: *scope, nodes, areas, rules, numbers };
    let mut files = page::assets();
    files.push(marker(&site));
    files.extend(data::files(&site));
    files.extend(start::pages(&site));
    files.extend(lists::pages(&site));
    files.extend(tools::pages(&site));
    files.extend(areas::pages(&site));
    files.extend(nodes::pages(&site));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The evidence that a document cites.
fn cited(document: &Document) -> impl Iterator<Item = &crate::model::Evidence> {
    let lists = document.blocks.iter().filter_map(|block| match block {
        Block::Sources(sources) => Some(sources),
        _ => None,
    });
    lists.flatten().map(|cited| &cited.evidence)
}

fn marker(site: &Site<'_>) -> SiteFile {
    let meta = site.scope.graph().meta();
    let text = format!(
        "Written by `interlex site`: {} {}, as of {}. The whole folder is replaced when the site is written again.\n",
        meta.title,
        meta.version,
        site.scope.day()
    );
    SiteFile { path: MARKER.to_owned(), text }
}
