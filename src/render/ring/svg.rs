//! Writing rings as SVG 1.1, with the ids, classes and attributes of the map.

use crate::render::circle::{band, curve_path};
use crate::render::compose::{PANEL_FONT, SMALL_FONT};
use crate::render::draw::{self, label, rect};
use crate::render::markup::{Markup, number};
use crate::render::palette::{CONFLICT_INK, CONFLICT_TINT, INK, MUTED, PAPER, Stroke, Tie, tones};
use crate::render::scene::{Line, Point, Rect, Standing};
use crate::render::svg;
use crate::render::text::{Face, width};

use super::conflicts::{LINE, NUMBER};
use super::layout::{BAND, BESIDE, font, numbers_text};
use super::{ConflictEntry, Ring, RingScene, Tick, TickKind};

/// The rings as an SVG document. The same scene gives the same bytes.
pub fn ring_svg(scene: &RingScene) -> String {
    let mut out = Markup::new();
    draw::page(&mut out, "map", (scene.width, scene.height), &scene.title, &scene.description);
    draw::heading(&mut out, scene.margin, &scene.title, scene.title_size, &scene.subtitle);
    for ring in &scene.rings {
        write_ring(&mut out, ring);
    }
    svg::legend(&mut out, &scene.legend);
    draw::footer(&mut out, scene.margin, scene.footer_top, &scene.footer);
    out.finish()
}

fn write_ring(out: &mut Markup, ring: &Ring) {
    let id = |name: &str| format!("{}{name}", ring.prefix);
    if let Some(heading) = &ring.heading {
        bold(out, heading.at, PANEL_FONT, &heading.text);
    }
    let centre = format!("translate({} {})", number(ring.centre.x), number(ring.centre.y));
    out.element("g").text("id", &id("ring")).text("class", "ring").text("transform", &centre).open();
    for arc in &ring.bands {
        let tones = tones(&arc.panel, arc.position);
        let outline = band(ring.outer - BESIDE - BAND, ring.outer - BESIDE, arc.from, arc.to);
        let element = out.element("path").text("class", "band").text("data-id", &arc.panel).text("d", &outline);
        let (fill, dash) = if arc.context { (tones.light, Some("3 2")) } else { (tones.strong, None) };
        let element = element.text("fill", fill).text("stroke", tones.strong).number("stroke-width", 0.8);
        element.maybe("stroke-dasharray", dash).empty();
    }
    write_lines(out, ring);
    for tick in &ring.ticks {
        write_tick(out, ring, tick);
    }
    out.close();
    if let Some(list) = &ring.list {
        bold(out, list.at, PANEL_FONT, &list.text);
        out.element("g").text("id", &id("conflicts")).open();
        for entry in &ring.conflicts {
            write_entry(out, ring, entry);
        }
        out.close();
    }
}

fn bold(out: &mut Markup, at: Point, size: f64, text: &str) {
    label(out, at.x, at.y, size, INK).text("font-weight", "bold").content(text);
}

fn write_lines(out: &mut Markup, ring: &Ring) {
    out.element("g").text("id", &format!("{}lines", ring.prefix)).text("fill", "none").open();
    for tie in Tie::ALL {
        let stroke = tie.stroke();
        if tie == Tie::Conflict {
            let casings = out.element("g").text("class", "casings").text("stroke", PAPER);
            casings.number("stroke-width", stroke.width + 2.0).open();
            for line in ring.lines.iter().filter(|line| line.tie == tie) {
                out.element("path").text("class", "casing").text("d", &curve_path(&line.points)).empty();
            }
            out.close();
        }
        svg::stroked(out.element("g").text("class", tie.as_str()), thinned(stroke)).open();
        for line in ring.lines.iter().filter(|line| line.tie == tie) {
            svg::begin_link(out, &ring.prefix, line);
            out.element("path").text("d", &curve_path(&line.points)).empty();
            write_ends(out, line, stroke);
            out.close();
        }
        out.close();
    }
    out.close();
}

/// Bundles are dense: what is not in conflict is drawn a little finer than on the map of panels.
fn thinned(stroke: Stroke) -> Stroke {
    Stroke { width: if stroke.width < 2.0 { stroke.width * 0.8 } else { stroke.width }, ..stroke }
}

