//! What remains joined when the most important texts and bodies fall.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;

use super::betweenness::betweenness;
use super::influence::ties;
use super::rank::page_rank;
use super::{countries, joints_of};
use crate::analysis::applicability::{Applicability, CoverageState};
use crate::analysis::best::{Chains, Lost, Search};
use crate::analysis::network::Network;
use crate::analysis::shuffle::Lots;
use crate::analysis::statistics::{mean, share};
use crate::model::{Cost, Layer, NodeIx, Strength};
use crate::scope::Scope;

/// How many orders of removal are drawn by lot.
const DRAWS: usize = 30;

/// The family of these draws.
const LOTS: u64 = 0x10_57;

/// By what a framework or institution counts as important.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// How many others links join it with.
    Degree,
    /// The attention it receives ([`page_rank`], as in `influence`).
    Weight,
    /// For how many pairs of others the shortest chains lead through it ([`betweenness`]).
    Betweenness,
    /// How many pairs of jurisdictions would no longer be bridged without it.
    Pairs,
}

impl Criterion {
    /// Every criterion.
    pub const ALL: [Self; 4] = [Self::Degree, Self::Weight, Self::Betweenness, Self::Pairs];

    /// The name in options and exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::Weight => "weight",
            Self::Betweenness => "betweenness",
            Self::Pairs => "pairs",
        }
    }
}

/// How connections fall when the most important go, one after the other.
#[derive(Debug, Clone)]
pub struct Robustness {
    /// What counts as important.
    pub by: Criterion,
    /// How many orders of removal were drawn by lot for comparison.
    pub draws: usize,
    /// The layers asked about.
    pub layers: Vec<LayerRobustness>,
}

/// One layer.
#[derive(Debug, Clone)]
pub struct LayerRobustness {
    /// The layer.
    pub layer: Layer,
    /// Countries and territories for which the layer is recorded.
    pub recorded: usize,
    /// What there is.
    pub whole: Stage,
    /// What remains after each removal.
    pub attacks: Vec<Attack>,
    /// What remains after as many removals by lot.
    pub lots: Vec<Lot>,
}

/// The network of a layer in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// Frameworks and institutions that are left of those that links joined with another.
    pub nodes: usize,
    /// Into how many parts they fall that no link joins; one that no link joins any more is a part.
    pub parts: usize,
    /// How many of them are in the largest part.
    pub largest: usize,
    /// Pairs of countries and territories, the layer recorded on both sides, that a chain joins.
    pub joined: usize,
    /// Those of them whose best chain is strong enough for the verdict "bridged" or better.
    pub bridged: usize,
    /// Those of them whose best chain is strong enough for the verdict "aligned".
    pub aligned: usize,
}

/// A removal of the most important one left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attack {
    /// What falls.
    pub lost: NodeIx,
    /// Its importance among those left.
    pub score: f64,
    /// What remains.
    pub left: Stage,
}

/// Removals by lot, on average over all orders drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lot {
    /// Parts.
    pub parts: f64,
    /// Nodes in the largest part.
    pub largest: f64,
    /// Pairs joined.
    pub joined: f64,
    /// Pairs bridged or better.
    pub bridged: f64,
    /// Pairs aligned.
    pub aligned: f64,
    /// The fewest pairs bridged or better after one of the orders.
    pub fewest: usize,
    /// The most.
    pub most: usize,
}

impl LayerRobustness {
    /// The pairs of recorded jurisdictions.
    pub fn pairs(&self) -> usize {
        self.recorded * self.recorded.saturating_sub(1) / 2
    }

    /// The share of these that a number of joined pairs is.
    pub fn share(&self, joined: usize) -> f64 {
        share(joined, self.pairs())
    }
}

