//! The GitHub Action and the hooks of pre-commit, run as their hosts run them. Skipped, saying so, where Python with
//! `PyYAML`, bash or pre-commit is not installed.

#![cfg(unix)]

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use world::{Answer, answer, fixtures, overlay, world};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A YAML file of the repository.
fn yaml(path: &str) -> Option<Value> {
    let script = "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1], encoding='utf-8')), sys.stdout)";
    let output = Command::new("python3").args(["-c", script]).arg(repository().join(path)).output();
    match output {
        Ok(output) if output.status.success() => Some(serde_json::from_slice(&output.stdout).expect("JSON")),
        Ok(output) if !String::from_utf8_lossy(&output.stderr).contains("ModuleNotFoundError") => {
            panic!("{path}: {}", String::from_utf8_lossy(&output.stderr));
        }
        _ => {
            eprintln!("skipped: python3 with PyYAML is not installed");
            None
        }
    }
}

/// What a run of the action gave.
struct Run {
    answer: Answer,
    outputs: String,
    summary: String,
}

/// The folder of the program, before all others.
fn path() -> String {
    let own = PathBuf::from(env!("CARGO_BIN_EXE_interlex"));
    format!("{}:{}", own.parent().expect("a folder").display(), std::env::var("PATH").unwrap_or_default())
}

/// Runs the steps in the folder until one fails, as the runner does: `bash --noprofile --norc -eo pipefail FILE`.
fn run(action: &Value, folder: &Path, inputs: &[(&str, &str)]) -> Run {
    let given: BTreeMap<&str, &str> = inputs.iter().copied().collect();
    let places = tempfile::tempdir().expect("a folder");
    let [script, outputs, summary] = ["script.sh", "outputs", "summary"].map(|name| places.path().join(name));
    for file in [&outputs, &summary] {
        fs::write(file, "").expect("a file");
    }
    let mut all = Answer { code: 0, out: String::new(), err: String::new() };
    for step in action["runs"]["steps"].as_array().expect("steps") {
        assert_eq!(step["shell"], "bash");
        fs::write(&script, step["run"].as_str().expect("a script")).expect("a file");
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&script).current_dir(folder);
        command.env("PATH", path()).env("GITHUB_WORKSPACE", folder).env("GITHUB_ACTIONS", "true").env("CI", "true");
        command.env("GITHUB_OUTPUT", &outputs).env("GITHUB_STEP_SUMMARY", &summary);
        for (name, value) in step["env"].as_object().expect("an environment") {
            let expression =
                value.as_str().expect("an expression").trim_start_matches("${{").trim_end_matches("}}").trim();
            let value = match expression.split_once('.') {
                Some(("inputs", input)) => {
                    let default = action["inputs"][input]["default"].as_str().expect("a declared input with a default");
                    given.get(input).copied().unwrap_or(default)
                }
                _ if expression == "github.action_path" => env!("CARGO_MANIFEST_DIR"),
                _ => panic!("what is {expression}?"),
            };
            command.env(name, value);
        }
        let next = answer(command.output().expect("bash starts"));
        all = Answer { code: next.code, out: all.out + &next.out, err: all.err + &next.err };
        if all.code != 0 {
            break;
        }
    }
    let read = |file| fs::read_to_string(file).expect("a file");
    Run { answer: all, outputs: read(&outputs), summary: read(&summary) }
}

fn broken() -> tempfile::TempDir {
    let folder = world();
    overlay(&fixtures().join("rules/id_dangling"), &folder.path().join("graph"));
    folder
}

#[test]
fn inputs_reach_scripts_through_the_environment_only() {
    let Some(action) = yaml("action.yml") else { return };
    let mut used = Vec::new();
    for step in action["runs"]["steps"].as_array().expect("steps") {
        assert!(!step["run"].as_str().expect("a script").contains("${{"), "an expression in a script would be run");
        let values = step["env"].as_object().expect("an environment").values();
        used.extend(values.filter_map(|value| value.as_str()?.split_once("inputs.")?.1.split_whitespace().next()));
    }
    used.sort_unstable();
    let declared: Vec<&str> = action["inputs"].as_object().expect("inputs").keys().map(String::as_str).collect();
    assert_eq!(used, declared, "every input is declared, and used once");
    for output in action["outputs"].as_object().expect("outputs").values() {
        assert!(output["value"].as_str().is_some_and(|value| value.contains("steps.check.outputs.")));
    }
}

