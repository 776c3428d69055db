//! Into how many unconnected groups the rules of a region fall.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

use super::statistics::share;
use super::texts::{self, makers};
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Layer, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "legal-barrier-fragmentation", measure };

/// The share of the region's legal texts on AI outside the largest group that alignment and reference links join,
/// directly or through any text of the graph.
///
/// The texts are those by which the layer counts as recorded. Told beside it: how many of the links between two of them
/// cross a border, that is, join texts of different makers. Takes time near linear in texts and links.
fn measure(question: &Question<'_>) -> Outcome {
    let own: Vec<NodeIx> =
        question.frameworks(Layer::Legal).into_iter().filter(|ix| texts::is_about_ai(question, *ix)).collect();
    if own.len() < 2 {
        return Outcome::NotAssessed("Fewer than two legal texts on AI are recorded for the region.".to_owned());
    }
    let mut groups = UnionFind::<usize>::new(question.graph().nodes().len());
    let (mut between, mut crossing) = (0, 0);
    for (_, link) in question.links() {
        if !link.relation.carries() || !link.layers.contains(Layer::Legal) {
            continue;
        }
        let (from, to) = (link.from.node, link.to.node);
        groups.union(from.index(), to.index());
        if own.binary_search(&from).is_ok() && own.binary_search(&to).is_ok() {
            between += 1;
            crossing += usize::from(makers(question, from) != makers(question, to));
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
    let about = texts::about(question);
    let mut explanation = format!(
        "The {} legal texts {about} of the region fall into groups that no recorded link joins: {}, of which the largest has {largest} texts and {alone} a single one. Recorded links between two of these texts: {between}, across a border {crossing}.",
        own.len(),
        groups.len(),
    );
    if !outside.is_empty() {
        explanation += &format!(" Outside the largest group: {}.", question.names(&outside, 5));
    }
    let value = share(outside.len(), own.len());
    let subjects = texts::subjects(outside);
    let evidence = texts::evidence_of_nodes(question, &subjects);
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}
