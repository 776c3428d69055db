//! What a framework asks of AI systems, as `show` tells it; and the words for roles, traits and places in texts.

use itertools::Itertools;

use super::cite::Citations;
use super::document::{Document, Text};
use crate::model::{Framework, Graph, Id, Obligation, PartialDate, Role, RoleSet, TermSet, TraitCondition};

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
            let text = format!("{} ({}): {}", traits(graph, reach.when), who(reach.who), reach.claim);
            document.item(Text::plain(text).cited(cite, &reach.evidence));
        }
    }
    if !framework.risk_classes.is_empty() {
        document.heading("Risk classes");
        for class in &framework.risk_classes {
            let rest = class.when.all.is_empty().then(|| format!("all others{}", unless(graph, class.when.none)));
            let [since, until] = dates(class.since, class.until);
            let head = [
                framework.tier(class.tier).to_owned(),
                rest.unwrap_or_else(|| traits(graph, class.when)),
                since,
                until,
            ];
            let head = head.iter().filter(|part| !part.is_empty()).join(", ");
            let text = format!("{head}: {}{}", class.claim, placed(&class.provisions));
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
    let traits = if obligation.when.is_empty() { String::new() } else { traits(graph, obligation.when) };
    let [since, until] = dates(obligation.since, obligation.until);
    [who(obligation.who), tiers, traits, since, until].iter().filter(|part| !part.is_empty()).join("; ")
}

/// From and until when, empty where that is not told.
fn dates(since: Option<PartialDate>, until: Option<PartialDate>) -> [String; 2] {
    let told = |word: &str, date: Option<PartialDate>| date.map(|date| format!("{word} {date}")).unwrap_or_default();
    [told("since", since), told("until", until)]
}

/// Labels of traits that must all hold, and of those of which none may.
fn traits(graph: &Graph, when: TraitCondition) -> String {
    let all = match when.all {
        all if all.is_empty() => "any AI system".to_owned(),
        all => graph.vocabularies().traits.members(all).map(|term| term.label.as_str()).join(" + "),
    };
    format!("{all}{}", unless(graph, when.none))
}

/// Traits of which none may hold.
pub(super) fn unless(graph: &Graph, none: TermSet) -> String {
    let labels = graph.vocabularies().traits.members(none).map(|term| term.label.as_str()).join(" or ");
    if labels.is_empty() { labels } else { format!(", unless {labels}") }
}

/// Roles as a list of words.
pub(super) fn who(roles: RoleSet) -> String {
    if roles.is_empty() { "everyone".to_owned() } else { roles.iter().map(Role::label).join(", ") }
}

/// Provisions behind a claim.
pub(super) fn placed(provisions: &[Id]) -> String {
    if provisions.is_empty() { String::new() } else { format!(" ({})", provisions.iter().join(", ")) }
}
