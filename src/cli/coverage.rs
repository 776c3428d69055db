//! `coverage`: what is recorded where, as a map of squares and as data.

use interlex::{analysis, render, report};

use super::Outcome;
use super::args::Coverage;
use super::output::{write, write_document};
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Coverage) -> anyhow::Result<Outcome> {
    let format = session.format(&["svg", "html", "text", "md", "json", "csv", "png", "pdf"])?;
    options.picture.can_write(format)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = scope.area(&options.region)?;
    let rows = analysis::coverage(&scope, &area.members);
    let picture = || render::tiles_svg(&render::compose_tiles(&scope, &area, &rows, options.title.as_deref()));
    match format {
        "svg" | "png" | "pdf" => options.picture.write(session, format, &picture())?,
        "json" => write(session, |out| report::coverage_json(&scope, &area, &rows, out))?,
        "csv" => write(session, |out| report::coverage_csv(&scope, &rows, out))?,
        _ => {
            let picture = (format == "html").then(picture);
            let page = report::coverage_document(&scope, &area, &rows, picture);
            write(session, |out| write_document(&page, format, out))?;
        }
    }
    Ok(Outcome::Clean)
}
