//! The best chains between all jurisdictions in three layers, against petgraph on the same network: `cargo bench --bench paths`.
//!
//! `-- 20000` measures another number of frameworks; `-- --write DIR 20000` also writes the networks and answers there, for
//! `benches/peers/paths.py`. Fails if the two do not agree. docs/PERFORMANCE.md has the figures.

mod generate;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use interlex::analysis::{Applicability, Layers, Network, best_paths};
use interlex::model::{Cost, FrameworkKind, NodeIx};
use interlex::scope::Scope;
use petgraph::algo::dijkstra;
use petgraph::graph::{DiGraph, NodeIndex};
use rayon::prelude::*;

/// How often each is timed; the median counts.
const RUNS: usize = 5;
/// From how many jurisdictions petgraph searches; its time for all is put in proportion.
const SAMPLE: u32 = 20;

fn main() {
    let (sizes, write) = generate::asked(&[200, 2_000, 20_000]);
    println!(
        "{:>10} {:>6} {:>8} {:>12} {:>12} {:>12} {:>14} {:>8}",
        "frameworks", "links", "pairs", "plainly, ms", "chains, ms", "joined", "petgraph, ms", "ratio"
    );
    for size in sizes {
        row(size, write.as_deref());
    }
}

/// One layer as any program can read it.
struct Export {
    network: Network,
    /// By jurisdiction: the frameworks that apply, and what that costs.
    anchors: Vec<Vec<(NodeIx, u64)>>,
    /// By pair: what the best chain costs.
    costs: Vec<Option<u64>>,
}

fn row(size: usize, write: Option<&Path>) {
    let loaded = generate::graph(size, 1);
    let scope = Scope::new(&loaded.graph);
    let everyone = loaded.graph.node_indices().filter(|ix| loaded.graph.node(*ix).jurisdiction().is_some());
    let sides: Vec<Applicability> = everyone.map(|ix| Applicability::of(&scope, ix)).collect();
    let pairs: Vec<(usize, usize)> = (0..sides.len()).flat_map(|a| (a + 1..sides.len()).map(move |b| (a, b))).collect();
    let layers = Layers::new(&scope);
    let chains = |network: &Network| best_paths(&scope, network, &sides, &pairs);
    let plain = time_plainly(&scope, &layers, &sides, &pairs);
    let whole = median(|| layers.networks().map(chains).collect::<Vec<_>>());

    let exports: Vec<Export> = (layers.networks())
        .map(|network| Export {
            anchors: sides.iter().map(|side| anchors(&scope, network, side)).collect(),
            costs: chains(network).into_iter().map(|path| path.and_then(|path| units(path.cost))).collect(),
            network: network.clone(),
        })
        .collect();
    let petgraph = exports.iter().map(|export| with_petgraph(&scope, export, &pairs)).sum::<Duration>();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{size:>10} {:>6} {:>8} {:>12.1} {:>12.1} {:>12} {:>14.0} {:>8.0}",
        exports.iter().map(|it| links(&it.network).count()).max().unwrap_or(0),
        pairs.len() * exports.len(),
        ms(plain),
        ms(whole),
        exports.iter().flat_map(|it| &it.costs).flatten().count(),
        ms(petgraph),
        ms(petgraph) / ms(whole),
    );
    if let Some(folder) = write {
        let times = format!("{{\"frameworks\":{size},\"chains_ms\":{}}}\n", ms(whole));
        export(folder, &scope, &exports, &pairs, &times);
    }
}

/// The time that the plain search takes, one jurisdiction after the other without a bound; fails if it finds other chains.
fn time_plainly(scope: &Scope<'_>, layers: &Layers, sides: &[Applicability], pairs: &[(usize, usize)]) -> Duration {
    let mut spent = Duration::ZERO;
    for network in layers.networks() {
        let began = Instant::now();
        let of_search = |together: &[(usize, usize)]| {
            let reach = network.reach(scope, &sides[together[0].0]);
            let path = |(a, b): &(usize, usize)| reach.path(scope, network.layer(), &sides[*a], &sides[*b]);
            together.iter().map(path).collect::<Vec<_>>()
        };
        let found: Vec<_> = pairs.par_chunk_by(|a, b| a.0 == b.0).flat_map_iter(of_search).collect();
        spent += began.elapsed();
        assert!(found == best_paths(scope, network, sides, pairs), "the plain search finds other chains");
    }
    spent
}

