//! Which objectives and principles are shared, by how many, and who stands outside.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::countries;
use crate::analysis::applicability::{Applicability, Coverage};
use crate::analysis::statistics::share;
use crate::model::{CoverageGround, NodeIx, Pattern, TermSet, Vocabulary};
use crate::scope::{Area, Scope};

/// How far a region agrees on what AI governance is for and on the values it follows.
#[derive(Debug, Clone)]
pub struct Consensus {
    /// The region; `None` for all.
    pub area: Option<Area>,
    /// Objectives, then principles.
    pub sets: Vec<SetConsensus>,
}

/// The support of the terms of one vocabulary.
#[derive(Debug, Clone)]
pub struct SetConsensus {
    /// [`Pattern::Objectives`] or [`Pattern::Principles`].
    pub pattern: Pattern,
    /// How many frameworks are in effect.
    pub frameworks: usize,
    /// Those of them whose terms were assessed, ascending, with their terms.
    pub assessed_frameworks: Vec<Adherence>,
    /// How many jurisdictions were asked about.
    pub jurisdictions: usize,
    /// Those of them with a recorded framework whose terms were assessed, ascending, with the terms of all of these.
    pub assessed_jurisdictions: Vec<Adherence>,
    /// The same, with the terms of those frameworks only that were made there or bind a bloc they belong to.
    pub by_own: Vec<Adherence>,
    /// Every term of the vocabulary, most supported first.
    pub terms: Vec<TermSupport>,
    /// The terms that at least two thirds of the assessed frameworks name.
    pub core_of_frameworks: TermSet,
    /// The terms that at least two thirds of the assessed jurisdictions name.
    pub core_of_jurisdictions: TermSet,
}

/// What a framework or jurisdiction names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adherence {
    /// Who.
    pub node: NodeIx,
    /// Which terms.
    pub terms: TermSet,
}

/// How many name a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermSupport {
    /// The term, as a set of one.
    pub term: TermSet,
    /// How many of the assessed frameworks name it.
    pub frameworks: usize,
    /// Of how many of the assessed jurisdictions a recorded framework names it.
    pub jurisdictions: usize,
    /// Of how many a framework that was made there, or binds a bloc they belong to, names it.
    pub by_own: usize,
}

impl SetConsensus {
    /// The assessed jurisdictions that lack something of the core of jurisdictions, with what they lack; those that
    /// lack most first.
    pub fn outlying_jurisdictions(&self) -> Vec<Adherence> {
        outliers(&self.assessed_jurisdictions, self.core_of_jurisdictions)
    }

    /// The assessed frameworks that lack something of the core of frameworks, with what they lack; those that lack
    /// most first.
    pub fn outlying_frameworks(&self) -> Vec<Adherence> {
        outliers(&self.assessed_frameworks, self.core_of_frameworks)
    }
}

/// Counts how many frameworks in effect and how many countries and territories name each objective and principle.
///
/// A jurisdiction names what any framework names by which one of the layers asked about counts as recorded there. What
/// was not assessed counts for nothing on either side of the share. With an area, asked are its members and the
/// frameworks recorded in any of them. Parallel over jurisdictions.
pub fn consensus(scope: &Scope<'_>, area: Option<Area>) -> Consensus {
    let graph = scope.graph();
    let asked = area.as_ref().map_or_else(|| countries(scope), |area| area.members.clone());
    let recorded: Vec<Recorded> = asked.par_iter().map(|place| recorded_in(scope, *place)).collect();
    let mut frameworks: Vec<NodeIx> = match &area {
        None => graph.node_indices().filter(|ix| scope.applies(*ix) && scope.sees(*ix)).collect(),
        Some(_) => recorded.iter().flat_map(|it| it.frameworks.iter().map(|(ix, _)| *ix)).collect(),
    };
    frameworks.sort_unstable();
    frameworks.dedup();
    let sets = [Pattern::Objectives, Pattern::Principles];
    let sets = sets.into_iter().map(|pattern| support(scope, pattern, &frameworks, &recorded)).collect();
    Consensus { area, sets }
}

