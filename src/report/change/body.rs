//! What both documents have: numbers, regions, coverage, findings, structure.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Contrast, moves};
use crate::analysis::{Counts, Coverage, GridCell, RankMove, StructureChange};
use crate::model::{CoverageGround, Graph, Id, Layer, NodeIx, Pattern, Severity};
use crate::report::cite::Citations;
use crate::report::document::{Document, Span, Text};
use crate::report::gaps::names;
use crate::report::structure::{counted, label};
use crate::rules::{Finding, FindingMove, Outcome, value};

/// How many pairs of regions, frameworks whose coverage moves, and frameworks whose place moves are told.
const ROWS_SHOWN: usize = 15;

/// How many names stand in a sentence before the rest is counted.
const NAMES_SHOWN: usize = 12;

/// On what a framework applies; `None` where it does not.
type Ground = Option<CoverageGround>;

/// The columns of counts and what each counts.
type Column = (&'static str, fn(&Counts) -> usize);

const COLUMNS: [Column; 8] = [
    ("better", |it| it.up),
    ("lower", |it| it.down),
    ("newly assessed", |it| it.opened),
    ("no longer assessed", |it| it.closed),
    ("newly contested", |it| it.contested),
    ("no longer contested", |it| it.settled),
    ("stronger chain", |it| it.stronger),
    ("weaker chain", |it| it.weaker),
];

/// Everything that moves, from verdicts to the structure of the whole.
pub(super) fn add_moves<'g>(contrast: &'g Contrast<'_, 'g>, cite: &mut Citations<'g>, document: &mut Document) {
    moves::add(contrast, cite, document);
    add_regions(contrast, document);
    add_coverage(contrast, cite, document);
    add_grid(contrast, document);
    add_findings(contrast, cite, document);
    add_structure(contrast, document);
}

/// How many pairs move which way, by layer.
pub(super) fn add_numbers(contrast: &Contrast<'_, '_>, document: &mut Document) {
    document.heading(format!("Verdicts: {}", contrast.whom()));
    let layers = &contrast.difference.layers;
    if layers.iter().all(|(_, counts)| counts.is_still()) {
        let pairs = layers.first().map_or(0, |(_, counts)| counts.pairs);
        let pairs = counted(pairs, "pair keeps its", "pairs keep their");
        let otherwise = match contrast.difference.moves.len() {
            0 => String::new(),
            more => {
                let pairs = counted(more, "contested pair is contested", "contested pairs are contested");
                format!(" {pairs} by other conflicts than before.")
            }
        };
        document.paragraph(format!("No verdict moves: {pairs} verdict in every layer asked about, and no chain grows stronger or weaker.{otherwise}"));
        return;
    }
    let mut columns = vec!["layer", "pairs"];
    columns.extend(COLUMNS.map(|(name, _)| name));
    let rows = layers.iter().map(|(layer, counts)| {
        let numbers = COLUMNS.map(|(_, count)| Text::plain(count(counts).to_string()));
        [layer.label().into(), counts.pairs.to_string().into()].into_iter().chain(numbers).collect()
    });
    let right: Vec<usize> = (1..columns.len()).collect();
    document.table(&columns, &right, rows.collect());
    document.paragraph(Text::dim("Better and lower: recorded on both sides before and after. Stronger and weaker chain: the verdict stays the same."));
}

/// The same by regions, those in which most moves first.
fn add_regions(contrast: &Contrast<'_, '_>, document: &mut Document) {
    let graph = contrast.after.scope.graph();
    let mut regions: Vec<&(Id, Id, Layer, Counts)> = contrast.difference.regions.iter().collect();
    if regions.len() < 2 {
        return;
    }
    let verdicts = |it: &Counts| it.up + it.down + it.opened + it.closed + it.contested + it.settled;
    regions.retain(|(_, _, _, counts)| verdicts(counts) > 0);
    regions.sort_by_key(|(a, b, layer, counts)| (Reverse(verdicts(counts)), a, b, *layer));
    if regions.is_empty() {
        return;
    }
    document.heading("Regions in which most verdicts move");
    let mut columns = vec!["regions", "layer"];
    columns.extend(COLUMNS[..6].iter().map(|(name, _)| *name));
    let rows = regions.iter().take(ROWS_SHOWN).map(|(a, b, layer, counts)| {
        let (first, second) = (region_name(graph, Some(a)), region_name(graph, Some(b)));
        let pair = if a == b { format!("within {first}") } else { format!("{first} – {second}") };
        let numbers = COLUMNS[..6].iter().map(|(_, count)| Text::plain(count(counts).to_string()));
        [pair.into(), layer.label().into()].into_iter().chain(numbers).collect()
    });
    let right: Vec<usize> = (2..columns.len()).collect();
    document.table(&columns, &right, rows.collect());
    more(regions.len(), "pairs of regions", document);
}

