//! The JSON answers have the keys that scripts rely on, and they mean what they say.

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;

use serde_json::Value;
use world::{ask, fixtures, overlay, world};

const PATTERNS: [&str; 6] = ["objectives", "principles", "approach", "binding", "integration", "components"];
const LAYERS: [&str; 3] = ["legal", "technical", "data"];

/// The JSON answer to a question about the clean graph.
fn json(question: &str) -> Value {
    let folder = world();
    let args: Vec<&str> = question.split(' ').chain(["--format", "json"]).collect();
    let answer = ask(folder.path(), &args);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{question}");
    serde_json::from_str(&answer.out)
        .unwrap_or_else(|error| panic!("`{question}` answers no JSON: {error}\n{}", answer.out))
}

/// Asserts that an object has these keys.
#[track_caller]
fn has_keys(object: &Value, keys: &[&str]) {
    let object = object.as_object().unwrap_or_else(|| panic!("not an object: {object}"));
    for key in keys {
        assert!(object.contains_key(*key), "the key `{key}` is missing from {object:?}");
    }
}

#[track_caller]
fn rows<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("`{key}` is not a list in {value}"))
}

#[track_caller]
fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` is not a text in {value}"))
}

#[track_caller]
fn is_evidence(list: &Value) {
    for evidence in list.as_array().expect("a list of evidence") {
        has_keys(evidence, &["source", "at", "find", "basis"]);
        assert!(["stated", "inferred"].contains(&text(evidence, "basis")), "{evidence}");
    }
}

#[track_caller]
fn is_chain(steps: &[Value], strength: &Value, weakest: &Value) {
    let mut product = 1.0;
    for (position, step) in steps.iter().enumerate() {
        has_keys(step, &["from", "to", "relation", "mechanism", "strength", "evidence"]);
        is_evidence(&step["evidence"]);
        product *= step["strength"].as_f64().expect("a strength");
        if let Some(next) = steps.get(position + 1) {
            assert_eq!(step["to"], next["from"], "each step starts where the one before ends");
        }
        assert!(step["strength"].as_f64() >= weakest["strength"].as_f64(), "{weakest} is not the weakest of {steps:?}");
    }
    let told = strength.as_f64().expect("a strength");
    assert!((told - product).abs() < 1e-9, "the steps multiply to {product}, not {told}");
    has_keys(weakest, &["from", "to", "relation", "mechanism", "strength"]);
}

#[track_caller]
fn is_comparison(patterns: &Value) {
    let names: BTreeSet<&str> = patterns.as_object().expect("six patterns").keys().map(String::as_str).collect();
    assert_eq!(names, BTreeSet::from(PATTERNS));
    for (name, comparison) in patterns.as_object().expect("six patterns") {
        let verdict = text(comparison, "verdict");
        assert!(["compatible", "partial", "divergent", "unknown"].contains(&verdict), "{comparison}");
        match name.as_str() {
            "objectives" | "principles" | "components" => has_keys(comparison, &["shared", "only_a", "only_b"]),
            _ => has_keys(comparison, &["a", "b"]),
        }
    }
}

#[test]
fn the_graph_has_the_keys_of_the_contract() {
    let graph = json("export");
    has_keys(&graph, &["schema", "as_of", "title", "version", "licence", "sources", "nodes", "edges"]);
    for source in rows(&graph, "sources") {
        has_keys(source, &["id", "title", "issuer", "date", "url", "kind", "accessed", "note"]);
    }
    assert_eq!((text(&graph, "schema"), text(&graph, "as_of")), ("interlex/graph/1", "2024-06-30"));
    let mut kinds = BTreeSet::new();
    for node in rows(&graph, "nodes") {
        has_keys(node, &["id", "name", "aliases", "kind", "type", "jurisdiction", "region", "layers", "topics"]);
        has_keys(node, &["status", "binding", "patterns", "evidence"]);
        is_evidence(&node["evidence"]);
        kinds.insert(text(node, "kind"));
        let patterns: BTreeSet<&str> =
            node["patterns"].as_object().expect("patterns").keys().map(String::as_str).collect();
        assert_eq!(patterns, BTreeSet::from(PATTERNS));
    }
    assert_eq!(kinds, BTreeSet::from(["framework", "regulator", "standards_body", "forum", "jurisdiction"]));
    let mut relations = BTreeSet::new();
    for edge in rows(&graph, "edges") {
        has_keys(edge, &["id", "from", "to", "relation", "mechanism", "layers", "modality", "since", "until"]);
        has_keys(edge, &["strength", "claim", "evidence"]);
        is_evidence(&edge["evidence"]);
        relations.insert(text(edge, "relation"));
        let carries = ["alignment", "reference"].contains(&text(edge, "relation"));
        assert_eq!(edge["strength"].is_number(), carries, "only what carries compatibility has a strength: {edge}");
    }
    let all = [
        "alignment",
        "reference",
        "conflict",
        "issued_by",
        "applies_in",
        "party_to",
        "member_of",
        "oversees",
        "develops",
    ];
    assert_eq!(relations, BTreeSet::from(all), "the clean graph has every relation");
}

#[test]
fn an_edge_that_a_field_implies_names_the_field() {
    let graph = json("export");
    let mut implied = BTreeSet::new();
    for edge in rows(&graph, "edges").iter().filter(|edge| !edge["implied_by"].is_null()) {
        let field = text(edge, "implied_by");
        let node = rows(&graph, "nodes").iter().find(|node| node["id"] == edge["from"]).expect("its start");
        let named = node[field] == edge["to"] || node[field].as_array().is_some_and(|list| list.contains(&edge["to"]));
        assert!(named, "`{field}` of {node} does not name the end of {edge}");
        implied.insert(field);
    }
    assert_eq!(implied, BTreeSet::from(["addressed_to", "issuers", "jurisdiction", "jurisdictions", "parent"]));
}

#[test]
fn every_edge_joins_nodes_that_are_exported() {
    for question in ["export", "export --as-of 2005-01-01", "export --layer data", "export --topic safety"] {
        let graph = json(question);
        let ids: BTreeSet<&str> = rows(&graph, "nodes").iter().map(|node| text(node, "id")).collect();
        for edge in rows(&graph, "edges") {
            for end in ["from", "to"] {
                let node = text(edge, end).split('#').next().expect("an id");
                assert!(ids.contains(node), "`{question}` exports an edge to `{node}`, but not the node");
            }
        }
    }
}

#[test]
fn nodes_are_sorted_and_unique() {
    let graph = json("export");
    let ids: Vec<&str> = rows(&graph, "nodes").iter().map(|node| text(node, "id")).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
}

#[test]
fn the_gap_report_has_the_keys_of_the_contract() {
    for question in [
        "gaps --region mainland",
        "gaps --region union --with eastland,westland",
        "gaps --region world --as-of 2016-01-01",
    ] {
        let report = json(question);
        has_keys(&report, &["schema", "region", "with", "members", "coverage", "pairs", "grid", "findings", "plan"]);
        assert_eq!(text(&report, "schema"), "interlex/gaps/1");
        for row in rows(&report, "coverage") {
            has_keys(row, &["jurisdiction", "layer", "state", "frameworks", "evidence"]);
            is_evidence(&row["evidence"]);
            let evident = !rows(row, "evidence").is_empty();
            assert_eq!(evident, text(row, "state") != "not_assessed", "recorded and absent rest on evidence: {row}");
        }
        for pair in rows(&report, "pairs") {
            has_keys(pair, &["a", "b", "layer", "verdict", "contested", "strength", "weakest_link", "path"]);
            has_keys(pair, &["patterns", "conflicts"]);
            is_comparison(&pair["patterns"]);
            assert_eq!(pair["contested"].as_bool(), Some(!rows(pair, "conflicts").is_empty()), "{pair}");
            if pair["strength"].is_null() {
                assert!(rows(pair, "path").is_empty() && pair["weakest_link"].is_null(), "{pair}");
            } else {
                is_chain(rows(pair, "path"), &pair["strength"], &pair["weakest_link"]);
            }
        }
        for cell in rows(&report, "grid") {
            has_keys(cell, &["layer", "pattern", "compatible", "partial", "divergent", "unknown"]);
        }
        for list in ["findings", "plan"] {
            rows(&report, list);
        }
    }
}

#[test]
fn the_gap_report_counts_every_jurisdiction_pair_and_pattern_once() {
    let report = json("gaps --region world");
    let members = rows(&report, "members").len();
    let pairs = members * (members - 1) / 2;
    assert_eq!(members, 4, "all countries, no bloc, no part of a country");
    assert_eq!(rows(&report, "coverage").len(), members * LAYERS.len());
    assert_eq!(rows(&report, "pairs").len(), pairs * LAYERS.len());
    let grid = rows(&report, "grid");
    assert_eq!(grid.len(), LAYERS.len() * PATTERNS.len(), "three rows, six columns");
    for cell in grid {
        let counts =
            ["compatible", "partial", "divergent", "unknown"].map(|verdict| cell[verdict].as_u64().expect("a count"));
        assert_eq!(counts.iter().sum::<u64>(), pairs as u64, "every pair is in one of the four: {cell}");
    }
}

#[test]
fn the_verdicts_of_the_invented_world_are_those_worked_out_by_hand() {
    let report = json("gaps --region world");
    let verdict = |a: &str, b: &str, layer: &str| {
        let is_it = |pair: &&Value| text(pair, "a") == a && text(pair, "b") == b && text(pair, "layer") == layer;
        let pair = rows(&report, "pairs").iter().find(is_it).expect("the pair");
        (text(pair, "verdict").to_owned(), pair["strength"].as_f64(), pair["contested"] == Value::Bool(true))
    };
    let expect = |verdict: &str, strength: Option<f64>, contested| (verdict.to_owned(), strength, contested);
    // Both made the statement: 0.7 × 0.7. The act and the guidelines pull apart.
    assert_eq!(verdict("eastland", "northland", "legal"), expect("bridged", Some(0.49), true));
    // The union regulation binds both.
    assert_eq!(verdict("northland", "southland", "legal"), expect("aligned", Some(1.0), false));
    // Guidelines → standard → kit: 0.75 × 0.8.
    assert_eq!(verdict("eastland", "northland", "technical"), expect("aligned", Some(0.6), false));
    assert_eq!(verdict("northland", "southland", "technical"), expect("unlinked", None, false));
    assert_eq!(verdict("northland", "southland", "data"), expect("aligned", Some(0.77), false));
    assert_eq!(verdict("eastland", "northland", "data"), expect("absent", None, false));
    assert_eq!(verdict("northland", "westland", "legal").0, "not_assessed");
}

#[test]
fn the_plan_has_the_keys_of_the_contract_and_stands_in_the_gap_report() {
    let region = "union,northland,southland,westland,eastland";
    let plan = json(&format!("plan --region {region} --budget 3"));
    has_keys(&plan, &["schema", "region", "with", "links", "before", "after"]);
    assert_eq!(text(&plan, "schema"), "interlex/plan/1");
    assert!(!rows(&plan, "links").is_empty());
    for link in rows(&plan, "links") {
        has_keys(link, &["from", "to", "mechanism", "layer", "modality", "closes", "pairs"]);
        assert_eq!(link["closes"].as_u64(), u64::try_from(rows(link, "pairs").len()).ok());
    }
    let report = json(&format!("gaps --region {region}"));
    assert_eq!(rows(&report, "plan"), rows(&plan, "links"));
}

#[test]
fn the_path_has_the_keys_of_the_contract() {
    for question in
        ["path northland eastland", "path XS XW", "path northshire southland --layer data", "path union eastland"]
    {
        let answer = json(question);
        has_keys(&answer, &["schema", "a", "b", "layers"]);
        assert_eq!(text(&answer, "schema"), "interlex/path/1");
        for layer in rows(&answer, "layers") {
            has_keys(layer, &["layer", "verdict", "contested", "paths"]);
            for path in rows(layer, "paths") {
                has_keys(path, &["strength", "weakest_link", "steps"]);
                is_chain(rows(path, "steps"), &path["strength"], &path["weakest_link"]);
            }
        }
    }
}

#[test]
fn a_path_is_the_same_from_both_ends() {
    let (there, back) = (json("path southland eastland"), json("path eastland southland"));
    for (there, back) in rows(&there, "layers").iter().zip(rows(&back, "layers")) {
        assert_eq!((&there["verdict"], &there["contested"]), (&back["verdict"], &back["contested"]));
        for (there, back) in rows(there, "paths").iter().zip(rows(back, "paths")) {
            let ends = |path: &Value| -> Vec<(String, String)> {
                rows(path, "steps")
                    .iter()
                    .map(|step| (text(step, "from").to_owned(), text(step, "to").to_owned()))
                    .collect()
            };
            let mut turned: Vec<_> = ends(back).into_iter().map(|(from, to)| (to, from)).collect();
            turned.reverse();
            assert_eq!(ends(there), turned);
        }
    }
}

#[test]
fn path_and_gap_report_agree() {
    let report = json("gaps --region world");
    for pair in rows(&report, "pairs") {
        let answer = json(&format!("path {} {} --layer {}", text(pair, "a"), text(pair, "b"), text(pair, "layer")));
        let layer = &rows(&answer, "layers")[0];
        assert_eq!((&layer["verdict"], &layer["contested"]), (&pair["verdict"], &pair["contested"]));
        let strength = rows(layer, "paths").first().map_or(&Value::Null, |path| &path["strength"]);
        assert_eq!(strength, &pair["strength"], "{pair}");
    }
}

#[test]
fn comparisons_lists_and_lookups_name_their_schema() {
    let compared = json("compare north-ai-act union-ai-regulation wso-ai-risk-standard");
    assert_eq!(text(&compared, "schema"), "interlex/compare/1");
    assert_eq!((rows(&compared, "sides").len(), rows(&compared, "pairs").len()), (3, 3));
    for pair in rows(&compared, "pairs") {
        is_comparison(&pair["patterns"]);
    }
    let listed = json("list frameworks");
    assert_eq!((text(&listed, "schema"), text(&listed, "list")), ("interlex/list/1", "frameworks"));
    assert_eq!(rows(&listed, "rows").len(), 13);
    let shown = json("show union-ai-regulation");
    assert_eq!(text(&shown, "schema"), "interlex/show/1");
    let exported = json("export");
    let node = rows(&exported, "nodes").iter().find(|node| text(node, "id") == "union-ai-regulation");
    assert_eq!(Some(&shown["node"]), node, "one node has one shape everywhere");
}

#[test]
fn a_system_against_the_graph_has_its_keys_and_evidence() {
    let folder = world();
    let profile = fixtures().join("hiring.ron");
    let profile = profile.to_str().expect("a UTF-8 path");
    let answer = ask(folder.path(), &["simulate", profile, "--format", "json"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let answer: Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!(text(&answer, "schema"), "interlex/simulate/1");
    has_keys(&answer, &["as_of", "title", "traits", "roles", "places", "categories", "reuse", "conflicts", "flows"]);
    for place in rows(&answer, "places") {
        has_keys(place, &["id", "name", "kind", "members", "frameworks", "coming", "liability"]);
        for framework in rows(place, "frameworks") {
            has_keys(framework, &["framework", "status", "binding", "binds", "applies_in", "reaches", "risk_class"]);
            for ground in rows(framework, "applies_in") {
                has_keys(ground, &["ground", "strength", "via", "places", "evidence"]);
            }
            for entry in ["because", "obligations", "of_others"].iter().flat_map(|list| rows(framework, list)) {
                is_evidence(&entry["evidence"]);
            }
        }
    }
    let shown = json("show union-ai-regulation");
    for list in ["reaches", "risk_classes", "obligations"] {
        for entry in rows(&shown["node"], list) {
            is_evidence(&entry["evidence"]);
        }
    }
    assert_eq!(shown["node"]["risk_classes"][0]["tier"], "high", "tiers are told by name");
}

#[test]
fn findings_have_the_keys_of_the_contract_one_object_a_line() {
    let folder = world();
    overlay(&fixtures().join("rules/unknown_field/frameworks"), &folder.path().join("graph/frameworks"));
    let answer = ask(folder.path(), &["check", "--format", "json"]);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""), "no summary spoils what programs read");
    let keys = ["rule", "level", "file", "line", "column", "end_line", "end_column", "message", "help", "suggestion"];
    for line in answer.out.lines() {
        let row: Value = serde_json::from_str(line).expect("one object a line");
        let found: BTreeSet<&str> = row.as_object().expect("an object").keys().map(String::as_str).collect();
        // What came after the contract stands beside its keys.
        assert_eq!(found, keys.into_iter().chain(["subject"]).collect());
        assert_eq!(text(&row, "subject"), "north-chat-code", "the entry concerned");
    }
    let first: Value = serde_json::from_str(answer.out.lines().next().expect("a finding")).expect("one object a line");
    assert_eq!(text(&first, "file"), "graph/frameworks/north/north-chat-code.ron", "paths are relative");
    assert_eq!(
        (first["line"].as_u64(), first["column"].as_u64(), text(&first, "suggestion")),
        (Some(8), Some(5), "layers")
    );
}
