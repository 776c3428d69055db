//! Influence, consensus and bridges: laws on generated worlds, and against plain recomputation.

#[allow(dead_code, reason = "the oracle there answers other questions")]
mod support;
#[path = "common/tries.rs"]
mod tries;

use std::collections::{BTreeMap, BTreeSet};

use interlex::analysis::{self, Bridges, Cut, page_rank};
use interlex::model::{Cost, JurisdictionKind, Layer, NodeIx, Pattern, TermSet};
use interlex::report::{bridges_json, consensus_json, influence_json};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use support::answers::{Asked, Row, Rows};
use support::text::{Names, Order};
use support::world::{BODIES, PLACES, Relation, Slot, TEXTS, Window, World, worlds};
use tries::tries;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: tries(cases),
        rng_seed: RngSeed::Fixed(0x57A7),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

type Arcs = Vec<(usize, usize, f64)>;

fn graphs() -> impl Strategy<Value = (usize, Arcs)> {
    (1..12_usize).prop_flat_map(|nodes| {
        let arc = (0..nodes, 0..nodes, prop_oneof![3 => 0.1..1.0, 1 => Just(0.0)]);
        (Just(nodes), proptest::collection::vec(arc, 0..30))
    })
}

/// The ranks as the solution of their equations, by elimination.
fn solved(nodes: usize, arcs: &Arcs) -> Vec<f64> {
    let mut passed = vec![vec![0.0; nodes]; nodes];
    for (from, to, weight) in arcs {
        passed[*from][*to] += weight;
    }
    let count = f64::from(u32::try_from(nodes).expect("few nodes"));
    for row in &mut passed {
        let all: f64 = row.iter().sum();
        let left = 1.0 - all.min(1.0);
        for part in row {
            *part = *part / all.max(1.0) + left / count;
        }
    }
    // rank[to] - 0.85 * sum(rank[from] * passed[from][to]) = 0.15 / n
    let mut rows: Vec<Vec<f64>> = (0..nodes)
        .map(|to| {
            let left = (0..nodes).map(|from| f64::from(u8::from(from == to)) - 0.85 * passed[from][to]);
            left.chain([0.15 / count]).collect()
        })
        .collect();
    for at in 0..nodes {
        let pivot = rows[at].clone();
        for (other, row) in rows.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            let factor = row[at] / pivot[at];
            assert!(factor.is_finite(), "row {other} cannot be reduced");
            row.iter_mut().zip(&pivot).for_each(|(cell, above)| *cell -= factor * above);
        }
    }
    rows.iter().enumerate().map(|(at, row)| row[nodes] / row[at]).collect()
}

/// What the library ties together in a layer, by slots: alignments and references that exist between what is in effect.
fn ties(asked: &Asked, layer: Layer) -> BTreeSet<(NodeIx, NodeIx)> {
    let (scope, graph) = (asked.scope(), asked.graph());
    let usable = |ix: NodeIx| graph.node(ix).framework().is_none() || scope.applies(ix);
    (scope.existing_links())
        .filter(|(_, link)| link.relation.carries() && link.layers.contains(layer))
        .map(|(_, link)| (link.from.node.min(link.to.node), link.from.node.max(link.to.node)))
        .filter(|(a, b)| a != b && usable(*a) && usable(*b))
        .collect()
}

/// How many parts the nodes fall into.
fn parts(nodes: &BTreeSet<NodeIx>, ties: &BTreeSet<(NodeIx, NodeIx)>) -> usize {
    let mut group: BTreeMap<NodeIx, NodeIx> = nodes.iter().map(|ix| (*ix, *ix)).collect();
    for _ in nodes {
        for (a, b) in ties {
            let least = group[a].min(group[b]);
            group.insert(*a, least);
            group.insert(*b, least);
        }
    }
    group.values().collect::<BTreeSet<_>>().len()
}

