//! Groups of a network by modularity, in whole numbers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::analysis::shuffle::Lots;
use crate::progress::{Nobody, Observer};

/// From how many groupings the search begins.
const STARTS: usize = 64;

/// The family of draws of these.
const LOTS: u64 = 0xC0_4433;

/// Nodes in groups that hang together more than chance would have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Partition {
    /// The group of each node; groups are numbered from 0 by their first nodes.
    pub group_of: Vec<usize>,
    /// The modularity of these groups; 0 without ties.
    pub modularity: f64,
    /// The least modularity that one of the searches ended with.
    pub least: f64,
    /// How many searches there were.
    pub starts: usize,
    /// By group: in what share of the searches two of its nodes ended in one group, averaged over its pairs of nodes.
    /// 1 for a group of one.
    pub firmness: Vec<f64>,
}

/// Divides a network of `nodes` nodes and `ties` of (node, node, weight) into groups.
///
/// Modularity (Newman and Girvan 2004) is the share of all weight that lies inside groups, less the share that would lie
/// there if each node kept its weight and ties fell at random. The search is that of Louvain (Blondel and others 2008):
/// nodes move to the group that gains most, then groups as wholes, until nothing gains; groups that hang together by
/// nothing are split, as Leiden does (Traag and others 2019). It begins once with each node alone, and 63 times with every
/// other node thrown together with a neighbour and nodes looked at in another order, drawn with a fixed seed: from single
/// nodes alone it would end on the same hill each time. The best end counts; of equals the first. Gains are compared as
/// whole numbers, so that neither rounding nor threads decide.
///
/// In the result no move of one node, no union of two groups and no division of a group into its unconnected parts would
/// raise modularity. It need not be the highest there is: finding that is not feasible for large networks.
///
/// Weights should stay below 2⁴⁰. Several ties between two nodes add up; a tie of a node with itself counts for nothing.
/// Takes time about linear in nodes and ties, 64 times; in parallel.
///
/// ```
/// // Two triangles and one tie between them.
/// let ties = [(0, 1, 1), (1, 2, 1), (0, 2, 1), (3, 4, 1), (4, 5, 1), (3, 5, 1), (2, 3, 1)];
/// let found = interlex::analysis::partition(6, &ties);
/// assert_eq!(found.group_of, [0, 0, 0, 1, 1, 1]);
/// ```
pub fn partition(nodes: usize, ties: &[(usize, usize, u64)]) -> Partition {
    partition_watched(nodes, ties, &Nobody)
}

/// The same, with somebody told how far it is.
pub(super) fn partition_watched(nodes: usize, ties: &[(usize, usize, u64)], observer: &dyn Observer) -> Partition {
    observer.begin("Dividing into groups", STARTS);
    let net = Net::new(nodes, ties);
    let search = |start: usize| {
        let mut order: Vec<usize> = (0..nodes).collect();
        let mut groups = order.clone();
        if start > 0 {
            let mut lots = Lots::new(LOTS, start);
            lots.shuffle(&mut order);
            groups = net.thrown(&order, &mut lots);
        }
        let groups = numbered(&net.climb(&order, groups));
        observer.advance(1);
        (net.quality(&groups), groups)
    };
    let ends: Vec<(i128, Vec<usize>)> = (0..STARTS).into_par_iter().map(search).collect();
    let best = ends.iter().rev().max_by_key(|(quality, _)| *quality);
    let group_of = best.map(|(_, groups)| groups.clone()).unwrap_or_default();
    let least = ends.iter().map(|(quality, _)| *quality).min().unwrap_or(0);
    Partition {
        modularity: net.share(net.quality(&group_of)),
        least: net.share(least),
        starts: STARTS,
        firmness: firmness(&group_of, &ends),
        group_of,
    }
}

/// Groups numbered by their first nodes.
fn numbered(groups: &[usize]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    let mut number = |group: usize| {
        let next = numbers.len();
        *numbers.entry(group).or_insert(next)
    };
    groups.iter().map(|group| number(*group)).collect()
}

