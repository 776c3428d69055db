//! The words of a matrix.

use itertools::Itertools;

use crate::analysis::{GapReport, PairRow, Path, RegionRow, Verdict};
use crate::model::{Graph, Layer, NodeIx};
use crate::render::chart::{EMPTY, Look, Mark, about, percent, source_line, verdict_look};
use crate::render::palette::PAPER;
use crate::scope::Scope;

use super::layout::is_hatched;
use super::{By, MatrixPanel};

/// The ground where a jurisdiction meets itself.
pub const ITSELF: &str = "#E4E4E4";

/// Shares from which on a region's cell is darker.
const STEPS: [f64; 2] = [0.25, 0.5];

/// The title, unless another was given.
pub fn title(report: &GapReport, by: By) -> String {
    let whom = match &report.with {
        None => report.area.name.clone(),
        Some(with) => format!("{} with {}", report.area.name, with.name),
    };
    match by {
        By::Jurisdiction => format!("Who meets whom: {whom}"),
        By::Region => format!("How far regions meet: {whom}"),
    }
}

/// What is shown.
pub fn subtitle(scope: &Scope<'_>, report: &GapReport, by: By) -> String {
    let layers = scope.layer_list().count().max(1);
    let pairs = report.pairs.len() / layers;
    let places = report.coverage.len() / layers;
    let how = match by {
        By::Jurisdiction => "A cell is the best chain between two jurisdictions in a layer.",
        By::Region => {
            "A cell is the share of pairs that are bridged or aligned, of those assessed on both sides; below it the counts."
        }
    };
    let noun = if pairs == 1 { "pair" } else { "pairs" };
    format!("{how} {places} jurisdictions, {pairs} {noun} in each layer. {}", about(scope))
}

/// What the picture shows, for readers who cannot see it.
pub fn description(report: &GapReport, by: By) -> String {
    let counts = |layer: Layer| format!("{}: {}.", layer.label(), counts(report, layer).unwrap_or_default());
    let layers = report.pairs.iter().map(|row| row.layer).unique().sorted();
    let what = if by == By::Region { "regions" } else { "jurisdictions" };
    format!("A heat map of {what} by {what}. Pairs: {}", layers.map(counts).join(" "))
}

/// How many pairs of a layer have which verdict, best first.
pub fn counts(report: &GapReport, layer: Layer) -> Option<String> {
    let rows = || report.pairs.iter().filter(move |row| row.layer == layer);
    let number = |verdict| rows().filter(|row| row.assessment.verdict == verdict).count();
    let of = |verdict: &Verdict| Some((number(*verdict), verdict.label())).filter(|(count, _)| *count > 0);
    let contested = rows().filter(|row| row.assessment.contested).count();
    let mut parts: Vec<(usize, &str)> = Verdict::ALL.iter().rev().filter_map(of).collect();
    parts.extend((contested > 0).then_some((contested, "contested")));
    (!parts.is_empty()).then(|| parts.iter().map(|(count, what)| format!("{count} {what}")).join(", "))
}

