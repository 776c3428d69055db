//! The data lints: one file each, and their registry.
//!
//! What keeps a file from being read or an id from being found is reported by [`crate::load`]; the lints here look at
//! the graph that could be built. Both kinds are in the registry, so that every finding can be explained.

mod claim_missing;
mod conflict_with_alignment;
mod date_out_of_order;
mod evidence_missing;
mod example;
mod exempt_needless;
mod field_without_effect;
pub mod fix;
mod framework_unlinked;
mod inverse_mismatch;
mod issuer_elsewhere;
mod issuer_missing;
mod joined_out_of_time;
mod jurisdiction_missing;
mod layer_missing;
mod life;
mod likely_duplicate;
mod link_before_ends;
mod link_duplicate;
mod link_outlives_end;
mod loading;
mod locator_length;
mod mapping_contradictory;
mod mapping_weak;
mod membership_cycle;
mod name_ambiguous;
mod patterns_missing;
pub mod policy;
mod proposal_stale;
mod reach_missing;
mod reference_circle;
mod script_mixed;
mod self_link;
mod set_lists;
mod source_after_as_of;
mod source_incomplete;
mod source_stale;
mod source_too_early;
mod source_unused;
pub mod sources;
mod stated_without_locator;
mod status_contradicts_dates;
mod status_undated;
mod thresholds;
mod vocabularies;
mod walk;

pub use example::Example;
pub use thresholds::Thresholds;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::diagnostic::{self, Diagnostic, Level};
use crate::load::{Loaded, Places};
use crate::model::{Evidence, Graph, Node, Origin};
use crate::source::{FileId, SourceFile};
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
        &conflict_with_alignment::RULE,
        &date_out_of_order::RULE,
        &evidence_missing::RULE,
        &exempt_needless::RULE,
        &field_without_effect::RULE,
        &framework_unlinked::RULE,
        &inverse_mismatch::RULE,
        &issuer_elsewhere::RULE,
        &issuer_missing::RULE,
        &joined_out_of_time::RULE,
        &jurisdiction_missing::RULE,
        &layer_missing::RULE,
        &likely_duplicate::RULE,
        &link_before_ends::RULE,
        &link_duplicate::RULE,
        &link_outlives_end::RULE,
        &locator_length::RULE,
        &mapping_contradictory::RULE,
        &mapping_weak::RULE,
        &membership_cycle::RULE,
        &name_ambiguous::RULE,
        &patterns_missing::RULE,
        &proposal_stale::RULE,
        &reach_missing::RULE,
        &reference_circle::RULE,
        &script_mixed::RULE,
        &self_link::RULE,
        &source_after_as_of::RULE,
        &set_lists::REPEATED,
        &set_lists::UNSORTED,
        &source_incomplete::RULE,
        &source_stale::RULE,
        &source_too_early::RULE,
        &source_unused::RULE,
        &stated_without_locator::RULE,
        &status_contradicts_dates::RULE,
        &status_undated::RULE,
        &sources::COPIED,
        &sources::NOT_FOUND,
        &vocabularies::NEAR_DUPLICATE,
        &vocabularies::UNUSED,
    ];
    let mut rules: Vec<&Rule> = loading::RULES.iter().chain(&policy::RULES).chain(lints).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// The rules that [`check`] applies, by id: all but those that need a copy of a source or a profile.
pub fn applied() -> Vec<&'static Rule> {
    let elsewhere = |id: &str| id.starts_with("profile_") || sources::rules().iter().any(|rule| rule.id == id);
    rules().into_iter().filter(|rule| !elsewhere(rule.id)).collect()
}

/// The rule with this id; hyphens stand for underscores.
pub fn rule(id: &str) -> Option<&'static Rule> {
    let id = id.to_lowercase().replace('-', "_");
    rules().into_iter().find(|rule| rule.id == id)
}

/// Everything that is wrong with a graph, by path and place.
pub fn check(loaded: &Loaded, thresholds: &Thresholds) -> Vec<Diagnostic> {
    check_by(rules().into_iter().filter(|rule| rule.level != Level::Allow), loaded, thresholds)
}

