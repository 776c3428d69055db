//! Where the cells of a matrix stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{CoverageState, GapReport, PairRow, RegionRow};
use crate::model::{Graph, Id, Layer, NodeIx, Panel};
use crate::render::chart::{Look, MARGIN, Sheet, drawn_size, key_width, number_of, on_paper, verdict_look};
use crate::render::compose::SMALL_FONT;
use crate::render::scene::{Point, Rect};
use crate::render::text::{Face, clean, shorten, width};
use crate::scope::Scope;

use super::words::{self, share_look};
use super::{By, MatrixCell, MatrixFrame, MatrixName, MatrixPanel, MatrixScene};

/// The least size, in points, at which names can be read on A3 paper.
pub const LEAST_POINTS: f64 = 5.5;

/// From how many jurisdictions on those without anything recorded are left out.
const FEW: usize = 30;
/// Font size of names.
const FONT: f64 = 11.0;
/// The longest a name is drawn.
const NAME: f64 = 150.0;
/// Room between a name and its row or column.
const BESIDE: f64 = 6.0;
/// Height of a panel's heading.
const HEADING: f64 = 40.0;
/// Room between panels.
const GAP: f64 = 22.0;
/// Below this the names of columns stand upright.
const SLANT_FROM: f64 = 17.0;
/// A cell of the matrix of regions.
const REGION_CELL: (f64, f64) = (104.0, 58.0);
/// What title, subtitle, legend and foot add to the height, about.
const FURNITURE: f64 = 190.0;

/// A row or column before it is placed.
#[derive(Debug, Clone)]
struct Entry {
    id: String,
    name: String,
    region: String,
    position: usize,
    node: Option<NodeIx>,
}

/// Composes the matrix of a gap report. With `title` instead of the usual one; without `by`, regions are drawn where the
/// names of jurisdictions would be smaller than [`LEAST_POINTS`].
///
/// A cell for each row, column and layer: takes time proportional to their number. Where the jurisdictions are many,
/// those without anything recorded in the layers asked about are left out; the foot says how many.
pub fn compose_matrix(scope: &Scope<'_>, report: &GapReport, by: Option<By>, title: Option<&str>) -> MatrixScene {
    let Some(by) = by else {
        let scene = compose_by(scope, report, By::Jurisdiction, title);
        return if scene.points < LEAST_POINTS { compose_by(scope, report, By::Region, title) } else { scene };
    };
    compose_by(scope, report, by, title)
}

fn compose_by(scope: &Scope<'_>, report: &GapReport, by: By, title: Option<&str>) -> MatrixScene {
    let (rows, columns, left_out) = match by {
        By::Jurisdiction => jurisdictions(scope, report),
        By::Region => {
            let (rows, columns) = regions(scope.graph(), report);
            (rows, columns, 0)
        }
    };
    let mut plan = Plan::new(by, &rows, &columns, scope.layer_list().count());
    // All panels have a note or none.
    let notes = scope.layer_list().filter_map(|layer| words::counts(report, layer));
    let widest = notes.map(|note| width(&note, Face::Regular, SMALL_FONT)).fold(0.0, f64::max);
    plan.notes = widest <= plan.cells().0 + GAP / 2.0;
    let title = title.map_or_else(|| words::title(report, by), str::to_owned);
    let subtitle = words::subtitle(scope, report, by);
    let mut sheet = Sheet::new("matrix", &title, &subtitle, plan.body().0);
    let top = sheet.top();
    let cells = Cells::new(scope.graph(), report, by);
    let panels: Vec<MatrixPanel> = (scope.layer_list().enumerate())
        .map(|(number, layer)| panel(&plan, &cells, &rows, &columns, (number, layer), top))
        .collect();
    let bottom = top + plan.body().1;
    let foot = words::foot(scope, report, by, left_out);
    let mut keys = words::keys(&panels, by);
    if let Some(corner) = plan.spare(top, &keys) {
        sheet.legend_in(corner, std::mem::take(&mut keys));
    }
    sheet.end(bottom, keys, words::description(report, by), &foot);
    let points = FONT * on_paper(sheet.width, sheet.height);
    MatrixScene { sheet, by, panels, font: FONT, turned: plan.turned, points, left_out }
}

