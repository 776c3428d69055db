//! Lists of what the graph holds.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::json;
use thiserror::Error;

use crate::model::{
    Act, AlignmentMechanism, ConceptKind, ConflictKind, Entity, FrameworkKind, Graph, JurisdictionKind, Link, Modality,
    NodeIx, NodeKind, ReferenceMechanism, Relation, Status, Vocabulary,
};
use crate::scope::{Area, Scope};

use super::cells::inert;
use super::document::{Document, Text};

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// Every node.
    Nodes,
    /// Nodes of one kind.
    Kind(NodeKind),
    /// Regulators, standards bodies and forums.
    Institutions,
    /// Links.
    Links,
    /// Sources.
    Sources,
    /// Named regions.
    Regions,
    /// Topics, objectives or principles.
    Topics,
    /// Objectives.
    Objectives,
    /// Principles.
    Principles,
    /// Traits of AI systems.
    Traits,
    /// Concepts of the method.
    Concepts,
    /// Terms that frameworks define.
    Terms,
}

impl ListKind {
    /// The names that commands accept, for messages.
    pub const NAMES: [&'static str; 16] = [
        "frameworks",
        "institutions",
        "regulators",
        "standards-bodies",
        "forums",
        "jurisdictions",
        "nodes",
        "links",
        "sources",
        "regions",
        "topics",
        "objectives",
        "principles",
        "traits",
        "concepts",
        "terms",
    ];

    /// Reads a name, in the singular or plural.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.to_lowercase().replace('_', "-");
        let name = match name.as_str() {
            "standards-body" => "standards-bodies".to_owned(),
            single if !single.ends_with('s') => format!("{single}s"),
            plural => plural.to_owned(),
        };
        Some(match name.as_str() {
            "frameworks" => Self::Kind(NodeKind::Framework),
            "regulators" => Self::Kind(NodeKind::Regulator),
            "standards-bodies" => Self::Kind(NodeKind::StandardsBody),
            "forums" => Self::Kind(NodeKind::Forum),
            "jurisdictions" => Self::Kind(NodeKind::Jurisdiction),
            "institutions" => Self::Institutions,
            "nodes" => Self::Nodes,
            "links" => Self::Links,
            "sources" => Self::Sources,
            "regions" => Self::Regions,
            "topics" => Self::Topics,
            "objectives" => Self::Objectives,
            "principles" => Self::Principles,
            "traits" => Self::Traits,
            "concepts" => Self::Concepts,
            "terms" => Self::Terms,
            _ => return None,
        })
    }
}

/// Which entries of a list to keep.
#[derive(Debug, Clone, Default)]
pub struct ListFilter {
    /// Only what belongs to these jurisdictions.
    pub area: Option<Area>,
    /// Only frameworks of this type, or links of this relation, mechanism or modality, by export name.
    pub kind: Option<String>,
    /// Only frameworks with this status, by export name.
    pub status: Option<String>,
}

/// Why a list cannot be filtered like that.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FilterError {
    /// Nothing can have this type or status.
    #[error("there is no {filter} `{wanted}` here; there are {}", .known.join(", "))]
    Unknown {
        /// `type` or `status`.
        filter: &'static str,
        /// What was asked for.
        wanted: String,
        /// What could be.
        known: Vec<&'static str>,
    },
    /// The list has no such filter.
    #[error("this list has no {filter} to select by")]
    None {
        /// `type` or `status`.
        filter: &'static str,
    },
}

impl ListFilter {
    /// Makes sure that a type or status asked for exists: a misspelt one would select nothing without a word.
    ///
    /// # Errors
    /// If the list knows no such type or status.
    pub fn check(&self, list: ListKind) -> Result<(), FilterError> {
        let statuses = match list {
            ListKind::Kind(NodeKind::Framework) => Status::all().map(Status::as_str).collect(),
            _ => Vec::new(),
        };
        for (filter, wanted, known) in [("type", &self.kind, types(list)), ("status", &self.status, statuses)] {
            if wanted.is_some() && known.is_empty() {
                return Err(FilterError::None { filter });
            }
            if let Some(wanted) = wanted.as_ref().filter(|wanted| !matches(Some(*wanted), &known)) {
                return Err(FilterError::Unknown { filter, wanted: wanted.clone(), known });
            }
        }
        Ok(())
    }
}

