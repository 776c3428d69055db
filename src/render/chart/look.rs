//! The looks of cells and bars.

use serde::Serialize;

use crate::analysis::{CoverageState, Verdict};
use crate::render::draw::{frame, rect};
use crate::render::markup::{Markup, number};
use crate::render::palette::{INK, MUTED, PAPER, Tie};
use crate::render::scene::Rect;

/// Dark, middle and light: steps that stay apart in grey scale.
pub const DARK: &str = "#08519C";
/// Between the two.
pub const MIDDLE: &str = "#5B9FD4";
/// White and dark text can stand on it alike, only dark does.
pub const LIGHT: &str = "#CFE1F2";
/// Where two sides pull apart; dark text can stand on it.
pub const APART: &str = "#E8833A";
/// Where something is known, but nothing is there.
pub const EMPTY: &str = "#FAFAFA";

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Look {
    /// Ground.
    pub fill: &'static str,
    /// Whether it is hatched: nothing is known.
    pub hatched: bool,
    /// A sign on the ground.
    pub mark: Option<Mark>,
}

/// A sign on a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A cross: contested, or divergent.
    Cross,
    /// A ring: nothing joins the two.
    Ring,
    /// A level bar: a source says that something is absent.
    Bar,
    /// An upright broken line: a threshold.
    Line,
    /// A diamond.
    Diamond,
}

impl Look {
    /// A plain ground.
    pub const fn plain(fill: &'static str) -> Self {
        Self { fill, hatched: false, mark: None }
    }

    /// Nothing is known.
    pub const HATCHED: Self = Self { fill: PAPER, hatched: true, mark: None };

    /// A ground with a sign.
    pub const fn marked(fill: &'static str, mark: Mark) -> Self {
        Self { fill, hatched: false, mark: Some(mark) }
    }

    /// The ink of text on the ground.
    pub fn ink(self) -> &'static str {
        if self.fill == DARK { PAPER } else { INK }
    }
}

/// The look of a pair.
pub fn verdict_look(verdict: Verdict) -> Look {
    match verdict {
        Verdict::Aligned => Look::plain(DARK),
        Verdict::Bridged => Look::plain(MIDDLE),
        Verdict::Weak => Look::plain(LIGHT),
        Verdict::Unlinked => Look::marked(EMPTY, Mark::Ring),
        Verdict::Absent => Look::marked(EMPTY, Mark::Bar),
        Verdict::NotAssessed => Look::HATCHED,
    }
}

/// The look of a jurisdiction in a layer with so many frameworks.
pub fn coverage_look(state: CoverageState, frameworks: usize) -> Look {
    match (state, frameworks) {
        (CoverageState::Recorded, 0 | 1) => Look::plain(LIGHT),
        (CoverageState::Recorded, 2..=4) => Look::plain(MIDDLE),
        (CoverageState::Recorded, _) => Look::plain(DARK),
        (CoverageState::Absent, _) => Look::marked(EMPTY, Mark::Bar),
        (CoverageState::NotAssessed, _) => Look::HATCHED,
    }
}

/// Draws a cell on the sheet called `sheet`, whose hatching it uses.
pub fn cell(out: &mut Markup, sheet: &str, area: Rect, look: Look) {
    ground(out, sheet, area, look);
    if let Some(sign) = look.mark {
        mark(out, sign, area.x + area.width / 2.0, area.middle(), area.height.min(area.width), MUTED);
    }
}

fn ground(out: &mut Markup, sheet: &str, area: Rect, look: Look) {
    if look.hatched {
        frame(out, area, 0.0).text("class", "hatched").text("fill", &format!("url(#{sheet}-hatch)")).empty();
    } else {
        rect(out, area, 0.0, look.fill, None);
    }
}

/// A cross over a cell that is contested: seen on light and dark ground.
pub fn contested(out: &mut Markup, x: f64, y: f64, size: f64) {
    let colour = Tie::Conflict.stroke().colour;
    cross(out, x, y, size * 0.26, &[(PAPER, size * 0.22), (colour, size * 0.12)]);
}

/// A sign around a point in a cell of this size.
pub fn mark(out: &mut Markup, sign: Mark, x: f64, y: f64, size: f64, ink: &str) {
    let reach = size * 0.22;
    match sign {
        Mark::Cross => cross(out, x, y, reach, &[(PAPER, size * 0.2), (INK, size * 0.1)]),
        Mark::Ring => {
            let ring = out.element("circle").number("cx", x).number("cy", y).number("r", reach).text("fill", "none");
            ring.text("stroke", ink).number("stroke-width", (size * 0.07).max(0.8)).empty();
        }
        Mark::Bar => {
            let shape = format!("M{} {}H{}", number(x - reach * 1.2), number(y), number(x + reach * 1.2));
            let path = out.element("path").text("d", &shape).text("stroke", ink);
            path.number("stroke-width", (size * 0.13).max(1.2)).empty();
        }
        Mark::Line => {
            let shape = format!("M{} {}V{}", number(x), number(y - size / 2.0), number(y + size / 2.0));
            let path = out.element("path").text("d", &shape).text("stroke", INK).number("stroke-width", 1.4);
            path.text("stroke-dasharray", "4 3").empty();
        }
        Mark::Diamond => {
            let [left, right, top, low] = [x - reach, x + reach, y - reach, y + reach].map(number);
            let (x, y) = (number(x), number(y));
            let shape = format!("M{left} {y}L{x} {top}L{right} {y}L{x} {low}Z");
            let path = out.element("path").text("d", &shape).text("fill", PAPER).text("stroke", INK);
            path.number("stroke-width", 1.3).empty();
        }
    }
}

fn cross(out: &mut Markup, x: f64, y: f64, reach: f64, strokes: &[(&str, f64)]) {
    let [left, right, top, low] = [x - reach, x + reach, y - reach, y + reach].map(number);
    let shape = format!("M{left} {top}L{right} {low}M{left} {low}L{right} {top}");
    for (ink, wide) in strokes {
        out.element("path").text("d", &shape).text("stroke", ink).number("stroke-width", *wide).empty();
    }
}