/// The jurisdictions in question by panel and name, as rows and as columns, and how many are left out.
fn jurisdictions(scope: &Scope<'_>, report: &GapReport) -> (Vec<Entry>, Vec<Entry>, usize) {
    let graph = scope.graph();
    let known: BTreeSet<NodeIx> = (report.coverage.iter())
        .filter(|row| row.state != CoverageState::NotAssessed)
        .map(|row| row.jurisdiction)
        .collect();
    let entries = |members: &[NodeIx]| {
        let all = members.iter().filter(|ix| members.len() <= FEW || known.contains(ix));
        let mut entries: Vec<Entry> = all.map(|ix| entry(graph, *ix)).collect();
        entries.sort_by(|a, b| (a.position, &a.name).cmp(&(b.position, &b.name)));
        entries
    };
    let rows = entries(&report.area.members);
    let columns = report.with.as_ref().map_or_else(|| rows.clone(), |with| entries(&with.members));
    let asked = report.area.members.iter().chain(report.with.iter().flat_map(|with| &with.members));
    let asked: BTreeSet<NodeIx> = asked.copied().collect();
    let shown: BTreeSet<NodeIx> = rows.iter().chain(&columns).filter_map(|it| it.node).collect();
    (rows, columns, asked.len() - shown.len())
}

fn entry(graph: &Graph, ix: NodeIx) -> Entry {
    let node = graph.node(ix);
    let region = graph.panel(ix).map_or_else(|| "elsewhere".to_owned(), ToString::to_string);
    let position = position(graph, &region);
    Entry { id: node.id.to_string(), name: clean(node.label()).into_owned(), region, position, node: Some(ix) }
}

fn position(graph: &Graph, region: &str) -> usize {
    let panels = &graph.regions().panels;
    panels.iter().position(|panel| panel.id.as_str() == region).unwrap_or(panels.len())
}

/// The panels of the map that have jurisdictions in question.
fn regions(graph: &Graph, report: &GapReport) -> (Vec<Entry>, Vec<Entry>) {
    let entries = |members: &[NodeIx]| {
        let ids: BTreeSet<&Id> = members.iter().filter_map(|ix| graph.panel(*ix)).collect();
        let panels = graph.regions().panels.iter().enumerate().filter(|(_, panel)| ids.contains(&panel.id));
        let entry = |(position, panel): (usize, &Panel)| Entry {
            id: panel.id.to_string(),
            name: clean(&panel.name).into_owned(),
            region: panel.id.to_string(),
            position,
            node: None,
        };
        panels.map(entry).collect::<Vec<_>>()
    };
    let rows = entries(&report.area.members);
    let columns = report.with.as_ref().map_or_else(|| rows.clone(), |with| entries(&with.members));
    (rows, columns)
}

/// The longest a name may be: those of regions are never cut.
fn limit(by: By) -> f64 {
    if by == By::Region { f64::INFINITY } else { NAME }
}

/// Sizes, and how many panels stand beside one another.
struct Plan {
    by: By,
    cell: (f64, f64),
    count: (usize, usize),
    names: f64,
    head: f64,
    turned: f64,
    upright: bool,
    overhang: f64,
    layers: usize,
    across: usize,
    down: usize,
    notes: bool,
}

