//! What is asked in several places, and what of the evidence for one text may serve another.

use itertools::Itertools;

use super::document::is_usable;
use super::labels;
use crate::analysis::simulate::{Bridge, CategoryRow, Simulation, TextPair};
use crate::model::{Cost, Graph, NodeIx};
use crate::report::chain::link_words;
use crate::report::cite::Citations;
use crate::report::document::{Document, Span, Text};
use crate::report::structure::listed;
use crate::scope::Scope;

/// How many pairs of texts with a mapping to work with are listed before the rest is counted.
const PAIRS_SHOWN: usize = 25;

/// The same for pairs with a weak mapping, and for those without.
const OTHERS_SHOWN: usize = 10;

pub(super) fn add<'g>(scope: &Scope<'g>, answer: &Simulation<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let graph = scope.graph();
    document.heading("Asked in several places: what can be reused");
    let shared: Vec<&CategoryRow<'_>> = answer.categories.iter().filter(|row| row.sides().count() > 1).collect();
    if shared.is_empty() {
        document.paragraph("No kind of obligation is recorded in more than one of the places.");
    } else {
        add_table(graph, answer, &shared, document);
        document.paragraph("What each of these asks, and what fulfilling it produces:");
        let produces = shared.iter().map(|row| {
            let summary = Text::plain(row.category.summary.as_str()).cited(cite, &row.category.evidence);
            (row.category.title.clone(), summary)
        });
        document.facts(produces.collect());
        document.paragraph(Text::dim(format!(
            "An asterisk marks texts that bind there. A mapping says that somebody related the two texts, not that evidence for the one satisfies the other. Below {} it is weak.",
            graph.scales().bridged.value
        )));
        add_pairs(graph, answer, cite, document);
    }
    for (at, side) in answer.sides.iter().enumerate() {
        let alone = answer.categories.iter().filter(|row| row.sides().eq([at]));
        let titles = alone.map(|row| row.category.title.as_str()).join(", ");
        if !titles.is_empty() {
            document.item(format!("Asked only in {}: {titles}", side.name));
        }
    }
}

fn add_table(graph: &Graph, answer: &Simulation<'_>, shared: &[&CategoryRow<'_>], document: &mut Document) {
    let names = answer.sides.iter().map(|side| side.name);
    let columns = std::iter::once("obligation").chain(names).chain(["same text", "best mapping", "to a binding text"]);
    let columns: Vec<&str> = columns.collect();
    let row = |row: &&CategoryRow<'_>| {
        let mut binding = false;
        let mut cells = Vec::with_capacity(row.asked.len());
        for (side, texts) in answer.sides.iter().zip(&row.asked) {
            let bound = texts.iter().map(|ix| (*ix, side.binds(graph, *ix))).collect::<Vec<_>>();
            binding |= bound.iter().any(|(_, binds)| *binds);
            let marked =
                bound.iter().map(|(ix, binds)| format!("{}{}", graph.node(*ix).label(), if *binds { "*" } else { "" }));
            let marked = marked.collect::<Vec<_>>().join(", ");
            cells.push(if marked.is_empty() { Text::dim("–") } else { marked.into() });
        }
        let same = labels(graph, common(row));
        let same = if same.is_empty() { Text::dim("–") } else { same.into() };
        let told = |pair: Option<&TextPair<'_>>| pair.map_or_else(|| Text::dim("none"), |pair| mapping(graph, pair));
        let to_binding = if binding { told(best_binding(graph, answer, row)) } else { Text::dim("–") };
        let rest = [same, told(best(answer, row)), to_binding];
        std::iter::once(Text::plain(row.category.title.as_str())).chain(cells).chain(rest).collect()
    };
    document.table(&columns, &[], shared.iter().map(row).collect());
}

/// The texts that ask for a category in two places or more.
pub(super) fn common(row: &CategoryRow<'_>) -> Vec<NodeIx> {
    row.asked.iter().flatten().copied().duplicates().sorted().collect()
}

/// The two different texts with the strongest mapping that ask for a category in two places.
pub(super) fn best<'a, 'g>(answer: &'a Simulation<'g>, row: &CategoryRow<'_>) -> Option<&'a TextPair<'g>> {
    mapped(answer, row).min_by_key(|pair| cost(&pair.bridge))
}

