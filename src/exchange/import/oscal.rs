//! Control mappings in OSCAL 1.2, as JSON or YAML.
//!
//! A map relates sets of controls. Where a set has several, what is true of each pair is all that can be said of it: of
//! several sources that together equal a target, each is a subset of it.

use std::collections::BTreeMap;

use super::crosswalk::{CROSSWALK, Cited, Crosswalks, EndAt, FrameworkAt, MappingDraft, Unsayable, one_line};
use super::tree::{Tree, json, malformed, yaml};
use super::{ImportError, Imported, Options, Place};
use crate::exchange::mapping::parse_mechanism;
use crate::exchange::oscal::{NS, UNSTATED, unmarked};
use crate::model::{FrameworkKind, Layer, MappingRationale, SetRelation};
use crate::source::{Files, SourceFile};

/// Reads a mapping collection.
///
/// # Errors
/// If the file is neither JSON nor YAML, or has no `mapping-collection`.
pub fn oscal(files: Files, options: &Options) -> Result<Imported, ImportError> {
    let mut trees = Vec::new();
    for (_, file) in files.iter() {
        trees.push(if is_json(file) { json(file)? } else { yaml(file, file.text())? });
    }
    let [tree] = &trees[..] else {
        let file = files.iter().next().map(|(_, file)| file.path().to_owned()).unwrap_or_default();
        return Err(ImportError::Unsuitable { file, message: "name one mapping collection at a time".to_owned() });
    };
    let Some(collection) = tree.get("mapping-collection") else {
        let file = files.iter().next().map(|(_, file)| file);
        let keys: Vec<&str> = tree.entries().map(|(key, _)| key).take(3).collect();
        let found = if keys.is_empty() { "nothing".to_owned() } else { format!("`{}`", keys.join("`, `")) };
        let message = format!("there is no `mapping-collection` in it, but {found}");
        return Err(match file {
            Some(file) => malformed(file, tree.span.start, message),
            None => ImportError::Unsuitable { file: String::new(), message },
        });
    };
    let mut reader = Reader {
        resources: collection.get("back-matter").map(resources).unwrap_or_default(),
        draft: Crosswalks::new(files, options, FrameworkKind::Standard),
        inherited: Inherited::default(),
    };
    reader.collection(collection);
    reader.draft.finish()
}

fn is_json(file: &SourceFile) -> bool {
    file.text().trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).starts_with('{')
}

/// Resources of the back matter by their UUIDs.
fn resources(matter: &Tree) -> BTreeMap<String, Tree> {
    let resources = matter.items_of("resources").iter();
    resources.filter_map(|it| Some((it.text_of("uuid")?.to_lowercase(), it.clone()))).collect()
}

/// What the collection or a mapping says for the maps in it.
#[derive(Debug, Clone, Default)]
struct Inherited {
    rationale: Option<MappingRationale>,
    strength: Option<u8>,
}

struct Reader<'o> {
    draft: Crosswalks<'o>,
    resources: BTreeMap<String, Tree>,
    inherited: Inherited,
}

/// The frameworks of a mapping.
#[derive(Clone, Copy)]
struct Sides {
    from: FrameworkAt,
    to: FrameworkAt,
}

