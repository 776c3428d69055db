//! A status without the date on which it began.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Entity, InstitutionStatus, Status};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "status_undated",
    level: Level::Allow,
    title: "What is in force has the date of its entry into force, what is over has the date of its end.",
    why: "Without it the text counts as in force, or as over, on every day that anybody asks about.",
    fix: "Add `in_force` or `ended` to `dates` (`until` for institutions); leave it out only if no source gives it.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    for node in findings.graph().nodes() {
        let (status, lacks) = match &node.entity {
            Entity::Framework(it) if it.status.is_over() && it.dates.ended.is_none() => (it.status.label(), "ended"),
            Entity::Framework(it) if it.status == Status::InForce && it.dates.in_force.is_none() => {
                (it.status.label(), "in_force")
            }
            Entity::Institution(it) if it.status == InstitutionStatus::Dissolved && it.until.is_none() => {
                (it.status.label(), "until")
            }
            _ => continue,
        };
        let message = format!("`{}` is \"{}\", and nothing says since when", node.id, status.to_lowercase());
        let label = format!("without `{lacks}`");
        findings.at(
            node.origin,
            &[Step::Field("status")],
            message,
            &label,
            &format!("add `{lacks}` if a source gives it"),
        );
    }
}
