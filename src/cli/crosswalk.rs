//! `crosswalk`: two frameworks provision by provision.

use anyhow::bail;
use interlex::analysis;
use interlex::model::NodeIx;
use interlex::report;
use interlex::scope::Scope;

use super::Outcome;
use super::args::Crosswalk;
#[cfg(feature = "xlsx")]
use super::output::write_bytes;
use super::output::{write, write_document};
use super::session::Session;

#[cfg(feature = "xlsx")]
const FORMATS: &[&str] = &["text", "md", "html", "json", "csv", "xlsx"];
#[cfg(not(feature = "xlsx"))]
const FORMATS: &[&str] = &["text", "md", "html", "json", "csv"];

pub fn run(session: &Session<'_>, options: &Crosswalk) -> anyhow::Result<Outcome> {
    let format = session.format(FORMATS)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let (a, b) = (framework(&scope, &options.a)?, framework(&scope, &options.b)?);
    let via = options.via.as_deref().map(|via| framework(&scope, via)).transpose()?;
    let name = |ix: NodeIx| &loaded.graph.node(ix).name;
    if a == b {
        bail!("both are {}; name two frameworks", name(a));
    }
    if let Some(via) = via.filter(|via| *via == a || *via == b) {
        bail!("{} is one of the two; --via names a third framework between them", name(via));
    }
    let listed = |ix: NodeIx| loaded.graph.node(ix).framework().is_some_and(|it| !it.provisions.is_empty());
    if !listed(a) && !listed(b) {
        bail!("no provisions are recorded for {} or {}; `compare` shows the two as wholes", name(a), name(b));
    }
    let answer = analysis::crosswalk(&scope, a, b, via);
    #[cfg(feature = "xlsx")]
    if format == "xlsx" {
        write_bytes(session, &report::crosswalk_xlsx(&scope, &answer)?)?;
        return Ok(Outcome::Clean);
    }
    write(session, |out| match format {
        "json" => report::crosswalk_json(&scope, &answer, via, out),
        "csv" => report::crosswalk_csv(&scope, &answer, out),
        _ => write_document(&report::crosswalk_document(&scope, &answer, via), format, out),
    })?;
    Ok(Outcome::Clean)
}

fn framework(scope: &Scope<'_>, name: &str) -> anyhow::Result<NodeIx> {
    let node = scope.node(name)?;
    let found = scope.graph().node(node);
    if found.framework().is_none() {
        let kind = found.kind().label().to_lowercase();
        bail!("{} is a {kind}; only frameworks have provisions", found.name);
    }
    Ok(node)
}
