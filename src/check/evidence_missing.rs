//! Claims without a source.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::model::{Entity, Evidence, Framework, Liability, Node, Origin, Pattern};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "evidence_missing",
    level: Level::Deny,
    title: "Every framework, institution, link and pattern value names its source.",
    why: "A link or value without a locatable source is not data: nobody could defend it.",
    fix: "Add `evidence: [(source: \"…\", at: \"…\", find: \"…\", basis: Stated)]`; leave the value out if no source is known.",
    run: Some(run),
};

const HELP: &str = "name the source and the place in it, or leave the claim out: unknown is a value";

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for node in graph.nodes() {
        if node.evidence.is_empty() && node.jurisdiction().is_none() && !names_source(findings, node.origin, &[]) {
            let message = format!("`{}` has no evidence", node.id);
            findings.at_record(node.origin, message, "rests on nothing", HELP);
        }
        match &node.entity {
            Entity::Framework(framework) => framework_values(findings, node, framework),
            Entity::Jurisdiction(it) => {
                liability(findings, node, &it.liability);
                for (position, absence) in it.absences.iter().enumerate() {
                    if absence.evidence.is_empty() {
                        let path = [Step::Field("absences"), Step::Item(position)];
                        let message = format!("an absence of `{}` has no evidence", node.id);
                        report(findings, node.origin, &path, message);
                    }
                }
                if it.regulator_model.as_ref().is_some_and(|model| model.evidence.is_empty()) {
                    let message = format!("the regulator model of `{}` has no evidence", node.id);
                    report(findings, node.origin, &[Step::Field("regulator_model")], message);
                }
            }
            Entity::Institution(_) => {}
        }
    }
    for link in graph.links() {
        // Structure that follows from a record's fields rests on the record's own evidence.
        if walk::is_written(link) && link.evidence.is_empty() {
            let (from, to) = (graph.end_id(&link.from), graph.end_id(&link.to));
            let message = format!("the link {from} – {to} has no evidence");
            report(findings, link.origin, &[], message);
        }
    }
    findings.out.dedup();
}

/// Reports a value without evidence, unless it names sources that do not exist, which the loader has reported.
fn report(findings: &mut Findings<'_>, origin: Origin, path: &[Step<'_>], message: String) {
    if !names_source(findings, origin, path) {
        findings.at(origin, path, message, "rests on nothing", HELP);
    }
}

/// Whether evidence stands in the text of a value.
fn names_source(findings: &Findings<'_>, origin: Origin, path: &[Step<'_>]) -> bool {
    findings.is_written(origin, &[path, &[Step::Field("evidence"), Step::Item(0)]].concat())
}

fn framework_values(findings: &mut Findings<'_>, node: &Node, framework: &Framework) {
    for pattern in Pattern::all() {
        if framework.assesses(pattern) && framework.evidence_for(pattern).is_empty() {
            let path = [Step::Field("patterns"), Step::Field(pattern.as_str())];
            let message = format!("the pattern \"{pattern}\" of `{}` has no evidence", node.id);
            report(findings, node.origin, &path, message);
        }
    }
    liability(findings, node, &framework.liability);
    if framework.risk_scheme.as_ref().is_some_and(|scheme| scheme.evidence.is_empty()) {
        let message = format!("the risk scheme of `{}` has no evidence", node.id);
        report(findings, node.origin, &[Step::Field("risk_scheme")], message);
    }
    for (position, term) in framework.terms.iter().enumerate() {
        if term.evidence.is_empty() {
            let path = [Step::Field("terms"), Step::Item(position)];
            let message = format!("the definition of \"{}\" in `{}` has no evidence", term.term, node.id);
            report(findings, node.origin, &path, message);
        }
    }
    let id = &node.id;
    rows(findings, node, "covers", &format!("what `{id}` covers"), framework.covers.iter().map(|it| &it.evidence));
    rows(findings, node, "reaches", &format!("whom `{id}` reaches"), framework.reaches.iter().map(|it| &it.evidence));
    let classes = framework.risk_classes.iter().map(|it| &it.evidence);
    rows(findings, node, "risk_classes", &format!("a risk class of `{id}`"), classes);
    let obligations = framework.obligations.iter().map(|it| &it.evidence);
    rows(findings, node, "obligations", &format!("an obligation of `{id}`"), obligations);
}

/// The entries of a list of the record.
fn rows<'g>(
    findings: &mut Findings<'_>,
    node: &Node,
    list: &str,
    what: &str,
    entries: impl Iterator<Item = &'g Vec<Evidence>>,
) {
    for (position, evidence) in entries.enumerate() {
        if evidence.is_empty() {
            report(
                findings,
                node.origin,
                &[Step::Field(list), Step::Item(position)],
                format!("{what} has no evidence"),
            );
        }
    }
}

fn liability(findings: &mut Findings<'_>, node: &Node, liability: &[Liability]) {
    for (position, it) in liability.iter().enumerate() {
        if it.evidence.is_empty() {
            let path = [Step::Field("liability"), Step::Item(position)];
            let message = format!("a liability regime of `{}` has no evidence", node.id);
            report(findings, node.origin, &path, message);
        }
    }
}
