//! What other engines need to repeat the pair comparison and the best chains, as Parquet in Hive's folders
//! (`profiles/layer=legal/part-0.parquet`). docs/SCALE.md shows a recipe.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;

use super::json::{components, terms};
use crate::analysis::{Applicability, Network, Profile, census};
use crate::model::{ApproachStep, BindingStep, IntegrationStep, Layer, NodeIx, TermSet};
use crate::scope::Scope;

/// How many rows are written together.
const GROUP: usize = 10_000;

/// By what profiles and anchors are split into folders; links always by layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartitionBy {
    /// `layer=legal`, `layer=technical`, `layer=data`.
    Layer,
    /// `jurisdiction=singapore`, …; texts of no jurisdiction under `jurisdiction=international`.
    Jurisdiction,
}

/// A value of a row.
enum Value {
    Text(String),
    Maybe(Option<String>),
    List(Vec<String>),
    Number(Option<i64>),
    Share(f64),
    Flag(bool),
}

/// Rows of a table by the folder they belong into.
type Folders = BTreeMap<String, Vec<Vec<Value>>>;

/// The columns of each table in Parquet's own language, without the column that its folders stand for.
const PROFILES: &[(&str, &str)] = &[
    ("framework", "required binary framework (STRING)"),
    ("objectives", LIST),
    ("objectives_mask", "optional int64 objectives_mask"),
    ("principles", LIST),
    ("principles_mask", "optional int64 principles_mask"),
    ("approach", "optional binary approach (STRING)"),
    ("approach_step", "optional int64 approach_step"),
    ("binding", "optional binary binding (STRING)"),
    ("binding_step", "optional int64 binding_step"),
    ("integration", "optional binary integration (STRING)"),
    ("integration_step", "optional int64 integration_step"),
    ("components", LIST),
    ("components_mask", "optional int64 components_mask"),
];
const LINKS: &[(&str, &str)] = &[
    ("from", "required binary from (STRING)"),
    ("to", "required binary to (STRING)"),
    ("cost", "required int64 cost"),
    ("passable", "required boolean passable"),
];
const ANCHORS: &[(&str, &str)] = &[
    ("node", "required binary node (STRING)"),
    ("cost", "required int64 cost"),
    ("strength", "required double strength"),
    ("place", "required boolean place"),
];
const SCALES: &[(&str, &str)] = &[
    ("set_compatible", "required double set_compatible"),
    ("step_compatible", "required int64 step_compatible"),
    ("step_partial", "required int64 step_partial"),
    ("hop_limit", "required int64 hop_limit"),
    ("aligned", "required double aligned"),
    ("bridged", "required double bridged"),
];
/// Stands for a list of texts.
const LIST: &str = "";

/// The files of all tables: paths and contents, in the same order for the same graph.
///
/// # Errors
/// If the writer refuses a table.
pub fn partitions_parquet(scope: &Scope<'_>, by: PartitionBy) -> Result<Vec<(String, Vec<u8>)>, ParquetError> {
    let scales = scope.graph().scales();
    let count = |value: usize| Value::Number(i64::try_from(value).ok());
    let row = vec![
        Value::Share(scales.set_compatible.value.get()),
        count(scales.step_compatible.value),
        count(scales.step_partial.value),
        count(scales.hop_limit.value),
        Value::Share(scales.aligned.value.get()),
        Value::Share(scales.bridged.value.get()),
    ];
    let mut files = vec![("scales.parquet".to_owned(), file("scales", SCALES, &[row])?)];
    let other = match by {
        PartitionBy::Layer => "jurisdiction",
        PartitionBy::Jurisdiction => "layer",
    };
    // The column that no folder stands for comes first.
    let told = format!("required binary {other} (STRING)");
    let with = |columns: &[(&'static str, &'static str)]| [&[(other, told.as_str())], columns].concat();
    for (table, columns, folders) in [
        ("profiles", with(PROFILES), profiles(scope, by)),
        ("anchors", with(ANCHORS), anchors(scope, by)),
        ("links", LINKS.to_vec(), links(scope)),
    ] {
        for (folder, rows) in folders {
            files.push((format!("{table}/{folder}/part-0.parquet"), file(table, &columns, &rows)?));
        }
    }
    Ok(files)
}

