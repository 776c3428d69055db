//! Scenarios and differences by example: files, what is refused, the boundaries of days.

use interlex::analysis::{self, ChangeProblem, Moment, Verdict, apply, events};
use interlex::load::{self, LoadedScenario};
use interlex::model::{Change, Graph, Scenario};
use interlex::report::{Contrast, diff_json, whatif_json};
use interlex::scope::Scope;
use jiff::civil::{Date, date};

const EMPTY: &str = "Graph(title: \"t\", version: \"1\", as_of: \"2024-06-15\", licence: \"l\")";

fn of(change: Change) -> Scenario {
    Scenario { changes: vec![change], ..Scenario::default() }
}

fn clean() -> load::Loaded {
    load::folder(std::path::Path::new("tests/fixtures/clean")).expect("the fixture loads")
}

fn refused(graph: &Graph, change: Change) -> String {
    let errors = apply(&Scope::new(graph), &of(change)).expect_err("this cannot be assumed");
    errors[0].to_string()
}

fn join(who: &str, what: &str) -> Change {
    Change::Join { jurisdiction: who.into(), framework: what.into(), act: None }
}

#[test]
fn what_cannot_be_assumed_is_refused_with_cause_and_fix() {
    let loaded = clean();
    let graph = &loaded.graph;
    let drop = |from: &str, to: &str| Change::Drop { from: from.into(), to: to.into() };
    let repeal = |name: &str| Change::Repeal { framework: name.into() };
    let adopt = |name: &str| Change::Adopt { framework: name.into() };
    say(&[
        (
            refused(graph, repeal("north-ai-atc")),
            "cannot repeal `north-ai-atc`: there is no `north-ai-atc` in the graph; did you mean `north-ai-act`",
        ),
        (
            refused(graph, repeal("northland")),
            "cannot repeal `northland`: Northland is a jurisdiction, not a framework",
        ),
        (
            refused(graph, adopt("north-ai-act")),
            "is in force on 2024-06-30 already; `--as-of` asks about an earlier day",
        ),
        (
            refused(graph, join("wso-900", "north-ai-act")),
            "WSO 900 is a framework, not a jurisdiction: only countries, their parts and blocs join",
        ),
        (refused(graph, drop("northland", "northland")), "both ends are Northland; a link joins two"),
        (
            refused(graph, drop("north-ai-act", "south-data-act")),
            "no link between Northland AI Act and Southland Data Act that could end holds on 2024-06-30",
        ),
    ]);
}

/// Each message says what is expected of it.
fn say(cases: &[(String, &str)]) {
    for (found, expected) in cases {
        assert!(found.contains(expected), "{found:?} does not say {expected:?}");
    }
}

#[test]
fn what_is_not_in_effect_carries_nothing_and_is_refused() {
    let texts = BRIDGE.replace("STATUS", "Proposed").replace("DATES", "");
    let loaded = small(&texts);
    let add = "Add(from: \"fa\", to: \"fb\", relation: Alignment(JointMapping), layers: [Legal])";
    let scenario = read(&loaded.graph, add);
    let errors = apply(&Scope::new(&loaded.graph), &scenario).expect_err("fa is only proposed");
    assert_eq!(
        errors[0].to_string(),
        "cannot add `fa` – `fb` (joint mapping): A is proposed on 2024-06-15, so that nothing would change; adopt it as well (`--adopt`), or ask about another day (`--as-of`)"
    );
    let both = read(&loaded.graph, &format!("{add}, Adopt(framework: \"fa\")"));
    assert_eq!(
        verdict(&loaded.graph, &both),
        (Verdict::NotAssessed, Verdict::Aligned),
        "the order of changes does not matter"
    );
}

#[test]
fn no_layer_and_structure_are_refused() {
    let loaded = small(&BRIDGE.replace("STATUS", "InForce").replace("DATES", ""));
    let errors = |change: &str| apply(&Scope::new(&loaded.graph), &read(&loaded.graph, change)).expect_err("refused");
    let problem = |change: &str| errors(change).remove(0).problem;
    assert_eq!(
        problem("Add(from: \"fa\", to: \"fb\", relation: Alignment(JointMapping), layers: [])"),
        ChangeProblem::NoLayer
    );
    let structure = problem("Add(from: \"a\", to: \"fb\", relation: PartyTo(Signed), layers: [Legal])");
    assert_eq!(structure, ChangeProblem::Structure("signed".to_owned()));
    assert_eq!(errors("Repeal(framework: \"x\"), Repeal(framework: \"y\")").len(), 2, "every problem is told at once");
}

