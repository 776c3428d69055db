//! Mapping formats out and in, for the tests.
#![allow(dead_code)]

use interlex::exchange::import::{self, Imported, Options};
use interlex::exchange::{MappingChoice, graph_oscal, graph_sssom, graph_strm};
use interlex::load::Loaded;
use interlex::scope::Scope;
use interlex::source::{Files, SourceFile};

/// The formats that are written, each with a name of a file of it.
pub const FORMATS: [(&str, &str); 3] = [("sssom", "set.sssom.tsv"), ("oscal", "set.oscal.json"), ("strm", "set.csv")];

/// The mappings of a graph in a format.
pub fn export(loaded: &Loaded, format: &str, ends: [Option<&str>; 2]) -> String {
    let graph = &loaded.graph;
    let [from, to] = ends.map(|id| id.map(|id| graph.by_id(id).expect("a framework")));
    let choice = MappingChoice { from, to };
    let scope = Scope::new(graph);
    let mut out = Vec::new();
    let written = match format {
        "sssom" => graph_sssom(&scope, choice, &mut out),
        "oscal" => graph_oscal(&scope, choice, &mut out),
        "strm" => graph_strm(&scope, choice, &mut out),
        other => panic!("no format {other}"),
    };
    written.expect("memory can be written to");
    String::from_utf8(out).expect("text")
}

/// What an import of files in a format gives.
pub fn import(format: &str, files: &[(&str, &str)]) -> Result<Imported, import::ImportError> {
    let mut inputs = Files::new();
    for (path, text) in files {
        inputs.push(SourceFile::new((*path).to_owned(), (*text).to_owned()));
    }
    let options = Options { as_of: Some("2026-08-17".parse().expect("a day")), ..Options::default() };
    let importer = import::format(format).expect("a format").importer;
    importer(inputs, &options)
}

/// The same, where it must succeed; what was imported must be a graph without mistakes.
pub fn imported(format: &str, files: &[(&str, &str)]) -> (Imported, Loaded) {
    let imported = import(format, files).unwrap_or_else(|error| panic!("{error}"));
    let loaded = imported.load();
    let problems: Vec<&str> = loaded.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert!(loaded.is_sound(), "{problems:?}");
    (imported, loaded)
}

/// The losses as `field: value > what stands for it`.
pub fn losses(imported: &Imported) -> Vec<String> {
    let kept = |it: &import::Loss| it.kept_as.as_ref().map_or(String::new(), |kept| format!(" > {kept}"));
    imported.losses.iter().map(|it| format!("{}: {}{}", it.field, it.value, kept(it))).collect()
}

/// The links as `from relation to`, with the strength and rationale where there are any.
pub fn links(loaded: &Loaded) -> Vec<String> {
    let graph = &loaded.graph;
    let said = |link: &interlex::model::Link| {
        let Some(mapping) = link.mapping else { return "maps to".to_owned() };
        let strength = mapping.strength.map_or(String::new(), |strength| format!(" {strength}"));
        let rationale = mapping.rationale.map_or(String::new(), |it| format!(" {it}"));
        format!("{}{strength}{rationale}", mapping.set)
    };
    let ends = |link: &interlex::model::Link| (graph.end_id(&link.from), graph.end_id(&link.to));
    let line = |link| format!("{} {} {}", ends(link).0, said(link), ends(link).1);
    graph.links().iter().filter(|link| link.relation.is_substantive()).map(line).collect()
}
