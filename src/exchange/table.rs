//! The flat view of the graph: tables with fixed columns, from which every tabular and graph format is written.
//!
//! Nothing that the JSON export has is left out: what does not fit into a cell (evidence, obligations, free texts in
//! lists) stands in it as JSON. docs/FORMATS.md lists the columns; they are added to, never renamed.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::json::{EdgeJson, NodeJson, SetJson, StepJson};
use super::parts::{self, GraphJson, SourceJson};
use crate::model::PartialDate;
use crate::scope::Scope;

/// One of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// The data set, in one row.
    Graph,
    /// The documents cited.
    Sources,
    /// Frameworks, institutions and jurisdictions.
    Nodes,
    /// The links between them.
    Edges,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// A text.
    Text,
    /// A date to the year, month or day, as in ISO 8601: `2024`, `2024-08`, `2024-08-01`.
    Date,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// Ids or names of a vocabulary, none of which contains a semicolon. As text they are joined by `;`.
    List,
    /// A list or object in JSON, as the JSON export has it.
    Json,
}

/// A column: its name, what stands in it, and what that means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name; `snake_case`.
    pub name: &'static str,
    /// What stands in it.
    pub kind: ColumnKind,
    /// What it means, in one line.
    pub about: &'static str,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'r> {
    /// Nothing is recorded, or the list has nothing in it.
    Empty,
    /// A text, a date, or JSON.
    Text(Cow<'r, str>),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// Ids or names; never none.
    List(Vec<Cow<'r, str>>),
}

impl Table {
    /// The tables, in the order in which they are written.
    pub const ALL: [Self; 4] = [Self::Graph, Self::Sources, Self::Nodes, Self::Edges];

    /// The name on the command line and of the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Sources => "sources",
            Self::Nodes => "nodes",
            Self::Edges => "edges",
        }
    }

    /// Its columns; every row has a cell for each.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Graph => GRAPH,
            Self::Sources => SOURCES,
            Self::Nodes => NODES,
            Self::Edges => EDGES,
        }
    }

    /// Gives each row to `each`: sources and nodes by id, edges by their ends. Rows are made one at a time.
    ///
    /// # Errors
    /// Those of `each`.
    pub fn rows(self, scope: &Scope<'_>, mut each: impl FnMut(&[Cell<'_>]) -> io::Result<()>) -> io::Result<()> {
        match self {
            Self::Graph => each(&graph_row(&parts::head(scope))?),
            Self::Sources => parts::sources(scope).try_for_each(|it| each(&source_row(&it)?)),
            Self::Nodes => parts::nodes(scope).try_for_each(|it| each(&node_row(&it)?)),
            Self::Edges => parts::edges(scope).try_for_each(|it| each(&edge_row(&it)?)),
        }
    }
}

impl Cell<'_> {
    /// The cell as text, lists joined by `;`; `None` where it is empty.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
            Self::List(values) => Some(Cow::Owned(values.join(";"))),
        }
    }
}

/// Defines the columns of a table and the function that makes a row, a line for each column.
macro_rules! table {
    ($columns:ident, $row:ident($record:ident: $type:ty) { $($name:literal $kind:ident $about:literal = $cell:expr;)+ }) => {
        const $columns: &[Column] = &[$(Column { name: $name, kind: ColumnKind::$kind, about: $about },)+];

        fn $row<'r>($record: &'r $type) -> io::Result<Vec<Cell<'r>>> {
            Ok(vec![$($cell,)+])
        }
    };
}

table! { GRAPH, graph_row(it: GraphJson<'_>) {
    "schema" Text "The schema of the JSON export with the same content" = text(it.schema);
    "as_of" Date "The day asked about" = text(&it.as_of);
    "all_dates" Bool "true where what is over or has not begun on that day is there as well" = if it.all_dates { Cell::Bool(true) } else { Cell::Empty };
    "title" Text "Title of the data set" = text(it.title);
    "version" Text "Its version" = text(it.version);
    "licence" Text "Its licence, as an SPDX expression" = text(it.licence);
    "notes" Json "Remarks on it: a list of texts" = list_json(it.notes)?;
} }

table! { SOURCES, source_row(it: SourceJson<'_>) {
    "id" Text "What evidence writes as `source`" = text(it.id);
    "title" Text "Title" = text(it.title);
    "issuer" Text "Who published it" = text(it.issuer);
    "date" Date "When" = date(it.date);
    "url" Text "Its official address" = text(it.url);
    "kind" Text "What sort of document" = maybe(it.kind);
    "accessed" Date "When the address was last seen to bear what is cited" = date(it.accessed);
    "note" Text "A remark" = maybe(it.note);
} }

