//! Duties without a word on whom they fall.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "reach_missing",
    level: Level::Deny,
    title: "A framework that asks something of AI systems says which it reaches.",
    why: "Without `reaches` it is not assessed whether the framework reaches a system, and its duties are never shown.",
    fix: "Add `reaches`: traits that must all hold, `all: []` for any AI system.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for node in graph.nodes() {
        let Some(framework) = node.framework().filter(|it| it.reaches.is_empty()) else { continue };
        let list = match (framework.risk_classes.is_empty(), framework.obligations.is_empty()) {
            (_, false) => "obligations",
            (false, true) => "risk_classes",
            (true, true) => continue,
        };
        if findings.is_written(node.origin, &[Step::Field("reaches"), Step::Item(0)]) {
            continue;
        }
        let message = format!("`{}` has `{list}` but no `reaches`", node.id);
        let help = "say which AI systems the text reaches; `all: []` stands for any";
        findings.at(node.origin, &[Step::Field(list)], message, "never shown", help);
    }
}
