//! The data set, its sources, and the lists that values come from.

use std::io;

use oxrdf::{Literal, NamedNode};

use super::super::mapping::licence_address;
use super::super::parts::{SourceJson, head};
use super::Base;
use super::page::Page;
use super::words::{Kind, VOCABULARY, expand, words};
use crate::model::{
    Act, AlignmentMechanism, ApproachStep, BindingStep, Component, ConceptKind, ConflictKind, EvidenceBasis,
    FrameworkKind, InstitutionStatus, IntegrationStep, JurisdictionKind, Layer, LiabilityRegime, MappingRationale,
    Modality, Pattern, ReferenceMechanism, RegulatorModel, Role, SetRelation, SourceKind, Status, Vocabulary,
};
use crate::scope::Scope;

/// What the data set says of itself.
pub(super) fn data_set(scope: &Scope<'_>, base: &Base) -> Page {
    let head = head(scope);
    let set = base.item("graph", "data-set");
    let mut page = Page::default();
    page.is(&set, "dcat:Dataset");
    page.english(&set, "dcterms:title", head.title);
    page.plain(&set, "dcat:version", head.version);
    page.plain(&set, "interlex:schema", head.schema);
    let day = Literal::new_typed_literal(head.as_of.as_str(), oxrdf::vocab::xsd::DATE);
    page.say(&set, "interlex:asOf", day);
    page.say(&set, "interlex:allDates", Literal::from(head.all_dates));
    page.plain(&set, "interlex:licence", head.licence);
    if let Ok(licence) = NamedNode::new(licence_address(head.licence)) {
        page.say(&set, "dcterms:license", licence);
    }
    for note in head.notes {
        page.english(&set, "skos:editorialNote", note);
    }
    page
}

/// A document that is cited. Its title is in its own language.
pub(super) fn source(it: &SourceJson<'_>, base: &Base) -> Page {
    let source = base.item("source", it.id);
    let mut page = Page::default();
    page.is(&source, "foaf:Document");
    page.plain(&source, "dcterms:identifier", it.id);
    page.plain(&source, "dcterms:title", it.title);
    page.plain(&source, "dc:publisher", it.issuer);
    page.date(&source, "dcterms:issued", it.date);
    page.date(&source, "interlex:accessed", it.accessed);
    match web_address(it.url) {
        Some(address) => page.say(&source, "foaf:page", address),
        None => page.plain(&source, "interlex:address", it.url),
    }
    if let Some(kind) = it.kind {
        page.value(&source, "dcterms:type", "source-type", kind);
    }
    page.english(&source, "skos:editorialNote", it.note.unwrap_or_default());
    page
}

/// An address of the web that is a valid IRI; anything else is only a text.
fn web_address(text: &str) -> Option<NamedNode> {
    let scheme = text.split_once("://")?.0;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    web.then(|| NamedNode::new(text).ok()).flatten()
}

/// The minted terms, and the lists whose values belong to the program: layers, mechanisms, statuses …
pub(super) fn lists(write: &mut dyn FnMut(&mut Page) -> io::Result<()>) -> io::Result<()> {
    let vocabulary = NamedNode::new_unchecked(VOCABULARY);
    let mut page = Page::default();
    for word in words().filter(super::Word::is_minted) {
        let term = expand(word.name);
        let local = word.name.trim_start_matches("interlex:");
        page.is(&term, if word.kind == Kind::Class { "rdfs:Class" } else { "rdf:Property" });
        page.english(&term, "rdfs:label", local);
        page.english(&term, "rdfs:comment", word.about);
        page.say(&term, "rdfs:isDefinedBy", vocabulary.clone());
    }
    write(&mut page)?;
    let mut list = |name: &str, values: &mut dyn Iterator<Item = (&str, &str)>| -> io::Result<()> {
        let scheme = expand(&format!("interlex:scheme:{name}"));
        let mut page = Page::default();
        page.is(&scheme, "skos:ConceptScheme");
        page.english(&scheme, "rdfs:label", &name.replace('-', " "));
        for (notation, label) in values {
            let value = expand(&format!("interlex:{name}:{notation}"));
            concept(&mut page, &value, &scheme, [notation, label, ""]);
        }
        write(&mut page)
    };
    macro_rules! list {
        ($name:literal, $($kind:ident),+) => {{
            let mut values = std::iter::empty()$(.chain($kind::all().map(|it| (it.as_str(), it.label()))))+;
            list($name, &mut values)?;
        }};
    }
    list("layer", &mut Layer::ALL.into_iter().map(|it| (it.as_str(), it.label())))?;
    list("relation", &mut RELATIONS.into_iter())?;
    let joining = [("addressed", "addressed to"), ("part_of", "part of")];
    let mechanisms = AlignmentMechanism::all().map(|it| (it.as_str(), it.label()));
    let mechanisms = mechanisms.chain(ReferenceMechanism::all().map(|it| (it.as_str(), it.label())));
    let mechanisms = mechanisms.chain(ConflictKind::all().map(|it| (it.as_str(), it.label())));
    let mechanisms = mechanisms.chain(Act::all().map(|it| (it.as_str(), it.label()))).chain(joining);
    list("mechanism", &mut { mechanisms })?;
    list!("modality", Modality);
    list!("set-relation", SetRelation);
    list!("rationale", MappingRationale);
    list!("basis", EvidenceBasis);
    list!("type", FrameworkKind, JurisdictionKind);
    list!("source-type", SourceKind);
    list!("concept-type", ConceptKind);
    let of_institutions = InstitutionStatus::all().filter(|it| Status::parse(it.as_str()).is_none());
    let statuses = Status::all().map(|it| (it.as_str(), it.label()));
    list("status", &mut statuses.chain(of_institutions.map(|it| (it.as_str(), it.label()))))?;
    let patterns = Pattern::all().map(|it| (it.as_str(), it.label()));
    list("pattern", &mut patterns.chain([("regulator_model", "Who oversees AI")]))?;
    list!("approach", ApproachStep);
    list!("binding", BindingStep);
    list!("integration", IntegrationStep);
    let components = enumset::EnumSet::<Component>::all().into_iter();
    list("component", &mut components.map(|it| (it.as_str(), it.as_str())))?;
    list!("regime", LiabilityRegime);
    list!("regulator-model", RegulatorModel);
    let roles = enumset::EnumSet::<Role>::all().into_iter();
    list("role", &mut roles.map(|it| (it.as_str(), it.label())))
}

