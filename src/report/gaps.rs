//! The gap report as text and as JSON, schema `interlex/gaps/1`.

use std::io::{self, Write};

use itertools::Itertools;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::analysis::{Comparison, CoverageRow, CoverageState, GapReport, PairRow, Verdict};
use crate::exchange::{EvidenceJson, evidence_json};
use crate::model::{Graph, Layer, LinkIx, NodeIx, Pattern, Severity};
use crate::rules::{Finding, Outcome};
use crate::scope::Scope;

use super::chain::{self, StepJson, WeakestJson};
use super::cite::Citations;
use super::compare::detail_json;
use super::table::{dim, heading, plain, warning};

/// How many pairs of a layer the text spells out.
const PAIRS_SHOWN: usize = 12;

#[derive(Serialize)]
struct CoverageJson<'g> {
    jurisdiction: &'g str,
    layer: Layer,
    state: &'static str,
    frameworks: Vec<&'g str>,
    addressed: Vec<&'g str>,
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
struct PairJson<'g> {
    a: &'g str,
    b: &'g str,
    layer: Layer,
    verdict: &'static str,
    contested: bool,
    strength: Option<f64>,
    weakest_link: Option<WeakestJson<'g>>,
    path: Vec<StepJson<'g>>,
    patterns: Map<String, Value>,
    conflicts: Vec<ConflictJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct ConflictJson<'g> {
    from: String,
    to: String,
    kind: Option<&'static str>,
    claim: &'g str,
    evidence: Vec<EvidenceJson<'g>>,
}

/// Writes the report as JSON, one row of coverage, pair or grid a line.
///
/// # Errors
/// If writing fails.
pub fn gaps_json(
    scope: &Scope<'_>,
    report: &GapReport,
    findings: &[Finding<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let graph = scope.graph();
    let id = |ix: &NodeIx| graph.node(*ix).id.as_str();
    let with = report.with.as_ref().map(|with| with.id.as_str());
    let members: Vec<&str> = report.area.members.iter().map(id).collect();
    write!(out, "{{\"schema\":\"interlex/gaps/1\",\"as_of\":\"{}\",\"region\":{}", scope.day(), json!(report.area.id))?;
    write!(out, ",\"with\":{},\n\"members\":{}", json!(with), json!(members))?;
    if let Some(with) = &report.with {
        let members: Vec<&str> = with.members.iter().map(id).collect();
        write!(out, ",\n\"with_members\":{}", json!(members))?;
    }
    rows(out, "coverage", report.coverage.iter().map(|row| coverage_json(graph, row)))?;
    rows(out, "pairs", report.pairs.iter().map(|row| pair_json(graph, row)))?;
    let grid = report.grid.cells.iter().map(|cell| {
        json!({
            "layer": cell.layer, "pattern": cell.pattern, "compatible": cell.compatible, "partial": cell.partial,
            "divergent": cell.divergent, "unknown": cell.unknown,
        })
    });
    rows(out, "grid", grid)?;
    rows(out, "findings", findings.iter().map(|finding| finding_json(graph, finding)))?;
    writeln!(out, ",\n\"plan\":[]}}")
}

fn rows<T: Serialize>(out: &mut dyn Write, name: &str, rows: impl Iterator<Item = T>) -> io::Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    for (position, row) in rows.enumerate() {
        out.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &row)?;
    }
    out.write_all(b"\n]")
}

fn coverage_json<'g>(graph: &'g Graph, row: &CoverageRow) -> CoverageJson<'g> {
    let id = |ix: NodeIx| graph.node(ix).id.as_str();
    let evidence = match row.state {
        CoverageState::Recorded => (row.frameworks.iter())
            .filter_map(|coverage| coverage.link)
            .flat_map(|link| evidence_json(graph, &graph.link(link).evidence))
            .collect(),
        _ => absences(graph, row).flat_map(|absence| evidence_json(graph, &absence.evidence)).collect(),
    };
    CoverageJson {
        jurisdiction: id(row.jurisdiction),
        layer: row.layer,
        state: row.state.as_str(),
        frameworks: row.frameworks.iter().map(|coverage| id(coverage.node)).collect(),
        addressed: row.addressed.iter().map(|coverage| id(coverage.node)).collect(),
        evidence,
    }
}

