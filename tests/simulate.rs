//! `simulate`: each rule of reading a profile against frameworks, on worlds of a few texts.

#[path = "common/systems.rs"]
mod systems;

use std::collections::{BTreeMap, BTreeSet};

use interlex::analysis::simulate::{Bridge, Class, Demand, Duty, Placed, Reaching, Side, Simulation, SystemConflict};
use interlex::model::{Graph, NodeIx};
use interlex::report::{simulate_csv, simulate_document};
use interlex::scope::Scope;
use systems::{EVIDENCE, HIRING, ask, asks, classes, for_targets, law, link, obligations, reaches, text};

fn side<'a, 'g>(answer: &'a Simulation<'g>, id: &str) -> &'a Side<'g> {
    answer.sides.iter().find(|side| side.id == id).unwrap_or_else(|| panic!("no side {id}"))
}

fn of<'a, 'g>(graph: &Graph, texts: &'a [Placed<'g>], id: &str) -> &'a Demand<'g> {
    let text = texts.iter().find(|text| graph.node(text.demand.node).id.as_str() == id);
    &text.unwrap_or_else(|| panic!("no text {id}")).demand
}

/// What the text `law` asks in North, as `category bearer [if] [later]`.
fn duties(lists: &str) -> Vec<String> {
    ask(&[law("law", "north", lists)], HIRING, |scope, answer| {
        told(of(scope.graph(), &side(answer, "north").texts, "law"))
    })
}

fn told(demand: &Demand<'_>) -> Vec<String> {
    let line = |duty: &Duty<'_>| {
        let condition = if duty.conditional { " if" } else { "" };
        let begins = duty.begins.map(|date| format!(" from {date}")).unwrap_or_default();
        format!("{} {}{condition}{begins}", duty.obligation.category, duty.bearer.as_str())
    };
    demand.duties.iter().map(line).collect()
}

#[test]
fn a_text_reaches_the_system_if_all_traits_of_one_clause_hold() {
    let clauses = format!(
        r#"reaches: [(all: ["use-lending"], claim: "lenders", {EVIDENCE}), (all: ["use-hiring", "trait-decides"], claim: "hirers", {EVIDENCE})],"#
    );
    ask(&[law("law", "north", &clauses)], HIRING, |scope, answer| {
        let demand = of(scope.graph(), &side(answer, "north").texts, "law");
        let Reaching::System(because) = &demand.reaching else { panic!("not reached: {:?}", demand.reaching) };
        assert_eq!(because.iter().map(|clause| clause.claim.as_str()).collect::<Vec<_>>(), ["hirers"]);
    });
}

