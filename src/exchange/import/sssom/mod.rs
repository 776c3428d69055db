//! Mapping sets in SSSOM/TSV, versions 1.0 and 1.1, with the metadata before the table or in a file of its own.
//!
//! Entities become provisions of the framework that `subject_source` or `object_source` names, else of the one that the
//! prefix stands for. Slots for which the graph has no field are kept as lines of the link's note, which the export writes
//! back; docs/MAPPINGS.md tells what each predicate becomes.

mod head;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::crosswalk::{CROSSWALK, Cited, Crosswalks, EndAt, MappingDraft, Unsayable, one_line};
use super::rows::{self, Row, Rows};
use super::tree::{Tree, yaml};
use super::{ImportError, Imported, Options, Place};
use crate::exchange::mapping::{NAMESPACE, licence_name, parse_mechanism};
use crate::exchange::sssom::DESCRIPTION;
use crate::exchange::sssom_slots::{
    BUILT_IN, MAPPING, PROPAGATED, SET, carried_line, is_carried, join_values, split_values,
};
use crate::model::{FrameworkKind, Layer, MappingRationale, SetRelation};
use crate::source::{FileId, Files, SourceFile};
use head::{Columns, expand, extensions, prefixes, split, table_of};

/// What stands for an entity that is not there.
const NO_TERM: &str = "https://w3id.org/sssom/NoTermFound";

/// Reads a mapping set: a table, with its metadata in it or in a second file that ends in `.yml` or `.yaml`.
///
/// # Errors
/// If the metadata is no YAML, the table no table, or a column that SSSOM requires is missing.
pub fn sssom(files: Files, options: &Options) -> Result<Imported, ImportError> {
    let is_yaml = |file: &SourceFile| {
        file.path().to_lowercase().ends_with(".yml") || file.path().to_lowercase().ends_with(".yaml")
    };
    let (external, tables): (Vec<_>, Vec<_>) = files.iter().map(|(id, file)| (id, is_yaml(file))).partition(|it| it.1);
    let [(table, _)] = tables[..] else {
        let file = files.iter().next().map(|(_, file)| file.path().to_owned()).unwrap_or_default();
        let message = "name one table, and beside it at most its metadata in a .yml file".to_owned();
        return Err(ImportError::Unsuitable { file, message });
    };
    let Some(file) = files.get(table) else { return Err(nothing(&files)) };
    let (embedded, start) = split(file);
    let external = external.first().map(|(id, _)| *id);
    let (meta_file, meta) = match external.and_then(|id| Some((id, files.get(id)?))) {
        Some((id, external)) => (id, yaml(external, external.text())?),
        None => (table, yaml(file, &embedded)?),
    };
    let rows = table_of(file, start)?;
    let mut draft = Crosswalks::new(files, options, FrameworkKind::Standard);
    draft.file = table;
    let prefixes = prefixes(&meta);
    let extensions = extensions(&meta, &prefixes);
    let columns = Columns::new(&rows, &extensions);
    let mut reader = Reader {
        draft,
        columns,
        prefixes,
        propagated: BTreeMap::new(),
        undeclared: BTreeSet::new(),
        kept: String::new(),
    };
    reader.metadata(&meta, meta_file, &rows);
    for row in &rows.rows {
        reader.row(row);
    }
    reader.finish()
}

fn nothing(files: &Files) -> ImportError {
    let file = files.iter().next().map(|(_, file)| file.path().to_owned()).unwrap_or_default();
    ImportError::Unsuitable { file, message: "there is no table in it".to_owned() }
}

struct Reader<'o> {
    draft: Crosswalks<'o>,
    columns: Columns,
    prefixes: BTreeMap<String, String>,
    /// Values of the set that stand for those of every mapping, and where.
    propagated: BTreeMap<&'static str, (String, Place)>,
    /// Prefixes used without a declaration.
    undeclared: BTreeSet<String>,
    /// All values kept in notes: their prefixes are kept as well.
    kept: String,
}

