//! Every importer: the first byte says which, the rest are its files.
//!
//! What is imported is valid RON of the places it says it came from, its report counts what is there, and when the graph
//! is sound it is exported and imported again as the same graph.
#![no_main]

use interlex::exchange::graph_json;
use interlex::exchange::import::{self, FORMATS, Imported, MAX_LINKS, MAX_NODES, Options, Report, summed};
use interlex::load::Loaded;
use interlex::scope::Scope;
use interlex::source::{Files, SourceFile};
use interlex_fuzz::{FILES, pieces};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((first, rest)) = input.split_first() else { return };
    let format = FORMATS[usize::from(*first) % FORMATS.len()];
    // Tables are told apart by their names: a line `name` before the text.
    let named = |piece: String| match piece.split_once('\n') {
        Some((name, text)) if name.len() < 40 && name.contains('.') && !name.contains([' ', ',', '"']) => {
            (name.to_owned(), text.to_owned())
        }
        _ => ("input".to_owned(), piece),
    };
    let (maps, inputs): (Vec<_>, Vec<_>) =
        pieces(rest).into_iter().map(named).partition(|(name, _)| name.ends_with("map.toml"));
    let mut files = Files::default();
    for (name, text) in inputs.into_iter().take(8) {
        files.push(SourceFile::new(name, text));
    }
    let day = "2024-06-30".parse().expect("a day");
    let options = Options { as_of: Some(day), map: maps.into_iter().next(), shared: shared(), ..Options::default() };
    let Ok(imported) = (format.importer)(files, &options) else { return };
    consistent(format.name, &imported);
    let loaded = imported.load();
    if loaded.is_sound() {
        comes_back(&loaded, &options);
    }
});

/// The program's own vocabularies take long to load: smaller ones take their place.
fn shared() -> Vec<(String, String)> {
    let lent = |path: &str| {
        ["scales.ron", "regions.ron"].contains(&path)
            || ["vocabulary/", "concepts/", "rules/"].iter().any(|folder| path.starts_with(folder))
    };
    let own = FILES.into_iter().filter(|(path, _)| lent(path));
    own.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn consistent(format: &str, imported: &Imported) {
    assert!(imported.texts.is_sorted_by(|a, b| a.0 < b.0), "files are sorted, each there once");
    for (path, written) in &imported.texts {
        let errors = interlex::syntax::parse(&written.text).errors;
        assert!(errors.is_empty(), "{path} is valid RON: {errors:?} in {}", written.text);
    }
    let counts = imported.counts;
    assert!(counts.frameworks + counts.institutions + counts.jurisdictions <= MAX_NODES && counts.links <= MAX_LINKS);
    let records = imported.texts.iter().filter(|(path, _)| path.starts_with("frameworks/")).count();
    assert_eq!(records, counts.frameworks, "each framework is a file");
    let told: usize = summed(&imported.losses).iter().map(|sum| sum.count).sum();
    assert_eq!(told, imported.losses.len(), "the summary counts every loss");
    for loss in &imported.losses {
        assert!(!loss.reason.is_empty(), "a loss has a reason");
        assert!(loss.line.is_none_or(|line| line > 0) && loss.column.is_none_or(|column| column > 0));
    }
    serde_json::to_string(&Report::new(format, imported)).expect("the report is JSON");
}

fn comes_back(loaded: &Loaded, options: &Options) {
    let before = json(loaded);
    let mut files = Files::default();
    files.push(SourceFile::new("again.json".to_owned(), before.clone()));
    let options = Options { shared: options.shared.clone(), ..Options::default() };
    let again = import::json(files, &options).expect("our own export is read");
    assert_eq!(without_ids(&json(&again.load())), without_ids(&before), "what is exported comes back");
}

fn json(loaded: &Loaded) -> String {
    let mut out = Vec::new();
    graph_json(&Scope::new(&loaded.graph).of_all_dates(), &mut out).expect("writing to memory");
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// Twins of links that no export shows change the numbers in the ids of others.
fn without_ids(export: &str) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_str(export).expect("our own JSON");
    for link in value["edges"].as_array_mut().into_iter().flatten() {
        link.as_object_mut().expect("a link is an object").remove("id");
    }
    value
}
