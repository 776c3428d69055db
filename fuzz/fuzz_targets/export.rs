//! Every writer, of a graph whose names, titles, claims and remarks are the input; the first byte says which writer.
//!
//! Whatever the texts are, what is written is read by the parsers of its format, with as many elements as there are
//! records, so that no text becomes structure.
#![no_main]

use std::collections::BTreeMap;
use std::io::{self, Write};

use interlex::analysis::gaps;
use interlex::exchange::{self, Dialect, MappingChoice, Table};
use interlex::load::{self, Loaded};
use interlex::render::{self, MapOptions, Selection};
use interlex::report::{Block, Document, gaps_csv, show_document};
use interlex::scope::Scope;
use interlex_fuzz::{FILES, pieces};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((first, rest)) = input.split_first() else { return };
    let texts = pieces(rest);
    let loaded = hostile(&texts);
    let scope = Scope::new(&loaded.graph);
    match first % 16 {
        0 => drop(json(&written(|out| exchange::graph_json(&scope, out)))),
        1 => written(|out| exchange::graph_jsonl(&scope, out)).lines().for_each(|line| drop(json(line))),
        2 => tables(&scope),
        3 => same_elements(&loaded, |scope| written(|out| exchange::graph_graphml(scope, out))),
        4 => same_elements(&loaded, |scope| written(|out| exchange::graph_gexf(scope, out))),
        5 => statements(&written(|out| exchange::graph_cypher(&scope, Dialect::Neo4j, out))),
        6 => drop(json(&written(|out| exchange::graph_neo4j_http(&scope, out)))),
        7 => braces(&written(|out| exchange::graph_dot(&scope, out))),
        8 => flowchart(&written(|out| exchange::graph_mermaid(&scope, out))),
        9 => mappings(&scope),
        10 => {
            json(&written(|out| exchange::csl_json(&loaded.graph, out)));
            written(|out| exchange::bibtex(&loaded.graph, out));
        }
        11 => picture(&render::svg(&render::compose(&Selection::new(scope, MapOptions::default())))),
        12 => picture(&render::ring_svg(&render::compose_ring(&Selection::new(scope, MapOptions::default())))),
        13 => braces(&render::dot(&render::compose(&Selection::new(scope, MapOptions::default())))),
        14 => page(&loaded, &texts),
        _ => {
            let report = gaps(&scope, scope.world(), None);
            rows(&written(|out| gaps_csv(&scope, &report, out)), b',');
        }
    }
});

