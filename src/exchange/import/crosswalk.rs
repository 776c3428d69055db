//! Mappings in the making: what every importer of mappings does with the frameworks, provisions and sources it meets.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Imported, Loss, Place, Record, Value, write};
use crate::model::{FrameworkKind, Id, Layer, MappingRationale, ReferenceMechanism, Relation, SetRelation};
use crate::source::{FileId, Files, SourceFile, Span};

/// What stands for a mapping of which a file does not say how it came about: a crosswalk that one side made alone.
pub(super) const CROSSWALK: Relation = Relation::Reference(ReferenceMechanism::Benchmark);

/// How much of a value a loss shows, in characters.
const SHOWN: usize = 200;

/// What of a file is the whole graph's.
#[derive(Debug, Default)]
pub(super) struct About {
    pub title: String,
    pub version: String,
    /// The day the file speaks of; the latest day of a mapping stands for it where there is none.
    pub as_of: Option<Date>,
    pub licence: String,
    pub notes: Vec<String>,
    /// Who published the file.
    pub issuer: String,
    /// Where it is published.
    pub url: String,
}

/// A framework by its place in [`Crosswalks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FrameworkAt(usize);

/// One end of a mapping: a framework, and the id of a provision of it.
pub(super) type EndAt = (FrameworkAt, Option<String>);

/// A mapping that was read.
#[derive(Debug, Clone)]
pub(super) struct MappingDraft {
    pub from: EndAt,
    pub to: EndAt,
    pub relation: Relation,
    pub set: Option<SetRelation>,
    pub strength: Option<u8>,
    pub rationale: Option<MappingRationale>,
    pub layers: Vec<Layer>,
    pub since: Option<String>,
    pub until: Option<String>,
    pub claim: String,
    pub note: Vec<String>,
    /// Addresses of what it rests on, each with the place in it; empty: the file itself.
    pub evidence: Vec<(String, Option<String>)>,
    pub place: Place,
}

#[derive(Debug)]
struct FrameworkDraft {
    id: String,
    name: String,
    place: Place,
    notes: Vec<String>,
    /// Ids by what the file calls them.
    known: BTreeMap<String, usize>,
    taken: BTreeSet<String>,
    /// Ids, titles, whether the title was only made up from the id, and places.
    provisions: Vec<(String, String, bool, Place)>,
    links: Vec<Value>,
    layers: BTreeSet<Layer>,
}

/// A graph of mappings in the making.
#[derive(Debug)]
pub(super) struct Crosswalks {
    pub about: About,
    pub file: FileId,
    inputs: Files,
    kind: FrameworkKind,
    frameworks: Vec<FrameworkDraft>,
    by_key: BTreeMap<String, FrameworkAt>,
    taken: BTreeSet<String>,
    /// Ids and titles of sources by their address, in the order met.
    sources: Vec<(String, String, String, Option<String>)>,
    by_address: BTreeMap<String, usize>,
    taken_sources: BTreeSet<String>,
    seen: BTreeMap<(EndAt, EndAt, Relation, Option<SetRelation>), String>,
    losses: BTreeMap<(FileId, LostValue), Lost>,
    latest: Option<Date>,
}

/// What is lost, apart from where.
type LostValue = (String, String, String, Option<String>);

#[derive(Debug)]
struct Lost {
    first: usize,
    count: usize,
}

impl Crosswalks {
    /// Nothing read of `file` yet; frameworks that it names are of this kind.
    pub fn new(file: SourceFile, kind: FrameworkKind) -> Self {
        let mut inputs = Files::new();
        let about = About { title: file.path().to_owned(), version: "0".to_owned(), ..About::default() };
        let file = inputs.push(file);
        Self {
            about,
            file,
            inputs,
            kind,
            frameworks: Vec::new(),
            by_key: BTreeMap::new(),
            taken: BTreeSet::new(),
            sources: Vec::new(),
            by_address: BTreeMap::new(),
            taken_sources: BTreeSet::new(),
            seen: BTreeMap::new(),
            losses: BTreeMap::new(),
            latest: None,
        }
    }

    /// Another file that belongs to it.
    pub fn also(&mut self, file: SourceFile) -> FileId {
        self.inputs.push(file)
    }

