//! Machine-readable interoperability of AI governance.

pub mod analysis;
pub mod check;
pub mod diagnostic;
pub mod exchange;
pub mod load;
pub mod model;
pub mod render;
pub mod report;
pub mod rules;
pub mod scope;
pub mod source;
pub mod syntax;
