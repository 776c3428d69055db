//! The list of conflicts beside or below a ring.

use crate::model::{Graph, Link};
use crate::render::compose::{SMALL_FONT, cited};
use crate::render::scene::Point;
use crate::render::selection::Selection;
use crate::render::text::{Face, clean, wrap};

use super::ConflictEntry;

/// Height of a line.
pub const LINE: f64 = 14.0;
/// Room for the number.
pub const NUMBER: f64 = 26.0;
/// Room between entries.
const GAP: f64 = 7.0;

/// How much is said of each conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Who.
    Names,
    /// Who, and of what kind.
    Kind,
    /// Who, of what kind, and the claim.
    Claim,
    /// All of this, and the source.
    Source,
}

impl Detail {
    /// From the most to the least.
    pub const ALL: [Self; 4] = [Self::Source, Self::Claim, Self::Kind, Self::Names];
}

/// The conflicts of a selection in the order of their numbers, `wide`, from `top` down. Ids of lines are given later.
pub fn entries(selection: &Selection<'_>, detail: Detail, top: Point, wide: f64) -> Vec<ConflictEntry> {
    let graph = selection.scope().graph();
    let links = selection.links().iter().map(|ix| graph.link(*ix)).filter(|link| link.relation.is_conflict());
    let mut y = top.y;
    let room = wide - NUMBER;
    let entry = |(number, link): (usize, &Link)| {
        let ends = [link.from.node, link.to.node].map(|ix| graph.node(ix).label());
        let names = wrap(&clean(&ends.join(" – ")), Face::Bold, SMALL_FONT, room);
        let words = wrap(&clean(&words(graph, link, detail)), Face::Regular, SMALL_FONT, room);
        let height = LINE * count(names.len() + words.len()) + GAP;
        let entry = ConflictEntry { number, line: String::new(), names, words, at: Point { x: top.x, y }, height };
        y += height;
        entry
    };
    (1..).zip(links).map(entry).collect()
}

/// Where a list ends.
pub fn bottom(entries: &[ConflictEntry], top: f64) -> f64 {
    entries.last().map_or(top, |entry| entry.at.y + entry.height)
}

fn words(graph: &Graph, link: &Link, detail: Detail) -> String {
    let kind = link.relation.label();
    let kind = kind.strip_prefix("conflict: ").unwrap_or(&kind).to_owned();
    match detail {
        Detail::Names => String::new(),
        Detail::Kind => kind,
        Detail::Claim => format!("{kind}. {}", link.claim),
        Detail::Source => {
            let sources: Vec<String> = link.evidence.iter().map(|evidence| cited(graph, evidence)).collect();
            format!("{kind}. {}. Source: {}", link.claim, sources.join("; "))
        }
    }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
