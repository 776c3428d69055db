//! Graphs and mappings that others wrote, as files of a graph folder.
//!
//! Every importer takes the texts of files and gives [`Imported`]: the files of a graph, in RON, with the way back from
//! each value to where it was read, and a list of all that could not be represented. Importers read nothing from disk
//! and refuse nothing that the checks of [`crate::load`] and [`crate::check`] would find: they say what the file says.

mod ciso;
mod crosswalk;
mod draft;
mod flat;
mod folder;
mod foreign;
mod given;
mod graphml;
mod ids;
mod json;
mod jsonl;
mod loss;
mod native;
mod oscal;
mod report;
mod rows;
mod sssom;
mod strm;
mod tables;
mod tree;

use jiff::civil::Date;
use thiserror::Error;

use crate::diagnostic::{Diagnostic, Label};
use crate::load::{self, Loaded};
use crate::model::Id;
use crate::source::{FileId, Files, SourceFile, Span};

pub use ciso::ciso;
pub use draft::{Place, Record, Value, Written, write};
pub use folder::{About, Folder, imported_source};
pub use foreign::edges;
pub use graphml::graphml;
pub use ids::{Ids, kebab};
pub use json::json;
pub use jsonl::jsonl;
pub use loss::{Loss, Losses, MAX_LOSSES};
pub use oscal::oscal;
pub use report::{Report, Summed, summed};
pub use sssom::sssom;
pub use strm::strm;
pub use tables::csv;

/// The largest input, in bytes: all files of one import together.
pub const MAX_INPUT_BYTES: u64 = 256 * 1024 * 1024;

/// The most nodes of one import.
pub const MAX_NODES: usize = 250_000;

/// The most links of one import.
pub const MAX_LINKS: usize = 2_000_000;

/// The most values of one file that is read as a whole before anything is made of it: YAML, JSON of mappings, cells of
/// their tables.
pub const MAX_VALUES: usize = 8_000_000;

/// What the user says beside the files.
#[derive(Debug, Default)]
pub struct Options {
    /// Title of the data set, instead of what the files say.
    pub title: Option<String>,
    /// The date of the data, instead of what the files say. Without either, nothing can be imported.
    pub as_of: Option<Date>,
    /// Put before the id of every node, with a hyphen.
    pub base: Option<Id>,
    /// A mapping file: what the keys and types of a foreign graph mean.
    pub map: Option<(String, String)>,
    /// Files of a graph folder to take over as they are: scales, regions, vocabularies, concepts, rules. Those that are
    /// missing are the program's own.
    pub shared: Vec<(String, String)>,
    /// Where the imported file is published.
    pub url: Option<String>,
    /// Who published the imported file.
    pub issuer: Option<String>,
}

/// Something that can be imported.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Endings of file names that mean it, in lower case; `csv` for `x.csv`, `sssom.tsv` for `x.sssom.tsv`.
    pub endings: &'static [&'static str],
    /// Reads it.
    pub importer: Importer,
}

/// Reads files of one format.
pub type Importer = fn(Files, &Options) -> Result<Imported, ImportError>;

/// Every format that can be imported, by name.
pub const FORMATS: &[Format] = &[
    Format {
        name: "json",
        about: "the export of this program (schema interlex/graph/1)",
        endings: &["json"],
        importer: json,
    },
    Format { name: "jsonl", about: "the same, one record a line", endings: &["jsonl", "ndjson"], importer: jsonl },
    Format { name: "csv", about: "tables of nodes and links, ours or others", endings: &["csv"], importer: csv },
    Format { name: "graphml", about: "GraphML, ours or others", endings: &["graphml"], importer: graphml },
    Format {
        name: "edges",
        about: "nodes and links in JSON: NetworkX, D3, Cytoscape, sigma and others",
        endings: &["edges.json"],
        importer: edges,
    },
    Format {
        name: "sssom",
        about: "a mapping set, SSSOM/TSV 1.0 or 1.1, and beside it its metadata in a .yml file",
        endings: &["sssom.tsv"],
        importer: sssom,
    },
    Format {
        name: "oscal",
        about: "a control mapping collection, OSCAL 1.2, as JSON or YAML",
        endings: &["oscal.json", "oscal.yaml", "oscal.yml"],
        importer: oscal,
    },
    Format {
        name: "strm",
        about: "a set theory relationship mapping, NIST IR 8477, as CSV",
        endings: &["strm.csv", "olir.csv"],
        importer: strm,
    },
    Format {
        name: "ciso",
        about: "a mapping set of CISO Assistant, and beside it the libraries of the frameworks",
        endings: &["ciso.yaml", "ciso.yml"],
        importer: ciso,
    },
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name))
}

