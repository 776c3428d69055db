//! How often AI is overseen in different ways.

use std::collections::BTreeMap;

use itertools::Itertools;

use super::oversight::{Oversight, oversight};
use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{ConflictKind, Layer, LinkIx, NodeIx, RegulatorModel, Relation};

pub(super) static DETECTOR: Detector = Detector { id: "legal-tension-regulatory-approaches", measure };

/// The share of pairs that oversee AI by different models, of those where the model of both is recorded.
///
/// A jurisdiction has its own model, else that of a bloc it belongs to. A pair that a recorded conflict over the regulatory
/// approach divides counts as different even where the models have the same name or one is not recorded. Takes time
/// linear in jurisdictions and pairs.
fn measure(question: &Question<'_>) -> Outcome {
    let models: BTreeMap<NodeIx, Oversight<'_>> = (question.members().iter())
        .filter_map(|member| Some((member.jurisdiction, oversight(question, member.jurisdiction).first().copied()?)))
        .collect();
    let (mut known, mut different) = (0, 0);
    let mut conflicts: Vec<LinkIx> = Vec::new();
    let mut apart: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for row in question.pairs(Layer::Legal) {
        let same = models.get(&row.a).zip(models.get(&row.b)).map(|(a, b)| a.model == b.model);
        let divides = |ix: &&LinkIx| is_conflict_of(question, **ix, row.a, row.b);
        let conflict = row.assessment.conflicts.iter().find(divides).copied();
        conflicts.extend(conflict);
        if same.is_none() && conflict.is_none() {
            continue;
        }
        known += 1;
        if same != Some(true) || conflict.is_some() {
            different += 1;
            *apart.entry(row.a).or_default() += 1;
            *apart.entry(row.b).or_default() += 1;
        }
    }
    let all = question.pairs(Layer::Legal).count();
    if let Some(why) = texts::too_few_pairs(known, all, "Who oversees AI") {
        return Outcome::NotAssessed(why);
    }
    let value = share(different, known);
    let groups: Vec<String> = RegulatorModel::all()
        .filter_map(|model| {
            let who: Vec<NodeIx> = models.iter().filter(|(_, it)| it.model == model).map(|(ix, _)| *ix).collect();
            (!who.is_empty()).then(|| format!("{} in {} ({})", words(model), who.len(), question.names(&who, 4)))
        })
        .collect();
    let mut explanation = format!(
        "Of {} jurisdictions whose oversight of AI is recorded: {}. {different} of {known} pairs differ ({})",
        models.len(),
        groups.iter().join(", "),
        percent(value),
    );
    if !conflicts.is_empty() {
        explanation += &format!(", and a source names a conflict between {} of them", conflicts.len());
    }
    explanation.push('.');
    let subjects = texts::most_concerned(apart);
    let of_conflicts = conflicts.iter().filter_map(|ix| question.graph().link(*ix).evidence.first());
    let of_models = models.values().filter_map(|it| it.evidence.first());
    let evidence = texts::limited(of_conflicts.chain(of_models));
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// Whether a link is a conflict over the regulatory approach between just these two jurisdictions.
fn is_conflict_of(question: &Question<'_>, ix: LinkIx, a: NodeIx, b: NodeIx) -> bool {
    let link = question.graph().link(ix);
    let ends = [link.from.node, link.to.node];
    link.relation == Relation::Conflict(ConflictKind::RegulatoryApproach) && ends.contains(&a) && ends.contains(&b)
}

fn words(model: RegulatorModel) -> &'static str {
    match model {
        RegulatorModel::UnifiedRegulator => "one regulator",
        RegulatorModel::ExistingAgencies => "several existing agencies",
        RegulatorModel::Council => "a council",
        RegulatorModel::NoRegulator => "no regulator",
    }
}