fn absences<'g>(graph: &'g Graph, row: &CoverageRow) -> impl Iterator<Item = &'g crate::model::Absence> + use<'g> {
    let layer = row.layer;
    let jurisdiction = graph.node(row.jurisdiction).jurisdiction();
    jurisdiction.into_iter().flat_map(|it| &it.absences).filter(move |absence| absence.layer == layer)
}

fn pair_json<'g>(graph: &'g Graph, row: &PairRow) -> PairJson<'g> {
    let path = row.assessment.path.as_ref();
    let steps = path.map(|path| chain::steps(graph, row.a, row.b, path)).unwrap_or_default();
    PairJson {
        a: graph.node(row.a).id.as_str(),
        b: graph.node(row.b).id.as_str(),
        layer: row.layer,
        verdict: row.assessment.verdict.as_str(),
        contested: row.assessment.contested,
        strength: path.is_some().then(|| chain::product(&steps)),
        weakest_link: chain::weakest(&steps),
        path: steps,
        patterns: patterns_json(graph, &row.patterns),
        conflicts: conflicts_json(graph, &row.assessment.conflicts),
    }
}

/// The six comparisons by the names of the contract.
pub(super) fn patterns_json(graph: &Graph, comparisons: &[Comparison; 6]) -> Map<String, Value> {
    comparisons.iter().map(|it| (it.pattern.as_str().to_owned(), detail_json(graph, it))).collect()
}

pub(super) fn conflicts_json<'g>(graph: &'g Graph, conflicts: &[LinkIx]) -> Vec<ConflictJson<'g>> {
    conflicts
        .iter()
        .map(|ix| {
            let link = graph.link(*ix);
            ConflictJson {
                from: graph.end_id(&link.from),
                to: graph.end_id(&link.to),
                kind: link.relation.mechanism(),
                claim: &link.claim,
                evidence: evidence_json(graph, &link.evidence),
            }
        })
        .collect()
}

fn finding_json(graph: &Graph, finding: &Finding<'_>) -> Value {
    let (measure, explanation, subjects, evidence) = match &finding.outcome {
        Outcome::Measured(it) => (Some(it.value), &it.explanation, &it.subjects[..], &it.evidence[..]),
        Outcome::NotAssessed(missing) => (None, missing, &[][..], &[][..]),
    };
    let subjects: Vec<&str> = subjects.iter().map(|ix| graph.node(*ix).id.as_str()).collect();
    let threshold = finding.threshold;
    let reached = if finding.severity == Some(Severity::High) { threshold.high } else { threshold.medium };
    json!({
        "rule": finding.rule.id,
        "title": finding.concept.title,
        "layer": finding.concept.layer,
        "kind": finding.concept.kind,
        "severity": finding.severity.map_or("not_assessed", Severity::as_str),
        "measure": measure,
        "threshold": reached,
        "thresholds": { "medium": threshold.medium, "high": threshold.high },
        "explanation": explanation,
        "subjects": subjects,
        "evidence": evidence_json(graph, evidence),
        "recommendations": finding.recommendations,
    })
}

