//! `explain`: rules, concepts, mechanisms, verdicts.

use std::io::{self, Write};

use anyhow::bail;
use interlex::check;
use interlex::model::Graph;
use interlex::report;

use super::Outcome;
use super::args::Explain;
use super::output::write;
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Explain) -> anyhow::Result<Outcome> {
    session.format(&["text"])?;
    let loaded = session.load()?;
    let name = options.name.trim();
    if name.eq_ignore_ascii_case("list") {
        write(session, |out| everything(&loaded.graph, out))?;
        return Ok(Outcome::Clean);
    }
    let Some(explanation) = report::explain(&loaded.graph, name) else {
        let near = report::explain_near(&loaded.graph, name);
        let hint = near.first().map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        bail!("there is nothing called `{name}` to explain{hint}\n  `interlex explain list` shows all");
    };
    write(session, |out| out.write_all(explanation.as_bytes()))?;
    Ok(Outcome::Clean)
}

fn everything(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Rules of the check")?;
    for rule in check::rules() {
        writeln!(out, "  {:<24} {}", rule.id, rule.title)?;
    }
    writeln!(out, "\nMechanisms, grounds and verdicts")?;
    for (name, summary) in report::explain_names(graph) {
        writeln!(out, "  {name:<24} {summary}")?;
    }
    writeln!(out, "\nConcepts of the method")?;
    for concept in graph.concepts() {
        writeln!(out, "  {:<40} {}", concept.id, concept.title)?;
    }
    Ok(())
}
