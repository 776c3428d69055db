//! A profile from its record: terms and jurisdictions found in the graph, contradictions reported in place.

use std::collections::BTreeMap;

use super::context::{Context, Place};
use crate::diagnostic::{Diagnostic, Level};
use crate::load::Places;
use crate::load::records::{FlowRecord, ProfileRecord};
use crate::model::{DataFlow, Graph, Id, NodeIx, Role, SystemProfile, Target, TermSet};
use crate::source::{FileId, Files};

const RULE: &str = "profile_unusable";

/// The lists of traits and the beginning of the ids that belong in each.
const LISTS: [(&str, &str); 4] = [("uses", "use-"), ("sectors", "sector-"), ("traits", "trait-"), ("data", "data-")];

/// Resolves a profile; `None` if its home or all of its targets are unknown.
pub(in crate::load) fn profile(
    file: FileId,
    record: &ProfileRecord,
    files: &Files,
    graph: &Graph,
    out: &mut Vec<Diagnostic>,
) -> Option<SystemProfile> {
    let places = Places::new(files);
    let mut context = Context::new(&places, &[]);
    context.vocabularies = graph.vocabularies().clone();
    context.nodes = graph.nodes().iter().map(|node| node.id.clone()).collect();
    context.names = names(graph);
    let root = Place::root(file, None);
    let traits = all_traits(record, &root, &mut context);
    roles(record, &root, &mut context);
    let home = jurisdiction(&record.home, &root.field("home"), graph, &mut context);
    let targets = targets(record, home, &root, graph, &mut context);
    let flows = flows(record, &root, graph, &mut context);
    let transfer = graph.vocabularies().traits.find("data-cross-border-transfer");
    if let Some(transfer) = transfer.filter(|it| !record.flows.is_empty() && traits.intersection(*it).is_empty()) {
        let term = graph.vocabularies().traits.members(transfer).next().map_or("", |term| term.id.as_str());
        let message = format!("data go across borders, but `data` does not name `{term}`");
        let help = format!("add `{term}` to `data`: whether some texts reach the system depends on it");
        context.deny(RULE, message, &root.field("flows"), "data flows", &help);
        // What follows from the flows themselves can be told all the same.
        context.out.last_mut().into_iter().for_each(|it| it.level = Level::Warn);
    }
    out.append(&mut context.out);
    Some(SystemProfile {
        title: record.title.clone(),
        summary: record.summary.clone(),
        traits,
        roles: record.roles.iter().copied().collect(),
        home: home?,
        targets: Some(targets).filter(|targets| !targets.is_empty())?,
        flows,
    })
}

/// What people call jurisdictions, in lower case, for suggestions.
fn names(graph: &Graph) -> BTreeMap<String, Id> {
    let mut names = BTreeMap::new();
    for node in graph.nodes() {
        let Some(jurisdiction) = node.jurisdiction() else { continue };
        let codes = jurisdiction.iso.as_ref().map(|(two, three)| [two, three]).into_iter().flatten();
        for name in [&node.name].into_iter().chain(&node.short).chain(&node.aliases).chain(codes) {
            names.entry(name.to_lowercase()).or_insert_with(|| node.id.clone());
        }
    }
    names
}

/// The terms of all four lists; a term in the wrong list is reported.
fn all_traits(record: &ProfileRecord, root: &Place<'_>, context: &mut Context<'_>) -> TermSet {
    let lists = [&record.uses, &record.sectors, &record.traits, &record.data];
    let mut all = TermSet::EMPTY;
    for ((field, prefix), texts) in LISTS.into_iter().zip(lists) {
        let at = root.field(field);
        for (position, text) in texts.iter().enumerate() {
            let item = at.item(position);
            let found = context.one_trait(text, &item);
            let belongs = LISTS.iter().find(|(_, prefix)| text.starts_with(prefix)).map_or(field, |(field, _)| field);
            if !found.is_empty() && !text.starts_with(prefix) && belongs != field {
                let message = format!("`{text}` stands in `{field}`");
                context.deny(RULE, message, &item, "in the wrong list", &format!("move it to `{belongs}`"));
            }
            all = all.union(found);
        }
    }
    if record.uses.is_empty() && record.traits.is_empty() {
        let message = "the profile names neither uses nor traits".to_owned();
        let help = "name at least one of `interlex list traits`: what the system is for decides which texts reach it";
        context.deny(RULE, message, &root.field("title"), "says not what the system does", help);
    }
    all
}