/// Takes away the `top` most important frameworks and institutions of each layer, one after the other, and counts what is
/// left after each.
///
/// Importance is measured again after each removal, among those left: what a hub held up may matter little without it, and
/// the ways round it matter more. Of equals the first by id falls; where none left is important at all, it ends. For comparison the same number falls in 30 orders drawn
/// with a fixed seed. What falls is lost as law as well. A pair is joined if a chain by the rules of the verdicts joins it,
/// however weak, and bridged or aligned by its best chain; coverage is not judged again.
///
/// The best chain of each pair is sought once, as by [`best_paths`](crate::analysis::best_paths); a removal costs a search for each
/// jurisdiction with a pair whose best chain it breaks, and time linear in nodes and ties. There are 31 × `top` removals in
/// a layer, and by [`Criterion::Pairs`] such searches for each node as well before each of the first `top`. Parallel over the
/// draws and over these nodes.
pub fn robustness(scope: &Scope<'_>, by: Criterion, top: usize) -> Robustness {
    let sides: Vec<Applicability> = countries(scope).par_iter().map(|place| Applicability::of(scope, *place)).collect();
    let of_layer = |layer| Field::new(scope, layer, &sides).answer(by, top);
    Robustness { by, draws: DRAWS, layers: scope.layer_list().map(of_layer).collect() }
}

/// One layer.
struct Field<'q, 'g> {
    scope: &'q Scope<'g>,
    layer: Layer,
    network: Network,
    /// What links join with another, ascending.
    nodes: Vec<NodeIx>,
    /// By positions in `nodes`.
    ties: Vec<(usize, usize)>,
    /// By positions in `nodes`: who passes how much attention to whom.
    arcs: Vec<(usize, usize, f64)>,
    /// For how many jurisdictions the layer is recorded.
    recorded: usize,
    /// One of these of each kind, ascending, and how many of its kind there are.
    sides: Vec<(&'q Applicability, usize)>,
}

/// What a chain of one jurisdiction may start or end with: places without a link, where none can, left out. Many have the
/// same and are of one kind, so that one of them stands for all.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    anchors: Vec<(NodeIx, Cost)>,
    /// Those of the anchors that are the jurisdiction or a bloc above it, ascending.
    places: Vec<NodeIx>,
}

impl<'q, 'g> Field<'q, 'g> {
    fn new(scope: &'q Scope<'g>, layer: Layer, sides: &'q [Applicability]) -> Self {
        let network = Network::new(scope, layer);
        let joints = joints_of(scope, &network);
        let nodes: Vec<NodeIx> =
            joints.iter().flat_map(|it| [it.a, it.b]).collect::<BTreeSet<_>>().into_iter().collect();
        let place = |ix: NodeIx| nodes.binary_search(&ix).ok();
        let found = ties(&scope.in_layer(layer), |ix| place(ix).is_some());
        let arc = |((from, to), weight): (&(NodeIx, NodeIx), &f64)| Some((place(*from)?, place(*to)?, *weight));
        let linked = |ix: NodeIx| !network.neighbours(ix).is_empty();
        let kind = |side: &Applicability| {
            let places: Vec<NodeIx> = side.places.iter().map(|it| it.node).filter(|it| linked(*it)).collect();
            let texts = side.in_layer(scope, layer).map(|it| (it.node, it.cost()));
            let from_places = side.places.iter().filter(|it| linked(it.node)).map(|it| (it.node, it.cost()));
            Kind { anchors: texts.chain(from_places).collect(), places }
        };
        let mut kinds: BTreeMap<Kind, (&Applicability, usize)> = BTreeMap::new();
        for side in sides.iter().filter(|side| side.state(scope, layer) == CoverageState::Recorded) {
            kinds.entry(kind(side)).or_insert((side, 0)).1 += 1;
        }
        let mut sides: Vec<(&Applicability, usize)> = kinds.into_values().collect();
        sides.sort_by_key(|(side, _)| side.jurisdiction);
        Self {
            scope,
            layer,
            ties: joints.iter().filter_map(|it| Some((place(it.a)?, place(it.b)?))).collect(),
            arcs: found.weights.iter().filter_map(arc).collect(),
            recorded: sides.iter().map(|(_, count)| count).sum(),
            sides,
            network,
            nodes,
        }
    }

