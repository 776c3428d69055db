//! Laws of scenarios and of differences, on generated worlds.

#[allow(dead_code, reason = "other tests use the rest")]
mod support;
#[path = "common/tries.rs"]
mod tries;

use std::sync::OnceLock;

use interlex::analysis::{
    self, Applied, Difference, Direction, Event, Happening, Moment, PairRow, Verdict, apply, difference, events,
};
use interlex::load;
use interlex::model::{Act, Change, Cost, PartialDate, Scenario};
use interlex::rules::{Question, findings};
use interlex::scope::Scope;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;

use support::answers::Asked;
use support::text::Names;
use support::world::{Group, LAYERS, Link, TEXTS, TODAY, Window, World, carrying_link, conflict_link, worlds};
use tries::tries;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: tries(cases),
        rng_seed: RngSeed::Fixed(0x3A7F),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn of(change: Change) -> Scenario {
    Scenario { changes: vec![change], ..Scenario::default() }
}

/// The difference between a world as it is and with a scenario; `None` if the scenario is refused.
fn assumed(world: &World, asked: &Asked, scenario: &Scenario) -> Option<Difference> {
    let scope = asked.scope();
    let Applied { graph, .. } = apply(&scope, scenario).ok()?;
    let reports =
        [scope, scope.about_graph(&graph)].map(|scope| analysis::gaps(&scope, asked.area(&world.here()), None));
    let (before, after) =
        (Moment { scope, report: &reports[0] }, Moment { scope: scope.about_graph(&graph), report: &reports[1] });
    Some(difference(before, after))
}

/// The gap report with a scenario, as bytes; `None` if the scenario is refused.
fn bytes_with(world: &World, asked: &Asked, scenario: &Scenario) -> Option<String> {
    let scope = asked.scope();
    let Applied { graph, .. } = apply(&scope, scenario).ok()?;
    Some(bytes(&scope.about_graph(&graph), asked, world))
}

fn bytes(scope: &Scope<'_>, asked: &Asked, world: &World) -> String {
    let report = analysis::gaps(scope, asked.area(&world.here()), None);
    let found = findings(&Question::new(*scope, &report));
    let mut out = Vec::new();
    let plan = analysis::plan(scope, report.area.clone(), report.with.clone(), analysis::PlanOptions::new());
    interlex::report::gaps_json(scope, &report, &found, &plan, &mut out).expect("writing to memory works");
    String::from_utf8(out).expect("JSON is UTF-8")
}

static NOWHERE: OnceLock<load::Loaded> = OnceLock::new();

/// A link of a generated world as the change that brings it about: since today, without provisions or sources.
fn change(link: &Link) -> (Link, Change) {
    let names = Names::plain();
    let window = Window { since: Some(TODAY), until: None };
    let layers = if link.layers == 0 { 0b111 } else { link.layers };
    let link = Link { window, layers, provisions: (false, false), sources: 0, modality: "Existing", ..link.clone() };
    let layers: Vec<&str> = (0..3).filter(|at| link.layers >> at & 1 == 1).map(|at| LAYERS[at]).collect();
    let record = format!(
        "Scenario(title: \"t\", summary: \"s\", changes: [Add(from: \"{}\", to: \"{}\", relation: {}, layers: [{}], claim: \"claim {}\")])",
        names.of(link.from),
        names.of(link.to),
        support::text::relation(link.relation),
        layers.join(", "),
        link.claim
    );
    let nowhere = NOWHERE.get_or_init(|| load::texts([("graph.ron", EMPTY)]));
    let loaded = load::scenario_text("s.ron", &record, &nowhere.graph);
    let scenario = loaded.scenario.unwrap_or_else(|| panic!("{record}: {:#?}", loaded.diagnostics));
    let change = scenario.changes.first().expect("one change was written").clone();
    (link, change)
}

