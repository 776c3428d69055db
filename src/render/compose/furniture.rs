//! Title, legend and footer.

use crate::render::cards::LeftOut;
use crate::render::draw::fitting_title;
use crate::render::palette::Tie;
use crate::render::scene::{LegendItem, Point, Scene, Sign, Standing};
use crate::render::selection::Selection;
use crate::render::text::{Face, clean, width, wrap};

use super::measure::{SMALL_FONT, SUBTITLE_FONT, TITLE_FONT};
use super::{DrawnLink, MARGIN, sentences};

/// Height of a line of legend or footer.
pub const LEGEND_LINE: f64 = 17.0;
/// Height of a line of the subtitle.
pub const SUBTITLE_LINE: f64 = 19.0;

/// Room between a sign of the legend and its words.
pub const SIGN_GAP: f64 = 8.0;
/// Room between two entries of the legend.
const ENTRY_GAP: f64 = 24.0;
/// What stands around the panels.
pub struct Furniture {
    title: String,
    subtitle: String,
    footer: Vec<String>,
    counts: Vec<(Tie, usize)>,
}

impl Furniture {
    /// Words and counts.
    pub fn new(selection: &Selection<'_>, links: &[DrawnLink], left_out: LeftOut) -> Self {
        let counts = Tie::ALL
            .iter()
            .rev()
            .map(|tie| (*tie, links.iter().filter(|link| link.wire.tie == *tie).map(|link| link.links.len()).sum()));
        Self {
            title: sentences::title(selection),
            subtitle: sentences::subtitle(selection, opening(selection)),
            footer: footer(selection, left_out),
            counts: counts.collect(),
        }
    }

    /// What title, legend and footer take from the height, roughly.
    pub fn guess(&self) -> f64 {
        2.0 * MARGIN + TITLE_FONT + SUBTITLE_LINE + 40.0 + LEGEND_LINE * (super::count(self.footer.len()) + 2.0)
    }

    /// Adds title, legend and footer to a scene whose panels stand between 0 and `bottom`, and moves these down.
    pub fn furnish(self, mut scene: Scene, bottom: f64) -> Scene {
        scene.width = scene.width.ceil();
        scene.margin = MARGIN;
        let room = scene.width - 2.0 * MARGIN;
        (scene.title, scene.title_size) = fitting_title(&self.title, room);
        scene.subtitle = wrap(&clean(&self.subtitle), Face::Regular, SUBTITLE_FONT, room);
        scene.footer =
            (self.footer.iter()).flat_map(|line| wrap(&clean(line), Face::Regular, SMALL_FONT, room)).collect();
        let top = (MARGIN + scene.title_size + 12.0 + SUBTITLE_LINE * super::count(scene.subtitle.len())).round();
        shift(&mut scene, top);
        scene.legend = legend(&scene, &self.counts, top + bottom + 24.0, room);
        scene.footer_top = scene.legend.last().map_or(top + bottom, |item| item.y) + LEGEND_LINE;
        scene.height = (scene.footer_top + LEGEND_LINE * super::count(scene.footer.len()) + MARGIN / 2.0).ceil();
        scene.description = describe(&scene, &self.counts);
        scene
    }
}

/// Moves panels, cards and lines down.
fn shift(scene: &mut Scene, by: f64) {
    for panel in &mut scene.panels {
        panel.rect.y += by;
    }
    for card in &mut scene.cards {
        card.rect.y += by;
        for row in &mut card.rows {
            row.rect.y += by;
        }
        for note in &mut card.notes {
            note.rect.y += by;
        }
    }
    for point in scene.lines.iter_mut().flat_map(|line| &mut line.points) {
        point.y += by;
    }
}

