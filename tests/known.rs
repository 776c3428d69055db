//! What the report says, asked of the real graph: twenty known answers, each with the place in the report (PNAI 2024).

use interlex::analysis::{Applicability, CoverageState, Verdict};
use interlex::load;
use interlex::model::{BindingStep, CoverageGround, Layer, LiabilityRegime, Link, Modality, RegulatorModel};
use interlex::report::path_answer;
use interlex::scope::Scope;
use jiff::civil::{Date, date};

/// The report's world.
const THEN: Date = date(2024, 12, 1);

/// Runs a question against the graph as the report saw it.
fn ask<T>(question: impl FnOnce(&Scope<'_>) -> T) -> T {
    let loaded = load::embedded();
    question(&Scope::new(&loaded.graph).on(THEN))
}

/// The links seen between two nodes, either way round, with this mechanism.
fn links<'g>(scope: &Scope<'g>, a: &str, mechanism: &str, b: &str) -> Vec<&'g Link> {
    let graph = scope.graph();
    let (a, b) = (scope.node(a).expect(a), scope.node(b).expect(b));
    let joins = |link: &&Link| {
        let ends = [link.from.node, link.to.node];
        ends.contains(&a)
            && ends.contains(&b)
            && link.relation.mechanism().unwrap_or(link.relation.as_str()) == mechanism
    };
    graph.links().iter().filter(|link| scope.sees_link(link)).filter(joins).collect()
}

fn has(a: &str, mechanism: &str, b: &str) -> bool {
    ask(|scope| links(scope, a, mechanism, b).iter().any(|link| link.modality == Modality::Existing))
}

/// On what ground a framework applies in a jurisdiction.
fn ground(framework: &str, jurisdiction: &str) -> Option<CoverageGround> {
    ask(|scope| {
        let framework = scope.node(framework).expect("a framework");
        let applicability = Applicability::of(scope, scope.node(jurisdiction).expect("a jurisdiction"));
        applicability.frameworks.iter().find(|it| it.node == framework).and_then(|it| it.ground)
    })
}

fn regulator(jurisdiction: &str) -> Option<RegulatorModel> {
    ask(|scope| {
        let node = scope.graph().node(scope.node(jurisdiction).expect("a jurisdiction"));
        node.jurisdiction().and_then(|it| it.regulator_model.as_ref()).map(|model| model.value)
    })
}

fn regimes(framework: &str) -> Vec<LiabilityRegime> {
    ask(|scope| {
        let node = scope.graph().node(scope.node(framework).expect("a framework"));
        node.framework().map(|it| it.liability.iter().map(|it| it.regime).collect()).unwrap_or_default()
    })
}

#[test]
fn singapore_and_the_united_states_are_joined_by_the_joint_mapping_of_ai_verify_and_the_ai_rmf() {
    // Interoperability 3.3.2, Regional and National Variations
    ask(|scope| {
        let (a, b) = (scope.node("singapore").expect("there"), scope.node("united-states").expect("there"));
        let answer = path_answer(scope, a, b, 1);
        let technical = answer.layers.iter().find(|it| it.layer == Layer::Technical).expect("asked about");
        assert_eq!(technical.assessment.verdict, Verdict::Aligned);
        let path = technical.assessment.path.as_ref().expect("aligned");
        let nodes: Vec<&str> = path.nodes().iter().map(|ix| scope.graph().node(*ix).id.as_str()).collect();
        assert_eq!(nodes, ["sg-ai-verify", "us-nist-ai-rmf"]);
        assert_eq!(path.strength().map(|it| it.to_string()).as_deref(), Some("0.80"));
    });
}

#[test]
fn the_ai_act_binds_the_members_of_the_eu_and_nobody_else() {
    // Interoperability 3.3.2, Inconsistencies: strict binding regulation; Appendix: in force since August 2024
    assert_eq!(ground("eu-ai-act", "france"), Some(CoverageGround::BindsBloc));
    assert_eq!(ground("eu-ai-act", "united-kingdom"), None);
    assert_eq!(ground("eu-ai-act", "norway"), None);
}

#[test]
fn the_council_of_europe_convention_reaches_who_signed_it() {
    // Interoperability 3.2.1: first international legally binding treaty; signing is open to all
    assert_eq!(ground("coe-ai-convention", "united-kingdom"), Some(CoverageGround::Signed));
    assert_eq!(ground("coe-ai-convention", "united-states"), Some(CoverageGround::Signed));
    // Members that have not signed are not bound by membership.
    assert_ne!(ground("coe-ai-convention", "turkiye"), Some(CoverageGround::BindsBloc));
}

#[test]
fn the_only_binding_text_of_europe_beyond_the_eu_is_the_convention() {
    // Interoperability 3.2.1
    ask(|scope| {
        let graph = scope.graph();
        let applies = |name: &str| Applicability::of(scope, scope.node(name).expect("there"));
        let (iceland, france) = (applies("iceland"), applies("france"));
        let binding = |ix| {
            let framework = graph.node(ix).framework().expect("a framework");
            let in_ai = graph.node(ix).id.as_str().contains("ai");
            in_ai && framework.patterns.binding.as_ref().is_some_and(|it| it.value == BindingStep::Binding)
        };
        let shared = iceland.frameworks.iter().filter(|it| france.touches(it.node) && binding(it.node));
        let shared: Vec<&str> = shared.map(|it| graph.node(it.node).id.as_str()).collect();
        assert_eq!(shared, ["coe-ai-convention"]);
    });
}

