//! What a new link would bring, without seeking any path again.
//!
//! A link between `u` and `v` gives a pair of jurisdictions the chain *a … u – v … b*, whose cost is the sum of three
//! parts that are known beforehand. So a candidate is judged by looking up, for each jurisdiction near `u`, the set of
//! jurisdictions near enough to `v`, as bits, and counting those that stand in a gap with it.

use super::near::Near;
use crate::model::{Cost, NodeIx};

/// Sets of jurisdictions as bits, one row each, all of the same width.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    words: usize,
    bits: Vec<u64>,
}

impl Rows {
    /// Empty rows.
    pub fn new(rows: usize, members: usize) -> Self {
        let words = members.div_ceil(64);
        Self { words, bits: vec![0; rows * words] }
    }

    pub fn row(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..][..self.words]
    }

    fn row_mut(&mut self, row: usize) -> &mut [u64] {
        &mut self.bits[row * self.words..][..self.words]
    }

    pub fn insert(&mut self, row: usize, member: usize) {
        self.bits[row * self.words + member / 64] |= 1 << (member % 64);
    }

    pub fn contains(&self, row: usize, member: usize) -> bool {
        self.bits[row * self.words + member / 64] >> (member % 64) & 1 == 1
    }
}

/// The positions of the bits of a set, ascending.
fn members(set: &[u64]) -> impl Iterator<Item = usize> {
    set.iter().enumerate().flat_map(|(word, bits)| {
        let mut left = *bits;
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(word * 64 + bit)
        })
    })
}

fn count(set: &[u64]) -> usize {
    set.iter().map(|word| word.count_ones() as usize).sum()
}

/// Judges links of one layer by the pairs that they would lift to one verdict.
#[derive(Debug)]
pub(super) struct Judge {
    /// The most links a chain may have.
    hop_limit: usize,
    /// The most a chain may cost that deserves the verdict.
    limit: Cost,
    /// For each jurisdiction those it stands in a gap with, both ways round.
    gaps: Rows,
    nodes: Vec<Node>,
}

/// Who is near a node.
#[derive(Debug)]
struct Node {
    ix: NodeIx,
    /// Cheapest first.
    near: Vec<Near>,
    /// Positions in `near`, by side.
    by_side: Vec<u32>,
    /// For each number of links that may be used up to here: costs, ascending, and in the same row of `within` who is within
    /// that cost.
    costs: Vec<Vec<Cost>>,
    within: Vec<Rows>,
    /// At most so many pairs can gain by a link here.
    most: usize,
}

/// Room for judging, reused from candidate to candidate.
#[derive(Debug)]
pub(super) struct Room {
    rows: Rows,
    active: Vec<u32>,
    active_set: Vec<u64>,
}

impl Judge {
    /// Prepares the judging of links that let a chain of at most `limit` close a gap. `near` holds what is near which node,
    /// within `limit` less the cost of the link; `gaps` must be symmetric.
    pub fn new(hop_limit: usize, limit: Cost, gaps: Rows, mut near: Vec<Near>) -> Self {
        near.sort_unstable();
        let sides = gaps.bits.len() / gaps.words.max(1);
        let with_gap: Vec<usize> = (0..sides).map(|side| count(gaps.row(side))).collect();
        let mut nodes: Vec<Node> = Vec::new();
        for near in near.chunk_by(|a, b| a.node == b.node) {
            let useful: Vec<Near> = near.iter().filter(|it| with_gap[it.side as usize] > 0).copied().collect();
            if let Some(first) = useful.first() {
                nodes.push(Node::new(first.node, useful, hop_limit, &with_gap));
            }
        }
        Self { hop_limit, limit, gaps, nodes }
    }

    /// Nodes at which a link could bring anything, ascending: their positions for [`Judge::closes`].
    pub fn nodes(&self) -> impl Iterator<Item = (usize, NodeIx)> + Clone {
        self.nodes.iter().map(|node| node.ix).enumerate()
    }

    /// The position of a node, if a link there could bring anything.
    pub fn position(&self, node: NodeIx) -> Option<usize> {
        self.nodes.binary_search_by_key(&node, |it| it.ix).ok()
    }

    /// Room to judge in.
    pub fn room(&self) -> Room {
        let sides = self.gaps.bits.len() / self.gaps.words.max(1);
        let active_set = vec![0; self.gaps.words];
        Room { rows: Rows::new(sides, sides), active: Vec::new(), active_set }
    }

    /// No link between these two can close more gaps than this.
    pub fn at_most(&self, u: usize, v: usize, link: Cost) -> usize {
        let (u, v) = (&self.nodes[u], &self.nodes[v]);
        let nearest = |node: &Node| node.near.first().map_or(Cost::INFINITE, |near| near.cost);
        if nearest(u).plus(link).plus(nearest(v)) > self.limit { 0 } else { u.most.min(v.most) }
    }

