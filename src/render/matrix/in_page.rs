//! A matrix for a page of a site: the same picture in few bytes.
//!
//! Names, lines and frames are the same in every layer, and a matrix of a region with itself is the same on both sides of
//! its diagonal: each is drawn once and used again. Cells are strokes a unit wide on a grid of whole units. What a cell
//! says in words is left to the tables of the page.

use std::collections::BTreeMap;

use crate::analysis::Verdict;
use crate::render::chart::{EMPTY, Look, Mark, number_of, verdict_look};
use crate::render::compose::SMALL_FONT;
use crate::render::draw::{bare_label, frame, label};
use crate::render::markup::{Markup, number, short};
use crate::render::palette::{INK, MUTED, PAPER, Tie, tones};
use crate::render::scene::{Point, Rect};

use super::svg::{SHARE, write_column, write_frames, write_heading, write_lines};
use super::{By, MatrixName, MatrixPanel, MatrixScene};

/// The matrix of a region with itself for a page of HTML. One such picture can stand in a page: it has ids.
pub fn matrix_in_page(scene: &MatrixScene) -> String {
    scene.sheet.write_in_page(|out| {
        for panel in &scene.panels {
            write_panel(out, scene, panel);
        }
    })
}

fn write_panel(out: &mut Markup, scene: &MatrixScene, panel: &MatrixPanel) {
    write_heading(out, panel);
    row_names(out, scene, &panel.rows);
    cells(out, scene, panel);
    let id = format!("{}-grid", scene.sheet.name);
    let origin = scene.panels.first().map_or(panel.rect, |panel| panel.rect);
    if origin == panel.rect {
        out.element("g").text("id", &id).open();
        column_names(out, scene, panel);
        write_lines(out, panel);
        write_frames(out, panel);
        out.close();
    } else {
        let (x, y) = (short(panel.rect.x - origin.x), short(panel.rect.y - origin.y));
        out.element("use").text("href", &format!("#{id}")).text("x", &x).text("y", &y).empty();
    }
    if scene.by == By::Region {
        shares(out, panel);
    }
}

fn row_names(out: &mut Markup, scene: &MatrixScene, names: &[MatrixName]) {
    let Some(first) = names.first() else { return };
    let group = out.element("g").number("font-size", scene.font).text("text-anchor", "end");
    group.text("transform", &format!("translate({})", short(first.at.x))).open();
    for names in names.chunk_by(|a, b| a.region == b.region) {
        out.element("g").text("fill", tones(&names[0].region, names[0].position).strong).open();
        for name in names {
            out.element("text").number("y", name.at.y).content(&name.text);
        }
        out.close();
    }
    out.close();
}

/// Turned names are placed in a turned group.
fn column_names(out: &mut Markup, scene: &MatrixScene, panel: &MatrixPanel) {
    if scene.by == By::Region {
        panel.columns.iter().for_each(|name| write_column(out, scene, panel, name));
        return;
    }
    let (sine, cosine) = scene.turned.to_radians().sin_cos();
    let turn = format!("rotate({})", short(-scene.turned));
    out.element("g").number("font-size", scene.font).text("transform", &turn).open();
    for names in panel.columns.chunk_by(|a, b| a.region == b.region) {
        out.element("g").text("fill", tones(&names[0].region, names[0].position).strong).open();
        for name in names {
            let Point { x, y } = name.at;
            bare_label(out, x * cosine - y * sine, x * sine + y * cosine).content(&name.text);
        }
        out.close();
    }
    out.close();
}

/// The cells on and above the diagonal, and these again below it.
fn cells(out: &mut Markup, scene: &MatrixScene, panel: &MatrixPanel) {
    let Some(first) = panel.cells.first() else { return };
    let side = (first.rect.width, first.rect.height);
    let hatched = panel.cells.iter().any(|cell| cell.look.is_some_and(|look| look.hatched));
    if hatched {
        let fill = format!("url(#{}-hatch)", scene.sheet.name);
        frame(out, panel.rect, 0.0).text("fill", &fill).empty();
    }
    let runs = Runs::new(panel);
    // In full: small errors would add up over a row.
    let scale = format!("scale({} {})", number(side.0), number(side.1));
    let transform = format!("translate({} {}){scale}", short(panel.rect.x), short(panel.rect.y));
    out.element("g").text("transform", &transform).open();
    let id = format!("{}-{}", scene.sheet.name, panel.layer);
    out.element("g").text("id", &id).open();
    out.element("g").text("transform", "translate(0 .5)").open();
    runs.write(out, scene.by, hatched);
    out.close();
    out.close();
    out.element("use").text("href", &format!("#{id}")).text("transform", "matrix(0 1 1 0 0 0)").empty();
    out.close();
}

/// Cells of one look that touch in a row, on and above the diagonal: row, first column, number.
struct Runs {
    looks: BTreeMap<usize, Vec<(usize, usize, usize)>>,
    blank: Vec<(usize, usize, usize)>,
    contested: Vec<(usize, usize)>,
    kinds: Vec<Look>,
}

