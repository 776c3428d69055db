//! The words of a timeline.

use std::collections::BTreeSet;

use crate::analysis::{Instrument, Timeline};
use crate::model::{Graph, NodeIx, SourceIx};
use crate::render::compose::sentences::about;
use crate::scope::Scope;

/// The title, unless another was given.
pub fn title(graph: &Graph, timeline: &Timeline) -> String {
    let place = timeline.area.as_ref().map_or(String::new(), |area| {
        format!(": {}", graph.find(&area.id).map_or(area.name.as_str(), |ix| graph.node(ix).label()))
    });
    format!("AI governance timeline{place}")
}

/// What is shown.
pub fn subtitle(scope: &Scope<'_>, timeline: &Timeline) -> String {
    let count = timeline.instruments.len();
    let binding = timeline.instruments.iter().filter(|it| it.binding).count();
    let (from, to) = (timeline.from, timeline.to);
    let whole = from == from.first_of_year() && to == to.last_of_year();
    let time = if whole { format!("{} to {}", from.year(), to.year()) } else { format!("{from} to {to}") };
    let what =
        if count == 1 { "1 framework with a date".to_owned() } else { format!("{count} frameworks with a date") };
    let mut sentences = vec![format!("{what} from {time}, by region and first date; {binding} of them binding.")];
    sentences.extend(about(scope));
    sentences.join(" ")
}

/// What is not drawn, and what the data is.
pub fn footer(scope: &Scope<'_>, timeline: &Timeline) -> Vec<String> {
    let graph = scope.graph();
    let meta = graph.meta();
    let mut sentences = Vec::new();
    let frameworks = |count: usize| if count == 1 { "1 framework".to_owned() } else { format!("{count} frameworks") };
    if timeline.outside > 0 {
        sentences.push(format!("{} with dates outside this time only.", frameworks(timeline.outside)));
    }
    if timeline.undated > 0 {
        sentences.push(format!("{} without a known date.", frameworks(timeline.undated)));
    }
    let mut lines = Vec::new();
    if !sentences.is_empty() {
        lines.push(format!("Not drawn: {}", sentences.join(" ")));
    }
    let evidence = timeline.instruments.iter().flat_map(|it| &graph.node(it.framework).evidence);
    let sources: BTreeSet<SourceIx> = evidence.map(|evidence| evidence.source).collect();
    let rest = match sources.len() {
        0 => String::new(),
        1 => "Dates rest on 1 source, named by `interlex timeline --format md`. ".to_owned(),
        many => format!("Dates rest on {many} sources, listed for each framework by `interlex timeline --format md`. "),
    };
    let data = format!("Data: {} {}, {}.", meta.title, meta.version, meta.licence);
    lines.push(format!("{data} {rest}Research aid, not legal advice."));
    lines
}

/// Name, kind, status, dates and jurisdiction of a framework.
pub fn tooltip(graph: &Graph, it: &Instrument) -> String {
    let node = graph.node(it.framework);
    let kind = node.framework().map_or("", |framework| framework.kind.label());
    let dates: Vec<String> = it.events().map(|(event, date)| format!("{} {date}", event.label())).collect();
    let force = if it.binding { "binding; " } else { "" };
    format!(
        "{} ({kind}; {force}{}; {}; {})",
        node.name,
        it.status.label(),
        dates.join(", "),
        made_by(graph, it.framework)
    )
}

/// Where a framework was made, else by whom.
fn made_by(graph: &Graph, ix: NodeIx) -> String {
    let Some(framework) = graph.node(ix).framework() else { return String::new() };
    let list = if framework.jurisdictions.is_empty() { &framework.issuers } else { &framework.jurisdictions };
    let names: Vec<&str> = list.iter().map(|ix| graph.node(*ix).label()).collect();
    if names.is_empty() { "international".to_owned() } else { names.join(", ") }
}
