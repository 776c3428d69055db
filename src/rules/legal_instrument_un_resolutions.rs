//! How much of the resolutions of the UN General Assembly is already in the rules of a region.

use super::leanings::{Leanings, starts};
use super::statistics::{percent, share};
use super::texts::{self, has_ai_topic, is_international};
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{FrameworkKind, Layer, NodeIx, Pattern, TermSet};

pub(super) static DETECTOR: Detector = Detector { id: "legal-instrument-un-resolutions", measure };

/// The mean, over jurisdictions, of the share of the principles of the worldwide resolutions on AI that their own legal
/// texts on AI name.
///
/// Only jurisdictions with assessed principles in the legal layer count; being addressed by a resolution does not make its
/// principles part of a jurisdiction's rules, but endorsing a declaration that names them does. Told beside it: where a
/// text refers to a resolution, or to something built on it. Takes time linear in texts and their links.
fn measure(question: &Question<'_>) -> Outcome {
    let resolutions: Vec<NodeIx> = question.graph().node_indices().filter(|ix| is_resolution(question, *ix)).collect();
    let principles_of = |ix: &NodeIx| {
        let principles = question.framework(*ix).and_then(|framework| framework.patterns.principles.as_ref());
        principles.map_or(TermSet::EMPTY, |principles| principles.value)
    };
    let wanted = resolutions.iter().map(principles_of).fold(TermSet::EMPTY, TermSet::union);
    if wanted.is_empty() {
        return Outcome::NotAssessed("No worldwide resolution on AI with assessed principles is recorded.".to_owned());
    }
    let leanings = Leanings::new(question);
    let mut named: Vec<(f64, NodeIx)> = Vec::new();
    let mut referring: Vec<NodeIx> = Vec::new();
    for member in question.members() {
        let texts = texts::ai_texts(question, member, Layer::Legal);
        let starts = starts(question, member);
        if resolutions.iter().any(|ix| leanings.tie(&starts, *ix)) {
            referring.push(member.jurisdiction);
        }
        let own = texts.iter().map(principles_of).fold(TermSet::EMPTY, TermSet::union);
        if !own.is_empty() {
            let shared = own.intersection(wanted).len();
            named.push((share(shared as usize, wanted.len() as usize), member.jurisdiction));
        }
    }
    if named.is_empty() {
        return Outcome::NotAssessed("The principles of no legal text on AI of the region are assessed.".to_owned());
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
    let value = named.iter().map(|(share, _)| share).sum::<f64>() / named.len() as f64;
    named.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let least: Vec<NodeIx> = named.iter().map(|(_, ix)| *ix).collect();
    let about = texts::about(question);
    let explanation = format!(
        "{} name {} principles between them; the legal texts {about} of the {} jurisdictions with assessed principles name {} of these on average, fewest in {}. Tied to a resolution by a recorded reference, alignment or text built on one: {}.",
        question.names(&resolutions, 4),
        wanted.len(),
        named.len(),
        percent(value),
        texts::first_names(question, &least),
        texts::counted(question, &referring, 3),
    );
    let evidence = texts::evidence_of_pattern(question, &resolutions, Pattern::Principles);
    let subjects = texts::subjects(resolutions.into_iter().chain(least));
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// Whether a node is a resolution on AI in effect of a body of no region.
fn is_resolution(question: &Question<'_>, ix: NodeIx) -> bool {
    question.framework(ix).is_some_and(|framework| framework.kind == FrameworkKind::Resolution)
        && question.scope().applies(ix)
        && is_international(question, ix)
        && has_ai_topic(question, ix)
}
