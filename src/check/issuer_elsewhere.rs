//! A body that issues a text for a place it does not belong to.

use std::collections::{BTreeMap, BTreeSet};

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Entity, Graph, NodeIx, Relation};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "issuer_elsewhere",
    level: Level::Warn,
    title: "Who issues a framework belongs to where it applies: to the place itself, a part of it, or a bloc around it.",
    why: "A body of one country makes no rules for another; most often a wrong id was picked from a list.",
    fix: "Correct `issuers` or `jurisdictions`; for a joint text name all its jurisdictions.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let above = above(graph);
    for node in graph.nodes() {
        let Some(framework) = node.framework().filter(|it| !it.jurisdictions.is_empty()) else { continue };
        let places = around(&above, framework.jurisdictions.iter().copied());
        let homes: Option<Vec<NodeIx>> = framework.issuers.iter().map(|issuer| home(graph, *issuer)).collect();
        // A body without a home is international. Of several issuers one at home is enough: outsiders may join a proposal.
        let Some(homes) = homes.filter(|homes| !homes.is_empty()) else { continue };
        let at_home = |home: &NodeIx| {
            places.contains(home) || around(&above, [*home]).iter().any(|it| framework.jurisdictions.contains(it))
        };
        if !homes.iter().any(at_home) {
            let (issuer, home) = (&graph.node(framework.issuers[0]).id, &graph.node(homes[0]).id);
            let whose = if issuer == home { format!("`{issuer}`") } else { format!("`{issuer}` of `{home}`") };
            let message = format!("{whose} issues `{}`, which applies elsewhere", node.id);
            let path = [Step::Field("issuers"), Step::Item(0)];
            findings.at(node.origin, &path, message, "from elsewhere", "correct `issuers` or `jurisdictions`");
        }
    }
}

/// The jurisdictions and blocs that each jurisdiction is part or member of.
fn above(graph: &Graph) -> BTreeMap<NodeIx, Vec<NodeIx>> {
    let mut above: BTreeMap<NodeIx, Vec<NodeIx>> = BTreeMap::new();
    for link in graph.links().iter().filter(|link| matches!(link.relation, Relation::MemberOf | Relation::PartOf)) {
        let both = [link.from.node, link.to.node].map(|end| graph.node(end).jurisdiction().is_some());
        if both == [true, true] {
            above.entry(link.from.node).or_default().push(link.to.node);
        }
    }
    above
}

/// These places and all around them.
fn around(above: &BTreeMap<NodeIx, Vec<NodeIx>>, places: impl IntoIterator<Item = NodeIx>) -> BTreeSet<NodeIx> {
    let mut open: Vec<NodeIx> = places.into_iter().collect();
    let mut all = BTreeSet::new();
    while let Some(place) = open.pop() {
        if all.insert(place) {
            open.extend(above.get(&place).into_iter().flatten());
        }
    }
    all
}

/// The jurisdiction that an issuer is or belongs to; `None` for international bodies.
fn home(graph: &Graph, issuer: NodeIx) -> Option<NodeIx> {
    match &graph.node(issuer).entity {
        Entity::Jurisdiction(_) => Some(issuer),
        Entity::Institution(institution) => institution.jurisdiction,
        Entity::Framework(_) => None,
    }
}