fn roles(record: &ProfileRecord, root: &Place<'_>, context: &mut Context<'_>) {
    let at = root.field("roles");
    if record.roles.is_empty() {
        let message = "the profile names no role".to_owned();
        context.deny(RULE, message, &at, "no role", "name Developer, Provider or Deployer: duties fall on roles");
    }
    if let Some(position) = record.roles.iter().position(|role| *role == Role::State) {
        let message = "a profile is never a state".to_owned();
        let help = "name Developer, Provider or Deployer; what states must do is told without asking";
        context.deny(RULE, message, &at.item(position), "no role of a system's maker", help);
    }
}

/// A jurisdiction by its id.
fn jurisdiction(text: &str, at: &Place<'_>, graph: &Graph, context: &mut Context<'_>) -> Option<NodeIx> {
    let found = graph.by_id(text);
    if let Some(other) = found.map(|ix| graph.node(ix)).filter(|node| node.jurisdiction().is_none()) {
        let message = format!("`{text}` is a {}, not a jurisdiction", other.kind().label().to_lowercase());
        context.deny(RULE, message, at, "no jurisdiction", "`interlex list jurisdictions` shows all");
        return None;
    }
    if found.is_none() {
        let known = graph.nodes().iter().filter(|node| node.jurisdiction().is_some()).map(|node| node.id.as_str());
        let otherwise = "`interlex list jurisdictions` shows all";
        context.unknown("id_dangling", "jurisdiction", text, "", at, known, otherwise);
    }
    found
}

fn targets(
    record: &ProfileRecord,
    home: Option<NodeIx>,
    root: &Place<'_>,
    graph: &Graph,
    context: &mut Context<'_>,
) -> Vec<Target> {
    let at = root.field("targets");
    if record.targets.is_empty() {
        let message = "the profile names no target".to_owned();
        let help = "name at least one jurisdiction, bloc or region where the system is to be offered or used";
        context.deny(RULE, message, &at, "no target", help);
    }
    let mut targets = Vec::with_capacity(record.targets.len());
    for (position, text) in record.targets.iter().enumerate() {
        let item = at.item(position);
        if record.targets[..position].contains(text) {
            context.deny(RULE, format!("`{text}` is named twice"), &item, "named again", "name each target once");
            continue;
        }
        if let Some(region) = graph.regions().regions.iter().find(|region| region.id.as_str() == text) {
            if region.members.is_empty() {
                let message = format!("the region `{text}` has no members");
                context.deny(RULE, message, &item, "nobody there", "name a jurisdiction or another region");
            }
            targets.push(Target::Region(region.id.clone()));
            continue;
        }
        let Some(found) = target(text, &item, graph, context) else { continue };
        if Some(found) == home {
            let message = format!("`{text}` is both home and target");
            let help = "remove it from `targets`: what applies at home is always told";
            context.deny(RULE, message, &item, "the home of the profile", help);
            continue;
        }
        targets.push(Target::Jurisdiction(found));
    }
    targets
}

/// A jurisdiction by its id, where a region could stand as well.
fn target(text: &str, at: &Place<'_>, graph: &Graph, context: &mut Context<'_>) -> Option<NodeIx> {
    if graph.by_id(text).is_some() {
        return jurisdiction(text, at, graph, context);
    }
    let jurisdictions = graph.nodes().iter().filter(|node| node.jurisdiction().is_some()).map(|node| node.id.as_str());
    let known = jurisdictions.chain(graph.regions().regions.iter().map(|region| region.id.as_str()));
    let otherwise = "`interlex list jurisdictions` and `interlex list regions` show all";
    context.unknown("id_dangling", "jurisdiction or region", text, "", at, known, otherwise);
    None
}

fn flows(record: &ProfileRecord, root: &Place<'_>, graph: &Graph, context: &mut Context<'_>) -> Vec<DataFlow> {
    let at = root.field("flows");
    let read = |(position, flow): (usize, &FlowRecord)| {
        let item = at.item(position);
        let from = jurisdiction(&flow.from, &item.field("from"), graph, context);
        let to = jurisdiction(&flow.to, &item.field("to"), graph, context);
        if flow.from == flow.to {
            let message = format!("this flow begins and ends in `{}`", flow.to);
            context.deny(RULE, message, &item.field("to"), "no border is crossed", "leave the flow out");
        }
        Some(DataFlow { from: from?, to: to?, claim: flow.claim.clone() })
    };
    record.flows.iter().enumerate().filter_map(read).collect()
}
