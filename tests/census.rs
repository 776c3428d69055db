//! The census of all pairs of frameworks says what comparing pair by pair says.

#[path = "common/tries.rs"]
mod tries;

use std::collections::BTreeMap;

use interlex::analysis::{
    Entry, LayerTally, PatternVerdict, PlaceTally, Profile, Standing, Tallies, VerdictCounts, census, compare, tally,
};
use interlex::load;
use interlex::model::{
    ApproachStep, BindingStep, Component, ComponentSet, IntegrationStep, Layer, LayerSet, Scales, Strength, TermSet,
};
use interlex::scope::Scope;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tries::tries;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: tries(cases),
        rng_seed: RngSeed::Fixed(0xCE45),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Sets of terms: few enough for 32 bits or not, empty ones among them.
fn terms(vocabulary: usize) -> impl Strategy<Value = Option<TermSet>> {
    let set = proptest::collection::vec(0..vocabulary, 0..6)
        .prop_map(|positions| positions.into_iter().map(TermSet::single).fold(TermSet::EMPTY, TermSet::union));
    proptest::option::weighted(0.8, set)
}

fn step<T: Copy + std::fmt::Debug + 'static>(steps: Vec<T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.7, proptest::sample::select(steps))
}

fn profile(vocabulary: usize) -> impl Strategy<Value = Profile> {
    let components: Vec<Component> =
        vec![Component::Legal, Component::Organisational, Component::Semantic, Component::Technical];
    let components = proptest::collection::vec(proptest::sample::select(components), 0..3)
        .prop_map(|list| list.into_iter().collect::<ComponentSet>());
    (
        terms(vocabulary),
        terms(vocabulary),
        step(ApproachStep::all().collect()),
        step(BindingStep::all().collect()),
        step(IntegrationStep::all().collect()),
        proptest::option::of(components),
    )
        .prop_map(|(objectives, principles, approach, binding, integration, components)| Profile {
            objectives,
            principles,
            approach,
            binding,
            integration,
            components,
        })
}

fn layers() -> impl Strategy<Value = LayerSet> {
    (0..8_u8).prop_map(|bits| Layer::ALL.into_iter().filter(|layer| bits >> *layer as u8 & 1 == 1).collect())
}

fn entry(vocabulary: usize) -> impl Strategy<Value = Entry> {
    let homes = proptest::collection::btree_set(0..4_u32, 0..3).prop_map(|homes| homes.into_iter().collect());
    (profile(vocabulary), layers(), homes).prop_map(|(profile, layers, homes)| Entry { profile, layers, homes })
}

/// Entries that repeat a few profiles, as frameworks do.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let few = |vocabulary| {
        let repeated = (proptest::collection::vec(entry(vocabulary), 1..12), any::<usize>(), 0..30_u32);
        repeated.prop_map(|(kinds, seed, more)| {
            let again = |at: u32| kinds[seed.rotate_left(at * 7) % kinds.len()].clone();
            kinds.iter().cloned().chain((0..more).map(again)).collect()
        })
    };
    prop_oneof![few(7), few(20), few(64), proptest::collection::vec(entry(40), 0..30)]
}

fn scales() -> impl Strategy<Value = Scales> {
    (0.01..=1.0_f64, 0..4_usize, 0..5_usize).prop_map(|(share, near, far)| {
        let mut scales = Scales::neutral();
        scales.set_compatible.value = Strength::new(share).expect("a share");
        scales.step_compatible.value = near;
        scales.step_partial.value = far;
        scales
    })
}

/// The same pair by pair, from the definitions.
fn naive(scales: &Scales, entries: &[Entry], layers: LayerSet, top: usize) -> Tallies {
    let asked: Vec<Layer> = Layer::ALL.into_iter().filter(|layer| layers.contains(*layer)).collect();
    let mut rows: Vec<LayerTally> = Vec::new();
    let mut places: BTreeMap<(Layer, u32, u32), (u64, [VerdictCounts; 6])> = BTreeMap::new();
    let mut standings = Vec::new();
    for layer in &asked {
        let frameworks = entries.iter().filter(|entry| entry.layers.contains(*layer)).count() as u64;
        rows.push(LayerTally { layer: *layer, frameworks, pairs: 0, patterns: [[0; 4]; 6] });
    }
    for (at, a) in entries.iter().enumerate() {
        for (b_at, b) in entries.iter().enumerate().skip(at + 1) {
            let comparisons = compare(scales, &a.profile, &b.profile);
            let common = a.layers & b.layers & layers;
            for row in rows.iter_mut().filter(|row| common.contains(row.layer)) {
                let mut cells = vec![(&mut row.pairs, &mut row.patterns)];
                let mut pairs: Vec<(u32, u32)> = Vec::new();
                for home in homes(a) {
                    pairs.extend(homes(b).into_iter().map(|other| (home.min(other), home.max(other))));
                }
                pairs.sort_unstable();
                pairs.dedup();
                for (one, other) in pairs {
                    let cell = places.entry((row.layer, one, other)).or_default();
                    count(&mut cell.0, &mut cell.1, comparisons.map(|it| it.verdict));
                }
                for (pairs, patterns) in &mut cells {
                    count(pairs, patterns, comparisons.map(|it| it.verdict));
                }
            }
            if !common.is_empty() {
                let position = |at: usize| u32::try_from(at).expect("few entries");
                standings.push(Standing::of(scales, (position(at), &a.profile), (position(b_at), &b.profile)));
            }
        }
    }
    let home = |home: u32| (home != INTERNATIONAL).then_some(home);
    let places = places.into_iter().map(|((layer, a, b), (pairs, patterns))| PlaceTally {
        layer,
        a: home(a),
        b: home(b),
        pairs,
        patterns,
    });
    let ranked = |count: fn(&Standing) -> u32, key: fn(&Standing) -> (u32, u32, u32)| {
        let mut list: Vec<Standing> = standings.iter().filter(|it| count(it) > 0).copied().collect();
        list.sort_by_key(|it| (std::cmp::Reverse(key(it)), it.a, it.b));
        list.truncate(top);
        list
    };
    let [compatible, divergent]: [fn(&Standing) -> u32; 2] =
        [|it| it.count(PatternVerdict::Compatible), |it| it.count(PatternVerdict::Divergent)];
    let nearest =
        ranked(compatible, |it| (it.count(PatternVerdict::Compatible), it.count(PatternVerdict::Partial), it.shared));
    let furthest = ranked(divergent, |it| {
        (it.count(PatternVerdict::Divergent), 6 - it.count(PatternVerdict::Compatible), it.apart)
    });
    Tallies { layers: rows, places: places.collect(), nearest, furthest, distinct: distinct(entries, layers) }
}