table! { NODES, node_row(it: NodeJson<'_>) {
    "id" Text "Stable identifier" = text(it.id);
    "label" Text "The short name if there is one, else the name" = text(it.short.unwrap_or(it.name));
    "name" Text "Official English name" = text(it.name);
    "short" Text "Short name" = maybe(it.short);
    "aliases" Json "Other names and acronyms: a list of texts" = list_json(it.aliases)?;
    "kind" Text "framework, regulator, standards_body, forum or jurisdiction" = text(it.kind);
    "type" Text "What sort of framework or jurisdiction; what an institution does" = maybe(it.type_);
    "jurisdiction" Text "The first of `jurisdictions`; of a jurisdiction, the one it is part of" = maybe(it.jurisdiction);
    "jurisdictions" List "Where a framework was made and applies, or an institution works" = list(&it.jurisdictions);
    "region" Text "The panel of the map" = maybe(it.region);
    "issuers" List "Who made a framework" = list(&it.issuers);
    "addressed_to" List "Whose members a framework is addressed to" = list(&it.addressed_to);
    "parent" Text "The institution that an institution is part of" = maybe(it.parent);
    "layers" List "legal, technical, data" = list_of(it.layers.iter().map(|layer| layer.as_str()));
    "topics" List "Topics of the vocabulary" = list(&it.topics);
    "status" Text "The status on the day asked about" = maybe(it.status);
    "recorded_status" Text "The status that the record gives, where it differs" = maybe(it.recorded_status);
    "proposed" Date "When it was proposed" = date(it.dates.proposed);
    "adopted" Date "When it was adopted or published; when an institution was set up or a bloc founded" = date(it.dates.adopted);
    "in_force" Date "When it entered into force" = date(it.dates.in_force);
    "ended" Date "When it was repealed, withdrawn, lapsed or dissolved" = date(it.dates.ended);
    "objectives" List "What a framework is for" = set(it.patterns.objectives.as_ref());
    "objectives_evidence" Json "Empty where nobody has assessed it" = set_evidence(it.patterns.objectives.as_ref())?;
    "principles" List "The principles and values it names" = set(it.patterns.principles.as_ref());
    "principles_evidence" Json "Empty where nobody has assessed it" = set_evidence(it.patterns.principles.as_ref())?;
    "approach" Text "Who set it going, in five steps" = step(it.patterns.approach.as_ref());
    "approach_evidence" Json "Empty where nobody has assessed it" = step_evidence(it.patterns.approach.as_ref())?;
    "binding" Text "Its legal force, in five steps" = step(it.patterns.binding.as_ref());
    "binding_evidence" Json "Empty where nobody has assessed it" = step_evidence(it.patterns.binding.as_ref())?;
    "integration" Text "How far into detail it goes, in four steps" = step(it.patterns.integration.as_ref());
    "integration_evidence" Json "Empty where nobody has assessed it" = step_evidence(it.patterns.integration.as_ref())?;
    "components" List "What it is made of" = set(it.patterns.components.as_ref());
    "components_evidence" Json "Empty where nobody has assessed it" = set_evidence(it.patterns.components.as_ref())?;
    "risk_scheme" Json "How it sorts AI systems by risk" = maybe_json(it.risk_scheme.as_ref())?;
    "liability" Json "Liability regimes" = list_json(&it.liability)?;
    "terms" Json "The terms it defines" = list_json(&it.terms)?;
    "covers" Json "Stages, metrics, indicators and protections that it touches" = list_json(&it.covers)?;
    "reaches" Json "Which AI systems it reaches" = list_json(&it.demands.reaches)?;
    "risk_classes" Json "What puts a system into a tier" = list_json(&it.demands.risk_classes)?;
    "obligations" Json "What it asks of whom" = list_json(&it.demands.obligations)?;
    "provisions" Json "Its articles, clauses or sections, as far as recorded" = list_json(&it.provisions)?;
    "iso2" Text "ISO 3166-1 code of two letters" = iso(it, |iso| &iso.0);
    "iso3" Text "ISO 3166-1 code of three letters" = iso(it, |iso| &iso.1);
    "m49" Text "Sub-region of the UN M49 scheme" = maybe(it.place.as_ref().and_then(|place| place.m49));
    "g77" Bool "Whether a jurisdiction is a member of the Group of 77" = g77(it);
    "regulator_model" Text "Who oversees AI there" = step(regulator_model(it));
    "regulator_model_evidence" Json "Empty where nobody has assessed it" = step_evidence(regulator_model(it))?;
    "absences" Json "What a source says is absent in a jurisdiction" = absences(it)?;
    "exempt" Text "Why a framework may stand without links" = maybe(it.exempt);
    "notes" Json "Remarks of the curators: a list of texts" = list_json(it.notes)?;
    "evidence" Json "What the node and its basic facts rest on" = list_json(&it.evidence)?;
} }

