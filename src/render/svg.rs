//! Writing a composed map as SVG 1.1.
//!
//! No script, no external reference, no style sheet: every element carries its looks, and `id`, `class` and `data-*`
//! for whoever adds interaction. Titles give screen readers and pointers the full name or claim.

use super::compose::{
    HEADER_FONT, HEADING_LINE, INSET, MARK, NOTE_FONT, PANEL_FONT, ROW_FONT, SIGN_GAP, SMALL_FONT, heading_room,
    sign_width,
};
use super::draw::{self, bare_label, frame, label, rect};
use super::markup::{Markup, number};
use super::palette::{CONFLICT_TINT, INK, MUTED, PAPER, Stroke, Tie, Tones, tones};
use super::scene::{CardBox, LegendItem, Line, Note, PanelBox, Point, Rect, Row, Scene, Sign, Standing};
use super::trace::Trace;

/// Radius of corners of lines.
const BEND: f64 = 6.0;

/// How the map stands in a page: what leads where.
struct InPage<'p> {
    /// The address of the page on the node with an id.
    address: &'p dyn Fn(&str) -> Option<String>,
    /// Whether scripts of the page work on rows and lines, and need to know which is which.
    explored: bool,
}

/// The map as an SVG document. The same scene gives the same bytes.
pub fn svg(scene: &Scene) -> String {
    write(scene, Markup::new(), None)
}

/// The map for a page of a site, on one line: names lead to the addresses of their nodes; claims and full names are left
/// to the page. If it is `explored` by scripts, rows and lines say what they stand for.
pub fn svg_in_page(scene: &Scene, address: &dyn Fn(&str) -> Option<String>, explored: bool) -> String {
    write(scene, Markup::compact(), Some(&InPage { address, explored }))
}

fn write(scene: &Scene, mut out: Markup, page: Option<&InPage<'_>>) -> String {
    // What holds links is no image to those who hear it.
    let role = if page.is_some() { "group" } else { "img" };
    draw::page_as(&mut out, role, "map", (scene.width, scene.height), &scene.title, &scene.description);
    draw::heading(&mut out, scene.margin, &scene.title, scene.title_size, &scene.subtitle);
    for panel in &scene.panels {
        write_panel(&mut out, panel);
    }
    lines(&mut out, scene, page);
    let cards = out.element("g").text("class", "cards");
    if page.is_some() {
        // What most labels have in common is said once.
        cards.number("font-size", ROW_FONT).text("fill", INK).open();
    } else {
        cards.open();
    }
    for card in &scene.cards {
        write_card(&mut out, scene, card, page);
    }
    out.close();
    legend(&mut out, &scene.legend);
    draw::footer(&mut out, scene.margin, scene.footer_top, &scene.footer);
    out.finish()
}

fn write_panel(out: &mut Markup, panel: &PanelBox) {
    let tones = tones(&panel.id, panel.position);
    let id = format!("panel-{}", panel.id);
    out.element("g")
        .text("id", &id)
        .text("class", "panel")
        .text("data-id", &panel.id)
        .text("data-kind", "panel")
        .open();
    rect(out, panel.rect, 9.0, tones.ground, Some((tones.strong, 1.2)));
    for (line, text) in (0_u32..).zip(&panel.heading) {
        let y = panel.rect.y + 21.0 + f64::from(line) * HEADING_LINE;
        debug_assert!(y <= panel.rect.y + heading_room(panel.heading.len()), "the heading stays above the cards");
        label(out, panel.rect.x + 11.0, y, PANEL_FONT, tones.strong).text("font-weight", "bold").content(text);
    }
    out.close();
}

fn lines(out: &mut Markup, scene: &Scene, page: Option<&InPage<'_>>) {
    out.element("g").text("class", "lines").text("fill", "none").text("stroke-linejoin", "round").open();
    for tie in Tie::ALL {
        let stroke = tie.stroke();
        if tie == Tie::Conflict {
            casings(out, scene, stroke.width + 2.4, page.is_some());
        }
        stroked(out.element("g").text("class", tie.as_str()), stroke).open();
        for line in scene.lines.iter().filter(|line| line.tie == tie) {
            write_line(out, line, stroke, page);
        }
        out.close();
    }
    out.close();
}

