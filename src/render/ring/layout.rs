//! Where everything stands on the page of a ring.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use crate::model::NodeIx;
use crate::render::circle::{Spoke, at, bundled, middle};
use crate::render::compose::{
    HEADING_LINE, LEGEND_LINE, MARGIN, MARK, PANEL_FONT, SMALL_FONT, SUBTITLE_FONT, SUBTITLE_LINE, layer_names,
    legend_items, line_words, name_lines, sentences,
};
use crate::render::draw::fitting_title;
use crate::render::palette::Tie;
use crate::render::scene::{Line, Point, Sign, Standing};
use crate::render::selection::Selection;
use crate::render::text::{Face, clean, shorten, width, wrap};

use super::conflicts::{self, Detail};
use super::seats::{Seat, Seats};
use super::{Band, Heading, Ring, RingScene, Tick, TickKind};

/// Height of a place on the ring.
const PLACE: f64 = 12.0;
/// The smallest ring.
const LEAST: f64 = 170.0;
/// Thickness of the arcs, and their distance from the labels.
pub const BAND: f64 = 9.0;
pub const BESIDE: f64 = 5.0;
/// Room between arcs and lines.
const ENDS: f64 = 2.5;
/// The longest a label may be, and the name of a region.
const LONGEST: f64 = 190.0;
const LONGEST_REGION: f64 = 300.0;
/// Part of a place over which its lines are spread.
const SPREAD: f64 = 0.62;
/// How closely lines follow the tree.
const TENSION: f64 = 0.86;
/// Width of the list of conflicts beside a ring.
const LIST: f64 = 400.0;
/// Room between a ring and what is beside it.
const GAP: f64 = 30.0;

/// Font size and face of a label.
pub fn font(kind: TickKind) -> (f64, Face) {
    match kind {
        TickKind::Region => (PANEL_FONT, Face::Bold),
        TickKind::Card => (11.0, Face::Bold),
        TickKind::Framework => (10.6, Face::Regular),
        TickKind::Institution => (10.0, Face::Oblique),
    }
}

/// Composes the map of a selection as one ring with its conflicts beside it.
///
/// Every label has a place of its own on the circle, so none can overlap. Takes time linear in nodes and links.
pub fn compose_ring(selection: &Selection<'_>) -> RingScene {
    compose(selection, &[(None, selection)])
}

/// Composes several maps, such as one for each layer, as rings side by side, each with its conflicts below it. Title and
/// words at the foot are those of `whole`.
pub fn compose_rings(whole: &Selection<'_>, parts: &[(String, Selection<'_>)]) -> RingScene {
    let parts: Vec<(Option<&str>, &Selection<'_>)> =
        parts.iter().map(|(name, selection)| (Some(name.as_str()), selection)).collect();
    compose(whole, &parts)
}

fn compose(whole: &Selection<'_>, parts: &[(Option<&str>, &Selection<'_>)]) -> RingScene {
    let several = parts.len() > 1;
    let drawn: Vec<(Ring, Seats)> = parts.iter().map(|(name, selection)| ring(selection, *name)).collect();
    let rings: Vec<Ring> = drawn.iter().map(|(ring, _)| ring.clone()).collect();
    let page = 2.0 * MARGIN + rings.iter().map(|ring| columns(ring, several)).sum::<f64>();
    let page = (page + GAP * count(rings.len() - 1)).max(640.0).ceil();
    let room = page - 2.0 * MARGIN;
    let (title, title_size) = fitting_title(&sentences::title(whole), room);
    let opening = "Regions are arcs, and what has links stands on them; lines join what aligns, refers or conflicts.";
    let subtitle = wrap(&clean(&sentences::subtitle(whole, opening)), Face::Regular, SUBTITLE_FONT, room);
    let top = (MARGIN + title_size + 12.0 + SUBTITLE_LINE * count(subtitle.len())).round();
    let mut scene = RingScene {
        width: page,
        height: 0.0,
        margin: MARGIN,
        title,
        title_size,
        subtitle,
        description: String::new(),
        rings,
        legend: Vec::new(),
        footer: Vec::new(),
        footer_top: 0.0,
    };
    let bottom = place(&mut scene, parts, top);
    scene.legend = legend_items(legend(&scene, whole), bottom + 22.0, room);
    scene.footer_top = scene.legend.last().map_or(bottom, |item| item.y) + LEGEND_LINE;
    let seats: Vec<&Seats> = drawn.iter().map(|(_, seats)| seats).collect();
    let lines = footer(whole, &seats);
    scene.footer = lines.iter().flat_map(|line| wrap(&clean(line), Face::Regular, SMALL_FONT, room)).collect();
    scene.height = (scene.footer_top + LEGEND_LINE * count(scene.footer.len()) + MARGIN / 2.0).ceil();
    scene.description = describe(&scene);
    scene
}

