//! The frame of a map: panels in stacks, cards in columns, and the channels between them.
//!
//! A page is a row of columns with a gutter on either side of each. Columns belong to stacks of panels. Wherever lines
//! can cross a column there is a channel: above and below all panels, between the panels of a stack, and between the
//! cards of a column. Cards follow one another in a column, so they cannot overlap.

use std::ops::Range;

use super::measure::CardDraft;

/// Distance between neighbouring lanes.
pub const LANE: f64 = 3.2;
/// Room between a panel's side and its cards.
pub const PANEL_PAD: f64 = 9.0;
/// Height of a line of a panel's heading.
pub const HEADING_LINE: f64 = 19.0;
/// Room above and below the heading together.
pub const HEADING_PAD: f64 = 11.0;
/// The least space between cards.
const CARD_GAP: f64 = 9.0;
/// The least space between panels of a stack.
const PANEL_GAP: f64 = 16.0;
/// The most that a gap between cards grows to make the columns of a panel end together.
const JUSTIFY: f64 = 10.0;

/// A panel within its stack.
#[derive(Debug, Clone)]
pub struct StackPanel {
    /// Position in the data's list of panels.
    pub panel: usize,
    /// Lines of its heading.
    pub heading: Vec<String>,
    /// Cards by column, from above.
    pub columns: Vec<Vec<usize>>,
}

/// Panels above one another, with common columns.
#[derive(Debug, Clone)]
pub struct Stack {
    /// From above.
    pub panels: Vec<StackPanel>,
    /// Its columns on the page.
    pub columns: Range<usize>,
}

/// Where a channel runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelKind {
    /// Above all panels.
    Top,
    /// Below all panels.
    Bottom,
    /// Below the panel at this position of this stack.
    Band(usize, usize),
    /// Above this card.
    Gap(usize),
}

/// The frame.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Stacks, from the left.
    pub stacks: Vec<Stack>,
    /// Channels that cross columns.
    pub channels: Vec<ChannelKind>,
    /// Per column: the channels that cross it, from above.
    pub crossings: Vec<Vec<usize>>,
}

/// Vertical positions.
#[derive(Debug, Clone)]
pub struct Vertical {
    /// Upper side of each card.
    pub cards: Vec<f64>,
    /// Upper side and height of each channel.
    pub channels: Vec<(f64, f64)>,
    /// Upper and lower side of each panel, by stack.
    pub panels: Vec<Vec<(f64, f64)>>,
    /// Where everything ends.
    pub bottom: f64,
}

impl Frame {
    /// Joins stacks to a frame.
    pub fn new(stacks: Vec<Stack>) -> Self {
        let mut channels = vec![ChannelKind::Top, ChannelKind::Bottom];
        let mut crossings = Vec::new();
        for (position, stack) in stacks.iter().enumerate() {
            let bands: Vec<usize> = (1..stack.panels.len())
                .map(|after| {
                    channels.push(ChannelKind::Band(position, after - 1));
                    channels.len() - 1
                })
                .collect();
            for column in 0..stack.columns.len() {
                let mut crossed = vec![0];
                for (number, panel) in stack.panels.iter().enumerate() {
                    for card in panel.columns.get(column).map_or(&[][..], Vec::as_slice).iter().skip(1) {
                        channels.push(ChannelKind::Gap(*card));
                        crossed.push(channels.len() - 1);
                    }
                    crossed.push(bands.get(number).copied().unwrap_or(1));
                }
                crossings.push(crossed);
            }
        }
        Self { stacks, channels, crossings }
    }

    /// How many columns the page has.
    pub fn column_count(&self) -> usize {
        self.crossings.len()
    }

    /// Whether the gutter left of `column` (or right of the last) lies between two stacks or outside all.
    pub fn is_between(&self, gutter: usize) -> bool {
        self.stacks.iter().any(|stack| stack.columns.start == gutter || stack.columns.end == gutter)
    }

