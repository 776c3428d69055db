//! Writing profiles as SVG 1.1. Subjects differ in the shape of their mark, not only in colour.

use crate::render::compose::{PANEL_FONT, SMALL_FONT};
use crate::render::draw::{self, label, rect};
use crate::render::markup::{Markup, number};
use crate::render::palette::{INK, MUTED, PAPER};
use crate::render::scene::Rect;

use super::layout::{MARK_ROOM, ONE, SET_HEAD, TERM_ROW};
use super::{ProfileScene, ScaleBlock, ScaleRow, SetBlock, SetRow};

/// Lines of steps and rows.
const GRID: &str = "#CFCFCF";
/// Ground of every other row.
const STRIPE: &str = "#F6F6F6";
/// The colours of subjects: white text can be read on each.
const COLOURS: [&str; 8] = ["#005F96", "#A84300", "#00664B", "#8F3268", "#5C5C00", "#3D3D3D", "#5B3E96", "#9C2A2A"];

/// The profiles as an SVG document. The same scene gives the same bytes.
pub fn profile_svg(scene: &ProfileScene) -> String {
    let mut out = Markup::new();
    draw::page(&mut out, "profile", (scene.width, scene.height), &scene.title, &scene.description);
    draw::heading(&mut out, scene.margin, &scene.title, scene.title_size, &scene.subtitle);
    for block in &scene.scales {
        write_scale(&mut out, block);
    }
    for block in &scene.sets {
        write_set(&mut out, block);
    }
    draw::footer(&mut out, scene.margin, scene.footer_top, &scene.footer);
    out.finish()
}

fn write_scale(out: &mut Markup, block: &ScaleBlock) {
    out.element("g").text("class", "scale").text("data-kind", &block.heading.to_lowercase()).open();
    heading(out, block.rect, &block.heading);
    let (top, bottom) = block.guides;
    for (words, x) in &block.steps {
        let above = f64::from(u32::try_from(words.len()).unwrap_or(0));
        for (line, text) in (0_u32..).zip(words) {
            let y = top - 6.0 - 13.0 * (above - 1.0 - f64::from(line));
            label(out, *x, y, SMALL_FONT, MUTED).text("text-anchor", "middle").content(text);
        }
        let line = format!("M{} {}V{}", number(*x), number(top), number(bottom));
        out.element("path").text("d", &line).text("stroke", GRID).number("stroke-width", 1.0).empty();
    }
    for row in &block.rows {
        write_row(out, block, row);
    }
    out.close();
}

fn heading(out: &mut Markup, area: Rect, text: &str) {
    label(out, area.x, area.y + 16.0, PANEL_FONT, INK).text("font-weight", "bold").content(text);
    rect(out, Rect { y: area.y + 22.0, height: 1.0, ..area }, 0.0, INK, None);
}

fn write_row(out: &mut Markup, block: &ScaleBlock, row: &ScaleRow) {
    out.element("g").text("class", "subject").open();
    mark(out, row.subject, block.rect.x + 7.0, row.y, 5.5, true);
    label(out, block.rect.x + MARK_ROOM, row.y + 4.2, 12.0, INK).content(&row.label);
    if let (Some(first), Some(last)) = (block.steps.first(), block.steps.last()) {
        let line = format!("M{} {}H{}", number(first.1), number(row.y), number(last.1));
        let element = out.element("path").text("d", &line).text("stroke", GRID).number("stroke-width", 1.0);
        element.maybe("stroke-dasharray", row.dots.is_empty().then_some("2 3")).empty();
    }
    for dot in &row.dots {
        if dot.numbered {
            let colour = COLOURS[row.subject % COLOURS.len()];
            let disc = out.element("circle").number("cx", dot.x).number("cy", row.y).number("r", dot.radius);
            disc.text("fill", colour).empty();
            let size = if dot.radius < 8.0 { 9.0 } else { 10.5 };
            let element = label(out, dot.x, row.y + size * 0.36, size, PAPER).text("text-anchor", "middle");
            element.text("font-weight", "bold").content(&dot.count.to_string());
        } else {
            mark(out, row.subject, dot.x, row.y, ONE, true);
        }
    }
    if !row.unknown.is_empty() {
        label(out, block.unknown_at, row.y + 4.0, SMALL_FONT, MUTED).text("font-style", "italic").content(&row.unknown);
    }
    out.close();
}

fn write_set(out: &mut Markup, block: &SetBlock) {
    out.element("g").text("class", "set").text("data-kind", &block.heading.to_lowercase()).open();
    heading(out, block.rect, &block.heading);
    for (number, row) in block.rows.iter().enumerate() {
        if number % 2 == 0 {
            let stripe = Rect { y: row.y - TERM_ROW / 2.0, height: TERM_ROW, ..block.rect };
            rect(out, stripe, 0.0, STRIPE, None);
        }
    }
    for (subject, (x, assessed)) in block.columns.iter().enumerate() {
        mark(out, subject, *x, block.rect.y + SET_HEAD - 11.0, 5.5, true);
        if !assessed && !block.rows.is_empty() {
            unassessed(out, block, *x);
        }
    }
    for row in &block.rows {
        write_term(out, block, row);
    }
    for (text, at) in &block.notes {
        label(out, at.x, at.y, SMALL_FONT, MUTED).text("font-style", "italic").content(text);
    }
    out.close();
}

