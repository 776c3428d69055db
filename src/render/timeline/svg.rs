//! Writing a timeline as SVG 1.1.
//!
//! As with the map: no script, no style sheet, nothing from outside; every element carries its looks. Marks differ in
//! shape, lines in width and dash, so that nothing rests on colour.

use crate::render::compose::{PANEL_FONT, SIGN_GAP, SMALL_FONT};
use crate::render::draw::{self, label, rect};
use crate::render::markup::{Markup, number};
use crate::render::palette::{INK, MUTED, PAPER, Tones, tones};
use crate::render::scene::Rect;
use crate::render::text::{Face, width};

use super::layout::{HEAD, LABEL_FONT, ROW, count};
use super::strip::{STRIP_HEAD, STRIP_ROW};
use super::{Lane, LaneRow, LegendSign, Mark, Segment, Strip, TimelineLegend, TimelineScene};

/// Width of the life of a binding framework, and of another.
const THICK: f64 = 4.0;
const THIN: f64 = 1.6;
/// Dashes of what is not in effect yet.
const DASH: &str = "3 2.5";
/// Lines between years.
const GRID: &str = "#C9C9C9";

/// The timeline as an SVG document. The same scene gives the same bytes.
pub fn timeline_svg(scene: &TimelineScene) -> String {
    let mut out = Markup::new();
    draw::page(&mut out, "timeline", (scene.width, scene.height), &scene.title, &scene.description);
    draw::heading(&mut out, scene.margin, &scene.title, scene.title_size, &scene.subtitle);
    if let Some(strip) = &scene.strip {
        write_strip(&mut out, strip);
    }
    for (number, lane) in scene.lanes.iter().enumerate() {
        write_lane(&mut out, lane, number);
    }
    out.element("g").text("class", "legend").open();
    for item in &scene.legend {
        write_legend(&mut out, item);
    }
    out.close();
    draw::footer(&mut out, scene.margin, scene.footer_top, &scene.footer);
    out.finish()
}

fn write_lane(out: &mut Markup, lane: &Lane, number: usize) {
    let tones = tones(&lane.id, lane.position);
    let id = format!("lane-{}-{number}", lane.id);
    out.element("g").text("id", &id).text("class", "lane").text("data-id", &lane.id).open();
    rect(out, lane.rect, 6.0, tones.ground, Some((tones.strong, 1.0)));
    label(out, lane.rect.x + 10.0, lane.rect.y + 19.0, PANEL_FONT, tones.strong)
        .text("font-weight", "bold")
        .content(&lane.heading);
    let (top, bottom) = (lane.rect.y + HEAD - 4.0, lane.rect.bottom() - 3.0);
    for (year, x) in &lane.years {
        upright(out, *x, top, bottom, GRID, 0.8, None);
        if !year.is_empty() {
            label(out, x + 2.5, lane.rect.y + HEAD - 7.0, SMALL_FONT, MUTED).content(year);
        }
    }
    if let Some(x) = lane.day {
        upright(out, x, top, bottom, INK, 1.0, Some("1.5 2"));
    }
    for row in &lane.rows {
        write_row(out, row, lane.end, tones);
    }
    out.close();
}

fn upright(out: &mut Markup, x: f64, top: f64, bottom: f64, colour: &str, wide: f64, dash: Option<&str>) {
    let element = out.element("path").text("d", &format!("M{} {}V{}", number(x), number(top), number(bottom)));
    element.text("stroke", colour).number("stroke-width", wide).maybe("stroke-dasharray", dash).empty();
}