/// What of a jurisdiction a chain may start or end with. Generated jurisdictions have no links of their own, so a place leads
/// nowhere, and two do not meet there.
fn anchors(scope: &Scope<'_>, network: &Network, side: &Applicability) -> Vec<(NodeIx, u64)> {
    assert!(side.places.iter().all(|place| network.neighbours(place.node).is_empty()), "places have no links");
    side.in_layer(scope, network.layer()).filter_map(|it| Some((it.node, units(it.cost())?))).collect()
}

/// A cost as a whole number; none without a chain.
fn units(cost: Cost) -> Option<u64> {
    cost.is_finite().then(|| cost.units())
}

/// Every link of a network once.
fn links(network: &Network) -> impl Iterator<Item = (NodeIx, NodeIx, u64)> {
    network.nodes().flat_map(|a| {
        let later = network.neighbours(a).iter().filter(move |(b, _, _)| a < *b);
        later.map(move |(b, cost, _)| (a, *b, cost.units()))
    })
}

fn is_end(scope: &Scope<'_>, ix: NodeIx) -> bool {
    let node = scope.graph().node(ix);
    node.jurisdiction().is_some() || node.framework().is_some_and(|it| it.kind == FrameworkKind::Report)
}

/// Dijkstra by petgraph from some jurisdictions, the answers compared, in proportion to all.
///
/// It knows no limit of links, so that each node is there once for each number of links; a node for each jurisdiction leads to
/// what applies there, and another is led to.
fn with_petgraph(scope: &Scope<'_>, export: &Export, pairs: &[(usize, usize)]) -> Duration {
    let (nodes, hops, sides) = (export.network.size(), export.network.hop_limit(), export.anchors.len());
    let node = |at: usize| NodeIndex::<u32>::new(at);
    let inner = nodes * (hops + 1);
    let mut net: DiGraph<(), u64> = DiGraph::new();
    for _ in 0..inner + 2 * sides {
        net.add_node(());
    }
    for (a, b, cost) in links(&export.network) {
        for (from, to) in [(a, b), (b, a)] {
            for hop in (0..hops).filter(|hop| *hop == 0 || !is_end(scope, from)) {
                net.add_edge(node(hop * nodes + from.index()), node((hop + 1) * nodes + to.index()), cost);
            }
        }
    }
    for (side, anchors) in export.anchors.iter().enumerate() {
        for (anchor, cost) in anchors {
            net.add_edge(node(inner + side), node(anchor.index()), *cost);
            for hop in 0..=hops {
                net.add_edge(node(hop * nodes + anchor.index()), node(inner + sides + side), *cost);
            }
        }
    }
    let sample: Vec<usize> = (0..SAMPLE as usize).map(|at| at * sides / SAMPLE as usize).collect();
    let began = Instant::now();
    let found: Vec<_> =
        sample.iter().map(|side| dijkstra(&net, node(inner + side), None, |edge| *edge.weight())).collect();
    let spent = began.elapsed();
    for (side, costs) in sample.iter().zip(&found) {
        for ((_, b), cost) in pairs.iter().zip(&export.costs).filter(|((a, _), _)| a == side) {
            assert_eq!(costs.get(&node(inner + sides + b)), cost.as_ref(), "petgraph does not agree");
        }
    }
    spent * u32::try_from(sides).expect("few jurisdictions") / SAMPLE
}

/// Writes what `benches/peers/paths.py` reads.
fn export(folder: &Path, scope: &Scope<'_>, exports: &[Export], pairs: &[(usize, usize)], times: &str) {
    fs::create_dir_all(folder).expect("a folder for the networks");
    let write = |name: String, text: &str| fs::write(folder.join(name), text).expect("writing a file");
    write("times.json".to_owned(), times);
    for export in exports {
        let layer = export.network.layer().as_str();
        let mut text = format!("{} {} {}\n", export.network.size(), export.anchors.len(), export.network.hop_limit());
        for ix in export.network.nodes().filter(|ix| is_end(scope, *ix)) {
            writeln!(text, "end {}", ix.index()).expect("writing to a string");
        }
        for (a, b, cost) in links(&export.network) {
            writeln!(text, "link {} {} {cost}", a.index(), b.index()).expect("writing to a string");
        }
        for (side, anchors) in export.anchors.iter().enumerate() {
            for (anchor, cost) in anchors {
                writeln!(text, "anchor {side} {} {cost}", anchor.index()).expect("writing to a string");
            }
        }
        for ((a, b), cost) in pairs.iter().zip(&export.costs) {
            writeln!(text, "best {a} {b} {}", cost.map_or(-1, u64::cast_signed)).expect("writing to a string");
        }
        write(format!("{layer}.txt"), &text);
    }
}

fn median<T>(mut work: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            std::hint::black_box(work());
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}
