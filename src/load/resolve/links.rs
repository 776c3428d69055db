//! Links: those that records write, and those that their fields imply.

use std::collections::BTreeMap;

use super::Declared;
use super::context::{Context, Place, origin};
use crate::load::Records;
use crate::load::records::{FrameworkRecord, LinkRecord, MembersRecord};
use crate::model::{
    End, Entity, Evidence, Id, InstitutionKind, LayerSet, Link, Mapping, Modality, Node, NodeIx, PartialDate, Relation,
};
use crate::source::FileId;

/// Every link of the graph.
pub(super) fn links(
    declared: &BTreeMap<Id, Declared>,
    records: &Records,
    nodes: &[Node],
    context: &mut Context<'_>,
) -> Vec<Link> {
    let mut links = Vec::new();
    for ((ix, node), declared) in (0u32..).map(NodeIx).zip(nodes).zip(declared.values()) {
        structural(ix, node, &mut links);
        match declared {
            Declared::Framework(at) => {
                let (file, record) = &records.frameworks[*at];
                let start = Start { node: ix, layers: node.layers(), file: *file, row: None };
                parties(start, record, context, &mut links);
                written(start, &record.links, context, &mut links);
            }
            Declared::Institution(at) => {
                let (file, record) = &records.institutions[*at];
                let start = Start { node: ix, layers: node.layers(), file: *file, row: None };
                members(start, &record.members, context, &mut links);
                written(start, &record.links, context, &mut links);
            }
            Declared::Jurisdiction(at) => {
                let (file, row, record) = &records.jurisdictions[*at];
                let start = Start { node: ix, layers: LayerSet::empty(), file: *file, row: Some(*row) };
                members(start, &record.members, context, &mut links);
                written(start, &record.links, context, &mut links);
            }
        }
    }
    links
}

/// The record that links start from.
#[derive(Clone, Copy)]
struct Start {
    node: NodeIx,
    layers: LayerSet,
    file: FileId,
    row: Option<usize>,
}

/// Issuing, applying, being addressed to, belonging: from the fields of the record, with the record's own evidence.
fn structural(ix: NodeIx, node: &Node, links: &mut Vec<Link>) {
    let mut add = |to: NodeIx, relation: Relation, since: Option<PartialDate>, list: &'static str, position: usize| {
        let item = u32::try_from(position).unwrap_or(u32::MAX);
        links.push(Link {
            from: ix.into(),
            to: to.into(),
            relation,
            // Belonging concerns no layer in particular.
            layers: if node.jurisdiction().is_some() { LayerSet::empty() } else { node.layers() },
            modality: Modality::Existing,
            since,
            until: None,
            claim: String::new(),
            binds: Vec::new(),
            mapping: None,
            evidence: node.evidence.clone(),
            note: None,
            origin: crate::model::Origin { item: Some((list, item)), ..node.origin },
        });
    };
    match &node.entity {
        Entity::Framework(framework) => {
            let made = framework.dates.adopted.or(framework.dates.proposed);
            for (position, to) in framework.issuers.iter().enumerate() {
                add(*to, Relation::IssuedBy, made, "issuers", position);
            }
            for (position, to) in framework.jurisdictions.iter().enumerate() {
                add(*to, Relation::AppliesIn, framework.dates.in_force.or(made), "jurisdictions", position);
            }
            for (position, to) in framework.addressed_to.iter().enumerate() {
                add(*to, Relation::AddressedTo, made, "addressed_to", position);
            }
        }
        Entity::Institution(institution) => {
            if let Some(to) = institution.jurisdiction {
                let regulator = institution.kind == InstitutionKind::Regulator;
                let relation = if regulator { Relation::Oversees } else { Relation::AppliesIn };
                add(to, relation, institution.since, "jurisdiction", 0);
            }
            if let Some(to) = institution.parent {
                add(to, Relation::PartOf, institution.since, "parent", 0);
            }
        }
        Entity::Jurisdiction(jurisdiction) => {
            if let Some(to) = jurisdiction.parent {
                add(to, Relation::PartOf, None, "parent", 0);
            }
        }
    }
}

fn parties(start: Start, record: &FrameworkRecord, context: &mut Context<'_>, links: &mut Vec<Link>) {
    let root = Place::root(start.file, start.row);
    let list = root.field("parties");
    for (position, group) in record.parties.iter().enumerate() {
        let item = list.item(position);
        let evidence = context.evidence(&group.evidence, &item.field("evidence"));
        let since = context.date(group.since.as_ref(), &item.field("since"));
        let until = context.date(group.until.as_ref(), &item.field("until"));
        for party in context.node_list(&group.who, &item.field("who")) {
            let ends = (party.into(), start.node.into());
            links.push(Link {
                layers: start.layers,
                since,
                until,
                ..plain(ends, Relation::PartyTo(group.act), evidence.clone(), start, ("parties", position))
            });
        }
    }
}

