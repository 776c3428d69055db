//! Sets of terms in columns, compared with one set at a time: no branches, so that a compiler makes vector instructions of it.

use std::ops::{Add, BitAnd, Sub};

/// A set of terms as a whole number that is as wide as it must be: 32 bits where at most 32 terms are in use.
pub(super) trait Lane:
    Copy + Ord + Add<Output = Self> + Sub<Output = Self> + BitAnd<Output = Self> + Send + Sync
{
    /// Nothing.
    const ZERO: Self;
    /// Every bit.
    const ONES: Self;

    /// A number that is known to fit.
    fn of(number: u32) -> Self;
    /// How many bits are set.
    fn count(self) -> Self;
    /// As a number; what a lane holds is either a set or a count of frameworks.
    fn get(self) -> u64;
    /// The bits of a set at these positions, drawn together.
    fn gather(set: u64, positions: &[u32]) -> Self;
    /// This if `condition`, else nothing.
    #[inline]
    fn when(self, condition: bool) -> Self {
        if condition { self } else { Self::ZERO }
    }
}

macro_rules! lane {
    ($number:ty) => {
        impl Lane for $number {
            const ZERO: Self = 0;
            const ONES: Self = Self::MAX;

            #[inline]
            fn of(number: u32) -> Self {
                Self::from(number)
            }

            #[inline]
            fn count(self) -> Self {
                Self::from(self.count_ones())
            }

            #[inline]
            fn get(self) -> u64 {
                u64::from(self)
            }

            fn gather(set: u64, positions: &[u32]) -> Self {
                let bits = positions.iter().enumerate().filter(|(_, position)| set >> **position & 1 == 1);
                bits.map(|(at, _)| Self::from(1u8) << at).sum()
            }
        }
    };
}

lane!(u32);
lane!(u64);

/// The positions of all terms that any of the sets has.
pub(super) fn used(sets: impl Iterator<Item = u64>) -> Vec<u32> {
    let all = sets.fold(0, |all, set| all | set);
    (0..u64::BITS).filter(|position| all >> position & 1 == 1).collect()
}
