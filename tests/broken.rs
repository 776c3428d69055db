//! A table of broken inputs, each with exactly what the check says about it.
//!
//! The inputs stand in `tests/broken/`: texts by topic, and what only a file system can hold. What is said stands in
//! `tests/fixtures/broken.txt`. `INTERLEX_BLESS=1` rewrites it; whoever does that reads it as a curator would.

#[path = "broken/fields.rs"]
mod fields;
#[path = "broken/files.rs"]
mod files;
#[path = "broken/ids.rs"]
mod ids;
#[path = "broken/text.rs"]
mod text;
#[path = "common/world.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use world::{ask, fixtures, world};

/// The record that most inputs spoil.
const ACT: &str = "frameworks/north/north-ai-act.ron";

/// How the clean graph is spoilt. Paths are below the graph folder.
enum Change {
    /// The first place with this text gets another.
    Replace(&'static str, &'static str, String),
    /// A file holds these bytes, whether or not it was there.
    Write(&'static str, Vec<u8>),
    /// Something is done to the folder; `false` if it cannot be done here.
    Do(fn(&Path) -> bool),
}

/// A broken input.
struct Case {
    name: &'static str,
    change: Change,
}

fn replace(name: &'static str, path: &'static str, from: &'static str, to: impl Into<String>) -> Case {
    Case { name, change: Change::Replace(path, from, to.into()) }
}

fn write(name: &'static str, path: &'static str, content: impl Into<Vec<u8>>) -> Case {
    Case { name, change: Change::Write(path, content.into()) }
}

fn with(name: &'static str, change: fn(&Path) -> bool) -> Case {
    Case { name, change: Change::Do(change) }
}

/// The text of a file of the clean graph.
fn clean(path: &str) -> String {
    fs::read_to_string(world::clean().join(path)).expect("a file of the clean graph")
}

fn cases() -> Vec<Case> {
    text::cases().into_iter().chain(fields::cases()).chain(ids::cases()).chain(files::cases()).collect()
}

/// Spoils the graph; `false` if that cannot be done here.
fn apply(case: &Case, graph: &Path) -> bool {
    match &case.change {
        Change::Replace(path, from, to) => {
            let text = clean(path);
            assert!(text.contains(from), "`{}`: {path} has no `{from}`", case.name);
            fs::write(graph.join(path), text.replacen(from, to, 1)).expect("a file");
            true
        }
        Change::Write(path, content) => {
            fs::create_dir_all(graph.join(path).parent().expect("a folder")).expect("a folder");
            fs::write(graph.join(path), content).expect("a file");
            true
        }
        Change::Do(change) => change(graph),
    }
}

/// Everything in a folder with its length: a check must not change it.
fn listing(folder: &Path) -> BTreeSet<(String, u64)> {
    let mut all = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a readable folder") {
            let entry = entry.expect("an entry");
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() {
                open.push(entry.path());
            }
            let length = if kind.is_file() { entry.metadata().expect("data about a file").len() } else { 0 };
            all.insert((entry.path().display().to_string(), length));
        }
    }
    all
}

/// What the check says, as the table shows it.
fn said(case: &Case) -> Option<String> {
    let folder = world();
    let graph = folder.path().join("graph");
    if !apply(case, &graph) {
        eprintln!(
            "skipped: `{}` cannot be made here (no such files on this system, or the superuser may read all)",
            case.name
        );
        return None;
    }
    let before = listing(folder.path());
    let answer = ask(folder.path(), &["--graph", "graph", "check"]);
    assert_eq!(listing(folder.path()), before, "`{}`: the check wrote something", case.name);
    assert!(!answer.err.contains("panicked"), "`{}`: {}", case.name, answer.err);
    assert!(answer.out.len() < 20_000, "`{}`: {} bytes of findings", case.name, answer.out.len());
    let hidden =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    assert!(!answer.out.contains(hidden) && !answer.err.contains(hidden), "`{}`: {:?}", case.name, answer.out);
    let text = match answer.code {
        0 | 1 => {
            let found =
                answer.out.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning[")).count();
            let counted = answer.err.rsplit("checked: ").next().unwrap_or_default().trim();
            let total: usize =
                counted.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<usize>().ok()).sum();
            assert_eq!(found, total, "`{}`: as many findings are shown as are counted: {}", case.name, answer.err);
            answer.out
        }
        _ => answer.err,
    };
    // Where links lead is told in full; the folder has another name each time.
    let real = folder.path().canonicalize().expect("a folder").display().to_string();
    Some(format!("exit code {}\n{}", answer.code, text.trim_end().replace(&real, "/tmp")))
}

/// The table: names, and what is said below each.
fn table() -> BTreeMap<String, String> {
    let text = fs::read_to_string(fixtures().join("broken.txt")).unwrap_or_default();
    let entries = text.split("\n==== ").skip(1);
    entries
        .filter_map(|entry| entry.split_once('\n'))
        .map(|(name, said)| (name.into(), said.trim_end().into()))
        .collect()
}

#[test]
fn every_broken_input_is_told_in_the_words_of_the_table() {
    let bless = std::env::var_os("INTERLEX_BLESS").is_some();
    let expected = table();
    let mut written = "What `interlex check` says about each input of tests/broken/.\n".to_owned();
    let mut wrong = Vec::new();
    for case in cases() {
        let known = expected.get(case.name).cloned().unwrap_or_default();
        let said = said(&case).unwrap_or_else(|| known.clone());
        if said != known {
            wrong.push(format!("`{}` says something else than the table:\n{said}\n", case.name));
        }
        written.push_str(&format!("\n==== {}\n{said}\n", case.name));
    }
    if bless {
        fs::write(fixtures().join("broken.txt"), written).expect("a writable fixture");
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn the_table_has_every_input_once_and_nothing_else() {
    let names: Vec<&str> = cases().iter().map(|case| case.name).collect();
    let once: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(names.len(), once.len(), "two inputs have one name");
    assert!(names.len() >= 60, "{} inputs", names.len());
    assert_eq!(table().into_keys().collect::<BTreeSet<_>>(), once);
}

#[test]
fn every_input_of_the_table_is_refused_with_a_place_and_a_cause() {
    for (name, said) in table() {
        let code = said.lines().next().unwrap_or_default();
        match code {
            "exit code 1" => {
                assert!(said.contains("error[") && said.contains("--> graph/"), "`{name}` names no place:\n{said}");
            }
            "exit code 2" => assert!(said.contains("error: "), "`{name}`:\n{said}"),
            "exit code 0" => assert!(said.contains("warning["), "`{name}` is accepted without a word:\n{said}"),
            other => panic!("`{name}` ends with {other}"),
        }
    }
}