const RELATIONS: [(&str, &str); 9] = [
    ("alignment", "alignment"),
    ("reference", "reference"),
    ("conflict", "conflict"),
    ("issued_by", "issued by"),
    ("applies_in", "applies in"),
    ("party_to", "party to"),
    ("member_of", "member of"),
    ("oversees", "oversees"),
    ("develops", "develops"),
];

/// The vocabularies, concepts and regions of the graph, with what they mean: they are data, and stand below the base.
pub(super) fn vocabularies(
    scope: &Scope<'_>,
    base: &Base,
    write: &mut dyn FnMut(&mut Page) -> io::Result<()>,
) -> io::Result<()> {
    let graph = scope.graph();
    let all = graph.vocabularies();
    let lists: [(&str, &Vocabulary); 4] = [
        ("topic", &all.topics),
        ("objective", &all.objectives),
        ("principle", &all.principles),
        ("trait", &all.traits),
    ];
    for (name, terms) in lists {
        let (mut page, scheme) = list(base, name);
        for it in terms.terms() {
            let id = it.id.as_str();
            concept(&mut page, &base.item(name, id), &scheme, [id, &it.label, &it.definition]);
        }
        write(&mut page)?;
    }
    let (mut page, scheme) = list(base, "concept");
    for it in graph.concepts() {
        let id = it.id.as_str();
        let node = base.item("concept", id);
        concept(&mut page, &node, &scheme, [id, &it.title, &it.summary]);
        page.value(&node, "dcterms:type", "concept-type", it.kind.as_str());
        if let Some(layer) = it.layer {
            page.value(&node, "interlex:layer", "layer", layer.as_str());
        }
    }
    write(&mut page)?;
    let (mut page, scheme) = list(base, "region");
    for it in &graph.regions().panels {
        let id = it.id.as_str();
        concept(&mut page, &base.item("region", id), &scheme, [id, &it.name, ""]);
    }
    write(&mut page)?;
    let (mut page, scheme) = list(base, "subregion");
    for it in &graph.regions().subregions {
        let node = base.item("subregion", it.id.as_str());
        concept(&mut page, &node, &scheme, [it.id.as_str(), &it.name, ""]);
        page.plain(&node, "skos:notation", &it.m49);
    }
    write(&mut page)
}

fn list(base: &Base, name: &str) -> (Page, NamedNode) {
    let mut page = Page::default();
    let scheme = base.item("scheme", name);
    page.is(&scheme, "skos:ConceptScheme");
    page.english(&scheme, "rdfs:label", name);
    (page, scheme)
}

fn concept(page: &mut Page, node: &NamedNode, scheme: &NamedNode, [notation, label, definition]: [&str; 3]) {
    page.is(node, "skos:Concept");
    page.plain(node, "skos:notation", notation);
    page.english(node, "skos:prefLabel", label);
    page.english(node, "skos:definition", definition);
    page.say(node, "skos:inScheme", scheme.clone());
}
