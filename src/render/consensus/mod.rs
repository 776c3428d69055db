//! Consensus as ranked bars: how many frameworks and jurisdictions name each objective and principle, and the line from
//! which on that is a consensus.

mod svg;

use serde::Serialize;

use super::chart::{DARK, LIGHT, Look, MARGIN, Mark, Sheet, about, number_of, percent, source_line};
use super::scene::{Point, Rect};
use super::text::{Face, clean, width};
use crate::analysis::statistics::share;
use crate::analysis::{Consensus, SetConsensus, TermSupport};
use crate::model::{Pattern, TermSet};
use crate::scope::Scope;

pub use svg::consensus_svg;

/// Height of a row, and of what stands above the first.
const ROW: f64 = 21.0;
const HEAD: f64 = 62.0;
/// Font size of terms and numbers.
const FONT: f64 = 11.5;
/// Width of a whole bar, and of a column of numbers.
const BAR: f64 = 330.0;
const NUMBERS: f64 = 50.0;
/// Room between columns, and between the panels.
const BESIDE: f64 = 10.0;
const GAP: f64 = 40.0;

/// Ranked bars, composed: plain geometry in the units of the view box.
#[derive(Debug, Clone, Serialize)]
pub struct ConsensusScene {
    /// Title, legend and foot.
    pub sheet: Sheet,
    /// Objectives and principles.
    pub panels: Vec<ConsensusPanel>,
}

/// The terms of a vocabulary.
#[derive(Debug, Clone, Serialize)]
pub struct ConsensusPanel {
    /// The pattern.
    pub pattern: String,
    /// Its heading.
    pub heading: String,
    /// How many are assessed.
    pub note: String,
    /// Where the heading begins.
    pub at: Point,
    /// The area in which bars grow from the left side, which stands for none, to the right side, which stands for all.
    pub bars: Rect,
    /// Where a consensus begins.
    pub line: f64,
    /// The terms that any framework names, most supported first.
    pub rows: Vec<ConsensusRow>,
}

/// A term.
#[derive(Debug, Clone, Serialize)]
pub struct ConsensusRow {
    /// Id of the term.
    pub id: String,
    /// As shown.
    pub text: String,
    /// Whether it is in the core of frameworks or of jurisdictions.
    pub core: bool,
    /// Middle of the row.
    pub y: f64,
    /// The bar of frameworks.
    pub frameworks: Rect,
    /// The bar of jurisdictions.
    pub jurisdictions: Rect,
    /// Where the share of jurisdictions with texts of their own stands; `None` where none is assessed.
    pub own: Option<f64>,
    /// Both shares in words.
    pub shares: [String; 2],
    /// The counts.
    pub tooltip: String,
}

/// The looks, as the legend explains them.
pub(super) const FRAMEWORKS: Look = Look::plain(DARK);
pub(super) const JURISDICTIONS: Look = Look::plain(LIGHT);

/// Composes the picture of a consensus. With `title` instead of the usual one.
pub fn compose_consensus(scope: &Scope<'_>, consensus: &Consensus, title: Option<&str>) -> ConsensusScene {
    let least = scope.graph().scales().consensus.value.get();
    let names = consensus.sets.iter().flat_map(|set| named(set).map(|it| label(scope, set, it.term)));
    let names = names.map(|name| width(&name, Face::Bold, FONT)).fold(80.0, f64::max);
    let wide = names + BESIDE + BAR + BESIDE + 2.0 * NUMBERS;
    let count = number_of(consensus.sets.len());
    let place = consensus.area.as_ref().map_or_else(|| "World".to_owned(), |area| area.name.clone());
    let title = title.map_or_else(|| format!("What is shared: {place}"), str::to_owned);
    let subtitle = format!(
        "How many of those assessed name each objective and principle, most named by frameworks first. {}",
        restricted(scope)
    );
    let mut sheet = Sheet::new("consensus", &title, &subtitle, count * wide + (count - 1.0) * GAP);
    let top = sheet.top();
    let panels: Vec<ConsensusPanel> = (consensus.sets.iter().enumerate())
        .map(|(number, set)| {
            let corner = Point { x: MARGIN + number_of(number) * (wide + GAP), y: top };
            panel(scope, set, least, corner, names)
        })
        .collect();
    let bottom = panels.iter().map(|panel| panel.bars.bottom()).fold(top, f64::max);
    let third = format!("{:.1} %, from which on it is a consensus", least * 100.0);
    let mut keys = vec![
        (FRAMEWORKS, "Share of frameworks".to_owned()),
        (JURISDICTIONS, "Share of jurisdictions, by any text recorded there".to_owned()),
    ];
    if panels.iter().flat_map(|panel| &panel.rows).any(|row| row.own.is_some()) {
        keys.push((
            Look::marked(LIGHT, Mark::Diamond),
            "Share of jurisdictions, by texts of their own or their bloc".to_owned(),
        ));
    }
    keys.push((Look::marked(LIGHT, Mark::Line), third));
    let foot = [
        "Bold: part of the core of frameworks or of jurisdictions. A term that is not named is not refused: sources name objectives and principles with very different completeness.".to_owned(),
        source_line(scope.graph(), "Sources: `interlex show ID`."),
    ];
    let described = panels.iter().map(|panel| {
        let core: Vec<&str> = panel.rows.iter().filter(|row| row.core).map(|row| row.text.as_str()).collect();
        let core = if core.is_empty() { "none".to_owned() } else { core.join(", ") };
        format!("{}, {}; core: {core}.", panel.heading, panel.note)
    });
    let description = format!("Ranked bars. {}", described.collect::<Vec<_>>().join(" "));
    sheet.end(bottom, keys, description, &foot);
    ConsensusScene { sheet, panels }
}

