//! The gap report as a briefing: findings in order of importance, then the tables, then the sources.

use std::collections::BTreeMap;

use itertools::Itertools;

use super::absences;
use crate::analysis::lens::Lens;
use crate::analysis::{CoverageRow, CoverageState, GapReport, PairRow, Plan, Verdict};
use crate::model::{Graph, Id, Layer, NodeIx, Pattern, Severity};
use crate::render::{
    By, compose_grid, compose_matrix, compose_tiles, grid_svg, matrix_in_page, matrix_svg, tiles_in_page,
};
use crate::report::chain;
use crate::report::cite::Citations;
use crate::report::document::{Block, Document, Span, Subject, Text};
use crate::report::lens;
use crate::report::plan as plans;
use crate::rules::{Finding, Outcome};
use crate::scope::Scope;

/// How many groups of pairs of a layer are spelt out, and how many in brief.
const GROUPS_SHOWN: usize = 12;
const GROUPS_IN_BRIEF: usize = 2;

/// How many names stand in a sentence before the rest is counted.
const NAMES_SHOWN: usize = 12;

/// The report as a document for people; `map` is a picture of the region as SVG, for formats that can show one.
pub fn gaps_document<'g>(
    scope: &Scope<'g>,
    report: &'g GapReport,
    findings: &'g [Finding<'g>],
    plan: &'g Plan,
    map: Option<String>,
) -> Document {
    write(scope, report, findings, plan, map, false)
}

/// The same for a place where each jurisdiction and each rule has a page of its own: frameworks are counted, findings of low
/// severity only named, fewer pairs spelt out, and nothing is said of the command line. Who meets whom and what is recorded
/// where are drawn with or without a map.
pub fn gaps_brief<'g>(
    scope: &Scope<'g>,
    report: &'g GapReport,
    findings: &'g [Finding<'g>],
    plan: &'g Plan,
    map: Option<String>,
) -> Document {
    write(scope, report, findings, plan, map, true)
}

fn write<'g>(
    scope: &Scope<'g>,
    report: &'g GapReport,
    findings: &'g [Finding<'g>],
    plan: &'g Plan,
    map: Option<String>,
    brief: bool,
) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let title = match &report.with {
        None => format!("Gap report: {}", report.area.name),
        Some(with) => format!("Gap report: {} with {}", report.area.name, with.name),
    };
    let pairs = report.pairs.len() / scope.layer_list().count().max(1);
    let meta = graph.meta();
    let only = scope.restriction().map(|only| format!(" Only {only}.")).unwrap_or_default();
    let lead = format!(
        "{} jurisdictions, {pairs} {}. {} {}, as of {}.{only} A research aid, not legal advice.",
        report.coverage.iter().map(|row| row.jurisdiction).unique().count(),
        if pairs == 1 { "pair" } else { "pairs" },
        meta.title,
        meta.version,
        scope.day(),
    );
    let mut document = Document::new(title, lead);
    add_findings(graph, findings, brief, &mut cite, &mut document);
    add_plan(scope, plan, &mut cite, &mut document);
    let pictures = map.is_some();
    if let Some(svg) = map {
        document.heading("Map");
        let caption = "What the region has, and what elsewhere is linked with it directly.".to_owned();
        document.blocks.push(Block::Figure { svg, caption });
    }
    if pictures || brief {
        add_matrix(scope, report, brief, &mut document);
    }
    if let Some(lens) = Lens::of(scope, report) {
        lens::add(scope, &lens, &mut cite, &mut document);
    }
    if brief {
        add_tiles(scope, report, &mut document);
        add_counts(scope, report, &mut cite, &mut document);
    } else {
        add_coverage(scope, report, &mut cite, &mut document);
    }
    add_verdicts(scope, report, &mut document);
    add_regions(graph, report, &mut document);
    for layer in scope.layer_list() {
        add_pairs(graph, report, layer, brief, &mut cite, &mut document);
    }
    add_grid(scope, report, pictures && !brief, &mut document);
    document.sources(graph, &cite);
    document
}

