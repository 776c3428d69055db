//! Running an installed Graphviz program.
//!
//! Programs run without a shell, are given the graph on standard input, and have a time limit and a bound on their
//! output. The pictures of this crate need none of them.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::str::FromStr;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use strum::{EnumIter, EnumString, IntoStaticStr};
use thiserror::Error;

/// A layout program of Graphviz.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Engine {
    /// Layers, from left to right.
    Dot,
    /// Keeps our positions and routes the lines.
    Neato,
    /// Springs, with clusters. Its output differs from run to run.
    Fdp,
    /// Springs for large graphs, without clusters.
    Sfdp,
    /// Packs clusters.
    Osage,
    /// Rings around a centre.
    Twopi,
    /// A circle.
    Circo,
}

impl Engine {
    /// The name of the program.
    pub fn program(self) -> &'static str {
        self.into()
    }

    /// The engine with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::from_str(&name.to_ascii_lowercase()).ok()
    }

    /// Every engine.
    pub fn all() -> impl Iterator<Item = Self> {
        <Self as strum::IntoEnumIterator>::iter()
    }
}

/// What a program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum EngineFormat {
    /// Scalable Vector Graphics.
    Svg,
    /// Portable Network Graphics.
    Png,
    /// Portable Document Format.
    Pdf,
}

/// Bounds on a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long the program may take.
    pub time: Duration,
    /// How many bytes it may write.
    pub output: u64,
}

impl Default for Limits {
    /// 60 seconds and 256 MiB.
    fn default() -> Self {
        Self { time: Duration::from_mins(1), output: 256 << 20 }
    }
}

/// Why a program made no picture.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The program is not installed.
    #[error(
        "`{program}` is not installed: install the package `graphviz`, or leave out --engine, which needs no program"
    )]
    Missing {
        /// The program.
        program: &'static str,
    },
    /// The program could not be run.
    #[error("could not run `{program}`: {source}")]
    Io {
        /// The program.
        program: &'static str,
        /// Why.
        source: io::Error,
    },
    /// The program took too long and was ended.
    #[error("`{program}` was ended after {} s without a picture", .limit.as_secs())]
    TimedOut {
        /// The program.
        program: &'static str,
        /// The limit.
        limit: Duration,
    },
    /// The program wrote too much.
    #[error("`{program}` wrote more than {limit} bytes")]
    TooLarge {
        /// The program.
        program: &'static str,
        /// The limit.
        limit: u64,
    },
    /// The program failed.
    #[error("`{program}` failed ({status}): {message}")]
    Failed {
        /// The program.
        program: &'static str,
        /// Its exit status.
        status: ExitStatus,
        /// What it said.
        message: String,
    },
}

/// A picture made by a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The picture.
    pub bytes: Vec<u8>,
    /// Warnings of the program; `dot` can lose a line and say so only here.
    pub warnings: Option<String>,
}

/// How much of what a program says about itself is kept.
const MESSAGE_BYTES: u64 = 64 << 10;

/// Draws a graph in the DOT language with an installed program.
///
/// # Errors
/// If the program is missing, fails, takes longer or writes more than the limits allow.
pub fn engine(dot: &str, engine: Engine, format: EngineFormat, limits: Limits) -> Result<Rendered, EngineError> {
    let program = engine.program();
    run(program, &["-V"], "", limits)?;
    let format: &'static str = format.into();
    let format = format!("-T{format}");
    let mut arguments = vec![format.as_str()];
    if engine == Engine::Neato {
        arguments.push("-n2");
    }
    run(program, &arguments, dot, limits)
}

fn run(program: &'static str, arguments: &[&str], input: &str, limits: Limits) -> Result<Rendered, EngineError> {
    let failed = |source| EngineError::Io { program, source };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => EngineError::Missing { program },
            _ => failed(source),
        })?;
    let writer = child.stdin.take().map(|mut stdin| {
        let input = input.as_bytes().to_vec();
        // A program that fails early closes its input; its exit status says why, so a broken pipe does not matter.
        thread::spawn(move || drop(stdin.write_all(&input)))
    });
    let output = child.stdout.take().map(|pipe| reader(pipe, limits.output));
    let messages = child.stderr.take().map(|pipe| reader(pipe, MESSAGE_BYTES));
    let status = wait(&mut child, limits.time).map_err(failed)?;
    let bytes = finish(output);
    let messages = String::from_utf8_lossy(&finish(messages)).trim().to_owned();
    if let Some(writer) = writer {
        let _ = writer.join();
    }
    if bytes.len() as u64 > limits.output {
        return Err(EngineError::TooLarge { program, limit: limits.output });
    }
    match status {
        None => Err(EngineError::TimedOut { program, limit: limits.time }),
        Some(status) if !status.success() => Err(EngineError::Failed { program, status, message: messages }),
        Some(_) => Ok(Rendered { bytes, warnings: Some(messages).filter(|messages| !messages.is_empty()) }),
    }
}

/// Keeps one byte more than allowed at most. The rest is read and dropped, so that the program goes on to its end.
fn reader(mut pipe: impl Read + Send + 'static, limit: u64) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = (&mut pipe).take(limit.saturating_add(1)).read_to_end(&mut bytes);
        let _ = io::copy(&mut pipe, &mut io::sink());
        bytes
    })
}

fn finish(reader: Option<JoinHandle<Vec<u8>>>) -> Vec<u8> {
    reader.and_then(|reader| reader.join().ok()).unwrap_or_default()
}

/// The exit status, or `None` if the time was up and the program was ended.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}
