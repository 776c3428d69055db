//! `site`: the explorer, a folder of pages.

use std::fs;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use anyhow::{Context as _, bail};
use interlex::site::{self, MARKER};

use super::Outcome;
use super::args::Site;
use super::folder;
use super::progress;
use super::session::Session;

/// Where the site goes unless `-o` says otherwise.
const DEFAULT: &str = "out/site";

pub fn run(session: &Session<'_>, _options: &Site) -> anyhow::Result<Outcome> {
    // Its name is that of a folder, whatever it ends in.
    if session.global.format.is_some() {
        session.format(&["html"])?;
    }
    let folder = session.global.output.clone().unwrap_or_else(|| PathBuf::from(DEFAULT));
    if folder == Path::new("-") {
        bail!("a site is a folder of pages and cannot go to standard output; name a folder with -o");
    }
    if session.global.layer.is_some() || session.global.topic.is_some() {
        bail!("a site holds all layers and topics and filters them itself; leave out --layer and --topic");
    }
    refuse_foreign(&folder)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let files = site::site(&scope);
    progress::clear();
    folder::replace(&folder, files.iter().map(|file| (&*file.path, &*file.text)))?;
    if !session.global.quiet {
        let bytes: usize = files.iter().map(|file| file.text.len()).sum();
        let count = files.len();
        #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
        let megabytes = bytes as f64 / 1e6;
        eprintln!("{count} files, {megabytes:.1} MB; open {}", folder.join("index.html").display());
    }
    Ok(Outcome::Clean)
}

/// Refuses a place that holds anything but an earlier site: the folder is replaced as a whole.
fn refuse_foreign(folder: &Path) -> anyhow::Result<()> {
    let Ok(found) = fs::symlink_metadata(folder) else { return Ok(()) };
    let shown = folder.display();
    if !found.is_dir() {
        bail!("{shown} is no folder; name one with -o that is new, empty, or holds an earlier site");
    }
    let empty = fs::read_dir(folder).with_context(|| format!("cannot look into {shown}"))?.next().is_none();
    if !empty && !folder.join(MARKER).is_file() {
        bail!(
            "{shown} holds something else than a site of interlex (there is no {MARKER} in it) and would be replaced as a whole; name a new or empty folder with -o"
        );
    }
    Ok(())
}
