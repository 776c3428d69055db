//! Links as triples: one between the ends where it holds, and a resource of its own with everything recorded of it.

use oxrdf::NamedNode;

use super::super::json::EdgeJson;
use super::Base;
use super::nodes::is_legal;
use super::page::Page;
use super::words::expand;
use crate::model::SetRelation;
use crate::scope::Scope;

/// A link.
pub(super) fn link(scope: &Scope<'_>, it: &EdgeJson<'_>, base: &Base) -> Page {
    let mut page = Page::default();
    let [from, to] = [&it.from, &it.to].map(|end| base.node(end));
    if let Some(property) = direct(scope, it, base, &mut page) {
        let statement = base.item("link", &it.id);
        page.is(&statement, "rdf:Statement");
        page.say(&statement, "rdf:subject", from.clone());
        page.say(&statement, "rdf:predicate", expand(property));
        page.say(&statement, "rdf:object", to.clone());
    }
    let node = base.item("link", &it.id);
    page.is(&node, "interlex:Link");
    match it.relation {
        "alignment" => page.is(&node, "interlex:Alignment"),
        "reference" => page.is(&node, "interlex:Reference"),
        "conflict" => page.is(&node, "interlex:Conflict"),
        _ => {}
    }
    page.plain(&node, "dcterms:identifier", &it.id);
    page.say(&node, "interlex:from", from);
    page.say(&node, "interlex:to", to);
    page.value(&node, "interlex:relation", "relation", it.relation);
    if let Some(mechanism) = it.mechanism {
        page.value(&node, "interlex:mechanism", "mechanism", mechanism);
    }
    for layer in &it.layers {
        page.value(&node, "interlex:layer", "layer", layer.as_str());
    }
    page.value(&node, "interlex:modality", "modality", it.modality);
    page.date(&node, "interlex:since", it.since);
    page.date(&node, "interlex:until", it.until);
    if let Some(strength) = it.strength {
        page.decimal(&node, "interlex:strength", strength);
    }
    page.english(&node, "interlex:claim", it.claim);
    for id in &it.binds {
        page.say(&node, "interlex:binds", base.node(id));
    }
    mapping(it, base, &node, &mut page);
    page.english(&node, "skos:editorialNote", it.note.unwrap_or_default());
    page.plain(&node, "interlex:impliedBy", it.implied_by.unwrap_or_default());
    page.evidence(&node, base, &it.evidence);
    page
}

/// Writes the triples between the ends of a link that exists on the day asked about, and gives the property of the first.
fn direct(scope: &Scope<'_>, it: &EdgeJson<'_>, base: &Base, page: &mut Page) -> Option<&'static str> {
    let day = scope.day();
    let holds = it.since.is_none_or(|since| since.has_begun(day)) && it.until.is_none_or(|until| !until.has_ended(day));
    if it.modality != "existing" || !holds {
        return None;
    }
    let [from, to] = [&it.from, &it.to].map(|end| base.node(end));
    let set = it.mapping.as_ref().map(|mapping| mapping.set);
    let (property, symmetric) = match (it.relation, it.mechanism) {
        (_, _) if set == Some(SetRelation::NotRelated.as_str()) => return None,
        ("alignment", _) => ("interlex:alignedWith", true),
        ("conflict", _) => ("interlex:conflictsWith", true),
        ("reference", _) if kind(scope, &it.from) == "framework" => ("dcterms:references", false),
        ("reference", _) => ("dcterms:relation", false),
        ("issued_by", _) => ("dcterms:creator", false),
        ("applies_in", Some(_)) => ("interlex:addressedTo", false),
        ("applies_in", None) => ("dpv:hasJurisdiction", false),
        ("party_to", _) => ("interlex:partyTo", false),
        ("member_of", Some(_)) => ("org:subOrganizationOf", false),
        ("member_of", None) => ("org:memberOf", false),
        ("oversees", _) => ("interlex:oversees", false),
        ("develops", _) => ("interlex:develops", false),
        _ => return None,
    };
    page.share(&from, property, &to);
    if symmetric {
        page.share(&to, property, &from);
    }
    match (it.relation, it.mechanism) {
        ("reference", Some("cites"))
            if is_legal(framework_type(scope, &it.from)) && is_legal(framework_type(scope, &it.to)) =>
        {
            page.share(&from, "eli:cites", &to);
        }
        ("issued_by", _) if is_legal(framework_type(scope, &it.from)) => page.share(&from, "eli:passed_by", &to),
        ("oversees", _) if kind(scope, &it.from) == "regulator" => page.share(&from, "dpv:isAuthorityFor", &to),
        _ => {}
    }
    if let Some(set) = set {
        page.share(&from, predicate(set), &to);
    }
    Some(property)
}

/// What SSSOM makes of a mapping.
fn mapping(it: &EdgeJson<'_>, base: &Base, node: &NamedNode, page: &mut Page) {
    let Some(mapping) = &it.mapping else { return };
    page.value(node, "interlex:setRelation", "set-relation", mapping.set);
    if let Some(strength) = mapping.strength {
        page.say(node, "interlex:mappingStrength", oxrdf::Literal::from(i64::from(strength)));
        page.decimal(node, "sssom:confidence", f64::from(strength) / 10.0);
    }
    if let Some(rationale) = mapping.rationale {
        page.value(node, "interlex:mappingRationale", "rationale", rationale);
    }
    page.is(node, "owl:Axiom");
    page.say(node, "owl:annotatedSource", base.node(&it.from));
    page.say(node, "owl:annotatedProperty", expand(predicate(mapping.set)));
    page.say(node, "owl:annotatedTarget", base.node(&it.to));
    page.say(node, "sssom:mapping_justification", expand("semapv:ManualMappingCuration"));
    if mapping.set == SetRelation::NotRelated.as_str() {
        page.plain(node, "sssom:predicate_modifier", "Not");
    }
}

/// The property of SKOS for a set relation; the subject of `skos:broadMatch` is the narrower of the two.
fn predicate(set: &str) -> &'static str {
    match set {
        "equal" => "skos:exactMatch",
        "subset" => "skos:broadMatch",
        "superset" => "skos:narrowMatch",
        "intersects" => "skos:relatedMatch",
        _ => "skos:mappingRelation",
    }
}

/// The kind of the node at an end.
fn kind(scope: &Scope<'_>, end: &str) -> &'static str {
    let graph = scope.graph();
    graph.by_id(before_provision(end)).map_or("", |ix| graph.node(ix).kind().as_str())
}

/// The type of the framework at an end; nothing for other nodes.
fn framework_type(scope: &Scope<'_>, end: &str) -> &'static str {
    let graph = scope.graph();
    let framework = graph.by_id(before_provision(end)).and_then(|ix| graph.node(ix).framework());
    framework.map_or("", |framework| framework.kind.as_str())
}

fn before_provision(end: &str) -> &str {
    end.split_once('#').map_or(end, |(node, _)| node)
}
