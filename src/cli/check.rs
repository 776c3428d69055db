//! `check`: lint the data.

use std::fs;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use anyhow::{Context as _, bail};
use interlex::check::{
    self,
    sources::{CopyForm, SourceCopy},
};
use interlex::diagnostic::{Diagnostic, Level};
use interlex::load::{self, Loaded};
use interlex::report::diagnostics;

use super::Outcome;
use super::args::{Check, VerifyEvidence};
use super::output::write;
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Check) -> anyhow::Result<Outcome> {
    let format = session.format(&["human", "json"])?;
    let (loaded, only) = load_for(session, &options.paths)?;
    let mut findings = check::check(&loaded);
    if !only.is_empty() {
        findings.retain(|finding| concerns(&loaded, finding, &only));
    }
    write_findings(session, format, &loaded, &findings)?;
    let denied = findings.iter().filter(|finding| finding.level == Level::Deny).count();
    let warned = findings.iter().filter(|finding| finding.level == Level::Warn).count();
    if !session.global.quiet && format == "human" {
        let (nodes, links) = (loaded.graph.nodes().len(), loaded.graph.links().len());
        let checked = format!("{} files, {nodes} nodes, {links} links checked", loaded.files.iter().count());
        match (denied, warned) {
            (0, 0) => eprintln!("{checked}: no findings"),
            _ => eprintln!("{checked}: {denied} to put right, {warned} to look at"),
        }
    }
    Ok(if denied > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// `verify-evidence`: the data against copies of its sources.
pub fn verify_evidence(session: &Session<'_>, options: &VerifyEvidence) -> anyhow::Result<Outcome> {
    let format = session.format(&["human", "json"])?;
    let loaded = session.load_sound()?;
    let copies = options.sources.iter().map(|pair| copy(&loaded, pair)).collect::<anyhow::Result<Vec<_>>>()?;
    let verification = check::sources::verify(&loaded, &copies);
    write_findings(session, format, &loaded, &verification.findings)?;
    if !session.global.quiet && format == "human" {
        let (found, without) = (verification.found, verification.without);
        eprintln!(
            "{found} locators found, {without} citations without locator, {} findings",
            verification.findings.len()
        );
    }
    Ok(if verification.findings.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// Reads `ID=FILE`.
fn copy(loaded: &Loaded, pair: &str) -> anyhow::Result<SourceCopy> {
    let (id, path) = pair.split_once('=').with_context(|| format!("write ID=FILE, not `{pair}`"))?;
    let Some(source) = loaded.graph.source_by_id(id) else {
        bail!("there is no source `{id}`; `interlex list sources` shows all");
    };
    let bytes = fs::read(path).with_context(|| format!("cannot read {path}"))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8 text"))?;
    let html =
        Path::new(path).extension().is_some_and(|it| it.eq_ignore_ascii_case("html") || it.eq_ignore_ascii_case("htm"));
    Ok(SourceCopy::new(source, &text, if html { CopyForm::Html } else { CopyForm::Text }))
}

fn write_findings(session: &Session<'_>, format: &str, loaded: &Loaded, findings: &[Diagnostic]) -> anyhow::Result<()> {
    write(session, |out| match format {
        "json" => diagnostics::json(findings, &loaded.files, out),
        _ => diagnostics::human(findings, &loaded.files, out, true),
    })
}

/// The graph to check and the paths to report on; no paths for all of it.
///
/// A path that is a graph folder is the graph to check. Other paths lie in the graph folder in use, or in one around them.
fn load_for(session: &Session<'_>, paths: &[PathBuf]) -> anyhow::Result<(Loaded, Vec<PathBuf>)> {
    for path in paths {
        if !path.exists() {
            bail!("there is no file or folder {}", path.display());
        }
    }
    let is_graph = |path: &Path| path.join("graph.ron").is_file();
    let roots: Vec<PathBuf> = paths.iter().filter(|path| is_graph(path)).cloned().collect();
    if let [root] = &roots[..] {
        if paths.len() > 1 {
            bail!("{} is a whole graph; check it alone, or name files and folders in it", root.display());
        }
        return Ok((load::folder(root).context("cannot load the graph")?, Vec::new()));
    }
    if roots.len() > 1 {
        bail!("{} are several graphs; check one at a time", roots.len());
    }
    if session.global.graph.is_none()
        && let Some(root) = paths.first().and_then(|path| path.ancestors().find(|above| is_graph(above)))
    {
        return Ok((load::folder(root).context("cannot load the graph")?, paths.to_vec()));
    }
    if paths.is_empty() {
        return Ok((session.load()?, Vec::new()));
    }
    let folder = session.folder().context("there is no graph folder here: name one with --graph DIR")?;
    Ok((load::folder(&folder).context("cannot load the graph")?, paths.to_vec()))
}

fn concerns(loaded: &Loaded, finding: &Diagnostic, only: &[PathBuf]) -> bool {
    let clean = |path: &Path| path.components().filter(|part| part.as_os_str() != ".").collect::<PathBuf>();
    finding.labels.iter().any(|label| {
        let file = loaded.files.get(label.file).map(|file| PathBuf::from(file.path()));
        file.is_some_and(|file| only.iter().any(|path| clean(&file).starts_with(clean(path))))
    })
}
