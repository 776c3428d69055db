//! One search after the other for the best chains from a jurisdiction, with the same lists.

use crate::model::{Cost, LinkIx, NodeIx};

use super::Chains;
use crate::analysis::network::{Path, Step};

/// Something that chains can no longer use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum Lost {
    /// A framework or institution, also as what applies on a side.
    Node(NodeIx),
    /// All links between two nodes.
    Tie(NodeIx, NodeIx),
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
pub(in crate::analysis) struct Search<'c> {
    chains: &'c Chains<'c>,
    /// By number of links and node.
    rounds: Vec<Vec<Reached>>,
    /// By number of links: the nodes reached so.
    reached: Vec<Vec<NodeIx>>,
    /// By node: the cost of the best chain, whatever its number of links. What is lost counts as reached for nothing, so
    /// that no chain betters it.
    cheapest: Vec<Cost>,
    /// By jurisdiction: the best chain to it. Those that nobody asks about have one that nothing betters.
    best: Vec<Best>,
    /// Between these no link is walked.
    severed: Option<(NodeIx, NodeIx)>,
}

impl<'c> Search<'c> {
    pub(super) fn new(chains: &'c Chains<'c>) -> Self {
        let cheapest = vec![Cost::INFINITE; chains.network.size()];
        Self { chains, rounds: Vec::new(), reached: Vec::new(), cheapest, best: Vec::new(), severed: None }
    }

    /// From now on chains do without this; ties are lost one at a time. Whether it was there.
    pub(in crate::analysis) fn lose(&mut self, lost: Lost) -> bool {
        match lost {
            Lost::Node(node) => {
                let cheapest = &mut self.cheapest[node.index()];
                std::mem::replace(cheapest, Cost::ZERO) != Cost::ZERO
            }
            Lost::Tie(a, b) => self.severed.replace((a, b)) != Some((a, b)),
        }
    }

    /// From now on chains may use this again.
    pub(in crate::analysis) fn restore(&mut self, lost: Lost) {
        match lost {
            Lost::Node(node) => self.cheapest[node.index()] = Cost::INFINITE,
            Lost::Tie(..) => self.severed = None,
        }
    }

    /// What the best chains of pairs would cost without something; infinite where none is left. Pairs ascend, each from the
    /// smaller position to the larger.
    pub(in crate::analysis) fn costs_without(&mut self, lost: Lost, pairs: &[(usize, usize)]) -> Vec<Cost> {
        let was_there = self.lose(lost);
        let mut costs = Vec::with_capacity(pairs.len());
        for same_first in pairs.chunk_by(|a, b| a.0 == b.0) {
            let others: Vec<usize> = same_first.iter().map(|(_, other)| *other).collect();
            costs.extend(self.found(same_first[0].0, &others, |search, other| search.best[other].cost));
        }
        if was_there {
            self.restore(lost);
        }
        costs
    }

    /// The best chains from one jurisdiction to others, which do not come before it.
    pub(in crate::analysis) fn paths(&mut self, from: usize, others: &[usize]) -> Vec<Option<Path>> {
        let path = |search: &Self, other: usize| {
            let best = search.best[other];
            let steps = best.cost.is_finite().then(|| search.steps(best)).flatten()?;
            let start = search.chains.sides[from].anchor(steps.first().map_or(best.end, |step| step.from))?;
            Some(Path { start: *start, steps, end: *search.chains.sides[other].anchor(best.end)?, cost: best.cost })
        };
        self.found(from, others, path)
    }

    /// What `read` takes from the best chain to each of the others.
    fn found<T>(&mut self, from: usize, others: &[usize], read: impl Fn(&Self, usize) -> T) -> Vec<T> {
        let Chains { network, sides, anchors, ends } = self.chains;
        let (side, anchors) = (sides[from], &anchors[from]);
        self.best.clear();
        self.best.resize(sides.len(), Best { cost: Cost::ZERO, hops: 0, end: NodeIx(0) });
        for other in others {
            self.best[*other] = Best::NONE;
        }

        // Belonging to the same bloc is no compatibility: a chain does not end where it may have started.
        self.walk(anchors.iter().copied(), others, |node| !side.is_place(node));
        let mut found: Vec<T> = others.iter().map(|other| read(self, *other)).collect();
        self.clear();

        // It may end at such a place if it started elsewhere.
        let places = side.places.iter().map(|it| it.node);
        for place in places.filter(|it| !network.neighbours(*it).is_empty()) {
            let before = self.best.clone();
            let there: Vec<usize> = ends.at(place).iter().map(|(side, _)| *side).collect();
            self.walk(anchors.iter().copied().filter(|(node, _)| *node != place), &there, |node| node == place);
            for (at, other) in others.iter().enumerate().filter(|(_, other)| self.best[**other] < before[**other]) {
                found[at] = read(self, *other);
            }
            self.clear();
        }
        found
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
        for hop in 0..=self.chains.network.hop_limit() {
            for &node in self.reached[hop].iter().filter(|node| may_end(**node)) {
                let walked = self.rounds[hop][node.index()].cost;
                for (side, cost) in self.chains.ends.at(node) {
                    let found = Best { cost: walked.plus(*cost), hops: hop, end: node };
                    self.best[*side] = self.best[*side].min(found);
                }
            }
            // A longer chain is of use only if it is cheaper than the dearest that is known.
            let bound = wanted.iter().map(|side| self.best[*side].cost).max().unwrap_or(Cost::ZERO);
            if hop == self.chains.network.hop_limit() || self.reached[hop].is_empty() {
                break;
            }
            self.go_on(hop, bound);
        }
    }

    /// One link further from all that was reached over `hop` links.
    fn go_on(&mut self, hop: usize, bound: Cost) {
        self.begin_round(hop + 1);
        let nodes = std::mem::take(&mut self.reached[hop]);
        for &from in nodes.iter().filter(|node| hop == 0 || self.chains.network.is_passable(**node)) {
            let here = self.rounds[hop][from.index()].cost;
            if here > bound {
                continue;
            }
            let severed = match self.severed {
                Some((a, b)) if a == from => Some(b),
                Some((a, b)) if b == from => Some(a),
                _ => None,
            };
            for &(to, step, link) in self.chains.network.neighbours(from) {
                let cost = here.plus(step);
                if cost <= bound && severed != Some(to) {
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
            self.rounds.push(vec![Reached::NOT; self.chains.network.size()]);
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
