//! Which texts other texts lean on, and from which side of the world.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::rank::page_rank;
use super::region;
use super::sides::{GlobalSide, made_in, side_of};
use crate::analysis::statistics::{gini, herfindahl};
use crate::model::{AlignmentMechanism, Id, LinkIx, NodeIx, Relation};
use crate::scope::{Area, Scope};

/// Who is leant on.
#[derive(Debug, Clone)]
pub struct Influence {
    /// The region whose texts are listed and whose references are counted; `None` for all.
    pub area: Option<Area>,
    /// How many frameworks are in effect in the layers asked about.
    pub population: usize,
    /// How many pairs of them a reference or alignment joins; a pair counts twice where each refers to the other.
    pub joined: usize,
    /// How many rounds the ranks took.
    pub rounds: usize,
    /// The frameworks, most influential first.
    pub frameworks: Vec<InfluenceRow>,
    /// The references counted, by referring and then referred text.
    pub references: Vec<Reference>,
    /// What each region gives and receives, by panel of the map; regions without any framework in effect are left out.
    pub regions: Vec<RegionInfluence>,
    /// How many references go from side to side; all pairs of sides, in their order.
    pub flows: Vec<Flow>,
    /// How unequally the references fall on regions, international bodies aside.
    pub concentration: Concentration,
    /// The same for references from another region than their own.
    pub from_elsewhere: Concentration,
}

/// How much one framework is leant on.
#[derive(Debug, Clone, PartialEq)]
pub struct InfluenceRow {
    /// The framework.
    pub framework: NodeIx,
    /// Its place among all in effect, from 1; equal ranks share the best place.
    pub place: usize,
    /// Its `PageRank` to nine decimals; all together make 1.
    pub rank: f64,
    /// How many texts refer to it.
    pub referred_by: usize,
    /// How many it refers to.
    pub refers_to: usize,
    /// How many it is aligned with.
    pub aligned_with: usize,
    /// The panel of the map it belongs to; `None` for what is international.
    pub region: Option<Id>,
    /// On which side it stands.
    pub side: GlobalSide,
}

/// A text that refers to another, by one link or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The text that refers.
    pub from: NodeIx,
    /// The text referred to.
    pub to: NodeIx,
    /// The side of the first.
    pub from_side: GlobalSide,
    /// The side of the second.
    pub to_side: GlobalSide,
    /// The links that say so, ascending.
    pub links: Vec<LinkIx>,
}

/// What a region gives and receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionInfluence {
    /// The panel of the map; `None` for what is international.
    pub region: Option<Id>,
    /// Its frameworks in effect.
    pub frameworks: usize,
    /// References made by its texts.
    pub made: usize,
    /// References to its texts.
    pub received: usize,
    /// Of those, from its own texts.
    pub from_itself: usize,
}

/// How many references go from one side to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// The side that refers.
    pub from: GlobalSide,
    /// The side referred to.
    pub to: GlobalSide,
    /// How many references.
    pub references: usize,
}

/// How unequally references fall on regions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// How many regions there are.
    pub regions: usize,
    /// How many references.
    pub references: usize,
    /// 0 where all regions receive the same, up to 1 − 1/n where one of n receives all; `None` without references.
    pub gini: Option<f64>,
    /// The chance that two references chosen at random go to the same region; `None` without references.
    pub herfindahl: Option<f64>,
}

/// Ranks the frameworks in effect by the references and alignments between them, and counts references by region and
/// by side of the Group-of-77 line.
///
/// References and declared consistency pass weight from the first text to the second, all other alignments both ways,
/// by the strength of the strongest link ([`page_rank`]). Passed both ways, a declaration would hand its author most of
/// the weight of a text that refers to nothing. With an area, ranks are still those among all; listed are the texts made in it,
/// and counted the references that these make. Takes time linear in nodes and links, times the rounds of the ranks.
pub fn influence(scope: &Scope<'_>, area: Option<Area>) -> Influence {
    let graph = scope.graph();
    let ties = ties(scope, |ix| scope.applies(ix));
    let ends: BTreeSet<NodeIx> = ties.weights.keys().flat_map(|(from, to)| [*from, *to]).collect();
    let counts = |ix: &NodeIx| scope.applies(*ix) && (scope.sees(*ix) || ends.contains(ix));
    let population: Vec<NodeIx> = graph.node_indices().filter(counts).collect();
    let position = |ix: NodeIx| population.binary_search(&ix).unwrap_or(usize::MAX);
    let arcs: Vec<(usize, usize, f64)> =
        ties.weights.iter().map(|((from, to), weight)| (position(*from), position(*to), *weight)).collect();
    let ranks = page_rank(population.len(), &arcs);
    let asked = |ix: NodeIx| area.as_ref().is_none_or(|area| made_in(scope, area, ix));
    let references: Vec<Reference> = (ties.references.iter())
        .filter(|((from, _), _)| asked(*from))
        .map(|((from, to), links)| Reference {
            from: *from,
            to: *to,
            from_side: side_of(scope, *from),
            to_side: side_of(scope, *to),
            links: links.clone(),
        })
        .collect();
    let mut frameworks = rows(scope, &population, &ranks.ranks, &ties);
    frameworks.retain(|row| asked(row.framework));
    let regions = regions(scope, &population, &references);
    let flows = flows(&references);
    let placed: Vec<&RegionInfluence> = regions.iter().filter(|row| row.region.is_some()).collect();
    let concentration = concentration(&placed, |row| row.received);
    let from_elsewhere = self::concentration(&placed, |row| row.received - row.from_itself);
    let (population, joined) = (population.len(), ties.weights.len());
    let rounds = ranks.rounds;
    Influence {
        area,
        population,
        joined,
        rounds,
        frameworks,
        references,
        regions,
        flows,
        concentration,
        from_elsewhere,
    }
}

