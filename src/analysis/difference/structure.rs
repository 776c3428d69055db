//! What differs in the structure of the whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::structure::{Concentration, Influence, InfluenceRow, LayerShape, consensus, influence, shapes};
use crate::model::{NodeIx, Pattern, TermSet};
use crate::scope::Scope;

/// Down to which place a change of rank is worth telling: below, weights hardly differ.
const TOP: usize = 20;

/// The structure measures before and after, of the whole graph.
#[derive(Debug, Clone, PartialEq)]
pub struct StructureChange {
    /// The network of each layer.
    pub shapes: Vec<(LayerShape, LayerShape)>,
    /// How the references fall on regions.
    pub concentration: (Concentration, Concentration),
    /// Frameworks that are referred to or aligned otherwise, or that move by more than one place to, from or
    /// among the first twenty; by place after, then before.
    pub ranks: Vec<RankMove>,
    /// What entered the shared core or left it.
    pub core: Vec<CoreMove>,
}

/// How much a framework is leant on, before and after; `None` where it is not in effect.
#[derive(Debug, Clone, PartialEq)]
pub struct RankMove {
    /// The framework.
    pub framework: NodeIx,
    /// Before.
    pub before: Option<InfluenceRow>,
    /// After.
    pub after: Option<InfluenceRow>,
}

/// Terms that entered or left the core of one vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoreMove {
    /// [`Pattern::Objectives`] or [`Pattern::Principles`].
    pub pattern: Pattern,
    /// Whether this is the core of frameworks; else that of jurisdictions.
    pub of_frameworks: bool,
    /// Terms that entered.
    pub gained: TermSet,
    /// Terms that left.
    pub lost: TermSet,
}

/// Compares influence, consensus and the shape of the networks.
///
/// Takes time as for [`influence`], [`consensus`] and [`shapes`], twice.
pub fn structure_change(before: &Scope<'_>, after: &Scope<'_>) -> StructureChange {
    let (old, new) = (influence(before, None), influence(after, None));
    StructureChange {
        shapes: shapes(before).into_iter().zip(shapes(after)).collect(),
        concentration: (old.concentration, new.concentration),
        ranks: ranks(&old, &new),
        core: core(before, after),
    }
}

fn ranks(before: &Influence, after: &Influence) -> Vec<RankMove> {
    let by_node = |influence: &Influence| -> BTreeMap<NodeIx, InfluenceRow> {
        influence.frameworks.iter().map(|row| (row.framework, row.clone())).collect()
    };
    let (mut old, mut new) = (by_node(before), by_node(after));
    let all: BTreeSet<NodeIx> = old.keys().chain(new.keys()).copied().collect();
    let told = |it: &RankMove| {
        let leant = |row: &Option<InfluenceRow>| row.as_ref().map_or((0, 0), |row| (row.referred_by, row.aligned_with));
        let place = |row: &Option<InfluenceRow>| row.as_ref().map_or(usize::MAX, |row| row.place);
        let (old, new) = (place(&it.before), place(&it.after));
        // One that goes moves all below it by one.
        let moved = old.min(new) <= TOP && old.abs_diff(new) > 1;
        leant(&it.before) != leant(&it.after) || moved
    };
    let mut moved: Vec<RankMove> = (all.into_iter())
        .map(|framework| RankMove { framework, before: old.remove(&framework), after: new.remove(&framework) })
        .filter(told)
        .collect();
    let place = |row: &Option<InfluenceRow>| row.as_ref().map_or(usize::MAX, |row| row.place);
    moved.sort_by_key(|it| (place(&it.after), place(&it.before), it.framework));
    moved
}

fn core(before: &Scope<'_>, after: &Scope<'_>) -> Vec<CoreMove> {
    let (old, new) = (consensus(before, None), consensus(after, None));
    let mut moved = Vec::new();
    for (was, is) in old.sets.iter().zip(&new.sets) {
        let cores = [
            (true, was.core_of_frameworks, is.core_of_frameworks),
            (false, was.core_of_jurisdictions, is.core_of_jurisdictions),
        ];
        for (of_frameworks, was, core) in cores.into_iter().filter(|(_, was, core)| was != core) {
            let (gained, lost) = (core.difference(was), was.difference(core));
            moved.push(CoreMove { pattern: is.pattern, of_frameworks, gained, lost });
        }
    }
    moved
}
