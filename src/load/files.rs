//! Which files a graph folder has, what each is for, and their texts.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::LoadError;
use super::decode::{ReadError, read_file};
use crate::diagnostic::Diagnostic;
use crate::progress::Observer;
use crate::source::{FileId, Span};

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The most bytes of all files of a folder together.
pub const MAX_FOLDER_BYTES: u64 = 1 << 30;

/// How deep folders may nest below the graph folder.
const MAX_DEPTH: usize = 16;

/// What a file of a graph folder holds, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `graph.ron`: what the data set is.
    Graph,
    /// `scales.ron`: strengths and thresholds.
    Scales,
    /// `regions.ron`: sub-regions, panels and named regions.
    Regions,
    /// `vocabulary/objectives.ron`.
    Objectives,
    /// `vocabulary/principles.ron`.
    Principles,
    /// `vocabulary/topics.ron`.
    Topics,
    /// `vocabulary/traits.ron`.
    Traits,
    /// `sources.ron`.
    Sources,
    /// `concepts/*.ron`: tables.
    Concepts,
    /// `rules/<id>.ron`: one detector's text.
    Rule,
    /// `frameworks/**/<id>.ron`: one record.
    Framework,
    /// `institutions/**/<id>.ron`: one record.
    Institution,
    /// `jurisdictions/*.ron`: tables.
    Jurisdictions,
}

impl FileKind {
    /// What the file at `path`, relative to the graph folder and with forward slashes, holds.
    pub fn of(path: &str) -> Option<Self> {
        Some(match path {
            "graph.ron" => Self::Graph,
            "scales.ron" => Self::Scales,
            "regions.ron" => Self::Regions,
            "sources.ron" => Self::Sources,
            "vocabulary/objectives.ron" => Self::Objectives,
            "vocabulary/principles.ron" => Self::Principles,
            "vocabulary/topics.ron" => Self::Topics,
            "vocabulary/traits.ron" => Self::Traits,
            _ => match path.split_once('/')?.0 {
                "frameworks" => Self::Framework,
                "institutions" => Self::Institution,
                "jurisdictions" => Self::Jurisdictions,
                "concepts" => Self::Concepts,
                "rules" => Self::Rule,
                _ => return None,
            },
        })
    }

    /// Whether a graph folder may lack the file: the embedded one then takes its place.
    pub fn has_default(self) -> bool {
        matches!(
            self,
            Self::Scales
                | Self::Regions
                | Self::Objectives
                | Self::Principles
                | Self::Topics
                | Self::Traits
                | Self::Concepts
                | Self::Rule
        )
    }
}

/// A file that was found, and its text or why there is none.
#[derive(Clone)]
pub(super) struct Text {
    /// The path as shown to people.
    pub path: String,
    /// What it holds, by its path below the graph folder.
    pub kind: Option<FileKind>,
    /// The text.
    pub content: Result<String, Arc<ReadError>>,
    /// Its place among the embedded texts, if it is one of these and stands in for one that the folder lacks.
    pub lent: Option<usize>,
}

impl Text {
    pub(super) fn embedded(path: &str, text: &str) -> Self {
        Self { path: format!("graph/{path}"), kind: FileKind::of(path), content: Ok(text.to_owned()), lent: None }
    }

    /// A text that is to stand in a folder.
    pub(super) fn in_folder(folder: &Path, path: &str, text: &str) -> Self {
        let shown = format!("{}{path}", shown_prefix(folder));
        Self { path: shown, kind: FileKind::of(path), content: Ok(text.to_owned()), lent: None }
    }
}

/// Reads every `.ron` file below `folder`.
pub(super) fn collect(folder: &Path, observer: &dyn Observer) -> Result<Vec<Text>, LoadError> {
    if !folder.is_dir() {
        return Err(LoadError::NotAFolder(folder.to_owned()));
    }
    let mut found = Vec::new();
    list(folder, "", 0, &mut found)?;
    found.sort();
    let size = |relative: &String| fs::metadata(folder.join(relative)).map_or(0, |file| file.len());
    if found.iter().map(size).sum::<u64>() > MAX_FOLDER_BYTES {
        return Err(LoadError::TooLarge { path: folder.to_owned() });
    }
    let shown = shown_prefix(folder);
    observer.begin("Reading the graph", found.len());
    Ok(found
        .into_par_iter()
        .map(|relative| {
            let content = if is_ron(&relative) {
                read_file(folder, &relative, MAX_FILE_BYTES).map(|file| file.text().to_owned())
            } else {
                Err(ReadError::TooDeep { path: relative.clone() })
            }
            .map_err(Arc::new);
            observer.advance(1);
            Text { path: format!("{shown}{relative}"), kind: FileKind::of(&relative), content, lent: None }
        })
        .collect())
}

