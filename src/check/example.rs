//! Rules shown on their own fixtures: a piece that breaks the rule, and the same piece put right.
//!
//! The pieces stand in `tests/fixtures/rules/<rule>/`, marked with comments, where the tests prove that the first is found
//! and the second is not. `build.rs` embeds them.

use super::Rule;

/// A piece of a file that breaks a rule, and what should stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The rule.
    rule: &'static str,
    /// The file of the wrong piece, below the graph folder; a profile has no folder.
    pub path: &'static str,
    /// The lines that break the rule.
    pub wrong: &'static str,
    /// The file of the right piece; most often the same.
    pub right_path: &'static str,
    /// The lines put right.
    pub right: &'static str,
}

static EXAMPLES: &[Example] = include!(concat!(env!("OUT_DIR"), "/rule_examples.rs"));

impl Rule {
    /// What breaks the rule and what does not; `None` for a rule whose fixture has no marks.
    pub fn example(&self) -> Option<&'static Example> {
        EXAMPLES.iter().find(|example| example.rule == self.id)
    }
}
