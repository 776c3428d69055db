//! How far the most widely used technical standard is from being used by all.

use super::cite::{judged, link_evidence, not_assessed, sentence, subjects};
use super::standards_in_use::{most_used, standards_in_use};
use super::statistics::{percent, share};
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{LinkIx, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "technical-tension-absent-standards", measure };

/// The share, 0 to 1, of the jurisdictions of which technical rules are recorded for which no use of the most widely used
/// technical standard is recorded.
///
/// [`standards_in_use`] says what a standard and its use are. A jurisdiction of which a use is recorded is known even
/// if no technical text of it is. Zero means that one standard is used by all that are known. Where no use at all is
/// recorded nothing is said.
fn measure(question: &Question<'_>) -> Outcome {
    let uses = standards_in_use(question);
    let is_known = |it: &&super::standards_in_use::InUse| it.has_rules || !it.standards.is_empty();
    let known: Vec<NodeIx> = uses.iter().filter(is_known).map(|it| it.jurisdiction).collect();
    let unknown: Vec<NodeIx> = uses.iter().filter(|it| !is_known(it)).map(|it| it.jurisdiction).collect();
    if known.len() < 2 {
        return Outcome::NotAssessed(format!(
            "Technical rules are recorded for {} of {} jurisdictions; at least two are needed.",
            known.len(),
            uses.len()
        ));
    }
    let ranking = most_used(question, &uses);
    let Some((best, users)) = ranking.first() else {
        return Outcome::NotAssessed(format!(
            "Technical rules are recorded for {} of {} jurisdictions, but for none of them the use of a technical standard: which they use is not known.",
            known.len(),
            uses.len()
        ));
    };
    let without: Vec<NodeIx> = known.iter().filter(|ix| !users.contains(ix)).copied().collect();
    let runners: Vec<String> = (ranking.iter().skip(1).take(2))
        .map(|(ix, users)| format!("{} ({})", question.label(*ix), users.len()))
        .collect();
    let value = share(without.len(), known.len());
    let explanation = format!(
        "The most widely used technical standard, {}, is recorded as used by the rules or bodies of {} of {} jurisdictions ({}){}.{}{}",
        question.label(*best),
        users.len(),
        known.len(),
        percent(share(users.len(), known.len())),
        if runners.is_empty() { String::new() } else { format!(", followed by {}", runners.join(" and ")) },
        sentence(" No use is recorded for", question, &without),
        not_assessed(question, &unknown),
    );
    let links: Vec<LinkIx> = uses.iter().filter_map(|it| *it.standards.get(best)?).collect();
    let mut evidence = link_evidence(question, links);
    evidence.extend(question.graph().node(*best).evidence.first().filter(|_| evidence.is_empty()).cloned());
    let measurement = Measurement { value, explanation, subjects: subjects([&[*best], without.as_slice()]), evidence };
    judged(question, known.len(), measurement)
}
