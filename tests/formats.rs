//! Findings for continuous integration: SARIF, `GitHub` annotations and `JUnit` say the same as `--format json`, of every
//! fixture and of hostile data.

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use interlex::check;
use interlex::diagnostic::{Diagnostic, Level};
use interlex::report::{Checked, github, junit, sarif};
use interlex::source::{Files, SourceFile, Span};
use serde_json::Value;
use world::{ask, fixtures, overlay, world};

/// What the check writes about a folder in this format.
fn written(folder: &Path, format: &str) -> String {
    let answer = ask(folder, &["--graph", "graph", "check", "--format", format]);
    assert!(answer.code < 2, "{}", answer.err);
    answer.out
}

/// The findings as `--format json` has them.
fn rows(folder: &Path) -> Vec<Value> {
    written(folder, "json").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn results(folder: &Path) -> Vec<Value> {
    let log: Value = serde_json::from_str(&written(folder, "sarif")).expect("JSON");
    log["runs"][0]["results"].as_array().expect("results").clone()
}

/// The clean world, worlds with one kind of finding or several, and one with hostile text.
fn worlds() -> Vec<tempfile::TempDir> {
    let mut all = vec![world(), hostile()];
    for rule in ["file_unreadable", "id_duplicate", "likely_duplicate", "source_unused", "syntax", "unknown_field"] {
        let folder = world();
        overlay(&fixtures().join("rules").join(rule), &folder.path().join("graph"));
        all.push(folder);
    }
    all
}

/// Ids and files that nobody means well with.
fn hostile() -> tempfile::TempDir {
    let folder = world();
    let frameworks = folder.path().join("graph/frameworks/north");
    let act = fs::read_to_string(frameworks.join("north-ai-act.ron")).expect("a record");
    let names = [
        "<script>]]>",
        "a\nb",
        "::error::x, y: z",
        "100%0A",
        "\u{202E}\u{1F600}{0}[x](http://a.example)",
        "\u{1}\u{7F}",
    ];
    for (index, name) in names.iter().enumerate() {
        let text = act.replace("\"north-ai-act\"", &format!("\"{name} {index}\""));
        let file = if cfg!(unix) { format!("{}.ron", name.replace('/', "|")) } else { format!("x{index}.ron") };
        fs::write(frameworks.join(file), text).expect("a file");
    }
    fs::write(frameworks.join("long.ron"), "a".repeat(5_000_000)).expect("a file");
    folder
}

/// A path as an address.
fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: Vec<u8> = rest.by_ref().take(2).collect();
            let text = std::str::from_utf8(&hex).expect("hexadecimal");
            bytes.push(u8::from_str_radix(text, 16).expect("hexadecimal"));
        } else {
            assert!(byte.is_ascii_graphic() && !b"<>\"{}|\\^`#?:".contains(&byte), "`{uri}` is no address");
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn sarif_has_every_finding_at_its_place() {
    for folder in worlds() {
        let (rows, results) = (rows(folder.path()), results(folder.path()));
        assert_eq!(rows.len(), results.len());
        for (row, result) in rows.iter().zip(&results) {
            assert_eq!(result["ruleId"], row["rule"]);
            let level = match row["level"].as_str() {
                Some("deny") => "error",
                Some("warn") => "warning",
                _ => "note",
            };
            assert_eq!(result["level"], level);
            let place = &result["locations"][0]["physicalLocation"];
            let path = decoded(place["artifactLocation"]["uri"].as_str().expect("an address"));
            assert_eq!(Some(path.as_str()), row["file"].as_str());
            assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
            let region = &place["region"];
            for (ours, theirs) in
                [("line", "startLine"), ("column", "startColumn"), ("end_line", "endLine"), ("end_column", "endColumn")]
            {
                assert_eq!(region[theirs], row[ours], "{result}");
            }
        }
    }
}

#[test]
fn sarif_rules_are_found_by_index_and_fingerprints_tell_findings_apart() {
    for folder in worlds() {
        let log: Value = serde_json::from_str(&written(folder.path(), "sarif")).expect("JSON");
        let run = &log["runs"][0];
        let mut prints = BTreeSet::new();
        for result in run["results"].as_array().expect("results") {
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small number");
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
            let print = result["partialFingerprints"]["interlexFinding/v1"].as_str().expect("a fingerprint");
            assert!(prints.insert(print.to_owned()), "{print} twice");
        }
        assert_eq!(run["invocations"][0]["executionSuccessful"], true);
        assert!(run["tool"]["driver"].get("informationUri").is_none() || !env!("CARGO_PKG_REPOSITORY").is_empty());
    }
}

#[test]
fn sarif_fingerprints_stay_when_lines_move() {
    let folder = world();
    overlay(&fixtures().join("rules/id_dangling"), &folder.path().join("graph"));
    let prints = |folder: &Path| -> Vec<Value> {
        results(folder).iter().map(|result| result["partialFingerprints"].clone()).collect()
    };
    let before = prints(folder.path());
    let lines = |folder: &Path| results(folder)[0]["locations"][0]["physicalLocation"]["region"]["startLine"].clone();
    let line = lines(folder.path());
    let file = folder.path().join(rows(folder.path())[0]["file"].as_str().expect("a file"));
    let text = fs::read_to_string(&file).expect("a record");
    fs::write(&file, format!("// one\n// two\n{text}")).expect("a record");
    assert_eq!(prints(folder.path()), before);
    assert_ne!(lines(folder.path()), line, "the lines did move");
}

#[test]
fn sarif_carries_the_fix_and_the_counterpart() {
    let folder = world();
    overlay(&fixtures().join("rules/id_duplicate"), &folder.path().join("graph"));
    let result = &results(folder.path())[0];
    assert!(
        result["relatedLocations"][0]["message"]["text"].as_str().is_some_and(|text| text.contains("first")),
        "{result}"
    );
    let act = folder.path().join("graph/frameworks/north/north-ai-act.ron");
    let text = fs::read_to_string(&act).expect("a record");
    fs::write(&act, text.replace("kind: Law", "kind: Lwa")).expect("a record");
    let all = results(folder.path());
    let result = all.iter().find(|result| result["ruleId"] == "unknown_variant").expect("a finding");
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "Law");
    assert_eq!(change["replacements"][0]["deletedRegion"], result["locations"][0]["physicalLocation"]["region"]);
}

