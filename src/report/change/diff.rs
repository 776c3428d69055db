//! `diff` as a document.

use std::collections::BTreeMap;

use super::{Contrast, body};
use crate::analysis::{Event, Happening};
use crate::model::{Graph, Id, InstitutionStatus, NodeIx, Relation, Status};
use crate::report::cite::Citations;
use crate::report::document::{Document, Span, Text};
use crate::report::gaps::names;
use crate::report::structure::label;

/// How many texts and bodies of a region are told, how many links, and how many joinings.
const SHOWN: [usize; 3] = [15, 6, 6];

/// How many names stand in a sentence before the rest is counted.
const NAMES_SHOWN: usize = 12;

/// What changed between two days.
pub fn diff_document<'g>(contrast: &'g Contrast<'_, 'g>, events: &[Event]) -> Document {
    let scope = &contrast.after.scope;
    let graph = scope.graph();
    let mut cite = Citations::new();
    let (from, to) = (contrast.before.scope.day(), scope.day());
    let only = scope.restriction().map(|only| format!(" Only {only}.")).unwrap_or_default();
    let lead = format!("From {from} to {to}.{only} A research aid, not legal advice.");
    let mut document = Document::new(format!("What changed: {}", contrast.whom()), lead);
    let regions = by_region(events);
    add_counts(graph, &regions, &mut document);
    body::add_numbers(contrast, &mut document);
    for (region, events) in &regions {
        add_events(graph, region.as_ref(), events, &mut cite, &mut document);
    }
    body::add_moves(contrast, &mut cite, &mut document);
    document.heading("What this does not show");
    document.paragraph("What happened and nobody recorded, and what was recorded later than it happened: both days are seen with what the data knows today. A link without dates holds on every day on which its ends are there. Absences, oversight models and patterns have no dates and are the same on both days.");
    document.sources(graph, &cite);
    document
}

/// Events by region, in the order in which regions first come up.
fn by_region(events: &[Event]) -> Vec<(Option<Id>, Vec<&Event>)> {
    let mut regions: Vec<(Option<Id>, Vec<&Event>)> = Vec::new();
    for event in events {
        match regions.last_mut().filter(|(region, _)| *region == event.region) {
            Some((_, list)) => list.push(event),
            None => regions.push((event.region.clone(), vec![event])),
        }
    }
    regions
}

/// What a happening is counted as.
fn sort(what: &Happening) -> &'static str {
    match what {
        Happening::Instrument { before: None, .. } => "texts new",
        Happening::Instrument { after: Some(status), .. } if status.is_over() => "texts ended",
        Happening::Instrument { .. } => "status changed",
        Happening::Institution { .. } => "bodies",
        Happening::Link { began: true, .. } => "links begun",
        Happening::Link { .. } => "links ended",
        Happening::Parties { joined: true, .. } => "joined",
        Happening::Parties { .. } => "left",
    }
}

const SORTS: [&str; 8] =
    ["texts new", "status changed", "texts ended", "bodies", "links begun", "links ended", "joined", "left"];

fn add_counts(graph: &Graph, regions: &[(Option<Id>, Vec<&Event>)], document: &mut Document) {
    document.heading("What happened, by region");
    if regions.is_empty() {
        document.paragraph("Nothing is recorded as having changed between the two days.");
        return;
    }
    let mut columns = vec!["region"];
    columns.extend(SORTS);
    let rows = regions.iter().map(|(region, events)| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for event in events {
            let weight = if let Happening::Parties { who, .. } = &event.what { who.len() } else { 1 };
            *counts.entry(sort(&event.what)).or_default() += weight;
        }
        let cell = |name| counts.get(name).copied().unwrap_or_default().to_string().into();
        let name = body::region_name(graph, region.as_ref());
        std::iter::once(name.into()).chain(SORTS.map(cell)).collect()
    });
    let right: Vec<usize> = (1..columns.len()).collect();
    document.table(&columns, &right, rows.collect());
}

fn add_events<'g>(
    graph: &'g Graph,
    region: Option<&Id>,
    events: &[&Event],
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    document.heading(body::region_name(graph, region));
    let mut left = SHOWN;
    let mut untold = 0;
    for event in events {
        let kind = match &event.what {
            Happening::Instrument { .. } | Happening::Institution { .. } => 0,
            Happening::Link { .. } => 1,
            Happening::Parties { .. } => 2,
        };
        if left[kind] == 0 {
            untold += 1;
            continue;
        }
        left[kind] -= 1;
        let date = event.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        document.item(Text::default().and(Span::Dim(format!("{date}  "))).join(told(graph, &event.what, cite)));
    }
    if untold > 0 {
        document.paragraph(Text::dim(format!("… and {untold} more; --format json has all.")));
    }
}

fn told<'g>(graph: &'g Graph, what: &Happening, cite: &mut Citations<'g>) -> Text {
    let named = |ix: NodeIx| Text::default().and(Span::Strong(label(graph, ix)));
    match what {
        Happening::Instrument { framework, before, after } => {
            let words = turned(before.map(Status::label), after.map(Status::label));
            named(*framework).then(words).cited(cite, &graph.node(*framework).evidence)
        }
        Happening::Institution { institution, before, after } => {
            let words = turned(before.map(InstitutionStatus::label), after.map(InstitutionStatus::label));
            named(*institution).then(words).cited(cite, &graph.node(*institution).evidence)
        }
        Happening::Link { link, began } => {
            let link = graph.link(*link);
            let ends = [&link.from, &link.to].map(|end| match &end.provision {
                Some(provision) => format!("{} ({provision})", label(graph, end.node)),
                None => label(graph, end.node),
            });
            let verb = if *began { "" } else { " ends" };
            let words = format!("{} —{}— {}{verb}", ends[0], link.relation.label(), ends[1]);
            Text::plain(words).cited(cite, &link.evidence)
        }
        Happening::Parties { of, relation, who, joined } => {
            let verb = if *joined { "joined by" } else { "left by" };
            let act = match relation {
                Relation::MemberOf => "as member".to_owned(),
                other => other.label(),
            };
            let parties: Vec<NodeIx> = who.iter().map(|(who, _)| *who).collect();
            let text = named(*of).then(format!(" {verb} {} ({act})", names(graph, &parties, NAMES_SHOWN)));
            who.iter().fold(text, |text, (_, link)| text.cited(cite, &graph.link(*link).evidence))
        }
    }
}

/// How a status turned: `: proposed, new`, `: adopted → in force`.
fn turned(before: Option<&str>, after: Option<&str>) -> String {
    match (before.map(str::to_lowercase), after.map(str::to_lowercase)) {
        (None, Some(after)) => format!(": new, {after}"),
        (Some(before), Some(after)) => format!(": {before} → {after}"),
        (before, None) => format!(": not there ({} on the first day)", before.unwrap_or_default()),
    }
}
