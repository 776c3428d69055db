//! The detectors, their texts, concepts and thresholds belong together.

use std::collections::BTreeSet;

use interlex::load;
use interlex::model::ConceptKind;
use interlex::rules::DETECTORS;

/// The ids of the detectors in the program.
fn detectors() -> BTreeSet<&'static str> {
    DETECTORS.iter().map(|detector| detector.id).collect()
}

#[test]
fn detectors_are_listed_once_and_in_order() {
    let ids: Vec<&str> = DETECTORS.iter().map(|detector| detector.id).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

#[test]
fn every_gap_instrument_barrier_tension_and_objective_of_the_report_is_measured() {
    let graph = load::embedded().graph;
    let measured = |kind: ConceptKind| {
        use ConceptKind::{Barrier, Gap, Instrument, Objective, Tension};
        matches!(kind, Gap | Instrument | Barrier | Tension | Objective)
    };
    let named = graph.concepts().iter().filter(|concept| measured(concept.kind)).map(|concept| concept.id.as_str());
    assert_eq!(named.collect::<BTreeSet<_>>(), detectors());
}

#[test]
fn every_detector_has_a_text_and_thresholds_and_no_text_or_threshold_lacks_a_detector() {
    let graph = load::embedded().graph;
    assert_eq!(graph.rules().iter().map(|rule| rule.id.as_str()).collect::<BTreeSet<_>>(), detectors());
    assert_eq!(graph.scales().rules.keys().map(interlex::model::Id::as_str).collect::<BTreeSet<_>>(), detectors());
}

#[test]
fn medium_begins_before_high() {
    let graph = load::embedded().graph;
    for rule in graph.rules() {
        let threshold = &graph.scales().rules[&rule.id];
        let ordered = match rule.worse {
            interlex::model::Worse::Higher => threshold.medium < threshold.high,
            interlex::model::Worse::Lower => threshold.medium > threshold.high,
        };
        assert!(ordered, "{}: {} and {}", rule.id, threshold.medium, threshold.high);
        assert!(!threshold.reason.is_empty() && !rule.example.is_empty() && !rule.shows_not.is_empty(), "{}", rule.id);
    }
}
