//! The mappings between provisions, and the best chains of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{MappingChain, MappingStep, compose, converse};
use crate::model::{End, Link, NodeIx, ReferenceMechanism, Relation, SetRelation};
use crate::scope::Scope;

/// Every mapping, from both of its ends.
pub(super) struct Mappings {
    from: BTreeMap<End, Vec<MappingStep>>,
    limit: usize,
}

/// The best chains from a provision to the ends of a framework.
pub(super) struct Found {
    /// One chain an end, those that say most first.
    pub best: Vec<MappingChain>,
    /// Whether chains to the same end contradict each other.
    pub contradictory: bool,
}

impl Mappings {
    pub fn new(scope: &Scope<'_>) -> Self {
        let mut from: BTreeMap<End, Vec<MappingStep>> = BTreeMap::new();
        for (ix, link) in scope.existing_links() {
            if !is_mapping(link) {
                continue;
            }
            let stated = link.mapping.map(|mapping| mapping.set);
            let step =
                |to: &End, reversed: bool, relation| MappingStep { link: ix, reversed, to: to.clone(), relation };
            from.entry(link.from.clone()).or_default().push(step(&link.to, false, stated));
            from.entry(link.to.clone()).or_default().push(step(&link.from, true, stated.map(converse)));
        }
        Self { from, limit: scope.graph().scales().hop_limit.value }
    }

    /// The best chain to each end of `by`: what says more comes first, then what is shorter, then what comes first in the
    /// data.
    pub fn chains(&self, start: &End, by: NodeIx, via: Option<NodeIx>) -> Found {
        let mut ends: BTreeMap<End, Vec<MappingChain>> = BTreeMap::new();
        let mut seen: BTreeSet<(End, SetRelation)> = BTreeSet::new();
        let mut frontier = vec![MappingChain { relation: Some(SetRelation::Equal), steps: Vec::new() }];
        for _ in 0..self.limit {
            let mut next = Vec::new();
            for chain in frontier {
                let at = chain.steps.last().map_or(start, |step| &step.to);
                for step in self.from.get(at).into_iter().flatten() {
                    let Some(longer) = chain.and(step) else { continue };
                    if step.to.node == by {
                        let allowed =
                            via.is_none_or(|via| longer.steps.len() > 1 && longer.through().all(|it| it == via));
                        if allowed {
                            ends.entry(step.to.clone()).or_default().push(longer);
                        }
                    } else if let Some(relation) = longer.relation
                        && step.to.node != start.node
                        && via.is_none_or(|via| step.to.node == via)
                        && seen.insert((step.to.clone(), relation))
                    {
                        next.push(longer);
                    }
                }
            }
            frontier = next;
        }
        let contradictory = ends.values().any(|chains| contradict(chains));
        let mut best: Vec<MappingChain> = ends
            .into_values()
            .filter_map(|chains| chains.into_iter().min_by_key(|chain| (rank(chain), chain.steps.len())))
            .collect();
        best.sort_by(|a, b| (rank(a), a.steps.len(), a.end()).cmp(&(rank(b), b.steps.len(), b.end())));
        Found { best, contradictory }
    }
}

impl MappingChain {
    /// The chain with one more mapping; `None` if nothing certain follows. A mapping that states no relation stands alone.
    fn and(&self, step: &MappingStep) -> Option<Self> {
        let relation = match (step.relation, self.relation) {
            (Some(relation), Some(so_far)) => Some(compose(so_far, relation)?),
            (None, _) if self.steps.is_empty() => None,
            _ => return None,
        };
        Some(Self { relation, steps: self.steps.iter().chain([step]).cloned().collect() })
    }
}

/// Whether a link maps a provision: by an alignment, by a crosswalk that one side made alone, or by a stated set relation.
pub(crate) fn is_mapping(link: &Link) -> bool {
    let maps = match link.relation {
        Relation::Alignment(_) | Relation::Reference(ReferenceMechanism::Benchmark) => true,
        _ => link.mapping.is_some(),
    };
    let exact = link.from.provision.is_some() || link.to.provision.is_some();
    maps && exact && link.from.node != link.to.node
}

/// What says more about coverage comes first.
fn rank(chain: &MappingChain) -> u8 {
    match chain.relation {
        Some(SetRelation::Equal) => 0,
        Some(SetRelation::Subset) => 1,
        Some(SetRelation::Superset) => 2,
        Some(SetRelation::Intersects) => 3,
        None => 4,
        Some(SetRelation::NotRelated) => 5,
    }
}

fn contradict(chains: &[MappingChain]) -> bool {
    let unrelated = chains.iter().any(|chain| chain.relation == Some(SetRelation::NotRelated));
    let related = chains.iter().any(|chain| chain.relation.is_some_and(|it| it != SetRelation::NotRelated));
    unrelated && related
}
