//! Crosswalks: what is derived from mappings is true of any sets of requirements that the mappings are true of.

#[path = "common/tries.rs"]
mod tries;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use interlex::analysis::{self, Crosswalk, MappingChain, ProvisionCoverage, compose, converse};
use interlex::load::{self, Loaded};
use interlex::model::{Id, SetRelation};
use interlex::report::{crosswalk_csv, crosswalk_document, crosswalk_json};
use interlex::scope::Scope;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use ProvisionCoverage::{Covered, NotAssessed, NotCovered, Partial};
use SetRelation::{Equal, Intersects, NotRelated, Subset, Superset};
use tries::tries;

/// Requirements as the bits of a number; provisions are never empty.
type Requirements = u8;

fn holds(relation: SetRelation, a: Requirements, b: Requirements) -> bool {
    match relation {
        SetRelation::Equal => a == b,
        SetRelation::Subset => a & !b == 0,
        SetRelation::Superset => b & !a == 0,
        SetRelation::Intersects => a & b != 0,
        SetRelation::NotRelated => a & b == 0,
    }
}

#[test]
fn what_is_composed_holds_for_all_sets_and_nothing_more_could_be_said() {
    let sets: Vec<Requirements> = (1..16).collect();
    for first in SetRelation::all() {
        for second in SetRelation::all() {
            // Everything that holds between A and C whenever the two hold.
            let follows: BTreeSet<SetRelation> = SetRelation::all()
                .filter(|relation| {
                    sets.iter().all(|a| {
                        sets.iter()
                            .filter(|b| holds(first, *a, **b))
                            .all(|b| sets.iter().filter(|c| holds(second, *b, **c)).all(|c| holds(*relation, *a, *c)))
                    })
                })
                .collect();
            let composed = compose(first, second);
            assert_eq!(composed.is_some(), !follows.is_empty(), "{first} and {second}: {follows:?}");
            if let Some(composed) = composed {
                assert!(follows.contains(&composed), "{first} and {second} do not give {composed}");
                // Of what follows, it is what says most.
                let says = |relation| follows.iter().all(|other| implies(relation, *other));
                assert!(says(composed), "{first} and {second} give more than {composed}: {follows:?}");
            }
            let mirrored = compose(converse(second), converse(first)).map(converse);
            assert_eq!(composed, mirrored, "{first} and {second} read backwards");
        }
    }
}

fn implies(relation: SetRelation, other: SetRelation) -> bool {
    (1..16).all(|a| (1..16).filter(|b| holds(relation, a, *b)).all(|b| holds(other, a, b)))
}

const EVIDENCE: &str = r#"evidence: [(source: "s", basis: Stated)]"#;

/// A mapping: frameworks and provisions of both ends, and the relation stated; the whole framework without provision.
#[derive(Debug, Clone)]
struct Mapping(usize, Option<usize>, usize, Option<usize>, Option<SetRelation>);

