//! The rules of the seven gaps and of the legal layer on small invented graphs, with numbers computed by hand.

#[path = "support/legal.rs"]
mod legal;

use interlex::model::Severity::{High, Low, Medium};
use legal::{World, components, joined, links, made_in, overseen, patterns, scheme, set, step};

const ALL: &str = "aa,bb,sc,sd";

fn four() -> World {
    World::of(&["aa", "bb", "sc", "sd"])
}

// Gap 1

#[test]
fn a_text_coordinates_whom_it_is_joined_by_or_leaned_on_directly_or_through_what_is_built_on_it() {
    let world = four()
        .bloc("un", "international", &["aa", "bb", "sc", "sd"], "")
        .text("un-rec", "Recommendation", &format!("issuers: [\"un\"], {}", joined("Adherent", &["aa"])))
        .text(
            "g-principles",
            "Principles",
            &format!("issuers: [\"un\"], {}", links("Reference(BuildsOn)", &["un-rec"])),
        )
        .text("bb-law", "Law", &(made_in("bb") + &links("Reference(Cites)", &["un-rec"])))
        .text("sc-law", "Law", &(made_in("sc") + &links("Reference(Cites)", &["g-principles"])))
        .text("sd-law", "Law", &(made_in("sd") + &links("Reference(Cites)", &["aa-law"])))
        .text("aa-law", "Law", &(made_in("aa") + &links("Reference(Cites)", &["un-rec"])));
    // sd leans on a text that only cites the candidate.
    world.finds("gap-1-coordinating-mechanism", ALL).is(0.75, Medium).concerns(&["un-rec", "sd"]).says("3 of 4");
    world.finds("gap-1-coordinating-mechanism", "aa,bb,sc").is(1.0, Low).concerns(&["un-rec"]);
}

#[test]
fn a_joined_statement_brings_no_reach_to_what_it_cites_and_a_regional_text_is_no_candidate() {
    let world = four()
        .bloc("un", "international", &["aa", "bb", "sc", "sd"], "")
        .bloc("region", "europe", &["aa", "bb", "sc", "sd"], "")
        .text("un-rec", "Recommendation", "issuers: [\"un\"],")
        .text("regional", "Principles", &format!("issuers: [\"region\"], {}", joined("Endorsed", &["aa", "bb", "sc"])))
        .text(
            "statement",
            "Declaration",
            &format!(
                "issuers: [\"un\"], {} {}",
                joined("Endorsed", &["aa", "sd"]),
                links("Reference(Cites)", &["un-rec"])
            ),
        );
    world.finds("gap-1-coordinating-mechanism", ALL).is(0.5, High).concerns(&["statement", "bb", "sc"]);
}

#[test]
fn jurisdictions_of_which_nothing_is_recorded_are_not_counted_as_out_of_reach() {
    let world = four().text("rec", "Recommendation", &joined("Adherent", &["aa"]));
    world.finds("gap-1-coordinating-mechanism", ALL).is(1.0, Low).says("Nothing is recorded for 3 more");
    four().finds("gap-1-coordinating-mechanism", ALL).is_not_assessed("No framework is recorded");
}

// Gap 2

#[test]
fn inconsistent_are_the_comparisons_that_come_out_divergent() {
    let law = patterns(&[step("binding", "Binding"), step("integration", "General")]);
    let strategy = patterns(&[step("binding", "Declaration"), step("integration", "Framed")]);
    let world =
        four().text("aa-law", "Law", &(made_in("aa") + &law)).text("bb-plan", "Plan", &(made_in("bb") + &strategy));
    // Of two known comparisons one is three steps apart, one a single step.
    world.finds("gap-2-inconsistent-frameworks", ALL).is(0.5, High).concerns(&["aa", "bb"]).says("binding nature");
    let same = four().text("aa-law", "Law", &(made_in("aa") + &law)).text("bb-law", "Law", &(made_in("bb") + &law));
    same.finds("gap-2-inconsistent-frameworks", ALL).is(0.0, Low).concerns(&[]);
    four().finds("gap-2-inconsistent-frameworks", ALL).is_not_assessed("No pattern");
}

