//! Records → model: ids found, dates read, terms looked up, and everything that does not fit reported in place.

mod context;
mod demands;
mod entities;
mod links;
mod profile;
mod scenario;
mod tables;

use std::collections::BTreeMap;

pub(super) use scenario::scenario;

use super::{Places, Records};
use crate::diagnostic::Diagnostic;
use crate::model::{Graph, GraphParts, Id, Node, NodeIx};
use crate::source::{FileId, Files};
use context::{Context, Place};
pub(super) use profile::profile;

/// Builds the graph from what can be resolved and reports the rest.
pub(super) fn resolve(records: &Records, files: &Files, out: &mut Vec<Diagnostic>) -> Graph {
    let places = Places::new(files);
    let mut context = Context::new(&places, out);

    let meta = tables::meta(records, &mut context);
    let scales = tables::scales(records, &mut context);
    context.vocabularies = tables::vocabularies(records, &mut context);
    let sources = tables::sources(records, &mut context);
    context.sources = sources.iter().map(|source| source.id.clone()).collect();
    tables::require_sources(records, &mut context);
    let concepts = tables::concepts(records, &mut context);
    context.concepts = concepts.iter().map(|concept| (concept.id.clone(), concept.kind)).collect();

    let declared = declare(records, &mut context);
    context.nodes = declared.keys().cloned().collect();
    context.names = names(records, &declared);
    context.provisions = provisions(records, &declared);
    let mut regions = tables::panels(records, &mut context);
    let nodes: Vec<Node> =
        declared.values().map(|record| entities::node(*record, records, &regions, &mut context)).collect();
    regions.regions = tables::regions(records, &regions, &nodes, &mut context);
    let rules = tables::rules(records, &mut context);
    let links = links::links(&declared, records, &nodes, &mut context);

    out.append(&mut context.out);
    Graph::new(GraphParts {
        meta,
        scales,
        vocabularies: context.vocabularies,
        sources,
        regions,
        concepts,
        rules,
        nodes,
        links,
    })
}

/// A record that declares a node, by its position in [`Records`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    Framework(usize),
    Institution(usize),
    Jurisdiction(usize),
}

impl Declared {
    /// The file and row of the record, and its id as written.
    fn place(self, records: &Records) -> (FileId, Option<usize>, &str) {
        match self {
            Self::Framework(at) => {
                let (file, record) = &records.frameworks[at];
                (*file, None, &record.id)
            }
            Self::Institution(at) => {
                let (file, record) = &records.institutions[at];
                (*file, None, &record.id)
            }
            Self::Jurisdiction(at) => {
                let (file, row, record) = &records.jurisdictions[at];
                (*file, Some(*row), &record.id)
            }
        }
    }
}

/// Every valid, first use of an id, by id. A second record with the same id is reported and left out.
fn declare(records: &Records, context: &mut Context<'_>) -> BTreeMap<Id, Declared> {
    let all = (0..records.frameworks.len())
        .map(Declared::Framework)
        .chain((0..records.institutions.len()).map(Declared::Institution))
        .chain((0..records.jurisdictions.len()).map(Declared::Jurisdiction));
    let mut declared: BTreeMap<Id, Declared> = BTreeMap::new();
    for candidate in all {
        let (file, row, text) = candidate.place(records);
        let root = Place::root(file, row);
        let at = root.field("id");
        let Some(id) = context.id(text, &at) else {
            if row.is_none() {
                context.known_by_file(file);
            }
            continue;
        };
        if row.is_none() {
            context.expect_stem(&id, &at);
        }
        if let Some(first) = declared.get(&id) {
            let (first_file, first_row, _) = first.place(records);
            let first_root = Place::root(first_file, first_row);
            context.duplicate("id", id.as_str(), &at, &first_root.field("id"));
        } else {
            declared.insert(id, candidate);
        }
    }
    declared
}

/// What people call things, in lower case. Of two things with one name the first by id has it.
fn names(records: &Records, declared: &BTreeMap<Id, Declared>) -> BTreeMap<String, Id> {
    let mut names = BTreeMap::new();
    for (id, declared) in declared {
        let (name, aliases, iso) = match *declared {
            Declared::Framework(at) => (&records.frameworks[at].1.name, &records.frameworks[at].1.aliases, None),
            Declared::Institution(at) => (&records.institutions[at].1.name, &records.institutions[at].1.aliases, None),
            Declared::Jurisdiction(at) => {
                let record = &records.jurisdictions[at].2;
                (&record.name, &record.aliases, record.iso.as_ref())
            }
        };
        let codes = iso.map(|(two, three)| [two, three]).into_iter().flatten();
        for name in std::iter::once(name).chain(aliases).chain(codes) {
            names.entry(name.to_lowercase()).or_insert_with(|| id.clone());
        }
    }
    names
}

/// The provision ids of each framework that lists some.
fn provisions(records: &Records, declared: &BTreeMap<Id, Declared>) -> BTreeMap<NodeIx, Vec<String>> {
    (0u32..)
        .map(NodeIx)
        .zip(declared.values())
        .filter_map(|(ix, declared)| match declared {
            Declared::Framework(at) => {
                let provisions = &records.frameworks[*at].1.provisions;
                Some((ix, provisions.iter().map(|provision| provision.id.clone()).collect()))
            }
            _ => None,
        })
        .collect()
}
