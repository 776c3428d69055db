//! The curated graph: sound, clean, large enough, and right where the answer is known and will stay.

#[path = "common/world.rs"]
mod world;

use std::sync::LazyLock;

use interlex::analysis::{Applicability, CoverageState, Layers, Verdict, assess};
use interlex::check;
use interlex::load::{self, Loaded};
use interlex::model::{CoverageGround, Graph, Layer, Modality, NodeIx, NodeKind, Relation};
use interlex::report::{self, LayerAnswer};
use interlex::scope::Scope;
use serde_json::Value;

static LOADED: LazyLock<Loaded> = LazyLock::new(load::embedded);

fn graph() -> &'static Graph {
    &LOADED.graph
}

#[track_caller]
fn node(id: &str) -> NodeIx {
    graph().by_id(id).unwrap_or_else(|| panic!("the graph has no `{id}`"))
}

/// The ground on which a framework applied in a jurisdiction on a day, if it did.
fn ground(framework: &str, jurisdiction: &str, day: &str) -> Option<CoverageGround> {
    let scope = Scope::new(graph()).on(day.parse().expect("a day"));
    let applicability = Applicability::of(&scope, node(jurisdiction));
    let coverage = applicability.frameworks.iter().find(|coverage| coverage.node == node(framework));
    coverage.and_then(|coverage| coverage.ground)
}

#[test]
fn the_curated_graph_is_sound() {
    let told: Vec<&str> = LOADED.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert!(LOADED.is_sound(), "{told:#?}");
}

#[test]
fn the_curated_graph_passes_its_own_check() {
    let findings = check::check(&LOADED, &check::Thresholds::default());
    let mut told = Vec::new();
    report::diagnostics::human(&findings, &LOADED.files, &mut told, false).expect("a vector takes everything");
    assert!(findings.is_empty(), "{}", String::from_utf8_lossy(&told));
}

#[test]
fn the_curated_graph_is_as_large_as_promised() {
    let of = |wanted: fn(NodeKind) -> bool| graph().nodes().iter().filter(|node| wanted(node.kind())).count();
    let frameworks = of(|kind| kind == NodeKind::Framework);
    let institutions = of(|kind| !matches!(kind, NodeKind::Framework | NodeKind::Jurisdiction));
    let relations = graph().links().len();
    assert!(frameworks >= 70, "only {frameworks} frameworks");
    assert!(institutions >= 40, "only {institutions} institutions");
    assert!(relations >= 150, "only {relations} relations");
    let substantive = graph().links().iter().filter(|link| link.relation.is_substantive()).count();
    assert!(substantive >= 70, "only {substantive} alignments, references and conflicts");
    for layer in Layer::ALL {
        let in_layer =
            graph().nodes().iter().filter(|node| node.framework().is_some() && node.layers().contains(layer));
        assert!(in_layer.count() >= 10, "too few frameworks in the {} layer", layer.as_str());
    }
}

#[test]
fn every_alignment_reference_and_conflict_can_be_looked_up() {
    for link in graph().links().iter().filter(|link| link.relation.is_substantive()) {
        let ends = format!("{} – {}", graph().end_id(&link.from), graph().end_id(&link.to));
        assert!(!link.claim.is_empty(), "{ends} claims nothing");
        assert!(!link.evidence.is_empty(), "{ends} rests on nothing");
    }
}

#[test]
fn singapore_and_the_united_states_meet_in_the_joint_mapping_of_their_toolkits() {
    let scope = Scope::new(graph()).in_layer(Layer::Technical);
    let answer = report::path_answer(&scope, node("singapore"), node("united-states"), 1);
    let LayerAnswer { layer, assessment, .. } = &answer.layers[0];
    assert_eq!((*layer, assessment.verdict), (Layer::Technical, Verdict::Aligned));
    let path = assessment.path.as_ref().expect("a chain");
    assert_eq!(path.nodes(), [node("sg-ai-verify"), node("us-nist-ai-rmf")]);
    let strength = path.strength().expect("a strength").get();
    assert!((strength - 0.8).abs() < 1e-6, "a joint mapping between own texts is worth 0.8, not {strength}");
    let relation = graph().link(path.steps[0].link).relation;
    assert_eq!(relation.mechanism(), Some("joint_mapping"));
}

#[test]
fn the_members_of_the_eu_are_bound_by_its_ai_act_and_others_are_not() {
    let scope = Scope::new(graph());
    let members = scope.members(node("eu"));
    assert_eq!(members.len(), 27);
    for member in members {
        let id = graph().node(member).id.as_str();
        assert_eq!(ground("eu-ai-act", id, "2025-01-01"), Some(CoverageGround::BindsBloc), "{id}");
    }
    for outsider in ["united-kingdom", "united-states", "china", "kenya"] {
        assert_eq!(ground("eu-ai-act", outsider, "2025-01-01"), None, "{outsider}");
    }
}

