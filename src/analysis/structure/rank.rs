//! `PageRank` by sparse power iteration.

/// The share of a node's weight that it passes on; the rest is spread over all nodes alike.
const DAMPING: f64 = 0.85;

/// The iteration stops when all ranks together change by less than this.
const TOLERANCE: f64 = 1e-12;

/// Each round shrinks the change to at most [`DAMPING`] of what it was, from at most 2: 175 rounds reach
/// [`TOLERANCE`], so the limit is never met.
const MOST_ROUNDS: usize = 200;

/// The rank of each node, and how it was reached.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRank {
    /// By node; together 1.
    pub ranks: Vec<f64>,
    /// How many rounds it took.
    pub rounds: usize,
    /// By how much all ranks together changed in the last round; below 10⁻¹² where the iteration converged.
    pub change: f64,
}

/// `PageRank` (Brin and Page 1998) of a graph of `nodes` nodes and `arcs` of (from, to, weight).
///
/// A node passes 85 % of its rank on along its arcs: to each the share that its weight is of all of them together, or of
/// 1 where they come to less. What is left, and the other 15 %, goes to all nodes alike. So a single weak arc passes
/// little on. Arcs of no or negative weight and arcs to nodes that are not there count for nothing.
///
/// Takes time proportional to nodes and arcs, at most 200 times; the change falls by the factor 0.85 a round at least,
/// so the tolerance of 10⁻¹² is reached in at most 175.
///
/// ```
/// // 0 ──► 2 ◄── 1
/// let found = interlex::analysis::page_rank(3, &[(0, 2, 1.0), (1, 2, 1.0)]);
/// assert!((found.ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
/// assert!(found.ranks[2] > 2.0 * found.ranks[0]);
/// ```
pub fn page_rank(nodes: usize, arcs: &[(usize, usize, f64)]) -> PageRank {
    let usable = |(from, to, weight): &&(usize, usize, f64)| *from < nodes && *to < nodes && *weight > 0.0;
    let mut leaving = vec![0.0; nodes];
    for &(from, _, weight) in arcs.iter().filter(usable) {
        leaving[from] += weight;
    }
    let mut arriving: Vec<(usize, usize, f64)> =
        arcs.iter().filter(usable).map(|&(from, to, weight)| (to, from, weight / leaving[from].max(1.0))).collect();
    // Those that arrive at a node stay in the order of the arcs, so that they are added in it.
    arriving.sort_by_key(|(to, _, _)| *to);
    let mut ends = vec![0; nodes];
    for (to, _, _) in &arriving {
        ends[*to] += 1;
    }
    ends.iter_mut().fold(0, |end, here| {
        *here += end;
        *here
    });
    let kept: Vec<f64> = leaving.iter().map(|all| 1.0 - all.min(1.0)).collect();
    #[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
    let even = if nodes == 0 { 0.0 } else { 1.0 / nodes as f64 };
    let mut found = PageRank { ranks: vec![even; nodes], rounds: 0, change: 0.0 };
    for _ in 0..MOST_ROUNDS {
        let stuck: f64 = found.ranks.iter().zip(&kept).map(|(rank, kept)| rank * kept).sum();
        let base = ((1.0 - DAMPING) + DAMPING * stuck) * even;
        let mut begin = 0;
        let received = |end: &usize| {
            let list = &arriving[begin..*end];
            begin = *end;
            base + DAMPING * list.iter().map(|(_, from, part)| found.ranks[*from] * part).sum::<f64>()
        };
        let next: Vec<f64> = ends.iter().map(received).collect();
        found.change = next.iter().zip(&found.ranks).map(|(new, old)| (new - old).abs()).sum();
        found.ranks = next;
        found.rounds += 1;
        if found.change < TOLERANCE {
            break;
        }
    }
    found
}
