//! The command line: parse, run, exit code.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
