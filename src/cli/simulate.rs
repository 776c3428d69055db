//! `simulate`: an AI system against the graph.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use interlex::analysis::simulate::simulate;
use interlex::diagnostic::Level;
use interlex::load::{self, LoadedProfile, MAX_FILE_BYTES};
use interlex::model::Graph;
use interlex::report::{self, diagnostics};

use super::Outcome;
use super::args::Simulate;
use super::input;
use super::output::{write, write_document};
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Simulate) -> anyhow::Result<Outcome> {
    let format = session.format(&["text", "md", "html", "json", "csv"])?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let read = read(&options.profile, &loaded.graph)?;
    let mut findings = Vec::new();
    diagnostics::human(&read.diagnostics, &read.files, &mut findings, true)?;
    anstream::stderr().lock().write_all(&findings)?;
    let Some(profile) = &read.profile else {
        let wrong = read.diagnostics.iter().filter(|it| it.level == Level::Deny).count();
        let plural = if wrong == 1 { "finding" } else { "findings" };
        bail!("the profile {} cannot be used: {wrong} {plural}, shown above", options.profile.display());
    };
    let answer = simulate(&scope, profile);
    write(session, |out| match format {
        "json" => report::simulate_json(&scope, &answer, out),
        "csv" => report::simulate_csv(&scope, &answer, out),
        _ => write_document(&report::simulate_document(&scope, &answer), format, out),
    })?;
    Ok(Outcome::Clean)
}

/// Reads the profile from a file, or from standard input for `-`.
fn read(path: &Path, graph: &Graph) -> anyhow::Result<LoadedProfile> {
    if path != Path::new("-") {
        return load::profile(path, graph).context("cannot read the profile");
    }
    let text = input::text(path, MAX_FILE_BYTES)?;
    Ok(load::profile_text("<standard input>", &text, graph))
}
