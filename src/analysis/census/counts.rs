//! The counts of one layer, over groups of frameworks that were made in the same places.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::{Layer, Pattern, Scales};

use super::lanes::{Lane, used};
use super::values::{Needs, Rule, Values, value};
use super::{Entry, LayerTally, PlaceTally, VerdictCounts};

/// From how many steps on threads pay; measured with `cargo bench --bench pairs -- --threads`.
const PARALLEL: u64 = 4_000_000;

/// How many rows of groups are held at once before they are added up.
const ROWS: usize = 64;

/// The values of a pattern, in lanes as wide as they must be.
enum Column {
    Narrow(Values<u32>),
    Wide(Values<u64>),
}

/// Frameworks made in the same places.
struct Group {
    /// Positions of the places in the table of counts; the last for international texts.
    homes: Vec<usize>,
    size: u64,
}

/// What is counted of some pairs: how many there are, and the verdicts by pattern.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    pairs: u64,
    patterns: [VerdictCounts; 6],
}

/// The counts of a layer, and those of each pair of places that any pair of entries falls on.
pub(super) fn of_layer(scales: &Scales, entries: &[Entry], layer: Layer) -> (LayerTally, Vec<PlaceTally>) {
    let mut by_homes: BTreeMap<&[u32], Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.layers.contains(layer)) {
        by_homes.entry(&entry.homes).or_default().push(entry);
    }
    let places = by_homes.keys().flat_map(|homes| homes.iter()).max().map_or(0, |last| *last as usize + 1);
    let groups: Vec<Group> = by_homes.iter().map(|(homes, members)| group(homes, members.len(), places)).collect();
    let columns: Vec<Column> = Pattern::all().map(|pattern| column(scales, pattern, &by_homes)).collect();
    let known: Vec<[u64; 6]> =
        (0..groups.len()).map(|group| std::array::from_fn(|pattern| columns[pattern].assessed(group))).collect();

    let mut whole = Cell::default();
    let mut table = vec![Cell::default(); (places + 1) * (places + 2) / 2];
    let rows = |group: usize| -> Vec<Vec<[u64; 2]>> { columns.iter().map(|column| column.row(group)).collect() };
    let in_parallel = columns.iter().map(Column::work).sum::<u64>() >= PARALLEL;
    let all: Vec<usize> = (0..groups.len()).collect();
    for some in all.chunks(ROWS) {
        let found: Vec<_> = if in_parallel {
            some.par_iter().map(|at| rows(*at)).collect()
        } else {
            some.iter().map(|at| rows(*at)).collect()
        };
        for (a, row) in some.iter().copied().zip(found) {
            for b in a..groups.len() {
                let cell =
                    cell(a == b, (&groups[a], &known[a]), (&groups[b], &known[b]), |pattern| row[pattern][b - a]);
                whole.add(&cell);
                for at in place_pairs(&groups[a], &groups[b], places + 1) {
                    table[at].add(&cell);
                }
            }
        }
    }
    let frameworks = groups.iter().map(|group| group.size).sum();
    let tally = LayerTally { layer, frameworks, pairs: whole.pairs, patterns: whole.patterns };
    (tally, place_tallies(layer, places, &table))
}

fn group(homes: &[u32], members: usize, places: usize) -> Group {
    let international = if homes.is_empty() { Some(places) } else { None };
    Group { homes: homes.iter().map(|home| *home as usize).chain(international).collect(), size: members as u64 }
}

/// The values that the groups have in a pattern.
fn column(scales: &Scales, pattern: Pattern, groups: &BTreeMap<&[u32], Vec<&Entry>>) -> Column {
    let mut found: Vec<(u32, u64)> = (0u32..)
        .zip(groups.values())
        .flat_map(|(group, members)| members.iter().filter_map(move |it| Some((group, value(&it.profile, pattern)?))))
        .collect();
    found.sort_unstable();
    let (rule, needs) = (Rule::of(scales, pattern), Needs::new(scales));
    let positions = used(found.iter().map(|(_, value)| *value));
    match rule {
        // Steps are no sets of bits, but small numbers.
        Rule::Steps(..) => {
            let lane = |step| u32::try_from(step).expect("a scale has few steps");
            Column::Narrow(Values::new(rule, &needs, groups.len(), &found, lane))
        }
        Rule::Sets if positions.len() <= 32 => {
            Column::Narrow(Values::new(rule, &needs, groups.len(), &found, |set| u32::gather(set, &positions)))
        }
        Rule::Sets => Column::Wide(Values::new(rule, &needs, groups.len(), &found, |set| set)),
    }
}

/// The counts of the pairs of two groups, or of those within one, from the ordered pairs that are compatible or partial.
fn cell(
    within: bool,
    (a, known_a): (&Group, &[u64; 6]),
    (b, known_b): (&Group, &[u64; 6]),
    ordered: impl Fn(usize) -> [u64; 2],
) -> Cell {
    let between = |a: u64, b: u64| if within { a * a.saturating_sub(1) / 2 } else { a * b };
    let pairs = between(a.size, b.size);
    let patterns = std::array::from_fn(|pattern| {
        let known = between(known_a[pattern], known_b[pattern]);
        let [compatible, any] = ordered(pattern).map(|count| {
            // Within a group every pair was met twice, and every framework once with itself: that is compatible.
            if within { (count - known_a[pattern]) / 2 } else { count }
        });
        [compatible, any - compatible, known - any, pairs - known]
    });
    Cell { pairs, patterns }
}

/// Where the pairs of places of two groups stand in the table, each once.
fn place_pairs(a: &Group, b: &Group, places: usize) -> Vec<usize> {
    let at = |a: usize, b: usize| {
        let (low, high) = (a.min(b), a.max(b));
        low * (2 * places - low + 1) / 2 + high - low
    };
    let mut pairs: Vec<usize> = a.homes.iter().flat_map(|a| b.homes.iter().map(move |b| at(*a, *b))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn place_tallies(layer: Layer, places: usize, table: &[Cell]) -> Vec<PlaceTally> {
    let name = |at: usize| if at == places { None } else { u32::try_from(at).ok() };
    let pairs = (0..=places).flat_map(|a| (a..=places).map(move |b| (a, b)));
    (pairs.zip(table))
        .filter(|(_, cell)| cell.pairs > 0)
        .map(|((a, b), cell)| PlaceTally { layer, a: name(a), b: name(b), pairs: cell.pairs, patterns: cell.patterns })
        .collect()
}

impl Cell {
    fn add(&mut self, other: &Self) {
        self.pairs += other.pairs;
        for (mine, theirs) in self.patterns.iter_mut().flatten().zip(other.patterns.iter().flatten()) {
            *mine += theirs;
        }
    }
}

impl Column {
    fn row(&self, group: usize) -> Vec<[u64; 2]> {
        match self {
            Self::Narrow(values) => values.row(group),
            Self::Wide(values) => values.row(group),
        }
    }

    fn assessed(&self, group: usize) -> u64 {
        match self {
            Self::Narrow(values) => values.assessed(group),
            Self::Wide(values) => values.assessed(group),
        }
    }

    fn work(&self) -> u64 {
        match self {
            Self::Narrow(values) => values.work(),
            Self::Wide(values) => values.work(),
        }
    }
}
