//! `explain`: rules, concepts, mechanisms, verdicts.

use anyhow::bail;
use interlex::report;

use super::Outcome;
use super::args::Explain;
use super::output::{write, write_document};
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Explain) -> anyhow::Result<Outcome> {
    let format = session.format(&["text", "md", "html", "json"])?;
    let loaded = session.load()?;
    let name = options.name.trim();
    if format == "json"
        && let Some(answer) = report::explain_json(&name.to_lowercase())
    {
        write(session, |out| writeln!(out, "{answer:#}"))?;
        return Ok(Outcome::Clean);
    }
    let document = match name.to_lowercase().as_str() {
        "list" => Some(report::explain_list(&loaded.graph)),
        "rules" => Some(report::explain_rules(&loaded.graph)),
        _ => report::explain(&loaded.graph, name),
    };
    let Some(document) = document else {
        let near = report::explain_near(&loaded.graph, name);
        let hint = near.first().map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        bail!("there is nothing called `{name}` to explain{hint}\n  `interlex explain list` shows all");
    };
    if format == "json" {
        bail!("only rules of the check are explained as JSON: `{name}` is none; `rules` gives all");
    }
    write(session, |out| write_document(&document, format, out))?;
    Ok(Outcome::Clean)
}
