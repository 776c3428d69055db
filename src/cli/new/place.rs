//! Where an entry belongs, and what it is called: as its neighbours in the graph do it.

use std::collections::BTreeMap;

use interlex::load::Loaded;
use interlex::model::{Graph, Node};
use interlex::source::FileId;
use unicode_normalization::UnicodeNormalization as _;

/// Words that tell nothing apart in an id.
const IDLE: [&str; 16] =
    ["a", "an", "and", "at", "by", "concerning", "for", "from", "in", "its", "of", "on", "s", "the", "to", "with"];

/// Most words of a proposed id after its prefix.
const WORDS: usize = 5;

/// The folder of an entry and what its id begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    pub folder: String,
    pub prefix: Option<String>,
}

/// The home of texts and bodies that are no single jurisdiction's.
const INTERNATIONAL: &str = "intl";

/// The home of what belongs to `seat`, a jurisdiction or an institution; `None` for what belongs to no single one.
pub fn home(loaded: &Loaded, seat: Option<&str>) -> Home {
    let seat = seat.and_then(|id| loaded.graph.by_id(id)).map(|ix| loaded.graph.node(ix));
    let Some(seat) = seat else { return Home { folder: INTERNATIONAL.to_owned(), prefix: None } };
    let of_seat = |node: &&Node| {
        let own = match (node.framework(), node.institution()) {
            (Some(framework), _) => match framework.jurisdictions[..] {
                [only] => Some(only),
                _ => None,
            },
            (_, Some(institution)) => institution.jurisdiction,
            _ => None,
        };
        own.is_some_and(|own| loaded.graph.node(own).id == seat.id)
    };
    let folder = if seat.jurisdiction().is_some() {
        most(loaded.graph.nodes().iter().filter(of_seat).filter_map(|node| folder_of(loaded, node)))
    } else {
        folder_of(loaded, seat)
    };
    let folder = folder.unwrap_or_else(|| {
        let code = seat.aliases.iter().find(|alias| alias.len() == 2 && alias.bytes().all(|b| b.is_ascii_uppercase()));
        let iso = seat.jurisdiction().and_then(|it| it.iso.as_ref()).map(|(two, _)| two.clone());
        iso.or(code.cloned()).map_or_else(|| seat.id.to_string(), |code| code.to_lowercase())
    });
    Home { prefix: prefix(loaded, &folder), folder }
}

/// What most ids in a folder begin with; the folder's own name if nothing is in it.
pub fn prefix(loaded: &Loaded, folder: &str) -> Option<String> {
    let inside = loaded.graph.nodes().iter().filter(|node| folder_of(loaded, node).as_deref() == Some(folder));
    let ids: Vec<&str> = inside.map(|node| node.id.as_str()).collect();
    if ids.is_empty() {
        return (folder != INTERNATIONAL).then(|| folder.to_owned());
    }
    let begin = |prefix: &str| {
        ids.iter().filter(|id| id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('-'))).count()
    };
    if begin(folder) * 2 >= ids.len() {
        return Some(folder.to_owned());
    }
    let first = most(ids.iter().filter_map(|id| id.split_once('-')).map(|(first, _)| first.to_owned()))?;
    (begin(&first) * 2 >= ids.len()).then_some(first)
}

/// An id made of the prefix and the words of the name that tell it apart; `None` if the name has no Latin letters.
pub fn propose_id(graph: &Graph, prefix: Option<&str>, seat: Option<&str>, name: &str) -> Option<String> {
    let seat = seat.and_then(|id| graph.by_id(id)).map(|ix| graph.node(ix).name.clone()).unwrap_or_default();
    let known: Vec<String> = words(&seat).into_iter().chain(prefix.into_iter().flat_map(words)).collect();
    let telling = words(name).into_iter().filter(|word| !IDLE.contains(&word.as_str()));
    let own: Vec<String> =
        telling.clone().filter(|word| prefix.is_none() || !known.contains(word)).take(WORDS).collect();
    let own = if own.is_empty() { telling.take(WORDS).collect() } else { own };
    if own.is_empty() {
        return None;
    }
    let id = prefix.map(str::to_owned).into_iter().chain(own).collect::<Vec<_>>().join("-");
    Some(id).filter(|id| interlex::model::Id::new(id).is_ok())
}

/// The id of a jurisdiction: all words of its name.
pub fn jurisdiction_id(name: &str) -> Option<String> {
    interlex::model::Id::new(&words(name).join("-")).ok().map(|id| id.to_string())
}

/// The table of jurisdictions in which those of the same sub-region or panel stand.
pub fn table(loaded: &Loaded, m49: Option<&str>, panel: &str) -> String {
    let graph = &loaded.graph;
    let tables = |m49: Option<&str>| {
        let near = graph.nodes().iter().filter(move |node| {
            node.jurisdiction().is_some_and(|it| match (m49, &it.subregion) {
                (Some(wanted), Some(own)) => own.as_str() == wanted,
                (None, _) => it.panel.as_str() == panel,
                _ => false,
            })
        });
        most(near.filter_map(|node| table_of(loaded, node)))
    };
    m49.and_then(|m49| tables(Some(m49))).or_else(|| tables(None)).unwrap_or_else(|| panel.to_owned())
}

/// `graph/frameworks/uk/….ron` stands in `uk`.
fn folder_of(loaded: &Loaded, node: &Node) -> Option<String> {
    let path = loaded.files.get(FileId(node.origin.file))?.path();
    let mut parts = path.rsplit('/').skip(1);
    parts.next().filter(|folder| !matches!(*folder, "frameworks" | "institutions" | "jurisdictions")).map(str::to_owned)
}

fn table_of(loaded: &Loaded, node: &Node) -> Option<String> {
    let path = loaded.files.get(FileId(node.origin.file))?.path();
    path.rsplit('/').next()?.strip_suffix(".ron").map(str::to_owned)
}

/// The commonest; the first by name among equals.
fn most(names: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(name, _)| name)
}

/// The words of a name in lower case without accents.
fn words(name: &str) -> Vec<String> {
    let plain: String = name.nfkd().filter(|c| !('\u{300}'..='\u{36F}').contains(c)).collect();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
