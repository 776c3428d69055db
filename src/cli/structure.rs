//! `influence`, `consensus`, `bridges`, `communities`, `robustness`.

use interlex::{analysis, render, report};

use super::Outcome;
use super::args::{Bridges, Communities, Consensus, Influence, Robustness};
use super::output::{write, write_document};
use super::session::Session;

const FORMATS: [&str; 5] = ["text", "md", "html", "json", "csv"];

pub fn influence(session: &Session<'_>, options: &Influence) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = options.region.as_ref().map(|region| scope.area(region)).transpose()?;
    let answer = analysis::influence(&scope, area);
    write(session, |out| match format {
        "json" => report::influence_json(&scope, &answer, options.top, out),
        "csv" => report::influence_csv(&scope, &answer, options.top, out),
        _ => write_document(&report::influence_document(&scope, &answer, options.top), format, out),
    })?;
    Ok(Outcome::Clean)
}

pub fn consensus(session: &Session<'_>, options: &Consensus) -> anyhow::Result<Outcome> {
    let format = session.format(&["text", "md", "html", "json", "csv", "svg", "png", "pdf"])?;
    options.picture.can_write(format)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = options.region.as_ref().map(|region| scope.area(region)).transpose()?;
    let answer = analysis::consensus(&scope, area);
    let picture = || render::consensus_svg(&render::compose_consensus(&scope, &answer, None));
    if matches!(format, "svg" | "png" | "pdf") {
        options.picture.write(session, format, &picture())?;
        return Ok(Outcome::Clean);
    }
    write(session, |out| match format {
        "json" => report::consensus_json(&scope, &answer, out),
        "csv" => report::consensus_csv(&scope, &answer, out),
        _ => {
            let picture = (format == "html").then(picture);
            write_document(&report::consensus_document(&scope, &answer, picture), format, out)
        }
    })?;
    Ok(Outcome::Clean)
}

pub fn bridges(session: &Session<'_>, options: &Bridges) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let answer = analysis::bridges(&scope);
    write(session, |out| match format {
        "json" => report::bridges_json(&scope, &answer, options.top, out),
        "csv" => report::bridges_csv(&scope, &answer, options.top, out),
        _ => write_document(&report::bridges_document(&scope, &answer, options.top), format, out),
    })?;
    Ok(Outcome::Clean)
}

pub fn communities(session: &Session<'_>, options: &Communities) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let answer = analysis::communities(&scope);
    write(session, |out| match format {
        "json" => report::communities_json(&scope, &answer, options.top, out),
        "csv" => report::communities_csv(&scope, &answer, options.top, out),
        _ => write_document(&report::communities_document(&scope, &answer, options.top), format, out),
    })?;
    Ok(Outcome::Clean)
}

pub fn robustness(session: &Session<'_>, options: &Robustness) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let answer = analysis::robustness(&scope, options.by, options.top);
    write(session, |out| match format {
        "json" => report::robustness_json(&scope, &answer, out),
        "csv" => report::robustness_csv(&scope, &answer, out),
        _ => write_document(&report::robustness_document(&scope, &answer), format, out),
    })?;
    Ok(Outcome::Clean)
}