#[test]
fn the_action_passes_a_clean_graph_and_marks_a_broken_one() {
    let Some(action) = yaml("action.yml") else { return };
    let clean = run(&action, world().path(), &[("version", "path")]);
    assert_eq!(clean.answer.code, 0, "{}{}", clean.answer.out, clean.answer.err);
    assert_eq!(clean.outputs, "findings=0\n");
    assert!(clean.summary.contains("0 findings") && !clean.answer.out.contains("::error"), "{}", clean.summary);

    let folder = broken();
    let marked = run(&action, folder.path(), &[("version", "path"), ("sarif", "out/findings.sarif")]);
    assert_eq!(marked.answer.code, 1, "{}", marked.answer.err);
    assert!(marked.answer.out.contains("::error file=graph/"), "{}", marked.answer.out);
    assert!(marked.outputs.contains("sarif=out/findings.sarif\n") && marked.outputs.starts_with("findings="));
    assert!(marked.summary.contains("error[id_dangling]"), "{}", marked.summary);
    let log = fs::read(folder.path().join("out/findings.sarif")).expect("the log");
    let log: Value = serde_json::from_slice(&log).expect("JSON");
    assert!(!log["runs"][0]["results"].as_array().expect("results").is_empty());
}

#[test]
fn the_action_says_why_it_could_not_run() {
    let Some(action) = yaml("action.yml") else { return };
    for inputs in [&[("version", "v9")][..], &[("version", "path"), ("graph", "nowhere")]] {
        let run = run(&action, world().path(), inputs);
        assert_eq!(run.answer.code, 2, "{}", run.answer.err);
        assert!(run.answer.out.contains("::error title=interlex::"), "{}", run.answer.out);
    }
}

#[test]
fn no_input_of_the_action_is_run_as_a_script() {
    let Some(action) = yaml("action.yml") else { return };
    let values = [
        "$(touch pwned)",
        "`touch pwned`",
        "x; touch pwned",
        "\"; touch pwned; \"",
        "x\ntouch pwned",
        "--help\n$(touch pwned)",
    ];
    for input in ["graph", "since", "config", "args", "sarif", "version"] {
        for value in values {
            let folder = broken();
            let mut inputs = vec![("version", "path")];
            inputs.retain(|(name, _)| *name != input);
            inputs.push((input, value));
            let run = run(&action, folder.path(), &inputs);
            assert!(!folder.path().join("pwned").exists(), "{input}: {value}");
            let lines = run.outputs.lines().all(|line| line.starts_with("findings=") || line.starts_with("sarif="));
            assert!(lines, "{input}: {value} begins an output: {}", run.outputs);
        }
    }
}

#[test]
fn the_hooks_are_what_pre_commit_asks_for() {
    let Some(hooks) = yaml(".pre-commit-hooks.yaml") else { return };
    let hooks = hooks.as_array().expect("a list");
    let ids: Vec<&str> = hooks.iter().filter_map(|hook| hook["id"].as_str()).collect();
    assert_eq!(ids, ["interlex-check", "interlex-fmt"]);
    assert!(hooks.iter().all(|hook| hook["files"] == "\\.ron$" && hook["language"] == "rust"));
    assert_eq!(hooks[0]["pass_filenames"], false, "one record can break another");
}

#[test]
fn the_local_hook_of_the_documentation_refuses_a_broken_graph() {
    let has =
        |program: &str| Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !has("pre-commit") || !has("git") {
        eprintln!("skipped: pre-commit and git are not both installed");
        return;
    }
    let page = fs::read_to_string(repository().join("docs/CI.md")).expect("the page");
    let snippets = page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let local = snippets.into_iter().find(|snippet| snippet.contains("repo: local")).expect("the snippet");
    for (folder, passes) in [(world(), true), (broken(), false)] {
        fs::write(folder.path().join(".pre-commit-config.yaml"), local).expect("a file");
        let run = |program: &str, args: &[&str]| {
            let mut command = Command::new(program);
            command
                .args(args)
                .current_dir(folder.path())
                .env("PATH", path())
                .env("PRE_COMMIT_HOME", folder.path().join(".cache"));
            command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
            answer(command.output().expect("the program starts"))
        };
        run("git", &["init", "-q"]);
        run("git", &["add", "graph", ".pre-commit-config.yaml"]);
        let hook = run("pre-commit", &["run", "--all-files"]);
        assert_eq!(hook.code == 0, passes, "{}{}", hook.out, hook.err);
        assert_eq!(hook.out.contains("error[id_dangling]"), !passes, "{}", hook.out);
        // Formatting changes a file that is not in form, which stops the commit, and then no more.
        let act = folder.path().join("graph/frameworks/north/north-ai-act.ron");
        let text = fs::read_to_string(&act).expect("a record");
        fs::write(&act, text.replace("    id: ", "  id :  ")).expect("a record");
        let first = run("pre-commit", &["run", "interlex-fmt", "--all-files"]);
        assert!(first.code == 1 && first.out.contains("files were modified by this hook"), "{}", first.out);
        assert_eq!(fs::read_to_string(&act).expect("a record"), text);
        assert_eq!(run("pre-commit", &["run", "interlex-fmt", "--all-files"]).code, 0);
    }
}
