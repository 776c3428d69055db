//! What differs between two answers to the same question: on two days, or without and with a scenario.

mod events;
mod structure;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{Graph, Id, Layer, Link, LinkIx, NodeIx};
use crate::scope::Scope;

use super::applicability::{Coverage, CoverageState};
use super::gaps::{CoverageRow, GapReport, PairRow};
use super::pairs::{Assessment, Verdict};

pub use events::{Event, Happening, events};
pub use structure::{CoreMove, RankMove, StructureChange, structure_change};

/// One of the two answers.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'r, 'g> {
    /// The question, with its graph and day.
    pub scope: Scope<'g>,
    /// The answer.
    pub report: &'r GapReport,
}

/// What differs between two answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The pairs whose verdict moved, or that are contested by other conflicts; by layer and pair.
    pub moves: Vec<Move>,
    /// How many pairs moved how, in each layer asked about.
    pub layers: Vec<(Layer, Counts)>,
    /// The same by the panels of the two jurisdictions and layer; only those in which anything moved.
    pub regions: Vec<(Id, Id, Layer, Counts)>,
    /// The jurisdictions and layers of which the frameworks differ by which they count as recorded.
    pub coverage: Vec<CoverageMove>,
}

/// A pair whose verdict moved or that is contested otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// The first jurisdiction.
    pub a: NodeIx,
    /// The second.
    pub b: NodeIx,
    /// The layer.
    pub layer: Layer,
    /// How they stood; positions of links are those of the graph before.
    pub before: Assessment,
    /// How they stand; positions of links are those of the graph after.
    pub after: Assessment,
    /// The conflicts that contest the pair newly, of the graph after.
    pub contests: Vec<LinkIx>,
    /// The conflicts that contest it no longer, of the graph before.
    pub settles: Vec<LinkIx>,
}

/// Which way a verdict moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Recorded on both sides before and after: the chain deserves a better verdict.
    Up,
    /// Recorded on both sides before and after: the chain deserves a lower verdict.
    Down,
    /// Recorded on both sides only now.
    Opened,
    /// No longer recorded on both sides.
    Closed,
    /// From absent to not assessed, or back.
    Unassessed,
    /// The verdict is the same; what contests it is not.
    Same,
}

impl Direction {
    /// Which way it is from one verdict to another.
    pub fn between(before: Verdict, after: Verdict) -> Self {
        let assessed = |verdict: Verdict| verdict > Verdict::Absent;
        match (assessed(before), assessed(after)) {
            _ if before == after => Self::Same,
            (true, true) if after > before => Self::Up,
            (true, true) => Self::Down,
            (false, true) => Self::Opened,
            (true, false) => Self::Closed,
            (false, false) => Self::Unassessed,
        }
    }

    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Opened => "newly_assessed",
            Self::Closed => "no_longer_assessed",
            Self::Unassessed => "unassessed",
            Self::Same => "same",
        }
    }
}

impl Move {
    /// Which way the verdict moved.
    pub fn direction(&self) -> Direction {
        Direction::between(self.before.verdict, self.after.verdict)
    }
}

/// How many pairs moved how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pairs compared.
    pub pairs: usize,
    /// Pairs with a better verdict, recorded on both sides before and after.
    pub up: usize,
    /// Pairs with a lower one.
    pub down: usize,
    /// Pairs that are recorded on both sides only now.
    pub opened: usize,
    /// Pairs that no longer are.
    pub closed: usize,
    /// Pairs that are contested only now.
    pub contested: usize,
    /// Pairs that no longer are.
    pub settled: usize,
    /// Pairs with the same verdict and a stronger best chain.
    pub stronger: usize,
    /// Pairs with the same verdict and a weaker best chain.
    pub weaker: usize,
}

impl Counts {
    /// Whether nothing moved at all.
    pub fn is_still(&self) -> bool {
        Self { pairs: 0, ..*self } == Self::default()
    }

    fn count(&mut self, before: &Assessment, after: &Assessment) {
        self.pairs += 1;
        match Direction::between(before.verdict, after.verdict) {
            Direction::Up => self.up += 1,
            Direction::Down => self.down += 1,
            Direction::Opened => self.opened += 1,
            Direction::Closed => self.closed += 1,
            Direction::Same if after.verdict > Verdict::Unlinked => {
                let cost = |it: &Assessment| it.path.as_ref().map(|path| path.cost);
                self.stronger += usize::from(cost(after) < cost(before));
                self.weaker += usize::from(cost(after) > cost(before));
            }
            Direction::Unassessed | Direction::Same => {}
        }
        self.contested += usize::from(after.contested && !before.contested);
        self.settled += usize::from(before.contested && !after.contested);
    }
}