/// The types that a list can be filtered by.
fn types(list: ListKind) -> Vec<&'static str> {
    match list {
        ListKind::Kind(NodeKind::Framework) => FrameworkKind::all().map(FrameworkKind::as_str).collect(),
        ListKind::Kind(NodeKind::Jurisdiction) => JurisdictionKind::all().map(JurisdictionKind::as_str).collect(),
        ListKind::Nodes | ListKind::Institutions | ListKind::Kind(_) => NodeKind::all().map(NodeKind::as_str).collect(),
        ListKind::Concepts => ConceptKind::all().map(ConceptKind::as_str).collect(),
        ListKind::Links => {
            let structure = [Relation::IssuedBy, Relation::AppliesIn, Relation::AddressedTo, Relation::MemberOf];
            let structure = structure.into_iter().chain([Relation::PartOf, Relation::Oversees, Relation::Develops]);
            let relations = (AlignmentMechanism::all().map(Relation::Alignment))
                .chain(ReferenceMechanism::all().map(Relation::Reference))
                .chain(ConflictKind::all().map(Relation::Conflict))
                .chain(Act::all().map(Relation::PartyTo))
                .chain(structure);
            let names = relations.flat_map(|it| [Some(it.as_str()), it.mechanism()]).flatten();
            names.chain(Modality::all().map(Modality::as_str)).unique().collect()
        }
        ListKind::Sources
        | ListKind::Regions
        | ListKind::Topics
        | ListKind::Terms
        | ListKind::Objectives
        | ListKind::Principles
        | ListKind::Traits => Vec::new(),
    }
}

/// A table of answers: the first column of each row is an id where the rows have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What is listed.
    pub title: &'static str,
    /// Column names, in snake case.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// Lists what the question sees.
pub fn list(scope: &Scope<'_>, kind: ListKind, filter: &ListFilter) -> List {
    let graph = scope.graph();
    match kind {
        ListKind::Nodes => nodes(scope, filter, "nodes", |_| true),
        ListKind::Kind(NodeKind::Framework) => frameworks(scope, filter),
        ListKind::Kind(NodeKind::Jurisdiction) => jurisdictions(scope, filter),
        ListKind::Kind(of) => nodes(scope, filter, "institutions", move |kind| kind == of),
        ListKind::Institutions => {
            nodes(scope, filter, "institutions", |kind| !matches!(kind, NodeKind::Framework | NodeKind::Jurisdiction))
        }
        ListKind::Links => links(scope, filter),
        ListKind::Sources => sources(graph),
        ListKind::Regions => regions(graph),
        ListKind::Topics => terms("topics", &graph.vocabularies().topics),
        ListKind::Objectives => terms("objectives", &graph.vocabularies().objectives),
        ListKind::Principles => terms("principles", &graph.vocabularies().principles),
        ListKind::Traits => terms("traits", &graph.vocabularies().traits),
        ListKind::Concepts => concepts(scope, filter),
        ListKind::Terms => defined_terms(scope, filter),
    }
}

fn matches(wanted: Option<&String>, names: &[&str]) -> bool {
    wanted.is_none_or(|wanted| {
        let wanted = wanted.to_lowercase().replace('-', "_");
        names.iter().any(|name| name.replace('-', "_") == wanted)
    })
}

/// Whether a node belongs to a jurisdiction of the area: made there, placed there, or the jurisdiction itself.
fn in_area(graph: &Graph, ix: NodeIx, area: Option<&Area>) -> bool {
    area.is_none_or(|area| {
        let has = |it: &NodeIx| area.members.contains(it) || graph.node(*it).id.as_str() == area.id;
        has(&ix)
            || match &graph.node(ix).entity {
                Entity::Framework(it) => it.jurisdictions.iter().chain(&it.issuers).chain(&it.addressed_to).any(has),
                Entity::Institution(it) => it.jurisdiction.iter().any(has),
                Entity::Jurisdiction(it) => it.parent.iter().any(has),
            }
    })
}

