//! What remains joined when the most important texts and bodies fall.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;

use super::betweenness::betweenness;
use super::influence::ties;
use super::rank::page_rank;
use super::{countries, joints_of};
use crate::analysis::applicability::{Applicability, CoverageState};
use crate::analysis::network::Network;
use crate::analysis::shuffle::Lots;
use crate::analysis::statistics::{mean, share};
use crate::model::{Cost, Layer, NodeIx, Scales};
use crate::progress::Observer;
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
/// Each count takes time as for [`Network::reach`] for each jurisdiction, and proportional to the pairs times what applies
/// in one of them; there are 31 × `top` of them in a layer, and by [`Criterion::Pairs`] as many more as there are nodes for
/// each removal. Parallel over the draws and over these nodes.
pub fn robustness(scope: &Scope<'_>, by: Criterion, top: usize) -> Robustness {
    let sides: Vec<Applicability> = countries(scope).par_iter().map(|place| Applicability::of(scope, *place)).collect();
    let of_layer = |layer| Field::new(scope, layer, &sides).answer(by, top);
    Robustness { by, draws: DRAWS, layers: scope.layer_list().map(of_layer).collect() }
}

/// One layer.
struct Field<'g> {
    scales: &'g Scales,
    observer: &'g dyn Observer,
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
    /// What chains of these start and end with; many have the same, so that one of them stands for all.
    sides: Vec<(Side, usize)>,
}

/// What a chain of one jurisdiction may start or end with: places without a link, where none can, left out.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    anchors: Vec<(NodeIx, Cost)>,
    /// Those of the anchors that are the jurisdiction or a bloc above it, ascending.
    places: Vec<NodeIx>,
}

/// What reaching each node costs one jurisdiction.
struct Distances {
    all: Vec<Cost>,
    /// The same by chains that do not start at this place.
    elsewhere: BTreeMap<NodeIx, Vec<Cost>>,
}

impl<'g> Field<'g> {
    fn new(scope: &Scope<'g>, layer: Layer, sides: &[Applicability]) -> Self {
        let network = Network::new(scope, layer);
        let joints = joints_of(scope, &network);
        let nodes: Vec<NodeIx> =
            joints.iter().flat_map(|it| [it.a, it.b]).collect::<BTreeSet<_>>().into_iter().collect();
        let place = |ix: NodeIx| nodes.binary_search(&ix).ok();
        let found = ties(&scope.in_layer(layer), |ix| place(ix).is_some());
        let arc = |((from, to), weight): (&(NodeIx, NodeIx), &f64)| Some((place(*from)?, place(*to)?, *weight));
        let linked = |ix: NodeIx| !network.neighbours(ix).is_empty();
        let of_side = |side: &Applicability| {
            let places: Vec<NodeIx> = side.places.iter().map(|it| it.node).filter(|it| linked(*it)).collect();
            let texts = side.in_layer(scope, layer).map(|it| (it.node, it.cost()));
            let from_places = side.places.iter().filter(|it| linked(it.node)).map(|it| (it.node, it.cost()));
            Side { anchors: texts.chain(from_places).collect(), places }
        };
        let mut found_sides: BTreeMap<Side, usize> = BTreeMap::new();
        for side in sides.iter().filter(|side| side.state(scope, layer) == CoverageState::Recorded) {
            *found_sides.entry(of_side(side)).or_default() += 1;
        }
        Self {
            scales: scope.graph().scales(),
            observer: scope.observer(),
            layer,
            ties: joints.iter().filter_map(|it| Some((place(it.a)?, place(it.b)?))).collect(),
            arcs: found.weights.iter().filter_map(arc).collect(),
            recorded: found_sides.values().sum(),
            sides: found_sides.into_iter().collect(),
            network,
            nodes,
        }
    }

    fn answer(&self, by: Criterion, top: usize) -> LayerRobustness {
        let top = top.min(self.nodes.len());
        let mut lost = vec![false; self.nodes.len()];
        let mut attacks = Vec::new();
        self.observer.begin("Taking away", top + DRAWS);
        while attacks.len() < top
            && let Some((at, score)) = self.most_important(by, &lost)
            && score > 0.0
        {
            lost[at] = true;
            attacks.push(Attack { lost: self.nodes[at], score, left: self.stage(&lost) });
            self.observer.advance(1);
        }
        let draw = |number: usize| {
            let mut order: Vec<usize> = (0..self.nodes.len()).collect();
            Lots::new(LOTS, number).shuffle(&mut order);
            let mut lost = vec![false; self.nodes.len()];
            let fall = |at: &usize| {
                lost[*at] = true;
                self.stage(&lost)
            };
            let stages = order.iter().take(attacks.len()).map(fall).collect::<Vec<Stage>>();
            self.observer.advance(1);
            stages
        };
        let draws: Vec<Vec<Stage>> = (0..DRAWS).into_par_iter().map(draw).collect();
        let whole = self.stage(&vec![false; self.nodes.len()]);
        let lots = (0..attacks.len()).map(|after| lot(&draws.iter().map(|draw| draw[after]))).collect();
        LayerRobustness { layer: self.layer, recorded: self.recorded, whole, attacks, lots }
    }

