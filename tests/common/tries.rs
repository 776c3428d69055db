//! How many cases a property is tried on.

/// So many as usual, or as `PROPTEST_CASES` says.
pub fn tries(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}
