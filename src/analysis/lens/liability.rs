//! The liability lens: who is liable on what ground, and where the ground differs for the same matter.

use std::collections::{BTreeMap, BTreeSet};

use super::{members, standing};
use crate::analysis::{Applicability, GapReport};
use crate::model::{Concept, ConceptKind, Id, Liability, LiabilityRegime, Modality, NodeIx};
use crate::scope::Scope;

/// How strict a regime is for whoever did the harm: strict 5, presumed fault 4, product 3, fault 2, administrative 1,
/// none recorded 0. A convention of ours, explained in docs/METHOD.md; the report ranks nothing.
pub fn strictness(regime: LiabilityRegime) -> u8 {
    match regime {
        LiabilityRegime::Strict => 5,
        LiabilityRegime::PresumedFault => 4,
        LiabilityRegime::Product => 3,
        LiabilityRegime::Fault => 2,
        LiabilityRegime::Administrative => 1,
        LiabilityRegime::NoneRecorded => 0,
    }
}

/// A regime that holds, or would hold, in a jurisdiction.
#[derive(Debug, Clone, PartialEq)]
pub struct RegimeRow<'g> {
    /// Where.
    pub jurisdiction: NodeIx,
    /// The regime, who for what, and its evidence.
    pub liability: &'g Liability,
    /// The framework that sets it up; a jurisdiction where no framework is recorded for it.
    pub carrier: NodeIx,
    /// The bloc, country or institution through which it reaches the jurisdiction.
    pub via: Option<NodeIx>,
    /// `Existing`, or how far it is from that.
    pub standing: Modality,
}

/// The strictest regimes of a jurisdiction for a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Strictest {
    /// Among those that exist; `None` where nothing is recorded, which is not "none".
    pub existing: Option<LiabilityRegime>,
    /// Among those that are proposed; `None` where nothing is. What is merely recommended does not count.
    pub proposed: Option<LiabilityRegime>,
}

impl Strictest {
    /// The strictest if all that is proposed came true.
    pub fn ahead(self) -> Option<LiabilityRegime> {
        self.existing.into_iter().chain(self.proposed).max_by_key(|regime| strictness(*regime))
    }
}

/// A matter and the strictest regimes for it.
#[derive(Debug, Clone, PartialEq)]
pub struct MatterRow<'g> {
    /// The matter.
    pub matter: &'g Concept,
    /// By jurisdiction, ascending; those without any entry on the matter are left out: they are not assessed.
    pub strictest: Vec<(NodeIx, Strictest)>,
}

/// Two jurisdictions whose strictest regimes for the same matter differ: an incentive to choose where to sue or settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shopping<'g> {
    /// The first jurisdiction.
    pub a: NodeIx,
    /// The second jurisdiction.
    pub b: NodeIx,
    /// The matter.
    pub matter: &'g Id,
    /// The strictest regime in the first.
    pub regime_a: LiabilityRegime,
    /// The strictest regime in the second.
    pub regime_b: LiabilityRegime,
    /// `Existing`, or `Proposed` where it would differ so only if proposals came true.
    pub standing: Modality,
}

/// The regime comparison of a region.
#[derive(Debug, Clone, PartialEq)]
pub struct LiabilityLens<'g> {
    /// Every regime, by jurisdiction, then strictest first.
    pub regimes: Vec<RegimeRow<'g>>,
    /// Jurisdictions without any entry.
    pub not_assessed: Vec<NodeIx>,
    /// Matters with an entry, by id.
    pub matters: Vec<MatterRow<'g>>,
    /// Pairs of the report whose strictest regimes differ, by matter, then by pair.
    pub shopping: Vec<Shopping<'g>>,
}

impl<'g> LiabilityLens<'g> {
    /// Compares the regimes of the jurisdictions of a report.
    pub(super) fn of(scope: &Scope<'g>, report: &GapReport) -> Self {
        let members = members(report);
        let regimes: Vec<RegimeRow<'g>> = members.iter().flat_map(|member| regimes_of(scope, *member)).collect();
        let assessed: BTreeSet<NodeIx> = regimes.iter().map(|row| row.jurisdiction).collect();
        let not_assessed = members.into_iter().filter(|member| !assessed.contains(member)).collect();
        let concepts = scope.graph().concepts().iter().filter(|concept| concept.kind == ConceptKind::Matter);
        let matters: Vec<MatterRow<'g>> = (concepts
            .map(|matter| MatterRow { matter, strictest: strictest(&regimes, &matter.id) }))
        .filter(|row| !row.strictest.is_empty())
        .collect();
        let pairs: BTreeSet<(NodeIx, NodeIx)> = report.pairs.iter().map(|row| (row.a, row.b)).collect();
        let shopping = matters.iter().flat_map(|row| shopping(row, &pairs)).collect();
        Self { regimes, not_assessed, matters, shopping }
    }
}

