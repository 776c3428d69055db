//! What others wrote, as graphs: round trips, foreign graphs, losses, hostile files.

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::path::Path;

use interlex::check::{self, Thresholds};
use interlex::exchange::import::{self, Imported, Options, kebab};
use interlex::exchange::{Table, graph_graphml, graph_json, graph_jsonl, table_csv};
use interlex::load::{self, Loaded};
use interlex::scope::Scope;
use interlex::source::{Files, SourceFile};
use world::{ask, clean, empty};

const HEAD: &str =
    r#"{"schema":"interlex/graph/1","as_of":"2026-01-01","title":"T","version":"1.0.0","licence":"CC0-1.0","#;

fn files(texts: &[(&str, String)]) -> Files {
    let mut files = Files::default();
    for (path, text) in texts {
        files.push(SourceFile::new((*path).to_owned(), text.clone()));
    }
    files
}

fn import(format: &str, texts: &[(&str, String)], options: &Options) -> Imported {
    let importer = import::format(format).expect("a format").importer;
    importer(files(texts), options).unwrap_or_else(|error| panic!("{format} is imported: {error}"))
}

fn refused(format: &str, text: &str) -> String {
    let importer = import::format(format).expect("a format").importer;
    let options = Options { as_of: Some("2026-01-01".parse().expect("a day")), ..Options::default() };
    importer(files(&[("in", text.to_owned())]), &options).map(|_| ()).expect_err("it is refused").to_string()
}

fn day() -> Options {
    Options { as_of: Some("2026-01-01".parse().expect("a day")), ..Options::default() }
}

