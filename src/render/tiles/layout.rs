//! Where the squares stand.

use std::collections::BTreeMap;

use crate::analysis::{CoverageRow, CoverageState};
use crate::model::{Graph, Layer};
use crate::render::chart::{Look, MARGIN, Sheet, about, coverage_look, drawn_size, key_width, number_of, source_line};
use crate::render::scene::{Point, Rect};
use crate::render::text::{Face, clean, wrap};
use crate::scope::{Area, Scope};

use super::{CountryTile, TilesBlock, TilesPanel, TilesScene};

/// Distance between squares, and the room between blocks.
const STEP: f64 = 31.0;
const BLOCK_GAP: f64 = 13.0;
/// Side of a square.
const SIDE: f64 = 29.0;
/// Font size of the names of blocks, and the room for two lines of it.
pub const BLOCK_FONT: f64 = 10.5;
pub const BLOCK_LINE: f64 = 12.5;
const BLOCK_HEAD: f64 = 2.0 * BLOCK_LINE + 3.0;
/// Height of a map's heading.
const HEADING: f64 = 40.0;
/// The least room for a map: the counts in its heading need some.
const LEAST_PANEL: f64 = 196.0;
/// Room between maps.
const GAP: f64 = 34.0;
/// What title, subtitle, legend and foot add to the height, about.
const FURNITURE: f64 = 170.0;
/// How many names of frameworks a square's words have.
const NAMES: usize = 6;

/// Squares side by side in each column of the world, from west to east.
const COLUMNS: [usize; 8] = [4, 4, 4, 4, 4, 3, 3, 3];

/// Sub-regions with their column and band, bands from north to south.
const PLACES: [(&str, usize, usize); 22] = [
    ("northern-america", 0, 0),
    ("central-america", 0, 1),
    ("south-america", 0, 2),
    ("caribbean", 1, 1),
    ("northern-europe", 2, 0),
    ("western-europe", 2, 1),
    ("western-africa", 2, 2),
    ("eastern-europe", 3, 0),
    ("southern-europe", 3, 1),
    ("northern-africa", 3, 2),
    ("middle-africa", 3, 3),
    ("western-asia", 4, 1),
    ("eastern-africa", 4, 2),
    ("southern-africa", 4, 3),
    ("central-asia", 5, 0),
    ("southern-asia", 5, 1),
    ("eastern-asia", 6, 0),
    ("south-eastern-asia", 6, 1),
    ("australia-and-new-zealand", 6, 2),
    ("micronesian-islands", 7, 1),
    ("melanesia", 7, 2),
    ("polynesia", 7, 3),
];

/// Where blocs, parts of countries, and sub-regions without a place stand: in the Atlantic.
const OTHERS: (usize, usize) = (1, 2);

/// A sub-region and the rows of its members, by member and then layer.
struct Group<'r> {
    name: String,
    region: String,
    members: Vec<&'r [CoverageRow]>,
}

/// Composes the map of what is recorded in `area`, of which `rows` says what; as [`coverage`](crate::analysis::coverage)
/// returns them. With `title` instead of the usual one.
pub fn compose_tiles(scope: &Scope<'_>, area: &Area, rows: &[CoverageRow], title: Option<&str>) -> TilesScene {
    let layers: Vec<Layer> = scope.layer_list().collect();
    let groups = groups(scope.graph(), rows, layers.len());
    let frame = Frame::new(&groups);
    let across = frame.across(layers.len());
    let (wide, high) = frame.size();
    let columns = number_of(across);
    let body = columns * wide + (columns - 1.0) * GAP;
    let title = title.map_or_else(|| format!("What is recorded: {}", area.name), str::to_owned);
    let places = rows.len() / layers.len().max(1);
    let subtitle = format!(
        "Each square is a jurisdiction, with the number of frameworks in effect there. {places} jurisdictions. {}",
        about(scope)
    );
    let mut sheet = Sheet::new("tiles", &title, &subtitle, body);
    let top = sheet.top();
    let corner = |number: usize| Point {
        x: MARGIN + number_of(number % across) * (wide + GAP),
        y: top + number_of(number / across) * (high + GAP),
    };
    let panels: Vec<TilesPanel> = (layers.iter().enumerate())
        .map(|(number, layer)| panel(scope.graph(), &frame, &groups, (number, *layer), corner(number)))
        .collect();
    let lines = number_of(layers.len().div_ceil(across));
    let bottom = top + lines * (high + GAP) - GAP;
    let mut keys = keys(&panels);
    let widest = keys.iter().map(|(_, text)| key_width(text)).fold(0.0, f64::max);
    if !layers.len().is_multiple_of(across) && widest <= wide {
        let at = corner(layers.len());
        sheet.legend_in(Point { x: at.x, y: at.y + HEADING + BLOCK_HEAD }, std::mem::take(&mut keys));
    }
    let description = panels.iter().map(|panel| format!("{}: {}.", panel.heading, panel.note));
    let description = format!("A map of squares. {}", description.collect::<Vec<_>>().join(" "));
    let foot = [
        "Blocks are UN M49 sub-regions at roughly their places, their squares in alphabetical order; nothing is to scale.".to_owned(),
        source_line(scope.graph(), "Sources: `interlex coverage --format json`."),
    ];
    sheet.end(bottom, keys, description, &foot);
    TilesScene { sheet, panels }
}

