//! A link older than what it joins.

use super::{Findings, Rule, life};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "link_before_ends",
    level: Level::Warn,
    title: "A link begins when both its ends are there, or its note says how it could begin earlier.",
    why: "A question about the time between would show a relation with something that did not exist.",
    fix: "Correct `since`, or the dates of the text or body; if the link was made with a predecessor, say so in `note`.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let written = graph.links().iter().filter(|link| matches!(link.origin.item, Some(("links", _))));
    for link in written.filter(|link| link.note.is_none()) {
        let Some(since) = link.since else { continue };
        let unborn = [&link.from, &link.to].map(|end| graph.node(end.node)).into_iter().find_map(|node| {
            let first = life::first_date(node).filter(|first| first.is_after(since))?;
            Some((&node.id, first))
        });
        if let Some((id, first)) = unborn {
            let message = format!("the link begins on {since}, before `{id}` on {first}");
            let help = "correct the dates, or say in `note` that it was made with a predecessor";
            findings.at(link.origin, &[Step::Field("since")], message, "too early", help);
        }
    }
}
