//! Writing chord diagrams as SVG 1.1.

use crate::render::circle::{arc_to, at, band, written};
use crate::render::compose::{PANEL_FONT, SMALL_FONT};
use crate::render::draw::{self, label, rect};
use crate::render::markup::{Markup, number};
use crate::render::palette::{CONFLICT_INK, INK, MUTED, PAPER, Tie, tones};
use crate::render::scene::{Point, Rect};
use crate::render::svg;
use crate::render::text::{Face, width};

use super::layout::{ARC, INSIDE, NAME_FONT, NAME_LINE, ROW};
use super::{ChordScene, ConflictMark, Dial, NumberTable, RegionArc, Ribbon};

/// The least width of the end of a ribbon that holds its number.
const NUMBER_ROOM: f64 = 13.0;

/// The diagrams as an SVG document. The same scene gives the same bytes.
pub fn chord_svg(scene: &ChordScene) -> String {
    let mut out = Markup::new();
    draw::page(&mut out, "chord", (scene.width, scene.height), &scene.title, &scene.description);
    draw::heading(&mut out, scene.margin, &scene.title, scene.title_size, &scene.subtitle);
    for dial in &scene.dials {
        write_dial(&mut out, dial);
    }
    out.element("g").text("class", "numbers").open();
    for table in &scene.tables {
        write_table(&mut out, table);
    }
    out.close();
    svg::legend(&mut out, &scene.legend);
    draw::footer(&mut out, scene.margin, scene.footer_top, &scene.footer);
    out.finish()
}

fn write_dial(out: &mut Markup, dial: &Dial) {
    let Point { x, y } = dial.heading_at;
    label(out, x, y, PANEL_FONT, INK).text("font-weight", "bold").content(&dial.heading);
    let centre = format!("translate({} {})", number(dial.centre.x), number(dial.centre.y));
    let id = format!("dial-{}", dial.tie.as_str());
    out.element("g").text("id", &id).text("class", "dial").text("transform", &centre).open();
    for ribbon in &dial.ribbons {
        write_ribbon(out, dial, ribbon);
    }
    for mark in &dial.marks {
        write_mark(out, dial, mark);
    }
    for arc in &dial.arcs {
        write_arc(out, dial, arc);
    }
    for ribbon in &dial.ribbons {
        write_numbers(out, dial, ribbon);
    }
    for mark in &dial.marks {
        badge(out, mark);
    }
    out.close();
}

/// The outline of a ribbon: two arcs and two curves through the centre, or a bump where a region is linked with itself.
fn outline(ribbon: &Ribbon, radius: f64) -> String {
    let (from, to) = ribbon.at_a;
    let start = written(at(from, radius));
    let arc = arc_to(radius, from, to);
    if ribbon.a == ribbon.b {
        let depth = radius - (radius * (to - from)).clamp(24.0, radius * 0.4);
        let (near, far) = (written(at(to, depth)), written(at(from, depth)));
        return format!("M{start}{arc}C{near} {far} {start}Z");
    }
    let (far_from, far_to) = ribbon.at_b;
    let far = written(at(far_from, radius));
    format!("M{start}{arc}Q0 0 {far}{}Q0 0 {start}Z", arc_to(radius, far_from, far_to))
}

fn write_ribbon(out: &mut Markup, dial: &Dial, ribbon: &Ribbon) {
    let Some(arc) =
        dial.arcs.iter().filter(|arc| arc.position == ribbon.a || arc.position == ribbon.b).max_by_key(|arc| arc.count)
    else {
        return;
    };
    let tones = tones(&arc.id, arc.position);
    out.element("g")
        .text("class", &format!("ribbon {}", dial.tie.as_str()))
        .text("data-count", &ribbon.count.to_string())
        .open();
    out.element("title").content(&ribbon.tooltip);
    let path = out.element("path").text("d", &outline(ribbon, dial.radius));
    let conflict = dial.tie == Tie::Conflict;
    let (fill, edge) = if conflict { ("#F3C5A5", dial.tie.stroke().colour) } else { (tones.light, tones.strong) };
    let path = path.text("fill", fill).number("fill-opacity", 0.72).text("stroke", edge).number("stroke-width", 0.9);
    path.maybe("stroke-dasharray", (dial.tie == Tie::Reference).then_some("4 2.5")).empty();
    out.close();
}

