//! What a detector can ask: the region, its pairs, the world around it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::analysis::{Applicability, CoverageState, GapReport, PairRow};
use crate::model::{Framework, Graph, Layer, Link, LinkIx, NodeIx};
use crate::scope::Scope;

/// A region (and partner) with its gap report, and what applies everywhere else, for comparison.
#[derive(Debug)]
pub struct Question<'g> {
    scope: Scope<'g>,
    report: &'g GapReport,
    /// What applies in each country and territory of the graph, ascending.
    world: Vec<Applicability>,
    /// Positions in `world`, or past its end in `others`, of the jurisdictions asked about.
    members: Vec<Applicability>,
}

impl<'g> Question<'g> {
    /// Prepares a question: what applies in each jurisdiction of the report and in every country.
    ///
    /// Takes time linear in the links of each jurisdiction; parallel over jurisdictions.
    pub fn new(scope: Scope<'g>, report: &'g GapReport) -> Self {
        let countries = scope.world().members;
        let apply = |list: &[NodeIx]| list.par_iter().map(|ix| Applicability::of(&scope, *ix)).collect();
        let mut members = report.area.members.clone();
        members.extend(report.with.iter().flat_map(|with| with.members.iter().copied()));
        members.sort_unstable();
        members.dedup();
        Self { scope, report, world: apply(&countries), members: apply(&members) }
    }

    /// The scope.
    pub fn scope(&self) -> &Scope<'g> {
        &self.scope
    }

    /// The graph.
    pub fn graph(&self) -> &'g Graph {
        self.scope.graph()
    }

    /// The gap report of the region.
    pub fn report(&self) -> &'g GapReport {
        self.report
    }

    /// What applies in each jurisdiction asked about, ascending.
    pub fn members(&self) -> &[Applicability] {
        &self.members
    }

    /// What applies in each country and territory of the graph, ascending.
    pub fn world(&self) -> &[Applicability] {
        &self.world
    }

    /// Whether a jurisdiction belongs to the Global South: the Group of 77.
    pub fn is_south(&self, ix: NodeIx) -> bool {
        self.graph().node(ix).jurisdiction().is_some_and(|jurisdiction| jurisdiction.g77)
    }

    /// The pairs of a layer.
    pub fn pairs(&self, layer: Layer) -> impl Iterator<Item = &'g PairRow> + use<'g> {
        self.report.pairs.iter().filter(move |row| row.layer == layer)
    }

    /// The jurisdictions asked about of which a layer is recorded.
    pub fn recorded(&self, layer: Layer) -> impl Iterator<Item = &Applicability> {
        self.members.iter().filter(move |it| it.state(&self.scope, layer) == CoverageState::Recorded)
    }

    /// The frameworks by which a layer counts as recorded in at least one of the jurisdictions asked about, ascending.
    pub fn frameworks(&self, layer: Layer) -> Vec<NodeIx> {
        let all: BTreeSet<NodeIx> = (self.members.iter())
            .flat_map(|it| it.recorded(&self.scope, layer).map(|coverage| coverage.node))
            .collect();
        all.into_iter().collect()
    }

    /// The same for any layer.
    pub fn frameworks_of_any_layer(&self) -> Vec<NodeIx> {
        let all: BTreeSet<NodeIx> = Layer::ALL.into_iter().flat_map(|layer| self.frameworks(layer)).collect();
        all.into_iter().collect()
    }

    /// The framework at a node known to be one.
    pub fn framework(&self, ix: NodeIx) -> Option<&'g Framework> {
        self.graph().node(ix).framework()
    }

    /// The label of a node.
    pub fn label(&self, ix: NodeIx) -> &'g str {
        self.graph().node(ix).label()
    }

    /// Existing links that the question sees, ascending.
    pub fn links(&self) -> impl Iterator<Item = (LinkIx, &'g Link)> {
        self.scope.distinct_links()
    }

    /// A list of labels for a sentence: at most `limit`, then how many more.
    pub fn names(&self, list: &[NodeIx], limit: usize) -> String {
        let shown: Vec<&str> = list.iter().take(limit).map(|ix| self.label(*ix)).collect();
        match list.len().saturating_sub(limit) {
            0 => match &shown[..] {
                [] => "none".to_owned(),
                [one] => (*one).to_owned(),
                [first @ .., last] => format!("{} and {last}", first.join(", ")),
            },
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }
}
