//! Whether personal data enjoys the same protection on both sides of a border.

use std::collections::BTreeMap;

use super::cite::{first_of, judged, not_assessed, sentence, subjects};
use super::personal_data::{data_absence, protecting_texts};
use super::statistics::{percent, share};
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::{PairRow, Verdict};
use crate::model::{BindingStep, Layer, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "data-objective-protection-disparities", measure };

/// The protection of personal data in one jurisdiction: its texts, and the binding nature of the strongest. No text and
/// the lowest step where a source says that something is missing.
type Protection = (Vec<NodeIx>, BindingStep);

/// The share, 0 to 1, of pairs of jurisdictions in which personal data does not enjoy the same protection, among the
/// pairs of which the protection is known on both sides.
///
/// The same protection is: texts on personal data of equal binding nature, and either one such text in force on both
/// sides or a data layer that is aligned. Known is the protection where a text on personal data is recorded, or a
/// source says that something is missing in the data layer. Takes, per pair, time linear in the texts.
fn measure(question: &Question<'_>) -> Outcome {
    let (protection, unknown) = protections(question);
    let pairs: Vec<(&PairRow, bool)> = (question.pairs(Layer::Data))
        .filter_map(|row| Some((row, same(row, protection.get(&row.a)?, protection.get(&row.b)?))))
        .collect();
    if pairs.is_empty() {
        return Outcome::NotAssessed(format!(
            "The protection of personal data is known for {} of {} jurisdictions; no two of them can be compared.",
            protection.len(),
            question.members().len()
        ));
    }
    let mut apart: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for (row, _) in pairs.iter().filter(|(_, same)| !same) {
        *apart.entry(row.a).or_default() += 1;
        *apart.entry(row.b).or_default() += 1;
    }
    let mut apart: Vec<(NodeIx, usize)> = apart.into_iter().collect();
    apart.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let apart: Vec<NodeIx> = apart.into_iter().map(|(ix, _)| ix).collect();
    let different = pairs.iter().filter(|(_, same)| !same).count();
    let value = share(different, pairs.len());
    let explanation = if different == 0 {
        format!(
            "In all {} pairs of jurisdictions of which the protection of personal data is known, a common text or a link strong enough to rely on joins rules of equal force.{}",
            pairs.len(),
            not_assessed(question, &unknown),
        )
    } else {
        format!(
            "In {different} of {} pairs ({}) it is not recorded that personal data enjoys the same protection on both sides: that would take rules of equal force and a common text or a link strong enough to rely on.{}{}",
            pairs.len(),
            percent(value),
            sentence(" Most often apart:", question, &apart),
            not_assessed(question, &unknown),
        )
    };
    let sources = apart.iter().chain(protection.keys()).filter_map(|ix| {
        let text = protection.get(ix)?.0.first();
        text.map_or_else(
            || data_absence(question, *ix).map(|it| it.1),
            |text| Some(&question.graph().node(*text).evidence),
        )
    });
    let evidence = first_of(sources);
    let measurement = Measurement { value, explanation, subjects: subjects([apart.as_slice()]), evidence };
    judged(question, protection.len(), measurement)
}

/// The protection in each jurisdiction where it is known, and the others, ascending.
fn protections(question: &Question<'_>) -> (BTreeMap<NodeIx, Protection>, Vec<NodeIx>) {
    let mut protection: BTreeMap<NodeIx, Protection> = BTreeMap::new();
    let mut unknown: Vec<NodeIx> = Vec::new();
    for member in question.members() {
        let texts = protecting_texts(question, member);
        let absent = data_absence(question, member.jurisdiction).is_some();
        match texts.iter().map(|(_, binding)| *binding).max() {
            Some(strongest) => {
                protection.insert(member.jurisdiction, (texts.iter().map(|(ix, _)| *ix).collect(), strongest));
            }
            None if absent => {
                protection.insert(member.jurisdiction, (Vec::new(), BindingStep::None));
            }
            None => unknown.push(member.jurisdiction),
        }
    }
    (protection, unknown)
}

fn same(row: &PairRow, a: &Protection, b: &Protection) -> bool {
    let common = a.0.iter().any(|ix| b.0.contains(ix));
    let aligned = row.assessment.verdict == Verdict::Aligned && !row.assessment.contested;
    a.1 == b.1 && (common || aligned)
}
