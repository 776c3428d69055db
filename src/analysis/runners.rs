//! The strongest chains between two jurisdictions after the best one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::model::{Cost, NodeIx};
use crate::scope::Scope;

use super::applicability::{Applicability, Coverage};
use super::network::{Network, Path, Step};

/// How many partial chains are looked at before giving up: far more than any real pair needs.
const MOST_EXPANSIONS: usize = 200_000;

/// A chain on its way: what it can at best come to, then what makes the order total.
type Entry = Reverse<(Cost, usize, Vec<NodeIx>)>;

impl Network {
    /// The `count` strongest chains between two jurisdictions, strongest first; of equally strong ones those with
    /// fewest links, then those with the smallest ids. No chain visits a node twice.
    ///
    /// Best-first search under the exact cost of the rest, which one reach from the far end gives: it looks at little more
    /// than the chains it returns. Gives up after 200,000 partial chains.
    pub fn strongest(&self, scope: &Scope<'_>, from: &Applicability, to: &Applicability, count: usize) -> Vec<Path> {
        let rest = self.reach(scope, to);
        let starts = anchors(self, scope, from);
        let ends = anchors(self, scope, to);
        let mut queue: BinaryHeap<Entry> = BinaryHeap::new();
        for (node, coverage) in &starts {
            let bound = coverage.cost().plus(rest.cheapest(*node, self.hop_limit()));
            if bound.is_finite() {
                queue.push(Reverse((bound, 1, vec![*node])));
            }
        }
        let mut found = Vec::new();
        for _ in 0..MOST_EXPANSIONS {
            let Some(Reverse((bound, length, nodes))) = queue.pop() else { break };
            // A chain that ends is marked by length 0, so that of equal costs it comes before its extensions.
            if length == 0 {
                found.extend(self.path_along(&nodes, &starts, &ends, bound));
                if found.len() == count {
                    break;
                }
                continue;
            }
            self.extend(&nodes, &starts, &ends, &rest, from, to, &mut queue);
        }
        found
    }

    /// Puts the chain itself, if it may end here, and all its extensions into the queue.
    #[expect(clippy::too_many_arguments, reason = "one step of the search above, apart from it only to be readable")]
    fn extend(
        &self,
        nodes: &[NodeIx],
        starts: &BTreeMap<NodeIx, Coverage>,
        ends: &BTreeMap<NodeIx, Coverage>,
        rest: &super::reach::Reach,
        from: &Applicability,
        to: &Applicability,
        queue: &mut BinaryHeap<Entry>,
    ) {
        let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return };
        let Some(start) = starts.get(first) else { return };
        let walked = nodes.windows(2).fold(start.cost(), |cost, pair| cost.plus(self.cost(pair[0], pair[1])));
        if let Some(end) = ends.get(last)
            && super::reach::meets(from, to, nodes.len() - 1, *last)
        {
            queue.push(Reverse((walked.plus(end.cost()), 0, nodes.to_vec())));
        }
        let links_left = self.hop_limit().saturating_sub(nodes.len() - 1);
        if links_left == 0 || (nodes.len() > 1 && !self.is_passable(*last)) {
            return;
        }
        for &(next, cost, _) in self.neighbours(*last) {
            if nodes.contains(&next) {
                continue;
            }
            let bound = walked.plus(cost).plus(rest.cheapest(next, links_left - 1));
            if bound.is_finite() {
                let extended: Vec<NodeIx> = nodes.iter().copied().chain([next]).collect();
                queue.push(Reverse((bound, extended.len(), extended)));
            }
        }
    }

    fn path_along(
        &self,
        nodes: &[NodeIx],
        starts: &BTreeMap<NodeIx, Coverage>,
        ends: &BTreeMap<NodeIx, Coverage>,
        cost: Cost,
    ) -> Option<Path> {
        let steps = nodes.windows(2).map(|pair| {
            let link = self.link(pair[0], pair[1])?;
            Some(Step { link, from: pair[0], to: pair[1] })
        });
        let steps = steps.collect::<Option<Vec<Step>>>()?;
        Some(Path { start: *starts.get(nodes.first()?)?, steps, end: *ends.get(nodes.last()?)?, cost })
    }
}

fn anchors(network: &Network, scope: &Scope<'_>, side: &Applicability) -> BTreeMap<NodeIx, Coverage> {
    side.anchors(scope, network.layer()).map(|coverage| (coverage.node, *coverage)).collect()
}
