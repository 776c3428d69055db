//! All pairs of frameworks that share a layer, compared in the six patterns: how often each verdict falls, between whom,
//! and which pairs are nearest to each other and furthest apart.
//!
//! The verdicts are those of [`compare`]. Nothing is done once for each pair of frameworks: counts are sums over pairs of
//! distinct values of a pattern, weighed by how many frameworks have each ([`counts`]); the ranking compares distinct
//! profiles only, and only where the four small patterns leave room for a place in it ([`rank`]).

mod counts;
mod lanes;
mod rank;
mod values;

use crate::model::{ComponentSet, Layer, LayerSet, NodeIx, Scales, TermSet};
use crate::scope::{Area, Scope};

use super::patterns::{Comparison, Detail, PatternVerdict, Profile, compare};

/// How many pairs have each verdict, in the order of [`PatternVerdict`]: compatible, partial, divergent, unknown.
pub type VerdictCounts = [u64; 4];

/// All pairs of frameworks of a question.
#[derive(Debug, Clone)]
pub struct Census {
    /// The region whose frameworks are compared; `None` for all.
    pub area: Option<Area>,
    /// The frameworks, ascending. Positions in `tallies` are positions here.
    pub frameworks: Vec<NodeIx>,
    /// What each frameworks counts as.
    pub entries: Vec<Entry>,
    /// The jurisdictions that made any, ascending. Homes are positions here.
    pub places: Vec<NodeIx>,
    /// The counts and rankings.
    pub tallies: Tallies,
}

/// What a framework counts as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The six patterns.
    pub profile: Profile,
    /// The layers it works in.
    pub layers: LayerSet,
    /// The jurisdictions that made it, by positions in a list of the caller's, ascending; none for an international text.
    pub homes: Vec<u32>,
}

/// Counts and rankings of all pairs of some entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallies {
    /// The counts of each layer asked about, in the report's order.
    pub layers: Vec<LayerTally>,
    /// The counts of each pair of homes that any pair of entries falls on, by layer and then homes.
    pub places: Vec<PlaceTally>,
    /// The pairs nearest to each other, nearest first: most patterns compatible, then most partial, then most terms shared,
    /// then by position.
    pub nearest: Vec<Standing>,
    /// The pairs furthest apart: most patterns divergent, then fewest compatible, then most terms that only one names, then
    /// by position.
    pub furthest: Vec<Standing>,
    /// How many different combinations of patterns and layers there are.
    pub distinct: usize,
}

/// The pairs of one layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayerTally {
    /// The layer.
    pub layer: Layer,
    /// How many entries work in it.
    pub frameworks: u64,
    /// How many pairs these make.
    pub pairs: u64,
    /// For each pattern, in the report's order, how many pairs have which verdict.
    pub patterns: [VerdictCounts; 6],
}

/// The pairs of one layer of which one entry was made in the one place and the other in the other.
///
/// A text made jointly counts for each of its homes; a pair of texts counts once for a pair of places, whichever way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceTally {
    /// The layer.
    pub layer: Layer,
    /// The smaller home; `None` for international texts, which come last.
    pub a: Option<u32>,
    /// The other, or the same again.
    pub b: Option<u32>,
    /// How many pairs of entries.
    pub pairs: u64,
    /// For each pattern, how many pairs have which verdict.
    pub patterns: [VerdictCounts; 6],
}

/// How two entries stand to each other over all six patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The smaller position.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How many of the six patterns have each verdict.
    pub verdicts: [u32; 4],
    /// How many objectives, principles and components both name.
    pub shared: u32,
    /// How many only one of them names, in the sets that are assessed on both sides.
    pub apart: u32,
}

impl Entry {
    /// What a framework counts as, where `places` has its jurisdictions in ascending order.
    fn of(scope: &Scope<'_>, framework: NodeIx, places: &[NodeIx]) -> Option<Self> {
        let framework = scope.graph().node(framework).framework()?;
        let position = |home| u32::try_from(places.binary_search(home).ok()?).ok();
        let mut homes: Vec<u32> = framework.jurisdictions.iter().filter_map(position).collect();
        homes.sort_unstable();
        homes.dedup();
        Some(Self { profile: Profile::of_framework(framework), layers: framework.layers, homes })
    }
}