fn nodes(scope: &Scope<'_>, filter: &ListFilter, title: &'static str, of: impl Fn(NodeKind) -> bool) -> List {
    let graph = scope.graph();
    let rows = (graph.node_indices())
        .filter(|ix| of(graph.node(*ix).kind()) && scope.sees(*ix) && in_area(graph, *ix, filter.area.as_ref()))
        .map(|ix| {
            let node = graph.node(ix);
            let (role, jurisdiction) = match &node.entity {
                Entity::Institution(it) => (it.role.clone().unwrap_or_default(), it.jurisdiction),
                Entity::Framework(it) => (it.kind.label().to_owned(), it.jurisdictions.first().copied()),
                Entity::Jurisdiction(it) => (it.kind.label().to_owned(), it.parent),
            };
            let jurisdiction = jurisdiction.map(|ix| graph.node(ix).id.to_string()).unwrap_or_default();
            (
                node.kind(),
                vec![node.id.to_string(), node.name.clone(), node.kind().as_str().to_owned(), role, jurisdiction],
            )
        })
        .filter(|(kind, _)| matches(filter.kind.as_ref(), &[kind.as_str()]))
        .map(|(_, row)| row)
        .collect();
    List { title, columns: vec!["id", "name", "kind", "role", "jurisdiction"], rows }
}

fn frameworks(scope: &Scope<'_>, filter: &ListFilter) -> List {
    let graph = scope.graph();
    let rows = (graph.node_indices())
        .filter(|ix| scope.sees(*ix) && in_area(graph, *ix, filter.area.as_ref()))
        .filter_map(|ix| {
            let node = graph.node(ix);
            let framework = node.framework()?;
            let status = graph.status_on(ix, scope.day())?;
            let wanted = matches(filter.kind.as_ref(), &[framework.kind.as_str()])
                && matches(filter.status.as_ref(), &[status.as_str()]);
            let place = framework.jurisdictions.iter().map(|ix| graph.node(*ix).id.as_str()).join(" ");
            wanted.then(|| {
                vec![
                    node.id.to_string(),
                    node.name.clone(),
                    framework.kind.as_str().to_owned(),
                    status.as_str().to_owned(),
                    place,
                    framework.layers.iter().map(crate::model::Layer::as_str).join(" "),
                ]
            })
        })
        .collect();
    List { title: "frameworks", columns: vec!["id", "name", "type", "status", "jurisdictions", "layers"], rows }
}

fn jurisdictions(scope: &Scope<'_>, filter: &ListFilter) -> List {
    let graph = scope.graph();
    let rows = (graph.node_indices())
        .filter(|ix| in_area(graph, *ix, filter.area.as_ref()))
        .filter_map(|ix| {
            let node = graph.node(ix);
            let it = node.jurisdiction()?;
            matches(filter.kind.as_ref(), &[it.kind.as_str()]).then(|| {
                vec![
                    node.id.to_string(),
                    node.name.clone(),
                    it.kind.as_str().to_owned(),
                    it.iso.as_ref().map(|(_, three)| three.clone()).unwrap_or_default(),
                    it.subregion.as_ref().map(ToString::to_string).unwrap_or_default(),
                    scope.above(ix).iter().map(|ix| graph.node(*ix).id.as_str()).join(" "),
                ]
            })
        })
        .collect();
    List { title: "jurisdictions", columns: vec!["id", "name", "type", "iso", "m49", "belongs_to"], rows }
}

fn links(scope: &Scope<'_>, filter: &ListFilter) -> List {
    let graph = scope.graph();
    let wanted = |link: &Link| {
        let mechanism = link.relation.mechanism().unwrap_or_default();
        let named = matches(filter.kind.as_ref(), &[link.relation.as_str(), mechanism, link.modality.as_str()]);
        let area = filter.area.as_ref();
        let placed = in_area(graph, link.from.node, area) || in_area(graph, link.to.node, area);
        // Structure is many and dull: it is listed when asked for.
        named && placed && (filter.kind.is_some() || link.relation.is_substantive())
    };
    let rows = (graph.links().iter())
        .filter(|link| scope.sees_link(link) && wanted(link))
        .map(|link| {
            vec![
                graph.end_id(&link.from),
                link.relation.as_str().to_owned(),
                link.relation.mechanism().unwrap_or_default().to_owned(),
                graph.end_id(&link.to),
                link.layers.iter().map(crate::model::Layer::as_str).join(" "),
                link.modality.as_str().to_owned(),
                link.claim.clone(),
            ]
        })
        .collect();
    let columns = vec!["from", "relation", "mechanism", "to", "layers", "modality", "claim"];
    List { title: "links", columns, rows }
}