// Gap 3

#[test]
fn the_voice_of_the_south_is_measured_against_its_number() {
    let members = |who: &[&str]| {
        format!("topics: [\"safety\"], members: [(who: {who:?}, evidence: [(source: \"s\", basis: Stated)])],")
    };
    let quiet = four()
        .text("aa-law", "Law", &(made_in("aa") + &links("Reference(Cites)", &["bb-law"])))
        .text("bb-law", "Law", &made_in("bb"))
        .text("bb-plan", "Plan", &made_in("bb"))
        .text("sc-law", "Law", &(made_in("sc") + &links("Reference(Cites)", &["aa-law"])))
        .institution("club", "Forum", &members(&["aa", "bb", "sc", "sd"]));
    // Number 2/4. Issuing 1/4 gives 0.5, references 0/2 gives 0, seats 2/4 gives 1.
    quiet.finds("gap-3-global-south-input", ALL).is(0.5, High).concerns(&["club", "aa-law", "bb-law"]);
    let heard = four()
        .text("aa-law", "Law", &(made_in("aa") + &links("Reference(Cites)", &["sc-law"])))
        .text("sc-law", "Law", &made_in("sc"))
        .institution("club", "Forum", &members(&["aa", "sc"]));
    heard.finds("gap-3-global-south-input", ALL).is(1.0, Low);
    // Without a member of the South the whole of it is looked at.
    heard.finds("gap-3-global-south-input", "aa,bb").is(1.0, Low).says("no member of the Group of 77");
    four().finds("gap-3-global-south-input", ALL).is_not_assessed("Neither texts");
    World::of(&["aa", "bb"]).finds("gap-3-global-south-input", "aa,bb").is_not_assessed("No member");
}

#[test]
fn a_bloc_speaks_for_the_south_by_its_members_and_a_worldwide_body_for_nobody() {
    let world = four()
        .bloc("region", "africa", &["sc", "sd"], "")
        .bloc("un", "international", &["aa", "bb", "sc", "sd"], "")
        .text("guide", "Guideline", "issuers: [\"region\"],")
        .text("resolution", "Resolution", "issuers: [\"un\"],");
    world.finds("gap-3-global-south-input", ALL).is(1.0, Low).says("regional bodies 100 % are theirs");
}

// Gap 4

#[test]
fn consensus_is_the_share_of_what_is_named_that_two_thirds_name() {
    let names = |id: &str, principles: &[&str]| made_in(id) + &patterns(&[set("principles", principles)]);
    let world = World::of(&["aa", "bb", "cc"])
        .text("aa-x", "Law", &names("aa", &["fairness", "safety"]))
        .text("bb-x", "Law", &names("bb", &["fairness", "privacy"]))
        .text("cc-x", "Law", &names("cc", &["fairness"]));
    world.finds("gap-4-values-consensus", "aa,bb,cc").is(2.0 / 3.0, Medium).concerns(&["aa", "bb", "cc"]);
    let apart = World::of(&["aa", "bb"]).text("aa-x", "Law", &names("aa", &["safety"])).text(
        "bb-x",
        "Law",
        &names("bb", &["privacy"]),
    );
    apart.finds("gap-4-values-consensus", "aa,bb").is(0.0, High).says("0 of 2 principles");
    let same = World::of(&["aa", "bb"]).text("aa-x", "Law", &names("aa", &["safety"])).text(
        "bb-x",
        "Law",
        &names("bb", &["safety"]),
    );
    same.finds("gap-4-values-consensus", "aa,bb").is(1.0, Low);
    let one = World::of(&["aa", "bb"]).text("aa-x", "Law", &names("aa", &["safety"]));
    one.finds("gap-4-values-consensus", "aa,bb").is_not_assessed("fewer than two");
}

// Gap 5