impl Plan {
    /// Panels stand so that the page is drawn largest on A3 paper.
    fn new(by: By, rows: &[Entry], columns: &[Entry], layers: usize) -> Self {
        let longest = |entries: &[Entry]| {
            entries.iter().map(|it| width(&it.name, Face::Regular, FONT)).fold(0.0, f64::max).min(limit(by))
        };
        let most = rows.len().max(columns.len());
        let side = match most {
            0..=14 => 26.0,
            15..=20 => 20.0,
            21..=32 => 16.0,
            _ => 12.75,
        };
        let cell = if by == By::Region { REGION_CELL } else { (side, side) };
        let upright = by == By::Jurisdiction && side < SLANT_FROM;
        let turned: f64 = match by {
            By::Region => 0.0,
            By::Jurisdiction if upright => 90.0,
            By::Jurisdiction => 55.0,
        };
        let long = longest(columns);
        // Names of regions stand above their columns in up to three lines.
        let head = if by == By::Region { FONT * 3.6 } else { long * turned.to_radians().sin() + FONT }.ceil();
        let overhang = if upright || by == By::Region { 0.0 } else { long * turned.to_radians().cos() };
        let count = (columns.len(), rows.len());
        let with = |across: usize| Self {
            by,
            cell,
            count,
            names: longest(rows).ceil() + BESIDE,
            head,
            turned,
            upright,
            overhang,
            layers,
            across,
            down: layers.div_ceil(across.max(1)),
            notes: false,
        };
        let paper = |plan: &Self| {
            let (width, height) = plan.body();
            drawn_size(width + 2.0 * MARGIN, height + FURNITURE)
        };
        let plans = (1..=layers.max(1)).map(with);
        plans.max_by(|a, b| paper(a).total_cmp(&paper(b))).unwrap_or_else(|| with(1))
    }

    /// Width and height of the cells of a panel.
    fn cells(&self) -> (f64, f64) {
        (self.cell.0 * number_of(self.count.0), self.cell.1 * number_of(self.count.1))
    }

    /// Width and height of everything.
    fn body(&self) -> (f64, f64) {
        let (wide, high) = self.cells();
        let (across, down) = (number_of(self.across), number_of(self.down));
        let width = self.names + across * wide + (across - 1.0) * GAP + self.overhang;
        (width, down * (HEADING + self.head + high) + (down - 1.0) * GAP)
    }

    /// Where the legend can stand: in the place of a panel that the last line lacks.
    fn spare(&self, top: f64, keys: &[(Look, String)]) -> Option<Point> {
        let (wide, high) = self.cells();
        let widest = keys.iter().map(|(_, text)| key_width(text)).fold(0.0, f64::max);
        let free = !self.layers.is_multiple_of(self.across);
        let corner = self.corner(self.layers, top);
        (free && widest <= wide + self.overhang && number_of(keys.len()) * 23.0 <= high).then_some(corner)
    }

    /// The upper left corner of the cells of a panel.
    fn corner(&self, number: usize, top: f64) -> Point {
        let (wide, high) = self.cells();
        let (column, row) = (number_of(number % self.across), number_of(number / self.across));
        let block = HEADING + self.head + high + GAP;
        Point { x: MARGIN + self.names + column * (wide + GAP), y: top + row * block + HEADING + self.head }
    }
}

/// A panel; names of rows stand left of the first of a line of panels only.
fn panel(
    plan: &Plan,
    cells: &Cells<'_>,
    rows: &[Entry],
    columns: &[Entry],
    (number, layer): (usize, Layer),
    top: f64,
) -> MatrixPanel {
    let corner = plan.corner(number, top);
    let (wide, high) = plan.cell;
    let at = |row: usize, column: usize| Rect {
        x: corner.x + number_of(column) * wide,
        y: corner.y + number_of(row) * high,
        width: wide,
        height: high,
    };
    let name = |entry: &Entry, at: Point| MatrixName {
        id: entry.id.clone(),
        text: shorten(&entry.name, Face::Regular, FONT, limit(plan.by)).into_owned(),
        region: entry.region.clone(),
        position: entry.position,
        at,
    };
    let row_name = |(row, entry): (usize, &Entry)| {
        name(entry, Point { x: corner.x - BESIDE, y: at(row, 0).middle() + FONT * 0.36 })
    };
    let column_name = |(column, entry): (usize, &Entry)| {
        let area = at(0, column);
        let nudge = if plan.upright { FONT * 0.36 } else { 0.0 };
        name(entry, Point { x: area.x + wide / 2.0 + nudge, y: corner.y - BESIDE })
    };
    let drawn = rows.iter().enumerate().flat_map(|(row, a)| {
        let cell = move |(column, b): (usize, &Entry)| cells.cell(layer, a, b, at(row, column));
        columns.iter().enumerate().map(cell)
    });
    let (wide, high) = plan.cells();
    MatrixPanel {
        layer: layer.as_str().to_owned(),
        heading: layer.label().to_owned(),
        note: plan.notes.then(|| words::counts(cells.report, layer)).flatten(),
        at: Point { x: corner.x, y: corner.y - plan.head - 23.0 },
        rect: Rect { x: corner.x, y: corner.y, width: wide, height: high },
        rows: if number.is_multiple_of(plan.across) {
            rows.iter().enumerate().map(row_name).collect()
        } else {
            Vec::new()
        },
        columns: columns.iter().enumerate().map(column_name).collect(),
        cells: drawn.collect(),
        frames: frames(rows, columns, corner, plan.cell),
    }
}

