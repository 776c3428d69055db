//! The gap report as a workbook: findings, coverage, pairs, patterns and the plan on a sheet each.

use itertools::Itertools;

use super::super::workbook::{WorkbookError, sheet, workbook};
use super::absences;
use crate::analysis::{CoverageState, GapReport, Path, Plan};
use crate::model::{Pattern, Severity};
use crate::rules::{Finding, Outcome};
use crate::scope::Scope;

/// The report as the bytes of an Excel workbook. Text is written as text: no cell is ever a formula.
///
/// # Errors
/// If the workbook cannot be made, for example because a sheet would have more rows than Excel allows.
pub fn gaps_xlsx(
    scope: &Scope<'_>,
    report: &GapReport,
    findings: &[Finding<'_>],
    plan: &Plan,
) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = workbook(&format!("Gap report: {}", report.area.name), scope.day())?;
    sheet(
        &mut workbook,
        "Findings",
        &["severity", "rule", "title", "layer", "measure", "finding"],
        findings_rows(findings),
    )?;
    sheet(
        &mut workbook,
        "Coverage",
        &["jurisdiction", "layer", "state", "frameworks", "absent"],
        coverage_rows(scope, report),
    )?;
    let columns = ["a", "b", "layer", "verdict", "contested", "strength", "chain"];
    let columns: Vec<&str> = columns.into_iter().chain(Pattern::all().map(Pattern::label)).collect();
    sheet(&mut workbook, "Pairs", &columns, pair_rows(scope, report))?;
    sheet(
        &mut workbook,
        "Grid",
        &["layer", "pattern", "compatible", "partial", "divergent", "unknown"],
        grid_rows(report),
    )?;
    sheet(
        &mut workbook,
        "Plan",
        &["rank", "layer", "from", "to", "mechanism", "closes", "closed so far", "pairs"],
        plan_rows(scope, plan),
    )?;
    workbook.save_to_buffer()
}

fn findings_rows(findings: &[Finding<'_>]) -> impl Iterator<Item = Vec<String>> {
    findings.iter().map(|finding| {
        let (measure, text) = match &finding.outcome {
            Outcome::Measured(it) => (format!("{:.4}", it.value), it.explanation.clone()),
            Outcome::NotAssessed(missing) => (String::new(), missing.clone()),
        };
        vec![
            finding.severity.map_or("not assessed", Severity::as_str).to_owned(),
            finding.rule.id.to_string(),
            finding.concept.title.clone(),
            finding.concept.layer.map(|layer| layer.as_str().to_owned()).unwrap_or_default(),
            measure,
            text,
        ]
    })
}

fn coverage_rows<'r>(scope: &'r Scope<'_>, report: &'r GapReport) -> impl Iterator<Item = Vec<String>> + 'r {
    let graph = scope.graph();
    report.coverage.iter().map(move |row| {
        let lacks = absences(graph, row).map(|absence| absence.lacks.as_str()).join("; ");
        vec![
            graph.node(row.jurisdiction).name.clone(),
            row.layer.as_str().to_owned(),
            row.state.as_str().to_owned(),
            row.frameworks.iter().map(|it| graph.node(it.node).label()).join("; "),
            if row.state == CoverageState::Absent { lacks } else { String::new() },
        ]
    })
}

fn pair_rows<'r>(scope: &'r Scope<'_>, report: &'r GapReport) -> impl Iterator<Item = Vec<String>> + 'r {
    let graph = scope.graph();
    report.pairs.iter().map(move |row| {
        let path = row.assessment.path.as_ref();
        let chain = path.map(|path| path.nodes().iter().map(|ix| graph.node(*ix).label()).join(" – "));
        let mut cells = vec![
            graph.node(row.a).name.clone(),
            graph.node(row.b).name.clone(),
            row.layer.as_str().to_owned(),
            row.assessment.verdict.as_str().to_owned(),
            row.assessment.contested.to_string(),
            path.and_then(Path::strength).map(|strength| strength.to_string()).unwrap_or_default(),
            chain.unwrap_or_default(),
        ];
        cells.extend(row.patterns.iter().map(|comparison| comparison.verdict.as_str().to_owned()));
        cells
    })
}

fn grid_rows(report: &GapReport) -> impl Iterator<Item = Vec<String>> {
    report.grid.cells.iter().map(|cell| {
        let counts = [cell.compatible, cell.partial, cell.divergent, cell.unknown].map(|count| count.to_string());
        [vec![cell.layer.as_str().to_owned(), cell.pattern.label().to_owned()], counts.to_vec()].concat()
    })
}

fn plan_rows<'r>(scope: &'r Scope<'_>, plan: &'r Plan) -> impl Iterator<Item = Vec<String>> + 'r {
    let label = |ix| scope.graph().node(ix).label();
    let mut closed = 0;
    plan.picks.iter().enumerate().map(move |(at, pick)| {
        closed += pick.closes;
        vec![
            (at + 1).to_string(),
            pick.layer.as_str().to_owned(),
            label(pick.from).to_owned(),
            label(pick.to).to_owned(),
            pick.relation.label(),
            pick.closes.to_string(),
            closed.to_string(),
            pick.closed(plan.options.target).map(|it| format!("{} – {}", label(it.a), label(it.b))).join("; "),
        ]
    })
}
