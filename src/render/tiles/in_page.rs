//! A tile map for a page of a site: the same picture in few bytes.
//!
//! Codes stand on white above the colour of the layer, so that they are the same in each map and drawn once. What a square
//! says in words is left to the tables of the page.

use std::collections::BTreeMap;

use crate::render::chart::{Grounds, Look};
use crate::render::compose::SMALL_FONT;
use crate::render::draw::bare_label;
use crate::render::markup::{Markup, short};
use crate::render::palette::INK;
use crate::render::scene::{Point, Rect};
use crate::render::trace::Trace;

use super::svg::{CODE, write_block, write_heading};
use super::{CountryTile, TilesPanel, TilesScene};

/// Height of the white strip with the code.
const STRIP: f64 = 13.5;

/// The tile map for a page of HTML. One such picture can stand in a page: it has ids.
pub fn tiles_in_page(scene: &TilesScene) -> String {
    scene.sheet.write_in_page(|out| {
        for (number, panel) in scene.panels.iter().enumerate() {
            write_panel(out, scene, panel, number == 0);
        }
    })
}

fn write_panel(out: &mut Markup, scene: &TilesScene, panel: &TilesPanel, first: bool) {
    write_heading(out, panel);
    let mut grounds = Grounds::default();
    for tile in &panel.tiles {
        let area = Rect { y: tile.rect.y + STRIP, height: tile.rect.height - STRIP, ..tile.rect };
        grounds.add(area, Look { mark: None, ..tile.look });
        if let Some(sign) = tile.look.mark {
            grounds.sign(sign, Point { x: area.x + area.width / 2.0, y: area.middle() }, 20.0);
        }
    }
    grounds.write_fills(out, scene.sheet.name);
    grounds.write_signs(out);
    numbers(out, panel);
    frames(out, scene, panel, first);
}

/// How many frameworks, by ink.
fn numbers(out: &mut Markup, panel: &TilesPanel) {
    let mut inks: BTreeMap<&str, Vec<&CountryTile>> = BTreeMap::new();
    for tile in panel.tiles.iter().filter(|tile| tile.frameworks > 0 && tile.state == "recorded") {
        inks.entry(tile.look.ink()).or_default().push(tile);
    }
    for (ink, tiles) in inks {
        let group = out.element("g").text("fill", ink).number("font-size", SMALL_FONT).text("font-weight", "bold");
        group.text("text-anchor", "middle").open();
        for tile in tiles {
            let (x, y) = (tile.rect.x + tile.rect.width / 2.0, tile.rect.y + 25.0);
            bare_label(out, x, y).content(&tile.frameworks.to_string());
        }
        out.close();
    }
}

/// Names, codes and edges are the same in each map: drawn once.
fn frames(out: &mut Markup, scene: &TilesScene, panel: &TilesPanel, first: bool) {
    let id = format!("{}-frames", scene.sheet.name);
    if !first {
        let Some(origin) = scene.panels.first().map(|panel| panel.at) else { return };
        let element = out.element("use").text("href", &format!("#{id}"));
        element.text("x", &short(panel.at.x - origin.x)).text("y", &short(panel.at.y - origin.y)).empty();
        return;
    }
    out.element("g").text("id", &id).open();
    for block in &panel.blocks {
        write_block(out, block);
    }
    let mut edges = Trace::default();
    panel.tiles.iter().for_each(|tile| edges.area(tile.rect));
    let path = out.element("path").text("d", &edges.finish()).text("fill", "none").text("stroke", "#8A8A8A");
    path.number("stroke-width", 0.6).empty();
    out.element("g").text("fill", INK).number("font-size", CODE).text("text-anchor", "middle").open();
    for tile in &panel.tiles {
        bare_label(out, tile.rect.x + tile.rect.width / 2.0, tile.rect.y + 11.0).content(&tile.code);
    }
    out.close();
    out.close();
}
