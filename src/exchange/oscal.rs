//! Mappings of provisions as an OSCAL control mapping collection in JSON, version 1.2.
//!
//! Each framework is a resource of the back matter, each pair of frameworks a mapping, each link a map. What OSCAL has no
//! field for stands in properties of our own namespace. No UUID is random: each is made of what it identifies.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde_json::{Value, json};

use super::mapping::{MappingChoice, MappingRow, has_address, mapping_rows, mechanism_name, title_of};
use super::uuid::name_uuid;
use crate::model::{End, Graph, Layer, NodeIx, SetRelation, SourceIx};
use crate::scope::Scope;

/// The namespace of what interlex adds.
pub(super) const NS: &str = "urn:interlex:oscal";

/// What maps say for which no set relation is stated; OSCAL has no word for it.
pub(super) const UNSTATED: &str = "mapped-to";

/// The version of OSCAL that is written.
const VERSION: &str = "1.2.0";

const DESCRIPTION: &str = "Mappings between provisions of frameworks of AI governance, recorded by curators from published crosswalks and texts. \
     OSCAL requires a rationale for the collection; a map whose source states none says so in the property rationale. A map \
     with the relationship mapped-to, of the namespace urn:interlex:oscal, states no set relation. A confidence score is the \
     recorded strength of the mapping, divided by ten. What is not mapped was not assessed.";

/// Writes the mappings between provisions that the question sees as one collection.
///
/// # Errors
/// If writing fails.
pub fn graph_oscal(scope: &Scope<'_>, choice: MappingChoice, out: &mut dyn Write) -> io::Result<()> {
    let collection = Collection::new(scope, choice);
    let uuid = collection.uuid()?;
    // The collection is written piece by piece, so that it is never in memory as a whole.
    writeln!(out, "{{\n  \"mapping-collection\": {{\n    \"uuid\": \"{uuid}\",")?;
    write!(out, "    \"metadata\": ")?;
    serde_json::to_writer(&mut *out, &collection.metadata())?;
    write!(out, ",\n    \"provenance\": ")?;
    serde_json::to_writer(&mut *out, &provenance())?;
    write!(out, ",\n    \"mappings\": [")?;
    for (at, ((from, to), rows)) in collection.pairs.iter().enumerate() {
        let head = collection.head(*from, *to);
        write!(out, "{}\n      {},\n       \"maps\": [", if at == 0 { "" } else { "," }, head.trim_end_matches('}'))?;
        for (at, row) in rows.iter().enumerate() {
            write!(out, "{}\n        ", if at == 0 { "" } else { "," })?;
            serde_json::to_writer(&mut *out, &collection.map(row))?;
        }
        write!(out, "\n       ]}}")?;
    }
    write!(out, "\n    ],\n    \"back-matter\": {{\n      \"resources\": [")?;
    for (at, resource) in collection.resources().enumerate() {
        write!(out, "{}\n        ", if at == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, &resource)?;
    }
    writeln!(out, "\n      ]\n    }}\n  }}\n}}")
}

struct Collection<'s, 'g> {
    scope: &'s Scope<'g>,
    graph: &'g Graph,
    choice: MappingChoice,
    pairs: BTreeMap<(NodeIx, NodeIx), Vec<Numbered<'g>>>,
    sources: BTreeSet<SourceIx>,
}

/// A row, and how many rows before it have the same ends and relation.
struct Numbered<'g> {
    row: MappingRow<'g>,
    number: usize,
}

impl<'s, 'g> Collection<'s, 'g> {
    fn new(scope: &'s Scope<'g>, choice: MappingChoice) -> Self {
        let mut pairs: BTreeMap<(NodeIx, NodeIx), Vec<Numbered<'g>>> = BTreeMap::new();
        let mut sources = BTreeSet::new();
        let mut seen: BTreeMap<(&End, &End), usize> = BTreeMap::new();
        for row in mapping_rows(scope, choice).into_iter().filter(MappingRow::is_exact) {
            let number = seen.entry((row.from, row.to)).or_default();
            *number += 1;
            let cited = row.link.evidence.iter().map(|evidence| evidence.source);
            sources.extend(cited.filter(|source| has_address(&scope.graph().source(*source).url)));
            let rows = pairs.entry((row.from.node, row.to.node)).or_default();
            rows.push(Numbered { row, number: *number });
        }
        Self { scope, graph: scope.graph(), choice, pairs, sources }
    }

    /// A name for the collection that changes when anything in it does.
    fn uuid(&self) -> io::Result<String> {
        let mut name = name_uuid(&["collection"], &[&self.metadata().to_string()]).to_string();
        for ((from, to), rows) in &self.pairs {
            name = name_uuid(&["collection"], &[&name, &self.head(*from, *to)]).to_string();
            for row in rows {
                name = name_uuid(&["collection"], &[&name, &serde_json::to_string(&self.map(row))?]).to_string();
            }
        }
        for resource in self.resources() {
            name = name_uuid(&["collection"], &[&name, &resource.to_string()]).to_string();
        }
        Ok(name)
    }

    fn metadata(&self) -> Value {
        let meta = self.graph.meta();
        let mut metadata = json!({
            "title": markdown(&meta.title),
            "last-modified": format!("{}T00:00:00Z", self.scope.day()),
            "version": word(&meta.version),
            "oscal-version": VERSION,
            "props": [property("licence", &meta.licence)],
        });
        if let Some(choice) = self.choice.from.zip(self.choice.to) {
            let [from, to] = [choice.0, choice.1].map(|ix| self.graph.node(ix).id.as_str());
            metadata["remarks"] = json!(format!("Only mappings between {from} and {to}."));
        }
        metadata
    }

