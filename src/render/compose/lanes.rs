//! Lanes: where in its gutter or channel each line runs, so that lines of different nets never lie on one another.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::scene::Point;

use super::frame::{Frame, LANE, PANEL_PAD};
use super::route::{Anchor, Item, Places, Run, Site, Way};

/// Distance between neighbouring ends at one side of an item, where there is room.
const PORT: f64 = 5.0;
/// Room between the lanes of a gutter and the cards beside it.
const STUB: f64 = 6.0;
/// The least width of a gutter within a panel.
const INNER: f64 = 20.0;
/// The least room between two stacks of panels.
const BETWEEN: f64 = 16.0;
/// Stretches nearer than this are beside one another.
const BESIDE: f64 = 3.0;

/// How many nets each channel carries.
pub fn channel_lanes(frame: &Frame, ways: &[Way]) -> Vec<usize> {
    let mut nets: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); frame.channels.len()];
    for way in ways {
        for run in &way.runs {
            for anchor in [run.from, run.to] {
                if let Anchor::Cross { channel, .. } = anchor {
                    nets[channel].insert(way.net);
                }
            }
        }
    }
    nets.iter().map(BTreeSet::len).collect()
}

/// A stretch of a net along a gutter.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    net: usize,
    top: f64,
    bottom: f64,
    lane: usize,
}

/// Whether a net goes up (negative) or down from a channel, and in which gutters.
#[derive(Debug, Default)]
struct Pull {
    sum: f64,
    count: f64,
    gutters: BTreeSet<usize>,
}

/// Lanes of all nets.
#[derive(Debug)]
pub struct Lanes<'p> {
    places: &'p Places<'p>,
    /// Height at which a net runs through a channel.
    channel: BTreeMap<(usize, usize), f64>,
    /// Height at which a net ends at a port.
    port: BTreeMap<(Site, bool, usize), f64>,
    /// Per gutter: stretches with their lanes, by net.
    stretches: Vec<Vec<Stretch>>,
    /// Per gutter: how many lanes.
    counts: Vec<usize>,
}

impl<'p> Lanes<'p> {
    /// Assigns lanes. Positions in `places` must be the final ones.
    pub fn new(places: &'p Places<'p>, ways: &[Way]) -> Self {
        let gutters = places.frame.column_count() + 1;
        let mut lanes = Self {
            places,
            channel: BTreeMap::new(),
            port: BTreeMap::new(),
            stretches: vec![Vec::new(); gutters],
            counts: vec![0; gutters],
        };
        lanes.assign_channels(ways);
        lanes.assign_ports(ways);
        for gutter in 0..gutters {
            lanes.assign_gutter(gutter, ways);
        }
        lanes
    }

    /// Before lanes are known: the middle of an anchor.
    fn rough(&self, anchor: Anchor) -> f64 {
        match anchor {
            Anchor::Port(site, _) => self.places.height.get(&site).copied().unwrap_or(0.0),
            Anchor::Cross { channel, .. } => {
                let (top, height) = self.places.vertical.channels[channel];
                top + height / 2.0
            }
        }
    }

    fn exact(&self, anchor: Anchor, net: usize) -> f64 {
        let known = match anchor {
            Anchor::Port(site, right) => self.port.get(&(site, right, net)),
            Anchor::Cross { channel, .. } => self.channel.get(&(channel, net)),
        };
        known.copied().unwrap_or_else(|| self.rough(anchor))
    }

    /// Nets that come from above and leave upwards take the upper lanes of a channel. A channel whose lanes would meet
    /// those of the next column's at the same height is shifted a little.
    fn assign_channels(&mut self, ways: &[Way]) {
        let mut taken = vec![Heights::default(); self.counts.len()];
        for (channel, nets) in self.channel_pulls(ways) {
            let mut order: Vec<(f64, usize)> = nets.iter().map(|(net, pull)| (pull.sum / pull.count, *net)).collect();
            order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let (top, height) = self.places.vertical.channels[channel];
            let lanes: Vec<(usize, f64)> = (spread(order.len(), LANE, height).zip(&order))
                .map(|(offset, (_, net))| (*net, top + height / 2.0 + offset))
                .collect();
            let slack = lanes.first().map_or(0.0, |(_, y)| (y - top - 1.5).max(0.0));
            let shift = clear(0.0, slack, |shift| {
                let gaps = lanes.iter().flat_map(|(net, y)| {
                    let near = |gutter: &usize| taken[*gutter].nearest(*net, y + shift);
                    nets.get(net).into_iter().flat_map(|pull| &pull.gutters).map(near).collect::<Vec<_>>()
                });
                gaps.fold(f64::INFINITY, f64::min)
            });
            for (net, y) in lanes {
                for gutter in nets.get(&net).into_iter().flat_map(|pull| &pull.gutters) {
                    taken[*gutter].add(net, y + shift);
                }
                self.channel.insert((channel, net), y + shift);
            }
        }
    }

