//! Mappings in the formats of others: what is written, what is read, and what is lost on the way.

#[path = "common/mappings.rs"]
mod mappings;

use std::path::PathBuf;

use interlex::load;

use mappings::{FORMATS, export, import, imported, links, losses};

/// A metadata block and a table.
fn sssom(metadata: &str, table: &str) -> String {
    let block = metadata.lines().fold(String::new(), |block, line| block + "#" + line + "\n");
    format!("{block}{}", table.replace(" > ", "\t"))
}

const HEAD: &str = "curie_map:\n  A: https://example.org/a/\n  B: https://example.org/b#\nmapping_set_id: https://example.org/set\n\
                    license: https://creativecommons.org/licenses/by/4.0/";

#[test]
fn the_graph_comes_back_from_every_format_as_it_was_written() {
    let loaded = load::embedded();
    for (format, path) in FORMATS {
        let written = export(&loaded, format, [None, None]);
        let (imported, again) = imported(format, &[(path, &written)]);
        assert_eq!(losses(&imported), [""; 0], "{format}");
        assert!(imported.counts.links > 400, "{format}: {} links", imported.counts.links);
        let once_more = export(&again, format, [None, None]);
        let differ = written.lines().zip(once_more.lines()).find(|(a, b)| a != b);
        assert_eq!((differ, written.len()), (None, once_more.len()), "{format}");
    }
}

#[test]
fn mappings_of_two_frameworks_are_written_in_the_direction_asked_for() {
    let loaded = load::embedded();
    let there = export(&loaded, "strm", [Some("sg-ai-verify"), Some("us-nist-ai-rmf")]);
    let back = export(&loaded, "strm", [Some("us-nist-ai-rmf"), Some("sg-ai-verify")]);
    assert!(there.lines().count() > 10);
    assert_eq!(there.lines().count(), back.lines().count());
    assert!(there.lines().skip(1).all(|line| line.starts_with("AI Verify,sg-ai-verify,")), "{there}");
    assert!(back.lines().skip(1).all(|line| line.contains(",us-nist-ai-rmf,")), "{back}");
}

