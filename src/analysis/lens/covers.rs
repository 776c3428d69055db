//! The environment and labour lenses: which instruments touch which stages and metrics, and which protections.

use std::collections::BTreeMap;

use super::{members, standing};
use crate::analysis::{Applicability, GapReport};
use crate::model::{Concept, ConceptKind, Cover, Modality, NodeIx};
use crate::scope::Scope;

/// One `covers` entry of a framework.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverRow<'g> {
    /// The framework.
    pub framework: NodeIx,
    /// What it touches, with evidence.
    pub cover: &'g Cover,
    /// `Existing` in effect, `Proposed` before that.
    pub standing: Modality,
    /// The jurisdictions of the report in which the framework applies strongly enough to count, ascending.
    pub applies_in: Vec<NodeIx>,
}

impl CoverRow<'_> {
    fn touches(&self, concept: &Concept) -> bool {
        self.cover.what.contains(&concept.id)
    }
}

/// Stages of the value chain against metrics and indicators (Environment 2.4.1, 3.1 and 3.2 of the report).
#[derive(Debug, Clone, PartialEq)]
pub struct EnvironmentLens<'g> {
    /// The stages, by id.
    pub stages: Vec<&'g Concept>,
    /// Metrics, then indicators, each by id.
    pub measures: Vec<&'g Concept>,
    /// The entries that name a stage or measure, by framework.
    pub rows: Vec<CoverRow<'g>>,
}

impl<'g> EnvironmentLens<'g> {
    pub(super) fn of(scope: &Scope<'g>, report: &GapReport) -> Self {
        let stages = concepts(scope, &[ConceptKind::Stage]);
        let measures = concepts(scope, &[ConceptKind::Metric, ConceptKind::Indicator]);
        let subject: Vec<&Concept> = stages.iter().chain(&measures).copied().collect();
        Self { rows: rows(scope, report, &subject), stages, measures }
    }

    /// The entries of a cell: those that name the stage and the measure together. `None` as the stage asks for entries
    /// that name the measure but no stage; `None` as the measure for entries that name the stage but no measure.
    pub fn cell(&self, stage: Option<&Concept>, measure: Option<&Concept>) -> Vec<&CoverRow<'g>> {
        let fits = |row: &CoverRow<'_>, wanted: Option<&Concept>, all: &[&Concept]| match wanted {
            Some(concept) => row.touches(concept),
            None => !all.iter().any(|concept| row.touches(concept)),
        };
        let rows = self.rows.iter();
        rows.filter(|row| fits(row, stage, &self.stages) && fits(row, measure, &self.measures)).collect()
    }
}

/// Protections of workers against the instruments that name them (Labour 2.4 and 3 of the report).
#[derive(Debug, Clone, PartialEq)]
pub struct LabourLens<'g> {
    /// The protections, by id.
    pub protections: Vec<&'g Concept>,
    /// The entries that name one, by framework.
    pub rows: Vec<CoverRow<'g>>,
}

impl<'g> LabourLens<'g> {
    pub(super) fn of(scope: &Scope<'g>, report: &GapReport) -> Self {
        let protections = concepts(scope, &[ConceptKind::Protection]);
        Self { rows: rows(scope, report, &protections), protections }
    }

    /// The entries that name a protection.
    pub fn naming(&self, protection: &Concept) -> Vec<&CoverRow<'g>> {
        self.rows.iter().filter(|row| row.touches(protection)).collect()
    }
}

/// The concepts of some kinds, kind by kind.
fn concepts<'g>(scope: &Scope<'g>, kinds: &[ConceptKind]) -> Vec<&'g Concept> {
    let all = scope.graph().concepts();
    kinds.iter().flat_map(|kind| all.iter().filter(move |concept| concept.kind == *kind)).collect()
}

/// The entries that name one of the concepts, by framework.
fn rows<'g>(scope: &Scope<'g>, report: &GapReport, subject: &[&Concept]) -> Vec<CoverRow<'g>> {
    let graph = scope.graph();
    let least = graph.scales().recorded_coverage.value;
    let mut applies: BTreeMap<NodeIx, Vec<NodeIx>> = BTreeMap::new();
    for member in members(report) {
        for coverage in Applicability::of(scope, member).frameworks.iter().filter(|it| it.strength >= least) {
            applies.entry(coverage.node).or_default().push(member);
        }
    }
    let mut rows = Vec::new();
    for ix in graph.node_indices() {
        let Some((framework, standing)) = standing(scope, ix) else { continue };
        for cover in &framework.covers {
            let applies_in = applies.get(&ix).cloned().unwrap_or_default();
            let row = CoverRow { framework: ix, cover, standing, applies_in };
            if subject.iter().any(|concept| row.touches(concept)) {
                rows.push(row);
            }
        }
    }
    rows
}
