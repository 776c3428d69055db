//! SPARQL over the graph: shipped queries against answers computed another way, formats, and what is refused.
#![cfg(feature = "sparql")]

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;

use interlex::exchange::rdf::{Answer, Base, CancellationToken, QueryError, Store};
use interlex::load;
use interlex::model::{EvidenceBasis, FrameworkKind, Graph, Modality, NodeIx, Relation, SetRelation};
use interlex::scope::Scope;

use world::{ask, empty, world};

fn shipped(name: &str) -> String {
    let path = format!("{}/queries/{name}.rq", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).expect("a shipped query")
}

/// The first columns of the answer to a shipped query, `id:` left out.
fn rows(store: &Store, name: &str, columns: usize) -> Vec<Vec<String>> {
    let (answer, more) = store.query(&shipped(name), 100_000, &CancellationToken::new()).expect("an answer");
    assert!(!more);
    let Answer::Rows(_, rows) = answer else { panic!("rows") };
    let word = |term: &Option<_>| {
        term.as_ref().map_or(String::new(), |it| store.words(it).trim_start_matches("id:").to_owned())
    };
    rows.iter().map(|row| row[..columns].iter().map(word).collect()).collect()
}

fn ids(graph: &Graph, nodes: &[NodeIx]) -> Vec<String> {
    nodes.iter().map(|ix| graph.node(*ix).id.to_string()).collect()
}

#[test]
fn shipped_queries_find_what_the_library_finds() {
    let loaded = load::embedded();
    let (graph, scope) = (&loaded.graph, Scope::new(&loaded.graph));
    let store = Store::new(&scope, &Base::default()).expect("in memory");
    let seen: Vec<_> = graph.links().iter().filter(|link| scope.sees_link(link)).collect();

    let linked: BTreeSet<NodeIx> =
        seen.iter().filter(|it| it.relation.is_substantive()).flat_map(|it| [it.from.node, it.to.node]).collect();
    let alone = graph.node_indices().filter(|ix| scope.sees(*ix) && graph.node(*ix).framework().is_some());
    let alone: BTreeSet<Vec<String>> = alone.filter(|ix| !linked.contains(ix)).map(|ix| ids(graph, &[ix])).collect();
    let found = rows(&store, "unlinked", 1);
    assert_eq!((found.len(), found.into_iter().collect::<BTreeSet<_>>()), (alone.len(), alone));

    let inferred = seen.iter().filter(|it| it.relation.is_substantive() && !it.evidence.is_empty());
    let inferred = inferred.filter(|it| it.evidence.iter().all(|it| it.basis == EvidenceBasis::Inferred)).count();
    assert_eq!(rows(&store, "inferred", 1).len(), inferred);
    assert!(inferred > 100);

    let eu = graph.by_id("eu").expect("the EU");
    let framework = |ix: NodeIx| graph.node(ix).framework();
    let law = |ix: NodeIx| {
        use FrameworkKind::{Directive, ExecutiveOrder, Law, Regulation, Treaty};
        framework(ix).is_some_and(|it| {
            [Law, Regulation, Directive, Treaty, ExecutiveOrder].contains(&it.kind) && it.jurisdictions.contains(&eu)
        })
    };
    let african = |ix: NodeIx| framework(ix).is_some() && graph.panel(ix).is_some_and(|it| it.as_str() == "africa");
    let referring =
        seen.iter().filter(|it| matches!(it.relation, Relation::Reference(_)) && it.modality == Modality::Existing);
    let referring: BTreeSet<Vec<String>> = referring
        .filter(|it| african(it.from.node) && law(it.to.node))
        .map(|it| ids(graph, &[it.from.node, it.to.node]))
        .collect();
    let found: BTreeSet<Vec<String>> =
        rows(&store, "africa-eu", 3).into_iter().map(|row| vec![row[0].clone(), row[2].clone()]).collect();
    assert_eq!(found, referring);
    assert!(!found.is_empty());

    let act = graph.by_id("eu-ai-act").expect("the Act");
    let mut mapped = BTreeSet::new();
    for link in seen.iter().filter(|it| it.mapping.is_some()) {
        let set = link.mapping.expect("a mapping").set;
        let turned = match set {
            SetRelation::Subset => SetRelation::Superset,
            SetRelation::Superset => SetRelation::Subset,
            other => other,
        };
        for (one, other, set) in [(&link.from, &link.to, set), (&link.to, &link.from, turned)] {
            if one.node == act && one.provision.is_some() {
                mapped.insert(vec![graph.end_id(one), set.as_str().to_owned(), graph.end_id(other)]);
            }
        }
    }
    let found = rows(&store, "ai-act-mappings", 4);
    let found: BTreeSet<Vec<String>> =
        found.into_iter().map(|row| vec![row[0].clone(), row[2].clone(), row[3].clone()]).collect();
    assert_eq!(found, mapped);
    assert!(!mapped.is_empty());
}

