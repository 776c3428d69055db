//! Writing ranked bars as SVG 1.1.

use crate::render::chart::{Mark, mark};
use crate::render::compose::{PANEL_FONT, SMALL_FONT};
use crate::render::draw::{label, rect};
use crate::render::markup::{Markup, number};
use crate::render::palette::{INK, MUTED};
use crate::render::scene::Rect;

use super::{BESIDE, ConsensusPanel, ConsensusRow, ConsensusScene, FONT, FRAMEWORKS, JURISDICTIONS, NUMBERS};

/// Lines of the scale.
const GRID: &str = "#D5D5D5";
/// The edge of light bars.
const EDGE: &str = "#5B7FA3";

/// The picture as an SVG document. The same scene gives the same bytes.
pub fn consensus_svg(scene: &ConsensusScene) -> String {
    scene.sheet.write(|out| {
        for panel in &scene.panels {
            write_panel(out, scene.sheet.name, panel);
        }
    })
}

fn write_panel(out: &mut Markup, sheet: &str, panel: &ConsensusPanel) {
    out.element("g").text("id", &format!("{sheet}-{}", panel.pattern)).text("class", "panel").open();
    label(out, panel.at.x, panel.at.y, PANEL_FONT, INK).text("font-weight", "bold").content(&panel.heading);
    label(out, panel.at.x, panel.at.y + 16.0, SMALL_FONT, MUTED).content(&panel.note);
    if !panel.rows.is_empty() {
        write_scale(out, panel);
        for row in &panel.rows {
            write_row(out, panel, row);
        }
        let line =
            format!("M{} {}V{}", number(panel.line), number(panel.bars.y - 4.0), number(panel.bars.bottom() + 2.0));
        let path = out.element("path").text("d", &line).text("stroke", INK).number("stroke-width", 1.4);
        path.text("stroke-dasharray", "4 3").empty();
    }
    out.close();
}

/// Lines at every quarter, and the heads of the columns of numbers.
fn write_scale(out: &mut Markup, panel: &ConsensusPanel) {
    let Rect { x, y, width, .. } = panel.bars;
    for (quarter, words) in (0_u32..).zip(["0", "25 %", "50 %", "75 %", "100 %"]) {
        let at = x + width * f64::from(quarter) / 4.0;
        let line = format!("M{} {}V{}", number(at), number(y - 2.0), number(panel.bars.bottom()));
        out.element("path").text("d", &line).text("stroke", GRID).number("stroke-width", 0.8).empty();
        label(out, at, y - 8.0, SMALL_FONT - 1.0, MUTED).text("text-anchor", "middle").content(words);
    }
    for (column, words) in (1_u32..).zip(["texts", "places"]) {
        let at = panel.bars.right() + BESIDE + NUMBERS * f64::from(column);
        label(out, at, y - 8.0, SMALL_FONT - 1.0, MUTED).text("text-anchor", "end").content(words);
    }
}

fn write_row(out: &mut Markup, panel: &ConsensusPanel, row: &ConsensusRow) {
    out.element("g").text("class", if row.core { "term core" } else { "term" }).text("data-id", &row.id).open();
    out.element("title").content(&row.tooltip);
    let base = row.y + FONT * 0.36;
    let name = label(out, panel.bars.x - BESIDE, base, FONT, INK).text("text-anchor", "end");
    name.maybe("font-weight", row.core.then_some("bold")).content(&row.text);
    rect(out, row.frameworks, 0.0, FRAMEWORKS.fill, None);
    rect(out, row.jurisdictions, 0.0, JURISDICTIONS.fill, Some((EDGE, 0.7)));
    if let Some(x) = row.own {
        mark(out, Mark::Diamond, x, row.jurisdictions.middle(), 20.0, INK);
    }
    for (column, words) in (1_u32..).zip(&row.shares) {
        let at = panel.bars.right() + BESIDE + NUMBERS * f64::from(column);
        label(out, at, base, SMALL_FONT, INK).text("text-anchor", "end").content(words);
    }
    out.close();
}