    /// Per channel and net: where the net comes from and goes to.
    fn channel_pulls(&self, ways: &[Way]) -> BTreeMap<usize, BTreeMap<usize, Pull>> {
        let mut pulls: BTreeMap<usize, BTreeMap<usize, Pull>> = BTreeMap::new();
        for way in ways {
            for run in &way.runs {
                for (anchor, far) in [(run.from, run.to), (run.to, run.from)] {
                    if let Anchor::Cross { channel, .. } = anchor {
                        let pull = pulls.entry(channel).or_default().entry(way.net).or_default();
                        pull.sum += self.rough(far) - self.rough(anchor);
                        pull.count += 1.0;
                        pull.gutters.insert(run.gutter);
                    }
                }
            }
        }
        pulls
    }

    /// Nets that leave an item upwards take the upper places at its side.
    fn assign_ports(&mut self, ways: &[Way]) {
        let mut pulls: BTreeMap<(Site, bool), BTreeMap<usize, (f64, f64)>> = BTreeMap::new();
        for way in ways {
            for run in &way.runs {
                for (anchor, far) in [(run.from, run.to), (run.to, run.from)] {
                    if let Anchor::Port(site, right) = anchor {
                        let pull = self.exact(far, way.net) - self.rough(anchor);
                        let sum = pulls.entry((site, right)).or_default().entry(way.net).or_insert((0.0, 0.0));
                        *sum = (sum.0 + pull, sum.1 + 1.0);
                    }
                }
            }
        }
        let mut taken = self.crossing_heights(ways);
        for ((site, right), nets) in pulls {
            let mut order: Vec<(f64, usize)> = nets.iter().map(|(net, (sum, n))| (sum / n, *net)).collect();
            order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let room = if matches!(site.item, Item::Note(_)) { 10.0 } else { 13.0 };
            let middle = self.places.height.get(&site).copied().unwrap_or(0.0);
            let heights = &mut taken[self.places.column_of[site.card] + usize::from(right)];
            for (offset, (_, net)) in spread(order.len(), PORT, room).zip(&order) {
                let y = middle + clear(offset, room / 2.0, |offset| heights.nearest(*net, middle + offset));
                heights.add(*net, y);
                self.port.insert((site, right, *net), y);
            }
        }
    }

    /// Per gutter: the heights at which nets enter it from channels.
    fn crossing_heights(&self, ways: &[Way]) -> Vec<Heights> {
        let mut heights = vec![Heights::default(); self.counts.len()];
        for way in ways {
            for run in &way.runs {
                for anchor in [run.from, run.to] {
                    if matches!(anchor, Anchor::Cross { .. }) {
                        heights[run.gutter].add(way.net, self.exact(anchor, way.net));
                    }
                }
            }
        }
        heights
    }

