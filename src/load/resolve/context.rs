//! What resolving needs at hand: the names that exist, the places of values, the findings so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Label};
use crate::load::Places;
use crate::load::records::EvidenceRecord;
use crate::load::typo::is_certain;
use crate::model::{
    ConceptKind, Evidence, Id, NodeIx, Origin, PartialDate, SourceIx, TermSet, Vocabularies, Vocabulary,
};
use crate::source::{FileId, SourceFile};
use crate::syntax::Step;

/// A value of a record, as a path that costs nothing until somebody asks where it stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    file: FileId,
    parent: Option<&'p Place<'p>>,
    step: Option<Step<'p>>,
}

impl<'p> Place<'p> {
    /// A record: the whole file, or one row of it.
    pub(super) fn root(file: FileId, row: Option<usize>) -> Self {
        Self { file, parent: None, step: row.map(Step::Item) }
    }

    /// A field of the value here.
    pub(super) fn field(&'p self, name: &'p str) -> Self {
        Self { file: self.file, parent: Some(self), step: Some(Step::Field(name)) }
    }

    /// An item of the list here.
    pub(super) fn item(&'p self, position: usize) -> Self {
        Self { file: self.file, parent: Some(self), step: Some(Step::Item(position)) }
    }

    fn label(&self, places: &Places<'_>, text: &str) -> Label {
        let mut path = Vec::new();
        let mut place = Some(self);
        while let Some(at) = place {
            path.extend(at.step);
            place = at.parent;
        }
        path.reverse();
        Label { file: self.file, span: places.span(self.file, &path), text: text.to_owned() }
    }
}

/// The origin of a record, or of an item of one of its lists.
pub(super) fn origin(file: FileId, row: Option<usize>, item: Option<(&'static str, usize)>) -> Origin {
    let narrow = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
    Origin { file: file.0, record: row.map(narrow), item: item.map(|(list, at)| (list, narrow(at))) }
}

/// The names that exist and the findings so far.
pub(super) struct Context<'f> {
    places: &'f Places<'f>,
    pub(super) vocabularies: Vocabularies,
    /// Source ids, ascending.
    pub(super) sources: Vec<Id>,
    /// Concepts, ascending by id.
    pub(super) concepts: Vec<(Id, ConceptKind)>,
    /// Whether no source could be read at all, which is reported once.
    pub(super) sources_absent: bool,
    /// Node ids, ascending.
    pub(super) nodes: Vec<Id>,
    /// Names, aliases and ISO codes in lower case, for suggestions: records name ids only.
    pub(super) names: BTreeMap<String, Id>,
    /// Provision ids of each framework.
    pub(super) provisions: BTreeMap<NodeIx, Vec<String>>,
    /// Ids of records that are there but could not be read. That has been reported; naming them is no second mistake.
    unread: BTreeSet<String>,
    /// The findings so far: at most [`MAX_FINDINGS`].
    pub(super) out: Vec<Diagnostic>,
    /// How many names were compared to find near ones.
    compared: usize,
}

/// The most findings about what the records of a graph say together. Whoever has more puts these right first.
const MAX_FINDINGS: usize = 10_000;

/// How many names may be compared to find near ones: some seconds' worth.
const MAX_COMPARED: usize = 20_000_000;

impl<'f> Context<'f> {
    /// Nothing known yet; `found` is what is wrong with the texts themselves.
    pub(super) fn new(places: &'f Places<'f>, found: &[Diagnostic]) -> Self {
        Self {
            unread: found.iter().filter_map(|it| it.primary()).flat_map(|label| places.ids(label.file)).collect(),
            places,
            vocabularies: Vocabularies::default(),
            sources: Vec::new(),
            sources_absent: false,
            concepts: Vec::new(),
            nodes: Vec::new(),
            names: BTreeMap::new(),
            provisions: BTreeMap::new(),
            out: Vec::new(),
            compared: 0,
        }
    }