/// The same where one of the two binds in its place.
pub(super) fn best_binding<'a, 'g>(
    graph: &Graph,
    answer: &'a Simulation<'g>,
    row: &CategoryRow<'_>,
) -> Option<&'a TextPair<'g>> {
    let binds = |(side, text): (usize, NodeIx)| answer.sides[side].binds(graph, text);
    mapped(answer, row).filter(|pair| binds(pair.a) || binds(pair.b)).min_by_key(|pair| cost(&pair.bridge))
}

/// The pairs of different texts that ask for a category and have a mapping.
fn mapped<'a, 'g>(answer: &'a Simulation<'g>, row: &CategoryRow<'_>) -> impl Iterator<Item = &'a TextPair<'g>> {
    let pairs = answer.pairs.iter().filter(|pair| matches!(pair.bridge, Bridge::Chain(..)));
    pairs.filter(|pair| pair.categories.iter().any(|it| it.id == row.category.id))
}

fn cost(bridge: &Bridge) -> Cost {
    match bridge {
        Bridge::SameText => Cost::ZERO,
        Bridge::Chain(chain, _) => chain.cost,
        Bridge::None => Cost::INFINITE,
    }
}

/// A mapping in a cell: its strength and between what.
fn mapping(graph: &Graph, pair: &TextPair<'_>) -> Text {
    let strength = cost(&pair.bridge).strength().map(|it| it.to_string()).unwrap_or_default();
    let ends = format!("{} – {}", graph.node(pair.a.1).label(), graph.node(pair.b.1).label());
    if is_usable(graph, pair) {
        Text::plain(format!("{strength} {ends}"))
    } else {
        Text::dim(format!("weak, {strength} {ends}"))
    }
}

/// The pairs, strongest first; those without a mapping in one line a pair of places.
fn add_pairs<'g>(graph: &'g Graph, answer: &Simulation<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let (mapped, bare): (Vec<&TextPair<'_>>, Vec<&TextPair<'_>>) =
        answer.pairs.iter().partition(|pair| pair.bridge != Bridge::None);
    let mapped = mapped.into_iter().sorted_by_key(|pair| cost(&pair.bridge));
    let (usable, weak): (Vec<&TextPair<'_>>, Vec<&TextPair<'_>>) =
        mapped.partition(|pair| pair.bridge == Bridge::SameText || is_usable(graph, pair));
    for (pairs, limit, what) in [(usable, PAIRS_SHOWN, "mapped pairs"), (weak, OTHERS_SHOWN, "weakly mapped pairs")] {
        for pair in pairs.iter().take(limit) {
            document.item_with(pair_head(graph, answer, pair, cite), vec![Text::plain(titles(pair))]);
        }
        if pairs.len() > limit {
            let more = pairs.len() - limit;
            document.item(Text::dim(format!("… and {more} more {what}; --format json has all.")));
        }
    }
    for ((i, j), pairs) in &bare.iter().chunk_by(|pair| (pair.a.0, pair.b.0)) {
        let pairs = pairs.map(|pair| format!("{} – {}", graph.node(pair.a.1).label(), graph.node(pair.b.1).label()));
        let places = format!("{} – {}", answer.sides[i].name, answer.sides[j].name);
        document.item(Text::dim(format!("No mapping recorded ({places}): {}", listed(pairs, OTHERS_SHOWN))));
    }
}

fn pair_head<'g>(graph: &'g Graph, answer: &Simulation<'g>, pair: &TextPair<'g>, cite: &mut Citations<'g>) -> Text {
    let label = |(side, text): (usize, NodeIx)| (graph.node(text).label(), answer.sides[side].name);
    let ((a, place_a), (b, place_b)) = (label(pair.a), label(pair.b));
    match &pair.bridge {
        Bridge::SameText | Bridge::None => {
            let head = Text::default().and(Span::Strong(a.to_owned()));
            head.then(format!(" applies in both {place_a} and {place_b}: the same evidence serves both"))
        }
        Bridge::Chain(chain, _) => {
            let strength = chain.strength().map(|it| it.to_string()).unwrap_or_default();
            let usable = is_usable(graph, pair);
            let says = if usable { "reusable through" } else { "weak, through" };
            let head = Text::default().and(Span::Strong(format!("{a} – {b}")));
            let head = head.then(format!(" ({place_a} – {place_b}), {says} {a}"));
            head.join(link_words(graph, &chain.steps, cite)).then(format!(", strength {strength}"))
        }
    }
}

fn titles(pair: &TextPair<'_>) -> String {
    pair.categories.iter().map(|category| category.title.as_str()).join(", ")
}
