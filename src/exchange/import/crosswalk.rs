//! Mappings in the making: what every importer of mappings does with the frameworks, provisions and sources it meets.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::{
    About, Folder, Ids, ImportError, Imported, Losses, MAX_LINKS, MAX_NODES, Options, Place, Record, Value,
    imported_source,
};
use crate::model::{FrameworkKind, Layer, MappingRationale, ReferenceMechanism, Relation, SetRelation};
use crate::source::{FileId, Files, SourceFile, Span};

/// What stands for a mapping of which a file does not say how it came about: a crosswalk that one side made alone.
pub(super) const CROSSWALK: Relation = Relation::Reference(ReferenceMechanism::Benchmark);

/// What of a file is the whole graph's, as far as the file says it.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub title: Option<String>,
    pub version: Option<String>,
    pub as_of: Option<Date>,
    pub licence: Option<String>,
    pub notes: Vec<String>,
    /// Who published the file.
    pub issuer: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
}

/// A framework by its place in [`Crosswalks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FrameworkAt(usize);

/// One end of a mapping: a framework, and the id of a provision of it.
pub(super) type EndAt = (FrameworkAt, Option<String>);

/// That a file states something between two provisions that the graph cannot say. It is lost by then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unsayable;

/// A mapping that was read.
#[derive(Debug, Clone)]
pub(super) struct MappingDraft {
    pub from: EndAt,
    pub to: EndAt,
    pub relation: Relation,
    pub set: Option<SetRelation>,
    pub strength: Option<u8>,
    pub rationale: Option<MappingRationale>,
    /// Empty where the file says none: all.
    pub layers: Vec<Layer>,
    pub since: Option<String>,
    pub until: Option<String>,
    pub claim: String,
    pub note: Vec<String>,
    /// What it rests on; empty: the file itself.
    pub evidence: Vec<Cited>,
    pub place: Place,
}

/// A document that a file names as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cited {
    pub address: String,
    pub title: Option<String>,
    pub at: Option<String>,
}

#[derive(Debug)]
struct FrameworkDraft {
    id: String,
    name: String,
    /// Whether the name was only made up from what the file calls it.
    made_up: bool,
    place: Place,
    notes: Vec<String>,
    ids: Ids,
    known: HashMap<String, usize>,
    provisions: Vec<ProvisionDraft>,
    links: Vec<Value>,
    layers: BTreeSet<Layer>,
}

#[derive(Debug)]
struct ProvisionDraft {
    id: String,
    title: String,
    made_up: bool,
    place: Place,
}

/// A graph of mappings in the making.
#[derive(Debug)]
pub(super) struct Crosswalks<'o> {
    pub told: Told,
    /// The file with the mappings.
    pub file: FileId,
    pub files: Files,
    pub losses: Losses,
    pub assumptions: Vec<String>,
    options: &'o Options,
    kind: FrameworkKind,
    ids: Ids,
    frameworks: Vec<FrameworkDraft>,
    by_key: HashMap<String, FrameworkAt>,
    own: String,
    source_ids: Ids,
    sources: Vec<(String, Cited)>,
    latest: Option<Date>,
    provisions: usize,
    links: usize,
    /// What there is more of than can be imported, and where that begins.
    too_many: Option<(Place, usize, &'static str)>,
}

impl<'o> Crosswalks<'o> {
    /// Nothing read of the first of `files` yet; frameworks that it names are of this kind.
    pub fn new(files: Files, options: &'o Options, kind: FrameworkKind) -> Self {
        let first = files.iter().next().map(|(id, file)| (id, file.path().to_owned()));
        let (file, path) = first.unwrap_or((FileId(0), String::new()));
        let mut source_ids = Ids::default();
        let own = source_ids.make(&imported_source(&path, options).0).to_owned();
        Self {
            told: Told::default(),
            file,
            files,
            losses: Losses::default(),
            assumptions: Vec::new(),
            options,
            kind,
            ids: Ids::new(options.base.as_ref(), std::iter::empty()),
            frameworks: Vec::new(),
            by_key: HashMap::new(),
            own,
            source_ids,
            sources: Vec::new(),
            latest: None,
            provisions: 0,
            links: 0,
            too_many: None,
        }
    }

