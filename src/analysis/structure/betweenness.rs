//! Betweenness by counting shortest ways.

use rayon::prelude::*;

/// From how many nodes the ways are counted together, one search after the other. It does not depend on the number of
/// threads, so that the sums do not either.
const BLOCK: usize = 32;

/// So many blocks are kept until they are added up.
const TOGETHER: usize = 16;

/// Not reached yet.
const NOWHERE: u32 = u32::MAX;

/// Betweenness (Freeman 1977) of an undirected network of `nodes` nodes and `ties`: for how many pairs of other nodes the
/// shortest way leads through a node. Where a pair has several shortest ways, each counts in its share.
///
/// By the algorithm of Brandes (2001): time proportional to nodes times ties. Several ties between the same two nodes count
/// as several ways; ties of a node with itself are never on a shortest way. Parallel over the nodes that ways start at; the
/// shares are added in an order that does not depend on the number of threads.
///
/// ```
/// // 0 – 1 – 2: the way between the ends leads through the middle.
/// assert_eq!(interlex::analysis::betweenness(3, &[(0, 1), (1, 2)]), [0.0, 1.0, 0.0]);
/// ```
pub fn betweenness(nodes: usize, ties: &[(usize, usize)]) -> Vec<f64> {
    let net = Net::new(nodes, ties);
    let sources: Vec<u32> = (0..net.size()).filter(|at| !net.neighbours(*at).is_empty()).collect();
    let mut between = vec![0.0; nodes];
    for round in sources.chunks(BLOCK * TOGETHER) {
        let block = |ways: &mut Ways, sources: &[u32]| {
            let mut through = vec![0.0; nodes];
            for source in sources {
                ways.from(&net, *source, &mut through);
            }
            through
        };
        let found: Vec<_> = round.par_chunks(BLOCK).map_init(|| Ways::new(&net), block).collect();
        for through in found {
            // Each pair is met from both of its ends.
            between.iter_mut().zip(through).for_each(|(all, part)| *all += part / 2.0);
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

    fn size(&self) -> u32 {
        u32::try_from(self.begins.len() - 1).expect("fewer than 2^32 nodes")
    }

    fn neighbours(&self, at: u32) -> &[u32] {
        &self.neighbours[self.begins[at as usize]..self.begins[at as usize + 1]]
    }
}

/// The shortest ways from one node; the lists serve one search after the other.
struct Ways {
    /// By node: how many ties away it is.
    far: Vec<u32>,
    /// By node: how many shortest ways lead to it; 0 before it is reached.
    count: Vec<f64>,
    /// By node: of the ways on from it, how many rest on each of the ways to it.
    carries: Vec<f64>,
    /// The nodes reached, the nearest first. As long as there are nodes, and one more.
    order: Vec<u32>,
    /// The nodes that are one tie further, of each node in `order`, one after the other. As long as there are neighbours,
    /// and one more.
    onward: Vec<u32>,
    /// By place in `order`: where its part of `onward` begins.
    begins: Vec<usize>,
}

impl Ways {
    fn new(net: &Net) -> Self {
        let nodes = net.begins.len() - 1;
        Self {
            far: vec![NOWHERE; nodes],
            count: vec![0.0; nodes],
            carries: vec![0.0; nodes],
            order: vec![0; nodes + 1],
            onward: vec![0; net.neighbours.len() + 1],
            begins: vec![0; nodes + 1],
        }
    }

    /// Adds to each node the ways from the source, to all that it reaches, that lead through the node.
    ///
    /// Which of three a neighbour is (nearer, as far, or further and perhaps not met yet) cannot be foreseen, so nothing
    /// branches on it: what may be an entry is written in any case, and kept by counting it.
    fn from(&mut self, net: &Net, source: u32, through: &mut [f64]) {
        (self.far[source as usize], self.count[source as usize]) = (0, 1.0);
        self.order[0] = source;
        let (mut reached, mut steps, mut next) = (1, 0, 0);
        while next < reached {
            let at = self.order[next];
            self.begins[next] = steps;
            next += 1;
            let (further, ways) = (self.far[at as usize] + 1, self.count[at as usize]);
            for &to in net.neighbours(at) {
                let far = self.far[to as usize];
                let leads_on = far >= further;
                self.order[reached] = to;
                reached += usize::from(far == NOWHERE);
                self.onward[steps] = to;
                steps += usize::from(leads_on);
                self.far[to as usize] = far.min(further);
                self.count[to as usize] += if leads_on { ways } else { 0.0 };
            }
        }
        self.begins[reached] = steps;
        for place in (1..reached).rev() {
            let at = self.order[place] as usize;
            let onward = &self.onward[self.begins[place]..self.begins[place + 1]];
            let carried = onward.iter().map(|to| self.carries[*to as usize]).sum::<f64>();
            let rests_on = self.count[at] * carried;
            self.carries[at] = (1.0 + rests_on) / self.count[at];
            through[at] += rests_on;
        }
        for at in &self.order[..reached] {
            (self.far[*at as usize], self.count[*at as usize]) = (NOWHERE, 0.0);
        }
    }
}