/// The same records, whatever the texts.
fn hostile(texts: &[String]) -> Loaded {
    let mut next = (0..).map(|at| texts.get(at % texts.len()).map_or("", String::as_str));
    let mut text = || format!("{:?}", next.next().unwrap_or_default());
    let meta = format!("Graph(title: {}, version: \"1\", as_of: \"2024-01-01\", licence: {}, notes: [{}])", text(), text(), text());
    let source = format!("Source(id: \"s\", title: {}, issuer: {}, url: {}, note: {})", text(), text(), text(), text());
    let place = format!(
        "Jurisdiction(id: \"here\", name: {}, short: {}, aliases: [{}], kind: Country, m49: \"upper-mainland\", absences: [(layer: Data, lacks: {}, evidence: [(source: \"s\", basis: Stated)])])",
        text(), text(), text(), text(),
    );
    let body = format!(
        "Institution(id: \"body\", name: {}, aliases: [{}], kind: Regulator, role: {}, jurisdiction: \"here\", layers: [Legal], links: [(relation: Oversees, to: \"f-0\", claim: {})])",
        text(), text(), text(), text(),
    );
    let mut files = vec![
        ("graph.ron".to_owned(), meta),
        ("sources.ron".to_owned(), format!("[{source}]")),
        ("jurisdictions/all.ron".to_owned(), format!("[{place}]")),
        ("institutions/body.ron".to_owned(), body),
    ];
    for at in 0..3 {
        let evidence = format!("evidence: [(source: \"s\", at: {}, find: {}, basis: Stated)]", text(), text());
        let link = format!(
            "(relation: Reference(Cites), from: \"#p\", to: \"f-{}#p\", claim: {}, note: {}, mapping: (set: Equal), {evidence})",
            (at + 1) % 3, text(), text(),
        );
        let record = format!(
            "Framework(id: \"f-{at}\", name: {}, short: {}, aliases: [{}], kind: Guideline, jurisdictions: [\"here\"], layers: [Legal], status: Published, provisions: [(id: \"p\", title: {})], terms: [(term: {}, definition: {}, {evidence})], notes: [{}], links: [{link}], {evidence})",
            text(), text(), text(), text(), text(), text(), text(),
        );
        files.push((format!("frameworks/x/f-{at}.ron"), record));
    }
    let kept = |path: &str| {
        path == "scales.ron" || path == "regions.ron" || ["vocabulary/", "concepts/", "rules/"].iter().any(|it| path.starts_with(it))
    };
    let fixed = FILES.into_iter().filter(|(path, _)| kept(path));
    let loaded = load::texts(fixed.chain(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
    assert_eq!(loaded.graph.nodes().len(), 5, "{:?}", loaded.diagnostics);
    loaded
}

fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("writing to memory");
    String::from_utf8(out).expect("what is written is UTF-8")
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// Every row has as many cells as the head, and no cell is a formula.
fn rows(text: &str, delimiter: u8) -> usize {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(false).from_reader(text.as_bytes());
    let mut rows = 0;
    for row in reader.records() {
        for cell in &row.unwrap_or_else(|error| panic!("{error} in {text}")) {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a formula: {cell:?}");
        }
        rows += 1;
    }
    rows
}

fn tables(scope: &Scope<'_>) {
    for table in Table::ALL {
        let text = written(|out| exchange::table_csv(scope, table, out));
        let mut expected = 0;
        table
            .rows(scope, |_| {
                expected += 1;
                Ok(())
            })
            .expect("rows are counted");
        assert_eq!(rows(&text, b','), expected, "{text}");
    }
}

fn elements(xml: &str) -> BTreeMap<String, usize> {
    let options = roxmltree::ParsingOptions { allow_dtd: false, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(xml, options).unwrap_or_else(|error| panic!("{error} in {xml}"));
    let mut count = BTreeMap::new();
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        *count.entry(element.tag_name().name().to_owned()).or_insert(0) += 1;
    }
    count
}

/// XML has nodes and edges as many as with plain texts.
fn same_elements(loaded: &Loaded, write: impl Fn(&Scope<'_>) -> String) {
    let plain = hostile(&["plain".to_owned()]);
    let [found, expected] = [loaded, &plain].map(|it| elements(&write(&Scope::new(&it.graph))));
    for element in ["node", "edge", "graph", "key", "attribute"] {
        assert_eq!(found.get(element), expected.get(element), "{element}");
    }
}

/// Quoted texts end where they should: outside of them only what we write stands, and brackets are paired.
fn outside_quotes(text: &str, quote: char, escaped: bool) -> String {
    let mut outside = String::new();
    let mut inside = false;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if inside && escaped => drop(chars.next()),
            _ if c == quote => inside = !inside,
            _ if !inside => outside.push(c),
            _ => {}
        }
    }
    assert!(!inside, "a text does not end: {text}");
    outside
}

fn paired(outside: &str) {
    let mut open = Vec::new();
    for c in outside.chars() {
        match c {
            '(' | '[' | '{' => open.push(c),
            ')' | ']' | '}' => assert_eq!(open.pop(), Some(match c { ')' => '(', ']' => '[', _ => '{' }), "{outside}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{outside}");
}

/// DOT: texts in quotes or in HTML-like labels.
fn braces(dot: &str) {
    let outside = outside_quotes(dot, '"', true);
    let (mut depth, mut rest) = (0_i32, String::new());
    for (c, arrow) in outside.chars().zip(std::iter::once(' ').chain(outside.chars())).map(|(c, before)| (c, c == '>' && before == '-')) {
        match c {
            '<' => depth += 1,
            '>' if !arrow || depth > 0 => depth -= 1,
            _ if depth == 0 => rest.push(c),
            _ => {}
        }
        assert!(depth >= 0, "an HTML-like label does not begin: {dot}");
    }
    assert_eq!(depth, 0, "an HTML-like label does not end: {dot}");
    assert!(!rest.contains("//") && !rest.contains("/*"), "no text becomes a comment: {rest}");
    paired(&rest);
}

fn statements(cypher: &str) {
    let script: String = cypher.lines().skip(1).map(|line| format!("{line}\n")).collect();
    let outside = outside_quotes(&script, '\'', true);
    let plain = hostile(&["plain".to_owned()]);
    let expected = written(|out| exchange::graph_cypher(&Scope::new(&plain.graph), Dialect::Neo4j, out));
    paired(&outside);
    assert_eq!(outside.matches(';').count(), expected.matches(';').count(), "as many statements: {cypher}");
}

/// One line for each node and edge, each text in quotes.
fn flowchart(mermaid: &str) {
    let plain = hostile(&["plain".to_owned()]);
    let expected = written(|out| exchange::graph_mermaid(&Scope::new(&plain.graph), out));
    assert_eq!(mermaid.lines().count(), expected.lines().count(), "{mermaid}");
    for line in mermaid.lines() {
        paired(&outside_quotes(line, '"', false));
    }
}

fn mappings(scope: &Scope<'_>) {
    let choice = MappingChoice { from: None, to: None };
    json(&written(|out| exchange::graph_oscal(scope, choice, out)));
    assert_eq!(rows(&written(|out| exchange::graph_strm(scope, choice, out)), b','), 3);
    let sssom = written(|out| exchange::graph_sssom(scope, choice, out));
    let head: usize = sssom.lines().take_while(|line| line.starts_with('#')).map(|line| line.len() + 1).sum();
    assert_eq!(rows(&sssom[head..], b'\t'), 3, "{sssom}");
}

/// A picture is XML without scripts, and without links to anywhere.
fn picture(svg: &str) {
    let options = roxmltree::ParsingOptions { allow_dtd: false, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(svg, options).unwrap_or_else(|error| panic!("{error} in {svg}"));
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        assert!(!["script", "foreignObject", "image"].contains(&name), "{name}");
        for attribute in element.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            assert!(attribute.name() != "href" || attribute.value().starts_with('#'), "{}", attribute.value());
        }
    }
}

/// A page has no more tags of any name than with plain texts, and only links that may be followed.
fn page(loaded: &Loaded, texts: &[String]) {
    let scope = Scope::new(&loaded.graph);
    let framework = scope.node("f-0").expect("it is there");
    let mut document = show_document(&scope, framework);
    document.blocks.push(Block::Paragraph(texts.join(" ").into()));
    let html = written(|out| document.write_html(out));
    let lower = html.to_lowercase();
    assert_eq!(lower.matches("<script").count(), lower.matches("</script").count());
    assert!(!lower.contains("<img") && !lower.contains("<iframe") && !lower.contains("javascript:\""), "{html}");
    for after in html.split("href=\"").skip(1) {
        let target = after.split('"').next().unwrap_or_default();
        assert!(["http://", "https://", "#", ""].iter().any(|begin| target.starts_with(begin)) && !target.contains('<'), "{target}");
    }
    // Markdown and plain text are written too: whatever the texts, that ends.
    for write in [Document::write_markdown, Document::write_text] {
        written(|out| write(&document, out));
    }
}
