//! What is exported can be read again by parsers of the format, and is all there.

#[path = "common/exported.rs"]
mod exported;

use std::collections::{BTreeMap, BTreeSet};

use exported::{
    HOSTILE, Row, Writer, bytes, csv_rows, graphml_rows, hostile, in_xml, invented, json, text, told, value_in_xml,
    without_nothing,
};
use interlex::exchange::{self, ColumnKind, Dialect, Table};
use interlex::load::{self, Loaded};
use interlex::model::Layer;
use interlex::scope::Scope;
use serde_json::Value;

fn records(graph: &Value, list: &str) -> Vec<Value> {
    graph[list].as_array().expect("a list").iter().cloned().map(without_nothing).collect()
}

fn graphs() -> [Loaded; 3] {
    [load::embedded(), invented(), hostile()]
}

#[test]
fn csv_holds_all_that_json_holds() {
    for loaded in graphs() {
        let scope = Scope::new(&loaded.graph);
        let graph = json(&scope);
        for (table, list) in [(Table::Nodes, "nodes"), (Table::Edges, "edges"), (Table::Sources, "sources")] {
            let rows: Vec<Value> = csv_rows(&scope, table).iter().map(|row| told(table, row)).collect();
            assert!(rows == records(&graph, list), "{list} of {}", loaded.graph.meta().title);
        }
        let [head] = &csv_rows(&scope, Table::Graph)[..] else { panic!("one row") };
        let mut whole = graph.clone();
        whole
            .as_object_mut()
            .expect("an object")
            .retain(|key, _| !["sources", "nodes", "edges"].contains(&key.as_str()));
        assert_eq!(told(Table::Graph, head), without_nothing(whole));
    }
}

#[test]
fn graphml_holds_all_that_json_holds_and_xml_can_carry() {
    for loaded in graphs() {
        let scope = Scope::new(&loaded.graph);
        let xml = text(|out| exchange::graph_graphml(&scope, out));
        let document = roxmltree::Document::parse(&xml).expect("well-formed");
        let graph = value_in_xml(json(&scope));
        for (table, list, name) in [(Table::Nodes, "nodes", "node"), (Table::Edges, "edges", "edge")] {
            let rows: Vec<Value> =
                graphml_rows(&document, name).iter().map(|row| value_in_xml(told(table, row))).collect();
            assert!(rows == records(&graph, list), "{list} of {}", loaded.graph.meta().title);
        }
        let [head] = &graphml_rows(&document, "graph")[..] else { panic!("one graph") };
        assert_eq!(
            serde_json::from_str::<Value>(&head["sources"]).map(value_in_xml).ok(),
            Some(graph["sources"].clone())
        );
        assert_eq!(head["title"], in_xml(&loaded.graph.meta().title));
        assert_eq!(head["as_of"], scope.day().to_string());
    }
}

#[test]
fn json_lines_are_the_records_of_the_json_export() {
    for loaded in graphs() {
        let scope = Scope::new(&loaded.graph);
        let graph = json(&scope);
        let mut lists: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for line in text(|out| exchange::graph_jsonl(&scope, out)).lines() {
            let mut record: Value = serde_json::from_str(line).expect("an object a line");
            let name = record.as_object_mut().and_then(|fields| fields.remove("record")).expect("what it is");
            lists.entry(name.as_str().expect("a text").to_owned()).or_default().push(record);
        }
        for (name, list) in [("source", "sources"), ("node", "nodes"), ("edge", "edges")] {
            assert!(graph[list] == Value::Array(lists.remove(name).unwrap_or_default()), "{list}");
        }
        let heads = lists.remove("graph").expect("the data set");
        let [head] = &heads[..] else { panic!("one data set") };
        assert_eq!((&head["schema"], &head["title"]), (&graph["schema"], &graph["title"]));
        assert!(lists.is_empty(), "{:?}", lists.keys());
    }
}

#[test]
fn no_cell_of_a_table_runs_as_a_formula() {
    let loaded = hostile();
    let scope = Scope::new(&loaded.graph);
    for table in Table::ALL {
        let bytes = bytes(|out| exchange::table_csv(&scope, table, out));
        for record in csv::Reader::from_reader(&bytes[..]).into_records() {
            for cell in &record.expect("a record") {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
            }
        }
    }
}

