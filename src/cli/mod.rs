//! The command line over the library: options become library calls, answers become files and exit codes.
//!
//! Exit codes: 0 clean, 1 findings at deny level, 2 could not run.

mod args;
mod assumed;
mod census;
mod change;
mod check;
mod chord;
mod coverage;
mod crosswalk;
mod explain;
mod export;
mod fix;
mod fmt;
mod folder;
mod import;
mod imported;
mod input;
mod lookup;
mod map;
mod matrix;
mod new;
mod output;
mod picture;
mod plan;
mod policy;
mod profile;
mod progress;
mod query;
mod questions;
mod schema;
mod session;
mod shell;
mod simulate;
mod site;
mod structure;
mod timeline;
mod unfinished;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use anstream::eprintln;
use clap::Parser;

pub use args::Args;
use args::Command;
use session::Session;

/// What a command found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Clean,
    Findings,
}

/// Parses the arguments, runs the command, and says how it went.
pub fn main() -> ExitCode {
    let args = Args::parse();
    args.global.color.write_global();
    answer(&args)
}

/// Runs the command, and says how it went.
pub fn answer(args: &Args) -> ExitCode {
    let ended = run(args);
    unfinished::clear();
    match ended {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            progress::clear();
            let style = anstyle::AnsiColor::Red.on_default().bold();
            eprintln!("{style}error{style:#}: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whoever read our output has seen enough: that is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(ErrorKind::BrokenPipe)
    })
}

fn run(args: &Args) -> anyhow::Result<Outcome> {
    let session = Session::new(&args.global);
    match &args.command {
        Command::Map(options) => map::run(&session, options),
        Command::Coverage(options) => coverage::run(&session, options),
        Command::Matrix(options) => matrix::run(&session, options),
        Command::Gaps(options) => questions::gaps(&session, options),
        Command::Compare(options) => questions::compare(&session, options),
        Command::Path(options) => questions::path(&session, options),
        Command::Census(options) => census::run(&session, options),
        Command::Crosswalk(options) => crosswalk::run(&session, options),
        Command::Plan(options) => plan::run(&session, options),
        Command::Influence(options) => structure::influence(&session, options),
        Command::Consensus(options) => structure::consensus(&session, options),
        Command::Bridges(options) => structure::bridges(&session, options),
        Command::Communities(options) => structure::communities(&session, options),
        Command::Robustness(options) => structure::robustness(&session, options),
        Command::Timeline(options) => timeline::run(&session, options),
        Command::Simulate(options) => simulate::run(&session, options),
        Command::Whatif(options) => change::whatif(&session, options),
        Command::Diff(options) => change::diff(&session, options),
        Command::Profile(options) => profile::run(&session, options),
        Command::Chord(options) => chord::run(&session, options),
        Command::Show(options) => lookup::show(&session, options),
        Command::List(options) => lookup::list(&session, options),
        Command::Explain(options) => explain::run(&session, options),
        Command::Check(options) => check::run(&session, options),
        Command::Fmt(options) => fmt::run(&session, options),
        Command::VerifyEvidence(options) => check::verify_evidence(&session, options),
        Command::Export(options) => export::run(&session, options),
        Command::Query(options) => query::run(&session, options),
        Command::Import(options) => import::run(&session, options),
        Command::New(options) => new::run(&session, options),
        Command::Schema(options) => schema::run(&session, options),
        Command::Site(options) => site::run(&session, options),
        Command::Completions(options) => shell::completions(&session, options),
        Command::Man(options) => shell::manual(&session, options),
    }
}