/// Findings in order of importance: what was found, what the report recommends against it.
fn add_findings<'g>(
    graph: &'g Graph,
    findings: &'g [Finding<'g>],
    brief: bool,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    if findings.is_empty() {
        return;
    }
    document.heading("Findings, most severe first");
    let mut silent = Vec::new();
    for finding in findings {
        let title = &finding.concept.title;
        let Outcome::Measured(it) = &finding.outcome else {
            silent.push(title.as_str());
            continue;
        };
        let severity = finding.severity.map_or("", Severity::label).to_owned();
        let serious = finding.severity >= Some(Severity::Medium);
        let severity = if serious { Span::Warn(severity) } else { Span::Dim(severity) };
        let layer = finding.concept.layer.map(|layer| format!(", {} layer", layer.as_str())).unwrap_or_default();
        let name = Span::About(Subject::Concept(finding.rule.id.clone()), Box::new(Span::Strong(title.clone())));
        let head = Text::default().and(severity).then(": ").and(name);
        let kind = finding.concept.kind.label().to_lowercase();
        let id = if brief { String::new() } else { format!("{} ", finding.rule.id) };
        let head = head.and(Span::Dim(format!(" ({kind}{layer}; {id}{:.2})", it.value)));
        if brief && !serious {
            document.item(head.cited(cite, &it.evidence));
            continue;
        }
        let mut below = vec![Text::plain(it.explanation.clone()).cited(cite, &it.evidence)];
        let answers = finding.recommendations.iter().filter_map(|id| graph.concept(id.as_str()));
        let answers = answers.take(3).map(|concept| concept.title.as_str()).join("; ");
        if serious && !brief && !answers.is_empty() {
            below.push(Text::dim(format!("The report recommends: {answers}.")));
        }
        document.item_with(head, below);
    }
    if !silent.is_empty() {
        document.paragraph(format!("Not assessed for lack of data: {}.", silent.join("; ")));
    }
}

/// The links that would close most gaps, without the rest of the plan.
fn add_plan<'g>(scope: &Scope<'g>, plan: &'g Plan, cite: &mut Citations<'g>, document: &mut Document) {
    document.heading("What would help most");
    document.paragraph(plans::headline(plan));
    plans::add_picks(scope, plan, cite, document);
}

/// What applies where; jurisdictions in which the same applies share a row.
fn add_coverage<'g>(scope: &Scope<'g>, report: &'g GapReport, cite: &mut Citations<'g>, document: &mut Document) {
    document.heading("Coverage: frameworks in effect, by layer");
    let graph = scope.graph();
    let layers: Vec<Layer> = scope.layer_list().collect();
    let mut silent = Vec::new();
    let mut groups: Vec<(Vec<NodeIx>, &[CoverageRow])> = Vec::new();
    for chunk in report.coverage.chunks(layers.len().max(1)) {
        let Some(first) = chunk.first() else { continue };
        if chunk.iter().all(|row| row.state == CoverageState::NotAssessed) {
            silent.push(first.jurisdiction);
            continue;
        }
        let same = |(_, other): &&mut (Vec<NodeIx>, &[CoverageRow])| {
            chunk.iter().zip(other.iter()).all(|(a, b)| {
                let nodes = |row: &CoverageRow| row.frameworks.iter().map(|it| it.node).collect::<Vec<_>>();
                a.state == b.state && a.state != CoverageState::Absent && nodes(a) == nodes(b)
            })
        };
        match groups.iter_mut().find(same) {
            Some((members, _)) => members.push(first.jurisdiction),
            None => groups.push((vec![first.jurisdiction], chunk)),
        }
    }
    let mut rows = Vec::new();
    for (members, chunk) in groups {
        for (position, row) in chunk.iter().enumerate() {
            let cell = match row.state {
                CoverageState::Recorded => Text::nodes(graph, row.frameworks.iter().map(|it| &it.node), "; "),
                CoverageState::Absent => absences(graph, row).fold(Text::default(), |text, absence| {
                    text.then(format!("absent: {}", absence.lacks)).cited(cite, &absence.evidence).then(" ")
                }),
                CoverageState::NotAssessed => Text::dim("not assessed"),
            };
            let name = if position == 0 { linked(graph, &members, NAMES_SHOWN) } else { Text::default() };
            rows.push(vec![name, row.layer.label().into(), cell]);
        }
    }
    document.table(&["Jurisdiction", "Layer", "Frameworks"], &[], rows);
    add_silent(graph, &silent, document);
}

