//! The questions people ask, on the real graph: `cargo bench`. docs/PERFORMANCE.md has the figures.

use divan::{Bencher, black_box};
use interlex::analysis::{self, GapReport};
use interlex::load::{self, Loaded};
use interlex::render::{self, MapOptions, Selection};
use interlex::rules::{self, Question};
use interlex::scope::Scope;
use interlex::{check, report};

fn main() {
    divan::main();
}

/// Parse every file and resolve it.
#[divan::bench]
fn load_the_graph() -> Loaded {
    load::embedded()
}

/// All lints.
#[divan::bench]
fn check_the_graph(bencher: Bencher<'_, '_>) {
    let loaded = load::embedded();
    bencher.bench_local(|| check::check(black_box(&loaded), &check::Thresholds::default()));
}

fn report_of(loaded: &Loaded, region: &str) -> GapReport {
    let scope = Scope::new(&loaded.graph);
    analysis::gaps(&scope, scope.area(region).expect("a region"), None)
}

/// Coverage, best chains and patterns of every pair in three layers.
#[divan::bench(args = ["asean", "africa", "world"])]
fn all_pairs(bencher: Bencher<'_, '_>, region: &str) {
    let loaded = load::embedded();
    bencher.bench_local(|| report_of(black_box(&loaded), region));
}

/// All detectors, once the pairs are known.
#[divan::bench(args = ["asean", "africa", "world"])]
fn all_detectors(bencher: Bencher<'_, '_>, region: &str) {
    let loaded = load::embedded();
    let report = report_of(&loaded, region);
    bencher.bench_local(|| rules::findings(&Question::new(Scope::new(&loaded.graph), black_box(&report))).len());
}

/// The map of everything, as SVG.
#[divan::bench]
fn draw_the_map(bencher: Bencher<'_, '_>) {
    let loaded = load::embedded();
    bencher.bench_local(|| {
        let selection = Selection::new(Scope::new(black_box(&loaded.graph)), MapOptions::default());
        render::svg(&render::compose(&selection))
    });
}

/// The strongest three chains of a pair in three layers.
#[divan::bench]
fn three_chains_of_a_pair(bencher: Bencher<'_, '_>) {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let ends = ["japan", "brazil"].map(|name| scope.node(name).expect("a country"));
    bencher.bench_local(|| report::path_answer(black_box(&scope), ends[0], ends[1], 3));
}