#[test]
fn the_narrower_of_two_has_the_other_as_its_broad_match() {
    let table = "subject_id > predicate_id > object_id > mapping_justification\n\
                 A:x > skos:broadMatch > B:y > semapv:ManualMappingCuration\n\
                 A:x > skos:narrowMatch > B:z > semapv:ManualMappingCuration\n";
    let (_, loaded) = imported("sssom", &[("a.sssom.tsv", &sssom(HEAD, table))]);
    assert_eq!(links(&loaded), ["a#x subset of b#y", "a#x superset of b#z"]);
    let turned = export(&loaded, "sssom", [Some("b"), Some("a")]);
    assert!(turned.contains("b:y\ty\tskos:narrowMatch\ta:x"), "{turned}");
    let oscal = export(&loaded, "oscal", [None, None]);
    assert!(oscal.contains(r#""relationship":"subset-of""#), "{oscal}");
}

#[test]
fn predicates_that_say_something_else_are_told_and_unknown_ones_map_nothing() {
    let table = "subject_id > predicate_id > predicate_modifier > object_id > mapping_justification\n\
                 A:1 > owl:equivalentClass >  > B:1 > semapv:LexicalMatching\n\
                 A:2 > skos:relatedMatch >  > B:2 > semapv:ManualMappingCuration\n\
                 A:3 > skos:mappingRelation > Not > B:3 > semapv:ManualMappingCuration\n\
                 A:4 > skos:exactMatch > Not > B:4 > semapv:ManualMappingCuration\n\
                 A:5 > A:causes >  > B:5 > semapv:ManualMappingCuration\n\
                 A:6 > skos:exactMatch >  > sssom:NoTermFound > semapv:ManualMappingCuration\n";
    let (imported, loaded) = imported("sssom", &[("a.sssom.tsv", &sssom(HEAD, table))]);
    assert_eq!(links(&loaded), ["a#1 equal b#1", "a#2 maps to b#2", "a#3 not related b#3"]);
    assert_eq!(
        losses(&imported),
        [
            "identifier: A > the id a",
            "predicate_id: owl:equivalentClass > equal",
            "identifier: B > the id b",
            "mapping_justification: semapv:LexicalMatching > a line of the link's note",
            "predicate_id: skos:relatedMatch > a mapping without a stated set relation",
            "predicate_id: Not skos:exactMatch > the two provisions, without a mapping",
            "predicate_id: A:causes > the two provisions, without a mapping",
            ": 6 – nothing > the provision that is named, without a mapping",
        ]
    );
}

#[test]
fn slots_that_the_graph_has_no_field_for_come_back_from_the_note() {
    let head = format!("{HEAD}\nmapping_tool: a tool\ncreator_id:\n  - A:me\nmapping_date: 2024-05-01");
    let table = "subject_id > subject_label > predicate_id > object_id > mapping_justification > author_label > confidence > see_also > made_up\n\
                 A:1 > One > skos:exactMatch > B:1 > semapv:LexicalMatching > Al\\|ice|Bob > 0.95 > https://example.org/1|https://example.org/2 > x\n\
                 A:2 > Two > skos:exactMatch > B:2 > semapv:LexicalMatching > Eve > 0.7 > https://example.org/1 > \n";
    let (imported, loaded) = imported("sssom", &[("a.sssom.tsv", &sssom(&head, table))]);
    assert_eq!(links(&loaded), ["a#1 equal 10 b#1", "a#2 equal 7 b#2"]);
    let lost = losses(&imported);
    assert!(lost.contains(&"made_up: x".to_owned()), "{lost:?}");
    assert!(lost.contains(&"mapping_tool: a tool > a line of the link's note".to_owned()), "{lost:?}");
    assert!(lost.contains(&"creator_id: A:me > a note of the graph".to_owned()), "{lost:?}");
    let again = export(&loaded, "sssom", [None, None]);
    for kept in [
        "#creator_id:\n#  - A:me\n",
        "#  A: https://example.org/a/\n",
        "#mapping_tool: a tool\n",
        "#mapping_date: 2024-05-01\n",
        "semapv:LexicalMatching\tAl\\|ice|Bob\t",
        "\t0.95\t",
        "https://example.org/1|https://example.org/2",
        "#license: https://creativecommons.org/licenses/by/4.0/\n",
    ] {
        assert!(again.contains(kept), "{kept} is not in\n{again}");
    }
}

#[test]
fn metadata_may_stand_beside_the_table_and_be_spaced_tabbed_or_windows_made() {
    let table = "subject_id > predicate_id > object_id > mapping_justification\n\
                 A:1 > skos:exactMatch > B:1 > semapv:ManualMappingCuration\n";
    let plain = imported("sssom", &[("a.sssom.tsv", &sssom(HEAD, table))]).1;
    let written = |text: &str| links(&imported("sssom", &[("a.tsv", text)]).1);
    let spaced = sssom(HEAD, table).replace('#', "# ").replace("b# ", "b#");
    assert_eq!(written(&spaced), links(&plain));
    assert_eq!(written(&sssom(HEAD, table).replace('\n', "\r\n")), links(&plain));
    assert_eq!(written(&format!("\u{FEFF}{}", sssom(HEAD, table))), links(&plain));
    let tabbed = sssom(HEAD, table).replace("#curie_map:\n", "#curie_map:\t\t\t\n");
    assert_eq!(written(&tabbed), links(&plain));
    let table = sssom("", table);
    let apart = imported("sssom", &[("a.tsv", &table), ("a.sssom.yml", HEAD)]).1;
    assert_eq!(links(&apart), links(&plain));
    assert_eq!(links(&plain), ["a#1 equal b#1"]);
}

#[test]
fn what_is_no_sssom_is_refused_with_its_place() {
    let error = |text: &str| import("sssom", &[("a.tsv", text)]).map(|_| ()).expect_err("refused").to_string();
    assert_eq!(error(""), "a.tsv:1:1: there is no line with the names of columns");
    assert_eq!(error("subject_id\tobject_id\n"), "a.tsv:1:1: there is no column `predicate_id`, which SSSOM requires");
    let broken = error("#curie_map: [\nsubject_id\tpredicate_id\tobject_id\n");
    assert!(broken.starts_with("a.tsv:2:1: this is not YAML"), "{broken}");
    let twice = error("#license: a\n#license: b\nsubject_id\tpredicate_id\tobject_id\n");
    assert_eq!(twice, "a.tsv:2:2: `license` is written twice");
}

#[test]
fn findings_about_imported_mappings_name_their_places_in_the_file() {
    let table = "subject_id > predicate_id > object_id > mapping_justification\n\
                 A:1 > skos:exactMatch > B:1 > semapv:ManualMappingCuration\n\
                 A:1 > skos:exactMatch > B:1 > semapv:ManualMappingCuration\n";
    let (mut imported, loaded) = imported("sssom", &[("a.tsv", &sssom(HEAD, table))]);
    let findings = interlex::check::check(&loaded, &interlex::check::Thresholds::default());
    let finding = findings.iter().find(|finding| finding.rule == "link_duplicate").expect("the mapping is there twice");
    let mut files = std::mem::take(&mut imported.inputs);
    let told = imported.translate(finding, &loaded, &mut files);
    let label = &told.labels[0];
    let file = files.get(label.file).expect("the file");
    assert_eq!((file.path(), file.position(label.span.start).line), ("a.tsv", 8));
}

/// A collection with maps between two catalogs.
fn collection(maps: &str, more: &str) -> String {
    format!(
        r##"{{"mapping-collection": {{"uuid": "11111111-2222-4333-8444-555555555555",
        "metadata": {{"title": "T", "last-modified": "2026-01-01T00:00:00Z", "version": "1", "oscal-version": "1.2.0"}},
        "provenance": {{"method": "hybrid", "matching-rationale": "functional", "status": "draft", "mapping-description": "D"}},
        "mappings": [{{"uuid": "22222222-3333-4444-8555-666666666666",
            "source-resource": {{"type": "catalog", "href": "../catalogs/nist-csf.json"}},
            "target-resource": {{"type": "catalog", "href": "#33333333-3333-4444-8555-666666666666"}},
            "maps": [{maps}]{more}}}],
        "back-matter": {{"resources": [{{"uuid": "33333333-3333-4444-8555-666666666666", "title": "ISO \\*27001\\*"}}]}}}}}}"##
    )
}