const EMPTY: &str = "Graph(title: \"t\", version: \"1\", as_of: \"2024-06-15\", licence: \"l\")";

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn a_scenario_without_changes_changes_nothing(world in worlds()) {
        let asked = Asked::about(&world);
        let found = assumed(&world, &asked, &Scenario::default()).expect("nothing can be refused");
        prop_assert!(found.moves.is_empty() && found.coverage.is_empty() && found.regions.is_empty());
        prop_assert!(found.layers.iter().all(|(_, counts)| counts.is_still()));
        prop_assert_eq!(bytes_with(&world, &asked, &Scenario::default()), Some(asked.gaps_bytes(&world)));
    }

    #[test]
    fn assuming_a_link_is_loading_a_graph_that_has_it(world in worlds(), link in prop_oneof![carrying_link(), conflict_link()]) {
        let (link, change) = change(&world.with(link).links.last().expect("one was added").clone());
        let asked = Asked::about(&world);
        if let Some(found) = bytes_with(&world, &asked, &of(change)) {
            let mut written = world.clone();
            written.links.push(link);
            let loaded = Asked::about(&written).gaps_bytes(&written);
            // A gap report does not tell what is assumed by itself, but each step of a chain does.
            prop_assert_eq!(found.replace(",\"assumed\":true", ""), loaded);
        }
    }

    #[test]
    fn assuming_an_alignment_or_reference_never_lowers_a_verdict(world in worlds(), link in carrying_link()) {
        let (_, change) = change(&world.with(link).links.last().expect("one was added").clone());
        if let Some(found) = assumed(&world, &Asked::about(&world), &of(change)) {
            prop_assert!(found.moves.iter().all(|it| it.after.verdict >= it.before.verdict));
            prop_assert!(found.layers.iter().all(|(_, it)| it.down + it.opened + it.closed + it.weaker == 0));
            prop_assert!(found.coverage.is_empty());
        }
    }

    #[test]
    fn assuming_a_conflict_moves_no_verdict_and_only_contests(world in worlds(), link in conflict_link()) {
        let (_, change) = change(&world.with(link).links.last().expect("one was added").clone());
        if let Some(found) = assumed(&world, &Asked::about(&world), &of(change)) {
            for it in &found.moves {
                prop_assert_eq!(it.direction(), Direction::Same);
                prop_assert!(it.after.contested && it.settles.is_empty() && it.contests.len() == 1);
                prop_assert_eq!(it.before.path.as_ref().map(|path| path.cost), it.after.path.as_ref().map(|path| path.cost));
            }
        }
    }

    #[test]
    fn repealing_is_loading_a_graph_whose_record_ended_that_day(world in worlds(), which in any::<Index>()) {
        let texts: Vec<usize> = TEXTS.filter(|slot| world.has(*slot)).collect();
        let slot = *which.get(&texts);
        let asked = Asked::about(&world);
        let scenario = of(Change::Repeal { framework: asked.names.of(slot).to_owned() });
        if let Some(found) = bytes_with(&world, &asked, &scenario) {
            let mut written = world.clone();
            written.texts[slot - TEXTS.start].as_mut().expect("it is there").dates[3] = Some(TODAY);
            prop_assert_eq!(found, Asked::about(&written).gaps_bytes(&written));
        }
    }

    #[test]
    fn adopting_is_loading_a_graph_whose_record_is_in_force_since_that_day(
        world in worlds(),
        which in any::<Index>(),
        status in select(&["Proposed", "Draft", "Adopted"][..]),
    ) {
        let mut world = world;
        let texts: Vec<usize> = TEXTS.filter(|slot| world.has(*slot)).collect();
        let slot = *which.get(&texts);
        world.texts[slot - TEXTS.start].as_mut().expect("it is there").status = status;
        let asked = Asked::about(&world);
        let scenario = of(Change::Adopt { framework: asked.names.of(slot).to_owned() });
        if let Some(found) = bytes_with(&world, &asked, &scenario) {
            let mut written = world.clone();
            let text = written.texts[slot - TEXTS.start].as_mut().expect("it is there");
            text.status = "InForce";
            let begun = |date: &&str| date.parse::<PartialDate>().expect("a date").has_begun(asked.scope().day());
            text.dates[1] = text.dates[1].filter(begun).or(Some(TODAY));
            text.dates[2] = Some(TODAY);
            prop_assert_eq!(found.replace(",\"assumed\":true", ""), Asked::about(&written).gaps_bytes(&written));
        }
    }

    #[test]
    fn joining_is_loading_a_graph_whose_record_has_the_party(
        world in worlds(),
        which in (any::<Index>(), any::<Index>()),
        act in select(&["Ratified", "Signed", "Adherent", "Endorsed", "Member"][..]),
    ) {
        let texts: Vec<usize> = TEXTS.filter(|slot| world.has(*slot)).collect();
        let (slot, who) = (*which.0.get(&texts), *which.1.get(&world.here()));
        let asked = Asked::about(&world);
        let name = |slot| asked.names.of(slot).to_owned();
        let scenario = of(Change::Join { jurisdiction: name(who), framework: name(slot), act: Act::parse(act) });
        let scope = asked.scope();
        if let Ok(Applied { graph, .. }) = apply(&scope, &scenario) {
            let mut written = world.clone();
            let window = Window { since: Some(TODAY), until: None };
            let parties = &mut written.texts[slot - TEXTS.start].as_mut().expect("it is there").parties;
            parties.push(Group { act, who: vec![who], window });
            let written = Asked::about(&written);
            prop_assert_eq!(verdicts(&scope.about_graph(&graph), &asked, &world), verdicts(&written.scope(), &written, &world));
        }
    }

    #[test]
    fn dropping_what_was_assumed_leads_back(world in worlds(), link in carrying_link()) {
        let (link, change) = change(&world.with(link).links.last().expect("one was added").clone());
        let asked = Asked::about(&world);
        let between = |it: &Link| (it.from.min(it.to), it.from.max(it.to)) == (link.from.min(link.to), link.from.max(link.to));
        // Parties and members between the two would end as well.
        if world.links.iter().any(between) || link.from < TEXTS.start || link.to < TEXTS.start {
            return Ok(());
        }
        if let Ok(Applied { graph, .. }) = apply(&asked.scope(), &of(change)) {
            let name = |slot| asked.names.of(slot).to_owned();
            let back = of(Change::Drop { from: name(link.to), to: name(link.from) });
            let scope = asked.scope().about_graph(&graph);
            let dropped = apply(&scope, &back).expect("the link holds");
            prop_assert_eq!(bytes(&asked.scope().about_graph(&dropped.graph), &asked, &world), asked.gaps_bytes(&world));
        }
    }

    #[test]
    fn a_day_differs_in_nothing_from_itself_and_two_days_swapped_swap_before_and_after(
        world in worlds(),
        days in (0..3_usize, 0..3_usize),
    ) {
        let asked = Asked::about(&world);
        let all = [date(2023, 5, 1), date(2024, 6, 15), date(2030, 1, 1)];
        let (first, second) = (all[days.0], all[days.1]);
        let (forth, happened) = between(&asked, &world, first, second);
        let (back, unhappened) = between(&asked, &world, second, first);
        if first == second {
            prop_assert!(forth.moves.is_empty() && forth.coverage.is_empty() && happened.is_empty());
        }
        prop_assert_eq!(forth.moves.len(), back.moves.len());
        for (it, other) in forth.moves.iter().zip(&back.moves) {
            prop_assert_eq!((it.a, it.b, it.layer), (other.a, other.b, other.layer));
            prop_assert_eq!((&it.before, &it.after), (&other.after, &other.before));
            prop_assert_eq!((&it.contests, &it.settles), (&other.settles, &other.contests));
        }
        for ((_, it), (_, other)) in forth.layers.iter().zip(&back.layers) {
            prop_assert_eq!((it.up, it.opened, it.contested, it.stronger), (other.down, other.closed, other.settled, other.weaker));
        }
        let swapped = |event: Event| Event { what: swap(event.what), ..event };
        let mut unhappened: Vec<String> = unhappened.into_iter().map(|it| format!("{:?}", swapped(it))).collect();
        let mut happened: Vec<String> = happened.into_iter().map(|it| format!("{it:?}")).collect();
        happened.sort();
        unhappened.sort();
        prop_assert_eq!(happened, unhappened);
    }
}

