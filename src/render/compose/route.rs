//! Finding a way for every line through gutters and channels, never through a card.
//!
//! Lines of one kind that share an end form a net: a tree that is drawn as one bundle, leaving its trunk towards the
//! other ends. Ways are shortest paths on the graph of gutters and crossings; crossings that are full become dearer.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::render::palette::Tie;

use super::frame::{ChannelKind, Frame, Vertical};

/// An end of a line: a card and the item of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    /// The card.
    pub card: usize,
    /// The item.
    pub item: Item,
}

/// What of a card a line ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The header.
    Header,
    /// A row.
    Row(usize),
    /// An institution.
    Note(usize),
}

/// A line to draw.
#[derive(Debug, Clone, Copy)]
pub struct Wire {
    /// Where it starts.
    pub from: Site,
    /// Where it leads.
    pub to: Site,
    /// Its look.
    pub tie: Tie,
}

/// A point of the way where it turns from a gutter into a card or a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchor {
    /// The side of an item that faces the gutter; `true` for its right side.
    Port(Site, bool),
    /// The crossing of a column by a channel.
    Cross {
        /// The column.
        column: usize,
        /// The channel.
        channel: usize,
    },
}

/// A stretch of the way within one gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The gutter.
    pub gutter: usize,
    /// Where it enters.
    pub from: Anchor,
    /// Where it leaves.
    pub to: Anchor,
}

/// The way of a wire.
#[derive(Debug, Clone)]
pub struct Way {
    /// The net it belongs to.
    pub net: usize,
    /// Stretches, from the hub of the net.
    pub runs: Vec<Run>,
    /// Whether the hub is where the wire leads, not where it starts.
    pub reversed: bool,
}

/// Where the items are.
#[derive(Debug)]
pub struct Places<'p> {
    /// The frame.
    pub frame: &'p Frame,
    /// Vertical positions.
    pub vertical: &'p Vertical,
    /// Column of each card.
    pub column_of: &'p [usize],
    /// Middle of each item.
    pub height: BTreeMap<Site, f64>,
    /// Width of a column and its gutter.
    pub pitch: f64,
}

/// A position in a gutter.
#[derive(Debug)]
struct Slot {
    gutter: usize,
    y: f64,
    anchor: Anchor,
}

struct Router<'p> {
    places: &'p Places<'p>,
    /// By gutter, from above: neighbours in a gutter follow one another.
    slots: Vec<Slot>,
    index: BTreeMap<(usize, Anchor), usize>,
    /// Of a slot at a crossing: the slot on the other side of the column.
    across: Vec<Option<usize>>,
    /// How many nets use a crossing; by the first of its two slots.
    used: Vec<u32>,
    /// How many nets pass between a slot and the next.
    crowd: Vec<u32>,
    /// Lists that serve one search after the other: how cheaply each slot is reached and from where, and which are.
    best: Vec<(Cost, Option<usize>)>,
    reached: Vec<usize>,
}

/// Tenths of a unit, so that sums do not depend on their order.
type Cost = u64;

/// Ways for all wires, in their order.
pub fn route(places: &Places<'_>, wires: &[Wire]) -> Vec<Way> {
    let mut router = Router::new(places);
    let mut ways: Vec<Option<Way>> = vec![None; wires.len()];
    let mut tree = Tree { towards: vec![None; router.slots.len()], slots: Vec::new() };
    for (net, (hub, mut members)) in nets(wires).into_iter().enumerate() {
        members.sort_by_key(|wire| (router.distance(hub, other(&wires[*wire], hub)), *wire));
        router.ports(hub).into_iter().for_each(|port| tree.add(port, None, 0));
        for wire in members {
            let leaf = other(&wires[wire], hub);
            let path = router.join(&mut tree, leaf);
            ways[wire] = Some(Way { net, runs: router.runs(&path), reversed: wires[wire].from != hub });
        }
        router.charge(&tree);
        tree.clear();
    }
    ways.into_iter().flatten().collect()
}

fn other(wire: &Wire, hub: Site) -> Site {
    if wire.from == hub { wire.to } else { wire.from }
}

