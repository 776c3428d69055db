//! Where everything stands.

use jiff::civil::Date;

use crate::analysis::{Instrument, Milestone, Stretch, Timeline};
use crate::model::PartialDate;
use crate::render::compose::{LEGEND_LINE, SIGN_GAP, SMALL_FONT, SUBTITLE_FONT, SUBTITLE_LINE};
use crate::render::draw::fitting_title;
use crate::render::scene::{Point, Rect};
use crate::render::text::{Face, clean, shorten, width, wrap};
use crate::scope::Scope;

use super::strip::{self, STRIP_FROM};
use super::svg::sign_width;
use super::{Lane, LaneRow, LegendSign, Mark, Segment, TimelineLegend, TimelineScene, words};

/// Room between the page's edge and everything.
const MARGIN: f64 = 26.0;
/// Room between columns.
const GAP: f64 = 14.0;
/// Font size of labels.
pub const LABEL_FONT: f64 = 11.5;
/// Height of a row.
pub const ROW: f64 = 14.8;
/// Height of a block above its first row: heading and years.
pub const HEAD: f64 = 42.0;
/// Room below the last row of a block.
const FOOT: f64 = 6.0;
/// Room between blocks.
const BLOCK_GAP: f64 = 12.0;
/// Room left of the first year, for the labels of early rows.
const PAD: f64 = 172.0;
/// Room right of the last day.
const RIGHT: f64 = 10.0;
/// Room between a label and its first mark.
const BESIDE: f64 = 8.0;
/// The width of a column where there are several, and of a page with one.
const COLUMN: f64 = 640.0;
const ALONE: f64 = 1120.0;
/// The fewest rows that a region leaves behind or takes along where it is broken.
const FEWEST: usize = 7;
/// Width by height of a page that looks right: landscape paper.
const RATIO: f64 = 1.414;
/// Half of what a mark takes: narrower times need no bar.
const MARK: f64 = 5.0;
/// The least room for a year's number.
const YEAR_ROOM: f64 = 34.0;

/// Composes the timeline. With `title` instead of the usual one.
///
/// Each framework has a row of its own, so nothing can overlap. Takes time linear in frameworks.
pub fn compose_timeline(scope: &Scope<'_>, timeline: &Timeline, title: Option<&str>) -> TimelineScene {
    let graph = scope.graph();
    let rows = timeline.instruments.len();
    let columns = column_count(timeline);
    let column = if columns == 1 { ALONE } else { COLUMN };
    let wide = f64::from(u32::try_from(columns).unwrap_or(1));
    let page = 2.0 * MARGIN + wide * column + (wide - 1.0) * GAP;
    let room = page - 2.0 * MARGIN;
    let (title, title_size) = fitting_title(title.unwrap_or(&words::title(graph, timeline)), room);
    let subtitle = wrap(&clean(&words::subtitle(scope, timeline)), Face::Regular, SUBTITLE_FONT, room);
    let mut top = (MARGIN + title_size + 12.0 + SUBTITLE_LINE * count(subtitle.len())).round();
    let strip = (rows >= STRIP_FROM).then(|| strip::strip(scope, timeline, Point { x: MARGIN, y: top }, room));
    top = strip.as_ref().map_or(top, |strip| strip.rect.bottom() + BLOCK_GAP);
    let lanes = lanes(scope, timeline, columns, column, top);
    let bottom = lanes.iter().map(|lane| lane.rect.bottom()).fold(top, f64::max);
    let legend = legend(&lanes, scope, bottom + 20.0, room);
    let footer_top = legend.last().map_or(bottom, |item| item.y) + LEGEND_LINE;
    let footer: Vec<String> = (words::footer(scope, timeline).iter())
        .flat_map(|line| wrap(&clean(line), Face::Regular, SMALL_FONT, room))
        .collect();
    let description = format!(
        "A timeline of {rows} frameworks from {} to {} in rows by region, with marks for what was proposed, adopted, in force and ended. {}",
        timeline.from,
        timeline.to,
        footer.join(" ")
    );
    TimelineScene {
        width: page.ceil(),
        height: (footer_top + LEGEND_LINE * count(footer.len()) + MARGIN / 2.0).ceil(),
        margin: MARGIN,
        title,
        title_size,
        subtitle,
        description,
        strip,
        lanes,
        legend,
        footer,
        footer_top,
    }
}

