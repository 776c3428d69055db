//! `check --since`: what is new or changed is held to stricter levels, whatever the repository looks like.
#![cfg(unix)]

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use world::{Answer, answer, ask, fixtures, interlex, overlay, world};

/// Git in `folder`, the same whoever runs it.
fn git(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always"]).args(args);
    for (name, value) in [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")] {
        command.env(name, value);
    }
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "A").env(format!("GIT_{role}_EMAIL"), "a@example.org");
        command.env(format!("GIT_{role}_DATE"), "2024-06-30T12:00:00Z");
    }
    let output = command.output().expect("git starts");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

fn commit(folder: &Path) -> String {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-qm", "Change"]);
    git(folder, &["rev-parse", "HEAD"])
}

/// A repository whose first commit is the clean world.
fn repository() -> tempfile::TempDir {
    let folder = world();
    git(folder.path(), &["init", "-q"]);
    commit(folder.path());
    folder
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replacen(from, to, 1)).expect("a file");
}

fn lay(folder: &Path, rule: &str) {
    overlay(&fixtures().join("rules").join(rule), &folder.join("graph"));
}

/// The summary's last part, such as `1 entry new and 0 changed`.
#[track_caller]
fn told(folder: &Path, args: &[&str]) -> String {
    let answer = ask(folder, &[&["check"], args].concat());
    let last = answer.err.trim_end().rsplit("; ").next().unwrap_or_default();
    let Some((told, _)) = last.split_once(" since ") else { panic!("{}{}", answer.out, answer.err) };
    told.to_owned()
}

#[track_caller]
fn refuses(answer: &Answer, words: &[&str]) {
    assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{}", answer.err);
    for word in words {
        assert!(answer.err.contains(word), "`{word}` is not in: {}", answer.err);
    }
}

const ACT: &str = "graph/frameworks/north/north-ai-act.ron";

#[test]
fn what_warns_is_denied_for_new_entries_and_only_warns_for_old_ones() {
    let folder = repository();
    lay(folder.path(), "source_unused");
    let first = commit(folder.path());
    assert_eq!(ask(folder.path(), &["check"]).code, 0, "a warning as ever");
    assert_eq!(ask(folder.path(), &["check", "--since", "HEAD~1"]).code, 1, "denied as the source is new");
    assert_eq!(ask(folder.path(), &["check", "--since", &first]).code, 0, "known since then");
    assert_eq!(told(folder.path(), &["--since", "HEAD~1"]), "1 entry new and 0 changed");
    // A new framework beside it: its findings are strict, those about the old source are not.
    lay(folder.path(), "likely_duplicate");
    let answer = ask(folder.path(), &["check", "--since", "HEAD", "--format", "json"]);
    let rows: Vec<Value> = answer.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let level = |rule: &str| rows.iter().find(|row| row["rule"] == rule).map(|row| row["level"].clone());
    assert_eq!(level("likely_duplicate"), Some("deny".into()), "untracked files count");
    assert_eq!(level("source_unused"), Some("warn".into()));
}

#[test]
fn levels_for_new_entries_can_be_chosen() {
    let folder = repository();
    lay(folder.path(), "source_unused");
    let code = |config: &str| {
        fs::write(folder.path().join("interlex.toml"), config).expect("a configuration");
        ask(folder.path(), &["check", "--since", "HEAD"]).code
    };
    assert_eq!(code("[new]\nsource_unused = \"warn\"\n"), 0);
    assert_eq!(code("[rules]\nsource_unused = \"allow\"\n"), 0);
    assert_eq!(code("[rules]\nsource_unused = \"allow\"\n[new]\nsource_unused = \"deny\"\n"), 1);
}

#[test]
fn a_baseline_hides_nothing_about_entries_that_are_touched() {
    let folder = repository();
    lay(folder.path(), "likely_duplicate");
    lay(folder.path(), "source_unused");
    ask(folder.path(), &["check", "--write-baseline", "baseline.jsonl"]);
    commit(folder.path());
    let args = ["check", "--since", "HEAD", "--baseline", "baseline.jsonl"];
    let untouched = ask(folder.path(), &args);
    assert_eq!(untouched.code, 0);
    assert!(untouched.err.contains("2 in the baseline"), "{}", untouched.err);
    edit(folder.path(), "graph/frameworks/north/north-chat-code.ron", "kind: ", "aliases: [\"Chat\"], kind: ");
    let touched = ask(folder.path(), &args);
    assert_eq!(touched.code, 1, "{}{}", touched.out, touched.err);
    assert!(
        touched.out.contains("error[likely_duplicate]") && touched.err.contains("1 in the baseline"),
        "{}",
        touched.err
    );
}

