//! `check`: lint the data.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anstream::eprintln;
use anyhow::{Context as _, bail};
use interlex::check::policy::{Circumstances, Policy};
use interlex::check::{
    self,
    sources::{CopyForm, SourceCopy},
};
use interlex::diagnostic::{Diagnostic, Level};
use interlex::load::{self, Loaded, MAX_FILE_BYTES};
use interlex::report::{self, Checked, diagnostics};
use interlex::source::Files;

use super::Outcome;
use super::args::{Check, VerifyEvidence};
use super::fix;
use super::imported;
use super::input;
use super::output::{write, write_data};
use super::policy::{self, Refused, Since};
use super::session::{Session, below_here, graph_around};

/// What `check` and `verify-evidence` write: for people, for programs, and for services of continuous integration.
const FORMATS: [&str; 5] = ["human", "json", "sarif", "github", "junit"];

pub fn run(session: &Session<'_>, options: &Check) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    if let Some(outcome) = imported::run(session, options, format)? {
        return Ok(outcome);
    }
    let Target { mut loaded, folder, only } = target(session, &options.paths)?;
    let files = loaded.files.iter().count();
    let mut policy = policy_for(session, options, folder.as_deref(), &mut loaded, format)?;
    if options.fix {
        loaded = fix::run(session, options, format, folder.as_deref(), &only, policy.thresholds())?;
        policy = policy_for(session, options, folder.as_deref(), &mut loaded, format)?;
    }
    let findings = check::check_all(&loaded, policy.thresholds());
    let day = session.global.as_of.unwrap_or(loaded.graph.meta().as_of);
    if let Some(path) = &options.write_baseline {
        if !only.is_empty() {
            bail!("a baseline records the whole graph; name no files or folders in it");
        }
        return match policy::write_baseline(session, &policy, path, &loaded, &findings, day)? {
            Ok(()) => Ok(Outcome::Clean),
            Err(why) => Err(refused(session, format, &loaded, why)),
        };
    }
    let baseline = match policy::baseline(options, &policy, &mut loaded)? {
        Ok(baseline) => baseline,
        Err(why) => return Err(refused(session, format, &loaded, why)),
    };
    let since = policy::since(session, options, folder.as_deref(), &loaded)?;
    let changes = since.as_ref().map(|since| &since.changes);
    let on = Circumstances { day, baseline: baseline.as_ref(), changes };
    let judgement = policy.judge(&loaded, findings, on);
    let summary = Summary { files, exempt: judgement.exempt, recorded: judgement.recorded, since: since.as_ref() };
    let mut findings = judgement.findings;
    findings.retain(|finding| finding.level != Level::Allow || session.global.verbose);
    let all = findings.len();
    if !only.is_empty() {
        findings.retain(|finding| concerns(&loaded, finding, &only));
    }
    write_found(session, format, &loaded.files, &findings, &check::applied())?;
    if !session.global.quiet && format == "human" {
        eprintln!("{}", summary.told(&loaded, &findings, all - findings.len()));
    }
    Ok(if count(&findings, Level::Deny) > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// The policy to judge by; what is wrong with it is shown first.
pub fn policy_for(
    session: &Session<'_>,
    options: &Check,
    folder: Option<&Path>,
    loaded: &mut Loaded,
    format: &str,
) -> anyhow::Result<Policy> {
    policy::read(session, options, folder, loaded)?.map_err(|why| refused(session, format, loaded, why))
}

/// Shows why the check could not run as asked.
fn refused(session: &Session<'_>, format: &str, loaded: &Loaded, refused: Refused) -> anyhow::Error {
    match write_found(session, format, &loaded.files, &refused.findings, &check::applied()) {
        Ok(()) => refused.error,
        Err(error) => error,
    }
}

/// What the last line of a check says.
struct Summary<'s> {
    files: usize,
    exempt: usize,
    recorded: usize,
    since: Option<&'s Since>,
}

impl Summary<'_> {
    fn told(&self, loaded: &Loaded, shown: &[Diagnostic], elsewhere: usize) -> String {
        let (nodes, links) = (loaded.graph.nodes().len(), loaded.graph.links().len());
        let result = result(shown);
        let mut parts = vec![format!("{} files, {nodes} nodes, {links} links checked: {result}", self.files)];
        let more = [(elsewhere, "elsewhere in the graph"), (self.exempt, "exempt"), (self.recorded, "in the baseline")];
        parts.extend(more.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
        parts.extend(self.since.map(Since::told));
        parts.join("; ")
    }
}

