//! Shares, concentration and other small measures over counts.

/// A share as a number from 0 to 1; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The mean of counts; 0 of nothing.
pub(crate) fn mean(counts: impl Iterator<Item = usize> + Clone) -> f64 {
    share(counts.clone().sum(), counts.count())
}

/// A share in words: `34 %`.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// The Herfindahl–Hirschman index of shares of a whole: 1 where one has all, 1/n where n have the same. `None` of nothing.
pub(crate) fn herfindahl(counts: &[usize]) -> Option<f64> {
    let total: usize = counts.iter().sum();
    (total > 0).then(|| counts.iter().map(|count| share(*count, total).powi(2)).sum())
}

/// The Gini coefficient of counts: 0 where all have the same, towards 1 where one has all. `None` of nothing.
pub(crate) fn gini(counts: &[usize]) -> Option<f64> {
    let total: usize = counts.iter().sum();
    if total == 0 {
        return None;
    }
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let weighted: usize = sorted.iter().enumerate().map(|(position, count)| (position + 1) * count).sum();
    let n = sorted.len();
    Some(2.0 * share(weighted, n * total) - share(n + 1, n))
}

/// A number with its noun: `1 text`, `3 texts`; the noun's plural takes an s.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