/// Writes the report for people.
///
/// # Errors
/// If writing fails.
pub fn gaps_text(
    scope: &Scope<'_>,
    report: &GapReport,
    findings: &[Finding<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let graph = scope.graph();
    let mut cite = Citations::new(graph);
    let title = match &report.with {
        None => format!("Gap report: {}", report.area.name),
        Some(with) => format!("Gap report: {} with {}", report.area.name, with.name),
    };
    writeln!(out, "{}", heading(&title))?;
    let pairs = report.pairs.len() / scope.layer_list().count().max(1);
    let meta = graph.meta();
    writeln!(
        out,
        "{}",
        dim(&format!(
            "{} jurisdictions, {pairs} pairs. {} {}, as of {}. A research aid, not legal advice.",
            report.coverage.iter().map(|row| row.jurisdiction).unique().count(),
            meta.title,
            meta.version,
            scope.day(),
        ))
    )?;
    findings_text(graph, findings, &mut cite, out)?;
    coverage_text(scope, report, &mut cite, out)?;
    verdicts_text(scope, report, out)?;
    for layer in scope.layer_list() {
        pairs_text(graph, report, layer, &mut cite, out)?;
    }
    grid_text(scope, report, out)?;
    cite.write(out)
}

/// Findings in order of importance: what was found, what the report recommends against it.
fn findings_text<'g>(
    graph: &'g Graph,
    findings: &'g [Finding<'_>],
    cite: &mut Citations<'g>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", heading("Findings, most severe first"))?;
    let mut silent = Vec::new();
    for finding in findings {
        let title = &finding.concept.title;
        let Outcome::Measured(it) = &finding.outcome else {
            silent.push(title.as_str());
            continue;
        };
        let severity = finding.severity.map_or("", Severity::label);
        let severity = if finding.severity >= Some(Severity::Medium) { warning(severity) } else { severity.to_owned() };
        let layer = finding.concept.layer.map(|layer| format!(", {} layer", layer.as_str())).unwrap_or_default();
        writeln!(out, "{severity}: {} ({}{layer}, {:.2})", heading(title), finding.rule.id, it.value)?;
        writeln!(out, "    {}{}", it.explanation, cite.mark(&it.evidence))?;
        let titles = finding.recommendations.iter().filter_map(|id| graph.concept(id.as_str()));
        let titles = titles.take(3).map(|concept| concept.title.as_str()).join("; ");
        if !titles.is_empty() && finding.severity >= Some(Severity::Medium) {
            writeln!(out, "    {}", dim(&format!("The report recommends: {titles}.")))?;
        }
    }
    if !silent.is_empty() {
        writeln!(out, "Not assessed for lack of data: {}.", silent.join("; "))?;
    }
    Ok(())
}

fn coverage_text<'g>(
    scope: &Scope<'g>,
    report: &GapReport,
    cite: &mut Citations<'g>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "\n{}", heading("Coverage: frameworks in effect, by layer"))?;
    let graph = scope.graph();
    let layers: Vec<Layer> = scope.layer_list().collect();
    let mut silent = Vec::new();
    let mut rows = Vec::new();
    for chunk in report.coverage.chunks(layers.len().max(1)) {
        let Some(first) = chunk.first() else { continue };
        let name = graph.node(first.jurisdiction).label();
        if chunk.iter().all(|row| row.state == CoverageState::NotAssessed) {
            silent.push(name);
            continue;
        }
        let cells = chunk.iter().map(|row| match row.state {
            CoverageState::Recorded => row.frameworks.iter().map(|it| graph.node(it.node).label()).join("; "),
            CoverageState::Absent => {
                absences(graph, row).map(|it| format!("absent: {}{}", it.lacks, cite.mark(&it.evidence))).join("; ")
            }
            CoverageState::NotAssessed => "not assessed".to_owned(),
        });
        let mut cells = cells.collect::<Vec<_>>().into_iter();
        for (position, layer) in layers.iter().enumerate() {
            let name = if position == 0 { name.to_owned() } else { String::new() };
            rows.push(vec![name, layer.label().to_owned(), cells.next().unwrap_or_default()]);
        }
    }
    write!(out, "{}", plain(&["Jurisdiction", "Layer", "Frameworks"], rows, &[]))?;
    if !silent.is_empty() {
        writeln!(out, "Nothing recorded in any layer: {}.", silent.join(", "))?;
    }
    Ok(())
}