fn members(start: Start, groups: &[MembersRecord], context: &mut Context<'_>, links: &mut Vec<Link>) {
    let root = Place::root(start.file, start.row);
    let list = root.field("members");
    for (position, group) in groups.iter().enumerate() {
        let item = list.item(position);
        let evidence = context.evidence(&group.evidence, &item.field("evidence"));
        let since = context.date(group.since.as_ref(), &item.field("since"));
        let until = context.date(group.until.as_ref(), &item.field("until"));
        for member in context.node_list(&group.who, &item.field("who")) {
            let ends = (member.into(), start.node.into());
            links.push(Link {
                layers: start.layers,
                since,
                until,
                ..plain(ends, Relation::MemberOf, evidence.clone(), start, ("members", position))
            });
        }
    }
}

/// An existing link without dates, claim or mapping.
fn plain(
    (from, to): (End, End),
    relation: Relation,
    evidence: Vec<Evidence>,
    start: Start,
    item: (&'static str, usize),
) -> Link {
    Link {
        from,
        to,
        relation,
        layers: LayerSet::empty(),
        modality: Modality::Existing,
        since: None,
        until: None,
        claim: String::new(),
        binds: Vec::new(),
        mapping: None,
        evidence,
        note: None,
        origin: origin(start.file, start.row, Some(item)),
    }
}

fn written(start: Start, records: &[LinkRecord], context: &mut Context<'_>, links: &mut Vec<Link>) {
    let root = Place::root(start.file, start.row);
    let list = root.field("links");
    for (position, record) in records.iter().enumerate() {
        let item = list.item(position);
        let evidence = context.evidence(&record.evidence, &item.field("evidence"));
        let since = context.date(record.since.as_ref(), &item.field("since"));
        let until = context.date(record.until.as_ref(), &item.field("until"));
        let binds = context.node_list(&record.binds, &item.field("binds"));
        let to = end(&record.to, &item.field("to"), context);
        let from = match &record.from {
            Some(text) => own_provision(start.node, text, &item.field("from"), context),
            None => Some(start.node.into()),
        };
        if record.mapping.is_some_and(|mapping| mapping.strength.is_some_and(|strength| strength > 10)) {
            let at = item.field("mapping");
            context.deny(
                "strength_out_of_range",
                "the strength of a mapping is 0 to 10".to_owned(),
                &at.field("strength"),
                "out of range",
                "NIST IR 8477 rates mappings from 0 to 10",
            );
        }
        let (Some(from), Some(to)) = (from, to) else { continue };
        let layers = if record.layers.is_empty() { start.layers } else { record.layers.iter().copied().collect() };
        links.push(Link {
            layers,
            modality: record.modality.unwrap_or(Modality::Existing),
            since,
            until,
            claim: record.claim.clone(),
            binds,
            mapping: record.mapping.map(|mapping| Mapping {
                set: mapping.set,
                strength: mapping.strength,
                rationale: mapping.rationale,
            }),
            note: record.note.clone(),
            ..plain((from, to), record.relation, evidence, start, ("links", position))
        });
    }
}

/// Reads `node` or `node#provision`.
fn end(text: &str, at: &Place<'_>, context: &mut Context<'_>) -> Option<End> {
    match text.split_once('#') {
        None => context.node(text, at).map(End::from),
        Some((node, provision)) => {
            let node = context.node_before(node, &text[node.len()..], at)?;
            provision_of(node, provision, at, context)
        }
    }
}

/// Reads `#provision` of the record itself.
fn own_provision(node: NodeIx, text: &str, at: &Place<'_>, context: &mut Context<'_>) -> Option<End> {
    let provision = text.rsplit('#').next().unwrap_or(text);
    provision_of(node, provision, at, context)
}

fn provision_of(node: NodeIx, text: &str, at: &Place<'_>, context: &mut Context<'_>) -> Option<End> {
    let id = context.id(text, at)?;
    let listed = context.provisions.get(&node).is_some_and(|provisions| provisions.iter().any(|known| known == text));
    if !listed {
        let framework = context.nodes[node.index()].clone();
        context.deny(
            "provision_unknown",
            format!("`{framework}` lists no provision `{text}`"),
            at,
            "not listed there",
            "add it to the framework's `provisions`, with its title",
        );
        return None;
    }
    Some(End { node, provision: Some(id) })
}
