//! Two frameworks provision by provision, as a document, JSON (schema `interlex/crosswalk/1`), CSV and a workbook.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Value, json};

use super::cells::inert;
use super::cite::Citations;
use super::document::{Document, Span, Text};
use super::structure::{counted, id, label, lead, rounded};
use crate::analysis::{Crosswalk, CrosswalkRow, CrosswalkSide, MappingChain, ProvisionCoverage};
use crate::exchange::evidence_json;
use crate::model::{End, Graph, MappingRationale, NodeIx, SetRelation};
use crate::scope::Scope;

/// How many counterparts of a provision are told in a table before the rest is counted.
const COUNTERPARTS: usize = 4;

/// A crosswalk as a document for people: for each of the two what is covered, by what, through which mappings.
pub fn crosswalk_document(scope: &Scope<'_>, crosswalk: &Crosswalk<'_>, via: Option<NodeIx>) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let (a, b) = (label(graph, crosswalk.there.of), label(graph, crosswalk.there.by));
    let through = via.map(|via| format!(", through {}", label(graph, via))).unwrap_or_default();
    let mut document = Document::new(format!("Crosswalk of {a} and {b}{through}"), lead(scope));
    document.paragraph(
        "A provision is covered if a mapping says that all of it lies within a provision of the other text, partially \
         covered if something of it has a counterpart; a mapping that does not say how far two provisions agree counts as \
         partial. Not assessed is what no mapping speaks of: it may be covered or not.",
    );
    for side in [&crosswalk.there, &crosswalk.back] {
        add_side(graph, side, &mut cite, &mut document);
    }
    if !crosswalk.through.is_empty() {
        document.heading("Through other frameworks");
        for (node, provisions) in &crosswalk.through {
            let text = Text::default().and(Span::node(*node, label(graph, *node)));
            document.item(text.then(format!(": {}", counted(*provisions, "provision", "provisions"))));
        }
    }
    document.sources_once(graph, &cite);
    document
}

fn add_side<'g>(graph: &'g Graph, side: &CrosswalkSide<'g>, cite: &mut Citations<'g>, document: &mut Document) {
    let (of, by) = (label(graph, side.of), label(graph, side.by));
    document.heading(format!("{of}, as far as {by} covers it"));
    if side.rows.is_empty() {
        document.paragraph(format!("No provisions of {of} are recorded: not assessed."));
        return;
    }
    let facts = ProvisionCoverage::ALL.map(|coverage| {
        let count = side.count(coverage);
        let share = rounded(f64::from(u32::try_from(count * 100).unwrap_or(0)) / as_number(side.rows.len()));
        (coverage.label().to_owned(), Text::plain(format!("{count} of {} ({share:.0} %)", side.rows.len())))
    });
    document.facts(facts.to_vec());
    let assessed = side.rows.iter().filter(|row| !row.chains.is_empty());
    let rows: Vec<Vec<Text>> = assessed.map(|row| table_row(graph, row, cite)).collect();
    if rows.is_empty() {
        document.paragraph(format!("No mapping joins a provision of {of} to {by}."));
        return;
    }
    document.table(&["provision", "what it is about", "coverage", "counterparts"], &[], rows);
    let silent = side.rows.iter().filter(|row| row.chains.is_empty()).map(|row| row.provision.id.as_str()).join(", ");
    if !silent.is_empty() {
        document.paragraph(Text::dim(format!("No mapping: {silent}.")));
    }
}

fn as_number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn table_row<'g>(graph: &'g Graph, row: &CrosswalkRow<'g>, cite: &mut Citations<'g>) -> Vec<Text> {
    let coverage = match (row.coverage, row.contradictory) {
        (coverage, true) => {
            Text::plain(coverage.label()).then("; ").and(Span::Warn("mappings contradict each other".to_owned()))
        }
        (ProvisionCoverage::Covered, false) => {
            Text::default().and(Span::Strong(ProvisionCoverage::Covered.label().to_owned()))
        }
        (coverage, false) => Text::plain(coverage.label()),
    };
    let shown = row.chains.iter().take(COUNTERPARTS).map(|chain| words(graph, chain, cite));
    let mut counterparts = shown.reduce(|all, chain| all.then("; ").join(chain)).unwrap_or_default();
    if row.chains.len() > COUNTERPARTS {
        counterparts = counterparts.then(format!("; and {} more", row.chains.len() - COUNTERPARTS));
    }
    vec![Text::plain(row.provision.id.as_str()), Text::plain(row.provision.title.as_str()), coverage, counterparts]
}

/// A chain in words: `subset of cl-6-1-2`, or with what lies between: `subset of art-9 (equal to X#a, subset of Y#art-9)`.
fn words<'g>(graph: &'g Graph, chain: &MappingChain, cite: &mut Citations<'g>) -> Text {
    let end = chain.end();
    let place = end.provision.as_ref().map_or("the whole", |provision| provision.as_str());
    let mut text = Text::plain(format!("{} ", relation_words(chain.relation)));
    text = text.and(Span::node(end.node, place));
    if chain.steps.len() > 1 {
        let steps =
            chain.steps.iter().map(|step| format!("{} {}", relation_words(step.relation), end_words(graph, &step.to)));
        text = text.and(Span::Dim(format!(" ({})", steps.collect::<Vec<_>>().join(", then "))));
    }
    chain.steps.iter().fold(text, |text, step| text.cited(cite, &graph.link(step.link).evidence))
}

fn end_words(graph: &Graph, end: &End) -> String {
    let framework = graph.node(end.node).label();
    end.provision.as_ref().map_or_else(|| framework.to_owned(), |provision| format!("{framework} {provision}"))
}

