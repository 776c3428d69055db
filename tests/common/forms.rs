//! Questions whose answers show every key of every form of JSON, and a walk over a schema beside an answer.
#![allow(dead_code, reason = "each test file uses some of these")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use super::world::{ask, empty, world};

/// Forms that are an object a line.
pub const OF_LINES: [&str; 3] = ["jsonl", "check", "baseline"];

/// What is asked of the invented world: form and command.
const INVENTED: &[(&str, &str)] = &[
    ("graph", "export --format json"),
    ("graph", "export --format json --all-dates"),
    ("jsonl", "export --format jsonl --all-dates"),
    ("jsonl", "export --format jsonl"),
    ("show", "show north-ai-act"),
    ("show", "show southland"),
    ("gaps", "gaps --region mainland"),
    ("gaps", "gaps --region union --with southland"),
    ("gaps", "gaps --region mainland --layer data"),
    ("gaps", "gaps --region mainland --topic liability"),
    ("gaps", "gaps --region mainland --topic environment"),
    ("gaps", "gaps --region mainland --topic labour"),
    ("path", "path northland southland"),
    ("path", "path northland eastland --top 3 --explain"),
    ("path", "path southland eastland --layer legal"),
    ("plan", "plan --region mainland"),
    ("plan", "plan --region mainland --layer technical --only recommended"),
    ("plan", "plan --region union --with southland --all-texts --until aligned"),
    ("compare", "compare north-ai-act union-ai-regulation"),
    ("compare", "compare northland southland --explain"),
    ("terms", "compare north-ai-act union-ai-regulation --terms"),
    ("crosswalk", "crosswalk north-test-kit wso-ai-risk-standard"),
    ("crosswalk", "crosswalk wso-ai-risk-standard north-test-kit"),
    ("census", "census"),
    ("census", "census --region union --top 1"),
    ("influence", "influence"),
    ("influence", "influence --region union --top 1"),
    ("consensus", "consensus"),
    ("consensus", "consensus --region southland --layer data"),
    ("bridges", "bridges"),
    ("communities", "communities"),
    ("communities", "communities --layer data --top 1"),
    ("robustness", "robustness --top 2"),
    ("robustness", "robustness --by betweenness --layer legal"),
    ("timeline", "timeline"),
    ("timeline", "timeline --region union --from 1900 --to 1901"),
    ("chord", "chord"),
    ("chord", "chord --relation conflict --relation alignment"),
    ("chord", "chord --relation reference"),
    ("coverage", "coverage --region mainland"),
    ("matrix", "matrix --region mainland --by jurisdiction"),
    ("matrix", "matrix --region mainland --by region --layer legal"),
    ("matrix", "matrix --region union --with southland --by jurisdiction"),
    ("profile", "profile north-ai-act northland mainland"),
    ("whatif", "whatif --add east-ai-guidelines,north-ai-act,alignment,mutual-recognition,legal --adopt south-ai-bill"),
    ("whatif", "whatif --repeal north-ai-act --drop northland,union --region mainland"),
    (
        "whatif",
        "whatif --join southland,ai-accord,ratified --conflict north-ai-act,east-ai-guidelines,definition,legal",
    ),
    ("diff", "diff --from 2023-01-01"),
    ("diff", "diff --from 2018-01-01 --region union --with southland"),
    ("diff", "diff --from 2024-06-30"),
    ("list", "list frameworks"),
    ("list", "list institutions"),
    ("list", "list jurisdictions"),
    ("list", "list nodes"),
    ("list", "list links"),
    ("list", "list links --type member_of"),
    ("list", "list sources"),
    ("list", "list regions"),
    ("list", "list topics"),
    ("list", "list objectives"),
    ("list", "list principles"),
    ("list", "list traits"),
    ("list", "list concepts"),
    ("list", "list terms"),
    ("explain", "explain framework_unlinked"),
    ("explain", "explain rules"),
];

