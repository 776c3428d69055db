//! Where everything stands: scales and components on the left, objectives and principles beside them.

use crate::analysis::{Portrait, Scale, Subject, TermRow, term_rows};
use crate::model::{Graph, Pattern};
use crate::render::compose::{LEGEND_LINE, MARGIN, SMALL_FONT, SUBTITLE_FONT, SUBTITLE_LINE};
use crate::render::draw::fitting_title;
use crate::render::scene::{Point, Rect};
use crate::render::text::{Face, clean, shorten, width, wrap};
use crate::scope::Scope;

use super::{Dot, ProfileScene, ScaleBlock, ScaleRow, SetBlock, SetRow, words};

/// Width of the block of scales.
const SCALES: f64 = 620.0;
/// Room between blocks.
const GAP: f64 = 34.0;
/// Room for the names of subjects, mark included.
const NAMES: f64 = 168.0;
/// Room for what is not known.
const UNKNOWN: f64 = 96.0;
/// Height of a subject's row.
const ROW: f64 = 24.0;
/// Height of heading and words of steps.
const SCALE_HEAD: f64 = 62.0;
/// Height of a term's row.
pub const TERM_ROW: f64 = 16.5;
/// Height of heading and marks above a set.
pub const SET_HEAD: f64 = 48.0;
/// Width of a subject's column, and of one with numbers.
const COLUMN: f64 = 26.0;
const NUMBERED: f64 = 44.0;
/// Room for the words of terms at most, and for the tally.
const TERMS: f64 = 250.0;
const TALLY: f64 = 52.0;
/// Radius of the dot of one, and the largest of many.
pub const ONE: f64 = 7.0;
const MANY: f64 = 11.0;
/// Room for a mark before a name.
pub const MARK_ROOM: f64 = 20.0;

/// Composes the profiles of at most [`crate::analysis::MOST_PORTRAITS`] subjects.
pub fn compose_profile(scope: &Scope<'_>, portraits: &[Portrait], title: Option<&str>) -> ProfileScene {
    let graph = scope.graph();
    let sets = [Pattern::Objectives, Pattern::Principles].map(|pattern| (pattern, term_rows(portraits, pattern)));
    let widths: Vec<f64> = sets.iter().map(|(pattern, rows)| set_width(graph, portraits, *pattern, rows)).collect();
    let page = (2.0 * MARGIN + SCALES + widths.iter().map(|wide| GAP + wide).sum::<f64>()).ceil();
    let room = page - 2.0 * MARGIN;
    let usual = words::title(graph, portraits);
    let (title, title_size) = fitting_title(title.unwrap_or(&usual), room);
    let subtitle = wrap(&clean(&words::subtitle(scope, portraits)), Face::Regular, SUBTITLE_FONT, room);
    let top = (MARGIN + title_size + 14.0 + SUBTITLE_LINE * count(subtitle.len())).round();
    let mut y = top;
    let mut scales = Vec::new();
    for scale in Scale::ALL {
        let block = scale_block(graph, portraits, scale, Point { x: MARGIN, y });
        y = block.rect.bottom() + 16.0;
        scales.push(block);
    }
    let components = term_rows(portraits, Pattern::Components);
    let left = Rect { x: MARGIN, y, width: SCALES, height: 0.0 };
    let mut blocks = vec![set_block(graph, portraits, Pattern::Components, &components, left)];
    let mut x = MARGIN + SCALES + GAP;
    for ((pattern, rows), wide) in sets.iter().zip(&widths) {
        blocks.push(set_block(graph, portraits, *pattern, rows, Rect { x, y: top, width: *wide, height: 0.0 }));
        x += wide + GAP;
    }
    let bottom = blocks.iter().map(|block| block.rect.bottom()).fold(y, f64::max);
    let footer: Vec<String> = (words::footer(scope, portraits).iter())
        .flat_map(|line| wrap(&clean(line), Face::Regular, SMALL_FONT, room))
        .collect();
    let footer_top = bottom + 14.0;
    ProfileScene {
        width: page,
        height: (footer_top + LEGEND_LINE * count(footer.len()) + MARGIN / 2.0).ceil(),
        margin: MARGIN,
        title,
        title_size,
        subtitle,
        description: describe(graph, portraits),
        scales,
        sets: blocks,
        footer,
        footer_top,
    }
}

fn scale_block(graph: &Graph, portraits: &[Portrait], scale: Scale, at: Point) -> ScaleBlock {
    let names = scale.steps();
    let wide = (SCALES - NAMES - UNKNOWN) / count(names.len());
    let middle = |step: usize| at.x + NAMES + wide * (count(step) + 0.5);
    let steps = names
        .iter()
        .enumerate()
        .map(|(step, (_, words))| (wrap(&clean(words), Face::Regular, SMALL_FONT, wide - 6.0), middle(step)));
    let rows = portraits.iter().enumerate().map(|(subject, portrait)| {
        let spread = portrait.spread(scale);
        let numbered = matches!(portrait.subject, Subject::Area(_));
        let most = spread.steps.iter().copied().max().unwrap_or(1).max(1);
        let dots = spread.steps.iter().enumerate().filter(|(_, number)| **number > 0).map(|(step, number)| Dot {
            x: middle(step),
            // Areas are in proportion to numbers, as far as the number within can be read.
            radius: if numbered { (MANY * (count(*number) / count(most)).sqrt()).max(ONE) } else { ONE },
            count: *number,
            numbered,
        });
        let unknown = match (spread.not_assessed, numbered) {
            (0, _) => String::new(),
            (_, false) => "not assessed".to_owned(),
            (many, true) => format!("{many} not assessed"),
        };
        let name = words::name(graph, portrait);
        ScaleRow {
            subject,
            label: shorten(&clean(&name), Face::Regular, 12.0, NAMES - MARK_ROOM - 10.0).into_owned(),
            y: at.y + SCALE_HEAD + ROW * (count(subject) + 0.5),
            dots: dots.collect(),
            unknown,
        }
    });
    let height = SCALE_HEAD + ROW * count(portraits.len());
    ScaleBlock {
        heading: scale.pattern().label().to_owned(),
        rect: Rect { x: at.x, y: at.y, width: SCALES, height },
        steps: steps.collect(),
        rows: rows.collect(),
        guides: (at.y + SCALE_HEAD, at.y + height),
        unknown_at: at.x + SCALES - UNKNOWN + 4.0,
    }
}

