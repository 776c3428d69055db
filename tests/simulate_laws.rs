//! `simulate`: laws on generated worlds.

#[path = "common/systems.rs"]
mod systems;
#[path = "common/tries.rs"]
mod tries;

use std::collections::BTreeSet;

use interlex::analysis::simulate::Bridge;
use interlex::model::NodeIx;
use interlex::report::simulate_json;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use systems::{EVIDENCE, ask, asks, classes, law, obligations};
use tries::tries;

const TERMS: [&str; 4] = ["use-hiring", "use-lending", "trait-decides", "trait-talks"];

#[derive(Debug, Clone)]
struct Made {
    place: usize,
    reaches: Vec<u8>,
    /// Category, traits, traits ruled out, and whether only in the tier "high".
    asks: Vec<(usize, u8, u8, bool)>,
    high: Option<u8>,
    rest: bool,
    links: Vec<(usize, bool)>,
}

fn named(mask: u8) -> String {
    let names = TERMS.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, name)| format!("\"{name}\""));
    names.collect::<Vec<_>>().join(", ")
}

fn record(at: usize, made: &Made, count: usize) -> (String, String) {
    let clause = |all: &u8| format!(r#"(all: [{}], claim: "c", {EVIDENCE}),"#, named(*all));
    let clauses: String = made.reaches.iter().map(clause).collect();
    let entry = |(category, all, none, tier): &(usize, u8, u8, bool)| {
        let tier = if *tier { r#"tiers: ["high"],"# } else { "" };
        asks(["risk", "logs"][*category], &format!("{tier} all: [{}], none: [{}],", named(*all), named(none & !all)))
    };
    let entries: Vec<String> = made.asks.iter().map(entry).collect();
    let high = made.high.map(|all| ("high".to_owned(), named(all)));
    let rest = made.rest.then(|| ("minimal".to_owned(), String::new()));
    let tiers: Vec<(String, String)> = high.into_iter().chain(rest).collect();
    let tiers: Vec<(&str, &str)> = tiers.iter().map(|(tier, all)| (tier.as_str(), all.as_str())).collect();
    let links = made.links.iter().filter(|(to, _)| to % count != at).map(|(to, conflict)| {
        let relation = if *conflict { "Conflict(Definition)" } else { "Alignment(JointMapping)" };
        format!(r#"(relation: {relation}, to: "t{}", claim: "c", {EVIDENCE}),"#, to % count)
    });
    let lists = format!(
        "reaches: [{clauses}], {} {} links: [{}],",
        obligations(&entries),
        classes(&tiers),
        links.collect::<String>()
    );
    law(&format!("t{at}"), ["home", "north", "south", "union"][made.place], &lists)
}

fn made() -> impl Strategy<Value = Made> {
    let mask = || prop_oneof![3 => Just(0u8), 2 => (0..4u8).prop_map(|at| 1 << at), 1 => 0..16u8];
    let asks = proptest::collection::vec((0..2usize, mask(), Just(0u8), any::<bool>()), 0..4);
    let links = proptest::collection::vec((0..5usize, any::<bool>()), 0..3);
    let reaches = proptest::collection::vec(mask(), 0..3);
    (0..4usize, reaches, asks, proptest::option::of(mask()), any::<bool>(), links)
        .prop_map(|(place, reaches, asks, high, rest, links)| Made { place, reaches, asks, high, rest, links })
}

fn records(all: &[Made]) -> Vec<(String, String)> {
    all.iter().enumerate().map(|(at, made)| record(at, made, all.len())).collect()
}

fn profile(traits: u8, targets: &str) -> String {
    let list = |prefix: &str| {
        let names = TERMS.iter().enumerate().filter(|(at, name)| traits >> at & 1 == 1 && name.starts_with(prefix));
        names.map(|(_, name)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    };
    format!(
        r#"Profile(title: "t", summary: "s", uses: [{}], traits: [{}], roles: [Provider], home: "home", targets: [{targets}])"#,
        list("use-"),
        list("trait-")
    )
}

fn json(texts: &[(String, String)], profile: &str) -> Value {
    ask(texts, profile, |scope, answer| {
        let mut out = Vec::new();
        simulate_json(scope, answer, &mut out).expect("writing to memory");
        serde_json::from_slice(&out).expect("JSON")
    })
}

/// What an answer claims: texts that reach the system, obligations in effect whatever the tier, mappings.
fn claims(texts: &[(String, String)], profile: &str) -> BTreeSet<String> {
    ask(texts, profile, |scope, answer| {
        let id = |ix: NodeIx| scope.graph().node(ix).id.as_str();
        let mut claims = BTreeSet::new();
        for side in &answer.sides {
            for demand in side.texts.iter().map(|text| &text.demand).filter(|demand| demand.reaches()) {
                claims.insert(format!("{} {} reaches", side.id, id(demand.node)));
                for duty in demand.own().filter(|duty| duty.obligation.tiers.is_empty()) {
                    let it = duty.obligation;
                    let when = (it.when.all, it.when.none);
                    claims.insert(format!("{} {} {} {when:?}", side.id, id(demand.node), it.category));
                }
            }
        }
        for pair in &answer.pairs {
            if let Bridge::Chain(..) | Bridge::SameText = pair.bridge {
                claims.insert(format!("{} {} mapped", id(pair.a.1), id(pair.b.1)));
            }
        }
        claims
    })
}

/// The lists of an answer without their order, and with the two ends of a pair in either order.
fn unordered(mut answer: Value) -> Value {
    fn sort(list: &mut Value) {
        list.as_array_mut().expect("a list").sort_by_key(Value::to_string);
    }
    for pair in answer["reuse"].as_array_mut().expect("a list") {
        // Of equally strong chains another may be told from the other side: its strength is the same.
        let strength = pair["strength"].clone();
        let mut ends = Value::from(vec![pair["a"].take(), pair["b"].take()]);
        sort(&mut ends);
        *pair = serde_json::json!([ends, pair["categories"], pair["through"], strength]);
    }
    for conflict in answer["conflicts"].as_array_mut().expect("a list") {
        conflict["between"].as_array_mut().expect("a list").iter_mut().for_each(sort);
        sort(&mut conflict["between"]);
    }
    answer["categories"].as_array_mut().expect("a list").iter_mut().for_each(|row| sort(&mut row["asked"]));
    for list in ["places", "reuse", "conflicts"] {
        sort(&mut answer[list]);
    }
    answer
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: tries(24),
        rng_seed: RngSeed::Fixed(0x51A7),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_order_of_targets_changes_nothing(all in proptest::collection::vec(made(), 1..5), traits in 1..16u8) {
        let texts = records(&all);
        let there = json(&texts, &profile(traits, r#""north", "south", "union""#));
        let back = json(&texts, &profile(traits, r#""union", "south", "north""#));
        prop_assert_eq!(unordered(there), unordered(back));
    }

    #[test]
    fn a_trait_less_never_adds_a_claim(all in proptest::collection::vec(made(), 1..5), traits in 1..16u8, at in 0..4u8) {
        let fewer = traits & !(1 << at);
        prop_assume!(fewer != 0);
        let texts = records(&all);
        let (with, without) = (claims(&texts, &profile(traits, r#""north", "union""#)), claims(&texts, &profile(fewer, r#""north", "union""#)));
        prop_assert!(without.is_subset(&with), "added {:?}", without.difference(&with).collect::<Vec<_>>());
    }

    #[test]
    fn a_trait_more_takes_away_only_what_rules_it_out(
        all in proptest::collection::vec(made(), 1..5), none in 1..16u8, traits in 1..16u8, at in 0..4u8,
    ) {
        let more = traits | 1 << at;
        prop_assume!(more != traits);
        let ruled = all.iter().cloned().map(|mut made| {
            made.asks.iter_mut().for_each(|asks| asks.2 = none);
            made
        });
        let texts = records(&ruled.collect::<Vec<_>>());
        let own = |traits: u8| -> BTreeSet<String> {
            let claims = claims(&texts, &profile(traits, r#""north", "union""#));
            claims.into_iter().filter(|claim| !claim.ends_with("mapped")).collect()
        };
        let (before, after) = (own(traits), own(more));
        let lost: Vec<&String> = before.difference(&after).collect();
        prop_assert!(none >> at & 1 == 1 || lost.is_empty(), "{lost:?}");
        prop_assert!(lost.iter().all(|claim| !claim.ends_with("reaches")), "{lost:?}");
    }

    #[test]
    fn less_data_never_adds_a_claim(all in proptest::collection::vec(made(), 1..5), which in any::<proptest::sample::Index>(), what in 0..3u8) {
        let mut fewer = all.clone();
        let at = which.index(fewer.len());
        match what {
            0 => { fewer[at].reaches.pop(); }
            1 => { fewer[at].asks.pop(); }
            _ => { fewer[at].links.pop(); }
        }
        let profile = profile(0b0101, r#""north", "south""#);
        let (with, without) = (claims(&records(&all), &profile), claims(&records(&fewer), &profile));
        prop_assert!(without.is_subset(&with), "added {:?}", without.difference(&with).collect::<Vec<_>>());
    }

    #[test]
    fn chains_join_their_ends_and_multiply_to_their_strength(all in proptest::collection::vec(made(), 2..6)) {
        ask(&records(&all), &profile(0b1111, r#""north", "south""#), |scope, answer| {
            for pair in &answer.pairs {
                assert_eq!(pair.bridge == Bridge::SameText, pair.a.1 == pair.b.1);
                let Bridge::Chain(chain, layer) = &pair.bridge else { continue };
                assert!((1..=4).contains(&chain.steps.len()));
                assert_eq!(chain.steps.first().map(|step| step.from), Some(pair.a.1));
                assert_eq!(chain.steps.last().map(|step| step.to), Some(pair.b.1));
                assert!(chain.steps.windows(2).all(|two| two[0].to == two[1].from));
                let graph = scope.graph();
                let product: f64 = chain.steps.iter().map(|step| {
                    let link = graph.link(step.link);
                    assert!(link.layers.contains(*layer) && link.relation.carries());
                    graph.strength(link.relation).expect("a link that carries").get()
                }).product();
                assert!((product - chain.strength().expect("a chain").get()).abs() < 1e-6);
            }
        });
    }
}
