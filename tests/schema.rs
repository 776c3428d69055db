//! The schemas of the records: what they accept and refuse, and that those in `schema/` are those of the program.

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::path::{Path, PathBuf};

use interlex::load::schema::RecordFile;
use interlex::source::SourceFile;
use jsonschema::Validator;
use serde_json::Value;
use world::{ask, empty, fixtures};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn validator(kind: RecordFile) -> Validator {
    jsonschema::draft202012::new(&kind.schema()).expect("a schema of draft 2020-12")
}

fn read(path: &Path) -> SourceFile {
    SourceFile::new(path.display().to_string(), fs::read_to_string(path).expect("a file to read"))
}

/// A record file as JSON.
fn json(kind: RecordFile, path: &Path) -> Value {
    kind.to_json(&read(path)).unwrap_or_else(|found| panic!("{}: {found:?}", path.display()))
}

fn all_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "ron") {
            found.push(path);
        }
    }
}

#[test]
fn the_schemas_in_the_repository_are_those_of_the_program() {
    for kind in RecordFile::all() {
        let path = root().join(format!("schema/records/{}.schema.json", kind.name()));
        let kept = fs::read_to_string(&path).unwrap_or_default();
        let now = serde_json::to_string_pretty(&kind.schema()).expect("JSON") + "\n";
        assert!(kept == now, "{} is stale: run `just schemas` and commit it", path.display());
    }
    let kept = fs::read_dir(root().join("schema/records")).expect("a folder").count();
    assert_eq!(kept, RecordFile::all().count(), "one file a kind and nothing else in schema/records");
}

#[test]
fn every_schema_is_one_of_draft_2020_12() {
    for kind in RecordFile::all() {
        let schema = kind.schema();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{}", kind.name());
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{}", kind.name());
    }
}

#[test]
fn every_record_of_the_real_and_of_the_invented_graph_is_valid() {
    for graph in [root().join("graph"), fixtures().join("clean")] {
        let mut files = Vec::new();
        all_files(&graph, &mut files);
        assert!(files.len() > 20, "{} has files", graph.display());
        let validators: Vec<(RecordFile, Validator)> = RecordFile::all().map(|kind| (kind, validator(kind))).collect();
        for path in files {
            let relative = path.strip_prefix(&graph).expect("below").to_string_lossy().replace('\\', "/");
            let kind = RecordFile::of(&relative).expect("a file of a graph");
            let (_, validator) = validators.iter().find(|(it, _)| *it == kind).expect("all kinds");
            let json = json(kind, &path);
            let wrong: Vec<String> =
                validator.iter_errors(&json).map(|error| format!("{} at {}", error, error.instance_path())).collect();
            assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
        }
    }
}

#[test]
fn profiles_and_scenarios_are_valid() {
    for (kind, folder) in [(RecordFile::Profile, "profiles"), (RecordFile::Scenario, "scenarios")] {
        let mut files = Vec::new();
        all_files(&root().join(folder), &mut files);
        assert!(!files.is_empty());
        for path in files {
            let json = json(kind, &path);
            let wrong: Vec<String> = validator(kind).iter_errors(&json).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
        }
    }
}

/// Every object in a value, by pointer.
fn objects(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.push(at.to_owned());
            for (name, value) in fields {
                objects(value, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                objects(item, &format!("{at}/{position}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_field_that_no_record_has_is_refused_wherever_it_stands() {
    let validator = validator(RecordFile::Framework);
    let good = json(RecordFile::Framework, &fixtures().join("clean/frameworks/union/union-ai-regulation.ron"));
    assert!(validator.is_valid(&good));
    let mut places = Vec::new();
    objects(&good, "", &mut places);
    assert!(places.len() > 10);
    for place in places {
        let mut bad = good.clone();
        let object = bad.pointer_mut(&place).and_then(Value::as_object_mut).expect("an object");
        object.insert("unheard_of".to_owned(), Value::Null);
        assert!(!validator.is_valid(&bad), "an unknown field passes at `{place}`");
    }
}

#[test]
fn a_value_of_the_wrong_type_is_refused_in_every_field() {
    let validator = validator(RecordFile::Framework);
    let good = json(RecordFile::Framework, &fixtures().join("clean/frameworks/union/union-ai-regulation.ron"));
    for name in good.as_object().expect("a record").keys() {
        let mut bad = good.clone();
        bad[name] = Value::from(17.5);
        assert!(!validator.is_valid(&bad), "a number passes for `{name}`");
    }
}

#[test]
fn what_records_need_and_words_that_no_list_has_are_refused() {
    let validator = validator(RecordFile::Framework);
    let good = json(RecordFile::Framework, &fixtures().join("clean/frameworks/union/union-ai-regulation.ron"));
    for name in ["id", "name", "kind", "status"] {
        let mut bad = good.clone();
        bad.as_object_mut().expect("a record").remove(name);
        assert!(!validator.is_valid(&bad), "a record without `{name}` passes");
    }
    let edits = [
        ("/kind", Value::from("Lawn")),
        ("/id", Value::from("Not An Id")),
        ("/layers/0", Value::from("legal")),
        ("/links/0/relation", Value::from("Alignment")),
        ("/links/0/mapping/strength", Value::from(11)),
        ("/evidence/0/basis", Value::from("Guessed")),
    ];
    for (place, value) in edits {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap_or_else(|| panic!("no {place}")) = value;
        assert!(!validator.is_valid(&bad), "{place} passes");
    }
}

#[test]
fn a_record_as_json_says_what_the_text_says() {
    let text =
        "Framework(id: \"a\", name: \"A \\\"B\\\"\", kind: Law, status: InForce, layers: [Legal], risk_scheme: None,
        links: [(relation: Alignment(Adoption), to: \"b\", mapping: (set: Subset, strength: Some(8)), claim: r#\"c\"#)],
        dates: Dates(adopted: \"2024\"), patterns: (binding: (value: None, evidence: [])))";
    let json = RecordFile::Framework.to_json(&SourceFile::new("a.ron".to_owned(), text.to_owned())).expect("good");
    let expected = serde_json::json!({
        "id": "a", "name": "A \"B\"", "kind": "Law", "status": "InForce", "layers": ["Legal"], "risk_scheme": null,
        "links": [{
            "relation": {"Alignment": "Adoption"}, "to": "b", "mapping": {"set": "Subset", "strength": 8}, "claim": "c",
        }],
        "dates": {"adopted": "2024"}, "patterns": {"binding": {"value": "None", "evidence": []}},
    });
    assert_eq!(json, expected);
    assert!(validator(RecordFile::Framework).is_valid(&json));
}

#[test]
fn a_text_that_is_no_record_is_told_with_its_place() {
    let folder = empty();
    fs::write(folder.path().join("x.ron"), "Framework(id: \"x\", nmae: \"X\")").expect("writable");
    let answer = ask(folder.path(), &["schema", "framework", "--of", "x.ron"]);
    assert_eq!(answer.code, 1);
    assert!(answer.out.contains("unknown field `nmae`") && answer.out.contains("x.ron:1:20"), "{}", answer.out);
}