/// Nets with their hubs: conflicts first, then from the largest.
fn nets(wires: &[Wire]) -> Vec<(Site, Vec<usize>)> {
    let mut degree: BTreeMap<(Tie, Site), usize> = BTreeMap::new();
    for wire in wires {
        *degree.entry((wire.tie, wire.from)).or_default() += 1;
        *degree.entry((wire.tie, wire.to)).or_default() += 1;
    }
    let mut nets: BTreeMap<(Tie, Site), Vec<usize>> = BTreeMap::new();
    for (position, wire) in wires.iter().enumerate() {
        let weight = |site: Site| degree.get(&(wire.tie, site)).copied().unwrap_or(0);
        let hub = if weight(wire.from) > weight(wire.to) { wire.from } else { wire.to };
        nets.entry((wire.tie, hub)).or_default().push(position);
    }
    let mut sorted: Vec<_> = nets.into_iter().collect();
    sorted.sort_by_key(|((tie, hub), members)| (Reverse(*tie), Reverse(members.len()), *hub));
    sorted.into_iter().map(|((_, hub), members)| (hub, members)).collect()
}

/// The ways of a net to its hub.
struct Tree {
    /// Per slot of the net: the way to the hub and what is left of it.
    towards: Vec<Option<(Option<usize>, Cost)>>,
    /// The slots of the net.
    slots: Vec<usize>,
}

impl Tree {
    /// Adds a slot, unless the net has it.
    fn add(&mut self, slot: usize, next: Option<usize>, left: Cost) {
        if self.towards[slot].is_none() {
            self.towards[slot] = Some((next, left));
            self.slots.push(slot);
        }
    }

    /// Forgets the net, so that the next can begin.
    fn clear(&mut self) {
        for slot in self.slots.drain(..) {
            self.towards[slot] = None;
        }
    }
}

impl<'p> Router<'p> {
    fn new(places: &'p Places<'p>) -> Self {
        let mut slots = Vec::new();
        for (column, channels) in places.frame.crossings.iter().enumerate() {
            for channel in channels {
                let (top, height) = places.vertical.channels[*channel];
                for gutter in [column, column + 1] {
                    let anchor = Anchor::Cross { column, channel: *channel };
                    slots.push(Slot { gutter, y: top + height / 2.0, anchor });
                }
            }
        }
        for (site, y) in &places.height {
            for right in [false, true] {
                let gutter = places.column_of[site.card] + usize::from(right);
                slots.push(Slot { gutter, y: *y, anchor: Anchor::Port(*site, right) });
            }
        }
        slots.sort_by(|a, b| a.gutter.cmp(&b.gutter).then(a.y.total_cmp(&b.y)).then(a.anchor.cmp(&b.anchor)));
        let index: BTreeMap<(usize, Anchor), usize> =
            slots.iter().enumerate().map(|(at, slot)| ((slot.gutter, slot.anchor), at)).collect();
        let across = |slot: &Slot| match slot.anchor {
            Anchor::Cross { column, .. } => {
                let gutter = if slot.gutter == column { column + 1 } else { column };
                index.get(&(gutter, slot.anchor)).copied()
            }
            Anchor::Port(..) => None,
        };
        let count = slots.len();
        Self {
            places,
            across: slots.iter().map(across).collect(),
            slots,
            index,
            used: vec![0; count],
            crowd: vec![0; count],
            best: vec![(Cost::MAX, None); count],
            reached: Vec::new(),
        }
    }

    fn ports(&self, site: Site) -> Vec<usize> {
        let column = self.places.column_of[site.card];
        let port = |right: bool| self.index.get(&(column + usize::from(right), Anchor::Port(site, right))).copied();
        [false, true].into_iter().filter_map(port).collect()
    }

    /// Roughly how far apart two sites are.
    fn distance(&self, a: Site, b: Site) -> Cost {
        let columns = self.places.column_of[a.card].abs_diff(self.places.column_of[b.card]);
        let across = f64::from(u32::try_from(columns).unwrap_or(u32::MAX)) * self.places.pitch;
        let height = |site: &Site| self.places.height.get(site).copied().unwrap_or(0.0);
        tenths(across + (height(&a) - height(&b)).abs())
    }

    /// The steps that lead away from a slot, each with its cost.
    fn steps(&self, at: usize) -> impl Iterator<Item = (usize, Cost)> + use<> {
        let slot = &self.slots[at];
        let beside = |next: usize| {
            let other = self.slots.get(next).filter(|other| other.gutter == slot.gutter)?;
            let length = (slot.y - other.y).abs();
            Some((next, tenths(length * (1.0 + 0.05 * f64::from(self.crowd[at.min(next)])))))
        };
        let above = at.checked_sub(1).and_then(beside);
        [above, beside(at + 1), self.crossing(at)].into_iter().flatten()
    }