/// The regimes of a jurisdiction: of frameworks that apply or would apply there, then of the records of the jurisdiction
/// and of what it belongs to, as far as no framework carries the same.
pub(in crate::analysis) fn regimes_of<'g>(scope: &Scope<'g>, jurisdiction: NodeIx) -> Vec<RegimeRow<'g>> {
    let graph = scope.graph();
    let mut rows = Vec::new();
    for (framework, via, standing) in frameworks_of(scope, jurisdiction) {
        let entries = graph.node(framework).framework().into_iter().flat_map(|it| &it.liability);
        rows.extend(entries.map(|liability| {
            let standing = standing.max(liability.modality);
            RegimeRow { jurisdiction, liability, carrier: framework, via, standing }
        }));
    }
    let places = std::iter::once((jurisdiction, None));
    for (place, via) in places.chain(scope.above(jurisdiction).into_iter().map(|place| (place, Some(place)))) {
        for liability in graph.node(place).jurisdiction().into_iter().flat_map(|it| &it.liability) {
            let same = |row: &RegimeRow<'_>| {
                let it = row.liability;
                it.regime == liability.regime && it.matters == liability.matters && row.standing == liability.modality
            };
            if !rows.iter().any(same) {
                rows.push(RegimeRow { jurisdiction, liability, carrier: place, via, standing: liability.modality });
            }
        }
    }
    rows.sort_by_key(|row| (row.standing, std::cmp::Reverse(strictness(row.liability.regime)), row.carrier));
    rows
}

/// Frameworks that apply in a jurisdiction strongly enough to count, and those that its own institutions or those of
/// what it belongs to have proposed.
fn frameworks_of(scope: &Scope<'_>, jurisdiction: NodeIx) -> Vec<(NodeIx, Option<NodeIx>, Modality)> {
    let least = scope.graph().scales().recorded_coverage.value;
    let applicability = Applicability::of(scope, jurisdiction);
    let mut found: Vec<(NodeIx, Option<NodeIx>, Modality)> = (applicability.frameworks.iter())
        .filter(|coverage| coverage.strength >= least && scope.sees(coverage.node))
        .map(|coverage| (coverage.node, coverage.via, Modality::Existing))
        .collect();
    found.extend(proposals(scope, jurisdiction).into_iter().map(|(ix, via)| (ix, via, Modality::Proposed)));
    found
}

/// Frameworks that a jurisdiction, or what it belongs to, has proposed, drafted, or adopted for a later day.
pub(in crate::analysis) fn proposals(scope: &Scope<'_>, jurisdiction: NodeIx) -> Vec<(NodeIx, Option<NodeIx>)> {
    let above = scope.above(jurisdiction);
    let mut found = Vec::new();
    for ix in scope.graph().node_indices() {
        let Some((framework, Modality::Proposed)) = standing(scope, ix) else { continue };
        if framework.jurisdictions.contains(&jurisdiction) {
            found.push((ix, None));
        } else if let Some(place) = framework.jurisdictions.iter().find(|place| above.contains(place)) {
            found.push((ix, Some(*place)));
        }
    }
    found
}

/// The strictest regimes for a matter, by jurisdiction.
fn strictest(regimes: &[RegimeRow<'_>], matter: &Id) -> Vec<(NodeIx, Strictest)> {
    let mut found: BTreeMap<NodeIx, Strictest> = BTreeMap::new();
    for row in regimes.iter().filter(|row| row.liability.matters.contains(matter)) {
        let strictest = found.entry(row.jurisdiction).or_default();
        let known = match row.standing {
            Modality::Existing => &mut strictest.existing,
            Modality::Proposed => &mut strictest.proposed,
            Modality::Recommended | Modality::Possible => continue,
        };
        *known = (*known).into_iter().chain([row.liability.regime]).max_by_key(|regime| strictness(*regime));
    }
    found.into_iter().collect()
}

/// The pairs that differ, first as things stand, then those that would differ otherwise if proposals came true.
fn shopping<'g>(row: &MatterRow<'g>, pairs: &BTreeSet<(NodeIx, NodeIx)>) -> Vec<Shopping<'g>> {
    let known: BTreeMap<NodeIx, Strictest> = row.strictest.iter().copied().collect();
    let mut found = Vec::new();
    for standing in [Modality::Existing, Modality::Proposed] {
        for (a, b) in pairs {
            let (Some(first), Some(second)) = (known.get(a), known.get(b)) else { continue };
            let now = (first.existing, second.existing);
            let ahead = (first.ahead(), second.ahead());
            let (regimes, told) = if standing == Modality::Existing { (now, false) } else { (ahead, now == ahead) };
            let (Some(regime_a), Some(regime_b)) = regimes else { continue };
            if !told && regime_a != regime_b {
                found.push(Shopping { a: *a, b: *b, matter: &row.matter.id, regime_a, regime_b, standing });
            }
        }
    }
    found
}