    /// The most important one left, and how important it is.
    fn most_important(&self, by: Criterion, lost: &[bool]) -> Option<(usize, f64)> {
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
            Criterion::Pairs => self.pairs_carried(lost),
        };
        // Nine decimals: the rest depends on the order of additions.
        let rounded = |at: usize| (at, (scores[at] * 1e9).round() / 1e9);
        (0..self.nodes.len()).filter(|at| !lost[*at]).map(rounded).rev().max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// For each one left: how many pairs are bridged with it and not without.
    fn pairs_carried(&self, lost: &[bool]) -> Vec<f64> {
        let bridged = |lost: &[bool]| {
            let reaches = |(cost, _): &(Cost, usize)| cost.reaches(self.scales.bridged.value);
            self.best_chains(lost).filter(reaches).map(|(_, pairs)| pairs).sum::<usize>()
        };
        let now = bridged(lost);
        let carried = |at: usize| {
            let mut without = lost.to_vec();
            without[at] = true;
            f64::from(u32::try_from(now - bridged(&without)).unwrap_or(u32::MAX))
        };
        (0..self.nodes.len()).into_par_iter().map(carried).collect()
    }

    fn stage(&self, lost: &[bool]) -> Stage {
        let mut parts = UnionFind::<usize>::new(self.nodes.len());
        for (a, b) in self.ties.iter().filter(|(a, b)| !lost[*a] && !lost[*b]) {
            parts.union(*a, *b);
        }
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for at in (0..self.nodes.len()).filter(|at| !lost[*at]) {
            *sizes.entry(parts.find(at)).or_default() += 1;
        }
        let mut stage = Stage {
            nodes: sizes.values().sum(),
            parts: sizes.len(),
            largest: sizes.values().copied().max().unwrap_or(0),
            joined: 0,
            bridged: 0,
            aligned: 0,
        };
        for (cost, pairs) in self.best_chains(lost).filter(|(cost, _)| cost.is_finite()) {
            stage.joined += pairs;
            stage.bridged += if cost.reaches(self.scales.bridged.value) { pairs } else { 0 };
            stage.aligned += if cost.reaches(self.scales.aligned.value) { pairs } else { 0 };
        }
        stage
    }

    /// What the best chains cost, as [`Network::reach`] finds them, without their steps, and of how many pairs.
    fn best_chains(&self, lost: &[bool]) -> impl Iterator<Item = (Cost, usize)> {
        let mut gone = vec![false; self.network.size()];
        for (node, lost) in self.nodes.iter().zip(lost) {
            gone[node.index()] = *lost;
        }
        let distances = |(side, _): &(Side, usize)| {
            let elsewhere = side.places.iter().map(|place| (*place, self.distances(side, Some(*place), &gone)));
            Distances { elsewhere: elsewhere.collect(), all: self.distances(side, None, &gone) }
        };
        let distances: Vec<Distances> = self.sides.iter().map(distances).collect();
        let best = move |a: usize, b: usize| {
            let ends = self.sides[b].0.anchors.iter().filter(|(end, _)| !gone[end.index()]);
            let to_end = |(end, cost): &(NodeIx, Cost)| {
                // Two members of one bloc are not joined by that: a chain that ends at a place starts elsewhere.
                let from = distances[a].elsewhere.get(end).unwrap_or(&distances[a].all);
                from[end.index()].plus(*cost)
            };
            ends.map(to_end).min().unwrap_or(Cost::INFINITE)
        };
        let pairs = |a: usize, b: usize| {
            let (here, there) = (self.sides[a].1, self.sides[b].1);
            if a == b { here * (here - 1) / 2 } else { here * there }
        };
        let sides = self.sides.len();
        let all = (0..sides).flat_map(move |a| (a..sides).map(move |b| (a, b)));
        all.map(move |(a, b)| (a, b, pairs(a, b)))
            .filter(|(.., count)| *count > 0)
            .map(move |(a, b, count)| (best(a, b), count))
    }

    /// What the best chain to each node costs that does not start at `but`.
    fn distances(&self, side: &Side, but: Option<NodeIx>, gone: &[bool]) -> Vec<Cost> {
        let mut cheapest = vec![Cost::INFINITE; gone.len()];
        let mut edge: Vec<NodeIx> = Vec::new();
        for (start, cost) in side.anchors.iter().filter(|(start, _)| Some(*start) != but && !gone[start.index()]) {
            cheapest[start.index()] = cheapest[start.index()].min(*cost);
            edge.push(*start);
        }
        // A round walks on from what the round before reached, at the price it had then.
        let mut before = cheapest.clone();
        for hop in 0..self.network.hop_limit() {
            let mut next = Vec::new();
            for at in edge.iter().filter(|at| hop == 0 || self.network.is_passable(**at)) {
                for (to, cost, _) in self.network.neighbours(*at).iter().filter(|(to, _, _)| !gone[to.index()]) {
                    let total = before[at.index()].plus(*cost);
                    // Longer chains matter only where they are cheaper than all shorter ones.
                    if total < cheapest[to.index()] {
                        cheapest[to.index()] = total;
                        next.push(*to);
                    }
                }
            }
            for to in &next {
                before[to.index()] = cheapest[to.index()];
            }
            edge = next;
        }
        cheapest
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
