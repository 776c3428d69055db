//! How many jurisdictions have one body in charge of coordinating AI governance.

use super::oversight::{Oversight, oversight};
use super::statistics::{percent, share};
use super::texts;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{NodeIx, RegulatorModel};

pub(super) static DETECTOR: Detector = Detector { id: "legal-instrument-unified-regulators", measure };

/// The share of jurisdictions, of those whose oversight of AI is recorded, that have a unified regulator or a council of
/// their own or of a bloc they belong to.
///
/// Oversight recorded for a bloc counts for its members. Jurisdictions of which no model is recorded do not count.
/// Takes time linear in jurisdictions and their blocs.
fn measure(question: &Question<'_>) -> Outcome {
    let known: Vec<(NodeIx, Vec<Oversight<'_>>)> = (question.members().iter())
        .map(|member| (member.jurisdiction, oversight(question, member.jurisdiction)))
        .filter(|(_, models)| !models.is_empty())
        .collect();
    if known.is_empty() {
        return Outcome::NotAssessed("Who oversees AI is recorded for no jurisdiction of the region.".to_owned());
    }
    let is_unified =
        |it: &Oversight<'_>| matches!(it.model, RegulatorModel::UnifiedRegulator | RegulatorModel::Council);
    let (unified, spread): (Vec<_>, Vec<_>) = known.iter().partition(|(_, models)| models.iter().any(is_unified));
    let own: Vec<NodeIx> = (unified.iter())
        .filter(|(ix, models)| models.iter().any(|it| it.of == *ix && is_unified(it)))
        .map(|(ix, _)| *ix)
        .collect();
    let mut blocs: Vec<NodeIx> = (unified.iter())
        .flat_map(|(ix, models)| models.iter().filter(|it| it.of != *ix && is_unified(it)).map(|it| it.of))
        .collect();
    blocs.sort_unstable();
    blocs.dedup();
    let spread: Vec<NodeIx> = spread.iter().map(|(ix, _)| *ix).collect();
    let value = share(unified.len(), known.len());
    let mut explanation = format!(
        "Of {} jurisdictions whose oversight of AI is recorded, {} have one coordinating body ({}), {} of their own",
        known.len(),
        unified.len(),
        percent(value),
        texts::counted(question, &own, 4),
    );
    if !blocs.is_empty() {
        let through = unified.len() - own.len();
        explanation += &format!(", {through} only through {}", question.names(&blocs, 3));
    }
    if !spread.is_empty() {
        explanation += &format!("; several agencies or none oversee AI in {}", texts::counted(question, &spread, 4));
    }
    explanation.push('.');
    let unknown = question.members().len() - known.len();
    if unknown > 0 {
        explanation += &format!(" For {unknown} more jurisdictions oversight is not recorded.");
    }
    let subjects = texts::subjects(own.into_iter().chain(blocs).chain(spread));
    let evidence = known.iter().flat_map(|(_, models)| models.iter().filter_map(|it| it.evidence.first()));
    Outcome::Measured(Measurement { value, explanation, subjects, evidence: texts::limited(evidence) })
}