impl Standing {
    /// Compares two profiles; `a` and `b` say whose they are.
    pub fn of(scales: &Scales, (a, left): (u32, &Profile), (b, right): (u32, &Profile)) -> Self {
        let mut standing = Self { a, b, verdicts: [0; 4], shared: 0, apart: 0 };
        for comparison in compare(scales, left, right) {
            standing.verdicts[comparison.verdict as usize] += 1;
            let (shared, apart) = terms(&comparison);
            standing.shared += shared;
            standing.apart += apart;
        }
        standing
    }

    /// How many patterns have this verdict.
    pub fn count(&self, verdict: PatternVerdict) -> u32 {
        self.verdicts[verdict as usize]
    }
}

/// How many terms two sides share and how many only one has, where both are assessed.
fn terms(comparison: &Comparison) -> (u32, u32) {
    let count = |set: ComponentSet| u32::try_from(set.len()).expect("at most four components");
    let (all, shared) = match comparison.detail {
        Detail::Terms(Some(a), Some(b)) => (TermSet::union(a, b).len(), a.intersection(b).len()),
        Detail::Components(Some(a), Some(b)) => (count(a | b), count(a & b)),
        _ => (0, 0),
    };
    (shared, all - shared)
}

/// Compares all frameworks in effect that share a layer asked about; with an area, those made in it alone. Keeps the first
/// `top` pairs of either ranking.
///
/// Time and memory are those of [`tally`].
pub fn census(scope: &Scope<'_>, area: Option<Area>, top: usize) -> Census {
    let graph = scope.graph();
    let made_here = |ix: NodeIx| {
        let homes = graph.node(ix).framework().map_or(&[][..], |framework| &framework.jurisdictions);
        area.as_ref().is_none_or(|area| homes.iter().any(|home| area.members.binary_search(home).is_ok()))
    };
    let works_here = |ix: NodeIx| !graph.node(ix).layers().is_disjoint(scope.layers());
    let frameworks: Vec<NodeIx> = (graph.node_indices())
        .filter(|ix| graph.node(*ix).framework().is_some() && scope.applies(*ix) && works_here(*ix) && made_here(*ix))
        .collect();
    let homes = frameworks.iter().filter_map(|ix| graph.node(*ix).framework()).flat_map(|it| &it.jurisdictions);
    let mut places: Vec<NodeIx> = homes.copied().collect();
    places.sort_unstable();
    places.dedup();
    let entries: Vec<Entry> = frameworks.iter().filter_map(|ix| Entry::of(scope, *ix, &places)).collect();
    let tallies = tally(graph.scales(), &entries, scope.layers(), top);
    Census { area, frameworks, entries, places, tallies }
}

/// Compares all pairs of entries that share one of `layers`, and keeps the first `top` of either ranking.
///
/// With `n` entries of `g` different lists of homes and `d` distinct values of a pattern, counting takes time proportional to
/// `n·(d + g)` and memory to `n + d`, and to the pairs of homes; `d` is at most `n`. The ranking takes at worst time
/// proportional to the pairs of distinct profiles, memory to the profiles. Parallel where that pays; the answer does not
/// depend on it.
///
/// # Panics
/// If there are 2³² entries or more.
pub fn tally(scales: &Scales, entries: &[Entry], layers: LayerSet, top: usize) -> Tallies {
    assert!(u32::try_from(entries.len()).is_ok(), "fewer than 2^32 entries");
    let asked: Vec<Layer> = Layer::ALL.into_iter().filter(|layer| layers.contains(*layer)).collect();
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for layer in asked {
        let (row, pairs) = counts::of_layer(scales, entries, layer);
        rows.push(row);
        places.extend(pairs);
    }
    let (distinct, [nearest, furthest]) = rank::rank(scales, entries, layers, top);
    Tallies { layers: rows, places, nearest, furthest, distinct }
}
