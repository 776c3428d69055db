//! Cells in few bytes, for pages of a site: one path for all cells of a look instead of an element each.

use crate::render::markup::Markup;
use crate::render::palette::{MUTED, PAPER, Tie};
use crate::render::scene::{Point, Rect};
use crate::render::trace::Trace;

use super::look::{Look, Mark};

/// The cells of a picture or panel, by look. Cells of a row must come from left to right.
#[derive(Debug, Default)]
pub struct Grounds {
    /// Runs of cells of one fill, side by side; `None` is hatched.
    fills: Vec<(Option<&'static str>, Vec<Rect>)>,
    signs: Vec<(Mark, Point, f64)>,
    contested: Vec<(Point, f64)>,
}

impl Grounds {
    /// Adds a cell.
    pub fn add(&mut self, area: Rect, look: Look) {
        self.fill(area, (!look.hatched).then_some(look.fill));
        if let Some(sign) = look.mark {
            self.sign(sign, Point { x: area.x + area.width / 2.0, y: area.middle() }, area.height.min(area.width));
        }
    }

    /// Adds a sign around a point in a cell of this size.
    pub fn sign(&mut self, sign: Mark, at: Point, size: f64) {
        self.signs.push((sign, at, size));
    }

    /// Adds the cross of a contested cell.
    pub fn contest(&mut self, at: Point, size: f64) {
        self.contested.push((at, size));
    }

    fn fill(&mut self, area: Rect, fill: Option<&'static str>) {
        let at = self.fills.iter().position(|(of, _)| *of == fill).unwrap_or_else(|| {
            self.fills.push((fill, Vec::new()));
            self.fills.len() - 1
        });
        let runs = &mut self.fills[at].1;
        match runs.last_mut() {
            Some(run) if near(run.y, area.y) && near(run.right(), area.x) => run.width = area.right() - run.x,
            _ => runs.push(area),
        }
    }

    /// Draws the grounds with the hatching of the sheet called `sheet`: runs of one height as a line that wide, which
    /// takes half the bytes of their outlines.
    pub fn write_fills(&self, out: &mut Markup, sheet: &str) {
        for (fill, runs) in &self.fills {
            let fill = fill.map_or_else(|| format!("url(#{sheet}-hatch)"), str::to_owned);
            let mut trace = Trace::default();
            let Some(height) = runs.first().map(|run| run.height) else { continue };
            if runs.iter().all(|run| near(run.height, height)) {
                for run in runs {
                    trace.start(Point { x: run.x, y: run.middle() });
                    trace.line(Point { x: run.right(), y: run.middle() });
                }
                let path = out.element("path").text("d", &trace.finish()).text("stroke", &fill);
                path.number("stroke-width", height).empty();
                continue;
            }
            for run in runs {
                trace.area(*run);
            }
            out.element("path").text("d", &trace.finish()).text("fill", &fill).empty();
        }
    }

    /// Draws the signs, then the crosses.
    pub fn write_signs(&self, out: &mut Markup) {
        for mark in [Mark::Ring, Mark::Bar] {
            let places: Vec<(Point, f64)> =
                self.signs.iter().filter(|(sign, ..)| *sign == mark).map(|(_, at, size)| (*at, *size)).collect();
            let Some((_, size)) = places.first().copied() else { continue };
            let reach = size * 0.22;
            let mut trace = Trace::default();
            for (at, _) in &places {
                if mark == Mark::Ring {
                    trace.dot(*at);
                } else {
                    trace.start(Point { x: at.x - reach * 1.2, y: at.y });
                    trace.line(Point { x: at.x + reach * 1.2, y: at.y });
                }
            }
            let shape = trace.finish();
            if mark == Mark::Bar {
                let path = out.element("path").text("d", &shape).text("stroke", INK_OF_SIGNS);
                path.number("stroke-width", (size * 0.13).max(1.2)).empty();
                continue;
            }
            // A ring is a dot with a smaller one on it.
            let wide = (size * 0.07).max(0.8);
            out.element("g").text("stroke-linecap", "round").open();
            for (ink, across) in [(INK_OF_SIGNS, 2.0 * reach + wide), (super::EMPTY, 2.0 * reach - wide)] {
                out.element("path").text("d", &shape).text("stroke", ink).number("stroke-width", across).empty();
            }
            out.close();
        }
        self.write_crosses(out);
    }

    fn write_crosses(&self, out: &mut Markup) {
        let Some((_, size)) = self.contested.first().copied() else { return };
        let mut trace = Trace::default();
        for (at, size) in &self.contested {
            let reach = size * 0.26;
            trace.start(Point { x: at.x - reach, y: at.y - reach });
            trace.line(Point { x: at.x + reach, y: at.y + reach });
            trace.start(Point { x: at.x - reach, y: at.y + reach });
            trace.line(Point { x: at.x + reach, y: at.y - reach });
        }
        let shape = trace.finish();
        for (ink, wide) in [(PAPER, size * 0.22), (Tie::Conflict.stroke().colour, size * 0.12)] {
            out.element("path").text("d", &shape).text("stroke", ink).number("stroke-width", wide).empty();
        }
    }
}

/// The ink of signs on cells.
const INK_OF_SIGNS: &str = MUTED;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.01
}