#[test]
fn collaboration_is_neither_from_above_alone_nor_from_below_alone() {
    let text = |world: World, id: &str, approach: &str| {
        world.text(id, "Guideline", &(made_in("aa") + &patterns(&[step("approach", approach)])))
    };
    let world = text(text(text(text(four(), "t1", "TopDown"), "t2", "TopDown"), "t3", "BottomUp"), "t4", "Mixed");
    world.finds("gap-5-stakeholder-collaboration", ALL).is(0.25, High).concerns(&["t1", "t2"]).says("t4");
    text(text(four(), "t1", "MostlyTopDown"), "t2", "Mixed").finds("gap-5-stakeholder-collaboration", ALL).is(1.0, Low);
    four().finds("gap-5-stakeholder-collaboration", ALL).is_not_assessed("The approach is assessed for no text");
}

#[test]
fn texts_that_a_body_of_the_region_addresses_to_its_members_count_among_those_of_the_region() {
    let world = four()
        .bloc("region", "africa", &["sc", "sd"], "")
        .text("guide", "Guideline", &("issuers: [\"region\"],".to_owned() + &patterns(&[step("approach", "Mixed")])))
        .text("plan", "Plan", &("issuers: [\"region\"],".to_owned() + &patterns(&[step("approach", "Mixed")])));
    world.finds("gap-5-stakeholder-collaboration", "region").is(1.0, Low);
    world.finds("gap-5-stakeholder-collaboration", "aa,bb").is_not_assessed("The approach is assessed for no text");
}

// Gap 6

#[test]
fn technically_apart_are_pairs_that_nothing_joins_strongly_enough() {
    let tool = |id: &str| made_in(id) + "layers: [Technical],";
    let apart = World::of(&["aa", "bb", "cc"])
        .text("aa-x", "Toolkit", &(tool("aa") + &links("Alignment(JointMapping)", &["bb-x"])))
        .text("bb-x", "Toolkit", &tool("bb"))
        .text("cc-x", "Toolkit", &tool("cc"));
    apart.finds("gap-6-technical-incompatibility", "aa,bb,cc").is(2.0 / 3.0, High).concerns(&["cc", "aa", "bb"]);
    apart.finds("gap-6-technical-incompatibility", "aa,bb").is(0.0, Low).concerns(&[]);
    four().finds("gap-6-technical-incompatibility", ALL).is_not_assessed("no pair");
}

// Gap 7

#[test]
fn ethics_without_terms_is_what_names_fairness_and_defines_nothing() {
    let names = |parts: &str| patterns(&[set("principles", &["fairness"]), components(parts)]);
    let term = r#"terms: [(term: "risk", definition: "d", evidence: [(source: "s", basis: Stated)])],"#;
    let world = four()
        .text("t1", "Law", &(made_in("aa") + &names("Legal")))
        .text("t2", "Law", &(made_in("bb") + &names("Legal")))
        .text("t3", "Law", &(made_in("sc") + &names("Legal") + term));
    world.finds("gap-7-ethical-inconsistency", ALL).is(2.0 / 3.0, Medium).concerns(&["t1", "t2"]);
    let twice = four().text("t1", "Law", &(made_in("aa") + &names("Legal, Semantic") + term)).text(
        "t2",
        "Law",
        &(made_in("bb") + &names("Legal") + term),
    );
    twice.finds("gap-7-ethical-inconsistency", ALL).is(0.0, Low).concerns(&["t1", "t2"]).says("each define");
    four().finds("gap-7-ethical-inconsistency", ALL).is_not_assessed("principles");
}

// Legal barriers

#[test]
fn fragmented_is_what_no_link_joins_to_the_largest_group() {
    let world = four()
        .text("t1", "Law", &(made_in("aa") + &links("Reference(BuildsOn)", &["t2"])))
        .text("t2", "Law", &made_in("bb"))
        .text("t3", "Law", &made_in("sc"))
        .text("t4", "Law", &made_in("sd"));
    world.finds("legal-barrier-fragmentation", ALL).is(0.5, High).concerns(&["t3", "t4"]).says("across a border 1");
    world.finds("legal-barrier-fragmentation", "aa,bb").is(0.0, Low);
    let general =
        four().text("t1", "Law", &made_in("aa")).text("t2", "Law", &(made_in("bb") + "topics: [\"labour\"],"));
    general.finds("legal-barrier-fragmentation", ALL).is_not_assessed("Fewer than two legal texts on AI");
}

