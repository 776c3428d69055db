//! Mappings as SSSOM/TSV, in the canonical variant of the specification, version 1.0 (1.1 where imported mappings have
//! slots of that version).
//!
//! What the slots of the specification do not tell (the mechanism, the layers, the set relation proper) stands in
//! extension slots. docs/MAPPINGS.md has the table of predicates.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use super::cells::inert;
use super::mapping::{
    MappingChoice, MappingRow, NAMESPACE, has_address, licence_address, mapping_rows, mechanism_name, title_of,
};
use super::sssom_slots::{
    BUILT_IN, EXTENSIONS, MAPPING, NEW_IN_1_1, PROPAGATED, SET, extension_column, is_carried, join_values,
    read_carried, split_values,
};
use super::uuid::name_uuid;
use crate::model::{End, Id, Layer, Precision, SetRelation};
use crate::scope::Scope;

/// What the set says of itself where nothing else is recorded.
pub(super) const DESCRIPTION: &str = "Mappings between frameworks of AI governance and their provisions. skos:mappingRelation stands for a mapping \
     whose source states no set relation; with the modifier Not it says that two provisions have nothing in common. The \
     confidence is the recorded strength of the mapping, divided by ten.";

/// Writes the mappings that the question sees as one mapping set.
///
/// # Errors
/// If writing fails.
pub fn graph_sssom(scope: &Scope<'_>, choice: MappingChoice, out: &mut dyn Write) -> io::Result<()> {
    let set = MappingSet::new(scope, choice);
    let mut columns = Columns { filled: [false; WIDTH], common: None };
    for row in &set.rows {
        columns.add(&set.cells(row));
    }
    out.write_all(set.metadata(&columns).as_bytes())?;
    let shown = columns.shown();
    let mut writer = ::csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    writer.write_record(shown.iter().map(|at| column_name(*at)))?;
    let mut written: Vec<&MappingRow<'_>> = set.rows.iter().collect();
    written.sort_by_cached_key(|row| set.order(row));
    for row in written {
        let cells = set.cells(row);
        for at in &shown {
            writer.write_field(cells[*at].as_deref().unwrap_or_default())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// The cells of a row: the slots of the specification, then the extensions.
type Cells = Vec<Option<String>>;

const WIDTH: usize = MAPPING.len() + EXTENSIONS.len();

fn column_name(at: usize) -> String {
    MAPPING.get(at).map_or_else(|| extension_column(EXTENSIONS[at - MAPPING.len()]), |(name, _)| (*name).to_owned())
}

fn column_of(slot: &str) -> Option<usize> {
    MAPPING.iter().position(|(name, _)| *name == slot)
}

/// Which columns have values, and which have one value in every row.
struct Columns {
    filled: [bool; WIDTH],
    common: Option<Cells>,
}

impl Columns {
    fn add(&mut self, cells: &Cells) {
        for (at, cell) in cells.iter().enumerate() {
            self.filled[at] |= cell.is_some();
        }
        let Some(common) = &mut self.common else {
            self.common = Some(cells.clone());
            return;
        };
        for (kept, cell) in common.iter_mut().zip(cells) {
            if kept != cell {
                *kept = None;
            }
        }
    }

    /// The value that stands in the set instead of in every mapping.
    fn condensed(&self, slot: &str) -> Option<&str> {
        let at = column_of(slot)?;
        PROPAGATED.contains(&slot).then(|| self.common.as_ref()?[at].as_deref()).flatten()
    }

    /// The columns to write. The required ones are there even if nothing is mapped.
    fn shown(&self) -> Vec<usize> {
        const REQUIRED: [&str; 4] = ["subject_id", "predicate_id", "object_id", "mapping_justification"];
        let wanted = |at: &usize| {
            let name = column_name(*at);
            (self.filled[*at] || REQUIRED.contains(&name.as_str())) && self.condensed(&name).is_none()
        };
        (0..WIDTH).filter(wanted).collect()
    }
}

/// The mappings, and what is needed to write one.
struct MappingSet<'s, 'g> {
    scope: &'s Scope<'g>,
    choice: MappingChoice,
    rows: Vec<MappingRow<'g>>,
    /// How many objects a subject is mapped to, and how many subjects an object.
    objects: BTreeMap<&'g End, BTreeSet<&'g End>>,
    subjects: BTreeMap<&'g End, BTreeSet<&'g End>>,
}

impl<'s, 'g> MappingSet<'s, 'g> {
    fn new(scope: &'s Scope<'g>, choice: MappingChoice) -> Self {
        let rows = mapping_rows(scope, choice);
        let mut objects: BTreeMap<&End, BTreeSet<&End>> = BTreeMap::new();
        let mut subjects: BTreeMap<&End, BTreeSet<&End>> = BTreeMap::new();
        for row in &rows {
            objects.entry(row.from).or_default().insert(row.to);
            subjects.entry(row.to).or_default().insert(row.from);
        }
        Self { scope, choice, rows, objects, subjects }
    }

    fn id(&self, end: &End) -> &'g Id {
        &self.scope.graph().node(end.node).id
    }

    /// The entity as a CURIE: a provision below the prefix of its framework.
    fn entity(&self, end: &End) -> String {
        match &end.provision {
            Some(provision) => format!("{}:{provision}", prefix(self.id(end))),
            None => self.source(end),
        }
    }

    fn source(&self, end: &End) -> String {
        format!("interlex:{}", self.id(end))
    }

    /// The order of the specification: by all slots. Only the first four can differ before rows are equal in what matters.
    fn order(&self, row: &MappingRow<'_>) -> (String, &'static str, String, Cells) {
        (self.entity(row.from), predicate(row.set).0, self.entity(row.to), self.cells(row))
    }

    fn cells(&self, row: &MappingRow<'_>) -> Cells {
        let graph = self.scope.graph();
        let link = row.link;
        let mut cells: Cells = vec![None; WIDTH];
        let mut set = |slot: &str, value: Option<String>| {
            let extension = || EXTENSIONS.iter().position(|name| *name == slot).map(|at| MAPPING.len() + at);
            let at = column_of(slot).or_else(extension).expect("the slot is one of the lists");
            cells[at] = value.filter(|value| !value.trim().is_empty());
        };
        let safe = |text: &str| Some(inert(text).into_owned());
        let (predicate, modifier) = predicate(row.set);
        set("subject_id", Some(self.entity(row.from)));
        set("subject_label", safe(title_of(graph, row.from)));
        set("predicate_id", Some(predicate.to_owned()));
        set("predicate_modifier", modifier.map(str::to_owned));
        set("object_id", Some(self.entity(row.to)));
        set("object_label", safe(title_of(graph, row.to)));
        set("mapping_justification", Some("semapv:ManualMappingCuration".to_owned()));
        set("subject_source", Some(self.source(row.from)));
        set("object_source", Some(self.source(row.to)));
        set("mapping_cardinality", Some(self.cardinality(row)));
        set("confidence", link.mapping.and_then(|mapping| mapping.strength).map(confidence));
        let mut addresses: Vec<&str> = Vec::new();
        for evidence in &link.evidence {
            let address = graph.source(evidence.source).url.as_str();
            if has_address(address) && !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        set("see_also", Some(join_values(addresses)));
        set("comment", safe(&link.claim));
        let day = link.since.filter(|since| since.precision() == Precision::Day);
        set("mapping_date", day.map(|day| day.to_string()));
        set("since", link.since.filter(|_| day.is_none()).map(|since| since.to_string()));
        set("until", link.until.map(|until| until.to_string()));
        set("layers", Some(join_values(link.layers.iter().map(Layer::as_str))));
        set("mechanism", Some(mechanism_name(link.relation)));
        set("set_relation", row.set.map(|relation| relation.as_str().to_owned()));
        set("rationale", link.mapping.and_then(|mapping| mapping.rationale).map(|it| it.as_str().to_owned()));
        let name = |end: &End| safe(title_of(graph, &end.node.into()));
        set("subject_source_label", name(row.from));
        set("object_source_label", name(row.to));
        let (carried, note) = split_note(link.note.as_deref().unwrap_or_default());
        set("note", safe(&note));
        for (slot, value) in carried {
            set(slot, Some(value));
        }
        cells
    }

    fn cardinality(&self, row: &MappingRow<'_>) -> String {
        let many = |among: &BTreeMap<&End, BTreeSet<&End>>, end| among.get(end).is_some_and(|others| others.len() > 1);
        let side = |many: bool| if many { "n" } else { "1" };
        format!("{}:{}", side(many(&self.subjects, row.to)), side(many(&self.objects, row.from)))
    }

    /// The block before the table: YAML in comments.
    fn metadata(&self, columns: &Columns) -> String {
        let graph = self.scope.graph();
        let meta = graph.meta();
        let mut kept: BTreeMap<&str, String> = BTreeMap::new();
        for (slot, value) in meta.notes.iter().filter_map(|note| read_carried(note)) {
            kept.insert(slot, value);
        }
        let day = self.scope.day().to_string();
        let ends = [self.choice.from, self.choice.to].map(|node| node.map_or("", |ix| graph.node(ix).id.as_str()));
        let parts = [meta.title.as_str(), &meta.version, &day, ends[0], ends[1]];
        let mut block = String::new();
        self.prefixes(&mut block);
        for (slot, several) in SET {
            let own = match slot {
                "sssom_version" => self.version(columns),
                "mapping_set_id" => Some(format!("urn:uuid:{}", name_uuid(&["mapping-set"], &parts))),
                "mapping_set_version" => Some(meta.version.clone()),
                "mapping_set_title" => Some(meta.title.clone()),
                "license" => Some(licence_address(&meta.licence)),
                "publication_date" => Some(day.clone()),
                _ => None,
            };
            let otherwise = || (slot == "mapping_set_description").then(|| DESCRIPTION.to_owned());
            let condensed = || columns.condensed(slot).map(str::to_owned);
            let value = own.or_else(condensed).or_else(|| kept.remove(slot)).or_else(otherwise);
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            if several {
                let _ = writeln!(block, "#{slot}:");
                for value in split_values(&value) {
                    let _ = writeln!(block, "#  - {}", yaml_text(&value));
                }
            } else if slot.ends_with("_date") {
                let _ = writeln!(block, "#{slot}: {value}");
            } else {
                let _ = writeln!(block, "#{slot}: {}", yaml_text(&value));
            }
        }
        definitions(columns, &mut block);
        block
    }

    fn prefixes(&self, block: &mut String) {
        let graph = self.scope.graph();
        let mut prefixes: BTreeMap<String, String> = BTreeMap::new();
        prefixes.insert("interlex".to_owned(), NAMESPACE.to_owned());
        for end in self.rows.iter().flat_map(|row| [row.from, row.to]).filter(|end| end.provision.is_some()) {
            let id = self.id(end);
            prefixes.insert(prefix(id), format!("{NAMESPACE}{id}#"));
        }
        let declared = graph.meta().notes.iter().filter_map(|note| read_carried(note));
        for (_, pair) in declared.filter(|(slot, _)| *slot == "curie_map") {
            let Some((name, address)) = pair.split_once(' ') else { continue };
            prefixes.entry(name.to_owned()).or_insert_with(|| address.to_owned());
        }
        block.push_str("#curie_map:\n");
        for (name, address) in prefixes {
            let _ = writeln!(block, "#  {}: {}", yaml_text(&name), yaml_text(&address));
        }
    }

    fn version(&self, columns: &Columns) -> Option<String> {
        let new = |slot: &&str| column_of(slot).is_some_and(|at| columns.filled[at]);
        let of_set = |note: &String| read_carried(note).is_some_and(|(slot, _)| NEW_IN_1_1.contains(&slot));
        let used = NEW_IN_1_1.iter().any(new) || self.scope.graph().meta().notes.iter().any(of_set);
        used.then(|| "1.1".to_owned())
    }
}

/// What the extensions in use are.
fn definitions(columns: &Columns, block: &mut String) {
    let used = |at: &usize| columns.filled[MAPPING.len() + at];
    let names: Vec<&str> = (0..EXTENSIONS.len()).filter(used).map(|at| EXTENSIONS[at]).collect();
    if !names.is_empty() {
        block.push_str("#extension_definitions:\n");
    }
    for name in names {
        let _ = writeln!(block, "#  - slot_name: {}\n#    property: interlex:{name}", extension_column(name));
    }
}

/// The predicate and its modifier for a set relation. The subject of `skos:broadMatch` is the narrower of the two.
fn predicate(set: Option<SetRelation>) -> (&'static str, Option<&'static str>) {
    match set {
        Some(SetRelation::Equal) => ("skos:exactMatch", None),
        Some(SetRelation::Subset) => ("skos:broadMatch", None),
        Some(SetRelation::Superset) => ("skos:narrowMatch", None),
        Some(SetRelation::Intersects) => ("skos:relatedMatch", None),
        Some(SetRelation::NotRelated) => ("skos:mappingRelation", Some("Not")),
        None => ("skos:mappingRelation", None),
    }
}

/// The prefix of a framework: its id, unless that cannot be a prefix or means something else already.
fn prefix(id: &Id) -> String {
    let id = id.as_str();
    let taken = id == "interlex" || BUILT_IN.iter().any(|(name, _)| *name == id);
    if taken || !id.starts_with(|first: char| first.is_ascii_alphabetic()) { format!("_{id}") } else { id.to_owned() }
}

/// A strength of 0 to 10 as a confidence.
fn confidence(strength: u8) -> String {
    match strength {
        0 => "0".to_owned(),
        10 => "1".to_owned(),
        tenths => format!("0.{tenths}"),
    }
}

/// The slots that a note keeps, and the rest of it.
fn split_note(note: &str) -> (Vec<(&str, String)>, String) {
    let mut carried = Vec::new();
    let mut rest = Vec::new();
    for line in note.split('\n') {
        match read_carried(line).filter(|(slot, _)| is_carried(slot)) {
            Some(kept) => carried.push(kept),
            None => rest.push(line),
        }
    }
    (carried, rest.join("\n"))
}

/// A text as YAML, plain where nothing else could be read from it, else in double quotes.
fn yaml_text(text: &str) -> String {
    let harmless = |c: char| c.is_alphanumeric() || " -_./+()',;:#@&=?%~".contains(c);
    let plain = text.starts_with(|first: char| first.is_alphanumeric() || first == '_')
        && text.chars().all(harmless)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && text.parse::<f64>().is_err()
        && !text.starts_with("0x")
        && !text.starts_with("0o")
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_ascii_lowercase().as_str())
        && text.parse::<jiff::civil::Date>().is_err();
    if plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control()
                || crate::syntax::is_bidi_control(c)
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') =>
            {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