#[test]
fn the_ai_act_came_into_force_in_august_2024() {
    let status = |day: &str| {
        let day = day.parse().expect("a day");
        graph().status_on(node("eu-ai-act"), day).map(interlex::model::Status::as_str)
    };
    assert_eq!(status("2024-08-02"), Some("in_force"));
    assert_ne!(status("2024-07-31"), Some("in_force"));
    assert_eq!(status("1999-01-01"), None);
}

#[test]
fn the_united_kingdom_the_united_states_and_the_eu_signed_the_coe_convention() {
    for party in ["united-kingdom", "united-states", "eu"] {
        assert_eq!(ground("coe-ai-convention", party, "2024-12-01"), Some(CoverageGround::Signed), "{party}");
    }
    let before = ground("coe-ai-convention", "united-kingdom", "2024-09-04");
    assert_ne!(before, Some(CoverageGround::Signed), "it was opened for signature on 5 September 2024");
}

#[test]
fn two_members_of_the_eu_are_aligned_by_common_law_in_the_legal_and_data_layers() {
    let scope = Scope::new(graph());
    let answer = report::path_answer(&scope, node("germany"), node("france"), 1);
    for LayerAnswer { layer, assessment, .. } in &answer.layers {
        if *layer != Layer::Technical {
            assert_eq!(assessment.verdict, Verdict::Aligned, "{layer}");
            assert!(
                assessment.path.as_ref().is_some_and(|path| path.steps.is_empty()),
                "{layer}: the same text binds both"
            );
        }
    }
}

#[test]
fn only_existing_links_carry_a_path() {
    let scope = Scope::new(graph());
    let layers = Layers::new(&scope);
    let members = scope.area("asean").expect("a bloc").members;
    let partner = Applicability::of(&scope, node("germany"));
    for member in members {
        let from = Applicability::of(&scope, member);
        for network in layers.networks() {
            let reach = network.reach(&scope, &from);
            let assessment = assess(&scope, &layers, network.layer(), &reach, &from, &partner);
            for step in assessment.path.iter().flat_map(|path| &path.steps) {
                let link = graph().link(step.link);
                assert_eq!(link.modality, Modality::Existing);
                assert!(matches!(link.relation, Relation::Alignment(_) | Relation::Reference(_)));
            }
        }
    }
}

#[test]
fn what_a_source_calls_absent_is_absent_and_the_rest_is_not_assessed() {
    let scope = Scope::new(graph());
    let everyone = scope.area("world").expect("a region").members;
    let mut seen = std::collections::BTreeSet::new();
    for member in everyone {
        let applicability = Applicability::of(&scope, member);
        let absences = &graph().node(member).jurisdiction().expect("a jurisdiction").absences;
        for layer in Layer::ALL {
            let state = applicability.state(&scope, layer);
            seen.insert(state);
            let asserted = absences.iter().any(|absence| absence.layer == layer);
            assert!(state != CoverageState::Absent || asserted, "nothing is absent without a source that says so");
            assert!(state != CoverageState::NotAssessed || !asserted, "what a source says is not unknown");
        }
    }
    assert_eq!(seen.len(), 3, "the graph knows all three: {seen:?}");
}

#[test]
fn names_codes_and_aliases_lead_to_the_country() {
    for (name, id) in
        [("SG", "singapore"), ("USA", "united-states"), ("uk", "united-kingdom"), ("South Korea", "south-korea")]
    {
        assert_eq!(graph().find(name), Some(node(id)), "{name}");
    }
}

#[test]
fn every_gap_report_named_by_the_documentation_is_whole() {
    let folder = world::empty();
    for region in ["africa", "asean", "latin-america", "middle-east", "eu"] {
        let answer = world::ask(folder.path(), &["gaps", "--region", region, "--format", "json"]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{region}");
        let report: Value = serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{region}: {error}"));
        let rows = |key: &str| report[key].as_array().unwrap_or_else(|| panic!("{region} has no `{key}`")).len();
        let members = rows("members");
        assert!(members >= 8, "{region} has only {members} members");
        assert_eq!(rows("coverage"), members * 3, "{region}");
        assert_eq!(rows("pairs"), members * (members - 1) / 2 * 3, "{region}");
        assert_eq!(rows("grid"), 18, "{region}");
    }
    let answer = world::ask(folder.path(), &["gaps", "--region", "asean", "--with", "eu"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.starts_with("Gap report: "), "{}", answer.out);
}

#[test]
fn the_embedded_graph_is_the_one_in_the_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("graph");
    let beside = load::folder(&folder).expect("the graph folder");
    assert_eq!(beside.graph.nodes().len(), graph().nodes().len());
    assert_eq!(beside.graph.links().len(), graph().links().len());
}