/// Layers asked about stand in no heading here.
fn restricted(scope: &Scope<'_>) -> String {
    let layers: Vec<&str> = scope.layer_list().map(crate::model::Layer::label).collect();
    let only = if layers.len() < 3 { format!("Layer: {}. ", layers.join(", ")) } else { String::new() };
    format!("{only}{}", about(scope))
}

/// The terms that any framework names.
fn named(set: &SetConsensus) -> impl Iterator<Item = &TermSupport> {
    set.terms.iter().filter(|it| it.frameworks > 0)
}

fn label(scope: &Scope<'_>, set: &SetConsensus, term: TermSet) -> String {
    let labels = terms(scope, set, term).map(|term| clean(&term.label).into_owned());
    labels.collect::<Vec<_>>().join(", ")
}

fn terms<'g>(
    scope: &Scope<'g>,
    set: &SetConsensus,
    term: TermSet,
) -> impl Iterator<Item = &'g crate::model::Term> + use<'g> {
    let vocabularies = scope.graph().vocabularies();
    let vocabulary =
        if set.pattern == Pattern::Objectives { &vocabularies.objectives } else { &vocabularies.principles };
    vocabulary.members(term)
}

fn panel(scope: &Scope<'_>, set: &SetConsensus, least: f64, corner: Point, names: f64) -> ConsensusPanel {
    let (texts, places) = (set.assessed_frameworks.len(), set.assessed_jurisdictions.len());
    let left = corner.x + names + BESIDE;
    let rows: Vec<ConsensusRow> = (named(set).enumerate())
        .map(|(number, it)| row(scope, set, it, left, corner.y + HEAD + (number_of(number) + 0.5) * ROW))
        .collect();
    let height = number_of(rows.len().max(1)) * ROW;
    ConsensusPanel {
        pattern: set.pattern.as_str().to_owned(),
        heading: set.pattern.label().to_owned(),
        note: if texts == 0 {
            "not assessed for any framework in effect".to_owned()
        } else {
            format!(
                "assessed for {texts} of {} frameworks in effect, through these for {places} of {} jurisdictions",
                set.frameworks, set.jurisdictions
            )
        },
        at: Point { x: corner.x, y: corner.y + 15.0 },
        bars: Rect { x: left, y: corner.y + HEAD, width: BAR, height },
        line: left + BAR * least,
        rows,
    }
}

fn row(scope: &Scope<'_>, set: &SetConsensus, it: &TermSupport, left: f64, y: f64) -> ConsensusRow {
    let (texts, places, own) = (set.assessed_frameworks.len(), set.assessed_jurisdictions.len(), set.by_own.len());
    let bar = |count: usize, of: usize, above: f64, high: f64| Rect {
        x: left,
        y: y + above,
        width: BAR * share(count, of),
        height: high,
    };
    let core = set.core_of_frameworks.union(set.core_of_jurisdictions);
    let text = label(scope, set, it.term);
    let id = terms(scope, set, it.term).map(|term| term.id.to_string()).collect::<Vec<_>>().join(" ");
    ConsensusRow {
        id,
        core: !core.intersection(it.term).is_empty(),
        y,
        frameworks: bar(it.frameworks, texts, -8.0, 8.0),
        jurisdictions: bar(it.jurisdictions, places, 0.5, 7.0),
        own: (own > 0).then(|| left + BAR * share(it.by_own, own)),
        shares: [percent(share(it.frameworks, texts)), percent(share(it.jurisdictions, places))],
        tooltip: format!(
            "{text}: {} of {texts} frameworks, {} of {places} jurisdictions, {} of {own} by texts of their own",
            it.frameworks, it.jurisdictions, it.by_own
        ),
        text,
    }
}
