//! The technical and the data rules on small invented graphs, with measures worked out by hand.

#[path = "support/technical_data.rs"]
mod support;

use interlex::model::Severity::{High, Low, Medium};
use support::{EVIDENCE, Small, data, international, links, parties, patterns, technical};

const CITES: &str = "Reference(Cites)";
const BUILDS: &str = "Reference(BuildsOn)";

fn join(parts: &[&str]) -> String {
    parts.concat()
}

/// `p`, `q`, `r`, `s` with one technical text each, named after them: `p-text` …
fn four_with_texts(fields: &[(&str, String)]) -> Small {
    ["p", "q", "r", "s"].iter().fold(Small::of(&["p", "q", "r", "s"]), |small, country| {
        let own: String = fields.iter().filter(|(of, _)| of == country).map(|(_, text)| text.as_str()).collect();
        small.text(&format!("{country}-text"), "Guideline", &join(&[&technical(country), &own]))
    })
}

#[test]
fn international_collaboration_is_the_share_tied_to_a_standard_or_a_forum_about_standards() {
    let rule = "technical-instrument-international-collaboration";
    let world = |list: &[&str]| {
        let tied = list.iter().map(|of| (*of, links(&[(CITES, "iso-1", "Technical")]))).collect::<Vec<_>>();
        four_with_texts(&tied).body("iso", "StandardsBody", "layers: [Technical],").text(
            "iso-1",
            "Standard",
            &join(&["issuers: [\"iso\"],", international()]),
        )
    };
    world(&["p"]).ask(rule, "p,q,r,s").is(0.25, High, &["q", "r", "s", "p", "iso-1"]);
    world(&["p", "q", "r", "s"]).ask(rule, "p,q,r,s").is(1.0, Low, &["p"]);
    // A member of a forum is tied as well, and is known by that alone.
    let forum = format!("layers: [Technical], topics: [\"standards\"], members: [(who: [\"t\"], {EVIDENCE})],");
    let small = world(&["p"]).country("t", "").body("talks", "Forum", &forum);
    small.ask(rule, "p,q,r,s,t").is(0.4, Medium, &["q", "r", "s", "p", "t"]);
    Small::of(&["p", "q"]).ask(rule, "p,q").is_unknown("0 of 2");
}

#[test]
fn being_referred_to_by_a_standards_body_is_no_tie() {
    let small = four_with_texts(&[]).body("iso", "StandardsBody", "layers: [Technical],").text(
        "iso-1",
        "Standard",
        &join(&["issuers: [\"iso\"],", international(), &links(&[(CITES, "p-text", "Technical")])]),
    );
    small.ask("technical-instrument-international-collaboration", "p,q").is(0.0, High, &["p", "q"]);
}

#[test]
fn a_standards_body_without_a_seat_belongs_where_the_texts_it_develops_are_made() {
    let develops = links(&[("Develops", "norm", "Technical")]);
    let small = four_with_texts(&[])
        .bloc("club", &["p", "q"])
        .body("norms", "StandardsBody", &join(&["layers: [Technical],", &develops]))
        .text("norm", "Standard", "jurisdictions: [\"club\"], layers: [Technical],")
        .body("iso", "StandardsBody", "layers: [Technical],")
        .text(
            "iso-1",
            "Standard",
            &join(&["issuers: [\"iso\"],", international(), &links(&[("Alignment(Adoption)", "norms", "Technical")])]),
        );
    small.ask("technical-instrument-international-collaboration", "p,q,r,s").is(0.5, Medium, &["r", "s", "p", "q"]);
}