    fn answer(&self, by: Criterion, top: usize) -> LayerRobustness {
        let top = top.min(self.nodes.len());
        let observer = self.scope.observer();
        let chains = Chains::new(self.scope, &self.network, self.sides.iter().map(|(side, _)| *side));
        let all = self.all_pairs(&chains);
        observer.begin("Taking away", top + DRAWS);

        let (mut lost, mut pairs, mut search) = (vec![false; self.nodes.len()], all.clone(), chains.search());
        let mut attacks = Vec::new();
        while attacks.len() < top
            && let Some((at, score)) = self.most_important(by, &lost, &pairs, &chains)
            && score > 0.0
        {
            lost[at] = true;
            pairs.lose(&mut search, self.nodes[at]);
            attacks.push(Attack { lost: self.nodes[at], score, left: self.stage(&lost, &pairs) });
            observer.advance(1);
        }
        let draw = |search: &mut Search<'_>, number: usize| {
            let mut order: Vec<usize> = (0..self.nodes.len()).collect();
            Lots::new(LOTS, number).shuffle(&mut order);
            order.truncate(attacks.len());
            let (mut lost, mut pairs) = (vec![false; self.nodes.len()], all.clone());
            let fall = |at: &usize| {
                lost[*at] = true;
                pairs.lose(search, self.nodes[*at]);
                self.stage(&lost, &pairs)
            };
            let stages = order.iter().map(fall).collect::<Vec<Stage>>();
            for at in order {
                search.restore(Lost::Node(self.nodes[at]));
            }
            observer.advance(1);
            stages
        };
        let draws: Vec<Vec<Stage>> = (0..DRAWS).into_par_iter().map_init(|| chains.search(), draw).collect();
        let whole = self.stage(&vec![false; self.nodes.len()], &all);
        let lots = (0..attacks.len()).map(|after| lot(&draws.iter().map(|draw| draw[after]))).collect();
        LayerRobustness { layer: self.layer, recorded: self.recorded, whole, attacks, lots }
    }

    /// The pairs that chains join while nothing is lost. Two jurisdictions of one kind are a pair as well.
    fn all_pairs(&self, chains: &Chains<'_>) -> Pairs {
        let count = |a: usize, b: usize| {
            let (here, there) = (self.sides[a].1, self.sides[b].1);
            if a == b { here * (here - 1) / 2 } else { here * there }
        };
        let sides = self.sides.len();
        let ends: Vec<(usize, usize)> =
            (0..sides).flat_map(|a| (a..sides).map(move |b| (a, b))).filter(|(a, b)| count(*a, *b) > 0).collect();
        let paths = chains.paths(&ends, self.scope.observer());
        let pairs = ends.into_iter().zip(paths).filter_map(|((a, b), path)| {
            let path = path?;
            Some(Pair { ends: (a, b), count: count(a, b), cost: path.cost, nodes: path.nodes() })
        });
        Pairs(pairs.collect())
    }

    /// The most important one left, and how important it is.
    fn most_important(&self, by: Criterion, lost: &[bool], pairs: &Pairs, chains: &Chains<'_>) -> Option<(usize, f64)> {
        let ties: Vec<(usize, usize)> = self.ties.iter().copied().filter(|(a, b)| !lost[*a] && !lost[*b]).collect();
        let scores = match by {
            Criterion::Degree => {
                let mut degrees = vec![0.0; self.nodes.len()];
                for (a, b) in ties {
                    degrees[a] += 1.0;
                    degrees[b] += 1.0;
                }
                degrees
            }
            Criterion::Weight => {
                let arcs: Vec<_> =
                    self.arcs.iter().copied().filter(|(from, to, _)| !lost[*from] && !lost[*to]).collect();
                page_rank(self.nodes.len(), &arcs).ranks
            }
            Criterion::Betweenness => betweenness(self.nodes.len(), &ties),
            Criterion::Pairs => self.pairs_carried(lost, pairs, chains),
        };
        // Nine decimals: the rest depends on the order of additions.
        let rounded = |at: usize| (at, (scores[at] * 1e9).round() / 1e9);
        (0..self.nodes.len()).filter(|at| !lost[*at]).map(rounded).rev().max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// For each one left: how many pairs are bridged with it and not without.
    fn pairs_carried(&self, lost: &[bool], pairs: &Pairs, chains: &Chains<'_>) -> Vec<f64> {
        let bridged = self.scope.graph().scales().bridged.value;
        let mut resting: Vec<Vec<&Pair>> = vec![Vec::new(); self.nodes.len()];
        for pair in pairs.0.iter().filter(|pair| pair.cost.reaches(bridged)) {
            for at in pair.nodes.iter().filter_map(|node| self.nodes.binary_search(node).ok()) {
                resting[at].push(pair);
            }
        }
        let search = || {
            let mut search = chains.search();
            let gone = self.nodes.iter().zip(lost).filter(|(_, lost)| **lost);
            for (node, _) in gone {
                search.lose(Lost::Node(*node));
            }
            search
        };
        let carried = |search: &mut Search<'_>, (node, resting): (&NodeIx, &Vec<&Pair>)| {
            let ends: Vec<(usize, usize)> = resting.iter().map(|pair| pair.ends).collect();
            let costs = search.costs_without(Lost::Node(*node), &ends);
            let parted = resting.iter().zip(costs).filter(|(_, cost)| !cost.reaches(bridged));
            f64::from(u32::try_from(parted.map(|(pair, _)| pair.count).sum::<usize>()).unwrap_or(u32::MAX))
        };
        self.nodes.par_iter().zip(&resting).map_init(search, carried).collect()
    }

    fn stage(&self, lost: &[bool], pairs: &Pairs) -> Stage {
        let mut parts = UnionFind::<usize>::new(self.nodes.len());
        for (a, b) in self.ties.iter().filter(|(a, b)| !lost[*a] && !lost[*b]) {
            parts.union(*a, *b);
        }
        let mut sizes = vec![0; self.nodes.len()];
        for at in (0..self.nodes.len()).filter(|at| !lost[*at]) {
            sizes[parts.find(at)] += 1;
        }
        let scales = self.scope.graph().scales();
        let count = |least: Strength| {
            let enough = pairs.0.iter().filter(|pair| pair.cost.reaches(least));
            enough.map(|pair| pair.count).sum()
        };
        Stage {
            nodes: sizes.iter().sum(),
            parts: sizes.iter().filter(|size| **size > 0).count(),
            largest: sizes.iter().copied().max().unwrap_or(0),
            joined: pairs.0.iter().map(|pair| pair.count).sum(),
            bridged: count(scales.bridged.value),
            aligned: count(scales.aligned.value),
        }
    }
}

