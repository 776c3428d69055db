//! docs/CHECK.md: every configuration and every command in it, one after the other.
#![cfg(unix)]

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::path::Path;
use std::process::Command;

use world::{ask, fixtures, overlay};

/// The fenced blocks of a page: their language and lines.
fn blocks(page: &str) -> Vec<(&str, Vec<&str>)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            blocks.push((language, lines.by_ref().take_while(|line| *line != "```").collect()));
        }
    }
    blocks
}

/// Whether a text fits what is shown: `...` stands for any lines, `[..]` for any characters.
fn fits(shown: &[&str], said: &[&str]) -> bool {
    match shown.split_first() {
        None => said.is_empty(),
        Some((&"...", rest)) => (0..=said.len()).any(|skipped| fits(rest, &said[skipped..])),
        Some((line, rest)) => {
            said.split_first().is_some_and(|(first, more)| fits_line(line, first) && fits(rest, more))
        }
    }
}

fn fits_line(shown: &str, said: &str) -> bool {
    let mut parts = shown.split("[..]");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = said.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    for part in &parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || parts.last() == Some(&"")
}

fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "init.defaultBranch=main", "-c", "user.name=A", "-c", "user.email=a@example.org"];
    let output = Command::new("git").current_dir(folder).args(identity).args(args).output().expect("git starts");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_example_of_the_page_on_the_check_says_what_it_shows() {
    let folder = world::world();
    let here = folder.path();
    git(here, &["init", "-q"]);
    git(here, &["add", "-A"]);
    git(here, &["commit", "-qm", "The world"]);
    for rule in ["source_unused", "likely_duplicate"] {
        overlay(&fixtures().join("rules").join(rule), &here.join("graph"));
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/CHECK.md");
    let page = fs::read_to_string(page).expect("the page");
    let mut commands = 0;
    for (language, lines) in blocks(&page) {
        match language {
            "toml" => fs::write(here.join("interlex.toml"), lines.join("\n")).expect("a configuration"),
            "console" => {
                for example in lines.join("\n").split("$ interlex ").skip(1) {
                    let mut shown: Vec<&str> = example.lines().collect();
                    let args: Vec<&str> = shown.remove(0).split(' ').collect();
                    let answer = ask(here, &args);
                    let said = format!("{}{}", answer.out, answer.err);
                    assert!(fits(&shown, &said.lines().collect::<Vec<_>>()), "{args:?} says\n{said}");
                    commands += 1;
                }
            }
            other => panic!("a block of {other:?} that no test reads"),
        }
    }
    assert!(commands >= 8, "only {commands} commands were tried");
}
