//! The planner against exhaustive search: on generated worlds every link that could be made is written into the files,
//! and the pairs are assessed anew.

#[allow(dead_code, reason = "the laws use the rest")]
mod support;
#[path = "common/tries.rs"]
mod tries;

use std::collections::{BTreeMap, BTreeSet};

use interlex::analysis::{Among, Pick, Plan, PlanOptions, Verdict, gaps_closed, plan};
use interlex::load;
use interlex::model::{AlignmentMechanism, FrameworkKind, IntegrationStep, Layer, Modality, NodeIx};
use interlex::report::{plan_csv, plan_document, plan_json};
use interlex::scope::Scope;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use support::answers::{Asked, Rows};
use support::world::{Link, Relation, Slot, TEXTS, Window, World, worlds};
use tries::tries;

fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(0x9A7_B41D),
        chosen @ RngSeed::Fixed(_) => chosen,
    };
    // Each world is loaded some hundred times.
    ProptestConfig { rng_seed, cases: tries(24), failure_persistence: None, max_shrink_iters: 2_000, ..config }
}

/// A pair of jurisdictions in a layer.
type Gap = (Slot, Slot, Layer);

/// What could be linked, and the gaps that this would close.
type Options = BTreeMap<(Slot, Slot, Layer), BTreeSet<Gap>>;

fn options(target: Verdict, among: Among) -> PlanOptions {
    PlanOptions { budget: 3, mechanism: AlignmentMechanism::JointMapping, among, target }
}

fn ask(asked: &Asked, world: &World, options: PlanOptions) -> Plan {
    plan(&asked.scope(), asked.area(&world.here()), None, options)
}

fn rank(verdict: &str) -> usize {
    Verdict::ALL.iter().position(|it| it.as_str() == verdict).expect("a verdict")
}

fn gaps(rows: &Rows, target: Verdict) -> BTreeSet<Gap> {
    let open = |verdict: &str| (Verdict::Unlinked as usize..target as usize).contains(&rank(verdict));
    rows.iter().filter(|(_, row)| open(row.verdict)).map(|(gap, _)| *gap).collect()
}

fn joined(from: Slot, to: Slot, relation: Relation, layer: Layer) -> Link {
    let window = Window { since: None, until: None };
    let layers = 1 << layer.index();
    Link { from, to, relation, layers, modality: "Existing", window, provisions: (false, false), claim: 0, sources: 1 }
}

/// Every link that could be made, with what it would close: texts are joined by a joint mapping, and what the files recommend,
/// propose or consider comes true.
fn exhaustive(asked: &Asked, world: &World, target: Verdict, among: Among) -> Options {
    let scope = asked.scope();
    let graph = asked.graph();
    let before = gaps(&asked.rows(world), target);
    let usable = |slot: Slot| {
        let ix = asked.node(slot);
        graph
            .node(ix)
            .framework()
            .map_or(scope.sees(ix), |text| text.kind != FrameworkKind::Report && scope.applies(ix))
    };
    let linked = |a: Slot, b: Slot, layer: Layer| {
        let ends = [asked.node(a), asked.node(b)];
        let between = |link: &interlex::model::Link| ends.contains(&link.from.node) && ends.contains(&link.to.node);
        scope.existing_links().any(|(_, link)| {
            between(link) && link.from.node != link.to.node && link.relation.carries() && link.layers.contains(layer)
        })
    };
    let closed = |link: Link| {
        let after = gaps(&Asked::about(&world.with(link)).rows(world), target);
        before.difference(&after).copied().collect::<BTreeSet<Gap>>()
    };
    let mut found = Options::new();
    let mut offer = |a: Slot, b: Slot, layer: Layer, relation: Relation| {
        let closed = closed(joined(a, b, relation, layer));
        let known = found.entry((a.min(b), a.max(b), layer)).or_default();
        if closed.len() > known.len() {
            *known = closed;
        }
    };
    for layer in Layer::ALL {
        let works = |slot: &Slot| {
            let text = world.has(*slot).then(|| graph.node(asked.node(*slot)).framework()).flatten();
            // Texts of these worlds have no topics.
            let detailed = text.is_some_and(|text| {
                text.patterns.integration.as_ref().is_none_or(|it| it.value != IntegrationStep::General)
            });
            among != Among::Recorded
                && (among == Among::AllTexts || detailed)
                && usable_text(text, layer)
                && usable(*slot)
        };
        let texts: Vec<Slot> = TEXTS.filter(works).collect();
        for (at, a) in texts.iter().enumerate() {
            for b in texts[at + 1..].iter().filter(|b| !linked(*a, **b, layer)) {
                offer(*a, *b, layer, Relation::Alignment("JointMapping"));
            }
        }
        for (_, link) in graph.link_indices().map(|ix| (ix, graph.link(ix))) {
            let (a, b) = (asked.slot(link.from.node), asked.slot(link.to.node));
            let imagined =
                link.modality != Modality::Existing && link.holds_on(scope.day()) && link.layers.contains(layer);
            if imagined && link.relation.carries() && a != b && usable(a) && usable(b) && !linked(a, b, layer) {
                offer(a, b, layer, relation(link));
            }
        }
    }
    found
}