    /// Whether no more findings are told. The first of them that is not becomes a word that there are more.
    fn is_full(&mut self, rule: &'static str, at: &Place<'_>) -> bool {
        if self.out.len() == MAX_FINDINGS {
            let message = format!("only the first {MAX_FINDINGS} findings about what the records say are told");
            let label = at.label(self.places, "the next of them is here");
            self.out
                .push(Diagnostic::deny(rule, message).labelled(label).help("put right what is told and check again"));
        }
        self.out.len() >= MAX_FINDINGS
    }

    /// Reports that something at `at` keeps the data from meaning what it should.
    pub(super) fn deny(&mut self, rule: &'static str, message: String, at: &Place<'_>, label: &str, help: &str) {
        if self.is_full(rule, at) {
            return;
        }
        let label = at.label(self.places, label);
        let mut diagnostic = Diagnostic::deny(rule, message).labelled(label);
        if !help.is_empty() {
            diagnostic = diagnostic.help(help);
        }
        self.out.push(diagnostic);
    }

    /// Reports a name that is not among `known`, with the nearest that are. `rest` is what follows the name in the text.
    #[expect(clippy::too_many_arguments, reason = "one sentence has many parts")]
    pub(super) fn unknown<'k>(
        &mut self,
        rule: &'static str,
        what: &str,
        name: &str,
        rest: &str,
        at: &Place<'_>,
        known: impl Iterator<Item = &'k str>,
        otherwise: &str,
    ) {
        if self.unread.contains(name) || (rule == "source_unknown" && self.sources_absent) || self.is_full(rule, at) {
            return;
        }
        let known_as = self.names.get(&name.to_lowercase()).filter(|_| rule == "id_dangling");
        let known: Vec<&str> = if self.compared < MAX_COMPARED { known.collect() } else { Vec::new() };
        self.compared += known.len();
        let near = known_as.map(ToString::to_string).or_else(|| nearest(name, known.iter().copied()));
        let called = if rule == "tier_unknown" { "name" } else { "id" };
        let label = at.label(self.places, &format!("no {what} has this {called}"));
        let span = label.span;
        let mut diagnostic = Diagnostic::deny(rule, format!("unknown {what} `{name}`")).labelled(label);
        diagnostic = match near {
            Some(near) => diagnostic
                .help(format!("a similar one exists: `{near}`"))
                .suggest(at.file, span, format!("\"{near}{rest}\""))
                .safe(is_certain(name, &near, known.into_iter())),
            None => diagnostic.help(otherwise),
        };
        self.out.push(diagnostic);
    }

    /// Reports the second use of a name that must be unique.
    pub(super) fn duplicate(&mut self, what: &str, name: &str, at: &Place<'_>, first: &Place<'_>) {
        if self.is_full("id_duplicate", at) {
            return;
        }
        let second = at.label(self.places, "used again here");
        let first = first.label(self.places, "first used here");
        self.out.push(
            Diagnostic::deny("id_duplicate", format!("two records have the {what} `{name}`"))
                .labelled(second)
                .labelled(first)
                .help("give one of them another id, or delete it if both describe the same thing"),
        );
    }

    /// Reads an id.
    pub(super) fn id(&mut self, text: &str, at: &Place<'_>) -> Option<Id> {
        match Id::new(text) {
            Ok(id) => Some(id),
            Err(_) if self.is_full("id_invalid", at) => None,
            Err(error) => {
                let label = at.label(self.places, "not an id");
                let span = label.span;
                let mut diagnostic = Diagnostic::deny("id_invalid", format!("`{text}` is not an id: {error}"))
                    .labelled(label)
                    .help("ids are words of a-z and 0-9 joined by single hyphens, such as `sg-ai-verify`");
                if let Some(near) = Id::suggest(text) {
                    diagnostic = diagnostic.suggest(at.file, span, format!("\"{near}\""));
                }
                self.out.push(diagnostic);
                None
            }
        }
    }

    /// The name of a file, and the same without its ending.
    fn file_name(&self, file: FileId) -> (&'f str, &'f str) {
        let path = self.places.files().get(file).map_or("", SourceFile::path);
        let name = path.rsplit('/').next().unwrap_or(path);
        (name, name.strip_suffix(".ron").unwrap_or(name))
    }

    /// Takes the name of a file for the id of a record whose own id is wrong: that has been reported, and whoever names
    /// the record makes no second mistake.
    pub(super) fn known_by_file(&mut self, file: FileId) {
        self.unread.insert(self.file_name(file).1.to_owned());
    }

    /// Reports an id that differs from the name of its file.
    pub(super) fn expect_stem(&mut self, id: &Id, at: &Place<'_>) {
        let (name, stem) = self.file_name(at.file);
        if stem != id.as_str() {
            self.known_by_file(at.file);
            let or = if Id::new(stem).is_ok() { format!(", or the id to `{stem}`") } else { String::new() };
            let help = format!("rename the file to `{id}.ron`{or}");
            self.deny(
                "id_not_file_stem",
                format!("the id `{id}` differs from the file name `{name}`"),
                at,
                "this id",
                &help,
            );
        }
    }

    /// Finds a node by id.
    pub(super) fn node(&mut self, text: &str, at: &Place<'_>) -> Option<NodeIx> {
        self.node_before(text, "", at)
    }

    /// Finds a node by the id that stands before `rest`, such as a provision.
    pub(super) fn node_before(&mut self, text: &str, rest: &str, at: &Place<'_>) -> Option<NodeIx> {
        if let Ok(position) = self.nodes.binary_search_by(|id| id.as_str().cmp(text)) {
            return Some(NodeIx(u32::try_from(position).expect("fewer than 2^32 nodes")));
        }
        let nodes = std::mem::take(&mut self.nodes);
        let known = nodes.iter().map(Id::as_str);
        let otherwise = "add the record, or correct the id; `interlex list nodes` shows all ids";
        self.unknown("id_dangling", "node", text, rest, at, known, otherwise);
        self.nodes = nodes;
        None
    }

    /// Finds nodes by id; those that are not there are reported and left out.
    pub(super) fn node_list(&mut self, texts: &[String], at: &Place<'_>) -> Vec<NodeIx> {
        texts.iter().enumerate().filter_map(|(position, text)| self.node(text, &at.item(position))).collect()
    }

    /// Reads a date.
    pub(super) fn date(&mut self, text: Option<&String>, at: &Place<'_>) -> Option<PartialDate> {
        let text = text?;
        match text.parse() {
            Ok(date) => Some(date),
            Err(error) => {
                let error: crate::model::DateError = error;
                let help = match shape(text).as_str() {
                    "" => "leave an unknown date out",
                    "9999-99" | "9999-99-99" => {
                        "months go from 01 to 12, and this month may have fewer days; a year alone is fine"
                    }
                    _ => "the year comes first, in figures; the precision you know is enough: a year alone is fine",
                };
                self.deny("date_invalid", error.to_string(), at, "not a date of the calendar", help);
                None
            }
        }
    }

    /// Finds terms of a vocabulary; those that are not there are reported and left out.
    pub(super) fn terms(
        &mut self,
        what: &str,
        texts: &[String],
        at: &Place<'_>,
        which: fn(&Vocabularies) -> &Vocabulary,
    ) -> TermSet {
        let mut set = TermSet::EMPTY;
        for (position, text) in texts.iter().enumerate() {
            if let Some(term) = which(&self.vocabularies).find(text) {
                set = set.union(term);
            } else {
                let vocabularies = std::mem::take(&mut self.vocabularies);
                let known = which(&vocabularies).terms().iter().map(|term| term.id.as_str());
                let otherwise = format!("use a term of graph/vocabulary/, or define a new {what} there");
                self.unknown("term_unknown", what, text, "", &at.item(position), known, &otherwise);
                self.vocabularies = vocabularies;
            }
        }
        set
    }

    /// Finds one trait; if it is not there that is reported, and the set is empty.
    pub(super) fn one_trait(&mut self, text: &str, at: &Place<'_>) -> TermSet {
        let found = self.vocabularies.traits.find(text);
        if found.is_none() {
            let vocabularies = std::mem::take(&mut self.vocabularies);
            let known = vocabularies.traits.terms().iter().map(|term| term.id.as_str());
            self.unknown("term_unknown", "trait", text, "", at, known, "`interlex list traits` shows all");
            self.vocabularies = vocabularies;
        }
        found.unwrap_or_default()
    }

    /// Finds concepts; those that are not there are reported and left out.
    pub(super) fn concept_list(&mut self, texts: &[String], at: &Place<'_>) -> Vec<Id> {
        let concepts = std::mem::take(&mut self.concepts);
        let mut found = Vec::with_capacity(texts.len());
        for (position, text) in texts.iter().enumerate() {
            if let Ok(known) = concepts.binary_search_by(|(id, _)| id.as_str().cmp(text)) {
                found.push(concepts[known].0.clone());
            } else {
                let known = concepts.iter().map(|(id, _)| id.as_str());
                let otherwise = "add it to graph/concepts/, or correct the id";
                self.unknown("concept_unknown", "concept", text, "", &at.item(position), known, otherwise);
            }
        }
        self.concepts = concepts;
        found
    }

    /// Finds a concept of one kind; one that is not there or of another kind is reported.
    pub(super) fn concept_of(&mut self, kind: ConceptKind, text: &str, at: &Place<'_>) -> Option<Id> {
        let concepts = std::mem::take(&mut self.concepts);
        let found = concepts.binary_search_by(|(id, _)| id.as_str().cmp(text)).ok().map(|known| &concepts[known]);
        let what = kind.label().to_lowercase();
        match found {
            Some((_, other)) if *other != kind => {
                let message = format!("`{text}` is no {what} but a {}", other.label().to_lowercase());
                let help = format!(
                    "name a concept of kind `{kind:?}`; `interlex list concepts --type {}` shows all",
                    kind.as_str()
                );
                self.deny("concept_unknown", message, at, "of another kind", &help);
            }
            Some(_) => {}
            None => {
                let known = concepts.iter().filter(|(_, of)| *of == kind).map(|(id, _)| id.as_str());
                let otherwise = "add it to graph/concepts/, or correct the id";
                self.unknown("concept_unknown", &what, text, "", at, known, otherwise);
            }
        }
        let found = found.filter(|(_, of)| *of == kind).map(|(id, _)| id.clone());
        self.concepts = concepts;
        found
    }

    /// Resolves evidence; entries with an unknown source are reported and left out.
    pub(super) fn evidence(&mut self, records: &[EvidenceRecord], at: &Place<'_>) -> Vec<Evidence> {
        let mut evidence = Vec::with_capacity(records.len());
        for (position, record) in records.iter().enumerate() {
            let Ok(source) = self.sources.binary_search_by(|id| id.as_str().cmp(&record.source)) else {
                let item = at.item(position);
                let sources = std::mem::take(&mut self.sources);
                let known = sources.iter().map(Id::as_str);
                let otherwise = "add the document to graph/sources.ron";
                self.unknown("source_unknown", "source", &record.source, "", &item.field("source"), known, otherwise);
                self.sources = sources;
                continue;
            };
            evidence.push(Evidence {
                source: SourceIx(u32::try_from(source).expect("fewer than 2^32 sources")),
                at: record.at.clone(),
                find: record.find.clone(),
                basis: record.basis,
            });
        }
        evidence
    }
}

/// A text with a 9 for each figure.
fn shape(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect()
}

/// The known name nearest to `name`, if one is near enough to be meant.
fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    known
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(score, _)| *score >= 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate.to_owned())
}
