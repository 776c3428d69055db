//! All pairs of frameworks compared: `cargo bench --bench pairs`, `just bench-pairs` for the comparison with other programs.
//!
//! Prints a table. `-- SIZE …` chooses sizes, `-- --threads` shows from where on two threads pay, and `-- --write DIR SIZE …`
//! writes profiles and answers for benches/peers/pairs.py. docs/PERFORMANCE.md has the figures.

mod generate;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use interlex::analysis::{self, Entry, Profile, Standing, Tallies};
use interlex::load;
use interlex::model::{
    ApproachStep, BindingStep, Component, IntegrationStep, Layer, LayerSet, Scales, TermSet, Vocabulary,
};
use interlex::scope::Scope;
use serde_json::{Value, json};

/// How many pairs either ranking keeps.
const TOP: usize = 10;
const SIZES: [usize; 4] = [200, 2_000, 20_000, 200_000];
/// How many terms the worst case draws from: the most that a vocabulary can have.
const TERMS: usize = Vocabulary::MAX_TERMS;

fn main() {
    let (sizes, folder) = generate::asked(&SIZES);
    let loaded = load::embedded();
    let scales = loaded.graph.scales();
    same_both_ways(scales);
    if let Some(folder) = folder {
        for size in sizes {
            write(scales, &folder, size);
        }
        return;
    }
    if std::env::args().any(|it| it == "--threads") {
        threads(scales);
        return;
    }
    println!(
        "{:>16} {:>11} {:>11} {:>15} {:>12} {:>14} {:>12}",
        "", "frameworks", "distinct", "pairs", "ms", "pairs/s, mill.", "peak, MiB"
    );
    let scope = Scope::new(&loaded.graph);
    let real = analysis::census(&scope, None, TOP);
    row("the real graph", scales, &real.entries);
    for size in &sizes {
        row("generated", scales, &generate::entries(*size, 1));
    }
    for size in sizes {
        row("all distinct", scales, &worst(size));
    }
}

/// The columns for large sizes are those of the graph that a curator would write.
fn same_both_ways(scales: &Scales) {
    let loaded = generate::graph(2_000, 1);
    let census = analysis::census(&Scope::new(&loaded.graph), None, TOP);
    let entries = generate::entries(2_000, 1);
    let tallies = analysis::tally(scales, &entries, LayerSet::all(), TOP);
    let place = |home: Option<u32>| home.map(|home| census.places[home as usize]);
    assert_eq!(census.tallies.layers, tallies.layers, "the graph and the columns agree");
    assert_eq!(census.tallies.nearest, tallies.nearest);
    assert_eq!(census.tallies.furthest, tallies.furthest);
    assert_eq!(census.tallies.places.len(), tallies.places.len());
    assert!(census.tallies.places.iter().all(|row| place(row.a).is_some() == row.a.is_some()));
}

fn row(name: &str, scales: &Scales, entries: &[Entry]) {
    let tallies = analysis::tally(scales, entries, LayerSet::all(), TOP);
    let time = best(|| analysis::tally(scales, entries, LayerSet::all(), TOP));
    let pairs = entries.len() * entries.len().saturating_sub(1) / 2;
    println!(
        "{name:>16} {:>11} {:>11} {pairs:>15} {:>12.2} {:>14.0} {:>12}",
        entries.len(),
        tallies.distinct,
        time.as_secs_f64() * 1e3,
        number(pairs) / time.as_secs_f64() / 1e6,
        peak(),
    );
}

/// The largest resident memory of this process so far, in MiB; sizes come in ascending order.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string())
}

