//! The texts of a graph folder as they were at a revision of its git repository.
//!
//! The `git` program is asked, as it knows every kind of repository: worktrees, submodules, shallow and partial clones.
//! It is started with settings that make its answers the same everywhere, and only to read.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use thiserror::Error;

use super::files::{FileKind, MAX_FILE_BYTES};
use crate::process::{self, Ended, Limits};

/// The most that git may answer to one question, in bytes.
const MAX_ANSWER: u64 = 512 * 1024 * 1024;

/// The most time that git may take for one answer.
const LONGEST: Duration = Duration::from_mins(2);

/// What earlier hands set for git in the environment, and would make it look elsewhere than around the folder.
const MISLEADING: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"];

/// What a graph folder held at an earlier commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The commit, in full.
    pub commit: String,
    /// Why this commit.
    pub base: Base,
    /// Paths below the graph folder, with forward slashes, and texts, by path. What is no UTF-8 is left out.
    pub texts: Vec<(String, String)>,
}

/// Which commit a revision led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The newest commit that the revision and `HEAD` share.
    MergeBase,
    /// The revision itself, as the two share no commit.
    Tip {
        /// Whether that may be because the clone was cut off.
        shallow: bool,
    },
}

/// Why there is no history to compare with.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// There is no such program.
    #[error("the program `git` is not installed or not in PATH; `--since` asks it what the graph was")]
    NoGit,
    /// It could not be started, or its answer not be read.
    #[error("git cannot be asked: {0}")]
    Io(#[from] io::Error),
    /// The folder is in no repository.
    #[error("{} is in no git repository, so there is nothing to compare it with; name a graph folder that is in one", .0.display())]
    NoRepository(PathBuf),
    /// The folder is inside a repository without files, or inside `.git`.
    #[error("{} is in a git repository without a working tree; run this in a clone with files", .0.display())]
    NoWorkTree(PathBuf),
    /// The revision names no commit.
    #[error("git knows no revision `{revision}`{}", hint(.revision, *.shallow, .near.as_deref()))]
    UnknownRevision {
        /// As asked for.
        revision: String,
        /// Whether the clone is cut off, so that it may be missing only here.
        shallow: bool,
        /// A branch or tag with a similar name.
        near: Option<String>,
    },
    /// Git refused.
    #[error("`git {command}` failed: {message}")]
    Git {
        /// What it was asked.
        command: String,
        /// What it said.
        message: String,
    },
    /// Git said something that cannot be understood.
    #[error("`git {0}` gave an answer that cannot be read; is this git older than 2.30?")]
    Answer(String),
    /// There is too much of it.
    #[error("`git {0}` answers with more than {1} bytes; check a smaller folder")]
    TooMuch(String, u64),
    /// It takes too long.
    #[error("`git {0}` was ended after {1:?} without an answer")]
    TooLong(String, Duration),
    /// The path of the graph folder in the repository is not UTF-8.
    #[error("the path of the graph folder in its repository is not UTF-8: `{0}`; rename the folder")]
    NotUtf8(String),
}

/// What the graph in `folder` was where the history of `revision` and that of `HEAD` part.
///
/// # Errors
/// A [`HistoryError`] names what stands in the way and what to do about it.
pub fn history(folder: &Path, revision: &str) -> Result<History, HistoryError> {
    history_within(folder, revision, Limits { time: LONGEST, output: MAX_ANSWER })
}

/// The same, with bounds on each answer of git: the time it may take, and the bytes.
///
/// # Errors
/// As [`history`] has them.
pub fn history_within(folder: &Path, revision: &str, limits: Limits) -> Result<History, HistoryError> {
    let git = Git { folder, limits };
    git.expect_work_tree()?;
    let tip = git.commit(revision)?.ok_or_else(|| git.unknown(revision))?;
    let shared = match git.commit("HEAD")? {
        Some(head) => git.try_line(&["merge-base", &tip, &head])?,
        None => None,
    };
    let (commit, base) = match shared {
        Some(commit) => (commit, Base::MergeBase),
        None => (tip, Base::Tip { shallow: git.is_shallow() }),
    };
    let prefix = git.ask(&["rev-parse", "--show-prefix"])?;
    let prefix = String::from_utf8(prefix)
        .map_err(|error| HistoryError::NotUtf8(String::from_utf8_lossy(error.as_bytes()).trim_end().to_owned()))?;
    let listed = git.list(&commit, prefix.strip_suffix('\n').unwrap_or(&prefix))?;
    let texts = git.read(listed)?;
    Ok(History { commit, base, texts })
}