impl Reader<'_> {
    fn place(&self, tree: &Tree) -> Place {
        self.draft.place(tree.span)
    }

    /// Loses every key of a map that is not among those read.
    fn others(&mut self, tree: &Tree, item: &str, read: &[&str]) {
        for (key, value) in tree.entries().filter(|(key, _)| !read.contains(key)) {
            let place = self.place(value);
            self.draft.lose(place, (item, key), &value.to_string(), "the graph has no field for it", None);
        }
    }

    fn collection(&mut self, tree: &Tree) {
        if let Some(metadata) = tree.get("metadata") {
            self.metadata(metadata);
        }
        if let Some(provenance) = tree.get("provenance") {
            self.inherit(provenance);
            if let Some(text) = provenance.text_of("mapping-description") {
                let own = text.contains("urn:interlex:oscal");
                if !own {
                    self.draft.told.notes.push(unmarked(text));
                }
            }
            let status = provenance.text_of("status").filter(|status| *status != "not-complete").map(str::to_owned);
            if let Some(status) = status {
                self.draft.told.notes.push(format!("Status of the mappings in the imported file: {status}"));
            }
            let method = provenance.text_of("method").filter(|method| *method != "human").map(str::to_owned);
            if let Some(method) = method {
                self.draft.told.notes.push(format!("Method of the mappings in the imported file: {method}"));
            }
            let read = ["method", "matching-rationale", "status", "confidence-score", "mapping-description"];
            self.others(provenance, "provenance", &read);
        }
        for mapping in tree.items_of("mappings") {
            self.mapping(mapping);
        }
        self.others(tree, "mapping-collection", &["uuid", "metadata", "provenance", "mappings", "back-matter"]);
    }

    fn metadata(&mut self, tree: &Tree) {
        let told = &mut self.draft.told;
        told.title = tree.text_of("title").map(unmarked);
        told.version = tree.text_of("version").map(str::to_owned);
        told.as_of = tree.text_of("last-modified").and_then(|text| text.get(..10)).and_then(|day| day.parse().ok());
        told.issuer = tree.items_of("parties").iter().find_map(|party| party.text_of("name")).map(str::to_owned);
        let licence = ours(tree, "licence").and_then(|it| it.text_of("value"));
        told.licence = licence.map(str::to_owned);
        if let Some(remarks) = tree.text_of("remarks").filter(|text| !text.starts_with("Only mappings between ")) {
            told.notes.push(unmarked(remarks));
        }
        self.properties(tree, "metadata", &["licence"]);
        let read = ["title", "version", "last-modified", "oscal-version", "props", "remarks"];
        self.others(tree, "metadata", &read);
    }

    /// Takes what a collection or mapping says for all in it.
    fn inherit(&mut self, tree: &Tree) {
        if let Some(rationale) = tree.text_of("matching-rationale") {
            self.inherited.rationale = MappingRationale::parse(rationale);
        }
        if let Some(score) = tree.get("confidence-score") {
            self.inherited.strength = self.strength(score, "confidence-score of all");
        }
    }

    fn mapping(&mut self, tree: &Tree) {
        let sides = ["source-resource", "target-resource"].map(|key| tree.get(key).map(|it| self.framework(it)));
        let [Some(from), Some(to)] = sides else {
            let place = self.place(tree);
            let reason = "a mapping names its source-resource and its target-resource";
            self.draft.lose(place, ("mapping", ""), &tree.to_string(), reason, None);
            return;
        };
        let outer = self.inherited.clone();
        self.inherit(tree);
        let sides = Sides { from, to };
        for map in tree.items_of("maps") {
            self.map(map, sides);
        }
        for (key, of) in [("source-gap-summary", from), ("target-gap-summary", to)] {
            if let Some(gap) = tree.get(key) {
                self.gap(gap, key, of);
            }
        }
        for (key, of) in [("mapping-description", from), ("remarks", from)] {
            if let Some(text) = tree.text_of(key) {
                self.draft.remark(of, &unmarked(text));
            }
        }
        let read = [
            "uuid",
            "source-resource",
            "target-resource",
            "maps",
            "matching-rationale",
            "confidence-score",
            "source-gap-summary",
            "target-gap-summary",
            "mapping-description",
            "remarks",
        ];
        self.others(tree, "mapping", &read);
        self.inherited = outer;
    }

    /// The framework that a resource stands for: by our property, else by the title or address behind the reference.
    fn framework(&mut self, tree: &Tree) -> FrameworkAt {
        let place = self.place(tree);
        let href = tree.text_of("href").unwrap_or_default().to_owned();
        self.others(tree, "resource", &["type", "href", "ns"]);
        let resource = href.strip_prefix('#').and_then(|uuid| self.resources.get(&uuid.to_lowercase())).cloned();
        let title = resource.as_ref().and_then(|it| it.text_of("title")).map(unmarked);
        let own = resource.as_ref().and_then(|it| ours(it, "framework")).and_then(|it| it.text_of("value"));
        let address = resource.as_ref().and_then(|it| it.items_of("rlinks").first()).and_then(|it| it.text_of("href"));
        let file = address.unwrap_or(&href).trim_end_matches('/').rsplit('/').next().unwrap_or(&href);
        let stem = [".json", ".xml", ".yaml", ".yml"].iter().find_map(|ending| file.strip_suffix(ending));
        let wish = own.map(str::to_owned).or(title.clone()).unwrap_or_else(|| stem.unwrap_or(file).to_owned());
        let at = self.draft.framework(&href, &wish, title.as_deref().or(Some(&wish)), place);
        if let Some(address) = address.or(Some(&href)).filter(|address| !address.starts_with('#')) {
            self.draft.remark(at, &format!("In the imported file it stands for {address}"));
        }
        at
    }

    fn map(&mut self, tree: &Tree, sides: Sides) {
        let place = self.place(tree);
        let ends = [("sources", sides.from), ("targets", sides.to)]
            .map(|(key, of)| tree.items_of(key).iter().filter_map(|it| self.item(it, of)).collect::<Vec<EndAt>>());
        let item = tree.text_of("uuid").unwrap_or("map").to_owned();
        let [from, to] = ends;
        if from.is_empty() || to.is_empty() {
            let reason = "a map names at least one source and one target";
            self.draft.lose(place, (&item, ""), &tree.to_string(), reason, None);
            return;
        }
        let Ok(stated) = self.relationship(tree, &item) else { return };
        let set = between(stated, from.len(), to.len());
        if set != stated {
            let kept = set.map_or("mappings of each pair, without a set relation", SetRelation::label);
            let reason = "it holds of several provisions together; of each pair less can be said";
            let shown =
                format!("{} sources {} {} targets", from.len(), stated.map_or("", SetRelation::label), to.len());
            self.draft.lose(place, (&item, "relationship"), &shown, reason, Some(kept));
        }
        let draft = self.details(tree, &item, set, sides);
        for from in &from {
            for to in &to {
                self.draft.link(&MappingDraft { from: from.clone(), to: to.clone(), ..draft.clone() });
            }
        }
    }

    fn details(&mut self, tree: &Tree, item: &str, set: Option<SetRelation>, sides: Sides) -> MappingDraft {
        let place = self.place(tree);
        let value = |name: &str| ours(tree, name).and_then(|it| it.text_of("value")).map(str::to_owned);
        let mut note: Vec<String> = Vec::new();
        note.extend(ours(tree, "note").and_then(|it| it.text_of("remarks")).map(unmarked));
        for qualifier in tree.items_of("qualifiers") {
            let part = |key: &str| qualifier.text_of(key).unwrap_or("not stated").to_owned();
            let description = qualifier.text_of("description").map(unmarked).unwrap_or_default();
            let text =
                format!("Qualifier ({}, {}, {}): {description}", part("subject"), part("predicate"), part("category"));
            let at = self.place(qualifier);
            let reason = "the graph has no field for it";
            self.draft.lose(at, (item, "qualifiers"), &text, reason, Some("a line of the link's note"));
            note.push(one_line(&text).0);
        }
        let written = tree.text_of("remarks").map(unmarked);
        let (claim, changed) = match &written {
            Some(text) if !text.trim().is_empty() => one_line(text),
            _ => ("The file maps the two, without a remark".to_owned(), false),
        };
        if changed {
            let text = written.unwrap_or_default();
            self.draft.lose(place, (item, "remarks"), &text, "a claim has one line", Some("the same in one line"));
        }
        let rationale = match (value("rationale").as_deref(), tree.text_of("matching-rationale")) {
            (_, Some(own)) => MappingRationale::parse(own),
            (Some("not-stated"), None) => None,
            (_, None) => self.inherited.rationale,
        };
        let strength = match tree.get("confidence-score") {
            Some(score) => self.strength(score, item),
            None => self.inherited.strength,
        };
        let layers: Vec<Layer> = value("layers")
            .map(|names| Layer::ALL.into_iter().filter(|it| names.split(' ').any(|name| name == it.as_str())).collect())
            .unwrap_or_default();
        let evidence: Vec<Cited> = tree.items_of("links").iter().filter_map(|link| self.cited(link, item)).collect();
        self.properties(tree, item, &["mechanism", "layers", "rationale", "since", "until", "note"]);
        let read = [
            "uuid",
            "ns",
            "relationship",
            "matching-rationale",
            "sources",
            "targets",
            "qualifiers",
            "confidence-score",
            "props",
            "links",
            "remarks",
        ];
        self.others(tree, item, &read);
        MappingDraft {
            from: (sides.from, None),
            to: (sides.to, None),
            relation: value("mechanism").and_then(|text| parse_mechanism(&text)).unwrap_or(CROSSWALK),
            set,
            strength: strength.filter(|_| set.is_some()),
            rationale: rationale.filter(|_| set.is_some()),
            layers,
            since: value("since"),
            until: value("until"),
            claim,
            note,
            evidence,
            place,
        }
    }

    /// What a map states; `None` where that is nothing the graph can say.
    fn relationship(&mut self, tree: &Tree, item: &str) -> Result<Option<SetRelation>, Unsayable> {
        let written = tree.get("relationship");
        // The specification's JSON has a text; some tools write an object with it in `type`.
        let word = written.and_then(|it| it.text().or_else(|| it.text_of("type"))).unwrap_or_default();
        let place = written.map_or_else(|| self.place(tree), |it| self.place(it));
        let foreign = tree.text_of("ns").is_some_and(|ns| ns != "http://csrc.nist.gov/ns/oscal");
        let set = match word {
            UNSTATED if foreign => return Ok(None),
            "equal-to" => SetRelation::Equal,
            "equivalent-to" => {
                let reason = "the graph does not tell equal in wording from equal in meaning";
                self.draft.lose(place, (item, "relationship"), word, reason, Some("equal"));
                SetRelation::Equal
            }
            "subset-of" => SetRelation::Subset,
            "superset-of" => SetRelation::Superset,
            "intersects-with" => SetRelation::Intersects,
            "no-relationship" => SetRelation::NotRelated,
            _ => {
                let reason = "the graph has no such relation between provisions";
                let kept = Some("the provisions, without a mapping");
                let word = word.to_owned();
                self.draft.lose(place, (item, "relationship"), &word, reason, kept);
                return Err(Unsayable);
            }
        };
        if foreign {
            let reason = "the word is of a namespace of its own; it is read as OSCAL's";
            self.draft.lose(place, (item, "ns"), tree.text_of("ns").unwrap_or_default(), reason, Some(set.label()));
        }
        Ok(Some(set))
    }

    fn item(&mut self, tree: &Tree, of: FrameworkAt) -> Option<EndAt> {
        let place = self.place(tree);
        let Some(id) = tree.text_of("id-ref").map(str::to_owned) else {
            self.draft.lose(place, ("item", "id-ref"), &tree.to_string(), "an item without `id-ref`", None);
            return None;
        };
        let title = tree.text_of("remarks").map(unmarked);
        if tree.text_of("type") != Some("control") {
            let kind = tree.text_of("type").unwrap_or_default().to_owned();
            self.draft.lose(place, (&id, "type"), &kind, "provisions are of one type", Some("a provision"));
        }
        self.others(tree, &id, &["type", "id-ref", "remarks"]);
        Some((of, Some(self.draft.provision(of, &id, &id, title.as_deref(), place))))
    }

    /// Provisions that nothing was mapped to. That is no relation: OSCAL says that nothing follows from it.
    fn gap(&mut self, tree: &Tree, key: &str, of: FrameworkAt) {
        for group in tree.items_of("unmapped-controls") {
            for id in group.items_of("with-ids") {
                let Some(text) = id.text().map(str::to_owned) else { continue };
                let place = self.place(id);
                self.draft.provision(of, &text, &text, None, place);
                let reason = "that nothing was mapped to a provision says nothing of how it relates";
                self.draft.lose(place, (&text, key), &text, reason, Some("a provision without mappings"));
            }
            self.others(group, key, &["with-ids"]);
        }
        self.others(tree, key, &["uuid", "unmapped-controls"]);
    }

    fn strength(&mut self, tree: &Tree, item: &str) -> Option<u8> {
        let share = tree.text_of("percentage").and_then(|text| text.parse::<f64>().ok());
        let Some(share) = share.filter(|share| (0.0..=1.0).contains(share)) else {
            let place = self.place(tree);
            let reason = "strengths are numbers; a word or a number outside of 0 to 1 is none";
            self.draft.lose(place, (item, "confidence-score"), &tree.to_string(), reason, None);
            return None;
        };
        let tenths = share * 10.0;
        if (tenths - tenths.round()).abs() > 1e-9 {
            let place = self.place(tree);
            let reason = "strengths are whole numbers from 0 to 10";
            self.draft.lose(place, (item, "confidence-score"), &tree.to_string(), reason, Some("the nearest of them"));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10")]
        let strength = tenths.round() as u8;
        Some(strength)
    }

    fn cited(&mut self, tree: &Tree, item: &str) -> Option<Cited> {
        let href = tree.text_of("href")?.to_owned();
        let at = tree.text_of("text").map(unmarked);
        self.others(tree, item, &["href", "rel", "text"]);
        let Some(uuid) = href.strip_prefix('#') else { return Some(Cited { address: href, title: None, at }) };
        let resource = self.resources.get(&uuid.to_lowercase());
        let address = resource.and_then(|it| it.items_of("rlinks").first()).and_then(|it| it.text_of("href"));
        let title = resource.and_then(|it| it.text_of("title")).map(unmarked);
        match (address, title) {
            (Some(address), title) => Some(Cited { address: address.to_owned(), title, at }),
            (None, Some(title)) => Some(Cited { address: String::new(), title: Some(title), at }),
            (None, None) => {
                let place = self.place(tree);
                self.draft.lose(place, (item, "links"), &href, "it leads to nothing in the file", None);
                None
            }
        }
    }

    /// Loses the properties that are not ours.
    fn properties(&mut self, tree: &Tree, item: &str, known: &[&str]) {
        for property in tree.items_of("props") {
            let name = property.text_of("name").unwrap_or_default();
            let ours = property.text_of("ns") == Some(NS) && known.contains(&name);
            if !ours {
                let (place, name) = (self.place(property), format!("props/{name}"));
                let value = property.text_of("value").unwrap_or_default().to_owned();
                self.draft.lose(place, (item, &name), &value, "the graph has no field for it", None);
            }
        }
    }
}

/// The property of ours with this name.
fn ours<'t>(tree: &'t Tree, name: &str) -> Option<&'t Tree> {
    let fits = |it: &&Tree| it.text_of("ns") == Some(NS) && it.text_of("name") == Some(name);
    tree.items_of("props").iter().find(fits)
}

/// What a relation between so many sources together and so many targets together says of each source and target.
fn between(stated: Option<SetRelation>, sources: usize, targets: usize) -> Option<SetRelation> {
    use SetRelation::{Equal, NotRelated, Subset, Superset};
    match (stated?, sources, targets) {
        (set, 1, 1) | (set @ NotRelated, _, _) | (set @ Subset, _, 1) | (set @ Superset, 1, _) => Some(set),
        (Equal, _, 1) => Some(Subset),
        (Equal, 1, _) => Some(Superset),
        _ => None,
    }
}
