//! The mappings of a graph, as the formats of mappings write them.

use crate::analysis::{converse, is_mapping};
use crate::model::{
    AlignmentMechanism, ConflictKind, End, Graph, Link, Modality, NodeIx, ReferenceMechanism, Relation, SetRelation,
};
use crate::scope::Scope;

/// The property of what interlex adds to a format, before its name.
pub(super) const NAMESPACE: &str = "urn:interlex:";

/// Which mappings are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct MappingChoice {
    /// Only those of this framework, turned around where they lead to it.
    pub from: Option<NodeIx>,
    /// Only those with this framework, turned around where they start from it.
    pub to: Option<NodeIx>,
}

/// A mapping in the direction it is written.
#[derive(Debug, Clone, Copy)]
pub struct MappingRow<'g> {
    /// The link.
    pub link: &'g Link,
    /// The end written first.
    pub from: &'g End,
    /// The end written second.
    pub to: &'g End,
    /// What it states, read in this direction.
    pub set: Option<SetRelation>,
}

impl<'g> MappingRow<'g> {
    fn new(link: &'g Link, turned: bool) -> Self {
        let set = link.mapping.map(|mapping| mapping.set);
        if turned {
            Self { link, from: &link.to, to: &link.from, set: set.map(converse) }
        } else {
            Self { link, from: &link.from, to: &link.to, set }
        }
    }

    /// Whether both ends are provisions.
    pub fn is_exact(&self) -> bool {
        self.from.provision.is_some() && self.to.provision.is_some()
    }
}

/// The mappings that exist between frameworks that the question sees, and the alignments of frameworks as wholes; sorted
/// by their ends.
pub fn mapping_rows<'g>(scope: &Scope<'g>, choice: MappingChoice) -> Vec<MappingRow<'g>> {
    let graph = scope.graph();
    let is_framework = |end: &End| graph.node(end.node).framework().is_some();
    let fits = |wanted: Option<NodeIx>, end: &End| wanted.is_none_or(|node| node == end.node);
    let mut rows: Vec<MappingRow<'g>> = graph
        .links()
        .iter()
        .filter(|link| link.modality == Modality::Existing && scope.sees_link(link))
        .filter(|link| is_framework(&link.from) && is_framework(&link.to) && link.from.node != link.to.node)
        .filter(|link| is_mapping(link) || link.mapping.is_some() || matches!(link.relation, Relation::Alignment(_)))
        .filter_map(|link| {
            let straight = fits(choice.from, &link.from) && fits(choice.to, &link.to);
            let turned = fits(choice.from, &link.to) && fits(choice.to, &link.from);
            (straight || turned).then(|| MappingRow::new(link, !straight))
        })
        .collect();
    rows.sort_by(|a, b| (a.from, a.to).cmp(&(b.from, b.to)));
    rows
}

/// The title of a provision, or the name of the framework; its id where that says nothing.
pub(super) fn title_of<'g>(graph: &'g Graph, end: &'g End) -> &'g str {
    let node = graph.node(end.node);
    let (title, id) = match &end.provision {
        None => (Some(node.name.as_str()), node.id.as_str()),
        Some(id) => {
            let provisions = node.framework().map(|framework| &framework.provisions[..]).unwrap_or_default();
            (provisions.iter().find(|it| it.id == *id).map(|it| it.title.as_str()), id.as_str())
        }
    };
    title.filter(|title| !title.trim().is_empty()).unwrap_or(id)
}

/// Whether this is the address of a document that others can cite.
pub(super) fn has_address(text: &str) -> bool {
    text.contains("://")
}

/// The name of a relation with its mechanism, such as `alignment/joint_mapping`.
pub(super) fn mechanism_name(relation: Relation) -> String {
    match relation.mechanism() {
        Some(mechanism) => format!("{}/{mechanism}", relation.as_str()),
        None => relation.as_str().to_owned(),
    }
}

/// Reads what [`mechanism_name`] wrote of a relation between frameworks.
pub(super) fn parse_mechanism(text: &str) -> Option<Relation> {
    let (relation, mechanism) = text.split_once('/')?;
    match relation {
        "alignment" => AlignmentMechanism::parse(mechanism).map(Relation::Alignment),
        "reference" => ReferenceMechanism::parse(mechanism).map(Relation::Reference),
        "conflict" => ConflictKind::parse(mechanism).map(Relation::Conflict),
        _ => None,
    }
}

/// The address of a licence by its SPDX expression, where it is one licence with a well-known address.
pub(super) fn licence_address(licence: &str) -> String {
    let known = LICENCES.iter().find(|(name, _)| name.eq_ignore_ascii_case(licence));
    match known {
        Some((_, address)) => (*address).to_owned(),
        None if licence.contains("://") => licence.to_owned(),
        None => format!("{NAMESPACE}licence:{}", percent_encoded(licence)),
    }
}

/// The SPDX expression behind an address that [`licence_address`] gives, else the address.
pub(super) fn licence_name(address: &str) -> String {
    let plain = |text: &str| text.trim_end_matches('/').replace("http://", "https://").to_ascii_lowercase();
    let wanted = plain(address);
    let legal = wanted.trim_end_matches("/legalcode").trim_end_matches("/deed.en");
    let known = LICENCES.iter().find(|(_, known)| plain(known) == wanted || plain(known) == legal);
    match (known, address.strip_prefix("urn:interlex:licence:")) {
        (Some((name, _)), _) => (*name).to_owned(),
        (None, Some(name)) => percent_decoded(name),
        (None, None) => address.to_owned(),
    }
}

const LICENCES: [(&str, &str); 9] = [
    ("NOASSERTION", "https://w3id.org/sssom/license/unspecified"),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    ("CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    ("CC-BY-3.0", "https://creativecommons.org/licenses/by/3.0/"),
    ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    ("Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    ("MIT", "https://opensource.org/licenses/MIT"),
];

/// A text as part of an address: what is neither a letter, a digit nor one of `-._~` is escaped.
pub(super) fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// The opposite of [`percent_encoded`]; what is not an escape stays.
pub(super) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(byte) = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