/// The pairs of jurisdictions that a chain joins, ascending.
#[derive(Clone)]
struct Pairs(Vec<Pair>);

/// Pairs of two kinds of jurisdictions.
#[derive(Clone)]
struct Pair {
    /// Positions in [`Field::sides`].
    ends: (usize, usize),
    /// How many pairs there are of these kinds.
    count: usize,
    /// What the best chain costs.
    cost: Cost,
    /// The nodes on it.
    nodes: Vec<NodeIx>,
}

impl Pairs {
    /// Takes a node away. Chains that do without it stay the best; the others are sought anew.
    fn lose(&mut self, search: &mut Search<'_>, node: NodeIx) {
        search.lose(Lost::Node(node));
        let mut broken: Vec<&mut Pair> = self.0.iter_mut().filter(|pair| pair.nodes.contains(&node)).collect();
        for same_first in broken.chunk_by_mut(|a, b| a.ends.0 == b.ends.0) {
            let others: Vec<usize> = same_first.iter().map(|pair| pair.ends.1).collect();
            let paths = search.paths(same_first[0].ends.0, &others);
            for (pair, path) in same_first.iter_mut().zip(paths) {
                pair.cost = path.as_ref().map_or(Cost::INFINITE, |path| path.cost);
                pair.nodes = path.map(|path| path.nodes()).unwrap_or_default();
            }
        }
        self.0.retain(|pair| pair.cost.is_finite());
    }
}

fn lot(stages: &(impl Iterator<Item = Stage> + Clone)) -> Lot {
    let average = |of: fn(Stage) -> usize| mean(stages.clone().map(of));
    Lot {
        parts: average(|it| it.parts),
        largest: average(|it| it.largest),
        joined: average(|it| it.joined),
        bridged: average(|it| it.bridged),
        aligned: average(|it| it.aligned),
        fewest: stages.clone().map(|it| it.bridged).min().unwrap_or(0),
        most: stages.clone().map(|it| it.bridged).max().unwrap_or(0),
    }
}