fn json(loaded: &Loaded) -> String {
    let mut out = Vec::new();
    graph_json(&Scope::new(&loaded.graph), &mut out).expect("writing to memory");
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn jsonl(loaded: &Loaded) -> String {
    let mut out = Vec::new();
    graph_jsonl(&Scope::new(&loaded.graph), &mut out).expect("writing to memory");
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn graphml(loaded: &Loaded) -> String {
    let mut out = Vec::new();
    graph_graphml(&Scope::new(&loaded.graph), &mut out).expect("writing to memory");
    String::from_utf8(out).expect("XML is UTF-8")
}

fn tables(loaded: &Loaded) -> Vec<(&'static str, String)> {
    let table = |table: Table| {
        let mut out = Vec::new();
        table_csv(&Scope::new(&loaded.graph), table, &mut out).expect("writing to memory");
        String::from_utf8(out).expect("CSV is UTF-8")
    };
    Table::ALL.map(|it| (it.as_str(), table(it))).to_vec()
}

/// Exports, imports and exports again, in each format that keeps everything.
fn comes_back(loaded: &Loaded, shared: &[(String, String)]) {
    let before = json(loaded);
    for (format, texts) in [
        ("json", vec![("g.json", before.clone())]),
        ("jsonl", vec![("g.jsonl", jsonl(loaded))]),
        ("csv", tables(loaded)),
        ("graphml", vec![("g", graphml(loaded))]),
    ] {
        let options = Options { shared: shared.to_vec(), ..Options::default() };
        let imported = import(format, &texts, &options);
        assert_eq!(imported.losses, [], "{format} loses nothing");
        let again = imported.load();
        assert!(again.is_sound(), "{format}: {:#?}", again.diagnostics.first());
        assert_eq!(json(&again), before, "{format} gives the same graph");
        for (path, written) in &imported.texts {
            let formatted = interlex::syntax::format(&written.text).expect("valid RON");
            assert!(shared.iter().any(|(own, _)| own == path) || formatted == written.text, "{path} is formatted");
        }
    }
}

#[test]
fn the_real_graph_comes_back_from_every_lossless_format() {
    comes_back(&load::embedded(), &[]);
}

#[test]
fn a_graph_with_vocabularies_of_its_own_comes_back_with_them() {
    let names = ["regions.ron", "scales.ron", "vocabulary/objectives.ron", "vocabulary/principles.ron"];
    let more = [
        "vocabulary/topics.ron",
        "vocabulary/traits.ron",
        "concepts/lenses.ron",
        "concepts/method.ron",
        "concepts/obligations.ron",
    ];
    let shared: Vec<(String, String)> = (names.iter().chain(&more))
        .filter_map(|name| Some(((*name).to_owned(), fs::read_to_string(clean().join(name)).ok()?)))
        .collect();
    comes_back(&load::folder(&clean()).expect("the clean graph"), &shared);
}

#[test]
fn what_follows_from_the_rest_and_says_otherwise_is_a_loss() {
    let text = json(&load::embedded());
    let at = text.find("\"strength\":0").expect("a link that carries something") + "\"strength\":".len();
    let end = at + text[at..].find(',').expect("the next key");
    let changed = format!("{}0.123{}", &text[..at], &text[end..]);
    let imported = import("json", &[("g.json", changed)], &Options::default());
    let lost: Vec<(&str, &str)> =
        imported.losses.iter().map(|loss| (loss.field.as_str(), loss.value.as_str())).collect();
    assert_eq!(lost, [("strength", "0.123")]);
}

#[test]
fn unknown_keys_are_told_with_their_places() {
    let text = format!(
        "{HEAD}\n\"nodes\":[\n{{\"id\":\"a\",\"name\":\"A\",\"kind\":\"forum\",\"colour\":\"red\"}}],\"edges\":[],\"extra\":1}}"
    );
    let imported = import("json", &[("g.json", text)], &Options::default());
    let told: Vec<_> =
        imported.losses.iter().map(|it| (it.item.as_str(), it.field.as_str(), it.line, it.column)).collect();
    assert_eq!(told, [("a", "colour", Some(3), Some(46)), ("", "extra", Some(3), Some(73))]);
}

#[test]
fn lines_come_in_any_order_and_from_several_files() {
    let loaded = load::folder(&clean()).expect("the clean graph");
    let lines = jsonl(&loaded);
    let mut parts = [String::from("\u{FEFF}\r\n"), String::new()];
    for (at, line) in lines.lines().rev().enumerate() {
        parts[at % 2] += &format!("{line}\r\n");
    }
    let [first, second] = parts;
    let imported = import("jsonl", &[("a.jsonl", first), ("b.jsonl", second)], &Options::default());
    assert_eq!(imported.losses, []);
    let whole = import("jsonl", &[("a.jsonl", lines)], &Options::default());
    assert_eq!(json(&imported.load()), json(&whole.load()));
}

#[test]
fn unknown_keys_of_a_line_are_told_with_their_places() {
    let head = format!("{}}}", HEAD.trim_end().trim_end_matches(',').replacen('{', "{\"record\":\"graph\",", 1));
    let node = "{\"record\":\"node\",\"id\":\"a\",\"name\":\"A\",\"kind\":\"forum\",\"colour\":\"red\"}";
    let imported = import("jsonl", &[("g.jsonl", format!("{head}\n\n{node}\n"))], &Options::default());
    let told: Vec<_> =
        imported.losses.iter().map(|it| (it.item.as_str(), it.field.as_str(), it.line, it.column)).collect();
    assert_eq!(told, [("a", "colour", Some(3), Some(62))]);
}

#[test]
fn names_that_are_no_ids_become_ids_and_stay_as_aliases() {
    let text = format!(
        "{HEAD}\"nodes\":[{{\"id\":\"EU AI Act\",\"name\":\"Act\",\"kind\":\"forum\"}},{{\"id\":\"eu-ai-act\",\"name\":\"Other\",\"kind\":\"forum\"}}],\"edges\":[]}}"
    );
    let imported = import("json", &[("g.json", text)], &Options::default());
    let loaded = imported.load();
    let ids: Vec<&str> = loaded.graph.nodes().iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids, ["eu-ai-act", "eu-ai-act-2"], "an id that is one stays, the other is numbered");
    assert_eq!(loaded.graph.nodes()[1].aliases, ["EU AI Act"]);
    assert_eq!(imported.losses[0].kept_as.as_deref(), Some("the id eu-ai-act-2"));
}

#[test]
fn ids_are_made_of_any_text() {
    assert_eq!(kebab("日本"), "node");
    assert_eq!(kebab("--Ünïted  Nations--"), "united-nations");
    assert!(kebab(&"long word ".repeat(1_000_000)).len() <= 80);
}

#[test]
fn findings_stand_in_the_file_that_was_imported() {
    let text = format!("{HEAD}\n\"nodes\":[\n{{\"id\":\"a\",\"name\":\"A\",\"kind\":\"planet\"}}],\n\"edges\":[]}}");
    let imported = import("json", &[("g.json", text)], &Options::default());
    let loaded = imported.load();
    let mut shown = Files::default();
    for (_, file) in imported.inputs.iter() {
        shown.push(SourceFile::new(file.path().to_owned(), file.text().to_owned()));
    }
    let found = check::check(&loaded, &Thresholds::default());
    let found: Vec<_> = found.iter().map(|finding| imported.translate(finding, &loaded, &mut shown)).collect();
    let told: Vec<String> = (found.iter())
        .filter_map(|finding| {
            let label = finding.labels.first()?;
            let file = shown.get(label.file)?;
            let at = file.position(label.span.start);
            Some(format!(
                "{}:{}:{} {} {}",
                file.path(),
                at.line,
                at.column,
                finding.rule,
                &file.text()[label.span.range()]
            ))
        })
        .collect();
    assert!(told.iter().any(|it| it.starts_with("g.json:3:29 ") && it.ends_with("\"planet\"")), "{told:#?}");
}

#[test]
fn what_a_file_says_never_becomes_syntax() {
    let text = format!(
        "{HEAD}\"nodes\":[{{\"id\":\"a\",\"name\":\"A\\\"), (\\u001b\\u202e\",\"kind\":\"framework\",\"type\":\"law), evil: (x\",\"status\":\"in_force\"}}],\"edges\":[]}}"
    );
    let imported = import("json", &[("g.json", text)], &Options::default());
    let (_, written) = imported.texts.iter().find(|(path, _)| path == "frameworks/a.ron").expect("its file");
    assert!(written.text.contains("kind: \"law), evil: (x\","), "{}", written.text);
    assert!(!imported.load().is_sound(), "the check finds the kind");
}

#[test]
fn a_graph_of_another_make_is_read_by_guesses_and_by_a_mapping() {
    let text = r#"{"nodes":[{"id":"N1","label":"First Act","type":"Law"},{"id":"N2","label":"Second Act","type":"Widget"}],
        "links":[{"source":"N1","target":"N2","type":"cites","weight":0.5},{"source":"N2","target":"N1","type":"frobnicates"}]}"#;
    let guessed = import("edges", &[("g.json", text.to_owned())], &day());
    assert_eq!((guessed.counts.frameworks, guessed.counts.links), (2, 1));
    let lost: Vec<&str> = guessed.losses.iter().map(|loss| loss.reason.as_str()).collect();
    assert!(lost.iter().any(|reason| reason.starts_with("no relation here is called so")), "{lost:?}");
    let map = "[kinds]\nWidget = \"framework/standard\"\n[relations]\nfrobnicates = \"reference/considers\"\n[defaults]\nlayers = [\"legal\"]\n";
    let options = Options { map: Some(("map.toml".to_owned(), map.to_owned())), ..day() };
    let mapped = import("edges", &[("g.json", text.to_owned())], &options);
    assert_eq!(mapped.counts.links, 2);
    let loaded = mapped.load();
    assert!(loaded.is_sound(), "{:#?}", loaded.diagnostics);
    let claims: Vec<&str> = loaded.graph.links().iter().filter_map(|link| link.note.as_deref()).collect();
    assert_eq!(claims, ["weight 0.5 in the imported file"]);
}