fn write_row(out: &mut Markup, row: &LaneRow, end: f64, tones: Tones) {
    let y = row.area.middle();
    out.element("g")
        .text("id", &format!("node-{}", row.id))
        .text("class", if row.binding { "framework binding" } else { "framework" })
        .text("data-id", &row.id)
        .text("data-kind", &row.kind)
        .text("data-status", &row.status)
        .open();
    out.element("title").content(&row.tooltip);
    for segment in &row.segments {
        write_segment(out, segment, row.binding, y, tones.strong);
    }
    // A diamond on a bar shows both where a text was adopted on the day it entered into force.
    let (below, above): (Vec<&Mark>, Vec<&Mark>) = row.marks.iter().partition(|it| it.sign == LegendSign::InForce);
    for mark in below.into_iter().chain(above) {
        write_mark(out, mark, y, tones);
    }
    if row.earlier {
        arrow(out, row.area.right() + 4.0, -1.0, y, tones.strong);
    }
    if row.later {
        arrow(out, end + 7.0, 1.0, y, tones.strong);
    }
    // Lines between years must not cross the words.
    let ground =
        Rect { x: row.area.x - 2.0, y: row.area.y + 1.0, width: row.area.width + 4.0, height: row.area.height - 2.0 };
    rect(out, ground, 0.0, tones.ground, None);
    let element = label(out, row.area.right(), y + LABEL_FONT * 0.36, LABEL_FONT, INK).text("text-anchor", "end");
    element.maybe("font-weight", row.binding.then_some("bold")).content(&row.label);
    out.close();
}

fn write_segment(out: &mut Markup, segment: &Segment, binding: bool, y: f64, colour: &str) {
    let solid = segment.effect && !segment.ahead;
    let wide = if binding && segment.effect { THICK } else { THIN };
    let shape = format!("M{} {}H{}", number(segment.from), number(y), number(segment.to));
    let element = out.element("path").text("d", &shape).text("stroke", colour).number("stroke-width", wide);
    element.maybe("stroke-dasharray", (!solid).then_some(DASH)).number("stroke-opacity", 0.75).empty();
}

fn write_mark(out: &mut Markup, mark: &Mark, y: f64, tones: Tones) {
    if let Some((from, to)) = mark.span {
        let area = Rect { x: from, y: y - 4.0, width: to - from, height: 8.0 };
        rect(out, area, 2.0, tones.light, Some((tones.strong, 0.8)));
    }
    sign(out, mark.sign, mark.x, y, tones.strong);
}

/// A mark around a point.
fn sign(out: &mut Markup, sign: LegendSign, x: f64, y: f64, colour: &str) {
    match sign {
        LegendSign::Proposed => {
            let ring = out.element("circle").number("cx", x).number("cy", y).number("r", 3.6).text("fill", PAPER);
            ring.text("stroke", colour).number("stroke-width", 1.5).empty();
        }
        LegendSign::Adopted => {
            let [left, right, top, low] = [x - 4.6, x + 4.6, y - 4.6, y + 4.6].map(number);
            let (x, y) = (number(x), number(y));
            let diamond = out.element("path").text("d", &format!("M{left} {y}L{x} {top}L{right} {y}L{x} {low}Z"));
            diamond.text("fill", colour).text("stroke", PAPER).number("stroke-width", 0.8).empty();
        }
        LegendSign::InForce => {
            let bar = Rect { x: x - 1.8, y: y - 6.4, width: 3.6, height: 12.8 };
            rect(out, bar, 0.0, colour, Some((PAPER, 0.8)));
        }
        _ => {
            let [left, right, top, low] = [x - 3.8, x + 3.8, y - 3.8, y + 3.8].map(number);
            let cross = format!("M{left} {top}L{right} {low}M{left} {low}L{right} {top}");
            for (ink, wide) in [(PAPER, 4.0), (colour, 2.0)] {
                out.element("path").text("d", &cross).text("stroke", ink).number("stroke-width", wide).empty();
            }
        }
    }
}

/// A head whose tip is at `tip` and which points to the left (-1) or right (1).
fn arrow(out: &mut Markup, tip: f64, way: f64, y: f64, colour: &str) {
    let (tip, back) = (number(tip), number(tip - 6.0 * way));
    let shape = format!("M{tip} {}L{back} {}L{back} {}Z", number(y), number(y - 3.4), number(y + 3.4));
    out.element("path").text("d", &shape).text("fill", colour).empty();
}

