//! The loss report: what an import gave, what it took for granted, and what it could not represent.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Counts, Imported, Loss};
use crate::source::SourceFile;

/// The report as written with `--report`, schema `interlex/import-report/1`.
#[derive(Debug, Serialize)]
pub struct Report<'i> {
    schema: &'static str,
    format: &'i str,
    inputs: Vec<&'i str>,
    counts: Counts,
    assumptions: &'i [String],
    losses: &'i [Loss],
}

impl<'i> Report<'i> {
    /// The report of an import in a format.
    pub fn new(format: &'i str, imported: &'i Imported) -> Self {
        Self {
            schema: "interlex/import-report/1",
            format,
            inputs: imported.inputs.iter().map(|(_, file)| SourceFile::path(file)).collect(),
            counts: imported.counts,
            assumptions: &imported.assumptions,
            losses: &imported.losses,
        }
    }
}

/// Losses of one field for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summed<'l> {
    /// The field; empty where whole items are lost.
    pub field: &'l str,
    /// The reason.
    pub reason: &'l str,
    /// How many.
    pub count: usize,
    /// How many of them something else stands for.
    pub kept: usize,
    /// The first of them.
    pub first: &'l Loss,
}

/// Losses by field and reason, the most frequent first.
pub fn summed(losses: &[Loss]) -> Vec<Summed<'_>> {
    let mut sums: BTreeMap<(&str, &str), Summed<'_>> = BTreeMap::new();
    for loss in losses {
        let key = (loss.field.as_str(), loss.reason.as_str());
        let sum = sums.entry(key).or_insert(Summed { field: key.0, reason: key.1, count: 0, kept: 0, first: loss });
        sum.count += 1;
        sum.kept += usize::from(loss.kept_as.is_some());
    }
    let mut sums: Vec<Summed<'_>> = sums.into_values().collect();
    sums.sort_by(|a, b| b.count.cmp(&a.count));
    sums
}
