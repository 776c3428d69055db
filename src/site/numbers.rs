//! One number for each piece of evidence, the same on every page.

use std::collections::HashMap;

use crate::model::{Evidence, Graph};

/// Every piece of evidence that the site cites, by source and place.
pub(super) struct Numbers {
    list: Vec<Evidence>,
    numbers: HashMap<Evidence, usize>,
}

impl Numbers {
    /// Numbers the evidence of nodes and links and what the documents cite besides.
    pub(super) fn new<'e>(graph: &'e Graph, cited: impl Iterator<Item = &'e Evidence>) -> Self {
        let nodes = graph.nodes().iter().flat_map(|node| &node.evidence);
        let absences = (graph.nodes().iter().filter_map(|node| node.jurisdiction()))
            .flat_map(|it| it.absences.iter().flat_map(|absence| &absence.evidence));
        let links = graph.links().iter().flat_map(|link| &link.evidence);
        let mut list: Vec<Evidence> = nodes.chain(absences).chain(links).chain(cited).cloned().collect();
        list.sort_by(|a, b| key(a).cmp(&key(b)));
        list.dedup();
        let numbers = list.iter().cloned().zip(1..).collect();
        Self { list, numbers }
    }

    /// The number of a piece of evidence, from 1.
    pub(super) fn of(&self, evidence: &Evidence) -> usize {
        *self.numbers.get(evidence).expect("everything that is cited was numbered")
    }

    /// The numbers of several, ascending, each once.
    pub(super) fn of_all(&self, evidence: &[Evidence]) -> Vec<usize> {
        let mut numbers: Vec<usize> = evidence.iter().map(|it| self.of(it)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Everything in the order of its numbers, which keeps the evidence of one source together.
    pub(super) fn list(&self) -> &[Evidence] {
        &self.list
    }
}

fn key(evidence: &Evidence) -> (usize, &Option<String>, &Option<String>, &'static str) {
    (evidence.source.index(), &evidence.at, &evidence.find, evidence.basis.as_str())
}
