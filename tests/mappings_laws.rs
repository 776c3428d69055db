//! Laws of the mapping formats: export, import and export again give the same bytes, whatever the texts are.

#[path = "common/mappings.rs"]
mod mappings;
#[path = "common/tries.rs"]
mod tries;

use interlex::exchange::import::{Record, Value, write};
use interlex::load::{self, Loaded};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;

use mappings::{FORMATS, export, imported, losses};
use tries::tries;

/// A mapping between two of the frameworks.
#[derive(Debug, Clone)]
struct Link {
    from: (usize, Option<usize>),
    to: (usize, Option<usize>),
    relation: &'static str,
    /// Set relation, strength and rationale.
    mapping: Option<(&'static str, Option<i64>, Option<&'static str>)>,
    since: Option<&'static str>,
    claim: String,
    note: Option<String>,
    sources: Vec<usize>,
}

#[derive(Debug, Clone)]
struct World {
    title: String,
    licence: String,
    /// Names and titles of provisions.
    frameworks: Vec<(String, Vec<String>)>,
    links: Vec<Link>,
}

const SOURCES: [&str; 4] =
    ["https://example.org/a|b", "https://example.org/x\"y", "http://example.org/ü?q=1;2#f", "https://example.org/\\"];
/// Ids that are prefixes of others, numbers, or words with a meaning in a format.
const IDS: [&str; 4] = ["skos", "interlex", "9-lives", "eu-ai-act"];

/// Texts that mean something to a format, and any others.
fn text() -> impl Strategy<Value = String> {
    let hostile = select(vec![
        "=cmd|' /C calc'!A0",
        "'=quoted",
        "''",
        "+1",
        "-2",
        "@SUM(A1)",
        "a\tb",
        "line\nbreak",
        "return\r\nfeed",
        "\r",
        "\"quotes\" and ,;|",
        "back\\slash \\| \\n",
        "# comment: yes",
        "key: value",
        "- item",
        "null",
        "2024-05-01",
        "1e5",
        "{{ insert }} *bold* _x_ `code` <b> &amp;",
        "\u{0}\u{7}\u{1b}[31m",
        "\u{202e}reversed",
        "\u{2028}\u{feff}\u{fffe}",
        "SSSOM confidence: 0.25",
        "SSSOM author_label: A\\|B|C\nSSSOM subject_id: A:1",
        "第9条 ＝ｘ",
        " blanks ",
    ])
    .prop_map(str::to_owned);
    prop_oneof![3 => hostile, 1 => any::<String>()]
}

fn visible() -> impl Strategy<Value = String> {
    text().prop_filter("not blank", |text| !text.trim().is_empty())
}

fn one_line() -> impl Strategy<Value = String> {
    visible().prop_map(|text| text.replace(['\n', '\r'], "·"))
}

fn link() -> impl Strategy<Value = Link> {
    let end = || (any::<Index>(), proptest::option::of(any::<Index>()));
    let set = select(vec!["Equal", "Subset", "Superset", "Intersects", "NotRelated"]);
    let rationale = proptest::option::of(select(vec!["Syntactic", "Semantic", "Functional"]));
    let mapping = proptest::option::of((set, proptest::option::of(0..=10_i64), rationale));
    let relation = select(vec!["Alignment(JointMapping)", "Reference(Benchmark)"]);
    let since = proptest::option::of(select(vec!["2020", "2021-03", "2022-04-05"]));
    let sources = proptest::collection::vec(0..SOURCES.len(), 1..3);
    (end(), end(), relation, mapping, since, one_line(), proptest::option::of(visible()), sources).prop_map(
        |(from, to, relation, mapping, since, claim, note, sources)| {
            let at = |(node, provision): (Index, Option<Index>)| {
                (node.index(IDS.len()), provision.map(|it: Index| it.index(3)))
            };
            Link { from: at(from), to: at(to), relation, mapping, since, claim, note, sources }
        },
    )
}

fn world() -> impl Strategy<Value = World> {
    let provisions = || proptest::collection::vec(text(), 3);
    let frameworks = proptest::collection::vec((text(), provisions()), IDS.len());
    (visible(), visible(), frameworks, proptest::collection::vec(link(), 0..12))
        .prop_map(|(title, licence, frameworks, links)| World { title, licence, frameworks, links })
}