/// An annotation as the runner of GitHub reads it: level, properties, message.
fn annotation(line: &str) -> (String, Vec<(String, String)>, String) {
    let (head, message) = line.strip_prefix("::").expect("a command").split_once("::").expect("a message");
    let (level, properties) = head.split_once(' ').expect("properties");
    let unescape = |text: &str| {
        text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let properties = properties.split(',').map(|pair| pair.split_once('=').expect("name=value"));
    let properties = properties.map(|(name, value)| (name.to_owned(), unescape(value))).collect();
    (level.to_owned(), properties, message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"))
}

#[test]
fn github_annotations_have_every_finding_on_a_line_of_its_own() {
    for folder in worlds() {
        let (rows, text) = (rows(folder.path()), written(folder.path(), "github"));
        assert_eq!(rows.len(), text.lines().count(), "{text:.500}");
        assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{text:.500}");
        for (row, line) in rows.iter().zip(text.lines()) {
            assert!(line.len() < 20_000, "{} bytes", line.len());
            let (level, properties, message) = annotation(line);
            assert_eq!(level == "error", row["level"] == "deny");
            let get = |name: &str| properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
            assert_eq!(get("title").as_deref(), row["rule"].as_str());
            assert_eq!(get("line"), row["line"].as_u64().map(|line| line.to_string()));
            let file = row["file"].as_str().expect("a file");
            if !file.contains(char::is_control) && !file.contains('\u{202E}') {
                assert_eq!(get("file").as_deref(), Some(file));
            }
            // GitHub refuses columns of places that go over several lines.
            assert_eq!(get("col").is_some(), row["line"] == row["end_line"], "{line}");
            assert_eq!(get("col").is_some(), get("endColumn").is_some());
            let said = row["message"].as_str().expect("a message");
            assert!(
                said.contains(char::is_control) || said.contains('\u{202E}') || message.starts_with(said),
                "{line}"
            );
        }
    }
}

#[test]
fn junit_counts_what_it_holds_and_names_each_case_once() {
    for folder in worlds() {
        let (rows, text) = (rows(folder.path()), written(folder.path(), "junit"));
        let document = roxmltree::Document::parse(&text).expect("well-formed XML");
        let mut cases = 0;
        let mut names = BTreeSet::new();
        for suite in document.descendants().filter(|node| node.has_tag_name("testsuite")) {
            let inside: Vec<_> = suite.children().filter(|node| node.has_tag_name("testcase")).collect();
            let count = |name: &str| suite.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
            assert_eq!(suite.attribute("tests"), Some(inside.len().to_string().as_str()));
            assert_eq!(suite.attribute("failures"), Some(count("failure").as_str()));
            assert_eq!(suite.attribute("skipped"), Some(count("skipped").as_str()));
            assert!(!inside.is_empty(), "an empty suite");
            cases += inside.len();
            for case in inside {
                let name = (case.attribute("classname").map(str::to_owned), case.attribute("name").map(str::to_owned));
                assert!(names.insert(name.clone()), "{name:?} twice");
            }
        }
        let root = document.root_element();
        let denied = rows.iter().filter(|row| row["level"] == "deny").count();
        assert_eq!(root.attribute("failures"), Some(denied.to_string().as_str()));
        assert_eq!(root.attribute("tests"), Some(cases.to_string().as_str()));
        let broken: BTreeSet<_> = rows.iter().map(|row| row["rule"].to_string()).collect();
        assert_eq!(cases, rows.len() + check::applied().len() - broken.len());
    }
}

#[test]
fn a_clean_graph_passes_every_rule() {
    let text = written(world().path(), "junit");
    assert!(text.contains("failures=\"0\"") && !text.contains("<failure"), "{text}");
    assert_eq!(text.matches("<testcase ").count(), check::applied().len());
    assert_eq!(written(world().path(), "github"), "");
    assert!(results(world().path()).is_empty());
}

#[test]
fn a_graph_named_by_an_absolute_path_is_shown_relative_to_the_folder_of_the_run() {
    let folder = world();
    overlay(&fixtures().join("rules/id_dangling"), &folder.path().join("graph"));
    let here = folder.path().canonicalize().expect("a folder");
    let graph = here.join("graph").display().to_string();
    for format in ["human", "json", "sarif", "github", "junit"] {
        let relative = ask(&here, &["check", "graph", "--format", format]);
        let absolute = ask(&here, &["check", &graph, "--format", format]);
        let named = ask(&here, &["--graph", &graph, "check", "--format", format]);
        assert!(!relative.out.contains(&here.display().to_string()), "{}", relative.out);
        assert_eq!(relative.out, absolute.out);
        assert_eq!(relative.out, named.out);
    }
}

#[test]
fn a_finding_without_a_place_is_written_too() {
    let findings = [Diagnostic::new("id_dangling", Level::Warn, "nowhere: 100 % of {0} [a](b)")];
    let files = Files::new();
    let rules = check::applied();
    let checked = Checked { findings: &findings, files: &files, rules: &rules };
    let text = |write: fn(&Checked<'_>, &mut dyn std::io::Write) -> std::io::Result<()>| {
        let mut out = Vec::new();
        write(&checked, &mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    };
    assert_eq!(text(github), "::warning title=id_dangling::nowhere: 100 %25 of {0} [a](b)\n");
    let log: Value = serde_json::from_str(&text(sarif)).expect("JSON");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["locations"], Value::Array(Vec::new()));
    assert_eq!(result["message"]["text"], "nowhere: 100 % of {{0}} \\[a](b)");
    assert!(text(junit).contains("<skipped message=\"nowhere"), "{}", text(junit));
}

#[test]
fn an_annotation_over_several_lines_has_no_columns_and_one_within_a_line_ends_with_its_last_character() {
    let mut files = Files::new();
    let file = files.push(SourceFile::new("a,b:c%.ron".into(), "one\ntwö three\n".into()));
    let findings = [
        Diagnostic::deny("syntax", "m").label(file, Span::new(0, 6), ""),
        Diagnostic::deny("syntax", "m").label(file, Span::new(4, 8), ""),
    ];
    let mut out = Vec::new();
    github(&Checked { findings: &findings, files: &files, rules: &[] }, &mut out).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    let expected = "::error file=a%2Cb%3Ac%25.ron,line=1,endLine=2,title=syntax::m\n\
        ::error file=a%2Cb%3Ac%25.ron,line=2,col=1,endLine=2,endColumn=3,title=syntax::m\n";
    assert_eq!(text, expected);
}

#[test]
fn locators_are_reported_in_the_same_formats() {
    for (format, words) in [
        ("sarif", "\"LocatorNotFound\""),
        ("github", "title=locator_not_found::"),
        ("junit", "interlex.locator_not_found"),
    ] {
        let source = "--source=accord-text=world-report-2024.txt";
        let answer = ask(&fixtures(), &["--graph", "clean", "verify-evidence", source, "--format", format]);
        assert_eq!(answer.code, 1, "{}", answer.err);
        assert!(answer.out.contains(words), "{}", answer.out);
        assert!(!answer.out.contains("framework_unlinked"), "only the rules that were applied");
    }
}
