//! Strengths and their exact products.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

/// How much of what holds on one side of a link can be relied on from the other: more than 0, at most 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Strength(f64);

/// A number that is no strength.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("a strength is more than 0 and at most 1, not {0}")]
pub struct StrengthError(f64);

impl Strength {
    /// Complete: 1.
    pub const FULL: Self = Self(1.0);

    /// Validates `value`.
    ///
    /// # Errors
    /// Refuses values outside (0, 1] and what is not a number.
    pub fn new(value: f64) -> Result<Self, StrengthError> {
        if value > 0.0 && value <= 1.0 { Ok(Self(value)) } else { Err(StrengthError(value)) }
    }

    /// The number, in (0, 1].
    pub fn get(self) -> f64 {
        self.0
    }

    /// The cost of this strength: smaller is stronger, costs of a chain add up.
    pub fn cost(self) -> Cost {
        // Between 0 and about 2.1e13 for the smallest positive strength, so the cast is exact enough and never wraps.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, in range, not negative")]
        Cost((-self.0.ln() * Cost::UNITS).round().max(0.0) as u64)
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0)
    }
}

/// The negative logarithm of a product of strengths, as a whole number of 10⁻⁹ nats.
///
/// Products of floating-point numbers depend on their order; sums of whole numbers do not. Comparing costs therefore
/// gives the same best path in both directions and on any number of threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cost(pub(crate) u64);

impl Cost {
    const UNITS: f64 = 1e9;

    /// The cost of strength 1.
    pub const ZERO: Self = Self(0);

    /// More than any chain can cost: no path.
    pub const INFINITE: Self = Self(u64::MAX);

    /// The cost of two parts of a chain together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Whether there is a path at all.
    pub fn is_finite(self) -> bool {
        self != Self::INFINITE
    }

    /// The cost as a whole number of 10⁻⁹ nats.
    pub fn units(self) -> u64 {
        self.0
    }

    /// The strength of a chain with this cost, to within 10⁻⁹; `None` without a path.
    pub fn strength(self) -> Option<Strength> {
        #[expect(clippy::cast_precision_loss, reason = "costs of real chains are far below 2^53")]
        let value = (-(self.0 as f64) / Self::UNITS).exp();
        if self.is_finite() { Strength::new(value.min(1.0)).ok() } else { None }
    }

    /// What is left of this cost after another; `None` if the other is more.
    pub(crate) fn less(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The most that a chain at least as strong as `threshold` costs, allowing for the rounding of up to 16 parts.
    pub(crate) fn limit(threshold: Strength) -> Self {
        Self(threshold.cost().0.saturating_add(16))
    }

    /// Whether the chain is at least as strong as `threshold`, allowing for the rounding of up to 16 parts.
    pub fn reaches(self, threshold: Strength) -> bool {
        self <= Self::limit(threshold)
    }
}
