//! Nodes and links of another make as records.

mod types;
mod values;

use std::collections::{BTreeMap, HashMap};

use super::super::given::{Fields, Given, NO_SUCH_FIELD, Part, Reader, Rows, Taken, What};
use super::super::{About, Folder, Ids, ImportError, Losses, Place, Record, Value, kebab};
use super::lifted;
use super::mapping::Mapping;
use super::words::Kind;
use crate::diagnostic::Diagnostic;
use crate::load;
use crate::model::{FrameworkKind, Graph, Id};
use crate::source::Files;
use types::Unexplained;
use values::{ids, texts, variants};

/// The longest alias that an original id becomes, in characters.
const ALIAS: usize = 200;

/// A graph of another make, as it is read.
pub(super) struct Foreign<'f> {
    reader: Reader<'f>,
    mapping: Mapping,
    /// The source that stands for the file.
    source: String,
    /// What the file calls its nodes, in its order.
    names: Vec<String>,
    nodes: Vec<Draft>,
    /// The first node of each id.
    by_id: HashMap<String, usize>,
    /// Sources that the file names, by address.
    cited: BTreeMap<String, Record>,
    addresses: Ids,
    links: usize,
    findings: Vec<Diagnostic>,
    /// What was taken for what, and how often.
    taken: BTreeMap<String, usize>,
    unexplained: Unexplained,
    /// Where jurisdictions lie, if one is asked for.
    world: Option<Graph>,
}

struct Draft {
    id: String,
    name: String,
    kind: Kind,
    record: Record,
    links: Vec<Value>,
    tail: Record,
    place: Place,
}

/// What an import says beside the graph.
pub(super) struct Rest {
    pub(super) losses: Losses,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) assumptions: Vec<String>,
    /// A mapping file to complete.
    pub(super) mapping: Option<String>,
}

impl<'f> Foreign<'f> {
    pub(super) fn new(reader: Reader<'f>, mapping: Mapping, source: String, names: Vec<String>) -> Self {
        Self {
            reader,
            mapping,
            source,
            names,
            nodes: Vec::new(),
            by_id: HashMap::new(),
            cited: BTreeMap::new(),
            addresses: Ids::default(),
            links: 0,
            findings: Vec::new(),
            taken: BTreeMap::new(),
            unexplained: Unexplained::default(),
            world: None,
        }
    }

    pub(super) fn read_nodes(&mut self, rows: &dyn Rows) -> Result<(), ImportError> {
        let mut number = 0;
        rows.each(Part::Nodes, &mut |given| {
            self.node(lifted(given), number);
            number += 1;
            Ok(())
        })?;
        // A file that lists links alone.
        if number == 0 {
            for (number, name) in self.names.clone().into_iter().enumerate() {
                let place = self
                    .reader
                    .files
                    .iter()
                    .next()
                    .map(|(file, _)| Place { file, span: crate::source::Span::empty(0) });
                let Some(place) = place else { continue };
                let name = Given { what: What::Text(name), place };
                self.node(Given { what: What::Object(vec![("id".to_owned(), name)]), place }, number);
            }
        }
        Ok(())
    }

    pub(super) fn read_links(&mut self, files: &Files, rows: &dyn Rows) -> Result<(), ImportError> {
        let mut number = 0;
        rows.each(Part::Links, &mut |given| {
            number += 1;
            self.link(files, lifted(given), number)
        })
    }

    /// What the file says of itself, and the mapping file of it.
    pub(super) fn about(&mut self, rows: &dyn Rows) -> Result<About, ImportError> {
        let mut about = About::default();
        self.reader.item.clear();
        let reader = &mut self.reader;
        rows.each(Part::Head, &mut |given| {
            let Some(mut fields) = Fields::of(given) else { return Ok(()) };
            about = About {
                title: reader.text(fields.take_filled("title")),
                version: reader.text(fields.take_filled("version")),
                as_of: reader.text(fields.take_filled("as_of")),
                licence: reader.text(fields.take_filled("licence")),
                notes: None,
            };
            // How the nodes are linked, which our links say themselves.
            for name in ["directed", "multigraph", "edgedefault"] {
                fields.take(name);
            }
            reader.lose_rest(fields);
            Ok(())
        })?;
        let own = |name: &str| self.mapping.about.get(name).map(Value::text);
        Ok(About {
            title: own("title").or(about.title),
            version: own("version").or(about.version),
            as_of: own("as_of").or(about.as_of),
            licence: own("licence").or(about.licence),
            notes: None,
        })
    }

