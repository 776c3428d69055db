//! Mappings of provisions as CSV, with the columns of set theory relationship mappings of the National Online Informative
//! References programme (NIST IR 8278A, IR 8477), and the documents beside the elements, since a file may map several.

use std::io::{self, Write};

use super::cells::inert;
use super::mapping::{MappingChoice, MappingRow, has_address, mapping_rows, title_of};
use crate::model::{End, MappingRationale, SetRelation};
use crate::scope::Scope;

/// The columns.
pub(super) const COLUMNS: [&str; 13] = [
    "Focal Document",
    "Focal Document Short Name",
    "Focal Document Element",
    "Focal Document Element Description",
    "Rationale",
    "Relationship",
    "Reference Document",
    "Reference Document Short Name",
    "Reference Document Element",
    "Reference Document Element Description",
    "Strength of Relationship",
    "Comments",
    "Citations",
];

/// Writes the mappings between provisions that the question sees, one a line.
///
/// # Errors
/// If writing fails.
pub fn graph_strm(scope: &Scope<'_>, choice: MappingChoice, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for row in mapping_rows(scope, choice).iter().filter(|row| row.is_exact()) {
        writer.write_record(cells(scope, row).iter().map(|cell| inert(cell).into_owned()))?;
    }
    writer.flush()
}

fn cells(scope: &Scope<'_>, row: &MappingRow<'_>) -> [String; 13] {
    let graph = scope.graph();
    let name = |end: &End| title_of(graph, &end.node.into()).to_owned();
    let short = |end: &End| graph.node(end.node).id.to_string();
    let element = |end: &End| end.provision.as_ref().map(ToString::to_string).unwrap_or_default();
    let mapping = row.link.mapping;
    let mut addresses: Vec<String> = Vec::new();
    for evidence in &row.link.evidence {
        // Blanks part the addresses.
        let address = graph.source(evidence.source).url.split_whitespace().collect::<Vec<_>>().join("%20");
        if has_address(&address) && !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    [
        name(row.from),
        short(row.from),
        element(row.from),
        title_of(graph, row.from).to_owned(),
        mapping.and_then(|mapping| mapping.rationale).map_or("", MappingRationale::as_str).to_owned(),
        row.set.map_or("", relationship).to_owned(),
        name(row.to),
        short(row.to),
        element(row.to),
        title_of(graph, row.to).to_owned(),
        mapping.and_then(|mapping| mapping.strength).map(|strength| strength.to_string()).unwrap_or_default(),
        row.link.claim.clone(),
        addresses.join(" "),
    ]
}

/// The words of the programme.
fn relationship(set: SetRelation) -> &'static str {
    match set {
        SetRelation::Equal => "equal",
        SetRelation::Subset => "subset of",
        SetRelation::Superset => "superset of",
        SetRelation::Intersects => "intersects with",
        SetRelation::NotRelated => "not related to",
    }
}
