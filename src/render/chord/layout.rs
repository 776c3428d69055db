//! Where everything stands.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use crate::analysis::{Family, RegionLinks, RegionPair};
use crate::model::Graph;
use crate::render::circle::{at, is_left, middle};
use crate::render::compose::{LEGEND_LINE, MARGIN, SMALL_FONT, SUBTITLE_FONT, SUBTITLE_LINE, legend_items};
use crate::render::draw::fitting_title;
use crate::render::scene::{Point, Rect, Sign};
use crate::render::text::{Face, clean, shorten, width, wrap};
use crate::scope::Scope;

use super::{ChordScene, ConflictMark, Dial, NumberTable, RegionArc, Ribbon, words};

/// Radius of the ribbons where several diagrams stand side by side, and where there is one.
const RADIUS: f64 = 215.0;
const ALONE: f64 = 300.0;
/// Thickness of the arcs of regions, with the room inside them.
pub const ARC: f64 = 16.0;
pub const INSIDE: f64 = 4.0;
/// Room between regions, as an angle.
const GAP: f64 = 0.045;
/// The least angle of a region, so that its name has a place.
const LEAST: f64 = 0.06;
/// Font size of names of regions.
pub const NAME_FONT: f64 = 13.0;
/// Height of a line of a name.
pub const NAME_LINE: f64 = 15.5;
/// Room for names beside a diagram.
const BESIDE: f64 = 128.0;
/// Room for names above and below a diagram.
const ABOVE: f64 = 44.0;
/// Height of a row of the table.
pub const ROW: f64 = 16.0;
/// Width of a column of numbers.
const NUMBER: f64 = 72.0;
/// The most pairs of regions that the table lists; the last row sums up.
const MOST_ROWS: usize = 36;

/// Composes the diagrams of these families, with a table of the numbers.
///
/// Takes time linear in pairs of regions.
pub fn compose_chord(scope: &Scope<'_>, links: &RegionLinks, families: &[Family], title: Option<&str>) -> ChordScene {
    let graph = scope.graph();
    // Conflicts are few: beside other families they are marks in these.
    let dialled: Vec<Family> = if families.len() > 1 {
        families.iter().copied().filter(|family| *family != Family::Conflict).collect()
    } else {
        families.to_vec()
    };
    let radius = if dialled.len() > 1 { RADIUS } else { ALONE };
    let marked = families.len() > 1 && families.contains(&Family::Conflict);
    let cell = 2.0 * (radius + ARC + INSIDE + BESIDE);
    let table_width = table_width(graph, links, families);
    let page = (2.0 * MARGIN + cell * count(dialled.len()) + table_width + 10.0).ceil();
    let room = page - 2.0 * MARGIN;
    let (title, title_size) = fitting_title(title.unwrap_or("Links between regions"), room);
    let subtitle = wrap(&clean(&words::subtitle(scope)), Face::Regular, SUBTITLE_FONT, room);
    let top = (MARGIN + title_size + 12.0 + SUBTITLE_LINE * count(subtitle.len())).round();
    let dials: Vec<Dial> = (dialled.iter().enumerate())
        .map(|(number, family)| {
            let left = MARGIN + cell * count(number);
            let centre = Point { x: left + cell / 2.0, y: top + 26.0 + ABOVE + radius + ARC + INSIDE };
            let heading_at = Point { x: left, y: top + 18.0 };
            dial(graph, links, (*family, marked), radius, (centre, heading_at))
        })
        .collect();
    let table_at = Point { x: MARGIN + cell * count(dialled.len()) + 10.0, y: top };
    let table = table(graph, links, families, table_at, table_width);
    let bottom =
        dials.iter().map(|dial| dial.centre.y + radius + ARC + INSIDE + ABOVE).fold(table.rect.bottom(), f64::max);
    let legend = legend_items(legend(links, families), bottom + 16.0, room);
    let footer_top = legend.last().map_or(bottom, |item| item.y) + LEGEND_LINE;
    let footer: Vec<String> =
        (words::footer(scope).iter()).flat_map(|line| wrap(&clean(line), Face::Regular, SMALL_FONT, room)).collect();
    ChordScene {
        width: page,
        height: (footer_top + LEGEND_LINE * count(footer.len()) + MARGIN / 2.0).ceil(),
        margin: MARGIN,
        title,
        title_size,
        subtitle,
        description: words::description(scope, links, families),
        dials,
        table,
        legend,
        footer,
        footer_top,
    }
}

fn legend(links: &RegionLinks, families: &[Family]) -> Vec<(Sign, String)> {
    let entry = |family: &Family| {
        let words = match (family, families.len()) {
            (Family::Conflict, 2..) => "Conflict, with how many there are".to_owned(),
            (Family::Alignment, _) => "Alignment".to_owned(),
            (Family::Reference, _) => "Reference, whichever way".to_owned(),
            (Family::Conflict, _) => "Conflict".to_owned(),
        };
        (Sign::Tie(words::tie(*family)), format!("{words} ({})", links.count(*family)))
    };
    families.iter().map(entry).collect()
}

