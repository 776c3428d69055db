//! Cells of tables that spreadsheets open.

pub(super) use crate::exchange::inert;
