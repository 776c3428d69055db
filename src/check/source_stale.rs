//! A page that nobody has opened for years.

use jiff::Unit;

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "source_stale",
    level: Level::Allow,
    title: "A page without a date was opened not long before the date of the data.",
    why: "Such pages change without a trace; what they said years ago may not be what they say on `as_of`.",
    fix: "Open the address, see that it still says what is cited, and set `accessed` to that day.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let Some(as_of) = findings.as_of() else { return };
    let most = findings.thresholds.source_years_max;
    for source in graph.sources().iter().filter(|source| source.date.is_none()) {
        let Some(accessed) = source.accessed else { continue };
        let Ok(age) = accessed.last_day().until((Unit::Year, as_of)) else { continue };
        if i64::from(age.get_years()) >= i64::from(most) {
            let message = format!("the source `{}` was last opened on {accessed}, the data are of {as_of}", source.id);
            let help = "open the address again and set `accessed` to that day";
            findings.at(source.origin, &[Step::Field("accessed")], message, "long before `as_of`", help);
        }
    }
}