#[test]
fn usual_shapes_of_json_are_read() {
    let shapes = [
        r#"{"elements":{"nodes":[{"data":{"id":"a","name":"A","type":"law"}},{"data":{"id":"b","name":"B","type":"law"}}],"edges":[{"data":{"source":"a","target":"b","type":"cites"}}]}}"#,
        r#"[{"data":{"id":"a","name":"A","type":"law"}},{"data":{"id":"b","name":"B","type":"law"}},{"data":{"source":"a","target":"b","type":"cites"}}]"#,
        r#"{"nodes":[{"key":"a","attributes":{"label":"A","type":"law"}},{"key":"b","attributes":{"label":"B","type":"law"}}],"edges":[{"key":"1","source":"a","target":"b","attributes":{"type":"cites"}}]}"#,
        r#"{"graph":{"nodes":{"a":{"label":"A","type":"law"},"b":{"label":"B","type":"law"}},"edges":[{"source":"a","target":"b","relation":"cites"}]}}"#,
        r#"{"nodes":[{"name":"A","group":"law"},{"name":"B","group":"law"}],"links":[{"source":0,"target":1,"relation":"cites"}]}"#,
    ];
    for shape in shapes {
        let imported = import("edges", &[("g.json", shape.to_owned())], &day());
        let loaded = imported.load();
        assert!(loaded.is_sound(), "{shape}: {:#?}", loaded.diagnostics);
        assert_eq!((loaded.graph.nodes().len(), loaded.graph.links().len()), (2, 1), "{shape}");
    }
}

