//! `new institution`.

use interlex::model::{InstitutionKind, InstitutionStatus};
use interlex::source::Span;

use super::args::NewInstitution;
use super::ask::{Asker, Question};
use super::ron::{Evidence, Record};
use super::write::Change;
use super::{Desk, common, place, values};
use crate::cli::Outcome;
use crate::cli::session::Session;

pub fn run(session: &Session<'_>, options: &NewInstitution) -> anyhow::Result<Outcome> {
    let desk = Desk::open(session)?;
    let graph = &desk.loaded.graph;
    let base = &options.common;
    let incomplete = base.name.is_none()
        || options.kind.is_none()
        || (base.evidence.source.is_none() && base.evidence.new_source.is_none());
    let asker = &mut Asker::new(base.interactive, incomplete);

    let name = common::name(asker, &desk, base, "the official one, in English")?;
    let aliases = common::aliases(asker, base)?;
    let (short, notes) = common::unasked(asker, base);
    let what = "regulator has public power, ministries too; forum is a council, network or UN body";
    let question = Question::new("--kind", "Kind", what).must();
    let kind = common::choice(asker, question, InstitutionKind::all, InstitutionKind::label, options.kind.as_deref())?;
    let question = Question::new("--role", "Role", "what it does: data protection authority, safety institute …");
    let role = asker.one(question, options.role.as_deref(), values::line)?;
    let question = Question::new(
        "--jurisdiction",
        "Jurisdiction",
        "where it belongs: an id or name; none for international bodies",
    );
    let jurisdiction = asker.one(question, options.jurisdiction.as_deref(), |text| {
        values::node(graph, text, "a jurisdiction", |node| node.jurisdiction().is_some())
    })?;
    let question = Question::new("--parent", "Part of", "the institution that it is part of: an id or name");
    let parent = asker.one(question, options.parent.as_deref(), |text| {
        values::node(graph, text, "an institution", |node| node.institution().is_some())
    })?;
    let layers = common::layers(asker, &options.layer, false)?;
    let topics = common::topics(asker, &desk.loaded, &options.topic)?;
    let (status, since, until) = life(asker, options)?;
    let (evidence, source) = common::evidence(asker, &desk, &base.evidence, true)?;
    let links = common::links(asker, &desk, &options.link, true, evidence.as_ref())?;

    let seat = jurisdiction.as_deref().or(parent.as_deref());
    let home = match &options.folder {
        None => place::home(&desk.loaded, seat),
        Some(folder) => {
            let question = Question::new("--folder", "Folder", "a folder of graph/institutions");
            let folder = asker.one(question, Some(folder), values::folder)?.unwrap_or_default();
            place::Home { prefix: place::prefix(&desk.loaded, &folder), folder }
        }
    };
    let proposed = name.as_deref().and_then(|name| place::propose_id(graph, home.prefix.as_deref(), seat, name));
    let id =
        if name.is_some() || base.id.is_some() { common::id(asker, &desk, base, proposed.as_deref())? } else { None };
    asker.finish()?;

    let id = id.unwrap_or_default();
    let record = Record::new("Institution")
        .text("id", Some(&id))
        .text("name", name.as_deref())
        .text("short", short.as_deref())
        .texts("aliases", &aliases)
        .variant("kind", kind)
        .text("role", role.as_deref())
        .text("jurisdiction", jurisdiction.as_deref())
        .text("parent", parent.as_deref())
        .variants("layers", &layers)
        .texts("topics", &topics)
        .variant("status", status.filter(|status| *status != InstitutionStatus::Existing))
        .text("since", since.as_deref())
        .text("until", until.as_deref())
        .links(&links)
        .raw("evidence", &evidence.as_ref().map_or_else(|| "[]".to_owned(), Evidence::list))
        .texts("notes", &notes);
    let text = record.finish() + "\n";
    let entry = Change {
        path: format!("institutions/{}/{id}.ron", home.folder),
        new: Span::new(0, text.len()),
        text,
        creates: true,
    };
    desk.finish(session, asker, base.dry_run, [Some(entry), source].into_iter().flatten().collect())
}

/// Its status and the dates of its life. Only who is dissolved is asked when.
fn life(
    asker: &mut Asker,
    options: &NewInstitution,
) -> anyhow::Result<(Option<InstitutionStatus>, Option<String>, Option<String>)> {
    let question = Question::new("--status", "Status", "where it stands on the day of the data; Enter: existing");
    let given = options.status.as_deref();
    let status = common::choice(asker, question, InstitutionStatus::all, InstitutionStatus::label, given)?;
    let question = Question::new("--since", "Founded", "YYYY, YYYY-MM or YYYY-MM-DD");
    let since = asker.one(question, options.since.as_deref(), values::date)?;
    let question = Question::new("--until", "Dissolved", "YYYY, YYYY-MM or YYYY-MM-DD");
    let until = if options.until.is_some() || status == Some(InstitutionStatus::Dissolved) {
        asker.one(question, options.until.as_deref(), values::date)?
    } else {
        None
    };
    Ok((status, since, until))
}
