//! Whether the graph says what the file says, also where one thing in it follows from another.
//!
//! Some keys of an export follow from the rest: the panel of a framework, the status on a day, the strength of a link. An
//! import leaves them out. A file of another hand may say something else there, and that would be lost without a word:
//! so the graph is asked for every key of every item again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value as Json;

use super::super::given::{Given, Part, Reader, Rows, What};
use super::super::loss::cut;
use super::super::{ImportError, Imported, Losses};
use crate::exchange::parts::edge_id;
use crate::exchange::{edge_value, node_value};
use crate::model::Link;
use crate::scope::Scope;

/// The losses of the reader, and what the graph says otherwise. Nothing is added where the graph is not sound, which the
/// check tells, or where ids had to be changed. `link_ids` are those in the file.
pub(super) fn verified(
    imported: &Imported,
    reader: Reader<'_>,
    rows: &dyn Rows,
    link_ids: Vec<String>,
) -> Result<Losses, ImportError> {
    if reader.nodes.changed() || reader.sources.changed() {
        return Ok(reader.losses);
    }
    let loaded = imported.load();
    if !loaded.is_sound() {
        return Ok(reader.losses);
    }
    let graph = &loaded.graph;
    let mut all_dates = false;
    rows.each(Part::Head, &mut |given| {
        all_dates |= given.field("all_dates").and_then(Given::scalar) == Some("true");
        Ok(())
    })?;
    let scope = if all_dates { Scope::new(graph).of_all_dates() } else { Scope::new(graph) };
    let known: BTreeSet<(String, String)> = (reader.losses.iter())
        .map(|loss| (loss.item.clone(), loss.field.split(['.', '[']).next().unwrap_or_default().to_owned()))
        .collect();
    let mut verifier = Verifier { reader, known };
    rows.each(Part::Nodes, &mut |given| {
        let id = given.field("id").and_then(Given::scalar).unwrap_or_default();
        let Some(ix) = graph.by_id(id) else { return Ok(()) };
        let mut says = node_value(&scope, ix).unwrap_or_default();
        says["label"] = graph.node(ix).label().into();
        verifier.compare(&given, &says);
        Ok(())
    })?;
    let links: HashMap<String, &Link> = graph.links().iter().map(|link| (edge_id(graph, link), link)).collect();
    let links = met(link_ids, &links);
    rows.each(Part::Links, &mut |given| {
        let Some(id) = given.field("id").and_then(Given::scalar) else { return Ok(()) };
        let says = match links.get(id) {
            Some(link) => {
                let mut says = edge_value(graph, link).unwrap_or_default();
                says["label"] = link.relation.label().into();
                says
            }
            None => Json::Null,
        };
        verifier.compare(&given, &says);
        Ok(())
    })?;
    Ok(verifier.reader.losses)
}

/// The name that links between the same ends share, and the number of this one among them, from 1.
fn numbered(id: &str) -> (&str, usize) {
    match id.match_indices(':').nth(2) {
        Some((at, _)) => (&id[..at], id[at + 1..].parse().unwrap_or(1)),
        None => (id, 1),
    }
}

/// The links of the graph by what the file calls them. Where a twin is not in the file, those after it have other numbers
/// in the graph, in the same order.
fn met<'g>(theirs: Vec<String>, links: &HashMap<String, &'g Link>) -> HashMap<String, &'g Link> {
    let mut twins: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for id in theirs {
        let (ends, number) = numbered(&id);
        twins.entry(ends.to_owned()).or_default().push((number, id));
    }
    let mut met = HashMap::new();
    for (ends, mut twins) in twins {
        twins.sort();
        for (at, (_, theirs)) in twins.into_iter().enumerate() {
            let ours = if at == 0 { ends.clone() } else { format!("{ends}:{}", at + 1) };
            met.extend(links.get(&ours).map(|link| (theirs, *link)));
        }
    }
    met
}

struct Verifier<'f> {
    reader: Reader<'f>,
    /// Items and keys that are known to be lost.
    known: BTreeSet<(String, String)>,
}

impl Verifier<'_> {
    fn compare(&mut self, given: &Given, says: &Json) {
        let What::Object(fields) = &given.what else { return };
        given.field("id").and_then(Given::scalar).unwrap_or_default().clone_into(&mut self.reader.item);
        if says.is_null() {
            let id = given.field("id").unwrap_or(given);
            if !self.known.contains(&(cut(&self.reader.item), String::new())) {
                self.reader.lose("id", id, "ids of links are made of their ends and relation");
            }
            return;
        }
        for (name, given) in fields {
            if given.is_nothing() || self.known.contains(&(cut(&self.reader.item), name.clone())) {
                continue;
            }
            let says = says.get(name).unwrap_or(&Json::Null);
            if !same(given, says) {
                let instead = cut(&says.to_string());
                self.reader.lose(name, given, "the graph, where it follows from the rest, says otherwise").kept_as =
                    Some(instead);
            }
        }
    }
}

fn is_none(says: &Json) -> bool {
    match says {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(list) => list.iter().all(is_none),
        Json::Object(fields) => fields.values().all(is_none),
        _ => false,
    }
}

/// Whether both say the same: what is empty is as what is not there, and lists of names are sets.
fn same(given: &Given, says: &Json) -> bool {
    match (&given.what, says) {
        (_, says) if given.is_nothing() => is_none(says),
        (What::List(list), Json::Array(other)) => {
            let names = |given: &Given| given.scalar().map(str::to_owned);
            let own: Option<BTreeSet<String>> = list.iter().map(names).collect();
            let others: Option<BTreeSet<String>> = other.iter().map(plain).collect();
            match (own, others) {
                (Some(own), Some(others)) => own == others,
                _ => list.len() == other.len() && list.iter().zip(other).all(|(given, says)| same(given, says)),
            }
        }
        (What::Object(fields), Json::Object(other)) => {
            fields.iter().all(|(name, given)| same(given, other.get(name).unwrap_or(&Json::Null)))
        }
        (What::Number(number), Json::Number(says)) => number.parse::<f64>().ok() == says.as_f64(),
        _ => given.scalar().is_some_and(|text| {
            plain(says).is_some_and(|says| says == text || says == text.to_lowercase().replace('-', "_"))
        }),
    }
}

fn plain(says: &Json) -> Option<String> {
    match says {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
