//! How a verdict comes about: who is covered by what, the factors of the chain with their reasons, the thresholds, the
//! conflicts looked at.

use crate::analysis::{Applicability, Assessment, CoverageState, Path, Verdict};
use crate::model::{CoverageGround, Graph, Layer, NodeIx, Relation};
use crate::scope::Scope;

use super::cite::Citations;
use super::document::{Document, Text};

/// Adds the derivation of a pair's verdict in a layer.
pub(super) fn add<'g>(
    scope: &Scope<'g>,
    (a, b): (NodeIx, NodeIx),
    layer: Layer,
    assessment: &Assessment,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let graph = scope.graph();
    document.paragraph(Text::dim("How this comes about:"));
    for side in [a, b] {
        let text = coverage(scope, side, layer);
        document.item(text);
    }
    match &assessment.path {
        Some(path) => document.item_with("The best chain, factor by factor:", factors(graph, path, cite)),
        None => document.item(format!(
            "No chain of at most {} alignment or reference links joins what applies in the two.",
            graph.scales().hop_limit.value
        )),
    }
    document.item(threshold(graph, assessment));
    let found = assessment.conflicts.len();
    document.item(format!(
        "{}: a conflict counts if one end applies on one side and the other end on the other, or if both ends lie on the chain; it never changes the strength.",
        match found {
            0 => "No conflict stands between the two".to_owned(),
            1 => "One conflict stands between the two".to_owned(),
            _ => format!("{found} conflicts stand between the two"),
        }
    ));
}

fn coverage(scope: &Scope<'_>, side: NodeIx, layer: Layer) -> Text {
    let graph = scope.graph();
    let applicability = Applicability::of(scope, side);
    let least = graph.scales().recorded_coverage.value;
    let recorded = applicability.recorded(scope, layer).count();
    let weaker = applicability.in_layer(scope, layer).count() - recorded;
    let state = match applicability.state(scope, layer) {
        CoverageState::Recorded => "recorded",
        CoverageState::Absent => "absent, as a source says",
        CoverageState::NotAssessed => "not assessed",
    };
    let count = |count: usize| if count == 1 { "1 framework".to_owned() } else { format!("{count} frameworks") };
    Text::plain(format!(
        "{}: {state}. {} of the layer apply with {least} or more, {weaker} more weakly.",
        graph.node(side).label(),
        count(recorded),
    ))
}

/// Each factor of a chain's strength with the reason that the scales give for it.
fn factors<'g>(graph: &'g Graph, path: &Path, cite: &mut Citations<'g>) -> Vec<Text> {
    let scales = graph.scales();
    let label = |ix: NodeIx| graph.node(ix).label();
    let ground = |of: CoverageGround| scales.coverage.iter().find(|(known, _)| *known == of).map(|(_, it)| it);
    let covered = |coverage: &crate::analysis::Coverage| {
        let of = coverage.ground?;
        let reason = ground(of).map(|it| it.reason.as_str()).unwrap_or_default();
        Some(Text::plain(format!("× {} {}: {}. {reason}", coverage.strength, label(coverage.node), of.label())))
    };
    let mut factors: Vec<Text> = covered(&path.start).into_iter().collect();
    for step in &path.steps {
        let link = graph.link(step.link);
        let reason = match link.relation {
            Relation::Alignment(of) => scales.alignment.iter().find(|(known, _)| *known == of).map(|(_, it)| it),
            Relation::Reference(of) => scales.reference.iter().find(|(known, _)| *known == of).map(|(_, it)| it),
            _ => None,
        };
        let Some(reason) = reason else { continue };
        let text = format!(
            "× {} {} – {}: {}. {} \"{}\"",
            reason.value,
            label(step.from),
            label(step.to),
            link.relation.label(),
            reason.reason,
            link.claim,
        );
        factors.push(Text::plain(text).cited(cite, &link.evidence));
    }
    factors.extend(covered(&path.end));
    if let Some(strength) = path.strength() {
        factors.push(Text::plain(format!("= {strength}")));
    }
    factors
}

fn threshold(graph: &Graph, assessment: &Assessment) -> String {
    let scales = graph.scales();
    let (aligned, bridged) = (&scales.aligned, &scales.bridged);
    let name = assessment.verdict.label();
    match assessment.verdict {
        Verdict::NotAssessed => format!("Verdict {name}: one side or both have nothing recorded that counts."),
        Verdict::Absent => format!("Verdict {name}: a source says that one side or both lack what the layer needs."),
        Verdict::Unlinked => format!("Verdict {name}: both sides are recorded, and no chain joins them."),
        Verdict::Weak => format!("Verdict {name}: below {}, so the tie is nominal.", bridged.value),
        Verdict::Bridged => {
            format!("Verdict {name}: from {} to below {}. {}", bridged.value, aligned.value, bridged.reason)
        }
        Verdict::Aligned => format!("Verdict {name}: {} or more. {}", aligned.value, aligned.reason),
    }
}
