//! What people write beside a graph: `interlex.toml`, a baseline, the profile of a system, a scenario, a mapping file. The
//! first byte says which.
//!
//! Each is read or refused with places that are there; what was read is used once.
#![no_main]

use std::io;
use std::sync::LazyLock;

use interlex::analysis::apply;
use interlex::analysis::simulate::simulate;
use interlex::check::policy::{Baseline, Circumstances, Policy};
use interlex::check::{self, Thresholds};
use interlex::diagnostic::Diagnostic;
use interlex::exchange::import::{self, Options};
use interlex::load::{Loaded, profile_text, scenario_text};
use interlex::report::simulate_json;
use interlex::scope::Scope;
use interlex::source::{FileId, Files, SourceFile};
use interlex_fuzz::world;
use libfuzzer_sys::fuzz_target;

static WORLD: LazyLock<Loaded> = LazyLock::new(|| world(&[]));

fuzz_target!(|input: &[u8]| {
    let Some((first, text)) = input.split_first() else { return };
    let Ok(text) = str::from_utf8(text) else { return };
    match first % 5 {
        0 => policy(text),
        1 => baseline(text),
        2 => profile(text),
        3 => scenario(text),
        _ => mapping(text),
    }
});

fn policy(text: &str) {
    let source = SourceFile::new("interlex.toml".to_owned(), text.to_owned());
    match Policy::read(FileId(0), &source) {
        Ok(policy) => {
            let findings = check::check_all(&WORLD, policy.thresholds());
            let day = WORLD.graph.meta().as_of;
            policy.judge(&WORLD, findings, Circumstances { day, baseline: None, changes: None });
        }
        Err(findings) => have_places(&findings, text),
    }
}

fn baseline(text: &str) {
    let source = SourceFile::new("baseline.jsonl".to_owned(), text.to_owned());
    match Baseline::read(FileId(0), &source) {
        Ok(baseline) => {
            let mut out = Vec::new();
            baseline.write(&mut out).expect("writing to memory");
            let written = SourceFile::new(String::new(), String::from_utf8(out).expect("a baseline is UTF-8"));
            let again = Baseline::read(FileId(0), &written).expect("what is written is read");
            assert_eq!(again.findings(), baseline.findings(), "nothing is lost");
            let policy = Policy::default();
            let day = WORLD.graph.meta().as_of;
            let findings = check::check_all(&WORLD, &Thresholds::default());
            policy.judge(&WORLD, findings, Circumstances { day, baseline: Some(&baseline), changes: None });
        }
        Err(findings) => have_places(&findings, text),
    }
}

fn profile(text: &str) {
    let read = profile_text("profile.ron", text, &WORLD.graph);
    have_places(&read.diagnostics, text);
    if let Some(profile) = &read.profile {
        let scope = Scope::new(&WORLD.graph);
        simulate_json(&scope, &simulate(&scope, profile), &mut io::sink()).expect("the answer is written");
    }
}

fn scenario(text: &str) {
    let read = scenario_text("scenario.ron", text, &WORLD.graph);
    have_places(&read.diagnostics, text);
    if let Some(scenario) = read.scenario.as_ref().filter(|_| read.diagnostics.is_empty()) {
        // What does not fit the graph is refused in words.
        let _ = apply(&Scope::new(&WORLD.graph), scenario);
    }
}

fn mapping(text: &str) {
    let mut files = Files::default();
    let theirs = r#"{"nodes":[{"id":"a","kind":"law","x":1},{"id":"b"}],"links":[{"source":"a","target":"b","type":"uses"}]}"#;
    files.push(SourceFile::new("graph.json".to_owned(), theirs.to_owned()));
    let day = "2024-06-30".parse().expect("a day");
    let map = Some(("map.toml".to_owned(), text.to_owned()));
    let _ = import::edges(files, &Options { as_of: Some(day), map, ..Options::default() });
}

fn have_places(findings: &[Diagnostic], text: &str) {
    for label in findings.iter().flat_map(|finding| &finding.labels) {
        assert!(label.file != FileId(0) || text.get(label.span.range()).is_some(), "{:?} is no place", label.span);
    }
}