/// How each pair stands in each layer, and how cheaply a chain joins it.
fn verdicts(scope: &Scope<'_>, asked: &Asked, world: &World) -> Vec<(Verdict, Option<Cost>)> {
    let report = analysis::gaps(scope, asked.area(&world.here()), None);
    let row = |row: &PairRow| (row.assessment.verdict, row.assessment.path.as_ref().map(|path| path.cost));
    report.pairs.iter().map(row).collect()
}

fn between(asked: &Asked, world: &World, first: Date, second: Date) -> (Difference, Vec<Event>) {
    let scopes = [asked.scope().on(first), asked.scope().on(second)];
    let reports = scopes.map(|scope| analysis::gaps(&scope, asked.area(&world.here()), None));
    let moments = [0, 1].map(|at| Moment { scope: scopes[at], report: &reports[at] });
    (difference(moments[0], moments[1]), events(&scopes[0], &scopes[1], &[]))
}

fn swap(what: Happening) -> Happening {
    match what {
        Happening::Instrument { framework, before, after } => {
            Happening::Instrument { framework, before: after, after: before }
        }
        Happening::Institution { institution, before, after } => {
            Happening::Institution { institution, before: after, after: before }
        }
        Happening::Link { link, began } => Happening::Link { link, began: !began },
        Happening::Parties { of, relation, who, joined } => Happening::Parties { of, relation, who, joined: !joined },
    }
}