/// What was found, in a few words.
pub fn result(findings: &[Diagnostic]) -> String {
    match (count(findings, Level::Deny), count(findings, Level::Warn)) {
        (0, 0) => "no findings".to_owned(),
        (denied, warned) => format!("{denied} to put right, {warned} to look at"),
    }
}

pub fn count(findings: &[Diagnostic], level: Level) -> usize {
    findings.iter().filter(|finding| finding.level == level).count()
}

/// `verify-evidence`: the data against copies of its sources.
pub fn verify_evidence(session: &Session<'_>, options: &VerifyEvidence) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    let loaded = session.load_sound()?;
    let copies = options.sources.iter().map(|pair| copy(&loaded, pair)).collect::<anyhow::Result<Vec<_>>>()?;
    let verification = check::sources::verify(&loaded, &copies);
    write_found(session, format, &loaded.files, &verification.findings, &check::sources::rules())?;
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
    let path = Path::new(path);
    let text = input::text(path, MAX_FILE_BYTES)?;
    let html = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("html") || it.eq_ignore_ascii_case("htm"));
    Ok(SourceCopy::new(source, &text, if html { CopyForm::Html } else { CopyForm::Text }))
}

/// Writes findings.
pub fn write_found(
    session: &Session<'_>,
    format: &str,
    files: &Files,
    findings: &[Diagnostic],
    rules: &[&'static check::Rule],
) -> anyhow::Result<()> {
    let checked = Checked { findings, files, rules };
    match format {
        "json" => write_data(session, |out| diagnostics::json(findings, files, out)),
        "sarif" => write_data(session, |out| report::sarif(&checked, out)),
        "github" => write_data(session, |out| report::github(&checked, out)),
        "junit" => write_data(session, |out| report::junit(&checked, out)),
        _ => write(session, |out| diagnostics::human(findings, files, out, true)),
    }
}

/// What to check.
struct Target {
    loaded: Loaded,
    /// The folder of the graph; `None` for the embedded one.
    folder: Option<PathBuf>,
    /// The paths to report on; none for all of it.
    only: Vec<PathBuf>,
}

/// The graph to check and the paths to report on.
///
/// A path that is a graph folder is the graph to check. Other paths lie in a graph folder, the one named or one around
/// them: a path that is in none is refused, as a check that looked elsewhere would only seem to pass.
fn target(session: &Session<'_>, paths: &[PathBuf]) -> anyhow::Result<Target> {
    let mut roots: Vec<PathBuf> = Vec::new();
    for path in paths {
        if !path.exists() {
            bail!("there is no file or folder {}", path.display());
        }
        let named = session.global.graph.as_deref();
        let inside = |root: &Path| Some(fs::canonicalize(path).ok()?.starts_with(fs::canonicalize(root).ok()?));
        let root = match named {
            Some(root) => Some(root).filter(|root| inside(root) == Some(true)).map(Path::to_owned),
            None => graph_around(path),
        };
        let Some(root) = root else {
            let foreign =
                if path.is_file() { ", or the format that others wrote it in with --import FORMAT" } else { "" };
            bail!(
                "{} is in no graph: no folder around it has a graph.ron; name the graph with --graph DIR{foreign}",
                path.display()
            );
        };
        roots.push(root);
    }
    roots.sort();
    roots.dedup();
    match &roots[..] {
        [] => {
            let folder = session.folder();
            if folder.is_none() && !session.global.quiet {
                eprintln!("note: there is no graph folder here; the graph in the program is checked");
            }
            Ok(Target { loaded: session.load()?, folder, only: Vec::new() })
        }
        [root] => {
            let whole = paths.iter().any(|path| path == root);
            let only = if whole { Vec::new() } else { paths.to_vec() };
            let folder = below_here(root);
            let loaded = load::folder(&folder).context("cannot load the graph")?;
            Ok(Target { loaded, folder: Some(folder), only })
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
    let file = from_root(Path::new(file));
    only.iter().any(|path| file.starts_with(from_root(path)))
}

/// A path from the root on, without `.` and `..`.
fn from_root(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for part in std::path::absolute(path).as_deref().unwrap_or(path).components() {
        if part == Component::ParentDir {
            found.pop();
        } else {
            found.push(part);
        }
    }
    found
}
