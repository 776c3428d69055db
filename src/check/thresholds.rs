//! The numbers that lints measure against; a data set may choose its own.

/// What is too short, too long, too old or too like something else.
#[derive(Debug, Clone, PartialEq)]
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
