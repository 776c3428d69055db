//! The walk of docs/CURATION.md, step by step, in a copy of the invented world: every command prints what is shown there,
//! and every edit fits the file it is made in. `INTERLEX_BLESS=1` rewrites what the commands print; a person reads it.

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use world::{answer, clean, empty, fixtures, interlex, overlay};

/// A fenced block of the document: the words after the fence, and its lines.
struct Block {
    info: String,
    start: usize,
    lines: Vec<String>,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(info) if !open => {
                open = true;
                blocks.push(Block { info: info.to_owned(), start: number + 1, lines: Vec::new() });
            }
            Some(_) => open = false,
            None if open => blocks.last_mut().expect("opened").lines.push(line.to_owned()),
            None => {}
        }
    }
    assert!(!open, "every block is closed");
    blocks
}

/// One command of a block and what is shown after it.
struct Step {
    command: String,
    shown: Vec<String>,
}

fn steps(block: &Block) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in &block.lines {
        match line.strip_prefix("$ ") {
            Some(command) => steps.push(Step { command: command.to_owned(), shown: Vec::new() }),
            None => steps.last_mut().expect("a block begins with a command").shown.push(line.clone()),
        }
    }
    steps
}

/// Splits a command as a shell would, as far as the document needs it.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("one at least").push(c),
        }
    }
    words
}

/// What a command prints. Lines that begin with `>` are what the reader types; there is no terminal here, so that the
/// program is told to ask all the same.
fn run(folder: &Path, step: &Step) -> Vec<String> {
    let mut words = words(&step.command);
    assert_eq!(words.remove(0), "interlex", "{}", step.command);
    let answers: Vec<&str> = step.shown.iter().filter_map(|line| line.strip_prefix('>')).map(str::trim).collect();
    let mut command = interlex(folder);
    command.args(&words).env("COLUMNS", "110").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if !answers.is_empty() {
        command.arg("--interactive");
    }
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    // A program that asks nothing ends before it is told anything.
    let _ = stdin.write_all((answers.join("\n") + "\n").as_bytes());
    drop(stdin);
    let answer = answer(child.wait_with_output().expect("the program ends"));
    let printed: Vec<String> =
        answer.out.lines().chain(answer.err.lines()).map(|line| line.trim_end().to_owned()).collect();
    let failed = printed.iter().any(|line| line.starts_with("error"));
    assert_eq!(answer.code != 0, failed, "{}: exit code {}\n{}", step.command, answer.code, printed.join("\n"));
    printed
}

/// Whether the shown lines are the printed ones; `...` stands for any number of lines.
fn fits(shown: &[String], printed: &[String]) -> bool {
    match shown {
        [] => printed.is_empty(),
        [dots, rest @ ..] if dots == "..." => (0..=printed.len()).any(|skip| fits(rest, &printed[skip..])),
        [line, rest @ ..] => printed.first().is_some_and(|it| it == line.trim_end()) && fits(rest, &printed[1..]),
    }
}

/// Makes the edit that a `diff` block shows, in a place that there is once.
fn edit(folder: &Path, file: &str, lines: &[String]) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let side = |drop: char| {
        let kept = lines.iter().filter(|line| !line.starts_with(drop)).map(|line| line.get(1..).unwrap_or(""));
        kept.collect::<Vec<_>>().join("\n") + "\n"
    };
    let (old, new) = (side('+'), side('-'));
    assert_eq!(text.matches(&old).count(), 1, "the edit of {file} fits in one place:\n{old}\n{text}");
    fs::write(&path, text.replace(&old, &new)).expect("writable");
}

#[test]
fn every_command_of_the_walk_prints_what_the_guide_shows() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/CURATION.md");
    let text = fs::read_to_string(&guide).expect("the guide");
    let bless = std::env::var_os("INTERLEX_BLESS").is_some();
    let folder = empty();
    overlay(&clean(), &folder.path().join("graph"));
    fs::copy(fixtures().join("north-chat-code.txt"), folder.path().join("north-chat-code.txt")).expect("a copy");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut commands = 0;
    let mut moved = 0_isize;
    for block in blocks(&text) {
        if let Some(file) = block.info.strip_prefix("diff ") {
            edit(folder.path(), file, &block.lines);
        }
        if block.info != "console" {
            continue;
        }
        let mut now = Vec::new();
        for step in steps(&block) {
            commands += 1;
            let printed = run(folder.path(), &step);
            let right = fits(&step.shown, &printed);
            assert!(
                bless || right,
                "`{}` prints\n{}\nand not\n{}",
                step.command,
                printed.join("\n"),
                step.shown.join("\n")
            );
            now.push(format!("$ {}", step.command));
            now.extend(if right { step.shown } else { printed });
        }
        let start = block.start.strict_add_signed(moved);
        moved += now.len().cast_signed() - block.lines.len().cast_signed();
        lines.splice(start..start + block.lines.len(), now);
    }
    assert!(commands >= 8, "the walk has {commands} commands");
    if bless {
        fs::write(&guide, lines.join("\n") + "\n").expect("writable");
    }
}

#[test]
fn the_guide_shows_no_command_that_is_not_tested() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/CURATION.md")).expect("the guide");
    for block in blocks(&text) {
        assert!(
            matches!(block.info.as_str(), "console" | "ron") || block.info.starts_with("diff "),
            "a block of {} is neither run nor read",
            block.info
        );
    }
}
