//! A source newer than the data say they are.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "source_after_as_of",
    level: Level::Warn,
    title: "No source is dated or was opened after the date of the data.",
    why: "Every question is about `as_of` unless it names another day: what newer sources say would not be shown, or would \
          be shown for a day of which they do not speak.",
    fix: "Move `as_of` in graph.ron forward once the statuses in the data are those of that day; or correct the date.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let Some(as_of) = findings.as_of() else { return };
    for source in graph.sources() {
        for (field, verb, date) in [("date", "is dated", source.date), ("accessed", "was opened on", source.accessed)] {
            let Some(date) = date.filter(|date| date.first_day() > as_of) else { continue };
            let message = format!("the source `{}` {verb} {date}, after the data's own date {as_of}", source.id);
            let help = "move `as_of` in graph.ron forward, or correct this date";
            findings.at(source.origin, &[Step::Field(field)], message, "later than `as_of`", help);
        }
    }
}
