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
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { locator_words_min: 3, locator_words_max: 8 }
    }
}
