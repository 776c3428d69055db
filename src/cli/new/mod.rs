//! `new`: an entry is asked for, put where it belongs, and judged by the check before it is written.

pub mod args;
mod ask;
mod common;
mod framework;
mod graph;
mod insert;
mod institution;
mod iso;
mod jurisdiction;
mod place;
mod ron;
mod values;
mod write;

use std::path::{Path, PathBuf};

use anstream::eprintln;
use anyhow::bail;
use interlex::load::Loaded;

use self::ask::Asker;
use self::write::Change;
use super::Outcome;
use super::session::Session;
pub use args::New;
use args::What;

pub fn run(session: &Session<'_>, options: &New) -> anyhow::Result<Outcome> {
    session.format(&["ron"])?;
    match &options.what {
        What::Framework(options) => framework::run(session, options),
        What::Institution(options) => institution::run(session, options),
        What::Jurisdiction(options) => jurisdiction::run(session, options),
        What::Graph(options) => graph::run(session, options),
    }
}

/// The folder that entries are written into, and the graph in it, sound or not.
struct Desk {
    folder: PathBuf,
    loaded: Loaded,
}

impl Desk {
    fn open(session: &Session<'_>) -> anyhow::Result<Self> {
        if let Some(output) = session.global.output.as_deref().filter(|path| *path != Path::new("-")) {
            bail!("the place of an entry follows from its id, not from -o {}; -o - shows it", output.display());
        }
        let Some(folder) = session.folder() else {
            bail!(
                "there is no graph folder here, and the graph in the program cannot be written to\n  \
                 go to the folder that holds graph/, or name one with --graph DIR; `interlex new graph DIR` begins one"
            );
        };
        Ok(Self { loaded: session.load()?, folder })
    }

    /// Judges the changes, then shows or writes them, and says what is left to do.
    fn finish(
        &self,
        session: &Session<'_>,
        asker: &mut Asker,
        dry_run: bool,
        mut changes: Vec<Change>,
    ) -> anyhow::Result<Outcome> {
        let judged = write::judge(&self.folder, &mut changes)?;
        let quiet = session.global.quiet;
        if dry_run || session.global.output.is_some() {
            write::show(session, &self.folder, &changes)?;
        } else {
            if asker.asks() {
                self.preview(&changes);
                if !asker.confirm("Write this?")? {
                    eprintln!("nothing was written");
                    return Ok(Outcome::Clean);
                }
            }
            write::commit(&self.folder, &changes)?;
        }
        let outcome = judged.tell()?;
        if !quiet {
            let verb = if dry_run || session.global.output.is_some() { "would write" } else { "wrote" };
            for change in &changes {
                let what = if change.creates { "" } else { " (one row more)" };
                eprintln!("{verb} {}{what}", self.folder.join(&change.path).display());
            }
        }
        Ok(outcome)
    }

    fn preview(&self, changes: &[Change]) {
        for change in changes {
            eprintln!("\n// {}", self.folder.join(&change.path).display());
            eprintln!("{}\n", change.text[change.new.range()].trim_end());
        }
    }
}
