//! How often a text is read again to find what else is wrong with it.

use crate::source::Span;

/// Most attempts at one record; each decodes it again.
const MAX_ATTEMPTS: usize = 300;

/// The most bytes of one record that all attempts at it read together.
const MAX_REREAD: usize = 64 << 20;

/// How often a part of a text is decoded again.
pub(super) fn attempts(part: Span) -> usize {
    (MAX_REREAD / part.len().max(1)).clamp(2, MAX_ATTEMPTS)
}
