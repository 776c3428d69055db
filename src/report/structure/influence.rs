//! Who is leant on, schema `interlex/influence/1`.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use super::{counted, id, label, lead, listed, region_name, rounded};
use crate::analysis::statistics::{percent, share};
use crate::analysis::{Concentration, Flow, GlobalSide, Influence, InfluenceRow, Reference};
use crate::exchange::evidence_json;
use crate::model::Graph;
use crate::report::cite::Citations;
use crate::report::document::{Document, Text};
use crate::scope::Scope;

/// How many frameworks a document lists unless told otherwise.
const ROWS_SHOWN: usize = 20;

/// How many references are cited one by one.
const REFERENCES_SHOWN: usize = 12;

/// The answer as a document for people; `top` frameworks, else the first twenty.
pub fn influence_document(scope: &Scope<'_>, influence: &Influence, top: Option<usize>) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let title = match &influence.area {
        None => "Influence".to_owned(),
        Some(area) => format!("Influence: {}", area.name),
    };
    let mut document = Document::new(title, lead(scope));
    document.paragraph(format!(
        "{} in effect, {} from one to another. {}.",
        counted(influence.population, "framework", "frameworks"),
        counted(influence.references.len(), "reference", "references"),
        match &influence.area {
            None => "All are counted".to_owned(),
            Some(_) => {
                "Only frameworks made in the region are listed, and only references that these make are counted; the ranks are those among all".to_owned()
            }
        }
    ));
    add_frameworks(graph, influence, top.unwrap_or(ROWS_SHOWN), &mut document);
    add_regions(graph, influence, &mut document);
    add_flows(influence, &mut document);
    add_across(scope, influence, &mut cite, &mut document);
    document.heading("What this does not show");
    document.paragraph("A reference says that a text names or uses another, not that it follows it; a missing reference may only mean that nobody has recorded it. What sources describe more closely has more recorded references. Two texts aligned with each other pass the same weight back and forth, so that below the first places a weight says little; how many texts refer to one is the plainer number.");
    document.sources(graph, &cite);
    document
}

fn add_frameworks(graph: &Graph, influence: &Influence, top: usize, document: &mut Document) {
    document.heading("Frameworks that others lean on");
    if influence.frameworks.is_empty() {
        document.paragraph("No framework is in effect here.");
        return;
    }
    document.paragraph("Weight is the share of all attention (PageRank, in per cent): references and declarations of consistency pass it from the text that makes them to the other, all other alignments both ways, by the strength of the link.");
    let row = |row: &InfluenceRow| {
        let numbers = [row.referred_by, row.refers_to, row.aligned_with].map(|number| Text::plain(number.to_string()));
        let mut cells = vec![
            Text::plain(row.place.to_string()),
            Text::plain(label(graph, row.framework)),
            Text::plain(format!("{:.2}", row.rank * 100.0)),
        ];
        cells.extend(numbers);
        cells.push(Text::plain(row.side.label()));
        cells
    };
    let columns = ["place", "framework", "weight", "referred to by", "refers to", "aligned with", "made by"];
    document.table(&columns, &[0, 2, 3, 4, 5], influence.frameworks.iter().take(top).map(row).collect());
    let more = influence.frameworks.len().saturating_sub(top);
    if more > 0 {
        document.paragraph(Text::dim(format!("and {} more.", counted(more, "framework", "frameworks"))));
    }
}

fn add_regions(graph: &Graph, influence: &Influence, document: &mut Document) {
    document.heading("References by region");
    let rows = influence.regions.iter().map(|row| {
        let elsewhere = row.received - row.from_itself;
        let numbers = [row.frameworks, row.made, row.received, row.from_itself, elsewhere];
        let name = Text::plain(region_name(graph, row.region.as_ref()));
        std::iter::once(name).chain(numbers.map(|number| Text::plain(number.to_string()))).collect()
    });
    let columns = ["region", "frameworks", "made", "received", "from itself", "from elsewhere"];
    document.table(&columns, &[1, 2, 3, 4, 5], rows.collect());
    let all = concentration_words(&influence.concentration, "of the references fall on a region");
    let elsewhere = concentration_words(&influence.from_elsewhere, "of these from outside it");
    document.paragraph(format!(
        "International bodies aside: {all}; {elsewhere}. Gini is 0 where every region receives the same and nears 1 where one receives all; Herfindahl is the chance that two references fall on the same region."
    ));
}

fn concentration_words(it: &Concentration, what: &str) -> String {
    match (it.gini, it.herfindahl) {
        (Some(gini), Some(herfindahl)) => format!(
            "{} {what} (Gini {gini:.2}, Herfindahl {herfindahl:.2} among {})",
            it.references,
            counted(it.regions, "region", "regions"),
        ),
        _ => format!("none {what}"),
    }
}

fn add_flows(influence: &Influence, document: &mut Document) {
    document.heading("From which side to which");
    let count = |from, to| {
        let found = influence.flows.iter().find(|flow| (flow.from, flow.to) == (from, to));
        found.map_or(0, |flow| flow.references)
    };
    let (to_north, to_south) =
        (count(GlobalSide::South, GlobalSide::North), count(GlobalSide::North, GlobalSide::South));
    let made = |side: GlobalSide| -> usize {
        influence.flows.iter().filter(|flow| flow.from == side).map(|flow| flow.references).sum()
    };
    let (south, north) = (made(GlobalSide::South), made(GlobalSide::North));
    document.paragraph(format!(
        "{} {}",
        direction_words("South (Group of 77)", south, "North", to_north),
        direction_words("North", north, "South", to_south),
    ));
    let rows = GlobalSide::ALL.into_iter().map(|from| {
        let cells = GlobalSide::ALL.into_iter().map(|to| Text::plain(count(from, to).to_string()));
        std::iter::once(Text::plain(from.label())).chain(cells).collect()
    });
    let columns = ["made by", "to South", "to North", "to both together", "to international"];
    document.table(&columns, &[1, 2, 3, 4], rows.collect());
}

