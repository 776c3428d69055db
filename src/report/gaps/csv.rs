//! The pairs of a gap report as CSV, a row a pair and layer.

use std::io::{self, Write};

use itertools::Itertools;

use crate::analysis::GapReport;
use crate::model::Pattern;
use crate::scope::Scope;

/// Writes a row for each pair and layer: verdict, strength, chain, conflicts, and the verdict in each pattern.
///
/// # Errors
/// If writing fails.
pub fn gaps_csv(scope: &Scope<'_>, report: &GapReport, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    let columns = ["a", "b", "layer", "verdict", "contested", "strength", "path", "conflicts"];
    writer.write_record(columns.into_iter().chain(Pattern::all().map(Pattern::as_str)))?;
    for row in &report.pairs {
        let path = row.assessment.path.as_ref();
        let nodes = path.map(|path| path.nodes().iter().map(|ix| graph.node(*ix).id.as_str()).join(" "));
        let strength = path.and_then(crate::analysis::Path::strength).map(|strength| strength.to_string());
        let conflicts = row.assessment.conflicts.iter().map(|ix| {
            let link = graph.link(*ix);
            format!("{}|{}", graph.end_id(&link.from), graph.end_id(&link.to))
        });
        let mut record = vec![
            graph.node(row.a).id.to_string(),
            graph.node(row.b).id.to_string(),
            row.layer.as_str().to_owned(),
            row.assessment.verdict.as_str().to_owned(),
            row.assessment.contested.to_string(),
            strength.unwrap_or_default(),
            nodes.unwrap_or_default(),
            conflicts.into_iter().join(" "),
        ];
        record.extend(row.patterns.iter().map(|comparison| comparison.verdict.as_str().to_owned()));
        writer.write_record(&record)?;
    }
    writer.flush()
}
