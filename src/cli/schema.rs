//! `schema`: the shape of the records, for editors and for programs that write them.

use anyhow::{Context as _, bail};
use interlex::load::MAX_FILE_BYTES;
use interlex::load::decode::read_named;
use interlex::load::schema::RecordFile;
use interlex::report::diagnostics;
use interlex::source::Files;

use super::Outcome;
use super::args::Schema;
use super::output::write;
use super::session::Session;

/// Shapes that the RDF of a sound graph keeps to.
const SHAPES: &str = include_str!("../../schema/interlex.shacl.ttl");

pub fn run(session: &Session<'_>, options: &Schema) -> anyhow::Result<Outcome> {
    let Some(name) = &options.record else { return list(session) };
    if name.eq_ignore_ascii_case("shacl") {
        if options.of.is_some() {
            bail!("--of prints a record; shacl is the shapes of the RDF that `export --format turtle` writes");
        }
        session.format(&["turtle"])?;
        write(session, |out| out.write_all(SHAPES.as_bytes()))?;
        return Ok(Outcome::Clean);
    }
    session.format(&["json"])?;
    let Some(kind) = RecordFile::parse(name) else {
        let distance = |kind: &RecordFile| strsim::damerau_levenshtein(kind.name(), &name.to_lowercase());
        let near = RecordFile::all().min_by_key(distance).filter(|kind| distance(kind) * 3 <= kind.name().len());
        let hint = near.map_or(String::new(), |near| format!("; did you mean `{}`?", near.name()));
        let names: Vec<&str> = RecordFile::all().map(RecordFile::name).collect();
        bail!("there is no kind of record `{name}`{hint}\n  there are {}, and shacl", names.join(", "));
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
    write(session, |out| {
        serde_json::to_writer_pretty(&mut *out, &json)?;
        writeln!(out)
    })?;
    Ok(Outcome::Clean)
}

/// The kinds of records and where they stand.
fn list(session: &Session<'_>) -> anyhow::Result<Outcome> {
    session.format(&["text"])?;
    write(session, |out| {
        for kind in RecordFile::all() {
            writeln!(out, "{:<14} {}", kind.name(), kind.place())?;
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}
