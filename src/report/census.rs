//! How all frameworks compare pair by pair, schema `interlex/census/1`.

use std::io::{self, Write};

use itertools::Itertools;
use serde_json::{Map, Value, json};

use super::cells::inert;
use super::cite::Citations;
use super::compare::detail_json;
use super::document::{Document, Span, Text};
use super::structure::{counted, id, label, lead, rounded};
use crate::analysis::statistics::percent;
use crate::analysis::{Census, PatternVerdict, PlaceTally, Standing, VerdictCounts, compare};
use crate::exchange::evidence_json;
use crate::model::{Layer, LayerSet, NodeIx, Pattern};
use crate::scope::Scope;

const VERDICTS: [PatternVerdict; 4] =
    [PatternVerdict::Compatible, PatternVerdict::Partial, PatternVerdict::Divergent, PatternVerdict::Unknown];

/// The least number of verdicts from which a pair of jurisdictions is ranked: below it, one text more or less decides.
const LEAST_KNOWN: u64 = 30;

/// The answer as a document for people, with the first `top` pairs of jurisdictions of either end in each layer.
pub fn census_document(scope: &Scope<'_>, census: &Census, top: usize) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let title = match &census.area {
        None => "Frameworks pair by pair".to_owned(),
        Some(area) => format!("Frameworks pair by pair: {}", area.name),
    };
    let mut document = Document::new(title, lead(scope));
    let made = census.area.as_ref().map_or("", |_| " made in the region");
    document.paragraph(format!(
        "{} in effect{made}, in {} of patterns and layers. Every two of them that share a layer are compared in the six patterns, as `compare` does.",
        counted(census.frameworks.len(), "framework", "frameworks"),
        counted(census.tallies.distinct, "combination", "different combinations"),
    ));
    add_grid(census, &mut document);
    add_places(scope, census, top, &mut document);
    add_ranking(scope, census, ("Nearest to each other", &census.tallies.nearest), &mut cite, &mut document);
    add_ranking(scope, census, ("Furthest apart", &census.tallies.furthest), &mut cite, &mut document);
    document.heading("What this does not show");
    document.paragraph("Two texts that compare well need not know of each other, nor be recognised by anybody: chains of links say that (`gaps`, `path`). A pattern that is not assessed on one side counts as unknown, and how many are assessed differs between jurisdictions: shares are of what is known. Each pair counts once, whatever the texts weigh. Equal pairs stand in the order of their ids.");
    document.sources(graph, &cite);
    document
}

fn add_grid(census: &Census, document: &mut Document) {
    document.heading("By layer and pattern");
    let mut rows = Vec::new();
    for tally in &census.tallies.layers {
        for (pattern, counts) in Pattern::all().zip(&tally.patterns) {
            let mut row = vec![Text::plain(tally.layer.as_str()), Text::plain(pattern.label())];
            row.extend(counts.map(|count| Text::plain(count.to_string())));
            row.push(Text::plain(compatible_share(counts).map_or_else(|| "–".to_owned(), percent)));
            rows.push(row);
        }
    }
    let columns = ["layer", "pattern", "compatible", "partial", "divergent", "unknown", "compatible of known"];
    document.table(&columns, &[2, 3, 4, 5, 6], rows);
}

/// The pairs of jurisdictions with the largest and the smallest share of compatible verdicts.
fn add_places(scope: &Scope<'_>, census: &Census, top: usize, document: &mut Document) {
    document.heading("By jurisdictions");
    document.paragraph(format!(
        "Each text stands for the jurisdictions that made it. Of each pair of these, the verdicts of all pairs of texts and all six patterns together; pairs with fewer than {LEAST_KNOWN} known verdicts in a layer are left out."
    ));
    for layer in scope.layer_list() {
        let mut ranked: Vec<(&PlaceTally, f64)> = (census.tallies.places.iter())
            .filter(|row| row.layer == layer && row.a != row.b)
            .filter_map(|row| {
                let counts = all_patterns(row);
                let known: u64 = counts[..3].iter().sum();
                Some((row, compatible_share(&counts).filter(|_| known >= LEAST_KNOWN)?))
            })
            .collect();
        ranked.sort_by(|(a, share_a), (b, share_b)| share_b.total_cmp(share_a).then((a.a, a.b).cmp(&(b.a, b.b))));
        if ranked.is_empty() {
            document.paragraph(format!("In the {} layer no pair has so many.", layer.as_str()));
            continue;
        }
        let row = |(row, share): &(&PlaceTally, f64)| {
            let [compatible, partial, divergent, _] = all_patterns(row);
            let names = [row.a, row.b].map(|home| Text::plain(place_label(scope, census, home)));
            let numbers = [row.pairs, compatible, partial, divergent].map(|it| Text::plain(it.to_string()));
            names.into_iter().chain(numbers).chain([Text::plain(percent(*share))]).collect::<Vec<Text>>()
        };
        document.paragraph(format!("In the {} layer, {}:", layer.as_str(), counted(ranked.len(), "pair", "pairs")));
        let shown: Vec<Vec<Text>> = if ranked.len() <= 2 * top {
            ranked.iter().map(row).collect()
        } else {
            let gap = vec![Text::dim("…"); 7];
            let (first, last) = (ranked[..top].iter().map(row), ranked[ranked.len() - top..].iter().map(row));
            first.chain([gap]).chain(last).collect()
        };
        let columns =
            ["jurisdiction", "and", "pairs of texts", "compatible", "partial", "divergent", "compatible of known"];
        document.table(&columns, &[2, 3, 4, 5, 6], shown);
    }
}

