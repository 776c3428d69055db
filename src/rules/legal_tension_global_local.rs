//! How many texts put local priorities first.

use super::leanings::Leanings;
use super::statistics::{percent, share};
use super::texts::{self, is_international};
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Framework, Layer, NodeIx, Pattern, TermSet};

pub(super) static DETECTOR: Detector = Detector { id: "legal-tension-global-local", measure };

/// Objectives and principles that put the place first.
const LOCAL: ([&str; 2], [&str; 2]) =
    (["digital-sovereignty", "local-priorities"], ["local-context", "national-sovereignty"]);

/// Objectives and principles that look beyond it.
const GLOBAL: ([&str; 3], [&str; 2]) =
    (["international-cooperation", "interoperability", "regulatory-coordination"], ["cooperation", "interoperability"]);

/// The share of the region's national and regional legal texts on AI, of those whose objectives or principles are
/// assessed, that put local priorities, local context or sovereignty among them.
///
/// Texts of worldwide bodies do not count; those that a body of the region addresses to its members do. Told beside it: how
/// many of these also aim at cooperation or interoperability, and how many lean on an international text. Takes time linear
/// in texts and their links.
fn measure(question: &Question<'_>) -> Outcome {
    let assessed: Vec<(NodeIx, &Framework)> =
        texts::frameworks(question, texts::texts_of_region(question, &[Layer::Legal]))
            .filter(|(ix, _)| !is_international(question, *ix))
            .filter(|(_, it)| it.patterns.objectives.is_some() || it.patterns.principles.is_some())
            .collect();
    if let Some(why) = texts::too_few_texts(assessed.len(), "What a national or regional text aims at") {
        return Outcome::NotAssessed(why);
    }
    let local: Vec<(NodeIx, &Framework)> =
        assessed.iter().filter(|(_, it)| names(question, it, &LOCAL.0, &LOCAL.1)).copied().collect();
    let both = local.iter().filter(|(_, it)| names(question, it, &GLOBAL.0, &GLOBAL.1)).count();
    let leanings = Leanings::new(question);
    let leans = |ix: NodeIx| {
        leanings.of(ix).iter().any(|it| question.framework(it.to).is_some() && is_international(question, it.to))
    };
    let (tied, untied): (Vec<NodeIx>, Vec<NodeIx>) = local.iter().map(|(ix, _)| *ix).partition(|ix| leans(*ix));
    let value = share(local.len(), assessed.len());
    let about = texts::about(question);
    let mut explanation = format!(
        "Of {} national and regional legal texts {about}, {} put local priorities, local context or sovereignty among their aims or principles ({})",
        assessed.len(),
        local.len(),
        percent(value),
    );
    let first: Vec<NodeIx> = untied.iter().chain(&tied).copied().collect();
    if !first.is_empty() {
        explanation += &format!(
            ": {}. {both} of these also aim at cooperation or interoperability; no recorded link ties {} to an international text",
            question.names(&first, 4),
            untied.len(),
        );
    }
    explanation.push('.');
    let evidence = evidence(question, &first);
    Outcome::Measured(Measurement { value, explanation, subjects: texts::subjects(first), evidence })
}

/// Whether a text names one of the objectives or principles.
fn names(question: &Question<'_>, framework: &Framework, objectives: &[&str], principles: &[&str]) -> bool {
    let vocabularies = question.graph().vocabularies();
    let (objectives, principles) =
        (texts::terms(&vocabularies.objectives, objectives), texts::terms(&vocabularies.principles, principles));
    let has = |set: TermSet, wanted: TermSet| !set.intersection(wanted).is_empty();
    framework.patterns.objectives.as_ref().is_some_and(|it| has(it.value, objectives))
        || framework.patterns.principles.as_ref().is_some_and(|it| has(it.value, principles))
}

/// Evidence for the objectives of each text that names a local one there, else for its principles.
fn evidence(question: &Question<'_>, texts: &[NodeIx]) -> Vec<crate::model::Evidence> {
    let of = |ix: &NodeIx| {
        let framework = question.framework(*ix)?;
        let by_objective = names(question, framework, &LOCAL.0, &[]);
        let pattern = if by_objective { Pattern::Objectives } else { Pattern::Principles };
        framework.evidence_for(pattern).first()
    };
    texts::limited(texts.iter().filter_map(of))
}
