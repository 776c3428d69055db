//! Programs that others wrote read what interlex writes. Skipped, saying so, where those programs are not installed.

#![cfg(feature = "xlsx")]

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
