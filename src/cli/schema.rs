//! `schema`: the shape of records, for editors and for programs that write them, and of answers, for those that read them.

use anyhow::{Context as _, anyhow, bail};
use interlex::check;
use interlex::load::MAX_FILE_BYTES;
use interlex::load::decode::read_named;
use interlex::load::schema::RecordFile;
use interlex::report::{Form, diagnostics};
use interlex::source::Files;
use serde_json::Value;

use super::Outcome;
use super::args::Schema;
use super::output::write;
use super::session::Session;

/// What stands before the names of answers: some are called like a record.
const OUTPUT: &str = "output/";

/// The configuration of the check.
const CONFIG: &str = "interlex-toml";

/// Shapes that the RDF of a sound graph keeps to.
const SHAPES: &str = include_str!("../../schema/interlex.shacl.ttl");

pub fn run(session: &Session<'_>, options: &Schema) -> anyhow::Result<Outcome> {
    let Some(name) = &options.name else { return list(session) };
    if name.eq_ignore_ascii_case("shacl") {
        if options.of.is_some() {
            bail!("--of prints a record; shacl is the shapes of the RDF that `export --format turtle` writes");
        }
        session.format(&["turtle"])?;
        write(session, |out| out.write_all(SHAPES.as_bytes()))?;
        return Ok(Outcome::Clean);
    }
    session.format(&["json"])?;
    if name.eq_ignore_ascii_case(CONFIG) || name.eq_ignore_ascii_case("interlex.toml") {
        if options.of.is_some() {
            bail!("--of prints a record; interlex.toml is the configuration of the check");
        }
        return print(session, &check::policy::schema());
    }
    let Some(kind) = RecordFile::parse(name) else {
        let form = Form::parse(without_prefix(name)).ok_or_else(|| unknown(name))?;
        if options.of.is_some() {
            bail!(
                "--of prints records as JSON; `{OUTPUT}{}` is the form of an answer, which is JSON already",
                form.name
            );
        }
        write(session, |out| out.write_all(form.schema.as_bytes()))?;
        return Ok(Outcome::Clean);
    };
    let json = match &options.of {
        None => kind.schema(),
        Some(path) => {
            let source = read_named(path, MAX_FILE_BYTES).with_context(|| format!("cannot read {}", path.display()))?;
            match kind.to_json(&source) {
                Ok(json) => json,
                Err(found) => {
                    let mut files = Files::default();
                    files.push(source);
                    write(session, |out| diagnostics::human(&found, &files, out, true))?;
                    return Ok(Outcome::Findings);
                }
            }
        }
    };
    print(session, &json)
}

fn print(session: &Session<'_>, json: &Value) -> anyhow::Result<Outcome> {
    write(session, |out| {
        serde_json::to_writer_pretty(&mut *out, json)?;
        writeln!(out)
    })?;
    Ok(Outcome::Clean)
}

fn without_prefix(name: &str) -> &str {
    let prefix = name.get(..OUTPUT.len()).filter(|prefix| prefix.eq_ignore_ascii_case(OUTPUT));
    prefix.map_or(name, |prefix| &name[prefix.len()..])
}

/// Names what there is, and what may have been meant: the nearest of the names, with or without what stands before them.
fn unknown(name: &str) -> anyhow::Error {
    let wanted = without_prefix(name).to_lowercase();
    let records = RecordFile::all().map(|kind| (kind.name(), kind.name().to_owned()));
    let forms = Form::ALL.iter().map(|form| (form.name, format!("{OUTPUT}{}", form.name)));
    let near =
        records.chain(forms).map(|(bare, whole)| (strsim::damerau_levenshtein(bare, &wanted), bare.len(), whole));
    let near = near.min_by_key(|(distance, ..)| *distance).filter(|(distance, length, _)| distance * 3 <= *length);
    let hint = near.map_or(String::new(), |(.., whole)| format!("; did you mean `{whole}`?"));
    let records: Vec<&str> = RecordFile::all().map(RecordFile::name).collect();
    let forms: Vec<&str> = Form::ALL.iter().map(|form| form.name).collect();
    let (records, forms) = (records.join(", "), forms.join(", "));
    anyhow!(
        "there is no kind of record or answer `{name}`{hint}\n  records are {records}\n  answers are, with {OUTPUT} before them, {forms}"
    )
}

/// The kinds of records and where they stand, then the forms of answers and what writes them.
fn list(session: &Session<'_>) -> anyhow::Result<Outcome> {
    session.format(&["text"])?;
    write(session, |out| {
        for kind in RecordFile::all() {
            writeln!(out, "{:<20} {}", kind.name(), kind.place())?;
        }
        for form in Form::ALL {
            writeln!(out, "{OUTPUT}{:<13} {}", form.name, form.written_by)?;
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}