#[test]
fn gexf_declares_what_it_uses_and_keeps_every_text() {
    for loaded in graphs() {
        let scope = Scope::new(&loaded.graph);
        let xml = text(|out| exchange::graph_gexf(&scope, out));
        let document = roxmltree::Document::parse(&xml).expect("well-formed");
        let elements = |name: &'static str| document.descendants().filter(move |it| it.tag_name().name() == name);
        let mut declared: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for list in elements("attributes") {
            let ids = list.children().filter_map(|it| it.attribute("id"));
            declared.entry(list.attribute("class").expect("a class")).or_default().extend(ids);
        }
        let mut ids = BTreeSet::new();
        let graph = value_in_xml(json(&scope));
        for (name, list) in [("node", "nodes"), ("edge", "edges")] {
            assert_eq!(elements(name).count(), records(&graph, list).len());
            for (element, record) in elements(name).zip(records(&graph, list)) {
                assert_eq!(element.attribute("id"), record["id"].as_str());
                assert!(ids.insert(element.attribute("id")), "ids are unique");
                let values: BTreeMap<&str, &str> =
                    (element.descendants().filter(|it| it.tag_name().name() == "attvalue"))
                        .map(|it| (it.attribute("for").expect("a column"), it.attribute("value").expect("a value")))
                        .collect();
                assert!(values.keys().all(|key| declared[name].contains(key)), "{:?}", values.keys());
                let (mine, key) = if name == "node" { ("name", "name") } else { ("claim", "claim") };
                assert_eq!(values.get(mine).copied().unwrap_or_default(), record[key].as_str().unwrap_or_default());
                for end in ["source", "target"].iter().filter_map(|end| element.attribute(*end)) {
                    assert!(ids.contains(&Some(end)), "{end} is no node");
                }
                if let (Some(start), Some(end)) = (element.attribute("start"), element.attribute("end")) {
                    assert!(start <= end, "{start} to {end}");
                }
            }
        }
    }
}

/// The string literals and everything else of a Cypher script, and whether it ends outside of a literal.
fn tokens(script: &str) -> (Vec<String>, String, bool) {
    let (mut strings, mut rest) = (Vec::new(), String::new());
    let mut chars = script.chars();
    while let Some(c) = chars.next() {
        if c != '\'' {
            rest.push(c);
            continue;
        }
        let mut string = String::new();
        loop {
            match chars.next() {
                None => return (strings, rest, false),
                Some('\'') => break,
                Some('\\') => match chars.next() {
                    Some('n') => string.push('\n'),
                    Some('r') => string.push('\r'),
                    Some('t') => string.push('\t'),
                    Some('u') => {
                        let digits: String = chars.by_ref().take(4).collect();
                        let code = u32::from_str_radix(&digits, 16).expect("four digits");
                        string.push(char::from_u32(code).expect("a character"));
                    }
                    Some(c @ ('\\' | '\'')) => string.push(c),
                    other => panic!("no escape of Cypher: {other:?}"),
                },
                Some(c) => string.push(c),
            }
        }
        strings.push(string);
    }
    (strings, rest, true)
}

/// A script as a reader sees it that resolves `\uXXXX` wherever it stands before it parses, as Neo4j long did.
fn resolved_first(script: &str) -> String {
    let mut out = String::new();
    let mut rest = script;
    while let Some(at) = rest.find("\\u") {
        let code = rest.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        out.push_str(&rest[..at]);
        match code.and_then(char::from_u32) {
            Some(c) => out.push(c),
            None => panic!("a broken escape: {}", &rest[at..]),
        }
        rest = &rest[at + 6..];
    }
    out + rest
}

#[test]
fn cypher_reads_the_same_texts_whoever_resolves_escapes_first() {
    let loaded = hostile();
    let scope = Scope::new(&loaded.graph);
    for dialect in [Dialect::Neo4j, Dialect::Memgraph] {
        let script = text(|out| exchange::graph_cypher(&scope, dialect, out));
        for read in [script.clone(), resolved_first(&script)] {
            let (strings, rest, closed) = tokens(&read);
            assert!(closed, "a literal does not end");
            let strings: BTreeSet<&str> = strings.iter().map(String::as_str).collect();
            for text in HOSTILE {
                assert!(strings.contains(text), "{text:?} is not in the script");
            }
            assert!(!rest.contains("DROP") && !rest.contains("calc"), "a text got out of its literal: {rest}");
            // Constraints, data set, sources, frameworks, references.
            assert_eq!(rest.matches(';').count(), 3 + 4);
        }
    }
}

