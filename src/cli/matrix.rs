//! `matrix`: who meets whom, as a picture and as data.

use anyhow::bail;
use interlex::render::{self, By};
use interlex::{analysis, report};

use super::Outcome;
use super::args::{Matrix, MatrixBy};
use super::output::{write, write_document};
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Matrix) -> anyhow::Result<Outcome> {
    let format = session.format(&["svg", "html", "json", "csv", "png", "pdf"])?;
    options.picture.can_write(format)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = scope.area(&options.region)?;
    let with = options.with.as_ref().map(|with| scope.area(with)).transpose()?;
    if with.is_none() && area.members.len() < 2 {
        bail!("{} is one jurisdiction: name a partner with --with, or a region of several", area.name);
    }
    let answer = analysis::gaps(&scope, area, with);
    let by = options.by.map(|by| match by {
        MatrixBy::Region => By::Region,
        MatrixBy::Jurisdiction => By::Jurisdiction,
    });
    let scene = render::compose_matrix(&scope, &answer, by, options.title.as_deref());
    match format {
        "html" => {
            let page = report::matrix_document(&scope, &answer, scene.by, render::matrix_svg(&scene));
            write(session, |out| write_document(&page, format, out))?;
        }
        "json" => write(session, |out| report::matrix_json(&scope, &answer, scene.by, out))?,
        "csv" => write(session, |out| report::matrix_csv(&scope, &answer, scene.by, out))?,
        _ => options.picture.write(session, format, &render::matrix_svg(&scene))?,
    }
    Ok(Outcome::Clean)
}
