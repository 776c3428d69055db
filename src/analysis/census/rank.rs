//! The pairs nearest to each other and furthest apart.
//!
//! Entries that agree in patterns and layers are one class. Classes that agree in all but the terms of objectives and
//! principles make a run: between two runs all but those two verdicts is known before any pair is looked at. Pairs of runs
//! are taken from those that leave most room down, until none can change the ranking; the terms are compared in columns.

use std::collections::BinaryHeap;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use crate::analysis::patterns::{PatternVerdict, Profile};
use crate::model::{LayerSet, Pattern, Scales, TermSet};

use super::lanes::{Lane, used};
use super::values::{Needs, value};
use super::{Entry, Standing};

/// From how many pairs of classes on threads pay; measured with `cargo bench --bench pairs -- --threads`.
const PARALLEL: usize = 4_000_000;

/// How many pairs are compared before looking whether one of them belongs into the ranking.
const BLOCK: usize = 128;

/// A pattern in a key: the first verdict to count stands above the second, both above the terms.
const FIRST: u32 = 1 << 16;
const SECOND: u32 = 1 << 12;

/// The code of a set with terms in it, and how many codes there are at the most: one for each set of components, and none.
const FILLED: u8 = 2;
const CODES: usize = 17;

/// By what pairs are ranked. A larger key is a better place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// Most patterns compatible, most partial, most terms shared.
    Nearness,
    /// Most patterns divergent, fewest compatible, most terms that only one names.
    Distance,
}

/// Classes that agree in all but terms, by their positions, and what they agree in.
struct Run {
    classes: Range<usize>,
    layers: LayerSet,
    codes: [u8; 6],
    /// The profile of any of them.
    profile: Profile,
    /// The most terms that any of them has.
    most: u32,
}

/// What entries are sorted by: codes and layers, then terms, then position.
type Sorted = (([u8; 6], u8), [TermSet; 2], u32);

/// The classes in columns, run by run.
struct Classes<L> {
    runs: Vec<Run>,
    /// The terms of objectives and of principles; none where not assessed.
    sets: [Vec<L>; 2],
    /// How many of them another must share at the least if this is the smaller.
    needs: [Vec<L>; 2],
    /// The entries of each class, ascending.
    members: Vec<Vec<u32>>,
}

/// A pair in a ranking; the greatest is the one to fall out first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    key: std::cmp::Reverse<u32>,
    a: u32,
    b: u32,
}

/// The best pairs so far.
struct Best<'f> {
    top: usize,
    placed: BinaryHeap<Placed>,
    /// The least key by which some search has filled its ranking: nothing below it has a place.
    floor: &'f AtomicU32,
}

/// How many classes there are, and the best pairs by nearness and by distance.
pub(super) fn rank(scales: &Scales, entries: &[Entry], layers: LayerSet, top: usize) -> (usize, [Vec<Standing>; 2]) {
    let sets = entries.iter().flat_map(|entry| sets(&entry.profile).map(TermSet::bits));
    let both: [Vec<u32>; 2] = [0, 1].map(|at| used(sets.clone().skip(at).step_by(2)));
    if both.iter().all(|positions| positions.len() <= 32) {
        let [objectives, principles] = &both;
        let lane = |at: usize, set: u64| u32::gather(set, if at == 0 { objectives } else { principles });
        Classes::new(scales, entries, layers, lane).rank(scales, entries, top)
    } else {
        Classes::new(scales, entries, layers, |_, set| set).rank(scales, entries, top)
    }
}

/// Objectives and principles; no terms where not assessed.
fn sets(profile: &Profile) -> [TermSet; 2] {
    [profile.objectives, profile.principles].map(Option::unwrap_or_default)
}

impl<L: Lane> Classes<L> {
    fn new(scales: &Scales, entries: &[Entry], layers: LayerSet, lane: impl Fn(usize, u64) -> L) -> Self {
        let mut order: Vec<Sorted> = (entries.iter().zip(0u32..))
            .filter(|(entry, _)| !entry.layers.is_disjoint(layers))
            .map(|(entry, at)| ((codes(&entry.profile), (entry.layers & layers).as_u8()), sets(&entry.profile), at))
            .collect();
        order.sort_unstable();
        let needs = Needs::new(scales);
        let mut classes =
            Self { runs: Vec::new(), sets: Default::default(), needs: Default::default(), members: Vec::new() };
        for run in order.chunk_by(|a, b| a.0 == b.0) {
            let start = classes.members.len();
            let mut most = 0;
            for class in run.chunk_by(|a, b| a.1 == b.1) {
                let terms = class[0].1;
                for at in [0, 1] {
                    classes.sets[at].push(lane(at, terms[at].bits()));
                    classes.needs[at].push(L::of(needs.of(terms[at].bits())));
                }
                most = most.max(terms[0].len() + terms[1].len());
                classes.members.push(class.iter().map(|(_, _, at)| *at).collect());
            }
            let entry = &entries[run[0].2 as usize];
            classes.runs.push(Run {
                classes: start..classes.members.len(),
                layers: entry.layers & layers,
                codes: codes(&entry.profile),
                profile: entry.profile,
                most,
            });
        }
        classes
    }