    /// A place in the file.
    pub fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    /// The framework that the file calls `key`, made from a wish for its id and its name if it is new. A name that was not
    /// known before is kept.
    pub fn framework(&mut self, key: &str, wish: &str, name: Option<&str>, place: Place) -> FrameworkAt {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        if let Some(at) = self.by_key.get(key).copied() {
            let known = &mut self.frameworks[at.0];
            if let (Some(name), true) = (name, known.name == known.id || known.name == wish) {
                name.clone_into(&mut known.name);
            }
            return at;
        }
        let id = fresh(wish, "framework", &mut self.taken);
        if id != wish {
            self.lose(place, "identifier", wish, "ids are words of a-z and 0-9", Some(&format!("the id {id}")));
        }
        let at = FrameworkAt(self.frameworks.len());
        self.frameworks.push(FrameworkDraft {
            name: name.unwrap_or(if wish.trim().is_empty() { &id } else { wish }).to_owned(),
            id,
            place,
            notes: Vec::new(),
            known: BTreeMap::new(),
            taken: BTreeSet::new(),
            provisions: Vec::new(),
            links: Vec::new(),
            layers: BTreeSet::new(),
        });
        self.by_key.insert(key.to_owned(), at);
        at
    }

    /// A remark on a framework.
    pub fn remark(&mut self, at: FrameworkAt, note: String) {
        let notes = &mut self.frameworks[at.0].notes;
        if !notes.contains(&note) {
            notes.push(note);
        }
    }

    /// The id of the provision that the file calls `key`, made from a wish if it is new.
    pub fn provision(&mut self, of: FrameworkAt, key: &str, wish: &str, title: Option<&str>, place: Place) -> String {
        let title = title.filter(|title| !title.trim().is_empty());
        let framework = &mut self.frameworks[of.0];
        if let Some(known) = framework.known.get(key).copied() {
            let (id, kept, made_up, _) = &mut framework.provisions[known];
            let id = id.clone();
            if let Some(title) = title {
                let told = title_beside(title, wish, &id);
                if *made_up {
                    (*kept, *made_up) = (told, false);
                } else if *kept != told {
                    self.lose(place, "label", title, "the provision has another title already", None);
                }
            }
            return id;
        }
        let id = fresh(wish, "provision", &mut framework.taken);
        framework.known.insert(key.to_owned(), framework.provisions.len());
        let told = title.map_or_else(|| wish.to_owned(), |title| title_beside(title, wish, &id));
        framework.provisions.push((id.clone(), told, title.is_none(), place));
        if id != wish {
            let kept = format!("the id {id}, and the identifier in the title");
            self.lose(place, "identifier", wish, "ids are words of a-z and 0-9", Some(&kept));
        }
        id
    }

    /// The id of the source at an address.
    pub fn source(&mut self, address: &str, title: Option<&str>) -> String {
        if let Some(known) = self.by_address.get(address) {
            return self.sources[*known].0.clone();
        }
        let short = address.split_once("://").map_or(address, |(_, rest)| rest).trim_start_matches("www.");
        let id = fresh(short, "source", &mut self.taken_sources);
        self.by_address.insert(address.to_owned(), self.sources.len());
        self.sources.push((id.clone(), title.unwrap_or(address).to_owned(), address.to_owned(), None));
        id
    }

    /// Something that the graph does not have. What is lost the same way several times is told once, with how often.
    pub fn lose(&mut self, place: Place, field: &str, value: &str, reason: &str, kept_as: Option<&str>) {
        let shown = if value.chars().count() > SHOWN {
            value.chars().take(SHOWN).chain(['…']).collect()
        } else {
            value.to_owned()
        };
        let key = (field.to_owned(), shown, reason.to_owned(), kept_as.map(str::to_owned));
        let at = place.span.start;
        let lost = self.losses.entry((place.file, key)).or_insert(Lost { first: at, count: 0 });
        lost.count += 1;
    }