/// How many columns give the page the ratio nearest to that of paper.
fn column_count(timeline: &Timeline) -> usize {
    let blocks = timeline.instruments.chunk_by(|a, b| a.panel == b.panel).count();
    let all = count(timeline.instruments.len()) * ROW + count(blocks) * (HEAD + FOOT + BLOCK_GAP);
    let off = |columns: usize| {
        let width = if columns == 1 { ALONE } else { count(columns) * COLUMN };
        (width / (all / count(columns) + 260.0) / RATIO).ln().abs()
    };
    (1..=5).min_by(|a, b| off(*a).total_cmp(&off(*b))).unwrap_or(1)
}

/// A run of rows of one region that stand together.
struct Run<'t> {
    rows: &'t [Instrument],
    column: usize,
    continued: bool,
}

/// Blocks in columns of about the same height: a region is broken where its column is full.
fn runs(timeline: &Timeline, columns: usize) -> Vec<Run<'_>> {
    let blocks: Vec<&[Instrument]> = timeline.instruments.chunk_by(|a, b| a.panel == b.panel).collect();
    let high = |rows: usize| count(rows) * ROW + HEAD + FOOT + BLOCK_GAP;
    // Each break costs one more heading.
    let all: f64 = blocks.iter().map(|rows| high(rows.len())).sum::<f64>() + count(columns - 1) * high(0);
    let full = all / count(columns);
    let mut runs = Vec::new();
    let (mut column, mut used) = (0, 0.0);
    for block in blocks {
        let mut rest = block;
        while !rest.is_empty() {
            let last = column + 1 == columns;
            let room = full - used + ROW;
            let fits = (1..=rest.len()).take_while(|rows| high(*rows) <= room).count();
            let mut take = if last || fits >= rest.len() { rest.len() } else { fits };
            if take < FEWEST && take < rest.len() && used > 0.0 {
                (column, used) = (column + 1, 0.0);
                continue;
            }
            if rest.len() - take < FEWEST {
                take = rest.len();
            }
            let (here, left) = rest.split_at(take);
            runs.push(Run { rows: here, column, continued: here.first() != block.first() });
            used += high(take);
            if !left.is_empty() {
                (column, used) = (column + 1, 0.0);
            }
            rest = left;
        }
    }
    runs
}

fn lanes(scope: &Scope<'_>, timeline: &Timeline, columns: usize, column: f64, top: f64) -> Vec<Lane> {
    let panels = &scope.graph().regions().panels;
    let mut lower = vec![top; columns];
    let mut lanes = Vec::new();
    for run in runs(timeline, columns) {
        let x = MARGIN + count(run.column) * (column + GAP);
        let height = HEAD + count(run.rows.len()) * ROW + FOOT;
        let rect = Rect { x, y: lower[run.column], width: column, height };
        lower[run.column] = rect.bottom() + BLOCK_GAP;
        let axis = Axis::new(timeline, rect.x + PAD, rect.right() - RIGHT);
        let position = run.rows.first().map_or(panels.len(), |row| row.panel);
        let panel = panels.get(position);
        let name = panel.map_or("Elsewhere", |panel| panel.name.as_str());
        let heading = if run.continued { format!("{name} (continued)") } else { name.to_owned() };
        let at = |number: usize| rect.y + HEAD + (count(number) + 0.5) * ROW;
        let rows = run.rows.iter().enumerate().map(|(number, it)| row(scope, &axis, it, rect.x, at(number)));
        lanes.push(Lane {
            id: panel.map_or_else(|| "elsewhere".to_owned(), |panel| panel.id.to_string()),
            position,
            heading: shorten(&clean(&heading), Face::Bold, 15.0, column - 22.0).into_owned(),
            rect,
            years: axis.years(),
            end: axis.right,
            day: (timeline.from..=timeline.to).contains(&scope.day()).then(|| axis.at(scope.day())),
            rows: rows.collect(),
        });
    }
    lanes
}

