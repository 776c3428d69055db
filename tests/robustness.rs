//! Robustness: betweenness against counting all ways, and laws on generated worlds.

#[allow(dead_code, reason = "the oracle there answers other questions")]
mod support;
#[path = "common/tries.rs"]
mod tries;

use interlex::analysis::{self, Criterion, Cut, Stage, Verdict, betweenness};
use interlex::model::NodeIx;
use interlex::report::{robustness_csv, robustness_document, robustness_json};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use support::answers::Asked;
use support::text::{Names, Order};
use support::world::{BODIES, Slot, worlds};
use tries::tries;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: tries(cases),
        rng_seed: RngSeed::Fixed(0x20_B5),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

type Ties = Vec<(usize, usize)>;

fn networks() -> impl Strategy<Value = (usize, Ties)> {
    (1..10_usize).prop_flat_map(|nodes| {
        let ties = proptest::collection::btree_set((0..nodes, 0..nodes), 0..16);
        (Just(nodes), ties.prop_map(|ties| ties.into_iter().filter(|(a, b)| a < b).collect()))
    })
}

/// Lengths of shortest ways, and how many there are, by Floyd and Warshall.
fn ways(nodes: usize, ties: &Ties) -> Vec<Vec<(usize, f64)>> {
    let mut ways = vec![vec![(usize::MAX / 4, 0.0); nodes]; nodes];
    for (at, row) in ways.iter_mut().enumerate() {
        row[at] = (0, 1.0);
    }
    for &(a, b) in ties {
        (ways[a][b], ways[b][a]) = ((1, 1.0), (1, 1.0));
    }
    for over in 0..nodes {
        for (a, b) in (0..nodes).flat_map(|a| (0..nodes).map(move |b| (a, b))) {
            if a == over || b == over {
                continue;
            }
            let (first, second) = (ways[a][over], ways[over][b]);
            let length = first.0 + second.0;
            if length < ways[a][b].0 {
                ways[a][b] = (length, first.1 * second.1);
            } else if length == ways[a][b].0 {
                ways[a][b].1 += first.1 * second.1;
            }
        }
    }
    ways
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn betweenness_counts_the_shortest_ways_through_a_node((nodes, ties) in networks()) {
        let ways = ways(nodes, &ties);
        for (over, found) in betweenness(nodes, &ties).into_iter().enumerate() {
            let through = |(a, b): (usize, usize)| {
                let on_way = ways[a][over].0 + ways[over][b].0 == ways[a][b].0 && ways[a][b].1 > 0.0;
                if on_way { ways[a][over].1 * ways[over][b].1 / ways[a][b].1 } else { 0.0 }
            };
            let pairs = (0..nodes).flat_map(|a| (0..a).map(move |b| (a, b)));
            let counted: f64 = pairs.filter(|(a, b)| *a != over && *b != over).map(through).sum();
            prop_assert!((found - counted).abs() < 1e-9, "{found} is not {counted} at {over}");
        }
    }
}

fn criteria() -> impl Strategy<Value = Criterion> {
    proptest::sample::select(Criterion::ALL.to_vec())
}

fn permutation() -> impl Strategy<Value = Vec<Slot>> {
    Just((0..BODIES.end).collect::<Vec<_>>()).prop_shuffle()
}

