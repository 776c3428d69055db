//! The schemas of the answers: real answers have these forms, and nothing stands in a schema that no answer has.

#[path = "common/forms.rs"]
mod forms;
#[path = "common/world.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use forms::{Given, Walk, answers, required};
use interlex::analysis::Verdict;
use interlex::model::{
    Act, AlignmentMechanism, ConceptKind, ConflictKind, CoverageGround, FrameworkKind, JurisdictionKind,
    LiabilityRegime, Modality, NodeKind, ReferenceMechanism, RegulatorModel, SourceKind, Status,
};
use interlex::report::Form;
use jsonschema::Validator;
use serde_json::Value;
use world::{ask, fixtures};

/// Keys that no answer asked for here has, with the reason.
const NOT_SHOWN: &[(&str, &str)] = &[
    (
        "crosswalk.through[].framework",
        "no pair asked about is mapped through a third framework; tests/crosswalk.rs makes one",
    ),
    ("crosswalk.through[].provisions", "the same"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn given() -> &'static [Given] {
    static GIVEN: OnceLock<Vec<Given>> = OnceLock::new();
    GIVEN.get_or_init(answers)
}

fn schemas() -> &'static BTreeMap<&'static str, Value> {
    static SCHEMAS: OnceLock<BTreeMap<&'static str, Value>> = OnceLock::new();
    SCHEMAS.get_or_init(|| {
        let read = |form: &Form| (form.name, serde_json::from_str(form.schema).expect("a schema is JSON"));
        Form::ALL.iter().map(read).collect()
    })
}

fn validators() -> BTreeMap<&'static str, Validator> {
    let compiled = |(name, schema): (&&'static str, &Value)| {
        (*name, jsonschema::draft202012::new(schema).unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    schemas().iter().map(compiled).collect()
}

#[test]
fn every_answer_has_the_form_that_its_schema_describes() {
    let validators = validators();
    for Given { form, asked, value } in given() {
        let wrong: Vec<String> = (validators[form].iter_errors(value).take(3))
            .map(|error| format!("{error:.300} at {}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{asked}: {wrong:#?}");
    }
}

/// The keys of each described object, with how many of the objects met have them and how many have not.
fn seen() -> BTreeMap<(String, String), (usize, usize)> {
    let mut seen = BTreeMap::new();
    for (form, root) in schemas() {
        for (place, schema) in (Walk { root, form }).described() {
            for key in schema["properties"].as_object().expect("an object").keys() {
                seen.entry((place.clone(), key.clone())).or_insert((0, 0));
            }
        }
    }
    for Given { form, value, .. } in given() {
        for met in (Walk { root: &schemas()[form], form }).met(value) {
            let fields = value.pointer(&met.pointer).and_then(Value::as_object).expect("an object");
            for key in met.schema["properties"].as_object().expect("an object").keys() {
                let (with, without) = seen.get_mut(&(met.place.clone(), key.clone())).expect("a described object");
                if fields.contains_key(key) { *with += 1 } else { *without += 1 }
            }
        }
    }
    seen
}

#[test]
fn every_key_of_a_schema_occurs_in_an_answer_and_is_left_out_where_it_may_be() {
    let optional: BTreeSet<(String, String)> = (schemas().iter())
        .flat_map(|(form, root)| Walk { root, form }.described())
        .flat_map(|(place, schema)| {
            let needed: BTreeSet<&str> = required(schema).collect();
            let keys = schema["properties"].as_object().expect("an object").keys();
            keys.filter(|key| !needed.contains(key.as_str()))
                .map(|key| (place.clone(), key.clone()))
                .collect::<Vec<_>>()
        })
        .collect();
    let mut dead = Vec::new();
    let mut always = Vec::new();
    for (at, (with, without)) in seen() {
        let name = format!("{}.{}", at.0, at.1);
        let excused = NOT_SHOWN.iter().any(|(key, _)| *key == name);
        assert!(!(excused && with > 0), "{name} is shown: take it off the list");
        if with == 0 && !excused {
            dead.push(name.clone());
        }
        if with > 0 && without == 0 && optional.contains(&at) {
            always.push(name);
        }
    }
    assert!(dead.is_empty(), "in no answer: {dead:#?}");
    assert!(always.is_empty(), "optional, yet in every answer: {always:#?}");
}

#[test]
fn a_missing_key_and_an_unknown_key_are_refused_wherever_they_stand() {
    let validators = validators();
    let mut done: BTreeSet<(&str, String)> = BTreeSet::new();
    for Given { form, asked, value } in given() {
        for met in (Walk { root: &schemas()[form], form }).met(value) {
            if !done.insert((form, met.place.clone())) {
                continue;
            }
            let (mut bad, at) = (value.clone(), &met.pointer);
            let keys: Vec<String> =
                value.pointer(at).and_then(Value::as_object).expect("an object").keys().cloned().collect();
            let needed: BTreeSet<&str> = required(met.schema).collect();
            for key in keys {
                let object = bad.pointer_mut(at).and_then(Value::as_object_mut).expect("an object");
                let kept = object.remove(&key).expect("a key");
                let refused = !validators[form].is_valid(&bad);
                assert_eq!(refused, needed.contains(key.as_str()), "{asked}: without {key} at {at} ({})", met.place);
                bad.pointer_mut(at).and_then(Value::as_object_mut).expect("an object").insert(key, kept);
            }
            bad.pointer_mut(at)
                .and_then(Value::as_object_mut)
                .expect("an object")
                .insert("unheard_of".to_owned(), Value::Null);
            assert!(!validators[form].is_valid(&bad), "{asked}: an unknown key passes at {at} ({})", met.place);
        }
    }
    assert!(done.len() > 300, "{} objects tried", done.len());
}

/// Every form that the source names: what stands between `interlex/` and `/1`.
fn forms_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            forms_in(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a file to read");
            for rest in text.split("interlex/").skip(1) {
                let name: String = rest.chars().take_while(|it| it.is_ascii_lowercase() || *it == '-').collect();
                let version = rest[name.len()..].strip_prefix('/').filter(|it| it.starts_with(char::is_numeric));
                if version.is_some() && !name.is_empty() {
                    found.insert(name);
                }
            }
        }
    }
}

#[test]
fn every_form_of_the_source_has_a_schema_and_the_other_way_round() {
    let mut named = BTreeSet::new();
    forms_in(&root().join("src"), &mut named);
    // Their lines say nothing of a form: a finding, and the records of JSON Lines, of which the first is of `graph`.
    named.extend(["check".to_owned(), "jsonl".to_owned()]);
    let known: BTreeSet<String> = Form::ALL.iter().map(|form| form.name.to_owned()).collect();
    assert_eq!(named, known, "in the source and in `Form::ALL`");
    let files: BTreeSet<String> = (fs::read_dir(root().join("schema/outputs")).expect("a folder"))
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().replace(".schema.json", ""))
        .collect();
    assert_eq!(files, known, "in schema/outputs and in `Form::ALL`");
    for (name, schema) in schemas().iter().filter(|(name, _)| !["check", "jsonl"].contains(*name)) {
        let says = format!("\"interlex/{name}/1\"");
        assert!(schema.to_string().contains(&says), "the schema of {name} does not ask for {says}");
    }
}

