//! Which panel stands where, and which card in which column.
//!
//! Panels have roughly geographic places. Among the arrangements known, and the numbers of columns for each stack of
//! panels, the one with the smallest page of the wanted ratio is taken.

use std::collections::BTreeMap;

use super::GUTTER_GUESS;
use super::frame::{HEADING_LINE, HEADING_PAD, PANEL_PAD, Stack, StackPanel};
use super::measure::{CardDraft, panel_heading};
use crate::model::Panel;

/// Width to height of a landscape page (A3, A4).
pub const RATIO: f64 = std::f64::consts::SQRT_2;
/// The most columns of a stack.
const MOST_COLUMNS: usize = 6;
/// Space between cards, as guessed.
const GAP_GUESS: f64 = 13.0;

/// Arrangements: stacks from the left, panels from above.
const ARRANGEMENTS: [&[&[&str]]; 5] = [
    &[&["north-america", "latin-america"], &["europe", "africa"], &["international"], &["asia-pacific", "middle-east"]],
    &[&["north-america", "latin-america"], &["europe", "middle-east", "africa"], &["international"], &["asia-pacific"]],
    &[&["north-america", "europe", "latin-america"], &["international"], &["asia-pacific", "middle-east", "africa"]],
    &[&["north-america", "europe", "africa", "latin-america"], &["international"], &["asia-pacific", "middle-east"]],
    &[&["north-america", "latin-america", "africa"], &["europe", "middle-east"], &["international"], &["asia-pacific"]],
];

/// The order in which panels stand on small maps, roughly from west to east.
const ORDER: [&str; 7] =
    ["north-america", "latin-america", "international", "europe", "africa", "middle-east", "asia-pacific"];
/// The most cards of a small map, for which more arrangements are tried, and the most stacks of these.
const SMALL: usize = 60;
const SMALL_STACKS: usize = 4;

/// The best arrangement of `drafts`, whose cards are `column` wide, on a page with `furniture` above and below.
pub fn arrange(panels: &[Panel], drafts: &[CardDraft], column: f64, furniture: f64) -> Vec<Stack> {
    let mut cards: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (card, draft) in drafts.iter().enumerate() {
        cards.entry(draft.plan.panel).or_default().push(card);
    }
    let mut best: Option<(f64, Vec<Stack>)> = None;
    let known = ARRANGEMENTS.iter().map(|arrangement| stacks_of(panels, &cards, arrangement));
    let small = if drafts.len() <= SMALL { compact(panels, &cards) } else { Vec::new() };
    for stacks in known.chain(small) {
        let (score, counts) = best_columns(&stacks, &cards, drafts, column, furniture);
        if best.as_ref().is_none_or(|(known, _)| score < *known - 0.5) {
            best = Some((score, build(panels, &stacks, &counts, &cards, drafts, column)));
        }
    }
    best.map_or_else(Vec::new, |(_, stacks)| stacks)
}

/// Panels with cards, in stacks; panels that the arrangement does not know make a last stack.
fn stacks_of(panels: &[Panel], cards: &BTreeMap<usize, Vec<usize>>, arrangement: &[&[&str]]) -> Vec<Vec<usize>> {
    let find = |id: &&str| {
        let position = panels.iter().position(|panel| panel.id.as_str() == *id);
        position.filter(|position| cards.contains_key(position))
    };
    let mut stacks: Vec<Vec<usize>> = arrangement.iter().map(|stack| stack.iter().filter_map(find).collect()).collect();
    let unknown: Vec<usize> =
        cards.keys().copied().filter(|panel| !stacks.iter().any(|stack| stack.contains(panel))).collect();
    stacks.push(unknown);
    stacks.retain(|stack| !stack.is_empty());
    stacks
}

