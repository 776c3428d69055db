//! A source that no record cites.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "source_unused",
    level: Level::Warn,
    title: "A source is cited by at least one record.",
    why: "The bibliography should list what the data rests on, and nothing else.",
    fix: "Remove the source, or cite it where it belongs. A `note` that begins with \"Lead\" keeps a source that led to others.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let mut cited = vec![false; graph.sources().len()];
    for evidence in walk::evidence(graph).iter().flat_map(|list| list.value) {
        cited[evidence.source.index()] = true;
    }
    for (source, cited) in graph.sources().iter().zip(cited) {
        let lead = source.note.as_ref().is_some_and(|note| note.starts_with("Lead"));
        if !cited && !lead {
            let message = format!("no record cites the source `{}`", source.id);
            findings.at(
                source.origin,
                &[Step::Field("id")],
                message,
                "not cited",
                "remove it, or cite it where it belongs",
            );
        }
    }
}
