//! How many links join which regions, schema `interlex/chord/1`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::document::{Block, Document, Text};
use super::structure::lead;
use crate::analysis::{Family, RegionLinks, RegionPair};
use crate::model::{Graph, LinkIx};
use crate::scope::Scope;

/// The answer as a document for people: the picture, the numbers of each pair of regions, and the conflicts between them
/// with their sources.
pub fn chord_document(scope: &Scope<'_>, links: &RegionLinks, families: &[Family], picture: String) -> Document {
    let graph = scope.graph();
    let mut cite = super::cite::Citations::new();
    let mut document = Document::new("Links between regions", lead(scope));
    document.blocks.push(Block::Figure { svg: picture, caption: String::new() });
    let names: Vec<String> = families.iter().map(|family| format!("{}s", family.as_str())).collect();
    let mut columns = vec!["region", "and"];
    columns.extend(names.iter().map(String::as_str));
    let right: Vec<usize> = (2..columns.len()).collect();
    let row = |pair: &RegionPair| {
        let mut cells = vec![Text::plain(name(graph, pair.a)), Text::plain(name(graph, pair.b))];
        cells.extend(families.iter().map(|family| Text::plain(pair.links(*family).len().to_string())));
        cells
    };
    document.heading("Numbers");
    document.table(&columns, &right, links.pairs.iter().map(row).collect());
    if families.contains(&Family::Conflict) && links.count(Family::Conflict) > 0 {
        document.heading("Conflicts");
        for link in links.pairs.iter().flat_map(|pair| &pair.conflicts).map(|ix| graph.link(*ix)) {
            let ends = [link.from.node, link.to.node].map(|ix| graph.node(ix).label());
            let text = format!("{}: {}. {}", ends.join(" – "), link.relation.label(), link.claim);
            document.item(Text::plain(text).cited(&mut cite, &link.evidence));
        }
    }
    document.heading("What this does not show");
    document.paragraph("How strong a link is, and who is party to what. Many links of a region may only mean that it is better described; few, that nobody has looked.");
    document.sources(graph, &cite);
    document
}

fn name(graph: &Graph, region: usize) -> &str {
    graph.regions().panels.get(region).map_or("Elsewhere", |panel| panel.name.as_str())
}

fn id(graph: &Graph, region: usize) -> &str {
    graph.regions().panels.get(region).map_or("elsewhere", |panel| panel.id.as_str())
}

/// Writes the numbers as JSON, with the ends of every link.
///
/// # Errors
/// If writing fails.
pub fn chord_json(scope: &Scope<'_>, links: &RegionLinks, families: &[Family], out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let ends = |ix: &LinkIx| {
        let link = graph.link(*ix);
        json!({"from": graph.end_id(&link.from), "to": graph.end_id(&link.to), "mechanism": link.relation.mechanism()})
    };
    let pair = |pair: &RegionPair| {
        let mut value = Map::new();
        value.insert("a".to_owned(), json!(id(graph, pair.a)));
        value.insert("b".to_owned(), json!(id(graph, pair.b)));
        for family in families {
            let found = pair.links(*family);
            let mut numbers = json!({"count": found.len(), "links": found.iter().map(ends).collect::<Vec<_>>()});
            if *family == Family::Reference {
                numbers["from_b_to_a"] = json!(pair.back);
            }
            value.insert(family.as_str().to_owned(), numbers);
        }
        Value::Object(value)
    };
    let totals: Map<String, Value> =
        families.iter().map(|family| (family.as_str().to_owned(), json!(links.count(*family)))).collect();
    let value = json!({
        "schema": "interlex/chord/1",
        "as_of": scope.day().to_string(),
        "layers": scope.layer_list().map(crate::model::Layer::as_str).collect::<Vec<_>>(),
        "totals": totals,
        "pairs": links.pairs.iter().map(pair).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

/// Writes a row for each pair of regions.
///
/// # Errors
/// If writing fails.
pub fn chord_csv(scope: &Scope<'_>, links: &RegionLinks, families: &[Family], out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    let mut columns = vec!["a", "b"];
    columns.extend(families.iter().map(|family| family.as_str()));
    writer.write_record(&columns)?;
    for pair in &links.pairs {
        let mut cells = vec![id(graph, pair.a).to_owned(), id(graph, pair.b).to_owned()];
        cells.extend(families.iter().map(|family| pair.links(*family).len().to_string()));
        writer.write_record(&cells)?;
    }
    writer.flush()
}
