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
const NOT_SHOWN: &[(&str, &str)] = &[];

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
            keys.filter(|key| !needed.contains(key.as_str())).map(|key| (place.clone(), key.clone())).collect::<Vec<_>>()
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
            let keys: Vec<String> = value.pointer(at).and_then(Value::as_object).expect("an object").keys().cloned().collect();
            let needed: BTreeSet<&str> = required(met.schema).collect();
            for key in keys {
                let object = bad.pointer_mut(at).and_then(Value::as_object_mut).expect("an object");
                let kept = object.remove(&key).expect("a key");
                let refused = !validators[form].is_valid(&bad);
                assert_eq!(refused, needed.contains(key.as_str()), "{asked}: without {key} at {at} ({})", met.place);
                bad.pointer_mut(at).and_then(Value::as_object_mut).expect("an object").insert(key, kept);
            }
            bad.pointer_mut(at).and_then(Value::as_object_mut).expect("an object").insert("unheard_of".to_owned(), Value::Null);
            assert!(!validators[form].is_valid(&bad), "{asked}: an unknown key passes at {at} ({})", met.place);
        }
    }
    assert!(done.len() > 300, "{} objects tried", done.len());
}
