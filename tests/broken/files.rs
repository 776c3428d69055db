//! Files and folders: where no graph has them, of no use, without an end. Git could not hold most of these.

use std::fs::{self, File};
use std::path::Path;

use super::{ACT, Case, clean, with, write};

pub fn cases() -> Vec<Case> {
    let act = clean(ACT);
    let mut cases = vec![
        write("a file in a folder that no graph has", "frameworkz/x.ron", act.clone()),
        write("a file beside graph.ron that no graph has", "source.ron", "[]"),
        write("a vocabulary that no graph has", "vocabulary/topic.ron", "[]"),
        write("a file whose ending is in capitals", "frameworks/north/north-ai-act.RON", act.clone()),
        write("a graph.ron without a field", "graph.ron", "Graph()\n"),
        write("an empty graph.ron", "graph.ron", ""),
        write("a second graph.ron in capitals", "Graph.ron", clean("graph.ron")),
        with("no graph.ron", |graph| fs::remove_file(graph.join("graph.ron")).is_ok()),
        with("no sources.ron", |graph| fs::remove_file(graph.join("sources.ron")).is_ok()),
        with("no folder", |graph| fs::remove_dir_all(graph).is_ok()),
        with("an empty folder", |graph| fs::remove_dir_all(graph).and_then(|()| fs::create_dir(graph)).is_ok()),
        with("a file in place of the folder", |graph| {
            fs::remove_dir_all(graph).and_then(|()| fs::write(graph, "x")).is_ok()
        }),
        with("a folder named like a file", |graph| fs::create_dir(graph.join("frameworks/north/x.ron")).is_ok()),
        with("folders that nest too deeply", |graph| {
            let deep = (0..20).fold(graph.join("frameworks"), |folder, level| folder.join(level.to_string()));
            fs::create_dir_all(&deep).and_then(|()| fs::write(deep.join("x.ron"), "")).is_ok()
        }),
        with("a file of a hundred megabytes", |graph| {
            // Sparse: nothing is written, and nothing of it must be read.
            let file = File::create(graph.join("frameworks/north/huge.ron"));
            file.and_then(|file| file.set_len(100_000_000)).is_ok()
        }),
    ];
    if cfg!(unix) {
        cases.extend(unix());
    }
    cases
}

fn unix() -> Vec<Case> {
    vec![
        with("links that lead in a circle", |graph| {
            link("b.ron", &graph.join("frameworks/a.ron")) && link("a.ron", &graph.join("frameworks/b.ron"))
        }),
        with("a linked file that is not there", |graph| link("nowhere.ron", &graph.join("frameworks/a.ron"))),
        with("a linked device", |graph| link("/dev/zero", &graph.join("frameworks/a.ron"))),
        with("a pipe", |graph| {
            let made = std::process::Command::new("mkfifo").arg(graph.join("frameworks/pipe.ron")).status();
            made.is_ok_and(|status| status.success())
        }),
        with("a file that may not be read", |graph| forbid(&graph.join("sources.ron"))),
        with("a folder that may not be read", |graph| forbid(&graph.join("frameworks/north"))),
        with("a file name with a line break and markup", |graph| {
            fs::write(graph.join("frameworks/x\n<script>::error.ron"), "").is_ok()
        }),
    ]
}

#[cfg(unix)]
fn link(target: &str, at: &Path) -> bool {
    std::os::unix::fs::symlink(target, at).is_ok()
}

/// Takes all permissions away; `false` for the superuser, who may read all the same.
#[cfg(unix)]
fn forbid(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let old = fs::metadata(path).expect("a file").permissions();
    fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("an owned file");
    let forbidden = if path.is_dir() { fs::read_dir(path).is_err() } else { fs::read(path).is_err() };
    if !forbidden {
        fs::set_permissions(path, old).expect("an owned file");
    }
    forbidden
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) -> bool {
    false
}

#[cfg(not(unix))]
fn forbid(_: &Path) -> bool {
    false
}
