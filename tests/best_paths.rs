//! Best chains of many pairs together, against the plain search from each jurisdiction: the same chains, step by step.

#[allow(dead_code, reason = "the oracle there answers other questions")]
mod support;
#[path = "common/tries.rs"]
mod tries;

use interlex::analysis::{Applicability, Layers, best_paths};
use interlex::load;
use interlex::model::NodeIx;
use interlex::scope::Scope;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use support::answers::Asked;
use support::world::worlds;
use tries::tries;

/// Fails unless every pair of `places`, whichever way round, has the chain that the plain search from the first finds.
fn agree(scope: &Scope<'_>, places: &[NodeIx]) -> usize {
    let sides: Vec<Applicability> = places.iter().map(|place| Applicability::of(scope, *place)).collect();
    let all = || (0..sides.len()).flat_map(|a| (0..sides.len()).map(move |b| (a, b)));
    // Some pairs twice, some backwards, and not in the order of the searches.
    let mut pairs: Vec<(usize, usize)> = all().filter(|(a, b)| a != b && (a + 2 * b) % 5 != 0).collect();
    pairs.reverse();
    let mut joined = 0;
    for network in Layers::new(scope).networks() {
        let found = best_paths(scope, network, &sides, &pairs);
        assert_eq!(found.len(), pairs.len());
        let mut plain: Vec<_> = sides.iter().map(|side| (side, network.reach(scope, side))).collect();
        for ((a, b), found) in pairs.iter().zip(found) {
            let (low, high) = (*a.min(b), *a.max(b));
            let (from, reach) = &mut plain[low];
            let path = reach.path(scope, network.layer(), from, &sides[high]);
            joined += usize::from(path.is_some());
            assert_eq!(found, path, "{:?} to {:?} in the {} layer", places[low], places[high], network.layer());
        }
    }
    joined
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries(512), rng_seed: RngSeed::Fixed(0xBE57), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn many_pairs_together_have_the_chains_that_each_has_alone(world in worlds()) {
        let asked = Asked::about(&world);
        let places: Vec<NodeIx> = world.here().iter().map(|slot| asked.node(*slot)).collect();
        let mut places = places;
        places.sort_unstable();
        agree(&asked.scope(), &places);
    }
}

#[test]
fn on_the_real_graph_every_jurisdiction_and_bloc_has_the_chains_of_the_plain_search() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let everyone = loaded.graph.node_indices().filter(|ix| loaded.graph.node(*ix).jurisdiction().is_some());
    let joined = agree(&scope, &everyone.collect::<Vec<NodeIx>>());
    assert!(joined > 10_000, "only {joined} chains were compared");
}

#[test]
fn no_pairs_have_no_chains() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let layers = Layers::new(&scope);
    assert!(layers.networks().all(|network| best_paths(&scope, network, &[], &[]).is_empty()));
}
