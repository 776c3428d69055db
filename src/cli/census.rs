//! `census`: all frameworks compared pair by pair.

use interlex::{analysis, report};

use super::Outcome;
use super::args::Census;
use super::output::{write, write_document};
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Census) -> anyhow::Result<Outcome> {
    let format = session.format(&["text", "md", "html", "json", "csv"])?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = options.region.as_ref().map(|region| scope.area(region)).transpose()?;
    let answer = analysis::census(&scope, area, options.top);
    write(session, |out| match format {
        "json" => report::census_json(&scope, &answer, out),
        "csv" => report::census_csv(&scope, &answer, out),
        _ => write_document(&report::census_document(&scope, &answer, options.top), format, out),
    })?;
    Ok(Outcome::Clean)
}