/// Every `.ron` file below `folder`, relative to it and by path: those that a graph folder is read from.
///
/// # Errors
/// If a folder cannot be listed.
pub fn ron_files(folder: &Path) -> Result<Vec<String>, LoadError> {
    let mut found = Vec::new();
    list(folder, "", 0, &mut found)?;
    found.retain(|path| is_ron(path));
    found.sort();
    Ok(found)
}

/// The folder as people wrote it, with forward slashes and one at its end; nothing for the current folder.
fn shown_prefix(folder: &Path) -> String {
    let shown = folder.to_string_lossy().replace('\\', "/");
    let shown = shown.trim_end_matches('/').trim_start_matches("./");
    if shown.is_empty() || shown == "." { String::new() } else { format!("{shown}/") }
}

fn list(root: &Path, relative: &str, depth: usize, found: &mut Vec<String>) -> Result<(), LoadError> {
    let folder = root.join(relative);
    let failed = |source| LoadError::List { path: folder.clone(), source };
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if relative.is_empty() { name.clone() } else { format!("{relative}/{name}") };
        let kind = entry.file_type().map_err(failed)?;
        // A folder named like a file is read like one, so that it is reported; linked folders are not followed, so
        // there are no loops.
        if kind.is_dir() && !is_ron(&name) {
            if depth < MAX_DEPTH {
                list(root, &path, depth + 1, found)?;
            } else {
                // Kept, so that its author hears that nothing in it is read.
                found.push(path);
            }
        } else if is_ron(&name) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_ron(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

pub(super) fn unreadable(file: FileId, problem: &ReadError) -> Diagnostic {
    let (what, fix) = problem.what_and_fix();
    let diagnostic = Diagnostic::deny("file_unreadable", what).label(file, Span::empty(0), "not read");
    Diagnostic { help: fix, ..diagnostic }
}

/// The files and folders that a graph has.
const KNOWN: [&str; 14] = [
    "graph.ron",
    "scales.ron",
    "regions.ron",
    "sources.ron",
    "vocabulary/objectives.ron",
    "vocabulary/principles.ron",
    "vocabulary/topics.ron",
    "vocabulary/traits.ron",
    "frameworks/",
    "institutions/",
    "jurisdictions/",
    "vocabulary/",
    "concepts/",
    "rules/",
];

/// What a misplaced file was probably meant to be: a known name of which at most two letters differ.
fn meant(path: &str) -> Option<&'static str> {
    let path = path.to_lowercase();
    let parts: Vec<&str> = path.split('/').collect();
    let (name, folders) = parts.split_last()?;
    let own_folder = folders.last().copied().unwrap_or_default();
    KNOWN.into_iter().find(|known| {
        let near = |written: &str, known: &str| strsim::damerau_levenshtein(written, known) <= 2;
        match (known.strip_suffix('/'), known.split_once('/')) {
            (Some(folder), _) => folders.iter().any(|written| *written != folder && near(written, folder)),
            (None, Some((folder, file))) => own_folder == folder && near(name, file),
            (None, None) => near(name, known),
        }
    })
}

pub(super) fn unexpected(file: FileId, path: &str) -> Diagnostic {
    let found = Diagnostic::deny("file_unexpected", "this file is in no folder that a graph has");
    if let Some(known) = meant(path) {
        let help = format!("a graph has `{known}`: rename it if that is meant, or delete it");
        return found.label(file, Span::empty(0), "not read").help(help);
    }
    found
        .label(file, Span::empty(0), "not read")
        .help("frameworks/, institutions/, jurisdictions/, vocabulary/, concepts/ and rules/ hold records; graph.ron, scales.ron, sources.ron and regions.ron stand beside them")
}