fn usable_text(text: Option<&interlex::model::Framework>, layer: Layer) -> bool {
    text.is_some_and(|text| text.layers.contains(layer))
}

/// The relation of a link as files write it.
fn relation(link: &interlex::model::Link) -> Relation {
    let name = format!("{:?}", link.relation);
    let inner = name.split(['(', ')']).nth(1).expect("both have a mechanism");
    let inner: &'static str = Box::leak(inner.to_owned().into_boxed_str());
    if name.starts_with("Alignment") { Relation::Alignment(inner) } else { Relation::Reference(inner) }
}

fn closed_by(asked: &Asked, pick: &Pick, target: Verdict) -> BTreeSet<Gap> {
    let gap = |a: NodeIx, b: NodeIx| {
        let (a, b) = (asked.slot(a), asked.slot(b));
        (a.min(b), a.max(b), pick.layer)
    };
    pick.closed(target).map(|it| gap(it.a, it.b)).collect()
}

fn target() -> impl Strategy<Value = Verdict> {
    prop_oneof![Just(Verdict::Bridged), Just(Verdict::Aligned)]
}

fn among() -> impl Strategy<Value = Among> {
    prop_oneof![2 => Just(Among::AllTexts), 1 => Just(Among::Mappable), 1 => Just(Among::Recorded)]
}