fn write_strip(out: &mut Markup, strip: &Strip) {
    out.element("g").text("class", "strip").open();
    let (left, top) = (strip.rect.x, strip.rect.y);
    label(out, left, top + 15.0, PANEL_FONT, INK).text("font-weight", "bold").content(&strip.heading);
    for (year, x) in &strip.years {
        let middle = x + strip.cell / 2.0;
        let element = label(out, middle, top + STRIP_HEAD - 6.0, SMALL_FONT, MUTED).text("text-anchor", "middle");
        element.content(&year.to_string());
    }
    let most = strip.rows.iter().flat_map(|row| &row.counts).map(|(adopted, _)| *adopted).max().unwrap_or(0);
    for row in &strip.rows {
        let tones = tones(&row.id, row.position);
        label(out, left, row.y + 4.0, SMALL_FONT, tones.strong).text("font-weight", "bold").content(&row.label);
        for ((_, x), counts) in strip.years.iter().zip(&row.counts) {
            let area =
                Rect { x: x + 1.0, y: row.y - STRIP_ROW / 2.0 + 1.0, width: strip.cell - 2.0, height: STRIP_ROW - 2.0 };
            rect(out, area, 0.0, tones.ground, None);
            write_cell(out, area, *counts, most, tones);
        }
    }
    out.close();
}

/// Adopted on the left half of a cell as a bar with its number, entered into force on the right.
fn write_cell(out: &mut Markup, cell: Rect, (adopted, in_force): (usize, usize), most: usize, tones: Tones) {
    if adopted > 0 {
        let room = cell.width * 0.62;
        let bar = Rect { width: (room * count(adopted) / count(most.max(1))).max(2.0), ..cell };
        rect(out, bar, 0.0, tones.light, None);
        label(out, cell.x + 4.0, cell.middle() + 4.0, SMALL_FONT, INK).content(&adopted.to_string());
    }
    if in_force > 0 {
        let text = in_force.to_string();
        let right = cell.right() - 4.0;
        sign(
            out,
            LegendSign::InForce,
            right - width(&text, Face::Regular, SMALL_FONT) - 5.0,
            cell.middle(),
            tones.strong,
        );
        label(out, right, cell.middle() + 4.0, SMALL_FONT, INK).text("text-anchor", "end").content(&text);
    }
}

/// The width of a sign of the legend; its words begin a little to the right of it.
pub fn sign_width(sign: LegendSign) -> f64 {
    match sign {
        LegendSign::Pending | LegendSign::Effect | LegendSign::Binding | LegendSign::Span => 34.0,
        LegendSign::Day => 4.0,
        _ => 10.0,
    }
}

fn write_legend(out: &mut Markup, item: &TimelineLegend) {
    let TimelineLegend { x, y, .. } = *item;
    let wide = sign_width(item.sign);
    let whole = |effect| Segment { from: x, to: x + wide, effect, ahead: false };
    match item.sign {
        LegendSign::Pending => write_segment(out, &whole(false), false, y, INK),
        LegendSign::Effect => write_segment(out, &whole(true), false, y, INK),
        LegendSign::Binding => write_segment(out, &whole(true), true, y, INK),
        LegendSign::Span => {
            let area = Rect { x, y: y - 4.0, width: wide, height: 8.0 };
            rect(out, area, 2.0, "#DCDCDC", Some((INK, 0.8)));
        }
        LegendSign::Day => upright(out, x + 2.0, y - ROW / 2.0, y + ROW / 2.0, INK, 1.0, Some("1.5 2")),
        LegendSign::Beyond => arrow(out, x + 2.0, -1.0, y, INK),
        mark => sign(out, mark, x + wide / 2.0, y, INK),
    }
    label(out, x + wide + SIGN_GAP, y + 4.0, SMALL_FONT, INK).content(&item.text);
}
