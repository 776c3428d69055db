//! `timeline`: when frameworks were proposed, adopted, in force and over.

use anyhow::bail;
use interlex::{analysis, render, report};

use super::Outcome;
use super::args::Timeline;
use super::output::{write, write_document};
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Timeline) -> anyhow::Result<Outcome> {
    let format = session.format(&["svg", "html", "text", "md", "json", "csv", "png", "pdf"])?;
    options.picture.can_write(format)?;
    let from = options.from.first_day();
    let to = options.to.map(interlex::model::PartialDate::last_day);
    if let Some(to) = to.filter(|to| *to < from) {
        bail!("the time ends ({to}) before it begins ({from}); exchange --from and --to");
    }
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = options.region.as_ref().map(|region| scope.area(region)).transpose()?;
    let answer = analysis::timeline(&scope, area, from, to);
    let picture = || render::timeline_svg(&render::compose_timeline(&scope, &answer, options.title.as_deref()));
    if matches!(format, "svg" | "png" | "pdf") {
        options.picture.write(session, format, &picture())?;
        return Ok(Outcome::Clean);
    }
    write(session, |out| match format {
        "json" => report::timeline_json(&scope, &answer, out),
        "csv" => report::timeline_csv(&scope, &answer, out),
        _ => {
            let picture = (format == "html").then(picture);
            write_document(&report::timeline_document(&scope, &answer, picture), format, out)
        }
    })?;
    Ok(Outcome::Clean)
}