/// Dots where conflicts end; a head where a reference leads.
fn write_ends(out: &mut Markup, line: &Line, stroke: Stroke) {
    let [first, .., before, last] = line.points.as_slice() else { return };
    match line.tie {
        Tie::Conflict => {
            for end in [first, last] {
                let dot = out.element("circle").number("cx", end.x).number("cy", end.y).number("r", 2.4);
                dot.text("fill", stroke.colour).text("stroke", "none").empty();
            }
        }
        Tie::Reference => {
            let (dx, dy) = (before.x - last.x, before.y - last.y);
            let length = dx.hypot(dy).max(0.01);
            let (dx, dy) = (dx / length, dy / length);
            let side = |way: f64| {
                let point = Point { x: last.x + 5.5 * dx - way * 2.0 * dy, y: last.y + 5.5 * dy + way * 2.0 * dx };
                format!("{} {}", number(point.x), number(point.y))
            };
            let shape = format!("M{} {}L{}L{}Z", number(last.x), number(last.y), side(1.0), side(-1.0));
            out.element("path").text("d", &shape).text("fill", stroke.colour).text("stroke", "none").empty();
        }
        Tie::Alignment => {}
    }
}

fn write_tick(out: &mut Markup, ring: &Ring, tick: &Tick) {
    let tones = tones(&tick.panel, tick.position);
    let (size, face) = font(tick.kind);
    let turned = tick.spoke.is_turned();
    let place = format!(
        "rotate({}) translate({} 0)",
        number(tick.spoke.degrees()),
        number(if turned { -tick.spoke.radius } else { tick.spoke.radius })
    );
    let class = match tick.kind {
        TickKind::Region => "region",
        TickKind::Card => "card",
        TickKind::Framework => "framework",
        TickKind::Institution => "institution",
    };
    let id = tick.node.as_ref().map(|node| format!("{}node-{node}", ring.prefix));
    let element = out.element("g").maybe("id", id.as_deref()).text("class", class).text("transform", &place);
    let element = element.maybe("data-id", tick.node.as_deref().or(Some(&tick.panel)));
    element.text("data-kind", &tick.node_kind).text("data-layers", &tick.layers).open();
    out.element("title").content(&tick.tooltip);
    // From here on text runs to the right; on the left half it ends where it would begin.
    let left = if turned { -tick.spoke.length } else { 0.0 };
    let area =
        Rect { x: left - 1.5, y: -tick.spoke.height / 2.0, width: tick.spoke.length + 3.0, height: tick.spoke.height };
    if !tick.conflicts.is_empty() {
        rect(out, area, 1.5, CONFLICT_TINT, None);
    }
    if tick.focus {
        rect(out, area, 1.5, tones.light, Some((tones.strong, 0.8)));
    }
    let mut x = left;
    let tail =
        if tick.conflicts.is_empty() { 0.0 } else { 5.0 + width(&numbers_text(&tick.conflicts), Face::Bold, 9.0) };
    if turned && tail > 0.0 {
        label(out, x, 3.2, 9.0, CONFLICT_INK).text("font-weight", "bold").content(&numbers_text(&tick.conflicts));
        x += tail;
    }
    if tick.standing != Standing::InEffect {
        svg::mark(out, tick.standing, x + 3.0, 0.0, tones.strong);
        x += crate::render::compose::MARK;
    }
    let ink = match tick.kind {
        TickKind::Region | TickKind::Card => tones.strong,
        TickKind::Framework => INK,
        TickKind::Institution => MUTED,
    };
    let words = label(out, x, size * 0.36, size, ink);
    let words = words.maybe("font-weight", (face == Face::Bold).then_some("bold"));
    words.maybe("font-style", (face == Face::Oblique).then_some("italic")).content(&tick.label);
    if !turned && tail > 0.0 {
        let after = x + width(&tick.label, face, size) + 5.0;
        label(out, after, 3.2, 9.0, CONFLICT_INK).text("font-weight", "bold").content(&numbers_text(&tick.conflicts));
    }
    out.close();
}

fn write_entry(out: &mut Markup, ring: &Ring, entry: &ConflictEntry) {
    let link = format!("{}link-{}", ring.prefix, entry.line);
    out.element("g").text("class", "entry").text("data-link", &link).open();
    let base = |line: u32| entry.at.y + LINE * (f64::from(line) + 0.75);
    let number_x = entry.at.x + NUMBER - 8.0;
    let element = label(out, number_x, base(0), SMALL_FONT, CONFLICT_INK).text("text-anchor", "end");
    element.text("font-weight", "bold").content(&entry.number.to_string());
    let lines = entry.names.iter().map(|text| (text, true)).chain(entry.words.iter().map(|text| (text, false)));
    for (line, (text, strong)) in (0_u32..).zip(lines) {
        let element = label(out, entry.at.x + NUMBER, base(line), SMALL_FONT, if strong { INK } else { MUTED });
        element.maybe("font-weight", strong.then_some("bold")).content(text);
    }
    out.close();
}
