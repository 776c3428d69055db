//! The mapping file, and guesses where there is none or it is silent.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::super::ImportError;
use super::super::given::Given;
use super::words::{self, Kind, LINK, NODE, Relation};
use crate::model::{Layer, Modality, Status};

/// Stands for every type that is not named.
const ANY: &str = "*";

/// What the user writes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    graph: BTreeMap<String, String>,
    nodes: Option<String>,
    links: Option<String>,
    node: BTreeMap<String, OneOrMore>,
    link: BTreeMap<String, OneOrMore>,
    kinds: BTreeMap<String, String>,
    relations: BTreeMap<String, String>,
    defaults: Defaults,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// What holds where the file says nothing.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Defaults {
    pub(super) status: Option<String>,
    pub(super) layers: Vec<String>,
    pub(super) modality: Option<String>,
    pub(super) jurisdictions: Vec<String>,
}

/// Which keys of theirs stand for a field of ours.
#[derive(Debug, Default)]
pub(super) struct Keys(BTreeMap<&'static str, Vec<String>>);

impl Keys {
    pub(super) fn get(&self, field: &str) -> Option<&[String]> {
        self.0.get(field).map(Vec::as_slice)
    }

    /// Lets a key stand for a field.
    pub(super) fn set(&mut self, field: &'static str, key: &str) {
        self.0.insert(field, vec![key.to_owned()]);
    }

    /// Every key that stands for something.
    pub(super) fn used(&self) -> impl Iterator<Item = &str> {
        self.0.values().flatten().map(String::as_str)
    }
}

/// What keys and types mean.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    pub(super) about: BTreeMap<String, String>,
    /// The way to the list of nodes, and to that of links.
    pub(super) lists: (Option<String>, Option<String>),
    pub(super) node: Keys,
    pub(super) link: Keys,
    kinds: BTreeMap<String, Kind>,
    /// `None` for what is left out on purpose.
    relations: BTreeMap<String, Option<Relation>>,
    pub(super) defaults: Defaults,
}

impl Mapping {
    /// Reads a mapping file: JSON if it begins with a brace, else TOML.
    pub(super) fn parse(path: &str, text: &str) -> Result<Self, ImportError> {
        let wrong = |message: String| ImportError::Unsuitable { file: path.to_owned(), message };
        let body = text.trim_start_matches('\u{FEFF}');
        let written: Written = if body.trim_start().starts_with('{') {
            serde_json::from_str(body).map_err(|error| wrong(error.to_string()))?
        } else {
            toml::from_str(body).map_err(|error| wrong(error.to_string().trim_end().to_owned()))?
        };
        let mut mapping = Self {
            lists: (written.nodes, written.links),
            node: keys("node", written.node, NODE).map_err(wrong)?,
            link: keys("link", written.link, LINK).map_err(wrong)?,
            ..Self::default()
        };
        for (theirs, ours) in written.kinds {
            let kind = Kind::parse(&ours).ok_or_else(|| {
                wrong(format!("[kinds] {theirs:?} is to be {ours:?}, which is no kind; write framework/law, regulator, standards_body, forum or jurisdiction/country, or another type of framework or jurisdiction"))
            })?;
            mapping.kinds.insert(theirs, kind);
        }
        for (theirs, ours) in written.relations {
            let relation = if ours == "skip" {
                None
            } else {
                Some(words::relation(&ours).ok_or_else(|| {
                    wrong(format!("[relations] {theirs:?} is to be {ours:?}, which is no relation; write alignment/joint_mapping, reference/cites, conflict/definition or another mechanism, party_to/signed, issued_by, member_of, or skip to leave it out"))
                })?)
            };
            mapping.relations.insert(theirs, relation);
        }
        let defaults = &written.defaults;
        let bad = (defaults.status.iter().find(|it| Status::parse(it).is_none()))
            .or_else(|| defaults.modality.iter().find(|it| Modality::parse(it).is_none()))
            .or_else(|| {
                defaults.layers.iter().find(|it| !Layer::ALL.iter().any(|layer| layer.as_str() == it.as_str()))
            });
        if let Some(bad) = bad {
            return Err(wrong(format!("[defaults] has {bad:?}, which is no status, modality or layer")));
        }
        let about = ["title", "version", "licence", "as_of"];
        if let Some(name) = written.graph.keys().find(|name| !about.contains(&name.as_str())) {
            return Err(wrong(format!("[graph] has no `{name}`; it has {}", about.join(", "))));
        }
        (mapping.about, mapping.defaults) = (written.graph, written.defaults);
        Ok(mapping)
    }

