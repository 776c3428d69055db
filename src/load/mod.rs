//! Paths → texts → records → the resolved model.
//!
//! Loading is parallel and deterministic: files are read in any order and joined sorted by path. Every problem of every
//! file is collected as a [`Diagnostic`] with its exact place; what can be built is built, so that the check can go on
//! after the first mistake. Only this room reads files.

pub mod decode;
mod entries;
mod files;
mod history;
mod places;
mod profile;
mod records;
mod resolve;
mod scenario;
pub mod schema;
mod texts;
mod typo;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;
use thiserror::Error;

pub(crate) use entries::{Entry, EntryKey, entries};
pub use files::{FileKind, MAX_FILE_BYTES, MAX_FOLDER_BYTES, ron_files};
pub use history::{Base, History, HistoryError, history, history_within};
pub use places::Places;
pub use profile::{LoadedProfile, profile, profile_text};
pub use scenario::{LoadedScenario, scenario, scenario_text};
pub use texts::Texts;

pub use crate::process::Limits;

use crate::diagnostic::{self, Diagnostic};
use crate::model::Graph;
use crate::progress::{Nobody, Observer};
use crate::source::{FileId, Files, SourceFile};
use files::Text;
use records::{
    ConceptRecord, FrameworkRecord, InstitutionRecord, JurisdictionRecord, MetaRecord, RegionsRecord, RuleRecord,
    ScalesRecord, SourceRecord, TermRecord,
};

/// The curated graph, as it was when the program was built: paths below `graph/` and texts.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded_graph.rs"));

/// A graph with the texts it came from and what is wrong with them.
#[derive(Debug)]
pub struct Loaded {
    /// What could be built.
    pub graph: Graph,
    /// The texts, for showing places in them.
    pub files: Files,
    /// What is wrong with the texts themselves, in stable order. Lints on the resolved graph are [`crate::check`]'s.
    pub diagnostics: Vec<Diagnostic>,
    /// What each file holds, in the order of `files`; `None` for what is no part of the graph, and for lent files.
    kinds: Vec<Option<FileKind>>,
    /// The files that the program lent because the graph lacks them: nobody is told what is wrong with these.
    pub(crate) lent: Vec<FileId>,
}

impl Loaded {
    /// Whether anything keeps the graph from being what its files say.
    pub fn is_sound(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.level != diagnostic::Level::Deny)
    }

    /// The files of the graph itself, without those lent to it, and what each holds.
    pub(crate) fn own_files(&self) -> impl Iterator<Item = (FileId, &SourceFile, FileKind)> {
        self.files.iter().zip(&self.kinds).filter_map(|((id, file), kind)| Some((id, file, (*kind)?)))
    }
}

/// Why a folder could not be loaded at all.
#[derive(Debug, Error)]
pub enum LoadError {
    /// There is no such folder.
    #[error("{} is not a folder; name the one that holds graph.ron", .0.display())]
    NotAFolder(PathBuf),
    /// The folder has no `graph.ron`.
    #[error("{} has no graph.ron, so it is not a graph folder; name the one that holds it", .0.display())]
    NotAGraph(PathBuf),
    /// A folder could not be listed.
    #[error("cannot list {}", path.display())]
    List {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Its files are too large together.
    #[error("the files in {} have more than {} MiB together, so none is read; name a part of it", path.display(), MAX_FOLDER_BYTES >> 20)]
    TooLarge {
        /// The folder.
        path: PathBuf,
    },
}

/// Loads the graph that is embedded in the program.
pub fn embedded() -> Loaded {
    let texts = EMBEDDED.iter().map(|(path, text)| Text::embedded(path, text)).collect();
    build(texts, &Nobody)
}

/// Loads the graph in `folder`. Scales, vocabularies, regions and concepts that the folder lacks are the embedded ones.
///
/// # Errors
/// If the folder is not there, cannot be listed, is larger than [`MAX_FOLDER_BYTES`] or has no `graph.ron`. What is wrong
/// inside files is in [`Loaded::diagnostics`].
pub fn folder(folder: &Path) -> Result<Loaded, LoadError> {
    folder_watched(folder, &Nobody)
}

/// The same, with somebody told how far it is.
///
/// # Errors
/// As [`folder`] has them.
pub fn folder_watched(folder: &Path, observer: &dyn Observer) -> Result<Loaded, LoadError> {
    let texts = files::collect(folder, observer)?;
    if !texts.iter().any(|text| text.kind == Some(FileKind::Graph)) {
        return Err(LoadError::NotAGraph(folder.to_owned()));
    }
    Ok(build(with_defaults(texts), observer))
}

/// Loads the graph in `folder` as it would be if these texts were written into it: paths below the folder, with forward
/// slashes, and their contents.
///
/// # Errors
/// As [`folder`] has them.
pub fn folder_with<'t>(
    folder: &Path,
    changes: impl IntoIterator<Item = (&'t str, &'t str)>,
) -> Result<Loaded, LoadError> {
    let mut texts = files::collect(folder, &Nobody)?;
    for (path, text) in changes {
        let text = Text::in_folder(folder, path, text);
        texts.retain(|own| own.path != text.path);
        texts.push(text);
    }
    if !texts.iter().any(|text| text.kind == Some(FileKind::Graph)) {
        return Err(LoadError::NotAGraph(folder.to_owned()));
    }
    Ok(build(with_defaults(texts), &Nobody))
}