/// The name of a panel of the map.
pub(super) fn region_name(graph: &Graph, region: Option<&Id>) -> String {
    let Some(id) = region else { return "International".to_owned() };
    let panel = graph.regions().panels.iter().find(|panel| panel.id == *id);
    panel.map_or_else(|| id.to_string(), |panel| panel.name.clone())
}

fn more(all: usize, what: &str, document: &mut Document) {
    if all > ROWS_SHOWN {
        document.paragraph(Text::dim(format!("… and {} more {what}; --format json has all.", all - ROWS_SHOWN)));
    }
}

/// Which frameworks newly apply where, or no longer: a line a framework and ground.
fn add_coverage<'g>(contrast: &Contrast<'_, 'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let mut lines: BTreeMap<(NodeIx, Ground, Ground), (Coverage, Vec<NodeIx>)> = BTreeMap::new();
    for it in &contrast.difference.coverage {
        let mut tell = |before: Option<&Coverage>, after: Option<&Coverage>| {
            let Some(coverage) = after.or(before) else { return };
            let ground = |it: Option<&Coverage>| it.and_then(|it| it.ground);
            let (_, who) =
                lines.entry((coverage.node, ground(before), ground(after))).or_insert_with(|| (*coverage, Vec::new()));
            if !who.contains(&it.jurisdiction) {
                who.push(it.jurisdiction);
            }
        };
        it.gained.iter().for_each(|gained| tell(None, Some(gained)));
        it.lost.iter().for_each(|lost| tell(Some(lost), None));
        it.changed.iter().for_each(|(before, after)| tell(Some(before), Some(after)));
    }
    if lines.is_empty() {
        return;
    }
    let mut lines: Vec<_> = lines.into_iter().collect();
    lines.sort_by_key(|((node, _, _), (_, who))| (Reverse(who.len()), *node));
    document.heading("What applies where");
    for ((node, before, after), (coverage, who)) in lines.iter().take(ROWS_SHOWN) {
        let moment = if after.is_some() { contrast.after } else { contrast.before };
        let graph = moment.scope.graph();
        let ground = |it: Ground| it.map_or("", CoverageGround::label);
        let how = match (before, after) {
            (None, _) => format!("applies newly ({})", ground(*after)),
            (_, None) => format!("applies no longer (was: {})", ground(*before)),
            _ => format!("applies otherwise ({} → {})", ground(*before), ground(*after)),
        };
        let link = coverage.link.map(|ix| graph.link(ix));
        let assumed = if link.is_some_and(crate::model::Link::is_assumed) { ", assumed" } else { "" };
        let text = Text::default()
            .and(Span::Strong(label(graph, *node)))
            .then(format!(" {how}{assumed}: {}", names(graph, who, NAMES_SHOWN)));
        document.item(match link {
            Some(link) => text.cited(cite, &link.evidence),
            None => text,
        });
    }
    more(lines.len(), "frameworks", document);
}

/// How pairs compare in the six patterns, as far as that moves.
fn add_grid(contrast: &Contrast<'_, '_>, document: &mut Document) {
    let (old, new) = (&contrast.before.report.grid.cells, &contrast.after.report.grid.cells);
    let moved: Vec<_> = old.iter().zip(new).filter(|(old, new)| old != new).collect();
    if moved.is_empty() {
        return;
    }
    document.heading("Patterns: pairs, as far as they move");
    let rows = moved.into_iter().map(|(old, new)| {
        let counts: [fn(&GridCell) -> usize; 4] =
            [|it| it.compatible, |it| it.partial, |it| it.divergent, |it| it.unknown];
        let cells = counts.map(|count| Text::plain(arrow(count(old), count(new))));
        [new.layer.label().into(), new.pattern.label().into()].into_iter().chain(cells).collect()
    });
    let columns = ["layer", "pattern", "compatible", "partial", "divergent", "unknown"];
    document.table(&columns, &[2, 3, 4, 5], rows.collect());
}

/// A number before and after, once if it stays.
fn arrow(before: usize, after: usize) -> String {
    if before == after { after.to_string() } else { format!("{before} → {after}") }
}

