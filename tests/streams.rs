//! Where answers go: terminals, pipes, files; which graph they come from; what the exit code says.

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use world::{answer, ask, clean, empty, fixtures, interlex, names, overlay, world};

/// A world whose graph has a framework without a link.
fn with_finding() -> tempfile::TempDir {
    let folder = world();
    overlay(&fixtures().join("rules/framework_unlinked/frameworks"), &folder.path().join("graph/frameworks"));
    folder
}

/// A world whose graph cannot be read.
fn broken() -> tempfile::TempDir {
    let folder = world();
    fs::write(folder.path().join("graph/frameworks/south/south-data-act.ron"), "Framework(id: ").expect("a file");
    folder
}

#[test]
fn exit_codes_are_0_clean_1_findings_2_could_not_run() {
    assert_eq!(ask(world().path(), &["check"]).code, 0);
    assert_eq!(ask(with_finding().path(), &["check"]).code, 1);
    assert_eq!(ask(broken().path(), &["check"]).code, 1, "a broken file is a finding of the check");
    assert_eq!(ask(broken().path(), &["list", "frameworks"]).code, 2);
    assert_eq!(ask(world().path(), &["list", "zebras"]).code, 2);
    assert_eq!(ask(world().path(), &["--no-such-option"]).code, 2);
    assert_eq!(ask(world().path(), &["--help"]).code, 0);
}

#[test]
fn findings_go_to_standard_output_and_the_summary_to_standard_error() {
    let answer = ask(with_finding().path(), &["check"]);
    assert!(
        answer.out.starts_with("error[framework_unlinked]: `north-chat-code` is linked to nothing"),
        "{}",
        answer.out
    );
    assert!(answer.err.ends_with(" 26 nodes, 62 links checked: 2 to put right, 0 to look at\n"), "{}", answer.err);
}

#[test]
fn a_broken_graph_answers_no_question_and_says_where_to_look() {
    let folder = broken();
    for question in ["gaps --region union", "path northland southland", "show northland", "export", "compare XN XS"] {
        let answer = ask(folder.path(), &question.split(' ').collect::<Vec<_>>());
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{question}");
        assert!(answer.err.starts_with("error: the graph in graph has "), "{question}: {}", answer.err);
        assert!(answer.err.contains("interlex check --graph graph"), "{question}: {}", answer.err);
    }
    let explained = ask(folder.path(), &["explain", "syntax"]);
    assert_eq!(explained.code, 0, "whoever has a broken graph needs the explanations most: {}", explained.err);
}