/// The folder of a row, and the value of the column that no folder stands for.
fn place(by: PartitionBy, layer: Layer, jurisdiction: &str) -> (String, Value) {
    match by {
        PartitionBy::Layer => (format!("layer={}", layer.as_str()), Value::Text(jurisdiction.to_owned())),
        PartitionBy::Jurisdiction => (format!("jurisdiction={jurisdiction}"), Value::Text(layer.as_str().to_owned())),
    }
}

/// A row for each framework that [`census`] compares, in each layer, for each jurisdiction that made it.
fn profiles(scope: &Scope<'_>, by: PartitionBy) -> Folders {
    let graph = scope.graph();
    let census = census(scope, None, 0);
    let mut folders = Folders::new();
    for (ix, entry) in census.frameworks.iter().zip(&census.entries) {
        let homes = entry.homes.iter().map(|home| graph.node(census.places[*home as usize]).id.as_str());
        let homes: Vec<&str> = if entry.homes.is_empty() { vec!["international"] } else { homes.collect() };
        for layer in scope.layer_list().filter(|layer| entry.layers.contains(*layer)) {
            for home in &homes {
                let (folder, first) = place(by, layer, home);
                let mut row = vec![first, Value::Text(graph.node(*ix).id.to_string())];
                row.extend(patterns(scope, &entry.profile));
                folders.entry(folder).or_default().push(row);
            }
        }
    }
    folders
}

fn patterns(scope: &Scope<'_>, profile: &Profile) -> Vec<Value> {
    let vocabularies = scope.graph().vocabularies();
    let owned = |list: Vec<&str>| Value::List(list.into_iter().map(str::to_owned).collect());
    let mask = |bits: Option<u64>| Value::Number(bits.map(u64::cast_signed));
    let text = |step: Option<&str>| Value::Maybe(step.map(str::to_owned));
    let rank = |step: Option<usize>| Value::Number(step.and_then(|step| i64::try_from(step).ok()));
    vec![
        owned(profile.objectives.map(|set| terms(&vocabularies.objectives, set)).unwrap_or_default()),
        mask(profile.objectives.map(TermSet::bits)),
        owned(profile.principles.map(|set| terms(&vocabularies.principles, set)).unwrap_or_default()),
        mask(profile.principles.map(TermSet::bits)),
        text(profile.approach.map(ApproachStep::as_str)),
        rank(profile.approach.map(|step| step as usize)),
        text(profile.binding.map(BindingStep::as_str)),
        rank(profile.binding.map(|step| step as usize)),
        text(profile.integration.map(IntegrationStep::as_str)),
        rank(profile.integration.map(|step| step as usize)),
        owned(profile.components.map(components).unwrap_or_default()),
        mask(profile.components.map(|set| set.as_u64())),
    ]
}

/// What a chain may start or end with in each country and territory, and how much that costs.
fn anchors(scope: &Scope<'_>, by: PartitionBy) -> Folders {
    let graph = scope.graph();
    let mut folders = Folders::new();
    for jurisdiction in scope.world().members {
        let applicability = Applicability::of(scope, jurisdiction);
        for layer in scope.layer_list() {
            let own = applicability.in_layer(scope, layer).map(|it| (it, false));
            for (coverage, is_place) in own.chain(applicability.places.iter().map(|it| (it, true))) {
                let (folder, first) = place(by, layer, graph.node(jurisdiction).id.as_str());
                let row = vec![
                    first,
                    Value::Text(graph.node(coverage.node).id.to_string()),
                    Value::Number(i64::try_from(coverage.cost().0).ok()),
                    Value::Share(coverage.strength.get()),
                    Value::Flag(is_place),
                ];
                folders.entry(folder).or_default().push(row);
            }
        }
    }
    folders
}

