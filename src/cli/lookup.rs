//! `show`, `list`.

use anyhow::bail;
use interlex::report::{self, ListFilter, ListKind};

use super::Outcome;
use super::args::{ListArgs, Show};
use super::output::{write, write_document};
use super::session::Session;

pub fn show(session: &Session<'_>, options: &Show) -> anyhow::Result<Outcome> {
    let format = session.format(&["text", "md", "html", "json"])?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let node = scope.node(&options.node)?;
    write(session, |out| match format {
        "json" => report::show_json(&scope, node, out),
        _ => write_document(&report::show_document(&scope, node), format, out),
    })?;
    Ok(Outcome::Clean)
}

pub fn list(session: &Session<'_>, options: &ListArgs) -> anyhow::Result<Outcome> {
    let format = session.format(&["text", "md", "html", "json", "csv"])?;
    let Some(kind) = ListKind::parse(&options.kind) else {
        let distance = |name: &&str| strsim::damerau_levenshtein(name, &options.kind.to_lowercase());
        let near = ListKind::NAMES.into_iter().min_by_key(distance).filter(|name| distance(name) * 3 <= name.len());
        let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        bail!("there is no list of `{}`{hint}\n  there are {}", options.kind, ListKind::NAMES.join(", "));
    };
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = options.region.as_ref().map(|region| scope.area(region)).transpose()?;
    let filter = ListFilter { area, kind: options.kind_filter.clone(), status: options.status.clone() };
    filter.check(kind)?;
    let answer = report::list(&scope, kind, &filter);
    write(session, |out| match format {
        "json" => report::list_json(&answer, out),
        "csv" => report::list_csv(&answer, out),
        _ => write_document(&report::list_document(&answer), format, out),
    })?;
    Ok(Outcome::Clean)
}
