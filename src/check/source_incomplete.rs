//! A source that nobody could look up.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "source_incomplete",
    level: Level::Deny,
    title: "A source has a title, an issuer, a web address, and a date or the reason for having none.",
    why: "A reader must find the document, and know which state of it was cited.",
    fix: "Fill in what is missing; for a page without a date write `accessed`, or say in `note` how it is known.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    for source in findings.graph().sources() {
        for (field, value) in [("title", &source.title), ("issuer", &source.issuer)] {
            if value.trim().is_empty() {
                let message = format!("the source `{}` has no {field}", source.id);
                findings.at(source.origin, &[Step::Field(field)], message, "empty", "write it as the document does");
            }
        }
        if !source.url.starts_with("https://") && !source.url.starts_with("http://") {
            let message = format!("the source `{}` has no web address", source.id);
            let help = "give the official address, beginning with https://";
            findings.at(source.origin, &[Step::Field("url")], message, "not a web address", help);
        }
        if source.date.is_none() && source.accessed.is_none() && source.note.is_none() {
            let message = format!("the source `{}` has no date", source.id);
            let help = "give `date`; for a page without one `accessed`, or a `note` that says how it is known";
            findings.at(source.origin, &[Step::Field("id")], message, "neither `date` nor `accessed` nor `note`", help);
        }
    }
}