#[test]
fn moving_renaming_and_reformatting_change_nothing() {
    let folder = repository();
    let act = folder.path().join(ACT);
    fs::create_dir_all(folder.path().join("graph/frameworks/nord/laws")).expect("a folder");
    fs::rename(&act, folder.path().join("graph/frameworks/nord/laws/north-ai-act.ron")).expect("moved");
    let bill = "graph/frameworks/south/south-ai-bill.ron";
    let text = fs::read_to_string(folder.path().join(bill)).expect("a record");
    let spaced = text.replace(",\n)", "\n)").replace(": ", " :\t").replace('\n', "\r\n\r\n");
    fs::write(folder.path().join(bill), format!("// Says the same.\n{spaced}")).expect("a record");
    // A table split in two.
    let table = folder.path().join("graph/jurisdictions/mainland.ron");
    let rows = fs::read_to_string(&table).expect("a table");
    let at = rows.find("    Jurisdiction(\n        id: \"northland\"").expect("a row");
    fs::write(&table, format!("{}]\n", &rows[..at])).expect("a table");
    fs::write(folder.path().join("graph/jurisdictions/rest.ron"), format!("[\n{}", &rows[at..])).expect("a table");
    assert_eq!(told(folder.path(), &["--since", "HEAD"]), "0 entries new and 0 changed");
    commit(folder.path());
    assert_eq!(told(folder.path(), &["--since", "HEAD~1"]), "0 entries new and 0 changed");
}

#[test]
fn rows_of_tables_are_entries_of_their_own() {
    let folder = repository();
    edit(folder.path(), "graph/jurisdictions/mainland.ron", "Kingdom of Northland", "Realm of Northland");
    assert_eq!(told(folder.path(), &["--since", "HEAD"]), "0 entries new and 1 changed");
    lay(folder.path(), "source_unused");
    assert_eq!(told(folder.path(), &["--since", "HEAD"]), "1 entry new and 1 changed");
    edit(folder.path(), "graph/scales.ron", "(", "( /* a remark */ ");
    assert_eq!(told(folder.path(), &["--since", "HEAD"]), "1 entry new and 1 changed");
}

#[test]
fn changes_of_the_other_branch_are_not_changes_here() {
    let folder = repository();
    git(folder.path(), &["checkout", "-qb", "topic"]);
    edit(folder.path(), ACT, "Northland AI Act", "Northland Act on AI");
    commit(folder.path());
    git(folder.path(), &["checkout", "-q", "main"]);
    edit(folder.path(), "graph/jurisdictions/mainland.ron", "Kingdom of Northland", "Realm of Northland");
    commit(folder.path());
    git(folder.path(), &["checkout", "-q", "topic"]);
    assert_eq!(told(folder.path(), &["--since", "main"]), "0 entries new and 1 changed");
}

#[test]
fn it_works_from_any_folder_worktree_and_submodule() {
    let folder = repository();
    lay(folder.path(), "source_unused");
    let one = "1 entry new and 0 changed";
    assert_eq!(told(&folder.path().join("graph"), &["--since", "HEAD"]), one);
    assert_eq!(told(Path::new("/"), &["--since", "HEAD", folder.path().join("graph").to_str().expect("UTF-8")]), one);
    // In a hook git sets its folders for the program, relative to the top.
    let in_hook =
        interlex(&folder.path().join("graph")).env("GIT_DIR", ".git").args(["check", "--since=HEAD"]).output();
    assert!(answer(in_hook.expect("starts")).err.contains(one));
    let other = world::empty();
    let tree = other.path().join("a tree");
    git(folder.path(), &["worktree", "add", "-q", "--detach", tree.to_str().expect("UTF-8")]);
    lay(&tree, "source_unused");
    assert_eq!(told(&tree, &["--since", "main"]), one);
    let outer = world::empty();
    git(outer.path(), &["init", "-q"]);
    git(outer.path(), &["submodule", "--quiet", "add", folder.path().to_str().expect("UTF-8"), "data set"]);
    lay(&outer.path().join("data set"), "source_unused");
    assert_eq!(told(&outer.path().join("data set"), &["--since", "HEAD"]), one);
}