#[test]
fn without_detail_is_what_stays_general_or_sets_a_frame() {
    let text = |world: World, id: &str, level: &str| {
        world.text(id, "Guideline", &(made_in("aa") + &patterns(&[step("integration", level)])))
    };
    let world = text(text(text(text(four(), "t1", "Framed"), "t2", "General"), "t3", "Framed"), "t4", "Detailed");
    world.finds("legal-barrier-lack-of-detail", ALL).is(0.75, High).concerns(&["t2", "t1", "t3"]).says("t4");
    text(text(four(), "t1", "Specified"), "t2", "Detailed").finds("legal-barrier-lack-of-detail", ALL).is(0.0, Low);
    four().finds("legal-barrier-lack-of-detail", ALL).is_not_assessed("The level of detail");
}

#[test]
fn stakeholders_have_a_part_where_a_text_names_it() {
    let names = |principle: &str| made_in("aa") + &patterns(&[set("principles", &[principle])]);
    let world = four()
        .institution("igf", "Forum", "role: \"multistakeholder forum\",")
        .text("t1", "Law", &(names("multistakeholder") + &links("Reference(Considers)", &["igf"])))
        .text("t2", "Law", &names("safety"))
        .text("t3", "Law", &names("privacy"))
        .text("t4", "Law", &names("fairness"));
    world
        .finds("legal-barrier-multistakeholder", ALL)
        .is(0.25, High)
        .concerns(&["t2", "t3", "t4"])
        .says("Forum: 1 (t1)");
    let all = four().text("t1", "Law", &names("multistakeholder")).text("t2", "Law", &names("multistakeholder"));
    all.finds("legal-barrier-multistakeholder", ALL).is(1.0, Low).concerns(&[]);
    four().finds("legal-barrier-multistakeholder", ALL).is_not_assessed("principles");
}

// Legal instruments

#[test]
fn ties_to_regional_and_international_texts_are_as_firm_as_their_ground() {
    let bound = patterns(&[step("binding", "Binding")]);
    let world = four()
        .bloc("bloc", "europe", &["aa"], "")
        .bloc("club", "africa", &["sc"], "")
        .text("bloc-law", "Regulation", &(made_in("bloc") + &bound))
        .text("treaty", "Treaty", &joined("Signed", &["bb"]))
        .text("club-guide", "Guideline", "issuers: [\"club\"],")
        .text("sd-law", "Law", &made_in("sd"));
    // 1.0, 0.6, 0.3 and nothing.
    let rule = "legal-instrument-regional-international-frameworks";
    world.finds(rule, ALL).is(1.9 / 4.0, Medium).concerns(&["bloc-law", "club-guide", "treaty"]);
    world.finds(rule, "aa,bb").is(0.8, Low);
    world.finds(rule, "sc,sd").is(0.15, High);
    four().finds(rule, ALL).is_not_assessed("No legal text");
}

#[test]
fn a_text_of_its_own_ties_a_jurisdiction_by_what_it_leans_on() {
    let world = four()
        .text("principles", "Principles", "")
        .text("aa-law", "Law", &(made_in("aa") + &links("Reference(Considers)", &["principles"])))
        .text("bb-law", "Law", &(made_in("bb") + &links("Reference(BuildsOn)", &["aa-law"])));
    let rule = "legal-instrument-regional-international-frameworks";
    world.finds(rule, "aa,bb").is(0.125, High).concerns(&["principles"]);
}

#[test]
fn one_body_coordinates_where_the_country_or_its_bloc_has_it() {
    let world = World::of(&["bb", "sd"])
        .country("aa", &overseen("UnifiedRegulator"))
        .country("sc", &overseen("ExistingAgencies"))
        .bloc("bloc", "europe", &["bb"], &overseen("Council"));
    world
        .finds("legal-instrument-unified-regulators", ALL)
        .is(2.0 / 3.0, Medium)
        .concerns(&["aa", "bloc", "sc"])
        .says("For 1 more");
    world.finds("legal-instrument-unified-regulators", "aa,bb").is(1.0, Low);
    world.finds("legal-instrument-unified-regulators", "sc,sd").is(0.0, High);
    four().finds("legal-instrument-unified-regulators", ALL).is_not_assessed("no jurisdiction");
}

