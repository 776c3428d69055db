//! Laws of the syntax layer, on generated texts.

mod common;
#[path = "common/tries.rs"]
mod tries;

use std::sync::LazyLock;

use common::{Framework, read, read_list};
use interlex::source::SourceFile;
use interlex::syntax::{self, Tree, Value};
use proptest::prelude::*;
use serde::de::IgnoredAny;
use tries::tries;

/// Every file of the graph, and some texts that use the rest of the grammar.
static SAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut texts = vec![
        "#![enable(implicit_some)]\n/* a /* b */ */ A(b: 1, c: [\"x\\n\", r#\"y\"#], d: {\"k\": 'v'}, e: Some(-1.5e3), f: B(1, 2)) // z".to_owned(),
        "[Term(id: \"a\", label: \"é“x”\", definition: \"two\r\nlines\"), (), None, 0x1F, b\"z\", r#type]\r\n".to_owned(),
    ];
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("graph")];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ron") {
                texts.push(std::fs::read_to_string(path).expect("a readable file of the graph"));
            }
        }
    }
    texts.sort();
    texts
});

fn ron_accepts(text: &str) -> bool {
    let extensions = ron::extensions::Extensions::IMPLICIT_SOME | ron::extensions::Extensions::UNWRAP_NEWTYPES;
    ron::Options::default().with_default_extension(extensions).from_str::<IgnoredAny>(text).is_ok()
}

fn every_span_is_valid(tree: &Tree, text: &str) {
    let mut pending: Vec<_> = tree.root().into_iter().collect();
    while let Some(node) = pending.pop() {
        assert!(text.get(node.span.range()).is_some(), "{:?} cuts a character of {text:?}", node.span);
        match &node.value {
            Value::Record { fields, .. } => pending.extend(fields.iter().map(|field| &field.value)),
            Value::Tuple { items, .. } | Value::List(items) => pending.extend(items),
            Value::Map(entries) => pending.extend(entries.iter().flat_map(|(key, value)| [key, value])),
            Value::Some(items) => pending.extend(items.iter()),
            _ => {}
        }
    }
}

/// What must hold for any text.
fn check_any(text: &str) {
    let joined: String = syntax::tokens(text).map(|token| &text[token.span.range()]).collect();
    assert_eq!(joined, text, "tokens give the text back");
    let parsed = syntax::parse(text);
    every_span_is_valid(&parsed.tree, text);
    for error in &parsed.errors {
        assert!(text.get(error.span.range()).is_some(), "{error:?} of {text:?}");
        assert!(error.fix.as_ref().is_none_or(|fix| text.get(fix.span.range()).is_some()), "{error:?} of {text:?}");
    }
    if ron_accepts(text) && !text.contains(syntax::is_bidi_control) {
        assert_eq!(parsed.errors, [], "ron accepts {text:?}");
    }
    let (value, found, _) = read::<Framework>(text);
    assert!(value.is_some() || !found.is_empty(), "a refusal is explained: {text:?}");
    read_list::<Framework>(text);
    let source = SourceFile::new(String::new(), text.to_owned());
    for offset in 0..=text.len() {
        let at = source.position(offset);
        assert_eq!(source.offset(at), Some(text.floor_char_boundary(offset)), "offset {offset} of {text:?}");
    }
}

/// Pieces of RON and of what people write by mistake.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ";",
        "=",
        "\"",
        "'",
        "“",
        "”",
        "\\",
        "//",
        "/*",
        "*/",
        "#",
        "#![enable(x)]",
        "r#\"",
        "\"#",
        "b\"",
        "b'",
        "\n",
        "\r\n",
        " ",
        "\u{A0}",
        "\u{FEFF}",
        "\u{202E}",
        "，",
        "：",
        "-",
        "+",
        ".",
        "..",
        "..=",
        "0x",
        "1",
        "2.5",
        "1e",
        "Some",
        "None",
        "true",
        "id",
        "name",
        "kind",
        "layers",
        "Legal",
        "r#type",
        "é",
        "\"text\"",
        "id: \"x\"",
        "@",
        "`",
        "\u{301}",
        "inf",
    ];
    prop_oneof![4 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>()]
}

/// RON as `ron` would accept it, with white space and comments between its tokens.
fn valid_ron() -> impl Strategy<Value = String> {
    let gap = || proptest::sample::select(vec!["", " ", "\n    ", "\r\n", " // note\n", "/* a /* b */ */"]);
    let name = || {
        "[a-z][a-z0-9_]{0,8}"
            .prop_filter("no literal", |name| !["true", "false", "inf", "r", "b", "br"].contains(&name.as_str()))
    };
    let text = any::<String>().prop_filter("no bidi controls", |text| !text.contains(syntax::is_bidi_control));
    let leaf = prop_oneof![
        text.prop_map(|text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(|number| format!("{number:?}")),
        any::<bool>().prop_map(|truth| truth.to_string()),
        any::<char>()
            .prop_filter("plain", |c| !matches!(c, '\\' | '\'') && !syntax::is_bidi_control(*c))
            .prop_map(|c| format!("'{c}'")),
        "[A-Z][A-Za-z]{0,8}",
        Just("()".to_owned()),
        Just("None".to_owned()),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        let list = |open: &'static str, close: &'static str| {
            (prop::collection::vec(inner.clone(), 0..6), gap(), gap()).prop_map(move |(items, before, after)| {
                let items = items.join(&format!("{after},{before}"));
                format!("{open}{before}{items}{after}{close}")
            })
        };
        let record =
            (prop::collection::vec((name(), inner.clone()), 1..6), gap(), gap()).prop_map(|(fields, before, after)| {
                let fields: Vec<_> =
                    fields.iter().map(|(name, value)| format!("{before}{name}{after}:{before}{value}")).collect();
                format!("Record{before}({}{after})", fields.join(","))
            });
        prop_oneof![
            list("[", "]"),
            list("Variant(", ")"),
            record,
            inner.clone().prop_map(|inner| format!("Some({inner})"))
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries(512), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        check_any(&text);
    }

    #[test]
    fn any_heap_of_pieces_is_read_without_panic(pieces in prop::collection::vec(piece(), 0..40)) {
        check_any(&pieces.concat());
    }

    #[test]
    fn valid_ron_has_no_errors(text in valid_ron()) {
        prop_assert!(ron_accepts(&text), "generated: {text}");
        prop_assert_eq!(syntax::parse(&text).errors, []);
    }

    #[test]
    fn one_broken_place_in_good_data_is_always_survived(
        sample in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        length in 0_usize..4,
        insert in piece(),
    ) {
        let text = sample.get(&SAMPLES);
        let window = window(text, place.index(text.len()));
        let start = window.floor_char_boundary(place.index(window.len()));
        let end = window.ceil_char_boundary((start + length).min(window.len()));
        check_any(&format!("{}{insert}{}", &window[..start], &window[end..]));
    }
}

/// Some lines of a text around a place.
fn window(text: &str, place: usize) -> &str {
    let start = text[..text.floor_char_boundary(place)].rfind('\n').unwrap_or(0);
    &text[start..text.ceil_char_boundary((start + 600).min(text.len()))]
}

#[test]
fn the_graph_parses_without_errors() {
    for text in SAMPLES.iter() {
        let parsed = syntax::parse(text);
        assert_eq!(parsed.errors, [], "{}", &text[..text.floor_char_boundary(80)]);
        assert_eq!(parsed.tree.duplicates(), []);
    }
}
