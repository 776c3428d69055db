//! Links that could be made, and what speaks for each.

use std::collections::{BTreeMap, BTreeSet};

use super::Among;
use crate::analysis::network::Network;
use crate::model::{
    AlignmentMechanism, Cost, Framework, FrameworkKind, IntegrationStep, LinkIx, Modality, NodeIx, Relation, Strength,
    TermSet,
};
use crate::scope::Scope;
use rayon::prelude::*;

/// A link that could be made in a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub from: NodeIx,
    pub to: NodeIx,
    pub relation: Relation,
    pub cost: Cost,
    /// The link of the data that recommends, proposes or considers it.
    pub recorded: Option<LinkIx>,
}

/// What speaks for a link between two texts, and what against it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Topics that both are about.
    pub topics: TermSet,
    /// Principles that both name.
    pub principles: TermSet,
    /// Objectives that both have.
    pub objectives: TermSet,
    /// Existing alignments between those who made the one and those who made the other, ascending.
    pub cooperation: Vec<LinkIx>,
    /// Existing conflicts between the two, ascending.
    pub conflicts: Vec<LinkIx>,
    /// Those of the two that are known to name aims alone, which leaves little to map.
    pub aims_only: Vec<NodeIx>,
    /// Whether the two sides of a pair asked about made one text each, so that the link is theirs to make.
    pub own: bool,
}

/// A text that could be linked with others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    pub ix: NodeIx,
    /// The topics of which another text must have one; none if any other text will do.
    topics: TermSet,
}

impl Text {
    /// Whether the two may be linked: they have a topic in common, or nothing is known of that.
    pub fn fits(&self, other: &Self) -> bool {
        self.topics.is_empty() || other.topics.is_empty() || !self.topics.intersection(other.topics).is_empty()
    }
}

/// The links of a layer that could be made.
#[derive(Debug)]
pub(super) struct Candidates {
    /// Links between any two of these, ascending, that are not linked yet; with the relation and cost of a new one.
    pub texts: Vec<Text>,
    pub relation: Relation,
    pub cost: Cost,
    /// Links of the data that do not exist yet and could: by ends (the smaller first), the best of each.
    pub recorded: BTreeMap<(NodeIx, NodeIx), Candidate>,
    /// Links of the data that could not be made now, since an end is not in effect; ascending.
    pub waiting: Vec<LinkIx>,
}

impl Candidates {
    /// Texts of the layer that are in effect, reports aside, joined by the mechanism; and the links that the data recommends,
    /// proposes or considers, by their own mechanism if it is the stronger one, or if these are all that was asked for.
    pub fn new(scope: &Scope<'_>, network: &Network, mechanism: AlignmentMechanism, among: Among) -> Self {
        let graph = scope.graph();
        let layer = network.layer();
        let relation = Relation::Alignment(mechanism);
        let cost = graph.strength(relation).unwrap_or(Strength::FULL).cost();
        let usable = |ix: NodeIx| match graph.node(ix).framework() {
            Some(text) => text.kind != FrameworkKind::Report && scope.applies(ix),
            None => scope.sees(ix),
        };
        let text = |ix: NodeIx| graph.node(ix).framework().filter(|text| text.layers.contains(layer));
        let is_candidate = |ix: &NodeIx| match among {
            Among::AllTexts => text(*ix).is_some(),
            Among::Mappable => text(*ix).is_some_and(|text| !names_aims_only(text)),
            Among::Recorded => false,
        };
        let topics = |ix| if among == Among::Mappable { graph.node(ix).topics() } else { TermSet::EMPTY };
        let texts = graph.node_indices().filter(is_candidate).filter(|ix| usable(*ix));
        let texts = texts.map(|ix| Text { ix, topics: topics(ix) }).collect();
        let mut found = Self { texts, relation, cost, recorded: BTreeMap::new(), waiting: Vec::new() };
        for ix in graph.link_indices() {
            let link = graph.link(ix);
            let (from, to) = (link.from.node, link.to.node);
            let asked = link.modality != Modality::Existing && link.relation.carries() && link.layers.contains(layer);
            if !asked || from == to || !link.holds_on(scope.day()) || network.link(from, to).is_some() {
                continue;
            }
            if !(usable(from) && usable(to)) {
                found.waiting.push(ix);
                continue;
            }
            let own = graph.strength(link.relation).unwrap_or(Strength::FULL).cost();
            let both = [from, to].iter().all(|end| text(*end).is_some());
            let stronger = among != Among::Recorded && both && cost < own;
            let (relation, cost) = if stronger { (relation, cost) } else { (link.relation, own) };
            let candidate = Candidate { from, to, relation, cost, recorded: Some(ix) };
            let rank = |it: &Candidate| (it.cost, it.recorded.map(|ix| (modality_rank(graph.link(ix).modality), ix)));
            let ends = (from.min(to), from.max(to));
            let kept = found.recorded.entry(ends).or_insert(candidate);
            if rank(&candidate) < rank(kept) {
                *kept = candidate;
            }
        }
        found
    }

    /// The text at a node, if it is one that could be linked with others.
    pub fn text(&self, ix: NodeIx) -> Option<&Text> {
        self.texts.binary_search_by_key(&ix, |text| text.ix).ok().map(|at| &self.texts[at])
    }

