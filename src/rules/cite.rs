//! Evidence and subjects of a finding, and the words for what was not assessed; for the technical and the data rules.

use super::{Measurement, Outcome, Question};
use crate::model::{Evidence, LinkIx, NodeIx, Pattern};

/// Most evidence that a finding carries.
const EVIDENCE: usize = 8;

/// Most subjects that a finding carries.
const SUBJECTS: usize = 20;

/// The part of the jurisdictions, one in so many, that must be known before a share of the known is said of the area.
const ENOUGH: usize = 3;

/// A measure over jurisdictions as the outcome: of an area of which less than a third is known nothing is said but what
/// was found, since others than the known would decide.
pub(super) fn judged(question: &Question<'_>, known: usize, measurement: Measurement) -> Outcome {
    let all = question.members().len();
    if known * ENOUGH < all {
        let found = measurement.explanation;
        return Outcome::NotAssessed(format!("Known of {known} of {all} jurisdictions, too few to judge all. {found}"));
    }
    Outcome::Measured(measurement)
}

/// The first evidence of each link, without repeats, as much as a finding carries.
pub(super) fn link_evidence(question: &Question<'_>, links: impl IntoIterator<Item = LinkIx>) -> Vec<Evidence> {
    first_of(links.into_iter().map(|ix| question.graph().link(ix).evidence.as_slice()))
}

/// The first evidence for a pattern of each text, of the text itself where the pattern has none.
pub(super) fn pattern_evidence(question: &Question<'_>, texts: &[NodeIx], pattern: Pattern) -> Vec<Evidence> {
    first_of(texts.iter().map(|ix| {
        let found = question.framework(*ix).map_or(&[][..], |framework| framework.evidence_for(pattern));
        if found.is_empty() { &question.graph().node(*ix).evidence } else { found }
    }))
}

/// The first of each list, without repeats, as much as a finding carries.
pub(super) fn first_of<'e>(lists: impl Iterator<Item = &'e [Evidence]>) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = Vec::new();
    for evidence in lists.filter_map(<[Evidence]>::first) {
        if found.len() < EVIDENCE && !found.contains(evidence) {
            found.push(evidence.clone());
        }
    }
    found
}

/// Several lists as the subjects of a finding: in order, without repeats, not too many.
pub(super) fn subjects<'n>(lists: impl IntoIterator<Item = &'n [NodeIx]>) -> Vec<NodeIx> {
    let mut found: Vec<NodeIx> = Vec::new();
    for ix in lists.into_iter().flatten() {
        if found.len() < SUBJECTS && !found.contains(ix) {
            found.push(*ix);
        }
    }
    found
}

/// A sentence that names what was not assessed; empty where everything was.
pub(super) fn not_assessed(question: &Question<'_>, list: &[NodeIx]) -> String {
    if list.is_empty() {
        return String::new();
    }
    format!(" Not assessed, so not counted: {}.", question.names(list, 3))
}

/// Names in brackets after a number; nothing where there is none.
pub(super) fn in_brackets(question: &Question<'_>, list: &[NodeIx], limit: usize) -> String {
    if list.is_empty() { String::new() } else { format!(" ({})", question.names(list, limit)) }
}

/// A sentence that ends in names; nothing where there is none.
pub(super) fn sentence(start: &str, question: &Question<'_>, list: &[NodeIx]) -> String {
    if list.is_empty() { String::new() } else { format!("{start} {}.", question.names(list, 4)) }
}