/// Findings that weigh otherwise with what was found; those that only measure otherwise as a table.
fn add_findings<'g>(contrast: &'g Contrast<'_, 'g>, cite: &mut Citations<'g>, document: &mut Document) {
    document.heading("Findings");
    let (heavy, light): (Vec<&FindingMove<'_, '_>>, Vec<_>) =
        contrast.findings.iter().partition(|it| it.weighs_otherwise());
    if heavy.is_empty() {
        document.paragraph("No finding weighs otherwise.");
    }
    let severity = |it: Option<Severity>| it.map_or("not assessed", Severity::label);
    let measure = |it: &Finding<'_>| value(it).map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
    for it in heavy {
        let words = format!(
            ": {} → {} ({} {} → {})",
            severity(it.before.severity),
            severity(it.after.severity),
            it.after.rule.id,
            measure(it.before),
            measure(it.after),
        );
        let head = Text::default().and(Span::Strong(it.after.concept.title.clone())).then(words);
        let below = match &it.after.outcome {
            Outcome::Measured(found) => Text::plain(found.explanation.clone()).cited(cite, &found.evidence),
            Outcome::NotAssessed(missing) => Text::plain(missing.clone()),
        };
        document.item_with(head, vec![below]);
    }
    // What looks the same to two decimals is told by exports alone.
    let light: Vec<_> = light.into_iter().filter(|it| measure(it.before) != measure(it.after)).collect();
    if !light.is_empty() {
        let row = |it: &&FindingMove<'_, '_>| -> Vec<Text> {
            let cells = [measure(it.before), measure(it.after), severity(it.after.severity).to_owned()];
            std::iter::once(Text::plain(it.after.concept.title.clone())).chain(cells.map(Text::from)).collect()
        };
        document.table(
            &["measure moves, severity stays", "before", "after", "severity"],
            &[1, 2],
            light.iter().map(row).collect(),
        );
    }
}

/// The structure of the whole graph, as far as it moves.
fn add_structure(contrast: &Contrast<'_, '_>, document: &mut Document) {
    let StructureChange { shapes, concentration, ranks, core } = &contrast.structure;
    let graph = contrast.after.scope.graph();
    document.heading("Structure of the whole graph");
    if shapes.iter().all(|(before, after)| before == after) && ranks.is_empty() && core.is_empty() {
        document.paragraph("Nothing moves: networks, places among the most leant on, shared core.");
        return;
    }
    let rows = shapes.iter().map(|(old, new)| {
        let cells = [
            arrow(old.nodes, new.nodes),
            arrow(old.ties, new.ties),
            arrow(old.parts, new.parts),
            arrow(old.recorded, new.recorded),
            arrow(old.joined, new.joined),
        ];
        std::iter::once(Text::plain(new.layer.label())).chain(cells.map(Text::from)).collect()
    });
    let columns = ["layer", "nodes", "linked pairs", "parts", "recorded jurisdictions", "pairs joined"];
    document.table(&columns, &[1, 2, 3, 4, 5], rows.collect());
    let (old, new) = concentration;
    if let (Some(before), Some(after)) = (old.gini, new.gini)
        && (before - after).abs() >= 0.005
    {
        let references = arrow(old.references, new.references);
        document.paragraph(format!("How unequally references fall on regions (Gini): {before:.2} → {after:.2}, references counted: {references}."));
    }
    if !ranks.is_empty() {
        let place = |it: Option<usize>| it.map_or_else(|| "–".to_owned(), |place| place.to_string());
        let row = |it: &RankMove| -> Vec<Text> {
            let (before, after) = (it.before.as_ref(), it.after.as_ref());
            let count =
                |of: fn(&crate::analysis::InfluenceRow) -> usize| arrow(before.map_or(0, of), after.map_or(0, of));
            let cells = [
                label(graph, it.framework),
                place(before.map(|row| row.place)),
                place(after.map(|row| row.place)),
                count(|row| row.referred_by),
                count(|row| row.aligned_with),
            ];
            cells.map(Text::from).into_iter().collect()
        };
        let columns = ["leant on", "place before", "after", "referred to by", "aligned with"];
        document.table(&columns, &[1, 2, 3, 4], ranks.iter().take(ROWS_SHOWN).map(row).collect());
        more(ranks.len(), "frameworks", document);
    }
    for it in core {
        let vocabularies = graph.vocabularies();
        let vocabulary =
            if it.pattern == Pattern::Objectives { &vocabularies.objectives } else { &vocabularies.principles };
        let terms = |set| vocabulary.members(set).map(|term| term.label.to_lowercase()).collect::<Vec<_>>().join(", ");
        let whose = if it.of_frameworks { "frameworks" } else { "jurisdictions" };
        let what = it.pattern.label().to_lowercase();
        let parts = [("enters", it.gained), ("leaves", it.lost)].into_iter().filter(|(_, set)| !set.is_empty());
        let parts: Vec<String> = parts.map(|(verb, set)| format!("{verb}: {}", terms(set))).collect();
        document.item(format!("Shared core of {whose}, {what}: {}", parts.join("; ")));
    }
}