/// Loads a graph from texts in memory: paths below the graph folder, with forward slashes, and their contents. Scales,
/// vocabularies and regions that are not among them are the embedded ones.
pub fn texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Loaded {
    build(with_defaults(texts.into_iter().map(|(path, text)| Text::embedded(path, text)).collect()), &Nobody)
}

/// Adds the embedded texts of the kinds that a graph may lack and this one does.
fn with_defaults(mut texts: Vec<Text>) -> Vec<Text> {
    let lacks = |kind: FileKind| !texts.iter().any(|own| own.kind == Some(kind));
    let defaults: Vec<Text> = (EMBEDDED.iter().enumerate())
        .filter(|(_, (path, _))| FileKind::of(path).is_some_and(|kind| kind.has_default() && lacks(kind)))
        .map(|(position, (path, text))| Text { lent: Some(position), ..Text::embedded(path, text) })
        .collect();
    texts.extend(defaults);
    texts
}

/// The records of all files, each with where it stands.
#[derive(Debug, Default)]
struct Records {
    meta: Vec<(FileId, MetaRecord)>,
    scales: Vec<(FileId, ScalesRecord)>,
    regions: Vec<(FileId, RegionsRecord)>,
    objectives: Vec<(FileId, usize, TermRecord)>,
    principles: Vec<(FileId, usize, TermRecord)>,
    topics: Vec<(FileId, usize, TermRecord)>,
    traits: Vec<(FileId, usize, TermRecord)>,
    sources: Vec<(FileId, usize, SourceRecord)>,
    concepts: Vec<(FileId, usize, ConceptRecord)>,
    rules: Vec<(FileId, RuleRecord)>,
    frameworks: Vec<(FileId, FrameworkRecord)>,
    institutions: Vec<(FileId, InstitutionRecord)>,
    jurisdictions: Vec<(FileId, usize, JurisdictionRecord)>,
}

/// What one file holds.
#[derive(Clone)]
enum Content {
    Meta(MetaRecord),
    Scales(ScalesRecord),
    Regions(RegionsRecord),
    Terms(FileKind, Vec<(usize, TermRecord)>),
    Sources(Vec<(usize, SourceRecord)>),
    Concepts(Vec<(usize, ConceptRecord)>),
    Rule(RuleRecord),
    Framework(Box<FrameworkRecord>),
    Institution(InstitutionRecord),
    Jurisdictions(Vec<(usize, JurisdictionRecord)>),
}

