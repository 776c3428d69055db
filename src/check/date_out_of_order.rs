//! Dates that contradict each other.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::{Entity, PartialDate};
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "date_out_of_order",
    level: Level::Deny,
    title: "Something is proposed before it is adopted, in force after that, and ends last.",
    why: "Questions about a day would get impossible answers.",
    fix: "Correct the dates; a date whose precision hides the order (2024 and 2024-03) is fine.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for node in graph.nodes() {
        match &node.entity {
            Entity::Framework(framework) => {
                let dates = framework.dates;
                let known = [
                    ("proposed", dates.proposed),
                    ("adopted", dates.adopted),
                    ("in_force", dates.in_force),
                    ("ended", dates.ended),
                ];
                let known: Vec<(&str, PartialDate)> =
                    known.into_iter().filter_map(|(name, date)| Some((name, date?))).collect();
                for pair in known.windows(2) {
                    let [(before, first), (after, second)] = [pair[0], pair[1]];
                    if first.is_after(second) {
                        let path = [Step::Field("dates"), Step::Field(after)];
                        let message = format!("`{}` is {after} on {second}, before it is {before} on {first}", node.id);
                        let message = message.replace('_', " ");
                        findings.at(node.origin, &path, message, "too early", "one of the two dates is wrong");
                    }
                }
                for (position, it) in framework.obligations.iter().enumerate() {
                    if let (Some(since), Some(until)) = (it.since, it.until)
                        && since.is_after(until)
                    {
                        let path = [Step::Field("obligations"), Step::Item(position), Step::Field("until")];
                        let message =
                            format!("an obligation of `{}` ends on {until}, before it begins on {since}", node.id);
                        findings.at(node.origin, &path, message, "too early", "one of the two dates is wrong");
                    }
                }
            }
            Entity::Institution(institution) => {
                if let (Some(since), Some(until)) = (institution.since, institution.until)
                    && since.is_after(until)
                {
                    let message = format!("`{}` ends on {until}, before it begins on {since}", node.id);
                    findings.at(
                        node.origin,
                        &[Step::Field("until")],
                        message,
                        "too early",
                        "one of the two dates is wrong",
                    );
                }
            }
            Entity::Jurisdiction(_) => {}
        }
    }
    for link in graph.links() {
        if let (Some(since), Some(until)) = (link.since, link.until)
            && since.is_after(until)
        {
            let message = format!("the link ends on {until}, before it begins on {since}");
            findings.at(link.origin, &[Step::Field("until")], message, "too early", "one of the two dates is wrong");
        }
    }
}
