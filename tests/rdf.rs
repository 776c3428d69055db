//! RDF: the same triples in every format, nothing hostile gets out of its place, and rdflib and pySHACL agree.
#![cfg(feature = "rdf")]

#[path = "common/exported.rs"]
mod exported;

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use interlex::exchange::rdf::{Base, Kind, graph_jsonld, graph_ntriples, graph_turtle, words};
use interlex::load::{self, Loaded};
use interlex::scope::Scope;
use oxttl::{NTriplesParser, TurtleParser};

use exported::{HOSTILE, bytes, hostile, invented, json, text};
use world::{ask, empty, world};

fn triples(loaded: &Loaded, base: &Base) -> [BTreeSet<String>; 2] {
    let scope = Scope::new(&loaded.graph);
    let turtle = bytes(|out| graph_turtle(&scope, base, out));
    let lines = text(|out| graph_ntriples(&scope, base, out));
    let read: Vec<String> =
        TurtleParser::new().for_slice(&turtle).map(|it| it.expect("valid Turtle").to_string()).collect();
    let other: Vec<String> =
        NTriplesParser::new().for_slice(&lines).map(|it| it.expect("valid N-Triples").to_string()).collect();
    assert_eq!(other.len(), lines.lines().count());
    let sets = [read.into_iter().collect::<BTreeSet<_>>(), other.iter().cloned().collect()];
    assert_eq!(sets[1].len(), other.len(), "no triple comes twice");
    sets
}

#[test]
fn turtle_and_n_triples_say_the_same() {
    for loaded in [load::embedded(), invented(), hostile()] {
        for base in [Base::default(), Base::new("https://example.org/governance/").expect("a base")] {
            let [turtle, lines] = triples(&loaded, &base);
            assert_eq!(turtle, lines);
            assert!(turtle.len() > 500);
        }
    }
}

#[test]
fn every_node_link_and_source_of_the_json_export_is_there() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph);
    let json = json(&scope);
    let lines = text(|out| graph_ntriples(&scope, &Base::default(), out));
    let lines: BTreeSet<&str> = lines.lines().collect();
    let identifier = "<http://purl.org/dc/terms/identifier>";
    for (list, kind) in [("nodes", ""), ("edges", "link:"), ("sources", "source:")] {
        for record in json[list].as_array().expect("a list") {
            let id = record["id"].as_str().expect("an id");
            let line = format!("<urn:interlex:{kind}{id}> {identifier} \"{id}\" .");
            assert!(lines.contains(line.as_str()), "{line}");
        }
    }
    let links = lines.iter().filter(|line| line.ends_with("type> <urn:interlex:vocab:Link> ."));
    assert_eq!(links.count(), json["edges"].as_array().expect("a list").len());
}

#[test]
fn what_does_not_hold_is_no_triple_between_its_ends() {
    let loaded = load::embedded();
    let scope = Scope::new(&loaded.graph).of_all_dates();
    let lines = text(|out| graph_ntriples(&scope, &Base::default(), out));
    let statements: BTreeSet<&str> =
        lines.lines().filter_map(|line| line.strip_suffix("#Statement> .")?.split(' ').next()).collect();
    let mut without = 0;
    for edge in json(&scope)["edges"].as_array().expect("a list") {
        let link = format!("<urn:interlex:link:{}>", edge["id"].as_str().expect("an id"));
        let date = |key: &str| edge[key].as_str().map(|it| it.parse::<interlex::model::PartialDate>().expect("a date"));
        let holds = edge["modality"] == "existing"
            && edge["mapping"]["set"] != "not_related"
            && date("since").is_none_or(|since| since.has_begun(scope.day()))
            && date("until").is_none_or(|until| !until.has_ended(scope.day()));
        assert_eq!(statements.contains(link.as_str()), holds, "{link}");
        without += usize::from(!holds);
    }
    assert!(without > 10, "the real graph has proposed links and links that are over");
}

