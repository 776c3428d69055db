//! What a framework asks of AI systems, as `show` tells it; and the words for roles, traits and places in texts.

use itertools::Itertools;

use super::cite::Citations;
use super::document::{Document, Text};
use crate::model::{Framework, Graph, Id, Obligation, Role, RoleSet, TermSet};

/// Adds whom a framework reaches, its risk classes and its obligations.
pub(super) fn add_demands<'g>(
    graph: &'g Graph,
    framework: &'g Framework,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    if !framework.reaches.is_empty() {
        document.heading("Reaches");
        for reach in &framework.reaches {
            let text = format!("{} ({}): {}", traits(graph, reach.all), who(reach.who), reach.claim);
            document.item(Text::plain(text).cited(cite, &reach.evidence));
        }
    }
    if !framework.risk_classes.is_empty() {
        document.heading("Risk classes");
        for class in &framework.risk_classes {
            let rest = if class.all.is_empty() { "all others".to_owned() } else { traits(graph, class.all) };
            let tier = framework.tier(class.tier);
            let text = format!("{tier}, {rest}: {}{}", class.claim, placed(&class.provisions));
            document.item(Text::plain(text).cited(cite, &class.evidence));
        }
    }
    if !framework.obligations.is_empty() {
        document.heading(format!("Obligations ({})", framework.obligations.len()));
        for obligation in &framework.obligations {
            let category = category(graph, obligation);
            let conditions = conditions(graph, framework, obligation);
            let text = format!("{category} ({conditions}): {}{}", obligation.claim, placed(&obligation.provisions));
            document.item(Text::plain(text).cited(cite, &obligation.evidence));
        }
    }
}

/// The title of the category of an obligation.
pub(super) fn category<'g>(graph: &'g Graph, obligation: &'g Obligation) -> &'g str {
    let id = obligation.category.as_str();
    graph.concept(id).map_or(id, |concept| concept.title.as_str())
}

/// Who, which tiers, which traits, since and until when.
fn conditions(graph: &Graph, framework: &Framework, obligation: &Obligation) -> String {
    let tiers = obligation.tiers.iter().map(|tier| framework.tier(*tier)).join(", ");
    let traits = if obligation.all.is_empty() { String::new() } else { traits(graph, obligation.all) };
    let since = obligation.since.map(|since| format!("since {since}")).unwrap_or_default();
    let until = obligation.until.map(|until| format!("until {until}")).unwrap_or_default();
    [who(obligation.who), tiers, traits, since, until].iter().filter(|part| !part.is_empty()).join("; ")
}

/// Labels of traits that must all hold.
pub(super) fn traits(graph: &Graph, all: TermSet) -> String {
    if all.is_empty() {
        return "any AI system".to_owned();
    }
    graph.vocabularies().traits.members(all).map(|term| term.label.as_str()).join(" + ")
}

/// Roles as a list of words.
pub(super) fn who(roles: RoleSet) -> String {
    if roles.is_empty() { "everyone".to_owned() } else { roles.iter().map(Role::label).join(", ") }
}

/// Provisions behind a claim.
pub(super) fn placed(provisions: &[Id]) -> String {
    if provisions.is_empty() { String::new() } else { format!(" ({})", provisions.iter().join(", ")) }
}