/// A frame around the cells of each region with itself, where a region has several.
fn frames(rows: &[Entry], columns: &[Entry], corner: Point, (wide, high): (f64, f64)) -> Vec<MatrixFrame> {
    let span = |entries: &[Entry], region: &str| {
        let first = entries.iter().position(|it| it.region == region)?;
        Some((first, entries.iter().filter(|it| it.region == region).count()))
    };
    let mut regions: Vec<&Entry> = rows.iter().filter(|it| it.node.is_some()).collect();
    regions.dedup_by(|a, b| a.region == b.region);
    let frame = |it: &Entry| {
        let ((row, down), (column, across)) = (span(rows, &it.region)?, span(columns, &it.region)?);
        let rect = Rect {
            x: corner.x + number_of(column) * wide,
            y: corner.y + number_of(row) * high,
            width: number_of(across) * wide,
            height: number_of(down) * high,
        };
        Some(MatrixFrame { region: it.region.clone(), position: it.position, rect })
    };
    regions.into_iter().filter_map(frame).collect()
}

/// What the cells show, found by their ends.
struct Cells<'r> {
    graph: &'r Graph,
    report: &'r GapReport,
    pairs: BTreeMap<(NodeIx, NodeIx, Layer), &'r PairRow>,
    regions: BTreeMap<(&'r str, &'r str, Layer), &'r RegionRow>,
}

impl<'r> Cells<'r> {
    fn new(graph: &'r Graph, report: &'r GapReport, by: By) -> Self {
        let ends = |row: &PairRow| (row.a.min(row.b), row.a.max(row.b), row.layer);
        let pairs = report.pairs.iter().filter(|_| by == By::Jurisdiction).map(|row| (ends(row), row)).collect();
        let regions = report.regions.iter().map(|row| ((row.a.as_str(), row.b.as_str(), row.layer), row)).collect();
        Self { graph, report, pairs, regions }
    }

    fn cell(&self, layer: Layer, a: &Entry, b: &Entry, rect: Rect) -> MatrixCell {
        let mut cell = MatrixCell {
            a: a.id.clone(),
            b: b.id.clone(),
            rect,
            look: None,
            contested: 0,
            words: Vec::new(),
            tooltip: String::new(),
        };
        if let (Some(a), Some(b)) = (a.node, b.node) {
            if let Some(row) = self.pairs.get(&(a.min(b), a.max(b), layer)) {
                cell.look = Some(verdict_look(row.assessment.verdict));
                cell.contested = usize::from(row.assessment.contested);
                cell.tooltip = words::pair(self.graph, row, (a, b));
            }
            return cell;
        }
        // A region of which only one jurisdiction is asked about has no pair within itself.
        let (low, high) = if b.id < a.id { (&b.id, &a.id) } else { (&a.id, &b.id) };
        if let Some(row) = self.regions.get(&(low.as_str(), high.as_str(), layer)) {
            cell.look = Some(share_look(row));
            cell.contested = row.contested;
            cell.words = words::region(row);
            cell.tooltip = words::region_tooltip((&a.name, &b.name), row);
        }
        cell
    }
}

/// Where nothing can be said.
pub(super) fn is_hatched(look: Option<Look>) -> bool {
    look.is_some_and(|look| look.hatched)
}
