//! `interlex.toml`, exemptions and baselines: what they change, and what they refuse.

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use interlex::check::policy::{Policy, schema};
use interlex::check::{Thresholds, rules};
use interlex::source::{FileId, SourceFile};
use serde_json::{Value, json};
use world::{Answer, ask, fixtures, overlay, world};

/// A world with the files of these rules' fixtures laid over it and this configuration beside the graph.
fn world_with(rules: &[&str], config: &str) -> tempfile::TempDir {
    let folder = world();
    for rule in rules {
        overlay(&fixtures().join("rules").join(rule), &folder.path().join("graph"));
    }
    fs::write(folder.path().join("interlex.toml"), config).expect("a writable folder");
    folder
}

/// The rules that fired, with their levels and entries.
fn fired(answer: &Answer) -> Vec<(String, String, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let row = |line: &str| serde_json::from_str::<Value>(line).expect("one JSON object a line");
    answer.out.lines().map(row).map(|row| (text(&row, "rule"), text(&row, "level"), text(&row, "subject"))).collect()
}

fn check_json(folder: &Path, args: &[&str]) -> Answer {
    ask(folder, &[&["check", "--format", "json"], args].concat())
}

fn one(rule: &str, level: &str, entry: &str) -> Vec<(String, String, String)> {
    vec![(rule.to_owned(), level.to_owned(), entry.to_owned())]
}

const EXEMPT: &str = "[[exempt]]\nrule = \"source_unused\"\nentry = \"north-chat-page\"\nreason = \"cited soon\"\n";

#[test]
fn levels_are_those_of_the_configuration() {
    for (level, code) in [("deny", 1), ("warn", 0), ("allow", 0)] {
        let folder = world_with(&["source_unused"], &format!("[rules]\nsource_unused = \"{level}\"\n"));
        let answer = check_json(folder.path(), &[]);
        let expected = if level == "allow" { Vec::new() } else { one("source_unused", level, "north-chat-page") };
        assert_eq!((answer.code, fired(&answer)), (code, expected));
    }
    let folder = world_with(&["source_unused"], "[rules]\nsource_unused = \"allow\"\n");
    assert!(ask(folder.path(), &["check", "-v"]).out.contains("note[source_unused]"), "told to those who ask");
    let unconfigured = check_json(folder.path(), &["--no-config"]);
    assert_eq!(fired(&unconfigured), one("source_unused", "warn", "north-chat-page"));
}

#[test]
fn thresholds_are_those_of_the_configuration() {
    let folder = world_with(&["locator_length"], "[thresholds]\nlocator_words_min = 1\nlocator_words_max = 10\n");
    assert_eq!(ask(folder.path(), &["check"]).code, 0);
    let folder = world_with(&[], "[thresholds]\nlocator_words_max = 3\n");
    assert_eq!(ask(folder.path(), &["check"]).code, 1);
}

#[test]
fn the_configuration_is_found_in_the_graph_or_above_it_up_to_the_repository() {
    let folder = world_with(&["source_unused"], "[rules]\nsource_unused = \"deny\"\n");
    let code = |at: &str, args: &[&str]| ask(&folder.path().join(at), args).code;
    assert_eq!(code(".", &["check"]), 1);
    assert_eq!(code("graph", &["check"]), 1, "from inside");
    assert_eq!(code(".", &["check", "graph/sources.ron"]), 1, "of one file");
    fs::write(folder.path().join("graph/interlex.toml"), "").expect("a configuration");
    assert_eq!(code(".", &["check"]), 0, "the nearest counts");
    fs::remove_file(folder.path().join("graph/interlex.toml")).expect("removed");
    let deep = folder.path().join("a/b");
    overlay(&folder.path().join("graph"), &deep.join("graph"));
    assert_eq!(code("a/b", &["check"]), 0, "without a repository not beyond the folder around the graph");
    fs::create_dir(folder.path().join(".git")).expect("a repository of sorts");
    assert_eq!(code("a/b", &["check"]), 1, "up to the top of the repository");
    let told = check_json(&deep, &["--config", "../../interlex.toml"]);
    assert_eq!(fired(&told), one("source_unused", "deny", "north-chat-page"));
    fs::create_dir(deep.join(".git")).expect("a repository of sorts");
    assert_eq!(code("a/b", &["check"]), 0, "not above the top of the repository");
}