#[test]
fn the_conference_of_the_parties_monitors_the_convention_and_huderia_helps_to_carry_it_out() {
    // Interoperability 3.2.1, Unified AI regulators; Differences in risk categorization
    assert!(has("coe-conference-of-parties", "oversees", "coe-ai-convention"));
    assert!(has("coe-huderia", "implementation", "coe-ai-convention"));
    assert!(has("coe-cai", "develops", "coe-huderia"));
}

#[test]
fn asean_members_have_different_regulators() {
    // Interoperability 3.2.1, Differences in regulatory approaches
    assert_eq!(regulator("singapore"), Some(RegulatorModel::UnifiedRegulator));
    assert_eq!(regulator("malaysia"), Some(RegulatorModel::ExistingAgencies));
    assert_eq!(regulator("thailand"), Some(RegulatorModel::ExistingAgencies));
    assert!(has("singapore", "regulatory_approach", "malaysia"));
    assert!(has("sg-pdpc", "oversees", "singapore"));
}

#[test]
fn the_oecd_looks_to_outcomes_and_the_council_of_europe_to_rights() {
    // Interoperability 3.2.1, Regulatory fragmentation
    assert!(has("coe-ai-convention", "regulatory_approach", "oecd-ai-principles"));
    assert!(has("us-state-ai-human-rights-profile", "regulatory_approach", "oecd-ai-principles"));
}

#[test]
fn singapore_and_malaysia_align_with_the_oecd_principles() {
    // Interoperability 3.2.1, Regional and international frameworks
    assert!(has("singapore", "declared_consistency", "oecd-ai-principles"));
    assert!(has("malaysia", "declared_consistency", "oecd-ai-principles"));
}

#[test]
fn latin_america_takes_the_ai_act_iso_and_nist_as_benchmarks() {
    // Interoperability 3.2.1; Appendix, Latin America: most draw on the AI Act for their bills
    for benchmark in ["eu-ai-act", "iso", "us-nist"] {
        assert!(has("latin-america-caribbean", "benchmark", benchmark), "{benchmark}");
    }
    assert!(has("latin-america-caribbean", "modelled_on", "eu-ai-act"));
}

#[test]
fn a_brazilian_bill_covers_nobody() {
    // Liability 3, Brazil: a draft bill
    assert_eq!(ground("br-pl-2338", "brazil"), None);
}

#[test]
fn us_bulk_data_rules_shut_out_countries_of_concern() {
    // Interoperability 3.3.3, Fragmented global security standards
    for country in ["china", "russia", "iran", "north-korea", "cuba", "venezuela"] {
        assert!(has("us-eo-14117", "geopolitical_restriction", country), "{country}");
    }
}

#[test]
fn fewer_than_twenty_african_states_are_recorded_as_bound_by_the_malabo_convention() {
    // Interoperability note 135
    ask(|scope| {
        let malabo = scope.node("au-malabo-convention").expect("there");
        let parties = scope.graph().links_to(malabo).into_iter().map(|ix| scope.graph().link(ix));
        let ratified = parties.filter(|link| link.relation.mechanism() == Some("ratified")).count();
        assert!((1..20).contains(&ratified), "{ratified}");
    });
}

#[test]
fn iso_iec_and_itu_work_together_on_standards() {
    // Interoperability 3.3.2, International Collaboration
    for body in ["iso", "iec", "itu"] {
        assert!(has(body, "member_of", "world-standards-cooperation"), "{body}");
    }
}

#[test]
fn eu_uk_and_us_share_principles_on_competition() {
    // Interoperability, Best Practice of Compatibility Mechanism
    for maker in ["united-kingdom", "united-states", "eu"] {
        let ground = ground("competition-joint-statement-2024", maker);
        assert_eq!(ground, Some(CoverageGround::MadeJointly), "{maker}");
    }
}

#[test]
fn the_compact_builds_on_the_resolution_and_proposes_new_bodies() {
    // Interoperability, General Recommendations; Appendix, Global Digital Compact
    assert!(has("un-global-digital-compact", "builds_on", "un-res-78-265"));
    ask(|scope| {
        for body in ["un-scientific-panel-ai", "un-global-dialogue-ai-governance", "un-cstd-data-working-group"] {
            let proposed = links(scope, "un-global-digital-compact", "implementation", body);
            assert!(proposed.iter().all(|link| link.modality == Modality::Proposed) && !proposed.is_empty(), "{body}");
        }
    });
}

#[test]
fn the_seoul_declaration_set_up_the_network_of_safety_institutes() {
    // Interoperability 3.2.1, Collaboration in AI safety governance
    assert!(has("aisi-network", "implementation", "seoul-declaration"));
}

#[test]
fn risk_means_one_thing_to_iso_31000_and_another_to_undrr() {
    // Interoperability note 161
    assert!(has("iso-31000", "definition", "undrr-terminology"));
}

#[test]
fn colombia_takes_part_in_the_regional_committee_on_unesco_ethics() {
    // Interoperability Appendix, Latin America ("Columbia" in the text)
    assert!(has("colombia", "member_of", "lac-unesco-ai-ethics-committee"));
}

#[test]
fn workers_are_protected_differently_in_china_and_the_eu() {
    // Labour 2.4
    assert!(has("cn-algorithm-recommendation-provisions", "divergent_requirement", "eu-ai-act"));
}

#[test]
fn the_new_product_liability_directive_is_strict() {
    // Liability 3, European Union
    assert!(regimes("eu-product-liability-directive").contains(&LiabilityRegime::Strict));
}

#[test]
fn what_nobody_recorded_is_not_assessed() {
    // The report names no AI framework of Tuvalu: nothing may be concluded.
    ask(|scope| {
        let tuvalu = Applicability::of(scope, scope.node("tuvalu").expect("a country"));
        assert_eq!(tuvalu.state(scope, Layer::Technical), CoverageState::NotAssessed);
    });
}
