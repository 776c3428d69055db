//! Every rule fires on its own fixture, alone, with the words in `expected.txt`; and is quiet on the clean graph.
//!
//! `tests/fixtures/rules/<rule>/` holds the files that are laid over the clean graph. `INTERLEX_BLESS=1` rewrites the
//! expectations; whoever does that reads them.

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;

use interlex::check;
use interlex::diagnostic::Level;
use serde_json::Value;
use world::{ask, fixtures, overlay, world};

/// The fixtures, one a rule.
fn fixture_names() -> BTreeSet<String> {
    let folders = fs::read_dir(fixtures().join("rules")).expect("a folder of fixtures");
    folders.map(|entry| entry.expect("a fixture").file_name().into_string().expect("UTF-8")).collect()
}

/// The ids of the registry.
fn rule_ids() -> BTreeSet<String> {
    // What is wrong with profiles is no finding about a graph; tests/profiles.rs asks for it.
    check::rules().into_iter().map(|rule| rule.id.to_owned()).filter(|id| !id.starts_with("profile_")).collect()
}

/// The rules that fired, from `check --format json`.
fn fired(lines: &str) -> BTreeSet<String> {
    let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("one JSON object a line"));
    rows.map(|row| row["rule"].as_str().expect("a rule id").to_owned()).collect()
}

/// The questions that make a rule speak: two need a copy of the source at hand.
fn questions(rule: &str) -> [&'static str; 2] {
    match rule {
        "locator_not_found" | "text_copied" => ["verify-evidence", "--source=world-report-2024=world-report-2024.txt"],
        _ => ["check", "graph"],
    }
}

/// A world with the files of a rule's fixture laid over it.
fn world_of(rule: &str) -> tempfile::TempDir {
    let folder = world();
    overlay(&fixtures().join("rules").join(rule), &folder.path().join("graph"));
    let copy = "world-report-2024.txt";
    fs::copy(fixtures().join(copy), folder.path().join(copy)).expect("the copy of the source");
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
    for rule in fixture_names() {
        let folder = world_of(&rule);
        let [command, option] = questions(&rule);
        let rows = ask(folder.path(), &[command, option, "--format", "json"]);
        let fired = fired(&rows.out);
        if fired != BTreeSet::from([rule.clone()]) {
            wrong.push(format!("`{rule}` should fire alone on its fixture, but there fired {fired:?}"));
        }
        let answer = ask(folder.path(), &[command, option]);
        let denied = check::rule(&rule).is_some_and(|rule| rule.level == Level::Deny);
        // By a configuration that cannot be understood nothing is checked.
        let refused = rule.starts_with("config_") || rule == "baseline_invalid";
        let code = if refused { 2 } else { i32::from(denied) };
        if answer.code != code {
            wrong.push(format!("`{rule}` should end with {code}, not {}", answer.code));
        }
        let expectation = fixtures().join("rules").join(&rule).join("expected.txt");
        if bless {
            fs::write(&expectation, &answer.out).expect("a writable fixture");
        } else if fs::read_to_string(&expectation).unwrap_or_default() != answer.out {
            wrong.push(format!("`{rule}` says something else than its expected.txt:\n{}", answer.out));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_has_a_place_a_cause_and_a_fix() {
    for rule in fixture_names() {
        let [command, option] = questions(&rule);
        for line in ask(world_of(&rule).path(), &[command, option, "--format", "json"]).out.lines() {
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
fn an_id_that_nothing_has_is_told_even_beside_files_that_cannot_be_read() {
    let folder = world();
    overlay(&fixtures().join("rules/id_dangling"), &folder.path().join("graph"));
    overlay(&fixtures().join("rules/syntax/frameworks/north"), &folder.path().join("graph/frameworks/south"));
    let answer = ask(folder.path(), &["check", "--format", "json"]);
    assert!(fired(&answer.out).contains("id_dangling"), "{}", answer.out);
}
