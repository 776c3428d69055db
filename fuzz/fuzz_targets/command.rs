//! The command line: arguments as people type them, one a line, over a small graph in a folder that is made anew.
//!
//! Any command ends without a panic. No argument leads out of the folder, and none starts another program.
#![no_main]

#[path = "../../src/cli/mod.rs"]
#[allow(dead_code, reason = "the program begins in main")]
mod cli;

use std::sync::LazyLock;
use std::{env, fs};

use clap::Parser as _;
use interlex_fuzz::FILES;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

/// Where commands run.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    env::set_current_dir(folder.path()).expect("a folder to be in");
    folder
});

fuzz_target!(init: { LazyLock::force(&FOLDER); }, |input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    let arguments: Vec<&str> = text.lines().take(24).collect();
    let leads_out = |argument: &&str| argument.contains(['/', '\\']) || argument.contains("..");
    let starts_programs = |argument: &&str| argument.contains("engine") || argument.contains("since");
    if arguments.iter().any(|it| leads_out(it) || starts_programs(it)) {
        return;
    }
    let Ok(args) = cli::Args::try_parse_from(["interlex"].into_iter().chain(arguments)) else { return };
    make_anew();
    cli::answer(&args);
});

fn make_anew() {
    for entry in fs::read_dir(FOLDER.path()).expect("the folder").flatten() {
        let path = entry.path();
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    let code = ("frameworks/south/s-code.ron", include_str!("../world/s-code.ron"));
    for (path, text) in FILES.into_iter().chain([code]) {
        let file = FOLDER.path().join("graph").join(path);
        fs::create_dir_all(file.parent().expect("in a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
    let profile = "Profile(title: \"t\", summary: \"s\", uses: [\"use-hiring\"], home: \"northland\", targets: [\"southland\"], roles: [Provider])";
    fs::write(FOLDER.path().join("profile.ron"), profile).expect("a file");
    fs::write(FOLDER.path().join("interlex.toml"), "[rules]\nsource_unused = \"warn\"\n").expect("a file");
    fs::write(FOLDER.path().join("theirs.json"), "{\"nodes\":[{\"id\":\"a\"}],\"links\":[]}").expect("a file");
}
