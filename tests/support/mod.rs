//! What the laws are tested with: generated worlds, the library's answers about them, and an oracle of its own.

pub mod answers;
pub mod oracle;
pub mod text;
pub mod world;
