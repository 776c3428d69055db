//! What the types of nodes and links mean, and which nobody explains.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use itertools::Itertools as _;

use super::super::super::loss::cut;
use super::super::words::{Kind, Relation, family};
use super::{Foreign, FrameworkKind, Given, Place, Taken, What};
use crate::model::{AlignmentMechanism, ConflictKind, ReferenceMechanism};

/// The most types that a mapping file to complete names.
const NAMED: usize = 40;

/// Types that neither the mapping file nor a guess explains, and how often they stand.
#[derive(Debug, Default)]
pub(super) struct Unexplained {
    kinds: BTreeMap<String, usize>,
    relations: BTreeMap<String, usize>,
}

impl Foreign<'_> {
    /// What a type means.
    pub(super) fn kind(&mut self, taken: Taken) -> Kind {
        let default = Kind::Framework(FrameworkKind::Report);
        let Some((field, given)) = taken else {
            *self.taken.entry(format!("a node without a type is {}", default.written())).or_default() += 1;
            return default;
        };
        // Neo4j has lists of labels; the first that means something counts.
        let words: Vec<&str> = match &given.what {
            What::List(list) => list.iter().filter_map(Given::scalar).collect(),
            _ => given.scalar().into_iter().collect(),
        };
        let found = words.iter().find_map(|word| self.mapping.kind(word).map(|(kind, sure)| (*word, kind, sure)));
        match found {
            Some((word, kind, true)) => {
                if !self.mapping.names(word) && words.len() == 1 {
                    let what = format!("the type `{}` is {}", cut(word), kind.written());
                    *self.taken.entry(what).or_default() += 1;
                }
                kind
            }
            other => {
                if other.is_none() {
                    self.unexplained.kind(given.shown());
                }
                let kind = other.map_or(default, |(_, kind, _)| kind);
                let reason = "no kind of node here is called so; [kinds] of a mapping file says what it is";
                self.reader.lose(&field, &given, reason).kept_as = Some(kind.written());
                kind
            }
        }
    }

    /// The relation that a type means; `None` if the link is lost.
    pub(super) fn relation(
        &mut self,
        taken: Option<&(String, Given)>,
        mechanism: Option<&str>,
        place: Place,
    ) -> Option<Relation> {
        let (field, given) = match taken {
            Some((field, given)) => (field.as_str(), given.clone()),
            None => ("", Given { what: What::Text(String::new()), place }),
        };
        let theirs = given.scalar().unwrap_or_default().to_owned();
        match self.mapping.relation(&theirs, mechanism) {
            Some((Some(relation), true)) => {
                if !self.mapping.names(&theirs) {
                    let what = format!("the relation `{}` is {}", cut(&theirs), written(relation));
                    *self.taken.entry(what).or_default() += 1;
                }
                Some(relation)
            }
            Some((Some(relation), false)) => {
                self.reader.lose(field, &given, "the mapping file does not name this relation").kept_as =
                    Some(written(relation));
                Some(relation)
            }
            Some((None, _)) => {
                self.reader.lose("", &given, "the mapping file leaves this relation out");
                None
            }
            None => {
                let reason = if theirs.is_empty() {
                    "the link does not say what relation it is; `\"*\"` in [relations] of a mapping file does"
                } else {
                    "no relation here is called so; [relations] of a mapping file says what it is"
                };
                self.reader.lose("", &given, reason);
                self.unexplained.relation(theirs);
                None
            }
        }
    }
}

/// As a mapping file names it.
fn written((name, inner): Relation) -> String {
    inner.map_or_else(|| name.to_owned(), |inner| format!("{name}/{inner}"))
}

impl Unexplained {
    fn kind(&mut self, theirs: String) {
        *self.kinds.entry(theirs).or_default() += 1;
    }

    fn relation(&mut self, theirs: String) {
        *self.relations.entry(theirs).or_default() += 1;
    }

    /// A mapping file that explains them, once somebody who knows has put a word for each `…`; `None` if nothing is
    /// unexplained.
    pub(super) fn mapping(&self) -> Option<String> {
        if self.kinds.is_empty() && self.relations.is_empty() {
            return None;
        }
        let mut text = String::new();
        let key = |theirs: &str| serde_json::Value::from(theirs).to_string();
        if !self.kinds.is_empty() {
            text.push_str("[kinds]\n");
        }
        for (theirs, count) in self.kinds.iter().take(NAMED) {
            let times = if *count == 1 { "1 node".to_owned() } else { format!("{count} nodes") };
            let _ = writeln!(text, "{} = \"framework/…\" # {times}", key(theirs));
        }
        if !self.relations.is_empty() {
            text.push_str("[relations]\n");
        }
        for (theirs, count) in self.relations.iter().take(NAMED) {
            let times = if *count == 1 { "1 link".to_owned() } else { format!("{count} links") };
            let (ours, words) = match family(theirs) {
                Some("alignment") => {
                    ("alignment/…", AlignmentMechanism::all().map(AlignmentMechanism::as_str).join(", "))
                }
                Some("reference") => {
                    ("reference/…", ReferenceMechanism::all().map(ReferenceMechanism::as_str).join(", "))
                }
                Some("conflict") => ("conflict/…", ConflictKind::all().map(ConflictKind::as_str).join(", ")),
                _ => ("…", "a relation such as issued_by, member_of, oversees or reference/cites, or skip".to_owned()),
            };
            let theirs = if theirs.is_empty() { "*" } else { theirs };
            let _ = writeln!(text, "{} = \"{ours}\" # {times}: {words}", key(theirs));
        }
        Some(text)
    }
}
