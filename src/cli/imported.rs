//! `check` on what others wrote: the same findings, at their places in the file that was imported.

use std::fs::File;
use std::io::Read as _;
use std::mem;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use anyhow::bail;
use interlex::check;
use interlex::check::policy::Circumstances;
use interlex::diagnostic::{self, Diagnostic, Level};
use interlex::exchange::import::{self, Format, format_of};

use super::Outcome;
use super::args::Check;
use super::check::{count, policy_for, result, write_found};
use super::import as reading;
use super::import::{Meaning, format, number, tell};
use super::session::Session;

/// Checks the files if they are to be imported: because the user says so, or because of their names.
pub fn run(session: &Session<'_>, options: &Check, output: &str) -> anyhow::Result<Option<Outcome>> {
    let Some(format) = meant(options)? else { return Ok(None) };
    if options.fix || options.since.is_some() || options.baseline.is_some() || options.write_baseline.is_some() {
        bail!(
            "--fix, --since and baselines are for graph folders; make one with `interlex import {} … -o graph-dir/`",
            format.name
        );
    }
    let meaning = Meaning { map: options.map.clone(), ..Meaning::default() };
    let mut imported = reading::import(session, format, &options.paths, &meaning)?;
    let mut loaded = imported.load();
    let policy = policy_for(session, options, None, &mut loaded, output)?;
    let findings = check::check_all(&loaded, policy.thresholds());
    let day = session.global.as_of.unwrap_or(loaded.graph.meta().as_of);
    let on = Circumstances { day, baseline: None, changes: None };
    let mut judged = policy.judge(&loaded, findings, on).findings;
    judged.retain(|finding| finding.level != Level::Allow || session.global.verbose);
    // Inputs may be large: they are shown from where they are.
    let mut files = mem::take(&mut imported.inputs);
    let inputs = files.iter().count();
    let mut findings: Vec<Diagnostic> =
        judged.iter().map(|finding| imported.translate(finding, &loaded, &mut files)).collect();
    findings.extend(imported.findings.iter().cloned());
    diagnostic::sort(&mut findings, &files);
    write_found(session, output, &files, &findings, &check::applied())?;
    if !session.global.quiet && output == "human" {
        tell(&imported);
        let (files, result) = (number(inputs, "file"), result(&findings));
        let (nodes, links) = (loaded.graph.nodes().len(), loaded.graph.links().len());
        eprintln!("{files} of {}, {nodes} nodes, {links} links checked: {result}", format.name);
    }
    Ok(Some(if count(&findings, Level::Deny) > 0 { Outcome::Findings } else { Outcome::Clean }))
}

/// The format to import the files from; `None` if they are no files of others.
fn meant(options: &Check) -> anyhow::Result<Option<&'static Format>> {
    if let Some(name) = &options.import {
        if options.paths.is_empty() {
            bail!("name the file to check; `-` is standard input");
        }
        return format(name).map(Some);
    }
    let formats: Option<Vec<&'static Format>> = options.paths.iter().map(|path| named(path)).collect();
    let formats = formats.unwrap_or_default();
    match formats.first() {
        Some(first) if formats.iter().all(|format| format.name == first.name) => Ok(Some(first)),
        Some(_) => bail!("files of several formats are named; check one format at a time"),
        None if options.map.is_some() => bail!("--map goes with --import, or with a file that is to be imported"),
        None => Ok(None),
    }
}

fn named(path: &PathBuf) -> Option<&'static Format> {
    let is_table = |name: &str| path.join(name).is_file();
    if path.is_dir() {
        let tables = !is_table("graph.ron") && (is_table("nodes.csv") || is_table("edges.csv"));
        return tables.then(|| import::format("csv")).flatten();
    }
    // A file below a graph folder belongs to that graph.
    let format = format_of(&path.to_string_lossy())?;
    let apart = Path::new(path).extension().is_some_and(|ending| ending != "ron");
    let format = if apart && path.exists() { format } else { return None };
    // JSON of another make is read by another importer.
    if format.name == "json" && !begins_with_schema(path) { import::format("edges") } else { Some(format) }
}

/// Whether the beginning of a file names the schema of our own exports, which write it first.
fn begins_with_schema(path: &Path) -> bool {
    let mut begin = Vec::new();
    let read = File::open(path).and_then(|file| file.take(4096).read_to_end(&mut begin));
    read.is_ok() && String::from_utf8_lossy(&begin).contains("\"interlex/graph/")
}