    fn rank(&self, scales: &Scales, entries: &[Entry], top: usize) -> (usize, [Vec<Standing>; 2]) {
        let rankings = [By::Nearness, By::Distance].map(|by| {
            let standing = |placed: Placed| {
                let side = |at: u32| (at, &entries[at as usize].profile);
                Standing::of(scales, side(placed.a), side(placed.b))
            };
            self.best(scales, by, top).into_iter().map(standing).collect()
        });
        (self.members.len(), rankings)
    }

    /// The best pairs, best first.
    fn best(&self, scales: &Scales, by: By, top: usize) -> Vec<Placed> {
        if top == 0 {
            return Vec::new();
        }
        let tables = Tables::new(scales, by, &self.runs);
        let floor = AtomicU32::new(FIRST);
        let mut best = Best::new(top, &floor);
        let in_parallel = self.members.len().saturating_mul(self.members.len()) / 2 >= PARALLEL;
        // What a pair of runs can have at the most of the verdict that counts first, from all six patterns down.
        for level in (1..=6).rev() {
            if floor.load(Ordering::Relaxed) >= (level + 1) * FIRST {
                break;
            }
            let search = |mut best, run| {
                self.search(&tables, level, run, &mut best);
                best
            };
            let runs = 0..self.runs.len();
            let found = if in_parallel {
                let new = || Best::new(top, &floor);
                runs.into_par_iter().fold(new, search).reduce(new, Best::joined)
            } else {
                runs.fold(Best::new(top, &floor), search)
            };
            best = best.joined(found);
        }
        best.placed.into_sorted_vec()
    }

    /// Looks for pairs of one run with itself and all later ones, where these leave room for exactly `level`.
    fn search(&self, tables: &Tables, level: u32, at: usize, best: &mut Best<'_>) {
        let run = &self.runs[at];
        let row = tables.row(run);
        for other in &self.runs[at..] {
            let (base, most) = row.bounds(run, other);
            if most / FIRST != level || most < best.least() || run.layers.is_disjoint(other.layers) {
                continue;
            }
            let frame = Frame::new(tables.by, base, run, other);
            for class in run.classes.clone() {
                let from = if std::ptr::eq(run, other) { class } else { other.classes.start };
                self.scan(&frame, class, from..other.classes.end, best);
            }
        }
    }

    /// Compares one class with those of a range, block by block.
    fn scan(&self, frame: &Frame<L>, class: usize, others: Range<usize>, best: &mut Best<'_>) {
        let one = [0, 1].map(|at| (self.sets[at][class], self.needs[at][class]));
        let mut start = others.start;
        while start < others.end {
            let block = start..others.end.min(start + BLOCK);
            let columns = [0, 1].map(|at| (&self.sets[at][block.clone()], &self.needs[at][block.clone()]));
            if frame.greatest(one, columns) >= best.least() {
                for other in block.clone() {
                    let key = frame.key(one, [0, 1].map(|at| (self.sets[at][other], self.needs[at][other])));
                    let key = u32::try_from(key.get()).expect("keys are small");
                    if key >= best.least() {
                        best.offer(key, &self.members[class], &self.members[other]);
                    }
                }
            }
            start = block.end;
        }
    }
}

/// The value of an entry in each pattern as a small number, 0 where not assessed. Of objectives and principles it says only
/// whether there is any term: 1 if not, [`FILLED`] if so.
fn codes(profile: &Profile) -> [u8; 6] {
    let state = |set: Option<TermSet>| set.map_or(0, |set| if set.is_empty() { 1 } else { FILLED });
    let code = |pattern| match pattern {
        Pattern::Objectives => state(profile.objectives),
        Pattern::Principles => state(profile.principles),
        _ => value(profile, pattern).map_or(0, |value| u8::try_from(value + 1).expect("few steps and components")),
    };
    let mut codes = [0; 6];
    codes.iter_mut().zip(Pattern::all()).for_each(|(cell, pattern)| *cell = code(pattern));
    codes
}

