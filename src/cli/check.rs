//! `check`: lint the data.

use std::fs;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use anyhow::{Context as _, bail};
use interlex::check::{
    self, Thresholds,
    sources::{CopyForm, SourceCopy},
};
use interlex::diagnostic::{Diagnostic, Level};
use interlex::load::{self, Loaded};
use interlex::report::{self, Checked, diagnostics};

use super::Outcome;
use super::args::{Check, VerifyEvidence};
use super::fix;
use super::output::{write, write_data};
use super::session::{Session, below_here};

/// What `check` and `verify-evidence` write: for people, for programs, and for services of continuous integration.
const FORMATS: [&str; 5] = ["human", "json", "sarif", "github", "junit"];

pub fn run(session: &Session<'_>, options: &Check) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    let (root, only) = root_for(session, &options.paths)?;
    let (loaded, mut findings) = if options.fix {
        fix::run(session, options, format, root.as_deref(), &only)?
    } else {
        let loaded = match &root {
            Some(root) => load::folder(root).context("cannot load the graph")?,
            None => session.load()?,
        };
        let findings = check::check(&loaded, &Thresholds::default());
        (loaded, findings)
    };
    let all = findings.len();
    if !only.is_empty() {
        findings.retain(|finding| concerns(&loaded, finding, &only));
    }
    let rules = check::applied();
    write_findings(session, format, Checked { findings: &findings, files: &loaded.files, rules: &rules })?;
    let denied = findings.iter().filter(|finding| finding.level == Level::Deny).count();
    let warned = findings.iter().filter(|finding| finding.level == Level::Warn).count();
    if !session.global.quiet && format == "human" {
        let (nodes, links) = (loaded.graph.nodes().len(), loaded.graph.links().len());
        let checked = format!("{} files, {nodes} nodes, {links} links checked", loaded.files.iter().count());
        let result = match (denied, warned) {
            (0, 0) => "no findings".to_owned(),
            _ => format!("{denied} to put right, {warned} to look at"),
        };
        let elsewhere = match all - findings.len() {
            0 => String::new(),
            more => format!("; {more} elsewhere in the graph"),
        };
        eprintln!("{checked}: {result}{elsewhere}");
    }
    Ok(if denied > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// `verify-evidence`: the data against copies of its sources.
pub fn verify_evidence(session: &Session<'_>, options: &VerifyEvidence) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    let loaded = session.load_sound()?;
    let copies = options.sources.iter().map(|pair| copy(&loaded, pair)).collect::<anyhow::Result<Vec<_>>>()?;
    let verification = check::sources::verify(&loaded, &copies);
    let rules = check::sources::rules().to_vec();
    let checked = Checked { findings: &verification.findings, files: &loaded.files, rules: &rules };
    write_findings(session, format, checked)?;
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

fn write_findings(session: &Session<'_>, format: &str, checked: Checked<'_>) -> anyhow::Result<()> {
    let Checked { findings, files, .. } = checked;
    match format {
        "json" => write_data(session, |out| diagnostics::json(findings, files, out)),
        "sarif" => write_data(session, |out| report::sarif(&checked, out)),
        "github" => write_data(session, |out| report::github(&checked, out)),
        "junit" => write_data(session, |out| report::junit(&checked, out)),
        _ => write(session, |out| diagnostics::human(findings, files, out, true)),
    }
}

/// The folder of the graph to check, if paths name one, and the paths to report on; no paths for all of it.
///
/// A path that is a graph folder is the graph to check. Other paths lie in a graph folder, the one named or one around
/// them: a path that is in none is refused, as a check that looked elsewhere would only seem to pass.
fn root_for(session: &Session<'_>, paths: &[PathBuf]) -> anyhow::Result<(Option<PathBuf>, Vec<PathBuf>)> {
    let is_graph = |path: &Path| path.join("graph.ron").is_file();
    let mut roots: Vec<PathBuf> = Vec::new();
    for path in paths {
        if !path.exists() {
            bail!("there is no file or folder {}", path.display());
        }
        let named = session.global.graph.as_deref();
        let inside = |root: &Path| Some(fs::canonicalize(path).ok()?.starts_with(fs::canonicalize(root).ok()?));
        let root = match named {
            Some(root) => Some(root).filter(|root| inside(root) == Some(true)),
            None => path.ancestors().find(|above| is_graph(above)),
        };
        let Some(root) = root else {
            bail!(
                "{} is in no graph: no folder around it has a graph.ron; name the graph with --graph DIR",
                path.display()
            );
        };
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        roots.push(root.to_owned());
    }
    roots.sort();
    roots.dedup();
    match &roots[..] {
        [] => Ok((None, Vec::new())),
        [root] => {
            let whole = paths.iter().any(|path| path == root);
            let only = if whole { Vec::new() } else { paths.to_vec() };
            Ok((Some(below_here(root)), only))
        }
        several => bail!("{} graphs are named; check one at a time", several.len()),
    }
}

fn concerns(loaded: &Loaded, finding: &Diagnostic, only: &[PathBuf]) -> bool {
    let paths = finding.labels.iter().filter_map(|label| loaded.files.get(label.file));
    paths.into_iter().any(|file| is_named(file.path(), only))
}

/// Whether a file is one of `only` or lies in one of them.
pub(super) fn is_named(file: &str, only: &[PathBuf]) -> bool {
    let clean = |path: &Path| below_here(path).components().filter(|part| part.as_os_str() != ".").collect::<PathBuf>();
    only.iter().any(|path| clean(Path::new(file)).starts_with(clean(path)))
}