#[test]
fn every_row_of_the_real_graph_is_merged_once() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let script = text(|out| exchange::graph_cypher(&scope, Dialect::Neo4j, out));
    let (_, rest, closed) = tokens(&script);
    assert!(closed);
    let graph = json(&scope);
    let count = |list: &str| graph[list].as_array().expect("a list").len();
    assert_eq!(
        rest.lines().filter(|line| line.starts_with('{')).count(),
        1 + count("sources") + count("nodes") + count("edges")
    );
    let request: Value = serde_json::from_str(&text(|out| exchange::graph_neo4j_http(&scope, out))).expect("JSON");
    let statements = request["statements"].as_array().expect("statements");
    let rows = statements.iter().map(|it| it["parameters"]["rows"].as_array().expect("rows").len());
    assert_eq!(rows.sum::<usize>(), 1 + count("sources") + count("nodes") + count("edges"));
}

#[test]
fn parameters_carry_texts_as_they_are() {
    let loaded = hostile();
    let request: Value =
        serde_json::from_str(&text(|out| exchange::graph_neo4j_http(&Scope::new(&loaded.graph), out))).expect("JSON");
    let rows = request["statements"]
        .as_array()
        .expect("statements")
        .iter()
        .flat_map(|it| it["parameters"]["rows"].as_array().expect("rows"));
    let names: BTreeSet<&str> = rows.filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(names, BTreeSet::from(HOSTILE));
}

/// What a browser shows for a label of Mermaid: its numbered entities are resolved.
fn mermaid_labels(flowchart: &str) -> Vec<String> {
    let mut labels = Vec::new();
    for line in flowchart.lines() {
        let Some((_, rest)) = line.split_once('"') else { continue };
        let (label, _) = rest.split_once('"').expect("labels end on their line");
        let mut parts = label.split('#');
        let mut shown = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (code, rest) = part.split_once(';').expect("an entity");
            shown.push(code.parse().ok().and_then(char::from_u32).expect("a number of a character"));
            shown.push_str(rest);
        }
        labels.push(shown);
    }
    labels
}

#[test]
fn mermaid_shows_every_text_and_reads_none_as_syntax() {
    let loaded = hostile();
    let flowchart = text(|out| exchange::graph_mermaid(&Scope::new(&loaded.graph), out));
    let labels = mermaid_labels(&flowchart);
    for text in HOSTILE {
        let shown: String = (text.chars())
            .map(|c| {
                if "\n\r\t".contains(c) {
                    ' '
                } else if c.is_control() {
                    '\u{FFFD}'
                } else {
                    c
                }
            })
            .collect();
        assert!(labels.contains(&shown), "{text:?} is not among {labels:?}");
    }
    assert_eq!(flowchart.lines().count(), 1 + 2 * HOSTILE.len(), "a line for each node and edge");
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let again = load::embedded();
    let other = Scope::new(&again.graph);
    let writers: [Writer; 6] = [
        exchange::graph_json,
        exchange::graph_jsonl,
        exchange::graph_graphml,
        exchange::graph_gexf,
        exchange::graph_dot,
        exchange::graph_mermaid,
    ];
    for writer in writers {
        assert!(bytes(|out| writer(&scope, out)) == bytes(|out| writer(&other, out)));
    }
    #[cfg(feature = "xlsx")]
    assert!(exchange::graph_xlsx(&scope).expect("fits") == exchange::graph_xlsx(&other).expect("fits"));
}

#[test]
fn ids_of_edges_are_unique_and_the_same_in_every_scope() {
    let loaded = load::embedded();
    let whole = Scope::new(&loaded.graph);
    let ids = |scope: &Scope<'_>| -> BTreeMap<String, (String, String)> {
        let rows = csv_rows(scope, Table::Edges);
        let count = rows.len();
        let evidence = |row: &Row| row.get("evidence").cloned().unwrap_or_default();
        let ids: BTreeMap<_, _> = rows
            .into_iter()
            .map(|row| (row["id"].clone(), (row.get("claim").cloned().unwrap_or_default(), evidence(&row))))
            .collect();
        assert_eq!(ids.len(), count, "ids are unique");
        ids
    };
    let all = ids(&whole);
    for layer in Layer::ALL {
        for (id, told) in ids(&whole.in_layer(layer)) {
            assert_eq!(all.get(&id), Some(&told), "{id}");
        }
    }
}

