//! The best chains from one jurisdiction to everything: the plain search, for one question at a time.

use crate::model::{Cost, Layer, LinkIx, NodeIx};
use crate::scope::Scope;

use super::applicability::Applicability;
use super::network::{Chain, Network, Path, Step, node_at};

/// The best chains from one jurisdiction to every node, by number of links.
#[derive(Debug)]
pub struct Reach {
    best: Rounds,
    /// For each place of the jurisdiction that has links: the best chains that do not start there. A chain to another
    /// member of a bloc may end at the bloc, but not where it started.
    elsewhere: Vec<(NodeIx, Rounds)>,
}

/// `rounds[h][v]`: how node `v` is best reached over exactly `h` links.
type Rounds = Vec<Vec<Reached>>;

/// The cost of reaching a node, and the node and link it was reached by; neither for an anchor.
type Reached = (Cost, Option<(NodeIx, LinkIx)>);

impl Network {
    /// The best chains from a jurisdiction to everything, over at most as many links as `scales.ron` allows.
    ///
    /// Bellman–Ford by rounds: takes time proportional to the hop limit times the links, once, and once more for each
    /// place of the jurisdiction that has links itself.
    pub fn reach(&self, scope: &Scope<'_>, from: &Applicability) -> Reach {
        let places = from.places.iter().map(|place| place.node).filter(|place| !self.neighbours(*place).is_empty());
        let elsewhere = places.map(|place| (place, self.rounds(scope, from, Some(place)))).collect();
        Reach { best: self.rounds(scope, from, None), elsewhere }
    }

    /// The best chains from one node to each of `others`, in their order; `None` where no chain is short enough.
    ///
    /// Takes time proportional to the hop limit times the links.
    pub fn chains(&self, from: NodeIx, others: &[NodeIx]) -> Vec<Option<Chain>> {
        let rounds = self.rounds_from([(from, Cost::ZERO)]);
        others.iter().map(|to| chain_in(&rounds, *to)).collect()
    }

    /// The best chains from every anchor but one.
    fn rounds(&self, scope: &Scope<'_>, from: &Applicability, but: Option<NodeIx>) -> Rounds {
        let anchors = from.anchors(scope, self.layer()).filter(|anchor| but != Some(anchor.node));
        self.rounds_from(anchors.map(|anchor| (anchor.node, anchor.cost())))
    }

    /// The best chains from any of the anchors, which cost something themselves.
    fn rounds_from(&self, anchors: impl IntoIterator<Item = (NodeIx, Cost)>) -> Rounds {
        let nodes = self.size();
        let mut first = vec![(Cost::INFINITE, None); nodes];
        for (node, cost) in anchors {
            let cell: &mut (Cost, _) = &mut first[node.index()];
            cell.0 = cell.0.min(cost);
        }
        let mut frontier: Vec<usize> = (0..nodes).filter(|at| first[*at].0.is_finite()).collect();
        let mut cheapest: Vec<Cost> = first.iter().map(|(cost, _)| *cost).collect();
        let mut best = vec![first];
        for hop in 0..self.hop_limit() {
            let mut next = vec![(Cost::INFINITE, None); nodes];
            for &at in &frontier {
                let node = node_at(at);
                if hop > 0 && !self.is_passable(node) {
                    continue;
                }
                let here = best[hop][at].0;
                for &(to, cost, link) in self.neighbours(node) {
                    let total = here.plus(cost);
                    if total < next[to.index()].0 {
                        next[to.index()] = (total, Some((node, link)));
                    }
                }
            }
            // Longer chains matter only where they are cheaper than all shorter ones.
            frontier = (0..nodes).filter(|at| next[*at].0 < cheapest[*at]).collect();
            for (at, cell) in next.iter_mut().enumerate() {
                if cell.0 < cheapest[at] {
                    cheapest[at] = cell.0;
                } else {
                    *cell = (Cost::INFINITE, None);
                }
            }
            best.push(next);
            if frontier.is_empty() {
                break;
            }
        }
        best
    }
}

impl Reach {
    /// The cost of the best chain to a node over at most `links` links.
    pub(super) fn cheapest(&self, node: NodeIx, links: usize) -> Cost {
        self.best.iter().take(links + 1).map(|row| row[node.index()].0).min().unwrap_or(Cost::INFINITE)
    }

    /// The best chain to a jurisdiction; of equally strong ones the one with fewest links, then with the smallest ids.
    pub fn path(&self, scope: &Scope<'_>, layer: Layer, from: &Applicability, to: &Applicability) -> Option<Path> {
        let (cost, hops, end) = (to.anchors(scope, layer))
            .flat_map(|end| {
                (self.rounds_to(end.node).iter().enumerate())
                    .map(move |(hops, row)| (row[end.node.index()].0, hops, end))
                    .filter(|(cost, _, _)| cost.is_finite())
                    .map(|(cost, hops, end)| (cost.plus(end.cost()), hops, end))
            })
            .filter(|(_, hops, end)| meets(from, to, *hops, end.node))
            .min_by_key(|(cost, hops, end)| (*cost, *hops, end.node))?;
        let steps = steps_to(self.rounds_to(end.node), end.node, hops)?;
        let at = steps.first().map_or(end.node, |step| step.from);
        Some(Path { start: *from.anchor(at)?, steps, end: *end, cost })
    }

    /// The rounds in which a chain to `end` does not start there, if it is a place.
    fn rounds_to(&self, end: NodeIx) -> &Rounds {
        self.elsewhere.iter().find(|(place, _)| *place == end).map_or(&self.best, |(_, rounds)| rounds)
    }
}

/// The best chain to a node; of equally strong ones the one with fewest links, then with the smallest ids.
fn chain_in(rounds: &Rounds, to: NodeIx) -> Option<Chain> {
    let costs = rounds.iter().enumerate().map(|(hops, row)| (row[to.index()].0, hops));
    let (cost, hops) = costs.min().filter(|(cost, _)| cost.is_finite())?;
    Some(Chain { steps: steps_to(rounds, to, hops)?, cost })
}

/// The links by which a node was reached over exactly `hops` of them.
fn steps_to(rounds: &Rounds, to: NodeIx, hops: usize) -> Option<Vec<Step>> {
    let mut steps = Vec::with_capacity(hops);
    let mut at = to;
    for hop in (1..=hops).rev() {
        let (before, link) = rounds[hop][at.index()].1?;
        steps.push(Step { link, from: before, to: at });
        at = before;
    }
    steps.reverse();
    Some(steps)
}

/// Whether two jurisdictions meet at a node without any link: only in a framework that applies in both. Belonging to
/// the same bloc is no compatibility, nor is a jurisdiction compatible with a bloc just by being in it.
pub(super) fn meets(from: &Applicability, to: &Applicability, hops: usize, node: NodeIx) -> bool {
    hops > 0 || !(from.is_place(node) && to.is_place(node))
}