#[test]
fn mistakes_are_shown_where_they_stand_as_seen_from_here() {
    let folder = world_with(&[], "[rules]\nsource_unsed = \"warn\"\nself_link = 3\n");
    let answer = check_json(&folder.path().join("graph"), &[]);
    let rows: Vec<Value> = answer.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let place = |row: &Value| (row["file"].clone(), row["line"].clone(), row["column"].clone(), row["rule"].clone());
    assert_eq!(place(&rows[0]), (json!("../interlex.toml"), json!(2), json!(1), json!("config_unknown_rule")));
    assert_eq!(place(&rows[1]), (json!("../interlex.toml"), json!(3), json!(13), json!("config_invalid")));
    assert_eq!((answer.code, rows.len()), (2, 2));
    assert!(answer.err.contains("cannot be understood (2 mistakes), so nothing was checked"), "{}", answer.err);
}

#[test]
fn every_mistake_of_a_configuration_is_found_in_one_run() {
    let broken = [
        ("colour = 1", "unknown key `colour` in interlex.toml"),
        ("rules = 1", "`rules` is a table, not 1"),
        ("rules = \"x\"", "`rules` is a table, not the text \"x\""),
        ("baseline = \" \"", "`baseline` is blank"),
        ("baseline = []", "`baseline` is a text, not a list"),
        ("exempt = 1", "exemptions are a list, not 1"),
        ("exempt = [1]", "`exempt` is a table, not 1"),
        ("[exempt]\nrule = \"self_link\"", "exemptions are a list, not a table"),
        ("[rules]\nself_link = \"DENY\"", "there is no level `DENY`"),
        ("[rules]\nself_link = true", "a level is a text, not true"),
        ("[rules]\nsyntax = \"warn\"", "nothing can be said here of `syntax`: it always applies in full"),
        ("[rules]\nid_dangling = \"deny\"", "nothing can be said here of `id_dangling`"),
        ("[rules]\nlocator_not_found = \"warn\"", "nothing can be said here of `locator_not_found`"),
        ("[rules]\nconfig_syntax = \"warn\"", "nothing can be said here of `config_syntax`"),
        ("[new]\nself_link = \"warn\"", "`self_link` would weigh less for new entries than for others"),
        ("[thresholds]\nlocator_words_max = -1", "`locator_words_max` takes a whole number from 0, not -1"),
        ("[thresholds]\nlocator_words_max = 2.5", "`locator_words_max` takes a whole number from 0, not 2.5"),
        ("[thresholds]\nlocator_words_max = 99999999999999999999", "takes a whole number from 0"),
        ("[thresholds]\nlocator_words_max = 2", "`locator_words_min` is 3, more than `locator_words_max`, which is 2"),
        ("[thresholds]\nlocator_word_max = 2", "unknown key `locator_word_max` in [thresholds]"),
        ("[[exempt]]\nrule = \"self_link\"", "an exemption needs `entry`"),
        ("[[exempt]]\nrule = \"self_link\"\nentry = \"northland\"", "an exemption needs `reason`"),
        ("[[exempt]]\nreason = \"\"", "`reason` is blank"),
        ("[[exempt]]\nreason = \"x\"\nwhy = \"x\"", "unknown key `why` in [[exempt]]"),
        ("[[exempt]]\nrule = \"syntax\"", "nothing can be said here of `syntax`"),
        ("[[exempt]]\nuntil = \"2026-02-30\"", "`until` takes a day"),
        ("[[exempt]]\nuntil = 2026-01-01T00:00:00", "`until` takes a day"),
        ("[[exempt]]\nuntil = \"2026-02\"", "`until` takes a day"),
        ("[rules\nself_link = \"warn\"", ""),
        ("[rules]\nself_link = \"warn\"\nself_link = \"deny\"", "duplicate key"),
        ("\u{0}", ""),
    ];
    for (text, message) in broken {
        let source = SourceFile::new("interlex.toml".into(), text.into());
        let found = Policy::read(FileId(0), &source).expect_err(text);
        assert!(found.iter().any(|it| it.message.contains(message)), "{text:?} should say `{message}`: {found:?}");
        for it in &found {
            assert!(it.primary().is_some_and(|label| label.span.end <= text.len()), "{text:?}: {it:?}");
            assert!(it.help.is_some() && !it.message.ends_with('.'), "{text:?}: {it:?}");
        }
    }
    let all: Vec<&str> =
        broken.iter().filter(|(_, said)| said.starts_with("unknown key")).map(|(text, _)| *text).collect();
    let source = SourceFile::new("interlex.toml".into(), all.join("\n"));
    assert_eq!(Policy::read(FileId(0), &source).expect_err("mistakes").len(), 1 + 1 + 3, "one, one, and what lacks");
}