/// Pairs of texts with what they share, and the sources of what is said of both.
fn add_ranking<'g>(
    scope: &Scope<'g>,
    census: &Census,
    (title, ranking): (&str, &[Standing]),
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let graph = scope.graph();
    document.heading(title);
    if ranking.is_empty() {
        document.paragraph("There is no such pair.");
    }
    for standing in ranking {
        let [a, b] = ends(census, standing);
        let known = VERDICTS.into_iter().filter(|verdict| standing.count(*verdict) > 0);
        let verdicts = known.map(|verdict| format!("{} {}", standing.count(verdict), verdict.as_str())).join(", ");
        let layers = common_layers(scope, census, standing).iter().map(Layer::as_str).join(", ");
        let words = Text::nodes(graph, &[a, b], " – ").then(format!(" ({layers}): {verdicts}"));
        let comparisons = compare(graph.scales(), &profile(census, standing.a), &profile(census, standing.b));
        let below = comparisons.iter().filter(|it| it.verdict != PatternVerdict::Unknown).map(|comparison| {
            let text = Text::plain(format!("{}: ", comparison.pattern.label().to_lowercase()))
                .and(Span::Strong(comparison.verdict.as_str().to_owned()))
                .then(words_of(&detail_json(graph, comparison)));
            let frameworks = [a, b].into_iter().filter_map(|ix| graph.node(ix).framework());
            frameworks.fold(text, |text, framework| text.cited(cite, framework.evidence_for(comparison.pattern)))
        });
        document.item_with(words, below.collect());
    }
}

/// What a comparison compared, in words.
fn words_of(detail: &Value) -> String {
    let list = |key: &str| {
        let items = detail.get(key).and_then(Value::as_array).filter(|items| !items.is_empty())?;
        Some(items.iter().filter_map(Value::as_str).map(|id| id.replace('-', " ")).join(", "))
    };
    if let Some(shared) = list("shared") {
        return format!(" (shared: {shared})");
    }
    if detail.get("shared").is_some() {
        return " (nothing shared)".to_owned();
    }
    let step = |key: &str| detail.get(key).and_then(Value::as_str).unwrap_or_default().replace('_', " ");
    let (a, b) = (step("a"), step("b"));
    if a == b { format!(" (both {a})") } else { format!(" ({a}, {b})") }
}

fn ends(census: &Census, standing: &Standing) -> [NodeIx; 2] {
    [standing.a, standing.b].map(|at| census.frameworks[at as usize])
}

fn profile(census: &Census, at: u32) -> crate::analysis::Profile {
    census.entries[at as usize].profile
}

fn common_layers(scope: &Scope<'_>, census: &Census, standing: &Standing) -> LayerSet {
    let [a, b] = [standing.a, standing.b].map(|at| census.entries[at as usize].layers);
    a & b & scope.layers()
}

fn place_label(scope: &Scope<'_>, census: &Census, home: Option<u32>) -> String {
    home.map_or_else(|| "international".to_owned(), |home| label(scope.graph(), census.places[home as usize]))
}

/// The verdicts of all six patterns together.
fn all_patterns(row: &PlaceTally) -> VerdictCounts {
    row.patterns.iter().fold([0; 4], |sum, counts| std::array::from_fn(|at| sum[at] + counts[at]))
}

