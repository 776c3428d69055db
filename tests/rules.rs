//! Every rule fires on its own fixture, alone, with the words in `expected.txt`; and is quiet on the clean graph.
//!
//! `tests/fixtures/rules/<rule>/` holds the files that are laid over the clean graph. `INTERLEX_BLESS=1` rewrites the
//! expectations; whoever does that reads them. Comments in a fixture mark the piece that `explain` shows as wrong, and hold
//! what should stand there.

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use interlex::check::sources::{CopyForm, SourceCopy};
use interlex::check::{self, Rule};
use interlex::diagnostic::{Diagnostic, Level};
use interlex::source::Files;
use interlex::{load, report};
use serde_json::Value;
use world::{ask, fixtures, overlay, world};

/// The fixtures, one a rule.
fn fixture_names() -> BTreeSet<String> {
    let folders = fs::read_dir(fixtures().join("rules")).expect("a folder of fixtures");
    folders.map(|entry| entry.expect("a fixture").file_name().into_string().expect("UTF-8")).collect()
}

/// The ids of the registry.
fn rule_ids() -> BTreeSet<String> {
    check::rules().into_iter().map(|rule| rule.id.to_owned()).collect()
}

/// The rules that fired, from `check --format json`.
fn fired(lines: &str) -> BTreeSet<String> {
    let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("one JSON object a line"));
    rows.map(|row| row["rule"].as_str().expect("a rule id").to_owned()).collect()
}

/// The copy of a source that two rules are about.
const COPY: &str = "world-report-2024.txt";

/// How the program is asked for a rule; `None` if it does not tell it by default, or among other things.
fn question(rule: &Rule) -> Option<[&'static str; 2]> {
    match rule.id {
        "locator_not_found" | "text_copied" => {
            Some(["verify-evidence", "--source=world-report-2024=world-report-2024.txt"])
        }
        "profile_unusable" => None,
        _ => (rule.level != Level::Allow).then_some(["check", "graph"]),
    }
}

/// What is found in a world about a rule.
fn found(rule: &'static Rule, folder: &Path) -> (Vec<Diagnostic>, Files) {
    let loaded = load::folder(&folder.join("graph")).expect("a graph");
    let thresholds = check::Thresholds::default();
    let found = match rule.id {
        "profile_unusable" => {
            let text = fs::read_to_string(folder.join("graph/profile.ron")).expect("a profile");
            let read = load::profile_text("graph/profile.ron", &text, &loaded.graph);
            return (read.diagnostics, read.files);
        }
        "locator_not_found" | "text_copied" => {
            let text = fs::read_to_string(folder.join(COPY)).expect("the copy of the source");
            let source = loaded.graph.source_by_id("world-report-2024").expect("a source");
            check::sources::verify(&loaded, &[SourceCopy::new(source, &text, CopyForm::Text)]).findings
        }
        _ if rule.level == Level::Allow => check::check_one(rule, &loaded, &thresholds),
        _ => check::check(&loaded, &thresholds),
    };
    (found, loaded.files)
}

/// Findings as JSON lines or in words, with paths as they are seen in the world.
fn written(
    (found, files): &(Vec<Diagnostic>, Files),
    folder: &Path,
    write: impl Fn(&[Diagnostic], &Files, &mut Vec<u8>) -> std::io::Result<()>,
) -> String {
    let mut bytes = Vec::new();
    write(found, files, &mut bytes).expect("a vector takes everything");
    String::from_utf8(bytes).expect("UTF-8").replace(&format!("{}/", folder.display()), "")
}

/// What is found about a rule as JSON lines.
fn rows(rule: &'static Rule, folder: &Path) -> String {
    // What the program finds wrong with its configuration only the program finds.
    if ["config_", "exemption_", "baseline_"].iter().any(|begin| rule.id.starts_with(begin)) {
        return ask(folder, &["check", "graph", "--format", "json"]).out;
    }
    written(&found(rule, folder), folder, |found, files, out| report::diagnostics::json(found, files, out))
}

/// A world with the files of a rule's fixture laid over it.
fn world_of(rule: &str) -> tempfile::TempDir {
    let folder = world();
    overlay(&fixtures().join("rules").join(rule), &folder.path().join("graph"));
    fs::copy(fixtures().join(COPY), folder.path().join(COPY)).expect("the copy of the source");
    folder
}