#[test]
fn variations_are_measured_by_the_texts_that_reach_beyond_their_makers() {
    let rule = "technical-instrument-regional-national-variations";
    // p-text leads to q-text, so both reach beyond; s-text is linked only to its own sequel.
    let small = four_with_texts(&[("p", links(&[(CITES, "q-text", "Technical")]))])
        .text("s-next", "Guideline", &join(&[&technical("s"), &links(&[(BUILDS, "s-text", "Technical")])]))
        .text("both", "Toolkit", "jurisdictions: [\"r\", \"s\"], layers: [Technical],");
    small.ask(rule, "p,q,r,s").is(0.5, Medium, &["r-text", "s-next", "s-text"]);
    small.ask(rule, "s").is(1.0 / 3.0, Medium, &["s-next", "s-text", "both"]);
    four_with_texts(&[]).ask(rule, "p,q").is(0.0, High, &["p-text", "q-text"]);
    small.ask(rule, "p,q").is(1.0, Low, &["p-text", "q-text"]);
    Small::of(&["p", "q"]).ask(rule, "p,q").is_unknown("No technical text");
}

#[test]
fn industry_has_an_instrument_where_a_code_applies_or_companies_meet() {
    let rule = "technical-instrument-industry-self-regulation";
    let forum = "role: \"company consortium\", jurisdiction: \"q\", layers: [Technical],";
    let small = four_with_texts(&[]).text("code", "CodeOfPractice", &technical("p")).body("firms", "Forum", forum);
    small.ask(rule, "p,q,r,s").is(0.5, Medium, &["code", "firms", "r", "s", "p", "q"]);
    small.ask(rule, "p,q").is(1.0, Low, &["code", "firms"]);
    small.ask(rule, "r,s").is(0.0, High, &["r", "s"]);
    Small::of(&["p", "q"]).ask(rule, "p,q").is_unknown("0 of 2");
}

#[test]
fn standards_are_absent_where_even_the_most_widely_used_is_not() {
    let rule = "technical-tension-absent-standards";
    let standards =
        |small: Small| small.text("std-a", "Standard", international()).text("std-b", "Standard", international());
    let cites = |of, to| (of, links(&[(CITES, to, "Technical")]));
    let apart = standards(four_with_texts(&[cites("p", "std-a"), cites("q", "std-b")]));
    apart.ask(rule, "p,q,r,s").is(0.75, High, &["std-a", "q", "r", "s"]);
    // Two links lead from s to the standard, by way of r; three are too many.
    let chain = [cites("p", "std-a"), cites("q", "std-a"), cites("r", "std-a"), cites("s", "r-text")];
    standards(four_with_texts(&chain)).ask(rule, "p,q,r,s").is(0.0, Low, &["std-a"]);
    let chain = [cites("p", "std-a"), cites("q", "std-a"), cites("r", "q-text"), cites("s", "r-text")];
    standards(four_with_texts(&chain)).ask(rule, "p,q,r,s").is(0.25, Medium, &["std-a", "s"]);
    standards(four_with_texts(&[])).ask(rule, "p,q").is_unknown("is not known");
    Small::of(&["p", "q"]).ask(rule, "p,q").is_unknown("at least two");
}

#[test]
fn adoption_is_inconsistent_by_the_standards_that_two_do_not_share() {
    let rule = "technical-tension-inconsistent-adoption";
    let world = |fields: &[(&str, String)]| {
        ["std-a", "std-b", "std-c"]
            .iter()
            .fold(four_with_texts(fields), |small, id| small.text(id, "Standard", international()))
    };
    let cite = |of, list: &[&str]| (of, links(&list.iter().map(|to| (CITES, *to, "Technical")).collect::<Vec<_>>()));
    // {a, b} against {b, c}: one of three is shared. r uses none that is recorded.
    let part = world(&[cite("p", &["std-a", "std-b"]), cite("q", &["std-b", "std-c"])]);
    part.ask(rule, "p,q,r").is(2.0 / 3.0, Medium, &["p", "q", "std-b"]);
    world(&[cite("p", &["std-a"]), cite("q", &["std-b"])]).ask(rule, "p,q").is(1.0, High, &["p", "q"]);
    world(&[cite("p", &["std-a"]), cite("q", &["std-a"])]).ask(rule, "p,q").is(0.0, Low, &["p", "q", "std-a"]);
    world(&[cite("p", &["std-a"])]).ask(rule, "p,q").is_unknown("1 of 2");
}

