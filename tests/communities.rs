//! Communities: the division against all divisions of small networks, and laws on generated worlds.

#[allow(dead_code, reason = "the oracle there answers other questions")]
mod support;
#[path = "common/tries.rs"]
mod tries;

use std::collections::BTreeSet;

use interlex::analysis::{self, Communities, partition};
use interlex::model::{Layer, NodeIx};
use interlex::report::{communities_csv, communities_document, communities_json};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use support::answers::Asked;
use support::text::{Names, Order};
use support::world::{BODIES, Slot, worlds};
use tries::tries;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: tries(cases),
        rng_seed: RngSeed::Fixed(0xC0_44),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

type Ties = Vec<(usize, usize, u64)>;

fn networks(most: usize, ties: usize) -> impl Strategy<Value = (usize, Ties)> {
    (1..most).prop_flat_map(move |nodes| {
        let tie = (0..nodes, 0..nodes, 1..100_u64);
        (Just(nodes), proptest::collection::vec(tie, 0..ties))
    })
}

/// Modularity by its definition: over all pairs of nodes in one group, the weight between them less what chance gives.
#[expect(clippy::cast_precision_loss, reason = "weights are below 2^52")]
fn modularity(nodes: usize, ties: &Ties, groups: &[usize]) -> f64 {
    let mut weights = vec![vec![0.0; nodes]; nodes];
    for &(a, b, weight) in ties.iter().filter(|(a, b, _)| a != b) {
        weights[a][b] += weight as f64;
        weights[b][a] += weight as f64;
    }
    let degrees: Vec<f64> = weights.iter().map(|row| row.iter().sum()).collect();
    let all: f64 = degrees.iter().sum();
    if all == 0.0 {
        return 0.0;
    }
    let pairs = (0..nodes).flat_map(|a| (0..nodes).map(move |b| (a, b))).filter(|(a, b)| groups[*a] == groups[*b]);
    pairs.map(|(a, b)| weights[a][b] / all - degrees[a] * degrees[b] / (all * all)).sum()
}

/// Every way to divide so many nodes into groups.
fn divisions(nodes: usize) -> Vec<Vec<usize>> {
    (1..nodes).fold(vec![vec![0]], |shorter, _| {
        let longer = |division: &Vec<usize>| {
            let next = division.iter().max().map_or(0, |last| last + 1);
            (0..=next).map(|group| [division.clone(), vec![group]].concat()).collect::<Vec<_>>()
        };
        shorter.iter().flat_map(longer).collect()
    })
}

/// Whether the nodes of each group hang together by ties inside it.
fn hangs_together(ties: &Ties, groups: &[usize]) -> bool {
    let mut reached: Vec<usize> = (0..groups.len()).collect();
    for _ in 0..groups.len() {
        for &(a, b, _) in ties.iter().filter(|(a, b, _)| groups[*a] == groups[*b]) {
            let least = reached[a].min(reached[b]);
            (reached[a], reached[b]) = (least, least);
        }
    }
    let parts: BTreeSet<usize> = reached.into_iter().collect();
    parts.len() == groups.iter().collect::<BTreeSet<_>>().len()
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn no_division_of_a_small_network_is_better((nodes, ties) in networks(7, 12)) {
        let found = partition(nodes, &ties);
        let best = divisions(nodes).iter().map(|it| modularity(nodes, &ties, it)).fold(f64::MIN, f64::max);
        prop_assert!((found.modularity - best).abs() < 1e-9, "{} of {best}", found.modularity);
    }

    #[test]
    fn no_move_union_or_cut_makes_a_large_network_better((nodes, ties) in networks(24, 50)) {
        let found = partition(nodes, &ties);
        let groups = found.group_of.iter().max().map_or(0, |last| last + 1);
        prop_assert_eq!(found.group_of.len(), nodes);
        prop_assert_eq!(found.firmness.len(), groups);
        prop_assert!(found.firmness.iter().all(|share| (0.0..=1.0).contains(share)));
        prop_assert!((found.modularity - modularity(nodes, &ties, &found.group_of)).abs() < 1e-9);
        prop_assert!(found.modularity >= -1e-12 && found.modularity >= found.least);
        prop_assert!(hangs_together(&ties, &found.group_of));
        for node in 0..nodes {
            for to in 0..=groups {
                let mut other = found.group_of.clone();
                other[node] = to;
                prop_assert!(modularity(nodes, &ties, &other) <= found.modularity + 1e-9, "{} to {}", node, to);
            }
        }
        for (a, b) in (0..groups).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let one: Vec<usize> = found.group_of.iter().map(|it| if *it == a { b } else { *it }).collect();
            prop_assert!(modularity(nodes, &ties, &one) <= found.modularity + 1e-9, "{} with {}", a, b);
        }
    }
}