#[test]
fn a_map_of_several_controls_says_of_each_pair_what_follows() {
    let map = |relation: &str, sources: &[&str], targets: &[&str]| {
        let items = |ids: &[&str]| {
            let items: Vec<String> =
                ids.iter().map(|id| format!(r#"{{"type": "control", "id-ref": "{id}"}}"#)).collect();
            items.join(",")
        };
        format!(
            r#"{{"uuid": "u", "relationship": {relation}, "sources": [{}], "targets": [{}]}}"#,
            items(sources),
            items(targets)
        )
    };
    let maps = [
        map("\"equal-to\"", &["a"], &["x"]),
        map("\"equivalent-to\"", &["b", "c"], &["y"]),
        map("{\"type\": \"superset-of\"}", &["d"], &["x", "z"]),
        map("\"intersects-with\"", &["e", "f"], &["z"]),
        map("\"no-relationship\"", &["g"], &["x", "y"]),
        map("\"touches\"", &["h"], &["x"]),
    ];
    let gap = r#", "source-gap-summary": {"uuid": "u", "unmapped-controls": [{"with-ids": ["PR.AC-1"]}]}"#;
    let (imported, loaded) = imported("oscal", &[("m.json", &collection(&maps.join(","), gap))]);
    let relation = |line: &str| line.replace("nist-csf#", "").replace("iso-27001#", "");
    let found: Vec<String> = links(&loaded).iter().map(|line| relation(line)).collect();
    assert_eq!(
        found,
        [
            "a equal functional x",
            "b subset of functional y",
            "c subset of functional y",
            "d superset of functional x",
            "d superset of functional z",
            "e maps to z",
            "f maps to z",
            "g not related functional x",
            "g not related functional y",
        ]
    );
    let lost = losses(&imported);
    for told in [
        "relationship: 2 sources equal 1 targets > subset of",
        "relationship: 2 sources intersects with 1 targets > mappings of each pair, without a set relation",
        "relationship: touches > the provisions, without a mapping",
        "relationship: equivalent-to > equal",
        "source-gap-summary: PR.AC-1 > a provision without mappings",
    ] {
        assert!(lost.iter().any(|line| line == told), "{told} is not in {lost:#?}");
    }
    let csf = loaded.graph.by_id("nist-csf").and_then(|ix| loaded.graph.node(ix).framework()).expect("a framework");
    let titles: Vec<&str> = csf.provisions.iter().map(|it| it.title.as_str()).collect();
    assert!(titles.contains(&"PR.AC-1"), "{titles:?}");
}

#[test]
fn qualifiers_stay_in_the_note_and_unknown_fields_are_told() {
    let map = r#"{"uuid": "u", "relationship": "equal-to", "matching-rationale": "semantic", "color": "red",
        "sources": [{"type": "statement", "id-ref": "a"}], "targets": [{"type": "control", "id-ref": "b"}],
        "confidence-score": {"percentage": 0.85}, "remarks": "Both say \\*it\\*",
        "qualifiers": [{"subject": "source", "predicate": "has-requirement", "category": "restricted", "description": "only if"}]}"#;
    let (imported, loaded) = imported("oscal", &[("m.json", &collection(map, ""))]);
    let link = &loaded.graph.links()[0];
    assert_eq!(link.claim, "Both say *it*");
    assert_eq!(link.note.as_deref(), Some("Qualifier (source, has-requirement, restricted): only if"));
    assert_eq!(links(&loaded), ["nist-csf#a equal 9 semantic iso-27001#b"]);
    let lost = losses(&imported);
    for told in
        ["color: red", "type: statement > a provision", "confidence-score: percentage: 0.85 > the nearest of them"]
    {
        assert!(lost.iter().any(|line| line == told), "{told} is not in {lost:#?}");
    }
}

#[test]
fn oscal_is_read_as_yaml_too_and_other_files_are_refused() {
    let json = collection(
        r#"{"uuid": "u", "relationship": "equal-to", "sources": [{"type": "control", "id-ref": "a"}], "targets": [{"type": "control", "id-ref": "b"}]}"#,
        "",
    );
    let yaml = format!("---\n{json}");
    assert_eq!(links(&imported("oscal", &[("m.yaml", &yaml)]).1), links(&imported("oscal", &[("m.json", &json)]).1));
    let error = |text: &str| import("oscal", &[("m.json", text)]).map(|_| ()).expect_err("refused").to_string();
    assert_eq!(error("{\"catalog\": {}}"), "m.json:1:1: there is no `mapping-collection` in it, but `catalog`");
    assert!(error("{\"a\": ").starts_with("m.json:1:"), "{}", error("{\"a\": "));
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    assert!(error(&format!("{{\"a\": {deep}}}")).contains("deep"), "{}", error(&format!("{{\"a\": {deep}}}")));
}

#[test]
fn strm_tables_are_read_whatever_their_headings() {
    let olir = "Focal Document Element,Focal Document Element Description,Security Control Baseline,Rationale,Relationship,Reference Document Element,Reference Document Element Description,Strength of Relationship (0-10),Comments (optional)\n\
        ID.AM-1,\"Devices, inventoried\",Low,Semantic,Subset of,CM-8,System inventory,8,\"'=close\"\n\
        ,,,,,,,,\n\
        ID.AM-2,,,,is equal to,CM-9,,11,\n\
        ID.AM-3,,,Because,no relationship,CM-8,,7.5,\n\
        ID.AM-4,,,,kind of,CM-8,,,\n\
        ID.AM-5,,,,,CM-8,,,\n\
        ID.AM-6,,,,,,,,\n\
        ,Nothing follows,,,,,,,\n";
    let (imported_olir, loaded) = imported("strm", &[("olir.csv", olir)]);
    assert_eq!(
        links(&loaded),
        [
            "focal-document#id-am-1 subset of 8 semantic reference-document#cm-8",
            "focal-document#id-am-2 equal reference-document#cm-9",
            "focal-document#id-am-3 not related 8 reference-document#cm-8",
            "focal-document#id-am-5 maps to reference-document#cm-8",
        ]
    );
    assert_eq!(loaded.graph.links()[0].claim, "=close");
    let lost = losses(&imported_olir);
    for told in [
        "Security Control Baseline: Low > a line of the link's note",
        "Strength of Relationship: 11 > a line of the link's note",
        "Rationale: Because > a line of the link's note",
        "Relationship: kind of > the two provisions, without a mapping",
        ": ID.AM-6 –  > a provision without this mapping",
        ": Nothing follows",
        "identifier: ID.AM-1 > the id id-am-1, and as written in the title",
    ] {
        assert!(lost.iter().any(|line| line == told), "{told} is not in {lost:#?}");
    }
    let scf = "NIST IR 8477-Based Set Theory Relationship Mapping,,Focal Document: ,The Act\n\
        Reference document:,SCF 2026.1,STRM Guidance:,https://example.org\n\
        FDE #,FDE Name,Focal Document Element (FDE) Description,STRM Rationale,STRM Relationship,SCF Control,SCF #,Strength of Relationship (optional),Notes (optional)\n\
        Art. 9,Risk,Long text,Functional,Intersects With,Risk Management,RSK-01,5,\n";
    let (_, loaded) = imported("strm", &[("scf.csv", &scf.replace(',', ";"))]);
    assert_eq!(links(&loaded), ["the-act#art-9 intersects with 5 functional scf-2026-1#rsk-01"]);
    let error = import("strm", &[("a.csv", "a,b\n1,2\n")]).map(|_| ()).expect_err("refused").to_string();
    assert!(error.starts_with("a.csv:1:1: no line names the columns of a mapping"), "{error}");
}

#[test]
fn mapping_sets_of_ciso_assistant_are_read_in_the_new_and_the_old_layout() {
    let row = "      - source_requirement_urn: urn:x:risk:req_node:a:r.1\n        target_requirement_urn: urn:x:risk:req_node:b:s-2\n        relationship: subset\n        rationale: semantic\n        strength_of_relationship: 7\n";
    let set = format!(
        "source_framework_urn: urn:x:risk:framework:a\n      target_framework_urn: urn:x:risk:framework:b\n      requirement_mappings:\n{row}"
    );
    let head =
        "urn: urn:x:risk:library:m\nlocale: en\nname: A to B\nversion: 2\npublication_date: 2025-07-01\nprovider: P\n";
    let old = format!("{head}objects:\n    requirement_mapping_set:\n      {set}");
    let new = format!("{head}objects:\n    requirement_mapping_sets:\n    - {set}")
        .replace("\n      requirement_mappings:", "\n      name: M\n      requirement_mappings:");
    let (told, loaded) = imported("ciso", &[("m.yaml", &new)]);
    assert_eq!(links(&loaded), ["a#r-1 subset of 7 semantic b#s-2"]);
    assert_eq!(links(&imported("ciso", &[("m.yaml", &old)]).1), links(&loaded));
    assert!(losses(&told).contains(&"locale: en".to_owned()), "{:?}", losses(&told));
    assert_eq!(loaded.graph.meta().title, "A to B");
    let framework = "objects:\n  framework:\n    urn: urn:x:risk:framework:a\n    name: Act A\n    requirement_nodes:\n    - urn: urn:x:risk:req_node:a:r\n      assessable: false\n      name: Chapter\n    - urn: urn:x:risk:req_node:a:r.1\n      assessable: true\n      name: First\n    - urn: urn:x:risk:req_node:a:r.2\n      assessable: true\n      name: Second\n";
    let (_, named) = imported("ciso", &[("m.yaml", &new), ("a.yaml", framework)]);
    let a = named.graph.node(named.graph.by_id("a").expect("a framework"));
    let titles: Vec<&str> = a.framework().expect("one").provisions.iter().map(|it| it.title.as_str()).collect();
    assert_eq!((a.name.as_str(), &titles[..]), ("Act A", &["r.1: First", "r.2: Second"][..]));
}

#[test]
fn bombs_of_yaml_are_refused_and_honest_aliases_are_read() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    let error = |text: &str| import("ciso", &[("m.yaml", text)]).map(|_| ()).expect_err("refused").to_string();
    assert!(error(&bomb).contains("aliases repeat more than"), "{}", error(&bomb));
    assert!(error("a: &a [*a]\n").contains("m.yaml:1:"), "{}", error("a: &a [*a]\n"));
    assert!(error(&"[".repeat(100_000)).contains("recursion limit"), "{}", error(&"[".repeat(100_000)));
    assert!(error(&"- ".repeat(200)).contains("nest deeper"), "{}", error(&"- ".repeat(200)));
    let shared = "objects:\n  requirement_mapping_sets:\n  - source_framework_urn: &f urn:x:risk:framework:a\n    target_framework_urn: urn:x:risk:framework:b\n    requirement_mappings: &m\n    - source_requirement_urn: urn:x:risk:req_node:a:1\n      target_requirement_urn: urn:x:risk:req_node:b:1\n      relationship: equal\n  - source_framework_urn: *f\n    target_framework_urn: urn:x:risk:framework:c\n    requirement_mappings: *m\n";
    assert_eq!(links(&imported("ciso", &[("m.yaml", shared)]).1), ["a#1 equal b#1", "a#1 equal c#1"]);
}

