//! The slots of SSSOM 1.1, and the ones that interlex adds.

use super::mapping::NAMESPACE;

/// Slots of a mapping, in the order of the specification, and whether each has several values.
pub(super) const MAPPING: [(&str, bool); 49] = [
    ("record_id", false),
    ("subject_id", false),
    ("subject_label", false),
    ("subject_category", false),
    ("predicate_id", false),
    ("predicate_label", false),
    ("predicate_modifier", false),
    ("object_id", false),
    ("object_label", false),
    ("object_category", false),
    ("mapping_justification", false),
    ("author_id", true),
    ("author_label", true),
    ("reviewer_id", true),
    ("reviewer_label", true),
    ("creator_id", true),
    ("creator_label", true),
    ("license", false),
    ("subject_type", false),
    ("subject_source", false),
    ("subject_source_version", false),
    ("object_type", false),
    ("object_source", false),
    ("object_source_version", false),
    ("predicate_type", false),
    ("mapping_provider", false),
    ("mapping_source", false),
    ("mapping_cardinality", false),
    ("cardinality_scope", true),
    ("mapping_tool", false),
    ("mapping_tool_id", false),
    ("mapping_tool_version", false),
    ("mapping_date", false),
    ("publication_date", false),
    ("review_date", false),
    ("confidence", false),
    ("curation_rule", true),
    ("curation_rule_text", true),
    ("subject_match_field", true),
    ("object_match_field", true),
    ("match_string", true),
    ("subject_preprocessing", true),
    ("object_preprocessing", true),
    ("similarity_score", false),
    ("similarity_measure", false),
    ("see_also", true),
    ("issue_tracker_item", false),
    ("other", false),
    ("comment", false),
];

/// Slots of a mapping set, in the order of the specification, and whether each has several values.
pub(super) const SET: [(&str, bool); 35] = [
    ("sssom_version", false),
    ("mapping_set_id", false),
    ("mapping_set_version", false),
    ("mapping_set_source", true),
    ("mapping_set_title", false),
    ("mapping_set_description", false),
    ("mapping_set_confidence", false),
    ("creator_id", true),
    ("creator_label", true),
    ("license", false),
    ("subject_type", false),
    ("subject_source", false),
    ("subject_source_version", false),
    ("object_type", false),
    ("object_source", false),
    ("object_source_version", false),
    ("predicate_type", false),
    ("mapping_provider", false),
    ("cardinality_scope", true),
    ("mapping_tool", false),
    ("mapping_tool_id", false),
    ("mapping_tool_version", false),
    ("mapping_date", false),
    ("publication_date", false),
    ("subject_match_field", true),
    ("object_match_field", true),
    ("subject_preprocessing", true),
    ("object_preprocessing", true),
    ("similarity_measure", false),
    ("curation_rule", true),
    ("curation_rule_text", true),
    ("see_also", true),
    ("issue_tracker", false),
    ("other", false),
    ("comment", false),
];

/// Slots whose value in the set stands for that of every mapping, if no mapping has one of its own.
pub(super) const PROPAGATED: [&str; 20] = [
    "subject_type",
    "subject_source",
    "subject_source_version",
    "object_type",
    "object_source",
    "object_source_version",
    "predicate_type",
    "mapping_provider",
    "cardinality_scope",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "mapping_date",
    "subject_match_field",
    "object_match_field",
    "subject_preprocessing",
    "object_preprocessing",
    "similarity_measure",
    "curation_rule",
    "curation_rule_text",
];

/// Slots that came with version 1.1 of the specification.
pub(super) const NEW_IN_1_1: [&str; 6] =
    ["record_id", "predicate_type", "cardinality_scope", "mapping_tool_id", "review_date", "mapping_set_confidence"];

/// Prefixes that need no declaration.
pub(super) const BUILT_IN: [(&str, &str); 8] = [
    ("linkml", "https://w3id.org/linkml/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("semapv", "https://w3id.org/semapv/vocab/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("sssom", "https://w3id.org/sssom/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// What interlex adds as extension slots, sorted by property: each column is `interlex_` and the name, each property
/// [`NAMESPACE`] and the name.
pub(super) const EXTENSIONS: [&str; 9] = [
    "layers",
    "mechanism",
    "note",
    "object_source_label",
    "rationale",
    "set_relation",
    "since",
    "subject_source_label",
    "until",
];

/// The column of an extension.
pub(super) fn extension_column(name: &str) -> String {
    format!("interlex_{name}")
}

/// The extension with this property.
pub(super) fn extension_of(property: &str) -> Option<&'static str> {
    let name = property.strip_prefix(NAMESPACE)?;
    EXTENSIONS.into_iter().find(|known| *known == name)
}

/// Whether a slot of a mapping has no field in the graph: it is kept as a line of the link's note.
pub(super) fn is_carried(slot: &str) -> bool {
    const REPRESENTED: [&str; 12] = [
        "subject_id",
        "subject_label",
        "predicate_id",
        "predicate_modifier",
        "object_id",
        "object_label",
        "subject_source",
        "object_source",
        "mapping_cardinality",
        "mapping_date",
        "see_also",
        "comment",
    ];
    MAPPING.iter().any(|(known, _)| *known == slot) && !REPRESENTED.contains(&slot)
}

/// What begins a line of a note that keeps a slot.
const CARRIED: &str = "SSSOM ";

/// A line of a note that keeps the value of a slot.
pub(super) fn carried_line(slot: &str, value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    format!("{CARRIED}{slot}: {value}")
}

/// The slot and value in a line that [`carried_line`] wrote.
pub(super) fn read_carried(line: &str) -> Option<(&str, String)> {
    let (slot, kept) = line.strip_prefix(CARRIED)?.split_once(": ")?;
    let mut value = String::with_capacity(kept.len());
    let mut letters = kept.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => value.push('\n'),
                Some('r') => value.push('\r'),
                Some(other) => value.push(other),
                None => value.push('\\'),
            },
            letter => value.push(letter),
        }
    }
    Some((slot, value))
}

/// The values in a cell of a slot with several: `|` parts them, a backslash before `|` or a backslash takes its meaning.
pub(super) fn split_values(cell: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        let value = values.last_mut().expect("there is always one");
        match letter {
            '\\' if letters.peek().is_some_and(|next| matches!(next, '|' | '\\')) => value.extend(letters.next()),
            '|' => values.push(String::new()),
            letter => value.push(letter),
        }
    }
    values.retain(|value| !value.is_empty());
    values
}

/// The opposite of [`split_values`].
pub(super) fn join_values<'v>(values: impl IntoIterator<Item = &'v str>) -> String {
    let escaped = values.into_iter().map(|value| value.replace('\\', "\\\\").replace('|', "\\|"));
    escaped.collect::<Vec<_>>().join("|")
}