    /// Vertical positions from 0, given how many lanes each channel holds.
    pub fn vertical(&self, drafts: &[CardDraft], lanes: &[usize]) -> Vertical {
        let need = |channel: usize| room(lanes.get(channel).copied().unwrap_or(0));
        let mut solved = Vertical {
            cards: vec![0.0; drafts.len()],
            channels: vec![(0.0, 0.0); self.channels.len()],
            panels: Vec::new(),
            bottom: 0.0,
        };
        solved.channels[0] = (0.0, need(0));
        for (position, stack) in self.stacks.iter().enumerate() {
            let mut y = need(0);
            let mut sides = Vec::new();
            for (number, panel) in stack.panels.iter().enumerate() {
                let bottom = self.panel_vertical(panel, drafts, &need, y, &mut solved);
                sides.push((y, bottom));
                y = bottom;
                if let Some(band) = self.find(ChannelKind::Band(position, number)) {
                    let height = need(band).max(PANEL_GAP);
                    solved.channels[band] = (y, height);
                    y += height;
                }
            }
            solved.panels.push(sides);
            solved.bottom = solved.bottom.max(y);
        }
        self.stretch(&mut solved);
        solved.channels[1] = (solved.bottom, need(1));
        solved.bottom += need(1);
        solved
    }

    fn find(&self, kind: ChannelKind) -> Option<usize> {
        self.channels.iter().position(|known| *known == kind)
    }

    /// Places the cards of a panel whose upper side is `y`; returns its lower side.
    fn panel_vertical(
        &self,
        panel: &StackPanel,
        drafts: &[CardDraft],
        need: &dyn Fn(usize) -> f64,
        y: f64,
        solved: &mut Vertical,
    ) -> f64 {
        let head = y + heading_height(panel);
        let gap = |card: usize| {
            let channel = self.find(ChannelKind::Gap(card));
            (channel, channel.map_or(0.0, need).max(CARD_GAP))
        };
        let column_height = |cards: &Vec<usize>| {
            let gaps: f64 = cards.iter().skip(1).map(|card| gap(*card).1).sum();
            gaps + cards.iter().map(|card| drafts[*card].height).sum::<f64>()
        };
        let tallest = panel.columns.iter().map(column_height).fold(0.0, f64::max);
        for cards in &panel.columns {
            let gaps = f64::from(u32::try_from(cards.len().saturating_sub(1)).unwrap_or(0));
            let extra = if gaps > 0.0 { ((tallest - column_height(cards)) / gaps).min(JUSTIFY) } else { 0.0 };
            let mut at = head;
            for (position, card) in cards.iter().enumerate() {
                if position > 0 {
                    let (channel, space) = gap(*card);
                    if let Some(channel) = channel {
                        solved.channels[channel] = (at, space + extra);
                    }
                    at += space + extra;
                }
                solved.cards[*card] = at;
                at += drafts[*card].height;
            }
        }
        head + tallest + PANEL_PAD
    }

    /// Moves the panels of shorter stacks apart, so that the last ones end on the page's common lower side.
    fn stretch(&self, solved: &mut Vertical) {
        for (position, stack) in self.stacks.iter().enumerate() {
            let Some(end) = solved.panels[position].last().map(|(_, bottom)| *bottom) else { continue };
            let bands = stack.panels.len() - 1;
            if bands == 0 {
                continue;
            }
            let each = (solved.bottom - end) / f64::from(u32::try_from(bands).unwrap_or(1));
            let mut shift = 0.0;
            for (number, panel) in stack.panels.iter().enumerate() {
                let side = &mut solved.panels[position][number];
                *side = (side.0 + shift, side.1 + shift);
                for card in panel.columns.iter().flatten() {
                    solved.cards[*card] += shift;
                    if let Some(gap) = self.find(ChannelKind::Gap(*card)) {
                        solved.channels[gap].0 += shift;
                    }
                }
                if let Some(band) = self.find(ChannelKind::Band(position, number)) {
                    solved.channels[band].0 += shift;
                    solved.channels[band].1 += each;
                    shift += each;
                }
            }
        }
    }
}

/// Height of a panel above its first cards.
pub fn heading_height(panel: &StackPanel) -> f64 {
    HEADING_PAD + HEADING_LINE * f64::from(u32::try_from(panel.heading.len()).unwrap_or(1))
}

/// Room for so many lanes.
fn room(lanes: usize) -> f64 {
    let lanes = f64::from(u32::try_from(lanes).unwrap_or(u32::MAX));
    if lanes > 0.0 { lanes * LANE + 4.0 } else { 0.0 }
}
