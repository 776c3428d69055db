//! Locators that are too short to find, or so long that they copy the source.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "locator_length",
    level: Level::Deny,
    title: "A locator has three to eight words.",
    why: "Fewer do not find the place; more would copy the source into the data.",
    fix: "Choose three to eight consecutive words that stand at the place.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let (min, max) = (findings.thresholds.locator_words_min, findings.thresholds.locator_words_max);
    for list in walk::evidence(findings.graph()) {
        for (position, it) in list.value.iter().enumerate() {
            let Some(find) = &it.find else { continue };
            let words = find.split_whitespace().count();
            if !(min..=max).contains(&words) {
                let mut path = list.path.clone();
                path.extend([Step::Field("evidence"), Step::Item(position), Step::Field("find")]);
                let plural = if words == 1 { "word" } else { "words" };
                let message = format!("the locator has {words} {plural}");
                let help = "choose consecutive words that stand at the place";
                findings.at(list.origin, &path, message, &format!("{min} to {max} are needed"), help);
            }
        }
    }
}
