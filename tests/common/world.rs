//! The invented world of `tests/fixtures/clean`, and the program to ask about it.
#![allow(dead_code, reason = "each test file uses some of these")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder `tests/fixtures`.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The clean graph.
pub fn clean() -> PathBuf {
    fixtures().join("clean")
}

/// Copies a folder and everything in it over another.
pub fn overlay(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry to copy");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            overlay(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file to copy");
        }
    }
}

/// A temporary folder with a copy of the clean graph in `graph/`.
pub fn world() -> tempfile::TempDir {
    let folder = empty();
    overlay(&clean(), &folder.path().join("graph"));
    folder
}

/// An empty temporary folder.
pub fn empty() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The names of everything in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The program, to be run in `folder` with the same environment everywhere.
pub fn interlex(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interlex"));
    command.current_dir(folder).env("RUST_BACKTRACE", "0").env("NO_COLOR", "1");
    command.env_remove("CLICOLOR_FORCE").env_remove("CLICOLOR");
    command
}

/// What a run gave.
#[derive(Debug)]
pub struct Answer {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs the program in `folder`.
pub fn ask(folder: &Path, args: &[&str]) -> Answer {
    answer(interlex(folder).args(args).output().expect("the program starts"))
}

/// Reads what a run gave.
pub fn answer(output: Output) -> Answer {
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Answer { code: output.status.code().expect("ended by itself"), out: text(output.stdout), err: text(output.stderr) }
}