fn direction_words(from: &str, made: usize, to: &str, across: usize) -> String {
    if made == 0 {
        return format!("Texts of the {from} make no reference.");
    }
    let (made_words, part) = (counted(made, "reference", "references"), percent(share(across, made)));
    format!("Texts of the {from} make {made_words}, {across} of them ({part}) to texts of the {to}.")
}

/// The references across the line, with their sources.
fn add_across<'g>(scope: &Scope<'g>, influence: &Influence, cite: &mut Citations<'g>, document: &mut Document) {
    let graph = scope.graph();
    let directions = [(GlobalSide::South, GlobalSide::North), (GlobalSide::North, GlobalSide::South)];
    for (from, to) in directions {
        let across: Vec<&Reference> =
            influence.references.iter().filter(|it| (it.from_side, it.to_side) == (from, to)).collect();
        if across.is_empty() {
            continue;
        }
        document.heading(format!("From {} to {}", from.label(), to.label()));
        for reference in across.iter().take(REFERENCES_SHOWN) {
            let links = reference.links.iter().map(|ix| graph.link(*ix));
            let how = links.clone().map(|link| link.relation.label()).unique().join(", ");
            let words = format!("{} —{how}— {}", label(graph, reference.from), label(graph, reference.to));
            document.item(links.fold(Text::plain(words), |text, link| text.cited(cite, &link.evidence)));
        }
        let rest = across.iter().skip(REFERENCES_SHOWN).map(|it| label(graph, it.to)).unique();
        if across.len() > REFERENCES_SHOWN {
            let more = across.len() - REFERENCES_SHOWN;
            document.item(Text::dim(format!("and {more} more, to {}", listed(rest, 8))));
        }
    }
}

/// Writes the answer as JSON; all frameworks, or the first `top`.
///
/// # Errors
/// If writing fails.
pub fn influence_json(
    scope: &Scope<'_>,
    influence: &Influence,
    top: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let graph = scope.graph();
    let framework = |row: &InfluenceRow| {
        json!({
            "framework": id(graph, row.framework), "place": row.place, "rank": row.rank,
            "referred_by": row.referred_by, "refers_to": row.refers_to, "aligned_with": row.aligned_with,
            "region": row.region, "side": row.side.as_str(),
        })
    };
    let frameworks: Vec<Value> = influence.frameworks.iter().take(top.unwrap_or(usize::MAX)).map(framework).collect();
    let regions = influence.regions.iter().map(|row| {
        json!({
            "region": row.region, "frameworks": row.frameworks, "made": row.made, "received": row.received,
            "from_itself": row.from_itself,
        })
    });
    let flow =
        |flow: &Flow| json!({ "from": flow.from.as_str(), "to": flow.to.as_str(), "references": flow.references });
    let value = json!({
        "schema": "interlex/influence/1",
        "as_of": scope.day().to_string(),
        "region": influence.area.as_ref().map(|area| &area.id),
        "layers": scope.layer_list().collect::<Vec<_>>(),
        "population": influence.population,
        "joined": influence.joined,
        "frameworks": frameworks,
        "regions": regions.collect::<Vec<_>>(),
        "concentration": concentration_json(&influence.concentration),
        "concentration_from_elsewhere": concentration_json(&influence.from_elsewhere),
        "flows": influence.flows.iter().map(flow).collect::<Vec<_>>(),
        "references": influence.references.iter().map(|it| reference_json(graph, it)).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn concentration_json(it: &Concentration) -> Value {
    json!({
        "regions": it.regions, "references": it.references, "gini": it.gini.map(rounded),
        "herfindahl": it.herfindahl.map(rounded),
    })
}

fn reference_json(graph: &Graph, reference: &Reference) -> Value {
    let links = reference.links.iter().map(|ix| {
        let link = graph.link(*ix);
        json!({
            "mechanism": link.relation.mechanism(), "layers": link.layers.iter().collect::<Vec<_>>(),
            "claim": link.claim, "evidence": evidence_json(graph, &link.evidence),
        })
    });
    json!({
        "from": id(graph, reference.from), "to": id(graph, reference.to), "from_side": reference.from_side.as_str(),
        "to_side": reference.to_side.as_str(), "links": links.collect::<Vec<_>>(),
    })
}

/// Writes a row for each framework, or for the first `top`.
///
/// # Errors
/// If writing fails.
pub fn influence_csv(
    scope: &Scope<'_>,
    influence: &Influence,
    top: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "place",
        "framework",
        "rank",
        "referred_by",
        "refers_to",
        "aligned_with",
        "region",
        "side",
    ])?;
    for row in influence.frameworks.iter().take(top.unwrap_or(usize::MAX)) {
        writer.write_record([
            row.place.to_string(),
            id(graph, row.framework).to_owned(),
            format!("{:.9}", row.rank),
            row.referred_by.to_string(),
            row.refers_to.to_string(),
            row.aligned_with.to_string(),
            row.region.as_ref().map(ToString::to_string).unwrap_or_default(),
            row.side.as_str().to_owned(),
        ])?;
    }
    writer.flush()
}