/// A layer of a jurisdiction in which other frameworks apply.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageMove {
    /// The jurisdiction.
    pub jurisdiction: NodeIx,
    /// The layer.
    pub layer: Layer,
    /// Whether anything was recorded.
    pub before: CoverageState,
    /// Whether anything is.
    pub after: CoverageState,
    /// Frameworks by which the layer counts as recorded only now, ascending.
    pub gained: Vec<Coverage>,
    /// Frameworks by which it no longer does, ascending.
    pub lost: Vec<Coverage>,
    /// Frameworks that apply on another ground than before, ascending.
    pub changed: Vec<(Coverage, Coverage)>,
}

/// Compares two answers about the same nodes.
///
/// Links are told apart by what they say, not by their positions, so the graphs may have different links. Pairs and
/// coverage that only one of the answers has are left out. Takes time linear in the pairs.
pub fn difference(before: Moment<'_, '_>, after: Moment<'_, '_>) -> Difference {
    let (old, new) = (before.scope.graph(), after.scope.graph());
    let known: HashMap<(NodeIx, NodeIx, Layer), &PairRow> =
        before.report.pairs.iter().map(|row| ((row.a, row.b, row.layer), row)).collect();
    let mut moves = Vec::new();
    let mut layers: BTreeMap<Layer, Counts> =
        after.scope.layer_list().map(|layer| (layer, Counts::default())).collect();
    let mut regions: BTreeMap<(&Id, &Id, Layer), Counts> = BTreeMap::new();
    for row in &after.report.pairs {
        let Some(was) = known.get(&(row.a, row.b, row.layer)) else { continue };
        let (was, is) = (&was.assessment, &row.assessment);
        layers.entry(row.layer).or_default().count(was, is);
        if let (Some(a), Some(b)) = (new.panel(row.a), new.panel(row.b)) {
            regions.entry((a.min(b), a.max(b), row.layer)).or_default().count(was, is);
        }
        let contests = not_among((new, &is.conflicts), (old, &was.conflicts));
        let settles = not_among((old, &was.conflicts), (new, &is.conflicts));
        if was.verdict != is.verdict || !contests.is_empty() || !settles.is_empty() {
            let (before, after) = (was.clone(), is.clone());
            moves.push(Move { a: row.a, b: row.b, layer: row.layer, before, after, contests, settles });
        }
    }
    moves.sort_by_key(|it| (it.layer, it.a, it.b));
    let regions = (regions.into_iter().filter(|(_, counts)| !counts.is_still()))
        .map(|((a, b, layer), counts)| (a.clone(), b.clone(), layer, counts))
        .collect();
    let coverage = coverage(&before.report.coverage, &after.report.coverage);
    Difference { moves, layers: layers.into_iter().collect(), regions, coverage }
}

/// What tells links apart whose positions may differ; ids of nodes do not differ.
fn saying(link: &Link) -> impl Ord + use<'_> {
    let since = link.since.map(crate::model::PartialDate::first_day);
    (&link.from, &link.to, link.relation, link.layers, since, &link.claim)
}

/// The links of a graph that another does not have among its own.
fn not_among((graph, links): (&Graph, &[LinkIx]), (other, others): (&Graph, &[LinkIx])) -> Vec<LinkIx> {
    let known: BTreeSet<_> = others.iter().map(|ix| saying(other.link(*ix))).collect();
    links.iter().copied().filter(|ix| !known.contains(&saying(graph.link(*ix)))).collect()
}

fn coverage(before: &[CoverageRow], after: &[CoverageRow]) -> Vec<CoverageMove> {
    let known: HashMap<(NodeIx, Layer), &CoverageRow> =
        before.iter().map(|row| ((row.jurisdiction, row.layer), row)).collect();
    let moved = |row: &CoverageRow| {
        let was = known.get(&(row.jurisdiction, row.layer))?;
        let find = |list: &[Coverage], node: NodeIx| {
            list.binary_search_by_key(&node, |it| it.node).ok().map(|position| list[position])
        };
        let only = |list: &[Coverage], others: &[Coverage]| {
            list.iter().copied().filter(|it| find(others, it.node).is_none()).collect::<Vec<_>>()
        };
        let changed = row.frameworks.iter().filter_map(|it| {
            let old = find(&was.frameworks, it.node)?;
            (old.ground != it.ground).then_some((old, *it))
        });
        let found = CoverageMove {
            jurisdiction: row.jurisdiction,
            layer: row.layer,
            before: was.state,
            after: row.state,
            gained: only(&row.frameworks, &was.frameworks),
            lost: only(&was.frameworks, &row.frameworks),
            changed: changed.collect(),
        };
        let still = found.gained.is_empty() && found.lost.is_empty() && found.changed.is_empty();
        (!still || found.before != found.after).then_some(found)
    };
    after.iter().filter_map(moved).collect()
}