    /// The step over the column, from a slot at a crossing.
    fn crossing(&self, at: usize) -> Option<(usize, Cost)> {
        let Anchor::Cross { channel, .. } = self.slots[at].anchor else { return None };
        let next = self.across[at]?;
        let used = f64::from(self.used[at.min(next)]);
        let (free, turn) = match self.places.frame.channels[channel] {
            ChannelKind::Gap(_) => (2.0, 34.0),
            ChannelKind::Band(..) => (8.0, 18.0),
            ChannelKind::Top | ChannelKind::Bottom => (4.0, 40.0),
        };
        let full = (used - free).max(0.0) * 30.0;
        Some((next, tenths(self.places.pitch + turn + full)))
    }

    /// The cheapest way from `leaf` to the tree, added to it; returns the slots from hub to leaf.
    fn join(&mut self, tree: &mut Tree, leaf: Site) -> Vec<usize> {
        let mut heap = BinaryHeap::new();
        for port in self.ports(leaf) {
            self.reach(port, 0, None);
            heap.push(Reverse((0, port)));
        }
        let mut goal: Option<(Cost, usize)> = None;
        while let Some(Reverse((cost, at))) = heap.pop() {
            if goal.is_some_and(|(known, _)| cost >= known) {
                break;
            }
            if cost > self.best[at].0 {
                continue;
            }
            if let Some((_, left)) = tree.towards[at] {
                // Going along the trunk costs little, so that bundles stay together.
                let total = cost + left * 2 / 5;
                if goal.is_none_or(|known| (total, at) < known) {
                    goal = Some((total, at));
                }
            }
            for (next, step) in self.steps(at) {
                let total = cost + step;
                if total < self.best[next].0 {
                    self.reach(next, total, Some(at));
                    heap.push(Reverse((total, next)));
                }
            }
        }
        let way = goal.map_or_else(Vec::new, |(_, at)| self.graft(tree, at));
        for slot in self.reached.drain(..) {
            self.best[slot] = (Cost::MAX, None);
        }
        way
    }

    fn reach(&mut self, slot: usize, cost: Cost, from: Option<usize>) {
        if self.best[slot].0 == Cost::MAX {
            self.reached.push(slot);
        }
        self.best[slot] = (cost, from);
    }

    /// Adds the way found to the tree.
    fn graft(&self, tree: &mut Tree, joint: usize) -> Vec<usize> {
        let mut trunk = vec![joint];
        while let Some((Some(next), _)) = trunk.last().and_then(|at| tree.towards[*at]) {
            trunk.push(next);
        }
        trunk.reverse();
        let mut at = joint;
        let mut left = tree.towards[joint].map_or(0, |(_, left)| left);
        while let (_, Some(next)) = self.best[at] {
            let step = self.steps(at).find(|(to, _)| *to == next).map_or(0, |(_, cost)| cost);
            left += step;
            tree.add(next, Some(at), left);
            trunk.push(next);
            at = next;
        }
        trunk
    }

    /// Notes what a net takes up.
    fn charge(&mut self, tree: &Tree) {
        for &at in &tree.slots {
            let Some((Some(next), _)) = tree.towards[at] else { continue };
            let first = at.min(next);
            if self.slots[at].gutter == self.slots[next].gutter {
                self.crowd[first] += 1;
            } else {
                self.used[first] += 1;
            }
        }
    }

    /// The slots of a way as stretches within gutters.
    fn runs(&self, path: &[usize]) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut start = 0;
        for position in 1..=path.len() {
            let leaves =
                path.get(position).is_none_or(|next| self.slots[*next].gutter != self.slots[path[position - 1]].gutter);
            if leaves {
                let (from, to) = (&self.slots[path[start]], &self.slots[path[position - 1]]);
                runs.push(Run { gutter: from.gutter, from: from.anchor, to: to.anchor });
                start = position;
            }
        }
        runs
    }
}

fn tenths(units: f64) -> Cost {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "lengths on a page: small, not negative"
    )]
    let cost = (units * 10.0).round().max(0.0) as Cost;
    cost
}