    /// Guesses what the mapping file does not say from what nodes and links look like, and tells what was guessed.
    /// Returns the fields of nodes that have a key.
    pub(super) fn guess(&mut self, nodes: &[Given], links: &[Given], told: &mut Vec<String>) -> Vec<&'static str> {
        guess_keys(&mut self.node, NODE, nodes, "nodes", told);
        guess_keys(&mut self.link, LINK, links, "links", told);
        self.node.0.keys().copied().collect()
    }

    /// The kind of a type, and whether that is no more than the one for all others.
    pub(super) fn kind(&self, theirs: &str) -> Option<(Kind, bool)> {
        let named = self.kinds.get(theirs).copied().or_else(|| Kind::guess(theirs));
        named.map(|kind| (kind, true)).or_else(|| Some((*self.kinds.get(ANY)?, false)))
    }

    /// Whether the mapping file names a type itself.
    pub(super) fn names(&self, theirs: &str) -> bool {
        self.kinds.contains_key(theirs) || self.relations.contains_key(theirs)
    }

    /// The relation of a type: `None` if unknown, `Some(None)` if it is left out on purpose; and whether that is no more
    /// than the one for all others.
    pub(super) fn relation(&self, theirs: &str, mechanism: Option<&str>) -> Option<(Option<Relation>, bool)> {
        let named = self.relations.get(theirs).copied();
        let named = named.or_else(|| words::guess_relation(theirs, mechanism).map(Some));
        named.map(|relation| (relation, true)).or_else(|| Some((*self.relations.get(ANY)?, false)))
    }
}

fn keys(table: &str, written: BTreeMap<String, OneOrMore>, known: &[(&'static str, &[&str])]) -> Result<Keys, String> {
    let mut keys = Keys::default();
    for (field, theirs) in written {
        let Some((name, _)) = known.iter().find(|(name, _)| *name == field) else {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let distance = |name: &&&str| strsim::damerau_levenshtein(name, &field);
            let near = names.iter().min_by_key(distance).filter(|near| distance(near) <= 2);
            let hint = near.map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
            return Err(format!("[{table}] has no `{field}`{hint}; it has {}", names.join(", ")));
        };
        keys.0.insert(
            name,
            match theirs {
                OneOrMore::One(key) => vec![key],
                OneOrMore::More(keys) => keys,
            },
        );
    }
    Ok(keys)
}

/// Takes the likeliest key that is there for each field without one; no key stands for two fields.
fn guess_keys(keys: &mut Keys, likely: &[(&'static str, &[&str])], seen: &[Given], what: &str, told: &mut Vec<String>) {
    let there: BTreeSet<&str> = seen.iter().flat_map(Given::names).collect();
    let mut used: BTreeSet<String> = keys.used().map(str::to_owned).collect();
    let mut guessed = Vec::new();
    for (field, names) in likely.iter().filter(|(field, _)| keys.get(field).is_none()).collect::<Vec<_>>() {
        let likeliest = names.iter().find_map(|name| {
            let is_free = |key: &&&str| key.eq_ignore_ascii_case(name) && !used.contains(**key);
            there.iter().find(is_free).filter(|key| *field != "relation" || !says_direction(seen, key)).copied()
        });
        if let Some(key) = likeliest {
            used.insert(key.to_owned());
            if key != *field {
                guessed.push(format!("`{key}` as {field}"));
            }
            keys.0.insert(field, vec![key.to_owned()]);
        }
    }
    if !guessed.is_empty() {
        told.push(format!("of {what} read {}", guessed.join(", ")));
    }
}

/// Whether a key says no more than that links have a direction, as in tables for Gephi.
fn says_direction(seen: &[Given], key: &str) -> bool {
    let mut values = seen.iter().filter_map(|given| given.field(key)?.scalar());
    values.all(|value| ["directed", "undirected", "mixed"].iter().any(|word| value.eq_ignore_ascii_case(word)))
}