/// A column of which nothing is known: a broken line from top to bottom instead of signs.
fn unassessed(out: &mut Markup, block: &SetBlock, x: f64) {
    let (top, bottom) = (block.rows[0].y - 5.0, block.rows[block.rows.len() - 1].y + 5.0);
    let line = format!("M{} {}V{}", number(x), number(top), number(bottom));
    out.element("path")
        .text("d", &line)
        .text("stroke", MUTED)
        .number("stroke-width", 1.0)
        .text("stroke-dasharray", "2 3")
        .empty();
}

fn write_term(out: &mut Markup, block: &SetBlock, row: &SetRow) {
    out.element("g").text("class", "term").open();
    label(out, block.rect.x + 2.0, row.y + 4.0, SMALL_FONT, INK).content(&row.label);
    let named: Vec<f64> =
        row.cells.iter().zip(&block.columns).filter(|((named, _), _)| *named > 0).map(|(_, (x, _))| *x).collect();
    if let [first, .., last] = named.as_slice() {
        let line = format!("M{} {}H{}", number(*first), number(row.y), number(*last));
        out.element("path").text("d", &line).text("stroke", "#8A8A8A").number("stroke-width", 1.6).empty();
    }
    for (subject, ((named, assessed), (x, _))) in row.cells.iter().zip(&block.columns).enumerate() {
        match (*named, *assessed) {
            (_, 0) => {}
            (0, _) => {
                let ring = out.element("circle").number("cx", *x).number("cy", row.y).number("r", 2.6);
                ring.text("fill", PAPER).text("stroke", "#8A8A8A").number("stroke-width", 1.0).empty();
            }
            (1, 1) => mark(out, subject, *x, row.y, 5.0, true),
            (named, assessed) => {
                let area = Rect { x: x - 19.0, y: row.y - 6.5, width: 38.0, height: 13.0 };
                share(out, subject, area, named, assessed);
            }
        }
    }
    label(out, block.rect.right() - 2.0, row.y + 4.0, SMALL_FONT, MUTED).text("text-anchor", "end").content(&row.tally);
    out.close();
}

/// How many of those assessed, as a bar with the numbers on it.
fn share(out: &mut Markup, subject: usize, area: Rect, named: usize, assessed: usize) {
    let part = f64::from(u32::try_from(named).unwrap_or(0)) / f64::from(u32::try_from(assessed.max(1)).unwrap_or(1));
    rect(out, area, 2.0, PAPER, Some((COLOURS[subject % COLOURS.len()], 0.9)));
    let filled = out.element("rect").number("x", area.x).number("y", area.y).number("width", area.width * part);
    filled
        .number("height", area.height)
        .text("fill", COLOURS[subject % COLOURS.len()])
        .number("fill-opacity", 0.28)
        .empty();
    let text = format!("{named}/{assessed}");
    label(out, area.x + area.width / 2.0, area.y + 10.0, 9.5, INK).text("text-anchor", "middle").content(&text);
}

/// The mark of a subject around a point.
fn mark(out: &mut Markup, subject: usize, x: f64, y: f64, size: f64, filled: bool) {
    let colour = COLOURS[subject % COLOURS.len()];
    let fill = if filled { colour } else { PAPER };
    let point = |dx: f64, dy: f64| format!("{} {}", number(x + dx * size), number(y + dy * size));
    let shape = |corners: &[(f64, f64)]| {
        let corners: Vec<String> = corners.iter().map(|(dx, dy)| point(*dx, *dy)).collect();
        format!("M{}Z", corners.join("L"))
    };
    let path = match subject % COLOURS.len() {
        0 => {
            let circle = out.element("circle").number("cx", x).number("cy", y).number("r", size);
            circle.text("fill", fill).text("stroke", colour).number("stroke-width", 1.2).empty();
            return;
        }
        1 => shape(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 => shape(&[(0.0, -1.1), (1.1, 0.85), (-1.1, 0.85)]),
        3 => shape(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)]),
        4 => shape(&[(0.0, 1.1), (1.1, -0.85), (-1.1, -0.85)]),
        5 => {
            let arm = 0.38;
            shape(&[
                (-arm, -1.1),
                (arm, -1.1),
                (arm, -arm),
                (1.1, -arm),
                (1.1, arm),
                (arm, arm),
                (arm, 1.1),
                (-arm, 1.1),
                (-arm, arm),
                (-1.1, arm),
                (-1.1, -arm),
                (-arm, -arm),
            ])
        }
        6 => shape(&[(-0.55, -1.0), (0.55, -1.0), (1.1, 0.0), (0.55, 1.0), (-0.55, 1.0), (-1.1, 0.0)]),
        _ => shape(&[
            (-1.0, -1.0),
            (-0.35, -1.0),
            (0.0, -0.4),
            (0.35, -1.0),
            (1.0, -1.0),
            (0.4, 0.0),
            (1.0, 1.0),
            (0.35, 1.0),
            (0.0, 0.4),
            (-0.35, 1.0),
            (-1.0, 1.0),
            (-0.4, 0.0),
        ]),
    };
    out.element("path").text("d", &path).text("fill", fill).text("stroke", colour).number("stroke-width", 1.0).empty();
}