#[test]
fn top_down_and_bottom_up_texts_are_split_evenly_or_not() {
    let rule = "technical-tension-top-down-bottom-up";
    let steps = |list: [&str; 4]| {
        let fields: Vec<(&str, String)> =
            ["p", "q", "r", "s"].into_iter().zip(list.map(|step| patterns(&[("approach", step)]))).collect();
        four_with_texts(&fields)
    };
    let even = steps(["TopDown", "MostlyTopDown", "MostlyBottomUp", "BottomUp"]);
    even.ask(rule, "p,q,r,s").is(1.0, High, &["r-text", "s-text", "p-text"]);
    let odd = steps(["TopDown", "TopDown", "Mixed", "BottomUp"]);
    odd.ask(rule, "p,q,r,s").is(0.5, Medium, &["s-text", "p-text", "q-text"]);
    odd.ask(rule, "p,q,r").is(0.0, Low, &["p-text", "q-text"]);
    four_with_texts(&[]).ask(rule, "p,q").is_unknown("0 of 2");
}

#[test]
fn binding_rules_stand_against_voluntary_ones_only_where_they_bind() {
    let rule = "technical-tension-binding-non-binding";
    let binding = |of, step| (of, patterns(&[("binding", step)]));
    let one = [binding("p", "Binding"), binding("q", "Voluntary"), binding("r", "Voluntary")];
    four_with_texts(&one).ask(rule, "p,q,r,s").is(2.0 / 3.0, High, &["q", "r", "p"]);
    let same = [binding("p", "Voluntary"), binding("q", "Declaration"), binding("r", "None")];
    four_with_texts(&same).ask(rule, "p,q,r").is(0.0, Low, &["q", "p"]);
    // A binding treaty binds p, which ratified it, and not q, which signed.
    let treaty = |act: &str, who| join(&[international(), &patterns(&[("binding", "Binding")]), &parties(act, who)]);
    let small = Small::of(&["p", "q"]).text("t", "Treaty", &treaty("Signed", &["p", "q"]));
    small.ask(rule, "p,q").is_unknown("nothing but declarations");
    let small = small.text("u", "Treaty", &treaty("Ratified", &["p"]));
    small.ask(rule, "p,q").is(1.0, High, &["q", "p"]);
    four_with_texts(&one[..1]).ask(rule, "p,q").is_unknown("1 of 2");
    four_with_texts(&same[1..2]).ask(rule, "p,q").is_unknown("nothing but declarations");
}

#[test]
fn distribution_is_unequal_by_the_gini_coefficient_of_texts_and_bodies() {
    let rule = "technical-tension-unequal-distribution";
    let joined = join(&[international(), &parties("Endorsed", &["p", "q", "r"])]);
    let small = Small::of(&["p", "q", "r", "s"]).text("d", "Declaration", &joined);
    let six = (0..6).fold(small, |small, n| small.text(&format!("r-{n}"), "Guideline", &technical("r")));
    // 0, 0 and 6: 2 × 18 / 18 − 4 / 3.
    six.ask(rule, "p,q,r,s").is(2.0 / 3.0, High, &["p", "q", "r"]);
    four_with_texts(&[]).ask(rule, "p,q,r,s").is(0.0, Low, &["p", "q", "r", "s"]);
    Small::of(&["p", "q"]).ask(rule, "p,q").is_unknown("fewer than two");
}

fn law(country: &str, more: &str) -> String {
    let binding = patterns(&[("binding", "Binding")]);
    join(&[&data(country), "topics: [\"privacy\"],", &binding, more])
}

#[test]
fn compliance_is_a_burden_between_separate_sets_of_rules() {
    let rule = "data-tension-compliance-burden";
    let treaty = join(&[
        "layers: [Data], topics: [\"privacy\"],",
        &patterns(&[("binding", "Binding")]),
        &parties("Ratified", &["p", "q", "r"]),
    ]);
    let joined = Small::of(&["p", "q", "r", "s", "t", "u"]).text("treaty", "Treaty", &treaty);
    let small = joined.text("s-law", "Law", &law("s", "")).text("t-law", "Law", &law("t", ""));
    // Three of ten pairs are inside the set of p, q and r; u is not assessed.
    small.ask(rule, "p,q,r,s,t,u").is(0.7, High, &["s", "t", "p", "q", "r"]);
    small.ask(rule, "p,q,r").is(0.0, Low, &["p", "q", "r"]);
    small.ask(rule, "p,q,r,u").is(0.0, Low, &["p", "q", "r"]);
    small.ask(rule, "p,u").is_unknown("1 of 2");
}

