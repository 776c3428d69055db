//! The gap report of a region: coverage, pairs, and the grid of layers and patterns.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::{Id, Layer, NodeIx, Pattern};
use crate::scope::{Area, Scope};

use super::applicability::{Applicability, Coverage, CoverageState};
use super::best::best_paths;
use super::network::{Network, Path};
use super::pairs::{Assessment, Layers, Verdict, assess_path};
use super::patterns::{Comparison, PatternVerdict, Profile, compare};
use super::statistics::share;

/// What is recorded for a region, how its jurisdictions stand to each other, or to those of a partner.
#[derive(Debug, Clone)]
pub struct GapReport {
    /// The region.
    pub area: Area,
    /// The partner whose jurisdictions it is compared with; `None` to compare it within itself.
    pub with: Option<Area>,
    /// Every jurisdiction in every layer, by jurisdiction and then layer.
    pub coverage: Vec<CoverageRow>,
    /// Every pair in every layer, by pair and then layer.
    pub pairs: Vec<PairRow>,
    /// How often each pattern came out how, in each layer.
    pub grid: Grid,
    /// How the regions in question stand to each other, by region, region and layer.
    pub regions: Vec<RegionRow>,
}

/// The pairs across two regions, or within one, in one layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionRow {
    /// The panel of the one jurisdiction, the smaller id of the two.
    pub a: Id,
    /// The panel of the other.
    pub b: Id,
    /// The layer.
    pub layer: Layer,
    /// How many pairs have each verdict, in the order of [`Verdict::ALL`](super::Verdict::ALL).
    pub verdicts: [usize; 6],
    /// How many are contested.
    pub contested: usize,
}

impl RegionRow {
    /// The pairs of which both sides are assessed.
    pub fn assessed(&self) -> usize {
        self.verdicts.iter().skip(1).sum()
    }

    /// The pairs that are bridged or aligned.
    pub fn bridged(&self) -> usize {
        self.verdicts[Verdict::Bridged as usize] + self.verdicts[Verdict::Aligned as usize]
    }

    /// The share of the assessed pairs that are bridged or aligned; `None` where none is assessed.
    pub fn bridged_share(&self) -> Option<f64> {
        let assessed = self.assessed();
        (assessed > 0).then(|| share(self.bridged(), assessed))
    }
}

/// One jurisdiction in one layer.
#[derive(Debug, Clone)]
pub struct CoverageRow {
    /// The jurisdiction.
    pub jurisdiction: NodeIx,
    /// The layer.
    pub layer: Layer,
    /// Whether anything is recorded.
    pub state: CoverageState,
    /// The frameworks by which it counts as recorded, ascending.
    pub frameworks: Vec<Coverage>,
    /// Further frameworks addressed to it, too weak to count, ascending.
    pub addressed: Vec<Coverage>,
}

/// One pair in one layer.
#[derive(Debug, Clone)]
pub struct PairRow {
    /// The first jurisdiction.
    pub a: NodeIx,
    /// The second.
    pub b: NodeIx,
    /// The layer.
    pub layer: Layer,
    /// How they stand to each other.
    pub assessment: Assessment,
    /// How they compare in the six patterns.
    pub patterns: [Comparison; 6],
}

/// Counts of pattern verdicts, by layer and pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The cells, by layer and then pattern, for the layers asked about.
    pub cells: Vec<GridCell>,
}

/// One cell of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridCell {
    /// Row.
    pub layer: Layer,
    /// Column.
    pub pattern: Pattern,
    /// Pairs that are compatible.
    pub compatible: usize,
    /// Pairs that are partly compatible.
    pub partial: usize,
    /// Pairs that diverge.
    pub divergent: usize,
    /// Pairs of which one side or both are not assessed.
    pub unknown: usize,
}

/// Assesses every pair of an area, or every pair across two areas.
///
/// A jurisdiction in both areas is not compared with itself. Takes time as [`best_paths`], and per pair and layer time
/// proportional to the conflicts of the layer; parallel over jurisdictions and pairs.
pub fn gaps(scope: &Scope<'_>, area: Area, with: Option<Area>) -> GapReport {
    let mut members: Vec<NodeIx> = area.members.clone();
    members.extend(with.iter().flat_map(|with| with.members.iter().copied()));
    members.sort_unstable();
    members.dedup();

    let sides: Vec<Applicability> = members.par_iter().map(|member| Applicability::of(scope, *member)).collect();
    let position = |member: NodeIx| members.binary_search(&member).expect("members of both areas were collected");
    let asked = pairs_of(&area, with.as_ref()).into_iter().map(|(a, b)| (position(a), position(b))).collect();
    let pairs = rows(scope, &sides, asked);
    let coverage = sides.iter().flat_map(|side| covered(scope, side)).collect();
    let grid = grid(scope, &pairs);
    let regions = regions(scope, &pairs);
    GapReport { area, with, coverage, pairs, grid, regions }
}

