//! Names that are common elsewhere, and what they usually mean.

use crate::model::{
    Act, AlignmentMechanism, ConflictKind, FrameworkKind, InstitutionKind, JurisdictionKind, ReferenceMechanism,
};

/// Keys of the id of a node, the likeliest first.
pub(in super::super) const ID: &[&str] = &["id", "key", "_id", "uid", "identifier", "node_id", "nodeid", "~id"];
/// Keys of the name of a node.
pub(in super::super) const NAME: &[&str] = &["name", "label", "title", "caption", "display_name", "text"];
/// Keys of the start of a link.
pub(in super::super) const FROM: &[&str] = &[
    "source",
    "from",
    "src",
    "start",
    "source_id",
    "from_id",
    "subject",
    "subject_id",
    "startnode",
    "head",
    ":start_id",
];
/// Keys of the end of a link.
pub(in super::super) const TO: &[&str] =
    &["target", "to", "dst", "end", "target_id", "to_id", "object", "object_id", "endnode", "tail", "dest", ":end_id"];
const KIND: &[&str] = &["type", "kind", "category", "node_type", "entity_type", "class", "labels", "group"];
const RELATION: &[&str] = &[
    "relation",
    "relationship",
    "predicate",
    "predicate_id",
    "edge_type",
    "relation_type",
    "type",
    "kind",
    "label",
    "name",
];
const CONFIDENCE: &[&str] = &["confidence", "weight", "score", "strength", "probability", "certainty", "similarity"];
const SOURCE: &[&str] = &["source_url", "evidence", "reference", "references", "citation", "url", "doi", "provenance"];

/// Fields of a node and the keys that usually mean them.
pub(super) const NODE: &[(&str, &[&str])] = &[
    ("id", ID),
    ("name", NAME),
    ("kind", KIND),
    ("short", &["short", "short_name", "acronym", "abbreviation"]),
    ("aliases", &["aliases", "synonyms", "alternative_names"]),
    ("jurisdictions", &["jurisdictions", "jurisdiction", "country"]),
    ("layers", &["layers", "layer"]),
    ("topics", &["topics"]),
    ("status", &["status"]),
    ("adopted", &["adopted", "date", "year", "published"]),
    ("in_force", &["in_force", "entry_into_force"]),
    ("notes", &["notes", "note", "description", "comment"]),
    ("m49", &["m49"]),
    ("region", &["region"]),
    ("source", SOURCE),
];

/// Fields of a link and the keys that usually mean them.
pub(super) const LINK: &[(&str, &[&str])] = &[
    ("from", FROM),
    ("to", TO),
    ("relation", RELATION),
    ("mechanism", &["mechanism"]),
    ("layers", &["layers", "layer"]),
    ("modality", &["modality"]),
    ("since", &["since", "start_date", "date", "year"]),
    ("until", &["until", "end_date"]),
    ("claim", &["claim", "description", "title", "statement", "label"]),
    ("note", &["note", "comment", "rationale"]),
    ("confidence", CONFIDENCE),
    ("source", SOURCE),
];

/// What a node of ours is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Framework(FrameworkKind),
    Institution(InstitutionKind),
    Jurisdiction(JurisdictionKind),
}

/// What a link of ours is: the names of the relation and of its mechanism, as in exports.
pub(super) type Relation = (&'static str, Option<&'static str>);

impl Kind {
    /// Reads `framework/law`, `regulator`, `jurisdiction/country`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (what, which) =
            text.split_once(['/', ' ']).map_or((text, None), |(what, which)| (what, Some(which.trim())));
        match (plain(what).as_str(), which) {
            ("framework", Some(which)) => FrameworkKind::parse(which).map(Self::Framework),
            ("jurisdiction", Some(which)) => JurisdictionKind::parse(which).map(Self::Jurisdiction),
            ("institution", Some(which)) => InstitutionKind::parse(which).map(Self::Institution),
            (_, None) => InstitutionKind::parse(&plain(what)).map(Self::Institution),
            _ => None,
        }
    }

    /// As [`Kind::parse`] reads it.
    pub(super) fn written(self) -> String {
        match self {
            Self::Framework(kind) => format!("framework/{}", kind.as_str()),
            Self::Institution(kind) => format!("institution/{}", kind.as_str()),
            Self::Jurisdiction(kind) => format!("jurisdiction/{}", kind.as_str()),
        }
    }

    /// What a type of another make usually means.
    pub(super) fn guess(text: &str) -> Option<Self> {
        let text = plain(text);
        let singular = text.strip_suffix('s').unwrap_or(&text);
        let framework = |text: &str| FrameworkKind::parse(text).map(Self::Framework);
        let institution = |text: &str| InstitutionKind::parse(text).map(Self::Institution);
        let place = |text: &str| JurisdictionKind::parse(text).map(Self::Jurisdiction);
        let known = |text: &str| framework(text).or_else(|| institution(text)).or_else(|| place(text));
        known(&text).or_else(|| known(singular)).or_else(|| {
            Some(match singular {
                "act" | "statute" | "legislation" | "code" => Self::Framework(FrameworkKind::Law),
                "guidance" => Self::Framework(FrameworkKind::Guideline),
                "convention" => Self::Framework(FrameworkKind::Treaty),
                "principle" => Self::Framework(FrameworkKind::Principles),
                "agency" | "authority" | "supervisor" => Self::Institution(InstitutionKind::Regulator),
                "standards_organisation" | "standards_organization" | "sdo" => {
                    Self::Institution(InstitutionKind::StandardsBody)
                }
                "organisation" | "organization" | "institution" | "initiative" | "network" => {
                    Self::Institution(InstitutionKind::Forum)
                }
                "nation" | "state" | "jurisdiction" => Self::Jurisdiction(JurisdictionKind::Country),
                "province" | "subnational" => Self::Jurisdiction(JurisdictionKind::SubNational),
                "union" => Self::Jurisdiction(JurisdictionKind::Bloc),
                _ => return None,
            })
        })
    }
}

