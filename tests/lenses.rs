//! Topic lenses and defined terms: known answers of the report (PNAI 2024), each with its place, and laws.

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;

use interlex::analysis::gaps;
use interlex::analysis::lens::{EnvironmentLens, LabourLens, Lens, LiabilityLens, strictness};
use interlex::analysis::terms::{term_key, terms};
use interlex::load;
use interlex::model::{LiabilityRegime, Modality, NodeIx};
use interlex::scope::Scope;
use jiff::civil::{Date, date};
use world::{ask, world};

/// The report's world.
const THEN: Date = date(2024, 12, 1);

/// Looks through the lens of a topic at a region.
fn look<T>(day: Option<Date>, topic: &str, region: &str, question: impl FnOnce(&Scope<'_>, &Lens<'_>) -> T) -> T {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let scope = day.map_or(scope, |day| scope.on(day)).about(topic).expect("a topic of the vocabulary");
    let report = gaps(&scope, scope.area(region).expect("a region"), None);
    question(&scope, &Lens::of(&scope, &report).expect("a lens for the topic"))
}

fn liability<T>(day: Option<Date>, region: &str, question: impl FnOnce(&Scope<'_>, &LiabilityLens<'_>) -> T) -> T {
    look(day, "liability", region, |scope, lens| match lens {
        Lens::Liability(lens) => question(scope, lens),
        other => panic!("asked for liability, got {other:?}"),
    })
}

/// The regimes of a jurisdiction of a region: ground, how real, and what they rest on.
fn regimes(day: Option<Date>, region: &str, jurisdiction: &str) -> BTreeSet<(String, Modality, String)> {
    liability(day, region, |scope, lens| {
        let graph = scope.graph();
        let of = graph.find(jurisdiction).expect("a jurisdiction");
        let rows = lens.regimes.iter().filter(|row| row.jurisdiction == of);
        let row = rows.map(|row| {
            (row.liability.regime.as_str().to_owned(), row.standing, graph.node(row.carrier).id.to_string())
        });
        row.collect()
    })
}

fn regime(ground: LiabilityRegime, standing: Modality, carrier: &str) -> (String, Modality, String) {
    (ground.as_str().to_owned(), standing, carrier.to_owned())
}

/// Which frameworks name a protection, in effect or proposed.
fn naming(day: Option<Date>, region: &str, protection: &str) -> BTreeSet<String> {
    look(day, "labour", region, |scope, lens| {
        let Lens::Labour(lens) = lens else { panic!("asked for labour") };
        let graph = scope.graph();
        let concept = graph.concept(protection).expect("a protection");
        lens.naming(concept).iter().map(|row| graph.node(row.framework).id.to_string()).collect()
    })
}

/// Which frameworks stand in a cell of the environment table.
fn cell(stage: Option<&str>, measure: Option<&str>) -> BTreeSet<String> {
    look(None, "environment", "eu", |scope, lens| {
        let Lens::Environment(lens) = lens else { panic!("asked for the environment") };
        let graph = scope.graph();
        let concept = |id: Option<&str>| id.map(|id| graph.concept(id).expect("a concept"));
        let rows = lens.cell(concept(stage), concept(measure));
        rows.iter().map(|row| graph.node(row.framework).id.to_string()).collect()
    })
}

#[test]
fn the_new_product_liability_directive_is_strict_and_reaches_software_in_every_member_state() {
    // Liability 3, European Union: "software falls within the scope of 'product'"; 2.1: product liability is strict.
    let germany = regimes(None, "germany,france", "germany");
    let directive = "eu-product-liability-directive";
    assert!(germany.contains(&regime(LiabilityRegime::Product, Modality::Existing, directive)));
    assert!(germany.contains(&regime(LiabilityRegime::Strict, Modality::Existing, directive)));
}

