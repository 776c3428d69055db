//! `check --fix`: what is put right, what is not, and that nothing gets lost.

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::path::Path;

use interlex::check::fix::{Fixed, fix};
use interlex::check::{self, Thresholds};
use interlex::load::Texts;
use world::{ask, overlay, world};

const RECORD: &str = "graph/frameworks/north/north-ai-act.ron";

/// The clean world with one text in the record changed.
fn broken(from: &str, to: &str) -> tempfile::TempDir {
    let folder = world();
    change(folder.path(), RECORD, from, to);
    folder
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("a file of the world")
}

fn change(folder: &Path, path: &str, from: &str, to: &str) {
    let text = read(folder, path);
    assert!(text.contains(from), "{path} has no {from:?}");
    fs::write(folder.join(path), text.replacen(from, to, 1)).expect("a writable file");
}

fn fixed(folder: &Path) -> Fixed {
    let texts = Texts::read(&folder.join("graph")).expect("a graph");
    fix(&texts, &|loaded| check::check(loaded, &Thresholds::default()), &|_| true)
}

#[test]
fn what_can_only_have_been_meant_is_put_right() {
    for (from, to) in [
        ("kind: Law,", "kind: Law"),
        ("kind: Law,", "kind: Law;"),
        ("status: InForce", "status = InForce"),
        ("status: InForce", "status: in_force"),
        ("status: InForce", "status: \"InForce\""),
        ("jurisdictions: [\"northland\"]", "jurisdictions: [\"northlnad\"]"),
        ("jurisdictions: [\"northland\"]", "jurisdictions: \"northland\""),
        ("jurisdictions: [\"northland\"]", "jurisdictions: [northland]"),
        ("jurisdictions: [\"northland\"]", "jurisdictions: [\"northland\", \"northland\"]"),
        ("jurisdictions:", "jurisdicitons:"),
        ("to: \"union-ai-regulation\"", "to: \"union-ai-regulatoin\""),
        ("name: \"Northland AI Act\"", "name: “Northland AI Act”"),
        ("name: ", "name:\u{A0}"),
        ("in_force:", "in-force:"),
        ("\"2022-05-01\"", "2022-05-01"),
        ("Framework(", "\u{FEFF}Framework("),
        ("    kind: Law,\n", "  kind:Law,\n\n\n"),
    ] {
        let folder = broken(from, to);
        let clean = read(world().path(), RECORD);
        let done = ask(folder.path(), &["check", "--fix"]);
        assert_eq!(done.code, 0, "{to}: {}", done.err);
        assert!(done.out.is_empty() && done.err.contains("0 remain\n"), "{to}: {}{}", done.out, done.err);
        let now = read(folder.path(), RECORD);
        let blank_line_kept = now.replace("kind: Law,\n\n", "kind: Law,\n");
        assert_eq!(blank_line_kept, clean, "{to}");
        assert!(fixed(folder.path()).files.is_empty(), "{to}: fixing twice is fixing once");
    }
}

#[test]
fn several_mistakes_on_top_of_each_other_are_put_right() {
    let folder = broken("kind: Law,", "kind: Law");
    change(folder.path(), RECORD, "status: InForce", "status: in_force");
    change(folder.path(), RECORD, "to: \"union-ai-regulation\"", "to: \"union-ai-regulatoin\"");
    let done = fixed(folder.path());
    assert_eq!(done.files.len(), 1);
    assert_eq!((done.files[0].fixes, done.findings.len()), (3, 0), "{:?}", done.findings);
    assert_eq!(done.files[0].after, read(world().path(), RECORD));
}

#[test]
fn what_might_have_been_meant_otherwise_is_left_alone() {
    for (from, to) in [
        ("jurisdictions: [\"northland\"]", "jurisdictions: [\"nordland-x\"]"),
        ("to: \"union-ai-regulation\"", "to: \"onion-a-regulation\""),
        ("kind: Law", "kind: Lawful"),
        ("name: \"Northland AI Act\"", "name: \"Northland AI Act"),
        ("kind: Law,", "kind: Law, )"),
    ] {
        let folder = broken(from, to);
        let before = read(folder.path(), RECORD);
        let done = ask(folder.path(), &["check", "--fix"]);
        assert_eq!(done.code, 1, "{to}: {}", done.err);
        assert!(done.err.contains("0 fixed in 0 files"), "{to}: {}", done.err);
        assert_eq!(read(folder.path(), RECORD), before, "{to}");
    }
}

#[test]
fn a_file_with_one_riddle_is_left_as_a_whole() {
    let folder = broken("kind: Law,", "kind: Law");
    change(folder.path(), RECORD, "evidence: [(", "evidence: [((");
    let before = read(folder.path(), RECORD);
    assert!(fixed(folder.path()).files.is_empty());
    assert_eq!(read(folder.path(), RECORD), before);
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let folder = broken("status: InForce", "status: in_force");
    let before = read(folder.path(), RECORD);
    let done = ask(folder.path(), &["check", "--fix", "--dry-run"]);
    assert!(done.err.contains("-    status: in_force,\n+    status: InForce,\n"), "{}", done.err);
    assert!(done.err.contains("1 would be fixed in 1 files"), "{}", done.err);
    assert_eq!(read(folder.path(), RECORD), before);
    assert_eq!(ask(folder.path(), &["check", "--dry-run"]).code, 2, "--dry-run belongs to --fix");
}

#[test]
fn files_that_were_not_named_are_left_alone() {
    let folder = broken("status: InForce", "status: in_force");
    let before = read(folder.path(), RECORD);
    let done = ask(folder.path(), &["check", "--fix", "graph/frameworks/south"]);
    assert!(done.err.contains("0 fixed in 0 files"), "{}", done.err);
    assert_eq!(read(folder.path(), RECORD), before);
    ask(folder.path(), &["check", "--fix", "-q", RECORD]);
    assert_eq!(read(folder.path(), RECORD), read(world().path(), RECORD));
}

#[test]
fn a_list_with_comments_is_not_sorted() {
    let folder = world();
    overlay(&world::fixtures().join("rules/list_unsorted"), &folder.path().join("graph"));
    let record = "graph/institutions/north/north-ai-office.ron";
    assert_eq!(fixed(folder.path()).files.len(), 1);
    change(folder.path(), record, "[Technical, Legal]", "[Technical /* first */, Legal]");
    assert!(fixed(folder.path()).files.is_empty());
}

#[test]
fn a_read_only_file_stays_and_the_reason_is_given() {
    let folder = broken("status: InForce", "status: in_force");
    let path = folder.path().join(RECORD);
    let mut permissions = fs::metadata(&path).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("ours");
    let before = read(folder.path(), RECORD);
    let done = ask(folder.path(), &["check", "--fix"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("it is read-only"), "{}", done.err);
    assert_eq!(read(folder.path(), RECORD), before);
}

#[test]
fn the_graph_needs_no_fix() {
    let texts = Texts::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("graph")).expect("the graph");
    let done = fix(&texts, &|loaded| check::check(loaded, &Thresholds::default()), &|_| true);
    assert!(done.files.is_empty(), "{:?}", done.files.iter().map(|file| &file.path).collect::<Vec<_>>());
}
