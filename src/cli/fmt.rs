//! `fmt`: write files in the one way that all are written.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use anyhow::{Context as _, bail};
use interlex::load::decode::{self, ReadError};
use interlex::load::{self, MAX_FILE_BYTES};
use interlex::report::diagnostics;
use interlex::source::{Files, SourceFile};
use interlex::syntax;
use rayon::prelude::*;

use super::Outcome;
use super::args::Fmt;
use super::input;
use super::output::{in_place, write, write_diff};
use super::session::Session;

/// What became of one file.
enum Fate {
    Kept,
    Changed {
        before: String,
        after: String,
    },
    /// Not valid RON: nothing was done.
    Broken(String),
    Unreadable(ReadError),
}

pub fn run(session: &Session<'_>, options: &Fmt) -> anyhow::Result<Outcome> {
    session.format(&["text"])?;
    if options.paths.iter().any(|path| path == Path::new("-")) {
        if options.paths.len() > 1 {
            bail!("`-` is standard input; name it alone");
        }
        return standard_input(session, options);
    }
    if session.global.output.is_some() {
        bail!("files are formatted where they stand; to write elsewhere, `interlex fmt - -o FILE < FILE`");
    }
    let files = files(session, options)?;
    let fates: Vec<Fate> = files.par_iter().map(|path| fate(path)).collect();
    let shown: Vec<(String, Fate)> = files.iter().map(|path| shown(path)).zip(fates).collect();
    let mut failed = !report_failures(&shown)?;
    let mut changed = Vec::new();
    for (path, fate) in &shown {
        let Fate::Changed { before, after } = fate else { continue };
        if !options.check
            && let Err(error) = in_place(Path::new(path), after)
        {
            report_error(&error);
            failed = true;
            continue;
        }
        changed.push((path, before, after));
    }
    write(session, |out| {
        for (path, before, after) in &changed {
            if !session.global.quiet {
                writeln!(out, "{path}")?;
            }
            if options.diff {
                write_diff(out, path, before, after)?;
            }
        }
        Ok(())
    })?;
    if !session.global.quiet {
        let (changed, all) = (changed.len(), shown.len());
        let files = if all == 1 { "file" } else { "files" };
        let done = if options.check { "to be formatted" } else { "formatted" };
        eprintln!("{changed} of {all} {files} {done}");
    }
    match (failed, options.check && !changed.is_empty()) {
        (true, _) => bail!("some files could not be formatted; they are as they were"),
        (_, true) => Ok(Outcome::Findings),
        _ => Ok(Outcome::Clean),
    }
}

fn standard_input(session: &Session<'_>, options: &Fmt) -> anyhow::Result<Outcome> {
    let text = input::text(Path::new("-"), MAX_FILE_BYTES)?;
    let Ok(after) = syntax::format(&text) else {
        report_broken("standard input", &text)?;
        bail!("standard input is not valid; nothing was written");
    };
    let differs = after != text;
    write(session, |out| match (options.check, options.diff) {
        (_, true) if differs => write_diff(out, "standard input", &text, &after),
        (true, _) | (_, true) => Ok(()),
        (false, false) => out.write_all(after.as_bytes()),
    })?;
    Ok(if options.check && differs { Outcome::Findings } else { Outcome::Clean })
}

/// The files named and those in the folders named, or those of the graph, by path; each once.
fn files(session: &Session<'_>, options: &Fmt) -> anyhow::Result<Vec<PathBuf>> {
    let named = match &options.paths[..] {
        [] => vec![session.folder().context("there is no graph here; name files or folders to format")?],
        paths => paths.to_vec(),
    };
    // By the file that a path leads to, so that two names of one file do not write it twice.
    let mut found = BTreeMap::new();
    for path in &named {
        if !path.exists() {
            bail!("there is no file or folder {}", path.display());
        }
        let below = if path.is_dir() {
            let below = load::ron_files(path)?;
            if below.is_empty() {
                bail!("{} holds no .ron file", path.display());
            }
            below.into_iter().map(|relative| path.join(relative)).collect()
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron")) {
            vec![path.clone()]
        } else {
            bail!("{} is no .ron file", path.display());
        };
        for path in below {
            let file = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            found.entry(file).or_insert(path);
        }
    }
    let mut found: Vec<PathBuf> = found.into_values().collect();
    found.sort();
    Ok(found)
}

fn fate(path: &Path) -> Fate {
    let file = match decode::read_named(path, MAX_FILE_BYTES) {
        Ok(file) => file,
        Err(error) => return Fate::Unreadable(error),
    };
    let before = file.text();
    match syntax::format(before) {
        Ok(after) if after == before => Fate::Kept,
        Ok(after) => Fate::Changed { before: before.to_owned(), after },
        Err(_) => Fate::Broken(before.to_owned()),
    }
}

/// A path with forward slashes, without `./` before it.
fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy().replace('\\', "/");
    shown.strip_prefix("./").map(str::to_owned).unwrap_or(shown)
}

/// Says what could not be formatted and why. Whether there was no such file.
fn report_failures(fates: &[(String, Fate)]) -> anyhow::Result<bool> {
    let mut none = true;
    for (path, fate) in fates {
        match fate {
            Fate::Broken(text) => report_broken(path, text)?,
            Fate::Unreadable(error) => report_error(error),
            Fate::Kept | Fate::Changed { .. } => continue,
        }
        none = false;
    }
    Ok(none)
}

fn report_error(error: impl std::fmt::Display) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    eprintln!("{style}error{style:#}: {error:#}");
}

/// Every syntax error of a text with its place.
fn report_broken(path: &str, text: &str) -> io::Result<()> {
    let mut files = Files::new();
    let file = files.push(SourceFile::new(path.to_owned(), text.to_owned()));
    let found = decode::syntax_errors(file, text);
    diagnostics::human(&found, &files, &mut anstream::stderr().lock(), true)
}