#[test]
fn on_the_day_of_the_report_the_new_directive_was_adopted_and_not_yet_in_force() {
    // Directive (EU) 2024/2853 entered into force on 8 December 2024; the 1985 directive still held.
    let germany = regimes(Some(THEN), "germany,france", "germany");
    assert!(germany.contains(&regime(LiabilityRegime::Strict, Modality::Proposed, "eu-product-liability-directive")));
    let old = regime(LiabilityRegime::Product, Modality::Existing, "eu-product-liability-directive-1985");
    assert!(germany.contains(&old));
    // Liability 3: the AI liability directive "has lingered in the proposal stage".
    let lingering = regime(LiabilityRegime::PresumedFault, Modality::Proposed, "eu-ai-liability-directive");
    assert!(germany.contains(&lingering));
}

#[test]
fn brazil_would_be_strict_above_high_risk_but_only_proposes_it() {
    // Liability 3, Brazil: "suppliers or operators are strictly liable"; a draft bill, PL 2338/2023.
    let brazil = regimes(None, "south-america", "brazil");
    assert!(brazil.contains(&regime(LiabilityRegime::Strict, Modality::Proposed, "br-pl-2338")));
    assert!(brazil.contains(&regime(LiabilityRegime::PresumedFault, Modality::Proposed, "br-pl-2338")));
    assert!(brazil.iter().all(|(_, standing, _)| *standing == Modality::Proposed), "nothing in effect: {brazil:?}");
}

#[test]
fn south_koreas_liability_bill_rests_on_fault_and_is_a_bill() {
    // Liability 3, South Korea: liable "when they violate the obligations of the Act"; proposed in February 2023.
    let korea = regimes(None, "south-korea,japan", "south-korea");
    assert!(korea.contains(&regime(LiabilityRegime::Fault, Modality::Proposed, "kr-ai-liability-bill")));
}

#[test]
fn china_answers_to_authorities_under_the_interim_measures() {
    // Liability 3, China: "administrative liability for AI service providers".
    let china = regimes(None, "china,japan", "china");
    let measures = regime(LiabilityRegime::Administrative, Modality::Existing, "cn-genai-interim-measures");
    assert!(china.contains(&measures));
}

#[test]
fn irans_civil_liability_rests_on_fault() {
    // Liability 3, Iran: "intentionally or negligently causes harm".
    let iran = regimes(None, "iran,pakistan", "iran");
    assert!(iran.contains(&regime(LiabilityRegime::Fault, Modality::Existing, "ir-civil-liability-law")));
}

#[test]
fn pakistan_has_no_regime_and_nepal_is_not_assessed() {
    // Liability 3, Pakistan: "no formal AI liability framework"; the report does not speak of Nepal.
    liability(None, "iran,pakistan,nepal", |scope, lens| {
        let node = |id: &str| scope.graph().find(id).expect("a jurisdiction");
        assert_eq!(lens.not_assessed, vec![node("nepal")]);
        let pair = |a: NodeIx, b: NodeIx| lens.shopping.iter().any(|it| (it.a, it.b) == (a.min(b), a.max(b)));
        // Fault against none: a victim would go to the one, an operator to the other.
        assert!(pair(node("iran"), node("pakistan")));
        assert!(!pair(node("iran"), node("nepal")), "not assessed never counts as a difference");
        assert!(!pair(node("pakistan"), node("nepal")), "not assessed never counts as a difference");
    });
}

#[test]
fn a_proposal_makes_no_difference_today() {
    // Liability 3: Brazil's bill is strict, Iran's law is fault; only if the bill passed would the two differ.
    liability(None, "brazil,iran", |_, lens| {
        let found: Vec<_> =
            lens.shopping.iter().filter(|it| it.matter.as_str() == "liability-matter-harm-by-ai").collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].standing, Modality::Proposed);
    });
}

#[test]
fn the_order_of_regimes_is_the_documented_one() {
    let mut regimes: Vec<LiabilityRegime> = LiabilityRegime::all().collect();
    regimes.sort_by_key(|regime| std::cmp::Reverse(strictness(*regime)));
    let names: Vec<&str> = regimes.into_iter().map(LiabilityRegime::as_str).collect();
    assert_eq!(names, ["strict", "presumed_fault", "product", "fault", "administrative", "none_recorded"]);
}

