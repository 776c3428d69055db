//! The questions that all entries share: name, id, evidence, links.

use std::fmt::Debug;

use anyhow::{Context as _, anyhow};
use interlex::load::Loaded;
use interlex::model::{EvidenceBasis, Layer, SourceKind};
use interlex::source::Span;

use super::Desk;
use super::args::{Common, EvidenceOptions};
use super::ask::{Asker, Question};
use super::insert::insert_row;
use super::ron::{Evidence, Link, Record};
use super::values::{self, LinkGiven};
use super::write::Change;

/// The name, which nothing else in the graph may have.
pub fn name(asker: &mut Asker, desk: &Desk, common: &Common, what: &str) -> anyhow::Result<Option<String>> {
    asker.one(Question::new("--name", "Name", what).must(), common.name.as_deref(), |text| {
        let name = values::line(text)?;
        match desk.loaded.graph.find(&name).map(|ix| desk.loaded.graph.node(ix)) {
            Some(known) => Err(format!("`{}` is called that already; `interlex show {}` shows it", known.id, known.id)),
            None => Ok(name),
        }
    })
}

/// The other names.
pub fn aliases(asker: &mut Asker, common: &Common) -> anyhow::Result<Vec<String>> {
    let question = Question::new(
        "--alias",
        "Other names",
        "acronyms and native names that people search for, with ; between them",
    );
    asker.many(question, &common.alias, ';', values::line)
}

/// One word of a closed list.
pub fn choice<T: Copy + Debug, I: Iterator<Item = T>>(
    asker: &mut Asker,
    question: Question<'_>,
    all: fn() -> I,
    label: fn(T) -> &'static str,
    given: Option<&str>,
) -> anyhow::Result<Option<T>> {
    let names = values::variants(all());
    asker.one(question.among(&names), given, |text| values::variant(all(), label, text))
}

/// A text that few entries need: it is not asked for.
pub fn only_given(asker: &mut Asker, flag: &str, given: Option<&String>) -> Option<String> {
    let read = given.map(|text| values::line(text));
    read.and_then(|read| read.map_err(|problem| asker.problem(format!("{flag}: {problem}"))).ok())
}

/// A short label and remarks.
pub fn unasked(asker: &mut Asker, common: &Common) -> (Option<String>, Vec<String>) {
    let short = only_given(asker, "--short", common.short.as_ref());
    let notes = common.note.iter().filter_map(|text| only_given(asker, "--note", Some(text))).collect();
    (short, notes)
}

/// The id: the one given, or the one proposed; nothing may have it.
pub fn id(asker: &mut Asker, desk: &Desk, common: &Common, proposed: Option<&str>) -> anyhow::Result<Option<String>> {
    let graph = &desk.loaded.graph;
    let free = |text: &str| {
        let id = values::new_id(text)?;
        match graph.by_id(&id) {
            Some(_) => Err(format!("`{id}` is there already; `interlex show {id}` shows it")),
            None => Ok(id),
        }
    };
    if let (None, Some(proposed)) = (&common.id, proposed) {
        let what = format!("the name by which others cite it, for ever; Enter takes {proposed}");
        let answer = asker.one(Question::new("--id", "Id", &what), None, free)?;
        return match answer.map_or_else(|| free(proposed), Ok) {
            Ok(id) => Ok(Some(id)),
            Err(problem) => {
                asker.problem(format!("--id: {problem}; give another"));
                Ok(None)
            }
        };
    }
    let question = Question::new("--id", "Id", "words of a-z and 0-9 joined by hyphens, such as sg-ai-verify").must();
    asker.one(question, common.id.as_deref(), free)
}

/// The layers.
pub fn layers(asker: &mut Asker, given: &[Layer], must: bool) -> anyhow::Result<Vec<Layer>> {
    if !given.is_empty() {
        return Ok(given.to_vec());
    }
    let names = values::variants(Layer::ALL.into_iter());
    let question = Question::new("--layer", "Layers", "where it works, one or several with commas").among(&names);
    let question = if must { question.must() } else { question };
    asker.many(question, &[], ',', |text| values::variant(Layer::ALL.into_iter(), Layer::label, text))
}