/// A diagram of one family.
fn dial(
    graph: &Graph,
    links: &RegionLinks,
    (family, marked): (Family, bool),
    radius: f64,
    (centre, heading_at): (Point, Point),
) -> Dial {
    let pairs: Vec<&RegionPair> = links.pairs.iter().filter(|pair| !pair.links(family).is_empty()).collect();
    let regions = links.regions();
    let spans = spans(links, family, &regions);
    let ends = ends(&pairs, family, &regions, &spans);
    let mut ribbons: Vec<Ribbon> = (pairs.iter())
        .map(|pair| {
            let number = pair.links(family).len();
            let tooltip = format!("{}: {}", words::pair(graph, pair), words::counted(number, family));
            let at_a = ends[&(pair.a, pair.b)];
            Ribbon { a: pair.a, b: pair.b, at_a, at_b: ends[&(pair.b, pair.a)], count: number, tooltip }
        })
        .collect();
    ribbons.sort_by_key(|ribbon| (std::cmp::Reverse(ribbon.count), ribbon.a, ribbon.b));
    let arcs =
        (regions.iter()).map(|region| arc(graph, *region, spans[region], links.ending_in(*region, family), radius));
    let total = words::counted(links.count(family), family);
    Dial {
        tie: words::tie(family),
        heading: format!("{}{}", total[..1].to_uppercase(), &total[1..]),
        heading_at,
        centre,
        radius,
        arcs: arcs.collect(),
        ribbons,
        marks: if marked { marks(links, &spans, radius) } else { Vec::new() },
    }
}

/// Where each region begins and ends.
fn spans(links: &RegionLinks, family: Family, regions: &[usize]) -> BTreeMap<usize, (f64, f64)> {
    let counts: Vec<usize> = regions.iter().map(|region| links.ending_in(*region, family)).collect();
    let whole: usize = counts.iter().sum();
    let fixed = (GAP + LEAST) * count(regions.len());
    let each = (TAU - fixed).max(0.0) / count(whole.max(1));
    let mut next = GAP / 2.0;
    let mut spans = BTreeMap::new();
    for (region, number) in regions.iter().zip(counts) {
        let to = next + LEAST + each * count(number);
        spans.insert(*region, (next, to));
        next = to + GAP;
    }
    spans
}

/// Where on its region each pair ends: at (here, there). Pairs follow the circle backwards, so that neighbours do not
/// cross; a region's own links come first.
fn ends(
    pairs: &[&RegionPair],
    family: Family,
    regions: &[usize],
    spans: &BTreeMap<usize, (f64, f64)>,
) -> BTreeMap<(usize, usize), (f64, f64)> {
    let rank = |region: usize| regions.iter().position(|it| *it == region).unwrap_or(0);
    let mut ends = BTreeMap::new();
    for here in regions {
        let mut with: Vec<(usize, usize)> = (pairs.iter())
            .filter(|pair| pair.a == *here || pair.b == *here)
            .map(|pair| (if pair.a == *here { pair.b } else { pair.a }, pair.links(family).len()))
            .collect();
        let ahead = |there: usize| (rank(there) + regions.len() - rank(*here)) % regions.len();
        with.sort_by_key(|(there, _)| (*there != *here, std::cmp::Reverse(ahead(*there))));
        let (from, to) = spans[here];
        let number: usize = with.iter().map(|(_, number)| number).sum();
        let each = (to - from) / count(number.max(1));
        let mut next = from;
        for (there, number) in with {
            let end = next + each * count(number);
            ends.insert((*here, there), (next, end));
            next = end;
        }
    }
    ends
}

fn arc(graph: &Graph, region: usize, (from, to): (f64, f64), number: usize, radius: f64) -> RegionArc {
    let panel = graph.regions().panels.get(region);
    let name = format!("{} ({number})", words::region(graph, region));
    let label = wrap(&clean(&name), Face::Bold, NAME_FONT, BESIDE - 8.0);
    let wide = label.iter().map(|line| width(line, Face::Bold, NAME_FONT)).fold(0.0, f64::max);
    let angle = middle(from, to);
    let place = at(angle, radius + ARC + INSIDE + 9.0);
    // Beside the circle labels are centred on their place; above and below it they stand clear of it.
    let high = NAME_LINE * count(label.len());
    let x = if is_left(angle) { place.x - wide } else { place.x };
    let y = place.y - high / 2.0 - angle.cos() * (high / 2.0 - 2.0);
    RegionArc {
        id: panel.map_or_else(|| "elsewhere".to_owned(), |panel| panel.id.to_string()),
        position: region,
        from,
        to,
        count: number,
        label,
        area: Rect { x, y, width: wide, height: high },
    }
}

