//! The triples of one thing, by subject and predicate in the order in which they were first named.

use std::collections::{HashMap, HashSet};

use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};

use super::words::expand;
use super::{super::json::EvidenceJson, Base};
use crate::model::{EvidenceBasis, PartialDate, Precision};

/// What is said of a subject: each predicate with its objects.
pub(super) struct Description {
    pub(super) subject: NamedNode,
    pub(super) says: Vec<(NamedNode, Vec<Term>)>,
}

/// What is said of one thing and of what hangs on it.
#[derive(Default)]
pub(super) struct Page {
    descriptions: Vec<Description>,
    places: HashMap<NamedNode, usize>,
    shared: Vec<Triple>,
}

impl Page {
    /// Says that a subject is related to an object. What is said twice is said once.
    pub(super) fn say(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<Term>) {
        let place = self.places.get(subject).copied().unwrap_or_else(|| {
            self.places.insert(subject.clone(), self.descriptions.len());
            self.descriptions.push(Description { subject: subject.clone(), says: Vec::new() });
            self.descriptions.len() - 1
        });
        let says = &mut self.descriptions[place].says;
        let (predicate, object) = (expand(predicate), object.into());
        match says.iter_mut().find(|(of, _)| *of == predicate) {
            Some((_, objects)) if objects.contains(&object) => {}
            Some((_, objects)) => objects.push(object),
            None => says.push((predicate, vec![object])),
        }
    }

    /// Says what other things may say too, such as a field of a node and the link made of it.
    pub(super) fn share(&mut self, subject: &NamedNode, predicate: &str, object: &NamedNode) {
        self.say(subject, predicate, object.clone());
        self.shared.push(Triple::new(subject.clone(), expand(predicate), object.clone()));
    }

    /// Says what a subject is.
    pub(super) fn is(&mut self, subject: &NamedNode, class: &str) {
        self.say(subject, "rdf:type", expand(class));
    }

    /// Says a text in the language of the curators; one that is empty says nothing.
    pub(super) fn english(&mut self, subject: &NamedNode, predicate: &str, text: &str) {
        if !text.is_empty() {
            self.say(subject, predicate, Literal::new_language_tagged_literal_unchecked(text, "en"));
        }
    }

    /// Says a text of which nobody knows the language; one that is empty says nothing.
    pub(super) fn plain(&mut self, subject: &NamedNode, predicate: &str, text: &str) {
        if !text.is_empty() {
            self.say(subject, predicate, Literal::new_simple_literal(text));
        }
    }

    /// Says a date as exactly as it is known.
    pub(super) fn date(&mut self, subject: &NamedNode, predicate: &str, date: Option<PartialDate>) {
        let Some(date) = date else { return };
        let datatype = match date.precision() {
            Precision::Day => xsd::DATE,
            Precision::Month => xsd::G_YEAR_MONTH,
            Precision::Year => xsd::G_YEAR,
        };
        self.say(subject, predicate, Literal::new_typed_literal(date.to_string(), datatype));
    }

    /// Says a date to a vocabulary that knows only days.
    pub(super) fn day(&mut self, subject: &NamedNode, predicate: &str, date: Option<PartialDate>) {
        self.date(subject, predicate, date.filter(|date| date.precision() == Precision::Day));
    }

    /// Says a number without rounding it.
    pub(super) fn decimal(&mut self, subject: &NamedNode, predicate: &str, number: f64) {
        self.say(subject, predicate, Literal::new_typed_literal(number.to_string(), xsd::DECIMAL));
    }

    /// Says which in its list this is, from 1.
    pub(super) fn position(&mut self, subject: &NamedNode, position: usize) {
        let number = Literal::new_typed_literal(position.to_string(), xsd::INTEGER);
        self.say(subject, "interlex:position", number);
    }

    /// Says a term of the vocabulary, such as `interlex:layer:legal`.
    pub(super) fn value(&mut self, subject: &NamedNode, predicate: &str, list: &str, name: &str) {
        self.say(subject, predicate, expand(&format!("interlex:{list}:{name}")));
    }

    /// Something that hangs on a subject and is known by its place there.
    pub(super) fn part(&mut self, of: &NamedNode, predicate: &str, name: &str, class: &str) -> NamedNode {
        let part = NamedNode::new_unchecked(format!("{}:{name}", of.as_str()));
        self.say(of, predicate, part.clone());
        self.is(&part, class);
        part
    }

    /// Says what a statement rests on: the document, where in it, and whether it says so itself.
    pub(super) fn evidence(&mut self, subject: &NamedNode, base: &Base, evidence: &[EvidenceJson<'_>]) {
        for (position, it) in evidence.iter().enumerate() {
            let source = base.item("source", it.source);
            let name = format!("evidence:{}", position + 1);
            let stated = it.basis == EvidenceBasis::Stated;
            let node = self.part(subject, "prov:qualifiedDerivation", &name, "interlex:Evidence");
            self.is(&node, if stated { "prov:PrimarySource" } else { "prov:Derivation" });
            self.say(&node, "prov:entity", source.clone());
            self.value(&node, "interlex:basis", "basis", it.basis.as_str());
            self.plain(&node, "interlex:locator", it.at.unwrap_or_default());
            self.plain(&node, "interlex:quotation", it.find.unwrap_or_default());
            self.say(subject, if stated { "prov:hadPrimarySource" } else { "prov:wasDerivedFrom" }, source);
        }
    }

    /// Leaves out what another page has said before, and remembers what others may say.
    pub(super) fn settle(&mut self, told: &mut HashSet<Triple>) {
        for triple in self.shared.drain(..) {
            if told.contains(&triple) {
                let of_subject = self.descriptions.iter_mut();
                let of_subject = of_subject.filter(|it| triple.subject == NamedOrBlankNode::from(it.subject.clone()));
                for (predicate, objects) in of_subject.flat_map(|it| &mut it.says) {
                    if *predicate == triple.predicate {
                        objects.retain(|object| *object != triple.object);
                    }
                }
            } else {
                told.insert(triple);
            }
        }
        for description in &mut self.descriptions {
            description.says.retain(|(_, objects)| !objects.is_empty());
        }
        self.descriptions.retain(|description| !description.says.is_empty());
    }

    /// What is said, subject by subject.
    pub(super) fn descriptions(&self) -> &[Description] {
        &self.descriptions
    }

    /// The same as triples.
    pub(super) fn triples(&self) -> impl Iterator<Item = Triple> {
        self.descriptions.iter().flat_map(|Description { subject, says }| {
            says.iter().flat_map(move |(predicate, objects)| {
                objects.iter().map(move |object| Triple::new(subject.clone(), predicate.clone(), object.clone()))
            })
        })
    }
}