/// A pale edge on both sides of conflicts, so that they stand out where they cross other lines. All of them lie below
/// all conflicts, so that none cuts a bundle.
fn casings(out: &mut Markup, scene: &Scene, wide: f64, in_page: bool) {
    out.element("g").text("class", "casings").text("stroke", PAPER).number("stroke-width", wide).open();
    for line in scene.lines.iter().filter(|line| line.tie == Tie::Conflict) {
        if in_page {
            out.element("path").text("d", &traced(&line.points)).empty();
            continue;
        }
        let id = format!("link-{}", line.id);
        out.element("path").text("class", "casing").text("data-link", &id).text("d", &path(&line.points)).empty();
    }
    out.close();
}

/// An element with the looks of a line.
pub(super) fn stroked(element: super::markup::Element<'_>, stroke: Stroke) -> super::markup::Element<'_> {
    let element = element.text("stroke", stroke.colour).number("stroke-width", stroke.width);
    let element = element.maybe("stroke-dasharray", stroke.dash);
    if stroke.opacity < 1.0 { element.number("stroke-opacity", stroke.opacity) } else { element }
}

/// Begins the group of a link, whose id begins with `prefix`.
pub(super) fn begin_link(out: &mut Markup, prefix: &str, line: &Line) {
    let id = format!("{prefix}link-{}", line.id);
    out.element("g")
        .text("id", &id)
        .text("class", &format!("link {}", line.tie.as_str()))
        .text("data-relation", &line.relation)
        .text("data-kind", &line.mechanism)
        .text("data-layers", &line.layers)
        .text("data-from", &line.from)
        .text("data-to", &line.to)
        .text("data-count", &line.count.to_string())
        .open();
    out.element("title").content(&line.tooltip);
}

fn write_line(out: &mut Markup, line: &Line, stroke: Stroke, page: Option<&InPage<'_>>) {
    let wrapped = page.is_none_or(|page| page.explored);
    if page.is_some() && wrapped {
        let element = out.element("g").text("class", "link").text("data-kind", &line.mechanism);
        element.text("data-from", &line.from).text("data-to", &line.to).open();
    } else if wrapped {
        begin_link(out, "", line);
    }
    let course = if page.is_some() { traced(&line.points) } else { path(&line.points) };
    out.element("path").text("d", &course).empty();
    match (line.tie, line.points.as_slice()) {
        (Tie::Conflict, [first, second, .., before, last]) => {
            for (end, next) in [(first, second), (last, before)] {
                let x = end.x + 2.8 * (next.x - end.x).signum();
                out.element("circle")
                    .number("cx", x)
                    .number("cy", end.y)
                    .number("r", 2.8)
                    .text("fill", stroke.colour)
                    .text("stroke", "none")
                    .empty();
            }
        }
        (Tie::Reference, [first, second, .., before, last]) => {
            let (end, next) = if line.reversed { (first, second) } else { (last, before) };
            arrow(out, *end, (next.x - end.x).signum(), stroke, page.is_some());
        }
        _ => {}
    }
    if wrapped {
        out.close();
    }
}

/// A small head whose tip is at `tip`; `away` says to which side it opens.
fn arrow(out: &mut Markup, tip: Point, away: f64, stroke: Stroke, short: bool) {
    let back = tip.x + 6.0 * away;
    let shape = if short {
        let mut trace = Trace::default();
        trace.start(tip);
        trace.line(Point { x: back, y: tip.y - 2.6 });
        trace.line(Point { x: back, y: tip.y + 2.6 });
        trace.close(tip);
        trace.finish()
    } else {
        let x = number(back);
        format!("M{} {}L{x} {}L{x} {}Z", number(tip.x), number(tip.y), number(tip.y - 2.6), number(tip.y + 2.6))
    };
    out.element("path").text("d", &shape).text("fill", stroke.colour).text("stroke", "none").empty();
}

/// The points around which a line bends, with where it enters and leaves each bend.
fn bends(points: &[Point]) -> impl Iterator<Item = (Point, Point, Point)> + '_ {
    points.windows(3).map(|corner| {
        let [before, turn, after] = [corner[0], corner[1], corner[2]];
        let bend = BEND.min(distance(before, turn) / 2.0).min(distance(turn, after) / 2.0);
        (towards(turn, before, bend), turn, towards(turn, after, bend))
    })
}