/// Days as places.
struct Axis {
    from: Date,
    to: Date,
    left: f64,
    right: f64,
}

impl Axis {
    fn new(timeline: &Timeline, left: f64, right: f64) -> Self {
        Self { from: timeline.from, to: timeline.to, left, right }
    }

    /// The morning of a day.
    fn at(&self, day: Date) -> f64 {
        let whole = (days(self.from, self.to) + 1.0).max(1.0);
        self.left + (self.right - self.left) * days(self.from, day) / whole
    }

    /// The evening of a day.
    fn after(&self, day: Date) -> f64 {
        self.at(day) + (self.right - self.left) / (days(self.from, self.to) + 1.0).max(1.0)
    }

    fn middle(&self, date: PartialDate) -> f64 {
        f64::midpoint(self.at(date.first_day()), self.after(date.last_day()))
    }

    /// The part of a line within the time shown.
    fn clipped(&self, from: f64, to: f64) -> Option<(f64, f64)> {
        let (from, to) = (from.max(self.left), to.min(self.right));
        (to - from > 0.01).then_some((from, to))
    }

    /// Where years begin; with words as far as there is room.
    fn years(&self) -> Vec<(String, f64)> {
        let years = f64::from(self.to.year() - self.from.year() + 1);
        let room = (self.right - self.left) / years;
        let step =
            [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| room * f64::from(*step) >= YEAR_ROOM).unwrap_or(100);
        // A year that is shown in part begins where the time does.
        let begin = |year: i16| Date::new(year, 1, 1).ok().map(|day| (year, self.at(day.max(self.from))));
        let within = |(_, x): &(i16, f64)| *x >= self.left - 0.01 && *x <= self.right - 1.0;
        let drawn = (self.from.year()..=self.to.year()).filter_map(begin).filter(within);
        let next = |year: i16| begin(year + step).map_or(self.right, |(_, x)| x.min(self.right + RIGHT));
        let worded = |year: i16, x: f64| year % step == 0 && x + YEAR_ROOM <= next(year) + 0.01;
        // Where only every fifth year or so has words, lines of the others would be a grey ground.
        let lined = drawn.filter(|(year, _)| step < 5 || year % step == 0);
        lined.map(|(year, x)| (if worded(year, x) { year.to_string() } else { String::new() }, x)).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a calendar has fewer than 2^52 days")]
fn days(from: Date, to: Date) -> f64 {
    to.duration_since(from).as_hours() as f64 / 24.0
}

fn row(scope: &Scope<'_>, axis: &Axis, it: &Instrument, left: f64, y: f64) -> LaneRow {
    let graph = scope.graph();
    let node = graph.node(it.framework);
    let face = if it.binding { Face::Bold } else { Face::Regular };
    let marks: Vec<Mark> = it.events().filter_map(|(event, date)| mark(axis, event, date)).collect();
    let mut segments: Vec<Segment> = Vec::new();
    for (stretch, effect) in [(it.pending, false), (it.effect, true)] {
        segments.extend(stretch.into_iter().flat_map(|stretch| life(scope, axis, stretch, effect)));
    }
    let earlier = it.first().is_some_and(|date| date.last_day() < axis.from);
    let later = it.events().any(|(_, date)| date.first_day() > axis.to);
    let left_of = |mark: &Mark| mark.span.map_or(mark.x - MARK, |(from, _)| from);
    let starts = marks.iter().map(left_of).chain(segments.iter().map(|segment| segment.from));
    let first = starts.fold(axis.right, f64::min).min(if earlier { axis.left - MARK } else { axis.right });
    let room = first - BESIDE - (left + 8.0);
    let label = shorten(&clean(node.label()), face, LABEL_FONT, room).into_owned();
    let wide = width(&label, face, LABEL_FONT);
    LaneRow {
        id: node.id.to_string(),
        kind: node.framework().map_or_else(String::new, |framework| framework.kind.as_str().to_owned()),
        status: it.status.as_str().to_owned(),
        tooltip: words::tooltip(graph, it),
        area: Rect { x: first - BESIDE - wide, y: y - ROW / 2.0, width: wide, height: ROW },
        label,
        binding: it.binding,
        segments,
        marks,
        earlier,
        later,
    }
}

fn mark(axis: &Axis, event: Milestone, date: PartialDate) -> Option<Mark> {
    let (from, to) = axis.clipped(axis.at(date.first_day()), axis.after(date.last_day()))?;
    let x = f64::midpoint(from, to);
    let sign = match event {
        Milestone::Proposed => LegendSign::Proposed,
        Milestone::Adopted => LegendSign::Adopted,
        Milestone::InForce => LegendSign::InForce,
        Milestone::Ended => LegendSign::Ended,
    };
    Some(Mark { sign, x, span: (to - from > 2.0 * MARK).then_some((from, to)) })
}

/// A part of a life, cut where the day asked about lies.
fn life(scope: &Scope<'_>, axis: &Axis, stretch: Stretch, effect: bool) -> Vec<Segment> {
    let today = axis.after(scope.day());
    let from = axis.middle(stretch.from);
    let to = stretch.until.map_or(today, |until| axis.middle(until));
    let parts = [(from, to.min(today), false), (from.max(today), to, true)];
    let drawn = parts.into_iter().filter_map(|(from, to, ahead)| {
        let (from, to) = axis.clipped(from, to)?;
        Some(Segment { from, to, effect, ahead })
    });
    drawn.collect()
}

/// The entries that the picture needs, in lines.
fn legend(lanes: &[Lane], scope: &Scope<'_>, y: f64, room: f64) -> Vec<TimelineLegend> {
    let rows = || lanes.iter().flat_map(|lane| &lane.rows);
    let has = |sign: LegendSign| rows().flat_map(|row| &row.marks).any(|mark| mark.sign == sign);
    // Labels of binding texts are bold before they take effect, too.
    let binding = rows().any(|row| row.binding);
    let in_effect = rows().any(|row| !row.binding && row.segments.iter().any(|it| it.effect));
    let broken = rows().flat_map(|row| &row.segments).any(|it| !it.effect || it.ahead);
    let spans = rows().flat_map(|row| &row.marks).any(|mark| mark.span.is_some());
    let day = format!("{}: what lies right of it is still ahead", scope.day());
    let entries = [
        (has(LegendSign::Proposed), LegendSign::Proposed, "Proposed"),
        (has(LegendSign::Adopted), LegendSign::Adopted, "Adopted or published"),
        (has(LegendSign::InForce), LegendSign::InForce, "Entered into force"),
        (has(LegendSign::Ended), LegendSign::Ended, "Repealed, withdrawn or lapsed"),
        (binding, LegendSign::Binding, "In effect, binding (label in bold)"),
        (in_effect, LegendSign::Effect, "In effect, not binding or not assessed"),
        (broken, LegendSign::Pending, "Not in effect yet, or ahead"),
        (spans, LegendSign::Span, "Date known only to this period"),
        (rows().any(|row| row.earlier || row.later), LegendSign::Beyond, "Dates before or after the time shown"),
        (lanes.iter().any(|lane| lane.day.is_some()), LegendSign::Day, day.as_str()),
    ];
    let mut at = Point { x: MARGIN, y };
    let mut items = Vec::new();
    for (_, sign, text) in entries.into_iter().filter(|(shown, ..)| *shown) {
        let wide = sign_width(sign) + SIGN_GAP + width(text, Face::Regular, SMALL_FONT);
        if at.x > MARGIN && at.x + wide > MARGIN + room {
            at = Point { x: MARGIN, y: at.y + LEGEND_LINE };
        }
        items.push(TimelineLegend { sign, text: text.to_owned(), x: at.x, y: at.y });
        at.x += wide + 24.0;
    }
    items
}

pub fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
