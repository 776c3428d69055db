//! How much of what jurisdictions name as values and aims they have in common.

use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::Applicability;
use crate::model::{NodeIx, TermSet, Vocabulary};

pub(super) static DETECTOR: Detector = Detector { id: "gap-4-values-consensus", measure };

/// What the texts on AI of one jurisdiction name.
struct Named {
    jurisdiction: NodeIx,
    principles: TermSet,
    objectives: TermSet,
    texts: Vec<NodeIx>,
}

/// The mean, over jurisdictions, of the share of the principles and objectives named there that belong to the consensus
/// core: those that at least two thirds of the jurisdictions name.
///
/// A jurisdiction names what any text on AI names by which one of its layers counts as recorded, so a declaration that it
/// endorsed counts as its word. Jurisdictions without assessed principles are left out. Takes time linear in
/// jurisdictions times terms.
fn measure(question: &Question<'_>) -> Outcome {
    let named: Vec<Named> = question.members().iter().filter_map(|member| named(question, member)).collect();
    if named.len() < 2 {
        return Outcome::NotAssessed("Principles are assessed for fewer than two jurisdictions.".to_owned());
    }
    let principles = core(&named, |it| it.principles);
    let objectives = core(&named, |it| it.objectives);
    let common = |it: &Named| {
        let shared = it.principles.intersection(principles).len() + it.objectives.intersection(objectives).len();
        share(shared as usize, (it.principles.len() + it.objectives.len()) as usize)
    };
    let mut outliers: Vec<(f64, &Named)> = named.iter().map(|it| (common(it), it)).collect();
    outliers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.jurisdiction.cmp(&b.1.jurisdiction)));
    #[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
    let value = outliers.iter().map(|(common, _)| common).sum::<f64>() / named.len() as f64;
    let subjects = texts::subjects(outliers.iter().map(|(_, it)| it.jurisdiction));
    let of_outliers: Vec<NodeIx> =
        outliers.iter().take(4).flat_map(|(_, it)| it.texts.iter().take(2).copied()).collect();
    let vocabularies = question.graph().vocabularies();
    let all = |set: fn(&Named) -> TermSet| named.iter().map(set).fold(TermSet::EMPTY, TermSet::union);
    let explanation = format!(
        "Two thirds of the {} jurisdictions with assessed principles name {} of {} principles ({}) and {} of {} objectives ({}); on average {} of what a jurisdiction names is in this common core. Furthest from it: {}.",
        named.len(),
        principles.len(),
        all(|it| it.principles).len(),
        labels(&vocabularies.principles, principles),
        objectives.len(),
        all(|it| it.objectives).len(),
        labels(&vocabularies.objectives, objectives),
        percent(value),
        texts::first_names(question, &subjects),
    );
    let evidence = texts::evidence_of_pattern(question, &of_outliers, crate::model::Pattern::Principles);
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

fn named(question: &Question<'_>, member: &Applicability) -> Option<Named> {
    let texts = texts::ai_texts_of_any_layer(question, member);
    let mut named = Named {
        jurisdiction: member.jurisdiction,
        principles: TermSet::EMPTY,
        objectives: TermSet::EMPTY,
        texts: Vec::new(),
    };
    for (ix, framework) in texts::frameworks(question, texts) {
        let patterns = &framework.patterns;
        if let Some(principles) = &patterns.principles {
            named.principles = named.principles.union(principles.value);
            named.texts.push(ix);
        }
        if let Some(objectives) = &patterns.objectives {
            named.objectives = named.objectives.union(objectives.value);
        }
    }
    (!named.principles.is_empty()).then_some(named)
}

/// The terms in at least two thirds of the sets.
fn core(named: &[Named], set: fn(&Named) -> TermSet) -> TermSet {
    let wanted = |position: &usize| {
        let term = TermSet::single(*position);
        3 * named.iter().filter(|it| !set(it).intersection(term).is_empty()).count() >= 2 * named.len()
    };
    (0..Vocabulary::MAX_TERMS).filter(wanted).map(TermSet::single).fold(TermSet::EMPTY, TermSet::union)
}

fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The labels of a set for a sentence, at most five.
fn labels(vocabulary: &Vocabulary, set: TermSet) -> String {
    let labels: Vec<String> = vocabulary.members(set).map(|term| lower_first(&term.label)).collect();
    match labels.len() {
        0 => "none".to_owned(),
        1..=5 => labels.join(", "),
        more => format!("{} and {} more", labels[..5].join(", "), more - 5),
    }
}
