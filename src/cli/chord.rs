//! `chord`: how many links join which regions.

use interlex::analysis::{self, Family};
use interlex::{render, report};

use super::Outcome;
use super::args::Chord;
use super::output::{write, write_document};
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Chord) -> anyhow::Result<Outcome> {
    let format = session.format(&["svg", "html", "json", "csv", "png", "pdf"])?;
    options.picture.can_write(format)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let asked = |family: &Family| options.relation.is_empty() || options.relation.contains(family);
    let families: Vec<Family> = Family::ALL.into_iter().filter(asked).collect();
    let links = analysis::region_links(&scope);
    let picture = || render::chord_svg(&render::compose_chord(&scope, &links, &families, options.title.as_deref()));
    if matches!(format, "svg" | "png" | "pdf") {
        options.picture.write(session, format, &picture())?;
        return Ok(Outcome::Clean);
    }
    write(session, |out| match format {
        "json" => report::chord_json(&scope, &links, &families, out),
        "csv" => report::chord_csv(&scope, &links, &families, out),
        _ => write_document(&report::chord_document(&scope, &links, &families, picture()), format, out),
    })?;
    Ok(Outcome::Clean)
}
