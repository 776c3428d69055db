//! The texts of a region: those that apply in several of its members in full, those of one member in a row each.

use std::cmp::Reverse;

use itertools::Itertools;

use super::{NOW, applies, force, framework, side};
use crate::analysis::simulate::{Bearer, Placed, Reaching, Side};
use crate::model::{Framework, Graph, NodeIx};
use crate::report::cite::Citations;
use crate::report::demands::category;
use crate::report::document::{Document, Text};
use crate::report::structure::counted;
use crate::scope::Scope;

/// Tells what reaches the system in a region; in both halves what binds comes first.
pub(super) fn add<'g>(
    scope: &Scope<'g>,
    side: &Side<'g>,
    told: &[&Placed<'g>],
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let graph = scope.graph();
    let (shared, single): (Vec<&Placed<'g>>, Vec<&Placed<'g>>) = told.iter().partition(|text| text.places.len() > 1);
    let soft = |text: &Placed<'_>| (!text.demand.reaches(), text.binds(graph) != Some(true));
    for text in shared.iter().sorted_by_key(|text| (soft(text), Reverse(text.places.len()))) {
        side::add_text(scope, side, text, cite, document);
    }
    if single.is_empty() {
        return;
    }
    let texts = counted(single.len(), "text applies", "texts apply");
    document.paragraph(format!(
        "{texts} in one place only. With that place as a target, `simulate` tells why each reaches the system and what exactly it asks."
    ));
    let (asking, bare): (Vec<&Placed<'g>>, Vec<&Placed<'g>>) =
        single.into_iter().partition(|text| framework(graph, text).is_some_and(|it| !it.obligations.is_empty()));
    let by_place = |text: &&&Placed<'g>| (place(graph, text), soft(text));
    let rows: Vec<Vec<Text>> =
        (asking.iter().sorted_by_key(by_place)).filter_map(|text| row(graph, text, cite)).collect();
    if !rows.is_empty() {
        document.table(&["place", "text", "legal force", "what is asked"], &[], rows);
    }
    if !bare.is_empty() {
        let mut line = Text::plain("Nothing is recorded of what these ask: ");
        for (position, text) in bare.iter().sorted_by_key(by_place).enumerate() {
            let separator = if position == 0 { "" } else { ", " };
            let label = graph.node(text.demand.node).label();
            let mark = if text.binds(graph) == Some(true) { "*" } else { "" };
            line = line.then(format!("{separator}{label}{mark} ({})", place(graph, text)));
            line = cited(line, text, cite);
        }
        document.paragraph(line.then(". An asterisk marks what binds there."));
    }
}

/// The place where a text of one place applies.
fn place<'g>(graph: &'g Graph, text: &Placed<'_>) -> &'g str {
    let place: Option<NodeIx> = text.places.first().map(|place| place.place);
    place.map_or("", |place| graph.node(place).label())
}

fn row<'g>(graph: &'g Graph, text: &Placed<'g>, cite: &mut Citations<'g>) -> Option<Vec<Text>> {
    let framework = framework(graph, text)?;
    let tier = text.demand.class.tier().map(|tier| format!(" ({})", framework.tier(tier))).unwrap_or_default();
    let label = Text::plain(format!("{}{tier}", graph.node(text.demand.node).label()));
    Some(vec![
        place(graph, text).into(),
        cited(label, text, cite),
        force(graph, text).into(),
        asks(graph, framework, text, cite),
    ])
}

/// The evidence for a text reaching the system.
fn cited<'g>(label: Text, text: &Placed<'g>, cite: &mut Citations<'g>) -> Text {
    let clauses = match &text.demand.reaching {
        Reaching::System(clauses) | Reaching::States(clauses) => clauses.as_slice(),
        Reaching::No | Reaching::NotAssessed => &[],
    };
    clauses.iter().fold(label, |label, clause| label.cited(cite, &clause.evidence))
}

/// The categories that a text asks for, with who and when where that is not the profile and now.
fn asks<'g>(graph: &'g Graph, framework: &'g Framework, text: &Placed<'g>, cite: &mut Citations<'g>) -> Text {
    let mut groups: Vec<(String, Vec<&'g str>, Text)> = Vec::new();
    for duty in text.demand.duties.iter().chain(&text.demand.of_others) {
        let who = match duty.bearer {
            Bearer::Profile => "",
            Bearer::State => "state",
            Bearer::Others => "others",
        };
        let when = applies(framework, duty);
        let when = if when == NOW { String::new() } else { when };
        let head = [who, when.as_str()].into_iter().filter(|part| !part.is_empty()).join(", ");
        let title = category(graph, duty.obligation);
        let at = groups.iter().position(|(known, ..)| *known == head).unwrap_or_else(|| {
            groups.push((head, Vec::new(), Text::default()));
            groups.len() - 1
        });
        let (head, titles, line) = &mut groups[at];
        let separator = match titles.as_slice() {
            [] if head.is_empty() => String::new(),
            [] => format!("{head}: "),
            _ => ", ".to_owned(),
        };
        if !titles.contains(&title) {
            titles.push(title);
            *line = std::mem::take(line).then(format!("{separator}{title}"));
        }
        *line = std::mem::take(line).cited(cite, &duty.obligation.evidence);
    }
    let lines = groups.into_iter().map(|(_, _, line)| line);
    lines
        .reduce(|all, line| all.then("; ").join(line))
        .unwrap_or_else(|| Text::dim("none of its recorded obligations concerns the system"))
}