#[test]
fn each_rule_has_a_fixture_and_each_fixture_a_rule() {
    assert_eq!(fixture_names(), rule_ids());
}

#[test]
fn rules_are_listed_once_and_say_what_why_and_how() {
    let rules = check::rules();
    assert!(rules.windows(2).all(|pair| pair[0].id < pair[1].id), "sorted by id, without repetition");
    for rule in rules {
        let id = rule.id;
        assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "`{id}` is not snake case");
        for words in [rule.title, rule.why, rule.fix] {
            assert!(words.ends_with('.') && words.len() > 10, "`{id}` says too little: {words:?}");
        }
    }
}

#[test]
fn every_rule_is_quiet_on_the_clean_graph() {
    let answer = ask(world().path(), &["check"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{}", answer.err);
    assert!(answer.err.ends_with("checked: no findings\n"), "{}", answer.err);
    let verified =
        ask(&fixtures(), &["--graph", "clean", "verify-evidence", "--source=world-report-2024=world-report-2024.txt"]);
    assert_eq!((verified.code, verified.out.as_str()), (0, ""), "{}", verified.err);
}

#[test]
fn every_rule_fires_alone_and_in_the_expected_words_on_its_fixture() {
    let bless = std::env::var_os("INTERLEX_BLESS").is_some();
    let mut wrong = Vec::new();
    for rule in check::rules() {
        let (id, folder) = (rule.id, world_of(rule.id));
        let fired = fired(&rows(rule, folder.path()));
        if fired != BTreeSet::from([id.to_owned()]) {
            wrong.push(format!("`{id}` should fire alone on its fixture, but there fired {fired:?}"));
        }
        let words = if let Some(question) = question(rule) {
            let answer = ask(folder.path(), &question);
            // By a configuration that cannot be understood nothing is checked.
            let refused = id.starts_with("config_") || id == "baseline_invalid";
            let expected = if refused { 2 } else { i32::from(rule.level == Level::Deny) };
            if answer.code != expected {
                wrong.push(format!("`{id}` should end with {expected}, not {}", answer.code));
            }
            answer.out
        } else {
            written(&found(rule, folder.path()), folder.path(), |found, files, out| {
                report::diagnostics::human(found, files, out, false)
            })
        };
        let expectation = fixtures().join("rules").join(id).join("expected.txt");
        if bless {
            fs::write(&expectation, &words).expect("a writable fixture");
        } else if fs::read_to_string(&expectation).unwrap_or_default() != words {
            wrong.push(format!("`{id}` says something else than its expected.txt:\n{words}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is found, without the places: they move when lines come and go.
fn told(rows: &str) -> Vec<(String, String, String)> {
    let row = |line| serde_json::from_str::<Value>(line).expect("one JSON object a line");
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let mut told: Vec<_> =
        rows.lines().map(row).map(|row| (text(&row, "rule"), text(&row, "file"), text(&row, "message"))).collect();
    told.sort();
    told
}

/// A file of a fixture with the right lines in place of the wrong ones, as bytes in UTF-8.
fn put_right(example: &check::Example, text: &str) -> String {
    let comment = if Path::new(example.path).extension().is_some_and(|it| it == "toml") { "#" } else { "//" };
    let Some((before, rest)) = text.split_once(&format!("{comment} wrong\n")) else {
        // Where no comments can stand, the example is the whole file.
        assert_eq!(text, example.wrong);
        return example.right.to_owned();
    };
    let (wrong, rest) = rest.split_once(&format!("{comment} right")).expect("a mark before the right lines");
    let (_, after) = rest.split_once(&format!("{comment} end\n")).expect("a mark after the right lines");
    let lines =
        |text: &str| text.lines().map(|line| line.trim().to_owned()).filter(|it| !it.is_empty()).collect::<Vec<_>>();
    assert_eq!(lines(wrong), lines(example.wrong), "the example is the marked part of the fixture");
    format!("{before}\n{}{after}", example.right)
}

#[test]
fn every_rule_shows_a_piece_of_its_fixture_that_is_wrong_and_the_same_put_right() {
    let mut wrong = Vec::new();
    for rule in check::rules() {
        let id = rule.id;
        let Some(example) = rule.example() else {
            wrong.push(format!("`{id}` marks no example in its fixture"));
            continue;
        };
        let folder = world_of(id);
        let before = told(&rows(rule, folder.path()));
        let graph = folder.path().join("graph");
        let bytes = fs::read(graph.join(example.path)).expect("the file of the example");
        let text = put_right(example, &String::from_utf8_lossy(&bytes));
        fs::remove_file(graph.join(example.path)).expect("the file of the example");
        fs::write(graph.join(example.right_path), &text).expect("a writable file");
        let after = told(&rows(rule, folder.path()));
        let new: Vec<_> = after.iter().filter(|it| !before.contains(it)).collect();
        if after.len() >= before.len() || !new.is_empty() {
            wrong.push(format!("`{id}` is not put right by its example: {after:?}"));
        }
        if example.wrong.trim().is_empty() || example.right.trim().is_empty() {
            wrong.push(format!("the example of `{id}` shows nothing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_has_a_place_a_cause_and_a_fix() {
    for known in check::rules() {
        let (rule, folder) = (known.id, world_of(known.id));
        for line in rows(known, folder.path()).lines() {
            let row: Value = serde_json::from_str(line).expect("one JSON object a line");
            assert!(
                row["file"].as_str().is_some_and(|file| file.starts_with("graph/")),
                "`{rule}` names no file: {line}"
            );
            assert!(
                row["line"].as_u64() >= Some(1) && row["column"].as_u64() >= Some(1),
                "`{rule}` has no place: {line}"
            );
            assert!(row["message"].as_str().is_some_and(|message| !message.ends_with('.')), "`{rule}`: {line}");
            let fix = row["help"].as_str().or(row["suggestion"].as_str());
            assert!(fix.is_some_and(|fix| !fix.is_empty()), "`{rule}` says no way to put it right: {line}");
        }
    }
}

#[test]
fn a_record_that_cannot_be_read_is_one_finding_however_many_name_it() {
    let folder = world();
    let table = folder.path().join("graph/jurisdictions/mainland.ron");
    let text =
        fs::read_to_string(&table).expect("a table").replacen("iso: (\"XN\", \"XNN\"),", "iso: (\"XN\", \"XNN\")", 1);
    fs::write(&table, text).expect("a table");
    let framework = folder.path().join("graph/frameworks/union/union-ai-regulation.ron");
    let text = fs::read_to_string(&framework).expect("a record").replace("kind: Regulation", "kind: Regulatoin");
    fs::write(&framework, text).expect("a record");
    let answer = ask(folder.path(), &["check", "--format", "json"]);
    assert_eq!(fired(&answer.out), BTreeSet::from(["syntax".to_owned(), "unknown_variant".to_owned()]));
    assert_eq!(answer.out.lines().count(), 2, "{}", answer.out);
}

#[test]
fn what_only_a_file_that_cannot_be_read_links_to_is_not_called_unlinked() {
    let folder = world();
    overlay(&fixtures().join("rules/framework_unlinked"), &folder.path().join("graph"));
    let other = folder.path().join("graph/frameworks/union/union-ai-regulation.ron");
    let text = fs::read_to_string(&other).expect("a record");
    let link = "links: [\n        (relation: Reference(Cites), to: \"north-chat-code\", claim: \"It names the code\"),";
    fs::write(&other, text.replacen("links: [", link, 1).replace("kind: Regulation", "kind: Regulatoin")).expect("ok");
    let answer = ask(folder.path(), &["check", "--format", "json"]);
    let unlinked: Vec<&str> = answer.out.lines().filter(|line| line.contains("framework_unlinked")).collect();
    assert!(answer.out.contains("unknown_variant"), "{}", answer.out);
    assert_eq!(unlinked.len(), 1, "only what the broken file does not name: {}", answer.out);
    assert!(unlinked[0].contains("north-chat-guide"), "{}", answer.out);
}

#[test]
fn an_id_that_nothing_has_is_told_even_beside_files_that_cannot_be_read() {
    let folder = world();
    overlay(&fixtures().join("rules/id_dangling"), &folder.path().join("graph"));
    overlay(&fixtures().join("rules/syntax/frameworks/north"), &folder.path().join("graph/frameworks/south"));
    let answer = ask(folder.path(), &["check", "--format", "json"]);
    assert!(fired(&answer.out).contains("id_dangling"), "{}", answer.out);
}
