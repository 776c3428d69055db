//! The gap report as JSON, schema `interlex/gaps/1`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::absences;
use crate::analysis::lens::Lens;
use crate::analysis::{Comparison, CoverageRow, CoverageState, GapReport, PairRow, Plan, Verdict};
use crate::exchange::{EvidenceJson, evidence_json};
use crate::model::{Graph, Layer, LinkIx, NodeIx, Severity};
use crate::report::chain::{self, StepJson, WeakestJson};
use crate::report::compare::detail_json;
use crate::report::lens;
use crate::report::plan::pick_json;
use crate::rules::{Finding, Outcome};
use crate::scope::Scope;

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
pub(in crate::report) struct ConflictJson<'g> {
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
    plan: &Plan,
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
    let regions = report.regions.iter().map(|row| {
        let verdicts: Map<String, Value> = Verdict::ALL
            .iter()
            .zip(row.verdicts)
            .map(|(verdict, count)| (verdict.as_str().to_owned(), json!(count)))
            .collect();
        json!({ "a": row.a, "b": row.b, "layer": row.layer, "verdicts": verdicts, "contested": row.contested })
    });
    rows(out, "regions", regions)?;
    rows(out, "findings", findings.iter().map(|finding| finding_json(graph, finding)))?;
    if let Some(lens) = Lens::of(scope, report) {
        write!(out, ",\n\"lens\":{}", lens::json(scope, &lens))?;
    }
    rows(out, "plan", plan.picks.iter().map(|pick| pick_json(graph, pick, plan.options.target)))?;
    writeln!(out, "}}")
}

/// Writes a list of the answer, one entry a line.
pub(in crate::report) fn rows<T: Serialize>(
    out: &mut dyn Write,
    name: &str,
    rows: impl Iterator<Item = T>,
) -> io::Result<()> {
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
pub(in crate::report) fn patterns_json(graph: &Graph, comparisons: &[Comparison; 6]) -> Map<String, Value> {
    comparisons.iter().map(|it| (it.pattern.as_str().to_owned(), detail_json(graph, it))).collect()
}

pub(in crate::report) fn conflicts_json<'g>(graph: &'g Graph, conflicts: &[LinkIx]) -> Vec<ConflictJson<'g>> {
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

/// A finding in the contract's shape.
pub(in crate::report) fn finding_json(graph: &Graph, finding: &Finding<'_>) -> Value {
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