    /// The file with the mappings.
    pub fn input(&self) -> Option<&SourceFile> {
        self.files.get(self.file)
    }

    /// A place in the file with the mappings.
    pub fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    /// Something of the file that the graph does not have, and what stands for it.
    pub fn lose(&mut self, place: Place, about: (&str, &str), value: &str, reason: &str, kept_as: Option<&str>) {
        self.losses.push(&self.files, place, about, value, reason).kept_as = kept_as.map(str::to_owned);
    }

    /// Whether there is room for one more. Once there is not, nothing is kept any more and [`Self::finish`] says so.
    fn has_room(&mut self, count: usize, most: usize, what: &'static str, place: Place) -> bool {
        if count >= most {
            self.too_many.get_or_insert((place, most, what));
        }
        self.too_many.is_none()
    }

    /// The framework that the file calls `key`, made from a wish for its id if it is new. A name counts if there was none.
    pub fn framework(&mut self, key: &str, wish: &str, name: Option<&str>, place: Place) -> FrameworkAt {
        let name = name.filter(|name| !name.trim().is_empty());
        if let Some(at) = self.by_key.get(key).copied() {
            let known = &mut self.frameworks[at.0];
            if let Some(name) = name.filter(|_| known.made_up) {
                name.clone_into(&mut known.name);
                known.made_up = false;
            }
            return at;
        }
        if !self.has_room(self.frameworks.len(), MAX_NODES, "frameworks", place) && !self.frameworks.is_empty() {
            return FrameworkAt(0);
        }
        // Two frameworks may wish for one id: each keeps its own, found by its key.
        let taken = |ids: &Ids| ids.get(wish).is_some();
        let id = if taken(&self.ids) { self.ids.make(key) } else { self.ids.make(wish) }.to_owned();
        if self.options.base.is_none() && id != wish {
            let kept = format!("the id {id}");
            self.lose(place, (wish, "identifier"), wish, "ids are words of a-z and 0-9", Some(&kept));
        }
        let at = FrameworkAt(self.frameworks.len());
        self.frameworks.push(FrameworkDraft {
            name: name.unwrap_or(if wish.trim().is_empty() { &id } else { wish }).to_owned(),
            id,
            made_up: name.is_none(),
            place,
            notes: Vec::new(),
            ids: Ids::default(),
            known: HashMap::new(),
            provisions: Vec::new(),
            links: Vec::new(),
            layers: BTreeSet::new(),
        });
        self.by_key.insert(key.to_owned(), at);
        at
    }

    /// A remark on a framework.
    pub fn remark(&mut self, at: FrameworkAt, note: &str) {
        let notes = &mut self.frameworks[at.0].notes;
        if !notes.iter().any(|known| known == note) {
            notes.push(note.to_owned());
        }
    }

    /// The id of the provision that the file calls `key`, made from a wish if it is new.
    pub fn provision(&mut self, of: FrameworkAt, key: &str, wish: &str, title: Option<&str>, place: Place) -> String {
        let title = title.filter(|title| !title.trim().is_empty());
        let framework = &mut self.frameworks[of.0];
        if let Some(known) = framework.known.get(key).copied() {
            let known = &mut framework.provisions[known];
            let id = known.id.clone();
            if let Some(title) = title {
                let told = title_beside(title, wish, &id);
                if known.made_up {
                    (known.title, known.made_up) = (told, false);
                } else if known.title != told {
                    self.lose(place, (wish, "label"), title, "the provision has another title already", None);
                }
            }
            return id;
        }
        if !self.has_room(self.provisions, MAX_LINKS, "provisions", place) {
            return String::new();
        }
        self.provisions += 1;
        let framework = &mut self.frameworks[of.0];
        let taken = framework.ids.get(wish).is_some();
        let id = if taken { framework.ids.make(key) } else { framework.ids.make(wish) }.to_owned();
        framework.known.insert(key.to_owned(), framework.provisions.len());
        framework.provisions.push(ProvisionDraft {
            title: title.map_or_else(|| wish.to_owned(), |title| title_beside(title, wish, &id)),
            id: id.clone(),
            made_up: title.is_none(),
            place,
        });
        if id != wish {
            let kept = format!("the id {id}, and as written in the title");
            self.lose(place, (wish, "identifier"), wish, "ids are words of a-z and 0-9", Some(&kept));
        }
        id
    }

