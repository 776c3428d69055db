//! How many pairs have no technical bridge to rely on.

use std::collections::BTreeMap;

use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::{PairRow, Verdict};
use crate::model::{Layer, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "gap-6-technical-incompatibility", measure };

/// The share of pairs of the technical layer, of those assessed, that no chain joins at least as strongly as `bridged`.
///
/// Unlinked and weakly linked pairs count, and pairs of which a source says that one side lacks what it takes; pairs not
/// assessed do not. The data layer is told but not measured. Takes time linear in the pairs.
fn measure(question: &Question<'_>) -> Outcome {
    let rows: Vec<&PairRow> = question.pairs(Layer::Technical).filter(|row| is_assessed(row)).collect();
    let all = question.pairs(Layer::Technical).count();
    if let Some(why) = texts::too_few_pairs(rows.len(), all, "The technical layer") {
        return Outcome::NotAssessed(why);
    }
    let mut apart: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_apart(row)) {
        *apart.entry(row.a).or_default() += 1;
        *apart.entry(row.b).or_default() += 1;
    }
    let count = rows.iter().filter(|row| is_apart(row)).count();
    let unlinked = rows.iter().filter(|row| row.assessment.verdict == Verdict::Unlinked).count();
    let value = share(count, rows.len());
    let subjects = texts::most_concerned(apart);
    let mut explanation = format!(
        "Of {all} pairs of jurisdictions {} have technical standards or tools recorded on both sides; {count} of these lack a recorded chain strong enough to work with ({})",
        rows.len(),
        percent(value),
    );
    if unlinked > 0 {
        explanation += &format!(", {unlinked} of them any chain at all");
    }
    if !subjects.is_empty() {
        explanation += &format!("; most often concerned are {}", texts::first_names(question, &subjects));
    }
    explanation.push('.');
    let data: Vec<&PairRow> = question.pairs(Layer::Data).filter(|row| is_assessed(row)).collect();
    if !data.is_empty() {
        let apart = data.iter().filter(|row| is_apart(row)).count();
        explanation += &format!(" In the data layer {apart} of {} assessed pairs are in this position.", data.len());
    }
    let technical = |ix: &NodeIx| {
        let member = question.members().iter().find(|member| member.jurisdiction == *ix);
        member.into_iter().flat_map(|it| it.recorded(question.scope(), Layer::Technical)).map(|it| it.node).take(2)
    };
    let texts: Vec<NodeIx> = subjects.iter().take(4).flat_map(technical).collect();
    let evidence = texts::evidence_of_nodes(question, &texts);
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

fn is_assessed(row: &PairRow) -> bool {
    row.assessment.verdict != Verdict::NotAssessed
}

fn is_apart(row: &PairRow) -> bool {
    matches!(row.assessment.verdict, Verdict::Absent | Verdict::Unlinked | Verdict::Weak)
}