table! { EDGES, edge_row(it: EdgeJson<'_>) {
    "id" Text "Stable identifier, made of ends and relation" = text(&it.id);
    "source" Text "The node where it starts; `from` in JSON, before any `#`" = text(ends(&it.from).0);
    "target" Text "The node where it leads; `to` in JSON, before any `#`" = text(ends(&it.to).0);
    "source_provision" Text "The provision where it starts, if it is that exact" = maybe(ends(&it.from).1);
    "target_provision" Text "The provision where it leads, if it is that exact" = maybe(ends(&it.to).1);
    "label" Text "Relation and mechanism in words" = text(&it.label);
    "relation" Text "alignment, reference, conflict, issued_by, applies_in, party_to, member_of, oversees, develops" = text(it.relation);
    "mechanism" Text "Mechanism, kind of conflict, or act of joining" = maybe(it.mechanism);
    "layers" List "legal, technical, data" = list_of(it.layers.iter().map(|layer| layer.as_str()));
    "modality" Text "existing, proposed, recommended or possible" = text(it.modality);
    "since" Date "When it began" = date(it.since);
    "until" Date "When it ended" = date(it.until);
    "strength" Number "What it carries, more than 0 and at most 1; empty where the relation carries nothing" = it.strength.map_or(Cell::Empty, Cell::Number);
    "claim" Text "What it says, in one line" = text(it.claim);
    "binds" List "Whom a conflict binds" = list(&it.binds);
    "mapping_set" Text "Set relation between provisions: equal, subset, superset, intersects, not_related" = maybe(it.mapping.as_ref().map(|it| it.set));
    "mapping_strength" Number "Strength of the mapping, 0 to 10" = mapping_strength(it);
    "mapping_rationale" Text "syntactic, semantic or functional" = maybe(it.mapping.as_ref().and_then(|it| it.rationale));
    "note" Text "A remark of the curators" = maybe(it.note);
    "implied_by" Text "The column of the node at its start that says the same: issuers, jurisdictions, addressed_to, jurisdiction or parent" = maybe(it.implied_by);
    "evidence" Json "What it rests on" = list_json(&it.evidence)?;
} }

/// A text; an empty one is as none.
fn text(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Borrowed(text)) }
}

fn maybe(value: Option<&str>) -> Cell<'_> {
    value.map_or(Cell::Empty, text)
}

fn date<'r>(date: Option<PartialDate>) -> Cell<'r> {
    date.map_or(Cell::Empty, |date| Cell::Text(Cow::Owned(date.to_string())))
}

fn list<'r>(values: &[&'r str]) -> Cell<'r> {
    list_of(values.iter().copied())
}

fn list_of<'r>(values: impl Iterator<Item = &'r str>) -> Cell<'r> {
    let values: Vec<Cow<'r, str>> = values.map(Cow::Borrowed).collect();
    if values.is_empty() { Cell::Empty } else { Cell::List(values) }
}

fn json<'r>(value: &impl Serialize) -> io::Result<Cell<'r>> {
    Ok(Cell::Text(Cow::Owned(serde_json::to_string(value)?)))
}

fn list_json<'r, T: Serialize>(values: &[T]) -> io::Result<Cell<'r>> {
    if values.is_empty() { Ok(Cell::Empty) } else { json(&values) }
}

fn maybe_json<'r>(value: Option<&impl Serialize>) -> io::Result<Cell<'r>> {
    value.map_or(Ok(Cell::Empty), json)
}

fn set<'r>(value: Option<&SetJson<'r>>) -> Cell<'r> {
    value.map_or(Cell::Empty, |it| list(&it.values))
}

fn step<'r>(value: Option<&StepJson<'_>>) -> Cell<'r> {
    value.map_or(Cell::Empty, |it| text(it.value))
}

/// Written even where it is `[]`: that tells an empty set from one that nobody assessed.
fn set_evidence<'r>(value: Option<&SetJson<'_>>) -> io::Result<Cell<'r>> {
    maybe_json(value.map(|it| &it.evidence))
}

fn step_evidence<'r>(value: Option<&StepJson<'_>>) -> io::Result<Cell<'r>> {
    maybe_json(value.map(|it| &it.evidence))
}

fn iso<'r>(node: &NodeJson<'r>, code: fn(&(String, String)) -> &String) -> Cell<'r> {
    maybe(node.place.as_ref().and_then(|place| place.iso).map(|iso| code(iso).as_str()))
}

fn g77<'r>(node: &NodeJson<'_>) -> Cell<'r> {
    node.place.as_ref().map_or(Cell::Empty, |place| Cell::Bool(place.g77))
}

fn regulator_model<'n, 'g>(node: &'n NodeJson<'g>) -> Option<&'n StepJson<'g>> {
    node.place.as_ref().and_then(|place| place.regulator_model.as_ref())
}

fn absences<'r>(node: &NodeJson<'_>) -> io::Result<Cell<'r>> {
    node.place.as_ref().map_or(Ok(Cell::Empty), |place| list_json(&place.absences))
}

/// The node and the provision of an end.
fn ends(end: &str) -> (&str, Option<&str>) {
    end.split_once('#').map_or((end, None), |(node, provision)| (node, Some(provision)))
}

fn mapping_strength<'r>(edge: &EdgeJson<'_>) -> Cell<'r> {
    let strength = edge.mapping.as_ref().and_then(|mapping| mapping.strength);
    strength.map_or(Cell::Empty, |strength| Cell::Number(f64::from(strength)))
}