    fn assign_gutter(&mut self, gutter: usize, ways: &[Way]) {
        let mut parts: BTreeMap<usize, Vec<(f64, f64, f64, f64)>> = BTreeMap::new();
        for way in ways {
            for run in way.runs.iter().filter(|run| run.gutter == gutter) {
                let (a, b) = (self.exact(run.from, way.net), self.exact(run.to, way.net));
                let side = side_of(run.from, gutter) + side_of(run.to, gutter);
                // Falling to the right counts as positive slope.
                let slope = (b - a) * (side_of(run.to, gutter) - side_of(run.from, gutter));
                parts.entry(way.net).or_default().push((a.min(b), a.max(b), side, slope));
            }
        }
        let mut stretches: Vec<(f64, Stretch)> = Vec::new();
        for (net, mut pieces) in parts {
            pieces.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let mut open: Option<(f64, f64, f64, f64, f64)> = None;
            for (top, bottom, side, slope) in pieces {
                open = match open {
                    Some(known) if top <= known.1 + 0.01 => {
                        Some((known.0, known.1.max(bottom), known.2 + side, known.3 + slope, known.4 + 1.0))
                    }
                    known => {
                        stretches.extend(known.map(|known| stretch(net, known)));
                        Some((top, bottom, side, slope, 1.0))
                    }
                };
            }
            stretches.extend(open.map(|known| stretch(net, known)));
        }
        stretches.retain(|(_, stretch)| stretch.bottom - stretch.top > 0.5);
        stretches.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.top.total_cmp(&b.1.top)).then(a.1.net.cmp(&b.1.net)));
        let depth = deepest(&stretches);
        // By lane: its stretches, from above; they do not overlap.
        let mut lanes: Vec<Vec<Stretch>> = Vec::new();
        let mut placed = Vec::new();
        for (key, mut stretch) in stretches {
            let free = |lane: &usize| lanes.get(*lane).is_none_or(|others| is_free(others, &stretch));
            let from_left = || (0..=lanes.len()).find(free);
            let from_right = || (0..depth).rev().find(free);
            let lane = if key > 0.0 { from_right().or_else(from_left) } else { from_left() };
            stretch.lane = lane.unwrap_or(0);
            lanes.resize_with(lanes.len().max(stretch.lane + 1), Vec::new);
            let others = &mut lanes[stretch.lane];
            others.insert(others.partition_point(|other| other.top <= stretch.top), stretch);
            placed.push(stretch);
        }
        placed.sort_by_key(|stretch| stretch.net);
        self.counts[gutter] = lanes.len();
        self.stretches[gutter] = placed;
    }

    /// How wide each gutter is.
    pub fn gutter_widths(&self) -> Vec<f64> {
        let last = self.counts.len() - 1;
        let width = |(gutter, count): (usize, &usize)| {
            let lanes = f64::from(u32::try_from(*count).unwrap_or(u32::MAX)) * LANE;
            let outer = gutter == 0 || gutter == last;
            if outer {
                PANEL_PAD + if *count > 0 { lanes + STUB } else { 0.0 }
            } else if self.places.frame.is_between(gutter) {
                2.0 * PANEL_PAD + (lanes + STUB).max(BETWEEN)
            } else {
                (lanes + 2.0 * STUB).max(INNER)
            }
        };
        self.counts.iter().enumerate().map(width).collect()
    }

    /// The corners of a way. `gutters` holds the left side and width of each gutter.
    pub fn points(&self, way: &Way, gutters: &[(f64, f64)]) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for run in &way.runs {
            let (from, to) = (self.exact(run.from, way.net), self.exact(run.to, way.net));
            let (left, width) = gutters[run.gutter];
            let edge = |anchor: Anchor| match anchor {
                Anchor::Port(_, true) => Some(left),
                Anchor::Port(_, false) => Some(left + width),
                Anchor::Cross { .. } => None,
            };
            if let Some(x) = edge(run.from) {
                points.push(Point { x, y: from });
            }
            if let Some(x) = self.lane_x(run, way.net, from.min(to), from.max(to), left, width) {
                points.push(Point { x, y: from });
                points.push(Point { x, y: to });
            }
            if let Some(x) = edge(run.to) {
                points.push(Point { x, y: to });
            }
        }
        simplify(points)
    }

    fn lane_x(&self, run: &Run, net: usize, top: f64, bottom: f64, left: f64, width: f64) -> Option<f64> {
        let stretches = &self.stretches[run.gutter];
        let stretch = stretches[stretches.partition_point(|stretch| stretch.net < net)..]
            .iter()
            .take_while(|stretch| stretch.net == net)
            .find(|stretch| stretch.top <= top + 0.02 && stretch.bottom >= bottom - 0.02)?;
        let count = f64::from(u32::try_from(self.counts[run.gutter]).unwrap_or(u32::MAX));
        let lane = f64::from(u32::try_from(stretch.lane).unwrap_or(u32::MAX));
        let last = self.counts.len() - 1;
        let centre = match run.gutter {
            0 => left + (width - PANEL_PAD) / 2.0,
            gutter if gutter == last => left + PANEL_PAD + (width - PANEL_PAD) / 2.0,
            _ => left + width / 2.0,
        };
        Some(centre + (lane - (count - 1.0) / 2.0) * LANE)
    }
}

/// −1 for what lies left of a gutter, +1 for what lies right of it.
fn side_of(anchor: Anchor, gutter: usize) -> f64 {
    match anchor {
        Anchor::Port(_, true) => -1.0,
        Anchor::Port(_, false) => 1.0,
        Anchor::Cross { column, .. } => {
            if column == gutter {
                1.0
            } else {
                -1.0
            }
        }
    }
}

