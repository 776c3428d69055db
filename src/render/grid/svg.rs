//! Writing a grid as SVG 1.1.

use crate::render::chart::cell;
use crate::render::compose::{PANEL_FONT, SMALL_FONT};
use crate::render::draw::{frame, label};
use crate::render::markup::Markup;
use crate::render::palette::{INK, MUTED};
use crate::render::scene::Rect;
use crate::render::text::{Face, width};

use super::{BAR, GridScene, LAYERS, Tile};

/// The grid as an SVG document. The same scene gives the same bytes.
pub fn grid_svg(scene: &GridScene) -> String {
    scene.sheet.write(|out| {
        for tile in &scene.tiles {
            write_tile(out, scene.sheet.name, tile);
        }
    })
}

fn write_tile(out: &mut Markup, sheet: &str, tile: &Tile) {
    let Rect { x, y, .. } = tile.rect;
    if let Some(name) = &tile.layer_name {
        label(out, x - LAYERS, y + BAR / 2.0 + 5.0, PANEL_FONT, INK).text("font-weight", "bold").content(name);
    }
    if let Some(name) = &tile.pattern_name {
        label(out, x, y - 9.0, SMALL_FONT + 1.0, INK).text("font-weight", "bold").content(name);
    }
    out.element("g").text("class", "tile").text("data-layer", &tile.layer).text("data-pattern", &tile.pattern).open();
    out.element("title").content(&tile.tooltip);
    for (look, count, area) in &tile.parts {
        write_part(out, sheet, *area, *look, *count);
    }
    let bar = Rect { height: BAR, ..tile.rect };
    frame(out, bar, 0.0).text("fill", "none").text("stroke", "#8A8A8A").number("stroke-width", 0.8).empty();
    let [first, second, third] = &tile.words;
    label(out, x, y + BAR + 16.0, SMALL_FONT, INK).text("font-weight", "bold").content(first);
    label(out, x, y + BAR + 31.0, SMALL_FONT, MUTED).content(second);
    if !third.is_empty() {
        label(out, x, y + BAR + 46.0, SMALL_FONT, MUTED).content(third);
    }
    out.close();
}

/// A part with its number, where there is room for it; a part without room for its sign keeps its ground.
fn write_part(out: &mut Markup, sheet: &str, area: Rect, look: super::Look, count: usize) {
    let text = count.to_string();
    let wide = width(&text, Face::Bold, SMALL_FONT);
    let sign = look.mark.map_or(0.0, |_| 16.0);
    if area.width < wide + sign + 8.0 {
        let plain = if area.width < 16.0 { super::Look { mark: None, ..look } } else { look };
        cell(out, sheet, area, plain);
        return;
    }
    cell(out, sheet, area, super::Look { mark: None, ..look });
    let x = area.x + area.width / 2.0;
    if look.hatched {
        // Lines must not cross the number.
        let ground = Rect { x: x - wide / 2.0 - 3.0, y: area.y + 5.0, width: wide + 6.0, height: BAR - 10.0 };
        frame(out, ground, 2.0).text("fill", look.fill).empty();
    }
    if let Some(sign) = look.mark {
        crate::render::chart::mark(out, sign, x - wide / 2.0 - 4.0, area.middle(), 16.0, INK);
    }
    let at = x + sign / 2.0;
    let element = label(out, at, area.middle() + 4.2, SMALL_FONT, look.ink()).text("text-anchor", "middle");
    element.text("font-weight", "bold").content(&text);
}
