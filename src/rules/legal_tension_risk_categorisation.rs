//! How often AI systems are sorted by risk in different ways.

use std::collections::BTreeMap;

use super::leanings::Leanings;
use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{ConflictKind, Layer, LinkIx, NodeIx, Relation};

pub(super) static DETECTOR: Detector = Detector { id: "legal-tension-risk-categorisation", measure };

/// The share of pairs without a common way of sorting AI systems by risk, of those where a scheme is recorded on both
/// sides.
///
/// The schemes of a jurisdiction are those of the texts by which any of its layers counts as recorded, bills left out. A
/// pair has a common way when one text with a scheme applies on both sides, when two schemes have the same tiers, or when
/// the one text builds on, is modelled on or is aligned with the other; unless a recorded conflict over the categories
/// divides it. Takes time proportional to pairs times schemes.
fn measure(question: &Question<'_>) -> Outcome {
    let schemes: BTreeMap<NodeIx, Vec<NodeIx>> = (question.members().iter())
        .map(|member| (member.jurisdiction, with_scheme(question, member)))
        .filter(|(_, schemes)| !schemes.is_empty())
        .collect();
    let leanings = Leanings::new(question);
    let (mut known, mut different) = (0, 0);
    let mut conflicts: Vec<LinkIx> = Vec::new();
    let mut apart: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for row in question.pairs(Layer::Legal) {
        let (Some(a), Some(b)) = (schemes.get(&row.a), schemes.get(&row.b)) else { continue };
        known += 1;
        let is_over_risk =
            |ix: &&LinkIx| question.graph().link(**ix).relation == Relation::Conflict(ConflictKind::RiskCategorisation);
        let conflict = row.assessment.conflicts.iter().find(is_over_risk).copied();
        conflicts.extend(conflict);
        let common = a.iter().any(|a| b.iter().any(|b| same_way(question, &leanings, *a, *b)));
        if conflict.is_some() || !common {
            different += 1;
            *apart.entry(row.a).or_default() += 1;
            *apart.entry(row.b).or_default() += 1;
        }
    }
    let all = question.pairs(Layer::Legal).count();
    if let Some(why) = texts::too_few_pairs(known, all, "A way of sorting AI systems by risk") {
        return Outcome::NotAssessed(why);
    }
    let value = share(different, known);
    let mut explanation = format!(
        "Of {known} pairs with a recorded way of sorting AI systems by risk on both sides, {different} have none in common ({})",
        percent(value),
    );
    let shown: Vec<String> = shown_schemes(question, &schemes).iter().map(|ix| describe(question, *ix)).collect();
    explanation += &format!(": {}.", shown.join("; "));
    conflicts.sort_unstable();
    conflicts.dedup();
    if !conflicts.is_empty() {
        explanation += &format!(" A source names a conflict over the categories in {} cases.", conflicts.len());
    }
    let subjects = texts::most_concerned(apart);
    let of_conflicts = conflicts.iter().filter_map(|ix| question.graph().link(*ix).evidence.first());
    let texts: Vec<NodeIx> = schemes.values().flatten().copied().collect();
    let of_schemes = texts.iter().filter_map(|ix| question.framework(*ix)?.risk_scheme.as_ref()?.evidence.first());
    let evidence = texts::limited(of_conflicts.chain(of_schemes));
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// The texts with a risk scheme by which a layer of a jurisdiction counts as recorded, ascending.
fn with_scheme(question: &Question<'_>, member: &crate::analysis::Applicability) -> Vec<NodeIx> {
    let mut found: Vec<NodeIx> = (Layer::ALL.into_iter())
        .flat_map(|layer| member.recorded(question.scope(), layer).map(|coverage| coverage.node))
        .filter(|ix| question.framework(*ix).is_some_and(|framework| framework.risk_scheme.is_some()))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether two texts sort by risk in the same way as far as recorded.
fn same_way(question: &Question<'_>, leanings: &Leanings, a: NodeIx, b: NodeIx) -> bool {
    let tiers = |ix: NodeIx| question.framework(ix).and_then(|it| it.risk_scheme.as_ref()).map(|it| &it.tiers);
    let same_tiers = tiers(a).zip(tiers(b)).is_some_and(|(a, b)| !a.is_empty() && a == b);
    let firm = |from: NodeIx, to: NodeIx| leanings.of(from).iter().any(|leaning| leaning.firm && leaning.to == to);
    a == b || same_tiers || firm(a, b) || firm(b, a)
}

/// Schemes to name, at most three: those of the jurisdictions with the fewest first, one each.
fn shown_schemes(question: &Question<'_>, schemes: &BTreeMap<NodeIx, Vec<NodeIx>>) -> Vec<NodeIx> {
    let mut shown: Vec<NodeIx> = Vec::new();
    for texts in schemes.values() {
        let has_tiers = |ix: &&NodeIx| {
            question.framework(**ix).and_then(|it| it.risk_scheme.as_ref()).is_some_and(|it| !it.tiers.is_empty())
        };
        let first = texts.iter().find(has_tiers).or(texts.first());
        shown.extend(first.filter(|ix| !shown.contains(ix)));
    }
    shown.truncate(3);
    shown
}

fn describe(question: &Question<'_>, ix: NodeIx) -> String {
    let basis = question.framework(ix).and_then(|it| it.risk_scheme.as_ref()).map_or("", |it| it.basis.as_str());
    format!("{} sorts by {basis}", question.label(ix))
}
