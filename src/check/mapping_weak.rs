//! Provisions called equal with a strength that says otherwise.

use super::{Findings, Rule};
use crate::diagnostic::Level;
use crate::model::SetRelation;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "mapping_weak",
    level: Level::Warn,
    title: "Provisions that are equal are mapped with high strength, and the strength of 0 is left to what is not related.",
    why: "NIST IR 8477 rates how far one side carries the other, 0 to 10: equal provisions carry each other, and a mapping \
          that carries nothing is none.",
    fix: "Raise the strength, write `Intersects`, `Subset` or `Superset`, or leave the strength out.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    let least = findings.thresholds.equal_strength_min;
    for link in graph.links() {
        let Some((mapping, strength)) = link.mapping.and_then(|it| Some((it, it.strength?))) else { continue };
        let weak = match mapping.set {
            SetRelation::Equal => strength < least,
            SetRelation::NotRelated => false,
            _ => strength == 0,
        };
        if weak {
            let message = format!("the provisions are called \"{}\" with a strength of {strength}", mapping.set);
            let path = [Step::Field("mapping"), Step::Field("strength")];
            let help = "raise it, choose another set relation, or leave the strength out";
            findings.at(link.origin, &path, message, "too low for this", help);
        }
    }
}
