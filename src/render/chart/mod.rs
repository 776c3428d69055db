//! What charts share: the sheet with title, legend and foot, and the looks of cells.
//!
//! A chart draws its body between [`Sheet::top`] and the bottom it names in [`Sheet::end`]. Looks differ in lightness and
//! in shape, so that they stay apart in grey scale and for colour-blind readers.

mod grounds;
mod look;
mod sheet;

pub(super) use grounds::Grounds;
pub use look::{Look, Mark, coverage_look, verdict_look};
pub use sheet::{Key, Sheet};

pub(super) use look::{APART, DARK, EMPTY, LIGHT, cell, contested, mark};
pub(super) use sheet::{MARGIN, about, drawn_size, key_width, number_of, on_paper, percent, source_line};