#[test]
fn a_text_whose_clauses_do_not_match_does_not_reach_the_system_and_one_without_clauses_is_not_assessed() {
    let texts = [
        law("lenders", "north", &reaches(r#""use-lending""#, "")),
        law("deployers", "north", &reaches("", "Deployer")),
        law("silent", "north", ""),
    ];
    ask(&texts, HIRING, |scope, answer| {
        let reaching = |id| of(scope.graph(), &side(answer, "north").texts, id).reaching.clone();
        assert_eq!(reaching("lenders"), Reaching::No);
        assert_eq!(reaching("deployers"), Reaching::No);
        assert_eq!(reaching("silent"), Reaching::NotAssessed);
    });
}

#[test]
fn the_highest_matching_tier_counts_and_the_tier_for_the_rest_only_where_none_matches() {
    let tier = |entries: &[(&str, &str)]| {
        let lists = reaches("", "") + &classes(entries);
        ask(&[law("law", "north", &lists)], HIRING, |scope, answer| {
            of(scope.graph(), &side(answer, "north").texts, "law").class.tier()
        })
    };
    assert_eq!(tier(&[("limited", r#""use-hiring""#), ("high", r#""trait-decides""#), ("minimal", "")]), Some(0));
    assert_eq!(tier(&[("high", r#""use-lending""#), ("minimal", "")]), Some(2));
    // "High unless": what is named goes before the tier for the rest, even if that is higher.
    assert_eq!(tier(&[("high", ""), ("minimal", r#""use-hiring""#)]), Some(2));
    assert_eq!(tier(&[("high", r#""use-lending""#)]), None);
}

#[test]
fn what_depends_on_a_tier_applies_in_that_tier_and_only_if_where_the_tier_is_unknown() {
    let asked = obligations(&[asks("risk", r#"tiers: ["high"],"#), asks("logs", r#"tiers: ["minimal"],"#)]);
    let high = reaches("", "") + &classes(&[("high", r#""use-hiring""#)]) + &asked;
    assert_eq!(duties(&high), ["obligation-risk profile"]);
    let unknown = reaches("", "") + &classes(&[("high", r#""use-lending""#)]) + &asked;
    assert_eq!(duties(&unknown), ["obligation-logs profile if", "obligation-risk profile if"]);
}

#[test]
fn a_text_without_tiers_is_no_text_whose_tier_is_unknown() {
    ask(&[law("law", "north", &reaches("", ""))], HIRING, |scope, answer| {
        assert_eq!(of(scope.graph(), &side(answer, "north").texts, "law").class, Class::NoTiers);
    });
}

#[test]
fn duties_begin_and_end_on_their_days_and_fall_on_the_roles_they_name() {
    let asked = obligations(&[
        asks("risk", r#"since: "2027-01-01","#),
        asks("risk", r#"since: "2025", until: "2026-06-30","#),
        asks("logs", r#"until: "2026-01-01","#),
        asks("logs", "who: [Deployer],"),
        asks("logs", r#"all: ["use-lending"],"#),
        asks("cross-border-transfer", "who: [Provider, Deployer],"),
    ]);
    let expected = [
        "obligation-cross-border-transfer profile",
        "obligation-risk profile from 2027-01-01",
        "obligation-risk profile",
    ];
    assert_eq!(duties(&(reaches("", "") + &asked)), expected);
    let of_others = ask(&[law("law", "north", &(reaches("", "") + &asked))], HIRING, |scope, answer| {
        of(scope.graph(), &side(answer, "north").texts, "law").of_others.len()
    });
    assert_eq!(of_others, 1, "the deployer's");
}

#[test]
fn states_bear_what_states_must_do_and_a_text_for_states_asks_nothing_of_the_profile() {
    let asked = obligations(&[asks("risk", "who: [State],"), asks("logs", "")]);
    assert_eq!(duties(&(reaches("", "") + &asked)), ["obligation-logs profile", "obligation-risk state"]);
    assert_eq!(duties(&(reaches("", "State") + &asked)), ["obligation-logs state", "obligation-risk state"]);
    ask(&[law("law", "north", &(reaches("", "State") + &asked))], HIRING, |_, answer| {
        assert!(answer.categories.is_empty(), "what states must do is no obligation of the system");
    });
}

#[test]
fn bills_and_treaties_that_wait_for_their_day_are_coming() {
    let asked = reaches("", "") + &obligations(&[asks("risk", "")]);
    let party = format!(r#"parties: [(act: Signed, who: ["north"], {EVIDENCE})],"#);
    let texts = [
        text("bill", "Bill", "north", r#"Proposed, dates: (proposed: "2025-01-01")"#, &asked),
        text("late", "Law", "union", r#"Adopted, dates: (adopted: "2025-01-01", in_force: "2028-01-01")"#, &asked),
        text("treaty", "Treaty", "", r#"Adopted, dates: (adopted: "2025-01-01")"#, &(asked.clone() + &party)),
        text("dead", "Bill", "north", r#"Withdrawn, dates: (proposed: "2020-01-01", ended: "2024-01-01")"#, &asked),
    ];
    ask(&texts, HIRING, |scope, answer| {
        let north = side(answer, "north");
        let ids = |texts: &[Placed<'_>]| -> BTreeSet<String> {
            texts.iter().map(|text| scope.graph().node(text.demand.node).id.to_string()).collect()
        };
        assert_eq!(ids(&north.texts), BTreeSet::new());
        assert_eq!(ids(&north.coming), ["bill", "late", "treaty"].map(str::to_owned).into());
        assert_eq!(told(of(scope.graph(), &north.coming, "bill")), ["obligation-risk profile"]);
        assert!(answer.categories.is_empty(), "what is coming is not asked yet");
    });
}

#[test]
fn a_text_binds_where_it_was_made_or_ratified_and_not_where_it_was_signed() {
    let party = |act: &str| format!(r#"{} parties: [(act: {act}, who: ["north"], {EVIDENCE})],"#, reaches("", ""));
    let status = r#"InForce, dates: (in_force: "2020-01-01")"#;
    let texts = [
        law("own", "north", &reaches("", "")),
        law("above", "union", &reaches("", "")),
        text("ratified", "Treaty", "", status, &party("Ratified")),
        text("signed", "Treaty", "", status, &party("Signed")),
    ];
    ask(&texts, HIRING, |scope, answer| {
        let binds: BTreeMap<&str, Option<bool>> = (side(answer, "north").texts.iter())
            .map(|text| (scope.graph().node(text.demand.node).id.as_str(), text.binds(scope.graph())))
            .collect();
        let expected = [("above", true), ("own", true), ("ratified", true), ("signed", false)];
        assert_eq!(binds, expected.map(|(id, binds)| (id, Some(binds))).into());
    });
}

#[test]
fn a_bloc_is_itself_and_a_region_its_members_without_home() {
    let texts = [law("above", "union", ""), law("below", "north", ""), law("at-home", "home", "")];
    let ids = |scope: &Scope<'_>, side: &Side<'_>| -> Vec<String> {
        side.texts.iter().map(|text| scope.graph().node(text.demand.node).id.to_string()).collect()
    };
    ask(&texts, &for_targets(r#""union", "world""#), |scope, answer| {
        assert_eq!(ids(scope, side(answer, "union")), ["above"]);
        assert_eq!(ids(scope, side(answer, "world")), ["above", "below"]);
        assert_eq!(ids(scope, side(answer, "home")), ["at-home"]);
        assert_eq!(side(answer, "world").members.len(), 2, "North and South");
    });
}

/// The bridges between what is asked at home and in North, by the texts there.
fn bridges(texts: &[(String, String)]) -> BTreeMap<(String, String), Option<String>> {
    ask(texts, HIRING, |scope, answer| {
        let id = |ix: NodeIx| scope.graph().node(ix).id.to_string();
        let bridge = |bridge: &Bridge| match bridge {
            Bridge::SameText => Some("same".to_owned()),
            Bridge::Chain(chain, _) => chain.strength().map(|it| it.to_string()),
            Bridge::None => None,
        };
        answer.pairs.iter().map(|pair| ((id(pair.a.1), id(pair.b.1)), bridge(&pair.bridge))).collect()
    })
}

fn between(a: &str, b: &str, bridge: Option<&str>) -> BTreeMap<(String, String), Option<String>> {
    [((a.to_owned(), b.to_owned()), bridge.map(str::to_owned))].into()
}

#[test]
fn evidence_serves_another_text_through_the_same_text_a_chain_or_not_at_all() {
    let risk = reaches("", "") + &obligations(&[asks("risk", "")]);
    let logs = reaches("", "") + &obligations(&[asks("logs", "")]);
    let joined = format!(r#"{risk} parties: [(act: Ratified, who: ["home", "north"], {EVIDENCE})],"#);
    let treaty = text("treaty", "Treaty", "", r#"InForce, dates: (in_force: "2020-01-01")"#, &joined);
    assert_eq!(bridges(&[treaty]), between("treaty", "treaty", Some("same")));

    let mapped = law("a", "home", &(risk.clone() + &link("Alignment(JointMapping)", "b")));
    let b = law("b", "north", &risk);
    assert_eq!(bridges(&[mapped.clone(), b.clone()]), between("a", "b", Some("0.80")));
    assert_eq!(bridges(&[law("a", "home", &risk), b.clone()]), between("a", "b", None));
    assert_eq!(bridges(&[mapped, law("b", "north", &logs)]), BTreeMap::new(), "they ask for different things");

    // Through a text of neither side: 0.8 × 0.3.
    let middle = law("m", "south", &link("Reference(Cites)", "b"));
    let a = law("a", "home", &(risk.clone() + &link("Alignment(JointMapping)", "m")));
    assert_eq!(bridges(&[a.clone(), middle, b.clone()]), between("a", "b", Some("0.24")));
    // Of several chains the strongest counts, even where it is longer: 0.95 × 0.95 against 0.3.
    let both = link("Reference(Cites)", "b").replace(
        "links: [",
        &format!(r#"links: [(relation: Alignment(Adoption), to: "m", claim: "taken over", {EVIDENCE}),"#),
    );
    let texts =
        [law("a", "home", &(risk.clone() + &both)), law("m", "south", &link("Alignment(Adoption)", "b")), b.clone()];
    assert_eq!(bridges(&texts), between("a", "b", Some("0.90")));
    // And of several layers the one with the strongest chain.
    let layered = |layer: &str, relation: &str| {
        format!(r#"(relation: {relation}, to: "b", layers: [{layer}], claim: "related", {EVIDENCE}),"#)
    };
    for [legal, data] in
        [["Reference(Cites)", "Alignment(JointMapping)"], ["Alignment(JointMapping)", "Reference(Cites)"]]
    {
        let links = format!("links: [{}{}],", layered("Legal", legal), layered("Data", data));
        let a = law("a", "home", &(risk.clone() + &links));
        assert_eq!(bridges(&[a, b.clone()]), between("a", "b", Some("0.80")));
    }
    // Conflicts are never walked, and what is merely proposed is no link.
    let middle = law("m", "south", &link("Conflict(Definition)", "b"));
    assert_eq!(bridges(&[a.clone(), middle, b.clone()]), between("a", "b", None));
    let proposed = link("Alignment(Adoption)", "b").replace("claim:", "modality: Proposed, claim:");
    assert_eq!(bridges(&[a, law("m", "south", &proposed), b]), between("a", "b", None));
}

#[test]
fn a_chain_has_at_most_four_links() {
    let risk = reaches("", "") + &obligations(&[asks("risk", "")]);
    let chain = |length: usize| {
        let mut texts = vec![law("a", "home", &(risk.clone() + &link("Alignment(Adoption)", "m1")))];
        let middles = (1..length).map(|at| {
            let to = if at + 1 == length { "z".to_owned() } else { format!("m{}", at + 1) };
            law(&format!("m{at}"), "south", &link("Alignment(Adoption)", &to))
        });
        texts.extend(middles);
        texts.push(law("z", "north", &risk));
        bridges(&texts)
    };
    assert_eq!(chain(4), between("a", "z", Some("0.81")));
    assert_eq!(chain(5), between("a", "z", None));
}

#[test]
fn conflicts_stand_between_sides_unless_a_text_is_recorded_not_to_reach_the_system() {
    let found = |here: &str, there: &str| {
        let clash = format!("{here} {}", link("Conflict(DivergentRequirement)", "b"));
        ask(&[law("a", "home", &clash), law("b", "north", there)], HIRING, |scope, answer| {
            let row = |it: &SystemConflict| {
                let unsure = it.unsure.iter().map(|ix| scope.graph().node(*ix).id.to_string()).collect::<Vec<_>>();
                (it.between.clone(), unsure)
            };
            answer.conflicts.iter().map(row).collect::<Vec<_>>()
        })
    };
    let (all, lenders) = (reaches("", ""), reaches(r#""use-lending""#, ""));
    assert_eq!(found(&all, &all), [(vec![(0, 1)], vec![])]);
    assert_eq!(found(&all, ""), [(vec![(0, 1)], vec!["b".to_owned()])]);
    assert_eq!(found(&all, &lenders), []);
    // Both ends in one place are that place's own affair.
    let texts = [law("a", "north", &(all.clone() + &link("Conflict(Definition)", "b"))), law("b", "north", &all)];
    assert_eq!(ask(&texts, HIRING, |_, answer| answer.conflicts.len()), 0);
    // Two members of a region are two places.
    let texts = [law("a", "north", &(all.clone() + &link("Conflict(Definition)", "b"))), law("b", "south", &all)];
    let within = ask(&texts, &for_targets(r#""world""#), |_, answer| {
        answer.conflicts.iter().map(|it| it.between.clone()).collect::<Vec<_>>()
    });
    assert_eq!(within, [vec![(1, 1)]]);
}

#[test]
fn flows_are_told_with_findings_restrictions_and_what_is_asked_and_else_not_assessed() {
    let profile = HIRING.replace(
        "home:",
        r#"data: ["data-personal", "data-cross-border-transfer"], flows: [(from: "north", to: "home", claim: "c")], home:"#,
    );
    let flow = |here: &str, there: &str| {
        ask(&[law("a", "home", here), law("b", "north", there)], &profile, |_, answer| {
            let it = &answer.flows[0];
            (it.findings.len(), it.reverse.len(), it.restrictions.len(), it.asked.len(), it.is_unassessed())
        })
    };
    assert_eq!(flow("", ""), (0, 0, 0, 0, true));
    assert_eq!(flow("", &link("Alignment(ComparableProtection)", "a")), (1, 0, 0, 0, false));
    // North found nothing: that Home trusts North says nothing of data that leave North.
    assert_eq!(flow(&link("Alignment(ComparableProtection)", "b"), ""), (0, 1, 0, 0, true));
    assert_eq!(flow("", &link("Conflict(DataRestriction)", "home")), (0, 0, 1, 0, false));
    let asked =
        reaches(r#""data-personal""#, "") + &obligations(&[asks("cross-border-transfer", ""), asks("risk", "")]);
    assert_eq!(flow("", &asked), (0, 0, 0, 1, true));
    assert_eq!(flow(&asked, ""), (0, 0, 0, 0, true), "what Home asks of data that leave Home");
    // A treaty of both against a law of the one is that side's own affair.
    let joined =
        r#"parties: [(act: Ratified, who: ["home", "north"], evidence: [(source: "gazette", basis: Stated)])],"#;
    let joined = format!("{joined} {}", link("Conflict(DataRestriction)", "a"));
    let treaty = text("treaty", "Treaty", "", r#"InForce, dates: (in_force: "2020-01-01")"#, &joined);
    let told = ask(&[law("a", "home", ""), treaty], &profile, |_, answer| answer.flows[0].restrictions.len());
    assert_eq!(told, 0);
    let waiting = format!(r#"{asked} parties: [(act: Signed, who: ["north"], {EVIDENCE})],"#);
    let waiting = text("treaty", "Treaty", "", r#"Adopted, dates: (adopted: "2025-01-01")"#, &waiting);
    assert_eq!(ask(&[waiting], &profile, |_, answer| answer.flows[0].asked.len()), 0, "it asks nothing yet");
}

#[test]
fn what_cannot_be_said_is_said_in_the_briefing() {
    let unknown = reaches("", "") + &classes(&[("high", r#""use-lending""#)]);
    let asked = obligations(&[asks("risk", r#"tiers: ["high"],"#)]);
    let texts =
        [law("open", "north", ""), law("law", "north", &(unknown + &asked)), law("bare", "north", &reaches("", ""))];
    ask(&texts, HIRING, |scope, answer| {
        let mut out = Vec::new();
        simulate_document(scope, answer).write_text(&mut out).expect("writing to memory");
        let text = String::from_utf8(out).expect("UTF-8");
        let text = anstream::adapter::strip_str(&text).to_string();
        for line in [
            "- Home: nothing is recorded to apply here",
            "- Home: who is liable",
            "- North: whether 1 text reaches the system. Binding: open.",
            "- North: what these ask, though they reach the system: bare",
            "- North: the tier of risk under law; some obligations apply if it is high",
            "Tier of risk not assessed: nothing recorded says which of high > limited > minimal.",
            "if high",
        ] {
            assert!(text.contains(line), "`{line}` is not in\n{text}");
        }
        assert_eq!(text.matches("research aid").count(), 1);
    });
}

#[test]
fn csv_has_a_row_an_obligation_and_no_formula() {
    let lists =
        reaches("", "") + &obligations(&[asks("risk", r#"who: [Provider, State], since: "2027","#), asks("logs", "")]);
    ask(&[law("law", "north", &lists)], HIRING, |scope, answer| {
        let mut out = Vec::new();
        simulate_csv(scope, answer, &mut out).expect("writing to memory");
        let text = String::from_utf8(out).expect("UTF-8");
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            rows,
            [
                "north,jurisdiction,law,in_effect,system,,obligation-logs,profile,,now,,,,,binding,,do it",
                "north,jurisdiction,law,in_effect,system,,obligation-risk,profile,provider state,later,,2027,,,binding,,do it",
            ]
        );
    });
    let hostile = lists.replace("do it", "=cmd()");
    ask(&[law("law", "north", &hostile)], HIRING, |scope, answer| {
        let mut out = Vec::new();
        simulate_csv(scope, answer, &mut out).expect("writing to memory");
        assert!(String::from_utf8(out).expect("UTF-8").contains(",binding,,'=cmd()\n"));
    });
}

#[test]
fn a_profile_cannot_steer_the_terminal() {
    let profile = HIRING.replace(r#"title: "t""#, r#"title: "\u{1b}]0;mine\u{7}""#).replace(r#""s""#, r#""\u{1b}[2J""#);
    ask(&[law("law", "north", "")], &profile, |scope, answer| {
        let mut out = Vec::new();
        simulate_document(scope, answer).write_text(&mut out).expect("writing to memory");
        let text = anstream::adapter::strip_str(&String::from_utf8(out).expect("UTF-8")).to_string();
        assert!(text.starts_with(" ]0;mine \n"), "{text}");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text}");
    });
}