#[test]
fn an_exemption_hides_its_finding_until_its_last_day_has_passed() {
    let folder = world_with(&["source_unused"], EXEMPT);
    let answer = ask(folder.path(), &["check"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""));
    assert!(answer.err.ends_with("no findings; 1 exempt\n"), "{}", answer.err);
    let folder = world_with(&["source_unused"], &format!("{EXEMPT}until = 2024-06-30\n"));
    assert_eq!(check_json(folder.path(), &[]).out, "", "on its last day, which is that of the data");
    let later = check_json(folder.path(), &["--as-of", "2024-07-01"]);
    let rules: BTreeSet<String> = fired(&later).into_iter().map(|(rule, _, _)| rule).collect();
    assert_eq!((later.code, rules), (1, BTreeSet::from(["exemption_expired".into(), "source_unused".into()])));
}

#[test]
fn idle_exemptions_are_not_told_while_the_graph_cannot_be_read() {
    let folder = world_with(&["syntax"], EXEMPT);
    let rules: BTreeSet<String> = fired(&check_json(folder.path(), &[])).into_iter().map(|(rule, _, _)| rule).collect();
    assert_eq!(rules, BTreeSet::from(["syntax".to_owned()]));
}

#[test]
fn a_baseline_hides_what_was_there_wherever_it_moves_and_shrinks_with_it() {
    let folder = world_with(&["source_unused", "likely_duplicate"], "");
    let written = ask(folder.path(), &["check", "--write-baseline", "old/baseline.jsonl"]);
    assert_eq!(written.err, "3 findings of 3 entries recorded in old/baseline.jsonl\n");
    let text = fs::read_to_string(folder.path().join("old/baseline.jsonl")).expect("a baseline");
    assert!(text.starts_with("{\"schema\":\"interlex/baseline/1\"}\n{\"rule\":\"likely_duplicate\","), "{text}");
    let sources = folder.path().join("graph/sources.ron");
    let moved = format!("// Moved\n\n\n{}", fs::read_to_string(&sources).expect("sources"));
    fs::write(&sources, &moved).expect("sources");
    fs::write(folder.path().join("interlex.toml"), "baseline = \"old/baseline.jsonl\"\n").expect("a configuration");
    let answer = ask(folder.path(), &["check"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""));
    assert!(answer.err.ends_with("no findings; 3 in the baseline\n"), "{}", answer.err);
    // What was put right leaves the baseline; what is new is told.
    fs::write(&sources, moved.replace("north-chat-page", "north-talk-page")).expect("sources");
    let answer = check_json(folder.path(), &[]);
    let warned = |rule: &str, entry: &str| (rule.to_owned(), "warn".to_owned(), entry.to_owned());
    let expected = [warned("source_unused", "north-talk-page"), warned("baseline_stale", "north-chat-page")];
    assert_eq!(fired(&answer), expected);
    assert!(answer.out.contains("\"file\":\"old/baseline.jsonl\",\"line\":4,"), "{}", answer.out);
    ask(folder.path(), &["check", "--write-baseline", "old/baseline.jsonl"]);
    assert_eq!(check_json(folder.path(), &[]).out, "", "written anew it fits again");
}

#[test]
fn a_baseline_hides_as_many_findings_as_it_records() {
    let folder = world_with(&["source_unused"], "");
    ask(folder.path(), &["check", "--write-baseline", "baseline.jsonl"]);
    let path = folder.path().join("baseline.jsonl");
    let text = fs::read_to_string(&path).expect("a baseline");
    fs::write(&path, text.replace("\"count\":1", "\"count\":3")).expect("a baseline");
    let answer = check_json(folder.path(), &["--baseline", "baseline.jsonl"]);
    assert_eq!(fired(&answer), one("baseline_stale", "warn", "north-chat-page"));
    fs::write(&path, text.replace("\"count\":1", "\"count\":0")).expect("a baseline");
    let answer = check_json(folder.path(), &["--baseline", "baseline.jsonl"]);
    assert_eq!(fired(&answer), one("source_unused", "warn", "north-chat-page"));
}

#[test]
fn a_baseline_is_refused_where_it_would_hide_the_wrong_thing() {
    let folder = world_with(&["syntax", "source_unused"], "");
    let answer = ask(folder.path(), &["check", "--write-baseline", "baseline.jsonl"]);
    assert_eq!(answer.code, 2);
    assert!(answer.out.contains("error[syntax]") && answer.err.contains("no baseline was written"), "{}", answer.err);
    assert!(!folder.path().join("baseline.jsonl").exists());
    let part = ask(folder.path(), &["check", "graph/sources.ron", "--write-baseline", "baseline.jsonl"]);
    assert!(part.code == 2 && part.err.contains("records the whole graph"), "{}", part.err);
    let missing = ask(folder.path(), &["check", "--baseline", "nowhere.jsonl"]);
    assert!(missing.code == 2 && missing.err.contains("nowhere.jsonl: there is no such file"), "{}", missing.err);
    let folder = world_with(&[], "baseline = \"nowhere.jsonl\"\n");
    let named = ask(folder.path(), &["check"]);
    assert!(named.code == 2 && named.out.contains("interlex.toml:1:12"), "{}", named.out);
    for (text, message) in
        [("", "the baseline is empty"), ("{}\n", "begins with the line"), ("<<<<<<< HEAD\n", "begins")]
    {
        fs::write(folder.path().join("nowhere.jsonl"), text).expect("a baseline");
        let answer = ask(folder.path(), &["check"]);
        assert!(answer.code == 2 && answer.out.contains(message), "{}", answer.out);
    }
}