#[test]
fn work_on_safety_is_a_seat_or_a_joint_test_and_not_a_declaration() {
    let safety = "topics: [\"safety\"],";
    let network = "topics: [\"safety\"], members: [(who: [\"aa\"], evidence: [(source: \"s\", basis: Stated)])],";
    let institute = |id: &str| format!("topics: [\"safety\"], jurisdiction: \"{id}\",");
    let world = World::of(&["aa", "bb", "cc", "dd", "ee"])
        .institution("network", "Forum", network)
        .institution("bb-aisi", "Forum", &(institute("bb") + &links("Alignment(JointTesting)", &["ee-aisi"])))
        .institution("ee-aisi", "Forum", &institute("ee"))
        .text("declaration", "Declaration", &(safety.to_owned() + &joined("Endorsed", &["aa", "bb", "cc"])))
        .text("dd-law", "Law", &made_in("dd"));
    let rule = "legal-instrument-safety-collaboration";
    // ee works too, but nothing of its rules is recorded.
    world.finds(rule, "aa,bb,cc,dd,ee").is(0.5, Medium).concerns(&["bb-aisi", "network", "dd", "cc"]);
    world.finds(rule, "cc,dd").is(0.0, High).says("joined by 1 (cc)");
    four().finds(rule, ALL).is_not_assessed("No legal or technical");
}

#[test]
fn resolutions_are_at_home_where_their_principles_are_named() {
    let resolution =
        format!("issuers: [\"un\"], {}", patterns(&[set("principles", &["safety", "privacy", "fairness", "peace"])]));
    let names = |id: &str, principles: &[&str]| made_in(id) + &patterns(&[set("principles", principles)]);
    let world = four()
        .bloc("un", "international", &["aa", "bb", "sc", "sd"], "")
        .text("resolution", "Resolution", &resolution)
        .text("aa-law", "Law", &(names("aa", &["safety", "privacy"]) + &links("Reference(Cites)", &["resolution"])))
        .text("bb-law", "Law", &names("bb", &["openness"]));
    let rule = "legal-instrument-un-resolutions";
    world.finds(rule, ALL).is(0.25, High).concerns(&["resolution", "bb", "aa"]).says("built on one: 1 (aa)");
    world.finds(rule, "aa,sc").is(0.5, Medium);
    world.finds(rule, "sc,sd").is_not_assessed("principles");
    four().finds(rule, ALL).is_not_assessed("No worldwide resolution");
}

// Legal tensions

#[test]
fn enforcement_differs_where_a_law_stands_beside_a_guideline() {
    let law = |id: &str| made_in(id) + &patterns(&[step("binding", "Binding")]);
    let guide = |id: &str| made_in(id) + &patterns(&[step("binding", "Voluntary")]);
    let world = World::of(&["aa", "bb", "cc"])
        .text("t1", "Law", &law("aa"))
        .text("t2", "Guideline", &guide("bb"))
        .text("t3", "Guideline", &guide("cc"))
        // A workplace act binds, but is no rule on AI.
        .text("t4", "Law", &(law("cc") + "topics: [\"labour\"],"));
    world.finds("legal-tension-enforcement", "aa,bb,cc").is(2.0 / 3.0, High).concerns(&["aa", "bb", "cc"]);
    world.finds("legal-tension-enforcement", "bb,cc").is(0.0, Low);
    let one = four().text("t1", "Law", &law("aa"));
    one.finds("legal-tension-enforcement", ALL).is_not_assessed("no pair");
}

#[test]
fn nobody_is_bound_by_a_treaty_that_was_only_signed() {
    let treaty = patterns(&[step("binding", "Binding")]) + &joined("Signed", &["aa", "bb", "sc"]);
    let world = four().text("treaty", "Treaty", &treaty);
    world.finds("legal-tension-enforcement", "aa,bb,sc").is(0.0, Low).says("binding ones apply in 0");
}

