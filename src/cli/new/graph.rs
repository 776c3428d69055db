//! `new graph`: a folder to collect in.

use std::fs;

use anstream::eprintln;
use anyhow::{Context as _, bail};
use interlex::source::Span;

use super::args::NewGraph;
use super::ron::Record;
use super::values;
use super::write::{Change, commit};
use crate::cli::Outcome;
use crate::cli::session::Session;

pub fn run(session: &Session<'_>, options: &NewGraph) -> anyhow::Result<Outcome> {
    let folder = &options.folder;
    let shown = folder.display();
    let read = |flag: &str, text: &str| values::line(text).map_err(|problem| anyhow::anyhow!("{flag}: {problem}"));
    let (title, licence) = (read("--title", &options.title)?, read("--licence", &options.licence)?);
    let Some(day) = session.global.as_of else {
        bail!("--as-of is missing: the day (YYYY-MM-DD) whose state the data will show");
    };
    if folder.exists() {
        let mut inside = fs::read_dir(folder).with_context(|| format!("cannot look into {shown}"))?;
        if inside.next().is_some() {
            bail!("{shown} is not empty; name a new or empty folder");
        }
    }
    let meta = Record::new("Graph")
        .text("title", Some(&title))
        .text("version", Some("0.1.0"))
        .text("as_of", Some(&day.to_string()))
        .text("licence", Some(&licence))
        .finish();
    let files = [
        (
            "graph.ron",
            format!(
                "// What this data set is. The date is the one every command uses unless --as-of says otherwise.\n{meta}\n"
            ),
        ),
        ("sources.ron", "// The documents cited. Evidence names one of these ids. Sorted by id.\n[\n]\n".to_owned()),
    ];
    let changes =
        files.map(|(path, text)| Change { path: path.to_owned(), new: Span::new(0, text.len()), text, creates: true });
    commit(folder, &changes)?;
    if !session.global.quiet {
        eprintln!(
            "wrote {shown}/graph.ron and {shown}/sources.ron; go on with `interlex --graph {shown} new jurisdiction`"
        );
    }
    Ok(Outcome::Clean)
}