#[test]
fn the_real_graph_is_checked_as_the_configuration_of_the_repository_says() {
    let answer = ask(Path::new(env!("CARGO_MANIFEST_DIR")), &["check", "graph", "--verbose"]);
    assert!(answer.err.contains("interlex: configured by interlex.toml\n"), "{}", answer.err);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("interlex.toml")).expect("a configuration");
    let schema = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).expect("a schema for editors");
    assert!(schema_file().ends_with(schema), "{schema}");
}

/// The schema for editors as it lies in the repository.
fn schema_file() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/interlex-toml.schema.json")
}

#[test]
fn the_schema_in_the_repository_is_the_one_of_the_program() {
    let text = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    if std::env::var_os("INTERLEX_BLESS").is_some() {
        fs::write(schema_file(), &text).expect("a writable folder");
    }
    assert_eq!(fs::read_to_string(schema_file()).unwrap_or_default(), text, "INTERLEX_BLESS=1 rewrites it");
}

#[test]
fn the_schema_is_printed_for_whoever_has_only_the_program() {
    let answer = ask(world().path(), &["schema", "interlex-toml"]);
    let printed: serde_json::Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!((answer.code, printed), (0, schema()), "{}", answer.err);
}

#[test]
fn a_check_below_the_graph_folder_is_of_that_graph() {
    let folder = world();
    overlay(&fixtures().join("rules/framework_unlinked"), &folder.path().join("graph"));
    let below = folder.path().join("graph/frameworks");
    let all = ask(&below, &["check", "--format", "json"]);
    assert_eq!(all.out.lines().count(), 2, "{}{}", all.out, all.err);
    assert!(all.out.contains("\"file\":\"../frameworks/north/north-chat-code.ron\""), "{}", all.out);
    for (here, path) in [
        (&below, "north/north-chat-code.ron"),
        (&below.join("north"), "./north-chat-code.ron"),
        (&below.join("north"), "../../frameworks/north/north-chat-code.ron"),
    ] {
        let one = ask(here, &["check", path, "--format", "json"]);
        assert_eq!((one.code, one.out.lines().count()), (1, 1), "{path}: {}{}", one.out, one.err);
    }
    let outside = ask(&below, &["check", "../.."]);
    assert!(outside.code == 2 && outside.err.contains("is in no graph"), "{}{}", outside.out, outside.err);
    let nowhere = tempfile::tempdir().expect("a folder");
    let embedded = ask(nowhere.path(), &["check"]);
    assert!(embedded.err.contains("note: there is no graph folder here"), "{}", embedded.err);
}

#[test]
fn the_schema_names_what_the_reader_accepts_and_nothing_else() {
    let accepts = |text: &str| Policy::read(FileId(0), &SourceFile::new("interlex.toml".into(), text.into())).is_ok();
    let schema = schema();
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let properties = &schema["properties"];
    assert_eq!(keys(properties), ["baseline", "exempt", "new", "rules", "thresholds"]);
    for id in keys(&properties["rules"]["properties"]) {
        for level in schema["definitions"]["level"]["enum"].as_array().expect("levels") {
            assert!(accepts(&format!("[rules]\n{id} = {level}")), "{id}");
        }
        assert!(accepts(&format!("[new]\n{id} = \"deny\"")), "{id}");
        assert!(accepts(&format!(
            "[[exempt]]\nrule = \"{id}\"\nentry = \"x\"\nreason = \"x\"\nuntil = \"2026-01-01\""
        )));
    }
    for rule in rules() {
        let named = properties["rules"]["properties"].get(rule.id).is_some();
        assert_eq!(accepts(&format!("[rules]\n{} = \"deny\"", rule.id)), named, "{}", rule.id);
    }
    let fields = serde_json::to_value(Thresholds::default()).expect("JSON");
    assert_eq!(keys(&properties["thresholds"]["properties"]), keys(&fields));
    for (name, default) in fields.as_object().expect("fields") {
        assert!(accepts(&format!("[thresholds]\n{name} = {default}")), "{name}");
    }
    let exempt = &properties["exempt"]["items"];
    assert_eq!(keys(&exempt["properties"]), ["entry", "reason", "rule", "until"]);
    assert_eq!(exempt["required"], json!(["rule", "entry", "reason"]));
}