#[test]
fn chinas_provisions_protect_pay_and_working_time() {
    // Labour 2.4: "Article 20 … workers whose schedules and salaries are determined by algorithmic systems".
    let naming = naming(None, "china,japan", "labour-protection-pay-and-scheduling");
    assert_eq!(naming, BTreeSet::from(["cn-algorithm-recommendation-provisions".to_owned()]));
}

#[test]
fn the_ai_act_and_the_principles_of_the_department_of_labor_name_human_oversight() {
    // Labour 2.4: "special oversight"; "consider AI governance and human oversight".
    let naming = naming(Some(THEN), "germany,united-states", "labour-protection-human-oversight");
    assert!(naming.contains("eu-ai-act") && naming.contains("us-dol-ai-principles"), "{naming:?}");
}

#[test]
fn no_instrument_protects_those_who_label_data() {
    // Labour 2.2 describes "repetitive, monotonous, and precarious conditions" and names no rule against them.
    assert_eq!(naming(None, "africa", "labour-protection-data-work"), BTreeSet::new());
}

#[test]
fn e_waste_of_hardware_is_counted_by_the_global_monitor() {
    // Environment 2.4.1: "The Global E-waste Monitor 2024 report".
    let found = cell(Some("environment-stage-1-computer-hardware"), Some("environment-metric-e-waste"));
    assert!(found.contains("unitar-global-e-waste-monitor-2024"), "{found:?}");
}

#[test]
fn the_f_gas_regulation_touches_hardware_and_names_no_metric() {
    // Environment 2.4.1: it mitigates "the environmental impacts associated with semiconductor production".
    assert!(cell(Some("environment-stage-1-computer-hardware"), None).contains("eu-f-gas-regulation"));
}

#[test]
fn services_are_measured_by_nothing_but_the_report_itself() {
    // Environment 2.4.1 vi asks for "a thorough assessment" because there is none.
    for measure in ["environment-metric-carbon-footprint", "environment-metric-energy-efficiency"] {
        let found = cell(Some("environment-stage-6-services"), Some(measure));
        assert_eq!(found, BTreeSet::from(["un-pnai-report-2024".to_owned()]));
    }
}

#[test]
fn every_cover_stands_in_the_table_of_its_topic() {
    for topic in ["environment", "labour"] {
        look(None, topic, "world", |_, lens| {
            let (rows, shown) = match lens {
                Lens::Environment(lens) => (&lens.rows, environment(lens)),
                Lens::Labour(lens) => (&lens.rows, labour(lens)),
                Lens::Liability(_) => panic!("asked for {topic}"),
            };
            let all: BTreeSet<_> = rows.iter().map(|row| (row.framework, &row.cover.what)).collect();
            assert!(!all.is_empty());
            assert_eq!(all.len(), shown, "each entry is told");
        });
    }
}

fn environment(lens: &EnvironmentLens<'_>) -> usize {
    let stages = lens.stages.iter().copied().map(Some).chain([None]);
    let measures = || lens.measures.iter().copied().map(Some).chain([None]);
    let cells = stages.flat_map(|stage| measures().map(move |measure| (stage, measure)));
    let told: BTreeSet<_> =
        cells.flat_map(|(a, b)| lens.cell(a, b)).map(|row| (row.framework, &row.cover.what)).collect();
    told.len()
}

fn labour(lens: &LabourLens<'_>) -> usize {
    let told: BTreeSet<_> =
        lens.protections.iter().flat_map(|it| lens.naming(it)).map(|row| (row.framework, &row.cover.what)).collect();
    told.len()
}

