//! Defined terms: which frameworks define the same term, and whether a conflict of definitions is recorded.

use std::collections::BTreeMap;

use crate::model::{ConflictKind, DefinedTerm, Graph, LinkIx, NodeIx, Relation};
use crate::scope::Scope;

/// A term and what each framework says it means.
#[derive(Debug, Clone, PartialEq)]
pub struct TermRow<'g> {
    /// The term as compared; see [`term_key`].
    pub key: String,
    /// The definitions, by framework.
    pub definitions: Vec<(NodeIx, &'g DefinedTerm)>,
    /// Definition conflicts that hold on the day between frameworks that define the term.
    pub conflicts: Vec<LinkIx>,
}

/// A term as compared: lower case, single spaces, `AI` for `artificial intelligence`. Nothing else counts as the same.
pub fn term_key(term: &str) -> String {
    let words: Vec<String> = term.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").replace("artificial intelligence", "ai")
}

/// The terms that these frameworks define, by key. Takes time linear in their terms and links.
pub fn terms<'g>(scope: &Scope<'g>, frameworks: &[NodeIx]) -> Vec<TermRow<'g>> {
    let graph = scope.graph();
    let mut by_key: BTreeMap<String, Vec<(NodeIx, &'g DefinedTerm)>> = BTreeMap::new();
    let mut sorted = frameworks.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    for ix in sorted {
        for term in graph.node(ix).framework().into_iter().flat_map(|it| &it.terms) {
            by_key.entry(term_key(&term.term)).or_default().push((ix, term));
        }
    }
    let row = |(key, definitions): (String, Vec<(NodeIx, &'g DefinedTerm)>)| {
        let conflicts = conflicts(scope, &definitions);
        TermRow { key, definitions, conflicts }
    };
    by_key.into_iter().map(row).collect()
}

/// Definition conflicts between frameworks that define the term; both ends must.
fn conflicts(scope: &Scope<'_>, definitions: &[(NodeIx, &DefinedTerm)]) -> Vec<LinkIx> {
    let graph: &Graph = scope.graph();
    let defines = |ix: NodeIx| definitions.iter().any(|(known, _)| *known == ix);
    let mut found: Vec<LinkIx> = definitions.iter().flat_map(|(ix, _)| graph.links_from(*ix)).collect();
    found.retain(|ix| {
        let link = graph.link(*ix);
        let definition = link.relation == Relation::Conflict(ConflictKind::Definition);
        definition && link.holds_on(scope.day()) && link.from.node != link.to.node && defines(link.to.node)
    });
    found.sort_unstable();
    found.dedup();
    found
}