/// The topics.
pub fn topics(asker: &mut Asker, loaded: &Loaded, given: &[String]) -> anyhow::Result<Vec<String>> {
    let vocabulary = &loaded.graph.vocabularies().topics;
    let ids: Vec<String> = vocabulary.terms().iter().map(|term| term.id.to_string()).collect();
    let question = Question::new("--topic", "Topics", "one to four under which a reader would look, with commas");
    asker.many(question.among(&ids), given, ',', |text| values::term(vocabulary, "topic", text))
}

/// What the entry rests on, and the row of `sources.ron` if the document is a new one.
pub fn evidence(
    asker: &mut Asker,
    desk: &Desk,
    options: &EvidenceOptions,
    must: bool,
) -> anyhow::Result<(Option<Evidence>, Option<Change>)> {
    let graph = &desk.loaded.graph;
    let mut entered = options.new_source.is_some();
    let mut source = None;
    if !entered {
        let what = if asker.asks() {
            "the document that says so: an id of sources.ron, or `new` for one that is not there yet"
        } else {
            "the document that says so: an id of `interlex list sources`; or enter one with --new-source"
        };
        let question = Question::new("--source", "Source", what);
        let question = if must { question.must() } else { question };
        source = asker.one(question, options.source.as_deref(), |text| {
            if text == "new" { Ok(text.to_owned()) } else { values::source(graph, text) }
        })?;
        entered = asker.asks() && source.as_deref() == Some("new");
    }
    let change = if entered {
        let row = new_source(asker, desk, options)?;
        source = row.as_ref().map(|(id, _)| id.clone());
        row.map(|(id, row)| source_row(desk, &id, &row)).transpose()?
    } else {
        None
    };
    if source.is_none() && !asker.asks() && options.source.is_none() && !entered {
        return Ok((None, None));
    }
    let at = Question::new("--at", "Place", "article, section or page of the document");
    let at = asker.one(at, options.at.as_deref(), values::line)?;
    let find = Question::new("--find", "Locator", "three to eight consecutive words that stand there");
    let find = asker.one(find, options.find.as_deref(), values::locator)?;
    let basis = basis(asker, options.basis.as_deref())?;
    Ok((source.map(|source| Evidence { source, at, find, basis }), change))
}

fn basis(asker: &mut Asker, given: Option<&str>) -> anyhow::Result<EvidenceBasis> {
    let what = "stated if the document itself says it; Enter: inferred, you concluded it";
    let question = Question::new("--basis", "Basis", what);
    let basis = choice(asker, question, EvidenceBasis::all, EvidenceBasis::label, given)?;
    Ok(basis.unwrap_or(EvidenceBasis::Inferred))
}

/// The fields of a document: its id and its record.
fn new_source(asker: &mut Asker, desk: &Desk, options: &EvidenceOptions) -> anyhow::Result<Option<(String, String)>> {
    let graph = &desk.loaded.graph;
    let question =
        Question::new("--new-source", "Id of the document", "body, subject and year, such as uk-ai-white-paper-2023");
    let id = asker.one(question.must(), options.new_source.as_deref(), |text| {
        let id = values::new_id(text)?;
        if graph.source_by_id(&id).is_some() {
            return Err(format!("the source `{id}` is there already; cite it with --source"));
        }
        Ok(id)
    })?;
    let question = Question::new("--source-title", "Title", "as on the document").must();
    let title = asker.one(question, options.source_title.as_deref(), values::line)?;
    let question = Question::new("--source-issuer", "Issuer", "who published it").must();
    let issuer = asker.one(question, options.source_issuer.as_deref(), values::line)?;
    let question = Question::new("--source-url", "Address", "the official one, beginning with https://").must();
    let url = asker.one(question, options.source_url.as_deref(), values::url)?;
    let question = Question::new("--source-date", "Date of the document", "YYYY, YYYY-MM or YYYY-MM-DD");
    let date = asker.one(question, options.source_date.as_deref(), values::date)?;
    let accessed =
        Question::new("--source-accessed", "Read on", "the day on which you read it (YYYY-MM-DD), as it has no date");
    let accessed = if date.is_none() && options.source_accessed.is_none() { accessed.must() } else { accessed };
    let accessed = if date.is_some() && options.source_accessed.is_none() {
        None
    } else {
        asker.one(accessed, options.source_accessed.as_deref(), values::date)?
    };
    let question = Question::new("--source-kind", "Kind of the document", "what sort it is");
    let kind = choice(asker, question, SourceKind::all, SourceKind::label, options.source_kind.as_deref())?;
    let (Some(id), Some(title), Some(issuer), Some(url)) = (id, title, issuer, url) else { return Ok(None) };
    let record = Record::new("Source")
        .text("id", Some(&id))
        .text("title", Some(&title))
        .text("issuer", Some(&issuer))
        .text("date", date.as_deref())
        .text("url", Some(&url))
        .variant("kind", kind)
        .text("accessed", accessed.as_deref());
    Ok(Some((id, record.finish())))
}

