//! Completions and manual pages are made from the options themselves, and shells and groff accept them.

#[path = "common/world.rs"]
mod world;

use std::process::{Command, Stdio};
use std::{fs, io::Write as _};

use world::{ask, world};

/// Whether a program is there; tests that need it say so where it is not.
fn installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        eprintln!("skipped: {program} is not installed");
    }
    found
}

fn script(shell: &str) -> String {
    let folder = world();
    let answer = ask(folder.path(), &["completions", shell]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{shell}");
    answer.out
}

#[test]
fn every_shell_gets_a_script_that_knows_every_command() {
    let folder = world();
    let help = ask(folder.path(), &["--help"]).out;
    let listed = help.split_once("Commands:\n").and_then(|(_, rest)| rest.split_once("\n\n")).expect("a list").0;
    let named = listed.lines().filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    let commands: Vec<&str> = named.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() > 25, "{commands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = script(shell);
        for command in &commands {
            assert!(script.contains(command), "{shell} knows nothing of {command}");
        }
    }
    let wrong = ask(folder.path(), &["completions", "bahs"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("a similar value exists: 'bash'"), "{}", wrong.err);
}

#[test]
fn bash_completes_commands_and_options() {
    if !installed("bash") {
        return;
    }
    let complete = |words: &str| {
        let script = script("bash");
        let asked = format!(
            "{script}\nCOMP_WORDS=({words})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
             _interlex interlex \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
        );
        let mut bash = Command::new("bash");
        let mut bash = bash.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("bash starts");
        bash.stdin.take().expect("its input").write_all(asked.as_bytes()).expect("bash reads");
        let said = bash.wait_with_output().expect("bash ends").stdout;
        String::from_utf8(said).expect("text")
    };
    assert_eq!(complete("interlex gap"), "gaps\n");
    assert_eq!(complete("interlex gaps --reg"), "--region\n");
    assert_eq!(complete("interlex new frame"), "framework\n");
    assert_eq!(complete("interlex gaps --color ne"), "never\n");
}

#[test]
fn there_is_a_manual_page_for_each_command_with_its_options_and_examples() {
    let folder = world();
    let out = folder.path().join("man");
    let out = out.to_str().expect("a path of text");
    assert_eq!(ask(folder.path(), &["man", "-o", out]).code, 0);
    let names: Vec<String> = (fs::read_dir(out).expect("the folder"))
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"))
        .collect();
    for name in ["interlex.1", "interlex-gaps.1", "interlex-new-framework.1", "interlex-verify-evidence.1"] {
        assert!(names.iter().any(|it| it == name), "{name} is not in {names:?}");
    }
    let gaps = ask(folder.path(), &["man", "gaps"]);
    assert_eq!(fs::read_to_string(format!("{out}/interlex-gaps.1")).expect("the page"), gaps.out);
    for part in [r"\fB\-\-region\fR", "interlex gaps \\-\\-region asean", "AI governance"] {
        assert!(gaps.out.contains(part), "{part} is not in\n{}", gaps.out);
    }
    let wrong = ask(folder.path(), &["man", "new", "frameworks"]);
    let said = "error: there is no command `interlex new frameworks`; did you mean `interlex new framework`?\n";
    assert_eq!((wrong.code, wrong.err.as_str()), (2, said));
    if !installed("groff") {
        return;
    }
    for name in names {
        let mut groff = Command::new("groff");
        groff.args(["-k", "-man", "-ww", "-Tutf8", "-z"]).arg(format!("{out}/{name}"));
        let said = groff.output().expect("groff runs");
        assert_eq!(String::from_utf8_lossy(&said.stderr), "", "{name}");
    }
}
