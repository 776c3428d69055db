//! `whatif` and `diff`.

use std::path::Path;

use anyhow::{Context as _, bail};
use interlex::analysis::{self, GapReport, Moment};
use interlex::load;
use interlex::model::{Graph, Scenario};
use interlex::report::{self, Contrast};
use interlex::rules::{self, Finding, Question};
use interlex::scope::{Area, Scope};

use super::Outcome;
use super::args::{Diff, WhatIf};
use super::output::{write, write_document};
use super::session::Session;

const FORMATS: [&str; 5] = ["text", "md", "html", "json", "csv"];

pub fn whatif(session: &Session<'_>, options: &WhatIf) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    let loaded = session.load_sound()?;
    let mut assumed = Assumed::default();
    for path in &options.scenario {
        assumed.read(path, &loaded.graph)?;
    }
    let ordered = [&options.adopt, &options.repeal, &options.drop, &options.add, &options.conflict, &options.join];
    assumed.scenario.changes.extend(ordered.into_iter().flatten().cloned());
    if assumed.scenario.changes.is_empty() {
        bail!(
            "nothing is assumed; name a change (--add, --conflict, --drop, --repeal, --adopt, --join) or a file (--scenario)"
        );
    }
    let mut scope = session.scope(&loaded)?;
    if let (None, Some(day)) = (session.global.as_of, assumed.scenario.day) {
        scope = scope.on(day);
    }
    let applied = analysis::apply(&scope, &assumed.scenario).map_err(|errors| assumed.refuse(&errors))?;
    let after = scope.about_graph(&applied.graph);
    let (area, with) = areas(&scope, options.region.as_deref(), options.with.as_deref())?;
    let reports = [&scope, &after].map(|scope| analysis::gaps(scope, area.clone(), with.clone()));
    let findings = [findings(scope, &reports[0]), findings(after, &reports[1])];
    let moments = [Moment { scope, report: &reports[0] }, Moment { scope: after, report: &reports[1] }];
    let contrast = Contrast::new((moments[0], &findings[0]), (moments[1], &findings[1]));
    write(session, |out| match format {
        "json" => report::whatif_json(&assumed.scenario, &applied.effects, &contrast, out),
        "csv" => report::moves_csv(&contrast, out),
        _ => {
            let document = report::whatif_document(&assumed.scenario, &applied.effects, &contrast);
            write_document(&document, format, out)
        }
    })?;
    Ok(Outcome::Clean)
}

pub fn diff(session: &Session<'_>, options: &Diff) -> anyhow::Result<Outcome> {
    let format = session.format(&FORMATS)?;
    if let Some(day) = session.global.as_of {
        bail!("diff asks about two days: say --to {day} instead of --as-of {day}");
    }
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let (from, to) = (options.from, options.to.unwrap_or(scope.day()));
    if from > to {
        bail!("--from {from} is after --to {to}; name the earlier day first");
    }
    let days = [scope.on(from), scope.on(to)];
    let (area, with) = either_day(&days, options.region.as_deref(), options.with.as_deref())?;
    let reports = days.map(|scope| analysis::gaps(&scope, area.clone(), with.clone()));
    let findings = [findings(days[0], &reports[0]), findings(days[1], &reports[1])];
    let moments = [Moment { scope: days[0], report: &reports[0] }, Moment { scope: days[1], report: &reports[1] }];
    let contrast = Contrast::new((moments[0], &findings[0]), (moments[1], &findings[1]));
    let asked: Vec<Area> = match (&options.region, &options.with) {
        (None, None) => Vec::new(),
        _ => std::iter::once(area).chain(with).collect(),
    };
    let events = analysis::events(&days[0], &days[1], &asked);
    write(session, |out| match format {
        "json" => report::diff_json(&contrast, &events, out),
        "csv" => report::moves_csv(&contrast, out),
        _ => write_document(&report::diff_document(&contrast, &events), format, out),
    })?;
    Ok(Outcome::Clean)
}

