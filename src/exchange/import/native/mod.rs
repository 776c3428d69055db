//! The shape of our own exports: nodes and links as objects with the keys of the JSON export.
//!
//! CSV and `GraphML` carry the same in flat rows, which [`super::flat`] puts into this shape.

mod links;
mod nodes;
mod verify;

use std::collections::HashMap;

use super::given::{Fields, Given, Part, Reader, Rows};
use super::{About, Folder, Ids, ImportError, Imported, MAX_LINKS, MAX_NODES, Options, Record, Value};
use crate::load;
use crate::model::NodeKind;
use crate::source::Files;
use links::Group;

/// Reads what is in our own shape. The inputs are left for the caller to add.
pub(super) fn read(files: &Files, rows: &dyn Rows, options: &Options) -> Result<Imported, ImportError> {
    let mut reader = Reader::new(files);
    reader.nodes = ids(files, rows, Part::Nodes, options)?;
    reader.sources = ids(files, rows, Part::Sources, &Options::default())?;
    let shared = load::texts(options.shared.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let subregions = shared.graph.regions().subregions.iter();
    reader.panels = subregions.map(|it| (it.id.to_string(), it.panel.to_string())).collect();
    let mut folder = Folder::default();
    let about = about(&mut reader, rows)?;
    rows.each(Part::Sources, &mut |given| {
        let record = reader.source(given);
        folder.source(record);
        Ok(())
    })?;
    let mut graph = Native { reader, nodes: Vec::new(), by_id: HashMap::new(), links: 0, findings: Vec::new() };
    rows.each(Part::Nodes, &mut |given| {
        graph.add_node(given);
        Ok(())
    })?;
    let mut link_ids = Vec::new();
    rows.each(Part::Links, &mut |given| {
        link_ids.extend(given.field("id").and_then(Given::scalar).map(str::to_owned));
        graph.add_link(files, given)
    })?;
    let Native { reader, nodes, links, findings, .. } = graph;
    folder.count_links(links);
    for node in nodes {
        node.put(&mut folder);
    }
    let file = files.iter().next().map_or("input", |(_, file)| file.path());
    let mut assumptions = Vec::new();
    let (texts, counts) = folder.finish(file, about, options, &mut assumptions)?;
    let mut imported = Imported { texts, assumptions, findings, counts, ..Imported::default() };
    imported.losses = verify::verified(&imported, reader, rows, link_ids)?.sorted()?;
    Ok(imported)
}

/// A graph in our own shape, as it is read.
struct Native<'f> {
    reader: Reader<'f>,
    nodes: Vec<Draft>,
    /// The first node of each id.
    by_id: HashMap<String, usize>,
    links: usize,
    findings: Vec<crate::diagnostic::Diagnostic>,
}

/// A node whose links are still to come.
struct Draft {
    id: String,
    kind: NodeKind,
    /// Everything before parties and members.
    head: Record,
    groups: Vec<Group>,
    links: Vec<Value>,
    /// Everything after the links.
    tail: Record,
    /// The layers, as the file names them, ascending.
    layers: Vec<String>,
    /// What its fields imply: field and target.
    implies: Vec<(String, String)>,
    place: super::Place,
}

impl Draft {
    /// The finished record, where it belongs.
    fn put(self, folder: &mut Folder) {
        let groups = Value::list(self.groups.into_iter().map(Group::value));
        let list = if self.kind == NodeKind::Framework { "parties" } else { "members" };
        let record = self.head.maybe(list, Some(groups)).maybe("links", Some(Value::list(self.links)));
        let value = Value::from(record.extended(self.tail)).at(self.place);
        match self.kind {
            NodeKind::Framework => folder.framework(&self.id, value),
            NodeKind::Jurisdiction => folder.jurisdiction(value),
            NodeKind::Regulator | NodeKind::StandardsBody | NodeKind::Forum => folder.institution(&self.id, value),
        }
    }
}