/// A line for each pair of regions in conflict.
fn marks(links: &RegionLinks, spans: &BTreeMap<usize, (f64, f64)>, radius: f64) -> Vec<ConflictMark> {
    let pairs: Vec<&RegionPair> = links.pairs.iter().filter(|pair| !pair.conflicts.is_empty()).collect();
    let regions = links.regions();
    let rank = |region: usize| regions.iter().position(|it| *it == region).unwrap_or(0);
    // The ends of a region's lines in the order in which their other ends follow backwards.
    let place = |here: usize, there: usize| {
        let (from, to) = spans[&here];
        let mut with: Vec<usize> = (pairs.iter())
            .filter(|pair| pair.a == here || pair.b == here)
            .map(|pair| if pair.a == here { pair.b } else { pair.a })
            .collect();
        let ahead = |there: usize| (rank(there) + regions.len() - rank(here)) % regions.len();
        with.sort_by_key(|it| (*it != here, std::cmp::Reverse(ahead(*it))));
        let position = with.iter().position(|it| *it == there).unwrap_or(0);
        from + (to - from) * (count(position) + 0.5) / count(with.len().max(1))
    };
    let mut marks: Vec<ConflictMark> = (pairs.iter())
        .map(|pair| {
            let ends = (place(pair.a, pair.b), place(pair.b, pair.a));
            let number_at = number_at(pair.a == pair.b, ends, radius);
            ConflictMark { a: pair.a, b: pair.b, ends, count: pair.conflicts.len(), number_at }
        })
        .collect();
    apart(&mut marks);
    marks
}

/// The middle of the curve of a mark.
fn number_at(within: bool, ends: (f64, f64), radius: f64) -> Point {
    if within {
        return at(ends.0, radius * 0.84);
    }
    // A quadratic curve through the centre of the circle: its middle is half way to that of its ends.
    let (a, b) = (at(ends.0, radius), at(ends.1, radius));
    Point { x: (a.x + b.x) / 4.0, y: (a.y + b.y) / 4.0 }
}

/// Moves numbers along their curves until none stands on another.
fn apart(marks: &mut [ConflictMark]) {
    let mut taken: Vec<Point> = Vec::new();
    for mark in marks {
        let (a, b) = mark.ends;
        let home = mark.number_at;
        let tries = [0.0, 18.0, -18.0, 36.0, -36.0, 54.0, -54.0];
        let along = |by: f64| {
            let (from, to) = (at(a, 1.0), at(b, 1.0));
            let way = Point { x: to.x - from.x, y: to.y - from.y };
            let length = way.x.hypot(way.y).max(0.01);
            Point { x: home.x + way.x / length * by, y: home.y + way.y / length * by }
        };
        let free = |point: &Point| taken.iter().all(|it| (it.x - point.x).hypot(it.y - point.y) >= 17.0);
        if mark.a != mark.b {
            mark.number_at = tries.into_iter().map(along).find(free).unwrap_or(home);
        }
        taken.push(mark.number_at);
    }
}

fn table_width(graph: &Graph, links: &RegionLinks, families: &[Family]) -> f64 {
    let names = links.pairs.iter().map(|pair| width(&words::pair(graph, pair), Face::Regular, SMALL_FONT));
    names.fold(180.0, f64::max).min(360.0) + 14.0 + NUMBER * count(families.len() + usize::from(families.len() > 1))
}

fn table(graph: &Graph, links: &RegionLinks, families: &[Family], at: Point, wide: f64) -> NumberTable {
    let several = families.len() > 1;
    let numbers = |pair: &RegionPair| {
        let mut numbers: Vec<usize> = families.iter().map(|family| pair.links(*family).len()).collect();
        if several {
            numbers.push(numbers.iter().sum());
        }
        numbers
    };
    let names = families.iter().map(|family| format!("{}s", family.as_str()));
    let names: Vec<String> = names.chain(several.then(|| "all".to_owned())).collect();
    let first = at.x + wide - NUMBER * count(names.len());
    let room = wide - NUMBER * count(names.len()) - 4.0;
    let mut pairs: Vec<&RegionPair> =
        links.pairs.iter().filter(|pair| numbers(pair).iter().any(|number| *number > 0)).collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(numbers(pair).iter().sum::<usize>()), pair.a, pair.b));
    let row = |pair: &&RegionPair| {
        let name = words::pair(graph, pair);
        (shorten(&clean(&name), Face::Regular, SMALL_FONT, room).into_owned(), numbers(pair))
    };
    let mut rows: Vec<(String, Vec<usize>)> = pairs.iter().take(MOST_ROWS).map(row).collect();
    if pairs.len() > MOST_ROWS {
        rows.push((
            format!("{} more pairs", pairs.len() - MOST_ROWS),
            sums(pairs[MOST_ROWS..].iter().map(|it| numbers(it))),
        ));
    }
    rows.push(("All".to_owned(), sums(pairs.iter().map(|it| numbers(it)))));
    let columns = names.into_iter().enumerate().map(|(at, name)| (name, first + NUMBER * count(at + 1)));
    let height = ROW * (count(rows.len()) + 1.0) + 16.0;
    NumberTable { rect: Rect { x: at.x, y: at.y, width: wide, height }, columns: columns.collect(), rows }
}

fn sums(rows: impl Iterator<Item = Vec<usize>>) -> Vec<usize> {
    rows.reduce(|a, b| a.iter().zip(&b).map(|(a, b)| a + b).collect()).unwrap_or_default()
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