/// The same with what rules at level [`Level::Allow`] find: a policy may give it weight.
pub fn check_all(loaded: &Loaded, thresholds: &Thresholds) -> Vec<Diagnostic> {
    check_by(rules(), loaded, thresholds)
}

fn check_by(
    lints: impl IntoIterator<Item = &'static Rule>,
    loaded: &Loaded,
    thresholds: &Thresholds,
) -> Vec<Diagnostic> {
    let mut all = run(lints, loaded, thresholds);
    let mut loading = loaded.diagnostics.clone();
    name_subjects(&Places::new(&loaded.files), &mut loading);
    all.append(&mut loading);
    diagnostic::sort(&mut all, &loaded.files);
    all
}

/// What one lint finds, whatever its level, by path and place; nothing for what the loader reports.
pub fn check_one(rule: &'static Rule, loaded: &Loaded, thresholds: &Thresholds) -> Vec<Diagnostic> {
    let mut found = run([rule], loaded, thresholds);
    diagnostic::sort(&mut found, &loaded.files);
    found
}

fn run(lints: impl IntoIterator<Item = &'static Rule>, loaded: &Loaded, thresholds: &Thresholds) -> Vec<Diagnostic> {
    let places = Places::new(&loaded.files);
    let mut findings = Findings::new(loaded, &places, thresholds);
    for rule in lints {
        let Some(run) = rule.run else { continue };
        findings.rule = rule.id;
        findings.level = rule.level;
        run(&mut findings);
    }
    findings.out.retain(|it| it.primary().is_none_or(|label| !loaded.lent.contains(&label.file)));
    name_subjects(&places, &mut findings.out);
    findings.out
}

/// Says of each finding which entry it concerns.
fn name_subjects(places: &Places<'_>, findings: &mut [Diagnostic]) {
    for finding in findings {
        let subject = finding.primary().and_then(|label| places.subject(label.file, label.span));
        finding.subject = subject;
    }
}

/// What a lint looks at, and where it puts what it finds.
struct Findings<'l> {
    graph: &'l Graph,
    places: &'l Places<'l>,
    thresholds: &'l Thresholds,
    rule: &'static str,
    level: Level,
    out: Vec<Diagnostic>,
    /// The files in which the loader found something wrong.
    unread: BTreeSet<FileId>,
    /// What the loader would rather read in places that name nothing.
    meant: BTreeSet<&'l str>,
    /// The lists of the texts, once a rule has asked for them.
    lists: OnceCell<Vec<set_lists::List<'l>>>,
}

impl<'l> Findings<'l> {
    /// No findings yet.
    fn new(loaded: &'l Loaded, places: &'l Places<'l>, thresholds: &'l Thresholds) -> Self {
        Self {
            graph: &loaded.graph,
            places,
            thresholds,
            rule: "",
            level: Level::Deny,
            out: Vec::new(),
            unread: loaded.diagnostics.iter().filter_map(Diagnostic::primary).map(|label| label.file).collect(),
            meant: loaded
                .diagnostics
                .iter()
                .filter_map(|it| Some(it.suggestion.as_ref()?.replacement.as_str()))
                .collect(),
            lists: OnceCell::new(),
        }
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

    /// Whether a file in which the loader found something wrong names this id, or may have meant to: what it says of it is
    /// not known.
    fn is_named_in_unread(&self, id: &str) -> bool {
        let quoted = format!("\"{id}\"");
        let provision = format!("\"{id}#");
        if self.meant.contains(quoted.as_str()) {
            return true;
        }
        let texts = self.unread.iter().filter_map(|file| self.places.files().get(*file)).map(SourceFile::text);
        texts.into_iter().any(|text| text.contains(&quoted) || text.contains(&provision))
    }

    /// The day of the data; `None` where it could not be read, which the loader has said.
    fn as_of(&self) -> Option<Date> {
        Some(self.graph.meta().as_of).filter(|day| day.year() > 1)
    }

    /// The graph, free of the borrow of the findings.
    fn graph(&self) -> &'l Graph {
        self.graph
    }
}