fn bytes(asked: &Asked, by: Criterion) -> String {
    let scope = asked.scope();
    let found = analysis::robustness(&scope, by, 3);
    let mut out = Vec::new();
    robustness_json(&scope, &found, &mut out).expect("memory takes everything");
    robustness_csv(&scope, &found, &mut out).expect("memory takes everything");
    robustness_document(&scope, &found).write_text(&mut out).expect("memory takes everything");
    String::from_utf8(out).expect("answers are UTF-8")
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn removing_nothing_leaves_the_shape_that_bridges_tells(world in worlds(), by in criteria()) {
        let asked = Asked::about(&world);
        let found = analysis::robustness(&asked.scope(), by, 0);
        for (layer, shape) in found.layers.iter().zip(analysis::bridges(&asked.scope()).layers) {
            prop_assert!(layer.attacks.is_empty() && layer.lots.is_empty());
            let whole = layer.whole;
            prop_assert_eq!(
                (layer.layer, layer.recorded, whole.nodes, whole.parts, whole.joined),
                (shape.layer, shape.recorded, shape.nodes, shape.parts, shape.joined)
            );
        }
    }

    #[test]
    fn the_first_loss_costs_what_bridges_says(world in worlds(), by in criteria()) {
        let asked = Asked::about(&world);
        let cuts = analysis::bridges(&asked.scope()).nodes;
        for layer in analysis::robustness(&asked.scope(), by, 1).layers {
            let Some(attack) = layer.attacks.first() else { continue };
            let cut = cuts.iter().find(|cut| cut.layer == layer.layer && cut.lost == attack.lost);
            let below = |verdict: Verdict| {
                let falls = |cut: &Cut<NodeIx>| {
                    cut.falls.iter().filter(|it| it.before >= verdict && it.after < verdict).count()
                };
                cut.map_or(0, falls)
            };
            let lost = |of: fn(Stage) -> usize| of(layer.whole) - of(attack.left);
            prop_assert_eq!(lost(|it| it.joined), below(Verdict::Weak));
            prop_assert_eq!(lost(|it| it.bridged), below(Verdict::Bridged));
            prop_assert_eq!(lost(|it| it.aligned), below(Verdict::Aligned));
            let separates = cut.is_some_and(|cut| cut.separates);
            prop_assert_eq!(attack.left.parts > layer.whole.parts, separates);
        }
    }

    #[test]
    fn by_pairs_what_costs_most_falls_first(world in worlds()) {
        let asked = Asked::about(&world);
        let cuts = analysis::bridges(&asked.scope()).nodes;
        for layer in analysis::robustness(&asked.scope(), Criterion::Pairs, 1).layers {
            let lost = |cut: &Cut<NodeIx>| {
                cut.falls.iter().filter(|it| it.before >= Verdict::Bridged && it.after < Verdict::Bridged).count()
            };
            // What no link joins with another is not among those that fall.
            let groups = analysis::communities(&asked.scope().in_layer(layer.layer)).groups;
            let linked = |node: NodeIx| groups.iter().flat_map(|group| &group.members).any(|it| it.node == node);
            let here = cuts.iter().filter(|cut| cut.layer == layer.layer && linked(cut.lost));
            let most = u32::try_from(here.map(lost).max().unwrap_or(0)).expect("few pairs");
            let found = layer.attacks.first().map_or(0.0, |attack| attack.score);
            prop_assert!((found - f64::from(most)).abs() < 1e-9, "{} of {}", found, most);
        }
    }

    #[test]
    fn by_pairs_each_fall_costs_what_it_was_said_to_carry(world in worlds()) {
        let asked = Asked::about(&world);
        for layer in analysis::robustness(&asked.scope(), Criterion::Pairs, 40).layers {
            let mut before = layer.whole.bridged;
            for attack in &layer.attacks {
                let lost = u32::try_from(before - attack.left.bridged).expect("few pairs");
                prop_assert!((attack.score - f64::from(lost)).abs() < 1e-9, "{} of {}", attack.score, lost);
                before = attack.left.bridged;
            }
        }
    }

    #[test]
    fn curves_never_rise(world in worlds(), by in criteria()) {
        let asked = Asked::about(&world);
        for layer in analysis::robustness(&asked.scope(), by, 40).layers {
            prop_assert_eq!(layer.lots.len(), layer.attacks.len());
            let end = layer.attacks.last().map_or(layer.whole, |it| it.left);
            match by {
                Criterion::Degree => prop_assert_eq!(end.parts, end.nodes, "in the end no link is left"),
                Criterion::Weight => prop_assert_eq!(end.nodes, 0, "all receive some attention"),
                Criterion::Betweenness | Criterion::Pairs => {
                    prop_assert_eq!(end.nodes + layer.attacks.len(), layer.whole.nodes);
                }
            }
            let stages: Vec<Stage> = [layer.whole].into_iter().chain(layer.attacks.iter().map(|it| it.left)).collect();
            for pair in stages.windows(2) {
                let (before, after) = (pair[0], pair[1]);
                prop_assert_eq!(after.nodes + 1, before.nodes);
                prop_assert!(after.largest <= before.largest && after.joined <= before.joined);
                prop_assert!(after.bridged <= before.bridged && after.aligned <= before.aligned);
                prop_assert!(after.aligned <= after.bridged && after.bridged <= after.joined);
            }
            for pair in layer.lots.windows(2) {
                prop_assert!(pair[1].joined <= pair[0].joined && pair[1].largest <= pair[0].largest);
                prop_assert!(pair[1].bridged <= pair[0].bridged && pair[1].aligned <= pair[0].aligned);
            }
        }
    }

    #[test]
    fn names_order_and_threads_change_nothing(world in worlds(), by in criteria(), order in permutation(), seed in any::<u64>()) {
        let plain = Asked::about(&world);
        prop_assert_eq!(bytes(&plain, by), bytes(&Asked::written(&world, Names::plain(), Order::shuffled(seed)), by));
        let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        prop_assert_eq!(on(1).install(|| bytes(&plain, by)), on(8).install(|| bytes(&plain, by)));
        let other = Asked::written(&world, Names::ordered(&order), Order::AS_IS);
        let told = |asked: &Asked| {
            let layers = analysis::robustness(&asked.scope(), by, 1).layers;
            let score = |it: &analysis::LayerRobustness| it.attacks.first().map(|attack| attack.score);
            layers.iter().map(|it| (it.recorded, it.whole, score(it))).collect::<Vec<_>>()
        };
        prop_assert_eq!(told(&plain), told(&other));
    }
}