#[test]
fn oversight_differs_where_the_models_do() {
    let world = World::of(&["sd"])
        .country("aa", &overseen("UnifiedRegulator"))
        .country("bb", &overseen("UnifiedRegulator"))
        .country("sc", &overseen("ExistingAgencies"));
    let rule = "legal-tension-regulatory-approaches";
    world.finds(rule, ALL).is(2.0 / 3.0, High).concerns(&["sc", "aa", "bb"]);
    world.finds(rule, "aa,bb").is(0.0, Low);
    world.finds(rule, "aa,bb,sd").is_not_assessed("only 1 of 3 pairs");
}

#[test]
fn a_conflict_over_the_approach_counts_although_the_models_have_one_name() {
    let world = World::of(&["sd"])
        .country("bb", &overseen("Council"))
        .country("aa", &(overseen("Council") + &links("Conflict(RegulatoryApproach)", &["bb"])));
    world.finds("legal-tension-regulatory-approaches", "aa,bb").is(1.0, High).says("conflict");
}

#[test]
fn risk_is_sorted_alike_under_one_text_the_same_tiers_or_a_firm_link() {
    let world = four()
        .text("t1", "Law", &(made_in("aa") + &scheme(&["high", "low"])))
        .text("t2", "Law", &(made_in("bb") + &scheme(&["high", "low"])))
        .text("t3", "Law", &(made_in("sc") + &scheme(&["grave", "other"])))
        .text("t4", "Law", &(made_in("sd") + &scheme(&[]) + &links("Reference(ModelledOn)", &["t3"])));
    let rule = "legal-tension-risk-categorisation";
    // Six pairs, of which aa-bb and sc-sd sort alike.
    world.finds(rule, ALL).is(4.0 / 6.0, Medium).concerns(&["aa", "bb", "sc", "sd"]);
    world.finds(rule, "aa,bb").is(0.0, Low);
    world.finds(rule, "aa,sc").is(1.0, High);
    four().text("t1", "Law", &(made_in("aa") + &scheme(&[]))).finds(rule, ALL).is_not_assessed("no pair");
}

#[test]
fn local_is_a_text_that_names_its_own_place_first() {
    let aims = |id: &str, objectives: &[&str]| made_in(id) + &patterns(&[set("objectives", objectives)]);
    let world = four()
        .text("standard", "Principles", &patterns(&[set("objectives", &["local-priorities"])]))
        .text("t1", "Law", &(aims("aa", &["local-priorities"]) + &links("Reference(BuildsOn)", &["standard"])))
        .text("t2", "Law", &aims("bb", &["digital-sovereignty", "interoperability"]))
        .text("t3", "Law", &aims("sc", &["innovation"]))
        .text("t4", "Law", &aims("sd", &["safety"]));
    world.finds("legal-tension-global-local", ALL).is(0.5, High).concerns(&["t2", "t1"]).says("ties 1 to");
    world.finds("legal-tension-global-local", "sc,sd").is(0.0, Low);
    four().finds("legal-tension-global-local", ALL).is_not_assessed("national or regional");
}

#[test]
fn maturity_is_the_spread_between_own_rules_on_ai() {
    let world = four()
        .institution("aa-regulator", "Regulator", "jurisdiction: \"aa\", topics: [\"general-governance\"],")
        .institution("bb-labour-office", "Regulator", "jurisdiction: \"bb\", topics: [\"labour\"],")
        .text("aa-law", "Law", &made_in("aa"))
        .text("bb-law", "Law", &made_in("bb"))
        .text("sc-plan", "Strategy", &made_in("sc"))
        .text("sc-work", "Law", &(made_in("sc") + "topics: [\"labour\"],"))
        .text("joined", "Principles", &joined("Endorsed", &["sd"]));
    let rule = "legal-tension-maturity";
    world.finds(rule, ALL).is(1.0, High).concerns(&["sc", "aa"]).says("Of 3 jurisdictions");
    world.finds(rule, "aa,bb").is(0.25, Low).concerns(&["bb", "aa"]);
    world.finds(rule, "bb,sc").is(0.75, Medium);
    world.finds(rule, "sc,sd").is_not_assessed("Fewer than two");
}