#[test]
fn laws_are_absent_only_where_a_source_says_so() {
    let rule = "data-tension-absent-laws";
    let absent = format!("absences: [(layer: Data, lacks: \"a law on personal data\", {EVIDENCE})],");
    let small = Small::of(&["p", "q", "r", "u", "v"]).country("n", &absent);
    let small = ["p", "q", "r"].iter().fold(small, |small, of| small.text(&format!("{of}-law"), "Law", &law(of, "")));
    // Known are p, q, r and n; u is not counted.
    small.ask(rule, "p,q,r,n,u").is(0.25, Medium, &["n", "u"]);
    small.ask(rule, "p,n").is(0.5, High, &["n"]);
    small.ask(rule, "p,q").is(0.0, Low, &[]);
    small.ask(rule, "p,u,v").is_unknown("1 of 3");
}

#[test]
fn powerhouses_receive_most_of_the_references() {
    let rule = "data-tension-powerhouses";
    let refer = |targets: &[&str]| {
        let small = Small::of(&["p", "big", "a", "b", "c", "d"]);
        let small = ["big", "a", "b", "c", "d"]
            .iter()
            .fold(small, |small, of| small.text(&format!("{of}-text"), "Guideline", &technical(of)));
        targets.iter().enumerate().fold(small, |small, (n, to)| {
            let to = links(&[(CITES, &format!("{to}-text"), "Technical")]);
            small.text(&format!("p-{n}"), "Guideline", &join(&[&technical("p"), &to]))
        })
    };
    // Four of five to one: 0.64 + 0.04.
    refer(&["big", "big", "big", "big", "a"]).ask(rule, "p").is(0.68, High, &["big", "a"]);
    let spread = ["big", "a", "b", "c", "d", "big", "a", "b", "c", "d"];
    refer(&spread).ask(rule, "p").is(0.2, Medium, &["a", "b"]);
    refer(&["big", "a"]).ask(rule, "p").is_unknown("2 can be found");
}

#[test]
fn powerhouses_are_quiet_where_references_spread_over_many() {
    let makers: Vec<String> = (0..8).map(|n| format!("m{n}")).collect();
    let mut small = Small::of(&["p"]);
    for maker in &makers {
        let to = links(&[(CITES, &format!("{maker}-text"), "Data")]);
        small = small.country(maker, "").text(&format!("{maker}-text"), "Guideline", &data(maker)).text(
            &format!("p-{maker}"),
            "Guideline",
            &join(&[&data("p"), &to]),
        );
    }
    small.ask("data-tension-powerhouses", "p").is(0.125, Low, &["m0", "m1"]);
}

#[test]
fn silos_are_data_texts_that_nothing_joins() {
    let rule = "data-tension-silos";
    let refers = links(&[(CITES, "b", "Data")]);
    let small = Small::of(&["p", "q", "r"])
        .text("a", "Law", &join(&[&data("p"), &refers]))
        .text("b", "Law", &data("q"))
        .text("c", "Law", &data("q"))
        .text("d", "Law", &data("q"))
        .text("e", "Law", &data("q"))
        .text("study", "Report", &data("q"));
    small.ask(rule, "p,q").is(0.6, Medium, &["c", "d", "e", "a", "b"]);
    small.ask(rule, "q").is(0.75, High, &["c", "d", "e", "b"]);
    small.ask(rule, "p,r").is_unknown("Only one data text");
    let pair = Small::of(&["p"]).text("a", "Law", &join(&[&data("p"), &refers])).text("b", "Law", &data("p"));
    pair.ask(rule, "p").is(0.0, Low, &["a", "b"]);
}