impl World {
    fn load(&self) -> Loaded {
        let graph = Record::named("Graph")
            .with("title", Value::text(&self.title))
            .with("version", Value::text("1.0"))
            .with("as_of", Value::text("2026-08-17"))
            .with("licence", Value::text(self.licence.split_whitespace().collect::<Vec<_>>().join(" ")));
        let source = |(at, url): (usize, &&str)| {
            let record = Record::named("Source").with("id", Value::text(format!("s-{at}")));
            Value::from(
                record.with("title", Value::text("S")).with("issuer", Value::text("S")).with("url", Value::text(*url)),
            )
        };
        let sources = Value::list(SOURCES.iter().enumerate().map(source));
        let mut texts = vec![("graph.ron".to_owned(), graph.into()), ("sources.ron".to_owned(), sources)];
        for (at, (name, titles)) in self.frameworks.iter().enumerate() {
            texts.push((format!("frameworks/{}.ron", IDS[at]), self.framework(at, name, titles)));
        }
        let texts: Vec<(String, String)> = texts.into_iter().map(|(path, value)| (path, write(&value).text)).collect();
        let loaded = load::texts(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        assert!(loaded.is_sound(), "{:?}", loaded.diagnostics);
        loaded
    }

    fn framework(&self, at: usize, name: &str, titles: &[String]) -> Value {
        let layers = || Value::list([Value::variant("Technical")]);
        let provision = |(at, title): (usize, &String)| {
            Value::from(Record::new().with("id", Value::text(format!("p-{at}"))).with("title", Value::text(title)))
        };
        let own = self.links.iter().filter(|link| link.from.0 == at && link.to.0 != at);
        let links = own.map(|link| {
            let end = |(node, provision): (usize, Option<usize>)| {
                let provision = provision.map_or(String::new(), |it| format!("#p-{it}"));
                format!("{}{provision}", IDS[node])
            };
            let evidence = link.sources.iter().map(|source| {
                let record = Record::new().with("source", Value::text(format!("s-{source}")));
                Value::from(record.with("basis", Value::variant("Stated")))
            });
            let mapping = link.mapping.map(|(set, strength, rationale)| {
                let record = Record::new().with("set", Value::variant(set));
                Value::from(
                    record
                        .maybe("strength", strength.map(Value::number))
                        .maybe("rationale", rationale.map(Value::variant)),
                )
            });
            let record = Record::new()
                .with("relation", Value::variant(link.relation))
                .maybe("from", link.from.1.map(|it| Value::text(format!("#p-{it}"))))
                .with("to", Value::text(end(link.to)))
                .maybe("since", link.since.map(Value::text))
                .with("claim", Value::text(&link.claim))
                .maybe("mapping", mapping)
                .with("evidence", Value::list(evidence))
                .maybe("note", link.note.as_deref().map(Value::text));
            Value::from(record)
        });
        // A name that is blank is refused.
        let name = if name.trim().is_empty() { "N" } else { name };
        let record = Record::named("Framework")
            .with("id", Value::text(IDS[at]))
            .with("name", Value::text(name))
            .with("kind", Value::variant("Standard"))
            .with("status", Value::variant("Published"))
            .with("layers", layers())
            .with("provisions", Value::list(titles.iter().enumerate().map(provision)))
            .with("links", Value::list(links.collect::<Vec<_>>()));
        record.into()
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: tries(48),
        rng_seed: RngSeed::Fixed(8477),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_a_format_carries_comes_back(world in world()) {
        let loaded = world.load();
        for (format, path) in FORMATS {
            let written = export(&loaded, format, [None, None]);
            let (told, again) = imported(format, &[(path, &written)]);
            let once_more = export(&again, format, [None, None]);
            prop_assert_eq!(&written, &once_more, "{}", format);
            let lost: Vec<String> =
                losses(&told).into_iter().filter(|loss| !loss.ends_with("> a line of the link's note")).collect();
            prop_assert_eq!(lost, Vec::<String>::new(), "{}", format);
        }
    }

    #[test]
    fn no_cell_of_a_table_is_a_formula(world in world()) {
        let loaded = world.load();
        for (format, delimiter) in [("strm", b','), ("sssom", b'\t')] {
            let written = export(&loaded, format, [None, None]);
            let table = &written[written.lines().take_while(|line| line.starts_with('#')).map(|line| line.len() + 1).sum()..];
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(table.as_bytes());
            for record in reader.records() {
                for cell in &record.expect("a row") {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{format}: {cell}");
                }
            }
        }
    }

    #[test]
    fn importers_answer_whatever_they_are_given(text in text(), more in any::<String>(), head in any::<bool>()) {
        let lead = if head { "#license: x\nsubject_id\tpredicate_id\tobject_id\tcomment\n" } else { "" };
        for format in ["sssom", "oscal", "strm", "ciso"] {
            let input = format!("{lead}{text}\t{more}\n{text}");
            let _ = mappings::import(format, &[("x", &input)]);
        }
    }
}