/// What is asked of the real graph.
const REAL: &[(&str, &str)] = &[
    ("graph", "export --format json --topic labour --layer data"),
    ("show", "show eu-ai-act"),
    ("show", "show singapore"),
    ("show", "show eu-ai-act --as-of 2023-01-01"),
    ("show", "show sg-sal-criminal-liability-robotics"),
    ("plan", "plan --region singapore,japan,kenya,brazil --budget 1 --layer data"),
    ("jsonl", "export --format jsonl --topic liability --layer legal --as-of 2023-01-01"),
    ("consensus", "consensus --region asean --layer data"),
    ("terms", "compare iso-31000 undrr-terminology --terms"),
    ("diff", "diff --from 2020-01-01 --region mauritius,senegal"),
    ("simulate", "simulate profiles/generative-cn-global.ron --layer data"),
    ("gaps", "gaps --region singapore,japan,kenya"),
    ("gaps", "gaps --region singapore,brunei --with germany --topic liability"),
    ("path", "path singapore united-states --top 2"),
    ("plan", "plan --region singapore,japan,kenya,brazil --budget 2"),
    ("plan", "plan --region asean --with eu --only recommended --budget 1"),
    ("compare", "compare singapore japan --layer legal"),
    ("terms", "compare eu-ai-act coe-ai-convention oecd-ai-principles --terms"),
    ("census", "census --region singapore,japan --top 2"),
    ("crosswalk", "crosswalk sg-ai-verify iso-iec-42001 --via us-nist-ai-rmf"),
    ("influence", "influence --region africa --top 3 --layer data"),
    ("timeline", "timeline --region asean --from 2024"),
    ("simulate", "simulate profiles/hiring-sg-eu.ron"),
    ("simulate", "simulate profiles/credit-ke-eu.ron --as-of 2023-01-01"),
    ("whatif", "whatif --scenario scenarios/asean-eu-joint-mapping.ron --region singapore,malaysia --with germany"),
    ("diff", "diff --from 2024-01-01 --to 2025-03-01 --region singapore,brazil --with germany"),
    ("list", "list links --region singapore --type party_to"),
];

/// An answer, by the form that it should have.
pub struct Given {
    /// The form.
    pub form: &'static str,
    /// What was asked.
    pub asked: String,
    /// One value; of forms that are lines, one a line.
    pub value: Value,
}

/// The answers to all questions, the shortest of each form first.
pub fn answers() -> Vec<Given> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let invented = INVENTED.iter().map(|(form, line)| (*form, format!("{line} --graph tests/fixtures/clean")));
    let hiring = ("simulate", "simulate tests/fixtures/hiring.ron --graph tests/fixtures/clean".to_owned());
    let real = REAL.iter().map(|(form, line)| (*form, format!("{line} --graph graph")));
    let questions: Vec<(&str, String)> = real.chain(invented).chain([hiring]).collect();
    let (next, given) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((form, line)) = questions.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut words: Vec<&str> = line.split(' ').collect();
                    if !words.contains(&"--format") {
                        words.extend(["--format", "json"]);
                    }
                    let answer = ask(root, &words);
                    assert_eq!(answer.code, 0, "{line}: {}", answer.err);
                    given.lock().expect("no thread fails").push((*form, line.clone(), answer.out));
                }
            });
        }
    });
    let mut given = given.into_inner().expect("no thread fails");
    given.extend(of_files());
    given.sort_by_key(|(form, line, text)| (*form, text.len(), line.clone()));
    let values = given.into_iter().flat_map(|(form, asked, text)| {
        let one = |text: &str| Given {
            form,
            asked: asked.clone(),
            value: serde_json::from_str(text).unwrap_or_else(|error| panic!("{asked}: {error}: {text}")),
        };
        if OF_LINES.contains(&form) { text.lines().map(one).collect() } else { vec![one(&text)] }
    });
    values.collect()
}

/// What commands write about files with mistakes, and into files.
fn of_files() -> Vec<(&'static str, String, String)> {
    let folder = world();
    let path = folder.path().join("graph/frameworks/north/north-ai-act.ron");
    let text = fs::read_to_string(&path).expect("a record");
    fs::write(&path, text.replacen("kind: Law", "kind: Lawn", 1)).expect("writable");
    fs::write(folder.path().join("graph/stray.ron"), "").expect("writable");
    let check = ask(folder.path(), &["check", "--format", "json"]);
    assert_eq!(check.code, 1, "{}", check.err);
    let odd = world();
    let path = odd.path().join("graph/sources.ron");
    let sources = fs::read_to_string(&path).expect("the sources").trim_end().trim_end_matches(']').to_owned();
    let unused = "Source(id: \"unused-paper\", title: \"T\", issuer: \"I\", url: \"https://example.org/unused\"),\n]\n";
    fs::write(&path, sources + unused).expect("writable");
    let baseline = ask(odd.path(), &["check", "--write-baseline", "baseline.jsonl"]);
    let baseline_text = fs::read_to_string(odd.path().join("baseline.jsonl"))
        .unwrap_or_else(|error| panic!("{error}: {}", baseline.err));
    let strange = empty();
    let edges = r#"{"nodes":[{"id":"a","label":"A","colour":"red"},{"id":"b"}],"links":[{"source":"a","target":"b","type":"odd"}]}"#;
    fs::write(strange.path().join("theirs.json"), edges).expect("writable");
    let args = ["import", "edges", "theirs.json", "--as-of", "2026-01-31", "-o", "out", "--report", "report.json"];
    let import = ask(strange.path(), &args);
    let report = fs::read_to_string(strange.path().join("report.json"))
        .unwrap_or_else(|error| panic!("{error}: {}", import.err));
    vec![
        ("check", "check, of files with mistakes".to_owned(), check.out),
        ("baseline", "check --write-baseline".to_owned(), baseline_text),
        ("import-report", args.join(" "), report),
    ]
}

