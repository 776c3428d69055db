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
    let patterns = options.by == Some(MatrixBy::Pattern);
    if patterns && !matches!(format, "svg" | "png" | "pdf") {
        bail!(
            "`--by pattern` draws svg, png and pdf; `interlex gaps --format {format}` has these figures, by layer and pattern"
        );
    }
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = scope.area(&options.region)?;
    let with = options.with.as_ref().map(|with| scope.area(with)).transpose()?;
    if with.is_none() && area.members.len() < 2 {
        bail!("{} is one jurisdiction: name a partner with --with, or a region of several", area.name);
    }
    let answer = analysis::gaps(&scope, area, with);
    if patterns {
        let scene = render::compose_grid(&scope, &answer, options.title.as_deref());
        options.picture.write(session, format, &render::grid_svg(&scene))?;
        return Ok(Outcome::Clean);
    }
    let by = options.by.and_then(|by| match by {
        MatrixBy::Region => Some(By::Region),
        MatrixBy::Jurisdiction => Some(By::Jurisdiction),
        MatrixBy::Pattern => None,
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
