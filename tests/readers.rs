//! Programs that others wrote read what interlex writes. Skipped, saying so, where those programs are not installed.

#![cfg(feature = "xlsx")]

#[path = "common/world.rs"]
mod world;

use std::path::Path;
use std::process::Command;

use interlex::analysis::{self, PlanOptions};
use interlex::load;
use interlex::report::gaps_xlsx;
use interlex::rules::{Question, findings};
use interlex::scope::Scope;

/// The workbook of a region of the real graph.
fn workbook() -> Vec<u8> {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let report = analysis::gaps(&scope, scope.area("asean").expect("a bloc"), None);
    let plan = analysis::plan(&scope, report.area.clone(), None, PlanOptions::new());
    gaps_xlsx(&scope, &report, &findings(&Question::new(scope, &report)), &plan).expect("fits into a workbook")
}

#[test]
fn the_same_question_gives_the_same_workbook() {
    assert_eq!(workbook(), workbook());
}

#[test]
fn openpyxl_reads_every_sheet_and_finds_no_formula() {
    let has = Command::new("python3").args(["-c", "import openpyxl"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with openpyxl is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("gaps.xlsx");
    std::fs::write(&file, workbook()).expect("writable");
    let script = "import sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        assert book.sheetnames == ['Findings', 'Coverage', 'Pairs', 'Grid', 'Plan'], book.sheetnames\n\
        assert all(cell.data_type != 'f' for sheet in book for row in sheet for cell in row)\n\
        print(book['Pairs'].max_row, book['Grid'].max_row)";
    let output = Command::new("python3").args(["-c", script]).arg(&file).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // 55 pairs in three layers, three layers of six patterns, and a header each.
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "166 19");
}

/// A world with findings of several kinds in it, some at the level of a warning.
fn broken() -> tempfile::TempDir {
    let folder = world::world();
    for rule in ["id_dangling", "source_unused", "file_unreadable"] {
        world::overlay(&world::fixtures().join("rules").join(rule), &folder.path().join("graph"));
    }
    let act = folder.path().join("graph/frameworks/north/north-ai-act.ron");
    let text = std::fs::read_to_string(&act).expect("a record").replace("kind: Law", "kind: Lwa");
    std::fs::write(act, text.replace("Northland AI Act", "]]> <script> \u{1F600} {0}")).expect("a record");
    folder
}

/// Gives the findings in this format to a script of Python that needs a module; `None` if that is not installed.
fn read_by_python(format: &str, module: &str, script: &str, arguments: &[&Path]) -> Option<String> {
    let has = Command::new("python3").args(["-c", &format!("import {module}")]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with {module} is not installed");
        return None;
    }
    let folder = broken();
    let file = folder.path().join("findings");
    let answer = world::ask(folder.path(), &["check", "graph", "--format", format, "-o", "findings"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    let output =
        Command::new("python3").args(["-c", script]).arg(&file).args(arguments).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[test]
fn sarif_is_valid_by_the_schema_of_oasis() {
    // The crate serde-sarif carries it; .ci/run fetches it.
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/sarif/sarif-schema-2.1.0.json");
    if !schema.is_file() {
        eprintln!("skipped: {} is not there", schema.display());
        return;
    }
    let script = "import json, sys, jsonschema\n\
        log, schema = (json.load(open(path, encoding='utf-8')) for path in sys.argv[1:3])\n\
        assert schema['$id'].endswith('sarif-schema-2.1.0.json'), schema['$id']\n\
        jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)\n\
        print(len(log['runs'][0]['results']))";
    let Some(results) = read_by_python("sarif", "jsonschema", script, &[&schema]) else { return };
    assert!(results.parse::<usize>().is_ok_and(|count| count >= 3), "{results}");
}

#[test]
fn junitparser_reads_suites_cases_and_outcomes() {
    let script = "import sys, junitparser\n\
        report = junitparser.JUnitXml.fromfile(sys.argv[1])\n\
        cases = [case for suite in report for case in suite]\n\
        failed = [case for case in cases if any(isinstance(it, junitparser.Failure) for it in case.result)]\n\
        skipped = [case for case in cases if any(isinstance(it, junitparser.Skipped) for it in case.result)]\n\
        assert (report.tests, report.failures, report.skipped) == (len(cases), len(failed), len(skipped)), report\n\
        assert all(case.classname.startswith('interlex.') and case.name for case in cases)\n\
        assert all('-->' in it.text for case in failed for it in case.result)\n\
        report.update_statistics()\n\
        print(len(failed) > 0, len(skipped) > 0, report.tests == len(cases), report.failures == len(failed))";
    let Some(said) = read_by_python("junit", "junitparser", script, &[]) else { return };
    assert_eq!(said, "True True True True");
}
