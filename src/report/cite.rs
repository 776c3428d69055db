//! Numbered citations: every claim ends in `[n]`, and the list of sources says what `n` is.

use std::collections::HashMap;
use std::io::{self, Write};

use itertools::Itertools;

use crate::model::{Evidence, Graph};

/// Collects the evidence cited in a text and numbers it in order of first use.
#[derive(Debug)]
pub struct Citations<'g> {
    graph: &'g Graph,
    cited: Vec<&'g Evidence>,
    numbers: HashMap<&'g Evidence, usize>,
}

impl<'g> Citations<'g> {
    /// Nothing cited yet.
    pub fn new(graph: &'g Graph) -> Self {
        Self { graph, cited: Vec::new(), numbers: HashMap::new() }
    }

    /// The marks for some evidence, such as ` [1][4]`; empty without evidence.
    pub fn mark(&mut self, evidence: &'g [Evidence]) -> String {
        let mut numbers: Vec<usize> = evidence.iter().map(|it| self.number(it)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.is_empty() {
            String::new()
        } else {
            format!(" {}", numbers.iter().map(|n| format!("[{n}]")).join(""))
        }
    }

    fn number(&mut self, evidence: &'g Evidence) -> usize {
        if let Some(number) = self.numbers.get(evidence) {
            return *number;
        }
        self.cited.push(evidence);
        self.numbers.insert(evidence, self.cited.len());
        self.cited.len()
    }

    /// Writes the numbered list.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.cited.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", super::table::heading("Sources"))?;
        for (position, evidence) in self.cited.iter().enumerate() {
            writeln!(out, "[{}] {}", position + 1, sentence(self.graph, evidence))?;
        }
        Ok(())
    }
}

/// One piece of evidence in words: source, place, whether stated or inferred, and its address where it is not the
/// place that helps.
pub(super) fn sentence(graph: &Graph, evidence: &Evidence) -> String {
    let source = graph.source(evidence.source);
    let place = evidence.at.as_deref().map(|at| format!(", {at}")).unwrap_or_default();
    let find = evidence.find.as_deref().map(|find| format!(" at \"{find}\"")).unwrap_or_default();
    let basis = evidence.basis.label();
    format!("{}{place}{find} ({basis}). {}", source.title, source.url)
}
