//! Graphs and mappings that others wrote, as files of a graph folder.
//!
//! Every importer takes the texts of files and gives [`Imported`]: the files of a graph, in RON, with the way back from
//! each value to where it was read, and a list of all that could not be represented. Importers read nothing from disk
//! and refuse nothing that the checks of [`crate::load`] and [`crate::check`] would find: they say what the file says.

mod draft;
mod loss;

use thiserror::Error;

use crate::diagnostic::{Diagnostic, Label};
use crate::load::{self, Loaded};
use crate::source::{Files, SourceFile};

pub use draft::{Place, Record, Value, Written, write};
pub use loss::Loss;

/// What an import gave.
#[derive(Debug, Default)]
pub struct Imported {
    /// The files that were imported, for showing places in them.
    pub inputs: Files,
    /// Files of a graph folder: paths below it with forward slashes, and their texts; sorted by path.
    pub texts: Vec<(String, Written)>,
    /// What could not be represented, in the order of the inputs.
    pub losses: Vec<Loss>,
}

/// Why a file could not be imported at all.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The text is not of the format.
    #[error("{file}:{line}:{column}: {message}")]
    Malformed {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong, in one sentence without a full stop.
        message: String,
    },
    /// The text is of the format but not of the kind that can be imported.
    #[error("{file}: {message}")]
    Unsuitable {
        /// The file.
        file: String,
        /// What is missing, and what would do.
        message: String,
    },
}

impl Imported {
    /// The graph of the imported files, with the program's own scales, vocabularies and regions.
    pub fn load(&self) -> Loaded {
        load::texts(self.texts.iter().map(|(path, written)| (path.as_str(), written.text.as_str())))
    }

    /// A finding about the imported graph as one about the files it was read from. What was not read anywhere keeps its
    /// place in the graph's file, which is added to `files`.
    pub fn translate(&self, finding: &Diagnostic, loaded: &Loaded, files: &mut Files) -> Diagnostic {
        let mut told = finding.clone();
        let own = loaded.files.iter().filter_map(|(_, file)| file.path().strip_prefix("graph/"));
        debug_assert!(own.count() >= self.texts.len(), "imported files are loaded below graph/");
        told.labels = finding.labels.iter().map(|label| self.translate_label(label, loaded, files)).collect();
        // An edit of the RON is none of the file it was made from.
        told.suggestion = None;
        told
    }

    fn translate_label(&self, label: &Label, loaded: &Loaded, files: &mut Files) -> Label {
        let Some(file) = loaded.files.get(label.file) else { return label.clone() };
        let path = file.path().strip_prefix("graph/").unwrap_or(file.path());
        let written = self.texts.binary_search_by(|(own, _)| own.as_str().cmp(path)).ok().map(|at| &self.texts[at].1);
        let place = written.and_then(|written| written.original(label.span));
        let original = place.and_then(|place| Some((self.inputs.get(place.file)?, place.span)));
        let (file, span) = original.unwrap_or((file, label.span));
        let known = files.find(file.path());
        let id = known.unwrap_or_else(|| files.push(SourceFile::new(file.path().to_owned(), file.text().to_owned())));
        Label { file: id, span, text: label.text.clone() }
    }
}