#[test]
fn a_thousand_nodes_and_six_thousand_links_load_at_once() {
    let nodes: Vec<String> =
        (0..1000).map(|at| format!("{{\"id\":\"n{at}\",\"label\":\"Node {at}\",\"type\":\"law\"}}")).collect();
    let links: Vec<String> = (0..6000)
        .map(|at| {
            format!("{{\"source\":\"n{}\",\"target\":\"n{}\",\"type\":\"cites\"}}", at % 1000, (at * 7 + 1) % 1000)
        })
        .collect();
    let text = format!("{{\"nodes\":[{}],\"links\":[{}]}}", nodes.join(","), links.join(","));
    let imported = import("edges", &[("g.json", text)], &day());
    let loaded = imported.load();
    assert!(loaded.is_sound());
    assert_eq!((loaded.graph.nodes().len(), loaded.graph.links().len()), (1000, 6000));
}

#[test]
fn hostile_files_are_refused_with_place_and_cause() {
    let deep = format!("{HEAD}\"nodes\":[{{\"id\":\"a\",\"x\":{}1{}}}]}}", "[".repeat(100), "]".repeat(100));
    let bomb = "[".repeat(2_000_000);
    let cases = [
        ("json", "", "in:1:1: not valid JSON: EOF"),
        ("json", "// no\n{}", "in:1:1: not valid JSON"),
        ("json", "{\"schema\":\"interlex/graph/1\",}", "in:1:30: not valid JSON"),
        ("json", bomb.as_str(), "not valid JSON"),
        ("json", deep.as_str(), "values nest more than 32 deep here"),
        ("json", "{\"a\":1,\"a\":2}", "in:1:12: the key \"a\" stands twice"),
        ("json", "{\"nodes\":[]}", "`\"schema\": \"interlex/graph/1\"` is expected"),
        ("json", "{\"schema\":\"interlex/graph/1\",\"nodes\":[1]}", "in:1:39: each of `nodes` is an object"),
        ("edges", "{\"a\":[]}", "has no list of nodes or links"),
        ("edges", "{\"nodes\":[{\"id\":\"\\ud800\"}]}", "an escape that stands for no character"),
        ("jsonl", "", "has no record of the data set"),
        ("jsonl", "{\"record\":\"graph\"}", "in:1:1: `\"schema\": \"interlex/graph/1\"` is expected"),
        ("jsonl", "{\"record\":\"node\"}\n{\"record\":\"planet\"}", "in:2:11: a record is \"graph\", \"source\""),
        ("jsonl", "{\"id\":\"a\"}", "in:1:1: this line does not say what it is"),
        ("jsonl", "\n{\"record\":\"node\",}", "in:2:18: not valid JSON"),
        ("jsonl", "[1]", "in:1:1: each line is an object"),
        ("csv", "", "is empty"),
        ("csv", "foo,bar\n1,2\n", "has neither the columns of links"),
        ("csv", "id,name,kind\na,\"b\n", "in:2:3: a quote is opened here and never closed"),
        ("csv", "id,name,kind\na,b\n", "in:2:1: this row has 2 cells"),
        ("csv", "id,id\n", "in:1:4: two columns are called \"id\""),
        ("graphml", "<!DOCTYPE x [<!ENTITY a \"b\">]><graphml><graph/></graphml>", "a document type is declared here"),
        ("graphml", "<graphml><graph><node id=\"&a;\"/></graph></graphml>", "in:1:27: not valid XML: unknown entity"),
        ("graphml", "<svg/>", "is XML, but no GraphML"),
    ];
    for (format, text, message) in cases {
        let told = refused(format, text);
        assert!(told.contains(message), "{format} {:?} is refused with {told:?}", &text[..text.len().min(60)]);
    }
    assert!(refused("graphml", &format!("<graphml>{}", "<a>".repeat(500_000))).contains("more than 64 deep"));
}

