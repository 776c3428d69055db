//! The best chains between many jurisdictions: the search of [`reach`](super::reach), for many pairs at a time.
//!
//! One search from each jurisdiction serves all pairs that begin with it. It keeps the best chain to each of the others as it
//! goes, and walks on only from what could still better one of them. docs/PERFORMANCE.md tells what that spares.

use rayon::prelude::*;

use crate::model::{Cost, LinkIx, NodeIx};
use crate::scope::Scope;

use super::applicability::Applicability;
use super::network::{Network, Path, Step};

/// So many searches in a row use the same lists.
const IN_A_ROW: usize = 16;

/// The best chain of each pair, from the smaller position to the larger, as [`Reach::path`](super::Reach::path) finds it;
/// `None` where no chain is short enough. Pairs are positions in `sides`, which ascend.
///
/// Takes, for each jurisdiction that pairs begin with, time proportional to the links within reach of chains cheaper than
/// the dearest answer, at most the hop limit times all links, and once more for each place of the jurisdiction that has
/// links itself; memory for one search a thread: the hop limit times the nodes. Parallel over jurisdictions.
pub fn best_paths(
    scope: &Scope<'_>,
    network: &Network,
    sides: &[Applicability],
    pairs: &[(usize, usize)],
) -> Vec<Option<Path>> {
    let ends = Ends::new(scope, network, sides);
    let low = |at: &usize| pairs[*at].0.min(pairs[*at].1);
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by_key(low);
    let searches: Vec<&[usize]> = order.chunk_by(|a, b| low(a) == low(b)).collect();
    scope.observer().begin("Seeking the best chains", searches.len());
    let of_search = |search: &mut Search<'_>, together: &&[usize]| {
        let from = &sides[together.first().map_or(0, low)];
        let others = together.iter().map(|at| pairs[*at].0.max(pairs[*at].1));
        let paths = search.paths(scope, sides, from, &others.collect::<Vec<usize>>());
        scope.observer().advance(1);
        together.iter().copied().zip(paths).collect::<Vec<(usize, Option<Path>)>>()
    };
    let searches = searches.par_iter().with_min_len(IN_A_ROW);
    let mut found: Vec<(usize, Option<Path>)> =
        searches.map_init(|| Search::new(network, &ends), of_search).flatten_iter().collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, path)| path).collect()
}

/// Of each node: for which jurisdictions it may end a chain, and what that costs.
struct Ends {
    /// Per node: where its list begins; and where the last one ends.
    begins: Vec<usize>,
    /// Position of the jurisdiction, and the cost.
    list: Vec<(usize, Cost)>,
}

impl Ends {
    fn new(scope: &Scope<'_>, network: &Network, sides: &[Applicability]) -> Self {
        let of_side = |(at, side): (usize, &'_ Applicability)| {
            side.anchors(scope, network.layer()).map(|it| (it.node, (at, it.cost()))).collect::<Vec<_>>()
        };
        let all: Vec<(NodeIx, (usize, Cost))> = sides.iter().enumerate().flat_map(of_side).collect();
        let mut begins = vec![0; network.size() + 1];
        for (node, _) in &all {
            begins[node.index() + 1] += 1;
        }
        for at in 0..network.size() {
            begins[at + 1] += begins[at];
        }
        let mut next = begins.clone();
        let mut list = vec![(0, Cost::ZERO); all.len()];
        for (node, end) in all {
            list[next[node.index()]] = end;
            next[node.index()] += 1;
        }
        Self { begins, list }
    }

    fn at(&self, node: NodeIx) -> &[(usize, Cost)] {
        &self.list[self.begins[node.index()]..self.begins[node.index() + 1]]
    }
}

/// How a node is reached over a certain number of links: at what cost, over which link from which node.
#[derive(Clone, Copy)]
struct Reached {
    cost: Cost,
    from: NodeIx,
    link: LinkIx,
}

impl Reached {
    const NOT: Self = Self { cost: Cost::INFINITE, from: NodeIx(u32::MAX), link: LinkIx(u32::MAX) };
}

/// The best end of a chain so far; the smallest is best: by cost, then by the number of links, then by id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Best {
    cost: Cost,
    hops: usize,
    end: NodeIx,
}

impl Best {
    const NONE: Self = Self { cost: Cost::INFINITE, hops: usize::MAX, end: NodeIx(u32::MAX) };
}

/// A search, with lists that serve one after the other.
struct Search<'n> {
    network: &'n Network,
    ends: &'n Ends,
    /// By number of links and node.
    rounds: Vec<Vec<Reached>>,
    /// By number of links: the nodes reached so.
    reached: Vec<Vec<NodeIx>>,
    /// By node: the cost of the best chain, whatever its number of links.
    cheapest: Vec<Cost>,
    /// By jurisdiction: the best chain to it. Those that nobody asks about have one that nothing betters.
    best: Vec<Best>,
}

impl<'n> Search<'n> {
    fn new(network: &'n Network, ends: &'n Ends) -> Self {
        let cheapest = vec![Cost::INFINITE; network.size()];
        Self { network, ends, rounds: Vec::new(), reached: Vec::new(), cheapest, best: Vec::new() }
    }

