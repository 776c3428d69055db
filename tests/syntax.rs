//! What the syntax layer says about broken texts, and where.

use interlex::source::SourceFile;
use interlex::syntax::{self, Step};

/// Every error of a text as `line:column message`.
fn errors(text: &str) -> Vec<String> {
    let source = SourceFile::new(String::new(), text.to_owned());
    let said = syntax::parse(text).errors.into_iter().map(|error| {
        let at = source.position(error.span.start);
        format!("{}:{} {}", at.line, at.column, error.message)
    });
    said.collect()
}

/// The text with every fix applied.
fn fixed(text: &str) -> String {
    let mut fixes: Vec<_> = syntax::parse(text).errors.into_iter().filter_map(|error| error.fix).collect();
    fixes.sort_by_key(|fix| fix.span.start);
    let mut result = text.to_owned();
    for fix in fixes.iter().rev() {
        result.replace_range(fix.span.range(), &fix.replacement);
    }
    result
}

#[track_caller]
fn assert_errors(text: &str, expected: &[&str]) {
    assert_eq!(errors(text), expected, "errors of {text:?}");
}

/// A broken text, what is said about it, and the text with the fix made.
#[rustfmt::skip]
const MISTAKES: &[(&str, &str, &str)] = &[
    ("A(b: 1 c: 2)", "1:7 `,` is missing after this field", "A(b: 1, c: 2)"),
    ("[1\n 2]", "1:3 `,` is missing after this element of the list", "[1,\n 2]"),
    ("(1 2)", "1:3 `,` is missing after this value", "(1, 2)"),
    ("{1: 2 3: 4}", "1:6 `,` is missing after this entry of the map", "{1: 2, 3: 4}"),
    ("A(b 1, c: 2)", "1:4 `:` is missing after `b`", "A(b: 1, c: 2)"),
    ("A(a: 1, b \"x\")", "1:10 `:` is missing after `b`", "A(a: 1, b: \"x\")"),
    ("A(b = 1)", "1:5 `=` where `:` is needed", "A(b : 1)"),
    ("A(b => 1)", "1:5 `=>` where `:` is needed", "A(b : 1)"),
    ("A(a: 1, b; 1)", "1:10 `;` where `:` is needed", "A(a: 1, b: 1)"),
    ("A(b: 1; c: 2)", "1:7 `;` where `,` is needed", "A(b: 1, c: 2)"),
    ("A(b: 1,, c: 2)", "1:8 a comma with nothing before it", "A(b: 1, c: 2)"),
    ("[, 1]", "1:2 a comma with nothing before it", "[ 1]"),
    ("A(\"b\": 1)", "1:3 field name `b` in quotes", "A(b: 1)"),
    ("A(b: [1, 2)", "1:6 this `[` is never closed", "A(b: [1, 2])"),
    ("A(b: 1]", "1:7 `]` where `)` is needed", "A(b: 1)"),
    ("A(\n    b: [1, 2),\n    c: 3,\n)", "2:13 `)` where `]` is needed", "A(\n    b: [1, 2],\n    c: 3,\n)"),
    ("A(\n    b: [1, 2,\n    c: 3,\n)", "2:8 this `[` is never closed", "A(\n    b: [1, 2],\n    c: 3,\n)"),
    ("A(b: [1, 2]", "1:2 this `(` is never closed", "A(b: [1, 2])"),
    ("A(b: 1))", "1:8 `)` closes nothing", "A(b: 1)"),
    ("A(b: \"x\ny\",)/*", "2:5 this comment is never closed", "A(b: \"x\ny\",)/* */"),
    ("A(b: \"x,\n  c: 3)", "1:6 this string is never closed", "A(b: \"x\",\n  c: 3)"),
    ("A(b: \"x,\n  c: \"y\", d: \"\")", "1:6 this string is never closed", "A(b: \"x\",\n  c: \"y\", d: \"\")"),
    ("A(b: “x”)", "1:6 string between typographic quotation marks", "A(b: \"x\")"),
    ("A(b: „x“, c: 1)", "1:6 string between typographic quotation marks", "A(b: \"x\", c: 1)"),
    ("A(b: 'xy')", "1:6 string in single quotes", "A(b: \"xy\")"),
    ("A(b: \"x”, c: \"y\")", "1:8 string closed with a typographic quotation mark", "A(b: \"x\", c: \"y\")"),
    ("A(b: \"the \"x\" of y\")", "1:6 quotes inside a string", "A(b: \"the \\\"x\\\" of y\")"),
    ("A(b: \"C:\\data\")", "1:9 `\\d` is no escape sequence", "A(b: \"C:\\\\data\")"),
    ("A(b: \"\\u{110000}\")", "1:7 `\\u{110000}` is no escape sequence", "A(b: \"\\\\u{110000}\")"),
    ("A(b: sg-imda)", "1:6 `sg-imda` is no name: names hold letters, digits and `_`", "A(b: \"sg-imda\")"),
    ("A(in-force: 1)", "1:3 `in-force` is no name: names hold letters, digits and `_`", "A(in_force: 1)"),
    ("\u{FEFF}A(b: 1)", "1:1 the file begins with a byte order mark (U+FEFF)", "A(b: 1)"),
    ("A(b:\u{A0}1)", "1:5 no-break space (U+00A0) where an ordinary space is needed", "A(b: 1)"),
    ("A(é: \u{200B}1)", "1:6 zero-width space (U+200B) between the words", "A(é: 1)"),
    ("A(b：1)", "1:4 `：` (U+FF1A) is a colon of another script, not `:`", "A(b:1)"),
    ("A(b: 1，c: 2)", "1:7 `，` (U+FF0C) is a comma of another script, not `,`", "A(b: 1,c: 2)"),
    ("A(b: @ 1)", "1:6 `@` does not belong here", "A(b:  1)"),
    ("A(b: \"\u{202E}x\")", "1:7 hidden control character U+202E changes the order in which this text is shown", "A(b: \"\\u{202E}x\")"),
    ("A(b: 1) //\u{2066}", "1:11 hidden control character U+2066 changes the order in which this text is shown", "A(b: 1) //"),
    ("A(\n b: [\"x (y)],\n c: \"y\")", "2:6 this string is never closed", "A(\n b: [\"x (y)\"],\n c: \"y\")"),
    ("A(b: 2024-06-13)", "1:6 `2024-06-13` is no number", "A(b: \"2024-06-13\")"),
];

