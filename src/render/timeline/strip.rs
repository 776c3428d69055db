//! Counts by region and year, where rows are too many to count by eye.

use std::collections::BTreeMap;

use crate::analysis::Timeline;
use crate::model::PartialDate;
use crate::render::compose::SMALL_FONT;
use crate::render::scene::{Point, Rect};
use crate::render::text::{Face, clean, shorten, width};
use crate::scope::Scope;

use super::layout::count;
use super::{Strip, StripRow};

/// From how many rows on the strip is drawn.
pub const STRIP_FROM: usize = 60;

/// Height of a row.
pub const STRIP_ROW: f64 = 17.0;
/// Height above the first row.
pub const STRIP_HEAD: f64 = 40.0;
/// The widest that a cell is drawn.
const WIDEST: f64 = 160.0;
/// The most years: earlier ones are left out.
const MOST_YEARS: usize = 16;

/// The strip whose upper left corner is `corner`.
pub fn strip(scope: &Scope<'_>, timeline: &Timeline, corner: Point, room: f64) -> Strip {
    let panels = &scope.graph().regions().panels;
    let last = timeline.to.year();
    let first = timeline.from.year().max(last - i16::try_from(MOST_YEARS).unwrap_or(0) + 1);
    let years: Vec<i16> = (first..=last).collect();
    let mut counts: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let place = |date: PartialDate| {
        let within = date.last_day() >= timeline.from && date.first_day() <= timeline.to;
        years.iter().position(|year| within && *year == date.year())
    };
    for it in &timeline.instruments {
        let row = counts.entry(it.panel).or_insert_with(|| vec![(0, 0); years.len()]);
        if let Some(at) = it.dates.adopted.and_then(place) {
            row[at].0 += 1;
        }
        if let Some(at) = it.dates.in_force.and_then(place) {
            row[at].1 += 1;
        }
    }
    let name = |panel: usize| panels.get(panel).map_or("Elsewhere", |panel| panel.name.as_str());
    let widest = counts.keys().map(|panel| width(name(*panel), Face::Bold, SMALL_FONT)).fold(0.0, f64::max);
    let labels = widest.min(room / 4.0) + 12.0;
    let cell = ((room - labels) / count(years.len()).max(1.0)).min(WIDEST);
    let rows: Vec<StripRow> = (counts.into_iter().enumerate())
        .map(|(number, (panel, counts))| StripRow {
            id: panels.get(panel).map_or_else(|| "elsewhere".to_owned(), |panel| panel.id.to_string()),
            position: panel,
            label: shorten(&clean(name(panel)), Face::Bold, SMALL_FONT, labels - 12.0).into_owned(),
            y: corner.y + STRIP_HEAD + (count(number) + 0.5) * STRIP_ROW,
            counts,
        })
        .collect();
    let height = STRIP_HEAD + count(rows.len()) * STRIP_ROW + 4.0;
    let rect = Rect { x: corner.x, y: corner.y, width: labels + cell * count(years.len()), height };
    let places = (0..).map(|number| corner.x + labels + count(number) * cell);
    Strip {
        rect,
        heading: "By year: adopted or published (left, with a bar) and entered into force (right)".to_owned(),
        years: years.into_iter().zip(places).collect(),
        cell,
        rows,
    }
}
