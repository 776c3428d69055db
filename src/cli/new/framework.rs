//! `new framework`.

use std::fmt::Debug;

use interlex::model::{ApproachStep, BindingStep, FrameworkKind, IntegrationStep, Node, Status};
use interlex::source::Span;

use super::args::{NewFramework, PatternOptions};
use super::ask::{Asker, Question};
use super::ron::{Evidence, Record, texts};
use super::write::Change;
use super::{Desk, common, place, values};
use crate::cli::Outcome;
use crate::cli::session::Session;

pub fn run(session: &Session<'_>, options: &NewFramework) -> anyhow::Result<Outcome> {
    let desk = Desk::open(session)?;
    let base = &options.common;
    let incomplete = base.name.is_none()
        || options.kind.is_none()
        || options.status.is_none()
        || options.layer.is_empty()
        || (base.evidence.source.is_none() && base.evidence.new_source.is_none());
    let asker = &mut Asker::new(base.interactive, incomplete);

    let name = common::name(asker, &desk, base, "the official one, in English")?;
    let aliases = common::aliases(asker, base)?;
    let (short, notes) = common::unasked(asker, base);
    let question = Question::new("--kind", "Kind", "what sort of text it is").must();
    let kind = common::choice(asker, question, FrameworkKind::all, FrameworkKind::label, options.kind.as_deref())?;
    let whom = whom(asker, &desk, options)?;
    let layers = common::layers(asker, &options.layer, true)?;
    let topics = common::topics(asker, &desk.loaded, &options.topic)?;
    let question = Question::new("--status", "Status", "where it stands on the day of the data").must();
    let status = common::choice(asker, question, Status::all, Status::label, options.status.as_deref())?;
    let dates = dates(asker, options, status)?;
    let (evidence, source) = common::evidence(asker, &desk, &base.evidence, true)?;
    let patterns = patterns(asker, &desk, &options.patterns, evidence.as_ref())?;
    let links = common::links(asker, &desk, &options.link, false, evidence.as_ref())?;
    let exempt = common::only_given(asker, "--exempt", options.exempt.as_ref());

    let home = home(asker, &desk, options, &whom)?;
    let seat = whom.seat();
    let proposed =
        name.as_deref().and_then(|name| place::propose_id(&desk.loaded.graph, home.prefix.as_deref(), seat, name));
    let id =
        if name.is_some() || base.id.is_some() { common::id(asker, &desk, base, proposed.as_deref())? } else { None };
    asker.finish()?;

    let id = id.unwrap_or_default();
    let record = Record::new("Framework")
        .text("id", Some(&id))
        .text("name", name.as_deref())
        .text("short", short.as_deref())
        .texts("aliases", &aliases)
        .variant("kind", kind)
        .texts("issuers", &whom.issuers)
        .texts("jurisdictions", &whom.jurisdictions)
        .texts("addressed_to", &whom.addressed_to)
        .variants("layers", &layers)
        .texts("topics", &topics)
        .variant("status", status);
    let record = if dates.is_empty() { record } else { record.raw("dates", &format!("({})", dates.join(", "))) };
    let record = record
        .group("patterns", &patterns)
        .links(&links)
        .text("exempt", exempt.as_deref())
        .raw("evidence", &evidence.as_ref().map_or_else(|| "[]".to_owned(), Evidence::list))
        .texts("notes", &notes);
    let text = record.finish() + "\n";
    let entry = Change {
        path: format!("frameworks/{}/{id}.ron", home.folder),
        new: Span::new(0, text.len()),
        text,
        creates: true,
    };
    desk.finish(session, asker, base.dry_run, [Some(entry), source].into_iter().flatten().collect())
}

/// Who made it and whom it covers.
struct Whom {
    issuers: Vec<String>,
    jurisdictions: Vec<String>,
    addressed_to: Vec<String>,
}

impl Whom {
    /// The one to whom the text belongs, if there is a single one.
    fn seat(&self) -> Option<&str> {
        match (&self.jurisdictions[..], &self.addressed_to[..], &self.issuers[..]) {
            ([only], ..) | ([], [only], _) | ([], [], [only, ..]) => Some(only),
            _ => None,
        }
    }
}

fn whom(asker: &mut Asker, desk: &Desk, options: &NewFramework) -> anyhow::Result<Whom> {
    let graph = &desk.loaded.graph;
    let issuer = |node: &Node| node.framework().is_none();
    let place = |node: &Node| node.jurisdiction().is_some();
    let issuers = asker.many(
        Question::new("--issuer", "Issuers", "who adopted or published it: ids or names, with commas"),
        &options.issuer,
        ',',
        |text| values::node(graph, text, "an institution or jurisdiction", issuer),
    )?;
    let jurisdictions = asker.many(
        Question::new("--jurisdiction", "Jurisdictions", "where it applies: ids or names, with commas"),
        &options.jurisdiction,
        ',',
        |text| values::node(graph, text, "a jurisdiction", place),
    )?;
    let addressed = Question::new("--addressed-to", "Addressed to", "the bloc to whose members it speaks");
    let addressed_to = if jurisdictions.is_empty() || !options.addressed_to.is_empty() {
        asker.many(addressed, &options.addressed_to, ',', |text| values::node(graph, text, "a jurisdiction", place))?
    } else {
        Vec::new()
    };
    Ok(Whom { issuers, jurisdictions, addressed_to })
}

