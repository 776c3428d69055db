//! Laws of imports, on made-up worlds: what is exported comes back, and no text whatever makes an importer fail.

#[allow(dead_code, reason = "each test file uses some of these")]
mod support;
#[path = "common/tries.rs"]
mod tries;

use interlex::exchange::import::{self, Ids, Options};
use interlex::exchange::{Table, graph_graphml, graph_json, graph_jsonl, table_csv};
use interlex::load::{self, Loaded};
use interlex::model::Id;
use interlex::scope::Scope;
use interlex::source::{Files, SourceFile};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::text::{Names, Order, files};
use support::world::worlds;
use tries::tries;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: tries(cases),
        rng_seed: RngSeed::Fixed(0x1A77),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Everything that is recorded. What is not there on the day would not be exported: a twin of a link that is over would get
/// another number, a text would lose the issuer that says in which panel it is drawn.
fn all_of(loaded: &Loaded) -> Scope<'_> {
    Scope::new(&loaded.graph).of_all_dates()
}

fn json(loaded: &Loaded) -> Vec<u8> {
    let mut out = Vec::new();
    graph_json(&all_of(loaded), &mut out).expect("writing to memory");
    out
}

/// An export without the ids of links.
fn without_ids(export: &[u8]) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_slice(export).expect("our own JSON");
    for link in value["edges"].as_array_mut().into_iter().flatten() {
        link.as_object_mut().expect("a link is an object").remove("id");
    }
    value
}

fn read(format: &str, inputs: &[Vec<u8>], options: &Options) -> Result<import::Imported, import::ImportError> {
    let mut files = Files::default();
    for (at, bytes) in inputs.iter().enumerate() {
        files.push(SourceFile::new(format!("in-{at}"), String::from_utf8_lossy(bytes).into_owned()));
    }
    (import::format(format).expect("a format").importer)(files, options)
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn what_is_exported_comes_back(world in worlds()) {
        let own = files(&world, &Names::plain(), Order::AS_IS);
        let loaded = load::texts(own.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        prop_assume!(loaded.is_sound());
        let kept = |path: &str| {
            path == "scales.ron" || path == "regions.ron" || path.starts_with("vocabulary/") || path.starts_with("concepts/")
        };
        let shared = own.iter().filter(|(path, _)| kept(path)).map(|(path, text)| (path.clone(), text.clone())).collect();
        let options = Options { shared, ..Options::default() };
        let scope = all_of(&loaded);
        let before = json(&loaded);
        let mut xml = Vec::new();
        graph_graphml(&scope, &mut xml).expect("writing to memory");
        let mut lines = Vec::new();
        graph_jsonl(&scope, &mut lines).expect("writing to memory");
        let tables = Table::ALL.map(|table| {
            let mut out = Vec::new();
            table_csv(&scope, table, &mut out).expect("writing to memory");
            out
        });
        let inputs =
            [("json", vec![before.clone()]), ("jsonl", vec![lines]), ("csv", tables.to_vec()), ("graphml", vec![xml])];
        for (format, inputs) in inputs {
            let imported = read(format, &inputs, &options).expect("our own export is read");
            let after = json(&imported.load());
            // A link without layers is in no export: its twin gets another number, which the report says.
            let renumbered = imported.losses.iter().all(|loss| loss.field == "id");
            prop_assert!(renumbered, "{} loses {:?}", format, imported.losses);
            if imported.losses.is_empty() {
                prop_assert_eq!(&after, &before, "{} gives the same graph", format);
            }
            prop_assert_eq!(without_ids(&after), without_ids(&before), "{} gives the same graph", format);
        }
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn no_text_makes_an_importer_fail(text in "[\\PC\n]{0,200}", at in 0..4_usize) {
        let format = import::FORMATS[at % import::FORMATS.len()].name;
        let _ = read(format, &[text.into_bytes()], &Options::default());
    }

    #[test]
    fn damaged_exports_are_read_or_refused(cut in 0..4000_usize, with in "[\"{}\\[\\],:<>&;a-z0-9\n]{0,6}", length in 0..6_usize) {
        static SAMPLE: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
            r#"{"schema":"interlex/graph/1","as_of":"2026-01-01","title":"T","version":"1","licence":"X","sources":[{"id":"s","title":"S","issuer":"I","date":"2020","url":"https://x","kind":"law","accessed":null,"note":null}],"nodes":[{"id":"a","name":"A","kind":"framework","type":"law","jurisdictions":["x"],"layers":["legal"],"status":"in_force","dates":{"in_force":"2020"},"patterns":{"binding":{"value":"binding","evidence":[{"source":"s","at":"1","find":null,"basis":"stated"}]}},"evidence":[{"source":"s","at":"1","find":"a b c","basis":"stated"}]},{"id":"x","name":"X","kind":"jurisdiction","type":"country","region":"africa","place":{"iso":["AA","AAA"],"m49":null,"g77":true}}],"edges":[{"id":"a:applies_in:x","from":"a","to":"x","relation":"applies_in","mechanism":null,"layers":["legal"],"modality":"existing","claim":"","implied_by":"jurisdictions","evidence":[]},{"from":"x","to":"a","relation":"party_to","mechanism":"signed","layers":["legal"],"modality":"existing","claim":"","evidence":[{"source":"s","at":"1","basis":"stated"}]}]}"#.to_owned()
        });
        let start = cut % SAMPLE.len();
        let end = (start + length).min(SAMPLE.len());
        let text = format!("{}{with}{}", &SAMPLE[..start], &SAMPLE[end..]);
        for format in ["json", "edges"] {
            if let Ok(imported) = read(format, &[text.clone().into_bytes()], &Options::default()) {
                let loaded = imported.load();
                let parsed = imported.texts.iter().all(|(_, written)| interlex::syntax::parse(&written.text).errors.is_empty());
                prop_assert!(parsed, "what is written is valid RON");
                drop(loaded);
            }
        }
    }

    #[test]
    fn made_ids_are_ids_and_unlike_each_other(names in proptest::collection::vec("\\PC{0,120}", 1..20)) {
        let ids = Ids::new(None, names.iter().map(String::as_str));
        let mut seen = std::collections::BTreeMap::new();
        for name in &names {
            let id = ids.get(name).expect("every name has one");
            prop_assert!(Id::new(id).is_ok(), "{id} is an id");
            prop_assert_eq!(seen.entry(id.to_owned()).or_insert_with(|| name.clone()), name);
        }
    }
}