/// How many links, at each end that has room.
fn write_numbers(out: &mut Markup, dial: &Dial, ribbon: &Ribbon) {
    let text = ribbon.count.to_string();
    let ends = if ribbon.a == ribbon.b { vec![ribbon.at_a] } else { vec![ribbon.at_a, ribbon.at_b] };
    for (from, to) in ends {
        if (to - from) * dial.radius < NUMBER_ROOM.max(width(&text, Face::Regular, SMALL_FONT)) {
            continue;
        }
        let place = at(f64::midpoint(from, to), dial.radius - 12.0);
        // A light edge keeps the number apart from a conflict that runs through its end.
        let edge = label(out, place.x, place.y + 4.0, SMALL_FONT, INK).text("text-anchor", "middle");
        let edge = edge.text("stroke", PAPER).number("stroke-width", 3.0).text("stroke-linejoin", "round");
        edge.text("paint-order", "stroke").content(&text);
    }
}

fn write_arc(out: &mut Markup, dial: &Dial, arc: &RegionArc) {
    let tones = tones(&arc.id, arc.position);
    out.element("g").text("class", "region").text("data-id", &arc.id).open();
    let inner = dial.radius + INSIDE;
    out.element("path").text("d", &band(inner, inner + ARC, arc.from, arc.to)).text("fill", tones.strong).empty();
    let turned = crate::render::circle::is_left(f64::midpoint(arc.from, arc.to));
    for (line, text) in (0_u32..).zip(&arc.label) {
        let y = arc.area.y + NAME_LINE * (f64::from(line) + 0.78);
        let x = if turned { arc.area.right() } else { arc.area.x };
        let element = label(out, x, y, NAME_FONT, tones.strong).text("font-weight", "bold");
        element.maybe("text-anchor", turned.then_some("end")).content(text);
    }
    out.close();
}

/// A line in the looks of conflicts.
fn write_mark(out: &mut Markup, dial: &Dial, mark: &ConflictMark) {
    let (a, b) = (at(mark.ends.0, dial.radius), at(mark.ends.1, dial.radius));
    let path = if mark.a == mark.b {
        format!("M{}L{}", written(a), written(mark.number_at))
    } else {
        format!("M{}Q0 0 {}", written(a), written(b))
    };
    let stroke = Tie::Conflict.stroke();
    out.element("g")
        .text("class", "mark conflict")
        .text("data-count", &mark.count.to_string())
        .text("fill", "none")
        .open();
    let casing = out.element("path").text("d", &path).text("stroke", PAPER).number("stroke-width", stroke.width + 2.4);
    casing.empty();
    svg::stroked(out.element("path").text("d", &path), stroke).empty();
    for end in if mark.a == mark.b { vec![a] } else { vec![a, b] } {
        let dot = out.element("circle").number("cx", end.x).number("cy", end.y).number("r", 3.2);
        dot.text("fill", stroke.colour).empty();
    }
    out.close();
}

/// How many conflicts.
fn badge(out: &mut Markup, mark: &ConflictMark) {
    let Point { x, y } = mark.number_at;
    let disc = out.element("circle").number("cx", x).number("cy", y).number("r", 8.2).text("fill", PAPER);
    disc.text("stroke", Tie::Conflict.stroke().colour).number("stroke-width", 1.6).empty();
    let element = label(out, x, y + 3.8, 10.5, CONFLICT_INK).text("text-anchor", "middle");
    element.text("font-weight", "bold").content(&mark.count.to_string());
}

fn write_table(out: &mut Markup, table: &NumberTable) {
    out.element("g").text("class", "table").open();
    let Rect { x, y, width, .. } = table.rect;
    let head = y + 18.0;
    label(out, x, head, SMALL_FONT, INK).text("font-weight", "bold").content("Regions");
    for (name, right) in &table.columns {
        let element = label(out, *right, head, SMALL_FONT, INK).text("text-anchor", "end");
        element.text("font-weight", "bold").content(name);
    }
    let last = table.sum;
    for (number, (name, values)) in table.rows.iter().enumerate() {
        let top = head + 6.0 + ROW * f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        let is_sum = last && number + 1 == table.rows.len();
        if is_sum {
            rect(out, Rect { x, y: top, width, height: 0.8 }, 0.0, INK, None);
        } else if number % 2 == 0 {
            rect(out, Rect { x, y: top, width, height: ROW }, 0.0, "#F4F4F4", None);
        }
        let weight = is_sum.then_some("bold");
        label(out, x + 3.0, top + 12.0, SMALL_FONT, INK).maybe("font-weight", weight).content(name);
        for ((_, right), value) in table.columns.iter().zip(values) {
            // Nothing is easier to overlook than a zero among numbers.
            let ink = if *value == 0 { MUTED } else { INK };
            let text = if *value == 0 { "–".to_owned() } else { value.to_string() };
            let element = label(out, *right, top + 12.0, SMALL_FONT, ink).text("text-anchor", "end");
            element.maybe("font-weight", weight).content(&text);
        }
    }
    out.close();
}