/// Counts the pairs by the panels of their jurisdictions.
fn regions(scope: &Scope<'_>, pairs: &[PairRow]) -> Vec<RegionRow> {
    let mut counts: BTreeMap<(&Id, &Id, Layer), ([usize; 6], usize)> = BTreeMap::new();
    for row in pairs {
        let (Some(a), Some(b)) = (scope.graph().panel(row.a), scope.graph().panel(row.b)) else { continue };
        let (a, b) = if b < a { (b, a) } else { (a, b) };
        let (verdicts, contested) = counts.entry((a, b, row.layer)).or_default();
        verdicts[row.assessment.verdict as usize] += 1;
        *contested += usize::from(row.assessment.contested);
    }
    let row = |((a, b, layer), (verdicts, contested)): ((&Id, &Id, Layer), ([usize; 6], usize))| RegionRow {
        a: a.clone(),
        b: b.clone(),
        layer,
        verdicts,
        contested,
    };
    counts.into_iter().map(row).collect()
}

/// The pairs in question, the first of each before the second by id where both are of the same area.
pub(super) fn pairs_of(area: &Area, with: Option<&Area>) -> Vec<(NodeIx, NodeIx)> {
    match with {
        None => {
            let members = &area.members;
            (members.iter().enumerate()).flat_map(|(at, a)| members[at + 1..].iter().map(move |b| (*a, *b))).collect()
        }
        Some(with) => {
            let mut pairs: Vec<(NodeIx, NodeIx)> = (area.members.iter())
                .flat_map(|a| with.members.iter().map(move |b| (*a, *b)))
                .filter(|(a, b)| a != b)
                // A pair whose both members are in both areas comes up twice.
                .filter(|(a, b)| a < b || !(area.members.contains(b) && with.members.contains(a)))
                .collect();
            pairs.sort_unstable();
            pairs
        }
    }
}

/// The pairs, given as positions in `sides`, in every layer.
fn rows(scope: &Scope<'_>, sides: &[Applicability], pairs: Vec<(usize, usize)>) -> Vec<PairRow> {
    let layers = Layers::new(scope);
    let in_layer = |network: &Network| {
        let layer = network.layer();
        let profile = |side: &Applicability| Profile::of_jurisdiction(scope, side, layer);
        let profiles: Vec<Profile> = sides.par_iter().map(profile).collect();
        let of_pair = |(path, &(a, b)): (Option<Path>, &(usize, usize))| {
            let (from, to) = (&sides[a.min(b)], &sides[a.max(b)]);
            let mut assessment = assess_path(scope, &layers, layer, path, from, to);
            if b < a {
                assessment.path = assessment.path.map(|path| path.reversed());
            }
            assessment
        };
        let paths = best_paths(scope, network, sides, &pairs);
        let assessed: Vec<Assessment> = paths.into_par_iter().zip(&pairs).map(of_pair).collect();
        (profiles, assessed)
    };
    let (profiles, assessed): (Vec<_>, Vec<_>) = layers.networks().map(in_layer).unzip();
    let scales = scope.graph().scales();
    let mut assessed: Vec<_> = assessed.into_iter().map(Vec::into_iter).collect();
    let mut found = Vec::with_capacity(pairs.len() * assessed.len());
    for (a, b) in pairs {
        for ((layer, profiles), assessed) in scope.layer_list().zip(&profiles).zip(&mut assessed) {
            let assessment = assessed.next().expect("one for each pair");
            let patterns = compare(scales, &profiles[a], &profiles[b]);
            found.push(PairRow { a: sides[a].jurisdiction, b: sides[b].jurisdiction, layer, assessment, patterns });
        }
    }
    found
}

/// What is recorded for each of some jurisdictions, in each layer asked about; by jurisdiction and then layer. Parallel over
/// jurisdictions.
pub fn coverage(scope: &Scope<'_>, members: &[NodeIx]) -> Vec<CoverageRow> {
    members.par_iter().flat_map_iter(|member| covered(scope, &Applicability::of(scope, *member))).collect()
}

fn covered(scope: &Scope<'_>, applicability: &Applicability) -> Vec<CoverageRow> {
    let least = scope.graph().scales().recorded_coverage.value;
    (scope.layer_list())
        .map(|layer| {
            let (frameworks, addressed) =
                applicability.in_layer(scope, layer).partition(|coverage| coverage.strength >= least);
            CoverageRow {
                jurisdiction: applicability.jurisdiction,
                layer,
                state: applicability.state(scope, layer),
                frameworks,
                addressed,
            }
        })
        .collect()
}

fn grid(scope: &Scope<'_>, pairs: &[PairRow]) -> Grid {
    let mut cells: Vec<GridCell> = (scope.layer_list())
        .flat_map(|layer| {
            Pattern::all().map(move |pattern| GridCell {
                layer,
                pattern,
                compatible: 0,
                partial: 0,
                divergent: 0,
                unknown: 0,
            })
        })
        .collect();
    for row in pairs {
        for comparison in row.patterns {
            let cell = cells
                .iter_mut()
                .find(|cell| cell.layer == row.layer && cell.pattern == comparison.pattern)
                .expect("every layer asked about has a row of cells");
            match comparison.verdict {
                PatternVerdict::Compatible => cell.compatible += 1,
                PatternVerdict::Partial => cell.partial += 1,
                PatternVerdict::Divergent => cell.divergent += 1,
                PatternVerdict::Unknown => cell.unknown += 1,
            }
        }
    }
    Grid { cells }
}