    /// Adds a mapping. The same mapping again adds nothing, and is a loss.
    pub fn link(&mut self, mapping: MappingDraft) {
        let MappingDraft { from, to, relation, set, .. } = &mapping;
        let relation_name = format!("{relation:?}");
        let record = self.link_record(&mapping, relation_name);
        let facts = format!("{:?} {:?} {} {:?}", mapping.strength, mapping.rationale, mapping.claim, mapping.evidence);
        let key = (from.clone(), to.clone(), *relation, *set);
        if let Some(first) = self.seen.get(&key) {
            let same = *first == facts;
            let ends = [from, to].map(|end| self.end_name(end)).join(" – ");
            let reason = if same { "stated twice" } else { "stated before, with other details" };
            self.lose(mapping.place, "mapping", &ends, reason, Some("the mapping stated first"));
            return;
        }
        self.seen.insert(key, facts);
        for (at, _) in [from, to] {
            let layers = &mut self.frameworks[at.0].layers;
            if mapping.layers.is_empty() {
                layers.extend(Layer::ALL);
            } else {
                layers.extend(mapping.layers.iter().copied());
            }
        }
        let day = mapping.since.as_deref().and_then(|since| since.parse().ok());
        self.latest = self.latest.max(day);
        self.frameworks[from.0.0].links.push(Value::from(record).at(mapping.place));
    }

    /// A framework or provision as the records name it.
    pub fn end_name(&self, (framework, provision): &EndAt) -> String {
        let id = &self.frameworks[framework.0].id;
        provision.as_ref().map_or_else(|| id.clone(), |provision| format!("{id}#{provision}"))
    }

    fn link_record(&mut self, mapping: &MappingDraft, relation: String) -> Record {
        let to = self.end_name(&mapping.to);
        let layers: &[Layer] = if mapping.layers.is_empty() { &Layer::ALL } else { &mapping.layers };
        let mut evidence: Vec<Value> = Vec::new();
        for (address, at) in &mapping.evidence {
            evidence.push(self.evidence(address, at.as_deref()));
        }
        if evidence.is_empty() {
            let address = self.about.url.clone();
            let line = self.line(mapping.place);
            evidence.push(self.evidence(&address, Some(&format!("line {line}"))));
        }
        let set = mapping.set.map(|set| {
            let rationale = mapping.rationale.map(|rationale| Value::variant(format!("{rationale:?}")));
            let strength = mapping.strength.map(|strength| Value::number(i64::from(strength)));
            let record = Record::new().with("set", Value::variant(format!("{set:?}")));
            Value::from(record.maybe("strength", strength).maybe("rationale", rationale))
        });
        let text = |text: &Option<String>| text.as_deref().map(Value::text);
        let note = (!mapping.note.is_empty()).then(|| Value::text(mapping.note.join("\n")));
        Record::new()
            .with("relation", Value::variant(relation))
            .maybe("from", mapping.from.1.as_ref().map(|own| Value::text(format!("#{own}"))))
            .with("to", Value::text(to))
            .with("layers", Value::list(layers.iter().map(|layer| Value::variant(format!("{layer:?}")))))
            .maybe("since", text(&mapping.since))
            .maybe("until", text(&mapping.until))
            .with("claim", Value::text(mapping.claim.clone()))
            .maybe("mapping", set)
            .with("evidence", Value::list(evidence))
            .maybe("note", note)
    }

    fn evidence(&mut self, address: &str, at: Option<&str>) -> Value {
        let title = (address == self.about.url).then(|| self.about.title.clone());
        let source = self.source(address, title.as_deref());
        Record::new()
            .with("source", Value::text(source))
            .maybe("at", at.map(Value::text))
            .with("basis", Value::variant("Stated"))
            .into()
    }

    fn line(&self, place: Place) -> usize {
        self.inputs.get(place.file).map_or(0, |file| file.position(place.span.start).line)
    }

    /// The files of the graph. `day` is the day it is about where the file names none.
    pub fn finish(mut self, day: Date) -> Imported {
        let url = self.about.url.clone();
        let own = self.evidence(&url, None);
        let mut texts = vec![("graph.ron".to_owned(), write(&self.graph_record(day)))];
        for framework in std::mem::take(&mut self.frameworks) {
            let path = format!("frameworks/imported/{}.ron", framework.id);
            texts.push((path, write(&framework_record(framework, self.kind, own.clone()))));
        }
        texts.push(("sources.ron".to_owned(), write(&self.source_records())));
        texts.sort_by(|a, b| a.0.cmp(&b.0));
        let losses = self.told_losses();
        Imported { inputs: self.inputs, texts, losses }
    }

