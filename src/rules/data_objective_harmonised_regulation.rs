//! How many pairs of jurisdictions have data rules that are in line on both sides.

use super::cite::{judged, link_evidence, not_assessed, sentence, subjects};
use super::statistics::{percent, share};
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::{CoverageState, PairRow, Verdict};
use crate::model::{Layer, LinkIx, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "data-objective-harmonised-regulation", measure };

/// The share, 0 to 1, of pairs of jurisdictions whose data layers are aligned and not contested, among the pairs whose
/// data layer is recorded on both sides. A bridge, such as a declaration that both signed, brings no rules into line.
///
/// Pairs of which one side is not assessed or absent are left out. Takes time linear in the pairs.
fn measure(question: &Question<'_>) -> Outcome {
    let assessed = |row: &&PairRow| !matches!(row.assessment.verdict, Verdict::NotAssessed | Verdict::Absent);
    let pairs: Vec<&PairRow> = question.pairs(Layer::Data).filter(assessed).collect();
    if pairs.is_empty() {
        return Outcome::NotAssessed(format!(
            "Data rules are recorded for {} of {} jurisdictions; no two of them can be compared.",
            question.recorded(Layer::Data).count(),
            question.members().len()
        ));
    }
    let good = |row: &&&PairRow| row.assessment.verdict == Verdict::Aligned && !row.assessment.contested;
    let inline: Vec<&PairRow> = pairs.iter().filter(good).copied().collect();
    let rest: Vec<&PairRow> = pairs.iter().filter(|row| !good(row)).copied().collect();
    let value = share(inline.len(), pairs.len());
    let often = most_often(&rest);
    let texts = common_texts(&inline);
    let unknown: Vec<NodeIx> = (question.members().iter())
        .filter(|it| it.state(question.scope(), Layer::Data) != CoverageState::Recorded)
        .map(|it| it.jurisdiction)
        .collect();
    let explanation = format!(
        "The data rules of {} of {} pairs of jurisdictions ({}) are in line{}.{}{}",
        inline.len(),
        pairs.len(),
        percent(value),
        if texts.is_empty() { String::new() } else { format!(", mostly by way of {}", question.names(&texts, 3)) },
        sentence(" Most often without a link strong enough:", question, &often),
        not_assessed(question, &unknown),
    );
    let steps = inline
        .iter()
        .filter_map(|row| row.assessment.path.as_ref())
        .flat_map(|path| path.steps.iter().map(|step| step.link).chain(path.end.link).collect::<Vec<LinkIx>>());
    let conflicts = rest.iter().flat_map(|row| row.assessment.conflicts.iter().copied());
    let evidence = link_evidence(question, conflicts.chain(steps));
    let measurement = Measurement { value, explanation, subjects: subjects([often.as_slice(), &texts]), evidence };
    judged(question, question.members().len() - unknown.len(), measurement)
}

/// The jurisdictions in these pairs, those in most of them first.
fn most_often(pairs: &[&PairRow]) -> Vec<NodeIx> {
    ranked(pairs.iter().flat_map(|row| [row.a, row.b]))
}

/// The texts that the chains of these pairs pass, those on most of them first.
fn common_texts(pairs: &[&PairRow]) -> Vec<NodeIx> {
    let paths = pairs.iter().filter_map(|row| row.assessment.path.as_ref());
    ranked(paths.flat_map(crate::analysis::Path::nodes))
}

fn ranked(all: impl Iterator<Item = NodeIx>) -> Vec<NodeIx> {
    let mut counts = std::collections::BTreeMap::<NodeIx, usize>::new();
    all.for_each(|ix| *counts.entry(ix).or_default() += 1);
    let mut counts: Vec<(NodeIx, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counts.into_iter().map(|(ix, _)| ix).collect()
}