/// What a ring takes of the page's width.
fn columns(ring: &Ring, several: bool) -> f64 {
    let (from, to) = bounds(ring);
    let wide = to.x - from.x;
    if several || !has_conflicts(ring) { wide } else { wide + GAP + LIST }
}

fn has_conflicts(ring: &Ring) -> bool {
    ring.lines.iter().any(|line| line.tie == Tie::Conflict)
}

/// The corners of the smallest upright rectangle around a ring, from its centre.
fn bounds(ring: &Ring) -> (Point, Point) {
    let mut from = Point { x: -ring.outer, y: -ring.outer };
    let mut to = Point { x: ring.outer, y: ring.outer };
    for corner in ring.ticks.iter().flat_map(|tick| tick.spoke.corners()) {
        from = Point { x: from.x.min(corner.x), y: from.y.min(corner.y) };
        to = Point { x: to.x.max(corner.x), y: to.y.max(corner.y) };
    }
    (from, to)
}

/// Puts rings and lists on the page; returns where they end.
fn place(scene: &mut RingScene, parts: &[(Option<&str>, &Selection<'_>)], top: f64) -> f64 {
    let several = parts.len() > 1;
    let head = if several { HEADING_LINE + 10.0 } else { 4.0 };
    let lower = scene.rings.iter().map(|ring| bounds(ring).1.y).fold(0.0, f64::max);
    let upper = scene.rings.iter().map(|ring| -bounds(ring).0.y).fold(0.0, f64::max);
    let middle_line = top + head + upper;
    let under = middle_line + lower + 8.0;
    // A page wider than its rings is shared out evenly.
    let used: f64 = scene.rings.iter().map(|ring| columns(ring, several)).sum::<f64>();
    let spare = (scene.width - 2.0 * MARGIN - used - GAP * count(parts.len() - 1)).max(0.0);
    let mut x = MARGIN + spare / 2.0;
    let mut bottom = under;
    for (ring, (name, selection)) in scene.rings.iter_mut().zip(parts) {
        let (from, to) = bounds(ring);
        ring.centre = Point { x: x - from.x, y: middle_line };
        if let Some(name) = name {
            let text = format!("{name} layer: {}", tally(ring));
            ring.heading = Some(Heading { text, at: Point { x, y: top + 18.0 } });
        }
        let (list, wide) = if several {
            (Point { x, y: under + 14.0 }, to.x - from.x)
        } else {
            (Point { x: x + (to.x - from.x) + GAP, y: top + 18.0 }, LIST)
        };
        if has_conflicts(ring) {
            let entries = list_of(selection, list, wide, if several { f64::INFINITY } else { under }, several);
            bottom = bottom.max(conflicts::bottom(&entries, list.y));
            ring.list = Some(Heading { text: format!("Conflicts ({})", entries.len()), at: list });
            ring.conflicts = entries;
        }
        name_conflicts(ring);
        x += columns(ring, several) + GAP;
    }
    bottom
}

/// The list with as much detail as there is room for above `bottom`.
fn list_of(selection: &Selection<'_>, head: Point, wide: f64, bottom: f64, several: bool) -> Vec<super::ConflictEntry> {
    let first = Point { x: head.x, y: head.y + 12.0 };
    let details = if several { &Detail::ALL[2..] } else { &Detail::ALL[..] };
    let mut lists = details.iter().map(|detail| conflicts::entries(selection, *detail, first, wide));
    let fits = |list: &Vec<super::ConflictEntry>| conflicts::bottom(list, first.y) <= bottom;
    let found = lists.find(fits);
    // Where even the shortest is too long, the page grows.
    found.unwrap_or_else(|| conflicts::entries(selection, Detail::Kind, first, wide))
}

/// Gives entries the ids of their lines: both follow the order of links.
fn name_conflicts(ring: &mut Ring) {
    let lines = ring.lines.iter().filter(|line| line.tie == Tie::Conflict);
    for (entry, line) in ring.conflicts.iter_mut().zip(lines) {
        line.id.clone_into(&mut entry.line);
    }
}

/// A ring around its centre.
fn ring(selection: &Selection<'_>, name: Option<&str>) -> (Ring, Seats) {
    let seats = Seats::of(selection);
    let outer = (seats.places * PLACE / TAU).max(LEAST);
    let inner = outer - BESIDE - BAND - ENDS;
    let panels = &selection.scope().graph().regions().panels;
    let panel_id = |panel: usize| panels.get(panel).map_or_else(String::new, |panel| panel.id.to_string());
    let bands = seats.cards.iter().map(|card| Band {
        panel: panel_id(card.panel),
        position: card.panel,
        from: card.from,
        to: card.to,
        context: card.context,
    });
    let numbers = numbers(selection);
    let ticks =
        seats.seats.iter().map(|seat| Tick { panel: panel_id(seat.panel), ..tick(selection, seat, outer, &numbers) });
    let ring = Ring {
        prefix: name.map_or_else(String::new, |name| format!("{}-", name.to_lowercase())),
        heading: None,
        centre: Point { x: 0.0, y: 0.0 },
        inner,
        outer,
        bands: bands.collect(),
        ticks: ticks.collect(),
        lines: lines(selection, &seats, inner),
        list: None,
        conflicts: Vec::new(),
    };
    (ring, seats)
}

/// The numbers of the conflicts of each node, in the order of links.
fn numbers(selection: &Selection<'_>) -> BTreeMap<NodeIx, Vec<usize>> {
    let graph = selection.scope().graph();
    let conflicts = selection.links().iter().map(|ix| graph.link(*ix)).filter(|link| link.relation.is_conflict());
    let mut numbers: BTreeMap<NodeIx, Vec<usize>> = BTreeMap::new();
    for (number, link) in (1..).zip(conflicts) {
        for end in [link.from.node, link.to.node] {
            numbers.entry(end).or_default().push(number);
        }
    }
    numbers
}

/// The numbers of conflicts as written after a label.
pub fn numbers_text(conflicts: &[usize]) -> String {
    conflicts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn tick(selection: &Selection<'_>, seat: &Seat, outer: f64, numbers: &BTreeMap<NodeIx, Vec<usize>>) -> Tick {
    let graph = selection.scope().graph();
    let node = seat.node.map(|ix| graph.node(ix));
    let (size, face) = font(seat.kind);
    let conflicts = seat.node.and_then(|ix| numbers.get(&ix)).cloned().unwrap_or_default();
    let mark = if seat.standing == Standing::InEffect { 0.0 } else { MARK };
    let longest = if seat.kind == TickKind::Region { LONGEST_REGION } else { LONGEST };
    let label = shorten(&clean(&seat.label), face, size, longest).into_owned();
    let tail = if conflicts.is_empty() { 0.0 } else { 5.0 + width(&numbers_text(&conflicts), Face::Bold, 9.0) };
    let length = mark + width(&label, face, size) + tail;
    Tick {
        node: node.map(|node| node.id.to_string()),
        kind: seat.kind,
        node_kind: node.map_or("", |node| node.kind().as_str()).to_owned(),
        layers: node.map_or_else(String::new, |node| layer_names(node.layers())),
        panel: String::new(),
        position: seat.panel,
        tooltip: node.map_or_else(|| seat.label.clone(), |node| format!("{}: {}", node.name, node.kind().label())),
        label,
        spoke: Spoke { angle: seat.angle, radius: outer, length, height: size * 1.08 },
        standing: seat.standing,
        focus: selection.options().focus.is_some_and(|(focus, _)| seat.node == Some(focus)),
        conflicts,
    }
}

/// One line for each link between two that have a seat.
fn lines(selection: &Selection<'_>, seats: &Seats, inner: f64) -> Vec<Line> {
    let graph = selection.scope().graph();
    let places = seats.find();
    let drawn: Vec<(crate::model::LinkIx, Tie, usize, usize)> = (selection.links().iter())
        .filter_map(|ix| {
            let link = graph.link(*ix);
            let ends = (places.get(&link.from.node)?, places.get(&link.to.node)?);
            Some((*ix, Tie::of(link.relation)?, *ends.0, *ends.1))
        })
        .collect();
    let joined: Vec<[usize; 2]> = drawn.iter().map(|(_, _, from, to)| [*from, *to]).collect();
    let ends = spread(seats, &joined);
    let mut lines: Vec<Line> = (drawn.iter().zip(&ends))
        .map(|((ix, tie, from, to), ends)| {
            let way = way(seats, [*from, *to], *ends, inner);
            Line { points: bundled(&way, TENSION), ..line_words(selection, &[*ix], *tie) }
        })
        .collect();
    name_lines(&mut lines);
    lines.sort_by_key(|line| line.tie);
    lines
}

/// The angles at which lines end: spread over the place of each end, in the order in which they leave.
fn spread(seats: &Seats, joined: &[[usize; 2]]) -> Vec<[f64; 2]> {
    let mut at_seat: BTreeMap<usize, Vec<(f64, usize, usize)>> = BTreeMap::new();
    for (line, ends) in joined.iter().enumerate() {
        for side in [0, 1] {
            let (here, there) = (&seats.seats[ends[side]], &seats.seats[ends[1 - side]]);
            let ahead = (there.angle - here.angle).rem_euclid(TAU);
            at_seat.entry(ends[side]).or_default().push((ahead, line, side));
        }
    }
    let place = TAU / seats.places * SPREAD;
    let mut angles = vec![[0.0; 2]; joined.len()];
    for (seat, mut lines) in at_seat {
        lines.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let step = place / count(lines.len());
        for (position, (_, line, side)) in lines.iter().enumerate() {
            let offset = (count(position) + 0.5) * step - place / 2.0;
            angles[*line][*side] = seats.seats[seat].angle + offset;
        }
    }
    angles
}

/// The points of the tree between two ends.
fn way(seats: &Seats, ends: [usize; 2], angles: [f64; 2], inner: f64) -> Vec<Point> {
    let [one, two] = ends.map(|end| &seats.seats[end]);
    let [from, to] = angles.map(|angle| at(angle, inner));
    let card = |seat: &Seat| seat.card.map_or(seat.angle, |card| middle(seats.cards[card].from, seats.cards[card].to));
    let panel = |seat: &Seat| seats.panels.get(&seat.panel).copied().unwrap_or(seat.angle);
    let (a, b) = (card(one), card(two));
    if one.card == two.card {
        return vec![from, at(middle(angles[0], angles[1]), inner * 0.86), to];
    }
    if one.panel == two.panel {
        return vec![from, at(a, inner * 0.84), at(middle(a, b), inner * 0.7), at(b, inner * 0.84), to];
    }
    let (far_a, far_b) = (at(panel(one), inner * 0.42), at(panel(two), inner * 0.42));
    vec![from, at(a, inner * 0.8), far_a, far_b, at(b, inner * 0.8), to]
}

fn tally(ring: &Ring) -> String {
    let count = |tie: Tie| ring.lines.iter().filter(|line| line.tie == tie).count();
    let words = Tie::ALL.iter().rev().map(|tie| {
        let number = count(*tie);
        format!("{number} {}{}", tie.as_str(), if number == 1 { "" } else { "s" })
    });
    words.collect::<Vec<_>>().join(", ")
}

/// What the signs mean, as far as they occur.
fn legend(scene: &RingScene, whole: &Selection<'_>) -> Vec<(Sign, String)> {
    let ticks = || scene.rings.iter().flat_map(|ring| &ring.ticks);
    let has = |standing: Standing| ticks().any(|tick| tick.standing == standing);
    let graph = whole.scope().graph();
    let total = |tie: Tie| {
        let ties = whole.links().iter().filter_map(|ix| Tie::of(graph.link(*ix).relation));
        ties.filter(|of| *of == tie).count()
    };
    let ties = Tie::ALL.iter().rev().map(|tie| (*tie, total(*tie))).filter(|(_, total)| *total > 0);
    let mut entries: Vec<(Sign, String)> =
        ties.map(|(tie, total)| (Sign::Tie(tie), format!("{} ({total})", tie.label()))).collect();
    let others = [
        (ticks().any(|tick| !tick.conflicts.is_empty()), Sign::Conflict, "In conflict, with the numbers of the list"),
        (has(Standing::Pending), Sign::Mark(Standing::Pending), "Proposed or draft"),
        (has(Standing::Over), Sign::Mark(Standing::Over), "Repealed, withdrawn or lapsed"),
        (ticks().any(|tick| tick.kind == TickKind::Institution), Sign::Institution, "Regulators and other bodies"),
        (
            scene.rings.iter().flat_map(|ring| &ring.bands).any(|band| band.context),
            Sign::Context,
            "Elsewhere, linked with the area",
        ),
    ];
    entries.extend(others.iter().filter(|(shown, ..)| *shown).map(|(_, sign, text)| (*sign, (*text).to_owned())));
    entries
}

fn footer(whole: &Selection<'_>, seats: &[&Seats]) -> Vec<String> {
    let mut missing = Vec::new();
    if let [seats] = seats {
        match seats.unlinked {
            0 => {}
            1 => missing.push("1 framework or institution without a link".to_owned()),
            many => missing.push(format!("{many} frameworks and institutions without a link")),
        }
    } else {
        missing.push("what has no link in a layer; a link of several layers stands in each".to_owned());
    }
    missing.extend(sentences::missing(whole));
    let mut words = format!("Lines that go the same way run together. Not drawn: {}.", missing.join("; "));
    if whole.options().area.is_some() {
        words.push_str(" Elsewhere only what links with the area directly is shown.");
    }
    words.push_str(" Sources of each link: `interlex list links`.");
    vec![words, sentences::data(whole)]
}

fn describe(scene: &RingScene) -> String {
    let rings = scene.rings.iter().map(|ring| {
        let nodes = ring.ticks.iter().filter(|tick| tick.node.is_some()).count();
        let what = ring.heading.as_ref().map_or(String::new(), |heading| format!("{}: ", heading.text));
        format!("{what}{nodes} labels joined by {}", tally(ring))
    });
    let rings: Vec<String> = rings.collect();
    format!("A ring of regions with what they have; {}. {}", rings.join("; "), scene.footer.join(" "))
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