/// The jurisdictions by place in the world, each group by name.
fn groups<'r>(graph: &Graph, rows: &'r [CoverageRow], layers: usize) -> BTreeMap<(usize, usize), Group<'r>> {
    let mut groups: BTreeMap<(usize, usize), Group<'r>> = BTreeMap::new();
    for member in rows.chunks(layers.max(1)) {
        let Some(jurisdiction) = member.first().and_then(|row| graph.node(row.jurisdiction).jurisdiction()) else {
            continue;
        };
        let place = jurisdiction.subregion.as_ref().and_then(|id| PLACES.iter().find(|place| place.0 == id.as_str()));
        let (at, name, region) = match place {
            Some((id, column, band)) => {
                let subregion = graph.regions().subregions.iter().find(|subregion| subregion.id.as_str() == *id);
                let name = subregion.map_or_else(|| (*id).to_owned(), |subregion| subregion.name.clone());
                let region = subregion.map_or_else(String::new, |subregion| subregion.panel.to_string());
                ((*band, *column), name, region)
            }
            None => ((OTHERS.1, OTHERS.0), "Blocs and others".to_owned(), "international".to_owned()),
        };
        groups.entry(at).or_insert_with(|| Group { name, region, members: Vec::new() }).members.push(member);
    }
    for group in groups.values_mut() {
        group.members.sort_by_key(|rows| rows.first().map(|row| graph.node(row.jurisdiction).label()));
    }
    groups
}

/// The columns and bands that are not empty.
struct Frame {
    /// Left side and squares in a row, by column.
    columns: BTreeMap<usize, (f64, usize)>,
    /// Upper side, by band.
    bands: BTreeMap<usize, f64>,
    width: f64,
    height: f64,
}

impl Frame {
    fn new(groups: &BTreeMap<(usize, usize), Group<'_>>) -> Self {
        let mut frame = Self { columns: BTreeMap::new(), bands: BTreeMap::new(), width: 0.0, height: HEADING };
        for (column, squares) in COLUMNS.iter().enumerate() {
            if groups.keys().any(|(_, at)| *at == column) {
                frame.columns.insert(column, (frame.width, *squares));
                frame.width += number_of(*squares) * STEP + BLOCK_GAP;
            }
        }
        frame.width = (frame.width - BLOCK_GAP).max(LEAST_PANEL);
        let mut bands: Vec<usize> = groups.keys().map(|(band, _)| *band).collect();
        bands.dedup();
        for band in bands {
            frame.bands.insert(band, frame.height);
            let here = groups.iter().filter(|((at, _), _)| *at == band);
            let rows = here.map(|((_, column), group)| group.members.len().div_ceil(COLUMNS[*column]));
            frame.height += BLOCK_HEAD + number_of(rows.max().unwrap_or(0)) * STEP + BLOCK_GAP;
        }
        frame.height -= BLOCK_GAP;
        frame
    }

    fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// How many maps stand side by side so that the page is drawn largest.
    fn across(&self, layers: usize) -> usize {
        let size = |across: usize| {
            let (wide, lines) = (number_of(across), number_of(layers.div_ceil(across)));
            let width = wide * self.width + (wide - 1.0) * GAP + 2.0 * MARGIN;
            drawn_size(width, lines * (self.height + GAP) + FURNITURE)
        };
        (1..=layers.max(1)).max_by(|a, b| size(*a).total_cmp(&size(*b))).unwrap_or(1)
    }
}

