//! What `check` reads besides the graph: the configuration, the baseline, and the graph as it was.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anstream::eprintln;
use anyhow::{Context as _, anyhow, bail};
use interlex::check::policy::{Baseline, Changes, FILE_NAME, Policy};
use interlex::diagnostic::Diagnostic;
use interlex::load::decode::read_named;
use interlex::load::{self, Base, Loaded, MAX_FILE_BYTES};
use interlex::source::{FileId, SourceFile};
use jiff::civil::Date;

use super::args::Check;
use super::output::to_file;
use super::session::Session;

/// The largest configuration, in bytes.
const MAX_CONFIG_BYTES: u64 = 1024 * 1024;

/// Why the check could not be run as asked: what to show, and what to say in the end.
pub struct Refused {
    pub findings: Vec<Diagnostic>,
    pub error: anyhow::Error,
}

/// The configuration named, or the one beside the graph, or none.
pub fn read(
    session: &Session<'_>,
    options: &Check,
    folder: Option<&Path>,
    loaded: &mut Loaded,
) -> anyhow::Result<Result<Policy, Refused>> {
    let beside = || folder.filter(|_| !options.no_config).and_then(find);
    let Some(path) = options.config.clone().or_else(beside) else { return Ok(Ok(Policy::default())) };
    if session.global.verbose {
        eprintln!("interlex: configured by {}", path.display());
    }
    read_from(&path, loaded)
}

/// The configuration beside the graph, or none.
pub fn read_beside(folder: &Path, loaded: &mut Loaded) -> anyhow::Result<Result<Policy, Refused>> {
    find(folder).map_or_else(|| Ok(Ok(Policy::default())), |path| read_from(&path, loaded))
}

fn read_from(path: &Path, loaded: &mut Loaded) -> anyhow::Result<Result<Policy, Refused>> {
    let (file, source) = take(loaded, path, MAX_CONFIG_BYTES).context("cannot read the configuration")?;
    Ok(Policy::read(file, source).map_err(|findings| {
        let error = anyhow!(
            "{} cannot be understood ({}), so nothing was checked",
            path.display(),
            counted(findings.len(), "mistake", "mistakes")
        );
        Refused { findings, error }
    }))
}

/// The baseline named, else that of the configuration.
pub fn baseline(
    options: &Check,
    policy: &Policy,
    loaded: &mut Loaded,
) -> anyhow::Result<Result<Option<Baseline>, Refused>> {
    let configured = policy.baseline().map(|it| {
        let config = loaded.files.get(it.file).map_or(Path::new(""), |file| Path::new(file.path()));
        (config.with_file_name(&it.path), it.clone())
    });
    let (path, place) = match (&options.baseline, configured) {
        (Some(path), _) => (path.clone(), None),
        (None, Some((path, place))) => (path, Some(place)),
        (None, None) => return Ok(Ok(None)),
    };
    let (file, source) = match (take(loaded, &path, MAX_FILE_BYTES), place) {
        (Ok(taken), _) => taken,
        (Err(error), None) => return Err(error).context("cannot read the baseline"),
        (Err(error), Some(place)) => {
            let finding = Diagnostic::deny("config_invalid", "the baseline cannot be read")
                .label(place.file, place.span, "named here")
                .help("name a file that is there, or write it with `interlex check --write-baseline FILE`");
            let error = error.context("cannot read the baseline");
            return Ok(Err(Refused { findings: vec![finding], error }));
        }
    };
    let read = Baseline::read(file, source);
    Ok(read.map(Some).map_err(|findings| {
        let error = anyhow!("the baseline {} cannot be understood, so nothing was checked", path.display());
        Refused { findings, error }
    }))
}

/// Records what there is to put right or to look at.
pub fn write_baseline(
    session: &Session<'_>,
    policy: &Policy,
    path: &Path,
    loaded: &Loaded,
    findings: &[Diagnostic],
    day: Date,
) -> anyhow::Result<Result<(), Refused>> {
    if !loaded.is_sound() {
        let findings = loaded.diagnostics.clone();
        let error = anyhow!(
            "no baseline was written: {} from being what its files say; put that right first",
            match findings.len() {
                1 => "this finding keeps the graph".to_owned(),
                several => format!("these {several} findings keep the graph"),
            }
        );
        return Ok(Err(Refused { findings, error }));
    }
    let baseline = policy.to_record(findings, day);
    to_file(path, |mut file| baseline.write(&mut file))?;
    if !session.global.quiet {
        let (findings, entries) = (baseline.findings(), baseline.entries());
        eprintln!(
            "{} of {} recorded in {}",
            counted(findings, "finding", "findings"),
            counted(entries, "entry", "entries"),
            path.display()
        );
    }
    Ok(Ok(()))
}

/// What is new since a revision.
pub struct Since {
    pub changes: Changes,
    commit: String,
}

impl Since {
    /// How much is new, for the summary.
    pub fn told(&self) -> String {
        let Changes { added, changed, .. } = self.changes;
        let commit = self.commit.get(..12).unwrap_or(&self.commit);
        format!("{} new and {changed} changed since {commit}", counted(added, "entry", "entries"))
    }
}

/// The entries that are new or changed since the revision asked for.
pub fn since(
    session: &Session<'_>,
    options: &Check,
    folder: Option<&Path>,
    loaded: &Loaded,
) -> anyhow::Result<Option<Since>> {
    let Some(revision) = &options.since else { return Ok(None) };
    let Some(folder) = folder else {
        bail!("the graph in the program has no history; name a graph folder in a git repository with --graph DIR");
    };
    let history = load::history(folder, revision)?;
    let commit = history.commit.get(..12).unwrap_or(&history.commit);
    if !session.global.quiet {
        if let Base::Tip { shallow } = history.base {
            let why = if shallow { " in this shallow clone; `git fetch --unshallow` gets the rest" } else { "" };
            eprintln!(
                "note: `{revision}` and HEAD share no commit{why}\n  compared with {commit} itself: what changed only there counts as changed here"
            );
        }
        if history.texts.is_empty() {
            eprintln!("note: {} held no graph at {commit}: every entry counts as new", folder.display());
        }
    }
    Ok(Some(Since { changes: Changes::since(&history.texts, loaded), commit: history.commit }))
}

/// The configuration in the graph folder or the nearest folder above it, up to the top of the repository; where there is
/// no repository, up to the folder that holds the graph: what lies further up was not meant for it.
fn find(folder: &Path) -> Option<PathBuf> {
    let folder = fs::canonicalize(folder).ok()?;
    let above: Vec<&Path> = folder.ancestors().collect();
    let top = above.iter().position(|folder| folder.join(".git").exists()).unwrap_or(1);
    // A link that leads nowhere counts: whoever made it meant something by it.
    let found =
        above.iter().take(top + 1).map(|folder| folder.join(FILE_NAME)).find(|it| it.symlink_metadata().is_ok())?;
    Some(as_shown(&found))
}

/// A path as seen from the current folder.
fn as_shown(path: &Path) -> PathBuf {
    let Some(here) = std::env::current_dir().and_then(fs::canonicalize).ok() else { return path.to_owned() };
    let shared = here.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// Reads a file and keeps it with those of the graph, so that places in it can be shown.
fn take<'l>(loaded: &'l mut Loaded, path: &Path, limit: u64) -> anyhow::Result<(FileId, &'l SourceFile)> {
    let file = loaded.files.push(read_named(path, limit)?);
    let source = loaded.files.get(file).context("a file that was just kept is there")?;
    Ok((file, source))
}

fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
