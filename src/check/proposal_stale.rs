//! A proposal of which nothing has been heard for years.

use jiff::Unit;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::Status;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "proposal_stale",
    level: Level::Warn,
    title: "What is called proposed or a draft was moved not long before the date of the data.",
    why: "Most proposals that rest for years have lapsed, or were adopted without anybody recording it.",
    fix: "Look the text up: correct `status` and `dates`, or say in `notes` that it is still pending and how that is known.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let Some(as_of) = findings.as_of() else { return };
    let most = findings.thresholds.proposal_years_max;
    for node in graph.nodes().iter().filter(|node| node.notes.is_empty()) {
        let Some(framework) = node.framework() else { continue };
        if !matches!(framework.status, Status::Proposed | Status::Draft) {
            continue;
        }
        let dates = framework.dates;
        let steps = [dates.proposed, dates.adopted, dates.in_force, dates.ended].into_iter().flatten();
        let Some(last) = steps.max_by_key(|date| date.last_day()) else { continue };
        let Ok(age) = last.last_day().until((Unit::Year, as_of)) else { continue };
        if i64::from(age.get_years()) >= i64::from(most) {
            let status = framework.status.label().to_lowercase();
            let message = format!("`{}` is {status} since {last}, and the data are of {as_of}", node.id);
            let help = "look up what became of it, or say in `notes` how it is known to be pending";
            findings.at(node.origin, &[Step::Field("status")], message, "for so long?", help);
        }
    }
}