#[test]
fn a_million_nodes_are_refused_and_an_id_of_a_megabyte_is_cut() {
    let many = format!("{{\"nodes\":[{}{{}}]}}", "{\"id\":1},".repeat(1_000_000));
    assert!(refused("edges", &many).contains("more than 250000 nodes"), "said");
    let long = "a".repeat(1_000_000);
    let text = format!("{HEAD}\"nodes\":[{{\"id\":\"{long}\",\"name\":\"A\",\"kind\":\"forum\"}}],\"edges\":[]}}");
    let imported = import("json", &[("g.json", text)], &Options::default());
    assert_eq!(imported.load().graph.nodes()[0].id.as_str().len(), 80);
    assert!(imported.losses[0].value.len() < 200, "what is shown of it is short");
}

#[test]
fn dangling_ends_are_findings_and_losses() {
    let text = format!(
        "{HEAD}\"nodes\":[{{\"id\":\"a\",\"name\":\"A\",\"kind\":\"forum\"}}],\"edges\":[{{\"from\":\"q\",\"to\":\"a\",\"relation\":\"member_of\"}},{{\"from\":\"a\",\"to\":\"z\",\"relation\":\"member_of\"}}]}}"
    );
    let imported = import("json", &[("g.json", text)], &Options::default());
    assert_eq!(imported.findings.len(), 1);
    assert_eq!(imported.losses.len(), 1);
    let rules: Vec<&str> = imported.load().diagnostics.iter().map(|it| it.rule).collect();
    assert!(rules.contains(&"id_dangling"), "{rules:?}");
}

#[test]
fn formulas_are_data_again() {
    let table = "id,name,kind,type,status\na,'=cmd|x,framework,law,in_force\nb,''quoted',framework,law,in_force\n";
    let imported = import("csv", &[("n.csv", table.to_owned())], &day());
    let names: Vec<String> = imported.load().graph.nodes().iter().map(|node| node.name.clone()).collect();
    assert_eq!(names, ["=cmd|x", "'quoted'"]);
}

