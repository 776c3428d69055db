//! Records to read in tests, shaped like those of the graph.
#![allow(dead_code, missing_docs)]

use std::collections::BTreeMap;

use interlex::diagnostic::{self, Diagnostic};
use interlex::load::decode::{decode, decode_list};
use interlex::source::{Files, SourceFile};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub id: String,
    pub label: String,
    pub definition: String,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    pub id: Id,
    pub name: String,
    pub kind: Kind,
    #[serde(default)]
    pub layers: Vec<Layer>,
    pub year: Option<u16>,
    pub weight: Option<f64>,
    pub g77: Option<bool>,
    pub iso: Option<(String, String)>,
    pub dates: Option<Dates>,
    #[serde(default)]
    pub links: Vec<Link>,
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    pub evidence: Vec<Evidence>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(try_from = "String")]
pub struct Id(pub String);

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.is_empty() || text.contains(' ') { Err(format!("`{text}` is no id")) } else { Ok(Self(text)) }
    }
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    pub adopted: Option<String>,
    pub in_force: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub relation: Relation,
    pub to: String,
    pub claim: String,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub source: String,
    pub basis: Basis,
}

#[derive(Debug, Deserialize, PartialEq)]
pub enum Basis {
    Stated,
    Inferred,
}

#[derive(Debug, Deserialize, PartialEq)]
pub enum Kind {
    Law,
    Regulation,
    Toolkit,
}

#[derive(Debug, Deserialize, PartialEq)]
pub enum Layer {
    Legal,
    Technical,
    Data,
}

#[derive(Debug, Deserialize, PartialEq)]
pub enum Relation {
    Alignment(Mechanism),
    Pair(u8, u8),
    Fine { amount: u8 },
    Oversees,
}

#[derive(Debug, Deserialize, PartialEq)]
pub enum Mechanism {
    JointMapping,
    Adoption,
}

/// What reading a text as one value gives, and the findings in order.
pub fn read<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<Diagnostic>, Files) {
    let mut files = Files::new();
    let file = files.push(SourceFile::new("graph/x.ron".into(), text.into()));
    let mut found = Vec::new();
    let value = files.get(file).and_then(|source| decode(file, source, &mut found));
    diagnostic::sort(&mut found, &files);
    (value, found, files)
}

/// What reading a text as a list gives, and the findings in order.
pub fn read_list<T: DeserializeOwned>(text: &str) -> (Vec<(usize, T)>, Vec<Diagnostic>, Files) {
    let mut files = Files::new();
    let file = files.push(SourceFile::new("graph/x.ron".into(), text.into()));
    let mut found = Vec::new();
    let values = files.get(file).map(|source| decode_list(file, source, &mut found)).unwrap_or_default();
    diagnostic::sort(&mut found, &files);
    (values, found, files)
}

/// Findings as `line:column rule message -> suggestion`.
pub fn told(found: &[Diagnostic], files: &Files) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        let label = diagnostic.primary().expect("every finding has a place");
        let at = files.get(label.file).expect("a known file").position(label.span.start);
        let suggestion =
            diagnostic.suggestion.as_ref().map(|edit| format!(" -> {}", edit.replacement)).unwrap_or_default();
        format!("{}:{} {} {}{}", at.line, at.column, diagnostic.rule, diagnostic.message, suggestion)
    };
    found.iter().map(line).collect()
}
