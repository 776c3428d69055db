//! The texts of a region: those that bind in several of its members in full, all others in a row each.

use std::cmp::Reverse;

use itertools::Itertools;

use super::side::Told;
use super::{NOW, applies, force, framework, side};
use crate::analysis::simulate::{Bearer, Duty, Placed, Reaching, Side};
use crate::model::{Evidence, Framework, Graph};
use crate::report::cite::Citations;
use crate::report::demands::{category, who};
use crate::report::document::{Document, Text};
use crate::report::structure::counted;
use crate::scope::Scope;

/// Tells what reaches the system in a region; what applies in most places comes first.
pub(super) fn add<'g>(
    scope: &Scope<'g>,
    side: &Side<'g>,
    concerned: &[&Placed<'g>],
    told: &mut Told<'g>,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let graph = scope.graph();
    let soft = |text: &Placed<'_>| (!text.demand.reaches(), text.binds(graph) != Some(true));
    let (whole, rest): (Vec<&Placed<'g>>, Vec<&Placed<'g>>) =
        concerned.iter().partition(|text| text.places.len() > 1 && soft(text) == (false, false));
    for text in whole.iter().sorted_by_key(|text| Reverse(text.places.len())) {
        side::add_text(scope, side, text, told, cite, document);
    }
    if rest.is_empty() {
        return;
    }
    let texts = counted(rest.len(), "more text applies", "more texts apply");
    document.paragraph(format!(
        "{texts} in one place only or without binding. With a place as target of its own, `simulate` tells why each reaches the system and what exactly it asks."
    ));
    let (asking, bare): (Vec<&Placed<'g>>, Vec<&Placed<'g>>) =
        rest.into_iter().partition(|text| framework(graph, text).is_some_and(|it| !it.obligations.is_empty()));
    let widest = |text: &&&Placed<'g>| (Reverse(text.places.len()), place(graph, text), soft(text));
    let rows: Vec<Vec<Text>> =
        (asking.iter().sorted_by_key(widest)).filter_map(|text| row(graph, side, text, cite)).collect();
    if !rows.is_empty() {
        document.table(&["where", "text", "legal force", "what is asked"], &[], rows);
    }
    if !bare.is_empty() {
        let mut line = Text::plain("Nothing is recorded of what these ask: ");
        for (position, text) in bare.iter().sorted_by_key(widest).enumerate() {
            let separator = if position == 0 { "" } else { ", " };
            let label = graph.node(text.demand.node).label();
            let mark = if text.binds(graph) == Some(true) { "*" } else { "" };
            line = line.then(format!("{separator}{label}{mark} ({})", places(graph, side, text)));
            line = cited(line, text, cite);
        }
        document.paragraph(line.then(". An asterisk marks what binds there."));
    }
}

/// The first place where a text applies.
fn place<'g>(graph: &'g Graph, text: &Placed<'_>) -> &'g str {
    text.places.first().map_or("", |place| graph.node(place.place).label())
}

/// Where a text applies: the place, or in how many.
fn places(graph: &Graph, side: &Side<'_>, text: &Placed<'_>) -> String {
    match text.places.len() {
        1 => place(graph, text).to_owned(),
        several => format!("{several} of {}", side.members.len()),
    }
}

fn row<'g>(graph: &'g Graph, side: &Side<'g>, text: &Placed<'g>, cite: &mut Citations<'g>) -> Option<Vec<Text>> {
    let framework = framework(graph, text)?;
    let tier = text.demand.class.tier().map(|tier| format!(" ({})", framework.tier(tier))).unwrap_or_default();
    let label = Text::plain(format!("{}{tier}", graph.node(text.demand.node).label()));
    let label = cited(label, text, cite);
    let duties = text.demand.duties.iter().chain(&text.demand.of_others);
    // Each source once: where in it the duties stand is told for a place of its own.
    let sources = duties.flat_map(|duty| &duty.obligation.evidence);
    let known: Vec<_> = reasons(text).flatten().map(|evidence| evidence.source).collect();
    let sources = sources.unique_by(|evidence| evidence.source).filter(|evidence| !known.contains(&evidence.source));
    let asks = sources.fold(asks(graph, framework, text), |line, it| line.cited(cite, std::slice::from_ref(it)));
    let mut applies_in = Text::plain(places(graph, side, text));
    // That a text was made in its one place stands in its record.
    if let Some(link) = text.places.iter().find_map(|place| place.link).filter(|_| text.places.len() > 1) {
        applies_in = applies_in.cited(cite, &graph.link(link).evidence);
    }
    Some(vec![applies_in, label, force(graph, text).into(), asks])
}

/// The evidence for a text reaching the system.
fn reasons<'a, 'g: 'a>(text: &'a Placed<'g>) -> impl Iterator<Item = &'g Vec<Evidence>> + 'a {
    let clauses = match &text.demand.reaching {
        Reaching::System(clauses) | Reaching::States(clauses) => clauses.as_slice(),
        Reaching::No | Reaching::NotAssessed => &[],
    };
    clauses.iter().map(|clause| &clause.evidence)
}

fn cited<'g>(label: Text, text: &Placed<'g>, cite: &mut Citations<'g>) -> Text {
    reasons(text).fold(label, |label, evidence| label.cited(cite, evidence))
}

/// The categories that a text asks for, with who and when where that is not the profile and now.
fn asks(graph: &Graph, framework: &Framework, text: &Placed<'_>) -> Text {
    let head = |duty: &Duty<'_>| {
        let who = match duty.bearer {
            Bearer::Profile => None,
            Bearer::State => Some("state".to_owned()),
            Bearer::Others => Some(who(duty.obligation.who)),
        };
        let when = Some(applies(framework, duty)).filter(|when| when != NOW);
        who.into_iter().chain(when).join(", ")
    };
    let mut line = Text::default();
    let duties = text.demand.duties.iter().chain(&text.demand.of_others);
    for (position, (head, duties)) in side::grouped(duties, head).into_iter().enumerate() {
        let head = if head.is_empty() { head } else { format!("{head}: ") };
        line = line.then(if position == 0 { head } else { format!("; {head}") });
        let categories = duties.iter().chunk_by(|duty| category(graph, duty.obligation));
        line = line.then(categories.into_iter().map(|(title, _)| title).join(", "));
    }
    if line == Text::default() { Text::dim("none of its recorded obligations concerns the system") } else { line }
}