#[test]
fn restrictions_concern_who_makes_them_and_whom_they_name() {
    let rule = "data-tension-security-geopolitics";
    let bars = links(&[("Conflict(GeopoliticalRestriction)", "q", "Data")]);
    let mut small = Small::of(&["p", "q", "u"]).text("order", "ExecutiveOrder", &join(&[&data("p"), &bars]));
    let others: Vec<String> = (0..38).map(|n| format!("z{n}")).collect();
    for other in &others {
        small = small.country(other, "").text(&format!("{other}-law"), "Law", &data(other));
    }
    let area = |number: usize| format!("p,q,u,{}", others[..number].join(","));
    small.ask(rule, &area(5)).is(0.25, High, &["p", "q", "order"]);
    small.ask(rule, &area(17)).is(0.1, Medium, &["p", "q", "order"]);
    let one_side = format!("p,{}", others.join(","));
    small.ask(rule, &one_side).is(1.0 / 39.0, Low, &["p", "order"]);
    small.ask(rule, "z1,z2").is_unknown("not known");
}

#[test]
fn protection_differs_without_a_common_text_of_equal_force() {
    let rule = "data-objective-protection-disparities";
    let treaty = join(&[
        "layers: [Data], topics: [\"privacy\"],",
        &patterns(&[("binding", "Binding")]),
        &parties("Ratified", &["p", "q"]),
    ]);
    let absent = format!("absences: [(layer: Data, lacks: \"a law on personal data\", {EVIDENCE})],");
    let small = Small::of(&["p", "q", "r", "u"]).country("n", &absent).text("treaty", "Treaty", &treaty).text(
        "r-law",
        "Law",
        &law("r", ""),
    );
    small.ask(rule, "p,q,r,u").is(2.0 / 3.0, High, &["r", "p", "q"]);
    small.ask(rule, "p,q").is(0.0, Low, &[]);
    small.ask(rule, "p,n").is(1.0, High, &["n", "p"]);
    small.ask(rule, "p,u").is_unknown("1 of 2");
}

#[test]
fn regulation_is_in_line_where_pairs_are_aligned() {
    let rule = "data-objective-harmonised-regulation";
    let treaty = join(&["layers: [Data],", &parties("Ratified", &["p", "q", "r"])]);
    let statement = join(&["layers: [Data],", &parties("Signed", &["r", "s"])]);
    let small = Small::of(&["p", "q", "r", "s", "u"]).text("treaty", "Treaty", &treaty).text(
        "statement",
        "Declaration",
        &statement,
    );
    // Three of six pairs ratified the same treaty; r and s only signed the same statement: 0.6 × 0.6 is a bridge.
    small.ask(rule, "p,q,r,s,u").is(0.5, Medium, &["s", "p", "q", "r"]);
    small.ask(rule, "p,q,r").is(1.0, Low, &["treaty"]);
    small.ask(rule, "r,s").is(0.0, High, &["r", "s"]);
    small.ask(rule, "p,u").is_unknown("1 of 2");
}

/// `p` with one data text of these sets, `q` with one of others, `u` without.
fn two_with_sets(first: &[(&str, &str)], second: &[(&str, &str)]) -> Small {
    Small::of(&["p", "q", "u"]).text("p-law", "Law", &join(&[&data("p"), &patterns(first)])).text(
        "q-law",
        "Law",
        &join(&[&data("q"), &patterns(second)]),
    )
}

#[test]
fn transparency_is_the_share_of_jurisdictions_whose_data_rules_name_it() {
    let rule = "data-objective-transparency";
    let without = [("objectives", "[\"trust\"]"), ("principles", "[\"privacy\"]")];
    let with = [("principles", "[\"transparency\", \"privacy\"]")];
    two_with_sets(&with, &without).ask(rule, "p,q,u").is(0.5, Medium, &["q", "p-law", "p"]);
    two_with_sets(&with, &with).ask(rule, "p,q,u").is(1.0, Low, &["p-law", "q-law"]);
    two_with_sets(&without, &without).ask(rule, "p,q").is(0.0, High, &["p", "q"]);
    // Principles that nobody assessed may name it.
    two_with_sets(&without[..1], &without[..1]).ask(rule, "p,q").is_unknown("assessed");
}

