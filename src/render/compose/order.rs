//! Bringing cards that are linked nearer to one another.
//!
//! Within each panel cards change places, and columns too, as long as lines get shorter and the panel no higher. The
//! largest card of a column stays on top and collections stay at the end, so that a panel still reads from its main
//! entries down.

use super::frame::{HEADING_LINE, HEADING_PAD, PANEL_PAD, Stack};
use super::measure::CardDraft;
use super::route::{Item, Site, Wire};
use crate::render::cards::CardKey;

/// Space between cards, as guessed.
const GAP_GUESS: f64 = 13.0;
/// How often all exchanges are tried; lines hardly get shorter after that.
const ROUNDS: usize = 4;
/// How many cards and wires may be looked at in all, so that very large maps do not take long.
const BUDGET: usize = 20_000_000;
/// How much higher a panel may become.
const TOLERANCE: f64 = 12.0;

/// Exchanges cards and columns while the lines get shorter. `height` gives the middle of an item below its card's upper
/// side. Takes time in the order of rounds × (cards of a panel)² × wires, within a budget.
pub fn order(stacks: &mut [Stack], drafts: &[CardDraft], wires: &[Wire], pitch: f64, height: impl Fn(Site) -> f64) {
    let ends: Vec<[(usize, f64); 2]> =
        wires.iter().map(|wire| [wire.from, wire.to].map(|site| (site.card, height(site)))).collect();
    let trials = BUDGET / (ends.len() + drafts.len()).max(1);
    let mut search = Search { stacks, drafts, ends, pitch, shortest: 0.0, trials };
    search.shortest = search.length();
    for _ in 0..ROUNDS {
        let before = search.shortest;
        search.round();
        if search.shortest >= before - 0.5 {
            break;
        }
    }
}

struct Search<'s> {
    stacks: &'s mut [Stack],
    drafts: &'s [CardDraft],
    /// Both ends of each wire: the card and the height in it.
    ends: Vec<[(usize, f64); 2]>,
    pitch: f64,
    shortest: f64,
    /// How many exchanges may still be tried.
    trials: usize,
}

impl Search<'_> {
    /// How long all lines are together, roughly.
    fn length(&self) -> f64 {
        let places = places(self.stacks, self.drafts);
        let along = |[a, b]: &[(usize, f64); 2]| {
            let (one, two) = (places[a.0], places[b.0]);
            let columns = u32::try_from(one.0.abs_diff(two.0)).unwrap_or(u32::MAX);
            f64::from(columns) * self.pitch + (one.1 + a.1 - two.1 - b.1).abs()
        };
        self.ends.iter().map(along).sum()
    }

    fn round(&mut self) {
        for stack in 0..self.stacks.len() {
            for panel in 0..self.stacks[stack].panels.len() {
                // Exchanging columns moves the slots of cards, so cards are looked at afterwards.
                for exchange in column_exchanges(self.columns(stack, panel)) {
                    self.attempt(stack, panel, &exchange);
                }
                for exchange in card_exchanges(self.columns(stack, panel), self.drafts) {
                    self.attempt(stack, panel, &exchange);
                }
            }
        }
    }

    /// Makes an exchange and takes it back if it does not pay.
    fn attempt(&mut self, stack: usize, panel: usize, exchange: &Exchange) {
        if self.trials == 0 {
            return;
        }
        self.trials -= 1;
        let highest = panel_height(self.columns(stack, panel), self.drafts) + TOLERANCE;
        exchange.apply(&mut self.stacks[stack].panels[panel].columns);
        let length = self.length();
        let fits = panel_height(self.columns(stack, panel), self.drafts) <= highest;
        if fits && length < self.shortest - 0.5 {
            self.shortest = length;
        } else {
            exchange.apply(&mut self.stacks[stack].panels[panel].columns);
        }
    }

    fn columns(&self, stack: usize, panel: usize) -> &[Vec<usize>] {
        &self.stacks[stack].panels[panel].columns
    }
}

/// An exchange; applied twice it undoes itself.
enum Exchange {
    Cards((usize, usize), (usize, usize)),
    Columns(usize, usize),
}

impl Exchange {
    fn apply(&self, columns: &mut [Vec<usize>]) {
        match *self {
            Self::Columns(a, b) => columns.swap(a, b),
            Self::Cards(a, b) => {
                let (one, two) = (columns[a.0][a.1], columns[b.0][b.1]);
                columns[a.0][a.1] = two;
                columns[b.0][b.1] = one;
            }
        }
    }
}

fn column_exchanges(columns: &[Vec<usize>]) -> Vec<Exchange> {
    let used: Vec<usize> = (0..columns.len()).filter(|column| !columns[*column].is_empty()).collect();
    let pairs =
        used.iter().enumerate().flat_map(|(number, a)| used[..number].iter().map(|b| Exchange::Columns(*b, *a)));
    pairs.collect()
}

fn card_exchanges(columns: &[Vec<usize>], drafts: &[CardDraft]) -> Vec<Exchange> {
    let movable = |card: &usize| matches!(drafts[*card].plan.key, CardKey::Jurisdiction(_) | CardKey::Body(_));
    let slots: Vec<(usize, usize)> = (columns.iter().enumerate())
        .flat_map(|(column, cards)| (1..cards.len()).map(move |position| (column, position)))
        .filter(|(column, position)| movable(&columns[*column][*position]))
        .collect();
    let pairs =
        slots.iter().enumerate().flat_map(|(number, a)| slots[..number].iter().map(|b| Exchange::Cards(*b, *a)));
    pairs.collect()
}

fn column_height(cards: &[usize], drafts: &[CardDraft]) -> f64 {
    cards.iter().map(|card| drafts[*card].height + GAP_GUESS).sum()
}

fn panel_height(columns: &[Vec<usize>], drafts: &[CardDraft]) -> f64 {
    columns.iter().map(|cards| column_height(cards, drafts)).fold(0.0, f64::max)
}

/// Where each card is, roughly: column and upper side.
fn places(stacks: &[Stack], drafts: &[CardDraft]) -> Vec<(usize, f64)> {
    let mut places = vec![(0, 0.0); drafts.len()];
    for stack in stacks {
        let mut top = 0.0;
        for panel in &stack.panels {
            let head = top + HEADING_LINE + HEADING_PAD;
            for (offset, cards) in panel.columns.iter().enumerate() {
                let mut y = head;
                for card in cards {
                    places[*card] = (stack.columns.start + offset, y);
                    y += drafts[*card].height + GAP_GUESS;
                }
            }
            top = head + panel_height(&panel.columns, drafts) + PANEL_PAD + 22.0;
        }
    }
    places
}

/// The middle of an item below its card's upper side.
pub fn item_height(draft: &CardDraft, item: Item) -> f64 {
    use super::measure::{HEADER, NOTE, ROW};
    match item {
        Item::Header => HEADER / 2.0,
        Item::Row(row) => super::row_top(row) + ROW / 2.0,
        Item::Note(note) => {
            let line = draft.notes.get(note).map_or(0, |note| note.line);
            draft.notes_top() + super::count(line) * NOTE + NOTE / 2.0
        }
    }
}
