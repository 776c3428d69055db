//! The loader and the check: one file of a small graph is the input, the first byte says which.
//!
//! Whatever it says, the graph is built, every finding has a place that is there and can be shown, and what could be
//! built answers questions and is exported.
#![no_main]

use std::io;

use interlex::analysis::gaps;
use interlex::check::{self, Thresholds};
use interlex::exchange::graph_json;
use interlex::report::{Checked, diagnostics, gaps_csv, junit, sarif};
use interlex::scope::Scope;
use interlex_fuzz::{FILES, world};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: {
    let loaded = world(&[]);
    assert!(loaded.is_sound(), "{:?}", loaded.diagnostics);
}, |input: &[u8]| {
    let Some((first, text)) = input.split_first() else { return };
    let Ok(text) = str::from_utf8(text) else { return };
    let (path, _) = FILES[usize::from(*first) % FILES.len()];
    let loaded = world(&[(path, text)]);
    let findings = check::check_all(&loaded, &Thresholds::default());
    for label in findings.iter().flat_map(|finding| &finding.labels) {
        let file = loaded.files.get(label.file).expect("a finding names a file");
        assert!(file.text().get(label.span.range()).is_some(), "{:?} is no place in {}", label.span, file.path());
    }
    let out = &mut io::sink();
    diagnostics::human(&findings, &loaded.files, out, true).expect("findings are shown");
    let checked = Checked { findings: &findings, files: &loaded.files, rules: &check::applied() };
    sarif(&checked, out).expect("findings are written as SARIF");
    junit(&checked, out).expect("findings are written as JUnit");
    let scope = Scope::new(&loaded.graph);
    graph_json(&scope, out).expect("the graph is written");
    if loaded.is_sound() {
        let report = gaps(&scope, scope.world(), None);
        gaps_csv(&scope, &report, out).expect("the report is written");
    }
});
