//! How far a long answer is, for whoever waits for it.
//!
//! The library tells an [`Observer`] what it is at and how much of it is done. Whether that is shown, and how, is the
//! observer's affair; answers do not depend on it.

use std::fmt;

/// Who is told. Steps are told from several threads at once.
pub trait Observer: fmt::Debug + Sync {
    /// A stage begins, of so many steps; the one before is over.
    fn begin(&self, stage: &'static str, steps: usize);

    /// So many more steps of the stage are done.
    fn advance(&self, steps: usize);
}

/// Nobody waits.
#[derive(Debug, Clone, Copy)]
pub struct Nobody;

impl Observer for Nobody {
    fn begin(&self, _: &'static str, _: usize) {}

    fn advance(&self, _: usize) {}
}