/// The share of compatible verdicts of those known; `None` where none is.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more than 52 bits")]
fn compatible_share(counts: &VerdictCounts) -> Option<f64> {
    let known: u64 = counts[..3].iter().sum();
    (known > 0).then(|| counts[0] as f64 / known as f64)
}

/// Writes the answer as JSON.
///
/// # Errors
/// If writing fails.
pub fn census_json(scope: &Scope<'_>, census: &Census, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let home = |home: Option<u32>| home.map(|home| id(graph, census.places[home as usize]));
    let layers = census.tallies.layers.iter().map(|row| {
        json!({
            "layer": row.layer, "frameworks": row.frameworks, "pairs": row.pairs, "patterns": patterns_json(&row.patterns),
        })
    });
    let places = census.tallies.places.iter().map(|row| {
        json!({
            "layer": row.layer, "a": home(row.a), "b": home(row.b), "pairs": row.pairs,
            "patterns": patterns_json(&row.patterns),
        })
    });
    let ranking =
        |list: &[Standing]| -> Vec<Value> { list.iter().map(|it| standing_json(scope, census, it)).collect() };
    let value = json!({
        "schema": "interlex/census/1",
        "as_of": scope.day().to_string(),
        "region": census.area.as_ref().map(|area| &area.id),
        "frameworks": census.frameworks.iter().map(|ix| id(graph, *ix)).collect::<Vec<_>>(),
        "distinct": census.tallies.distinct,
        "layers": layers.collect::<Vec<_>>(),
        "jurisdictions": places.collect::<Vec<_>>(),
        "nearest": ranking(&census.tallies.nearest),
        "furthest": ranking(&census.tallies.furthest),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn patterns_json(patterns: &[VerdictCounts; 6]) -> Value {
    let counts = |counts: &VerdictCounts| -> Map<String, Value> {
        VERDICTS.iter().zip(counts).map(|(verdict, count)| (verdict.as_str().to_owned(), json!(count))).collect()
    };
    Pattern::all().zip(patterns).map(|(pattern, of)| (pattern.as_str().to_owned(), json!(counts(of)))).collect()
}

fn standing_json(scope: &Scope<'_>, census: &Census, standing: &Standing) -> Value {
    let graph = scope.graph();
    let nodes = ends(census, standing);
    let comparisons = compare(graph.scales(), &profile(census, standing.a), &profile(census, standing.b));
    let patterns: Map<String, Value> = (comparisons.iter())
        .map(|comparison| {
            let mut detail = detail_json(graph, comparison);
            let evidence = nodes.map(|ix| {
                let framework = graph.node(ix).framework();
                framework.map(|it| evidence_json(graph, it.evidence_for(comparison.pattern))).unwrap_or_default()
            });
            let [a, b] = evidence;
            detail["evidence_a"] = json!(a);
            detail["evidence_b"] = json!(b);
            (comparison.pattern.as_str().to_owned(), detail)
        })
        .collect();
    json!({
        "a": id(graph, nodes[0]), "b": id(graph, nodes[1]),
        "layers": common_layers(scope, census, standing).iter().collect::<Vec<_>>(),
        "shared": standing.shared, "apart": standing.apart, "patterns": patterns,
    })
}

/// Writes the counts as CSV, a row for each layer, pair of jurisdictions and pattern; those of all texts first, with both
/// jurisdictions empty.
///
/// # Errors
/// If writing fails.
pub fn census_csv(scope: &Scope<'_>, census: &Census, out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let home = |home: Option<u32>| home.map_or("international", |home| id(graph, census.places[home as usize]));
    let mut writer = csv::Writer::from_writer(out);
    let columns = ["layer", "a", "b", "pattern", "compatible", "partial", "divergent", "unknown", "compatible_share"];
    writer.write_record(columns)?;
    let whole = census.tallies.layers.iter().map(|row| (row.layer, "", "", &row.patterns));
    let places = census.tallies.places.iter().map(|row| (row.layer, home(row.a), home(row.b), &row.patterns));
    for (layer, a, b, patterns) in whole.chain(places) {
        for (pattern, counts) in Pattern::all().zip(patterns) {
            let share = compatible_share(counts).map_or_else(String::new, |share| rounded(share).to_string());
            let numbers = counts.map(|count| count.to_string());
            let [a, b] = [a, b].map(inert);
            let texts = [layer.as_str(), a.as_ref(), b.as_ref(), pattern.as_str()];
            let cells = texts.into_iter().chain(numbers.iter().map(String::as_str)).chain([share.as_str()]);
            writer.write_record(cells)?;
        }
    }
    writer.flush()
}
