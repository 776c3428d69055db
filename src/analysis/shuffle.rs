//! Orders drawn by lot, the same on every machine.

/// `SplitMix64` (Steele, Lea and Flood 2014). A generator of our own: the same seed must give the same bytes in every
/// version of the program, which general generators do not promise.
#[derive(Debug, Clone)]
pub(crate) struct Lots(u64);

impl Lots {
    /// The draw number `number` of a family of draws.
    pub(crate) fn new(family: u64, number: usize) -> Self {
        Self(family.wrapping_add((number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which must not be 0. The bias of the remainder is below 2⁻⁴⁰ for any list that fits in
    /// memory.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit as u64)).expect("smaller than a usize")
    }

    /// Puts a list in an order drawn by lot (Fisher–Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