fn sources(graph: &Graph) -> List {
    let cited = |position: usize| {
        let of =
            |evidence: &[crate::model::Evidence]| evidence.iter().filter(|it| it.source.index() == position).count();
        let links = graph.links().iter().filter(|link| link.relation.is_substantive());
        graph.nodes().iter().map(|node| of(&node.evidence)).sum::<usize>()
            + links.map(|link| of(&link.evidence)).sum::<usize>()
    };
    let rows = (graph.sources().iter().enumerate())
        .map(|(position, source)| {
            vec![
                source.id.to_string(),
                source.title.clone(),
                source.issuer.clone(),
                source.date.map(|date| date.to_string()).unwrap_or_default(),
                cited(position).to_string(),
                source.url.clone(),
            ]
        })
        .collect();
    List { title: "sources", columns: vec!["id", "title", "issuer", "date", "cited", "url"], rows }
}

fn regions(graph: &Graph) -> List {
    let rows = (graph.regions().regions.iter())
        .map(|region| vec![region.id.to_string(), region.name.clone(), region.members.len().to_string()])
        .collect();
    List { title: "regions", columns: vec!["id", "name", "jurisdictions"], rows }
}

fn terms(title: &'static str, vocabulary: &Vocabulary) -> List {
    let rows =
        vocabulary.terms().iter().map(|term| vec![term.id.to_string(), term.label.clone(), term.definition.clone()]);
    List { title, columns: vec!["id", "label", "definition"], rows: rows.collect() }
}

fn concepts(scope: &Scope<'_>, filter: &ListFilter) -> List {
    let rows = (scope.graph().concepts().iter())
        .filter(|concept| matches(filter.kind.as_ref(), &[concept.kind.as_str()]))
        .filter(|concept| concept.layer.is_none_or(|layer| scope.layers().contains(layer)))
        .map(|it| {
            let layer = it.layer.map_or("", crate::model::Layer::as_str);
            vec![it.id.to_string(), it.kind.as_str().to_owned(), layer.to_owned(), it.title.clone()]
        })
        .collect();
    List { title: "concepts", columns: vec!["id", "kind", "layer", "title"], rows }
}

/// Every defined term with who defines it, by term; `defined_by` counts the frameworks that define the same term.
fn defined_terms(scope: &Scope<'_>, filter: &ListFilter) -> List {
    let graph = scope.graph();
    let seen = |ix: &NodeIx| scope.sees(*ix) && in_area(graph, *ix, filter.area.as_ref());
    let frameworks: Vec<NodeIx> = graph.node_indices().filter(seen).collect();
    let rows = crate::analysis::terms::terms(scope, &frameworks).into_iter().flat_map(|row| {
        let count = row.definitions.iter().map(|(ix, _)| ix).unique().count().to_string();
        let conflicts = row.conflicts.len().to_string();
        row.definitions.into_iter().map(move |(ix, term)| {
            let (framework, definition) = (graph.node(ix).id.to_string(), term.definition.clone());
            vec![term.term.clone(), framework, definition, count.clone(), conflicts.clone()]
        })
    });
    let rows = rows.collect();
    List { title: "terms", columns: vec!["term", "framework", "definition", "defined_by", "conflicts"], rows }
}

/// A list as a document for people.
pub fn list_document(list: &List) -> Document {
    let count = list.rows.len();
    let title = if count == 1 { list.title.trim_end_matches('s') } else { list.title };
    let mut document = Document::new(format!("{count} {title}"), String::new());
    let rows = list.rows.iter().map(|row| row.iter().map(|cell| Text::plain(cell.as_str())).collect());
    document.table(&list.columns, &[], rows.collect());
    document
}

/// Writes a list as JSON, schema `interlex/list/1`: one object a row.
///
/// # Errors
/// If writing fails.
pub fn list_json(list: &List, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"schema\":\"interlex/list/1\",\"list\":{},\"rows\":[", json!(list.title))?;
    for (position, row) in list.rows.iter().enumerate() {
        out.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        let object: serde_json::Map<String, serde_json::Value> =
            list.columns.iter().zip(row).map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        serde_json::to_writer(&mut *out, &object)?;
    }
    writeln!(out, "\n]}}")
}

/// Writes a list as CSV with a header line (RFC 4180).
///
/// A cell that a spreadsheet would run as a formula is preceded by an apostrophe.
///
/// # Errors
/// If writing fails.
pub fn list_csv(list: &List, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(&list.columns)?;
    for row in &list.rows {
        writer.write_record(row.iter().map(|cell| inert(cell).into_owned()))?;
    }
    writer.flush()
}