/// The legend: only what is there.
pub fn keys(panels: &[MatrixPanel], by: By) -> Vec<(Look, String)> {
    let cells = || panels.iter().flat_map(|panel| &panel.cells);
    let has = |look: Look| cells().any(|cell| cell.look == Some(look));
    let mut keys = Vec::new();
    if by == By::Jurisdiction {
        let meaning = |verdict| match verdict {
            Verdict::Aligned => "Aligned: a chain to rely on",
            Verdict::Bridged => "Bridged: a chain to work with",
            Verdict::Weak => "Weak: a chain too weak to rely on",
            Verdict::Unlinked => "Unlinked: both have texts, no chain joins them",
            Verdict::Absent => "Absent: a source says that one side lacks what the layer needs",
            Verdict::NotAssessed => "Not assessed: nothing recorded for one side or both",
        };
        let all = Verdict::ALL.iter().rev().map(|verdict| (verdict_look(*verdict), meaning(*verdict).to_owned()));
        keys.extend(all.filter(|(look, _)| has(*look)));
    } else {
        let looks = [
            (verdict_look(Verdict::Aligned), "half or more"),
            (verdict_look(Verdict::Bridged), "a quarter to a half"),
            (verdict_look(Verdict::Weak), "less than a quarter"),
            (Look::plain(EMPTY), "none"),
        ];
        let all = looks.into_iter().map(|(look, text)| (look, format!("Bridged or aligned: {text}")));
        keys.extend(all.filter(|(look, _)| has(*look)));
        keys.extend(
            cells()
                .any(|cell| is_hatched(cell.look))
                .then(|| (Look::HATCHED, "Not assessed: no pair has anything recorded on both sides".to_owned())),
        );
    }
    if cells().any(|cell| cell.contested > 0) {
        let text = if by == By::Region {
            "Contested pairs, with their number"
        } else {
            "Contested: a conflict stands between them"
        };
        keys.push((Look::marked(PAPER, Mark::Cross), text.to_owned()));
    }
    if by == By::Jurisdiction && cells().any(|cell| cell.look.is_none()) {
        keys.push((Look::plain(ITSELF), "The same jurisdiction".to_owned()));
    }
    keys
}

/// What is left out, what the data is.
pub fn foot(scope: &Scope<'_>, report: &GapReport, by: By, left_out: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if left_out > 0 {
        let noun = if left_out == 1 { "jurisdiction" } else { "jurisdictions" };
        lines.push(format!("Left out: {left_out} {noun} for which nothing is recorded in the layers shown; that is not the same as having nothing."));
    }
    let region = match &report.with {
        None => format!("--region {}", report.area.id),
        Some(with) => format!("--region {} --with {}", report.area.id, with.id),
    };
    if by == By::Region {
        lines.push(format!(
            "Pairs that are not assessed on one side are left out of the shares. Every jurisdiction: `interlex matrix {region} --by jurisdiction`."
        ));
    }
    let more = format!("Chains and sources: `interlex gaps {region}`.");
    lines.push(source_line(scope.graph(), &more));
    lines
}

/// A pair in words.
pub fn pair(graph: &Graph, row: &PairRow, (a, b): (NodeIx, NodeIx)) -> String {
    let strength = row.assessment.path.as_ref().and_then(Path::strength);
    let strength = strength.map(|strength| format!(" {strength}")).unwrap_or_default();
    let conflict = if row.assessment.contested { ", contested" } else { "" };
    let (a, b) = (graph.node(a).label(), graph.node(b).label());
    format!("{a} – {b}, {}: {}{strength}{conflict}", row.layer.as_str(), row.assessment.verdict.label())
}

/// The look of two regions.
pub fn share_look(row: &RegionRow) -> Look {
    let Some(share) = row.bridged_share() else { return Look::HATCHED };
    if row.bridged() == 0 {
        return Look::plain(EMPTY);
    }
    match STEPS.iter().filter(|step| share >= **step).count() {
        0 => verdict_look(Verdict::Weak),
        1 => verdict_look(Verdict::Bridged),
        _ => verdict_look(Verdict::Aligned),
    }
}

/// The words in a cell of two regions.
pub fn region(row: &RegionRow) -> Vec<String> {
    match row.bridged_share() {
        None => vec!["not assessed".to_owned()],
        Some(share) => vec![percent(share), format!("{} of {}", row.bridged(), row.assessed())],
    }
}

/// Two regions in words.
pub fn region_tooltip((a, b): (&str, &str), row: &RegionRow) -> String {
    let whom = if a == b { format!("Within {a}") } else { format!("{a} – {b}") };
    let counts = Verdict::ALL.iter().zip(row.verdicts).rev();
    let counts = counts.map(|(verdict, count)| format!("{count} {}", verdict.label())).join(", ");
    format!("{whom}, {}: {counts}; {} contested", row.layer.as_str(), row.contested)
}
