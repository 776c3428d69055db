//! The profile of an AI system: a file beside the graph, read like its records and resolved against it.

use std::path::Path;

use super::decode::{ReadError, decode, read_named};
use super::records::ProfileRecord;
use super::{MAX_FILE_BYTES, resolve};
use crate::diagnostic::{self, Diagnostic, Level};
use crate::model::{Graph, SystemProfile};
use crate::source::{Files, SourceFile};

/// A profile with the text it came from and what is wrong with it.
#[derive(Debug)]
pub struct LoadedProfile {
    /// The profile; `None` if anything at [`Level::Deny`] is wrong with it.
    pub profile: Option<SystemProfile>,
    /// Its text, for showing places in it.
    pub files: Files,
    /// What is wrong with it, in stable order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a profile and resolves it against a graph.
///
/// # Errors
/// If the file cannot be read. What is wrong inside is in [`LoadedProfile::diagnostics`].
pub fn profile(path: &Path, graph: &Graph) -> Result<LoadedProfile, ReadError> {
    Ok(build(read_named(path, MAX_FILE_BYTES)?, graph))
}

/// The same for a text in memory, which messages call `name`.
pub fn profile_text(name: &str, text: &str, graph: &Graph) -> LoadedProfile {
    build(SourceFile::new(name.to_owned(), text.to_owned()), graph)
}

fn build(source: SourceFile, graph: &Graph) -> LoadedProfile {
    let mut files = Files::default();
    let file = files.push(source);
    let mut diagnostics = Vec::new();
    let record = files.get(file).and_then(|source| decode::<ProfileRecord>(file, source, &mut diagnostics));
    let profile = record.and_then(|record| resolve::profile(file, &record, &files, graph, &mut diagnostics));
    diagnostic::sort(&mut diagnostics, &files);
    let usable = diagnostics.iter().all(|it| it.level != Level::Deny);
    LoadedProfile { profile: profile.filter(|_| usable), files, diagnostics }
}