/// The frameworks by which a layer asked about counts as recorded in a jurisdiction, ascending, and which are its own.
struct Recorded {
    place: NodeIx,
    frameworks: Vec<(NodeIx, bool)>,
}

fn recorded_in(scope: &Scope<'_>, place: NodeIx) -> Recorded {
    let applicability = Applicability::of(scope, place);
    let own =
        |coverage: &Coverage| matches!(coverage.ground, Some(CoverageGround::MadeHere | CoverageGround::BindsBloc));
    let mut frameworks: Vec<(NodeIx, bool)> = (scope.layer_list())
        .flat_map(|layer| applicability.recorded(scope, layer).collect::<Vec<_>>())
        .map(|coverage| (coverage.node, own(coverage)))
        .collect();
    frameworks.sort_unstable();
    frameworks.dedup();
    Recorded { place, frameworks }
}

fn support(scope: &Scope<'_>, pattern: Pattern, frameworks: &[NodeIx], recorded: &[Recorded]) -> SetConsensus {
    let graph = scope.graph();
    let named = |ix: NodeIx| {
        let patterns = &graph.node(ix).framework()?.patterns;
        let set = if pattern == Pattern::Objectives { &patterns.objectives } else { &patterns.principles };
        set.as_ref().map(|it| it.value)
    };
    let of_framework = |ix: &NodeIx| named(*ix).map(|terms| Adherence { node: *ix, terms });
    let assessed_frameworks: Vec<Adherence> = frameworks.iter().filter_map(of_framework).collect();
    let of_places = |counts: fn(bool) -> bool| -> Vec<Adherence> {
        let of_place = |it: &Recorded| {
            let frameworks = it.frameworks.iter().filter(|(_, own)| counts(*own));
            let terms = frameworks.filter_map(|(ix, _)| named(*ix)).reduce(TermSet::union)?;
            Some(Adherence { node: it.place, terms })
        };
        recorded.iter().filter_map(of_place).collect()
    };
    let assessed_jurisdictions = of_places(|_| true);
    let by_own = of_places(|own| own);
    let naming =
        |list: &[Adherence], term: TermSet| list.iter().filter(|it| !it.terms.intersection(term).is_empty()).count();
    let mut terms: Vec<TermSupport> = (0..vocabulary(scope, pattern).terms().len())
        .map(TermSet::single)
        .map(|term| TermSupport {
            term,
            frameworks: naming(&assessed_frameworks, term),
            jurisdictions: naming(&assessed_jurisdictions, term),
            by_own: naming(&by_own, term),
        })
        .collect();
    terms.sort_by_key(|it| (Reverse(it.frameworks), Reverse(it.jurisdictions), it.term));
    let least = graph.scales().consensus.value.get();
    let core = |count: fn(&TermSupport) -> usize, of: usize| {
        let core = terms.iter().filter(|it| share(count(it), of) >= least);
        core.fold(TermSet::EMPTY, |set, it| set.union(it.term))
    };
    SetConsensus {
        pattern,
        frameworks: frameworks.len(),
        jurisdictions: recorded.len(),
        core_of_frameworks: core(|it| it.frameworks, assessed_frameworks.len()),
        core_of_jurisdictions: core(|it| it.jurisdictions, assessed_jurisdictions.len()),
        assessed_frameworks,
        assessed_jurisdictions,
        by_own,
        terms,
    }
}

/// The vocabulary of a pattern that is a set of terms.
fn vocabulary<'g>(scope: &Scope<'g>, pattern: Pattern) -> &'g Vocabulary {
    let vocabularies = scope.graph().vocabularies();
    if pattern == Pattern::Objectives { &vocabularies.objectives } else { &vocabularies.principles }
}

fn outliers(assessed: &[Adherence], core: TermSet) -> Vec<Adherence> {
    let lacking = assessed.iter().map(|it| Adherence { node: it.node, terms: core.difference(it.terms) });
    let mut found: Vec<Adherence> = lacking.filter(|it| !it.terms.is_empty()).collect();
    found.sort_by_key(|it| (Reverse(it.terms.len()), it.node));
    found
}