/// An object of an answer, where a schema describes it.
pub struct Met<'v> {
    /// The place in the schema: a definition shared by forms has the same in all of them.
    pub place: String,
    /// The schema of the object.
    pub schema: &'v Value,
    /// The place in the answer, as a JSON pointer.
    pub pointer: String,
}

/// A schema and what stands in its `$defs`.
#[derive(Clone, Copy)]
pub struct Walk<'s> {
    /// The whole schema.
    pub root: &'s Value,
    /// The name of the form.
    pub form: &'s str,
}

impl<'s> Walk<'s> {
    /// Every object that the schema describes: place and schema.
    pub fn described(&self) -> BTreeMap<String, &'s Value> {
        let mut found = BTreeMap::new();
        self.describe(self.root, self.form.to_owned(), &mut found);
        found
    }

    fn describe(&self, schema: &'s Value, place: String, found: &mut BTreeMap<String, &'s Value>) {
        let (schema, place) = self.resolved(schema, place);
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            if found.insert(place.clone(), schema).is_some() {
                return;
            }
            for (name, inner) in properties {
                self.describe(inner, format!("{place}.{name}"), found);
            }
        }
        for (index, branch) in branches(schema).enumerate() {
            self.describe(branch, format!("{place}|{index}"), found);
        }
        if let Some(items) = schema.get("items").filter(|items| items.is_object()) {
            self.describe(items, format!("{place}[]"), found);
        }
    }

    /// Every object of an answer that the schema describes.
    pub fn met(&self, value: &Value) -> Vec<Met<'s>> {
        let mut met = Vec::new();
        self.meet(self.root, self.form.to_owned(), value, String::new(), &mut met);
        met
    }

    fn meet(&self, schema: &'s Value, place: String, value: &Value, pointer: String, met: &mut Vec<Met<'s>>) {
        let (schema, place) = self.resolved(schema, place);
        if let Some((index, branch)) = branches(schema).enumerate().find(|(_, branch)| self.fits(branch, value)) {
            return self.meet(branch, format!("{place}|{index}"), value, pointer, met);
        }
        match value {
            Value::Object(fields) => {
                let Some(properties) = schema.get("properties") else { return };
                for (name, inner) in fields {
                    if let Some(known) = properties.get(name) {
                        self.meet(known, format!("{place}.{name}"), inner, format!("{pointer}/{name}"), met);
                    }
                }
                met.push(Met { place, schema, pointer });
            }
            Value::Array(items) => {
                let Some(known) = schema.get("items").filter(|items| items.is_object()) else { return };
                for (index, item) in items.iter().enumerate() {
                    self.meet(known, format!("{place}[]"), item, format!("{pointer}/{index}"), met);
                }
            }
            _ => {}
        }
    }

    fn resolved(&self, schema: &'s Value, place: String) -> (&'s Value, String) {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(to) => (self.root.pointer(&to[1..]).expect("a definition"), to[2..].to_owned()),
            None => (schema, place),
        }
    }

    /// Whether a value is meant by a branch: its type, its keys and the words that tell branches apart.
    fn fits(&self, schema: &'s Value, value: &Value) -> bool {
        let (schema, _) = self.resolved(schema, String::new());
        let is = |name: &Value| match name.as_str() {
            Some("null") => value.is_null(),
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            _ => true,
        };
        let typed = match schema.get("type") {
            Some(Value::Array(names)) => names.iter().any(is),
            Some(name) => is(name),
            None => true,
        };
        let word = schema.get("const").is_none_or(|it| it == value)
            && schema.get("enum").and_then(Value::as_array).is_none_or(|words| words.contains(value));
        let (Some(fields), Some(properties)) = (value.as_object(), schema.get("properties")) else {
            return typed && word;
        };
        let told = |(name, value): (&String, &Value)| {
            properties.get(name).is_some_and(|known| {
                known.get("const").is_none_or(|it| it == value)
                    && known.get("enum").and_then(Value::as_array).is_none_or(|words| words.contains(value))
            })
        };
        typed && word && fields.iter().all(told) && required(schema).all(|name| fields.contains_key(name))
    }
}

fn branches(schema: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten()
}

/// The keys that an object must have.
pub fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}
