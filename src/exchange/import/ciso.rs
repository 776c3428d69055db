//! Requirement mapping sets of CISO Assistant: YAML libraries with `requirement_mapping_sets` (or, as older ones have it,
//! one `requirement_mapping_set`). Libraries of the frameworks may be given as well: they have the names and requirements.

use super::crosswalk::{CROSSWALK, Crosswalks, FrameworkAt, MappingDraft, Unsayable, one_line};
use super::tree::{Tree, yaml};
use super::{ImportError, Imported, Options, Place};
use crate::model::{FrameworkKind, MappingRationale, SetRelation};
use crate::source::{FileId, Files};

/// Reads libraries, of which at least one has mappings.
///
/// # Errors
/// If a file is no YAML, or none has a mapping set.
pub fn ciso(files: Files, options: &Options) -> Result<Imported, ImportError> {
    let mut libraries: Vec<(FileId, Tree)> = Vec::new();
    for (id, file) in files.iter() {
        libraries.push((id, yaml(file, file.text())?));
    }
    let first = libraries.iter().find(|(_, library)| !sets(library).is_empty()).map(|(id, _)| *id);
    let Some(first) = first else {
        let file = files.iter().next().map(|(_, file)| file.path().to_owned()).unwrap_or_default();
        let message =
            "there are no `requirement_mapping_sets` below `objects`; name a library of CISO Assistant with mappings";
        return Err(ImportError::Unsuitable { file, message: message.to_owned() });
    };
    let mut reader = Reader { draft: Crosswalks::new(files, options, FrameworkKind::Standard) };
    reader.draft.file = first;
    for (file, library) in &libraries {
        reader.library(library, *file, *file == first);
    }
    for (file, library) in &libraries {
        for set in sets(library) {
            reader.set(set, *file);
        }
    }
    reader.draft.finish()
}

/// Where libraries keep their objects; some files have them at the root.
fn objects(library: &Tree) -> &Tree {
    library.get("objects").unwrap_or(library)
}

fn sets(library: &Tree) -> Vec<&Tree> {
    let objects = objects(library);
    let keys = ["requirement_mapping_sets", "requirement_mapping_set"];
    keys.iter().flat_map(|key| objects.items_of(key)).collect()
}

struct Reader<'o> {
    draft: Crosswalks<'o>,
}

