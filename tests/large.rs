//! Large inputs that nobody means well with: a clear end, in memory that is bounded, and not for long.
//!
//! `tests/fixtures/large.txt` lists them. The suite runs the smaller ones under a limit of the address space, so that
//! whatever begins to take a multiple of its room dies here. What all of them take at full size is measured with
//! `cargo test --release --features rdf,sparql --test large -- --ignored --nocapture`.
#![cfg(target_os = "linux")]

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::process::{Command, Stdio};
use std::thread;

use world::world;

/// What a run may take beside [`TIMES`] its input: the graph, the code of an unoptimised program, stacks and arenas of
/// its threads, of which most is never touched.
const BESIDE: u64 = 384 << 20;

/// How many times the size of its input a run of the suite may take.
const TIMES: u64 = 128;

/// A line of the list.
struct Input<'t> {
    mib: Option<f64>,
    name: &'t str,
    ask: &'t str,
    file: &'t str,
    parts: [String; 3],
    said: &'t str,
}

fn list() -> String {
    fs::read_to_string(world::fixtures().join("large.txt")).expect("the list of inputs")
}

fn inputs<'t>(list: &'t str) -> Vec<Input<'t>> {
    let written = |text: &str| {
        let begun = list.lines().filter_map(|line| line.strip_prefix("= ")?.split_once(' '));
        let named = begun.fold(text.trim().to_owned(), |text, (name, value)| text.replace(&format!("${name}"), value));
        named
            .replace("\\\\", "\0")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace('\0', "\\")
            .replace('§', &"x".repeat(400))
    };
    let read = |line: &'t str| {
        let (mib, rest) = line.split_once(" | ")?;
        let mut cells = rest.split(" |").map(str::trim);
        let mut next = || cells.next().unwrap_or_default();
        let [name, ask, file] = [next(), next(), next()];
        let parts = [next(), next(), next()].map(written);
        Some(Input { mib: mib.trim().parse().ok(), name, ask, file, parts, said: next() })
    };
    let begins = |line: &&str| line.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    list.lines().filter(begins).filter_map(read).collect()
}

impl Input<'_> {
    fn text(&self, bytes: usize) -> String {
        let [begin, middle, end] = &self.parts;
        let (end, twice) = end.strip_prefix('*').map_or((end.as_str(), false), |end| (end, true));
        let mut text = begin.clone();
        let bytes = if twice { bytes / 2 } else { bytes };
        let mut times = 0;
        while text.len() + middle.len() + end.len() <= bytes {
            if middle.contains('№') {
                text.push_str(&middle.replace('№', &times.to_string()));
            } else {
                text.push_str(middle);
            }
            times += 1;
        }
        text + &end.repeat(if twice { times } else { 1 })
    }

    /// Runs the program on the input of about so many bytes; `limits` are programs that run it within limits.
    fn run(&self, bytes: usize, limits: &[&str]) -> (Option<i32>, String) {
        let folder = world();
        let here = folder.path();
        fs::write(here.join("e.json"), r#"{"nodes":[{"id":"a","type":"law"}]}"#).expect("a file");
        fs::write(here.join(self.file), self.text(bytes)).expect("a large file");
        let words = limits.iter().copied().chain([env!("CARGO_BIN_EXE_interlex")]).chain(self.ask.split(' '));
        let words: Vec<&str> = words.collect();
        let mut command = Command::new(words[0]);
        command
            .args(&words[1..])
            .current_dir(here)
            .env("NO_COLOR", "1")
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null());
        let output = command.output().expect("the program starts");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    }
}

fn there_is(program: &str) -> bool {
    let there = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !there {
        eprintln!("skipped: there is no program `{program}`");
    }
    there
}

#[test]
fn large_inputs_end_within_bounds() {
    if !there_is("prlimit") {
        return;
    }
    let list = list();
    let inputs: Vec<(Input<'_>, u64)> = (inputs(&list).into_iter())
        .filter_map(|input| {
            let bytes = input.mib? * f64::from(1 << 20);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some millions")]
            Some((input, bytes as u64))
        })
        .collect();
    assert!(inputs.len() > 30, "{} inputs", inputs.len());
    let check = |(input, bytes): &(Input<'_>, u64)| {
        let without = input.ask.starts_with("query") && cfg!(not(feature = "sparql"));
        let space = format!("--as={}", BESIDE + TIMES * bytes);
        let (code, said) = input.run(usize::try_from(*bytes).expect("a size"), &["prlimit", &space, "timeout", "90"]);
        let ends = matches!(code, Some(0..=2)) && !said.contains("panicked");
        let problem = format!("{}: exit code {code:?}, {} bytes said: {:.600}", input.name, said.len(), said);
        (!ends || !without && !said.contains(input.said)).then_some(problem)
    };
    // Two at a time, each with half of what there is to do.
    let problems: Vec<String> = thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            let inputs = &inputs;
            scope.spawn(move || inputs.iter().skip(half).step_by(2).filter_map(check).collect::<Vec<_>>())
        });
        halves.into_iter().flat_map(|half| half.join().expect("a half")).collect()
    });
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

/// Sizes in MiB as `INTERLEX_LARGE` says, else 100, or 64 where no larger file is read.
#[test]
#[ignore = "takes half an hour, and gigabytes on the disk"]
fn table() {
    if !there_is("prlimit") || !there_is("/usr/bin/time") {
        return;
    }
    let variable = |name: &str| std::env::var(name).ok();
    let mib: usize = variable("INTERLEX_LARGE").map_or(100, |it| it.parse().expect("a number of MiB"));
    let only = variable("INTERLEX_LARGE_ONLY").unwrap_or_default();
    println!("| input | MiB | said | peak, MiB | time, s |\n|---|---|---|---|---|");
    for input in inputs(&list()).iter().filter(|input| input.name.contains(&only)) {
        let mib = if input.ask.starts_with("import") { mib } else { mib.min(63) };
        let limits = ["prlimit", "--as=8589934592", "timeout", "300", "/usr/bin/time", "-f", "%M %U %S"];
        let (code, said) = input.run(mib << 20, &limits);
        let figures: Vec<f64> =
            said.lines().next_back().unwrap_or_default().split(' ').filter_map(|it| it.parse().ok()).collect();
        let [peak, user, system] = figures[..] else {
            println!("| {} | {mib} | {code:?} {:.200} | – | – |", input.name, said.replace('\n', " "));
            continue;
        };
        let told = said.lines().find(|line| line.contains("error")).unwrap_or("read");
        let mark = if said.contains(input.said) { "" } else { " (!)" };
        println!("| {} | {mib} | {told:.110}{mark} | {:.0} | {:.1} |", input.name, peak / 1024.0, user + system);
    }
}