fn build(mut texts: Vec<Text>, observer: &dyn Observer) -> Loaded {
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let mut files = Files::default();
    let mut diagnostics = Vec::new();
    let mut readable = Vec::new();
    let mut lent = Vec::new();
    let mut kinds = Vec::new();
    for text in texts {
        let (content, problem) = match text.content {
            Ok(content) => (content, None),
            Err(problem) => (String::new(), Some(problem)),
        };
        let file = files.push(SourceFile::new(text.path, content));
        kinds.push(text.kind.filter(|_| text.lent.is_none()));
        lent.extend(text.lent.map(|_| file));
        match (problem, text.kind) {
            (Some(problem), _) => diagnostics.push(files::unreadable(file, &problem)),
            (None, None) => diagnostics.push(files::unexpected(file, files.get(file).map_or("", SourceFile::path))),
            (None, Some(kind)) => readable.push((file, kind, text.lent)),
        }
    }

    observer.begin("Understanding the records", readable.len());
    let decoded: Vec<(FileId, Option<Content>, Vec<Diagnostic>)> = readable
        .into_par_iter()
        .map(|(file, kind, lent)| {
            let mut found = Vec::new();
            let mut decode = || files.get(file).and_then(|source| decode_file(file, kind, source, &mut found));
            let content = match lent {
                Some(position) => lent_content(position, decode),
                None => decode(),
            };
            observer.advance(1);
            (file, content, found)
        })
        .collect();

    let mut records = Records::default();
    for (file, content, found) in decoded {
        diagnostics.extend(found);
        if let Some(content) = content {
            records.add(file, content);
        }
    }
    let graph = resolve::resolve(&records, &files, &mut diagnostics);
    // What lent files say of countries and documents that this graph does not have concerns nobody.
    diagnostics.retain(|it| it.primary().is_none_or(|label| !lent.contains(&label.file)));
    diagnostic::sort(&mut diagnostics, &files);
    Loaded { graph, files, diagnostics, kinds, lent }
}

/// What an embedded text holds when it is lent: it never changes, so it is read once in a process. Whoever loads many small
/// graphs would else spend most of the time on these.
fn lent_content(position: usize, decode: impl FnOnce() -> Option<Content>) -> Option<Content> {
    static READ: [OnceLock<Option<Content>>; EMBEDDED.len()] = [const { OnceLock::new() }; EMBEDDED.len()];
    READ[position].get_or_init(decode).clone()
}

fn decode_file(file: FileId, kind: FileKind, source: &SourceFile, out: &mut Vec<Diagnostic>) -> Option<Content> {
    Some(match kind {
        FileKind::Graph => Content::Meta(decode::decode(file, source, out)?),
        FileKind::Scales => Content::Scales(decode::decode(file, source, out)?),
        FileKind::Regions => Content::Regions(decode::decode(file, source, out)?),
        FileKind::Objectives | FileKind::Principles | FileKind::Topics | FileKind::Traits => {
            Content::Terms(kind, decode::decode_list(file, source, out))
        }
        FileKind::Sources => Content::Sources(decode::decode_list(file, source, out)),
        FileKind::Concepts => Content::Concepts(decode::decode_list(file, source, out)),
        FileKind::Rule => Content::Rule(decode::decode(file, source, out)?),
        FileKind::Framework => Content::Framework(Box::new(decode::decode(file, source, out)?)),
        FileKind::Institution => Content::Institution(decode::decode(file, source, out)?),
        FileKind::Jurisdictions => Content::Jurisdictions(decode::decode_list(file, source, out)),
    })
}

impl Records {
    fn add(&mut self, file: FileId, content: Content) {
        fn numbered<T>(file: FileId, rows: Vec<(usize, T)>) -> impl Iterator<Item = (FileId, usize, T)> {
            rows.into_iter().map(move |(row, record)| (file, row, record))
        }
        match content {
            Content::Meta(record) => self.meta.push((file, record)),
            Content::Scales(record) => self.scales.push((file, record)),
            Content::Regions(record) => self.regions.push((file, record)),
            Content::Terms(FileKind::Objectives, rows) => self.objectives.extend(numbered(file, rows)),
            Content::Terms(FileKind::Principles, rows) => self.principles.extend(numbered(file, rows)),
            Content::Terms(FileKind::Traits, rows) => self.traits.extend(numbered(file, rows)),
            Content::Terms(_, rows) => self.topics.extend(numbered(file, rows)),
            Content::Sources(rows) => self.sources.extend(numbered(file, rows)),
            Content::Concepts(rows) => self.concepts.extend(numbered(file, rows)),
            Content::Rule(record) => self.rules.push((file, record)),
            Content::Framework(record) => self.frameworks.push((file, *record)),
            Content::Institution(record) => self.institutions.push((file, record)),
            Content::Jurisdictions(rows) => self.jurisdictions.extend(numbered(file, rows)),
        }
    }
}
