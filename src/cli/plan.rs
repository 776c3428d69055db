//! `plan`.

use anyhow::bail;
use interlex::analysis::{self, Among, PlanOptions, Verdict};
use interlex::model::AlignmentMechanism;
use interlex::report;

use super::Outcome;
use super::args::{Only, Plan, Until};
use super::output::{write, write_document};
use super::session::{Session, areas};

pub fn run(session: &Session<'_>, options: &Plan) -> anyhow::Result<Outcome> {
    let format = session.format(&["text", "md", "html", "json", "csv"])?;
    let mechanism = mechanism(&options.mechanism)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let (area, with) = areas(&scope, &options.region, options.with.as_deref())?;
    let target = match options.until {
        Until::Bridged => Verdict::Bridged,
        Until::Aligned => Verdict::Aligned,
    };
    let among = match options.only {
        Some(Only::Recommended) => Among::Recorded,
        None if options.all_texts => Among::AllTexts,
        None => Among::Mappable,
    };
    let options = PlanOptions { budget: options.budget, mechanism, among, target };
    let answer = analysis::plan(&scope, area, with, options);
    write(session, |out| match format {
        "json" => report::plan_json(&scope, &answer, out),
        "csv" => report::plan_csv(&scope, &answer, out),
        _ => write_document(&report::plan_document(&scope, &answer), format, out),
    })?;
    Ok(Outcome::Clean)
}

/// The mechanism by its export name, hyphens allowed.
fn mechanism(text: &str) -> anyhow::Result<AlignmentMechanism> {
    if let Some(mechanism) = AlignmentMechanism::parse(text) {
        return Ok(mechanism);
    }
    let all = AlignmentMechanism::all().map(|it| it.as_str().replace('_', "-")).collect::<Vec<_>>();
    bail!("there is no mechanism `{text}`; the mechanisms of alignment are {}", all.join(", "))
}