#[test]
fn two_cliques_with_one_tie_between_them_are_two_groups() {
    let clique = |from: usize| (from..from + 5).flat_map(move |a| (from..a).map(move |b| (a, b, 10)));
    let ties: Ties = clique(0).chain(clique(5)).chain([(4, 5, 10)]).collect();
    let found = partition(10, &ties);
    assert_eq!(found.group_of, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    assert!((found.modularity - (20.0 / 21.0 - 0.5)).abs() < 1e-12, "{}", found.modularity);
}

fn bytes(asked: &Asked) -> String {
    let scope = asked.scope();
    let found = analysis::communities(&scope);
    let mut out = Vec::new();
    communities_json(&scope, &found, None, &mut out).expect("memory takes everything");
    communities_csv(&scope, &found, None, &mut out).expect("memory takes everything");
    communities_document(&scope, &found, None).write_text(&mut out).expect("memory takes everything");
    String::from_utf8(out).expect("answers are UTF-8")
}

fn members(found: &Communities) -> Vec<NodeIx> {
    found.groups.iter().flat_map(|group| group.members.iter().map(|it| it.node)).collect()
}

fn permutation() -> impl Strategy<Value = Vec<Slot>> {
    Just((0..BODIES.end).collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn groups_divide_what_links_join(world in worlds()) {
        let asked = Asked::about(&world);
        for layer in Layer::ALL {
            let scope = asked.scope().in_layer(layer);
            let found = analysis::communities(&scope);
            let shape = analysis::bridges(&scope).layers[0];
            let members = members(&found);
            prop_assert_eq!(members.iter().collect::<BTreeSet<_>>().len(), members.len(), "nobody is in two groups");
            prop_assert_eq!((found.nodes, found.joints, found.parts), (shape.nodes, shape.ties, shape.parts));
            prop_assert_eq!(members.len(), shape.nodes);
            let inside: usize = found.groups.iter().map(|group| group.inside).sum();
            let between: usize = found.between.iter().map(|it| it.joints.len()).sum();
            prop_assert_eq!(inside + between, shape.ties);
            prop_assert_eq!(found.groups.iter().map(|group| group.outside).sum::<usize>(), 2 * between);
            let across: f64 = found.groups.iter().flat_map(|group| &group.members).map(|it| it.across).sum();
            let strength: f64 = found.between.iter().map(|it| it.strength).sum();
            prop_assert!((across - 2.0 * strength).abs() < 1e-6);
            prop_assert!(found.groups.windows(2).all(|pair| pair[0].members.len() >= pair[1].members.len()));
            prop_assert!(found.between.iter().all(|it| it.a < it.b && it.b < found.groups.len()));
            for group in &found.groups {
                prop_assert!(group.members.len() > 1, "whoever has a link is not alone");
                prop_assert!(group.serves.iter().all(|(_, here, all)| 2 * here > *all));
            }
        }
    }

    #[test]
    fn names_order_and_threads_change_nothing(world in worlds(), order in permutation(), seed in any::<u64>()) {
        let plain = Asked::about(&world);
        prop_assert_eq!(bytes(&plain), bytes(&Asked::written(&world, Names::plain(), Order::shuffled(seed))));
        let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        prop_assert_eq!(on(1).install(|| bytes(&plain)), on(8).install(|| bytes(&plain)));
        let other = Asked::written(&world, Names::ordered(&order), Order::AS_IS);
        let measures = |asked: &Asked| {
            let found = analysis::communities(&asked.scope());
            ((found.modularity * 1e9).round(), found.nodes, found.joints, found.unlinked)
        };
        prop_assert_eq!(measures(&plain), measures(&other));
    }
}
