//! Every list of evidence and every text in a curator's own words, with its place.

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use crate::model::{Entity, Evidence, Framework, Graph, Link, Node, NodeIx, Origin, Pattern, Relation};
use crate::syntax::Step;

/// A value of a record: the record or item it stands in, and the fields that lead to it.
pub(super) struct At<T> {
    pub origin: Origin,
    pub path: Vec<Step<'static>>,
    pub value: T,
}

impl<T> At<T> {
    fn new(origin: Origin, path: &[Step<'static>], value: T) -> Self {
        Self { origin, path: path.to_vec(), value }
    }
}

/// Whether a link has evidence of its own rather than its record's.
pub(super) fn is_written(link: &Link) -> bool {
    matches!(link.origin.item, Some(("links" | "parties" | "members", _)))
}

/// Whether a framework says why it has no link, issuer or place. Blanks are no reason.
pub(super) fn is_exempt(framework: &Framework) -> bool {
    framework.exempt.as_deref().is_some_and(|reason| !reason.trim().is_empty())
}

/// Whether anybody is recorded as party to a framework.
pub(super) fn has_parties(graph: &Graph, framework: NodeIx) -> bool {
    let mut links = graph.links_to(framework).into_iter().map(|ix| graph.link(ix));
    links.any(|link| matches!(link.relation, Relation::PartyTo(_)))
}

/// For each node whether an alignment, reference or conflict joins it to anything.
pub(super) fn linked(graph: &Graph) -> Vec<bool> {
    let mut linked = vec![false; graph.nodes().len()];
    for link in graph.links().iter().filter(|link| link.relation.is_substantive()) {
        linked[link.from.node.index()] = true;
        linked[link.to.node.index()] = true;
    }
    linked
}

/// The circles that links close, each with the names of its nodes and the first of its links; ascending.
pub(super) fn circles<'g>(graph: &Graph, links: &(impl Iterator<Item = &'g Link> + Clone)) -> Vec<(String, &'g Link)> {
    let net: DiGraphMap<NodeIx, ()> = links.clone().map(|link| (link.from.node, link.to.node)).collect();
    let mut circles: Vec<Vec<NodeIx>> = tarjan_scc(&net).into_iter().filter(|circle| circle.len() > 1).collect();
    for circle in &mut circles {
        circle.sort_unstable();
    }
    circles.sort_unstable();
    let told = |circle: Vec<NodeIx>| {
        let names: Vec<String> = circle.iter().map(|ix| format!("`{}`", graph.node(*ix).id)).collect();
        let inside = |ix: &NodeIx| circle.binary_search(ix).is_ok();
        let link = links.clone().find(|link| inside(&link.from.node) && inside(&link.to.node))?;
        Some((names.join(" and "), link))
    };
    circles.into_iter().filter_map(told).collect()
}

/// Every list of evidence in the records, each once. The path leads to what the evidence is for, not to the list.
pub(super) fn evidence(graph: &Graph) -> Vec<At<&[Evidence]>> {
    let mut lists: Vec<At<&[Evidence]>> = graph.nodes().iter().flat_map(node_evidence).collect();
    let mut last = None;
    for link in graph.links().iter().filter(|link| is_written(link)) {
        // A group of parties or members is many links with one list.
        if last != Some(link.origin) {
            lists.push(At::new(link.origin, &[], link.evidence.as_slice()));
        }
        last = Some(link.origin);
    }
    lists.extend(graph.concepts().iter().map(|concept| At::new(concept.origin, &[], concept.evidence.as_slice())));
    lists.sort_by_key(|list| list.origin);
    lists.dedup_by(|a, b| a.origin == b.origin && a.origin.item.is_some());
    lists
}