fn source_row(desk: &Desk, id: &str, row: &str) -> anyhow::Result<Change> {
    table_row(desk, "sources.ron", "// The documents cited. Evidence names one of these ids. Sorted by id.\n", id, row)
}

/// The change that adds a row to a table of the graph, which may not be there yet.
pub fn table_row(desk: &Desk, path: &str, head: &str, id: &str, row: &str) -> anyhow::Result<Change> {
    let place = desk.folder.join(path);
    let old = match std::fs::read_to_string(&place) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", place.display())),
    };
    let creates = old.is_none();
    let text = old.unwrap_or_else(|| format!("{head}[\n]\n"));
    let (text, new) = insert_row(&text, id, row)
        .map_err(|problem| anyhow!("cannot add to {}: {problem}; `interlex check` shows where", place.display()))?;
    let new = if creates { Span::new(0, text.len()) } else { new };
    Ok(Change { path: path.to_owned(), text, new, creates })
}

/// The links given, or asked for one after the other. They rest on the source of the entry, as inferred, unless somebody
/// at the terminal names the place.
pub fn links(
    asker: &mut Asker,
    desk: &Desk,
    given: &[String],
    institution: bool,
    evidence: Option<&Evidence>,
) -> anyhow::Result<Vec<Link>> {
    let link = |given: LinkGiven, evidence: Evidence| Link {
        relation: given.relation,
        to: given.to,
        claim: given.claim,
        evidence,
    };
    let question = Question::new("--link", "Link", "RELATION:MECHANISM:ID=CLAIM");
    let mut links = Vec::new();
    if !given.is_empty() {
        for text in given {
            let read = asker.one(question, Some(text), |text| values::link(&desk.loaded, institution, text))?;
            links.extend(read.zip(evidence).map(|(read, evidence)| link(read, evidence.inferred())));
        }
        return Ok(links);
    }
    while asker.asks() {
        let Some(read) = ask_link(asker, desk, institution)? else { break };
        let Some(evidence) = evidence else { break };
        let at = asker.one(Question::new("--at", "Place", "where the same document says so"), None, values::line)?;
        let find = Question::new("--find", "Locator", "three to eight consecutive words that stand there");
        let find = asker.one(find, None, values::locator)?;
        let basis = basis(asker, None)?;
        links.push(link(read, Evidence { at, find, basis, source: evidence.source.clone() }));
    }
    Ok(links)
}

fn ask_link(asker: &mut Asker, desk: &Desk, institution: bool) -> anyhow::Result<Option<LinkGiven>> {
    let known = values::relations(institution);
    let question = Question::new("--link", "Link", "how it meets another entry; Enter: no more links").among(&known);
    let relation =
        asker.one(question, None, |text| values::among("relation", text, known.iter().map(String::as_str)))?;
    let Some(relation) = relation else { return Ok(None) };
    let mechanisms = values::mechanisms(&relation);
    let relation = if mechanisms.is_empty() {
        values::relation(institution, &relation, None).ok()
    } else {
        let what = "CURATION.md section 4 says when to choose which";
        let question = Question::new("--link", "Mechanism", what).among(&mechanisms).must();
        asker.one(question, None, |text| values::relation(institution, &relation, Some(text)))?
    };
    let question = Question::new("--link", "To", "the id or name of the other entry").must();
    let to = asker.one(question, None, |text| values::target(&desk.loaded.graph, text))?;
    let question = Question::new("--link", "Claim", "who does what towards whom, one line in your own words").must();
    let claim = asker.one(question, None, values::line)?;
    Ok(relation.zip(to).map(|(relation, to)| LinkGiven { relation, to, claim }))
}
