//! A source older than what it is said to state.

use std::collections::BTreeSet;

use jiff::Span;

use super::{Findings, Rule, life, walk};
use crate::diagnostic::Level;
use crate::model::{Evidence, EvidenceBasis, Modality, Origin, PartialDate};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "source_too_early",
    level: Level::Warn,
    title: "A source states what was there when it was written, or was to come within a year.",
    why: "A text cannot say that something exists which began long after it. Either a date is wrong or the claim is a \
          conclusion.",
    fix: "Cite a later source, correct the date, record the day of the proposal, or write `basis: Inferred`.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for node in graph.nodes() {
        let Some(begun) = life::first_date(node) else { continue };
        for list in walk::node_evidence(node) {
            report(findings, &format!("`{}`", node.id), begun, (list.origin, &list.path), list.value);
        }
    }
    let mut seen = BTreeSet::new();
    for link in graph.links().iter().filter(|link| walk::is_written(link) && link.modality == Modality::Existing) {
        // A group of parties or members is many links with one list, which stand apart among those of their ends.
        if let Some(begun) = link.since.filter(|_| seen.insert(link.origin)) {
            let what = format!("the link {} – {}", graph.end_id(&link.from), graph.end_id(&link.to));
            report(findings, &what, begun, (link.origin, &[]), &link.evidence);
        }
    }
}

fn report(
    findings: &mut Findings<'_>,
    what: &str,
    begun: PartialDate,
    (origin, path): (Origin, &[Step<'_>]),
    list: &[Evidence],
) {
    for (position, evidence) in list.iter().enumerate().filter(|(_, it)| it.basis == EvidenceBasis::Stated) {
        let source = findings.graph().source(evidence.source);
        // What is decided is announced, and most of it begins within the year.
        let lead = Span::new().days(i64::from(findings.thresholds.source_lead_days_max));
        let latest = |written: PartialDate| written.last_day().saturating_add(lead);
        let Some(written) = source.date.filter(|it| begun.is_after(*it) && begun.first_day() > latest(*it)) else {
            continue;
        };
        let path = [path, &[Step::Field("evidence"), Step::Item(position), Step::Field("source")]].concat();
        let message = format!("`{}` is of {written}, but {what} begins on {begun}", source.id);
        let help = "cite a later source, correct the date, or write `basis: Inferred`";
        findings.at(origin, &path, message, "cannot have stated it", help);
    }
}