    /// Puts everything into the folder.
    pub(super) fn put(self, folder: &mut Folder) -> Rest {
        for record in self.cited.into_values() {
            folder.source(record);
        }
        folder.count_links(self.links);
        for node in self.nodes {
            let links = Value::list(node.links);
            let record = Value::from(node.record.maybe("links", Some(links)).extended(node.tail)).at(node.place);
            match node.kind {
                Kind::Framework(_) => folder.framework(&node.id, record),
                Kind::Institution(_) => folder.institution(&node.id, record),
                Kind::Jurisdiction(_) => folder.jurisdiction(record),
            }
        }
        let told = self
            .taken
            .into_iter()
            .map(|(what, count)| format!("{what} ({count} {})", if count == 1 { "time" } else { "times" }));
        Rest {
            losses: self.reader.losses,
            findings: self.findings,
            assumptions: told.collect(),
            mapping: self.unexplained.mapping(),
        }
    }

    /// Takes what stands for a field of ours.
    fn take(fields: &mut Fields, keys: Option<&[String]>) -> Taken {
        keys?.iter().find_map(|key| fields.take_filled(key))
    }

    fn node(&mut self, given: Given, number: usize) {
        let place = given.place;
        let Some(name) = self.names.get(number).cloned() else { return };
        let id = self.reader.nodes.get(&name).unwrap_or("node").to_owned();
        self.reader.item.clone_from(&name);
        let Some(mut fields) = Fields::of(given) else { return };
        let key = |field: &str| self.mapping.node.get(field).map(<[String]>::to_vec);
        let mut take = |field: &str| Self::take(&mut fields, key(field).as_deref());
        let own_id = take("id");
        let own_name = take("name");
        let kind_taken = take("kind");
        let fields_of = |take: &mut dyn FnMut(&str) -> Taken| {
            [
                "short",
                "aliases",
                "jurisdictions",
                "layers",
                "topics",
                "status",
                "adopted",
                "in_force",
                "m49",
                "region",
                "notes",
                "source",
            ]
            .map(|field| (field, take(field)))
        };
        let mut rest: BTreeMap<&str, Taken> = fields_of(&mut take).into_iter().collect();
        let mut rest = |field: &str| rest.remove(field).flatten();
        let kind = self.kind(kind_taken);
        let reader = &mut self.reader;
        let id_place = own_id.as_ref().or(own_name.as_ref()).map_or(place, |(_, given)| given.place);
        let shown = own_name.as_ref().and_then(|(_, given)| given.scalar()).unwrap_or(&name).to_owned();
        let display = match &own_name {
            Some((_, given)) => {
                reader.text(own_name.clone()).unwrap_or_else(|| Value::text(name.clone()).at(given.place))
            }
            None => Value::text(name.clone()).at(id_place),
        };
        let word = match kind {
            Kind::Framework(_) => "Framework",
            Kind::Institution(_) => "Institution",
            Kind::Jurisdiction(_) => "Jurisdiction",
        };
        let mut record = Record::named(word).with("id", Value::text(id.clone()).at(id_place)).with("name", display);
        record = record.maybe("short", reader.text(rest("short")));
        record = record.maybe("aliases", texts(reader, rest("aliases")));
        if id != name {
            if let Some((field, given)) = &own_id {
                let instead = format!("the id {id}");
                let reason = "ids here are words of a-z and 0-9 joined by hyphens, each once";
                reader.lose(field, given, reason).kept_as = Some(instead);
            }
            if name != shown && name.chars().count() <= ALIAS {
                record.append("aliases", Value::text(name.clone()).at(id_place));
            }
        }
        record = self.typed(record, kind, &shown, &mut rest);
        let number = number + 1;
        let mut evidence = vec![self.own_evidence(&format!("node {number}"))];
        evidence.extend(self.cite(rest("source")));
        let notes = texts(&mut self.reader, rest("notes"));
        let tail = Record::new().with("evidence", Value::list(evidence)).maybe("notes", notes);
        // What has no place in this kind of record.
        for field in ["jurisdictions", "layers", "topics", "status", "adopted", "in_force", "m49", "region"] {
            if let Some((field, given)) = rest(field) {
                self.reader.lose(&field, &given, NO_SUCH_FIELD);
            }
        }
        self.reader.lose_rest(fields);
        self.by_id.entry(id.clone()).or_insert(self.nodes.len());
        self.nodes.push(Draft { id, name: shown, kind, record, links: Vec::new(), tail, place });
    }