    /// Adds a mapping. The checks find one that is there twice.
    pub fn link(&mut self, mapping: &MappingDraft) {
        let MappingDraft { from, to, place, .. } = mapping;
        if !self.has_room(self.links, MAX_LINKS, "links", *place) {
            return;
        }
        self.links += 1;
        let layers: &[Layer] = if mapping.layers.is_empty() { &Layer::ALL } else { &mapping.layers };
        for (at, _) in [from, to] {
            self.frameworks[at.0].layers.extend(layers);
        }
        let day = mapping.since.as_deref().and_then(|since| since.parse().ok());
        self.latest = self.latest.max(day);
        let record = self.link_record(mapping, layers);
        self.frameworks[from.0.0].links.push(Value::from(record).at(*place));
    }

    /// A framework or provision as the records name it.
    fn end_name(&self, (framework, provision): &EndAt) -> String {
        let id = &self.frameworks[framework.0].id;
        provision.as_ref().map_or_else(|| id.clone(), |provision| format!("{id}#{provision}"))
    }

    fn link_record(&mut self, mapping: &MappingDraft, layers: &[Layer]) -> Record {
        let to = self.end_name(&mapping.to);
        let mut evidence: Vec<Value> = mapping.evidence.iter().map(|cited| self.evidence(cited)).collect();
        if evidence.is_empty() {
            let line =
                self.files.get(mapping.place.file).map_or(0, |file| file.position(mapping.place.span.start).line);
            evidence.push(stated(&self.own, Some(&format!("line {line}"))));
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
            .with("relation", Value::variant(format!("{:?}", mapping.relation)))
            .maybe("from", mapping.from.1.as_ref().map(|own| Value::text(format!("#{own}"))))
            .with("to", Value::text(to))
            .with("layers", variants(layers))
            .maybe("since", text(&mapping.since))
            .maybe("until", text(&mapping.until))
            .with("claim", Value::text(mapping.claim.clone()))
            .maybe("mapping", set)
            .with("evidence", Value::list(evidence))
            .maybe("note", note)
    }

    fn evidence(&mut self, cited: &Cited) -> Value {
        if self.told.url.as_deref() == Some(&cited.address) {
            return stated(&self.own, cited.at.as_deref());
        }
        let known = self.source_ids.get(&cited.address).map(str::to_owned);
        let id = known.unwrap_or_else(|| {
            let id = self.source_ids.make(&cited.address).to_owned();
            self.sources.push((id.clone(), cited.clone()));
            id
        });
        stated(&id, cited.at.as_deref())
    }

    /// The files of the graph.
    pub fn finish(mut self) -> Result<Imported, ImportError> {
        if let Some((place, most, what)) = self.too_many {
            let message =
                format!("more than {most} {what} are not imported at once; split the mappings into several files");
            return Err(ImportError::malformed(&self.files, place, message));
        }
        let path = self.input().map(|file| file.path().to_owned()).unwrap_or_default();
        let mut folder = Folder::default();
        if !self.frameworks.is_empty() {
            folder.source(self.own_source(&path));
        }
        self.sources.sort_by(|a, b| a.0.cmp(&b.0));
        for (id, cited) in &self.sources {
            folder.source(source_record(id, cited));
        }
        for framework in std::mem::take(&mut self.frameworks) {
            folder.count_links(framework.links.len());
            let id = framework.id.clone();
            folder.framework(&id, framework_record(framework, self.kind, stated(&self.own, None)));
        }
        self.assumptions.push(format!(
            "the file does not tell what sort of texts it maps; each is a {} that is published",
            self.kind.label().to_lowercase()
        ));
        let told = std::mem::take(&mut self.told);
        let about = About {
            title: told.title.map(Value::text),
            version: told.version.map(Value::text),
            as_of: told.as_of.max(self.latest).map(|day| Value::text(day.to_string())),
            licence: told.licence.map(Value::text),
            notes: (!told.notes.is_empty()).then(|| Value::list(told.notes.iter().map(Value::text))),
        };
        let (texts, counts) = folder.finish(&path, about, self.options, &mut self.assumptions)?;
        let Self { files, losses, assumptions, .. } = self;
        Ok(Imported { inputs: files, texts, losses: losses.sorted()?, assumptions, counts, ..Imported::default() })
    }

    fn own_source(&self, path: &str) -> Record {
        let told = &self.told;
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let issuer = self.options.issuer.as_deref().or(told.issuer.as_deref()).unwrap_or("not recorded");
        Record::named("Source")
            .with("id", Value::text(self.own.clone()))
            .with("title", Value::text(told.title.as_deref().unwrap_or(name)))
            .with("issuer", Value::text(issuer))
            .with("url", Value::text(self.options.url.as_deref().or(told.url.as_deref()).unwrap_or_default()))
            .with("kind", Value::variant("DataSet"))
            .with("note", Value::text("The file that the data were imported from"))
    }
}

fn source_record(id: &str, cited: &Cited) -> Record {
    let host = cited.address.split_once("://").and_then(|(_, rest)| rest.split('/').next());
    Record::named("Source")
        .with("id", Value::text(id))
        .with("title", Value::text(cited.title.as_deref().unwrap_or(&cited.address)))
        .with("issuer", Value::text(host.filter(|host| !host.is_empty()).unwrap_or("not recorded")))
        .with("url", Value::text(cited.address.clone()))
        .with("note", Value::text("Named in an imported file; the issuer is the owner of the address"))
}

fn framework_record(framework: FrameworkDraft, kind: FrameworkKind, own: Value) -> Record {
    let FrameworkDraft { id, name, place, notes, provisions, links, layers, .. } = framework;
    let layers = if layers.is_empty() { Layer::ALL.to_vec() } else { layers.into_iter().collect() };
    let provisions = provisions.into_iter().map(|it| {
        Value::from(Record::new().with("id", Value::text(it.id)).with("title", Value::text(it.title))).at(it.place)
    });
    Record::named("Framework")
        .with("id", Value::text(id).at(place))
        .with("name", Value::text(name).at(place))
        .with("kind", Value::variant(format!("{kind:?}")))
        .with("layers", variants(&layers))
        .with("status", Value::variant("Published"))
        .maybe("provisions", Some(Value::list(provisions)))
        .maybe("links", Some(Value::list(links)))
        .with("evidence", Value::list([own]))
        .maybe("notes", Some(Value::list(notes.into_iter().map(Value::text))))
}

fn variants(layers: &[Layer]) -> Value {
    Value::list(layers.iter().map(|layer| Value::variant(format!("{layer:?}"))))
}

fn stated(source: &str, at: Option<&str>) -> Value {
    let record = Record::new().with("source", Value::text(source)).maybe("at", at.map(Value::text));
    record.with("basis", Value::variant("Stated")).into()
}

/// The title of a provision whose identifier could not be its id: the identifier comes first.
fn title_beside(title: &str, identifier: &str, id: &str) -> String {
    if identifier == id || title == identifier { title.to_owned() } else { format!("{identifier}: {title}") }
}

/// A text as a claim: on one line. Says whether that changed it.
pub(super) fn one_line(text: &str) -> (String, bool) {
    let broken = text.contains(['\n', '\r']);
    let line = if broken { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.to_owned() };
    (line, broken)
}