/// What each pattern but for the terms adds to the key of two runs, by pattern and the codes of both.
struct Tables {
    by: By,
    cells: Vec<[[i32; CODES]; CODES]>,
}

/// The same for one run.
struct Row<'t> {
    by: By,
    cells: [&'t [i32; CODES]; 6],
}

impl Tables {
    fn new(scales: &Scales, by: By, runs: &[Run]) -> Self {
        let cells = Pattern::all().enumerate().map(|(at, pattern)| {
            // A profile for each code that there is.
            let mut with: [Option<Profile>; CODES] = [None; CODES];
            for run in runs {
                with[usize::from(run.codes[at])].get_or_insert_with(|| only(&run.profile, pattern));
            }
            std::array::from_fn(|a| {
                std::array::from_fn(|b| match (&with[a], &with[b]) {
                    (Some(a), Some(b)) => added(by, &Standing::of(scales, (0, a), (0, b)), pattern),
                    _ => 0,
                })
            })
        });
        Self { by, cells: cells.collect() }
    }

    fn row(&self, run: &Run) -> Row<'_> {
        Row { by: self.by, cells: std::array::from_fn(|at| &self.cells[at][usize::from(run.codes[at])]) }
    }
}

impl Row<'_> {
    /// The key of two runs without the terms, and the most that it can be with them.
    #[inline]
    fn bounds(&self, run: &Run, other: &Run) -> (u32, u32) {
        let added: i32 = (self.cells.iter().zip(other.codes)).map(|(row, code)| row[usize::from(code)]).sum();
        let base = match self.by {
            By::Nearness => added,
            By::Distance => 6 * SECOND.cast_signed() + added,
        };
        let base = base.cast_unsigned();
        let open = (0..2).map(|at| u32::from(run.codes[at] == FILLED && other.codes[at] == FILLED)).sum::<u32>();
        let terms = match self.by {
            By::Nearness => run.most.min(other.most),
            By::Distance => run.most + other.most,
        };
        (base, base + open * FIRST + terms)
    }
}

/// A profile of which only one pattern is assessed, and of objectives and principles only whether there are terms.
fn only(profile: &Profile, pattern: Pattern) -> Profile {
    let nothing = Profile::default();
    let state = |set: Option<TermSet>| set.map(|set| if set.is_empty() { set } else { TermSet::ALL });
    match pattern {
        Pattern::Objectives => Profile { objectives: state(profile.objectives), ..nothing },
        Pattern::Principles => Profile { principles: state(profile.principles), ..nothing },
        Pattern::Approach => Profile { approach: profile.approach, ..nothing },
        Pattern::Binding => Profile { binding: profile.binding, ..nothing },
        Pattern::Integration => Profile { integration: profile.integration, ..nothing },
        Pattern::Components => Profile { components: profile.components, ..nothing },
    }
}

/// What two profiles of which only `pattern` is assessed add to a key; nothing where it is the terms that decide.
fn added(by: By, standing: &Standing, pattern: Pattern) -> i32 {
    let terms = matches!(pattern, Pattern::Objectives | Pattern::Principles);
    if terms && standing.shared > 0 {
        return 0;
    }
    let [first, second] = [FIRST, SECOND].map(u32::cast_signed);
    let count = |verdict| standing.count(verdict).cast_signed();
    let compatible = count(PatternVerdict::Compatible);
    // How many terms stand against an empty set is left to the columns, too.
    let (shared, apart) = if terms { (0, 0) } else { (standing.shared.cast_signed(), standing.apart.cast_signed()) };
    match by {
        By::Nearness => compatible * first + count(PatternVerdict::Partial) * second + shared,
        By::Distance => count(PatternVerdict::Divergent) * first - compatible * second + apart,
    }
}

/// What is known of all pairs of two runs, and how the terms of a pair add to it.
struct Frame<L> {
    by: By,
    /// The key without the terms.
    base: L,
    /// What a shared part that is large enough adds or takes, what any adds, and what it adds that nothing is shared.
    enough: L,
    any: L,
    none: [L; 2],
    /// Where sizes count: sets that are assessed on both sides.
    assessed: [L; 2],
}