proptest! {
    #![proptest_config(config())]

    /// No link closes more than the first pick, and it closes just the pairs that it names.
    #[test]
    fn the_first_pick_is_the_best_of_all(world in worlds(), low in any::<bool>(), target in target(), among in among()) {
        // So low that chains count which start and end at blocs: those must not start and end at the same one.
        let world = World { bridged: low.then_some(0.01), ..world };
        let asked = Asked::about(&world);
        let plan = ask(&asked, &world, options(target, among));
        let all = exhaustive(&asked, &world, target, among);
        let most = all.values().map(BTreeSet::len).max().unwrap_or(0);
        prop_assert_eq!(plan.candidates, all.len());
        prop_assert_eq!(plan.picks.first().map_or(0, |pick| pick.closes), most);
        if let Some(pick) = plan.picks.first() {
            let (a, b) = (asked.slot(pick.from), asked.slot(pick.to));
            let same = &all[&(a.min(b), a.max(b), pick.layer)];
            prop_assert_eq!(&closed_by(&asked, pick, target), same);
            let equals = all.values().filter(|closed| closed.len() == most).count() - 1;
            prop_assert_eq!(pick.equals, equals);
        }
    }

    /// Each link by itself closes what assessing all pairs with it says.
    #[test]
    fn every_link_closes_what_writing_it_into_the_files_closes(world in worlds(), low in any::<bool>(), target in target()) {
        let world = World { bridged: low.then_some(0.01), ..world };
        let imagined = |link: &Link| link.modality != "Existing" && !matches!(link.relation, Relation::Conflict(_) | Relation::Structure(_));
        let world = World { links: world.links.iter().filter(|link| !imagined(link)).cloned().collect(), ..world };
        let asked = Asked::about(&world);
        let all = exhaustive(&asked, &world, target, Among::AllTexts);
        let links: Vec<_> = all.keys().map(|(a, b, layer)| (asked.node(*a), asked.node(*b), *layer)).collect();
        let closed = gaps_closed(&asked.scope(), &asked.area(&world.here()), None, options(target, Among::AllTexts), &links);
        prop_assert_eq!(closed, all.values().map(BTreeSet::len).collect::<Vec<_>>());
    }

    /// With the links of the plan in the files, just the gaps remain that the plan says; and if pairs may count on one new link
    /// each, no other links of the same number close more than 1 / (1 - 1/e) times as many.
    #[test]
    fn the_whole_plan_adds_up_and_keeps_its_guarantee(world in worlds(), target in target()) {
        let asked = Asked::about(&world);
        let plan = ask(&asked, &world, PlanOptions { budget: 2, ..options(target, Among::AllTexts) });
        let built = plan.picks.iter().fold(world.clone(), |world, pick| {
            let (a, b) = (asked.slot(pick.from), asked.slot(pick.to));
            let name = pick.recorded.map_or(Relation::Alignment("JointMapping"), |ix| {
                let recorded = relation(asked.graph().link(ix));
                let as_planned = pick.relation == asked.graph().link(ix).relation;
                if as_planned { recorded } else { Relation::Alignment("JointMapping") }
            });
            world.with(joined(a, b, name, pick.layer))
        });
        let before = gaps(&asked.rows(&world), target);
        let after = gaps(&Asked::about(&built).rows(&world), target);
        let remaining: BTreeSet<Gap> = (plan.remaining.iter())
            .map(|it| (asked.slot(it.a).min(asked.slot(it.b)), asked.slot(it.a).max(asked.slot(it.b)), it.layer))
            .collect();
        prop_assert_eq!(&remaining, &after);
        let closed: usize = plan.picks.iter().map(|pick| pick.closes).sum();
        prop_assert_eq!(closed, before.len() - after.len());

        let all = exhaustive(&asked, &world, target, Among::AllTexts);
        let sets: Vec<&BTreeSet<Gap>> = all.values().filter(|closed| !closed.is_empty()).collect();
        let two = (0..sets.len()).flat_map(|a| (a..sets.len()).map(move |b| (a, b)));
        let best = two.map(|(a, b)| sets[a].union(sets[b]).count()).max().unwrap_or(0);
        let guaranteed = (1.0 - (-1.0_f64).exp()) * f64::from(u32::try_from(best).expect("few"));
        prop_assert!(f64::from(u32::try_from(closed).expect("few")) >= guaranteed, "{closed} of {best}");
    }

    #[test]
    fn a_plan_is_the_same_on_one_thread_and_on_eight(world in worlds(), among in among()) {
        let asked = Asked::about(&world);
        let write = || {
            let plan = ask(&asked, &world, options(Verdict::Bridged, among));
            let mut out = Vec::new();
            plan_json(&asked.scope(), &plan, &mut out).expect("writing to memory works");
            plan_document(&asked.scope(), &plan).write_text(&mut out).expect("writing to memory works");
            out
        };
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        prop_assert_eq!(pool(1).install(write), pool(8).install(write));
    }
}