/// The format that the ending of a file's name means; of several, the one with the longest ending.
pub fn format_of(path: &str) -> Option<&'static Format> {
    let path = path.to_lowercase();
    let means = |ending: &&&str| path.strip_suffix(**ending).is_some_and(|rest| rest.ends_with('.'));
    let longest =
        |format: &'static Format| Some((format.endings.iter().filter(means).map(|it| it.len()).max()?, format));
    FORMATS.iter().filter_map(longest).max_by_key(|(length, _)| *length).map(|(_, format)| format)
}

/// What an import gave.
#[derive(Debug, Default)]
pub struct Imported {
    /// The files that were imported, for showing places in them.
    pub inputs: Files,
    /// Files of a graph folder: paths below it with forward slashes, and their texts; sorted by path.
    pub texts: Vec<(String, Written)>,
    /// What could not be represented, in the order of the inputs.
    pub losses: Vec<Loss>,
    /// What was taken for granted because neither the files nor the user said it, each in one sentence.
    pub assumptions: Vec<String>,
    /// What is wrong with the files and has no place in the graph, with places in the inputs.
    pub findings: Vec<Diagnostic>,
    /// What came into the graph.
    pub counts: Counts,
    /// For a graph of another make with types that nothing explains: the mapping file (TOML) that names each, with `…`
    /// where somebody who knows must put a word.
    pub mapping: Option<String>,
}

/// How much came into the graph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Frameworks.
    pub frameworks: usize,
    /// Institutions.
    pub institutions: usize,
    /// Jurisdictions.
    pub jurisdictions: usize,
    /// Links that were written as such; what fields of nodes imply is not counted.
    pub links: usize,
    /// Sources.
    pub sources: usize,
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

impl ImportError {
    /// What is wrong at a place.
    pub fn malformed(files: &Files, place: Place, message: impl Into<String>) -> Self {
        let message = message.into();
        match files.get(place.file) {
            Some(file) => {
                let at = file.position(place.span.start);
                Self::Malformed { file: file.path().to_owned(), line: at.line, column: at.column, message }
            }
            None => Self::Unsuitable { file: "input".to_owned(), message },
        }
    }
}

impl Imported {
    /// The graph of the imported files, with the program's own scales, vocabularies and regions where none were taken
    /// over.
    pub fn load(&self) -> Loaded {
        load::texts(self.texts.iter().map(|(path, written)| (path.as_str(), written.text.as_str())))
    }

    /// A finding about the imported graph as one about the files it was read from. What no file says stands at the
    /// beginning of the first. `files` begins with the inputs, which need not be here any more; files taken over are added
    /// to it.
    pub fn translate(&self, finding: &Diagnostic, loaded: &Loaded, files: &mut Files) -> Diagnostic {
        let mut told = finding.clone();
        told.labels = finding.labels.iter().map(|label| self.translate_label(label, loaded, files)).collect();
        // An edit of the RON is none of the file it was made from.
        told.suggestion = None;
        told
    }

    fn translate_label(&self, label: &Label, loaded: &Loaded, files: &mut Files) -> Label {
        let Some(file) = loaded.files.get(label.file) else { return label.clone() };
        let path = file.path().strip_prefix("graph/").unwrap_or(file.path());
        let written = self.texts.binary_search_by(|(own, _)| own.as_str().cmp(path)).ok().map(|at| &self.texts[at].1);
        let nowhere = written.is_some_and(|written| !written.taken_over).then_some((FileId(0), Span::empty(0)));
        let place = written.and_then(|written| written.original(label.span)).map(|place| (place.file, place.span));
        let (file, span) = place.or(nowhere).unwrap_or_else(|| {
            let known = files.find(file.path());
            let id =
                known.unwrap_or_else(|| files.push(SourceFile::new(file.path().to_owned(), file.text().to_owned())));
            (id, label.span)
        });
        Label { file, span, text: label.text.clone() }
    }
}
