//! What the scripts of the pages work on: the graph with its dates and exact costs, the sources, the texts to search.
//!
//! Each file assigns a value to a property of `interlex`: pages opened from disk may load scripts, not data.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::model::{
    ApproachStep, BindingStep, Component, ComponentSet, Cost, CoverageGround, Entity, InstitutionStatus,
    IntegrationStep, Jurisdiction, Layer, LayerSet, Link, Modality, Node, NodeIx, NodeKind, PartialDate, Patterns,
    Precision, Relation, Scales, Status, Strength, TermSet, Vocabulary,
};

use super::{Site, SiteFile};

pub(super) fn files(site: &Site<'_>) -> Vec<SiteFile> {
    vec![file("data", &graph(site).to_string()), sources(site), file("text", &texts(site).to_string())]
}

fn file(name: &str, value: &str) -> SiteFile {
    let text = format!("(globalThis.interlex = globalThis.interlex || {{}}).{name} = {value};\n");
    SiteFile { path: format!("assets/{name}.js"), text }
}

fn graph(site: &Site<'_>) -> Value {
    let graph = site.scope.graph();
    let meta = graph.meta();
    let relations: BTreeSet<Relation> = graph.links().iter().map(|link| link.relation).collect();
    let place: BTreeMap<Relation, usize> = relations.iter().copied().zip(0..).collect();
    let relation = |it: &Relation| {
        let strength = graph.strength(*it);
        json!([it.as_str(), it.mechanism(), it.label(), strength.map(Strength::get), strength.map(cost)])
    };
    let vocabularies = graph.vocabularies();
    let regions = site.areas.iter().map(|it| {
        let members: Vec<usize> = it.area.members.iter().map(|ix| ix.index()).collect();
        json!({ "id": it.area.id, "name": it.area.name, "members": members })
    });
    let components: Vec<&str> = ComponentSet::all().iter().map(Component::as_str).collect();
    let panels: Vec<Value> = graph.regions().panels.iter().map(|panel| json!([panel.id, panel.name])).collect();
    json!({
        "title": meta.title,
        "version": meta.version,
        "licence": meta.licence,
        "asOf": number(site.scope.day()),
        "scales": scales(graph.scales()),
        "relations": relations.iter().map(relation).collect::<Vec<_>>(),
        "objectives": terms(&vocabularies.objectives),
        "principles": terms(&vocabularies.principles),
        "topics": terms(&vocabularies.topics),
        "approach": ApproachStep::all().map(ApproachStep::label).collect::<Vec<_>>(),
        "binding": BindingStep::all().map(BindingStep::label).collect::<Vec<_>>(),
        "integration": IntegrationStep::all().map(IntegrationStep::label).collect::<Vec<_>>(),
        "components": components,
        "statuses": statuses(),
        "modalities": Modality::all().map(Modality::as_str).collect::<Vec<_>>(),
        "kinds": NodeKind::all().map(NodeKind::as_str).collect::<Vec<_>>(),
        "panels": panels,
        "regions": regions.collect::<Vec<_>>(),
        "nodes": graph.node_indices().map(|ix| node(site, ix)).collect::<Vec<_>>(),
        "links": graph.links().iter().map(|it| link(site, place[&it.relation], it)).collect::<Vec<_>>(),
    })
}

/// Export name and words of every status, of frameworks and of institutions.
fn statuses() -> Vec<[&'static str; 2]> {
    let frameworks = Status::all().map(|it| [it.as_str(), it.label()]);
    // Both have proposed ones, in the same words.
    let institutions = InstitutionStatus::all().map(|it| [it.as_str(), it.label()]);
    frameworks.chain(institutions.filter(|[name, _]| *name != Status::Proposed.as_str())).collect()
}

fn scales(scales: &Scales) -> Value {
    let coverage: Vec<Value> = (scales.coverage.iter())
        .map(|(ground, it)| json!([ground.as_str(), ground.label(), it.value.get(), cost(it.value)]))
        .collect();
    json!({
        "coverage": coverage,
        "addressed": CoverageGround::Addressed.as_str(),
        "recorded": scales.recorded_coverage.value.get(),
        "aligned": Cost::limit(scales.aligned.value).0,
        "bridged": Cost::limit(scales.bridged.value).0,
        "hops": scales.hop_limit.value,
        "setCompatible": scales.set_compatible.value.get(),
        "stepCompatible": scales.step_compatible.value,
        "stepPartial": scales.step_partial.value,
    })
}

