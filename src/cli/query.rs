//! `query`: SPARQL over the graph as RDF.

use super::Outcome;
use super::args::Query;
use super::output::write;
use super::session::Session;

/// The queries that come with the program.
const SHIPPED: [(&str, &str); 5] = [
    ("africa-eu", include_str!("../../queries/africa-eu.rq")),
    ("ai-act-mappings", include_str!("../../queries/ai-act-mappings.rq")),
    ("conflicts", include_str!("../../queries/conflicts.rq")),
    ("inferred", include_str!("../../queries/inferred.rq")),
    ("unlinked", include_str!("../../queries/unlinked.rq")),
];

pub fn run(session: &Session<'_>, options: &Query) -> anyhow::Result<Outcome> {
    if options.list {
        return list(session);
    }
    #[cfg(feature = "sparql")]
    return answer::run(session, options);
    #[cfg(not(feature = "sparql"))]
    anyhow::bail!("this program was built without sparql; build it with `--features sparql`");
}

/// The shipped queries and what they answer.
fn list(session: &Session<'_>) -> anyhow::Result<Outcome> {
    session.format(&["text"])?;
    write(session, |out| {
        for (name, text) in SHIPPED {
            let answers = text.lines().next().unwrap_or_default().trim_start_matches("# ");
            writeln!(out, "{name:<16} {answers}")?;
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}

#[cfg(feature = "sparql")]
mod answer {
    use std::path::Path;
    use std::sync::mpsc::{self, RecvTimeoutError};
    use std::time::Duration;

    use anstream::eprintln;
    use anyhow::bail;
    use interlex::exchange::rdf::{Answer, Base, CancellationToken, MAX_QUERY_BYTES, Store};
    use interlex::report::query_document;

    use super::super::Outcome;
    use super::super::args::Query;
    use super::super::input;
    use super::super::output::{write, write_data, write_document};
    use super::super::session::Session;
    use super::SHIPPED;

    pub fn run(session: &Session<'_>, options: &Query) -> anyhow::Result<Outcome> {
        let format = session.format(&["text", "md", "html", "csv", "json", "turtle", "ntriples"])?;
        let Some(name) = options.text.as_deref() else {
            bail!(
                "name a file with a query, `-` for standard input, or a query that comes along (`interlex query --list`)"
            );
        };
        let text = text(name)?;
        let base = options.base.as_deref().map_or(Ok(Base::default()), Base::new)?;
        let loaded = session.load_sound()?;
        let mut scope = session.scope(&loaded)?;
        if options.all_dates {
            scope = scope.of_all_dates();
        }
        let store = Store::new(&scope, &base)?;
        let (answer, more) = timed(&store, &text, options)?;
        let is_triples = matches!(answer, Answer::Triples(_));
        match format {
            "turtle" | "ntriples" if !is_triples => {
                bail!("{format} is for CONSTRUCT and DESCRIBE; this query has rows: text, md, html, csv or json");
            }
            "csv" | "json" if is_triples => {
                bail!("the query makes triples, and {format} is for rows: write them as turtle or ntriples");
            }
            "csv" | "json" => write_data(session, |out| answer.write_results(format == "json", out))?,
            _ if is_triples => write_data(session, |out| answer.write_triples(&base, format != "ntriples", out))?,
            _ => write(session, |out| write_document(&query_document(&scope, &store, &answer), format, out))?,
        }
        if more && !session.global.quiet {
            eprintln!("interlex: there is more than --limit {} lets through", options.limit);
        }
        Ok(Outcome::Clean)
    }

    /// Asks within the time allowed.
    fn timed(store: &Store, text: &str, options: &Query) -> anyhow::Result<(Answer, bool)> {
        let stop = CancellationToken::new();
        let (done, wait) = mpsc::channel::<()>();
        let alarm = stop.clone();
        let time = Duration::from_secs(options.timeout);
        let clock = std::thread::spawn(move || {
            if wait.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                alarm.cancel();
            }
        });
        let answer = store.query(text, options.limit, &stop);
        drop(done);
        // The clock only waits; it has nothing to say.
        let _ = clock.join();
        Ok(answer?)
    }

    /// The query: a file, standard input, or one that comes along.
    fn text(name: &str) -> anyhow::Result<String> {
        let path = Path::new(name);
        if name == "-" || path.is_file() {
            return input::text(path, MAX_QUERY_BYTES as u64);
        }
        if let Some((_, text)) = SHIPPED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return Ok((*text).to_owned());
        }
        let wanted = name.to_lowercase();
        let distance = |(known, _): &&(&str, &str)| strsim::damerau_levenshtein(known, &wanted);
        let near = SHIPPED.iter().min_by_key(distance).filter(|near| distance(near) * 3 <= near.0.len());
        let hint = near.map_or(String::new(), |near| format!("; did you mean `{}`?", near.0));
        let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
        bail!("there is no file and no query `{name}`{hint}\n  queries that come along: {}", names.join(", "));
    }
}