/// How often the nodes of each group ended together.
#[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
fn firmness(group_of: &[usize], ends: &[(i128, Vec<usize>)]) -> Vec<f64> {
    let groups = group_of.iter().max().map_or(0, |last| last + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
    for (node, group) in group_of.iter().enumerate() {
        members[*group].push(node);
    }
    let together = |members: &Vec<usize>| {
        let pairs = members.len() * members.len().saturating_sub(1) / 2;
        let of_end = |end: &Vec<usize>| {
            let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
            for node in members {
                *sizes.entry(end[*node]).or_default() += 1;
            }
            sizes.values().map(|size| size * (size - 1) / 2).sum::<usize>()
        };
        let met: usize = ends.iter().map(|(_, end)| of_end(end)).sum();
        if pairs == 0 { 1.0 } else { met as f64 / (pairs * ends.len()) as f64 }
    };
    members.iter().map(together).collect()
}

/// A network with whole weights.
struct Net {
    /// By node: other nodes and the weight of the ties with each, ascending.
    ties: Vec<Vec<(usize, i128)>>,
    /// By node: the weight of all its ends of ties. Ties inside a node that stands for a group count at both ends.
    degrees: Vec<i128>,
    /// The weight of all ends of ties.
    all: i128,
}

impl Net {
    fn new(nodes: usize, ties: &[(usize, usize, u64)]) -> Self {
        let real = ties.iter().filter(|(a, b, _)| a != b && *a < nodes && *b < nodes);
        let both = real.flat_map(|(a, b, weight)| [(*a, *b, i128::from(*weight)), (*b, *a, i128::from(*weight))]);
        let both: Vec<(usize, usize, i128)> = both.collect();
        let mut degrees = vec![0; nodes];
        for (from, _, weight) in &both {
            degrees[*from] += weight;
        }
        Self::joined(degrees, both)
    }

    /// Adds up what joins the same two nodes.
    fn joined(degrees: Vec<i128>, both: impl IntoIterator<Item = (usize, usize, i128)>) -> Self {
        let mut found: Vec<BTreeMap<usize, i128>> = vec![BTreeMap::new(); degrees.len()];
        for (from, to, weight) in both {
            *found[from].entry(to).or_default() += weight;
        }
        let all = degrees.iter().sum();
        Self { ties: found.into_iter().map(|list| list.into_iter().collect()).collect(), degrees, all }
    }

    /// Modularity as a whole number: the real one times the square of all weight.
    fn quality(&self, groups: &[usize]) -> i128 {
        let mut inside: BTreeMap<usize, (i128, i128)> = BTreeMap::new();
        for (node, group) in groups.iter().enumerate() {
            let sums = inside.entry(*group).or_default();
            sums.0 +=
                self.ties[node].iter().filter(|(to, _)| groups[*to] == *group).map(|(_, weight)| weight).sum::<i128>();
            sums.1 += self.degrees[node];
        }
        inside.values().map(|(ties, degrees)| ties * self.all - degrees * degrees).sum()
    }

    #[expect(clippy::cast_precision_loss, reason = "a share for people; comparisons are made before")]
    fn share(&self, quality: i128) -> f64 {
        if self.all == 0 { 0.0 } else { quality as f64 / (self.all as f64).powi(2) }
    }

    /// Groups in which every other node, in this order, joined a neighbour drawn by lot.
    fn thrown(&self, order: &[usize], lots: &mut Lots) -> Vec<usize> {
        let mut groups: Vec<usize> = (0..self.degrees.len()).collect();
        for node in order.iter().step_by(2) {
            if !self.ties[*node].is_empty() {
                groups[*node] = groups[self.ties[*node][lots.below(self.ties[*node].len())].0];
            }
        }
        groups
    }

    /// The groups that a search ends with that begins from `groups` and looks at nodes in this order.
    fn climb(&self, order: &[usize], mut groups: Vec<usize>) -> Vec<usize> {
        loop {
            let moved = self.settle(order, &mut groups);
            let split = self.split(&mut groups);
            let united = self.unite(&mut groups);
            if !(moved || split || united) {
                return groups;
            }
        }
    }

    /// Moves single nodes to the neighbouring group, or to none, where modularity gains most, until none gains.
    fn settle(&self, order: &[usize], groups: &mut [usize]) -> bool {
        let mut sums = vec![0; groups.len()];
        let mut sizes = vec![0_usize; groups.len()];
        for (node, group) in groups.iter().enumerate() {
            sums[*group] += self.degrees[node];
            sizes[*group] += 1;
        }
        let mut empty: BTreeSet<usize> = (0..sizes.len()).filter(|group| sizes[*group] == 0).collect();
        // By group: the weight of what ties a node with it; and the groups for which there is any.
        let mut towards = vec![0; groups.len()];
        let mut near: Vec<usize> = Vec::new();
        let mut moved = false;
        loop {
            let mut again = false;
            for &node in order {
                let home = groups[node];
                let own = self.degrees[node];
                for (to, weight) in &self.ties[node] {
                    let group = groups[*to];
                    if towards[group] == 0 {
                        near.push(group);
                    }
                    towards[group] += weight;
                }
                if sizes[home] > 1 {
                    // Alone; some group is empty, as there are as many groups as nodes.
                    near.extend(empty.first());
                }
                let at_home = towards[home];
                let gain = |group: usize| {
                    let gain = self.all * (towards[group] - at_home) - own * (sums[group] - sums[home] + own);
                    (gain, group)
                };
                // Of equals the first.
                let others = near.iter().filter(|group| **group != home).map(|group| gain(*group));
                let best = others.max_by_key(|(gain, group)| (*gain, Reverse(*group)));
                near.drain(..).for_each(|group| towards[group] = 0);
                if let Some((gain, group)) = best
                    && gain > 0
                {
                    sums[home] -= own;
                    sizes[home] -= 1;
                    sums[group] += own;
                    sizes[group] += 1;
                    groups[node] = group;
                    empty.remove(&group);
                    if sizes[home] == 0 {
                        empty.insert(home);
                    }
                    again = true;
                }
            }
            if !again {
                return moved;
            }
            moved = true;
        }
    }

    /// Divides groups whose nodes no tie inside the group joins.
    fn split(&self, groups: &mut [usize]) -> bool {
        let mut parts: Vec<Option<usize>> = vec![None; groups.len()];
        for first in 0..groups.len() {
            let mut waiting = vec![first];
            while let Some(node) = waiting.pop() {
                if parts[node].is_none() {
                    parts[node] = Some(first);
                    let inside = self.ties[node].iter().filter(|(to, _)| groups[*to] == groups[first]);
                    waiting.extend(inside.map(|(to, _)| *to));
                }
            }
        }
        let parts: Vec<usize> = parts.into_iter().flatten().collect();
        let split = numbered(&parts) != numbered(groups);
        groups.copy_from_slice(&parts);
        split
    }

    /// Lets whole groups move as nodes do, until none gains.
    fn unite(&self, groups: &mut [usize]) -> bool {
        let numbers = numbered(groups);
        let count = numbers.iter().max().map_or(0, |last| last + 1);
        let mut degrees = vec![0; count];
        numbers.iter().enumerate().for_each(|(node, group)| degrees[*group] += self.degrees[node]);
        let between = self.ties.iter().enumerate().flat_map(|(node, list)| {
            let numbers = &numbers;
            let across = list.iter().filter(move |(to, _)| numbers[*to] != numbers[node]);
            across.map(move |(to, weight)| (numbers[node], numbers[*to], *weight))
        });
        let whole = Self::joined(degrees, between);
        let order: Vec<usize> = (0..count).collect();
        let mut places = order.clone();
        if !whole.settle(&order, &mut places) {
            return false;
        }
        while whole.unite(&mut places) {}
        for (node, group) in groups.iter_mut().enumerate() {
            *group = places[numbers[node]];
        }
        true
    }
}
