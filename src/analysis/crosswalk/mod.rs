//! Two frameworks provision by provision: what of the one the other covers, according to recorded mappings.
//!
//! A mapping is an existing alignment or benchmark of which at least one end is a provision, or any other such link that
//! states a set relation. Where it states one, mappings in a row are followed through other frameworks as far as the sound part of the algebra allows
//! ([`compose`]). Where it states none, it counts as it stands and is followed no further.

mod algebra;
mod search;

use std::collections::BTreeMap;

use crate::model::{End, Framework, Graph, LinkIx, NodeIx, Provision, SetRelation};
use crate::scope::Scope;

pub use algebra::{compose, converse};
use search::Mappings;
pub(crate) use search::is_mapping;

/// How far a framework covers a provision of another, from nothing known to all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionCoverage {
    /// No mapping says anything for certain.
    NotAssessed,
    /// A mapping says that the framework as a whole, or each of its provisions, has nothing to do with it.
    NotCovered,
    /// Something of it has a counterpart, how much is not stated or is not all.
    Partial,
    /// All of it lies within a provision of the other, or within the other as a whole.
    Covered,
}

impl ProvisionCoverage {
    /// All, best first.
    pub const ALL: [Self; 4] = [Self::Covered, Self::Partial, Self::NotCovered, Self::NotAssessed];

    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAssessed => "not_assessed",
            Self::NotCovered => "not_covered",
            Self::Partial => "partial",
            Self::Covered => "covered",
        }
    }

    /// The words shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotAssessed => "not assessed",
            Self::NotCovered => "not covered",
            Self::Partial => "partially covered",
            Self::Covered => "covered",
        }
    }
}

/// A mapping on the way, in the direction it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingStep {
    /// The link.
    pub link: LinkIx,
    /// Whether it is read against its direction.
    pub reversed: bool,
    /// The end it leads to.
    pub to: End,
    /// What it states, read in this direction.
    pub relation: Option<SetRelation>,
}

/// Mappings in a row from a provision to the other framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingChain {
    /// What the chain says; `None` for one mapping that states no set relation.
    pub relation: Option<SetRelation>,
    /// The mappings; at least one.
    pub steps: Vec<MappingStep>,
}

impl MappingChain {
    /// Where it leads.
    pub fn end(&self) -> &End {
        &self.steps.last().expect("a chain has at least one mapping").to
    }

    /// The frameworks between the first and the last, in order.
    pub fn through(&self) -> impl Iterator<Item = NodeIx> + '_ {
        self.steps[..self.steps.len() - 1].iter().map(|step| step.to.node)
    }

    /// What it says of the provision it starts from.
    fn coverage(&self) -> ProvisionCoverage {
        match self.relation {
            Some(SetRelation::Equal | SetRelation::Subset) => ProvisionCoverage::Covered,
            Some(SetRelation::Superset | SetRelation::Intersects) | None => ProvisionCoverage::Partial,
            Some(SetRelation::NotRelated) => ProvisionCoverage::NotAssessed,
        }
    }
}

/// A provision and what the other framework has for it.
#[derive(Debug, Clone)]
pub struct CrosswalkRow<'g> {
    /// The provision.
    pub provision: &'g Provision,
    /// How far it is covered.
    pub coverage: ProvisionCoverage,
    /// The best chain to each counterpart, those that say most first.
    pub chains: Vec<MappingChain>,
    /// Whether chains contradict each other: one says that two provisions are related, another that they are not.
    pub contradictory: bool,
}

/// One direction of a crosswalk.
#[derive(Debug, Clone)]
pub struct CrosswalkSide<'g> {
    /// The framework whose provisions are the rows.
    pub of: NodeIx,
    /// The framework that may cover them.
    pub by: NodeIx,
    /// Every provision that the framework lists, in its order.
    pub rows: Vec<CrosswalkRow<'g>>,
}

impl CrosswalkSide<'_> {
    /// How many provisions are covered this far.
    pub fn count(&self, coverage: ProvisionCoverage) -> usize {
        self.rows.iter().filter(|row| row.coverage == coverage).count()
    }

    /// The share of provisions of which at least something is covered, 0 to 1; `None` without provisions.
    pub fn share(&self) -> Option<f64> {
        let reached = self.count(ProvisionCoverage::Covered) + self.count(ProvisionCoverage::Partial);
        let parts = |count: usize| u32::try_from(count).map(f64::from).ok();
        (!self.rows.is_empty()).then(|| Some(parts(reached)? / parts(self.rows.len())?)).flatten()
    }
}

/// Two frameworks, each against the other.
#[derive(Debug, Clone)]
pub struct Crosswalk<'g> {
    /// The first against the second.
    pub there: CrosswalkSide<'g>,
    /// The second against the first.
    pub back: CrosswalkSide<'g>,
    /// The frameworks that chains go through, with how many provisions of either are reached through each; most first.
    pub through: Vec<(NodeIx, usize)>,
}

/// Compares two frameworks provision by provision, through mappings that exist on the day and in the layers asked about.
///
/// Chains have at most as many mappings as paths have links (`hop_limit` of the scales). With `via`, only chains that go
/// through that framework, and through no other, count.
///
/// Takes time proportional to the provisions of the two times all mappings.
pub fn crosswalk<'g>(scope: &Scope<'g>, a: NodeIx, b: NodeIx, via: Option<NodeIx>) -> Crosswalk<'g> {
    let mappings = Mappings::new(scope);
    let there = side(scope.graph(), &mappings, a, b, via);
    let back = side(scope.graph(), &mappings, b, a, via);
    let mut through: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for row in there.rows.iter().chain(&back.rows) {
        let mut nodes: Vec<NodeIx> = row.chains.iter().flat_map(MappingChain::through).collect();
        nodes.sort_unstable();
        nodes.dedup();
        for node in nodes {
            *through.entry(node).or_default() += 1;
        }
    }
    let mut through: Vec<(NodeIx, usize)> = through.into_iter().collect();
    through.sort_by_key(|(node, count)| (std::cmp::Reverse(*count), *node));
    Crosswalk { there, back, through }
}

fn side<'g>(graph: &'g Graph, mappings: &Mappings, of: NodeIx, by: NodeIx, via: Option<NodeIx>) -> CrosswalkSide<'g> {
    let provisions =
        |node: NodeIx| graph.node(node).framework().map(|it: &Framework| &it.provisions[..]).unwrap_or_default();
    let targets = provisions(by);
    let row = |provision: &'g Provision| {
        let from = End { node: of, provision: Some(provision.id.clone()) };
        let chains = mappings.chains(&from, by, via);
        let best = chains.best;
        let coverage = best.iter().map(MappingChain::coverage).max().unwrap_or(ProvisionCoverage::NotAssessed);
        let unrelated =
            |end: &End| best.iter().any(|chain| chain.end() == end && chain.relation == Some(SetRelation::NotRelated));
        let whole = End { node: by, provision: None };
        let each = || targets.iter().all(|it| unrelated(&End { node: by, provision: Some(it.id.clone()) }));
        let nothing = unrelated(&whole) || (!targets.is_empty() && each());
        let coverage = match coverage {
            ProvisionCoverage::NotAssessed if nothing => ProvisionCoverage::NotCovered,
            known => known,
        };
        CrosswalkRow { provision, coverage, chains: best, contradictory: chains.contradictory }
    };
    CrosswalkSide { of, by, rows: provisions(of).iter().map(row).collect() }
}