/// Every list of evidence of a record, without those of its links.
pub(super) fn node_evidence(node: &Node) -> Vec<At<&[Evidence]>> {
    let mut lists = vec![At::new(node.origin, &[], node.evidence.as_slice())];
    match &node.entity {
        Entity::Framework(framework) => {
            for pattern in Pattern::all() {
                let path = [Step::Field("patterns"), Step::Field(pattern.as_str())];
                lists.push(At::new(node.origin, &path, framework.evidence_for(pattern)));
            }
            if let Some(scheme) = &framework.risk_scheme {
                lists.push(At::new(node.origin, &[Step::Field("risk_scheme")], scheme.evidence.as_slice()));
            }
            lists.extend(rows(node, "liability", framework.liability.iter().map(|it| it.evidence.as_slice())));
            lists.extend(rows(node, "terms", framework.terms.iter().map(|it| it.evidence.as_slice())));
            lists.extend(rows(node, "covers", framework.covers.iter().map(|it| it.evidence.as_slice())));
            lists.extend(rows(node, "reaches", framework.reaches.iter().map(|it| it.evidence.as_slice())));
            lists.extend(rows(node, "risk_classes", framework.risk_classes.iter().map(|it| it.evidence.as_slice())));
            lists.extend(rows(node, "obligations", framework.obligations.iter().map(|it| it.evidence.as_slice())));
        }
        Entity::Jurisdiction(jurisdiction) => {
            lists.extend(rows(node, "liability", jurisdiction.liability.iter().map(|it| it.evidence.as_slice())));
            lists.extend(rows(node, "absences", jurisdiction.absences.iter().map(|it| it.evidence.as_slice())));
            if let Some(model) = &jurisdiction.regulator_model {
                lists.push(At::new(node.origin, &[Step::Field("regulator_model")], model.evidence.as_slice()));
            }
        }
        Entity::Institution(_) => {}
    }
    lists
}

/// One entry a row of a list of the record.
fn rows<T>(node: &Node, list: &'static str, values: impl Iterator<Item = T>) -> Vec<At<T>> {
    let place = |(position, value)| At::new(node.origin, &[Step::Field(list), Step::Item(position)], value);
    values.enumerate().map(place).collect()
}

/// Every text in a curator's own words; names and headings are the source's and not among them.
pub(super) fn texts(graph: &Graph) -> Vec<At<&str>> {
    let mut texts: Vec<At<&str>> = graph.nodes().iter().flat_map(node_texts).collect();
    for link in graph.links().iter().filter(|link| is_written(link)) {
        texts.push(At::new(link.origin, &[Step::Field("claim")], link.claim.as_str()));
        texts.extend(link.note.iter().map(|note| At::new(link.origin, &[Step::Field("note")], note.as_str())));
    }
    for concept in graph.concepts() {
        texts.push(At::new(concept.origin, &[Step::Field("summary")], concept.summary.as_str()));
    }
    texts
}

fn node_texts(node: &Node) -> Vec<At<&str>> {
    let field = |list, position, name| [Step::Field(list), Step::Item(position), Step::Field(name)];
    let mut texts: Vec<At<&str>> = rows(node, "notes", node.notes.iter().map(String::as_str));
    let (liability, terms, absences) = match &node.entity {
        Entity::Framework(it) => (&it.liability[..], &it.terms[..], &[][..]),
        Entity::Jurisdiction(it) => (&it.liability[..], &[][..], &it.absences[..]),
        Entity::Institution(_) => (&[][..], &[][..], &[][..]),
    };
    for (position, it) in liability.iter().enumerate() {
        texts.push(At::new(node.origin, &field("liability", position, "scope"), it.scope.as_str()));
    }
    for (position, it) in terms.iter().enumerate() {
        texts.push(At::new(node.origin, &field("terms", position, "definition"), it.definition.as_str()));
    }
    for (position, it) in absences.iter().enumerate() {
        texts.push(At::new(node.origin, &field("absences", position, "lacks"), it.lacks.as_str()));
    }
    if let Some(framework) = node.framework() {
        if let Some(scheme) = &framework.risk_scheme {
            let path = [Step::Field("risk_scheme"), Step::Field("basis")];
            texts.push(At::new(node.origin, &path, scheme.basis.as_str()));
        }
        for (list, position, claim) in claims(framework) {
            texts.push(At::new(node.origin, &field(list, position, "claim"), claim));
        }
    }
    texts
}

/// The claims of what a framework asks of AI systems: the list each stands in, its position there, and its text.
pub(super) fn claims(framework: &Framework) -> impl Iterator<Item = (&'static str, usize, &str)> {
    let reaches = framework.reaches.iter().map(|it| it.claim.as_str()).enumerate();
    let classes = framework.risk_classes.iter().map(|it| it.claim.as_str()).enumerate();
    let obligations = framework.obligations.iter().map(|it| it.claim.as_str()).enumerate();
    (reaches.map(|(position, claim)| ("reaches", position, claim)))
        .chain(classes.map(|(position, claim)| ("risk_classes", position, claim)))
        .chain(obligations.map(|(position, claim)| ("obligations", position, claim)))
}