#[test]
fn risk_is_defined_in_conflict_by_iso_and_the_united_nations() {
    // Interoperability note 161: ISO 31000 and UNDRR define risk differently.
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let of = |id: &str| scope.node(id).expect("a framework");
    let rows = terms(&scope, &[of("undrr-terminology"), of("iso-31000"), of("eu-ai-act")]);
    let risk = rows.iter().find(|row| row.key == "risk").expect("all three define risk");
    assert_eq!(risk.definitions.len(), 3);
    assert_eq!(risk.conflicts.len(), 1);
    let alone = terms(&scope, &[of("iso-31000"), of("eu-ai-act")]);
    assert!(alone.iter().all(|row| row.conflicts.is_empty()), "both ends of a conflict must be compared");
}

#[test]
fn a_term_is_the_same_whatever_its_case_spaces_and_abbreviation() {
    assert_eq!(term_key("Artificial  Intelligence system"), term_key("AI system"));
    assert_ne!(term_key("risk"), term_key("high risk"));
}

#[test]
fn other_topics_have_no_lens() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let area = || scope.area("germany,france").expect("a region");
    assert_eq!(Lens::of(&scope, &gaps(&scope, area(), None)), None);
    let privacy = scope.about("privacy").expect("a topic");
    assert_eq!(Lens::of(&privacy, &gaps(&privacy, area(), None)), None);
}

#[test]
fn a_cover_of_nothing_known_and_a_matter_of_nothing_known_are_reported_in_place() {
    let folder = world();
    let path = folder.path().join("graph/frameworks/south/south-ai-bill.ron");
    let text = fs::read_to_string(&path).expect("the bill");
    let text = text
        .replace("labour-protection-consultation", "labour-protection-consultations")
        .replace("liability-matter-harm-by-ai", "liability-matter-harm-by-ais");
    fs::write(&path, text).expect("a writable folder");
    let answer = ask(folder.path(), &["check", "graph"]);
    assert_eq!(answer.code, 1);
    for wrong in ["labour-protection-consultations", "liability-matter-harm-by-ais"] {
        assert!(answer.out.contains(&format!("unknown concept `{wrong}`")), "{}", answer.out);
    }
    assert!(answer.out.contains("a similar one exists: `labour-protection-consultation`"), "{}", answer.out);
}

#[test]
fn a_cover_without_evidence_is_reported() {
    let folder = world();
    let path = folder.path().join("graph/frameworks/east/east-ai-guidelines.ron");
    let text = fs::read_to_string(&path).expect("the guidelines");
    let cover = r#"(what: ["environment-metric-energy-efficiency"], evidence: [(source: "world-report-2024", at: "4.8", basis: Inferred)])"#;
    assert!(text.contains(cover));
    fs::write(&path, text.replace(cover, r#"(what: ["environment-metric-energy-efficiency"], evidence: [])"#))
        .expect("a writable folder");
    let answer = ask(folder.path(), &["check", "graph"]);
    assert!(answer.out.contains("what `east-ai-guidelines` covers has no evidence"), "{}", answer.out);
}

#[test]
fn a_lens_reads_the_same_whatever_the_threads_and_stands_in_every_format() {
    let folder = world();
    for topic in ["liability", "environment", "labour"] {
        for (format, heading) in [("text", "\n"), ("md", "## "), ("html", "<h2>"), ("json", "\"lens\":{")] {
            let args = ["gaps", "--region", "mainland", "--topic", topic, "--format", format];
            let (one, eight) = (run(folder.path(), &args, "1"), run(folder.path(), &args, "8"));
            assert_eq!(one, eight);
            assert!(one.contains(heading) && one.to_lowercase().contains(topic), "{topic} as {format}: {one}");
        }
        let plain = ask(folder.path(), &["gaps", "--region", "mainland", "--topic", topic, "--format", "csv"]);
        assert!(plain.out.starts_with("a,b,layer,"), "the table of pairs stays as it is");
    }
}

fn run(folder: &std::path::Path, args: &[&str], threads: &str) -> String {
    let output = world::interlex(folder).args(args).env("RAYON_NUM_THREADS", threads).output();
    world::answer(output.expect("the program starts")).out
}