/// How many frameworks of each layer count for each jurisdiction.
fn add_counts<'g>(scope: &Scope<'g>, report: &'g GapReport, cite: &mut Citations<'g>, document: &mut Document) {
    document.heading("Coverage: frameworks in effect, by layer");
    let graph = scope.graph();
    let layers: Vec<Layer> = scope.layer_list().collect();
    let mut silent = Vec::new();
    let mut rows = Vec::new();
    for chunk in report.coverage.chunks(layers.len().max(1)) {
        let Some(first) = chunk.first() else { continue };
        if chunk.iter().all(|row| row.state == CoverageState::NotAssessed) {
            silent.push(first.jurisdiction);
            continue;
        }
        let cells = chunk.iter().map(|row| match row.state {
            CoverageState::Recorded => Text::plain(row.frameworks.len().to_string()),
            CoverageState::Absent => {
                absences(graph, row).fold(Text::plain("absent"), |text, absence| text.cited(cite, &absence.evidence))
            }
            CoverageState::NotAssessed => Text::plain("not assessed"),
        });
        rows.push(std::iter::once(Text::nodes(graph, [&first.jurisdiction], "")).chain(cells).collect());
    }
    let mut columns = vec!["Jurisdiction"];
    columns.extend(layers.iter().map(|layer| layer.label()));
    document.table(&columns, &[], rows);
    add_silent(graph, &silent, document);
}

fn add_silent(graph: &Graph, silent: &[NodeIx], document: &mut Document) {
    if !silent.is_empty() {
        let silent = linked(graph, silent, usize::MAX);
        document.paragraph(Text::plain("Nothing recorded in any layer: ").join(silent).then("."));
    }
}

/// Labels that lead to their nodes; from `limit` on they are counted.
fn linked(graph: &Graph, list: &[NodeIx], limit: usize) -> Text {
    let shown = Text::nodes(graph, list.iter().take(limit), ", ");
    match list.len().saturating_sub(limit) {
        0 => shown,
        more => shown.then(format!(" and {more} more")),
    }
}

/// Labels in one sentence; from `limit` on they are counted.
pub(in crate::report) fn names(graph: &Graph, list: &[NodeIx], limit: usize) -> String {
    let shown = list.iter().take(limit).map(|ix| graph.node(*ix).label()).join(", ");
    match list.len().saturating_sub(limit) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn add_verdicts(scope: &Scope<'_>, report: &GapReport, document: &mut Document) {
    document.heading("Pairs by verdict");
    let mut header = vec!["Layer"];
    header.extend(Verdict::ALL.iter().rev().map(|verdict| verdict.label()));
    header.push("contested");
    let rows = scope.layer_list().map(|layer| {
        let of_layer = || report.pairs.iter().filter(move |row| row.layer == layer);
        let mut cells: Vec<Text> = vec![layer.label().into()];
        for verdict in Verdict::ALL.iter().rev() {
            let count = of_layer().filter(|row| row.assessment.verdict == *verdict).count();
            cells.push(count.to_string().into());
        }
        cells.push(of_layer().filter(|row| row.assessment.contested).count().to_string().into());
        cells
    });
    let right: Vec<usize> = (1..header.len()).collect();
    document.table(&header, &right, rows.collect());
}

/// How regions stand to each other, where the report spans several.
fn add_regions(graph: &Graph, report: &GapReport, document: &mut Document) {
    if report.regions.iter().map(|row| (&row.a, &row.b)).unique().count() < 2 {
        return;
    }
    document.heading("Regions: pairs by verdict");
    let panels = &graph.regions().panels;
    let name = |id: &Id| {
        let panel = panels.iter().find(|panel| panel.id == *id);
        panel.map_or_else(|| id.to_string(), |panel| panel.name.clone())
    };
    let mut header = vec!["Regions", "Layer"];
    header.extend(Verdict::ALL.iter().rev().map(|verdict| verdict.label()));
    header.push("contested");
    let rows = report.regions.iter().map(|row| {
        let pair = if row.a == row.b {
            format!("within {}", name(&row.a))
        } else {
            format!("{} – {}", name(&row.a), name(&row.b))
        };
        let mut cells: Vec<Text> = vec![pair.into(), row.layer.label().into()];
        cells.extend(row.verdicts.iter().rev().map(|count| count.to_string().into()));
        cells.push(row.contested.to_string().into());
        cells
    });
    let right: Vec<usize> = (2..header.len()).collect();
    document.table(&header, &right, rows.collect());
}

/// Pairs of a first jurisdiction with all that stand to it in the same way: same verdict, chain and conflicts.
struct Group<'g> {
    row: &'g PairRow,
    partners: Vec<NodeIx>,
}

