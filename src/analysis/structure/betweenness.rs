//! Betweenness by counting shortest ways.

use std::collections::VecDeque;

/// Betweenness (Freeman 1977) of an undirected network of `nodes` nodes and `ties`: for how many pairs of other nodes the
/// shortest way leads through a node. Where a pair has several shortest ways, each counts in its share.
///
/// By the algorithm of Brandes (2001): time proportional to nodes times ties. Several ties between the same two nodes count
/// as several ways; ties of a node with itself are never on a shortest way.
///
/// ```
/// // 0 – 1 – 2: the way between the ends leads through the middle.
/// assert_eq!(interlex::analysis::betweenness(3, &[(0, 1), (1, 2)]), [0.0, 1.0, 0.0]);
/// ```
pub fn betweenness(nodes: usize, ties: &[(usize, usize)]) -> Vec<f64> {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for &(a, b) in ties.iter().filter(|(a, b)| a != b && *a < nodes && *b < nodes) {
        neighbours[a].push(b);
        neighbours[b].push(a);
    }
    for list in &mut neighbours {
        list.sort_unstable();
    }
    let mut between = vec![0.0; nodes];
    for source in 0..nodes {
        let mut ways = vec![0.0; nodes];
        let mut far = vec![usize::MAX; nodes];
        (ways[source], far[source]) = (1.0, 0);
        let mut order = Vec::new();
        let mut waiting = VecDeque::from([source]);
        while let Some(at) = waiting.pop_front() {
            order.push(at);
            for &to in &neighbours[at] {
                if far[to] == usize::MAX {
                    far[to] = far[at] + 1;
                    waiting.push_back(to);
                }
                if far[to] == far[at] + 1 {
                    ways[to] += ways[at];
                }
            }
        }
        let mut rests_on = vec![0.0; nodes];
        for &at in order.iter().rev() {
            for &to in neighbours[at].iter().filter(|to| far[**to] == far[at] + 1) {
                rests_on[at] += ways[at] / ways[to] * (1.0 + rests_on[to]);
            }
            if at != source {
                // Each pair is met from both of its ends.
                between[at] += rests_on[at] / 2.0;
            }
        }
    }
    between
}
