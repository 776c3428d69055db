//! `completions` and `man`: what shells and manuals know of the commands, from the one table of options.

use std::io;
use std::path::Path;

use anyhow::bail;
use clap::CommandFactory as _;
use clap_mangen::Man;
use itertools::Itertools as _;

use super::Outcome;
use super::args::{Args, Completions, Manual};
use super::output::{write_data, write_folder};
use super::session::Session;

const NAME: &str = "interlex";

/// Writes the completion script of a shell.
pub fn completions(session: &Session<'_>, options: &Completions) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Args::command(), NAME, &mut script);
    write_data(session, |out| out.write_all(&script))?;
    Ok(Outcome::Clean)
}

/// Writes the manual page of a command, or all pages into a folder.
pub fn manual(session: &Session<'_>, options: &Manual) -> anyhow::Result<Outcome> {
    let pages = pages()?;
    let folder = session.global.output.as_deref().filter(|path| *path != Path::new("-"));
    if let (Some(folder), true) = (folder, options.command.is_empty()) {
        let files: Vec<(String, Vec<u8>)> =
            pages.into_iter().map(|(command, page)| (format!("{}.1", command.replace(' ', "-")), page)).collect();
        write_folder(folder, &files)?;
        return Ok(Outcome::Clean);
    }
    let wanted = [NAME].into_iter().chain(options.command.iter().map(String::as_str)).join(" ");
    let Some((_, page)) = pages.iter().find(|(command, _)| *command == wanted) else {
        let distance = |command: &&str| strsim::damerau_levenshtein(command, &wanted);
        let near = pages.iter().map(|(command, _)| command.as_str()).min_by_key(distance);
        let near = near.filter(|command| distance(command) <= 3);
        let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        bail!("there is no command `{wanted}`{hint}");
    };
    write_data(session, |out| out.write_all(page))?;
    Ok(Outcome::Clean)
}

/// Every page: the command and its text, the program first, then its commands as in its help.
fn pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut program = Args::command().disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    add_pages(&program, NAME.to_owned(), &mut pages)?;
    Ok(pages)
}

fn add_pages(command: &clap::Command, name: String, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let mut page = Vec::new();
    let source = format!("{NAME} {}", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).manual("AI governance").source(source).render(&mut page)?;
    let below = command.get_subcommands().map(|it| (it, format!("{name} {}", it.get_name())));
    let below: Vec<_> = below.collect();
    pages.push((name, page));
    below.into_iter().try_for_each(|(it, name)| add_pages(it, name, pages))
}