#[test]
fn a_cell_of_a_megabyte_is_read_and_told_in_short() {
    let long = "x".repeat(1 << 20);
    let table = format!(
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tother\nA:1\tskos:exactMatch\tB:{long}\tsemapv:ManualMappingCuration\t{long}\n"
    );
    let (imported, loaded) = imported("sssom", &[("a.tsv", &sssom(HEAD, &table))]);
    assert_eq!(loaded.graph.links().iter().filter(|link| link.relation.is_substantive()).count(), 1);
    assert!(imported.losses.iter().all(|loss| loss.value.len() < 500 && loss.item.len() < 500));
}

#[test]
fn oscal_collections_hold_to_the_model() {
    let written = export(&load::embedded(), "oscal", [None, None]);
    let has = std::process::Command::new("python3").args(["-c", "import trestle.oscal.mapping"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with compliance-trestle is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("m.json");
    std::fs::write(&file, written).expect("writable");
    let script = "import sys, json; from trestle.oscal.mapping import MappingCollection\n\
        read = json.load(open(sys.argv[1], encoding='utf-8'))\n\
        made = MappingCollection.model_validate(read['mapping-collection'])\n\
        print(sum(len(it.maps) for it in made.mappings) > 400)";
    let output = std::process::Command::new("python3").args(["-c", script]).arg(&file).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "True");
}

#[test]
fn sssom_sets_hold_to_the_schema() {
    let has = std::process::Command::new("python3").args(["-c", "import sssom_schema, yaml"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with sssom_schema and PyYAML is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("set.sssom.tsv");
    std::fs::write(&file, export(&load::embedded(), "sssom", [None, None])).expect("writable");
    // Names and order of slots, required ones, and the values of lists, by the schema that the package carries.
    let script = r"
import csv, os, sys, yaml, sssom_schema
schema = yaml.safe_load(open(os.path.join(os.path.dirname(sssom_schema.__file__), 'schema', 'sssom_schema.yaml')))
text = open(sys.argv[1], encoding='utf-8', newline='').read()
lines = text.split('\n')
head = [line[1:] for line in lines if line.startswith('#')]
meta = yaml.safe_load('\n'.join(head))
rows = list(csv.reader('\n'.join(lines[len(head):]).splitlines(True), delimiter='\t'))
own = {it['slot_name'] for it in meta['extension_definitions']}
order = lambda names, known: [known.index(name) for name in names]
slots = schema['classes']['mapping']['slots']
columns = [name for name in rows[0] if name not in own]
assert order(columns, slots) == sorted(order(columns, slots)), columns
set_slots = schema['classes']['mapping set']['slots']
keys = [name for name in meta if name not in ('extension_definitions', 'curie_map')]
assert order(keys, set_slots) == sorted(order(keys, set_slots)), keys
for slot in set_slots:
    assert not schema['slots'][slot].get('required') or slot in meta, slot
multi = [name for name in keys if schema['slots'][name].get('multivalued')]
assert all(isinstance(meta[name], list) for name in multi), multi
enums = {name: schema['enums'][schema['slots'][name]['range']]['permissible_values'] for name in columns
         if schema['slots'][name].get('range') in schema['enums']}
built = {'skos', 'semapv', 'sssom', 'owl', 'rdf', 'rdfs'}
for row in rows[1:]:
    assert len(row) == len(rows[0]), row
    for name, cell in zip(rows[0], row):
        assert not cell or name not in enums or cell in enums[name], (name, cell)
        if name in ('subject_id', 'object_id', 'predicate_id', 'subject_source', 'object_source'):
            assert cell.split(':')[0] in built | set(meta['curie_map']), cell
        if name == 'confidence' and cell:
            assert 0 <= float(cell) <= 1, cell
print(len(rows) > 400)
";
    let output = std::process::Command::new("python3").args(["-c", script]).arg(&file).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "True");
}

/// A file that others wrote, if the folder of samples is named by the variable `INTERLEX_SAMPLES`.
fn sample(name: &str) -> Option<String> {
    let folder = PathBuf::from(std::env::var_os("INTERLEX_SAMPLES")?);
    std::fs::read_to_string(folder.join(name)).ok()
}

#[test]
fn samples_of_others_are_read() {
    let mut read = 0;
    for (format, name, count) in [
        ("sssom", "sssom-cardinality.sssom.tsv", 9),
        ("sssom", "sssom-curie_map.sssom.tsv", 3),
        ("sssom", "sssom-mp-hp-exact-0.0.1.sssom.tsv", 42),
        ("sssom", "sssom-pipe-escaping.sssom.tsv", 2),
        ("ciso", "ciso-adobe-ccf-to-nist-csf.yaml", 204),
    ] {
        let Some(text) = sample(name) else { continue };
        let (told, _) = imported(format, &[(name, &text)]);
        assert_eq!(told.counts.links, count, "{name}");
        read += 1;
    }
    if read == 0 {
        eprintln!("skipped: INTERLEX_SAMPLES names no folder of samples");
    }
}
