//! The best chains between many jurisdictions: the search of [`reach`](super::reach), for many pairs at a time, and again
//! where something falls.
//!
//! One search from each jurisdiction serves all pairs that begin with it. It keeps the best chain to each of the others as it
//! goes, and walks on only from what could still better one of them. docs/PERFORMANCE.md tells what that spares.

mod search;

pub(super) use search::{Lost, Search};

use rayon::prelude::*;

use crate::model::{Cost, NodeIx};
use crate::progress::Observer;
use crate::scope::Scope;

use super::applicability::Applicability;
use super::network::{Network, Path};

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
    Chains::new(scope, network, sides).paths(pairs, scope.observer())
}

/// Where the chains of some jurisdictions in one layer may run, start and end.
pub(super) struct Chains<'a> {
    network: &'a Network,
    sides: Vec<&'a Applicability>,
    /// By jurisdiction: where its chains may start and end, and what that costs.
    anchors: Vec<Vec<(NodeIx, Cost)>>,
    ends: Ends,
}

impl<'a> Chains<'a> {
    /// The sides ascend.
    pub(super) fn new(
        scope: &Scope<'_>,
        network: &'a Network,
        sides: impl IntoIterator<Item = &'a Applicability>,
    ) -> Self {
        let sides: Vec<&Applicability> = sides.into_iter().collect();
        let of_side = |side: &&Applicability| {
            side.anchors(scope, network.layer()).map(|it| (it.node, it.cost())).collect::<Vec<_>>()
        };
        let anchors: Vec<Vec<(NodeIx, Cost)>> = sides.iter().map(of_side).collect();
        let ends = Ends::new(network.size(), &anchors);
        Self { network, sides, anchors, ends }
    }

    /// A search that nothing is lost to yet.
    pub(super) fn search(&self) -> Search<'_> {
        Search::new(self)
    }

    /// The best chain of each pair, from the smaller position to the larger.
    pub(super) fn paths(&self, pairs: &[(usize, usize)], observer: &dyn Observer) -> Vec<Option<Path>> {
        let low = |at: &usize| pairs[*at].0.min(pairs[*at].1);
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by_key(low);
        let searches: Vec<&[usize]> = order.chunk_by(|a, b| low(a) == low(b)).collect();
        observer.begin("Seeking the best chains", searches.len());
        let of_search = |search: &mut Search<'_>, together: &&[usize]| {
            let others = together.iter().map(|at| pairs[*at].0.max(pairs[*at].1));
            let paths = search.paths(together.first().map_or(0, low), &others.collect::<Vec<usize>>());
            observer.advance(1);
            together.iter().copied().zip(paths).collect::<Vec<(usize, Option<Path>)>>()
        };
        let searches = searches.par_iter().with_min_len(IN_A_ROW);
        let mut found: Vec<(usize, Option<Path>)> =
            searches.map_init(|| self.search(), of_search).flatten_iter().collect();
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, path)| path).collect()
    }
}

/// Of each node: for which jurisdictions it may end a chain, and what that costs.
struct Ends {
    /// Per node: where its list begins; and where the last one ends.
    begins: Vec<usize>,
    /// Position of the jurisdiction, and the cost.
    list: Vec<(usize, Cost)>,
}

impl Ends {
    fn new(nodes: usize, anchors: &[Vec<(NodeIx, Cost)>]) -> Self {
        let all = || (anchors.iter().enumerate()).flat_map(|(at, list)| list.iter().map(move |end| (at, *end)));
        let mut begins = vec![0; nodes + 1];
        for (_, (node, _)) in all() {
            begins[node.index() + 1] += 1;
        }
        for at in 0..nodes {
            begins[at + 1] += begins[at];
        }
        let mut next = begins.clone();
        let mut list = vec![(0, Cost::ZERO); begins[nodes]];
        for (side, (node, cost)) in all() {
            list[next[node.index()]] = (side, cost);
            next[node.index()] += 1;
        }
        Self { begins, list }
    }

    fn at(&self, node: NodeIx) -> &[(usize, Cost)] {
        &self.list[self.begins[node.index()]..self.begins[node.index() + 1]]
    }
}