#[test]
fn each_mistake_has_its_own_message_place_and_fix() {
    for (text, message, repaired) in MISTAKES {
        assert_errors(text, &[message]);
        assert_eq!(fixed(text), *repaired, "fix of {text:?}");
        assert_errors(repaired, &[]);
    }
}

#[test]
fn brackets_of_another_script_still_hold_what_is_between_them() {
    assert_eq!(errors("A（b: 1）").len(), 2);
    assert_eq!(fixed("A（b: 1）"), "A(b: 1)");
}

#[test]
fn what_has_no_safe_fix_is_still_explained() {
    assert_errors("", &["1:1 the file holds no value"]);
    assert_errors("// nothing\n", &["2:1 the file holds no value"]);
    assert_errors("A(b: 1)\nA(b: 2)\n", &["2:1 a second value after the end of the first"]);
    assert_errors("A(b: , c: 1)", &["1:5 the value of `b` is missing here"]);
    assert_errors("A(b:\n  c: 1)", &["1:5 the value of `b` is missing here"]);
    assert_errors("A(b: 1, c)", &["1:9 `c` has no value"]);
    assert_errors("A(b: 1, \"x\")", &["1:9 a value without a name among fields"]);
    assert_errors("A(b: 1, : 2)", &["1:9 the name of the field is missing before `:`"]);
    assert_errors("[b: 1]", &["1:2 field `b` in a list"]);
    assert_errors("(1, b: 2)", &["1:2 a value without a name among fields"]);
    assert_errors("(1, 2, 3, b: 4)", &["1:11 field `b` among values without names"]);
    assert_errors("{\"a\", \"b\": 1}", &["1:2 `\"a\"` has no value"]);
    assert_errors("A(b: r#\"x\")", &["1:2 this `(` is never closed", "1:6 this raw string is never closed"]);
}

#[test]
fn a_record_left_open_does_not_swallow_the_next() {
    let text = "[\n    Term(id: \"a\", label: \"A\"\n    Term(id: \"b\"),\n]\n";
    assert_errors(text, &["2:9 this `(` is never closed", "2:29 `,` is missing after this element of the list"]);
    assert_eq!(fixed(text), "[\n    Term(id: \"a\", label: \"A\"),\n    Term(id: \"b\"),\n]\n");
}

#[test]
fn all_errors_of_a_file_come_in_one_run() {
    let text = "Framework(\r\n    id: \"é\"\r\n    name “X”,\r\n    layers: [Legal, Data),\r\n    status = InForce,\r\n    links: [\r\n        (to: us-nist,, layers: []),\r\n    ],\r\n)\r\n";
    assert_errors(
        text,
        &[
            "2:12 `,` is missing after this field",
            "3:9 `:` is missing after `name`",
            "3:10 string between typographic quotation marks",
            "4:25 `)` where `]` is needed",
            "5:12 `=` where `:` is needed",
            "7:14 `us-nist` is no name: names hold letters, digits and `_`",
            "7:22 a comma with nothing before it",
        ],
    );
    assert_errors(&fixed(text), &[]);
}

#[test]
fn nesting_bombs_are_refused_with_one_error() {
    for bomb in ["[".repeat(300_000), "A(b:".repeat(100_000), "{".repeat(999), "Some(".repeat(500) + &")".repeat(500)] {
        let said = errors(&bomb);
        assert!(said.len() == 1 && said[0].ends_with("nested deeper than 128 brackets"), "{} errors", said.len());
    }
    assert_errors(&("[".repeat(128) + &"]".repeat(128)), &[]);
}