/// Two countries with a law each; `fa` has a status and dates to fill in.
const BRIDGE: &str = "Framework(id: \"fa\", name: \"A\", kind: Bill, jurisdictions: [\"a\"], layers: [Legal], status: STATUS, dates: (DATES), links: [LINKS])";

fn small(fa: &str) -> load::Loaded {
    let loaded = load::texts([
        ("graph.ron", EMPTY),
        ("sources.ron", "[Source(id: \"s0\", title: \"zero\", issuer: \"i\", url: \"https://example.org/0\")]"),
        ("regions.ron", "Regions(subregions: [], panels: [(id: \"here\", name: \"Here\")], regions: [])"),
        ("concepts/none.ron", "[]"),
        (
            "jurisdictions/all.ron",
            "[(id: \"a\", name: \"Aland\", kind: Country, region: \"here\"), (id: \"b\", name: \"Bland\", kind: Country, region: \"here\")]",
        ),
        ("frameworks/x/fa.ron", &fa.replace("LINKS", "")),
        (
            "frameworks/x/fb.ron",
            "Framework(id: \"fb\", name: \"B\", kind: Law, jurisdictions: [\"b\"], layers: [Legal], status: InForce)",
        ),
    ]);
    assert!(loaded.is_sound(), "{:#?}", loaded.diagnostics);
    loaded
}

fn read(graph: &Graph, changes: &str) -> Scenario {
    let text = format!("Scenario(title: \"t\", summary: \"s\", changes: [{changes}])");
    let LoadedScenario { scenario, diagnostics, .. } = load::scenario_text("s.ron", &text, graph);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    scenario.expect("it has no errors")
}

/// The legal verdict of the two countries without and with a scenario.
fn verdict(graph: &Graph, scenario: &Scenario) -> (Verdict, Verdict) {
    let scope = Scope::new(graph);
    let applied = apply(&scope, scenario).expect("it can be assumed");
    let verdict = |scope: &Scope<'_>| analysis::gaps(scope, scope.world(), None).pairs[0].assessment.verdict;
    (verdict(&scope), verdict(&scope.about_graph(&applied.graph)))
}

#[test]
fn a_link_counts_from_its_first_day_to_before_its_last_known_day() {
    let cases = [
        ("since: \"2024-03-10\"", date(2024, 3, 9), false),
        ("since: \"2024-03-10\"", date(2024, 3, 10), true),
        ("since: \"2024-03\"", date(2024, 2, 29), false),
        ("since: \"2024-03\"", date(2024, 3, 1), true),
        ("since: \"2024\"", date(2023, 12, 31), false),
        ("since: \"2024\"", date(2024, 1, 1), true),
        // To the day: over on that day. To the month or year: over after it.
        ("until: \"2024-03-10\"", date(2024, 3, 9), true),
        ("until: \"2024-03-10\"", date(2024, 3, 10), false),
        ("until: \"2024-03\"", date(2024, 3, 31), true),
        ("until: \"2024-03\"", date(2024, 4, 1), false),
        ("until: \"2024\"", date(2024, 12, 31), true),
        ("until: \"2024\"", date(2025, 1, 1), false),
    ];
    for (window, day, holds) in cases {
        let link = format!("(relation: Alignment(JointMapping), to: \"fb\", claim: \"c\", {window})");
        let fa = BRIDGE.replace("STATUS", "InForce").replace("DATES", "").replace("LINKS", &link);
        let loaded = small(&fa);
        let scope = Scope::new(&loaded.graph).on(day);
        let found = analysis::gaps(&scope, scope.world(), None).pairs[0].assessment.verdict;
        assert_eq!(found == Verdict::Aligned, holds, "{window} on {day}: {found:?}");
    }
}

#[test]
fn a_law_counts_from_the_day_it_enters_into_force_to_before_the_day_of_its_repeal() {
    let dates = "adopted: \"2024-02-01\", in_force: \"2024-03-10\", ended: \"2024-05-20\"";
    let loaded = small(&BRIDGE.replace("STATUS", "InForce").replace("DATES", dates));
    let graph = &loaded.graph;
    let assessed = |day: Date| {
        let scope = Scope::new(graph).on(day);
        analysis::gaps(&scope, scope.world(), None).pairs[0].assessment.verdict != Verdict::NotAssessed
    };
    assert!(!assessed(date(2024, 3, 9)) && assessed(date(2024, 3, 10)));
    assert!(assessed(date(2024, 5, 19)) && !assessed(date(2024, 5, 20)));
    let told = |from: Date, to: Date| events(&Scope::new(graph).on(from), &Scope::new(graph).on(to), &[]);
    let dated = |from, to| told(from, to).iter().map(|it| it.date.map(|date| date.to_string())).collect::<Vec<_>>();
    assert_eq!(dated(date(2024, 3, 9), date(2024, 3, 10)), [Some("2024-03-10".to_owned())]);
    assert_eq!(dated(date(2024, 5, 19), date(2024, 5, 20)), [Some("2024-05-20".to_owned())]);
    assert!(told(date(2024, 3, 10), date(2024, 5, 19)).is_empty());
}

