//! The sheet of a chart: title, lines below, legend, foot.

use serde::Serialize;

use crate::model::Graph;
use crate::render::compose::{LEGEND_LINE, SIGN_GAP, SMALL_FONT, SUBTITLE_FONT, SUBTITLE_LINE};
use crate::render::draw::{self, bare_label, fitting_title, label};
use crate::render::markup::Markup;
use crate::render::palette::{INK, MUTED, PAPER};
use crate::render::scene::{Point, Rect};
use crate::render::text::{Face, clean, width, wrap};
use crate::render::trace::Trace;
use crate::scope::Scope;

use super::grounds::Grounds;
use super::look::{Look, Mark, cell, contested, mark};

/// Room between the page's edge and everything.
pub const MARGIN: f64 = 26.0;
/// The long and the short side of A3 paper in points.
const A3: (f64, f64) = (1190.55, 841.89);
/// Size of a sign of the legend.
const SIGN: f64 = 15.0;
/// By how much a page is scaled to fill A3 paper, in points a unit.
pub fn on_paper(width: f64, height: f64) -> f64 {
    let (long, short) = (width.max(height), width.min(height));
    (A3.0 / long).min(A3.1 / short)
}

/// How large a page is drawn on A3 paper of either orientation and on a slide alike: what arrangements are judged by.
pub fn drawn_size(width: f64, height: f64) -> f64 {
    let slide = (A3.0 / width).min(A3.0 * 9.0 / 16.0 / height);
    (on_paper(width, height) * slide).sqrt()
}

/// The widest that an entry of the legend with these words is.
pub fn key_width(text: &str) -> f64 {
    SIGN + SIGN_GAP + width(text, Face::Regular, SMALL_FONT)
}

/// The lines of the hatching.
const HATCH: &str = "#9A9A9A";
/// The narrowest page: title, legend and foot need some room.
const NARROWEST: f64 = 640.0;

/// Title, legend and foot of a chart, with everything placed.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    /// What kind of picture it is; part of the ids in it.
    pub name: &'static str,
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// Title.
    pub title: String,
    /// Font size of the title.
    pub title_size: f64,
    /// Lines below the title.
    pub subtitle: Vec<String>,
    /// What the picture shows, in words, for readers who cannot see it.
    pub description: String,
    /// The legend.
    pub legend: Vec<Key>,
    /// Lines at the foot.
    pub footer: Vec<String>,
    /// Upper side of the foot.
    pub footer_top: f64,
}

/// An entry of the legend.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Key {
    /// What is explained.
    pub look: Look,
    /// The words.
    pub text: String,
    /// Left side of the sign.
    pub x: f64,
    /// Middle of the line.
    pub y: f64,
}

impl Sheet {
    /// A sheet for a body of this width.
    pub fn new(name: &'static str, title: &str, subtitle: &str, body: f64) -> Self {
        let width = (body + 2.0 * MARGIN).max(NARROWEST).ceil();
        let room = width - 2.0 * MARGIN;
        let (title, title_size) = fitting_title(title, room);
        let subtitle = wrap(&clean(subtitle), Face::Regular, SUBTITLE_FONT, room);
        let (legend, footer) = (Vec::new(), Vec::new());
        let description = String::new();
        Self { name, width, height: 0.0, title, title_size, subtitle, description, legend, footer, footer_top: 0.0 }
    }

    /// Where the body begins.
    pub fn top(&self) -> f64 {
        (MARGIN + self.title_size + 14.0 + SUBTITLE_LINE * number_of(self.subtitle.len())).round()
    }

    /// Places the legend line by line in a part of the body that is free; it must be wide enough for the longest entry.
    pub fn legend_in(&mut self, corner: Point, keys: Vec<(Look, String)>) {
        let places = (0..).map(|line| corner.y + (number_of(line) + 0.5) * (LEGEND_LINE + 6.0));
        self.legend.extend(keys.into_iter().zip(places).map(|((look, text), y)| Key { look, text, x: corner.x, y }));
    }

    /// Closes the sheet below the body: the legend, unless it has a place already, then the foot.
    pub fn end(&mut self, bottom: f64, keys: Vec<(Look, String)>, description: String, foot: &[String]) {
        let room = self.width - 2.0 * MARGIN;
        let below = if keys.is_empty() { 0.0 } else { 24.0 };
        let mut at = Point { x: MARGIN, y: bottom + below };
        for (look, text) in keys {
            let wide = key_width(&text);
            if at.x > MARGIN && at.x + wide > MARGIN + room {
                at = Point { x: MARGIN, y: at.y + LEGEND_LINE + 2.0 };
            }
            self.legend.push(Key { look, text, x: at.x, y: at.y });
            at.x += wide + 22.0;
        }
        self.footer = foot.iter().flat_map(|line| wrap(&clean(line), Face::Regular, SMALL_FONT, room)).collect();
        self.footer_top = at.y + LEGEND_LINE;
        self.height = (self.footer_top + LEGEND_LINE * number_of(self.footer.len()) + MARGIN / 2.0).ceil();
        self.description = description;
    }

    /// The sheet as an SVG document around its body.
    pub fn write(&self, body: impl FnOnce(&mut Markup)) -> String {
        self.write_to(Markup::new(), &self.description, body)
    }

    /// The sheet for a page of a site, which says in tables what the picture shows.
    pub fn write_in_page(&self, body: impl FnOnce(&mut Markup)) -> String {
        self.write_to(Markup::compact(), "", body)
    }

