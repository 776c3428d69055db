//! The classes and properties in use: those of common vocabularies by their prefixes, and those that are minted here.

use oxrdf::NamedNode;

use super::terms::{COMMON, MINTED};

/// Where the minted terms stand: an address that does not depend on `--base`, and is not to change.
pub(super) const VOCABULARY: &str = "urn:interlex:vocab:";

/// The prefixes of every output, declared for every query; `id:` is the base.
pub const PREFIXES: [(&str, &str); 16] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("dpv", "https://w3id.org/dpv#"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("interlex", VOCABULARY),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("semapv", "https://w3id.org/semapv/vocab/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("sssom", "https://w3id.org/sssom/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// What a term is, and what the objects of a property are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A class.
    Class,
    /// A property whose objects are resources.
    Link,
    /// A property whose objects are texts in English.
    English,
    /// A property whose objects are texts in any language, codes or names.
    Text,
    /// A property whose objects are days, months or years.
    Date,
    /// A property whose objects are numbers, or true and false.
    Number,
}

/// A class or property in use.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Its name with prefix.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// What it means here.
    pub about: &'static str,
}

impl Word {
    /// Whether it is minted: no common vocabulary has it.
    pub fn is_minted(&self) -> bool {
        self.name.starts_with("interlex:")
    }
}

/// Every class and property that the triples may use, common ones first.
pub fn words() -> impl Iterator<Item = Word> {
    let word = |(name, kind, about): &(&'static str, Kind, &'static str)| Word { name, kind: *kind, about };
    COMMON.iter().chain(MINTED).map(word)
}

/// The IRI of a name with prefix.
pub(super) fn expand(name: &str) -> NamedNode {
    let (prefix, rest) = name.split_once(':').expect("every name in the code has a prefix");
    let (_, namespace) =
        PREFIXES.iter().find(|(known, _)| *known == prefix).expect("every prefix in the code is known");
    NamedNode::new_unchecked(format!("{namespace}{rest}"))
}