#[test]
fn every_shipped_scenario_can_be_assumed_and_says_what_it_rests_on() {
    let loaded = load::embedded();
    let folder = std::fs::read_dir("scenarios").expect("the folder of scenarios");
    let mut seen = 0;
    for entry in folder {
        let path = entry.expect("it can be listed").path();
        let LoadedScenario { scenario, diagnostics, .. } =
            load::scenario(&path, &loaded.graph).expect("it can be read");
        assert!(diagnostics.is_empty(), "{}: {diagnostics:#?}", path.display());
        let scenario = scenario.expect("it has no errors");
        assert!(!scenario.evidence.is_empty() && scenario.summary.len() > 80, "{}", path.display());
        let scope = Scope::new(&loaded.graph).on(scenario.day.unwrap_or(loaded.graph.meta().as_of));
        let applied = apply(&scope, &scenario).unwrap_or_else(|errors| panic!("{}: {errors:?}", path.display()));
        assert_eq!(applied.effects.len(), scenario.changes.len());
        seen += 1;
    }
    assert!(seen >= 3);
}

#[test]
fn the_scenario_that_the_method_shows_can_be_assumed() {
    let method = std::fs::read_to_string("docs/METHOD.md").expect("the method");
    let shown = method.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let loaded = load::embedded();
    let LoadedScenario { scenario, diagnostics, .. } = load::scenario_text("METHOD.md", shown, &loaded.graph);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let scenario = scenario.expect("it has no errors");
    let scope = Scope::new(&loaded.graph).on(scenario.day.expect("it names a day"));
    apply(&scope, &scenario).unwrap_or_else(|errors| panic!("{errors:?}"));
}

#[test]
fn a_broken_scenario_file_is_told_in_place() {
    let loaded = clean();
    let text = "Scenario(\n    title: \"t\",\n    summary: \"s\",\n    day: \"2024\",\n    changes: [Repeal(framwork: \"x\")],\n)";
    let found = load::scenario_text("s.ron", text, &loaded.graph);
    let lines: Vec<String> = (found.diagnostics.iter())
        .map(|it| {
            let label = it.primary().expect("it has a place");
            let at = found.files.get(label.file).expect("the file").position(label.span.start);
            format!("{}:{} {}", at.line, at.column, it.message)
        })
        .collect();
    assert!(lines.iter().any(|line| line.starts_with("5:22 ") && line.contains("framwork")), "{lines:?}");
    let text = text.replace("framwork", "framework");
    let found = load::scenario_text("s.ron", &text, &loaded.graph);
    assert_eq!(found.diagnostics[0].message, "`2024` is not a day");
}

#[test]
fn answers_as_json_are_json_and_tell_what_is_assumed() {
    let loaded = small(&BRIDGE.replace("STATUS", "InForce").replace("DATES", ""));
    let scope = Scope::new(&loaded.graph);
    let scenario =
        read(&loaded.graph, "Add(from: \"fa\", to: \"fb\", relation: Alignment(JointMapping), layers: [Legal])");
    let applied = apply(&scope, &scenario).expect("it can be assumed");
    let after = scope.about_graph(&applied.graph);
    let reports = [scope, after].map(|scope| analysis::gaps(&scope, scope.world(), None));
    let moments = [Moment { scope, report: &reports[0] }, Moment { scope: after, report: &reports[1] }];
    let contrast = Contrast::new((moments[0], &[]), (moments[1], &[]));
    let mut out = Vec::new();
    whatif_json(&scenario, &applied.effects, &contrast, &mut out).expect("writing to memory works");
    let value: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    assert_eq!(value["schema"], "interlex/whatif/1");
    let moved = &value["moved"][0];
    assert_eq!((&moved["before"]["verdict"], &moved["after"]["verdict"]), (&"unlinked".into(), &"aligned".into()));
    let step = &moved["after"]["path"][1];
    assert_eq!((&step["mechanism"], &step["assumed"]), (&"joint_mapping".into(), &true.into()));
    assert_eq!(step["evidence"], serde_json::json!([]));
    let mut out = Vec::new();
    diff_json(&contrast, &[], &mut out).expect("writing to memory works");
    let value: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    assert_eq!(value["schema"], "interlex/diff/1");
}
