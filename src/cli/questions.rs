//! `gaps`, `compare`, `path`.

use anyhow::bail;
use interlex::analysis::{self, GapReport, Plan, PlanOptions};
use interlex::model::NodeKind;
use interlex::render::{self, MapOptions, Selection};
use interlex::report::{self, Side};
use interlex::rules::{self, Question};
use interlex::scope::Scope;

use super::Outcome;
use super::args::{Compare, Gaps, PathArgs};
#[cfg(feature = "xlsx")]
use super::output::write_bytes;
use super::output::{write, write_document};
use super::session::{Session, areas};

/// What `gaps` writes; the first is the default.
#[cfg(feature = "xlsx")]
const GAP_FORMATS: &[&str] = &["text", "md", "html", "json", "csv", "xlsx"];
#[cfg(not(feature = "xlsx"))]
const GAP_FORMATS: &[&str] = &["text", "md", "html", "json", "csv"];

pub fn gaps(session: &Session<'_>, options: &Gaps) -> anyhow::Result<Outcome> {
    let format = session.format(GAP_FORMATS)?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let (area, with) = areas(&scope, &options.region, options.with.as_deref())?;
    let answer = analysis::gaps(&scope, area, with);
    let findings = rules::findings(&Question::new(scope, &answer));
    let plan = match format {
        // The table of pairs has no place for it.
        "csv" => None,
        _ => Some(plan_of(&scope, &answer)),
    };
    #[cfg(feature = "xlsx")]
    if let (Some(plan), "xlsx") = (&plan, format) {
        write_bytes(session, &report::gaps_xlsx(&scope, &answer, &findings, plan)?)?;
        return Ok(Outcome::Clean);
    }
    write(session, |out| match (&plan, format) {
        (None, _) => report::gaps_csv(&scope, &answer, out),
        (Some(plan), "json") => report::gaps_json(&scope, &answer, &findings, plan, out),
        (Some(plan), _) => {
            let map = (format == "html").then(|| map_of(scope, &answer));
            write_document(&report::gaps_document(&scope, &answer, &findings, plan, map), format, out)
        }
    })?;
    Ok(Outcome::Clean)
}

/// The three links that would help the region most.
fn plan_of(scope: &Scope<'_>, answer: &GapReport) -> Plan {
    let options = PlanOptions { budget: 3, ..PlanOptions::new() };
    analysis::plan(scope, answer.area.clone(), answer.with.clone(), options)
}

/// The map of the region and its partner together, as SVG.
fn map_of(scope: Scope<'_>, answer: &GapReport) -> String {
    let mut area = answer.area.clone();
    if let Some(with) = &answer.with {
        area.name = format!("{} with {}", area.name, with.name);
        area.members.extend(&with.members);
        area.members.sort_unstable();
        area.members.dedup();
    }
    let options = MapOptions { area: Some(area), ..MapOptions::default() };
    render::svg(&render::compose(&Selection::new(scope, options)))
}

pub fn compare(session: &Session<'_>, options: &Compare) -> anyhow::Result<Outcome> {
    let formats: &[&'static str] = &["text", "md", "html", "json", "csv"];
    // Definitions are sentences: they have no table.
    let format = session.format(if options.terms { &formats[..4] } else { formats })?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    if options.terms {
        return compare_terms(session, &scope, format, &options.nodes);
    }
    let nodes = options.nodes.iter().map(|name| scope.node(name)).collect::<Result<Vec<_>, _>>()?;
    if let Some(twice) = nodes.iter().enumerate().find(|(at, node)| nodes[..*at].contains(node)) {
        bail!("{} is named twice; name what it should be compared with", loaded.graph.node(*twice.1).name);
    }
    let mut by_node = Vec::new();
    for name in &options.nodes {
        let node = scope.node(name)?;
        let sides = Side::of(&scope, node);
        if sides.is_empty() {
            let found = loaded.graph.node(node);
            let kind = found.kind().label().to_lowercase();
            bail!("{} is a {kind}; only frameworks and jurisdictions have patterns to compare", found.name);
        }
        by_node.push(sides);
    }
    // Jurisdictions are compared layer by layer, frameworks as they are.
    let layers = by_node.iter().map(Vec::len).max().unwrap_or(0);
    let tables: Vec<Vec<Side>> = (0..layers)
        .map(|layer| by_node.iter().filter_map(|sides| sides.get(layer).or(sides.first()).cloned()).collect())
        .collect();
    write(session, |out| match format {
        "json" => report::compare_json(&scope, &tables, out),
        "csv" => report::compare_csv(&scope, &tables, out),
        _ => write_document(&report::compare_document(&scope, &tables, options.explain), format, out),
    })?;
    Ok(Outcome::Clean)
}

/// `compare --terms`: what frameworks say their terms mean.
fn compare_terms(session: &Session<'_>, scope: &Scope<'_>, format: &str, names: &[String]) -> anyhow::Result<Outcome> {
    let mut frameworks = Vec::new();
    for name in names {
        let node = scope.node(name)?;
        let found = scope.graph().node(node);
        if found.framework().is_none() {
            let kind = found.kind().label().to_lowercase();
            bail!("{} is a {kind}; only frameworks define terms", found.name);
        }
        frameworks.push(node);
    }
    write(session, |out| match format {
        "json" => report::terms_json(scope, &frameworks, out),
        _ => write_document(&report::terms_document(scope, &frameworks), format, out),
    })?;
    Ok(Outcome::Clean)
}

pub fn path(session: &Session<'_>, options: &PathArgs) -> anyhow::Result<Outcome> {
    let format = session.format(&["text", "md", "html", "json", "csv"])?;
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let (a, b) = (scope.node(&options.a)?, scope.node(&options.b)?);
    for end in [a, b] {
        let found = loaded.graph.node(end);
        if found.kind() != NodeKind::Jurisdiction {
            let kind = found.kind().label().to_lowercase();
            bail!("{} is a {kind}; a path goes from jurisdiction to jurisdiction", found.name);
        }
    }
    if a == b {
        bail!("both ends are {}; name two jurisdictions", loaded.graph.node(a).name);
    }
    let answer = report::path_answer(&scope, a, b, options.top);
    write(session, |out| match format {
        "json" => report::path_json(&scope, &answer, out),
        "csv" => report::path_csv(&scope, &answer, out),
        _ => write_document(&report::path_document(&scope, &answer, options.explain), format, out),
    })?;
    Ok(Outcome::Clean)
}
