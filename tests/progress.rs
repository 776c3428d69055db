//! The progress bar: on a terminal, for what takes longer than a second, and nowhere else.
//!
//! The terminal is one that `script` of util-linux makes; where it is missing, nothing is shown to nobody.
#![cfg(target_os = "linux")]

#[path = "common/world.rs"]
mod world;

use std::process::{Command, Stdio};

/// A question about the real graph that takes long enough in a program that is not optimised.
const LONG: &str = "gaps --region world -o answer.txt";

/// What the bar is called while chains are sought.
const STAGE: &str = "Seeking the best chains [";

/// What a terminal receives from a question; `None` if there is no program that makes a terminal.
fn on_a_terminal(question: &str, variables: &[(&str, &str)]) -> Option<String> {
    let folder = world::empty();
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command"]).arg(format!("{} {question}", env!("CARGO_BIN_EXE_interlex")));
    command.arg("/dev/null").current_dir(folder.path()).stdin(Stdio::null()).stderr(Stdio::null());
    for name in ["CI", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color").env("COLUMNS", "100").envs(variables.iter().copied());
    let Ok(output) = command.output() else {
        eprintln!("skipped: there is no program `script` to make a terminal with");
        return None;
    };
    assert!(output.status.success(), "{question}: {output:?}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn what_takes_longer_than_a_second_has_a_bar_without_colours_on_a_terminal() {
    let Some(seen) = on_a_terminal(LONG, &[("NO_COLOR", "1")]) else { return };
    if !cfg!(debug_assertions) && !seen.contains(STAGE) {
        eprintln!("skipped: an optimised program is done before a bar is shown");
        return;
    }
    assert!(seen.contains(STAGE), "{seen:?}");
    assert!(seen.contains(" left"), "it says how long: {seen:?}");
    let styles = ["\u{1b}[3", "\u{1b}[1m", "\u{1b}[0m"];
    assert!(!styles.iter().any(|style| seen.contains(style)), "NO_COLOR is respected: {seen:?}");
    // The last that is written to its line takes it away.
    let bar = seen.rfind(STAGE).expect("a bar");
    assert!(
        seen[bar..].contains("\u{1b}[2K") || seen[bar..].contains("\u{1b}[K"),
        "it is taken away: {:?}",
        &seen[bar..]
    );
}

#[test]
fn nobody_is_shown_a_bar_who_wants_none_or_cannot_see_it() {
    let quiet = format!("--quiet {LONG}");
    for (question, variables) in [
        (quiet.as_str(), &[][..]),
        (LONG, &[("TERM", "dumb")]),
        (LONG, &[("CI", "true")]),
        ("list regions -o a.txt", &[]),
    ] {
        let Some(seen) = on_a_terminal(question, variables) else { return };
        assert!(!seen.contains(" left") && !seen.contains('['), "{question} {variables:?}: {seen:?}");
    }
}

#[test]
fn a_pipe_gets_no_bar() {
    let folder = world::empty();
    let mut command = Command::new(env!("CARGO_BIN_EXE_interlex"));
    command.args(LONG.split(' ')).current_dir(folder.path()).env("TERM", "xterm-256color").env_remove("CI");
    let answer = world::answer(command.output().expect("the program starts"));
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""));
}