#[test]
fn conflicts_with_what_binds_are_those_of_the_library() {
    let loaded = load::embedded();
    let (graph, scope) = (&loaded.graph, Scope::new(&loaded.graph));
    let store = Store::new(&scope, &Base::default()).expect("in memory");
    let framework = |ix: NodeIx| graph.node(ix).framework();
    let mut expected = BTreeSet::new();
    let existing = graph.links().iter().filter(|it| scope.sees_link(it) && it.modality == Modality::Existing);
    for link in existing.clone().filter(|it| it.relation.is_conflict()) {
        for (one, other) in [(link.from.node, link.to.node), (link.to.node, link.from.node)] {
            let (Some(here), Some(there)) = (framework(one), framework(other)) else { continue };
            let binds = there.patterns.binding.as_ref().is_some_and(|it| it.value.as_str() == "binding");
            for place in there.jurisdictions.iter().filter(|_| binds) {
                let member = |of: NodeIx| {
                    of == *place
                        || existing
                            .clone()
                            .any(|it| it.relation == Relation::MemberOf && it.from.node == of && it.to.node == *place)
                };
                if here.jurisdictions.iter().any(|of| member(*of)) {
                    expected.insert(ids(graph, &[one, other, *place]));
                }
            }
        }
    }
    let found: BTreeSet<Vec<String>> = rows(&store, "conflicts", 3).into_iter().collect();
    assert_eq!(found, expected);
    assert!(!found.is_empty());
}

fn asked(query: &str) -> Result<Answer, QueryError> {
    let loaded = load::folder(&world::clean()).expect("the invented world");
    let store = Store::new(&Scope::new(&loaded.graph), &Base::default()).expect("in memory");
    store.query(query, 10, &CancellationToken::new()).map(|(answer, _)| answer)
}

#[test]
fn what_cannot_be_done_is_refused() {
    let refused = |query: &str| asked(query).expect_err(query).to_string();
    assert!(refused("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }").contains("no network is used"));
    assert!(
        refused("SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE SILENT <http://e.org/> { ?s ?p ?o } } }")
            .contains("SERVICE")
    );
    assert!(refused("SELECT * FROM <http://example.org/> { ?s ?p ?o }").contains("leave FROM out"));
    assert!(refused("DELETE WHERE { ?s ?p ?o }").contains("update"));
    let syntax = refused("SELECT ?a\nWHERE { ?a ?b }");
    assert!(syntax.contains("line 2, column"), "{syntax}");
    let prefix = refused("SELECT ?a\nWHERE { ?a foo:bar ?b }");
    assert!(
        prefix.contains("line 2, column 12: the prefix `foo:` is not declared") && prefix.contains("interlex:"),
        "{prefix}"
    );
    let stop = CancellationToken::new();
    stop.cancel();
    let loaded = load::folder(&world::clean()).expect("the invented world");
    let store = Store::new(&Scope::new(&loaded.graph), &Base::default()).expect("in memory");
    let stopped = store.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 10, &stop);
    assert!(matches!(stopped, Err(QueryError::Stopped)), "{stopped:?}");
}

#[test]
fn every_form_of_query_has_its_formats() {
    let folder = world();
    let run = |query: &str, format: &str| {
        fs::write(folder.path().join("q.rq"), query).expect("writable");
        ask(folder.path(), &["query", "q.rq", "--format", format])
    };
    let select = "SELECT ?id { ?f a interlex:Framework ; dcterms:identifier ?id } ORDER BY ?id LIMIT 2";
    let csv = run(select, "csv").out;
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines.len() == 3 && lines[0] == "id", "{csv}");
    let json: serde_json::Value = serde_json::from_str(&run(select, "json").out).expect("JSON");
    assert_eq!(json["head"]["vars"][0], "id");
    assert_eq!(json["results"]["bindings"][0]["id"]["value"], lines[1]);
    let text = run(select, "text").out;
    assert!(text.starts_with("2 rows\n") && text.contains(lines[2]), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&run("ASK { ?x a interlex:Conflict }", "json").out).expect("JSON");
    assert_eq!(json["boolean"], true);
    assert!(run("ASK { ?x a interlex:Nothing }", "text").out.starts_with("No\n"));
    let construct = "CONSTRUCT { ?f rdfs:label ?n } WHERE { ?f a interlex:Framework ; rdfs:label ?n }";
    assert!(run(construct, "turtle").out.contains("rdfs:label \""));
    assert!(run(construct, "ntriples").out.contains("<http://www.w3.org/2000/01/rdf-schema#label> \""));
    let refused = run(construct, "csv");
    assert!(refused.code == 2 && refused.err.contains("turtle or ntriples"), "{}", refused.err);
    assert!(run(select, "turtle").err.contains("CONSTRUCT"));
    let limited = ask(folder.path(), &["query", "q.rq", "--limit", "1"]);
    assert!(limited.err.contains("there is more than --limit 1"), "{}", limited.err);
}

#[test]
fn queries_come_by_name() {
    let here = empty();
    let list = ask(here.path(), &["query", "--list"]).out;
    for name in ["africa-eu", "ai-act-mappings", "conflicts", "inferred", "unlinked"] {
        assert!(list.lines().any(|line| line.starts_with(name)), "{list}");
    }
    let near = ask(here.path(), &["query", "conflict"]);
    assert!(near.code == 2 && near.err.contains("did you mean `conflicts`?"), "{}", near.err);
    assert!(ask(here.path(), &["query"]).err.contains("interlex query --list"));
}