#[test]
fn a_graph_that_was_not_there_is_new_as_a_whole() {
    let folder = world::empty();
    git(folder.path(), &["init", "-q"]);
    fs::write(folder.path().join("note"), "nothing yet").expect("a file");
    commit(folder.path());
    overlay(&fixtures().join("clean"), &folder.path().join("graph"));
    let answer = ask(folder.path(), &["check", "--since", "HEAD"]);
    assert_eq!(answer.code, 0);
    assert!(answer.err.contains("every entry counts as new") && answer.err.contains("entries new and 0 changed"));
    assert!(!answer.err.contains(" 0 entries new"), "{}", answer.err);
}

#[test]
fn a_shallow_clone_is_told_how_to_get_the_revision_and_then_compared_with_its_tip() {
    let origin = repository();
    lay(origin.path(), "source_unused");
    commit(origin.path());
    git(origin.path(), &["checkout", "-qb", "topic"]);
    edit(origin.path(), ACT, "Northland AI Act", "Northland Act on AI");
    commit(origin.path());
    let parent = world::empty();
    let url = format!("file://{}", origin.path().display());
    git(parent.path(), &["clone", "-q", "--depth=1", "--branch=topic", &url, "clone"]);
    let clone = parent.path().join("clone");
    let unknown = ask(&clone, &["check", "--since", "origin/main"]);
    let fetch = "git fetch --depth=1000 origin main:refs/remotes/origin/main";
    refuses(&unknown, &["git knows no revision `origin/main`", "shallow", fetch]);
    git(&clone, &["fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main"]);
    let tip = ask(&clone, &["check", "--since", "origin/main"]);
    assert!(tip.err.contains("note: `origin/main` and HEAD share no commit in this shallow clone"), "{}", tip.err);
    assert!(tip.err.contains("; 0 entries new and 1 changed since "), "{}", tip.err);
    git(&clone, &["fetch", "-q", "--depth=1000", "origin", "topic", "main:refs/remotes/origin/main"]);
    let whole = ask(&clone, &["check", "--since", "origin/main"]);
    assert!(!whole.err.contains("note:") && whole.err.contains("0 entries new and 1 changed"), "{}", whole.err);
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_reason() {
    let outside = world();
    refuses(&ask(outside.path(), &["check", "--since", "HEAD"]), &["graph is in no git repository"]);
    refuses(&ask(Path::new("/"), &["check", "--since", "HEAD"]), &["the graph in the program has no history"]);
    let folder = repository();
    let unknown = |revision: &str| ask(folder.path(), &["check", &format!("--since={revision}")]);
    refuses(&unknown("mian"), &["git knows no revision `mian`; did you mean `main`?"]);
    refuses(&unknown("elsewhere"), &["git knows no revision `elsewhere`; name a branch, tag or commit"]);
    for revision in ["", "-", "--help", "--output=/tmp/x", "-h", "main..HEAD", "HEAD:graph", "$(id)", "a b", "@{-9}"] {
        refuses(&unknown(revision), &["git knows no revision"]);
    }
    let no_git = interlex(folder.path()).env("PATH", "/nonexistent").args(["check", "--since", "HEAD"]).output();
    refuses(&answer(no_git.expect("starts")), &["`git` is not installed or not in PATH"]);
    let foreign =
        interlex(folder.path()).env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").args(["check", "--since=HEAD"]).output();
    refuses(&answer(foreign.expect("starts")), &["dubious ownership", "safe.directory"]);
    let bare = world::empty();
    git(bare.path(), &["init", "-q", "--bare"]);
    overlay(&fixtures().join("clean"), &bare.path().join("graph"));
    refuses(&ask(bare.path(), &["check", "--since", "HEAD"]), &["without a working tree"]);
}

#[test]
fn names_that_are_no_plain_words_do_no_harm() {
    let folder = world::empty();
    let odd = folder.path().join("a data \"set\" ünd\nmore");
    overlay(&fixtures().join("clean"), &odd.join("graph"));
    fs::write(odd.join(std::ffi::OsStr::from_bytes(b"not \xFF UTF-8.ron")), "").expect("a file");
    git(folder.path(), &["init", "-q"]);
    commit(folder.path());
    lay(&odd, "source_unused");
    assert_eq!(told(&odd, &["--since", "HEAD"]), "1 entry new and 0 changed");
    let worse = folder.path().join(std::ffi::OsStr::from_bytes(b"f\xFF"));
    fs::rename(&odd, &worse).expect("renamed");
    let answer = ask(&worse, &["check", "--since", "HEAD"]);
    refuses(&answer, &["not UTF-8", "rename the folder"]);
}
