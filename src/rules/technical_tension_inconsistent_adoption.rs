//! How much the technical standards that jurisdictions use differ from one to the next.

use std::collections::BTreeSet;

use super::cite::{in_brackets, judged, link_evidence, not_assessed, subjects};
use super::standards_in_use::{InUse, most_used, standards_in_use};
use super::statistics::{percent, share};
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Layer, LinkIx, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "technical-tension-inconsistent-adoption", measure };

/// The mean, over the pairs asked about in which a use of standards is recorded on both sides, of the part of the
/// standards used by either that the other does not use: the Jaccard distance, 0 where both use the same, 1 where they
/// use none in common.
///
/// [`standards_in_use`] says what a standard and its use are. A jurisdiction without a recorded use is unknown here: it
/// may use all of them. Takes, per pair, time linear in the standards.
fn measure(question: &Question<'_>) -> Outcome {
    let uses = standards_in_use(question);
    let find = |ix: NodeIx| uses.iter().find(|it| it.jurisdiction == ix && !it.standards.is_empty());
    let (users, unknown): (Vec<&InUse>, Vec<&InUse>) = uses.iter().partition(|it| !it.standards.is_empty());
    let places = |list: &[&InUse]| list.iter().map(|it| it.jurisdiction).collect::<Vec<_>>();
    let pairs: Vec<(&InUse, &InUse)> =
        question.pairs(Layer::Technical).filter_map(|row| Some((find(row.a)?, find(row.b)?))).collect();
    if pairs.is_empty() {
        return Outcome::NotAssessed(format!(
            "The use of a technical standard is recorded for {} of {} jurisdictions{}; no two of them can be compared.",
            users.len(),
            uses.len(),
            in_brackets(question, &places(&users), 3),
        ));
    }
    let total: f64 = pairs.iter().map(|(a, b)| distance(a, b)).sum();
    let value = total / share(pairs.len(), 1);
    let nothing = pairs.iter().filter(|(a, b)| shared(a, b) == 0).count();
    let ranking = most_used(question, &uses);
    let common: Vec<NodeIx> = ranking.iter().filter(|(_, list)| list.len() > 1).map(|(ix, _)| *ix).collect();
    let explanation = format!(
        "Of {} jurisdictions for which the use of technical standards is recorded, two taken together leave on average {} of their standards unshared; {nothing} of {} pairs share none. {}{}",
        users.len(),
        percent(value),
        pairs.len(),
        if common.is_empty() {
            "No standard is used by more than one.".to_owned()
        } else {
            format!("Most widely shared: {}.", question.names(&common, 3))
        },
        not_assessed(question, &places(&unknown)),
    );
    let links: BTreeSet<LinkIx> =
        users.iter().flat_map(|it| it.standards.values().flatten().take(1)).copied().collect();
    let measurement = Measurement {
        value,
        explanation,
        subjects: subjects([furthest_first(&users, &pairs).as_slice(), &common]),
        evidence: link_evidence(question, links),
    };
    judged(question, users.len(), measurement)
}

fn shared(a: &InUse, b: &InUse) -> usize {
    a.standards.keys().filter(|ix| b.standards.contains_key(ix)).count()
}

fn distance(a: &InUse, b: &InUse) -> f64 {
    let both = shared(a, b);
    1.0 - share(both, a.standards.len() + b.standards.len() - both)
}

/// The users, first those that share least with the others.
fn furthest_first(users: &[&InUse], pairs: &[(&InUse, &InUse)]) -> Vec<NodeIx> {
    let mut sums: Vec<(f64, NodeIx)> = (users.iter())
        .map(|it| {
            let own =
                pairs.iter().filter(|(a, b)| it.jurisdiction == a.jurisdiction || it.jurisdiction == b.jurisdiction);
            (own.map(|(a, b)| distance(a, b)).sum(), it.jurisdiction)
        })
        .collect();
    sums.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    sums.into_iter().map(|(_, ix)| ix).collect()
}