#[test]
fn a_graph_with_findings_but_sound_files_still_answers() {
    let answer = ask(with_finding().path(), &["show", "north-chat-code"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
}

#[test]
fn check_reports_on_the_paths_named_and_only_on_them() {
    let folder = with_finding();
    let elsewhere = ask(folder.path(), &["check", "graph/frameworks/south", "graph/sources.ron"]);
    assert_eq!((elsewhere.code, elsewhere.out.as_str()), (0, ""));
    for path in ["graph/frameworks/north", "./graph/frameworks/north/north-chat-code.ron", "graph"] {
        let here = ask(folder.path(), &["check", path]);
        assert_eq!(here.code, 1, "{path}: {}", here.err);
        assert!(here.out.contains("--> graph/frameworks/north/north-chat-code.ron:2:9"), "{path}: {}", here.out);
    }
}

#[test]
fn files_are_named_as_the_user_reaches_them() {
    let folder = with_finding();
    let inside = ask(&folder.path().join("graph"), &["check", "."]);
    assert!(inside.out.contains("--> frameworks/north/north-chat-code.ron:2:9"), "{}", inside.out);
    let beside = ask(&folder.path().join("graph/frameworks"), &["--graph", "..", "check"]);
    assert!(beside.out.contains("--> ../frameworks/north/north-chat-code.ron:2:9"), "{}", beside.out);
}

#[test]
fn without_a_graph_folder_the_embedded_graph_answers() {
    let folder = empty();
    let answer = ask(folder.path(), &["-v", "show", "singapore"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.err.contains(" from the embedded graph, in "), "{}", answer.err);
    let unknown = ask(folder.path(), &["show", "northland"]);
    assert_eq!(unknown.code, 2, "Northland is in the fixture only");
}

#[test]
fn a_graph_folder_here_replaces_the_embedded_graph() {
    let answer = ask(world().path(), &["-v", "show", "northland"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.err.starts_with("interlex: 24 nodes and 58 links from graph, in "), "{}", answer.err);
    let folder = world();
    fs::remove_file(folder.path().join("graph/graph.ron")).expect("a file to remove");
    let other = ask(folder.path(), &["-v", "show", "singapore"]);
    assert!(
        other.err.contains(" from the embedded graph, in "),
        "a folder without graph.ron is no graph: {}",
        other.err
    );
}

#[test]
fn the_graph_named_replaces_the_folder_here() {
    let folder = world();
    let meta = folder.path().join("graph/graph.ron");
    let text = fs::read_to_string(&meta).expect("a file").replace("Invented test graph", "The one beside");
    fs::write(meta, text).expect("a file");
    let here = ask(folder.path(), &["export"]);
    assert!(here.out.contains("The one beside"));
    let named = ask(folder.path(), &["export", "--graph", clean().to_str().expect("UTF-8")]);
    assert!(named.out.contains("Invented test graph"), "{}", named.err);
}

#[test]
fn a_graph_may_leave_out_what_the_embedded_one_can_lend() {
    let folder = world();
    fs::remove_dir_all(folder.path().join("graph/concepts")).expect("a folder to remove");
    let answer = ask(folder.path(), &["list", "concepts", "--type", "gap"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("gap-1-coordinating-mechanism"), "{}", answer.out);
    let checked = ask(folder.path(), &["check"]);
    assert_eq!((checked.code, checked.out.as_str()), (0, ""), "what is lent cannot be put right here");
}

#[test]
fn a_graph_of_two_files_is_a_graph() {
    let folder = empty();
    let graph = folder.path().join("graph");
    fs::create_dir_all(graph.join("jurisdictions")).expect("a folder");
    fs::copy(clean().join("graph.ron"), graph.join("graph.ron")).expect("a file");
    let rows = r#"[Jurisdiction(id: "isleland", name: "Isleland", kind: Country, m49: "caribbean")]"#;
    fs::write(graph.join("jurisdictions/isles.ron"), rows).expect("a file");
    let checked = ask(folder.path(), &["check"]);
    assert_eq!((checked.code, checked.out.as_str()), (0, ""), "{}", checked.err);
    let listed = ask(folder.path(), &["list", "jurisdictions", "--region", "latin-america"]);
    assert!(listed.out.contains("isleland"), "{}{}", listed.out, listed.err);
}

#[test]
fn quiet_leaves_only_the_answer() {
    let quiet = ask(with_finding().path(), &["-q", "check"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (1, ""));
    assert!(quiet.out.contains("framework_unlinked"));
}

#[test]
fn a_dash_is_standard_output_and_makes_no_file() {
    let folder = world();
    let named = ask(folder.path(), &["list", "regions", "-o", "-"]);
    assert_eq!(named.out, ask(folder.path(), &["list", "regions"]).out);
    assert_eq!(names(folder.path()), ["graph"]);
}

#[test]
fn an_answer_written_to_a_file_is_the_answer_printed() {
    let folder = world();
    let printed = ask(folder.path(), &["gaps", "--region", "union"]);
    let written = ask(folder.path(), &["gaps", "--region", "union", "-o", "new/folder/gaps.txt"]);
    assert_eq!((written.code, written.out.as_str(), written.err.as_str()), (0, "", ""));
    let text = fs::read_to_string(folder.path().join("new/folder/gaps.txt")).expect("the file");
    assert_eq!(text, printed.out);
    assert_eq!(names(&folder.path().join("new/folder")), ["gaps.txt"], "nothing unfinished is left behind");
}

#[test]
fn findings_can_be_written_to_a_file_too() {
    let folder = with_finding();
    let answer = ask(folder.path(), &["check", "--format", "json", "-o", "findings.jsonl"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    let rows = fs::read_to_string(folder.path().join("findings.jsonl")).expect("the file");
    assert!(rows.starts_with("{\"rule\":\"framework_unlinked\""), "{rows}");
}

#[test]
fn a_failed_question_keeps_the_old_file_and_leaves_nothing_behind() {
    let folder = broken();
    let out = folder.path().join("answer.txt");
    fs::write(&out, "old").expect("a file");
    let answer = ask(folder.path(), &["gaps", "--region", "union", "-o", "answer.txt"]);
    assert_eq!(answer.code, 2);
    assert_eq!(fs::read_to_string(&out).expect("the old file"), "old");
    assert_eq!(names(folder.path()), ["answer.txt", "graph"]);
}

#[test]
fn an_output_that_is_a_folder_is_refused_by_name() {
    let folder = world();
    fs::create_dir(folder.path().join("out")).expect("a folder");
    let answer = ask(folder.path(), &["list", "regions", "-o", "out"]);
    assert_eq!((answer.code, answer.err.as_str()), (2, "error: cannot write out: it is a folder; name a file in it\n"));
}

#[test]
fn an_output_that_cannot_be_made_is_named() {
    let folder = world();
    fs::write(folder.path().join("file"), "").expect("a file");
    let answer = ask(folder.path(), &["list", "regions", "-o", "file/out.txt"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.starts_with("error: cannot write file/out.txt: "), "{}", answer.err);
    assert_eq!(names(folder.path()), ["file", "graph"]);
}

#[cfg(unix)]
#[test]
fn an_output_in_a_folder_that_may_not_be_written_keeps_the_old_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = world();
    let locked = folder.path().join("locked");
    fs::create_dir(&locked).expect("a folder");
    fs::write(locked.join("old.txt"), "old").expect("a file");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("an owned folder");
    if fs::write(locked.join("probe"), "").is_ok() {
        eprintln!("skipped: the superuser may write everywhere");
        return;
    }
    let answer = ask(folder.path(), &["list", "regions", "-o", "locked/old.txt"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.starts_with("error: cannot write locked/old.txt: "), "{}", answer.err);
    assert_eq!(fs::read_to_string(locked.join("old.txt")).expect("the old file"), "old");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).expect("an owned folder");
}

#[cfg(unix)]
#[test]
fn devices_are_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let folder = world();
    let answer = ask(folder.path(), &["list", "regions", "-o", "/dev/null"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{}", answer.err);
    assert!(fs::metadata("/dev/null").expect("the device").file_type().is_char_device());
    let shown = ask(folder.path(), &["list", "regions", "-o", "/dev/stdout"]);
    assert_eq!(shown.out, ask(folder.path(), &["list", "regions"]).out);
}

#[cfg(unix)]
#[test]
fn a_full_device_is_a_failure_that_is_named() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: there is no /dev/full here");
        return;
    }
    let answer = ask(world().path(), &["list", "frameworks", "-o", "/dev/full"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.starts_with("error: cannot write /dev/full: "), "{}", answer.err);
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through() {
    let folder = world();
    fs::write(folder.path().join("real.txt"), "old").expect("a file");
    std::os::unix::fs::symlink("real.txt", folder.path().join("link.txt")).expect("a link");
    assert_eq!(ask(folder.path(), &["list", "regions", "-o", "link.txt"]).code, 0);
    assert!(fs::symlink_metadata(folder.path().join("link.txt")).expect("the link").is_symlink());
    assert!(fs::read_to_string(folder.path().join("real.txt")).expect("the file").contains("mainland"));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for question in ["export", "list sources --format json", "explain list", "gaps --region world"] {
        let folder = empty();
        let mut child = interlex(folder.path())
            .args(question.split(' '))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut first = [0; 1];
        let mut pipe = child.stdout.take().expect("a pipe");
        pipe.read_exact(&mut first).expect("a first byte");
        drop(pipe);
        let answer = answer(child.wait_with_output().expect("the program ends"));
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{question}");
    }
}

#[test]
fn pipes_and_files_get_no_colour_unless_it_is_asked_for() {
    let folder = world();
    let colourful = |command: &mut std::process::Command| {
        answer(command.args(["show", "northland"]).output().expect("the program starts")).out.contains('\u{1b}')
    };
    assert!(!colourful(interlex(folder.path()).env_remove("NO_COLOR")), "a pipe is no terminal");
    assert!(colourful(interlex(folder.path()).args(["--color", "always"])), "asking outranks NO_COLOR");
    assert!(!colourful(interlex(folder.path()).args(["--color", "never"]).env("CLICOLOR_FORCE", "1")));
    ask(folder.path(), &["--color", "always", "show", "northland", "-o", "file.txt"]);
    let text = fs::read_to_string(folder.path().join("file.txt")).expect("the file");
    assert!(!text.contains('\u{1b}'), "files are read by other programs");
}

#[test]
fn findings_are_coloured_where_colour_is_asked_for() {
    let answer = ask(with_finding().path(), &["check", "--color", "always"]);
    assert!(answer.out.contains('\u{1b}'), "{}", answer.out);
    let json = ask(with_finding().path(), &["check", "--color", "always", "--format", "json"]);
    assert!(!json.out.contains('\u{1b}'), "{}", json.out);
}

#[test]
fn answers_do_not_depend_on_the_number_of_threads() {
    let folder = world();
    let with = |threads: &str| {
        let mut command = interlex(folder.path());
        command.env("RAYON_NUM_THREADS", threads).args(["gaps", "--region", "world", "--format", "json"]);
        answer(command.output().expect("the program starts")).out
    };
    assert_eq!(with("1"), with("8"));
}
