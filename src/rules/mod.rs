//! The detectors: every gap, barrier, tension, effective instrument and data objective of the report as a rule with a
//! measure, one file each, and their registry.
//!
//! A rule's text is data (`graph/rules/<id>.ron`), its title, layer and sources are those of the concept with the same
//! id (`graph/concepts/`), its thresholds stand in `graph/scales.ron`. Here is only what is measured: a pure function
//! from a [`Question`] to an [`Outcome`].

mod cite;
mod data_objective_consumer_redress;
mod data_objective_harmonised_regulation;
mod data_objective_protection_disparities;
mod data_objective_training_data_sharing;
mod data_objective_transparency;
mod data_rules;
mod data_tension_absent_laws;
mod data_tension_compliance_burden;
mod data_tension_powerhouses;
mod data_tension_security_geopolitics;
mod data_tension_silos;
mod gap_1_coordinating_mechanism;
mod gap_2_inconsistent_frameworks;
mod gap_3_global_south_input;
mod gap_4_values_consensus;
mod gap_5_stakeholder_collaboration;
mod gap_6_technical_incompatibility;
mod gap_7_ethical_inconsistency;
mod leaning;
mod leanings;
mod legal_barrier_fragmentation;
mod legal_barrier_lack_of_detail;
mod legal_barrier_multistakeholder;
mod legal_instrument_regional_international_frameworks;
mod legal_instrument_safety_collaboration;
mod legal_instrument_un_resolutions;
mod legal_instrument_unified_regulators;
mod legal_tension_enforcement;
mod legal_tension_global_local;
mod legal_tension_maturity;
mod legal_tension_regulatory_approaches;
mod legal_tension_risk_categorisation;
mod moves;
mod oversight;
mod personal_data;
mod question;
mod standards_in_use;
mod standing;
mod technical_instrument_industry_self_regulation;
mod technical_instrument_international_collaboration;
mod technical_instrument_regional_national_variations;
mod technical_tension_absent_standards;
mod technical_tension_binding_non_binding;
mod technical_tension_inconsistent_adoption;
mod technical_tension_top_down_bottom_up;
mod technical_tension_unequal_distribution;
mod texts;

use rayon::prelude::*;

use crate::analysis::statistics;
use crate::model::{Concept, ConceptKind, Evidence, Id, NodeIx, RuleText, RuleThreshold, Severity, Worse};

pub use moves::{FindingMove, moved, value};
pub use question::Question;

/// A rule's measure.
#[derive(Debug, Clone, Copy)]
pub struct Detector {
    /// Id of the rule, its text, its concept and its thresholds.
    pub id: &'static str,
    /// What is measured. Reads the question, changes nothing.
    measure: fn(&Question<'_>) -> Outcome,
}

/// What measuring came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The data sufficed.
    Measured(Measurement),
    /// It did not; what is missing, in words.
    NotAssessed(String),
}

/// A measure with what it rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measurement {
    /// The number, in the unit of the rule's text.
    pub value: f64,
    /// What was found, in plain words: one to three sentences with names and numbers.
    pub explanation: String,
    /// The jurisdictions, frameworks or institutions it is about, most concerned first.
    pub subjects: Vec<NodeIx>,
    /// What the finding rests on in the data, most telling first.
    pub evidence: Vec<Evidence>,
}

/// A rule applied to a question.
#[derive(Debug, Clone)]
pub struct Finding<'g> {
    /// The rule's text.
    pub rule: &'g RuleText,
    /// Its concept: title, layer, kind, and where the report names it.
    pub concept: &'g Concept,
    /// Its thresholds.
    pub threshold: &'g RuleThreshold,
    /// How much it matters; `None` where it was not assessed.
    pub severity: Option<Severity>,
    /// What was measured.
    pub outcome: Outcome,
    /// The recommendations of the report that answer it, by id.
    pub recommendations: Vec<&'g Id>,
}

