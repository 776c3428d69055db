//! A framework of which few patterns are known.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{FrameworkKind, Pattern};

pub(super) static RULE: Rule = Rule {
    id: "patterns_missing",
    level: Level::Allow,
    title: "Of a framework in effect most of the six patterns are assessed.",
    why: "What is not assessed is left out of every comparison: findings about agreement rest on those texts alone whose \
          patterns are known.",
    fix: "Read the text for the patterns that the message names; leave out what it does not show.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let least = findings.thresholds.patterns_min;
    for node in findings.graph().nodes() {
        let Some(framework) = node.framework() else { continue };
        if framework.kind == FrameworkKind::Report || !framework.status.is_in_effect() {
            continue;
        }
        let lacking: Vec<&str> = Pattern::all().filter(|it| !framework.assesses(*it)).map(Pattern::as_str).collect();
        let known = Pattern::all().count() - lacking.len();
        if known < least {
            let message = format!("{known} of the six patterns of `{}` are assessed", node.id);
            let label = format!("not assessed: {}", lacking.join(", "));
            findings.at_record(node.origin, message, &label, "add those that a source shows");
        }
    }
}