    /// The best chains from one jurisdiction to others.
    fn paths(
        &mut self,
        scope: &Scope<'_>,
        sides: &[Applicability],
        from: &Applicability,
        others: &[usize],
    ) -> Vec<Option<Path>> {
        self.best.clear();
        self.best.resize(sides.len(), Best { cost: Cost::ZERO, hops: 0, end: NodeIx(0) });
        for other in others {
            self.best[*other] = Best::NONE;
        }

        let anchors = from.anchors(scope, self.network.layer()).map(|it| (it.node, it.cost()));
        // Belonging to the same bloc is no compatibility: a chain does not end where it may have started.
        self.walk(anchors, others, |node| !from.is_place(node));
        let path = |search: &Self, other: usize| {
            let best = search.best[other];
            let steps = best.cost.is_finite().then(|| search.steps(best)).flatten()?;
            let start = from.anchor(steps.first().map_or(best.end, |step| step.from))?;
            Some(Path { start: *start, steps, end: *sides[other].anchor(best.end)?, cost: best.cost })
        };
        let mut paths: Vec<Option<Path>> = others.iter().map(|other| path(self, *other)).collect();
        self.clear();

        // It may end at such a place if it started elsewhere.
        let places = from.places.iter().map(|it| it.node);
        for place in places.filter(|it| !self.network.neighbours(*it).is_empty()) {
            let before = self.best.clone();
            let anchors = from.anchors(scope, self.network.layer()).filter(|it| it.node != place);
            let ends = |node| node == place;
            let there: Vec<usize> = self.ends.at(place).iter().map(|(side, _)| *side).collect();
            self.walk(anchors.map(|it| (it.node, it.cost())), &there, ends);
            for (at, other) in others.iter().enumerate().filter(|(_, other)| self.best[**other] < before[**other]) {
                paths[at] = path(self, *other);
            }
            self.clear();
        }
        paths
    }

    /// Walks from the anchors, round by round, for the sake of the jurisdictions `wanted`, to ends that `may_end` allows.
    fn walk(
        &mut self,
        anchors: impl Iterator<Item = (NodeIx, Cost)>,
        wanted: &[usize],
        may_end: impl Fn(NodeIx) -> bool,
    ) {
        self.begin_round(0);
        for (node, cost) in anchors.filter(|(_, cost)| cost.is_finite()) {
            self.reach(0, node, Reached { cost, ..Reached::NOT });
        }
        for hop in 0..=self.network.hop_limit() {
            for &node in self.reached[hop].iter().filter(|node| may_end(**node)) {
                let walked = self.rounds[hop][node.index()].cost;
                for (side, cost) in self.ends.at(node) {
                    let found = Best { cost: walked.plus(*cost), hops: hop, end: node };
                    self.best[*side] = self.best[*side].min(found);
                }
            }
            // A longer chain is of use only if it is cheaper than the dearest that is known.
            let bound = wanted.iter().map(|side| self.best[*side].cost).max().unwrap_or(Cost::ZERO);
            if hop == self.network.hop_limit() || self.reached[hop].is_empty() {
                break;
            }
            self.go_on(hop, bound);
        }
    }

    /// One link further from all that was reached over `hop` links.
    fn go_on(&mut self, hop: usize, bound: Cost) {
        self.begin_round(hop + 1);
        let nodes = std::mem::take(&mut self.reached[hop]);
        for &from in nodes.iter().filter(|node| hop == 0 || self.network.is_passable(**node)) {
            let here = self.rounds[hop][from.index()].cost;
            if here > bound {
                continue;
            }
            for &(to, step, link) in self.network.neighbours(from) {
                let cost = here.plus(step);
                if cost <= bound {
                    self.reach(hop + 1, to, Reached { cost, from, link });
                }
            }
        }
        self.reached[hop] = nodes;
    }

    /// Takes a way to a node over `hops` links if it is cheaper than all shorter ones and the best of its length; of equally
    /// cheap ones that from the smallest id.
    fn reach(&mut self, hops: usize, node: NodeIx, way: Reached) {
        let known = &mut self.rounds[hops][node.index()];
        let cheapest = &mut self.cheapest[node.index()];
        if way.cost < *cheapest {
            if !known.cost.is_finite() {
                self.reached[hops].push(node);
            }
            (*known, *cheapest) = (way, way.cost);
        } else if way.cost == known.cost && way.from < known.from && known.cost.is_finite() {
            *known = way;
        }
    }

    /// The links of the best chain to an end.
    fn steps(&self, best: Best) -> Option<Vec<Step>> {
        let mut steps = Vec::with_capacity(best.hops);
        let mut at = best.end;
        for hop in (1..=best.hops).rev() {
            let Reached { cost, from, link } = self.rounds[hop][at.index()];
            if !cost.is_finite() {
                return None;
            }
            steps.push(Step { link, from, to: at });
            at = from;
        }
        steps.reverse();
        Some(steps)
    }

    fn begin_round(&mut self, hops: usize) {
        if self.rounds.len() == hops {
            self.rounds.push(vec![Reached::NOT; self.network.size()]);
            self.reached.push(Vec::new());
        }
    }

    /// Forgets what was reached, so that the next search can begin.
    fn clear(&mut self) {
        for (round, reached) in self.rounds.iter_mut().zip(&mut self.reached) {
            for node in reached.drain(..) {
                round[node.index()] = Reached::NOT;
                self.cheapest[node.index()] = Cost::INFINITE;
            }
        }
    }
}