#[test]
fn redress_is_the_share_of_jurisdictions_whose_data_rules_give_it() {
    let rule = "data-objective-consumer-redress";
    let without = [("objectives", "[\"consumer-protection\"]"), ("principles", "[\"privacy\"]")];
    let with = [("objectives", "[\"liability-and-redress\"]")];
    two_with_sets(&with, &without).ask(rule, "p,q,u").is(0.5, Medium, &["q", "p-law", "p"]);
    two_with_sets(&with, &with).ask(rule, "p,q").is(1.0, Low, &["p-law", "q-law"]);
    two_with_sets(&without, &without).ask(rule, "p,q").is(0.0, High, &["p", "q"]);
    let liable = format!("liability: [(regime: Administrative, scope: \"misuse of data\", {EVIDENCE})],");
    let small = Small::of(&["p", "q"]).text("p-law", "Law", &join(&[&data("p"), &liable]));
    let small = small.text("q-law", "Law", &join(&[&data("q"), &liable]));
    small.ask(rule, "p,q").is(1.0, Low, &["p-law", "q-law"]);
    Small::of(&["p", "q"]).ask(rule, "p,q").is_unknown("assessed");
}

#[test]
fn sharing_of_training_data_counts_whole_and_flows_of_data_half() {
    let rule = "data-objective-training-data-sharing";
    let sharing = [("objectives", "[\"training-data-sharing\"]")];
    let flows = [("objectives", "[\"cross-border-data-flows\"]")];
    let neither = [("objectives", "[\"trust\"]")];
    two_with_sets(&sharing, &flows).ask(rule, "p,q,u").is(0.75, Medium, &["q", "p-law", "q-law"]);
    two_with_sets(&sharing, &sharing).ask(rule, "p,q,u").is(1.0, Low, &["p-law", "q-law"]);
    two_with_sets(&flows, &neither).ask(rule, "p,q").is(0.25, High, &["q", "p", "p-law"]);
    Small::of(&["p", "q"]).ask(rule, "p,q").is_unknown("assessed");
}

#[test]
fn declarations_are_no_rules_whose_silence_could_be_counted() {
    let declared = |id: &str, who: &str, objective: &str| {
        let sets = [("binding", "Declaration"), ("objectives", objective), ("principles", "[\"transparency\"]")];
        (id.to_owned(), join(&["layers: [Data],", &patterns(&sets), &parties("Signed", &[who])]))
    };
    let small = [declared("a", "p", "[\"trust\"]"), declared("b", "q", "[\"training-data-sharing\"]")]
        .iter()
        .fold(Small::of(&["p", "q"]), |small, (id, fields)| small.text(id, "Declaration", fields));
    small.ask("data-objective-transparency", "p,q").is_unknown("declarations are not counted");
    // That q aims at sharing is known, that p does not is not.
    small.ask("data-objective-training-data-sharing", "p,q").is_unknown("fewer than two");
}

#[test]
fn the_members_of_a_partner_stay_in_their_common_set() {
    let treaty = join(&["layers: [Data],", &patterns(&[("binding", "Binding")]), &parties("Ratified", &["q", "r"])]);
    let small = Small::of(&["p", "q", "r"]).text("p-law", "Law", &law("p", "")).text("treaty", "Treaty", &treaty);
    let found = small.ask_with("data-tension-compliance-burden", "p", "q,r");
    found.is(1.0, High, &["p", "q", "r"]);
    assert!(found.words.contains("2 separate sets"), "{}", found.words);
}

#[test]
fn an_area_of_which_less_than_a_third_is_known_is_not_judged() {
    let small = ["p", "q"].iter().fold(Small::of(&["p", "q", "t", "u", "v", "w", "x"]), |small, of| {
        small.text(&format!("{of}-law"), "Law", &law(of, ""))
    });
    let rule = "data-tension-compliance-burden";
    small.ask(rule, "p,q,t,u,v,w").is(1.0, High, &["q", "p"]);
    let found = small.ask(rule, "p,q,t,u,v,w,x");
    found.is_unknown("Known of 2 of 7 jurisdictions");
    found.is_unknown("2 separate sets");
}
