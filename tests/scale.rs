//! The recipe of docs/SCALE.md gives what the library gives, from exported partitions alone. Skipped, saying so, without
//! `DuckDB`.
#![cfg(feature = "parquet")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use interlex::analysis::{census, gaps};
use interlex::exchange::{PartitionBy, partitions_parquet};
use interlex::load;
use interlex::model::Pattern;
use interlex::scope::Scope;
use serde_json::Value;

/// What the recipe answers from partitions of the real graph; `None` where `DuckDB` is not installed.
fn answered(scope: &Scope<'_>, by: PartitionBy) -> Option<Value> {
    let has = Command::new("python3").args(["-c", "import duckdb"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with duckdb is not installed");
        return None;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in partitions_parquet(scope, by).expect("Parquet takes everything") {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("writable");
        fs::write(file, bytes).expect("writable");
    }
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recipes/scale.py");
    let output = Command::new("python3").arg(recipe).arg(folder.path()).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

fn text(row: &Value, at: usize) -> String {
    row[at].as_str().expect("a text").to_owned()
}

#[test]
fn duckdb_counts_the_verdicts_and_finds_the_chains_that_the_library_does() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let Some(answer) = answered(&scope, PartitionBy::Layer) else { return };

    let mut expected = BTreeMap::new();
    for row in &census(&scope, None, 0).tallies.layers {
        for (pattern, counts) in Pattern::all().zip(row.patterns) {
            for (verdict, count) in ["compatible", "partial", "divergent", "unknown"].into_iter().zip(counts) {
                if count > 0 {
                    expected.insert([row.layer.as_str(), pattern.as_str(), verdict].map(str::to_owned), count);
                }
            }
        }
    }
    let rows = answer["verdicts"].as_array().expect("rows").iter();
    let found: BTreeMap<[String; 3], u64> =
        rows.map(|row| ([0, 1, 2].map(|at| text(row, at)), row[3].as_u64().expect("a count"))).collect();
    assert_eq!(found, expected);

    let mut expected = BTreeMap::new();
    for row in gaps(&scope, scope.world(), None).pairs {
        if let Some(strength) = row.assessment.path.as_ref().and_then(interlex::analysis::Path::strength) {
            let [a, b] = [row.a, row.b].map(|ix| loaded.graph.node(ix).id.to_string());
            expected.insert([row.layer.as_str().to_owned(), a, b], format!("{:.8}", strength.get()));
        }
    }
    assert!(expected.len() > 10_000, "there are chains to find");
    #[expect(clippy::cast_precision_loss, reason = "costs are far below 2^52")]
    let strength = |cost: u64| format!("{:.8}", (-(cost as f64) / 1e9).exp());
    let rows = answer["costs"].as_array().expect("rows").iter();
    let found: BTreeMap<[String; 3], String> =
        rows.map(|row| ([0, 1, 2].map(|at| text(row, at)), strength(row[3].as_u64().expect("a cost")))).collect();
    let wrong = expected.iter().find(|(pair, strength)| found.get(*pair) != Some(*strength));
    assert_eq!(wrong, None, "found {:?}", wrong.map(|(pair, _)| found.get(pair)));
    assert_eq!(found.len(), expected.len());
}

#[test]
fn partitions_are_the_same_every_time_and_split_as_asked() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let files = partitions_parquet(&scope, PartitionBy::Jurisdiction).expect("Parquet takes everything");
    assert!(files == partitions_parquet(&scope, PartitionBy::Jurisdiction).expect("again"), "twice the same");
    let has = |path: &str| files.iter().any(|(name, _)| name == path);
    assert!(has("scales.parquet") && has("links/layer=data/part-0.parquet"));
    assert!(has("profiles/jurisdiction=singapore/part-0.parquet"));
    assert!(has("anchors/jurisdiction=singapore/part-0.parquet"));
}
