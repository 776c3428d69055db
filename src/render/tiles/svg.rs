//! Writing a tile map as SVG 1.1.

use crate::render::chart::{Look, cell, number_of};
use crate::render::compose::{PANEL_FONT, SMALL_FONT};
use crate::render::draw::{frame, label};
use crate::render::markup::Markup;
use crate::render::palette::{INK, MUTED, PAPER, tones};
use crate::render::scene::Rect;
use crate::render::text::{Face, width};

use super::layout::{BLOCK_FONT, BLOCK_LINE};
use super::{CountryTile, TilesBlock, TilesPanel, TilesScene};

/// Font size of codes.
pub(super) const CODE: f64 = 10.5;

/// The tile map as an SVG document. The same scene gives the same bytes.
pub fn tiles_svg(scene: &TilesScene) -> String {
    scene.sheet.write(|out| {
        for panel in &scene.panels {
            let id = format!("{}-{}", scene.sheet.name, panel.layer);
            out.element("g").text("id", &id).text("class", "panel").text("data-layer", &panel.layer).open();
            write_heading(out, panel);
            for block in &panel.blocks {
                write_block(out, block);
            }
            for tile in &panel.tiles {
                write_tile(out, scene.sheet.name, tile);
            }
            out.close();
        }
    })
}

/// The name of the layer, and the counts below it.
pub(super) fn write_heading(out: &mut Markup, panel: &TilesPanel) {
    let heading = label(out, panel.at.x, panel.at.y, PANEL_FONT, INK).text("font-weight", "bold");
    heading.content(&panel.heading);
    label(out, panel.at.x, panel.at.y + 15.0, SMALL_FONT, MUTED).content(&panel.note);
}

/// The name of a sub-region stands close above its squares.
pub(super) fn write_block(out: &mut Markup, block: &TilesBlock) {
    let colour = tones(&block.region, block.position).strong;
    for (up, line) in block.name.iter().rev().enumerate() {
        let y = block.rect.y - 4.0 - number_of(up) * BLOCK_LINE;
        label(out, block.rect.x, y, BLOCK_FONT, colour).text("font-weight", "bold").content(line);
    }
}

fn write_tile(out: &mut Markup, sheet: &str, tile: &CountryTile) {
    let area = tile.rect;
    out.element("g").text("class", "jurisdiction").text("data-id", &tile.id).text("data-state", tile.state).open();
    out.element("title").content(&tile.tooltip);
    cell(out, sheet, area, Look { mark: None, ..tile.look });
    let (x, ink) = (area.x + area.width / 2.0, tile.look.ink());
    if tile.look.hatched {
        // Lines must not cross the letters.
        let wide = width(&tile.code, Face::Regular, CODE) + 2.0;
        let ground = Rect { x: x - wide / 2.0, y: area.y + 3.0, width: wide, height: 11.0 };
        frame(out, ground, 0.0).text("fill", PAPER).empty();
    }
    label(out, x, area.y + 12.0, CODE, ink).text("text-anchor", "middle").content(&tile.code);
    if tile.frameworks > 0 && tile.state == "recorded" {
        let number = label(out, x, area.y + 25.0, SMALL_FONT, ink).text("text-anchor", "middle");
        number.text("font-weight", "bold").content(&tile.frameworks.to_string());
    }
    if let Some(sign) = tile.look.mark {
        crate::render::chart::mark(out, sign, x, area.y + 21.0, 20.0, INK);
    }
    frame(out, area, 0.0).text("fill", "none").text("stroke", "#8A8A8A").number("stroke-width", 0.6).empty();
    out.close();
}
