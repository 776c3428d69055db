//! Numbered citations: every claim ends in `[n]`, and the list of sources says what `n` is.

use std::collections::HashMap;

use crate::model::{Evidence, Graph};

/// A source as a document cites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Source and place.
    pub evidence: Evidence,
    /// The same in words.
    pub sentence: String,
    /// The official address of the source.
    pub address: String,
}

/// Collects the evidence cited in a text and numbers it in order of first use.
#[derive(Debug, Default)]
pub struct Citations<'g> {
    cited: Vec<&'g Evidence>,
    numbers: HashMap<&'g Evidence, usize>,
}

impl<'g> Citations<'g> {
    /// Nothing cited yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The numbers of some evidence, ascending and each once.
    pub fn numbers(&mut self, evidence: &'g [Evidence]) -> Vec<usize> {
        let mut numbers: Vec<usize> = evidence.iter().map(|it| self.number(it)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn number(&mut self, evidence: &'g Evidence) -> usize {
        if let Some(number) = self.numbers.get(evidence) {
            return *number;
        }
        self.cited.push(evidence);
        self.numbers.insert(evidence, self.cited.len());
        self.cited.len()
    }

    /// The sources in the order of their numbers.
    pub fn list(&self, graph: &Graph) -> Vec<Cited> {
        let cited = |evidence: &&Evidence| Cited {
            evidence: (*evidence).clone(),
            sentence: sentence(graph, evidence),
            address: graph.source(evidence.source).url.clone(),
        };
        self.cited.iter().map(cited).collect()
    }

    /// The same with each source named in full once: later places in it refer to the number where it stands, without an
    /// address.
    pub fn list_once(&self, graph: &Graph) -> Vec<Cited> {
        let mut first = HashMap::new();
        let row = |(position, full): (usize, Cited)| {
            let number = *first.entry(full.evidence.source).or_insert(position + 1);
            if number == position + 1 {
                return full;
            }
            let sentence = format!("Source {number}{}", place(&full.evidence));
            Cited { sentence, address: String::new(), ..full }
        };
        self.list(graph).into_iter().enumerate().map(row).collect()
    }
}

/// One piece of evidence in words: source, place, and whether stated or inferred.
pub(super) fn sentence(graph: &Graph, evidence: &Evidence) -> String {
    let source = graph.source(evidence.source);
    format!("{}{}", source.title, place(evidence))
}

/// Where in its source a piece of evidence stands, and whether stated or inferred.
fn place(evidence: &Evidence) -> String {
    let place = evidence.at.as_deref().map(|at| format!(", {at}")).unwrap_or_default();
    let find = evidence.find.as_deref().map(|find| format!(" at \"{find}\"")).unwrap_or_default();
    format!("{place}{find} ({}).", evidence.basis.label())
}
