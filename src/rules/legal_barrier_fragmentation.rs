//! Into how many unconnected groups the rules of a region fall.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Layer, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "legal-barrier-fragmentation", measure };

/// The share of the region's own legal frameworks outside the largest group that alignment and reference links join,
/// directly or through any framework of the graph.
fn measure(question: &Question<'_>) -> Outcome {
    let own = question.frameworks(Layer::Legal);
    if own.len() < 2 {
        return Outcome::NotAssessed("Fewer than two legal frameworks are recorded for the region.".to_owned());
    }
    let mut groups = UnionFind::<usize>::new(question.graph().nodes().len());
    for (_, link) in question.links() {
        if link.relation.carries() && link.layers.contains(Layer::Legal) {
            groups.union(link.from.node.index(), link.to.node.index());
        }
    }
    let mut members: BTreeMap<usize, Vec<NodeIx>> = BTreeMap::new();
    for ix in &own {
        members.entry(groups.find(ix.index())).or_default().push(*ix);
    }
    let mut groups: Vec<Vec<NodeIx>> = members.into_values().collect();
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let alone = groups.iter().filter(|group| group.len() == 1).count();
    let largest = groups.first().map_or(0, Vec::len);
    let outside: Vec<NodeIx> = groups.iter().skip(1).flatten().copied().collect();
    let explanation = format!(
        "The {} legal frameworks of the region fall into {} groups that no recorded link joins; the largest has {largest}, {alone} stand alone. Outside the largest group: {}.",
        own.len(),
        groups.len(),
        question.names(&outside, 5),
    );
    let evidence =
        outside.iter().filter_map(|ix| question.graph().node(*ix).evidence.first().cloned()).take(6).collect();
    Outcome::Measured(Measurement { value: share(outside.len(), own.len()), explanation, subjects: outside, evidence })
}