    /// How many gaps a link of this cost between two nodes would close, exactly.
    pub fn closes(&self, u: usize, v: usize, link: Cost, room: &mut Room) -> usize {
        self.fill(u, v, link, room);
        let (mut found, mut twice) = (0, 0);
        for &side in &room.active {
            let row = room.rows.row(side as usize);
            found += count(row);
            twice += found_twice(row, side as usize, room);
        }
        room.clear();
        found - twice
    }

    /// Marks, for each side near `u`, those near enough to `v` with which it stands in a gap.
    fn fill(&self, u: usize, v: usize, link: Cost, room: &mut Room) {
        let (u, v) = (&self.nodes[u], &self.nodes[v]);
        for near in &u.near {
            let Some(left) = self.limit.less(near.cost.plus(link)) else { break };
            let Some(links) = self.hop_limit.checked_sub(1 + usize::from(near.links)) else { continue };
            let Some(within) = v.within(links, left) else { continue };
            let side = near.side as usize;
            if !room.active_set[side / 64] >> (side % 64) & 1 == 1 {
                room.active_set[side / 64] |= 1 << (side % 64);
                room.active.push(near.side);
            }
            let gaps = self.gaps.row(side);
            let row = room.rows.row_mut(side);
            match near.place {
                None => row.iter_mut().zip(gaps.iter().zip(within)).for_each(|(row, (gap, near))| *row |= gap & near),
                Some(place) => {
                    for (word, (gap, near)) in gaps.iter().zip(within).enumerate() {
                        let both = [gap & near];
                        for bit in members(&both).filter(|bit| v.ends_elsewhere(word * 64 + bit, place, links, left)) {
                            row[word] |= 1 << bit;
                        }
                    }
                }
            }
        }
    }
}

/// How many pairs of a side with a lesser one were found from that one as well: they count once.
fn found_twice(row: &[u64], side: usize, room: &Room) -> usize {
    let lesser = row.iter().zip(&room.active_set).take(side / 64 + 1).enumerate();
    let twice = lesser.map(|(word, (row, active))| {
        let both = [row & active];
        let others = members(&both).map(|bit| word * 64 + bit);
        others.filter(|other| *other < side && room.rows.contains(*other, side)).count()
    });
    twice.sum()
}

impl Node {
    fn new(ix: NodeIx, near: Vec<Near>, hop_limit: usize, with_gap: &[usize]) -> Self {
        let mut by_side: Vec<u32> = (0..u32::try_from(near.len()).expect("fewer chains than 2^32")).collect();
        by_side.sort_by_key(|at| near[*at as usize].side);
        let mut sides: Vec<u32> = near.iter().map(|it| it.side).collect();
        sides.sort_unstable();
        sides.dedup();
        let most = sides.iter().map(|side| with_gap[*side as usize]).sum();
        let (costs, within) = (0..hop_limit).map(|links| levels(&near, links, with_gap.len())).unzip();
        Self { ix, near, by_side, costs, within, most }
    }

    /// Who is near over at most so many links and within this cost; `None` if nobody.
    fn within(&self, links: usize, cost: Cost) -> Option<&[u64]> {
        let level = self.costs[links].partition_point(|known| *known <= cost).checked_sub(1)?;
        Some(self.within[links].row(level))
    }

    /// Whether a side is near over at most so many links, within this cost, without ending at `place`.
    fn ends_elsewhere(&self, side: usize, place: NodeIx, links: usize, cost: Cost) -> bool {
        let from = self.by_side.partition_point(|at| (self.near[*at as usize].side as usize) < side);
        let chains = self.by_side[from..].iter().map(|at| &self.near[*at as usize]);
        chains
            .take_while(|near| near.side as usize == side)
            .any(|near| near.place != Some(place) && usize::from(near.links) <= links && near.cost <= cost)
    }
}

/// The distinct costs of chains over at most `links` links, ascending, and who is within each.
fn levels(near: &[Near], links: usize, sides: usize) -> (Vec<Cost>, Rows) {
    let of = || near.iter().filter(|it| usize::from(it.links) <= links);
    let mut costs: Vec<Cost> = of().map(|it| it.cost).collect();
    costs.dedup();
    let mut rows = Rows::new(costs.len(), sides);
    let mut level = 0;
    for it in of() {
        if it.cost > costs[level] {
            let (before, after) = rows.bits.split_at_mut((level + 1) * rows.words);
            after[..rows.words].copy_from_slice(&before[level * rows.words..]);
            level += 1;
        }
        rows.insert(level, it.side as usize);
    }
    (costs, rows)
}

impl Room {
    fn clear(&mut self) {
        for side in self.active.drain(..) {
            self.rows.row_mut(side as usize).fill(0);
        }
        self.active_set.fill(0);
    }
}