#[test]
fn the_folder_is_written_whole_or_not_at_all() {
    let folder = empty();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("bad.json"), "{\"schema\":\"interlex/graph/1\",\"nodes\":[1]}").expect("a file");
    let answer = ask(folder.path(), &["import", "json", "bad.json", "-o", "out"]);
    assert_eq!((answer.code, at("out").exists()), (2, false), "{}", answer.err);
    let good = format!("{HEAD}\"nodes\":[{{\"id\":\"a\",\"name\":\"A\",\"kind\":\"forum\"}}],\"edges\":[]}}");
    fs::write(at("good.json"), good).expect("a file");
    let answer = ask(folder.path(), &["import", "json", "good.json", "-o", "out", "--report", "r.json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(at("r.json")).expect("a report")).expect("JSON");
    assert_eq!(
        (&report["schema"], report["losses"].as_array().map(Vec::len)),
        (&"interlex/import-report/1".into(), Some(0))
    );
    assert_eq!(ask(folder.path(), &["import", "json", "good.json", "-o", "out"]).code, 2, "not over another graph");
    assert_eq!(ask(folder.path(), &["import", "json", "bad.json", "-o", "out", "--force"]).code, 2);
    assert!(at("out/institutions/a.ron").is_file(), "the old one stays until the new one is complete");
    assert_eq!(ask(folder.path(), &["import", "json", "good.json", "-o", "out", "--force"]).code, 0);
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().map(|it| it.file_name()).collect();
    assert_eq!(left.len(), 4, "nothing unfinished is left: {left:?}");
    assert!(Path::new(&at("out/graph.ron")).is_file());
}

#[test]
fn a_check_of_imported_files_follows_its_configuration_and_shows_what_is_wrong_with_it() {
    let folder = world::world();
    let here = folder.path();
    assert_eq!(ask(here, &["export", "--all-dates", "-o", "theirs.json"]).code, 0);
    let check = |config: &str| {
        fs::write(here.join("levels.toml"), config).expect("a configuration");
        ask(here, &["check", "theirs.json", "--graph", "graph", "--config", "levels.toml"])
    };
    let advice = check("[rules]\npatterns_missing = \"deny\"\n");
    assert_eq!(advice.code, 1, "{}{}", advice.out, advice.err);
    assert!(advice.out.contains("error[patterns_missing]"), "{}", advice.out);
    let typo = check("[rule]\n");
    assert_eq!(typo.code, 2);
    assert!(typo.out.contains("error[config_unknown_key]") && typo.out.contains("levels.toml:1:2"), "{}", typo.out);
}

#[test]
fn types_that_nothing_explains_become_a_mapping_file_to_complete() {
    let text = r#"{"nodes":[{"id":"a","type":"Widget \"x\""},{"id":"b","type":"law"}],
        "edges":[{"source":"a","target":"b","relation":"aligns_with"},{"source":"a","target":"b","relation":"cites"},
                 {"source":"b","target":"a","relation":"zaps"},{"source":"b","target":"a","relation":"zaps"}]}"#;
    let imported = import("edges", &[("g.json", text.to_owned())], &day());
    let mapping = imported.mapping.expect("two types are unexplained");
    let lines: Vec<&str> = mapping.lines().map(|line| line.split(':').next().unwrap_or_default()).collect();
    assert_eq!(
        lines,
        [
            "[kinds]",
            r#""Widget \"x\"" = "framework/…" # 1 node"#,
            "[relations]",
            r#""aligns_with" = "alignment/…" # 1 link"#,
            r#""zaps" = "…" # 2 links"#,
        ]
    );
    let whole = (mapping.replace("framework/…", "framework/law"))
        .replace("alignment/…", "alignment/cooperation")
        .replace("\"…\"", "\"skip\"");
    let options = Options { map: Some(("m.toml".to_owned(), whole)), ..day() };
    let imported = import("edges", &[("g.json", text.to_owned())], &options);
    assert_eq!((imported.mapping, imported.counts.links), (None, 2));
}

#[test]
fn twins_whose_first_is_not_in_the_file_lose_their_numbers_and_nothing_else() {
    let mut lines: Vec<String> = jsonl(&load::embedded()).lines().map(str::to_owned).collect();
    let is_alignment =
        |line: &String| line.contains(r#""record":"edge""#) && line.contains(r#""relation":"alignment""#);
    let edge = lines.remove(lines.iter().position(is_alignment).expect("an alignment"));
    let edge: serde_json::Value = serde_json::from_str(&edge).expect("JSON");
    let id = edge["id"].as_str().expect("an id").to_owned();
    for (number, claim) in [(2, "A says so."), (3, "B says so.")] {
        let mut twin = edge.clone();
        twin["id"] = format!("{id}:{number}").into();
        twin["claim"] = claim.into();
        lines.push(twin.to_string());
    }
    let imported = import("jsonl", &[("g.jsonl", lines.join("\n"))], &Options::default());
    let lost: Vec<(&str, &str)> = (imported.losses.iter())
        .filter(|loss| loss.item.starts_with(&id))
        .map(|loss| (loss.item.as_str(), loss.field.as_str()))
        .collect();
    assert_eq!(lost, [(format!("{id}:2").as_str(), "id"), (format!("{id}:3").as_str(), "id")]);
}

#[test]
fn the_founding_of_a_bloc_comes_back() {
    let folder = empty();
    world::overlay(&clean(), &folder.path().join("graph"));
    let guild = world::fixtures().join("rules/joined_out_of_time/jurisdictions");
    world::overlay(&guild, &folder.path().join("graph/jurisdictions"));
    for format in ["json", "jsonl", "graphml"] {
        let file = format!("graph.{format}");
        let written = ask(folder.path(), &["export", "--format", format, "--all-dates", "-o", &file]);
        let read = ask(folder.path(), &["import", format, &file, "-o", format]);
        assert_eq!((written.code, read.code), (0, 0), "{}{}", written.err, read.err);
        let table = fs::read_to_string(folder.path().join(format).join("jurisdictions/imported.ron")).expect("a table");
        assert!(table.contains("\n        since: \"2010-03\","), "{format}: {table}");
    }
}