/// What joins frameworks, and where asked institutions.
pub(super) struct Ties {
    /// The strongest link that passes weight from the first to the second.
    pub(super) weights: BTreeMap<(NodeIx, NodeIx), f64>,
    references: BTreeMap<(NodeIx, NodeIx), Vec<LinkIx>>,
    /// Both ways.
    alignments: BTreeSet<(NodeIx, NodeIx)>,
}

/// What joins those that count.
pub(super) fn ties(scope: &Scope<'_>, counts: impl Fn(NodeIx) -> bool) -> Ties {
    let graph = scope.graph();
    let mut ties = Ties { weights: BTreeMap::new(), references: BTreeMap::new(), alignments: BTreeSet::new() };
    for (ix, link) in scope.existing_links() {
        let (from, to) = (link.from.node, link.to.node);
        let Some(strength) = graph.strength(link.relation) else { continue };
        if from == to || !counts(from) || !counts(to) {
            continue;
        }
        let mut pass = |from, to| {
            let weight = ties.weights.entry((from, to)).or_insert(0.0_f64);
            *weight = weight.max(strength.get());
        };
        pass(from, to);
        if let Relation::Reference(_) = link.relation {
            ties.references.entry((from, to)).or_default().push(ix);
        } else {
            if !is_one_sided(link.relation) {
                pass(to, from);
            }
            ties.alignments.extend([(from, to), (to, from)]);
        }
    }
    ties
}

/// Whether only the first text says so: it declares itself consistent with the other, which has no part in that.
fn is_one_sided(relation: Relation) -> bool {
    relation == Relation::Alignment(AlignmentMechanism::DeclaredConsistency)
}

fn rows(scope: &Scope<'_>, population: &[NodeIx], ranks: &[f64], ties: &Ties) -> Vec<InfluenceRow> {
    let counted = |nodes: &mut dyn Iterator<Item = NodeIx>| {
        let mut counts = vec![0_usize; scope.graph().nodes().len()];
        nodes.for_each(|node| counts[node.index()] += 1);
        counts
    };
    let referred_by = counted(&mut ties.references.keys().map(|(_, to)| *to));
    let refers_to = counted(&mut ties.references.keys().map(|(from, _)| *from));
    let aligned_with = counted(&mut ties.alignments.iter().map(|(from, _)| *from));
    let mut rows: Vec<InfluenceRow> = (population.iter().zip(ranks))
        .map(|(&framework, rank)| InfluenceRow {
            framework,
            place: 0,
            // Nine decimals: the rest depends on the order of additions.
            rank: (rank * 1e9).round() / 1e9,
            referred_by: referred_by[framework.index()],
            refers_to: refers_to[framework.index()],
            aligned_with: aligned_with[framework.index()],
            region: region(scope, framework).cloned(),
            side: side_of(scope, framework),
        })
        .collect();
    rows.sort_by(|a, b| {
        let rest = |row: &InfluenceRow| (Reverse(row.referred_by), row.framework);
        b.rank.total_cmp(&a.rank).then_with(|| rest(a).cmp(&rest(b)))
    });
    for at in 0..rows.len() {
        let same = at > 0 && rows[at].rank.total_cmp(&rows[at - 1].rank).is_eq();
        rows[at].place = if same { rows[at - 1].place } else { at + 1 };
    }
    rows
}

fn regions(scope: &Scope<'_>, population: &[NodeIx], references: &[Reference]) -> Vec<RegionInfluence> {
    let mut rows: BTreeMap<Option<&Id>, RegionInfluence> = BTreeMap::new();
    for framework in population {
        let id = region(scope, *framework);
        let empty = || RegionInfluence { region: id.cloned(), frameworks: 0, made: 0, received: 0, from_itself: 0 };
        rows.entry(id).or_insert_with(empty).frameworks += 1;
    }
    for reference in references {
        let (from, to) = (region(scope, reference.from), region(scope, reference.to));
        if let Some(row) = rows.get_mut(&from) {
            row.made += 1;
        }
        if let Some(row) = rows.get_mut(&to) {
            row.received += 1;
            row.from_itself += usize::from(from == to);
        }
    }
    let mut rows: Vec<RegionInfluence> = rows.into_values().collect();
    rows.sort_by(|a, b| b.received.cmp(&a.received).then_with(|| a.region.cmp(&b.region)));
    rows
}

fn flows(references: &[Reference]) -> Vec<Flow> {
    let count = |from, to| references.iter().filter(|it| (it.from_side, it.to_side) == (from, to)).count();
    let all = GlobalSide::ALL.into_iter().flat_map(|from| GlobalSide::ALL.into_iter().map(move |to| (from, to)));
    all.map(|(from, to)| Flow { from, to, references: count(from, to) }).collect()
}

fn concentration(regions: &[&RegionInfluence], count: impl Fn(&RegionInfluence) -> usize) -> Concentration {
    let counts: Vec<usize> = regions.iter().map(|row| count(row)).collect();
    Concentration {
        regions: counts.len(),
        references: counts.iter().sum(),
        gini: gini(&counts),
        herfindahl: herfindahl(&counts),
    }
}