/// Contested pairs, then from unlinked to aligned. The gaps come first; pairs that are alike are told once.
fn add_pairs<'g>(
    graph: &'g Graph,
    report: &'g GapReport,
    layer: Layer,
    brief: bool,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let shown = if brief { GROUPS_IN_BRIEF } else { GROUPS_SHOWN };
    let rows = report.pairs.iter().filter(|row| row.layer == layer);
    let rows = rows.filter(|row| row.assessment.verdict > Verdict::Absent || row.assessment.contested);
    let mut groups: BTreeMap<_, Group<'g>> = BTreeMap::new();
    for row in rows {
        let it = &row.assessment;
        let chain = it.path.as_ref().map(|path| (path.nodes(), path.start.ground, path.end.ground, path.end.via));
        let key = (!it.contested, it.verdict, row.a, chain, it.conflicts.clone());
        groups.entry(key).or_insert_with(|| Group { row, partners: Vec::new() }).partners.push(row.b);
    }
    if groups.is_empty() {
        return;
    }
    document.heading(format!("{layer} layer: contested pairs, then from unlinked to aligned"));
    let told: usize = groups.values().take(shown).map(|group| group.partners.len()).sum();
    let all: usize = groups.values().map(|group| group.partners.len()).sum();
    for group in groups.values().take(shown) {
        add_group(graph, group, cite, document);
    }
    if all > told {
        let rest = if brief { "" } else { "; --format json or csv has all" };
        document.paragraph(Text::dim(format!("… and {} more pairs{rest}.", all - told)));
    }
}

fn add_group<'g>(graph: &'g Graph, group: &Group<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let row = group.row;
    let (a, b) = (graph.node(row.a).label(), names(graph, &group.partners, NAMES_SHOWN));
    let path = row.assessment.path.as_ref();
    let strength = path.and_then(crate::analysis::Path::strength);
    let strength = strength.map(|strength| format!(" {strength}")).unwrap_or_default();
    let mut head = Text::default().and(Span::Strong(format!("{a} – {b}")));
    head = head.then(format!(": {}{strength}", row.assessment.verdict.label()));
    if row.assessment.contested {
        head = head.and(Span::Warn(", contested".to_owned()));
    }
    let far = match &group.partners[..] {
        [one] => graph.node(*one).label().to_owned(),
        several => format!("each of the {}", several.len()),
    };
    let mut below: Vec<Text> = path.map(|path| chain::words(graph, (a, &far), path, cite)).into_iter().collect();
    below.extend(chain::conflicts(graph, &row.assessment.conflicts, cite));
    document.item_with(head, below);
}

/// Who meets whom, as a picture.
fn add_matrix(scope: &Scope<'_>, report: &GapReport, brief: bool, document: &mut Document) {
    document.heading("Who meets whom");
    let scene = compose_matrix(scope, report, None, None);
    let caption = match scene.by {
        By::Jurisdiction => {
            "Each pair of jurisdictions in each layer: darker is better joined; hatched is not assessed, which says nothing of how they stand to each other."
        }
        By::Region => {
            "Each pair of regions in each layer: the share of the pairs of jurisdictions assessed on both sides that are bridged or aligned."
        }
    };
    let svg = if brief { matrix_in_page(&scene) } else { matrix_svg(&scene) };
    document.blocks.push(Block::Figure { svg, caption: caption.to_owned() });
}

/// What is recorded where, as a picture.
fn add_tiles(scope: &Scope<'_>, report: &GapReport, document: &mut Document) {
    document.heading("What is recorded where");
    let svg = tiles_in_page(&compose_tiles(scope, &report.area, &report.coverage, None));
    let caption = "A square a jurisdiction, with the number of frameworks in effect there: darker is more; hatched is not assessed, which is not the same as having nothing.";
    document.blocks.push(Block::Figure { svg, caption: caption.to_owned() });
}

fn add_grid(scope: &Scope<'_>, report: &GapReport, picture: bool, document: &mut Document) {
    document.heading("Patterns: compatible / partial / divergent / unknown pairs");
    if picture {
        let caption = "Layers by patterns: how many pairs of jurisdictions are compatible, partly compatible, divergent or not assessed in each.".to_owned();
        document.blocks.push(Block::Figure { svg: grid_svg(&compose_grid(scope, report, None)), caption });
    }
    let mut header = vec!["Layer"];
    header.extend(Pattern::all().map(Pattern::label));
    let rows = scope.layer_list().map(|layer| {
        let cells = report.grid.cells.iter().filter(|cell| cell.layer == layer);
        let cells =
            cells.map(|it| format!("{} / {} / {} / {}", it.compatible, it.partial, it.divergent, it.unknown).into());
        std::iter::once(layer.label().into()).chain(cells).collect()
    });
    document.table(&header, &[], rows.collect());
}