/// All ways to stack the panels that have cards in their usual order.
fn compact(panels: &[Panel], cards: &BTreeMap<usize, Vec<usize>>) -> Vec<Vec<Vec<usize>>> {
    let rank = |panel: &usize| {
        let id = panels.get(*panel).map_or("", |panel| panel.id.as_str());
        (ORDER.iter().position(|known| *known == id).unwrap_or(ORDER.len()), *panel)
    };
    let mut present: Vec<usize> = cards.keys().copied().collect();
    present.sort_by_key(rank);
    let breaks = present.len().saturating_sub(1).min(16);
    // Each bit says whether a stack ends after the panel at its position.
    let choices = (0_u32..1 << breaks).filter(|choice| (choice.count_ones() as usize) < SMALL_STACKS);
    let stacks = choices.map(|choice| {
        let mut stacks: Vec<Vec<usize>> = vec![Vec::new()];
        for (position, panel) in present.iter().enumerate() {
            if let Some(stack) = stacks.last_mut() {
                stack.push(*panel);
            }
            if position < breaks && choice >> position & 1 == 1 {
                stacks.push(Vec::new());
            }
        }
        stacks
    });
    stacks.filter(|stacks| stacks.iter().all(|stack| !stack.is_empty())).collect()
}

/// The number of columns of each stack that gives the smallest page, and the width of that page.
fn best_columns(
    stacks: &[Vec<usize>],
    cards: &BTreeMap<usize, Vec<usize>>,
    drafts: &[CardDraft],
    column: f64,
    furniture: f64,
) -> (f64, Vec<usize>) {
    let most = |stack: &Vec<usize>| stack.iter().map(|panel| cards[panel].len()).max().unwrap_or(1).min(MOST_COLUMNS);
    let heights: Vec<Vec<f64>> = stacks
        .iter()
        .map(|stack| (1..=most(stack)).map(|count| stack_height(stack, count, cards, drafts)).collect())
        .collect();
    let mut counts = vec![1; stacks.len()];
    let mut best = (f64::INFINITY, counts.clone());
    loop {
        let total = f64::from(u32::try_from(counts.iter().sum::<usize>()).unwrap_or(u32::MAX));
        let page_width = total * (column + GUTTER_GUESS) + GUTTER_GUESS;
        let tallest = counts.iter().zip(&heights).map(|(count, heights)| heights[count - 1]).fold(0.0, f64::max);
        let score = page_width.max(super::LEAST_WIDTH).max((tallest + furniture) * RATIO);
        if score < best.0 - 0.5 {
            best = (score, counts.clone());
        }
        // The next choice of counts, as on an odometer.
        let Some(turn) = (0..counts.len()).find(|stack| counts[*stack] < heights[*stack].len()) else { break };
        counts[turn] += 1;
        for stack in &mut counts[..turn] {
            *stack = 1;
        }
    }
    best
}

fn stack_height(stack: &[usize], count: usize, cards: &BTreeMap<usize, Vec<usize>>, drafts: &[CardDraft]) -> f64 {
    let panels = stack.iter().map(|panel| {
        let columns = pack(&cards[panel], count, drafts);
        let tallest = columns.iter().map(|column| column_height(column, drafts)).fold(0.0, f64::max);
        tallest + HEADING_LINE + HEADING_PAD + PANEL_PAD + 22.0
    });
    panels.sum()
}

fn column_height(column: &[usize], drafts: &[CardDraft]) -> f64 {
    column.iter().map(|card| drafts[*card].height + GAP_GUESS).sum()
}

/// Each card, largest first, to the shortest column.
fn pack(cards: &[usize], count: usize, drafts: &[CardDraft]) -> Vec<Vec<usize>> {
    let mut columns: Vec<(f64, Vec<usize>)> = vec![(0.0, Vec::new()); count];
    for card in cards {
        let shortest = (0..count).min_by(|a, b| columns[*a].0.total_cmp(&columns[*b].0)).unwrap_or(0);
        columns[shortest].0 += drafts[*card].height + GAP_GUESS;
        columns[shortest].1.push(*card);
    }
    columns.into_iter().map(|(_, cards)| cards).collect()
}

fn build(
    panels: &[Panel],
    stacks: &[Vec<usize>],
    counts: &[usize],
    cards: &BTreeMap<usize, Vec<usize>>,
    drafts: &[CardDraft],
    column: f64,
) -> Vec<Stack> {
    let mut next = 0;
    let mut built = Vec::new();
    for (stack, count) in stacks.iter().zip(counts) {
        let panels = stack
            .iter()
            .map(|panel| StackPanel {
                panel: *panel,
                heading: panel_heading(panels.get(*panel).map_or("", |panel| panel.name.as_str()), column),
                columns: pack(&cards[panel], *count, drafts),
            })
            .collect();
        built.push(Stack { panels, columns: next..next + count });
        next += count;
    }
    built
}