    fn graph_record(&self, day: Date) -> Value {
        let about = &self.about;
        let as_of = about.as_of.max(self.latest).unwrap_or(day);
        Record::named("Graph")
            .with("title", Value::text(about.title.clone()))
            .with("version", Value::text(about.version.clone()))
            .with("as_of", Value::text(as_of.to_string()))
            .with("licence", Value::text(about.licence.clone()))
            .maybe("notes", Some(Value::list(about.notes.iter().map(Value::text))))
            .into()
    }

    fn source_records(&mut self) -> Value {
        let about = &self.about;
        self.sources.sort();
        let sources = self.sources.iter().map(|(id, title, address, _)| {
            let own = *address == about.url;
            let issuer = if own && !about.issuer.is_empty() { &about.issuer } else { "not stated" };
            let note = if own { "The imported file." } else { "Named in an imported file." };
            let url = if address.is_empty() { "not stated" } else { address };
            let record = Record::named("Source")
                .with("id", Value::text(id))
                .with("title", Value::text(title))
                .with("issuer", Value::text(issuer))
                .with("url", Value::text(url))
                .with("note", Value::text(note));
            Value::from(record)
        });
        Value::list(sources.collect::<Vec<_>>())
    }

    fn told_losses(&mut self) -> Vec<Loss> {
        let mut lost: Vec<_> = std::mem::take(&mut self.losses).into_iter().collect();
        lost.sort_by(|((file, value), a), ((other_file, other), b)| {
            (file, a.first, value).cmp(&(other_file, b.first, other))
        });
        lost.into_iter()
            .filter_map(|((file, (field, value, reason, kept_as)), Lost { first, count })| {
                let file = self.inputs.get(file)?;
                let position = file.position(first);
                Some(Loss {
                    file: file.path().to_owned(),
                    line: Some(position.line),
                    column: Some(position.column),
                    item: if count > 1 { format!("{count} times") } else { String::new() },
                    field,
                    value,
                    reason,
                    kept_as,
                })
            })
            .collect()
    }
}

fn framework_record(framework: FrameworkDraft, kind: FrameworkKind, own: Value) -> Value {
    let FrameworkDraft { id, name, place, mut notes, provisions, links, layers, .. } = framework;
    notes.push("Imported: the file does not tell its kind, status and layers, so those here stand for unknown ones.".to_owned());
    let layers = if layers.is_empty() { Layer::ALL.to_vec() } else { layers.into_iter().collect() };
    let provisions = provisions.into_iter().map(|(id, title, _, place)| {
        Value::from(Record::new().with("id", Value::text(id)).with("title", Value::text(title))).at(place)
    });
    let record = Record::named("Framework")
        .with("id", Value::text(id).at(place))
        .with("name", Value::text(name))
        .with("kind", Value::variant(format!("{kind:?}")))
        .with("layers", Value::list(layers.iter().map(|layer| Value::variant(format!("{layer:?}")))))
        .with("status", Value::variant("Published"))
        .maybe("provisions", Some(Value::list(provisions.collect::<Vec<_>>())))
        .maybe("links", Some(Value::list(links)))
        .with("evidence", Value::list([own]))
        .with("notes", Value::list(notes.iter().map(Value::text)));
    Value::from(record).at(place)
}

/// The title of a provision whose identifier could not be its id: the identifier comes first.
fn title_beside(title: &str, identifier: &str, id: &str) -> String {
    if identifier == id || title == identifier { title.to_owned() } else { format!("{identifier}: {title}") }
}

/// An id near a wish that is not taken yet; `what` with a number where nothing of the wish can stand in an id.
fn fresh(wish: &str, what: &str, taken: &mut BTreeSet<String>) -> String {
    let words: String = wish.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut id = words.split_whitespace().collect::<Vec<_>>().join("-");
    // Room for a number behind it.
    id.truncate(Id::MAX_LENGTH - 8);
    let id = match id.trim_end_matches('-') {
        "" => what.to_owned(),
        id => id.to_owned(),
    };
    let plain = if wish == id || Id::new(wish).is_err() { id } else { wish.to_owned() };
    if taken.insert(plain.clone()) {
        return plain;
    }
    let stem = &plain[..plain.len().min(Id::MAX_LENGTH - 8)];
    let mut number = 2;
    loop {
        let numbered = format!("{}-{number}", stem.trim_end_matches('-'));
        if taken.insert(numbered.clone()) {
            return numbered;
        }
        number += 1;
    }
}