#[test]
fn what_ron_accepts_has_no_errors() {
    for text in [
        "#![enable(implicit_some)]\n#![enable(unwrap_newtypes,)]\nA(b: 1)",
        "/* a /* nested */ comment */ A // to the end",
        "r##\"raw \"# text\"##",
        "[\"\\u{1F600}\\x41\\xe2\\x82\\xac\\0\\'\\\"\\\\ \\\n   continued\", \"two\nlines\"]",
        "['a', '\\'', ''', '\\u{e9}', 'é', '\"']",
        "[1, -1, +1, 0xFFu8, 0b1_0, 0o7, 1_000, 1.5, .5, 5., 1e10, 1E-5, -inf, +NaN, inf, NaN, 2.0f32, b'x', b'\\n', b'\\'']",
        "[1..5, 1..=5, ..5, ..=5, 1.., ..]",
        "[b\"bytes\", br\"raw\", br#\"raw\"#, b\"\\xff\"]",
        "r#type(r#fn: true, r#a-b.c: false)",
        "{\"a\": 1, 'b': [], (1, 2): {}, A(b: 1): (),}",
        "(A, B(), C(1,), D(x: Some(None)), ())",
        "(名前: \"日本\", é: 1)",
        "\u{200E}A\u{200F}(\u{2028}b: 1\u{85})",
    ] {
        assert!(ron::from_str::<serde::de::IgnoredAny>(text).is_ok(), "ron accepts {text:?}");
        assert_errors(text, &[]);
    }
}

#[test]
fn values_are_located_by_path() {
    let text = "Framework(id: \"x\", links: [(to: \"a\"), Link(to: \"b\", relation: Alignment(JointMapping))], extra: Some((k: 1)), map: {\"one\": [1, 2]}, w: Wrap([7, 8]))";
    let tree = syntax::parse(text).tree;
    let at = |path: &[Step<'_>]| tree.locate(path).map(|span| tree.text(span));
    assert_eq!(at(&[]), Some(text));
    assert_eq!(at(&[Step::Field("id")]), Some("\"x\""));
    assert_eq!(at(&[Step::Field("links"), Step::Item(0)]), Some("(to: \"a\")"));
    assert_eq!(at(&[Step::Field("links"), Step::Item(1), Step::Field("to")]), Some("\"b\""));
    let relation = [Step::Field("links"), Step::Item(1), Step::Field("relation")];
    assert_eq!(at(&relation), Some("Alignment(JointMapping)"));
    assert_eq!(at(&[&relation[..], &[Step::Item(0)]].concat()), Some("JointMapping"));
    assert_eq!(at(&[Step::Field("extra"), Step::Field("k")]), Some("1"), "through Some");
    assert_eq!(at(&[Step::Field("map"), Step::Field("one"), Step::Item(1)]), Some("2"), "into a map");
    assert_eq!(at(&[Step::Field("w"), Step::Item(1)]), Some("8"), "through a variant");
    assert_eq!(at(&[Step::Field("absent")]), None);
    assert_eq!(at(&[Step::Field("links"), Step::Item(2)]), None);
    assert_eq!(at(&[Step::Field("id"), Step::Item(0)]), None);

    let key = |path: &[Step<'_>]| tree.locate_key(path).map(|span| tree.text(span));
    assert_eq!(key(&[Step::Field("links"), Step::Item(1), Step::Field("relation")]), Some("relation"));
    assert_eq!(key(&[Step::Field("map"), Step::Field("one")]), Some("\"one\""));
    assert_eq!(key(&[Step::Field("links"), Step::Item(1)]), None);

    let head = |path: &[Step<'_>]| tree.locate_head(path).map(|span| tree.text(span));
    assert_eq!(head(&[]), Some("Framework("));
    assert_eq!(head(&[Step::Field("links")]), Some("["));
    assert_eq!(head(&[Step::Field("id")]), Some("\"x\""));
}

#[test]
fn strings_are_decoded() {
    let text = "[\"plain\", \"a\\tb\\u{e9}\\xe2\\x82\\xac\", r\"\\raw\", r#\"with \"quotes\"\"#, 3]";
    let tree = syntax::parse(text).tree;
    let value = |index| tree.locate(&[Step::Item(index)]).and_then(|span| tree.string_value(span));
    assert_eq!(value(0).as_deref(), Some("plain"));
    assert_eq!(value(1).as_deref(), Some("a\tbé€"));
    assert_eq!(value(2).as_deref(), Some("\\raw"));
    assert_eq!(value(3).as_deref(), Some("with \"quotes\""));
    assert_eq!(value(4), None);
}

#[test]
fn names_given_twice_are_found_at_every_depth() {
    let text = r#"A(x: 1, y: {"k": 1, "k": 2}, x: (r#z: 1, z: 2))"#;
    let found: Vec<_> = syntax::parse(text)
        .tree
        .duplicates()
        .into_iter()
        .map(|d| (d.name, d.first.start, d.again.start, d.field))
        .collect();
    assert_eq!(found, [("k".into(), 12, 20, false), ("x".into(), 2, 29, true), ("z".into(), 33, 41, true)]);
}
