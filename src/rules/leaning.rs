//! What texts and bodies lean on in a layer; for the technical and the data rules.

use std::collections::{BTreeMap, BTreeSet};

use super::Question;
use crate::model::{Layer, Link, LinkIx, NodeIx, Relation};

/// The links of one layer as they lean: a reference from the text that leans to the one it leans on, an alignment both
/// ways. Only links that exist, between nodes in effect.
pub(super) struct Leaning {
    targets: Vec<Vec<(NodeIx, LinkIx)>>,
}

impl Leaning {
    /// Takes time linear in the links of the graph.
    pub(super) fn new(question: &Question<'_>, layer: Layer) -> Self {
        let mut targets = vec![Vec::new(); question.graph().nodes().len()];
        for (ix, link) in carrying(question, layer) {
            targets[link.from.node.index()].push((link.to.node, ix));
            if matches!(link.relation, Relation::Alignment(_)) {
                targets[link.to.node.index()].push((link.from.node, ix));
            }
        }
        for list in &mut targets {
            list.sort_unstable();
        }
        Self { targets }
    }

    /// What the nodes lean on within so many steps, themselves left out, each with the link that reached it first.
    /// Nothing leads on from a jurisdiction. Takes time linear in the links passed.
    pub(super) fn on(
        &self,
        question: &Question<'_>,
        from: &BTreeSet<NodeIx>,
        steps: usize,
    ) -> BTreeMap<NodeIx, LinkIx> {
        let mut reached: BTreeMap<NodeIx, LinkIx> = BTreeMap::new();
        let mut frontier: Vec<NodeIx> = from.iter().copied().collect();
        for step in 0..steps {
            let mut next = Vec::new();
            for at in frontier {
                if step > 0 && question.graph().node(at).jurisdiction().is_some() {
                    continue;
                }
                for (to, link) in &self.targets[at.index()] {
                    if !from.contains(to) && !reached.contains_key(to) {
                        reached.insert(*to, *link);
                        next.push(*to);
                    }
                }
            }
            next.sort_unstable();
            frontier = next;
        }
        reached
    }
}

/// Existing alignment and reference links of a layer between nodes in effect, ascending.
pub(super) fn carrying<'g>(question: &Question<'g>, layer: Layer) -> Vec<(LinkIx, &'g Link)> {
    let usable = |ix: NodeIx| question.framework(ix).is_none() || question.scope().applies(ix);
    (question.links())
        .filter(|(_, link)| link.relation.carries() && link.layers.contains(layer))
        .filter(|(_, link)| usable(link.from.node) && usable(link.to.node) && link.from.node != link.to.node)
        .collect()
}