/// The best link between two neighbours, both ways, as chains walk them; `passable` says whether a chain that came to
/// `from` may go on.
fn links(scope: &Scope<'_>) -> Folders {
    let graph = scope.graph();
    let id = |ix: NodeIx| Value::Text(graph.node(ix).id.to_string());
    let mut folders = Folders::new();
    for layer in scope.layer_list() {
        let network = Network::new(scope, layer);
        let rows = graph.node_indices().flat_map(|from| {
            let passable = network.is_passable(from);
            let row = move |(to, cost): (NodeIx, i64)| {
                vec![id(from), id(to), Value::Number(Some(cost)), Value::Flag(passable)]
            };
            let neighbours = network.neighbours(from).iter();
            neighbours
                .map(|(to, cost, _)| (*to, i64::try_from(cost.0).unwrap_or(i64::MAX)))
                .map(row)
                .collect::<Vec<_>>()
        });
        folders.insert(format!("layer={}", layer.as_str()), rows.collect());
    }
    folders
}

/// A table as a file, group by group.
fn file(name: &str, columns: &[(&str, &str)], rows: &[Vec<Value>]) -> Result<Vec<u8>, ParquetError> {
    let told = columns.iter().map(|(name, told)| match *told {
        LIST => {
            format!("required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}")
        }
        told => format!("{told};"),
    });
    let schema = format!("message {name} {{ {} }}", told.collect::<Vec<_>>().join(" "));
    let properties =
        WriterProperties::builder().set_created_by("interlex".to_owned()).set_compression(Compression::SNAPPY).build();
    let schema = Arc::new(parse_message_type(&schema)?);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    for group in rows.chunks(GROUP) {
        let mut out = writer.next_row_group()?;
        for at in 0..columns.len() {
            let Some(mut column) = out.next_column()? else { break };
            let values: Vec<&Value> = group.iter().map(|row| &row[at]).collect();
            write(&mut column, &values)?;
            column.close()?;
        }
        out.close()?;
    }
    writer.into_inner()
}

/// One column of a group; all its values are of one kind.
fn write(
    column: &mut ::parquet::file::writer::SerializedColumnWriter<'_>,
    values: &[&Value],
) -> Result<(), ParquetError> {
    let (mut texts, mut numbers, mut shares, mut flags) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut there, mut further) = (Vec::new(), Vec::new());
    let bytes = |text: &String| ByteArray::from(text.as_bytes().to_vec());
    let mut list = false;
    for value in values {
        match value {
            Value::Text(text) => texts.push(bytes(text)),
            Value::Maybe(text) => {
                there.push(i16::from(text.is_some()));
                texts.extend(text.iter().map(bytes));
            }
            Value::List(items) => {
                list = true;
                there.extend(std::iter::repeat_n(i16::from(!items.is_empty()), items.len().max(1)));
                further.extend((0..items.len().max(1)).map(|position| i16::from(position > 0)));
                texts.extend(items.iter().map(bytes));
            }
            Value::Number(number) => {
                there.push(i16::from(number.is_some()));
                numbers.extend(number);
            }
            Value::Share(share) => shares.push(*share),
            Value::Flag(flag) => flags.push(*flag),
        }
    }
    let (there, further) = (Some(&there[..]), list.then_some(&further[..]));
    match values.first() {
        Some(Value::Number(_)) => column.typed::<Int64Type>().write_batch(&numbers, there, None)?,
        Some(Value::Share(_)) => column.typed::<DoubleType>().write_batch(&shares, None, None)?,
        Some(Value::Flag(_)) => column.typed::<BoolType>().write_batch(&flags, None, None)?,
        Some(Value::Text(_)) => column.typed::<ByteArrayType>().write_batch(&texts, None, None)?,
        _ => column.typed::<ByteArrayType>().write_batch(&texts, there, further)?,
    };
    Ok(())
}
