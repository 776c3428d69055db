//! Judging every link that could be made, against recomputing all chains for each: `cargo bench --bench planner`.
//!
//! Prints a table; fails if the two do not agree. docs/PERFORMANCE.md has the figures.

mod generate;

use std::time::{Duration, Instant};

use interlex::analysis::{self, Applicability, Layers, Network, PlanOptions, Verdict};
use interlex::load;
use interlex::model::{AlignmentMechanism, FrameworkKind, Graph, Layer, Link, Modality, NodeIx, Origin, Relation};
use interlex::scope::{Area, Scope};
use rayon::prelude::*;

/// How often each plan is timed; the median counts.
const RUNS: usize = 7;
/// For how many candidates all chains are recomputed.
const SAMPLE: usize = 12;

fn main() {
    println!(
        "{:>10} {:>10} {:>11} {:>10} {:>12} {:>14} {:>10}",
        "texts", "pairs", "candidates", "plan, ms", "judging, ms", "recompute, ms", "ratio"
    );
    let real = load::embedded();
    row("real", &real.graph);
    for size in [200, 2_000] {
        let loaded = generate::graph(size, 1);
        row(&size.to_string(), &loaded.graph);
    }
    // Too long for every run of CI: ask for it with `cargo bench --bench planner -- 20000`.
    for size in std::env::args().filter_map(|argument| argument.parse::<usize>().ok()) {
        let loaded = generate::graph(size, 1);
        row(&size.to_string(), &loaded.graph);
    }
}

/// Times one graph: the best of all links for all pairs of the world, and the same by recomputing.
fn row(name: &str, graph: &Graph) {
    let scope = Scope::new(graph);
    let area = scope.area("world").expect("every graph has a world");
    let options = PlanOptions { budget: 1, ..PlanOptions::new() };
    let judge = || analysis::plan(&scope, area.clone(), None, options);
    let plan = judge();
    let pick = plan.picks.first().expect("a link closes something");
    // Everything but judging: what applies where, the networks, all pairs as they stand.
    let nothing = PlanOptions { budget: 0, ..options };
    let base = median((0..RUNS).map(|_| time(|| analysis::plan(&scope, area.clone(), None, nothing))));
    let whole = median((0..RUNS).map(|_| time(judge)));

    let layer = pick.layer;
    let texts: Vec<NodeIx> = graph.node_indices().filter(|ix| is_candidate(&scope, *ix, layer)).collect();
    let mut links = vec![(pick.from, pick.to, layer)];
    // Evenly over all pairs of texts: the same ones for the same graph.
    links.extend((1..SAMPLE).map(|at| (texts[at * texts.len() / SAMPLE], texts[at * at % texts.len()], layer)));
    links.retain(|(a, b, _)| a != b);
    let judged = analysis::gaps_closed(&scope, &area, None, options, &links);
    let before = verdicts(&scope.in_layer(layer), &area);
    let mut spent = Vec::new();
    for (link, judged) in links.iter().zip(judged) {
        let edited = with_link(graph, *link);
        let scope = Scope::new(&edited).in_layer(layer);
        let began = Instant::now();
        let after = verdicts(&scope, &area);
        let closed = before.iter().zip(&after).filter(|(before, after)| closes(**before, **after)).count();
        spent.push(began.elapsed());
        assert_eq!(judged, closed, "{} – {}", graph.node(link.0).id, graph.node(link.1).id);
    }
    let recompute = median(spent.into_iter()).as_secs_f64() * 1e3;
    // The plan assesses all pairs of the layer anew with its pick, as the sample does.
    let judging = whole.saturating_sub(base).as_secs_f64() * 1e3 - recompute;
    let candidates = f64::from(u32::try_from(plan.candidates).expect("fewer than 2^32"));
    println!(
        "{name:>10} {:>10} {:>11} {:>10.1} {judging:>12.1} {recompute:>14.2} {:>10.0}",
        area.members.len() * (area.members.len() - 1) / 2,
        plan.candidates,
        whole.as_secs_f64() * 1e3,
        recompute * candidates / judging.max(1e-3),
    );
}

/// The verdict of every pair of an area in every layer of the question, each from its best chain.
fn verdicts(scope: &Scope<'_>, area: &Area) -> Vec<Verdict> {
    let sides: Vec<Applicability> = area.members.par_iter().map(|ix| Applicability::of(scope, *ix)).collect();
    let layers = Layers::new(scope);
    let of_layer = |network: &Network| {
        let of_side = |(at, a): (usize, &Applicability)| {
            let reach = network.reach(scope, a);
            let verdict = |b| analysis::assess(scope, &layers, network.layer(), &reach, a, b).verdict;
            sides[at + 1..].iter().map(verdict).collect::<Vec<Verdict>>()
        };
        sides.par_iter().enumerate().flat_map_iter(of_side).collect::<Vec<Verdict>>()
    };
    layers.networks().flat_map(of_layer).collect()
}

/// The graph with one joint mapping more.
fn with_link(graph: &Graph, (from, to, layer): (NodeIx, NodeIx, Layer)) -> Graph {
    let mut parts = graph.to_parts();
    parts.links.push(Link {
        from: from.into(),
        to: to.into(),
        relation: Relation::Alignment(AlignmentMechanism::JointMapping),
        layers: layer.into(),
        modality: Modality::Existing,
        since: None,
        until: None,
        claim: String::new(),
        binds: Vec::new(),
        mapping: None,
        evidence: Vec::new(),
        note: None,
        origin: Origin::default(),
    });
    Graph::new(parts)
}

fn is_candidate(scope: &Scope<'_>, ix: NodeIx, layer: Layer) -> bool {
    let text = scope.graph().node(ix).framework();
    text.is_some_and(|text| text.layers.contains(layer) && text.kind != FrameworkKind::Report) && scope.applies(ix)
}

fn closes(before: Verdict, after: Verdict) -> bool {
    (Verdict::Unlinked..Verdict::Bridged).contains(&before) && after >= Verdict::Bridged
}

fn time<T>(what: impl Fn() -> T) -> Duration {
    let began = Instant::now();
    std::hint::black_box(what());
    began.elapsed()
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times[times.len() / 2]
}