fn verdicts_text(scope: &Scope<'_>, report: &GapReport, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", heading("Pairs by verdict"))?;
    let mut header = vec!["Layer"];
    header.extend(Verdict::ALL.iter().rev().map(|verdict| verdict.label()));
    header.push("contested");
    let rows = scope.layer_list().map(|layer| {
        let of_layer = || report.pairs.iter().filter(move |row| row.layer == layer);
        let mut cells = vec![layer.label().to_owned()];
        for verdict in Verdict::ALL.iter().rev() {
            cells.push(of_layer().filter(|row| row.assessment.verdict == *verdict).count().to_string());
        }
        cells.push(of_layer().filter(|row| row.assessment.contested).count().to_string());
        cells
    });
    let right: Vec<usize> = (1..header.len()).collect();
    write!(out, "{}", plain(&header, rows.collect(), &right))
}

fn pairs_text<'g>(
    graph: &'g Graph,
    report: &GapReport,
    layer: Layer,
    cite: &mut Citations<'g>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let assessed = report.pairs.iter().filter(|row| row.layer == layer);
    let assessed = assessed.filter(|row| row.assessment.verdict > Verdict::Absent || row.assessment.contested);
    // Unlinked pairs first: they are the gaps. Then from weak to strong.
    let ranked: Vec<&PairRow> =
        assessed.sorted_by_key(|row| (!row.assessment.contested, row.assessment.verdict, row.a, row.b)).collect();
    if ranked.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", heading(&format!("{layer} layer: contested pairs, then from unlinked to aligned")))?;
    for row in ranked.iter().take(PAIRS_SHOWN) {
        pair_text(graph, row, cite, out)?;
    }
    if ranked.len() > PAIRS_SHOWN {
        writeln!(out, "{}", dim(&format!("… and {} more pairs; --format json has all.", ranked.len() - PAIRS_SHOWN)))?;
    }
    Ok(())
}

fn pair_text<'g>(graph: &'g Graph, row: &PairRow, cite: &mut Citations<'g>, out: &mut dyn Write) -> io::Result<()> {
    let (a, b) = (graph.node(row.a).label(), graph.node(row.b).label());
    let verdict = row.assessment.verdict.label();
    let contested = if row.assessment.contested { warning(", contested") } else { String::new() };
    match &row.assessment.path {
        Some(path) => {
            let strength = path.strength().map(|strength| format!(" {strength}")).unwrap_or_default();
            writeln!(out, "{a} – {b}: {verdict}{strength}{contested}")?;
            writeln!(out, "    {}", chain::words(graph, row.a, row.b, path, cite))?;
        }
        None => writeln!(out, "{a} – {b}: {verdict}{contested}")?,
    }
    conflicts_text(graph, &row.assessment.conflicts, cite, out)
}

pub(super) fn conflicts_text<'g>(
    graph: &'g Graph,
    conflicts: &[LinkIx],
    cite: &mut Citations<'g>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for ix in conflicts {
        let link = graph.link(*ix);
        let ends = [link.from.node, link.to.node].map(|end| graph.node(end).label());
        let mark = cite.mark(&link.evidence);
        writeln!(out, "    {} {} ✕ {}: {}{mark}", warning(&link.relation.label()), ends[0], ends[1], link.claim)?;
    }
    Ok(())
}

fn grid_text(scope: &Scope<'_>, report: &GapReport, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", heading("Patterns: compatible / partial / divergent / unknown pairs"))?;
    let mut header = vec!["Layer"];
    header.extend(Pattern::all().map(Pattern::label));
    let rows = scope.layer_list().map(|layer| {
        let cells = report.grid.cells.iter().filter(|cell| cell.layer == layer);
        let cells = cells.map(|it| format!("{} / {} / {} / {}", it.compatible, it.partial, it.divergent, it.unknown));
        std::iter::once(layer.label().to_owned()).chain(cells).collect()
    });
    write!(out, "{}", plain(&header, rows.collect(), &[]))
}
