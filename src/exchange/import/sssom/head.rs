//! What stands before the mappings: metadata, prefixes, and the names of columns.

use std::collections::{BTreeMap, BTreeSet};

use super::super::ImportError;
use super::super::rows::{self, Rows};
use super::super::tree::{Tree, malformed};
use crate::exchange::sssom_slots::{BUILT_IN, MAPPING, extension_of};
use crate::source::SourceFile;

/// The metadata before the table as YAML, every character at its place, and where the table begins.
pub(super) fn split(file: &SourceFile) -> (String, usize) {
    let text = file.text();
    let mut block = String::new();
    let mut at = 0;
    if text.starts_with('\u{FEFF}') {
        at = '\u{FEFF}'.len_utf8();
        block.push_str(&"\n".repeat(at));
    }
    for line in text[at..].split_inclusive('\n') {
        let Some(rest) = line.strip_prefix('#') else { break };
        let body = rest.trim_end_matches(['\r', '\n']);
        // Spreadsheets fill every line up with tabs.
        let kept = body.trim_end_matches('\t');
        let ended = line.ends_with('\n');
        block.push(' ');
        block.push_str(kept);
        block.push_str(&" ".repeat(line.len() - 1 - kept.len() - usize::from(ended)));
        if ended {
            block.push('\n');
        }
        at += line.len();
    }
    (block, at)
}

/// The table below the metadata, with the columns that SSSOM requires.
pub(super) fn table_of(file: &SourceFile, start: usize) -> Result<Rows, ImportError> {
    let header = file.text()[start..].lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut rows = rows::read(file, start, rows::delimiter(header))?.into_iter();
    let Some(first) = rows.next() else {
        return Err(malformed(file, start, "there is no line with the names of columns"));
    };
    let names: Vec<String> = first.cells.iter().map(|name| name.trim().to_owned()).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    for required in ["predicate_id", "subject_id", "object_id"] {
        let otherwise = required != "predicate_id" && has(&required.replace("_id", "_label"));
        if !has(required) && !otherwise {
            let message = format!("there is no column `{required}`, which SSSOM requires");
            return Err(malformed(file, first.span.start, message));
        }
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = names.iter().find(|name| !name.is_empty() && !seen.insert(name.as_str())) {
        return Err(malformed(file, first.span.start, format!("the column `{twice}` is there twice")));
    }
    Ok(Rows { names, rows: rows.collect() })
}

/// The prefixes that SSSOM knows, and those that the set declares.
pub(super) fn prefixes(meta: &Tree) -> BTreeMap<String, String> {
    let built_in = BUILT_IN.iter().map(|(name, address)| ((*name).to_owned(), (*address).to_owned()));
    let mut prefixes: BTreeMap<String, String> = built_in.collect();
    for (name, address) in meta.get("curie_map").into_iter().flat_map(Tree::entries) {
        if let Some(address) = address.text() {
            prefixes.insert(name.to_owned(), address.to_owned());
        }
    }
    prefixes
}

/// Columns that the set defines as extensions of ours, and what they are.
pub(super) fn extensions(meta: &Tree, prefixes: &BTreeMap<String, String>) -> BTreeMap<String, &'static str> {
    let definitions = meta.items_of("extension_definitions").iter();
    definitions
        .filter_map(|it| {
            let property = expand(it.text_of("property")?, prefixes)?;
            Some((it.text_of("slot_name")?.to_owned(), extension_of(&property)?))
        })
        .collect()
}

/// The address behind a CURIE; an address stays as it is. `None` if the prefix is not declared.
pub(super) fn expand(text: &str, prefixes: &BTreeMap<String, String>) -> Option<String> {
    let (prefix, local) = text.split_once(':')?;
    match prefixes.get(prefix) {
        Some(address) => Some(format!("{address}{local}")),
        None if local.starts_with("//") || prefix == "urn" => Some(text.to_owned()),
        None => None,
    }
}

/// Where each slot stands in the table.
pub(super) struct Columns {
    pub(super) slots: BTreeMap<&'static str, usize>,
    pub(super) extensions: BTreeMap<&'static str, usize>,
    /// Columns that are neither, and their names.
    pub(super) others: Vec<(usize, String)>,
}

impl Columns {
    pub(super) fn new(rows: &Rows, extensions: &BTreeMap<String, &'static str>) -> Self {
        let mut columns = Self { slots: BTreeMap::new(), extensions: BTreeMap::new(), others: Vec::new() };
        for (at, name) in rows.names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if let Some((slot, _)) = MAPPING.iter().find(|(slot, _)| slot == name) {
                columns.slots.insert(slot, at);
            } else if let Some(extension) = extensions.get(name) {
                columns.extensions.insert(extension, at);
            } else {
                columns.others.push((at, name.clone()));
            }
        }
        columns
    }
}