/// The entries that the picture needs, in lines.
fn legend(scene: &Scene, counts: &[(Tie, usize)], y: f64, room: f64) -> Vec<LegendItem> {
    let rows = || scene.cards.iter().flat_map(|card| &card.rows);
    let has = |standing: Standing| rows().any(|row| row.standing == standing);
    let mut entries: Vec<(Sign, String)> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(tie, count)| (Sign::Tie(*tie), format!("{} ({count})", tie.label())))
        .collect();
    let others = [
        (rows().any(|row| row.conflict), Sign::Conflict, "In conflict"),
        (has(Standing::Pending), Sign::Mark(Standing::Pending), "Proposed or draft"),
        (has(Standing::Over), Sign::Mark(Standing::Over), "Repealed, withdrawn or lapsed"),
        (scene.cards.iter().any(|card| !card.notes.is_empty()), Sign::Institution, "Regulators and other bodies"),
        (scene.cards.iter().any(|card| card.context), Sign::Context, "Elsewhere, linked with the area"),
    ];
    entries.extend(others.iter().filter(|(shown, ..)| *shown).map(|(_, sign, text)| (*sign, (*text).to_owned())));
    legend_items(entries, y, room)
}

/// The entries of a legend in lines of at most `room`, the first at `y`.
pub fn legend_items(entries: Vec<(Sign, String)>, y: f64, room: f64) -> Vec<LegendItem> {
    let mut at = Point { x: MARGIN, y };
    let mut items = Vec::new();
    for (sign, text) in entries {
        let wide = sign_width(sign) + SIGN_GAP + width(&text, Face::Regular, SMALL_FONT);
        if at.x > MARGIN && at.x + wide > MARGIN + room {
            at = Point { x: MARGIN, y: at.y + LEGEND_LINE };
        }
        items.push(LegendItem { sign, text, x: at.x, y: at.y });
        at.x += wide + ENTRY_GAP;
    }
    items
}

fn opening(selection: &Selection<'_>) -> &'static str {
    if selection.is_folded() {
        "Too many frameworks to list them: cards count them by kind."
    } else {
        "Cards are jurisdictions and issuing bodies, rows are their frameworks; lines join what aligns, refers or conflicts."
    }
}

/// The width of a sign; its words begin a little to the right of it.
pub fn sign_width(sign: Sign) -> f64 {
    match sign {
        Sign::Tie(_) => 34.0,
        Sign::Conflict | Sign::Context => 22.0,
        Sign::Mark(_) => 6.0,
        Sign::Institution => width("Italics", Face::Oblique, SMALL_FONT),
    }
}

fn footer(selection: &Selection<'_>, left_out: LeftOut) -> Vec<String> {
    let mut words = Vec::new();
    if !selection.links().is_empty() {
        words.push(
            "Lines of one kind with a common end run together; the bend where one joins shows which way it goes."
                .to_owned(),
        );
    }
    words.push(format!("Not drawn: {}.", sentences::missing(selection).join("; ")));
    if selection.options().area.is_some() {
        words.push("Elsewhere only what links with the area directly is shown.".to_owned());
    }
    match left_out.jurisdictions {
        0 => {}
        1 => words.push("1 further jurisdiction has no entry.".to_owned()),
        many => words.push(format!("{many} further jurisdictions have no entry.")),
    }
    match left_out.bodies {
        0 => {}
        1 => words.push("1 international body without text or link is left out.".to_owned()),
        many => words.push(format!("{many} international bodies without text or link are left out.")),
    }
    if left_out.folded > 0 {
        words.push(format!("{} institutions without links are left out as well.", left_out.folded));
    }
    vec![words.join(" "), sentences::data(selection)]
}

fn describe(scene: &Scene, counts: &[(Tie, usize)]) -> String {
    let rows: usize = scene.cards.iter().flat_map(|card| &card.rows).map(|row| row.nodes.len()).sum();
    let counts: Vec<String> = counts
        .iter()
        .map(|(tie, count)| format!("{count} {}{}", tie.as_str(), if *count == 1 { "" } else { "s" }))
        .collect();
    format!(
        "A map of {rows} frameworks on {} cards in {} panels, joined by {}. {}",
        scene.cards.len(),
        scene.panels.len(),
        counts.join(", "),
        scene.footer.join(" "),
    )
}