/// The world without the carrying links between two slots.
fn without_tie(world: &World, a: Slot, b: Slot) -> World {
    let mut world = world.clone();
    let between = |from: Slot, to: Slot| (from.min(to), from.max(to)) == (a.min(b), a.max(b));
    let carries = |relation: Relation| matches!(relation, Relation::Alignment(_) | Relation::Reference(_));
    world.links.retain(|link| !(between(link.from, link.to) && carries(link.relation)));
    world
}

/// The world in which a framework or institution is over.
fn without_node(world: &World, slot: Slot) -> World {
    let mut world = world.clone();
    if TEXTS.contains(&slot) {
        let text = world.texts[slot - TEXTS.start].as_mut().expect("a text that is there");
        (text.status, text.dates) = ("Repealed", [None; 4]);
    } else {
        let body = world.bodies[slot - BODIES.start].as_mut().expect("an institution that is there");
        (body.status, body.window) = ("Dissolved", Window { since: None, until: None });
    }
    world
}

/// 0 without a chain, then weak, bridged, aligned.
fn grade(asked: &Asked, cost: Option<Cost>) -> usize {
    let scales = asked.graph().scales();
    cost.map_or(0, |cost| {
        1 + usize::from(cost.reaches(scales.bridged.value)) + usize::from(cost.reaches(scales.aligned.value))
    })
}

/// The pairs of countries that fall between two worlds: by layer, with their grades.
fn falls(asked: &Asked, before: &Rows, after: &Rows) -> BTreeMap<Layer, Vec<(Slot, Slot, usize, usize)>> {
    let mut found: BTreeMap<Layer, Vec<_>> = BTreeMap::new();
    let country = |slot: Slot| {
        let kind = asked.graph().node(asked.node(slot)).jurisdiction().map(|it| it.kind);
        kind == Some(JurisdictionKind::Country)
    };
    let recorded = |row: &Row| !["not_assessed", "absent"].contains(&row.verdict);
    for ((a, b, layer), row) in before.iter().filter(|((a, b, _), row)| country(*a) && country(*b) && recorded(row)) {
        let (from, to) = (grade(asked, row.cost), grade(asked, after[&(*a, *b, *layer)].cost));
        if to < from {
            found.entry(*layer).or_default().push((*a, *b, from, to));
        }
    }
    found
}

fn told<T>(
    asked: &Asked,
    cuts: &[Cut<T>],
    lost: impl Fn(&T) -> bool,
) -> BTreeMap<Layer, Vec<(Slot, Slot, usize, usize)>> {
    let grades = ["unlinked", "weak", "bridged", "aligned"];
    let grade = |name: &str| grades.iter().position(|it| *it == name).expect("a verdict of a recorded pair");
    let of_cut = |cut: &Cut<T>| {
        let fall = cut
            .falls
            .iter()
            .map(|it| (asked.slot(it.a), asked.slot(it.b), grade(it.before.as_str()), grade(it.after.as_str())));
        (cut.layer, fall.collect::<Vec<_>>())
    };
    cuts.iter().filter(|cut| lost(&cut.lost) && !cut.falls.is_empty()).map(of_cut).collect()
}