    /// The fields of the kind.
    fn typed(&mut self, record: Record, kind: Kind, name: &str, rest: &mut dyn FnMut(&str) -> Taken) -> Record {
        let defaults = self.mapping.defaults.clone();
        let reader = &mut self.reader;
        let layers = |reader: &mut Reader<'_>, taken: Taken| {
            let given = variants(reader, taken);
            given.or_else(|| Some(Value::list(defaults.layers.iter().map(|layer| Value::named(layer)))))
        };
        match kind {
            Kind::Framework(kind) => {
                let own = ids(reader, rest("jurisdictions"));
                let jurisdictions = own.or_else(|| Some(Value::list(defaults.jurisdictions.iter().map(Value::text))));
                let status = reader.variant(rest("status")).unwrap_or_else(|| {
                    let default = defaults.status.as_deref().unwrap_or("published");
                    *self.taken.entry(format!("a framework without a status is {default}")).or_default() += 1;
                    Value::named(default)
                });
                let dates = Record::new()
                    .maybe("adopted", reader.text(rest("adopted")))
                    .maybe("in_force", reader.text(rest("in_force")));
                record
                    .with("kind", Value::named(kind.as_str()))
                    .maybe("jurisdictions", jurisdictions)
                    .maybe("layers", layers(reader, rest("layers")))
                    .maybe("topics", texts(reader, rest("topics")))
                    .with("status", status)
                    .maybe("dates", Some(dates.into()))
            }
            Kind::Institution(kind) => record
                .with("kind", Value::named(kind.as_str()))
                .maybe("layers", layers(reader, rest("layers")))
                .maybe("topics", texts(reader, rest("topics")))
                .maybe("since", reader.text(rest("adopted"))),
            Kind::Jurisdiction(kind) => {
                let record = record.with("kind", Value::named(kind.as_str()));
                let (m49, region) = (reader.text(rest("m49")), reader.text(rest("region")));
                if m49.is_some() || region.is_some() {
                    return record.maybe("m49", m49).maybe("region", region);
                }
                self.located(record, name)
            }
        }
    }

    /// Where a jurisdiction lies, by the program's own graph: M49 codes are the same for everybody.
    fn located(&mut self, record: Record, name: &str) -> Record {
        let world = self.world.get_or_insert_with(|| load::embedded().graph);
        let found = world.find(name).and_then(|ix| Some((world.node(ix).jurisdiction()?, world.panel(ix))));
        let (what, record) = match found {
            Some((place, _)) if place.subregion.is_some() => {
                let m49 = place.subregion.as_ref().map(|id| Value::text(id.as_str()));
                ("the sub-region of a jurisdiction is that of the program's own graph", record.maybe("m49", m49))
            }
            Some((_, Some(panel))) => (
                "the panel of a jurisdiction is that of the program's own graph",
                record.with("region", Value::text(panel.as_str())),
            ),
            _ => (
                "a jurisdiction that says nowhere where it lies stands in the panel `international`",
                record.with("region", Value::text("international")),
            ),
        };
        *self.taken.entry(what.to_owned()).or_default() += 1;
        record
    }

    fn link(&mut self, files: &Files, given: Given, number: usize) -> Result<(), ImportError> {
        let place = given.place;
        self.reader.item = format!("link {number}");
        let Some(mut fields) = Fields::of(given) else { return Ok(()) };
        let key = |field: &str| self.mapping.link.get(field).map(<[String]>::to_vec);
        let mut take = |field: &str| Self::take(&mut fields, key(field).as_deref());
        let (from, to) = (take("from"), take("to"));
        let (relation, mechanism) = (take("relation"), take("mechanism"));
        let names = ["layers", "modality", "since", "until", "claim", "note", "confidence", "source"];
        let mut rest: BTreeMap<&str, Taken> = names.map(|field| (field, take(field))).into_iter().collect();
        let mut rest = |field: &str| rest.remove(field).flatten();
        let (Some((_, from)), Some((_, to))) = (from, to) else {
            return Err(ImportError::malformed(files, place, "this link does not have two ends"));
        };
        let (from_id, to_id) = (self.end(&from), self.end(&to));
        let theirs = relation.as_ref().and_then(|(_, given)| given.scalar()).unwrap_or_default().to_owned();
        let own_mechanism = mechanism.as_ref().and_then(|(_, given)| given.scalar()).map(str::to_owned);
        let Some((name, inner)) = self.relation(relation.as_ref(), own_mechanism.as_deref(), place) else {
            return Ok(());
        };
        if let Some((field, given)) = mechanism.filter(|_| own_mechanism.as_deref().is_some_and(|it| Some(it) != inner))
        {
            self.reader.lose(&field, &given, "it goes with another relation");
        }
        let relation_place = relation.as_ref().map_or(place, |(_, given)| given.place);
        let Some(at) = self.by_id.get(&from_id).copied() else {
            let (finding, what) = dangling(&from, &theirs, &to);
            self.findings.push(finding);
            let reason = "it starts from a node that the file does not have";
            self.reader.losses.push(files, place, (&self.reader.item, ""), &what, reason);
            return Ok(());
        };
        let claim = self.reader.text(rest("claim")).unwrap_or_else(|| {
            let start = &self.nodes[at].name;
            let end = self.by_id.get(&to_id).map_or(to_id.as_str(), |at| self.nodes[*at].name.as_str());
            Value::text(format!("{start}: {} {end}", if theirs.is_empty() { name } else { &theirs }))
        });
        let mut evidence = vec![self.own_evidence(&format!("link {number}"))];
        evidence.extend(self.cite(rest("source")));
        let note = self.note(rest("note"), rest("confidence"));
        let modality = self.reader.variant(rest("modality"));
        let modality = modality.or_else(|| self.mapping.defaults.modality.as_deref().map(Value::named));
        let modality = modality.filter(|value| !value.is_variant("Existing"));
        let record = Record::new()
            .with("relation", Value::named_in(name, inner).at(relation_place))
            .with("to", Value::text(to_id).at(to.place))
            .maybe("layers", variants(&mut self.reader, rest("layers")))
            .maybe("modality", modality)
            .maybe("since", self.reader.text(rest("since")))
            .maybe("until", self.reader.text(rest("until")))
            .with("claim", claim)
            .with("evidence", Value::list(evidence))
            .maybe("note", note);
        // Links here have a direction; that they have none would be lost.
        for name in ["type", "Type"] {
            if fields.see(name).and_then(Given::scalar).is_some_and(|text| text.eq_ignore_ascii_case("directed")) {
                fields.take(name);
            }
        }
        self.reader.lose_rest(fields);
        self.links += 1;
        self.nodes[at].links.push(Value::from(record).at(place));
        Ok(())
    }

    /// The id of the node at an end: by what the file calls it, or by its number where nodes have no ids, as in D3.
    fn end(&self, end: &Given) -> String {
        // Some libraries write the node itself.
        let named = end.field("id").unwrap_or(end);
        let name = named.scalar().unwrap_or_default();
        if let Some(id) = self.reader.nodes.get(name) {
            return id.to_owned();
        }
        let number = if self.mapping.node.get("id").is_none() { name.parse::<usize>().ok() } else { None };
        let numbered = number.and_then(|number| self.names.get(number)).and_then(|name| self.reader.nodes.get(name));
        numbered.unwrap_or(name).to_owned()
    }

    fn own_evidence(&self, at: &str) -> Value {
        let source = Value::text(self.source.clone());
        Record::new().with("source", source).with("at", Value::text(at)).with("basis", Value::variant("Stated")).into()
    }

    /// Evidence for an address that the file names; what is no address is lost, as nothing could be looked up.
    fn cite(&mut self, taken: Taken) -> Option<Value> {
        let (field, given) = taken?;
        let address = given.scalar().filter(|text| text.starts_with("https://") || text.starts_with("http://"));
        let Some(address) = address.filter(|text| text.len() <= 2000).map(str::to_owned) else {
            self.reader.lose(&field, &given, "a source needs a web address, beginning with https://");
            return None;
        };
        let without = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest).to_owned();
        let host = without.split('/').next().unwrap_or_default().to_owned();
        let id = self.addresses.make(&kebab(&format!("cited-{without}"))).to_owned();
        let id = Id::new(&id).map_or_else(|_| kebab(&id), |id| id.to_string());
        self.cited.entry(address.clone()).or_insert_with(|| {
            Record::named("Source")
                .with("id", Value::text(id.clone()).at(given.place))
                .with("title", Value::text(without))
                .with("issuer", Value::text(host))
                .with("url", Value::text(address).at(given.place))
                .with("note", Value::text("Named by the imported file; nobody has looked at it since"))
        });
        let source = Value::text(id).at(given.place);
        Some(Record::new().with("source", source).with("basis", Value::variant("Inferred")).into())
    }

    /// The remark of a link, with the confidence that the file has in it.
    fn note(&mut self, note: Taken, confidence: Taken) -> Option<Value> {
        let Some((field, given)) = confidence else { return self.reader.text(note) };
        let Some(confidence) = given.scalar().map(str::to_owned) else {
            self.reader.lose(&field, &given, "one value is expected here, not a list or an object");
            return self.reader.text(note);
        };
        let said = format!("{field} {confidence} in the imported file");
        self.reader.lose(&field, &given, "links have no confidence of their own").kept_as =
            Some("the note of the link".to_owned());
        let note = note.and_then(|(_, given)| given.scalar().map(str::to_owned));
        let text = note.map_or_else(|| said.clone(), |note| format!("{note} ({said})"));
        Some(Value::text(text).at(given.place))
    }
}

fn dangling(from: &Given, theirs: &str, to: &Given) -> (Diagnostic, String) {
    let (start, end) = (from.shown(), to.shown());
    let finding = Diagnostic::deny("id_dangling", format!("unknown node `{start}`"))
        .label(from.place.file, from.place.span, "no node has this id")
        .help("add the node, or correct the id");
    (finding, format!("{start} {theirs} {end}"))
}
