//! A status that the dates do not allow.

use jiff::civil::Date;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Entity, Framework, Institution, InstitutionStatus, PartialDate, Status};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "status_contradicts_dates",
    level: Level::Deny,
    title: "The status is the one that the dates give on the date of the data.",
    why: "Questions about a day go by the dates, lists show the status: the two would give different answers.",
    fix: "Correct `status` or the date; the status is the one on `as_of` in graph.ron.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let Some(as_of) = findings.as_of() else { return };
    for node in graph.nodes() {
        let (status, wrong, path) = match &node.entity {
            Entity::Framework(it) => {
                let Some((field, wrong)) = of_framework(it, as_of) else { continue };
                (it.status.label(), wrong, vec![Step::Field("dates"), Step::Field(field)])
            }
            Entity::Institution(it) => {
                let Some((field, wrong)) = of_institution(it, as_of) else { continue };
                (it.status.label(), wrong, vec![Step::Field(field)])
            }
            Entity::Jurisdiction(_) => continue,
        };
        let message = format!("`{}` is \"{}\" on {as_of}, but {wrong}", node.id, status.to_lowercase());
        findings.at(node.origin, &path, message, "contradicts the status", "correct the status or the date");
    }
}

/// The date that contradicts the status, and what it says.
fn of_framework(framework: &Framework, as_of: Date) -> Option<(&'static str, String)> {
    let (status, dates) = (framework.status, framework.dates);
    if let Some(ended) = dates.ended {
        match (status.is_over(), ended.has_ended(as_of)) {
            // Over before it came into force: `Adopted` says what it was until then.
            (false, true) if status != Status::Adopted || dates.in_force.is_some() => {
                return Some(("ended", format!("it ended on {ended}")));
            }
            (true, false) => return Some(("ended", format!("it ends on {ended}"))),
            _ => {}
        }
    }
    let coming = |date: &PartialDate| !date.has_begun(as_of);
    // Where the year or month alone is known, the day may lie on either side.
    let past = |date: &PartialDate| date.last_day() <= as_of;
    match status {
        Status::InForce => {
            dates.in_force.filter(coming).map(|date| ("in_force", format!("it enters into force on {date}")))
        }
        Status::Published | Status::Adopted if dates.adopted.is_some_and(|date| coming(&date)) => {
            dates.adopted.map(|date| ("adopted", format!("it is adopted on {date}")))
        }
        Status::Adopted | Status::Proposed | Status::Draft if dates.in_force.is_some_and(|date| past(&date)) => {
            dates.in_force.map(|date| ("in_force", format!("it entered into force on {date}")))
        }
        Status::Proposed => dates.adopted.filter(past).map(|date| ("adopted", format!("it was adopted on {date}"))),
        _ => None,
    }
}

fn of_institution(institution: &Institution, as_of: Date) -> Option<(&'static str, String)> {
    let ended = institution.until.map(|until| (until, until.has_ended(as_of)));
    match (institution.status, ended) {
        (InstitutionStatus::Dissolved, Some((until, false))) => Some(("until", format!("it ends on {until}"))),
        (InstitutionStatus::Existing | InstitutionStatus::Proposed, Some((until, true))) => {
            Some(("until", format!("it ended on {until}")))
        }
        (InstitutionStatus::Existing, _) => {
            let coming = institution.since.filter(|since| !since.has_begun(as_of));
            coming.map(|since| ("since", format!("it is set up on {since}")))
        }
        (InstitutionStatus::Proposed, _) => {
            let past = institution.since.filter(|since| since.last_day() <= as_of);
            past.map(|since| ("since", format!("it was set up on {since}")))
        }
        _ => None,
    }
}
