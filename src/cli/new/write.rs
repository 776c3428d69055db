//! What an entry would make of the graph, and how it gets there: whole, or not at all.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use interlex::check::{self, policy::Circumstances};
use interlex::diagnostic::{Diagnostic, Level};
use interlex::load::{self, Loaded};
use interlex::report::diagnostics;
use interlex::source::{FileId, SourceFile, Span};

use crate::cli::Outcome;
use crate::cli::output::{beside, write};
use crate::cli::policy;
use crate::cli::session::Session;
use crate::cli::unfinished::{self, undisturbed};

/// A file that is to be written.
#[derive(Debug, Clone)]
pub struct Change {
    /// Below the graph folder, with forward slashes.
    pub path: String,
    /// The whole new text.
    pub text: String,
    /// What is new in it.
    pub new: Span,
    /// Whether no such file may be there yet.
    pub creates: bool,
}

/// The graph with the changes, and what the check says of what is new.
pub struct Judged {
    loaded: Loaded,
    findings: Vec<Diagnostic>,
}

/// Checks the graph as it would be. What is still wanted is noted in the text as well, in front of what wants it.
pub fn judge(folder: &Path, changes: &mut [Change]) -> anyhow::Result<Judged> {
    let first = check(folder, changes)?;
    for change in changes.iter_mut() {
        let Some((file, source)) = first.file(&change.path) else { continue };
        let mut notes: Vec<(usize, String)> = Vec::new();
        for finding in &first.findings {
            let Some(label) = finding.labels.iter().find(|label| label.file == file) else { continue };
            let help = finding.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
            notes.push((
                line_start(source.text(), label.span.start),
                format!("// TODO {}: {}{help}", finding.rule, finding.message),
            ));
        }
        // From the end, so that places before stay where they are.
        notes.sort();
        for (at, note) in notes.iter().rev() {
            let indent: String = change.text[*at..].chars().take_while(|c| *c == ' ').collect();
            let end = if change.text.contains("\r\n") { "\r\n" } else { "\n" };
            let note = format!("{indent}{}{end}", note.replace(['\r', '\n'], " "));
            change.text.insert_str(*at, &note);
            change.new.end += note.len();
        }
    }
    check(folder, changes)
}

fn check(folder: &Path, changes: &[Change]) -> anyhow::Result<Judged> {
    let texts = changes.iter().map(|change| (change.path.as_str(), change.text.as_str()));
    let mut loaded = load::folder_with(folder, texts).context("cannot load the graph")?;
    // What the data set's own configuration asks of it; a broken one is for `check` to tell.
    let policy = policy::read_beside(folder, &mut loaded)?.unwrap_or_default();
    let findings = check::check_all(&loaded, policy.thresholds());
    let on = Circumstances { day: loaded.graph.meta().as_of, baseline: None, changes: None };
    let findings = policy.judge(&loaded, findings, on).findings;
    let mut judged = Judged { loaded, findings: Vec::new() };
    let places: Vec<(FileId, Span)> =
        changes.iter().filter_map(|change| Some((judged.file(&change.path)?.0, change.new))).collect();
    let is_new = |finding: &Diagnostic| {
        finding.level != Level::Allow
            && finding.labels.iter().any(|label| {
                places.iter().any(|(file, new)| {
                    *file == label.file && new.start <= label.span.start && label.span.start < new.end
                })
            })
    };
    judged.findings = findings.into_iter().filter(is_new).collect();
    Ok(judged)
}

impl Judged {
    /// The file at a path below the graph folder.
    fn file(&self, path: &str) -> Option<(FileId, &SourceFile)> {
        let below = |file: &SourceFile| {
            file.path().strip_suffix(path).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        // `sources.ron` also ends `frameworks/sources.ron`.
        self.loaded.files.iter().filter(|(_, file)| below(file)).min_by_key(|(_, file)| file.path().len())
    }

    /// Says what is left to do.
    pub fn tell(&self) -> anyhow::Result<Outcome> {
        if self.findings.is_empty() {
            return Ok(Outcome::Clean);
        }
        let mut err = anstream::stderr().lock();
        diagnostics::human(&self.findings, &self.loaded.files, &mut err, true)?;
        let denied = self.findings.iter().filter(|finding| finding.level == Level::Deny).count();
        let (warned, todo) = (self.findings.len() - denied, "they stand in the file as TODO");
        writeln!(err, "{denied} to put right, {warned} to look at; {todo}")?;
        Ok(if denied > 0 { Outcome::Findings } else { Outcome::Clean })
    }
}

/// Shows what would be written.
pub fn show(session: &Session<'_>, folder: &Path, changes: &[Change]) -> anyhow::Result<()> {
    write(session, |out| {
        for (position, change) in changes.iter().enumerate() {
            if changes.len() > 1 {
                let gap = if position > 0 { "\n" } else { "" };
                writeln!(out, "{gap}// {}", folder.join(&change.path).display())?;
            }
            let text = if change.creates { &change.text } else { &change.text[change.new.range()] };
            writeln!(out, "{}", text.trim_end())?;
        }
        Ok(())
    })
}

/// Writes all files or none.
pub fn commit(folder: &Path, changes: &[Change]) -> anyhow::Result<()> {
    let mut made = Undo::default();
    let mut staged = Vec::new();
    for change in changes {
        let path = folder.join(&change.path);
        let failed = || format!("cannot write {}; nothing was written", path.display());
        if change.creates && path.symlink_metadata().is_ok() {
            bail!("{} is there already; nothing was written", path.display());
        }
        path.parent().map_or(Ok(()), unfinished::folders).with_context(failed)?;
        // A link is written through, not replaced.
        let place = fs::canonicalize(&path).unwrap_or(path.clone());
        let mut file = beside(&place).with_context(failed)?;
        file.write_all(change.text.as_bytes()).and_then(|()| file.as_file().sync_all()).with_context(failed)?;
        staged.push((change, place, file));
    }
    undisturbed(|| {
        for (change, place, file) in staged {
            let failed = || format!("cannot write {}; what was begun is undone", place.display());
            let old = if change.creates { None } else { fs::read(&place).ok() };
            let done = if change.creates { file.persist_noclobber(&place) } else { file.persist(&place) };
            done.map_err(|error| error.error).with_context(failed)?;
            made.files.push((place, old));
        }
        made.keep();
        Ok(())
    })
}

/// What is taken back if not everything can be written.
#[derive(Default)]
struct Undo {
    files: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl Undo {
    fn keep(mut self) {
        self.files.clear();
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        for (place, old) in self.files.drain(..).rev() {
            // Nothing more can be done where taking back fails too.
            let _ = match old {
                Some(old) => fs::write(&place, old),
                None => fs::remove_file(&place),
            };
        }
    }
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].rfind('\n').map_or(0, |newline| newline + 1)
}
