//! Laws of exemptions and baselines, whatever was found.

#[path = "common/tries.rs"]
mod tries;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use interlex::check::policy::{Baseline, Circumstances, Policy};
use interlex::diagnostic::Diagnostic;
use interlex::load::{self, Loaded};
use interlex::source::{FileId, SourceFile, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tries::tries;

const RULES: [&str; 4] = ["claim_missing", "evidence_missing", "likely_duplicate", "source_unused"];
const ENTRIES: [&str; 3] = ["northland", "southland", "eastland"];

fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(0x0B5E_55ED),
        failure_persistence: None,
        ..ProptestConfig::with_cases(tries(64))
    }
}

/// A graph that has the entries.
fn graph() -> &'static Loaded {
    static GRAPH: OnceLock<Loaded> = OnceLock::new();
    GRAPH.get_or_init(load_graph)
}

fn load_graph() -> Loaded {
    let row = |id: &&str| format!("Jurisdiction(id: \"{id}\", name: \"{id}\", kind: Bloc, region: \"africa\"),");
    let table = format!("[{}]", ENTRIES.iter().map(row).collect::<String>());
    let meta = "Graph(title: \"T\", version: \"1\", as_of: \"2026-01-01\", licence: \"CC0-1.0\")";
    let loaded = load::texts([("graph.ron", meta), ("jurisdictions/a.ron", &table), ("sources.ron", "[]")]);
    assert!(loaded.is_sound(), "{:?}", loaded.diagnostics);
    loaded
}

/// Findings: which rule, which entry, which message, and a place that says nothing.
fn findings() -> impl Strategy<Value = Vec<Diagnostic>> {
    let finding = (0..RULES.len(), 0..ENTRIES.len(), 0..3_u8, 0..50_usize).prop_map(|(rule, entry, message, at)| {
        Diagnostic::warn(RULES[rule], format!("message {message}"))
            .label(FileId(0), Span::empty(at), "")
            .about(Some(ENTRIES[entry].to_owned()))
    });
    proptest::collection::vec(finding, 0..20)
}

/// Pairs of rule and entry, in some order.
fn exemptions() -> impl Strategy<Value = Vec<(usize, usize)>> {
    let all: Vec<(usize, usize)> =
        (0..RULES.len()).flat_map(|rule| (0..ENTRIES.len()).map(move |it| (rule, it))).collect();
    proptest::sample::subsequence(all, 0..=12).prop_shuffle()
}

fn policy(exemptions: &[(usize, usize)]) -> Policy {
    let line = |&(rule, entry): &(usize, usize)| {
        format!("[[exempt]]\nrule = \"{}\"\nentry = \"{}\"\nreason = \"r\"\n", RULES[rule], ENTRIES[entry])
    };
    let text: String = exemptions.iter().map(line).collect();
    Policy::read(FileId(9), &SourceFile::new("interlex.toml".into(), text)).expect("a good configuration")
}

/// How often each finding about the graph is left, and how many are told of the policy itself.
type Left = (BTreeMap<(&'static str, String, String), usize>, Vec<(&'static str, String)>);

fn left(loaded: &Loaded, policy: &Policy, findings: &[Diagnostic], baseline: Option<&Baseline>) -> Left {
    let on = Circumstances { day: loaded.graph.meta().as_of, baseline, changes: None };
    let mut counts = BTreeMap::new();
    let mut own = Vec::new();
    for it in policy.judge(loaded, findings.to_vec(), on).findings {
        let subject = it.subject.unwrap_or_default();
        if RULES.contains(&it.rule) {
            *counts.entry((it.rule, subject, it.message)).or_insert(0) += 1;
        } else {
            own.push((it.rule, subject));
        }
    }
    own.sort();
    (counts, own)
}

fn read_back(baseline: &Baseline) -> Baseline {
    let mut text = Vec::new();
    baseline.write(&mut text).expect("memory takes it");
    let text = String::from_utf8(text).expect("UTF-8");
    Baseline::read(FileId(8), &SourceFile::new("baseline.jsonl".into(), text)).expect("what was written can be read")
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn exemptions_take_findings_away_and_add_none(found in findings(), exempt in exemptions()) {
        let loaded = graph();
        let (all, _) = left(loaded, &Policy::default(), &found, None);
        let (some, own) = left(loaded, &policy(&exempt), &found, None);
        let is_exempt = |rule: &str, entry: &str| exempt.iter().any(|it| (RULES[it.0], ENTRIES[it.1]) == (rule, entry));
        let expected: BTreeMap<_, _> = all.iter().filter(|((rule, entry, _), _)| !is_exempt(rule, entry)).collect();
        prop_assert_eq!(some.iter().collect::<BTreeMap<_, _>>(), expected);
        let idle = exempt.iter().filter(|it| !all.keys().any(|(rule, entry, _)| (RULES[it.0], ENTRIES[it.1]) == (*rule, entry)));
        prop_assert_eq!(own.len(), idle.count(), "each exemption that hides nothing is told once");
    }

    #[test]
    fn the_order_of_exemptions_does_not_matter(found in findings(), exempt in exemptions()) {
        let loaded = graph();
        let mut sorted = exempt.clone();
        sorted.sort_unstable();
        let judge = |exempt: &[(usize, usize)]| left(loaded, &policy(exempt), &found, None);
        prop_assert_eq!(judge(&exempt), judge(&sorted));
    }

    #[test]
    fn a_baseline_of_the_findings_hides_exactly_them(old in findings(), new in findings(), exempt in exemptions()) {
        let loaded = graph();
        let policy = policy(&exempt);
        let baseline = read_back(&policy.to_record(&old, loaded.graph.meta().as_of));
        let (none, own) = left(loaded, &policy, &old, Some(&baseline));
        prop_assert!(none.is_empty(), "{:?}", none);
        prop_assert!(own.iter().all(|(rule, _)| *rule == "exemption_unused"), "{:?}", own);
        let both: Vec<Diagnostic> = old.iter().chain(&new).cloned().collect();
        let (more, _) = left(loaded, &policy, &both, Some(&baseline));
        prop_assert_eq!(more, left(loaded, &policy, &new, None).0, "what came since is left");
    }

    #[test]
    fn a_baseline_without_its_findings_is_stale_line_by_line(old in findings()) {
        let loaded = graph();
        let baseline = read_back(&Baseline::of(&old));
        let (none, own) = left(loaded, &Policy::default(), &[], Some(&baseline));
        let lines = left(loaded, &Policy::default(), &old, None).0.len();
        prop_assert!(none.is_empty());
        prop_assert_eq!(own.len(), lines);
        prop_assert!(own.iter().all(|(rule, _)| *rule == "baseline_stale"));
    }
}