/// Frameworks `f-0`, `f-1`, … of so many provisions `p-0`, `p-1`, … each, with these mappings.
fn world(provisions: &[usize], mappings: &[Mapping]) -> Loaded {
    let mut texts = vec![
        (
            "graph.ron".to_owned(),
            r#"Graph(title: "T", version: "0", as_of: "2026-01-01", licence: "CC0-1.0")"#.to_owned(),
        ),
        (
            "sources.ron".to_owned(),
            r#"[Source(id: "s", title: "S", issuer: "S", url: "https://example.org")]"#.to_owned(),
        ),
        (
            "jurisdictions/a.ron".to_owned(),
            r#"[Jurisdiction(id: "land", name: "Land", kind: Country, m49: "eastern-asia", iso: ("XA", "XAA"))]"#
                .to_owned(),
        ),
    ];
    for (at, count) in provisions.iter().enumerate() {
        let listed: Vec<String> = (0..*count).map(|it| format!(r#"(id: "p-{it}", title: "Provision {it}")"#)).collect();
        let listed = listed.join(", ");
        let mut links = String::new();
        for Mapping(_, from, to, target, set) in mappings.iter().filter(|mapping| mapping.0 == at) {
            let from = from.map(|from| format!(r##"from: "#p-{from}", "##)).unwrap_or_default();
            let target = target.map(|target| format!("#p-{target}")).unwrap_or_default();
            let set = set.map(|set| format!("mapping: (set: {set:?}), ")).unwrap_or_default();
            writeln!(links, r#"(relation: Alignment(JointMapping), {from}to: "f-{to}{target}", layers: [Technical], claim: "c", {set}{EVIDENCE}),"#)
                .expect("writing to a string");
        }
        let text = format!(
            r#"Framework(id: "f-{at}", name: "Framework {at}", kind: Standard, jurisdictions: ["land"], layers: [Technical],
            status: InForce, provisions: [{listed}], links: [{links}], {EVIDENCE})"#
        );
        texts.push((format!("frameworks/x/f-{at}.ron"), text));
    }
    let loaded = load::texts(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert!(loaded.is_sound(), "{:#?}", loaded.diagnostics);
    loaded
}

fn asked<'g>(loaded: &'g Loaded, a: &str, b: &str, via: Option<&str>) -> Crosswalk<'g> {
    let scope = Scope::new(&loaded.graph);
    let node = |id: &str| loaded.graph.by_id(id).expect("a framework");
    analysis::crosswalk(&scope, node(a), node(b), via.map(node))
}

fn coverages(crosswalk: &Crosswalk<'_>) -> Vec<ProvisionCoverage> {
    crosswalk.there.rows.iter().map(|row| row.coverage).collect()
}

#[test]
fn a_direct_mapping_covers_as_far_as_it_says() {
    let set = |from, to, set| Mapping(0, Some(from), 1, Some(to), Some(set));
    let loaded = world(
        &[6, 6],
        &[set(0, 0, Equal), set(1, 1, Subset), set(2, 2, Superset), set(3, 3, Intersects), set(4, 4, NotRelated)],
    );
    let crosswalk = asked(&loaded, "f-0", "f-1", None);
    assert_eq!(coverages(&crosswalk), [Covered, Covered, Partial, Partial, NotAssessed, NotAssessed]);
    let back: Vec<_> = crosswalk.back.rows.iter().map(|row| row.coverage).collect();
    assert_eq!(back, [Covered, Partial, Covered, Partial, NotAssessed, NotAssessed]);
    assert_eq!(crosswalk.there.share(), Some(4.0 / 6.0));
}

#[test]
fn a_mapping_that_states_no_relation_is_partial_and_leads_no_further() {
    let loaded =
        world(&[1, 1, 1], &[Mapping(0, Some(0), 1, Some(0), None), Mapping(1, Some(0), 2, Some(0), Some(Equal))]);
    assert_eq!(coverages(&asked(&loaded, "f-0", "f-1", None)), [Partial]);
    assert_eq!(coverages(&asked(&loaded, "f-0", "f-2", None)), [NotAssessed]);
}

#[test]
fn not_covered_needs_the_whole_or_every_provision_to_be_unrelated() {
    let unrelated = |to| Mapping(0, Some(0), 1, to, Some(NotRelated));
    let one = world(&[1, 2], &[unrelated(Some(0))]);
    assert_eq!(coverages(&asked(&one, "f-0", "f-1", None)), [NotAssessed]);
    let each = world(&[1, 2], &[unrelated(Some(0)), unrelated(Some(1))]);
    assert_eq!(coverages(&asked(&each, "f-0", "f-1", None)), [NotCovered]);
    let whole = world(&[1, 2], &[unrelated(None)]);
    assert_eq!(coverages(&asked(&whole, "f-0", "f-1", None)), [NotCovered]);
}

#[test]
fn mappings_are_followed_through_other_frameworks_and_via_chooses_which() {
    let loaded = world(
        &[1, 1, 1, 1],
        &[
            Mapping(0, Some(0), 2, Some(0), Some(Subset)),
            Mapping(1, Some(0), 2, Some(0), Some(Equal)),
            Mapping(0, Some(0), 3, Some(0), Some(Intersects)),
            Mapping(3, Some(0), 1, Some(0), Some(Subset)),
        ],
    );
    let free = asked(&loaded, "f-0", "f-1", None);
    assert_eq!(coverages(&free), [Covered]);
    let names: Vec<&str> = free.through.iter().map(|(node, _)| loaded.graph.node(*node).id.as_str()).collect();
    assert_eq!(names, ["f-2"], "the chain that says most is told");
    let via = asked(&loaded, "f-0", "f-1", Some("f-3"));
    assert_eq!(coverages(&via), [Partial]);
    assert_eq!(via.there.rows[0].chains[0].relation, Some(Intersects));
    assert_eq!(
        coverages(&asked(&loaded, "f-0", "f-2", Some("f-3"))),
        [NotAssessed],
        "a direct mapping goes through none"
    );
}

#[test]
fn contradictions_are_told_and_unrelated_provisions_make_no_path() {
    let loaded = world(
        &[1, 1],
        &[Mapping(0, Some(0), 1, Some(0), Some(NotRelated)), Mapping(1, Some(0), 0, Some(0), Some(Equal))],
    );
    let crosswalk = asked(&loaded, "f-0", "f-1", None);
    assert!(crosswalk.there.rows[0].contradictory && crosswalk.back.rows[0].contradictory);
    let apart = world(&[1, 1], &[Mapping(0, Some(0), 1, Some(0), Some(NotRelated))]);
    let scope = Scope::new(&apart.graph);
    let network = analysis::Network::new(&scope, interlex::model::Layer::Technical);
    let node = apart.graph.by_id("f-0").expect("a framework");
    assert!(network.neighbours(node).is_empty(), "a mapping that says two provisions are unrelated joins nothing");
}

#[test]
fn the_formats_tell_the_same() {
    let loaded = world(
        &[2, 1, 1],
        &[Mapping(0, Some(0), 2, Some(0), Some(Subset)), Mapping(2, Some(0), 1, Some(0), Some(Equal))],
    );
    let scope = Scope::new(&loaded.graph);
    let crosswalk = asked(&loaded, "f-0", "f-1", None);
    let mut bytes = Vec::new();
    crosswalk_json(&scope, &crosswalk, None, &mut bytes).expect("written");
    let json: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(json["schema"], "interlex/crosswalk/1");
    let side = &json["sides"][0];
    assert_eq!((&side["covered"], &side["not_assessed"]), (&1.into(), &1.into()));
    let chain = &side["rows"][0]["chains"][0];
    assert_eq!((&chain["relation"], &chain["to"]), (&"subset".into(), &"f-1#p-0".into()));
    let ends: Vec<&Value> = chain["steps"].as_array().expect("steps").iter().map(|step| &step["to"]).collect();
    assert_eq!(ends, ["f-2#p-0", "f-1#p-0"]);
    let mut bytes = Vec::new();
    crosswalk_csv(&scope, &crosswalk, &mut bytes).expect("written");
    let csv = String::from_utf8(bytes).expect("UTF-8");
    assert!(csv.contains("f-0,p-0,Provision 0,covered,false,subset,f-1#p-0,f-2#p-0,s\n"), "{csv}");
    assert!(csv.contains("f-0,p-1,Provision 1,not_assessed,false,,,,\n"), "{csv}");
    let mut bytes = Vec::new();
    crosswalk_document(&scope, &crosswalk, None).write_markdown(&mut bytes).expect("written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.contains("subset of p-0 (subset of Framework 2 p-0, then equal to Framework 1 p-0)"), "{text}");
}

#[test]
fn a_crosswalk_counts_as_one_link_and_that_changes_no_verdict() {
    let whole = load::embedded().graph;
    let rolled = whole.rolled_up();
    assert!(rolled.links().len() + 400 < whole.links().len(), "hundreds of pairs of provisions are rolled up");
    assert_eq!(rolled.rolled_up().links().len(), rolled.links().len(), "once is enough");
    let verdicts = |graph: &interlex::model::Graph, day: Option<jiff::civil::Date>| {
        let scope = Scope::new(graph);
        let scope = day.map_or(scope, |day| scope.on(day));
        let report = analysis::gaps(&scope, scope.area("g20").expect("a region"), None);
        let told = |row: &analysis::PairRow| {
            let strength = row.assessment.path.as_ref().and_then(analysis::Path::strength);
            (row.a, row.b, row.layer, row.assessment.verdict, row.assessment.contested, strength)
        };
        report.pairs.iter().map(told).collect::<Vec<_>>()
    };
    for day in [None, Some(jiff::civil::date(2024, 12, 1))] {
        assert_eq!(verdicts(&whole, day), verdicts(&rolled, day));
    }
}

/// Provisions of four frameworks as sets of requirements, and which pairs somebody mapped truthfully.
fn truthful() -> impl Strategy<Value = (Vec<Vec<Requirements>>, Vec<Mapping>)> {
    let frameworks = proptest::collection::vec(proptest::collection::vec(1..64_u8, 1..4), 4);
    let picks = proptest::collection::vec((0..4_usize, 0..3_usize, 0..4_usize, 0..3_usize, 0..5_usize), 0..14);
    (frameworks, picks).prop_map(|(frameworks, picks)| {
        let mappings = picks.into_iter().filter_map(|(a, p, b, q, kind)| {
            let (p, q) = (p % frameworks[a].len(), q % frameworks[b].len());
            let true_of: Vec<SetRelation> =
                SetRelation::all().filter(|it| holds(*it, frameworks[a][p], frameworks[b][q])).collect();
            (a != b).then(|| Mapping(a, Some(p), b, Some(q), Some(true_of[kind % true_of.len()])))
        });
        let mappings = mappings.collect();
        (frameworks, mappings)
    })
}

fn number(id: &Id) -> usize {
    id.as_str().trim_start_matches("p-").trim_start_matches("f-").parse().expect("a number")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries(300), rng_seed: RngSeed::Fixed(0xC055), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_chains_say_is_true_where_the_mappings_are_true((frameworks, mappings) in truthful()) {
        let loaded = world(&frameworks.iter().map(Vec::len).collect::<Vec<_>>(), &mappings);
        for b in 1..4 {
            let crosswalk = asked(&loaded, "f-0", &format!("f-{b}"), None);
            for (row, set) in crosswalk.there.rows.iter().zip(&frameworks[0]) {
                prop_assert!(!row.contradictory, "truths do not contradict each other");
                for chain in &row.chains {
                    let end = chain.end();
                    let other = frameworks[b][number(end.provision.as_ref().expect("provisions only"))];
                    let relation = chain.relation.expect("all state a relation");
                    prop_assert!(holds(relation, *set, other), "{set:b} is not {relation} {other:b}");
                }
                let covered = frameworks[b].iter().any(|other| holds(Subset, *set, *other));
                prop_assert!(covered || row.coverage != Covered);
                let touched = frameworks[b].iter().any(|other| set & other != 0);
                prop_assert!(touched || row.coverage <= NotCovered);
                prop_assert!(!touched || row.coverage != NotCovered);
            }
        }
    }

    #[test]
    fn the_two_directions_mirror_each_other((frameworks, mappings) in truthful()) {
        let loaded = world(&frameworks.iter().map(Vec::len).collect::<Vec<_>>(), &mappings);
        let told = |side: &analysis::CrosswalkSide<'_>| -> Vec<(Id, ProvisionCoverage, Vec<MappingChain>)> {
            side.rows.iter().map(|row| (row.provision.id.clone(), row.coverage, row.chains.clone())).collect()
        };
        let (there, back) = (asked(&loaded, "f-0", "f-1", None), asked(&loaded, "f-1", "f-0", None));
        prop_assert_eq!(told(&there.there), told(&back.back));
        prop_assert_eq!(told(&there.back), told(&back.there));
        // What one direction knows of a pair of provisions the other knows as its converse.
        for row in &there.there.rows {
            for chain in &row.chains {
                let other = there.back.rows.iter().find(|it| Some(&it.provision.id) == chain.end().provision.as_ref());
                let mirrored = other.expect("the other provision").chains.iter().find(|it| it.end().provision.as_ref() == Some(&row.provision.id));
                prop_assert!(mirrored.is_some_and(|it| it.relation == chain.relation.map(converse)));
            }
        }
    }
}
