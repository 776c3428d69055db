//! Programs that hang, never stop talking or leave others behind: git and Graphviz are ended, and nobody waits.
//!
//! Each trial runs in a process of its own, whose PATH leads to a script instead of the program.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use interlex::load::{Limits, history_within};
use interlex::render::{Engine, EngineFormat, engine};

const LIMITS: Limits = Limits { time: Duration::from_secs(1), output: 1 << 20 };

/// Longer than any trial may take on a busy machine, and far from what the scripts would.
const LONG: Duration = Duration::from_secs(30);

/// What is asked in the process with another PATH.
#[test]
#[ignore = "run by the other tests, with a PATH of their own"]
fn question() {
    let path = std::env::var_os("INTERLEX_ASKED").expect("the name of a program");
    let said = if path == "git" {
        history_within(Path::new("."), "HEAD", LIMITS).map(|_| ()).map_err(|error| error.to_string())
    } else {
        engine("digraph {}", Engine::Dot, EngineFormat::Svg, LIMITS).map(|_| ()).map_err(|error| error.to_string())
    };
    println!("said: {}", said.err().unwrap_or_else(|| "nothing".to_owned()));
}

/// What the library says when `program` is this script, and the number of the script's process.
fn asked(program: &str, script: &str) -> (String, u32) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join(program);
    fs::write(&file, format!("#!/bin/sh\necho $$ > {}/number\n{script}\n", folder.path().display())).expect("a script");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("an owned file");
    let own = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "question", "--ignored", "--nocapture"]).current_dir(folder.path());
    command.env("INTERLEX_ASKED", program).env("PATH", format!("{}:{own}", folder.path().display()));
    let began = Instant::now();
    let output = command.output().expect("this program starts");
    assert!(began.elapsed() < LONG, "{program}: {script}: took {:?}", began.elapsed());
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let said =
        out.lines().find_map(|line| line.split_once("said: ")).unwrap_or_else(|| panic!("{output:?}")).1.to_owned();
    let number = fs::read_to_string(folder.path().join("number")).expect("the script ran");
    (said, number.trim().parse().expect("a number"))
}

/// Whether a process runs; one that ended and was not waited for does not.
fn runs(number: u32) -> bool {
    let state = fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
    state.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

/// Both programs are ended when they do this, and these words are said about it.
fn is_ended(script: &str, words: [(&str, &str); 2]) {
    for (program, message) in words {
        let (said, number) = asked(program, script);
        assert_eq!(said, message);
        assert!(!runs(number), "{program} still runs");
    }
}

#[test]
fn a_program_that_hangs_is_ended() {
    is_ended(
        "exec sleep 600",
        [
            ("git", "`git rev-parse --is-inside-work-tree` was ended after 1s without an answer"),
            ("dot", "`dot` was ended after 1 s without a picture"),
        ],
    );
}

#[test]
fn a_program_that_never_stops_talking_is_ended() {
    is_ended(
        "exec cat /dev/zero",
        [
            (
                "git",
                "`git rev-parse --is-inside-work-tree` answers with more than 1048576 bytes; check a smaller folder",
            ),
            ("dot", "`dot` wrote more than 1048576 bytes"),
        ],
    );
}

#[test]
fn what_a_program_complains_of_without_end_is_cut() {
    for program in ["git", "dot"] {
        let (said, _) = asked(program, "yes complaint | head -c 10000000 >&2\nexit 3");
        assert!(said.contains("complaint"), "{program}: {said:.200}");
        assert!(said.len() < 70_000, "{program}: {} bytes", said.len());
    }
}

#[test]
fn nobody_waits_for_what_a_program_leaves_behind() {
    // It holds the pipes of its parent for ten seconds.
    for (program, message) in [("git", "git"), ("dot", "nothing")] {
        let began = Instant::now();
        let (said, _) = asked(program, "sleep 10 &\nexit 0");
        assert!(said.contains(message), "{program}: {said}");
        assert!(began.elapsed() < Duration::from_secs(9), "{program}: took {:?}", began.elapsed());
    }
}
