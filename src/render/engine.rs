//! Running an installed Graphviz program.
//!
//! Programs are given the graph on standard input, and have a time limit and a bound on their output. The pictures of this
//! crate need none of them.

use std::io;
use std::process::ExitStatus;
use std::str::FromStr;
use std::time::Duration;

use strum::{EnumIter, EnumString, IntoStaticStr};
use thiserror::Error;

pub use crate::process::Limits;
use crate::process::{self, Ended};

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

fn run(name: &'static str, arguments: &[&str], input: &str, limits: Limits) -> Result<Rendered, EngineError> {
    let ended = process::run(process::program(name).args(arguments), input.as_bytes(), limits);
    let ended = ended.map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => EngineError::Missing { program: name },
        _ => EngineError::Io { program: name, source },
    })?;
    match ended {
        Ended::TooLarge => Err(EngineError::TooLarge { program: name, limit: limits.output }),
        Ended::TimedOut => Err(EngineError::TimedOut { program: name, limit: limits.time }),
        Ended::Exited { status, messages, .. } if !status.success() => {
            Err(EngineError::Failed { program: name, status, message: messages })
        }
        Ended::Exited { output, messages, .. } => {
            Ok(Rendered { bytes: output, warnings: Some(messages).filter(|messages| !messages.is_empty()) })
        }
    }
}