    /// A mapping without its maps.
    fn head(&self, from: NodeIx, to: NodeIx) -> String {
        let [from, to] = [from, to].map(|ix| self.graph.node(ix).id.as_str());
        let resource =
            |id: &str| json!({ "type": "catalog", "href": format!("#{}", name_uuid(&["framework"], &[id])) });
        let uuid = name_uuid(&["mapping"], &[from, to]).to_string();
        json!({ "uuid": uuid, "source-resource": resource(from), "target-resource": resource(to) }).to_string()
    }

    fn map(&self, Numbered { row, number }: &Numbered<'_>) -> Value {
        let link = row.link;
        let mapping = link.mapping;
        let ends = [row.from, row.to].map(|end| self.graph.end_id(end));
        let uuid = name_uuid(&["map"], &[&ends[0], &ends[1], &number.to_string()]);
        let mut map = json!({
            "uuid": uuid.to_string(),
            "relationship": relationship(row.set),
            "sources": [self.item(row.from)],
            "targets": [self.item(row.to)],
            "remarks": markdown(&link.claim),
        });
        if row.set.is_none() {
            map["ns"] = json!(NS);
        }
        if let Some(rationale) = mapping.and_then(|mapping| mapping.rationale) {
            map["matching-rationale"] = json!(rationale.as_str());
        }
        if let Some(strength) = mapping.and_then(|mapping| mapping.strength) {
            map["confidence-score"] = json!({ "percentage": f64::from(strength) / 10.0 });
        }
        map["props"] = json!(properties(row));
        let cited = link.evidence.iter().filter(|it| self.sources.contains(&it.source));
        let links: Vec<Value> = cited.map(|it| self.citation(it.source, it.at.as_deref())).collect();
        if !links.is_empty() {
            map["links"] = json!(links);
        }
        map
    }

    fn item(&self, end: &End) -> Value {
        let id = end.provision.as_ref().map_or("", |provision| provision.as_str());
        json!({ "type": "control", "id-ref": id, "remarks": markdown(title_of(self.graph, end)) })
    }

    fn citation(&self, source: SourceIx, at: Option<&str>) -> Value {
        let uuid = name_uuid(&["source"], &[self.graph.source(source).url.as_str()]);
        let mut link = json!({ "href": format!("#{uuid}"), "rel": "reference" });
        if let Some(at) = at.filter(|at| !at.is_empty()) {
            link["text"] = json!(markdown(at));
        }
        link
    }

    /// The frameworks, then the documents cited.
    fn resources(&self) -> impl Iterator<Item = Value> {
        let frameworks: BTreeSet<NodeIx> = self.pairs.keys().flat_map(|(from, to)| [*from, *to]).collect();
        let frameworks = frameworks.into_iter().map(|ix| {
            let node = self.graph.node(ix);
            json!({
                "uuid": name_uuid(&["framework"], &[node.id.as_str()]).to_string(),
                "title": markdown(title_of(self.graph, &ix.into())),
                "props": [property("framework", node.id.as_str())],
            })
        });
        // Sources with one address are one resource: the address is what identifies them to others.
        let mut by_address: BTreeMap<&str, &str> = BTreeMap::new();
        for source in self.sources.iter().map(|ix| self.graph.source(*ix)) {
            by_address.entry(&source.url).or_insert(&source.title);
        }
        let sources = by_address.into_iter().map(|(address, title)| {
            let mut resource = json!({ "uuid": name_uuid(&["source"], &[address]).to_string() });
            if !title.trim().is_empty() {
                resource["title"] = json!(markdown(title));
            }
            resource["rlinks"] = json!([{ "href": address }]);
            resource
        });
        frameworks.chain(sources)
    }
}

/// What OSCAL has no field for.
fn properties(row: &MappingRow<'_>) -> Vec<Value> {
    let link = row.link;
    let layers: Vec<&str> = link.layers.iter().map(Layer::as_str).collect();
    let mut properties =
        vec![property("mechanism", &mechanism_name(link.relation)), property("layers", &layers.join(" "))];
    if link.mapping.is_none_or(|mapping| mapping.rationale.is_none()) {
        properties.push(property("rationale", "not-stated"));
    }
    properties.extend(link.since.map(|since| property("since", &since.to_string())));
    properties.extend(link.until.map(|until| property("until", &until.to_string())));
    if let Some(note) = link.note.as_deref().filter(|note| !note.is_empty()) {
        properties.push(json!({ "name": "note", "ns": NS, "value": "see-remarks", "remarks": markdown(note) }));
    }
    properties
}

fn provenance() -> Value {
    json!({
        "method": "human",
        "matching-rationale": "semantic",
        "status": "not-complete",
        "mapping-description": DESCRIPTION,
    })
}

fn relationship(set: Option<SetRelation>) -> &'static str {
    match set {
        Some(SetRelation::Equal) => "equal-to",
        Some(SetRelation::Subset) => "subset-of",
        Some(SetRelation::Superset) => "superset-of",
        Some(SetRelation::Intersects) => "intersects-with",
        Some(SetRelation::NotRelated) => "no-relationship",
        None => UNSTATED,
    }
}

fn property(name: &str, value: &str) -> Value {
    json!({ "name": name, "ns": NS, "value": word(value) })
}

/// A text where OSCAL allows no blanks at its ends, and not nothing.
fn word(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() { "none".to_owned() } else { words.join(" ") }
}

/// A text as Markdown: what would be markup is escaped.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if MARKUP.contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Markdown as a text: escapes are taken away, markup stays as it is written.
pub(super) fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(next) if letter == '\\' && next.is_ascii_punctuation() => out.extend(letters.next()),
            _ => out.push(letter),
        }
    }
    out
}

/// Characters that mean something in the Markdown of OSCAL.
const MARKUP: &str = "\\*_`^~[]<>{}\"!#|&";
