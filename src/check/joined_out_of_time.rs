//! Who joined before there was anything to join, or after it was over.

use std::collections::BTreeSet;

use super::{Findings, Rule, life};
use crate::diagnostic::Level;
use crate::model::Relation;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "joined_out_of_time",
    level: Level::Deny,
    title: "Nobody signs, joins or becomes a member before the text or body is there, or after it ended.",
    why: "Coverage on a day follows from who had joined by then; one wrong date binds a country to a text that did not exist.",
    fix: "Correct `since` of the group, or the first or last date of the text, body or bloc.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let mut seen = BTreeSet::new();
    for link in graph.links() {
        // A group of parties or members is many links with one date, which stand apart among those of their ends.
        if !matches!(link.relation, Relation::PartyTo(_) | Relation::MemberOf) || !seen.insert(link.origin) {
            continue;
        }
        let Some(since) = link.since else { continue };
        let node = graph.node(link.to.node);
        let joined = if link.relation == Relation::MemberOf { "members of" } else { "parties to" };
        let (verb, date) = match (life::first_date(node), life::last_date(node)) {
            (Some(first), _) if first.is_after(since) => ("begins", first),
            (_, Some(over)) if since.is_after(over) => ("ended", over),
            _ => continue,
        };
        let message = format!("{joined} `{}` since {since}, which {verb} on {date}", node.id);
        let help = "correct the day of joining, or the dates of what was joined";
        findings.at(link.origin, &[Step::Field("since")], message, "nothing to join", help);
    }
}