fn findings<'g>(scope: Scope<'g>, report: &'g GapReport) -> Vec<Finding<'g>> {
    rules::findings(&Question::new(scope, report))
}

/// The region and its partner.
fn areas(scope: &Scope<'_>, region: Option<&str>, with: Option<&str>) -> anyhow::Result<(Area, Option<Area>)> {
    let area = region.map_or_else(|| Ok(scope.world()), |region| scope.area(region))?;
    let with = with.map(|with| scope.area(with)).transpose()?;
    check_pairs(&area, with.as_ref())?;
    Ok((area, with))
}

/// The same, with whoever is a member on either of two days.
fn either_day(days: &[Scope<'_>; 2], region: Option<&str>, with: Option<&str>) -> anyhow::Result<(Area, Option<Area>)> {
    let both = |name: &str| match (days[0].area(name), days[1].area(name)) {
        (Ok(first), Ok(mut second)) => {
            second.members.extend(first.members);
            second.members.sort_unstable();
            second.members.dedup();
            Ok(second)
        }
        // A bloc may have been founded, or dissolved, in between.
        (first, second) => second.or(first),
    };
    let area = region.map_or_else(|| Ok(days[1].world()), both)?;
    let with = with.map(both).transpose()?;
    check_pairs(&area, with.as_ref())?;
    Ok((area, with))
}

fn check_pairs(area: &Area, with: Option<&Area>) -> anyhow::Result<()> {
    if with.is_none() && area.members.len() < 2 {
        bail!("{} is one jurisdiction: name a partner with --with, or a region of several", area.name);
    }
    Ok(())
}

/// The changes of all files and options, and where those of files stand.
#[derive(Default)]
struct Assumed {
    scenario: Scenario,
    /// Of each change from a file: the file, its line and column.
    places: Vec<String>,
}

impl Assumed {
    fn read(&mut self, path: &Path, graph: &Graph) -> anyhow::Result<()> {
        let loaded = load::scenario(path, graph).context("cannot read the scenario")?;
        let place = |(file, span): (interlex::source::FileId, interlex::source::Span)| {
            let (line, column) = loaded.files.get(file).map_or((1, 1), |source| {
                let at = source.position(span.start);
                (at.line, at.column)
            });
            format!("{}:{line}:{column}", path.display())
        };
        let lines: Vec<String> = (loaded.diagnostics.iter())
            .map(|it| {
                let at =
                    it.primary().map_or_else(String::new, |label| format!("{}: ", place((label.file, label.span))));
                let help = it.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
                format!("\n  {at}{}{help}", it.message)
            })
            .collect();
        let Some(scenario) = loaded.scenario.as_ref().filter(|_| lines.is_empty()) else {
            bail!("the scenario cannot be understood{}", lines.concat());
        };
        let known = &mut self.scenario;
        if let (Some(one), Some(other)) = (known.day, scenario.day)
            && one != other
        {
            bail!("the scenarios are about {one} and {other}; name the day with --as-of");
        }
        known.day = known.day.or(scenario.day);
        for (text, more, between) in
            [(&mut known.title, &scenario.title, "; "), (&mut known.summary, &scenario.summary, " ")]
        {
            *text = if text.is_empty() { more.clone() } else { format!("{text}{between}{more}") };
        }
        known.evidence.extend(scenario.evidence.iter().cloned());
        known.changes.extend(scenario.changes.iter().cloned());
        self.places.extend(loaded.places().into_iter().map(place));
        Ok(())
    }

    /// The errors, with the places of those from files.
    fn refuse(&self, errors: &[analysis::ScenarioError]) -> anyhow::Error {
        let line = |error: &analysis::ScenarioError| match self.places.get(error.at) {
            Some(place) => format!("{place}: {error}"),
            None => error.to_string(),
        };
        let lines: Vec<String> = errors.iter().map(line).collect();
        anyhow::Error::msg(lines.join("\n  "))
    }
}