impl Reader<'_> {
    fn metadata(&mut self, meta: &Tree, file: FileId, rows: &Rows) {
        let version = meta.text_of("sssom_version").map(str::to_owned);
        for (key, value) in meta.entries() {
            let place = Place { file, span: value.span };
            let Some((slot, several)) = SET.iter().find(|(slot, _)| *slot == key) else {
                if !matches!(key, "curie_map" | "extension_definitions") {
                    let reason = "not a slot of a mapping set in SSSOM 1.0 and 1.1";
                    self.draft.lose(place, ("", key), &value.to_string(), reason, None);
                }
                continue;
            };
            let text = if *several {
                let values: Vec<String> = value.items().iter().map(Tree::to_string).collect();
                join_values(values.iter().map(String::as_str))
            } else {
                value.to_string()
            };
            self.set_slot(slot, text, place, rows);
        }
        if version.is_some_and(|version| !matches!(version.as_str(), "1.0" | "1.1")) {
            self.draft
                .assumptions
                .push("the set is of a version of SSSOM after 1.1; it is read as one of 1.1".to_owned());
        }
        if self.columns.slots.contains_key("mapping_cardinality") {
            self.draft.assumptions.push("mapping_cardinality follows from the mappings; it is not kept".to_owned());
        }
    }

    fn set_slot(&mut self, slot: &'static str, text: String, place: Place, rows: &Rows) {
        let told = &mut self.draft.told;
        match slot {
            "sssom_version" => {}
            "mapping_set_id" => told.url = Some(text),
            "mapping_set_version" => told.version = Some(text),
            "mapping_set_title" => told.title = Some(text),
            "mapping_set_description" if text == DESCRIPTION => {}
            "license" => told.licence = Some(licence_name(&text)),
            "publication_date" if text.parse::<Date>().is_ok() => told.as_of = text.parse().ok(),
            _ if PROPAGATED.contains(&slot) && !filled(rows, self.columns.slots.get(slot)) => {
                self.propagated.insert(slot, (text, place));
            }
            _ => {
                if matches!(slot, "mapping_provider" | "creator_label") && told.issuer.is_none() {
                    told.issuer = Some(text.clone());
                }
                told.notes.push(carried_line(slot, &text));
                self.kept.push_str(&text);
                self.kept.push(' ');
                let reason = "the graph has no field for it";
                self.draft.lose(place, ("", slot), &text, reason, Some("a note of the graph"));
            }
        }
    }

    /// A slot of a mapping: its own value, else that of the set; without the escapes of a single value.
    fn slot(&self, row: &Row, slot: &'static str) -> Option<(String, Place)> {
        let column = self.columns.slots.get(slot).copied();
        match row.cell(column) {
            Some(cell) => Some((self.plain(slot, cell), row.place(self.draft.file, column))),
            None => self.propagated.get(slot).cloned(),
        }
    }

    /// A cell as it was before it was made harmless for spreadsheets, which our own files do with free texts.
    fn plain(&self, slot: &str, cell: &str) -> String {
        let ours = !self.columns.extensions.is_empty();
        let free = ours && matches!(slot, "subject_label" | "object_label" | "comment");
        if free { rows::original(cell).to_owned() } else { cell.to_owned() }
    }

    fn extension(&self, row: &Row, name: &'static str) -> Option<String> {
        let column = self.columns.extensions.get(name).copied();
        let free = matches!(name, "note" | "subject_source_label" | "object_source_label");
        row.cell(column).map(|cell| if free { rows::original(cell) } else { cell }.to_owned())
    }

    fn row(&mut self, row: &Row) {
        let place = Place { file: self.draft.file, span: row.span };
        let ends = [
            self.end(row, ["subject_id", "subject_label", "subject_source"], "subject_source_label"),
            self.end(row, ["object_id", "object_label", "object_source"], "object_source_label"),
        ];
        let named = |it: &Option<(EndAt, String)>| it.as_ref().map_or("nothing", |(_, name)| name.as_str()).to_owned();
        let item = format!("{} – {}", named(&ends[0]), named(&ends[1]));
        let [Some((from, _)), Some((to, _))] = ends else {
            let reason = "one side names no entity: that no match was found says nothing of how the two relate";
            let kept = "the provision that is named, without a mapping";
            self.draft.lose(place, (&item, ""), &item, reason, Some(kept));
            return;
        };
        let Ok(set) = self.relation(row, &item) else { return };
        let mut note: Vec<String> = self.extension(row, "note").into_iter().collect();
        let strength = self.strength(row, set, &item, &mut note);
        self.carry(row, &item, &mut note);
        let claim = self.claim(row, &item);
        let evidence = self.evidence(row);
        let listed = |text: String| split_values(&text).iter().filter_map(|name| layer(name)).collect();
        let rationale = self.extension(row, "rationale").and_then(|text| MappingRationale::parse(&text));
        let since = self.since(row, &item);
        let mapping = MappingDraft {
            from,
            to,
            relation: self.extension(row, "mechanism").and_then(|text| parse_mechanism(&text)).unwrap_or(CROSSWALK),
            set,
            strength,
            rationale,
            layers: self.extension(row, "layers").map(listed).unwrap_or_default(),
            since,
            until: self.extension(row, "until"),
            claim,
            note,
            evidence,
            place,
        };
        self.draft.link(&mapping);
    }

    fn end(&mut self, row: &Row, slots: [&'static str; 3], name: &'static str) -> Option<(EndAt, String)> {
        let [id, label, source] = slots;
        let label = self.slot(row, label).map(|(label, _)| label);
        let source = self.slot(row, source).map(|(source, _)| source);
        let source_name = self.extension(row, name);
        let column = self.columns.slots.get(id).copied();
        let place = row.place(self.draft.file, column);
        let (entity, local, key, wish) = match self.slot(row, id) {
            Some((entity, _)) => self.identity(&entity, place),
            // A literal: nothing but its label.
            None => (label.clone()?, label.clone()?, "literals".to_owned(), "literals".to_owned()),
        };
        let (key, wish) = match &source {
            Some(source) => {
                let (address, local, _, _) = self.identity(source, place);
                (address, local)
            }
            None => (key, wish),
        };
        let key = key.trim_end_matches('#').to_owned();
        let wish = key.strip_prefix(NAMESPACE).map_or(wish, str::to_owned);
        let of = self.draft.framework(&key, &wish, source_name.as_deref(), place);
        if entity == NO_TERM {
            return None;
        }
        if entity == key {
            if source_name.is_none() {
                self.draft.framework(&key, &wish, label.as_deref(), place);
            }
            return Some(((of, None), local));
        }
        if !key.starts_with(NAMESPACE) && entity.ends_with(&local) && entity.len() > local.len() && entity.contains(':')
        {
            let stem = &entity[..entity.len() - local.len()];
            self.draft.remark(of, &format!("Its identifiers begin with {stem} in the imported file"));
        }
        let provision = self.draft.provision(of, &entity, &local, label.as_deref(), place);
        Some(((of, Some(provision)), local))
    }

    /// The address of an entity, what it is called within its vocabulary, and the key and name of that vocabulary.
    fn identity(&mut self, text: &str, place: Place) -> (String, String, String, String) {
        let declared = text.split_once(':').filter(|(prefix, _)| self.prefixes.contains_key(*prefix));
        if let Some((prefix, local)) = declared {
            let address = self.prefixes[prefix].clone();
            let name = if local.is_empty() { prefix } else { local };
            return (format!("{address}{local}"), name.to_owned(), address, prefix.to_owned());
        }
        if let Some(address) = expand(text, &self.prefixes) {
            let at = address.rfind(['#', '/', ':']).map_or(0, |at| at + 1);
            let (stem, local) = address.split_at(at);
            let name = if local.is_empty() { stem } else { local }.to_owned();
            let stem = stem.trim_end_matches(['#', '/', ':']);
            let vocabulary = stem.rsplit(['/', ':']).next().unwrap_or(stem).to_owned();
            return (address.clone(), name, stem.to_owned(), vocabulary);
        }
        let (prefix, local) = text.split_once(':').unwrap_or(("", text));
        if self.undeclared.insert(prefix.to_owned()) {
            let reason = "the prefix is not declared, so nobody can tell what it stands for";
            self.draft.lose(place, (text, "curie_map"), prefix, reason, Some("the identifier as it is written"));
        }
        let vocabulary = if prefix.is_empty() { "unnamed" } else { prefix };
        (text.to_owned(), local.to_owned(), format!("{vocabulary}:"), vocabulary.to_owned())
    }

    /// What a mapping states; `None` where the graph cannot say it, which is a loss.
    fn relation(&mut self, row: &Row, item: &str) -> Result<Option<SetRelation>, Unsayable> {
        let column = self.columns.slots.get("predicate_id").copied();
        let place = row.place(self.draft.file, column);
        let written = row.cell(column).unwrap_or_default().to_owned();
        let negated = self.slot(row, "predicate_modifier").map(|(modifier, _)| modifier);
        let told = self.extension(row, "set_relation").and_then(|text| SetRelation::parse(&text));
        let address = expand(&written, &self.prefixes).unwrap_or_else(|| written.clone());
        let shown = negated.as_ref().map_or_else(|| written.clone(), |modifier| format!("{modifier} {written}"));
        let meaning = PREDICATES.iter().find(|(known, ..)| *known == address);
        let found = match (meaning, negated.as_deref()) {
            (Some((_, set, exact)), None) => Some((*set, *exact)),
            // That something is no equal, broader or narrower match leaves open what it is.
            (Some(_), Some("Not")) if address.ends_with("#mappingRelation") => {
                Some((Some(SetRelation::NotRelated), true))
            }
            (Some(_), Some("Not")) if address.ends_with("#relatedMatch") => {
                Some((Some(SetRelation::NotRelated), false))
            }
            _ => None,
        };
        let Some((set, exact)) = found else {
            let reason = "the graph has no such relation between provisions";
            self.draft.lose(
                place,
                (item, "predicate_id"),
                &shown,
                reason,
                Some("the two provisions, without a mapping"),
            );
            return Err(Unsayable);
        };
        if address.ends_with("#relatedMatch") && told == Some(SetRelation::Intersects) && negated.is_none() {
            return Ok(told);
        }
        if !exact {
            let kept = set.map_or("a mapping without a stated set relation", SetRelation::label);
            self.draft.lose(place, (item, "predicate_id"), &shown, "the graph says it in another way", Some(kept));
        }
        Ok(set)
    }

    /// The confidence as a strength; what tenths cannot say is kept in the note.
    fn strength(&mut self, row: &Row, set: Option<SetRelation>, item: &str, note: &mut Vec<String>) -> Option<u8> {
        let (text, place) = self.slot(row, "confidence")?;
        let value: Option<f64> = text.trim().parse().ok().filter(|value| (0.0..=1.0).contains(value));
        let tenths = value.map(|value| value * 10.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10")]
        let strength = tenths.map(|tenths| tenths.round() as u8).filter(|_| set.is_some());
        let exact = tenths.is_some_and(|tenths| (tenths - tenths.round()).abs() < 1e-9) && strength.is_some();
        if !exact {
            let reason = if set.is_none() {
                "a mapping without a set relation has no strength"
            } else {
                "strengths are whole numbers from 0 to 10"
            };
            self.keep("confidence", &text, place, (item, reason), note);
        }
        strength
    }

    /// Keeps the slots for which the graph has no field.
    fn carry(&mut self, row: &Row, item: &str, note: &mut Vec<String>) {
        for (slot, _) in MAPPING.iter().filter(|(slot, _)| is_carried(slot) && *slot != "confidence") {
            let Some((value, place)) = self.slot(row, slot) else { continue };
            let address = expand(&value, &self.prefixes);
            if *slot == "mapping_justification" && address.is_some_and(|it| it.ends_with("/ManualMappingCuration")) {
                continue;
            }
            self.keep(slot, &value, place, (item, "the graph has no field for it"), note);
        }
        for (at, name) in self.columns.others.clone() {
            let Some(cell) = row.cell(Some(at)) else { continue };
            let reason = "neither a slot of a mapping in SSSOM 1.0 and 1.1 nor an extension that is known";
            let (cell, place) = (cell.to_owned(), row.place(self.draft.file, Some(at)));
            self.draft.lose(place, (item, &name), &cell, reason, None);
        }
    }

    fn keep(&mut self, slot: &str, value: &str, place: Place, (item, reason): (&str, &str), note: &mut Vec<String>) {
        note.push(carried_line(slot, value));
        self.kept.push_str(value);
        self.kept.push(' ');
        self.draft.lose(place, (item, slot), value, reason, Some("a line of the link's note"));
    }

    fn claim(&mut self, row: &Row, item: &str) -> String {
        let Some((comment, place)) = self.slot(row, "comment") else {
            return "The file maps the two, without a comment".to_owned();
        };
        let (claim, changed) = one_line(&comment);
        if changed {
            self.draft.lose(place, (item, "comment"), &comment, "a claim has one line", Some("the same in one line"));
        }
        claim
    }

    fn evidence(&mut self, row: &Row) -> Vec<Cited> {
        let addresses = self.slot(row, "see_also").map(|(text, _)| split_values(&text)).unwrap_or_default();
        addresses.into_iter().map(|address| Cited { address, title: None, at: None }).collect()
    }

    fn since(&mut self, row: &Row, item: &str) -> Option<String> {
        let Some((text, place)) = self.slot(row, "mapping_date") else { return self.extension(row, "since") };
        if text.parse::<Date>().is_ok() {
            return Some(text);
        }
        self.draft.lose(place, (item, "mapping_date"), &text, "not a date as YYYY-MM-DD", None);
        None
    }

    fn finish(mut self) -> Result<Imported, ImportError> {
        // The prefixes that kept values use.
        for (name, address) in &self.prefixes {
            let built_in = BUILT_IN.iter().any(|(known, _)| known == name);
            if !built_in && name != "interlex" && self.kept.contains(&format!("{name}:")) {
                self.draft.told.notes.push(carried_line("curie_map", &format!("{name} {address}")));
            }
        }
        self.draft.finish()
    }
}

fn filled(rows: &Rows, column: Option<&usize>) -> bool {
    column.is_some_and(|at| rows.rows.iter().any(|row| row.cell(Some(*at)).is_some()))
}

fn layer(name: &str) -> Option<Layer> {
    Layer::ALL.into_iter().find(|layer| layer.as_str() == name)
}

/// What predicates become, and whether the export gives the same predicate back.
const PREDICATES: [(&str, Option<SetRelation>, bool); 16] = [
    ("http://www.w3.org/2004/02/skos/core#exactMatch", Some(SetRelation::Equal), true),
    ("http://www.w3.org/2004/02/skos/core#broadMatch", Some(SetRelation::Subset), true),
    ("http://www.w3.org/2004/02/skos/core#narrowMatch", Some(SetRelation::Superset), true),
    ("http://www.w3.org/2004/02/skos/core#mappingRelation", None, true),
    ("http://www.w3.org/2004/02/skos/core#closeMatch", Some(SetRelation::Intersects), false),
    ("http://www.w3.org/2004/02/skos/core#relatedMatch", None, false),
    ("http://www.w3.org/2004/02/skos/core#broader", Some(SetRelation::Subset), false),
    ("http://www.w3.org/2004/02/skos/core#narrower", Some(SetRelation::Superset), false),
    ("http://www.w3.org/2004/02/skos/core#related", None, false),
    ("http://www.w3.org/2002/07/owl#sameAs", Some(SetRelation::Equal), false),
    ("http://www.w3.org/2002/07/owl#equivalentClass", Some(SetRelation::Equal), false),
    ("http://www.w3.org/2002/07/owl#equivalentProperty", Some(SetRelation::Equal), false),
    ("http://www.w3.org/2000/01/rdf-schema#subClassOf", Some(SetRelation::Subset), false),
    ("http://www.w3.org/2000/01/rdf-schema#subPropertyOf", Some(SetRelation::Subset), false),
    ("http://www.w3.org/2000/01/rdf-schema#seeAlso", None, false),
    ("http://www.geneontology.org/formats/oboInOwl#hasDbXref", None, false),
];
