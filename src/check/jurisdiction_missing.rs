//! A framework of a jurisdiction that does not say where it applies.

use super::{Findings, Rule, walk};
use crate::diagnostic::Level;
use crate::model::FrameworkKind;
use crate::syntax::Step;

pub(super) static RULE: Rule = Rule {
    id: "jurisdiction_missing",
    level: Level::Deny,
    title: "A framework says where it applies, unless it is international, a treaty or a mere report.",
    why: "Nothing is covered by a framework that applies nowhere; it would silently drop out of every gap report.",
    fix: "Add `jurisdictions`, or `addressed_to` for the guidance of a bloc, or `parties` for a text that binds by joining.",
    run: Some(run),
};

fn run(findings: &mut Findings<'_>) {
    let graph = findings.graph();
    for ix in graph.node_indices() {
        let node = graph.node(ix);
        let Some(framework) = node.framework() else { continue };
        let placed = !framework.jurisdictions.is_empty() || !framework.addressed_to.is_empty();
        // Reports rule nobody; treaties bind by joining, and not every list of parties is recorded.
        let excused =
            matches!(framework.kind, FrameworkKind::Report | FrameworkKind::Treaty) || walk::is_exempt(framework);
        // Without any issuer the lint on issuers speaks.
        let national = !framework.issuers.is_empty()
            && framework.issuers.iter().all(|issuer| {
                let issuer = graph.node(*issuer);
                issuer.institution().is_none_or(|institution| institution.jurisdiction.is_some())
            });
        let unread = || {
            let lists = ["jurisdictions", "addressed_to", "parties"].map(Step::Field);
            lists.into_iter().any(|list| findings.is_written(node.origin, &[list, Step::Item(0)]))
        };
        if !placed && !excused && national && !walk::has_parties(graph, ix) && !unread() {
            findings.at_record(
                node.origin,
                format!("`{}` applies nowhere", node.id),
                "no jurisdiction, addressee or party",
                "add `jurisdictions`, `addressed_to` or `parties`",
            );
        }
    }
}