fn relation_words(relation: Option<SetRelation>) -> &'static str {
    match relation {
        None => "mapped to",
        Some(SetRelation::Equal) => "equal to",
        Some(SetRelation::NotRelated) => "not related to",
        Some(other) => other.label(),
    }
}

/// Writes a crosswalk as JSON.
///
/// # Errors
/// If writing fails.
pub fn crosswalk_json(
    scope: &Scope<'_>,
    crosswalk: &Crosswalk<'_>,
    via: Option<NodeIx>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let graph = scope.graph();
    let through = crosswalk.through.iter();
    let through = through.map(|(node, count)| json!({ "framework": id(graph, *node), "provisions": count }));
    let value = json!({
        "schema": "interlex/crosswalk/1",
        "as_of": scope.day().to_string(),
        "a": id(graph, crosswalk.there.of),
        "b": id(graph, crosswalk.there.by),
        "via": via.map(|via| id(graph, via)),
        "sides": [side_json(graph, &crosswalk.there), side_json(graph, &crosswalk.back)],
        "through": through.collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn side_json(graph: &Graph, side: &CrosswalkSide<'_>) -> Value {
    let count = |coverage| side.count(coverage);
    let rows = side.rows.iter().map(|row| {
        let chains: Vec<Value> = row.chains.iter().map(|chain| chain_json(graph, side.of, row, chain)).collect();
        json!({
            "provision": row.provision.id,
            "title": row.provision.title,
            "coverage": row.coverage,
            "contradictory": row.contradictory,
            "chains": chains,
        })
    });
    json!({
        "of": id(graph, side.of),
        "by": id(graph, side.by),
        "provisions": side.rows.len(),
        "covered": count(ProvisionCoverage::Covered),
        "partial": count(ProvisionCoverage::Partial),
        "not_covered": count(ProvisionCoverage::NotCovered),
        "not_assessed": count(ProvisionCoverage::NotAssessed),
        "share": side.share().map(rounded),
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn chain_json(graph: &Graph, of: NodeIx, row: &CrosswalkRow<'_>, chain: &MappingChain) -> Value {
    let mut from = graph.end_id(&End { node: of, provision: Some(row.provision.id.clone()) });
    let mut steps = Vec::with_capacity(chain.steps.len());
    for step in &chain.steps {
        let link = graph.link(step.link);
        let to = graph.end_id(&step.to);
        steps.push(json!({
            "from": from,
            "to": to,
            "set": step.relation,
            "mechanism": link.relation.mechanism(),
            "reversed": step.reversed,
            "strength": link.mapping.and_then(|mapping| mapping.strength),
            "rationale": link.mapping.and_then(|mapping| mapping.rationale).map(MappingRationale::as_str),
            "evidence": evidence_json(graph, &link.evidence),
        }));
        from = to;
    }
    json!({ "relation": chain.relation, "to": from, "steps": steps })
}

/// The columns of the tables for programs.
const COLUMNS: [&str; 9] =
    ["of", "provision", "title", "coverage", "contradictory", "relation", "to", "through", "sources"];

/// The rows of the tables for programs: one a provision and counterpart, one for a provision without any.
fn cells<'c>(graph: &'c Graph, side: &'c CrosswalkSide<'_>) -> impl Iterator<Item = [String; 9]> + 'c {
    side.rows.iter().flat_map(move |row| {
        let head = || {
            [
                id(graph, side.of).to_owned(),
                row.provision.id.to_string(),
                row.provision.title.clone(),
                row.coverage.as_str().to_owned(),
                row.contradictory.to_string(),
            ]
        };
        let full = |tail: [String; 4]| {
            let [of, provision, title, coverage, contradictory] = head();
            let [relation, to, through, sources] = tail;
            [of, provision, title, coverage, contradictory, relation, to, through, sources]
        };
        let told = row.chains.iter().map(|chain| {
            let through = chain.steps[..chain.steps.len() - 1].iter().map(|step| graph.end_id(&step.to)).join("; ");
            let evidence = chain.steps.iter().flat_map(|step| &graph.link(step.link).evidence);
            let sources = evidence.map(|it| graph.source(it.source).id.as_str()).unique().join("; ");
            let relation = chain.relation.map_or("mapped", SetRelation::as_str);
            full([relation.to_owned(), graph.end_id(chain.end()), through, sources])
        });
        let silent = row.chains.is_empty().then(|| full([const { String::new() }; 4]));
        told.chain(silent).collect::<Vec<_>>()
    })
}

/// Writes both directions as CSV, a row a provision and counterpart.
///
/// # Errors
/// If writing fails.
pub fn crosswalk_csv(scope: &Scope<'_>, crosswalk: &Crosswalk<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for side in [&crosswalk.there, &crosswalk.back] {
        for row in cells(scope.graph(), side) {
            writer.write_record(row.iter().map(|cell| inert(cell).into_owned()))?;
        }
    }
    writer.flush()
}

/// Both directions as an Excel workbook, a sheet each.
///
/// # Errors
/// If the workbook cannot be made, for example because a sheet would have more rows than Excel allows.
#[cfg(feature = "xlsx")]
pub fn crosswalk_xlsx(scope: &Scope<'_>, crosswalk: &Crosswalk<'_>) -> Result<Vec<u8>, super::workbook::WorkbookError> {
    let graph = scope.graph();
    let names = [label(graph, crosswalk.there.of), label(graph, crosswalk.there.by)];
    let mut workbook = super::workbook::workbook(&format!("Crosswalk: {} and {}", names[0], names[1]), scope.day())?;
    for (name, side) in ["A by B", "B by A"].into_iter().zip([&crosswalk.there, &crosswalk.back]) {
        super::workbook::sheet(&mut workbook, name, &COLUMNS, cells(graph, side).map(|row| row.to_vec()))?;
    }
    workbook.save_to_buffer()
}