/// A file of a commit: its path below the graph folder, and the name of its content.
struct Listed {
    path: String,
    object: String,
    size: u64,
}

/// The program, asked about the repository around a folder.
struct Git<'f> {
    folder: &'f Path,
    limits: Limits,
}

impl Git<'_> {
    fn command(&self, args: &[&str]) -> Command {
        let mut command = process::program("git");
        command.args(["--no-pager", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false"]);
        command.args(["-c", "core.hooksPath=/dev/null", "-c", "color.ui=false", "-C"]).arg(self.folder).args(args);
        for name in MISLEADING {
            command.env_remove(name);
        }
        command
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            // What a partial clone lacks is told, not fetched: nothing here goes to the network.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("LC_ALL", "C")
            .env_remove("LANGUAGE");
        command
    }

    /// Everything git answers to a question, with `input` on its standard input.
    fn run(&self, args: &[&str], input: &str) -> Result<(ExitStatus, Vec<u8>, String), HistoryError> {
        let ended = process::run(&mut self.command(args), input.as_bytes(), self.limits);
        match ended.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => HistoryError::NoGit,
            _ => HistoryError::Io(error),
        })? {
            Ended::Exited { status, output, messages } => Ok((status, output, messages)),
            Ended::TimedOut => Err(HistoryError::TooLong(args.join(" "), self.limits.time)),
            Ended::TooLarge => Err(HistoryError::TooMuch(args.join(" "), self.limits.output)),
        }
    }

    /// The answer to a question that must succeed.
    fn ask(&self, args: &[&str]) -> Result<Vec<u8>, HistoryError> {
        self.ask_with(args, "")
    }

    fn ask_with(&self, args: &[&str], input: &str) -> Result<Vec<u8>, HistoryError> {
        let (status, answer, complaint) = self.run(args, input)?;
        if status.success() { Ok(answer) } else { Err(refused(args, status, complaint)) }
    }

    /// The first line of an answer; `None` where git says no without a word.
    fn try_line(&self, args: &[&str]) -> Result<Option<String>, HistoryError> {
        let (status, answer, complaint) = self.run(args, "")?;
        if !status.success() {
            return if complaint.is_empty() { Ok(None) } else { Err(refused(args, status, complaint)) };
        }
        let line = String::from_utf8_lossy(&answer).lines().next().map(str::to_owned);
        Ok(line.filter(|line| !line.is_empty()))
    }

    fn expect_work_tree(&self) -> Result<(), HistoryError> {
        let args = ["rev-parse", "--is-inside-work-tree"];
        let (status, answer, complaint) = self.run(&args, "")?;
        match (status.success(), answer.starts_with(b"true")) {
            (true, true) => Ok(()),
            (true, false) => Err(HistoryError::NoWorkTree(self.folder.to_owned())),
            (false, _) if complaint.contains("not a git repository") => {
                Err(HistoryError::NoRepository(self.folder.to_owned()))
            }
            (false, _) => Err(refused(&args, status, complaint)),
        }
    }

    /// The commit that a revision names. Whatever it begins with, it is no option.
    fn commit(&self, revision: &str) -> Result<Option<String>, HistoryError> {
        let peeled = format!("{revision}^{{commit}}");
        let (status, answer, _) = self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &peeled], "")?;
        let name = String::from_utf8_lossy(&answer).trim_end().to_owned();
        let is_commit = name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        Ok(Some(name).filter(|_| status.success() && is_commit))
    }

    fn is_shallow(&self) -> bool {
        self.ask(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer.starts_with(b"true"))
    }

    fn unknown(&self, revision: &str) -> HistoryError {
        let names = self.ask(&["for-each-ref", "--count=2000", "--format=%(refname:short)"]).unwrap_or_default();
        let names = String::from_utf8_lossy(&names).into_owned();
        let near = names
            .lines()
            .map(|name| (strsim::damerau_levenshtein(name, revision), name))
            .filter(|(distance, name)| *distance <= 1 + name.len() / 5)
            .min()
            .map(|(_, name)| name.to_owned());
        HistoryError::UnknownRevision { revision: revision.to_owned(), shallow: self.is_shallow(), near }
    }

    /// The files of a graph in the folder `prefix` of a commit.
    fn list(&self, commit: &str, prefix: &str) -> Result<Vec<Listed>, HistoryError> {
        let args = ["ls-tree", "-r", "-z", "-l", "--full-tree", commit];
        let answer = self.ask(&args)?;
        let mut listed = Vec::new();
        for entry in answer.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let unreadable = || HistoryError::Answer("ls-tree".to_owned());
            let tab = entry.iter().position(|byte| *byte == b'\t').ok_or_else(unreadable)?;
            // A path that is no UTF-8 is no file that the loader would read.
            let Ok(path) = str::from_utf8(&entry[tab + 1..]) else { continue };
            let Some(path) = path.strip_prefix(prefix) else { continue };
            let head = str::from_utf8(&entry[..tab]).map_err(|_| unreadable())?;
            let words: Vec<&str> = head.split_whitespace().collect();
            let &[mode, kind, object, size] = &words[..] else { return Err(unreadable()) };
            // Links hold the path of another file, submodules a commit.
            let is_file = kind == "blob" && mode != "120000";
            let is_ron = path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("ron"));
            if is_file && is_ron && FileKind::of(path).is_some() {
                let size = size.parse().map_err(|_| unreadable())?;
                listed.push(Listed { path: path.to_owned(), object: object.to_owned(), size });
            }
        }
        listed.retain(|file| file.size <= MAX_FILE_BYTES);
        if listed.iter().map(|file| file.size).sum::<u64>() > self.limits.output / 2 {
            return Err(HistoryError::TooMuch("cat-file --batch".to_owned(), self.limits.output));
        }
        Ok(listed)
    }

    /// The texts of these files.
    fn read(&self, listed: Vec<Listed>) -> Result<Vec<(String, String)>, HistoryError> {
        if listed.is_empty() {
            return Ok(Vec::new());
        }
        let wanted: String = listed.iter().flat_map(|file| [&file.object, "\n"]).collect();
        let answer = self.ask_with(&["cat-file", "--batch"], &wanted)?;
        let unreadable = || HistoryError::Answer("cat-file --batch".to_owned());
        let mut rest = &answer[..];
        let mut texts = Vec::with_capacity(listed.len());
        for file in listed {
            let line = rest.iter().position(|byte| *byte == b'\n').ok_or_else(unreadable)?;
            let size = str::from_utf8(&rest[..line]).ok().and_then(|head| head.rsplit(' ').next()?.parse().ok());
            // "<name> missing": a partial clone that could not fetch it.
            let size: usize = size.ok_or_else(|| HistoryError::Git {
                command: "cat-file --batch".to_owned(),
                message: format!("{} of the earlier commit is missing here; fetch it from where you cloned", file.path),
            })?;
            let content = rest.get(line + 1..line + 1 + size).ok_or_else(unreadable)?;
            rest = rest.get(line + 2 + size..).ok_or_else(unreadable)?;
            if let Ok(text) = str::from_utf8(content) {
                texts.push((file.path, text.to_owned()));
            }
        }
        texts.sort();
        Ok(texts)
    }
}

fn refused(args: &[&str], status: ExitStatus, complaint: String) -> HistoryError {
    let message = if complaint.is_empty() { format!("it ended with {status}") } else { complaint };
    HistoryError::Git { command: args.join(" "), message }
}

/// How to get a revision that is not there.
fn hint(revision: &str, shallow: bool, near: Option<&str>) -> String {
    let (remote, branch) = revision.split_once('/').unwrap_or(("origin", revision));
    let is_plain = |name: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
        !name.is_empty() && !name.starts_with('-') && name.bytes().all(plain)
    };
    match near {
        _ if shallow && is_plain(remote) && is_plain(branch) => format!(
            ": this clone is shallow and may lack it; get it with\n  git fetch --depth=1000 {remote} \
             {branch}:refs/remotes/{remote}/{branch}\n  and ask with --since {remote}/{branch}"
        ),
        _ if shallow => ": this clone is shallow and may lack it; `git fetch --unshallow` gets everything".to_owned(),
        Some(near) => format!("; did you mean `{near}`?"),
        None => "; name a branch, tag or commit that `git log` shows".to_owned(),
    }
}