#[test]
fn every_term_in_use_is_documented_and_every_documented_one_is_in_the_table() {
    let known: BTreeSet<String> = words().map(|word| word.name.to_owned()).collect();
    let guide =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/VOCABULARY.md")).expect("the guide");
    for word in words() {
        let row = format!("| `{}` | {} |", word.name, word.about);
        assert!(guide.contains(&row), "docs/VOCABULARY.md lacks: {row}");
    }
    let loaded = load::embedded();
    let turtle = text(|out| graph_turtle(&Scope::new(&loaded.graph).of_all_dates(), &Base::default(), out));
    // Statements of the same subject go on in lines that begin with a tab and the predicate.
    for line in turtle.lines().filter(|line| line.starts_with('\t')) {
        let predicate = line.trim_start().split(' ').next().expect("a predicate");
        assert!(known.contains(predicate), "{predicate}");
    }
    let classes =
        turtle.lines().filter(|line| !line.starts_with(['\t', '@'])).filter_map(|line| line.split_once(" a "));
    for class in classes.flat_map(|(_, classes)| classes.trim_end_matches([';', '.', ' ']).split(" , ")) {
        assert!(words().any(|word| word.name == class && word.kind == Kind::Class), "{class}");
    }
}

#[test]
fn no_text_ends_an_html_script_element() {
    let loaded = hostile();
    let document = text(|out| graph_jsonld(&Scope::new(&loaded.graph), &Base::default(), out));
    assert!(!document.contains('<'), "neither </script> nor <!--");
    assert!(document.contains("\\u003c/script>\\u003c!-- "));
    let read: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    let notes: BTreeSet<&str> = read["@graph"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|node| node["skos:editorialNote"].as_str())
        .collect();
    for text in HOSTILE {
        assert!(notes.contains(text), "{text:?}");
    }
}

#[test]
fn an_address_that_is_no_iri_stays_a_text() {
    let source = |url: &str| {
        let sources = format!("[Source(id: \"s\", title: \"T\", issuer: \"I\", date: \"2024\", url: {url:?})]");
        let record = "Framework(id: \"x\", name: \"X\", kind: Law, layers: [Legal], status: Published, evidence: [(source: \"s\", basis: Stated)])";
        let meta = "Graph(title: \"T\", version: \"1\", as_of: \"2024-01-01\", licence: \"MIT\")";
        let loaded =
            load::texts([("graph.ron", meta), ("sources.ron", sources.as_str()), ("frameworks/x/x.ron", record)]);
        let [turtle, lines] = triples(&loaded, &Base::default());
        assert_eq!(turtle, lines);
        lines.into_iter().filter(|it| it.starts_with("<urn:interlex:source:s>")).collect::<Vec<_>>().join("\n")
    };
    assert!(source("https://example.org/a").contains("<http://xmlns.com/foaf/0.1/page> <https://example.org/a>"));
    for bad in [
        "https://example.org/a b",
        "https://exa<mple>.org",
        "https://e.org/\"> <x",
        "javascript:alert(1)",
        "https://e.org/\\u0020",
        "ISO 42001",
        "https://e.org/\n",
    ] {
        let said = source(bad);
        assert!(!said.contains("foaf/0.1/page"), "{said}");
        assert!(said.contains("<urn:interlex:vocab:address> \""), "{said}");
    }
    assert!(source("https://e.org/straße").contains("<https://e.org/straße>"), "an IRI is more than ASCII");
}

#[test]
fn the_base_is_an_absolute_iri_that_ids_can_follow() {
    for good in ["urn:interlex:", "https://example.org/", "https://example.org/graph/", "urn:example:governance:"] {
        assert_eq!(Base::new(good).expect("a base").as_str(), good);
    }
    for (bad, word) in [
        ("example.org/", "not an absolute IRI"),
        ("https://example.org/a b/", "not an absolute IRI"),
        ("https://", "not an absolute IRI"),
        ("https://example.org/graph", "write `https://example.org/graph/`"),
        ("https://example.org", "write `https://example.org/`"),
        ("https://example.org/?graph=/", "query"),
        ("https://example.org/#", "fragment"),
        ("urn:interlex:vocab:", "vocabulary"),
    ] {
        let error = Base::new(bad).expect_err(bad).to_string();
        assert!(error.contains(word), "{bad}: {error}");
    }
}