fn bytes(asked: &Asked) -> String {
    let scope = asked.scope();
    let mut out = Vec::new();
    influence_json(&scope, &analysis::influence(&scope, None), None, &mut out).expect("memory takes everything");
    consensus_json(&scope, &analysis::consensus(&scope, None), &mut out).expect("memory takes everything");
    bridges_json(&scope, &analysis::bridges(&scope), None, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn permutation() -> impl Strategy<Value = Vec<Slot>> {
    Just((0..BODIES.end).collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn ranks_are_the_solution_of_their_equations_and_make_one((nodes, arcs) in graphs()) {
        let found = page_rank(nodes, &arcs);
        prop_assert!((found.ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(found.change < 1e-12 && found.rounds <= 171, "{} rounds, {}", found.rounds, found.change);
        for (rank, exact) in found.ranks.iter().zip(solved(nodes, &arcs)) {
            prop_assert!((rank - exact).abs() < 1e-9, "{} is not {}", rank, exact);
        }
    }

    #[test]
    fn ranks_do_not_depend_on_numbers((nodes, arcs) in graphs(), turn in 0..12_usize) {
        let moved = |at: usize| (at + turn) % nodes;
        let turned: Arcs = arcs.iter().rev().map(|(from, to, weight)| (moved(*from), moved(*to), *weight)).collect();
        let (before, after) = (page_rank(nodes, &arcs), page_rank(nodes, &turned));
        for (at, rank) in before.ranks.iter().enumerate() {
            prop_assert!((rank - after.ranks[moved(at)]).abs() < 1e-11);
        }
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn influence_counts_what_is_written(world in worlds()) {
        let asked = Asked::about(&world);
        let (scope, graph) = (asked.scope(), asked.graph());
        let found = analysis::influence(&scope, None);
        let total: f64 = found.frameworks.iter().map(|row| row.rank).sum();
        prop_assert!(found.frameworks.is_empty() || (total - 1.0).abs() < 1e-7, "ranks make {}", total);
        let written: BTreeSet<(NodeIx, NodeIx)> = (scope.existing_links())
            .filter(|(_, link)| link.relation.as_str() == "reference" && link.from.node != link.to.node)
            .map(|(_, link)| (link.from.node, link.to.node))
            .filter(|(from, to)| scope.applies(*from) && scope.applies(*to))
            .collect();
        let counted: BTreeSet<_> = found.references.iter().map(|it| (it.from, it.to)).collect();
        prop_assert_eq!(&counted, &written);
        for row in &found.frameworks {
            prop_assert!(graph.node(row.framework).framework().is_some() && scope.applies(row.framework));
            prop_assert_eq!(row.referred_by, written.iter().filter(|(_, to)| *to == row.framework).count());
        }
        let sums = [
            found.flows.iter().map(|it| it.references).sum::<usize>(),
            found.regions.iter().map(|it| it.made).sum(),
            found.regions.iter().map(|it| it.received).sum(),
        ];
        prop_assert_eq!(sums, [written.len(); 3]);
    }

    #[test]
    fn other_names_change_nothing(world in worlds(), order in permutation(), seed in any::<u64>()) {
        let plain = Asked::about(&world);
        prop_assert_eq!(bytes(&plain), bytes(&Asked::written(&world, Names::plain(), Order::shuffled(seed))));
        let other = Asked::written(&world, Names::ordered(&order), Order::AS_IS);
        let ranks = |asked: &Asked| -> BTreeMap<Slot, (usize, usize, usize)> {
            let rows = analysis::influence(&asked.scope(), None).frameworks;
            rows.iter().map(|it| (asked.slot(it.framework), (it.referred_by, it.refers_to, it.aligned_with))).collect()
        };
        prop_assert_eq!(ranks(&plain), ranks(&other));
        let terms = |asked: &Asked| -> Vec<_> {
            let sets = analysis::consensus(&asked.scope(), None).sets;
            sets.into_iter().map(|set| (set.terms, set.core_of_frameworks, set.core_of_jurisdictions)).collect()
        };
        prop_assert_eq!(terms(&plain), terms(&other));
        let harm = |asked: &Asked| -> BTreeSet<(Layer, Slot, usize, usize, bool)> {
            let nodes = analysis::bridges(&asked.scope()).nodes;
            let of_cut = |cut: &Cut<NodeIx>| {
                (cut.layer, asked.slot(cut.lost), cut.parted().count(), cut.falls.len(), cut.separates)
            };
            nodes.iter().map(of_cut).collect()
        };
        prop_assert_eq!(harm(&plain), harm(&other));
    }

    #[test]
    fn consensus_counts_those_assessed_and_no_others(world in worlds()) {
        let asked = Asked::about(&world);
        let (scope, graph) = (asked.scope(), asked.graph());
        for set in analysis::consensus(&scope, None).sets {
            let named = |ix: &NodeIx| -> Option<TermSet> {
                let patterns = &graph.node(*ix).framework()?.patterns;
                let set = if set.pattern == Pattern::Objectives { &patterns.objectives } else { &patterns.principles };
                set.as_ref().map(|it| it.value)
            };
            let in_effect = graph.node_indices().filter(|ix| scope.applies(*ix) && scope.sees(*ix));
            let assessed: Vec<TermSet> = in_effect.filter_map(|ix| named(&ix)).collect();
            prop_assert_eq!(set.assessed_frameworks.len(), assessed.len());
            for term in &set.terms {
                let naming = assessed.iter().filter(|it| !it.intersection(term.term).is_empty()).count();
                prop_assert_eq!(term.frameworks, naming);
                prop_assert!(term.by_own <= term.jurisdictions && term.jurisdictions <= set.assessed_jurisdictions.len());
                let core = !set.core_of_frameworks.intersection(term.term).is_empty();
                prop_assert_eq!(core, !assessed.is_empty() && 3 * naming >= 2 * assessed.len());
            }
            for outlier in set.outlying_jurisdictions() {
                prop_assert!(outlier.terms.difference(set.core_of_jurisdictions).is_empty() && !outlier.terms.is_empty());
            }
        }
    }

    #[test]
    fn a_bridge_parts_the_network_and_nothing_else_does(world in worlds()) {
        let asked = Asked::about(&world);
        let found = analysis::bridges(&asked.scope());
        let inner = |ix: &NodeIx| {
            let node = asked.graph().node(*ix);
            let report = node.framework().is_some_and(|it| it.kind == interlex::model::FrameworkKind::Report);
            node.jurisdiction().is_none() && !report
        };
        for layer in Layer::ALL {
            let ties: BTreeSet<_> = ties(&asked, layer).into_iter().filter(|(a, b)| inner(a) && inner(b)).collect();
            let nodes: BTreeSet<NodeIx> = ties.iter().flat_map(|(a, b)| [*a, *b]).collect();
            let whole = parts(&nodes, &ties);
            for tie in &ties {
                let left: BTreeSet<_> = ties.iter().filter(|it| *it != tie).copied().collect();
                let said = found.ties.iter().any(|cut| {
                    cut.layer == layer && cut.separates && (cut.lost.a, cut.lost.b) == *tie
                });
                prop_assert_eq!(said, parts(&nodes, &left) > whole, "{:?} in {:?}", tie, layer);
            }
            for node in &nodes {
                let rest: BTreeSet<NodeIx> = nodes.iter().filter(|it| *it != node).copied().collect();
                let left: BTreeSet<_> = ties.iter().filter(|(a, b)| a != node && b != node).copied().collect();
                let said = found.nodes.iter().any(|cut| cut.layer == layer && cut.separates && cut.lost == *node);
                prop_assert_eq!(said, parts(&rest, &left) > whole, "{:?} in {:?}", node, layer);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn a_loss_costs_what_the_world_without_it_lacks(world in worlds()) {
        let asked = Asked::about(&world);
        let before = asked.rows(&world);
        let Bridges { ties: cut_ties, nodes: cut_nodes, .. } = analysis::bridges(&asked.scope());
        let after = |world: &World| Asked::about(world).rows(world);
        let all: BTreeSet<(NodeIx, NodeIx)> = Layer::ALL.into_iter().flat_map(|layer| ties(&asked, layer)).collect();
        for (a, b) in all {
            let less = without_tie(&world, asked.slot(a), asked.slot(b));
            let expected = falls(&asked, &before, &after(&less));
            prop_assert_eq!(told(&asked, &cut_ties, |tie| (tie.a, tie.b) == (a, b)), expected);
        }
        for slot in (PLACES.end..BODIES.end).filter(|slot| world.has(*slot)) {
            let node = asked.node(slot);
            let expected = falls(&asked, &before, &after(&without_node(&world, slot)));
            prop_assert_eq!(told(&asked, &cut_nodes, |lost| *lost == node), expected, "without {}", slot);
        }
    }

    #[test]
    fn threads_change_nothing(world in worlds()) {
        let asked = Asked::about(&world);
        let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        prop_assert_eq!(on(1).install(|| bytes(&asked)), on(8).install(|| bytes(&asked)));
    }
}