fn home(asker: &mut Asker, desk: &Desk, options: &NewFramework, whom: &Whom) -> anyhow::Result<place::Home> {
    let Some(folder) = &options.folder else { return Ok(place::home(&desk.loaded, whom.seat())) };
    let question = Question::new("--folder", "Folder", "a folder of graph/frameworks");
    let folder = asker.one(question, Some(folder), values::folder)?.unwrap_or_default();
    Ok(place::Home { prefix: place::prefix(&desk.loaded, &folder), folder })
}

/// The dates as they stand in the record. Only those are asked for that such a text can have.
fn dates(asker: &mut Asker, options: &NewFramework, status: Option<Status>) -> anyhow::Result<Vec<String>> {
    let begun = !matches!(status, Some(Status::Proposed | Status::Draft));
    let force = matches!(status, Some(Status::InForce | Status::Adopted)) || status.is_some_and(Status::is_over);
    let rows = [
        ("proposed", "--proposed", "Proposed", "when it was proposed", &options.proposed, !begun),
        ("adopted", "--adopted", "Adopted", "when it was adopted or published", &options.adopted, begun),
        ("in_force", "--in-force", "In force", "when it enters or entered into force", &options.in_force, force),
        (
            "ended",
            "--ended",
            "Ended",
            "when it was repealed, withdrawn or lapsed",
            &options.ended,
            status.is_some_and(Status::is_over),
        ),
    ];
    let mut dates = Vec::new();
    for (field, flag, name, what, given, fits) in rows {
        if !fits && given.is_none() {
            continue;
        }
        let what = format!("{what}: YYYY, YYYY-MM or YYYY-MM-DD");
        let date = asker.one(Question::new(flag, name, &what), given.as_deref(), values::date)?;
        dates.extend(date.map(|date| format!("{field}: \"{date}\"")));
    }
    Ok(dates)
}

/// The patterns as fields of the record, each with evidence.
fn patterns(
    asker: &mut Asker,
    desk: &Desk,
    options: &PatternOptions,
    evidence: Option<&Evidence>,
) -> anyhow::Result<Vec<(&'static str, String)>> {
    let vocabularies = desk.loaded.graph.vocabularies();
    let mut patterns = Vec::new();
    let ground = evidence.map(|evidence| evidence.inferred().list()).unwrap_or_default();
    let sets = [
        ("objectives", "--objective", "Objectives", "what it is for", &vocabularies.objectives, &options.objective),
        (
            "principles",
            "--principle",
            "Principles",
            "the values it names",
            &vocabularies.principles,
            &options.principle,
        ),
    ];
    for (field, flag, name, what, vocabulary, given) in sets {
        let ids: Vec<String> = vocabulary.terms().iter().map(|term| term.id.to_string()).collect();
        let what = format!("{what}, as you conclude it, with commas");
        let question = Question::new(flag, name, &what).among(&ids);
        let values = asker.many(question, given, ',', |text| values::term(vocabulary, &flag[2..], text))?;
        if !values.is_empty() {
            patterns.push((field, format!("(values: {}, evidence: {ground})", texts(&values))));
        }
    }
    let mut step = |field: &'static str, value: Option<&dyn Debug>| {
        patterns.extend(value.map(|value| (field, format!("(value: {value:?}, evidence: {ground})"))));
    };
    let question = Question::new("--approach", "Approach", "who set it going, as you conclude it");
    let given = options.approach.as_deref();
    let approach = common::choice(asker, question, ApproachStep::all, ApproachStep::label, given)?;
    step("approach", approach.as_ref().map(|it| it as &dyn Debug));
    let question = Question::new("--binding", "Binding nature", "its legal force, as you conclude it");
    let given = options.binding.as_deref();
    let binding = common::choice(asker, question, BindingStep::all, BindingStep::label, given)?;
    step("binding", binding.as_ref().map(|it| it as &dyn Debug));
    let what = "how far into detail it goes, as you conclude it";
    let question = Question::new("--integration", "Level of integration", what);
    let given = options.integration.as_deref();
    let integration = common::choice(asker, question, IntegrationStep::all, IntegrationStep::label, given)?;
    step("integration", integration.as_ref().map(|it| it as &dyn Debug));
    Ok(patterns)
}