/// The key orders stretches from the left: brackets on the left side, short ones first; falling ones from below, rising
/// ones from above; brackets on the right side, long ones first.
fn stretch(net: usize, (top, bottom, side, slope, count): (f64, f64, f64, f64, f64)) -> (f64, Stretch) {
    let length = bottom - top;
    let mean = side / count;
    let key = if mean < -0.5 {
        -1e6 + length
    } else if mean > 0.5 {
        1e6 - length
    } else if slope > 0.0 {
        -1e4 - top
    } else {
        -1e2 + bottom / 1e3
    };
    (key, Stretch { net, top, bottom, lane: 0 })
}

fn overlap(a: &Stretch, b: &Stretch) -> bool {
    a.top < b.bottom + BESIDE && b.top < a.bottom + BESIDE
}

/// Whether a stretch overlaps none of those of a lane, which come from above and do not overlap one another: then only its
/// neighbours can.
fn is_free(lane: &[Stretch], stretch: &Stretch) -> bool {
    let below = lane.partition_point(|other| other.top <= stretch.top);
    let neighbours = [below.checked_sub(1), Some(below)].into_iter().flatten();
    !neighbours.filter_map(|at| lane.get(at)).any(|other| overlap(other, stretch))
}

/// The most stretches beside one another.
fn deepest(stretches: &[(f64, Stretch)]) -> usize {
    let sorted = |of: fn(&Stretch) -> f64| {
        let mut values: Vec<f64> = stretches.iter().map(|(_, stretch)| of(stretch)).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let (tops, ends) = (sorted(|it| it.top), sorted(|it| it.bottom + BESIDE));
    // What has begun where one begins, less what is over by then.
    let beside = |(_, one): &(f64, Stretch)| {
        tops.partition_point(|top| *top <= one.top + BESIDE) - ends.partition_point(|end| *end < one.top)
    };
    stretches.iter().map(beside).max().unwrap_or(0)
}

/// Offsets of `count` things around a middle, `apart` from one another where `room` allows.
fn spread(count: usize, apart: f64, room: f64) -> impl Iterator<Item = f64> {
    let steps = f64::from(u32::try_from(count.max(1) - 1).unwrap_or(u32::MAX));
    let apart = if steps > 0.0 { apart.min(room / (steps + 1.0)) } else { 0.0 };
    (0..u32::try_from(count).unwrap_or(u32::MAX)).map(move |at| (f64::from(at) - steps / 2.0) * apart)
}

/// The offset nearest to `wanted`, at most `room` from the middle, that is far enough from everything else; else the
/// one that is farthest. What comes from the cards on both sides of a gutter would lie on one another otherwise.
fn clear(wanted: f64, room: f64, distance: impl Fn(f64) -> f64) -> f64 {
    const APART: f64 = 2.2;
    const STEP: f64 = 0.4;
    let mut best = (distance(wanted), wanted);
    for step in 1..=40_u32 {
        if best.0 >= APART {
            break;
        }
        for offset in [wanted - f64::from(step) * STEP, wanted + f64::from(step) * STEP] {
            let reached = distance(offset).min(APART);
            if offset.abs() <= room && reached > best.0 {
                best = (reached, offset);
            }
        }
    }
    best.1
}

/// The heights at which nets enter a gutter, from above.
#[derive(Debug, Clone, Default)]
struct Heights(Vec<(f64, usize)>);

impl Heights {
    fn add(&mut self, net: usize, y: f64) {
        self.0.insert(self.from(y), (y, net));
    }

    /// How far the nearest height of another net is.
    fn nearest(&self, net: usize, y: f64) -> f64 {
        let (above, below) = self.0.split_at(self.from(y));
        let other = |(_, other): &&(f64, usize)| *other != net;
        let neighbours = [above.iter().rev().find(other), below.iter().find(other)];
        neighbours.into_iter().flatten().map(|(height, _)| (height - y).abs()).fold(f64::INFINITY, f64::min)
    }

    /// The position of the first that is not above `y`.
    fn from(&self, y: f64) -> usize {
        self.0.partition_point(|(height, _)| *height < y)
    }
}

/// Drops corners that are none.
fn simplify(points: Vec<Point>) -> Vec<Point> {
    let same = |a: f64, b: f64| (a - b).abs() < 0.01;
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last().is_some_and(|last| same(last.x, point.x) && same(last.y, point.y)) {
            continue;
        }
        if let [.., before, last] = kept.as_slice()
            && ((same(before.x, last.x) && same(last.x, point.x)) || (same(before.y, last.y) && same(last.y, point.y)))
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}