/// What a strength costs: a whole number, far below 2^53.
fn cost(strength: Strength) -> u64 {
    strength.cost().0
}

fn terms(vocabulary: &Vocabulary) -> Vec<Value> {
    vocabulary.terms().iter().map(|term| json!([term.id, term.label])).collect()
}

/// Id, name, short name, other names, kind, type, layers, topics, panel, evidence; then of frameworks and institutions
/// status and dates, of frameworks in how many jurisdictions they were made and the patterns; of jurisdictions whether
/// they have an ISO code, and absences.
///
/// Dates of frameworks: proposed, adopted, in force, over; of institutions: proposed, since, nothing, over.
fn node(site: &Site<'_>, ix: NodeIx) -> Value {
    let graph = site.scope.graph();
    let node = graph.node(ix);
    let panel = graph.panel(ix).and_then(|id| graph.regions().panels.iter().position(|panel| panel.id == *id));
    let type_ = match &node.entity {
        Entity::Framework(it) => it.kind.as_str(),
        Entity::Institution(it) => it.kind.as_str(),
        Entity::Jurisdiction(it) => it.kind.as_str(),
    };
    let mut row = vec![
        json!(node.id),
        json!(node.name),
        json!(node.short.as_deref().filter(|short| *short != node.name).unwrap_or_default()),
        json!(node.aliases),
        json!(node.kind() as usize),
        json!(type_),
        json!(layers(node.layers())),
        json!(node.topics().positions().collect::<Vec<_>>()),
        json!(panel),
        json!(site.numbers.of_all(&node.evidence)),
    ];
    match &node.entity {
        Entity::Framework(it) => {
            let dates = it.dates;
            row.push(json!(it.status.as_str()));
            row.push(json!([begins(dates.proposed), begins(dates.adopted), begins(dates.in_force), over(dates.ended)]));
            row.push(json!(it.jurisdictions.len()));
            row.push(patterns(&it.patterns));
        }
        Entity::Institution(it) => {
            row.push(json!(it.status.as_str()));
            row.push(json!([begins(it.proposed), begins(it.since), 0, over(it.until)]));
        }
        Entity::Jurisdiction(it) => {
            row.push(json!(u8::from(it.iso.is_some())));
            row.push(json!(absences(site, it)));
        }
    }
    Value::Array(row)
}

fn absences(site: &Site<'_>, jurisdiction: &Jurisdiction) -> Vec<Value> {
    let row = |it: &crate::model::Absence| json!([it.layer.index(), it.lacks, site.numbers.of_all(&it.evidence)]);
    jurisdiction.absences.iter().map(row).collect()
}

/// Sets as positions in their vocabularies, steps as positions on their scales; `null` where nobody has assessed it.
fn patterns(patterns: &Patterns) -> Value {
    let set = |set: TermSet| set.positions().collect::<Vec<_>>();
    json!([
        patterns.objectives.as_ref().map(|it| set(it.value)),
        patterns.principles.as_ref().map(|it| set(it.value)),
        patterns.approach.as_ref().map(|it| it.value as usize),
        patterns.binding.as_ref().map(|it| it.value as usize),
        patterns.integration.as_ref().map(|it| it.value as usize),
        patterns.components.as_ref().map(|it| it.value.iter().map(|part| part as usize).collect::<Vec<_>>()),
    ])
}

/// From, to, relation, layers, modality, first day, first day on which it is over; then evidence and claim of a link that
/// aligns, refers or conflicts, and provisions where it joins these.
fn link(site: &Site<'_>, relation: usize, link: &Link) -> Value {
    let substantive = link.relation.is_substantive();
    let mut row = vec![
        json!(link.from.node.index()),
        json!(link.to.node.index()),
        json!(relation),
        json!(layers(link.layers)),
        json!(link.modality as usize),
        json!(begins(link.since)),
        json!(over(link.until)),
    ];
    let provisions = [&link.from.provision, &link.to.provision];
    if substantive {
        row.push(json!(site.numbers.of_all(&link.evidence)));
        row.push(json!(link.claim));
    }
    if provisions.iter().any(|it| it.is_some()) {
        row.push(json!(provisions));
    }
    // Most links of structure end in zeros: no dates, and they exist.
    while !substantive && row.last().is_some_and(|it| *it == json!(0)) {
        row.pop();
    }
    Value::Array(row)
}