#[test]
fn the_program_writes_rdf_by_ending_and_base() {
    let folder = world();
    for (file, beginning) in
        [("a.ttl", "@prefix "), ("a.nt", "<https://example.org/graph:data-set> "), ("a.jsonld", "{\"@context\":{")]
    {
        let answer = ask(folder.path(), &["export", "--base", "https://example.org/", "-o", file]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        let written = fs::read_to_string(folder.path().join(file)).expect("a file");
        assert!(written.starts_with(beginning), "{written:.80}");
        assert!(!written.contains("urn:interlex:link"));
    }
    let refused = ask(folder.path(), &["export", "--base", "nowhere", "-o", "b.ttl"]);
    assert_eq!((refused.code, folder.path().join("b.ttl").exists()), (2, false));
    assert!(refused.err.contains("not an absolute IRI"), "{}", refused.err);
    let refused = ask(folder.path(), &["export", "--base", "https://example.org/", "--format", "gexf"]);
    assert!(refused.code == 2 && refused.err.contains("gexf has none"), "{}", refused.err);
}

/// Runs a script of Python in a folder; says so where a module is not installed.
fn python(folder: &Path, modules: &str, script: &str) {
    let has = Command::new("python3").args(["-c", &format!("import {modules}")]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with {modules} is not installed");
        return;
    }
    let output = Command::new("python3").args(["-c", script]).current_dir(folder).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn written(loaded: &Loaded) -> tempfile::TempDir {
    let (scope, base, folder) = (Scope::new(&loaded.graph), Base::default(), empty());
    let place = |name: &str| folder.path().join(name);
    fs::write(place("g.ttl"), bytes(|out| graph_turtle(&scope, &base, out))).expect("writable");
    fs::write(place("g.nt"), bytes(|out| graph_ntriples(&scope, &base, out))).expect("writable");
    fs::write(place("g.jsonld"), bytes(|out| graph_jsonld(&scope, &base, out))).expect("writable");
    fs::write(place("graph.json"), json(&scope).to_string()).expect("writable");
    let shapes = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/interlex.shacl.ttl");
    fs::copy(shapes, place("shapes.ttl")).expect("the shapes");
    folder
}

const SAME: &str = r"
import json, rdflib
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, PROV
def same(g):
    V = rdflib.Namespace('urn:interlex:vocab:'); ID = rdflib.Namespace('urn:interlex:')
    export = json.load(open('graph.json', encoding='utf-8'))
    count = lambda *classes: sum(len(set(g.subjects(RDF.type, V[it]))) for it in classes)
    assert count('Link') == len(export['edges'])
    assert count('Framework', 'Regulator', 'StandardsBody', 'Forum', 'Jurisdiction') == len(export['nodes'])
    texts = lambda s, p: sorted(str(o) for o in g.objects(s, p))
    one = lambda value: [] if value in (None, '') else [str(value)]
    last = lambda s, p: sorted(str(o).rsplit(':', 1)[1] for o in g.objects(s, p))
    for it in export['nodes']:
        s = ID[it['id']]
        assert texts(s, RDFS.label) == [it['name']], it['id']
        assert texts(s, SKOS.altLabel) == sorted(set(it['aliases'])), it['id']
        assert texts(s, SKOS.editorialNote) == sorted(set(it['notes'])), it['id']
        assert last(s, V.layer) == sorted(it['layers']) and last(s, DCTERMS.subject) == sorted(it['topics'])
        assert last(s, V.status) == one(it['status'])
        for key, name in (('proposed', V.proposed), ('adopted', V.adopted), ('in_force', V.entryIntoForce), ('ended', V.ended)):
            dates = list(g.objects(s, name))
            assert [str(d) for d in dates] == one(it['dates'][key])
            for d in dates: assert str(d.datatype).endswith({4: '#gYear', 7: '#gYearMonth', 10: '#date'}[len(str(d))])
        assert len(list(g.objects(s, PROV.qualifiedDerivation))) == len(it['evidence'])
        for key, name in (('obligations', V.obligation), ('provisions', DCTERMS.hasPart), ('liability', V.liability), ('terms', V.definesTerm), ('covers', V.cover), ('reaches', V.reach), ('risk_classes', V.riskClass)):
            assert len(list(g.objects(s, name))) == len(it.get(key, [])), (it['id'], key)
        assert len(list(g.objects(s, V.assessment))) == sum(v is not None for v in it['patterns'].values()) + bool((it.get('place') or {}).get('regulator_model'))
    for it in export['edges']:
        s = ID['link:' + it['id']]
        assert (s, V['from'], ID[it['from']]) in g and (s, V.to, ID[it['to']]) in g
        assert texts(s, V.claim) == one(it['claim']) and texts(s, SKOS.editorialNote) == one(it.get('note'))
        assert last(s, V.mechanism) == one(it['mechanism']) and last(s, V.modality) == [it['modality']]
        assert [float(o) for o in g.objects(s, V.strength)] == ([] if it['strength'] is None else [it['strength']])
        assert texts(s, V.since) == one(it['since']) and texts(s, V.until) == one(it['until'])
        found = {(last(e, PROV.entity)[0], tuple(texts(e, V.locator)), tuple(texts(e, V.quotation)), last(e, V.basis)[0]) for e in g.objects(s, PROV.qualifiedDerivation)}
        assert found == {(e['source'], tuple(one(e['at'])), tuple(one(e['find'])), e['basis']) for e in it['evidence']}
";

#[test]
fn rdflib_reads_the_same_graph_from_every_format() {
    for loaded in [hostile(), invented()] {
        let script = format!(
            "{SAME}
graphs = [rdflib.Graph().parse(name, format=kind) for name, kind in (('g.ttl', 'turtle'), ('g.nt', 'nt'), ('g.jsonld', 'json-ld'))]
assert set(graphs[0]) == set(graphs[1]) == set(graphs[2])
for graph in graphs: same(graph)
"
        );
        python(written(&loaded).path(), "rdflib", &script);
    }
}

#[test]
fn the_real_graph_meets_the_shapes_and_a_broken_one_does_not() {
    let script = format!(
        "{SAME}
import pyshacl
g = rdflib.Graph().parse('g.ttl')
same(g)
shapes = rdflib.Graph().parse('shapes.ttl')
conforms, _, text = pyshacl.validate(g, shacl_graph=shapes)
assert conforms, text[:3000]
"
    );
    python(written(&load::embedded()).path(), "rdflib, pyshacl", &script);
    let script = r"
import rdflib, pyshacl
from rdflib.namespace import RDF, PROV
V = rdflib.Namespace('urn:interlex:vocab:')
shapes = rdflib.Graph().parse('shapes.ttl')
whole = rdflib.Graph().parse('g.ttl')
def fails(change, words):
    g = rdflib.Graph()
    for triple in whole: g.add(triple)
    change(g)
    conforms, _, text = pyshacl.validate(g, shacl_graph=shapes)
    assert not conforms and words in text, (words, text[:2000])
assert pyshacl.validate(whole, shacl_graph=shapes)[0], pyshacl.validate(whole, shacl_graph=shapes)[2][:2000]
a = lambda kind: sorted(whole.subjects(RDF.type, V[kind]))[0]
conflict, framework, evidence = a('Conflict'), a('Framework'), a('Evidence')
fails(lambda g: g.remove((framework, PROV.qualifiedDerivation, None)), 'Nothing is claimed without evidence')
fails(lambda g: g.remove((conflict, PROV.qualifiedDerivation, None)), 'Nothing is claimed without evidence')
fails(lambda g: g.remove((conflict, V['from'], None)), 'starts from one node')
fails(lambda g: g.remove((conflict, V.to, None)), 'leads to one node')
fails(lambda g: g.add((conflict, V.strength, rdflib.Literal('0.5', datatype=rdflib.XSD.decimal))), 'A conflict carries nothing')
fails(lambda g: g.set((conflict, V.to, rdflib.URIRef('urn:interlex:nowhere'))), 'joins nodes or provisions')
fails(lambda g: g.remove((evidence, PROV.entity, None)), 'prov:entity')
fails(lambda g: g.set((framework, V.adopted, rdflib.Literal('soon'))), 'A date is a day')
fails(lambda g: g.remove((framework, V.layer, None)), 'interlex:layer')
fails(lambda g: g.remove((framework, rdflib.DCTERMS.identifier, None)), 'dcterms:identifier')
";
    python(written(&invented()).path(), "rdflib, pyshacl", script);
}