fn panel(
    graph: &Graph,
    frame: &Frame,
    groups: &BTreeMap<(usize, usize), Group<'_>>,
    (number, layer): (usize, Layer),
    corner: Point,
) -> TilesPanel {
    let (mut blocks, mut tiles) = (Vec::new(), Vec::new());
    for ((band, column), group) in groups {
        let (Some((left, squares)), Some(upper)) = (frame.columns.get(column), frame.bands.get(band)) else { continue };
        let (x, y) = (corner.x + left, corner.y + upper + BLOCK_HEAD);
        let across = group.members.len().min(*squares);
        let down = group.members.len().div_ceil(*squares);
        blocks.push(TilesBlock {
            region: group.region.clone(),
            position: graph.regions().panels.iter().position(|panel| panel.id.as_str() == group.region).unwrap_or(0),
            name: wrap(&clean(&group.name), Face::Bold, BLOCK_FONT, number_of(*squares) * STEP),
            rect: Rect { x, y, width: number_of(across) * STEP, height: number_of(down) * STEP },
        });
        tiles.extend(group.members.iter().enumerate().filter_map(|(at, rows)| {
            let area = Rect {
                x: x + number_of(at % squares) * STEP,
                y: y + number_of(at / squares) * STEP,
                width: SIDE,
                height: SIDE,
            };
            rows.get(number).map(|row| tile(graph, row, area))
        }));
    }
    let count = |state: CoverageState| tiles.iter().filter(|tile| tile.state == state.as_str()).count();
    let counts = [
        (count(CoverageState::Recorded), "recorded"),
        (count(CoverageState::Absent), "absent"),
        (count(CoverageState::NotAssessed), "not assessed"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    TilesPanel {
        layer: layer.as_str().to_owned(),
        heading: layer.label().to_owned(),
        note: counts.collect::<Vec<_>>().join(", "),
        at: Point { x: corner.x, y: corner.y + 15.0 },
        blocks,
        tiles,
    }
}

fn tile(graph: &Graph, row: &CoverageRow, rect: Rect) -> CountryTile {
    let node = graph.node(row.jurisdiction);
    let iso = node.jurisdiction().and_then(|it| it.iso.as_ref()).map(|(_, three)| three.clone());
    let code = iso.unwrap_or_else(|| clean(node.label()).chars().take(3).collect::<String>().to_uppercase());
    let names: Vec<&str> = row.frameworks.iter().take(NAMES).map(|it| graph.node(it.node).label()).collect();
    let more = row.frameworks.len().saturating_sub(NAMES);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let says = match row.state {
        CoverageState::Recorded => format!("{}{more}", names.join("; ")),
        CoverageState::Absent => "a source says that something is absent".to_owned(),
        CoverageState::NotAssessed => "not assessed".to_owned(),
    };
    CountryTile {
        id: node.id.to_string(),
        code,
        rect,
        look: coverage_look(row.state, row.frameworks.len()),
        state: row.state.as_str(),
        frameworks: row.frameworks.len(),
        tooltip: format!("{}, {}: {says}", node.label(), row.layer.as_str()),
    }
}

/// The legend: only what is there.
fn keys(panels: &[TilesPanel]) -> Vec<(Look, String)> {
    let entries = [
        (coverage_look(CoverageState::Recorded, 5), "Recorded by five frameworks or more"),
        (coverage_look(CoverageState::Recorded, 2), "Recorded by two to four"),
        (coverage_look(CoverageState::Recorded, 1), "Recorded by one"),
        (coverage_look(CoverageState::Absent, 0), "Absent: a source says that what the layer needs is lacking"),
        (
            coverage_look(CoverageState::NotAssessed, 0),
            "Not assessed: nothing recorded, which is not the same as nothing",
        ),
    ];
    let drawn = |look: &Look| panels.iter().flat_map(|panel| &panel.tiles).any(|tile| tile.look == *look);
    entries.into_iter().filter(|(look, _)| drawn(look)).map(|(look, text)| (look, text.to_owned())).collect()
}