fn column(portraits: &[Portrait]) -> f64 {
    if portraits.iter().any(|it| matches!(it.subject, Subject::Area(_))) { NUMBERED } else { COLUMN }
}

/// How wide a set would like to be.
fn set_width(graph: &Graph, portraits: &[Portrait], pattern: Pattern, rows: &[TermRow]) -> f64 {
    let labels = rows.iter().map(|row| width(&words::term(graph, pattern, row.position), Face::Regular, SMALL_FONT));
    labels.fold(150.0, f64::max).min(TERMS) + 12.0 + column(portraits) * count(portraits.len()) + TALLY
}

/// A set in the upper part of `area`, whose height is set here.
fn set_block(graph: &Graph, portraits: &[Portrait], pattern: Pattern, rows: &[TermRow], area: Rect) -> SetBlock {
    let wide = column(portraits);
    let right = area.right() - TALLY;
    let left = right - wide * count(portraits.len());
    let assessed: Vec<usize> = portraits.iter().map(|portrait| portrait.assessed(pattern)).collect();
    let known = assessed.iter().filter(|number| **number > 0).count();
    let columns = assessed.iter().enumerate().map(|(at, number)| (left + wide * (count(at) + 0.5), *number > 0));
    let drawn = rows.iter().enumerate().map(|(at, row)| {
        let label = words::term(graph, pattern, row.position);
        let naming = row.named.iter().filter(|named| **named > 0).count();
        SetRow {
            label: shorten(&clean(&label), Face::Regular, SMALL_FONT, left - area.x - 10.0).into_owned(),
            y: area.y + SET_HEAD + TERM_ROW * (count(at) + 0.5),
            cells: row.named.iter().copied().zip(assessed.iter().copied()).collect(),
            tally: if portraits.len() > 1 { format!("{naming} of {known}") } else { String::new() },
        }
    });
    let mut y = area.y + SET_HEAD + TERM_ROW * count(rows.len()) + 4.0;
    let mut notes = Vec::new();
    for line in notes_of(graph, portraits, pattern, rows, &assessed) {
        for text in wrap(&clean(&line), Face::Regular, SMALL_FONT, area.width) {
            y += 15.0;
            notes.push((text, Point { x: area.x, y }));
        }
    }
    SetBlock {
        heading: pattern.label().to_owned(),
        rect: Rect { height: y + 8.0 - area.y, ..area },
        columns: columns.collect(),
        sides: (left, right),
        rows: drawn.collect(),
        notes,
    }
}

/// What the table alone does not say.
fn notes_of(
    graph: &Graph,
    portraits: &[Portrait],
    pattern: Pattern,
    rows: &[TermRow],
    assessed: &[usize],
) -> Vec<String> {
    let vocabularies = graph.vocabularies();
    let all = match pattern {
        Pattern::Objectives => vocabularies.objectives.terms().len(),
        Pattern::Principles => vocabularies.principles.terms().len(),
        _ => 4,
    };
    let mut notes = Vec::new();
    let unnamed = all - rows.len().min(all);
    if unnamed > 0 && pattern != Pattern::Components {
        notes.push(if portraits.len() > 1 {
            format!("{unnamed} further terms of the vocabulary are named by nobody here.")
        } else {
            format!("{unnamed} further terms of the vocabulary are not named.")
        });
    }
    for (portrait, number) in portraits.iter().zip(assessed) {
        let name = words::name(graph, portrait);
        if *number == 0 {
            notes.push(format!("{name}: not assessed."));
        } else if *number < portrait.members {
            notes.push(format!(
                "{name}: {} of {} jurisdictions not assessed.",
                portrait.members - number,
                portrait.members
            ));
        }
    }
    notes
}

fn describe(graph: &Graph, portraits: &[Portrait]) -> String {
    let one = |portrait: &Portrait| {
        let scales = Scale::ALL.map(|scale| {
            let spread = portrait.spread(scale);
            let steps = scale.steps();
            let on = spread.steps.iter().zip(&steps).filter(|(number, _)| **number > 0);
            let mut parts: Vec<String> = on
                .map(
                    |(number, (_, words))| {
                        if portrait.members > 1 { format!("{words} {number}") } else { (*words).to_owned() }
                    },
                )
                .collect();
            if spread.not_assessed > 0 {
                let many = portrait.members > 1;
                parts.push(if many {
                    format!("not assessed {}", spread.not_assessed)
                } else {
                    "not assessed".to_owned()
                });
            }
            format!("{}: {}", scale.pattern().label().to_lowercase(), parts.join(", "))
        });
        format!("{}: {}", words::long_name(graph, portrait), scales.join("; "))
    };
    let all: Vec<String> = portraits.iter().map(one).collect();
    format!("Scales as dots on their steps, sets as a table of who names what. {}.", all.join(". "))
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
