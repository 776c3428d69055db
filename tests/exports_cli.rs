//! `export` as a command: formats by name and ending, tables, folders that are written whole.

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::path::Path;

use world::{ask, empty, names, world};

/// Asserts that the question cannot be answered, and that the message says these words.
#[track_caller]
fn refuses(folder: &Path, question: &str, words: &[&str]) {
    let answer = ask(folder, &question.split(' ').collect::<Vec<_>>());
    assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{question}");
    for word in words {
        assert!(answer.err.contains(word), "`{word}` is not in: {}", answer.err);
    }
}

#[test]
fn the_ending_of_the_file_chooses_the_format() {
    let folder = world();
    for (file, beginning) in [
        ("a.json", "{\"schema\":\"interlex/graph/1\""),
        ("a.jsonl", "{\"record\":\"graph\""),
        ("a.ndjson", "{\"record\":\"graph\""),
        ("a.graphml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml "),
        ("a.gexf", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf "),
        ("a.cypher", "// interlex/graph/1, as of 2024-06-30"),
        ("a.cql", "// interlex/graph/1, as of 2024-06-30"),
        ("a.dot", "digraph interlex {"),
        ("a.GV", "digraph interlex {"),
        ("a.mmd", "flowchart LR"),
        ("a.bib", "@"),
    ] {
        let answer = ask(folder.path(), &["export", "-o", file]);
        assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""), "{file}");
        let text = fs::read_to_string(folder.path().join(file)).expect("a file");
        assert!(text.starts_with(beginning), "{file}: {text:.100}");
    }
    refuses(folder.path(), "export -o a.svg", &["this command writes no svg; it writes json, jsonl, csv"]);
    refuses(folder.path(), "list topics -o a.graphml", &["this command writes no graphml"]);
}

#[test]
fn an_unknown_format_or_table_names_what_is_near() {
    let folder = world();
    refuses(folder.path(), "export --format grahpml", &["there is no format `grahpml` here (did you mean `graphml`?)"]);
    refuses(folder.path(), "export --format csv --table edge", &["there is no table `edge`; did you mean `edges`?"]);
    refuses(folder.path(), "export --format json --table edges", &["json has no tables to choose from"]);
}

#[test]
fn tables_go_one_to_a_file_or_all_into_a_folder() {
    let folder = world();
    let nodes = ask(folder.path(), &["export", "--format", "csv", "--table", "nodes"]);
    assert!(nodes.out.starts_with("id,label,name,short,"), "{:.100}", nodes.out);
    assert_eq!(ask(folder.path(), &["export", "--format", "csv", "-o", "out/tables/"]).code, 0);
    let place = folder.path().join("out/tables");
    assert_eq!(names(&place), ["edges.csv", "graph.csv", "nodes.csv", "sources.csv"]);
    assert_eq!(fs::read_to_string(place.join("nodes.csv")).expect("a file"), nodes.out);
    assert_eq!(ask(folder.path(), &["export", "--table", "edges", "-o", "edges.csv"]).code, 0);
    assert_eq!(fs::read(folder.path().join("edges.csv")).ok(), fs::read(place.join("edges.csv")).ok());
    refuses(folder.path(), "export --format csv", &["csv is a file for each table", "--table"]);
    refuses(folder.path(), "export -o nodes.csv", &["nodes.csv would be one file", "--table"]);
}

#[test]
fn all_dates_bring_what_is_over() {
    let folder = world();
    let lines = |args: &[&str]| ask(folder.path(), &[&["export", "--format", "jsonl"], args].concat()).out;
    let (today, always) = (lines(&[]), lines(&["--all-dates"]));
    assert!(!today.contains("east-data-board") && always.contains("{\"record\":\"node\",\"id\":\"east-data-board\""));
    assert!(always.starts_with(
        "{\"record\":\"graph\",\"schema\":\"interlex/graph/1\",\"as_of\":\"2024-06-30\",\"all_dates\":true,"
    ));
}

#[test]
fn a_folder_that_cannot_be_written_whole_stays_as_it_was() {
    let folder = world();
    let place = folder.path().join("tables");
    fs::create_dir_all(place.join("nodes.csv")).expect("a folder in the way");
    fs::write(place.join("graph.csv"), "old").expect("a file");
    fs::write(place.join("notes.txt"), "mine").expect("a file");
    refuses(folder.path(), "export --format csv -o tables", &["nodes.csv: it is a folder"]);
    assert_eq!(names(&place), ["graph.csv", "nodes.csv", "notes.txt"], "nothing is added");
    assert_eq!(fs::read_to_string(place.join("graph.csv")).expect("a file"), "old");
    fs::remove_dir(place.join("nodes.csv")).expect("an empty folder");
    assert_eq!(ask(folder.path(), &["export", "--format", "csv", "-o", "tables"]).code, 0);
    assert_eq!(names(&place), ["edges.csv", "graph.csv", "nodes.csv", "notes.txt", "sources.csv"]);
}

#[test]
fn nothing_is_taken_out_of_data_on_their_way_to_a_file_or_a_pipe() {
    let folder = world();
    let record = r#"Framework(id: "x", name: "red \u{1b}[31m bell \u{7} end", kind: Guideline, layers: [Legal], status: Published)"#;
    fs::write(folder.path().join("graph/frameworks/x.ron"), record).expect("a file");
    let args = ["export", "--format", "csv", "--table", "nodes"];
    let piped = ask(folder.path(), &args);
    assert!(piped.out.contains("red \u{1b}[31m bell \u{7} end"), "{}", piped.err);
    ask(folder.path(), &[&args[..], &["-o", "nodes.csv"]].concat());
    assert_eq!(fs::read_to_string(folder.path().join("nodes.csv")).expect("a file"), piped.out);
}

#[test]
fn a_flowchart_of_everything_is_drawn_with_a_warning() {
    let here = empty();
    let whole = ask(here.path(), &["export", "--format", "mermaid"]);
    assert!(whole.code == 0 && whole.out.starts_with("flowchart LR\n"), "{}", whole.err);
    assert!(whole.err.contains("edges; Mermaid draws at most 500"), "{}", whole.err);
    assert_eq!(ask(here.path(), &["export", "--format", "mermaid", "--quiet"]).err, "");
    assert_eq!(ask(world().path(), &["export", "--format", "mermaid"]).err, "", "sixty edges are no reason to warn");
}