impl Reader<'_> {
    fn others(&mut self, tree: &Tree, file: FileId, item: &str, read: &[&str]) {
        for (key, value) in tree.entries().filter(|(key, _)| !read.contains(key)) {
            let place = Place { file, span: value.span };
            self.draft.lose(place, (item, key), &value.to_string(), "the graph has no field for it", None);
        }
    }

    fn library(&mut self, library: &Tree, file: FileId, main: bool) {
        let text = |key: &str| library.text_of(key).map(str::to_owned);
        if main {
            let told = &mut self.draft.told;
            told.title = text("name");
            told.version = text("version");
            told.as_of = text("publication_date").and_then(|day| day.parse().ok());
            told.issuer = text("provider").or_else(|| text("packager"));
            for (key, name) in [("description", ""), ("copyright", "Copyright: "), ("urn", "In the imported file: ")] {
                if let Some(value) = text(key).filter(|value| !value.trim().is_empty()) {
                    told.notes.push(format!("{name}{}", one_line(&value).0));
                }
            }
            let mut read =
                vec!["name", "version", "publication_date", "provider", "description", "copyright", "urn", "objects"];
            read.extend(["requirement_mapping_sets", "requirement_mapping_set", "framework", "frameworks"]);
            self.others(library, file, "library", &read);
        }
        let objects = objects(library);
        if library.get("objects").is_some() {
            let read = ["requirement_mapping_sets", "requirement_mapping_set", "framework", "frameworks"];
            self.others(objects, file, "objects", &read);
        }
        for framework in objects.items_of("framework").iter().chain(objects.items_of("frameworks")) {
            self.framework(framework, file);
        }
    }

    /// A framework with its requirements. Only those that can be assessed are provisions; the others are headings.
    fn framework(&mut self, tree: &Tree, file: FileId) {
        let place = Place { file, span: tree.span };
        let Some(urn) = tree.text_of("urn").map(str::to_lowercase) else {
            self.draft.lose(place, ("framework", "urn"), &tree.to_string(), "a framework without `urn`", None);
            return;
        };
        let at = self.draft.framework(&urn, last(&urn), tree.text_of("name"), place);
        if let Some(description) = tree.text_of("description") {
            self.draft.remark(at, &one_line(description).0);
        }
        self.others(tree, file, &urn, &["urn", "ref_id", "name", "description", "requirement_nodes"]);
        for node in tree.items_of("requirement_nodes") {
            let place = Place { file, span: node.span };
            let Some(urn) = node.text_of("urn").map(str::to_lowercase) else { continue };
            let title = node.text_of("name").or_else(|| node.text_of("description"));
            if node.text_of("assessable").is_some_and(|it| it.eq_ignore_ascii_case("true")) {
                let title = title.map(|title| one_line(title).0);
                self.draft.provision(at, &urn, requirement(&urn), title.as_deref(), place);
                let read = ["urn", "parent_urn", "assessable", "depth", "ref_id", "name", "description"];
                self.others(node, file, &urn, &read);
            } else {
                let reason = "a heading that cannot be assessed is no provision";
                self.draft.lose(place, (&urn, ""), title.unwrap_or_default(), reason, None);
            }
        }
    }

    fn set(&mut self, set: &Tree, file: FileId) {
        let place = Place { file, span: set.span };
        // Early libraries called the two sides focal and reference.
        let named =
            |keys: [&str; 2]| keys.iter().find_map(|key| set.get(key)).and_then(Tree::text).map(str::to_lowercase);
        let source = named(["source_framework_urn", "focal_framework_urn"]);
        let target = named(["target_framework_urn", "reference_framework_urn"]);
        let (Some(source), Some(target)) = (source, target) else {
            let reason = "a mapping set names its source_framework_urn and its target_framework_urn";
            self.draft.lose(place, ("requirement_mapping_set", ""), &set.to_string(), reason, None);
            return;
        };
        let at = |key: &str| set.get(key).map_or(place, |it| Place { file, span: it.span });
        let from = self.draft.framework(&source, last(&source), None, at("source_framework_urn"));
        let to = self.draft.framework(&target, last(&target), None, at("target_framework_urn"));
        let name = set.text_of("name").or_else(|| set.text_of("ref_id")).unwrap_or("mapping set").to_owned();
        if let Some(description) = set.text_of("description") {
            self.draft.remark(from, &format!("{name}: {}", one_line(description).0));
        }
        for mapping in set.items_of("requirement_mappings").iter().chain(set.items_of("mappings")) {
            self.mapping(mapping, file, (from, to));
        }
        let read = [
            "urn",
            "ref_id",
            "name",
            "description",
            "source_framework_urn",
            "target_framework_urn",
            "focal_framework_urn",
            "reference_framework_urn",
            "requirement_mappings",
            "mappings",
        ];
        self.others(set, file, &name, &read);
    }

    fn mapping(&mut self, tree: &Tree, file: FileId, (from, to): (FrameworkAt, FrameworkAt)) {
        let place = Place { file, span: tree.span };
        let first = |keys: [&'static str; 2]| keys.iter().find_map(|key| tree.get(key));
        let source = first(["source_requirement_urn", "focal_requirement_urn"]);
        let target = first(["target_requirement_urn", "reference_requirement_urn"]);
        let (Some(source), Some(target)) = (source, target) else {
            let reason = "a mapping names its source_requirement_urn and its target_requirement_urn";
            self.draft.lose(place, ("mapping", ""), &tree.to_string(), reason, None);
            return;
        };
        let mut end = |of: FrameworkAt, tree: &Tree| {
            let urn = tree.text().unwrap_or_default().to_lowercase();
            let place = Place { file, span: tree.span };
            (of, Some(self.draft.provision(of, &urn, requirement(&urn), None, place)))
        };
        let (from, to) = (end(from, source), end(to, target));
        let item = format!("{source} – {target}");
        let read = [
            "source_requirement_urn",
            "focal_requirement_urn",
            "target_requirement_urn",
            "reference_requirement_urn",
            "relationship",
            "rationale",
            "strength_of_relationship",
            "annotation",
        ];
        self.others(tree, file, &item, &read);
        let Ok(set) = self.relationship(tree, file, &item) else { return };
        let mut note = Vec::new();
        let rationale = self.rationale(tree, file, &item, &mut note);
        let strength = self.strength(tree, file, &item).filter(|_| set.is_some());
        let annotation = tree.text_of("annotation").filter(|text| !text.trim().is_empty());
        let claim = annotation.unwrap_or("The file maps the two, without an annotation");
        self.draft.link(&MappingDraft {
            from,
            to,
            relation: CROSSWALK,
            set,
            strength,
            rationale: rationale.filter(|_| set.is_some()),
            layers: Vec::new(),
            since: None,
            until: None,
            claim: one_line(claim).0,
            note,
            evidence: Vec::new(),
            place,
        });
    }

    fn relationship(&mut self, tree: &Tree, file: FileId, item: &str) -> Result<Option<SetRelation>, Unsayable> {
        let Some(written) = tree.get("relationship") else { return Ok(None) };
        let set = match written.text().unwrap_or_default().trim().to_ascii_lowercase().replace(['-', ' '], "_").as_str()
        {
            "equal" => SetRelation::Equal,
            "subset" => SetRelation::Subset,
            "superset" => SetRelation::Superset,
            "intersect" | "intersects" => SetRelation::Intersects,
            "not_related" => SetRelation::NotRelated,
            _ => {
                let place = Place { file, span: written.span };
                let reason = "not one of subset, superset, equal, intersect and not_related";
                let kept = Some("the two provisions, without a mapping");
                self.draft.lose(place, (item, "relationship"), &written.to_string(), reason, kept);
                return Err(Unsayable);
            }
        };
        Ok(Some(set))
    }

    fn rationale(&mut self, tree: &Tree, file: FileId, item: &str, note: &mut Vec<String>) -> Option<MappingRationale> {
        let written = tree.get("rationale")?;
        let text = written.to_string();
        let found = MappingRationale::parse(text.trim());
        if found.is_none() && !text.trim().is_empty() {
            note.push(format!("Rationale: {}", one_line(&text).0));
            let place = Place { file, span: written.span };
            let reason = "not syntactic, semantic or functional";
            self.draft.lose(place, (item, "rationale"), &text, reason, Some("a line of the link's note"));
        }
        found
    }

    fn strength(&mut self, tree: &Tree, file: FileId, item: &str) -> Option<u8> {
        let written = tree.get("strength_of_relationship")?;
        let strength = written.text().and_then(|text| text.trim().parse::<u8>().ok()).filter(|it| *it <= 10);
        if strength.is_none() {
            let place = Place { file, span: written.span };
            let reason = "strengths are whole numbers from 0 to 10";
            self.draft.lose(place, (item, "strength_of_relationship"), &written.to_string(), reason, None);
        }
        strength
    }
}

/// The last part of a URN.
fn last(urn: &str) -> &str {
    urn.rsplit(':').next().unwrap_or(urn)
}

/// What a requirement is called within its framework: what follows `urn:packager:risk:req_node:framework:`.
fn requirement(urn: &str) -> &str {
    match urn.splitn(6, ':').nth(5) {
        Some(own) if urn.starts_with("urn:") && !own.is_empty() => own,
        _ => last(urn),
    }
}
