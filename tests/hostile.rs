//! Folders and files that nobody means well with: a clear message, no panic, and not for long.

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use world::{Answer, ask, interlex, world};

/// Longer than any of these needs, even unoptimised on a busy machine.
const LONG: Duration = Duration::from_secs(90);

const FILE: &str = "graph/frameworks/north/north-chat-code.ron";

/// Checks the world with one more file in it, and makes sure that the program neither dies nor dawdles.
#[track_caller]
fn check_with(path: &str, content: impl AsRef<[u8]>) -> Answer {
    let folder = world();
    let file = folder.path().join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, content).expect("a file");
    check(folder.path())
}

#[track_caller]
fn check(folder: &Path) -> Answer {
    let began = Instant::now();
    let answer = ask(folder, &["check"]);
    assert!(began.elapsed() < LONG, "took {:?}", began.elapsed());
    assert!(!answer.err.contains("panicked"), "{}", answer.err);
    answer
}

/// Asserts that there are findings, of a length that can be read, and that one says this.
#[track_caller]
fn says(answer: &Answer, words: &str) {
    assert_eq!(answer.code, 1, "{}\n{}", answer.out, answer.err);
    assert!(answer.out.contains(words), "`{words}` is not in:\n{:.2000}", answer.out);
    assert!(answer.out.len() < 100_000, "{} bytes of findings", answer.out.len());
}

/// A good framework.
fn framework() -> String {
    let fixture = world::fixtures().join("rules/claim_missing/frameworks/north/north-chat-code.ron");
    let text = fs::read_to_string(fixture).expect("a fixture");
    text.replace(
        "            to: \"north-ai-act\",\n",
        "            to: \"north-ai-act\",\n            claim: \"c\",\n",
    )
    .replace(".\nAnd then at nothing else", "")
}

#[test]
fn a_good_file_is_no_finding() {
    let answer = check_with(FILE, framework());
    assert_eq!((answer.code, answer.out.as_str()), (0, ""));
}

#[test]
fn brackets_without_end_are_refused() {
    for bomb in ["[".repeat(100_000), "(".repeat(100_000), "Some(".repeat(100_000), "Framework(id:".repeat(20_000)] {
        says(&check_with(FILE, bomb), "error[syntax]");
    }
}

#[test]
fn brackets_that_are_all_closed_are_too_deep_all_the_same() {
    let bomb = "[".repeat(100_000) + &"]".repeat(100_000);
    says(&check_with(FILE, &bomb), "error[syntax]: nested deeper than 128 brackets");
    says(&check_with("graph/jurisdictions/bomb.ron", &bomb), "graph/jurisdictions/bomb.ron:1:");
    says(&check_with(FILE, framework().replace("[Legal]", &bomb)), "nested deeper than 128 brackets");
}

#[test]
fn comments_in_comments_are_read_without_a_stack() {
    let text = "/*".repeat(100_000) + &"*/".repeat(100_000) + &framework();
    assert_eq!(check_with(FILE, text).code, 0);
    says(&check_with(FILE, "/*".repeat(100_000)), "error[syntax]");
}

#[test]
fn a_token_of_five_megabytes_is_a_finding_of_readable_length() {
    says(&check_with(FILE, format!("\"{}\"", "a".repeat(5_000_000))), FILE);
    for token in ["a".repeat(500_000), "9".repeat(500_000), format!("\"{}", "a".repeat(500_000))] {
        says(&check_with(FILE, token), FILE);
    }
    let long = framework().replace("north-chat-code", &"a".repeat(500_000));
    says(&check_with(FILE, long), "error[id_invalid]");
}

#[test]
fn a_long_name_is_data_and_no_finding() {
    let answer = check_with(FILE, framework().replace("Northland Chat Code", &"long ".repeat(100_000)));
    assert_eq!(answer.code, 0, "{:.2000}", answer.out);
}

#[test]
fn an_empty_file_is_told_as_such() {
    for nothing in ["", " \n\n\t", "// only\n// comments\n", "/* only a comment */"] {
        says(&check_with(FILE, nothing), FILE);
        says(&check_with("graph/jurisdictions/empty.ron", nothing), "graph/jurisdictions/empty.ron");
    }
}

#[test]
fn an_empty_list_is_fine() {
    assert_eq!(check_with("graph/jurisdictions/empty.ron", "[]").code, 0);
}

#[test]
fn lines_may_end_as_on_windows() {
    let answer = check_with(FILE, framework().replace('\n', "\r\n"));
    assert_eq!((answer.code, answer.out.as_str()), (0, ""));
    let wrong = framework().replace("[Legal]", "[Leagl]").replace('\n', "\r\n");
    let answer = check_with(FILE, wrong);
    says(&answer, "north-chat-code.ron:7:14");
    assert!(!answer.out.contains(['\r', '␍']), "{:?}", answer.out);
}

#[test]
fn a_byte_order_mark_is_a_finding_with_its_fix() {
    says(&check_with(FILE, format!("\u{FEFF}{}", framework())), "the file begins with a byte order mark (U+FEFF)");
}

#[test]
fn nul_bytes_are_told_and_not_printed() {
    for text in [framework().replace("name:", "\0name:"), framework().replace("Legal", "Le\0gal"), "\0".repeat(1000)] {
        let answer = check_with(FILE, text);
        says(&answer, "error[");
        assert!(!answer.out.contains('\0'), "{:?}", answer.out);
    }
}

