//! Betweenness by counting shortest ways.

use rayon::prelude::*;

/// How many searches run before their results are added up; so many results are kept at a time.
const TOGETHER: usize = 64;

/// Not reached yet.
const NOWHERE: u32 = u32::MAX;

/// Betweenness (Freeman 1977) of an undirected network of `nodes` nodes and `ties`: for how many pairs of other nodes the
/// shortest way leads through a node. Where a pair has several shortest ways, each counts in its share.
///
/// By the algorithm of Brandes (2001): time proportional to nodes times ties. Several ties between the same two nodes count
/// as several ways; ties of a node with itself are never on a shortest way. Parallel over the nodes that ways start at; the
/// shares are added in the order of these nodes, whatever the number of threads.
///
/// ```
/// // 0 – 1 – 2: the way between the ends leads through the middle.
/// assert_eq!(interlex::analysis::betweenness(3, &[(0, 1), (1, 2)]), [0.0, 1.0, 0.0]);
/// ```
pub fn betweenness(nodes: usize, ties: &[(usize, usize)]) -> Vec<f64> {
    let net = Net::new(nodes, ties);
    let mut between = vec![0.0; nodes];
    let sources: Vec<usize> = (0..nodes).filter(|at| !net.neighbours(*at).is_empty()).collect();
    for sources in sources.chunks(TOGETHER) {
        let search = |ways: &mut Ways, source: &usize| ways.from(&net, *source);
        let found: Vec<_> = sources.par_iter().map_init(|| Ways::new(nodes), search).collect();
        for (at, rests_on) in found.into_iter().flatten() {
            // Each pair is met from both of its ends.
            between[at as usize] += rests_on / 2.0;
        }
    }
    between
}

/// The neighbours of all nodes, one after the other.
struct Net {
    /// Per node: where its neighbours begin; and where the last ones end.
    begins: Vec<usize>,
    neighbours: Vec<u32>,
}

impl Net {
    fn new(nodes: usize, ties: &[(usize, usize)]) -> Self {
        let usable = |(a, b): &&(usize, usize)| a != b && *a < nodes && *b < nodes;
        let both = || ties.iter().filter(usable).flat_map(|&(a, b)| [(a, b), (b, a)]);
        let mut begins = vec![0; nodes + 1];
        for (from, _) in both() {
            begins[from + 1] += 1;
        }
        for at in 0..nodes {
            begins[at + 1] += begins[at];
        }
        let mut next = begins.clone();
        let mut neighbours = vec![0; begins[nodes]];
        for (from, to) in both() {
            neighbours[next[from]] = u32::try_from(to).expect("fewer than 2^32 nodes");
            next[from] += 1;
        }
        Self { begins, neighbours }
    }

    fn neighbours(&self, at: usize) -> &[u32] {
        &self.neighbours[self.begins[at]..self.begins[at + 1]]
    }
}

/// The shortest ways from one node; the lists serve one search after the other.
struct Ways {
    /// How many ties away a node is.
    far: Vec<u32>,
    /// How many shortest ways lead to it.
    count: Vec<f64>,
    /// Of the ways on from it, how many rest on each of the ways to it.
    carries: Vec<f64>,
    /// The nodes reached, the nearest first.
    order: Vec<u32>,
}

impl Ways {
    fn new(nodes: usize) -> Self {
        Self { far: vec![NOWHERE; nodes], count: vec![0.0; nodes], carries: vec![0.0; nodes], order: Vec::new() }
    }

    /// The nodes that a source reaches, with the ways from it that rest on each.
    fn from(&mut self, net: &Net, source: usize) -> Vec<(u32, f64)> {
        let start = u32::try_from(source).expect("fewer than 2^32 nodes");
        (self.far[source], self.count[source]) = (0, 1.0);
        self.order.push(start);
        let mut next = 0;
        while let Some(at) = self.order.get(next).map(|at| *at as usize) {
            next += 1;
            let (further, ways) = (self.far[at] + 1, self.count[at]);
            for &to in net.neighbours(at) {
                let far = &mut self.far[to as usize];
                if *far == NOWHERE {
                    *far = further;
                    self.count[to as usize] = ways;
                    self.order.push(to);
                } else if *far == further {
                    self.count[to as usize] += ways;
                }
            }
        }
        let mut found = Vec::with_capacity(self.order.len() - 1);
        for &node in self.order.iter().skip(1).rev() {
            let at = node as usize;
            let further = self.far[at] + 1;
            let beyond = net.neighbours(at).iter().filter(|to| self.far[**to as usize] == further);
            let carried = beyond.map(|to| self.carries[*to as usize]).sum::<f64>();
            let rests_on = self.count[at] * carried;
            self.carries[at] = (1.0 + rests_on) / self.count[at];
            if carried > 0.0 {
                found.push((node, rests_on));
            }
        }
        for at in self.order.drain(..) {
            self.far[at as usize] = NOWHERE;
        }
        found
    }
}
