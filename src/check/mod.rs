//! The data lints: one file each, and their registry.
//!
//! What keeps a file from being read or an id from being found is reported by [`crate::load`]; the lints here look at
//! the graph that could be built. Both kinds are in the registry, so that every finding can be explained.

mod claim_missing;
mod date_out_of_order;
mod evidence_missing;
mod framework_unlinked;
mod issuer_missing;
mod jurisdiction_missing;
mod layer_missing;
mod likely_duplicate;
mod link_duplicate;
mod loading;
mod locator_length;
mod membership_cycle;
mod name_ambiguous;
mod reach_missing;
mod self_link;
mod source_incomplete;
mod source_unused;
pub mod sources;
mod thresholds;
mod walk;

pub use thresholds::Thresholds;

use crate::diagnostic::{self, Diagnostic, Level};
use crate::load::{Loaded, Places};
use crate::model::{Evidence, Graph, Node, Origin};
use crate::syntax::Step;

/// A rule that data can break.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The defect, in snake case.
    pub id: &'static str,
    /// How much it matters.
    pub level: Level,
    /// The rule in one line.
    pub title: &'static str,
    /// Why it is a rule.
    pub why: &'static str,
    /// How to put a finding right.
    pub fix: &'static str,
    /// The lint; `None` for what the loader reports.
    run: Option<fn(&mut Findings<'_>)>,
}

/// Every list of evidence in the records, each once, whatever it is for.
pub(crate) fn all_evidence(graph: &Graph) -> impl Iterator<Item = &[Evidence]> {
    walk::evidence(graph).into_iter().map(|list| list.value)
}

/// Every list of evidence in the record of a node, without that of its links.
pub(crate) fn node_evidence(node: &Node) -> impl Iterator<Item = &[Evidence]> {
    walk::node_evidence(node).into_iter().map(|list| list.value)
}

/// The rules of the loader and of the lints, by id.
pub fn rules() -> Vec<&'static Rule> {
    let lints = [
        &claim_missing::RULE,
        &date_out_of_order::RULE,
        &evidence_missing::RULE,
        &framework_unlinked::RULE,
        &issuer_missing::RULE,
        &jurisdiction_missing::RULE,
        &layer_missing::RULE,
        &likely_duplicate::RULE,
        &link_duplicate::RULE,
        &locator_length::RULE,
        &membership_cycle::RULE,
        &name_ambiguous::RULE,
        &reach_missing::RULE,
        &self_link::RULE,
        &source_incomplete::RULE,
        &source_unused::RULE,
        &sources::COPIED,
        &sources::NOT_FOUND,
    ];
    let mut rules: Vec<&Rule> = loading::RULES.iter().chain(lints).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// The rule with this id; hyphens stand for underscores.
pub fn rule(id: &str) -> Option<&'static Rule> {
    let id = id.to_lowercase().replace('-', "_");
    rules().into_iter().find(|rule| rule.id == id)
}

/// Everything that is wrong with a graph, by path and place.
pub fn check(loaded: &Loaded, thresholds: &Thresholds) -> Vec<Diagnostic> {
    let places = Places::new(&loaded.files);
    let mut findings = Findings::new(loaded, &places, thresholds);
    for rule in rules() {
        let Some(run) = rule.run else { continue };
        findings.rule = rule.id;
        findings.level = rule.level;
        run(&mut findings);
    }
    let mut all = findings.out;
    all.extend(loaded.diagnostics.iter().cloned());
    diagnostic::sort(&mut all, &loaded.files);
    all
}

/// What a lint looks at, and where it puts what it finds.
struct Findings<'l> {
    graph: &'l Graph,
    places: &'l Places<'l>,
    thresholds: &'l Thresholds,
    rule: &'static str,
    level: Level,
    out: Vec<Diagnostic>,
}

impl<'l> Findings<'l> {
    /// No findings yet.
    fn new(loaded: &'l Loaded, places: &'l Places<'l>, thresholds: &'l Thresholds) -> Self {
        Self { graph: &loaded.graph, places, thresholds, rule: "", level: Level::Deny, out: Vec::new() }
    }

    /// A finding about a field of a record, or about the nearest thing around it.
    fn at(&mut self, origin: Origin, path: &[Step<'_>], message: impl Into<String>, label: &str, help: &str) {
        let (file, span) = self.places.of(origin, path);
        let found = Diagnostic::new(self.rule, self.level, message).label(file, span, label).help(help);
        self.out.push(found);
    }

    /// A finding about a record as a whole, shown at its id.
    fn at_record(&mut self, origin: Origin, message: impl Into<String>, label: &str, help: &str) {
        self.at(Origin { item: None, ..origin }, &[Step::Field("id")], message, label, help);
    }

    /// A finding with a counterpart elsewhere.
    fn at_two(
        &mut self,
        (origin, label): (Origin, &str),
        (other, other_label): (Origin, &str),
        path: &[Step<'_>],
        message: impl Into<String>,
        help: &str,
    ) {
        let (file, span) = self.places.of(origin, path);
        let (other_file, other_span) = self.places.of(other, path);
        let found = Diagnostic::new(self.rule, self.level, message)
            .label(file, span, label)
            .label(other_file, other_span, other_label)
            .help(help);
        self.out.push(found);
    }

    /// Whether the record's text has a value at this path. Where the graph lacks what the text has, the loader could not
    /// read it and has said so: that it is missing would be a second finding about the same mistake.
    fn is_written(&self, origin: Origin, path: &[Step<'_>]) -> bool {
        self.places.has(origin, path)
    }

    /// The graph, free of the borrow of the findings.
    fn graph(&self) -> &'l Graph {
        self.graph
    }
}