#[test]
fn control_characters_of_the_data_do_not_reach_the_terminal() {
    let text = framework().replace("[Legal]", "[\u{1b}[2J]").replace("Northland Chat", "North\u{202E}land");
    let answer = check_with(FILE, text);
    says(&answer, "error[");
    assert!(!answer.out.contains(['\u{1b}', '\u{202E}']), "{:?}", answer.out);
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    says(&check_with(FILE, b"Framework(\n  id: \"caf\xE9\")"), "not UTF-8: byte 0xE9 at offset 21 (line 2)");
    says(&check_with(FILE, b"\xFF\xFEF\0r\0"), "belongs to UTF-16");
    let noise: Vec<u8> = (0..200_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
    says(&check_with(FILE, noise), "not UTF-8");
}

#[test]
fn a_folder_named_like_a_file_is_told() {
    let folder = world();
    fs::create_dir(folder.path().join("graph/frameworks/x.ron")).expect("a folder");
    says(&check(folder.path()), "this is a folder named like a file");
}

#[test]
fn a_graph_ron_that_is_a_folder_is_no_graph() {
    let folder = world();
    fs::remove_file(folder.path().join("graph/graph.ron")).expect("a file to remove");
    fs::create_dir(folder.path().join("graph/graph.ron")).expect("a folder");
    let answer = ask(folder.path(), &["--graph", "graph", "check"]);
    says(&answer, "this is a folder named like a file");
}

#[test]
fn a_broken_graph_ron_is_one_finding() {
    for text in ["", "Graph(", "Graph(title: 3)", "[]"] {
        let answer = check_with("graph/graph.ron", text);
        says(&answer, "graph/graph.ron:1:");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = world();
    fs::write(folder.path().join("secret.ron"), framework()).expect("a file");
    symlink("../../secret.ron", folder.path().join("graph/frameworks/secret.ron")).expect("a link");
    symlink("/etc/passwd", folder.path().join("graph/frameworks/passwd.ron")).expect("a link");
    let answer = check(folder.path());
    says(&answer, "it leads out of");
    assert!(!answer.out.contains("root:"), "nothing of the file is shown: {}", answer.out);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_do_not_go_on_for_ever() {
    use std::os::unix::fs::symlink;
    let folder = world();
    let frameworks = folder.path().join("graph/frameworks");
    symlink("b.ron", frameworks.join("a.ron")).expect("a link");
    symlink("a.ron", frameworks.join("b.ron")).expect("a link");
    symlink("..", frameworks.join("up")).expect("a link");
    says(&check(folder.path()), "symbolic links lead in a circle");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = world();
    let file = folder.path().join("graph/sources.ron");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("an owned file");
    if fs::read(&file).is_ok() {
        eprintln!("skipped: the superuser may read everything");
        return;
    }
    says(&check(folder.path()), "permission denied");
}

#[cfg(unix)]
#[test]
fn a_pipe_named_like_a_file_is_not_waited_for() {
    let folder = world();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("graph/frameworks/pipe.ron")).status();
    if made.is_ok_and(|status| status.success()) {
        says(&check(folder.path()), "no regular file");
    }
}

#[test]
fn what_is_not_read_because_folders_nest_deeply_is_told() {
    let folder = world();
    let deep = folder.path().join("graph/frameworks").join("d/".repeat(200));
    fs::create_dir_all(&deep).expect("folders");
    fs::write(deep.join("north-chat-code.ron"), framework()).expect("a file");
    says(&check(folder.path()), "folders nest too deeply here, nothing in this one is read");
}

#[test]
fn two_thousand_files_are_read() {
    let folder = world();
    let many = folder.path().join("graph/frameworks/many");
    fs::create_dir(&many).expect("a folder");
    for number in 0..2000 {
        let text = framework()
            .replace("north-chat-code", &format!("code-{number}"))
            .replace("Chat Code", &format!("Code {number}"));
        fs::write(many.join(format!("code-{number}.ron")), text).expect("a file");
    }
    let answer = check(folder.path());
    assert_eq!(answer.code, 0, "{:.2000}", answer.out);
    assert!(answer.err.contains(" files, 2024 nodes, "), "{}", answer.err);
}

#[test]
fn two_thousand_broken_files_are_all_told() {
    let folder = world();
    let many = folder.path().join("graph/frameworks/many");
    fs::create_dir(&many).expect("a folder");
    for number in 0..2000 {
        fs::write(many.join(format!("code-{number}.ron")), "Framework(").expect("a file");
    }
    let began = Instant::now();
    let mut command = interlex(folder.path());
    let answer = world::answer(command.args(["check", "--format", "json"]).output().expect("the program starts"));
    assert!(began.elapsed() < LONG, "took {:?}", began.elapsed());
    assert_eq!(answer.code, 1);
    let told = |number: u32| answer.out.contains(&format!("graph/frameworks/many/code-{number}.ron\""));
    assert!((0..2000).all(told), "every broken file is named");
}

#[test]
fn a_configuration_that_is_something_else_is_told_in_few_words() {
    let texts = [
        format!("a = {}", "[".repeat(100_000)),
        format!("{}b = 1", "a.".repeat(50_000)),
        format!("x = \"{}\"", "y".repeat(900_000)),
        "=\n".repeat(100_000),
        "[[exempt]]\n".repeat(5_000),
        "\u{feff}\u{0}".to_owned(),
    ];
    for text in texts {
        let folder = world();
        fs::write(folder.path().join("interlex.toml"), &text).expect("a file");
        let answer = check(folder.path());
        assert_eq!(answer.code, 2, "{:.200}: {:.2000}{}", text, answer.out, answer.err);
        assert!(answer.err.contains("so nothing was checked"), "{}", answer.err);
        assert!(answer.out.len() < 100_000, "{} bytes about {:.200}", answer.out.len(), text);
    }
    let folder = world();
    fs::create_dir(folder.path().join("interlex.toml")).expect("a folder");
    let answer = check(folder.path());
    assert!(answer.code == 2 && answer.err.contains("this is a folder named like a file"), "{}", answer.err);
}
