//! Programs that others wrote read what interlex writes. Skipped, saying so, where those programs are not installed.

#[path = "common/exported.rs"]
mod exported;

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::path::Path;
use std::process::Command;

use interlex::exchange;
use interlex::load;
use interlex::scope::Scope;
#[cfg(feature = "xlsx")]
use interlex::{
    analysis::{self, PlanOptions},
    report::gaps_xlsx,
    rules::{Question, findings},
};

use exported::{HOSTILE, bytes, hostile, in_xml};

/// Runs a script of Python in a folder and gives what it prints; `None`, saying so, where a module is not installed.
fn python(folder: &Path, modules: &str, script: &str) -> Option<String> {
    let has = Command::new("python3").args(["-c", &format!("import {modules}")]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with {modules} is not installed");
        return None;
    }
    let output = Command::new("python3").args(["-c", script]).current_dir(folder).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The real graph and the hostile one in a folder, in JSON and in the format of a file.
fn both(name: &str, export: fn(&Scope<'_>, &mut dyn std::io::Write) -> std::io::Result<()>) -> [tempfile::TempDir; 2] {
    [load::embedded(), hostile()].map(|loaded| {
        let scope = Scope::new(&loaded.graph);
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("graph.json"), bytes(|out| exchange::graph_json(&scope, out))).expect("writable");
        fs::write(folder.path().join(name), bytes(|out| export(&scope, out))).expect("writable");
        folder
    })
}

/// What scripts have in common: the graph as JSON, with what XML cannot carry replaced, and what tables make of it.
const EXPECTED: &str = r"
import json, re
def carried(value):
    if isinstance(value, str): return re.sub('[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]', '\ufffd', value)
    if isinstance(value, list): return [carried(it) for it in value]
    if isinstance(value, dict): return {key: carried(it) for key, it in value.items()}
    return value
graph = carried(json.load(open('graph.json', encoding='utf-8')))
nodes = {node['id']: node for node in graph['nodes']}
edges = {edge['id']: edge for edge in graph['edges']}
def same(data, record, names):
    for name in names:
        expected = record.get(name)
        if isinstance(expected, list) and name in ('layers', 'topics', 'jurisdictions', 'binds'): expected = ';'.join(expected)
        if name in ('aliases', 'notes', 'evidence', 'obligations', 'terms'):
            found = carried(json.loads(data.get(name) or '[]')); expected = expected or []
        else:
            found = data.get(name)
        nothing = found is None or found == '' or found != found
        assert (nothing and expected in (None, '', [])) or found == expected, (name, found, expected)
NODE = ['name', 'short', 'kind', 'type', 'jurisdiction', 'region', 'layers', 'topics', 'status', 'aliases', 'notes', 'evidence', 'obligations', 'terms']
EDGE = ['relation', 'mechanism', 'layers', 'modality', 'since', 'until', 'strength', 'claim', 'binds', 'note', 'evidence']
";

#[test]
fn networkx_reads_graphml_and_gexf_with_every_attribute() {
    for (file, export) in [
        ("graph.graphml", exchange::graph_graphml as fn(&Scope<'_>, &mut dyn std::io::Write) -> std::io::Result<()>),
        ("graph.gexf", exchange::graph_gexf),
    ] {
        for folder in both(file, export) {
            let read = if file.ends_with("gexf") { "read_gexf" } else { "read_graphml" };
            let script = format!(
                "{EXPECTED}
import networkx
found = networkx.{read}('{file}')
assert found.is_directed()
assert set(found.nodes) == set(nodes), (len(found), len(nodes))
for id, data in found.nodes(data=True): same(data, nodes[id], NODE)
assert found.number_of_edges() == len(edges), (found.number_of_edges(), len(edges))
if found.is_multigraph():
    for source, target, key, data in found.edges(keys=True, data=True):
        edge = edges[key]
        assert (source, target) == (edge['from'].split('#')[0], edge['to'].split('#')[0])
        same(data, edge, EDGE)
else:
    for source, target, data in found.edges(data=True): same(data, edges[data['id']], EDGE)
"
            );
            python(folder.path(), "networkx", &script);
        }
    }
}

#[test]
fn igraph_reads_graphml_with_every_attribute() {
    for folder in both("graph.graphml", exchange::graph_graphml) {
        let script = format!(
            "{EXPECTED}
import igraph
found = igraph.Graph.Read_GraphML('graph.graphml')
assert found.is_directed()
assert (found.vcount(), found.ecount()) == (len(nodes), len(edges)), found.summary()
for vertex in found.vs: same(vertex.attributes(), nodes[vertex['id']], NODE)
# igraph 1.0 gives edges the ids of nodes, but keeps their order.
for edge, record in zip(found.es, graph['edges']):
    ends = (found.vs[edge.source]['id'], found.vs[edge.target]['id'])
    assert ends == (record['from'].split('#')[0], record['to'].split('#')[0])
    same(edge.attributes(), record, EDGE)
assert carried(json.loads(found['sources'])) == graph['sources']
assert found['title'] == graph['title']
"
        );
        python(folder.path(), "igraph", &script);
    }
}

/// Runs a program of Graphviz; `None`, saying so, where it is not installed.
fn graphviz(program: &str, args: &[&str], folder: &Path) -> Option<String> {
    let Ok(output) = Command::new(program).args(args).arg("graph.dot").current_dir(folder).output() else {
        eprintln!("skipped: {program} of Graphviz is not installed");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn graphviz_reads_dot_and_shows_every_text() {
    let [real, hostile] = both("graph.dot", exchange::graph_dot);
    let Some(counts) = graphviz("gc", &["-n", "-e"], real.path()) else { return };
    let loaded = load::embedded();
    let graph = exported::json(&Scope::new(&loaded.graph));
    let expected = ["nodes", "edges"].map(|list| graph[list].as_array().expect("a list").len().to_string());
    assert_eq!(counts.split_whitespace().take(2).collect::<Vec<_>>(), expected);
    let Some(svg) = graphviz("dot", &["-Tsvg"], hostile.path()) else { return };
    let document = roxmltree::Document::parse_with_options(
        &svg,
        roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() },
    );
    let document = document.expect("Graphviz writes XML");
    // Graphviz shows lines one below the other, and no-break spaces for spaces.
    let plain = |text: &str| {
        in_xml(text)
            .replace(['\n', '\r', '\t', '\u{a0}', '\u{FFFD}'], " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let nodes = document.descendants().filter(|it| it.attribute("class") == Some("node framework"));
    let shown: Vec<String> = nodes
        .map(|node| {
            let lines = node.descendants().filter(|it| it.tag_name().name() == "text");
            plain(&lines.map(|line| line.text().unwrap_or_default()).collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(shown.len(), HOSTILE.len());
    for text in HOSTILE {
        assert!(shown.contains(&plain(text)), "{text:?} is not among {shown:?}");
    }
}

/// Reads a flowchart with Mermaid's own parser and prints the label of each node and the number of edges. Entities stand
/// in its labels between marks of Mermaid's own, which a browser resolves.
const MERMAID: &str = r"
import { JSDOM } from 'jsdom';
import { readFileSync } from 'node:fs';
const { window } = new JSDOM('');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ maxEdges: 100000, maxTextSize: 10000000 });
const { db } = await mermaid.mermaidAPI.getDiagramFromText(readFileSync(process.env.FLOWCHART, 'utf8'));
const resolved = (text) => text.replace(/\ufb02\u00b0\u00b0(\d+)\u00b6\u00df/g, (_, code) => String.fromCodePoint(code));
const labels = [...db.getVertices().values()].map((vertex) => resolved(vertex.text));
console.log(JSON.stringify({ labels, edges: db.getEdges().length }));
";

#[test]
fn mermaid_reads_flowcharts_with_every_text() {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser");
    if !["mermaid", "jsdom"].iter().all(|it| modules.join("node_modules").join(it).is_dir()) {
        eprintln!("skipped: mermaid and jsdom are not installed in target/browser");
        return;
    }
    for folder in both("graph.mmd", exchange::graph_mermaid) {
        let output = (Command::new("node").args(["--input-type=module", "-e", MERMAID]).current_dir(&modules))
            .env("FLOWCHART", folder.path().join("graph.mmd"))
            .output()
            .expect("node runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let read: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let graph = fs::read(folder.path().join("graph.json")).expect("a file");
        let graph: serde_json::Value = serde_json::from_slice(&graph).expect("JSON");
        let nodes = graph["nodes"].as_array().expect("nodes");
        let plain = |text: &str| text.replace(['\n', '\r', '\t'], " ").trim().to_owned();
        let one_line =
            |text: &str| plain(text).chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect::<String>();
        let mut expected: Vec<String> = (nodes.iter())
            .map(|node| one_line(node["short"].as_str().or(node["name"].as_str()).expect("a name")))
            .collect();
        let labels = read["labels"].as_array().expect("labels");
        let mut labels: Vec<String> = labels.iter().map(|label| plain(label.as_str().expect("a text"))).collect();
        expected.sort();
        labels.sort();
        assert_eq!(labels, expected);
        assert_eq!(read["edges"].as_u64(), graph["edges"].as_array().and_then(|edges| u64::try_from(edges.len()).ok()));
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn openpyxl_reads_the_graph_as_a_workbook_without_formulas() {
    for loaded in [load::embedded(), hostile()] {
        let scope = Scope::new(&loaded.graph);
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("graph.json"), bytes(|out| exchange::graph_json(&scope, out))).expect("writable");
        fs::write(folder.path().join("graph.xlsx"), exchange::graph_xlsx(&scope).expect("fits")).expect("writable");
        let script = format!(
            "{EXPECTED}
import openpyxl
book = openpyxl.load_workbook('graph.xlsx')
assert book.sheetnames == ['nodes', 'edges', 'sources', 'graph'], book.sheetnames
assert all(cell.data_type != 'f' for sheet in book for row in sheet for cell in row)
def cell(value): return re.sub('\\r\\n?', '\\n', value) if isinstance(value, str) else value
nodes, edges = [
    {{id: {{key: cell(value) for key, value in it.items()}} for id, it in records.items()}} for records in (nodes, edges)
]
def rows(name):
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(header, row)) for row in rows]
found = {{row['id']: row for row in rows('nodes')}}
assert set(found) == set(nodes)
for id, row in found.items(): same(row, nodes[id], NODE)
found = {{row['id']: row for row in rows('edges')}}
assert set(found) == set(edges)
for id, row in found.items(): same(row, edges[id], EDGE)
assert [row['id'] for row in rows('sources')] == [source['id'] for source in graph['sources']]
"
        );
        python(folder.path(), "openpyxl", &script);
    }
}

#[cfg(feature = "parquet")]
#[test]
fn pyarrow_reads_parquet_with_types() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("graph.json"), bytes(|out| exchange::graph_json(&scope, out))).expect("writable");
    for table in exchange::Table::ALL {
        let file = folder.path().join(format!("{}.parquet", table.as_str()));
        fs::write(file, exchange::table_parquet(&scope, table).expect("a file")).expect("writable");
    }
    let script = format!(
        "{EXPECTED}
import pyarrow.parquet
table = {{name: pyarrow.parquet.read_table(name + '.parquet') for name in ['graph', 'sources', 'nodes', 'edges']}}
assert table['nodes'].num_rows == len(nodes) and table['edges'].num_rows == len(edges)
kinds = {{field.name: str(field.type) for name in ['nodes', 'edges'] for field in table[name].schema}}
assert kinds['name'] == 'string' and kinds['g77'] == 'bool' and kinds['strength'] == 'double', kinds
assert kinds['layers'].startswith('list<') and 'string' in kinds['layers'], kinds
for row in table['nodes'].to_pylist():
    assert row['layers'] == nodes[row['id']]['layers']
    same({{**row, 'layers': ';'.join(row['layers']), 'topics': ';'.join(row['topics'])}}, nodes[row['id']], NODE)
for row in table['edges'].to_pylist():
    same({{**row, 'layers': ';'.join(row['layers']), 'binds': ';'.join(row['binds'])}}, edges[row['id']], EDGE)
assert [row['id'] for row in table['sources'].to_pylist()] == [source['id'] for source in graph['sources']]
"
    );
    python(folder.path(), "pyarrow.parquet", &script);
}

/// The workbook of a region of the real graph.
#[cfg(feature = "xlsx")]
fn workbook() -> Vec<u8> {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let report = analysis::gaps(&scope, scope.area("asean").expect("a bloc"), None);
    let plan = analysis::plan(&scope, report.area.clone(), None, PlanOptions::new());
    gaps_xlsx(&scope, &report, &findings(&Question::new(scope, &report)), &plan).expect("fits into a workbook")
}

#[cfg(feature = "xlsx")]
#[test]
fn the_same_question_gives_the_same_workbook() {
    assert_eq!(workbook(), workbook());
}

#[cfg(feature = "xlsx")]
#[test]
fn openpyxl_reads_every_sheet_and_finds_no_formula() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("gaps.xlsx"), workbook()).expect("writable");
    let script = "import openpyxl\n\
        book = openpyxl.load_workbook('gaps.xlsx')\n\
        assert book.sheetnames == ['Findings', 'Coverage', 'Pairs', 'Grid', 'Plan'], book.sheetnames\n\
        assert all(cell.data_type != 'f' for sheet in book for row in sheet for cell in row)\n\
        print(book['Pairs'].max_row, book['Grid'].max_row)";
    let Some(printed) = python(folder.path(), "openpyxl", script) else { return };
    // 55 pairs in three layers, three layers of six patterns, and a header each.
    assert_eq!(printed, "166 19");
}

/// A world with findings of several kinds in it, some at the level of a warning.
fn broken() -> tempfile::TempDir {
    let folder = world::world();
    for rule in ["id_dangling", "source_unused", "file_unreadable"] {
        world::overlay(&world::fixtures().join("rules").join(rule), &folder.path().join("graph"));
    }
    let act = folder.path().join("graph/frameworks/north/north-ai-act.ron");
    let text = std::fs::read_to_string(&act).expect("a record").replace("kind: Law", "kind: Lwa");
    std::fs::write(act, text.replace("Northland AI Act", "]]> <script> \u{1F600} {0}")).expect("a record");
    folder
}

/// Gives the findings in this format to a script of Python that needs a module; `None` if that is not installed.
fn read_by_python(format: &str, module: &str, script: &str, arguments: &[&Path]) -> Option<String> {
    let has = Command::new("python3").args(["-c", &format!("import {module}")]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with {module} is not installed");
        return None;
    }
    let folder = broken();
    let file = folder.path().join("findings");
    let answer = world::ask(folder.path(), &["check", "graph", "--format", format, "-o", "findings"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    let output =
        Command::new("python3").args(["-c", script]).arg(&file).args(arguments).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[test]
fn sarif_is_valid_by_the_schema_of_oasis() {
    // The crate serde-sarif carries it; .ci/run fetches it.
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/sarif/sarif-schema-2.1.0.json");
    if !schema.is_file() {
        eprintln!("skipped: {} is not there", schema.display());
        return;
    }
    let script = "import json, sys, jsonschema\n\
        log, schema = (json.load(open(path, encoding='utf-8')) for path in sys.argv[1:3])\n\
        assert schema['$id'].endswith('sarif-schema-2.1.0.json'), schema['$id']\n\
        jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)\n\
        print(len(log['runs'][0]['results']))";
    let Some(results) = read_by_python("sarif", "jsonschema", script, &[&schema]) else { return };
    assert!(results.parse::<usize>().is_ok_and(|count| count >= 3), "{results}");
}

#[test]
fn junitparser_reads_suites_cases_and_outcomes() {
    let script = "import sys, junitparser\n\
        report = junitparser.JUnitXml.fromfile(sys.argv[1])\n\
        cases = [case for suite in report for case in suite]\n\
        failed = [case for case in cases if any(isinstance(it, junitparser.Failure) for it in case.result)]\n\
        skipped = [case for case in cases if any(isinstance(it, junitparser.Skipped) for it in case.result)]\n\
        assert (report.tests, report.failures, report.skipped) == (len(cases), len(failed), len(skipped)), report\n\
        assert all(case.classname.startswith('interlex.') and case.name for case in cases)\n\
        assert all('-->' in it.text for case in failed for it in case.result)\n\
        report.update_statistics()\n\
        print(len(failed) > 0, len(skipped) > 0, report.tests == len(cases), report.failures == len(failed))";
    let Some(said) = read_by_python("junit", "junitparser", script, &[]) else { return };
    assert_eq!(said, "True True True True");
}
