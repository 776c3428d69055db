//! `new jurisdiction`.

use interlex::model::JurisdictionKind;

use super::args::NewJurisdiction;
use super::ask::{Asker, Question};
use super::ron::{Evidence, Record, quoted, texts};
use super::{Desk, common, iso, place, values};
use crate::cli::Outcome;
use crate::cli::session::Session;

pub fn run(session: &Session<'_>, options: &NewJurisdiction) -> anyhow::Result<Outcome> {
    let desk = Desk::open(session)?;
    let base = &options.common;
    let is_state =
        |kind: Option<JurisdictionKind>| matches!(kind, Some(JurisdictionKind::Country | JurisdictionKind::Territory));
    let incomplete = base.name.is_none()
        || options.kind.is_none()
        || (options.m49.is_none() && options.region.is_none())
        || (base.evidence.source.is_none() && base.evidence.new_source.is_none());
    let asker = &mut Asker::new(base.interactive, incomplete);

    let name = common::name(asker, &desk, base, "the common one, in English")?;
    let aliases = common::aliases(asker, base)?;
    let (short, notes) = common::unasked(asker, base);
    let question =
        Question::new("--kind", "Kind", "group stands for countries that a source speaks of together").must();
    let given = options.kind.as_deref();
    let kind = common::choice(asker, question, JurisdictionKind::all, JurisdictionKind::label, given)?;
    let iso = iso_codes(asker, &desk, options, is_state(kind))?;
    let (m49, region, panel) = region(asker, &desk, options, is_state(kind))?;
    let parent = parent(asker, &desk, options, kind)?;
    let g77 = options.g77
        || (is_state(kind) && asker.asks() && {
            let question = Question::new("--g77", "Group of 77", "whether it is a member: yes or no; Enter: no");
            asker.one(question, None, yes_or_no)?.unwrap_or_default()
        });
    let (evidence, source) = common::evidence(asker, &desk, &base.evidence, true)?;
    let members = members(asker, &desk, options, kind, evidence.as_ref())?;
    let table = match &options.table {
        Some(table) => asker.one(
            Question::new("--table", "Table", "a file of graph/jurisdictions"),
            Some(table),
            values::folder,
        )?,
        None => Some(place::table(&desk.loaded, m49.as_deref(), &panel)),
    };
    let proposed = name.as_deref().and_then(place::jurisdiction_id);
    let id =
        if name.is_some() || base.id.is_some() { common::id(asker, &desk, base, proposed.as_deref())? } else { None };
    asker.finish()?;

    let (id, table) = (id.unwrap_or_default(), table.unwrap_or_default());
    let record = Record::new("Jurisdiction")
        .text("id", Some(&id))
        .text("name", name.as_deref())
        .text("short", short.as_deref())
        .texts("aliases", &aliases);
    let record = match &iso {
        Some((two, three)) => record.raw("iso", &format!("({}, {})", quoted(two), quoted(three))),
        None => record,
    };
    let record = record
        .variant("kind", kind)
        .text("parent", parent.as_deref())
        .text("m49", m49.as_deref())
        .text("region", region.as_deref());
    let record = if g77 { record.raw("g77", "true") } else { record };
    let record = match members {
        Some(members) => record.raw("members", &members),
        None => record,
    };
    let record = record
        .raw("evidence", &evidence.as_ref().map_or_else(|| "[]".to_owned(), Evidence::list))
        .texts("notes", &notes);
    let path = format!("jurisdictions/{table}.ron");
    let row = common::table_row(&desk, &path, "", &id, &record.finish())?;
    desk.finish(session, asker, base.dry_run, [Some(row), source].into_iter().flatten().collect())
}