#[test]
fn every_key_is_described_in_a_sentence_and_every_object_is_closed() {
    let mut shared: BTreeMap<&str, (&str, &Value)> = BTreeMap::new();
    for (form, root) in schemas() {
        assert!(jsonschema::draft202012::meta::is_valid(root), "{form} is no schema of draft 2020-12");
        for (place, schema) in (Walk { root, form }).described() {
            assert_eq!(schema["additionalProperties"], false, "{form}: {place}");
            for (key, value) in schema["properties"].as_object().expect("an object") {
                let words = value["description"].as_str().unwrap_or_default();
                let sentence =
                    words.ends_with('.') && words.starts_with(|it: char| it.is_uppercase() || it.is_numeric());
                assert!(sentence, "{form}: {place}.{key} is described as `{words}`");
            }
        }
        let text = root.to_string();
        for (name, definition) in root.get("$defs").and_then(Value::as_object).into_iter().flatten() {
            assert!(text.contains(&format!("\"#/$defs/{name}\"")), "{form} does not use {name}");
            let (other, same) = shared.entry(name.as_str()).or_insert((*form, definition));
            assert_eq!(*same, definition, "{name} is one thing in {other} and another in {form}");
        }
    }
}

/// The words of an `enum` of a form, without null and the empty text.
fn words(form: &str, pointer: &str) -> BTreeSet<String> {
    let list = schemas()[form].pointer(pointer).unwrap_or_else(|| panic!("{form} has no {pointer}"));
    let words = list.as_array().expect("a list").iter().filter_map(Value::as_str);
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn the_words_of_the_schemas_are_those_of_the_program() {
    let set = |names: &mut dyn Iterator<Item = &'static str>| names.map(str::to_owned).collect::<BTreeSet<String>>();
    let carrying = || {
        AlignmentMechanism::all()
            .map(AlignmentMechanism::as_str)
            .chain(ReferenceMechanism::all().map(ReferenceMechanism::as_str))
    };
    let conflicts = || ConflictKind::all().map(ConflictKind::as_str);
    let node = "/$defs/node/properties";
    let mut statuses = Status::all().map(Status::as_str).chain(["existing", "dissolved"]);
    let pairs = [
        ("gaps", "/$defs/verdict/enum".to_owned(), set(&mut Verdict::ALL.into_iter().map(Verdict::as_str))),
        ("gaps", "/$defs/concept_kind/enum".to_owned(), set(&mut ConceptKind::all().map(ConceptKind::as_str))),
        ("gaps", "/$defs/conflict/properties/kind/enum".to_owned(), set(&mut conflicts())),
        (
            "gaps",
            "/$defs/step/properties/mechanism/enum".to_owned(),
            set(&mut carrying().chain(CoverageGround::all().map(CoverageGround::as_str))),
        ),
        (
            "gaps",
            "/$defs/regime/properties/regime/enum".to_owned(),
            set(&mut LiabilityRegime::all().map(LiabilityRegime::as_str)),
        ),
        ("graph", format!("{node}/kind/enum"), set(&mut NodeKind::all().map(NodeKind::as_str))),
        ("graph", format!("{node}/status/enum"), set(&mut statuses)),
        (
            "graph",
            format!("{node}/place/properties/regulator_model/anyOf/0/properties/value/enum"),
            set(&mut RegulatorModel::all().map(RegulatorModel::as_str)),
        ),
        ("graph", "/$defs/source/properties/kind/enum".to_owned(), set(&mut SourceKind::all().map(SourceKind::as_str))),
        ("graph", "/$defs/edge/properties/modality/enum".to_owned(), set(&mut Modality::all().map(Modality::as_str))),
        (
            "graph",
            "/$defs/edge/properties/mechanism/enum".to_owned(),
            set(&mut carrying().chain(conflicts()).chain(Act::all().map(Act::as_str)).chain(["addressed", "part_of"])),
        ),
        (
            "list",
            "/oneOf/1/properties/rows/items/properties/type/enum".to_owned(),
            set(&mut FrameworkKind::all().map(FrameworkKind::as_str)),
        ),
        (
            "list",
            "/oneOf/2/properties/rows/items/properties/type/enum".to_owned(),
            set(&mut JurisdictionKind::all().map(JurisdictionKind::as_str)),
        ),
    ];
    for (form, pointer, expected) in pairs {
        assert_eq!(words(form, &pointer), expected, "{form}: {pointer}");
    }
}

#[test]
fn schema_prints_the_form_of_an_answer_with_or_without_its_prefix() {
    let text = fs::read_to_string(root().join("schema/outputs/gaps.schema.json")).expect("a schema");
    for name in ["output/gaps", "gaps", "Output/Gaps"] {
        let answer = ask(&fixtures(), &["schema", name]);
        assert_eq!((answer.code, answer.out == text), (0, true), "{name}: {}", answer.err);
    }
    let record = ask(&fixtures(), &["schema", "graph"]);
    assert!(record.out.contains("interlex: graph/graph.ron"), "`graph` is the record: {}", record.out);
    let unknown = ask(&fixtures(), &["schema", "output/gap"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean `output/gaps`?"), "{}", unknown.err);
    let of = ask(&fixtures(), &["schema", "gaps", "--of", "hiring.ron"]);
    assert_eq!(of.code, 2);
    assert!(of.err.contains("--of prints records"), "{}", of.err);
}