/// The detectors, by id.
pub static DETECTORS: &[&Detector] = &[
    &data_objective_consumer_redress::DETECTOR,
    &data_objective_harmonised_regulation::DETECTOR,
    &data_objective_protection_disparities::DETECTOR,
    &data_objective_training_data_sharing::DETECTOR,
    &data_objective_transparency::DETECTOR,
    &data_tension_absent_laws::DETECTOR,
    &data_tension_compliance_burden::DETECTOR,
    &data_tension_powerhouses::DETECTOR,
    &data_tension_security_geopolitics::DETECTOR,
    &data_tension_silos::DETECTOR,
    &gap_1_coordinating_mechanism::DETECTOR,
    &gap_2_inconsistent_frameworks::DETECTOR,
    &gap_3_global_south_input::DETECTOR,
    &gap_4_values_consensus::DETECTOR,
    &gap_5_stakeholder_collaboration::DETECTOR,
    &gap_6_technical_incompatibility::DETECTOR,
    &gap_7_ethical_inconsistency::DETECTOR,
    &legal_barrier_fragmentation::DETECTOR,
    &legal_barrier_lack_of_detail::DETECTOR,
    &legal_barrier_multistakeholder::DETECTOR,
    &legal_instrument_regional_international_frameworks::DETECTOR,
    &legal_instrument_safety_collaboration::DETECTOR,
    &legal_instrument_un_resolutions::DETECTOR,
    &legal_instrument_unified_regulators::DETECTOR,
    &legal_tension_enforcement::DETECTOR,
    &legal_tension_global_local::DETECTOR,
    &legal_tension_maturity::DETECTOR,
    &legal_tension_regulatory_approaches::DETECTOR,
    &legal_tension_risk_categorisation::DETECTOR,
    &technical_instrument_industry_self_regulation::DETECTOR,
    &technical_instrument_international_collaboration::DETECTOR,
    &technical_instrument_regional_national_variations::DETECTOR,
    &technical_tension_absent_standards::DETECTOR,
    &technical_tension_binding_non_binding::DETECTOR,
    &technical_tension_inconsistent_adoption::DETECTOR,
    &technical_tension_top_down_bottom_up::DETECTOR,
    &technical_tension_unequal_distribution::DETECTOR,
];

/// Applies every rule whose layer the question asks about, most severe first, then by id; what could not be assessed
/// comes last.
///
/// Rules without text, concept or thresholds in the data are left out; a test holds the registry and the data together.
pub fn findings<'g>(question: &Question<'g>) -> Vec<Finding<'g>> {
    let mut findings: Vec<Finding<'g>> =
        DETECTORS.par_iter().filter_map(|detector| apply(detector, question)).collect();
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.rule.id.cmp(&b.rule.id)));
    findings
}

fn apply<'g>(detector: &Detector, question: &Question<'g>) -> Option<Finding<'g>> {
    let graph = question.graph();
    let rule = graph.rule(detector.id)?;
    let concept = graph.concept(detector.id)?;
    let threshold = graph.scales().rules.get(detector.id)?;
    if concept.layer.is_some_and(|layer| !question.scope().layers().contains(layer)) {
        return None;
    }
    let outcome = (detector.measure)(question);
    let severity = match &outcome {
        Outcome::Measured(measurement) => Some(severity(measurement.value, rule.worse, threshold)),
        Outcome::NotAssessed(_) => None,
    };
    let answers = |other: &&Concept| other.kind == ConceptKind::Recommendation && other.answers.contains(&concept.id);
    let recommendations = graph.concepts().iter().filter(answers).map(|concept| &concept.id).collect();
    Some(Finding { rule, concept, threshold, severity, outcome, recommendations })
}

/// The severity of a measure: medium and high begin at the thresholds themselves.
pub fn severity(value: f64, worse: Worse, threshold: &RuleThreshold) -> Severity {
    let reaches = |limit: f64| match worse {
        Worse::Higher => value >= limit,
        Worse::Lower => value <= limit,
    };
    if reaches(threshold.high) {
        Severity::High
    } else if reaches(threshold.medium) {
        Severity::Medium
    } else {
        Severity::Low
    }
}
