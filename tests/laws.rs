//! Laws that every analysis keeps, whatever the graph: tested on generated worlds, and against an oracle that shares no
//! code with the library (`support/oracle.rs`).
//!
//! The seed is fixed, so that every run tries the same worlds; `PROPTEST_RNG_SEED` tries others, `PROPTEST_CASES` more.

mod support;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use interlex::analysis::{Applicability, Profile, Verdict, compare, gaps};
use interlex::model::{Layer, Modality, NodeIx};
use interlex::report::{path_answer, path_json};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestRunner};
use serde_json::Value;

use support::answers::{Asked, Rows, conflict_name};
use support::oracle::{Oracle, layer_position};
use support::text::{Names, Order};
use support::world::{
    BODIES, Link, PLACES, Relation, Slot, TEXTS, TODAY, World, carrying_link, conflict_link, imagined_link,
    lapsed_link, worlds,
};

/// What rounding of costs and of their exponentials may change.
const ROUNDING: f64 = 1e-6;

fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(0x1E61_57A7),
        chosen @ RngSeed::Fixed(_) => chosen,
    };
    ProptestConfig { rng_seed, failure_persistence: None, max_shrink_iters: 20_000, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn runner_up_chains_follow_the_best_one_from_strong_to_weak(world in worlds()) {
        let asked = Asked::about(&world);
        let scope = asked.scope();
        for (a, b) in pairs(&world.here()) {
            let answer = path_answer(&scope, asked.node(a), asked.node(b), 5);
            for layer in &answer.layers {
                let costs: Vec<_> = layer.chains.iter().map(|chain| chain.cost).collect();
                prop_assert_eq!(costs.first().copied(), layer.assessment.path.as_ref().map(|best| best.cost));
                prop_assert!(costs.is_sorted(), "a weaker chain stands before a stronger one");
                for (position, chain) in layer.chains.iter().enumerate() {
                    let nodes = chain.nodes();
                    prop_assert!(nodes.iter().collect::<std::collections::BTreeSet<_>>().len() == nodes.len());
                    prop_assert!(layer.chains[..position].iter().all(|other| other.nodes() != nodes));
                }
            }
        }
    }

    #[test]
    fn a_pair_stands_the_same_seen_from_either_side(world in worlds()) {
        let asked = Asked::about(&world);
        let rows = asked.rows(&world);
        let scope = asked.scope();
        for (a, b) in pairs(&world.here()) {
            let forth = path_answer(&scope, asked.node(a), asked.node(b), 1);
            let back = path_answer(&scope, asked.node(b), asked.node(a), 1);
            prop_assert_eq!(forth.layers.len(), Layer::ALL.len());
            for (forth, back) in forth.layers.iter().zip(&back.layers) {
                let (layer, forth, back) = (&forth.layer, &forth.assessment, &back.assessment);
                prop_assert_eq!(forth.verdict, back.verdict);
                prop_assert_eq!(forth.contested, back.contested);
                prop_assert_eq!(&forth.conflicts, &back.conflicts);
                prop_assert_eq!(forth.path.clone(), back.path.as_ref().map(interlex::analysis::Path::reversed));
                let mut row = asked.row(forth);
                row.patterns = rows[&(a, b, *layer)].patterns;
                prop_assert_eq!(&row, &rows[&(a, b, *layer)], "the gap report and the path command differ");
            }
        }
    }

    #[test]
    fn a_region_stands_to_its_partner_as_the_partner_to_it(world in worlds(), cut in any::<[bool; 7]>()) {
        let asked = Asked::about(&world);
        let (left, right): (Vec<Slot>, Vec<Slot>) = world.here().iter().partition(|slot| cut[**slot]);
        // Both share a jurisdiction, which is not compared with itself.
        let left: Vec<Slot> = left.into_iter().chain(right.first().copied()).collect();
        let forth = gaps(&asked.scope(), asked.area(&left), Some(asked.area(&right)));
        let back = gaps(&asked.scope(), asked.area(&right), Some(asked.area(&left)));
        prop_assert_eq!(forth.pairs.len(), back.pairs.len());
        prop_assert_eq!(asked.rows_of(&forth), asked.rows_of(&back));
        prop_assert_eq!(&forth.grid, &back.grid);
        let whole = asked.rows(&world);
        for (pair, row) in asked.rows_of(&forth) {
            prop_assert_eq!(&row, &whole[&pair], "a pair of {:?} depends on the area asked about", pair);
        }
    }

    #[test]
    fn two_frameworks_compare_the_same_either_way_round(world in worlds()) {
        let asked = Asked::about(&world);
        let texts: Vec<Slot> = TEXTS.filter(|slot| world.has(*slot)).collect();
        for (a, b) in pairs(&texts) {
            let verdicts = |a, b| compare(asked.graph().scales(), &profile(&asked, a), &profile(&asked, b)).map(|it| it.verdict);
            prop_assert_eq!(verdicts(a, b), verdicts(b, a));
        }
    }

    #[test]
    fn renaming_every_node_in_the_same_order_changes_nothing_but_the_names(world in worlds()) {
        let before = Asked::about(&world);
        let after = Asked::written(&world, Names::renamed(), Order::AS_IS);
        let back = |text: String| text.replace("-by-another-name", "");
        prop_assert_eq!(before.gaps_bytes(&world), back(after.gaps_bytes(&world)));
        prop_assert_eq!(before.graph_bytes(), back(after.graph_bytes()));
    }

    #[test]
    fn renaming_every_node_in_any_order_changes_no_strength_and_no_verdict(
        world in worlds(),
        order in Just((0..BODIES.end).collect::<Vec<Slot>>()).prop_shuffle(),
    ) {
        let before = Asked::about(&world).rows(&world);
        let after = Asked::written(&world, Names::ordered(&order), Order::AS_IS).rows(&world);
        prop_assert_eq!(before.len(), after.len());
        let oracle = Oracle::new(&world);
        for (pair, before) in &before {
            let after = &after[pair];
            prop_assert_eq!(before.verdict, after.verdict, "{:?}", pair);
            prop_assert_eq!(before.cost, after.cost, "{:?}", pair);
            prop_assert_eq!(before.patterns, after.patterns, "{:?}", pair);
            // Of equally strong chains the ids choose one, and with it the conflicts that lie on it.
            if oracle.opinion(pair.0, pair.1, layer_position(pair.2.as_str())).chains.len() < 2 {
                prop_assert_eq!(before, after, "{:?}", pair);
            }
        }
    }

    #[test]
    fn reordering_files_rows_lists_and_links_changes_no_byte(world in worlds(), seed in any::<u64>()) {
        let as_is = Asked::about(&world);
        let shuffled = Asked::written(&world, Names::plain(), Order::shuffled(seed));
        prop_assert_eq!(as_is.graph_bytes(), shuffled.graph_bytes());
        prop_assert_eq!(as_is.gaps_bytes(&world), shuffled.gaps_bytes(&world));
        let throughout = Asked::written(&world, Names::plain(), Order::shuffled_throughout(seed));
        prop_assert_eq!(as_is.gaps_bytes(&world), throughout.gaps_bytes(&world));
    }

    #[test]
    fn adding_an_alignment_or_reference_never_weakens_a_pair(world in worlds(), link in carrying_link()) {
        let more = world.with(link);
        let rows = (Asked::about(&world).rows(&world), Asked::about(&more).rows(&more));
        no_weaker(&rows.0, &rows.1)?;
    }

    #[test]
    fn removing_an_alignment_or_reference_never_strengthens_a_pair(world in worlds(), which in any::<Index>()) {
        let carrying = |link: &Link| matches!(link.relation, Relation::Alignment(_) | Relation::Reference(_));
        let candidates: Vec<usize> = (0..world.links.len()).filter(|at| carrying(&world.links[*at])).collect();
        if !candidates.is_empty() {
            let mut less = world.clone();
            less.links.remove(*which.get(&candidates));
            no_weaker(&Asked::about(&less).rows(&less), &Asked::about(&world).rows(&world))?;
        }
    }

    #[test]
    fn adding_a_conflict_only_ever_contests(world in worlds(), link in conflict_link()) {
        let more = world.with(link);
        let (before, after) = (Asked::about(&world).rows(&world), Asked::about(&more).rows(&more));
        for (pair, before) in &before {
            let after = &after[pair];
            prop_assert_eq!(before.verdict, after.verdict, "{:?}", pair);
            prop_assert_eq!(&before.chain, &after.chain, "{:?}", pair);
            prop_assert_eq!(before.cost, after.cost, "{:?}", pair);
            prop_assert_eq!(before.patterns, after.patterns, "{:?}", pair);
            prop_assert!(before.conflicts.is_subset(&after.conflicts), "{:?}", pair);
            prop_assert!(after.contested || !before.contested, "{:?}", pair);
            prop_assert_eq!(after.contested, !after.conflicts.is_empty(), "{:?}", pair);
        }
    }

    #[test]
    fn a_link_that_is_only_proposed_recommended_or_possible_changes_no_byte_but_of_the_plan(
        world in worlds(),
        link in imagined_link(),
    ) {
        let without_plan = |world: &World| {
            let bytes = Asked::about(world).gaps_bytes(world);
            bytes.split_once("\n\"plan\":").expect("every report has a plan").0.to_owned()
        };
        prop_assert_eq!(without_plan(&world), without_plan(&world.with(link)));
    }

    #[test]
    fn a_link_that_is_over_or_not_yet_begun_changes_no_byte(world in worlds(), link in lapsed_link()) {
        unchanged(&world, &world.with(link))?;
    }

    #[test]
    fn a_value_forgotten_is_unknown_and_changes_nothing_else(
        world in worlds(),
        which in any::<Index>(),
        pattern in 0..6_usize,
    ) {
        let texts: Vec<Slot> = TEXTS.filter(|slot| world.has(*slot)).collect();
        let text = *which.get(&texts);
        let mut less = world.clone();
        less.texts[text - TEXTS.start].as_mut().expect("it is there").patterns.forget(pattern);
        let (before, after) = (Asked::about(&world), Asked::about(&less));
        for other in texts.iter().copied().filter(|other| *other != text) {
            let verdicts = |asked: &Asked| {
                compare(asked.graph().scales(), &profile(asked, text), &profile(asked, other)).map(|it| it.verdict.as_str())
            };
            let (before, after) = (verdicts(&before), verdicts(&after));
            for at in 0..6 {
                let expected = if at == pattern { "unknown" } else { before[at] };
                prop_assert_eq!(after[at], expected, "pattern {} of {} and {}", at, text, other);
            }
        }
        // Whether a text of a bloc binds its members is told by its binding nature, so that one may change coverage.
        if pattern != 3 {
            let rows = |asked: &Asked, world: &World| {
                let mut rows = asked.rows(world);
                for row in rows.values_mut() {
                    row.patterns[pattern] = "";
                }
                rows
            };
            prop_assert_eq!(rows(&before, &world), rows(&after, &less));
        }
    }

    #[test]
    fn a_reported_path_can_be_walked_and_multiplies_to_its_strength(world in worlds()) {
        let asked = Asked::about(&world);
        for pair in asked.report(&world).pairs {
            if let Some(path) = &pair.assessment.path {
                walkable(&world, &asked, &pair, path)?;
            }
        }
    }

    #[test]
    fn the_steps_of_a_path_in_json_lead_from_end_to_end_and_multiply_to_its_strength(world in worlds()) {
        let asked = Asked::about(&world);
        let report: Value = serde_json::from_str(&asked.gaps_bytes(&world)).expect("the gap report is JSON");
        for pair in report["pairs"].as_array().expect("pairs are a list") {
            steps_add_up(&pair["a"], &pair["b"], &pair["path"], &pair["strength"], &pair["weakest_link"])?;
        }
        let here = world.here();
        let answer = path_answer(&asked.scope(), asked.node(here[1]), asked.node(here[0]), 1);
        let mut out = Vec::new();
        path_json(&asked.scope(), &answer, &mut out).expect("writing to memory works");
        let answer: Value = serde_json::from_slice(&out).expect("the answer is JSON");
        for layer in answer["layers"].as_array().expect("layers are a list") {
            for path in layer["paths"].as_array().expect("paths are a list") {
                steps_add_up(&answer["a"], &answer["b"], &path["steps"], &path["strength"], &path["weakest_link"])?;
            }
        }
    }

    #[test]
    fn a_longer_hop_limit_never_weakens_a_pair(world in worlds()) {
        let longer = World { hop_limit: world.hop_limit + 1, ..world.clone() };
        no_weaker(&Asked::about(&world).rows(&world), &Asked::about(&longer).rows(&longer))?;
    }

    #[test]
    fn one_layer_asked_alone_answers_as_it_does_among_all(world in worlds()) {
        let asked = Asked::about(&world);
        let all = asked.rows(&world);
        for layer in Layer::ALL {
            let report = gaps(&asked.scope().in_layer(layer), asked.area(&world.here()), None);
            let rows = asked.rows_of(&report);
            prop_assert_eq!(rows.len() * Layer::ALL.len(), all.len());
            for (pair, row) in &rows {
                prop_assert_eq!(row, &all[pair], "{:?}", pair);
            }
        }
    }

    #[test]
    fn one_thread_and_eight_threads_write_the_same_bytes(world in worlds()) {
        let write = |threads: &rayon::ThreadPool| {
            threads.install(|| {
                let asked = Asked::about(&world);
                (asked.gaps_bytes(&world), asked.graph_bytes())
            })
        };
        let (one, eight) = pools();
        prop_assert_eq!(write(one), write(eight));
    }

    #[test]
    fn coverage_is_what_the_oracle_finds(world in worlds()) {
        let asked = Asked::about(&world);
        let oracle = Oracle::new(&world);
        for place in world.here() {
            let applicability = Applicability::of(&asked.scope(), asked.node(place));
            let strengths = |list: &[interlex::analysis::Coverage]| {
                list.iter().map(|coverage| (asked.slot(coverage.node), coverage.strength.get())).collect::<Vec<_>>()
            };
            let mut places = strengths(&applicability.places);
            places.sort_by_key(|(slot, _)| *slot);
            prop_assert_eq!(strengths(&applicability.frameworks), oracle.coverage(place).into_iter().collect::<Vec<_>>());
            prop_assert_eq!(places, oracle.places(place).into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn strengths_verdicts_and_conflicts_are_what_trying_every_chain_finds(world in worlds()) {
        let asked = Asked::about(&world);
        let oracle = Oracle::new(&world);
        for ((a, b, layer), row) in asked.rows(&world) {
            let opinion = oracle.opinion(a, b, layer_position(layer.as_str()));
            let place = format!("{a} and {b} in {layer:?}: {row:?} but {opinion:?}");
            match (row.strength, opinion.strength) {
                (Some(found), Some(expected)) => prop_assert!((found - expected).abs() < ROUNDING * expected, "{}", place),
                (found, expected) => prop_assert_eq!(found, expected, "{}", place),
            }
            prop_assert_eq!(row.verdict, opinion.verdict, "{}", place);
            prop_assert_eq!(row.patterns, opinion.patterns, "{}", place);
            prop_assert!(row.chain.is_empty() || opinion.chains.contains(&row.chain), "{}", place);
            let on_chain = |at: &usize| {
                let edge = &oracle.edges[*at];
                row.chain.contains(&edge.from) && row.chain.contains(&edge.to)
            };
            let conflicts: BTreeSet<String> = (oracle.conflicts(layer_position(layer.as_str())).into_iter())
                .filter(|at| opinion.dividing.contains(at) || on_chain(at))
                .map(|at| {
                    let edge = &oracle.edges[at];
                    let Relation::Conflict(kind) = edge.relation else { unreachable!("only conflicts are listed") };
                    conflict_name(edge.from, edge.to, &snake_case(kind))
                })
                .collect();
            prop_assert_eq!(&row.conflicts, &conflicts, "{}", place);
            prop_assert_eq!(row.contested, !conflicts.is_empty(), "{}", place);
        }
    }
}

/// Laws about what never comes up hold for nothing. A fixed number of worlds, whatever `PROPTEST_CASES` says.
#[test]
fn the_generated_worlds_show_every_verdict_and_chains_of_every_length() {
    let mut runner = TestRunner::new(config());
    let mut verdicts: BTreeSet<&str> = BTreeSet::new();
    let mut patterns: BTreeSet<&str> = BTreeSet::new();
    let mut nodes_on_chain: BTreeSet<usize> = BTreeSet::new();
    let (mut contested, mut tied, mut through_places, mut through_bodies, mut links) = (0, 0, 0, 0, 0);
    for _ in 0..256 {
        let world = worlds().new_tree(&mut runner).expect("worlds can be made").current();
        let oracle = Oracle::new(&world);
        links += world.links.len();
        for ((a, b, layer), row) in Asked::about(&world).rows(&world) {
            verdicts.insert(row.verdict);
            patterns.extend(row.patterns);
            nodes_on_chain.insert(row.chain.len());
            contested += usize::from(row.contested);
            through_bodies += usize::from(row.chain.iter().any(|slot| BODIES.contains(slot)));
            let ends = [row.chain.first(), row.chain.last()];
            through_places +=
                usize::from(row.chain.len() > 1 && ends.iter().flatten().any(|slot| PLACES.contains(slot)));
            tied += usize::from(oracle.opinion(a, b, layer_position(layer.as_str())).chains.len() > 1);
        }
    }
    assert_eq!(verdicts, Verdict::ALL.map(Verdict::as_str).into_iter().collect());
    assert_eq!(patterns, BTreeSet::from(["compatible", "partial", "divergent", "unknown"]));
    assert_eq!(nodes_on_chain, (0..=5).collect());
    for (what, count) in [
        ("contested pairs", contested),
        ("tied chains", tied),
        ("chains that end at a jurisdiction", through_places),
        ("chains through an institution", through_bodies),
    ] {
        assert!(count >= 20, "{what} came up {count} times in 256 worlds");
    }
    assert!(links >= 256 * 4, "worlds have {links} links altogether");
}

/// Every two of a list, the first before the second.
fn pairs(list: &[Slot]) -> Vec<(Slot, Slot)> {
    list.iter().enumerate().flat_map(|(at, a)| list[at + 1..].iter().map(move |b| (*a, *b))).collect()
}

fn profile(asked: &Asked, text: Slot) -> Profile {
    Profile::of_framework(asked.graph().node(asked.node(text)).framework().expect("a text is a framework"))
}

fn rank(verdict: &str) -> usize {
    Verdict::ALL.iter().position(|it| it.as_str() == verdict).expect("a verdict of the list")
}

/// Every pair is at least as strong in `more` as in `less`, and nothing but chains differs.
fn no_weaker(less: &Rows, more: &Rows) -> Result<(), TestCaseError> {
    prop_assert_eq!(less.len(), more.len());
    for (pair, less) in less {
        let more = &more[pair];
        prop_assert!(rank(more.verdict) >= rank(less.verdict), "{:?}: {:?} then {:?}", pair, less, more);
        if let Some(cost) = less.cost {
            prop_assert!(more.cost.is_some_and(|it| it <= cost), "{:?}: {:?} then {:?}", pair, less, more);
        }
        prop_assert_eq!(less.patterns, more.patterns, "{:?}", pair);
    }
    Ok(())
}

/// Both worlds give the same gap report, to the byte.
fn unchanged(before: &World, after: &World) -> Result<(), TestCaseError> {
    prop_assert_eq!(Asked::about(before).gaps_bytes(before), Asked::about(after).gaps_bytes(after));
    Ok(())
}

/// A chain starts and ends with what covers the jurisdictions, each step is a link that exists, holds, carries, is of the
/// layer and leads where the step says, no jurisdiction stands in between, and the limit is kept.
fn walkable(
    world: &World,
    asked: &Asked,
    pair: &interlex::analysis::PairRow,
    path: &interlex::analysis::Path,
) -> Result<(), TestCaseError> {
    let graph = asked.graph();
    let oracle = Oracle::new(world);
    let today = graph.meta().as_of;
    prop_assert_eq!(today.to_string(), TODAY);
    prop_assert!(path.steps.len() <= world.hop_limit, "{} links, but at most {}", path.steps.len(), world.hop_limit);
    let mut product = 1.0;
    for (side, end) in [(pair.a, &path.start), (pair.b, &path.end)] {
        let side = asked.slot(side);
        let node = asked.slot(end.node);
        let covering = oracle.coverage(side).get(&node).copied().or(oracle.places(side).get(&node).copied());
        prop_assert_eq!(Some(end.strength.get()), covering, "{} covers {}", node, side);
        if let Some(framework) = graph.node(end.node).framework() {
            prop_assert!(framework.layers.contains(pair.layer), "{} starts a chain of another layer", node);
        }
        if let Some(link) = end.link.map(|ix| graph.link(ix)) {
            prop_assert_eq!(
                link.modality,
                Modality::Existing,
                "{} covers {} by a link that does not exist",
                node,
                side
            );
            prop_assert!(link.holds_on(today), "{} covers {} by a link that does not hold: {:?}", node, side, link);
        }
        product *= end.strength.get();
    }
    let mut at = path.start.node;
    for step in &path.steps {
        let link = graph.link(step.link);
        prop_assert_eq!(step.from, at, "steps follow each other");
        let ends: BTreeSet<NodeIx> = [link.from.node, link.to.node].into();
        prop_assert_eq!(ends, BTreeSet::from([step.from, step.to]), "a step leads where its link does");
        prop_assert!(link.relation.carries() && !link.relation.is_conflict(), "{:?} is walked", link.relation);
        prop_assert_eq!(link.modality, Modality::Existing);
        prop_assert!(link.holds_on(today) && link.layers.contains(pair.layer), "{:?}", link);
        let written = |known: &support::oracle::Edge| {
            known.written.is_some() && (known.from, known.to) == (asked.slot(link.from.node), asked.slot(link.to.node))
        };
        prop_assert!(oracle.edges.iter().any(written), "nobody wrote {:?}", link);
        product *= graph.strength(link.relation).expect("what carries has a strength").get();
        at = step.to;
    }
    prop_assert_eq!(at, path.end.node, "the last step leads to the end");
    let nodes = path.nodes();
    for node in nodes.iter().skip(1).rev().skip(1) {
        prop_assert!(graph.node(*node).jurisdiction().is_none(), "a chain passes through a jurisdiction");
    }
    prop_assert_eq!(nodes.iter().collect::<BTreeSet<_>>().len(), nodes.len(), "a chain visits a node twice");
    let strength = path.strength().expect("a chain has a strength").get();
    prop_assert!((product - strength).abs() <= ROUNDING * strength, "{} but the steps make {}", strength, product);
    Ok(())
}

fn steps_add_up(a: &Value, b: &Value, steps: &Value, strength: &Value, weakest: &Value) -> Result<(), TestCaseError> {
    let steps = steps.as_array().expect("steps are a list");
    let Some(strength) = strength.as_f64() else {
        prop_assert!(steps.is_empty(), "steps without a strength");
        return Ok(());
    };
    let strengths: Vec<f64> = steps.iter().map(|step| step["strength"].as_f64().expect("a number")).collect();
    let product: f64 = strengths.iter().product();
    prop_assert!((product - strength).abs() <= ROUNDING * strength, "{} but the steps make {}", strength, product);
    let least = strengths.iter().copied().fold(f64::INFINITY, f64::min);
    prop_assert_eq!(weakest["strength"].as_f64(), Some(least));
    let mut at = a;
    for step in steps {
        prop_assert_eq!(&step["from"], at, "steps follow each other");
        at = &step["to"];
    }
    prop_assert_eq!(at, b, "the last step leads to the second jurisdiction");
    Ok(())
}

/// `DivergentRequirement` as `divergent_requirement`.
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// One thread, and eight.
fn pools() -> (&'static rayon::ThreadPool, &'static rayon::ThreadPool) {
    static POOLS: OnceLock<[rayon::ThreadPool; 2]> = OnceLock::new();
    let [one, eight] = POOLS.get_or_init(|| {
        [1, 8].map(|threads| {
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started")
        })
    });
    (one, eight)
}