/// The same as [`path`], for a page.
fn traced(points: &[Point]) -> String {
    let ([first, ..], [.., last]) = (points, points) else { return String::new() };
    let mut trace = Trace::default();
    trace.start(*first);
    for (enter, turn, leave) in bends(points) {
        trace.line(enter);
        trace.bend(turn, leave);
    }
    trace.line(*last);
    trace.finish()
}

/// Corners rounded.
fn path(points: &[Point]) -> String {
    let at = |point: Point| format!("{} {}", number(point.x), number(point.y));
    let mut parts: Vec<String> = points.first().map(|first| format!("M{}", at(*first))).into_iter().collect();
    for (enter, turn, leave) in bends(points) {
        parts.push(format!("L{}Q{} {}", at(enter), at(turn), at(leave)));
    }
    if let [.., _, last] = points {
        parts.push(format!("L{}", at(*last)));
    }
    parts.concat()
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

/// The point at `length` from `from` towards `to`.
fn towards(from: Point, to: Point, length: f64) -> Point {
    let whole = distance(from, to);
    let part = if whole > 0.0 { length / whole } else { 0.0 };
    Point { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}

fn write_card(out: &mut Markup, scene: &Scene, card: &CardBox, page: Option<&InPage<'_>>) {
    let (panel, position) = scene.panels.get(card.panel).map_or(("", 0), |panel| (panel.id.as_str(), panel.position));
    let tones = tones(panel, position);
    let prefix = if card.node.is_some() { "node" } else { "card" };
    let class = if card.context { "card context" } else { "card" };
    let id = format!("{prefix}-{}", card.id);
    let group = out.element("g").maybe("id", page.is_none().then_some(id.as_str())).text("class", class);
    group.text("data-id", &card.id).text("data-kind", &card.kind).open();
    let linked = open_link(out, page, card.node.as_deref());
    out.element("title").content(&card.tooltip);
    card_ground(out, card, tones);
    let ink = if card.context { INK } else { PAPER };
    label(out, card.rect.x + INSET, card.rect.y + 14.6, HEADER_FONT, ink)
        .text("font-weight", "bold")
        .text("class", "heading")
        .content(&card.heading);
    if linked {
        out.close();
    }
    for row in &card.rows {
        write_row(out, row, tones, page);
    }
    for note in &card.notes {
        write_note(out, note, page);
    }
    out.close();
}

/// Opens a link to the page on a node, if there is one; the caller closes it.
fn open_link(out: &mut Markup, page: Option<&InPage<'_>>, node: Option<&str>) -> bool {
    let Some(address) = page.zip(node).and_then(|(page, node)| (page.address)(node)) else { return false };
    out.element("a").text("href", &address).open();
    true
}

fn card_ground(out: &mut Markup, card: &CardBox, tones: Tones) {
    let Rect { x, y, width, .. } = card.rect;
    let strong = if card.context { tones.light } else { tones.strong };
    rect(out, card.rect, 4.0, PAPER, None);
    if card.rows.is_empty() && card.notes.is_empty() {
        rect(out, card.rect, 4.0, strong, None);
    } else {
        let (right, low) = (number(x + width), number(y + card.header));
        let shape = format!(
            "M{left} {low}V{corner}Q{left} {top} {inner} {top}H{outer}Q{right} {top} {right} {corner}V{low}Z",
            left = number(x),
            top = number(y),
            corner = number(y + 4.0),
            inner = number(x + 4.0),
            outer = number(x + width - 4.0),
        );
        out.element("path").text("d", &shape).text("fill", strong).empty();
    }
    let (line, dash) = if card.context { (tones.strong, Some("3 2")) } else { (tones.strong, None) };
    frame(out, card.rect, 4.0).text("fill", "none").text("stroke", line).maybe("stroke-dasharray", dash).empty();
}

fn write_row(out: &mut Markup, row: &Row, tones: Tones, page: Option<&InPage<'_>>) {
    let nodes = row.nodes.join(" ");
    let plain = page.is_some_and(|page| !page.explored);
    match page {
        Some(_) if plain => {}
        Some(_) => out.element("g").text("class", "framework").text("data-id", &nodes).open(),
        None => {
            let id = format!("node-{}", row.id);
            let element = out.element("g").text("id", &id).text("class", "framework").text("data-id", &nodes);
            let element = element.text("data-kind", &row.kind).text("data-status", &row.status);
            element.text("data-layers", &row.layers).open();
        }
    }
    // A row of a folded map stands for several.
    let linked = open_link(out, page, row.nodes.first().filter(|_| row.nodes.len() == 1).map(String::as_str));
    if page.is_none() {
        out.element("title").content(&row.tooltip);
    }
    let ground = if row.conflict { CONFLICT_TINT } else { PAPER };
    if row.conflict || !plain {
        rect(out, row.rect, 0.0, ground, None);
    }
    if row.focus {
        rect(out, Rect { width: 4.0, ..row.rect }, 0.0, tones.strong, None);
    }
    let mut x = row.rect.x - 1.0 + INSET;
    let y = row.rect.middle();
    if row.standing != Standing::InEffect {
        mark(out, row.standing, x + 3.0, y, tones.strong);
        x += MARK;
    }
    let y = y + ROW_FONT * 0.36;
    let label = if page.is_some() { bare_label(out, x, y) } else { label(out, x, y, ROW_FONT, INK) };
    label.content(&row.label);
    if linked {
        out.close();
    }
    if !plain {
        out.close();
    }
}

/// A ring for what is pending, a cross for what is over.
pub(super) fn mark(out: &mut Markup, standing: Standing, x: f64, y: f64, colour: &str) {
    match standing {
        Standing::InEffect => {}
        Standing::Pending => out
            .element("circle")
            .number("cx", x)
            .number("cy", y)
            .number("r", 2.7)
            .text("fill", "none")
            .text("stroke", colour)
            .number("stroke-width", 1.2)
            .empty(),
        Standing::Over => {
            let [left, right, top, low] = [x - 2.5, x + 2.5, y - 2.5, y + 2.5].map(number);
            let shape = format!("M{left} {top}L{right} {low}M{left} {low}L{right} {top}");
            out.element("path").text("d", &shape).text("stroke", colour).number("stroke-width", 1.3).empty();
        }
    }
}

fn write_note(out: &mut Markup, note: &Note, page: Option<&InPage<'_>>) {
    let plain = page.is_some_and(|page| !page.explored);
    if page.is_some_and(|page| page.explored) {
        out.element("g").text("class", "institution").text("data-id", &note.id).open();
    } else if page.is_none() {
        out.element("g")
            .text("id", &format!("node-{}", note.id))
            .text("class", "institution")
            .text("data-id", &note.id)
            .text("data-kind", &note.kind)
            .text("data-layers", &note.layers)
            .open();
        out.element("title").content(&note.tooltip);
    }
    let linked = open_link(out, page, Some(&note.id));
    label(out, note.rect.x, note.rect.middle() + NOTE_FONT * 0.36, NOTE_FONT, MUTED)
        .text("font-style", "italic")
        .content(&note.label);
    if linked {
        out.close();
    }
    if !plain {
        out.close();
    }
}

/// The legend of a map.
pub(super) fn legend(out: &mut Markup, items: &[LegendItem]) {
    out.element("g").text("class", "legend").open();
    for item in items {
        let x = item.x + sign_width(item.sign) + SIGN_GAP;
        sign(out, item);
        label(out, x, item.y + 4.0, SMALL_FONT, INK).content(&item.text);
    }
    out.close();
}

fn sign(out: &mut Markup, item: &LegendItem) {
    let LegendItem { x, y, .. } = *item;
    let patch = Rect { x, y: y - 7.0, width: 22.0, height: 14.0 };
    match item.sign {
        Sign::Tie(tie) => {
            let stroke = tie.stroke();
            let ends = [Point { x, y }, Point { x: x + 34.0, y }];
            stroked(out.element("path").text("d", &path(&ends)).text("fill", "none"), stroke).empty();
            match tie {
                Tie::Conflict => {
                    for end in ends {
                        let dot = out.element("circle").number("cx", end.x).number("cy", end.y).number("r", 2.8);
                        dot.text("fill", stroke.colour).empty();
                    }
                }
                Tie::Reference => arrow(out, ends[1], -1.0, stroke, false),
                Tie::Alignment => {}
            }
        }
        Sign::Conflict => rect(out, patch, 2.0, CONFLICT_TINT, None),
        Sign::Mark(standing) => mark(out, standing, x + 3.0, y, INK),
        Sign::Institution => {
            label(out, x, y + 4.0, SMALL_FONT, MUTED).text("font-style", "italic").content("Italics");
        }
        Sign::Context => {
            frame(out, patch, 3.0).text("fill", PAPER).text("stroke", INK).text("stroke-dasharray", "3 2").empty();
        }
    }
}
