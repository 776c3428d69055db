//! How many separate sets of data rules a firm meets that works across an area.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::cite::{judged, not_assessed, pattern_evidence, subjects};
use super::standing::force;
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::{Applicability, PairRow, Verdict};
use crate::model::{BindingStep, Layer, NodeIx, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "data-tension-compliance-burden", measure };

/// The share, 0 to 1, of pairs of jurisdictions with binding data rules in separate sets: 0 where compliance in one
/// jurisdiction carries over to all, 1 where it carries over to none.
///
/// Only jurisdictions with a recorded data text that binds them are counted, not those that merely signed one. Two belong to one set if the data layer of the
/// pair is aligned and not contested, one data text binds both, or both stand in a set with a third. With a partner
/// only pairs across are counted. Takes time linear in the pairs.
fn measure(question: &Question<'_>) -> Outcome {
    let bound: Vec<(NodeIx, Vec<NodeIx>)> = (question.members().iter())
        .map(|it| (it.jurisdiction, binding_texts(question, it)))
        .filter(|(_, texts)| !texts.is_empty())
        .collect();
    let is_bound = |ix: NodeIx| bound.binary_search_by_key(&ix, |(place, _)| *place).is_ok();
    let pairs: Vec<&PairRow> = question.pairs(Layer::Data).filter(|row| is_bound(row.a) && is_bound(row.b)).collect();
    if pairs.is_empty() {
        return Outcome::NotAssessed(format!(
            "Binding data rules are recorded for {} of {} jurisdictions; no two of them can be compared.",
            bound.len(),
            question.members().len()
        ));
    }
    let (groups, apart) = sets(question, &bound, &pairs);
    let outside: Vec<NodeIx> = groups.iter().skip(1).flatten().copied().collect();
    let largest = groups.first().map_or(&[][..], Vec::as_slice);
    let bound_set: BTreeSet<NodeIx> = bound.iter().map(|(place, _)| *place).collect();
    let unknown: Vec<NodeIx> =
        question.members().iter().map(|it| it.jurisdiction).filter(|ix| !bound_set.contains(ix)).collect();
    let explanation = if outside.is_empty() {
        format!(
            "The {} jurisdictions with recorded binding data rules form one set: common rules, or links strong enough to rely on, join all of them.{}",
            bound.len(),
            not_assessed(question, &unknown),
        )
    } else {
        format!(
            "A firm at work in all {} jurisdictions with recorded binding data rules meets {} separate sets of them, between which no recorded link lets it rely on complying once. The largest joins {} ({}). Outside it: {}.{}",
            bound.len(),
            groups.len(),
            largest.len(),
            question.names(largest, 4),
            question.names(&outside, 5),
            not_assessed(question, &unknown),
        )
    };
    let text = |place: &NodeIx| bound.iter().find(|(it, _)| it == place)?.1.first().copied();
    let first_of_each: Vec<NodeIx> = groups.iter().filter_map(|group| text(group.first()?)).collect();
    let measurement = Measurement {
        value: share(apart, pairs.len()),
        explanation,
        subjects: subjects([outside.as_slice(), largest]),
        evidence: pattern_evidence(question, &first_of_each, Pattern::Binding),
    };
    judged(question, bound.len(), measurement)
}

/// The sets of jurisdictions between which compliance carries over, the largest first, and how many of the pairs lie
/// across two sets.
fn sets(question: &Question<'_>, bound: &[(NodeIx, Vec<NodeIx>)], pairs: &[&PairRow]) -> (Vec<Vec<NodeIx>>, usize) {
    let mut sets = UnionFind::<usize>::new(question.graph().nodes().len());
    for row in pairs.iter().filter(|row| row.assessment.verdict == Verdict::Aligned && !row.assessment.contested) {
        sets.union(row.a.index(), row.b.index());
    }
    // Pairs inside an area are not asked about where a partner is: there the common text itself joins.
    let mut first: BTreeMap<NodeIx, NodeIx> = BTreeMap::new();
    for (place, texts) in bound {
        for text in texts {
            sets.union(first.entry(*text).or_insert(*place).index(), place.index());
        }
    }
    let mut groups: BTreeMap<usize, Vec<NodeIx>> = BTreeMap::new();
    for (place, _) in bound {
        groups.entry(sets.find(place.index())).or_default().push(*place);
    }
    let mut groups: Vec<Vec<NodeIx>> = groups.into_values().collect();
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let apart = pairs.iter().filter(|row| !sets.equiv(row.a.index(), row.b.index())).count();
    (groups, apart)
}

/// The data texts that bind in a jurisdiction, ascending.
fn binding_texts(question: &Question<'_>, member: &Applicability) -> Vec<NodeIx> {
    let texts = member.recorded(question.scope(), Layer::Data);
    let binding = texts.filter(|coverage| force(question, coverage) == Some(BindingStep::Binding));
    binding.map(|coverage| coverage.node).collect()
}