/// Relations without a mechanism.
const STRUCTURE: &[&str] = &["issued_by", "applies_in", "addressed_to", "member_of", "part_of", "oversees", "develops"];

/// Reads `alignment/joint_mapping`, `issued_by`, `party_to/signed`.
pub(super) fn relation(text: &str) -> Option<Relation> {
    let (what, which) = text.split_once(['/', ' ']).map_or((text, ""), |(what, which)| (what, which.trim()));
    let what = plain(what);
    Some(match what.as_str() {
        "alignment" => ("alignment", Some(AlignmentMechanism::parse(which)?.as_str())),
        "reference" => ("reference", Some(ReferenceMechanism::parse(which)?.as_str())),
        "conflict" => ("conflict", Some(ConflictKind::parse(which)?.as_str())),
        "party_to" => ("party_to", Some(Act::parse(which)?.as_str())),
        _ if which.is_empty() => (STRUCTURE.iter().find(|name| **name == what)?, None),
        _ => return None,
    })
}

/// What a type of link of another make usually means.
pub(super) fn guess_relation(text: &str, mechanism: Option<&str>) -> Option<Relation> {
    let text = plain(text);
    if let Some(known) = mechanism.and_then(|mechanism| relation(&format!("{text}/{}", plain(mechanism)))) {
        return Some(known);
    }
    if let Some(known) = relation(&text) {
        return Some(known);
    }
    let alignment = AlignmentMechanism::parse(&text).map(|it| ("alignment", Some(it.as_str())));
    let reference = ReferenceMechanism::parse(&text).map(|it| ("reference", Some(it.as_str())));
    let conflict = ConflictKind::parse(&text).map(|it| ("conflict", Some(it.as_str())));
    alignment.or(reference).or(conflict).or_else(|| {
        Some(match text.as_str() {
            "refers_to" | "references" | "mentions" | "cited" | "related_to_by_citation" => {
                ("reference", Some("cites"))
            }
            "based_on" | "extends" | "derived_from" => ("reference", Some("builds_on")),
            "inspired_by" | "modeled_on" => ("reference", Some("modelled_on")),
            "implements" | "implemented_by" => ("alignment", Some("implementation")),
            "adopts" | "transposes" => ("alignment", Some("adoption")),
            "mutually_recognises" | "mutually_recognizes" => ("alignment", Some("mutual_recognition")),
            "maps_to" | "mapped_to" | "crosswalk" => ("alignment", Some("joint_mapping")),
            "cooperates_with" | "collaborates_with" => ("alignment", Some("cooperation")),
            "published_by" | "created_by" | "authored_by" | "enacted_by" => ("issued_by", None),
            "applies_to" | "in_jurisdiction" => ("applies_in", None),
            "signed" | "signatory_to" => ("party_to", Some("signed")),
            "ratified" => ("party_to", Some("ratified")),
            "endorsed" | "endorses" => ("party_to", Some("endorsed")),
            "member" | "belongs_to" => ("member_of", None),
            "regulates" | "supervises" | "enforces" => ("oversees", None),
            _ => return None,
        })
    })
}

/// Which family of relations a type names without its mechanism, of which nothing is to be guessed.
pub(super) fn family(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let begins = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    if begins(&["align", "compatib", "consistent", "harmoni", "equivalen", "similar"]) {
        Some("alignment")
    } else if begins(&["refer", "cit", "relat"]) {
        Some("reference")
    } else if begins(&["conflict", "contradict", "diverge", "incompatib", "tension"]) {
        Some("conflict")
    } else {
        None
    }
}

/// A name in snake case.
fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace(['-', ' '], "_")
}