/// A bit a layer, in the report's order.
fn layers(layers: LayerSet) -> u8 {
    layers.iter().fold(0, |bits, layer: Layer| bits | 1 << layer.index())
}

/// A day as a number: 20240801.
fn number(day: jiff::civil::Date) -> u32 {
    let year = u32::try_from(day.year()).unwrap_or(0);
    year * 10_000 + u32::from(day.month().unsigned_abs()) * 100 + u32::from(day.day().unsigned_abs())
}

/// The first day of a period; 0 where nothing is known.
fn begins(date: Option<PartialDate>) -> u32 {
    date.map_or(0, |date| number(date.first_day()))
}

/// The first day on which what ends on a date is over; 0 where nothing is known. A date to the day ends something on
/// that day itself, a coarser one after its last day.
fn over(date: Option<PartialDate>) -> u32 {
    date.map_or(0, |date| match date.precision() {
        Precision::Day => number(date.first_day()),
        _ => date.last_day().tomorrow().map_or(u32::MAX, number),
    })
}

/// Sources as id, title, issuer, date, address and the places cited in them; a place as where, words found there, and
/// whether the source states it, without what is nothing at its end. The file numbers the places when it is loaded.
fn sources(site: &Site<'_>) -> SiteFile {
    let graph = site.scope.graph();
    let mut places: Vec<Vec<Value>> = vec![Vec::new(); graph.sources().len()];
    for it in site.numbers.list() {
        let stated = u8::from(it.basis != crate::model::EvidenceBasis::Inferred);
        let mut place =
            vec![json!(it.at.as_deref().unwrap_or_default()), json!(it.find.as_deref().unwrap_or_default())];
        place.push(json!(stated));
        while place.last().is_some_and(|it| *it == json!(0) || *it == json!("")) {
            place.pop();
        }
        places[it.source.index()].push(Value::Array(place));
    }
    let source = |(it, places): (&crate::model::Source, Vec<Value>)| {
        let date = it.date.map(|date| date.to_string()).unwrap_or_default();
        json!([it.id, it.title, it.issuer, date, it.url, places])
    };
    let rows: Vec<Value> = graph.sources().iter().zip(places).map(source).collect();
    let number = "(rows) => ({ sources: rows, evidence: rows.flatMap((row, at) => row[5].map(([place, find, stated]) => [at, place, find, stated ? 0 : 1])) })";
    file("sources", &format!("({number})({})", Value::Array(rows)))
}

/// What the search looks through besides names and claims: the position of a node and its text, or page, title and text.
fn texts(site: &Site<'_>) -> Value {
    let graph = site.scope.graph();
    let nodes = graph.node_indices().map(|ix| match words(graph.node(ix)) {
        nothing if nothing.is_empty() => json!([ix.index()]),
        words => json!([ix.index(), words]),
    });
    let rules = site.rules.iter().map(|(id, document)| {
        let concept = graph.concept(id).map(|concept| concept.summary.as_str()).unwrap_or_default();
        let measures = graph.rule(id).map(|rule| rule.measures.as_str()).unwrap_or_default();
        json!([format!("rule/{id}.html"), document.title, format!("{concept} {measures}")])
    });
    let regions = site.areas.iter().map(|it| {
        let found = it.headlines.iter().map(|(_, title, _)| title.as_str());
        json!([format!("region/{}.html", it.area.id), it.document.title, found.collect::<Vec<_>>().join(". ")])
    });
    Value::Array(nodes.chain(rules).chain(regions).collect())
}

fn words(node: &Node) -> String {
    let mut words: Vec<&str> = node.notes.iter().map(String::as_str).collect();
    match &node.entity {
        Entity::Framework(it) => {
            words.extend(it.terms.iter().flat_map(|term| [term.term.as_str(), term.definition.as_str()]));
            words.extend(it.provisions.iter().map(|provision| provision.title.as_str()));
            words.extend(it.liability.iter().map(|liability| liability.scope.as_str()));
            words.extend(it.risk_scheme.iter().map(|scheme| scheme.basis.as_str()));
        }
        Entity::Institution(it) => words.extend(it.role.as_deref()),
        Entity::Jurisdiction(it) => {
            words.extend(it.iso.iter().flat_map(|(two, three)| [two.as_str(), three.as_str()]));
            words.extend(it.absences.iter().map(|absence| absence.lacks.as_str()));
            words.extend(it.liability.iter().map(|liability| liability.scope.as_str()));
        }
    }
    words.join(" · ")
}