impl<L: Lane> Frame<L> {
    fn new(by: By, base: u32, run: &Run, other: &Run) -> Self {
        let both = |at: usize, least: u8| run.codes[at] >= least && other.codes[at] >= least;
        let enough = match by {
            By::Nearness => FIRST - SECOND,
            By::Distance => SECOND,
        };
        Self {
            by,
            base: L::of(base),
            enough: L::of(enough),
            any: L::of(SECOND),
            none: [0, 1].map(|at| L::of(FIRST).when(both(at, FILLED))),
            assessed: [0, 1].map(|at| L::ONES.when(both(at, 1))),
        }
    }

    /// The key of a pair, of the terms and needs of both classes.
    #[inline]
    fn key(&self, one: [(L, L); 2], other: [(L, L); 2]) -> L {
        match self.by {
            By::Nearness => self.nearness(one, other),
            By::Distance => self.distance(one, other),
        }
    }

    #[inline]
    fn nearness(&self, one: [(L, L); 2], other: [(L, L); 2]) -> L {
        let add = |at: usize| {
            let ((set, need), (other, other_need)) = (one[at], other[at]);
            let shared = (set & other).count();
            shared + self.any.when(shared > L::ZERO) + self.enough.when(shared >= need.min(other_need))
        };
        self.base + add(0) + add(1)
    }

    #[inline]
    fn distance(&self, one: [(L, L); 2], other: [(L, L); 2]) -> L {
        let add = |at: usize| {
            let ((set, _), (other, _)) = (one[at], other[at]);
            let shared = (set & other).count();
            let terms = ((set.count() + other.count()) & self.assessed[at]) - shared - shared;
            terms + self.none[at].when(shared == L::ZERO)
        };
        let less = |at: usize| {
            let ((set, need), (other, other_need)) = (one[at], other[at]);
            self.enough.when((set & other).count() >= need.min(other_need))
        };
        self.base + add(0) + add(1) - less(0) - less(1)
    }

    /// The greatest key of a class with those of some columns.
    fn greatest(&self, one: [(L, L); 2], [(a, needs_a), (b, needs_b)]: [(&[L], &[L]); 2]) -> u32 {
        let others = a.iter().zip(needs_a).zip(b.iter().zip(needs_b));
        let pairs = others.map(|((a, need_a), (b, need_b))| [(*a, *need_a), (*b, *need_b)]);
        let greatest = match self.by {
            By::Nearness => pairs.fold(L::ZERO, |most, other| most.max(self.nearness(one, other))),
            By::Distance => pairs.fold(L::ZERO, |most, other| most.max(self.distance(one, other))),
        };
        u32::try_from(greatest.get()).unwrap_or(u32::MAX)
    }
}

impl<'f> Best<'f> {
    fn new(top: usize, floor: &'f AtomicU32) -> Self {
        Self { top, placed: BinaryHeap::new(), floor }
    }

    /// The least key that may have a place.
    fn least(&self) -> u32 {
        self.floor.load(Ordering::Relaxed)
    }

    /// Offers all pairs of the members of two classes, or of one with itself; the smallest first, until one has no place.
    fn offer(&mut self, key: u32, a: &[u32], b: &[u32]) {
        let (mut left, mut right) = (a, b);
        let within = std::ptr::eq(a, b);
        loop {
            // The smaller first: its partners are those of the other class that come behind it.
            let from_left = match (left.first(), right.first()) {
                (Some(x), Some(y)) => within || x < y,
                _ => return,
            };
            let (first, partners) = if from_left { (left[0], right) } else { (right[0], left) };
            let mut any = false;
            for partner in partners.iter().skip(usize::from(within)) {
                if !self.push(Placed { key: std::cmp::Reverse(key), a: first, b: *partner }) {
                    break;
                }
                any = true;
            }
            if !any && !within {
                return;
            }
            if within {
                (left, right) = (&left[1..], &right[1..]);
                if !any {
                    return;
                }
            } else if from_left {
                left = &left[1..];
            } else {
                right = &right[1..];
            }
        }
    }

    /// Whether the pair has a place for now.
    fn push(&mut self, pair: Placed) -> bool {
        if self.placed.len() == self.top {
            if self.placed.peek().is_none_or(|last| pair >= *last) {
                return false;
            }
            self.placed.pop();
        }
        self.placed.push(pair);
        if self.placed.len() == self.top
            && let Some(last) = self.placed.peek()
        {
            self.floor.fetch_max(last.key.0, Ordering::Relaxed);
        }
        true
    }

    fn joined(mut self, other: Self) -> Self {
        for pair in other.placed {
            self.push(pair);
        }
        self
    }
}
