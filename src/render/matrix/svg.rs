//! Writing a matrix as SVG 1.1.

use crate::render::chart::{Look, cell, contested, number_of};
use crate::render::compose::{PANEL_FONT, SMALL_FONT};
use crate::render::draw::{frame, label, rect};
use crate::render::markup::{Markup, number};
use crate::render::palette::{INK, MUTED, PAPER, tones};
use crate::render::scene::Rect;
use crate::render::text::{Face, wrap};

use super::layout::is_hatched;
use super::words::ITSELF;
use super::{By, MatrixCell, MatrixName, MatrixPanel, MatrixScene};

/// Font size of a share.
pub(super) const SHARE: f64 = 15.0;

/// The matrix as an SVG document. The same scene gives the same bytes.
pub fn matrix_svg(scene: &MatrixScene) -> String {
    scene.sheet.write(|out| {
        for panel in &scene.panels {
            write_panel(out, scene, panel);
        }
    })
}

fn write_panel(out: &mut Markup, scene: &MatrixScene, panel: &MatrixPanel) {
    let id = format!("{}-{}", scene.sheet.name, panel.layer);
    out.element("g").text("id", &id).text("class", "panel").text("data-layer", &panel.layer).open();
    write_heading(out, panel);
    for name in &panel.rows {
        label(out, name.at.x, name.at.y, scene.font, tones(&name.region, name.position).strong)
            .text("text-anchor", "end")
            .content(&name.text);
    }
    for name in &panel.columns {
        write_column(out, scene, panel, name);
    }
    write_ground(out, scene, panel);
    for cell in panel.cells.iter().filter(|cell| !is_hatched(cell.look)) {
        write_cell(out, scene, cell);
    }
    write_lines(out, panel);
    for cell in panel.cells.iter().filter(|cell| cell.contested > 0) {
        write_conflict(out, scene.by, cell);
    }
    write_frames(out, panel);
    out.close();
}

/// The name of the layer, and the counts below it.
pub(super) fn write_heading(out: &mut Markup, panel: &MatrixPanel) {
    let heading = label(out, panel.at.x, panel.at.y, PANEL_FONT, INK).text("font-weight", "bold");
    heading.content(&panel.heading);
    if let Some(note) = &panel.note {
        label(out, panel.at.x, panel.at.y + 15.0, SMALL_FONT, MUTED).content(note);
    }
}

/// The frames around regions.
pub(super) fn write_frames(out: &mut Markup, panel: &MatrixPanel) {
    for it in &panel.frames {
        let colour = tones(&it.region, it.position).strong;
        frame(out, it.rect, 0.0).text("fill", "none").text("stroke", colour).number("stroke-width", 1.8).empty();
    }
}

pub(super) fn write_column(out: &mut Markup, scene: &MatrixScene, panel: &MatrixPanel, name: &MatrixName) {
    let colour = tones(&name.region, name.position).strong;
    let (x, y) = (number(name.at.x), number(name.at.y));
    if scene.by == By::Region {
        let columns = number_of(panel.columns.len().max(1));
        let lines = wrap(&name.text, Face::Regular, scene.font, panel.rect.width / columns - 4.0);
        for (up, line) in lines.iter().rev().enumerate() {
            let y = name.at.y - number_of(up) * scene.font * 1.15;
            label(out, name.at.x, y, scene.font, colour).text("text-anchor", "middle").content(line);
        }
    } else {
        let turn = format!("rotate({} {x} {y})", number(-scene.turned));
        label(out, name.at.x, name.at.y, scene.font, colour).text("transform", &turn).content(&name.text);
    }
}

/// What is not assessed, in runs: a row of a sparse matrix is mostly one.
fn write_ground(out: &mut Markup, scene: &MatrixScene, panel: &MatrixPanel) {
    let mut runs: Vec<Rect> = Vec::new();
    for area in panel.cells.iter().filter(|it| is_hatched(it.look)).map(|it| it.rect) {
        match runs.last_mut() {
            Some(run) if same(run.y, area.y) && same(run.right(), area.x) => run.width = area.right() - run.x,
            _ => runs.push(area),
        }
    }
    for run in runs {
        cell(out, scene.sheet.name, run, Look::HATCHED);
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.01
}

fn write_cell(out: &mut Markup, scene: &MatrixScene, it: &MatrixCell) {
    let Some(look) = it.look else {
        rect(out, it.rect, 0.0, ITSELF, None);
        return;
    };
    out.element("g").text("class", "pair").text("data-a", &it.a).text("data-b", &it.b).open();
    out.element("title").content(&it.tooltip);
    cell(out, scene.sheet.name, it.rect, look);
    write_words(out, it);
    out.close();
}

pub(super) fn write_words(out: &mut Markup, it: &MatrixCell) {
    let Some(look) = it.look else { return };
    let middle = it.rect.x + it.rect.width / 2.0;
    let mut y = it.rect.y + it.rect.height / 2.0 - 4.0;
    for (line, text) in it.words.iter().enumerate() {
        let size = if line == 0 && it.words.len() > 1 { SHARE } else { SMALL_FONT };
        let element = label(out, middle, y + size * 0.3, size, look.ink()).text("text-anchor", "middle");
        element.maybe("font-weight", (size >= SHARE).then_some("bold")).content(text);
        y += SHARE + 1.0;
    }
}

/// White lines between the cells, and a thin one around all.
pub(super) fn write_lines(out: &mut Markup, panel: &MatrixPanel) {
    let Some(first) = panel.cells.first().map(|cell| cell.rect) else { return };
    let area = panel.rect;
    let mut shape = String::new();
    let mut x = area.x + first.width;
    while x < area.right() - 0.01 {
        shape += &format!("M{} {}V{}", number(x), number(area.y), number(area.bottom()));
        x += first.width;
    }
    let mut y = area.y + first.height;
    while y < area.bottom() - 0.01 {
        shape += &format!("M{} {}H{}", number(area.x), number(y), number(area.right()));
        y += first.height;
    }
    if !shape.is_empty() {
        out.element("path").text("d", &shape).text("stroke", PAPER).number("stroke-width", 1.0).empty();
    }
    frame(out, area, 0.0).text("fill", "none").text("stroke", "#8A8A8A").number("stroke-width", 0.8).empty();
}

fn write_conflict(out: &mut Markup, by: By, it: &MatrixCell) {
    let area = it.rect;
    if by == By::Jurisdiction {
        contested(out, area.x + area.width / 2.0, area.middle(), area.width);
        return;
    }
    // Regions: a small cross in the corner, with the number of pairs.
    let (x, y) = (area.x + 9.0, area.y + 9.0);
    contested(out, x, y, 13.0);
    let ink = it.look.map_or(INK, Look::ink);
    label(out, x + 7.0, y + 3.5, SMALL_FONT - 1.5, ink).content(&it.contested.to_string());
}