/// The median of seven runs, or the only one where it takes long.
fn best(what: impl Fn() -> Tallies) -> Duration {
    let mut times = Vec::new();
    while times.len() < 7 && times.iter().sum::<Duration>() < Duration::from_secs(4) {
        let began = Instant::now();
        black_box(what());
        times.push(began.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

/// Frameworks of which no two agree in objectives or in principles, drawn from as many terms as there can be.
fn worst(frameworks: usize) -> Vec<Entry> {
    let mut state = 7_u64;
    let mut next = move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut seen = std::collections::BTreeSet::new();
    let approaches: Vec<ApproachStep> = ApproachStep::all().collect();
    let bindings: Vec<BindingStep> = BindingStep::all().collect();
    let integrations: Vec<IntegrationStep> = IntegrationStep::all().collect();
    let mut set = move |next: &mut dyn FnMut() -> u64| loop {
        let terms = 4 + next() % 8;
        let position = |_| usize::try_from(next() % TERMS as u64).expect("a position");
        let set = (0..terms).map(position).map(TermSet::single).fold(TermSet::EMPTY, TermSet::union);
        if seen.insert(set.bits()) {
            break set;
        }
    };
    let below = |number: u64, end: usize| usize::try_from(number % end as u64).expect("a position");
    (0..frameworks)
        .map(|_| {
            let (objectives, principles) = (set(&mut next), set(&mut next));
            let components = next();
            let all = [Component::Legal, Component::Organisational, Component::Semantic, Component::Technical];
            Entry {
                profile: Profile {
                    objectives: Some(objectives),
                    principles: Some(principles),
                    approach: Some(approaches[below(next(), approaches.len())]),
                    binding: Some(bindings[below(next(), bindings.len())]),
                    integration: Some(integrations[below(next(), integrations.len())]),
                    components: Some(all.into_iter().filter(|it| components >> *it as u8 & 1 == 1).collect()),
                },
                layers: LayerSet::all(),
                homes: vec![u32::try_from(next() % 207).expect("few homes")],
            }
        })
        .collect()
}

/// One thread against two, so that the thresholds in the library can be seen to be right.
fn threads(scales: &Scales) {
    println!("{:>16} {:>11} {:>12} {:>12}", "", "frameworks", "1 thread, ms", "2, ms");
    for (name, entries) in [500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000, 50_000]
        .into_iter()
        .flat_map(|size| [("generated", generate::entries(size, 1)), ("all distinct", worst(size))])
    {
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| best(|| analysis::tally(scales, &entries, LayerSet::all(), TOP))).as_secs_f64() * 1e3
        };
        println!("{name:>16} {:>11} {:>12.2} {:>12.2}", entries.len(), with(1), with(2));
    }
}

/// Writes the generated profiles as CSV, and what the library makes of them, how long it took included.
fn write(scales: &Scales, folder: &Path, size: usize) {
    fs::create_dir_all(folder).expect("a folder can be made");
    for (name, entries) in [("generated", generate::entries(size, 1)), ("distinct", worst(size))] {
        let mut csv = csv::Writer::from_path(folder.join(format!("{name}-{size}.csv"))).expect("a file can be written");
        csv.write_record([
            "layers",
            "home",
            "objectives",
            "principles",
            "approach",
            "binding",
            "integration",
            "components",
        ])
        .expect("written");
        for entry in &entries {
            let profile = &entry.profile;
            let step = |step: Option<usize>| step.map_or_else(|| "-1".to_owned(), |step| step.to_string());
            let set = |set: Option<u64>| set.map_or_else(String::new, |set| set.to_string());
            assert!(entry.homes.len() <= 1, "other programs count by one home");
            csv.write_record([
                entry.layers.as_u8().to_string(),
                entry.homes.first().map_or_else(|| "207".to_owned(), u32::to_string),
                set(profile.objectives.map(TermSet::bits)),
                set(profile.principles.map(TermSet::bits)),
                step(profile.approach.map(|it| it as usize)),
                step(profile.binding.map(|it| it as usize)),
                step(profile.integration.map(|it| it as usize)),
                step(profile.components.map(|it| usize::from(it.as_u8()))),
            ])
            .expect("written");
        }
        csv.flush().expect("written");
        let tallies = analysis::tally(scales, &entries, LayerSet::all(), TOP);
        let time = best(|| analysis::tally(scales, &entries, LayerSet::all(), TOP));
        let answer = answer(scales, &tallies, time);
        let text = serde_json::to_string(&answer).expect("JSON");
        fs::write(folder.join(format!("{name}-{size}.json")), text).expect("a file can be written");
        println!("{name} {size}: {:.2} ms, {} distinct", time.as_secs_f64() * 1e3, tallies.distinct);
    }
}

fn answer(scales: &Scales, tallies: &Tallies, time: Duration) -> Value {
    let standing = |it: &Standing| json!([it.a, it.b]);
    let place = |home: Option<u32>| home.unwrap_or(207);
    let position = |layer: Layer| layer as usize;
    json!({
        "seconds": time.as_secs_f64(),
        "distinct": tallies.distinct,
        "set_compatible": scales.set_compatible.value.get(),
        "step_compatible": scales.step_compatible.value,
        "step_partial": scales.step_partial.value,
        "layers": tallies.layers.iter().map(|row| row.patterns).collect::<Vec<_>>(),
        "places": tallies.places.iter().map(|row| {
            json!([position(row.layer), place(row.a), place(row.b), row.patterns])
        }).collect::<Vec<_>>(),
        "nearest": tallies.nearest.iter().map(standing).collect::<Vec<_>>(),
        "furthest": tallies.furthest.iter().map(standing).collect::<Vec<_>>(),
    })
}