/// Ids for all nodes or sources.
fn ids(files: &Files, rows: &dyn Rows, part: Part, options: &Options) -> Result<Ids, ImportError> {
    let mut names = Vec::new();
    let mut links = 0;
    let too_many = |given: &Given, most: usize, what: &str| {
        let message = format!("more than {most} {what} are not imported at once; split the graph into several files");
        Err(ImportError::malformed(files, given.place, message))
    };
    rows.each(part, &mut |given| {
        if names.len() == MAX_NODES {
            return too_many(&given, MAX_NODES, if part == Part::Nodes { "nodes" } else { "sources" });
        }
        names.push(given.field("id").and_then(Given::scalar).unwrap_or_default().to_owned());
        Ok(())
    })?;
    if part == Part::Nodes {
        rows.each(Part::Links, &mut |given| {
            links += 1;
            if links > MAX_LINKS { too_many(&given, MAX_LINKS, "links") } else { Ok(()) }
        })?;
    }
    let names = names.iter().map(String::as_str).filter(|name| !name.is_empty());
    Ok(Ids::new(options.base.as_ref(), names))
}

/// What the data set says of itself.
fn about(reader: &mut Reader<'_>, rows: &dyn Rows) -> Result<About, ImportError> {
    let mut about = About::default();
    rows.each(Part::Head, &mut |given| {
        let Some(mut fields) = Fields::of(given) else { return Ok(()) };
        fields.take("schema");
        // How much was exported; nothing that was is told by it.
        fields.take("all_dates");
        about = About {
            title: reader.text(fields.take("title")),
            version: reader.text(fields.take("version")),
            as_of: reader.text(fields.take("as_of")),
            licence: reader.text(fields.take("licence")),
            notes: reader.list(fields.take_filled("notes"), Reader::text),
        };
        reader.lose_rest(fields);
        Ok(())
    })?;
    Ok(about)
}

impl Reader<'_> {
    /// A source. Its id is that of a node in form.
    fn source(&mut self, given: Given) -> Value {
        let place = given.place;
        let Some(mut fields) = Fields::of(given) else { return Value::from(Record::named("Source")).at(place) };
        let (id, _) = self.declared(&mut fields, false);
        let record = Record::named("Source")
            .maybe("id", id)
            .maybe("title", self.text(fields.take("title")))
            .maybe("issuer", self.text(fields.take("issuer")))
            .maybe("date", self.text(fields.take_filled("date")))
            .maybe("url", self.text(fields.take("url")))
            .maybe("kind", self.variant(fields.take_filled("kind")))
            .maybe("accessed", self.text(fields.take_filled("accessed")))
            .maybe("note", self.text(fields.take_filled("note")));
        self.lose_rest(fields);
        Value::from(record).at(place)
    }

    /// The id that an item declares: here, and as the file calls it if that is something else.
    fn declared(&mut self, fields: &mut Fields, is_node: bool) -> (Option<Value>, Option<(String, Given)>) {
        let Some((field, given)) = fields.take("id") else { return (None, None) };
        let Some(name) = given.scalar().map(str::to_owned) else {
            self.lose(&field, &given, "an id is a text");
            return (None, None);
        };
        self.item.clone_from(&name);
        let id = if is_node { self.nodes.get(&name) } else { self.sources.get(&name) };
        let id = id.unwrap_or_default().to_owned();
        let value = Value::text(id.clone()).at(given.place);
        if id == name {
            return (Some(value), None);
        }
        let instead = format!("the id {id}");
        self.lose(&field, &given, "ids here are words of a-z and 0-9 joined by hyphens, each once").kept_as =
            Some(instead);
        (Some(value), Some((field, given)))
    }

    /// Evidence: sources with places in them.
    fn evidence(&mut self, taken: super::given::Taken) -> Option<Value> {
        self.list(taken, |reader, entry| {
            reader.record(entry, |reader, fields| {
                Record::new()
                    .maybe("source", reader.source_id(fields.take("source")))
                    .maybe("at", reader.text(fields.take("at")))
                    .maybe("find", reader.text(fields.take("find")))
                    .maybe("basis", reader.variant(fields.take("basis")))
            })
        })
    }

    fn source_id(&mut self, taken: super::given::Taken) -> Option<Value> {
        let (field, given) = taken?;
        let id = given.scalar().map(|name| self.sources.get(name).unwrap_or(name).to_owned());
        match id {
            Some(id) => Some(Value::text(id).at(given.place)),
            None => self.text(Some((field, given))),
        }
    }
}
