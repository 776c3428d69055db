//! The grid of a gap report: layers by patterns, each tile a bar of how the pairs of jurisdictions compare.

mod svg;

use serde::Serialize;

use super::chart::{APART, DARK, LIGHT, Look, MARGIN, Mark, Sheet, about, number_of, percent, source_line};
use super::scene::Rect;
use crate::analysis::statistics::share;
use crate::analysis::{GapReport, GridCell};
use crate::model::Pattern;
use crate::scope::Scope;

pub use svg::grid_svg;

/// Width of a tile and room between tiles.
const TILE: (f64, f64) = (180.0, 78.0);
const GAP: f64 = 12.0;
/// Height of a tile's bar.
const BAR: f64 = 26.0;
/// Room for the names of layers, and for those of patterns.
const LAYERS: f64 = 86.0;
const PATTERNS: f64 = 26.0;

/// A grid, composed: plain geometry in the units of the view box.
#[derive(Debug, Clone, Serialize)]
pub struct GridScene {
    /// Title, legend and foot.
    pub sheet: Sheet,
    /// The tiles, by layer and then pattern.
    pub tiles: Vec<Tile>,
}

/// A layer and a pattern.
#[derive(Debug, Clone, Serialize)]
pub struct Tile {
    /// The layer.
    pub layer: String,
    /// Its name, in the first tile of its line.
    pub layer_name: Option<String>,
    /// The pattern.
    pub pattern: String,
    /// Its name, in the first line.
    pub pattern_name: Option<String>,
    /// Its area.
    pub rect: Rect,
    /// The parts of its bar that are not empty, from the left: look, number of pairs, area.
    pub parts: Vec<(Look, usize, Rect)>,
    /// Lines below the bar.
    pub words: [String; 3],
    /// The counts in full.
    pub tooltip: String,
}

/// What the parts of a bar are, from the left.
const PARTS: [(&str, Look); 4] = [
    ("compatible", Look::plain(DARK)),
    ("partly compatible", Look::plain(LIGHT)),
    ("divergent", Look::marked(APART, Mark::Cross)),
    ("not assessed", Look::HATCHED),
];

/// Composes the grid of a gap report; with a title of one's own instead of what it is about.
pub fn compose_grid(scope: &Scope<'_>, report: &GapReport, title: Option<&str>) -> GridScene {
    let patterns = Pattern::all().count();
    let layers = scope.layer_list().count();
    let body = LAYERS + number_of(patterns) * (TILE.0 + GAP) - GAP;
    let whom = match &report.with {
        None => report.area.name.clone(),
        Some(with) => format!("{} with {}", report.area.name, with.name),
    };
    let pairs = report.pairs.len() / layers.max(1);
    let noun = if pairs == 1 { "pair" } else { "pairs" };
    let subtitle = format!("How {pairs} {noun} of jurisdictions compare in six patterns. {}", about(scope));
    let title = title.map_or_else(|| format!("Patterns: {whom}"), ToOwned::to_owned);
    let mut sheet = Sheet::new("grid", &title, &subtitle, body);
    let top = sheet.top() + PATTERNS;
    let tiles: Vec<Tile> =
        report.grid.cells.iter().enumerate().map(|(at, it)| tile(it, at / patterns, at % patterns, top)).collect();
    let bottom = top + number_of(layers) * (TILE.1 + GAP) - GAP;
    let drawn = |look: Look| tiles.iter().flat_map(|tile| &tile.parts).any(|(part, ..)| *part == look);
    let keys = PARTS.iter().filter(|(_, look)| drawn(*look)).map(|(name, look)| (*look, capital(name))).collect();
    let description = tiles.iter().map(|tile| format!("{}.", tile.tooltip)).collect::<Vec<_>>().join(" ");
    let foot = [
        "Numbers are pairs of jurisdictions. A pair is not assessed in a pattern where one side or both have no value recorded."
            .to_owned(),
        source_line(scope.graph(), ""),
    ];
    sheet.end(bottom, keys, description, &foot);
    GridScene { sheet, tiles }
}

fn tile(it: &GridCell, row: usize, column: usize, top: f64) -> Tile {
    let rect = Rect {
        x: MARGIN + LAYERS + number_of(column) * (TILE.0 + GAP),
        y: top + number_of(row) * (TILE.1 + GAP),
        width: TILE.0,
        height: TILE.1,
    };
    let counts = [it.compatible, it.partial, it.divergent, it.unknown];
    let all: usize = counts.iter().sum();
    let assessed = all - it.unknown;
    let mut x = rect.x;
    let mut parts = Vec::new();
    for ((_, look), count) in PARTS.iter().zip(counts).filter(|(_, count)| *count > 0) {
        let wide = rect.width * number_of(count) / number_of(all);
        parts.push((*look, count, Rect { x, y: rect.y, width: wide, height: BAR }));
        x += wide;
    }
    let first = if assessed == 0 {
        "not assessed".to_owned()
    } else {
        format!("{} compatible", percent(share(it.compatible, assessed)))
    };
    let less = [(it.partial, "partly"), (it.divergent, "divergent")].into_iter().filter(|(count, _)| *count > 0);
    let less: Vec<String> = less.map(|(count, name)| format!("{count} {name}")).collect();
    let named = PARTS.iter().zip(counts).map(|((name, _), count)| format!("{count} {name}"));
    Tile {
        layer: it.layer.as_str().to_owned(),
        layer_name: (column == 0).then(|| it.layer.label().to_owned()),
        pattern: it.pattern.as_str().to_owned(),
        pattern_name: (row == 0).then(|| it.pattern.label().to_owned()),
        rect,
        parts,
        words: [first, format!("of {assessed} assessed"), less.join(", ")],
        tooltip: format!("{}, {}: {}", it.layer.label(), it.pattern.label(), named.collect::<Vec<_>>().join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