/// Four countries, each with a guide of its own: the first one's names aims alone, the last one's is about a topic given.
fn four_countries(links: &str, last_topic: &str) -> load::Loaded {
    let evidence = r#"[(source: "s", basis: Stated)]"#;
    let country = |id: &str, code: &str| {
        format!(
            r#"Jurisdiction(id: "{id}", name: "{id}", kind: Country, m49: "eastern-asia", iso: ("{code}", "{code}X"))"#
        )
    };
    let countries = [("one", "AA"), ("two", "BB"), ("three", "CC"), ("four", "DD")];
    let places = countries.map(|(id, code)| country(id, code)).join(", ");
    let text = |id: &str, integration: &str, links: &str| {
        let topic = if id == "four" { last_topic } else { "risk" };
        format!(
            r#"Framework(id: "{id}-guide", name: "Guide of {id}", kind: Guideline, issuers: ["{id}"], jurisdictions: ["{id}"], layers: [Technical], topics: ["{topic}"], status: Published,
            patterns: (integration: (value: {integration}, evidence: {evidence})), links: [{links}], evidence: {evidence})"#
        )
    };
    let texts = [
        ("frameworks/x/one-guide.ron", text("one", "General", links)),
        ("frameworks/x/two-guide.ron", text("two", "Detailed", "")),
        ("frameworks/x/three-guide.ron", text("three", "Detailed", "")),
        ("frameworks/x/four-guide.ron", text("four", "Detailed", "")),
    ];
    let places = format!("[{places}]");
    let mut files = vec![
        ("graph.ron", r#"Graph(title: "T", version: "0", as_of: "2026-01-01", licence: "CC0-1.0")"#),
        ("sources.ron", r#"[Source(id: "s", title: "S", issuer: "S", url: "https://example.org")]"#),
        ("jurisdictions/asia.ron", &places),
    ];
    files.extend(texts.iter().map(|(path, text)| (*path, text.as_str())));
    let loaded = load::texts(files);
    assert!(loaded.is_sound(), "{:#?}", loaded.diagnostics);
    loaded
}

fn json_of(loaded: &load::Loaded, area: &str, options: PlanOptions) -> Value {
    let scope = Scope::new(&loaded.graph);
    let answer = plan(&scope, scope.area(area).expect("an area"), None, options);
    let mut out = Vec::new();
    plan_json(&scope, &answer, &mut out).expect("writing to memory works");
    serde_json::from_slice(&out).expect("it is JSON")
}

#[test]
fn a_recommended_link_comes_first_among_equals() {
    let recommended = r#"(relation: Alignment(Cooperation), to: "four-guide", layers: [Technical], modality: Recommended, claim: "c", evidence: [(source: "s", basis: Stated)])"#;
    let loaded = four_countries(recommended, "risk");
    let json = json_of(&loaded, "one,two,three,four", PlanOptions { budget: 1, ..PlanOptions::new() });
    let link = &json["links"][0];
    assert_eq!((&link["from"], &link["to"]), (&Value::from("one-guide"), &Value::from("four-guide")));
    assert_eq!(link["modality"], "recommended");
    assert_eq!(link["mechanism"], "joint_mapping", "the mechanism asked for is the stronger one");
    assert_eq!(link["closes"], 1);
    assert_eq!(
        link["equals"], 3,
        "the guides of the others; of the one that names aims alone only what the data recommends"
    );
    let only = json_of(&loaded, "one,two,three,four", PlanOptions { among: Among::Recorded, ..PlanOptions::new() });
    assert_eq!(only["candidates"], 1);
    assert_eq!(only["links"].as_array().map(Vec::len), Some(1));
    assert_eq!(only["links"][0]["mechanism"], "cooperation", "by its own mechanism if nothing else was asked for");
}

#[test]
fn texts_that_name_aims_alone_are_left_out_unless_asked_for_and_then_come_last() {
    let loaded = four_countries("", "risk");
    let of_first = |link: &Value| link["from"] == "one-guide" || link["to"] == "one-guide";
    let mappable = json_of(&loaded, "one,two,three,four", PlanOptions::new());
    assert_eq!(mappable["candidates"], 3);
    assert!(!mappable["links"].as_array().expect("a list").iter().any(of_first));
    assert_eq!(mappable["after"]["technical"]["gaps"], 3, "country one stays where it is");
    let all = json_of(&loaded, "one,two,three,four", PlanOptions { among: Among::AllTexts, ..PlanOptions::new() });
    assert_eq!(all["candidates"], 6);
    assert!(!of_first(&all["links"][0]) && !of_first(&all["links"][1]), "{all:#}");
    assert_eq!(all["after"]["technical"]["gaps"], 0);
}

#[test]
fn texts_without_a_common_topic_are_left_out_unless_asked_for() {
    let loaded = four_countries("", "privacy");
    let of_four = |link: &Value| link["from"] == "four-guide" || link["to"] == "four-guide";
    let mappable = json_of(&loaded, "two,three,four", PlanOptions::new());
    assert_eq!(mappable["candidates"], 1);
    assert!(!mappable["links"].as_array().expect("a list").iter().any(of_four));
    let all = json_of(&loaded, "two,three,four", PlanOptions { among: Among::AllTexts, ..PlanOptions::new() });
    assert_eq!(all["candidates"], 6, "with the guide of country one");
    assert!(!of_four(&all["links"][0]), "what shares a topic comes first among equals");
    assert!(of_four(&all["links"][1]));
}

/// Two members of a bloc, and two texts that only the bloc is linked with: a link between these would give a chain from the
/// bloc back to the bloc, and two members of one bloc are not joined by that alone.
#[test]
fn a_link_that_only_leads_back_to_the_same_bloc_closes_nothing() {
    let evidence = r#"[(source: "s", basis: Stated)]"#;
    let link = |to: &str| {
        format!(
            r#"(relation: Alignment(JointMapping), to: "{to}", layers: [Technical], claim: "c", evidence: {evidence})"#
        )
    };
    let text = |id: &str, home: &str| {
        format!(
            r#"Framework(id: "{id}", name: "{id}", kind: Guideline, issuers: ["{home}"], jurisdictions: ["{home}"], layers: [Technical], status: Published, evidence: {evidence})"#
        )
    };
    let places = format!(
        r#"[Jurisdiction(id: "a", name: "a", kind: Country, m49: "eastern-asia", iso: ("AA", "AAA")),
            Jurisdiction(id: "b", name: "b", kind: Country, m49: "eastern-asia", iso: ("BB", "BBB")),
            Jurisdiction(id: "far", name: "far", kind: Country, m49: "eastern-asia", iso: ("CC", "CCC")),
            Jurisdiction(id: "bloc", name: "bloc", kind: Bloc, region: "asia-pacific", members: [(who: ["a", "b"], evidence: {evidence})], links: [{}, {}])]"#,
        link("u"),
        link("v"),
    );
    let low = support::text::SCALES.replace("\n    bridged: (value: 0.3,", "\n    bridged: (value: 0.01,");
    assert_ne!(low, support::text::SCALES);
    let texts = [("a-text", "a"), ("b-text", "b"), ("u", "far"), ("v", "far")]
        .map(|(id, home)| (format!("frameworks/x/{id}.ron"), text(id, home)));
    let mut files = vec![
        ("graph.ron", r#"Graph(title: "T", version: "0", as_of: "2026-01-01", licence: "CC0-1.0")"#),
        ("sources.ron", r#"[Source(id: "s", title: "S", issuer: "S", url: "https://example.org")]"#),
        ("scales.ron", &low),
        ("jurisdictions/asia.ron", &places),
    ];
    files.extend(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let loaded = load::texts(files);
    assert!(loaded.is_sound(), "{:#?}", loaded.diagnostics);
    let json = json_of(&loaded, "a,b", PlanOptions { budget: 1, ..PlanOptions::new() });
    assert_eq!(json["before"]["technical"]["gaps"], 1);
    // Five of the six pairs of texts close the gap by way of the bloc or directly, but not the pair on the bloc's two sides.
    assert_eq!(json["links"][0]["closes"], 1);
    assert_eq!((&json["links"][0]["from"], &json["links"][0]["to"]), (&Value::from("a-text"), &Value::from("b-text")));
    assert_eq!(json["links"][0]["equals"], 4, "{json:#}");
}

#[test]
fn a_plan_ends_when_no_link_closes_anything() {
    let loaded = four_countries("", "risk");
    let json = json_of(
        &loaded,
        "one,two,three,four",
        PlanOptions { budget: 100, among: Among::AllTexts, ..PlanOptions::new() },
    );
    assert_eq!(json["after"]["technical"]["gaps"], 0);
    assert!(json["links"].as_array().is_some_and(|links| links.len() <= 6));
    assert_eq!(json["remaining"], Value::Array(Vec::new()));
    let layers: Vec<&str> = json["before"].as_object().expect("by layer").keys().map(String::as_str).collect();
    assert_eq!(layers, ["data", "legal", "technical"]);
}

#[test]
fn a_plan_as_a_table_has_a_row_for_each_link() {
    let loaded = four_countries("", "risk");
    let scope = Scope::new(&loaded.graph);
    let answer = plan(&scope, scope.area("one,two,three,four").expect("an area"), None, PlanOptions::new());
    let mut out = Vec::new();
    plan_csv(&scope, &answer, &mut out).expect("writing to memory works");
    let mut reader = csv::Reader::from_reader(&out[..]);
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("it is CSV");
    assert_eq!(rows.len(), answer.picks.len());
    let closed: usize = rows.iter().map(|row| row[7].parse::<usize>().expect("a number")).sum();
    assert_eq!(rows.last().map(|row| row[8].to_owned()), Some(closed.to_string()));
}
