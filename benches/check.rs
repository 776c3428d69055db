//! The check of a whole data set, against a bare parse of the same texts by `ron`: `cargo bench --bench check`.
//!
//! Both work on texts in memory. The parse is what any program needs at the least to read the data: every text becomes a
//! `ron::Value`, one text after the other and all texts in parallel. docs/PERFORMANCE.md has the figures.

mod generate;

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use interlex::check::{self, Thresholds};
use interlex::load::{self, Loaded};
use rayon::prelude::*;

/// How often each is timed; the median counts.
const RUNS: usize = 7;
const ENTRIES: usize = 20_000;

type Texts = Vec<(String, String)>;

fn main() {
    println!(
        "{:>22} {:>8} {:>9} {:>12} {:>12} {:>10} {:>10} {:>7} {:>7}",
        "", "texts", "MB", "parse, ms", "on 2 cores", "load, ms", "lints, ms", "ratio", "2 cores"
    );
    row("the real graph", &real());
    row("20,000 files", &generate::files(ENTRIES, 1));
    row("20,000 rows in 3 files", &table(ENTRIES));
}

/// Times one data set; fails if it is not sound, since a check that stops early is quick.
fn row(name: &str, texts: &Texts) {
    let load = || load::texts(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let loaded = load();
    assert!(loaded.is_sound(), "{name}: {:#?}", loaded.diagnostics.first());
    let lint = |loaded: &Loaded| check::check(loaded, &Thresholds::default());
    let parse = median(|| texts.iter().for_each(|(_, text)| bare(text)));
    let parallel = median(|| texts.par_iter().for_each(|(_, text)| bare(text)));
    let loading = median(|| drop(black_box(load())));
    let linting = median(|| drop(black_box(lint(&loaded))));
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{name:>22} {:>8} {:>9.1} {:>12.1} {:>12.1} {:>10.1} {:>10.1} {:>7.2} {:>7.2}",
        texts.len(),
        f64::from(u32::try_from(bytes).expect("less than 4 GB")) / 1e6,
        ms(parse),
        ms(parallel),
        ms(loading),
        ms(linting),
        (ms(loading) + ms(linting)) / ms(parse),
        (ms(loading) + ms(linting)) / ms(parallel),
    );
}

fn bare(text: &str) {
    let options = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .with_default_extension(ron::extensions::Extensions::UNWRAP_NEWTYPES);
    let value: ron::Value = options.from_str(text).expect("valid RON");
    black_box(value);
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            work();
            began.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

/// The files of `graph/`.
fn real() -> Texts {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("graph");
    let mut texts = Texts::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the graph") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "ron") {
                let name = path.strip_prefix(&root).expect("below the graph").to_string_lossy().replace('\\', "/");
                texts.push((name, fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    texts.sort();
    texts
}

/// A data set of so many jurisdictions in one table, each a member of a bloc and with an absence that has evidence.
fn table(rows: usize) -> Texts {
    let mut table = String::from("[\n");
    for at in 0..rows {
        writeln!(
            table,
            "    Jurisdiction(\n        id: \"place-{at:05}\",\n        name: \"Place {at}\",\n        kind: SubNational,\n        \
             parent: \"land\",\n        absences: [(layer: Data, lacks: \"a law on personal data\", evidence: [(source: \"s\", \
             at: \"{at}\", find: \"no such law exists\", basis: Stated)])],\n    ),"
        )
        .expect("writing to a string");
    }
    table.push_str(
        "    Jurisdiction(id: \"land\", name: \"Land\", kind: Country, m49: \"eastern-asia\", iso: (\"XA\", \"XAA\")),\n]\n",
    );
    let mut texts = generate::files(0, 1);
    texts.retain(|(path, _)| !path.starts_with("jurisdictions/"));
    texts.push(("jurisdictions/all.ron".to_owned(), table));
    texts
}