/// The ISO codes, which no other jurisdiction has.
fn iso_codes(
    asker: &mut Asker,
    desk: &Desk,
    options: &NewJurisdiction,
    asked: bool,
) -> anyhow::Result<Option<(String, String)>> {
    if !asked && options.iso.is_none() {
        return Ok(None);
    }
    let question = Question::new("--iso", "ISO codes", "of two and three letters, such as SG,SGP");
    asker.one(question, options.iso.as_deref(), |text| {
        let codes = iso::codes(text)?;
        let taken = desk.loaded.graph.nodes().iter().find(|node| {
            node.jurisdiction().and_then(|it| it.iso.as_ref()).is_some_and(|own| own.0 == codes.0 || own.1 == codes.1)
        });
        match taken {
            Some(node) => Err(format!("`{}` has these codes; `interlex show {}` shows it", node.id, node.id)),
            None => Ok(codes),
        }
    })
}

/// The sub-region or the panel, of which one is written, and the panel that follows.
fn region(
    asker: &mut Asker,
    desk: &Desk,
    options: &NewJurisdiction,
    is_state: bool,
) -> anyhow::Result<(Option<String>, Option<String>, String)> {
    let regions = desk.loaded.graph.regions();
    let subregions: Vec<String> = regions.subregions.iter().map(|it| it.id.to_string()).collect();
    let panels: Vec<String> = regions.panels.iter().map(|it| it.id.to_string()).collect();
    if is_state || options.m49.is_some() {
        let question = Question::new("--m49", "Sub-region", "of the UN M49 scheme").among(&subregions).must();
        let m49 = asker.one(question, options.m49.as_deref(), |text| {
            values::among("sub-region", text, subregions.iter().map(String::as_str))
        })?;
        let own = regions.subregions.iter().find(|it| Some(it.id.as_str()) == m49.as_deref());
        let panel = own.map_or(String::new(), |it| it.panel.to_string());
        return Ok((m49, None, panel));
    }
    let question = Question::new("--region", "Region", "the panel of the map").among(&panels).must();
    let region = asker.one(question, options.region.as_deref(), |text| {
        values::among("region", text, panels.iter().map(String::as_str))
    })?;
    let panel = region.clone().unwrap_or_default();
    Ok((None, region, panel))
}

fn parent(
    asker: &mut Asker,
    desk: &Desk,
    options: &NewJurisdiction,
    kind: Option<JurisdictionKind>,
) -> anyhow::Result<Option<String>> {
    let part = kind == Some(JurisdictionKind::SubNational);
    if !part && options.parent.is_none() {
        return Ok(None);
    }
    let question = Question::new("--parent", "Part of", "the country that it belongs to: an id or name");
    let question = if part { question.must() } else { question };
    asker.one(question, options.parent.as_deref(), |text| {
        values::node(&desk.loaded.graph, text, "a jurisdiction", |node| node.jurisdiction().is_some())
    })
}

/// The value of `members`.
fn members(
    asker: &mut Asker,
    desk: &Desk,
    options: &NewJurisdiction,
    kind: Option<JurisdictionKind>,
    evidence: Option<&Evidence>,
) -> anyhow::Result<Option<String>> {
    if !matches!(kind, Some(JurisdictionKind::Bloc | JurisdictionKind::Group)) && options.member.is_empty() {
        return Ok(None);
    }
    let question = Question::new("--member", "Members", "ids or names, with commas");
    let who = asker.many(question, &options.member, ',', |text| {
        values::node(&desk.loaded.graph, text, "a jurisdiction", |node| node.jurisdiction().is_some())
    })?;
    if who.is_empty() {
        return Ok(None);
    }
    let question = Question::new("--member-since", "Members since", "YYYY, YYYY-MM or YYYY-MM-DD");
    let since = asker.one(question, options.member_since.as_deref(), values::date)?;
    let since = since.map_or(String::new(), |since| format!("            since: \"{since}\",\n"));
    let ground = evidence.map(|evidence| evidence.inferred().list()).unwrap_or_default();
    Ok(Some(format!(
        "[\n        (\n{since}            who: {},\n            evidence: {ground},\n        ),\n    ]",
        texts(&who)
    )))
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err("answer yes or no".to_owned()),
    }
}