impl Runs {
    fn new(panel: &MatrixPanel) -> Self {
        let mut runs = Self { looks: BTreeMap::new(), blank: Vec::new(), contested: Vec::new(), kinds: Vec::new() };
        let columns = panel.columns.len().max(1);
        for (at, cell) in panel.cells.iter().enumerate() {
            let (row, column) = (at / columns, at % columns);
            if column < row {
                continue;
            }
            if cell.contested > 0 {
                runs.contested.push((row, column));
            }
            let list = match cell.look {
                None => &mut runs.blank,
                Some(look) if look.hatched => continue,
                Some(look) => {
                    let kind = runs.kinds.iter().position(|it| *it == look).unwrap_or(runs.kinds.len());
                    if kind == runs.kinds.len() {
                        runs.kinds.push(look);
                    }
                    runs.looks.entry(kind).or_default()
                }
            };
            match list.last_mut() {
                Some((of, from, count)) if *of == row && *from + *count == column => *count += 1,
                _ => list.push((row, column, 1)),
            }
        }
        runs
    }

    fn write(&self, out: &mut Markup, by: By, hatched: bool) {
        if hatched && !self.blank.is_empty() {
            out.element("path").text("d", &strokes(&self.blank)).text("stroke", PAPER).empty();
        }
        for (kind, runs) in &self.looks {
            let look = self.kinds[*kind];
            let shape = strokes(runs);
            if look == verdict_look(Verdict::Unlinked) && by == By::Jurisdiction {
                rings(out, &shape);
                continue;
            }
            out.element("path").text("d", &shape).text("stroke", look.fill).empty();
            if look.mark == Some(Mark::Bar) {
                // A bar in the middle of each cell.
                let path = out.element("path").text("d", &shape).text("stroke", MUTED).text("stroke-width", ".13");
                path.text("stroke-dasharray", ".53 .47").text("stroke-dashoffset", "-.235").empty();
            }
        }
        if !self.contested.is_empty() && by == By::Jurisdiction {
            let at =
                self.contested.iter().map(|(row, column)| format!("M{column}.24 {row}m0-.26l.52.52m0-.52l-.52.52"));
            let shape: String = at.collect();
            for (ink, wide) in [(PAPER, ".22"), (Tie::Conflict.stroke().colour, ".12")] {
                out.element("path").text("d", &shape).text("stroke", ink).text("stroke-width", wide).empty();
            }
        }
    }
}

/// The ground, and in the middle of each cell a dot with a smaller one on it.
fn rings(out: &mut Markup, shape: &str) {
    out.element("path").text("d", shape).text("stroke", EMPTY).empty();
    for (ink, wide) in [(MUTED, ".51"), (EMPTY, ".37")] {
        let path = out.element("path").text("d", shape).text("stroke", ink).text("stroke-width", wide);
        let path = path.text("stroke-dasharray", "0 1").text("stroke-dashoffset", "-.5");
        path.text("stroke-linecap", "round").empty();
    }
}

/// Runs as a path: a stroke through the middle of each.
fn strokes(runs: &[(usize, usize, usize)]) -> String {
    let mut out = String::new();
    let mut at: Option<(usize, usize)> = None;
    for (row, column, count) in runs {
        match at {
            Some((of, from)) if of == *row => out += &format!("m{} 0", column - from),
            Some((of, from)) => {
                let right = if column >= &from { (column - from).to_string() } else { format!("-{}", from - column) };
                out += &format!("m{right} {}", row - of);
            }
            None => out += &format!("M{column} {row}"),
        }
        out += &format!("h{count}");
        at = Some((*row, column + count));
    }
    out
}

/// The shares of regions with the counts below them, and how many pairs are contested.
fn shares(out: &mut Markup, panel: &MatrixPanel) {
    for (line, size) in [SHARE, SMALL_FONT].into_iter().enumerate() {
        let group = out.element("g").number("font-size", size).text("text-anchor", "middle");
        group.maybe("font-weight", (line == 0).then_some("bold")).open();
        let mut inks: BTreeMap<&str, Vec<(Rect, &str)>> = BTreeMap::new();
        for cell in &panel.cells {
            if let (Some(look), Some(words)) = (cell.look, cell.words.get(line)) {
                inks.entry(look.ink()).or_default().push((cell.rect, words));
            }
        }
        for (ink, words) in inks {
            out.element("g").text("fill", ink).open();
            for (area, words) in words {
                let y = area.middle() - 4.0 + number_of(line) * (SHARE + 1.0) + size * 0.3;
                bare_label(out, area.x + area.width / 2.0, y).content(words);
            }
            out.close();
        }
        out.close();
    }
    for cell in panel.cells.iter().filter(|cell| cell.contested > 0) {
        let Rect { x, y, .. } = cell.rect;
        crate::render::chart::contested(out, x + 9.0, y + 9.0, 13.0);
        let ink = cell.look.map_or(INK, Look::ink);
        label(out, x + 16.0, y + 12.5, SMALL_FONT - 1.5, ink).content(&cell.contested.to_string());
    }
}