    /// How many there are.
    pub fn count(&self, network: &Network) -> usize {
        let fit = |(at, text): (usize, &Text)| self.texts[at + 1..].iter().filter(|other| text.fits(other)).count();
        let all: usize = self.texts.par_iter().enumerate().map(fit).sum();
        let fits = |a: NodeIx, b: NodeIx| self.text(a).zip(self.text(b)).is_some_and(|(a, b)| a.fits(b));
        let linked = |text: &Text| network.neighbours(text.ix).iter().filter(|(to, _, _)| fits(text.ix, *to)).count();
        let linked: usize = self.texts.iter().map(linked).sum();
        let apart = self.recorded.keys().filter(|(a, b)| !fits(*a, *b)).count();
        all - linked / 2 + apart
    }

    /// The least cost of any; `None` if there is none.
    pub fn cheapest(&self) -> Option<Cost> {
        let plain = (self.texts.len() > 1).then_some(self.cost);
        self.recorded.values().map(|it| it.cost).chain(plain).min()
    }

    /// A new link between two texts, of which the data says nothing.
    pub fn plain(&self, a: NodeIx, b: NodeIx) -> Candidate {
        Candidate { from: a.min(b), to: a.max(b), relation: self.relation, cost: self.cost, recorded: None }
    }
}

/// Whether a text is known to name aims and principles only, without requirements or measures.
fn names_aims_only(text: &Framework) -> bool {
    text.patterns.integration.as_ref().is_some_and(|it| it.value == IntegrationStep::General)
}

/// Recommended before proposed before possible.
fn modality_rank(modality: Modality) -> u8 {
    match modality {
        Modality::Existing => 0,
        Modality::Recommended => 1,
        Modality::Proposed => 2,
        Modality::Possible => 3,
    }
}

impl Candidate {
    /// Its ends, the smaller first.
    pub fn ends(&self) -> (NodeIx, NodeIx) {
        (self.from.min(self.to), self.from.max(self.to))
    }

    /// Of candidates that bring equally much, what the data recommends comes first, then what it proposes.
    pub fn recorded_rank(&self, scope: &Scope<'_>) -> u8 {
        self.recorded.map_or(u8::MAX, |ix| modality_rank(scope.graph().link(ix).modality))
    }
}

/// See [`Reasons::weight`].
pub(super) type Weight = (bool, bool, bool, bool, u32, u32);

impl Reasons {
    /// How plausible a link is, more being better: whether the two share a topic, whether both have measures to map, whether
    /// it is theirs to make who would gain, whether their makers work together already, how many topics they share, how many
    /// principles and objectives.
    pub(super) fn weight(&self) -> Weight {
        let shared = self.principles.len() + self.objectives.len();
        let topics = self.topics.len();
        (topics > 0, self.aims_only.is_empty(), self.own, !self.cooperation.is_empty(), topics, shared)
    }

    /// What speaks for a link between two nodes.
    pub fn of(scope: &Scope<'_>, from: NodeIx, to: NodeIx) -> Self {
        let graph = scope.graph();
        let (a, b) = (graph.node(from), graph.node(to));
        let mut found = Self { topics: a.topics().intersection(b.topics()), ..Self::default() };
        if let (Some(a), Some(b)) = (a.framework(), b.framework()) {
            let both = |get: fn(&crate::model::Patterns) -> Option<TermSet>| {
                let sets = get(&a.patterns).zip(get(&b.patterns));
                sets.map_or(TermSet::EMPTY, |(a, b)| a.intersection(b))
            };
            found.principles = both(|it| it.principles.as_ref().map(|it| it.value));
            found.objectives = both(|it| it.objectives.as_ref().map(|it| it.value));
        }
        let aims_only = |ix: &NodeIx| graph.node(*ix).framework().is_some_and(names_aims_only);
        found.aims_only = [from, to].into_iter().filter(aims_only).collect();
        let (ours, theirs) = (makers(scope, from), makers(scope, to));
        // Who made both needs no cooperation.
        let apart: Vec<BTreeSet<NodeIx>> = vec![&ours - &theirs, &theirs - &ours];
        for at in ours.iter().chain([&from]) {
            for ix in graph.links_from(*at).into_iter().chain(graph.links_to(*at)) {
                let link = graph.link(ix);
                let (one, other) = (*at, link.other(*at));
                let exists = link.modality == Modality::Existing && link.holds_on(scope.day());
                if exists
                    && matches!(link.relation, Relation::Alignment(_))
                    && apart[0].contains(&one)
                    && apart[1].contains(&other)
                {
                    found.cooperation.push(ix);
                }
                if exists && link.relation.is_conflict() && one == from && other == to {
                    found.conflicts.push(ix);
                }
            }
        }
        for list in [&mut found.cooperation, &mut found.conflicts] {
            list.sort_unstable();
            list.dedup();
        }
        found
    }
}

/// Those who made a text, with the jurisdictions that institutions belong to; for anything else the node itself.
pub(super) fn makers(scope: &Scope<'_>, ix: NodeIx) -> BTreeSet<NodeIx> {
    let graph = scope.graph();
    let Some(text) = graph.node(ix).framework() else { return BTreeSet::from([ix]) };
    let issuers = text.issuers.iter().chain(&text.jurisdictions).copied();
    let homes = text.issuers.iter().filter_map(|issuer| graph.node(*issuer).institution()?.jurisdiction);
    issuers.chain(homes).collect()
}
