//! The numbers that lints measure against; a data set may choose its own.

use serde::{Deserialize, Serialize};

/// What is too short, too long, too old or too like something else.
///
/// Each field is a key of `[thresholds]` in `interlex.toml`; of `…_min` and `…_max` the first may not be larger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Thresholds {
    /// The fewest words of a locator.
    pub locator_words_min: usize,
    /// The most words of a locator.
    pub locator_words_max: usize,
    /// The years after which a page without a date should be opened again.
    pub source_years_max: u8,
    /// The days by which a source may announce what it states.
    pub source_lead_days_max: u16,
    /// The years after which a proposal that did not move is doubted.
    pub proposal_years_max: u8,
    /// The patterns that a framework in effect should have assessed, of six.
    pub patterns_min: usize,
    /// The least strength of a mapping, 0 to 10, between provisions called equal.
    pub equal_strength_min: u8,
    /// The likeness of two names, 0 to 1, from which two records of one place may be the same thing.
    pub name_similarity_min: f64,
    /// The likeness of two ids or labels, 0 to 1, from which two terms can hardly be told apart.
    pub term_similarity_min: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            locator_words_min: 3,
            locator_words_max: 8,
            source_years_max: 2,
            source_lead_days_max: 366,
            proposal_years_max: 3,
            patterns_min: 4,
            equal_strength_min: 8,
            name_similarity_min: 0.93,
            term_similarity_min: 0.85,
        }
    }
}
