//! What is asked in several places, and what of the evidence for one text may serve another.

use itertools::Itertools;

use super::document::is_usable;
use super::labels;
use crate::analysis::simulate::{Bridge, CategoryRow, Simulation, TextPair};
use crate::model::{AlignmentMechanism, Cost, Graph, NodeIx, Relation};
use crate::report::chain::link_words;
use crate::report::cite::Citations;
use crate::report::document::{Document, Span, Text};
use crate::report::structure::{counted, listed};
use crate::scope::Scope;

/// How many pairs of texts with a mapping to work with are listed before the rest is counted.
const PAIRS_SHOWN: usize = 25;

/// The same for pairs of binding texts without a mapping.
const BARE_SHOWN: usize = 10;

/// How many texts of a place are named in a cell.
const TEXTS_SHOWN: usize = 6;

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
        if answer.pairs.iter().any(|pair| is_usable(graph, pair) && rests_on_a_finding(graph, pair)) {
            document.paragraph(Text::dim("A finding of comparable protection says that personal data may flow, not that evidence for the one law satisfies the other."));
        }
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
            // What binds first: in a region the list is long and cut.
            let bound = bound.into_iter().sorted_by_key(|(_, binds)| !binds);
            let marked = bound.map(|(ix, binds)| format!("{}{}", graph.node(ix).label(), if binds { "*" } else { "" }));
            let marked = listed(marked, TEXTS_SHOWN);
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

/// Whether a mapping goes through a finding that personal data are protected comparably.
fn rests_on_a_finding(graph: &Graph, pair: &TextPair<'_>) -> bool {
    let finding = Relation::Alignment(AlignmentMechanism::ComparableProtection);
    matches!(&pair.bridge, Bridge::Chain(chain, _) if chain.steps.iter().any(|step| graph.link(step.link).relation == finding))
}

fn cost(bridge: &Bridge) -> Cost {
    match bridge {
        Bridge::SameText => Cost::ZERO,
        Bridge::Chain(chain, _) => chain.cost,
        Bridge::None => Cost::INFINITE,
    }
}

/// A mapping in a cell: its strength, and between what if it is one to work with.
fn mapping(graph: &Graph, pair: &TextPair<'_>) -> Text {
    let strength = cost(&pair.bridge).strength().map(|it| it.to_string()).unwrap_or_default();
    if is_usable(graph, pair) {
        let ends = [pair.a.1, pair.b.1].map(|ix| graph.node(ix).label());
        Text::plain(format!("{strength} {} – {}", ends[0], ends[1]))
    } else {
        Text::dim(format!("weak, {strength}"))
    }
}

/// The pairs with a mapping to work with, strongest first; those with a weak one are counted, those without named.
fn add_pairs<'g>(graph: &'g Graph, answer: &Simulation<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let (mapped, bare): (Vec<&TextPair<'_>>, Vec<&TextPair<'_>>) =
        answer.pairs.iter().partition(|pair| pair.bridge != Bridge::None);
    let mapped = mapped.into_iter().sorted_by_key(|pair| cost(&pair.bridge));
    let (usable, weak): (Vec<&TextPair<'_>>, Vec<&TextPair<'_>>) =
        mapped.partition(|pair| pair.bridge == Bridge::SameText || is_usable(graph, pair));
    for pair in usable.iter().take(PAIRS_SHOWN) {
        document.item_with(pair_head(graph, answer, pair, cite), vec![Text::plain(titles(pair))]);
    }
    if let Some(more @ 1..) = usable.len().checked_sub(PAIRS_SHOWN) {
        document.item(Text::dim(format!("… and {more} more mapped pairs; --format json has all.")));
    }
    if !weak.is_empty() {
        let pairs = counted(weak.len(), "pair of texts has", "pairs of texts have");
        let below = graph.scales().bridged.value;
        document.item(Text::dim(format!("{pairs} only a weak mapping, below {below}; --format json has all.")));
    }
    let binds = |(side, text): (usize, NodeIx)| answer.sides[side].binds(graph, text);
    for ((i, j), pairs) in &bare.iter().chunk_by(|pair| (pair.a.0, pair.b.0)) {
        let (binding, others): (Vec<&TextPair<'_>>, Vec<&TextPair<'_>>) =
            pairs.copied().partition(|pair| binds(pair.a) && binds(pair.b));
        let places = format!("{} – {}", answer.sides[i].name, answer.sides[j].name);
        let pair = |pair: &&TextPair<'_>| [pair.a.1, pair.b.1].map(|ix| graph.node(ix).label()).join(" – ");
        if !binding.is_empty() {
            let told = listed(binding.iter().map(pair), BARE_SHOWN);
            document.item(format!("No mapping recorded between texts that bind ({places}): {told}"));
        }
        if !others.is_empty() {
            let count = counted(others.len(), "pair", "pairs");
            let more = format!("No mapping recorded for {count} of texts of which at most one binds ({places})");
            document.item(Text::dim(more));
        }
    }
}

fn pair_head<'g>(graph: &'g Graph, answer: &Simulation<'g>, pair: &TextPair<'g>, cite: &mut Citations<'g>) -> Text {
    let label = |(side, text): (usize, NodeIx)| (graph.node(text).label(), answer.sides[side].name);
    let ((a, place_a), (b, place_b)) = (label(pair.a), label(pair.b));
    match &pair.bridge {
        Bridge::SameText | Bridge::None => {
            let head = Text::default().and(Span::Strong(a.to_owned()));
            head.then(format!(" applies in {place_a} and {place_b} alike: the same evidence may serve both"))
        }
        Bridge::Chain(chain, _) => {
            let strength = chain.strength().map(|it| it.to_string()).unwrap_or_default();
            let head = Text::default().and(Span::Strong(format!("{a} – {b}")));
            let head = head.then(format!(" ({place_a} – {place_b}), may be reusable through {a}"));
            head.join(link_words(graph, &chain.steps, cite)).then(format!(", strength {strength}"))
        }
    }
}

fn titles(pair: &TextPair<'_>) -> String {
    pair.categories.iter().map(|category| category.title.as_str()).join(", ")
}
