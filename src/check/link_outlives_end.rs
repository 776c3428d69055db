//! A link that goes on although one of its ends is over.

use super::{Findings, Rule, life};
use crate::diagnostic::Level;
use crate::model::{Modality, Relation};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "link_outlives_end",
    level: Level::Warn,
    title: "An alignment, conflict or oversight ends with what it joins.",
    why: "Nothing is aligned or in conflict with a text that was repealed. That a text refers to an older one stays true: \
          references are not meant.",
    fix: "Add `until` with the day on which the text or body ended, link to its successor, or say in `note` what goes on.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let Some(as_of) = findings.as_of() else { return };
    let bound = |relation| matches!(relation, Relation::Alignment(_) | Relation::Conflict(_) | Relation::Oversees);
    let existing = graph.links().iter().filter(|link| bound(link.relation) && link.modality == Modality::Existing);
    for link in existing.filter(|link| link.note.is_none() && matches!(link.origin.item, Some(("links", _)))) {
        for end in [&link.from, &link.to] {
            let node = graph.node(end.node);
            let id = &node.id;
            if let Some(status) = life::undated_end(node).filter(|_| link.until.is_none()) {
                let message = format!("`{id}` is \"{status}\", but the link goes on");
                let help =
                    "write `until` with the day of its end, link to the successor, or say in `note` what goes on";
                findings.at(link.origin, &[Step::Field("to")], message, "no `until`", help);
                break;
            }
            let Some(over) = life::last_date(node).filter(|date| date.has_ended(as_of)) else { continue };
            let (message, field, label) = match (link.since, link.until) {
                (Some(since), _) if since.is_after(over) => {
                    (format!("the link begins on {since}, after `{id}` ended on {over}"), "since", "too late")
                }
                (_, None) => (format!("`{id}` ended on {over}, but the link goes on"), "to", "no `until`"),
                (_, Some(until)) if until.is_after(over) => {
                    (format!("`{id}` ended on {over}, but the link goes on until {until}"), "until", "too late")
                }
                _ => continue,
            };
            let help = if field == "since" {
                "correct the dates, link to the successor, or say in `note` how this can be".to_owned()
            } else {
                format!("write `until: \"{over}\"`, link to the successor, or say in `note` what goes on")
            };
            findings.at(link.origin, &[Step::Field(field)], message, label, &help);
            break;
        }
    }
}