#[test]
fn everything_recorded_is_exported_when_all_dates_are_asked_for() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let (today, always) = (json(&scope), json(&scope.of_all_dates()));
    let ids = |graph: &Value, list: &str| -> BTreeSet<String> {
        let rows = graph[list].as_array().expect("a list").iter();
        rows.map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids(&always, "nodes").len(), loaded.graph.nodes().len());
    assert_eq!(ids(&always, "edges").len(), loaded.graph.links().len());
    assert!(ids(&today, "edges").is_subset(&ids(&always, "edges")) && ids(&today, "edges") != ids(&always, "edges"));
    assert_eq!((&today["all_dates"], &always["all_dates"]), (&Value::Null, &Value::Bool(true)));
    let early = scope.on("2010-01-01".parse().expect("a day")).of_all_dates();
    assert_eq!(ids(&json(&early), "edges"), ids(&always, "edges"), "whatever the day");
    let rows = csv_rows(&early, Table::Nodes);
    let act = rows.iter().find(|row| row["id"] == "eu-ai-act").expect("the act");
    assert_eq!((act.get("status"), act["recorded_status"].as_str()), (None, "in_force"), "not there yet, but recorded");
}

#[test]
fn tables_of_a_narrow_question_name_only_what_is_in_them() {
    let loaded = load::embedded();
    let narrow = Scope::new(&loaded.graph).on("2022-06-01".parse().expect("a day")).in_layer(Layer::Data);
    let ids: BTreeSet<String> = csv_rows(&narrow, Table::Nodes).iter().map(|row| row["id"].clone()).collect();
    assert!(ids.len() < loaded.graph.nodes().len());
    for row in csv_rows(&narrow, Table::Nodes) {
        for column in ["jurisdiction", "jurisdictions", "issuers", "addressed_to", "parent"] {
            let named = row.get(column).map(String::as_str).unwrap_or_default();
            assert!(named.split(';').filter(|id| !id.is_empty()).all(|id| ids.contains(id)), "{column}: {named}");
        }
    }
    for row in csv_rows(&narrow, Table::Edges) {
        assert!(ids.contains(&row["source"]) && ids.contains(&row["target"]), "{row:?}");
    }
    let sources: BTreeSet<String> = csv_rows(&narrow, Table::Sources).iter().map(|row| row["id"].clone()).collect();
    let graph = json(&narrow).to_string();
    let mut cited = BTreeSet::new();
    for part in graph.split("\"source\":\"").skip(1) {
        cited.insert(part.split('"').next().expect("an id").to_owned());
    }
    assert_eq!(sources, cited, "the sources are those that are cited");
}

#[test]
fn the_documentation_lists_every_column() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/FORMATS.md");
    let document = std::fs::read_to_string(path).expect("docs/FORMATS.md");
    for table in Table::ALL {
        let section = document.split("### ").find(|section| section.starts_with(table.as_str())).expect("a section");
        let section = section.split("\n## ").next().expect("the first part");
        let listed: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
        let kinds = |kind| match kind {
            ColumnKind::Text => "text",
            ColumnKind::Date => "date",
            ColumnKind::Number => "number",
            ColumnKind::Bool => "bool",
            ColumnKind::List => "list",
            ColumnKind::Json => "json",
        };
        let expected: Vec<String> =
            table.columns().iter().map(|it| format!("| `{}` | {} | {} |", it.name, kinds(it.kind), it.about)).collect();
        assert_eq!(listed, expected, "table {}", table.as_str());
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_the_cells_of_csv() {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::Field;
    for loaded in graphs() {
        let scope = Scope::new(&loaded.graph);
        for table in Table::ALL {
            let mut file = tempfile::tempfile().expect("a temporary file");
            std::io::Write::write_all(&mut file, &exchange::table_parquet(&scope, table).expect("a file"))
                .expect("writable");
            let reader = SerializedFileReader::new(file).expect("Parquet");
            let rows: Vec<Row> = (reader.get_row_iter(None).expect("rows"))
                .map(|row| {
                    let row = row.expect("a row");
                    let cells = row.get_column_iter().filter_map(|(name, field)| {
                        let text = match field {
                            Field::Null => return None,
                            Field::Str(text) => text.clone(),
                            Field::Double(number) => number.to_string(),
                            Field::Bool(value) => value.to_string(),
                            Field::ListInternal(list) if list.elements().is_empty() => return None,
                            Field::ListInternal(list) => {
                                let values = list.elements().iter().map(|it| match it {
                                    Field::Str(text) => text.as_str(),
                                    other => panic!("no text: {other}"),
                                });
                                values.collect::<Vec<_>>().join(";")
                            }
                            other => panic!("no such type: {other}"),
                        };
                        Some((name.clone(), text))
                    });
                    cells.collect()
                })
                .collect();
            assert!(rows == csv_rows(&scope, table), "{} of {}", table.as_str(), loaded.graph.meta().title);
        }
    }
}
