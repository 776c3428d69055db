//! `PageRank`, betweenness, bridges and articulation points on a generated graph: `cargo bench --bench structure`.
//!
//! `-- --write DIR 20000` also writes the network, the answers and the times there, for `benches/peers/graph.py`. Bridges and
//! articulation points are petgraph's own. docs/PERFORMANCE.md has the figures.

mod generate;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use interlex::analysis::{betweenness, page_rank};
use interlex::scope::Scope;
use petgraph::algo::articulation_points::articulation_points;
use petgraph::algo::bridges::bridges;
use petgraph::graph::UnGraph;
use petgraph::visit::EdgeRef;

/// How often each is timed; the median counts.
const RUNS: usize = 5;

fn main() {
    let (sizes, write) = generate::asked(&[200, 2_000]);
    println!(
        "{:>10} {:>7} {:>7} {:>14} {:>16} {:>12} {:>12}",
        "frameworks", "nodes", "ties", "PageRank, ms", "betweenness, ms", "bridges, ms", "points, ms"
    );
    for size in sizes {
        row(size, write.as_deref());
    }
}

fn row(size: usize, write: Option<&Path>) {
    let loaded = generate::graph(size, 1);
    let scope = Scope::new(&loaded.graph);
    let linked: BTreeSet<(usize, usize)> = (scope.distinct_links())
        .filter(|(_, link)| link.relation.carries() && link.from.node != link.to.node)
        .map(|(_, link)| (link.from.node.index(), link.to.node.index()))
        .collect();
    let nodes: Vec<usize> = linked.iter().flat_map(|(a, b)| [*a, *b]).collect::<BTreeSet<_>>().into_iter().collect();
    let place = |node: usize| nodes.binary_search(&node).expect("an end of a link");
    let arcs: Vec<(usize, usize, f64)> = linked.iter().map(|(a, b)| (place(*a), place(*b), 1.0)).collect();
    let ties: BTreeSet<(usize, usize)> = arcs.iter().map(|(a, b, _)| (*a.min(b), *a.max(b))).collect();
    let ties: Vec<(usize, usize)> = ties.into_iter().collect();
    let mut net: UnGraph<(), ()> = UnGraph::default();
    let places: Vec<_> = nodes.iter().map(|_| net.add_node(())).collect();
    for (a, b) in &ties {
        net.add_edge(places[*a], places[*b], ());
    }

    let (rank_time, ranks) = timed(RUNS, || page_rank(nodes.len(), &arcs).ranks);
    // Minutes on a large graph: once is enough there.
    let (between_time, between) = timed(if size > 2_000 { 1 } else { RUNS }, || betweenness(nodes.len(), &ties));
    let (bridges_time, found) =
        timed(RUNS, || bridges(&net).map(|edge| (edge.source(), edge.target())).collect::<Vec<_>>());
    let (points_time, points) = timed(RUNS, || articulation_points(&net));
    let times = [rank_time, between_time, bridges_time, points_time].map(|time| time.as_secs_f64() * 1e3);
    let [rank, way, bridge, point] = times;
    println!("{size:>10} {:>7} {:>7} {rank:>14.2} {way:>16.1} {bridge:>12.2} {point:>12.2}", nodes.len(), ties.len());
    let Some(folder) = write else { return };
    let mut text = format!("size {} {size}\ntimes {rank} {way} {bridge} {point}\n", nodes.len());
    for (from, to, _) in &arcs {
        writeln!(text, "arc {from} {to}").expect("writing to a string");
    }
    for (a, b) in &ties {
        writeln!(text, "tie {a} {b}").expect("writing to a string");
    }
    for (rank, between) in ranks.iter().zip(&between) {
        writeln!(text, "node {rank:e} {between:e}").expect("writing to a string");
    }
    for (a, b) in found {
        writeln!(text, "bridge {} {}", a.index(), b.index()).expect("writing to a string");
    }
    for point in points {
        writeln!(text, "point {}", point.index()).expect("writing to a string");
    }
    fs::create_dir_all(folder).expect("a folder for the network");
    fs::write(folder.join("structure.txt"), text).expect("writing a file");
}

/// The median time of some runs, and the answer.
fn timed<T>(runs: usize, work: impl Fn() -> T) -> (Duration, T) {
    let mut times = Vec::new();
    let mut answer = None;
    for _ in 0..runs.max(1) {
        let began = Instant::now();
        answer = Some(std::hint::black_box(work()));
        times.push(began.elapsed());
    }
    times.sort_unstable();
    (times[times.len() / 2], answer.expect("one run at least"))
}
