//! The verdicts that move as CSV, a row a pair and layer.

use std::io::{self, Write};

use itertools::Itertools;

use super::Contrast;
use crate::analysis::{Assessment, Path};
use crate::model::Graph;
use crate::report::structure::id;

/// Writes a row for each pair and layer whose verdict moves or that is contested otherwise.
///
/// # Errors
/// If writing fails.
pub fn moves_csv(contrast: &Contrast<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let (old, new) = (contrast.before.scope.graph(), contrast.after.scope.graph());
    let mut writer = csv::Writer::from_writer(out);
    let sides = ["verdict", "contested", "strength", "path", "conflicts"];
    let columns = ["before", "after"].into_iter().flat_map(|when| sides.map(|name| format!("{when}_{name}")));
    writer.write_record(["a", "b", "layer", "direction"].map(str::to_owned).into_iter().chain(columns))?;
    for it in &contrast.difference.moves {
        let head = [id(new, it.a), id(new, it.b), it.layer.as_str(), it.direction().as_str()].map(str::to_owned);
        writer.write_record(head.into_iter().chain(side(old, &it.before)).chain(side(new, &it.after)))?;
    }
    writer.flush()
}

fn side(graph: &Graph, assessment: &Assessment) -> [String; 5] {
    let path = assessment.path.as_ref();
    let strength = path.and_then(Path::strength).map(|strength| strength.to_string());
    let nodes = path.map(|path| path.nodes().iter().map(|ix| id(graph, *ix)).join(" "));
    let conflicts = assessment.conflicts.iter().map(|ix| {
        let link = graph.link(*ix);
        format!("{}|{}", graph.end_id(&link.from), graph.end_id(&link.to))
    });
    [
        assessment.verdict.as_str().to_owned(),
        assessment.contested.to_string(),
        strength.unwrap_or_default(),
        nodes.unwrap_or_default(),
        conflicts.into_iter().join(" "),
    ]
}