const INTERNATIONAL: u32 = u32::MAX;

fn homes(entry: &Entry) -> Vec<u32> {
    if entry.homes.is_empty() { vec![INTERNATIONAL] } else { entry.homes.clone() }
}

fn count(pairs: &mut u64, patterns: &mut [VerdictCounts; 6], verdicts: [PatternVerdict; 6]) {
    *pairs += 1;
    for (cell, verdict) in patterns.iter_mut().zip(verdicts) {
        cell[verdict as usize] += 1;
    }
}

fn distinct(entries: &[Entry], layers: LayerSet) -> usize {
    let mut kinds: Vec<(LayerSet, Profile)> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.layers.is_disjoint(layers)) {
        let kind = (entry.layers & layers, entry.profile);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.len()
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn a_census_is_what_pair_by_pair_gives(entries in entries(), scales in scales(), asked in layers(), top in 0..9_usize) {
        prop_assert_eq!(tally(&scales, &entries, asked, top), naive(&scales, &entries, asked, top));
    }

    #[test]
    fn the_order_of_entries_changes_no_count(entries in entries(), scales in scales()) {
        let backwards: Vec<Entry> = entries.iter().rev().cloned().collect();
        let [forth, back] = [entries, backwards].map(|list| tally(&scales, &list, LayerSet::all(), 3));
        prop_assert_eq!(forth.layers, back.layers);
        prop_assert_eq!(forth.places, back.places);
        let keys = |list: &[Standing]| list.iter().map(|it| (it.verdicts[0], it.verdicts[1], it.shared)).collect::<Vec<_>>();
        prop_assert_eq!(keys(&forth.nearest), keys(&back.nearest));
    }

    #[test]
    fn every_pair_has_one_verdict_in_each_pattern(entries in entries(), scales in scales()) {
        let tallies = tally(&scales, &entries, LayerSet::all(), 0);
        for row in &tallies.layers {
            prop_assert_eq!(row.pairs, row.frameworks * row.frameworks.saturating_sub(1) / 2);
            prop_assert!(row.patterns.iter().all(|counts| counts.iter().sum::<u64>() == row.pairs));
        }
        for row in &tallies.places {
            prop_assert!(row.patterns.iter().all(|counts| counts.iter().sum::<u64>() == row.pairs));
        }
    }
}

#[test]
fn on_the_real_graph_a_census_is_what_pair_by_pair_gives() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    for (scope, area) in [(scope, None), (scope, Some("africa")), (scope.in_layer(Layer::Technical), Some("world"))] {
        let area = area.map(|area| scope.area(area).expect("a region"));
        let census = census(&scope, area, 25);
        assert!(census.frameworks.len() > 10, "there is something to compare");
        let scales = loaded.graph.scales();
        assert_eq!(census.tallies, naive(scales, &census.entries, scope.layers(), 25));
    }
}

#[test]
fn no_number_of_threads_changes_the_answer() {
    // Enough for the search to use threads.
    let entries: Vec<Entry> = (0..3_000_usize)
        .map(|at| Entry {
            profile: Profile {
                objectives: Some(TermSet::single(at % 64).union(TermSet::single(at / 64 % 64))),
                principles: Some(TermSet::single(at * 7 % 64).union(TermSet::single(at * at % 61))),
                ..Profile::default()
            },
            layers: LayerSet::all(),
            homes: vec![u32::try_from(at % 40).expect("few homes")],
        })
        .collect();
    let scales = load::embedded().graph.scales().clone();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| tally(&scales, &entries, LayerSet::all(), 7))
    };
    assert!(with(1) == with(3), "one thread and three agree");
}