    fn write_to(&self, mut out: Markup, description: &str, body: impl FnOnce(&mut Markup)) -> String {
        draw::page(&mut out, self.name, (self.width, self.height), &self.title, description);
        if !out.is_compact() || self.legend.iter().any(|key| key.look.hatched) {
            hatching(&mut out, self.name);
        }
        self.write_heading(&mut out);
        body(&mut out);
        out.element("g").text("class", "legend").open();
        if out.is_compact() {
            write_keys(&mut out, self);
        } else {
            self.legend.iter().for_each(|key| write_key(&mut out, self.name, key));
        }
        out.close();
        footer_lines(&mut out, self);
        out.finish()
    }

    /// Several charts may stand in one page of HTML: no ids but those that bear the chart's name.
    fn write_heading(&self, out: &mut Markup) {
        let y = MARGIN + self.title_size * 0.76;
        let title = label(out, MARGIN, y, self.title_size, INK).text("class", "heading").text("font-weight", "bold");
        title.content(&self.title);
        for (line, text) in self.subtitle.iter().enumerate() {
            let y = MARGIN + self.title_size + 4.0 + (number_of(line) + 0.75) * SUBTITLE_LINE;
            label(out, MARGIN, y, SUBTITLE_FONT, MUTED).text("class", "subtitle").content(text);
        }
    }
}

fn footer_lines(out: &mut Markup, sheet: &Sheet) {
    let group = out.element("g").text("class", "footer");
    group.number("font-size", SMALL_FONT).text("fill", MUTED).open();
    for (line, text) in sheet.footer.iter().enumerate() {
        let y = sheet.footer_top + LEGEND_LINE * (number_of(line) + 0.7);
        bare_label(out, MARGIN, y).content(text);
    }
    out.close();
}

fn hatching(out: &mut Markup, name: &str) {
    out.element("defs").open();
    let pattern = out.element("pattern").text("id", &format!("{name}-hatch")).text("patternUnits", "userSpaceOnUse");
    pattern.text("width", "6").text("height", "6").open();
    draw::rect(out, Rect { x: 0.0, y: 0.0, width: 6.0, height: 6.0 }, 0.0, PAPER, None);
    let lines = out.element("path").text("d", "M-1 1L1 -1M0 6L6 0M5 7L7 5").text("stroke", HATCH);
    lines.number("stroke-width", 0.7).empty();
    out.close();
    out.close();
}

/// The legend in few bytes.
fn write_keys(out: &mut Markup, sheet: &Sheet) {
    let mut grounds = Grounds::default();
    let mut edges = Trace::default();
    for key in &sheet.legend {
        let area = Rect { x: key.x, y: key.y - SIGN / 2.0, width: SIGN, height: SIGN };
        if key.look.mark == Some(Mark::Cross) && key.look.fill == PAPER {
            grounds.contest(Point { x: key.x + SIGN / 2.0, y: key.y }, SIGN);
        } else {
            grounds.add(area, key.look);
            edges.area(area);
        }
    }
    grounds.write_fills(out, sheet.name);
    grounds.write_signs(out);
    let path = out.element("path").text("d", &edges.finish()).text("fill", "none").text("stroke", "#8A8A8A");
    path.number("stroke-width", 0.6).empty();
    out.element("g").number("font-size", SMALL_FONT).text("fill", INK).open();
    for key in &sheet.legend {
        bare_label(out, key.x + SIGN + SIGN_GAP, key.y + 4.0).content(&key.text);
    }
    out.close();
}

fn write_key(out: &mut Markup, sheet: &str, key: &Key) {
    let area = Rect { x: key.x, y: key.y - SIGN / 2.0, width: SIGN, height: SIGN };
    let (x, y) = (key.x + SIGN / 2.0, key.y);
    match key.look.mark {
        Some(sign @ (Mark::Line | Mark::Diamond)) => mark(out, sign, x, y, SIGN, INK),
        Some(Mark::Cross) if key.look.fill == PAPER => contested(out, x, y, SIGN),
        _ => {
            cell(out, sheet, area, key.look);
            draw::frame(out, area, 0.0)
                .text("fill", "none")
                .text("stroke", "#8A8A8A")
                .number("stroke-width", 0.6)
                .empty();
        }
    }
    label(out, key.x + SIGN + SIGN_GAP, key.y + 4.0, SMALL_FONT, INK).content(&key.text);
}

/// What the question leaves out and its day, as sentences: `Only the topic Privacy. As of 2026-11-01.`
pub fn about(scope: &Scope<'_>) -> String {
    let topic = scope.topic().map(|topic| {
        let labels = scope.graph().vocabularies().topics.members(topic).map(|term| term.label.as_str());
        format!("Topic: {}. ", labels.collect::<Vec<_>>().join(", "))
    });
    format!("{}As of {}.", topic.unwrap_or_default(), scope.day())
}

/// What the data is, and what the picture is not.
pub fn source_line(graph: &Graph, more: &str) -> String {
    let meta = graph.meta();
    let more = if more.is_empty() { String::new() } else { format!("{more} ") };
    format!("Data: {} {}, {}. {more}Research aid, not legal advice.", meta.title, meta.version, meta.licence)
}

/// A share in whole percent; what is more than none is never shown as none, and what is less than all never as all.
pub fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    if share > 0.0 && whole < 1.0 {
        "< 1 %".to_owned()
    } else if share < 1.0 && whole >= 100.0 {
        "> 99 %".to_owned()
    } else {
        format!("{whole:.0} %")
    }
}

/// A count as a length.
pub fn number_of(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
