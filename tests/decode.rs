//! What is said about records that do not fit their type, and what is kept.

mod common;

use common::{Framework, Term, read, read_list, told};

const GOOD: &str = r#"Framework(
    id: "sg-ai-verify",
    name: "AI Verify",
    kind: Toolkit,
    layers: [Legal, Data],
    links: [(relation: Alignment(JointMapping), to: "us-nist", claim: "mapped"), (relation: Oversees, to: "x", claim: "y")],
    evidence: [(source: "pnai-2024", basis: Stated)],
)
"#;

#[test]
fn a_good_record_is_read_without_findings() {
    let (value, found, _) = read::<Framework>(GOOD);
    assert!(value.is_some_and(|framework| framework.links.len() == 2));
    assert_eq!(found, []);
}

/// A piece of the good record, what stands there instead, and what is said then.
#[rustfmt::skip]
const TYPE_ERRORS: &[(&str, &str, &[&str])] = &[
    ("name:", "nmae:", &["3:5 unknown_field unknown field `nmae` in `Framework` -> name"]),
    ("claim: \"mapped\"", "claim: \"m\", zzz: 1", &["6:76 unknown_field unknown field `zzz` in `Link`"]),
    ("Toolkit", "toolkit", &["4:11 unknown_variant unknown value `toolkit` for the kind -> Toolkit"]),
    ("Toolkit", "\"toolkit\"", &["4:11 unknown_variant unknown value `toolkit` for the kind -> Toolkit"]),
    ("Toolkit", "\"Toolkit\"", &["4:11 wrong_type `kind` takes a bare name, not the text `\"Toolkit\"` -> Toolkit"]),
    ("Toolkit", "Кnown", &["4:11 unknown_variant unknown value `Кnown` for the kind"]),
    ("JointMapping", "JointMaping", &["6:34 unknown_variant unknown value `JointMaping` for the mechanism -> JointMapping"]),
    ("    name: \"AI Verify\",\n", "", &["1:1 missing_field missing field `name` in `Framework`"]),
    ("to: \"us-nist\", ", "", &["6:13 missing_field missing field `to` in `Link`"]),
    ("\"AI Verify\"", "3", &["3:11 wrong_type `name` takes a text in quotes, not the number `3` -> \"3\""]),
    ("\"AI Verify\"", "Verify", &["3:11 wrong_type `name` takes a text in quotes, not the bare name `Verify` -> \"Verify\""]),
    ("[Legal, Data]", "Legal", &["5:13 wrong_type `layers` takes a list `[ … ]`, not the bare name `Legal` -> [Legal]"]),
    ("[Legal, Data]", "(Legal, Data)", &["5:13 wrong_type `layers` takes a list `[ … ]`, not a tuple"]),
    ("[Legal, Data]", "[Legal, 3, Dat]", &["5:21 wrong_type expected a bare name, found the number `3`", "5:24 unknown_variant unknown value `Dat` for the layer -> Data"]),
    ("Framework(", "Framwork(", &["1:1 wrong_type expected a record named `Framework`, found `Framwork` -> Framework"]),
    ("Framework(", "Framework(year: 70000,", &["1:17 wrong_type number `70000` is out of range"]),
    ("Framework(", "Framework(year: -1,", &["1:17 wrong_type number `-1` is out of range"]),
    ("Framework(", "Framework(year: 1.5,", &["1:17 wrong_type `year` takes a whole number, not the number `1.5`"]),
    ("Framework(", "Framework(year: \"2024\",", &["1:17 wrong_type `year` takes a whole number, not the text `\"2024\"` -> 2024"]),
    ("Framework(", "Framework(g77: True,", &["1:16 wrong_type `g77` takes `true` or `false`, not the bare name `True` -> true"]),
    ("Framework(", "Framework(weight: \"x\",", &["1:19 wrong_type `weight` takes a number, not the text `\"x\"`"]),
    ("Framework(", "Framework(iso: (\"SG\"),", &["1:16 wrong_type 2 values are needed in these brackets, not 1"]),
    ("Framework(", "Framework(iso: (\"SG\", \"x\", \"y\"),", &["1:28 wrong_type this tuple takes 2 values, found 3"]),
    ("Framework(", "Framework(dates: {\"adopted\": \"2024\"},", &["1:18 wrong_type `dates` takes a record `Dates( … )`, not a map"]),
    ("Framework(", "Framework(dates: \"2024\",", &["1:18 wrong_type `dates` takes a record `Dates( … )`, not the text `\"2024\"`"]),
    ("Framework(", "Framework(notes: {\"a\": 1, \"b\": \"x\"},", &["1:24 wrong_type `\"a\"` takes a text in quotes, not the number `1` -> \"1\""]),
    ("Oversees", "Oversees(3)", &["6:101 wrong_type `Oversees` takes no values -> "]),
    ("Oversees", "Alignment", &["6:93 wrong_type `Alignment` needs a value in brackets"]),
    ("Oversees", "Pair(1, 2, 3)", &["6:104 wrong_type `Pair` takes 2 values, found 3"]),
    ("Oversees", "Fine(amount: 300)", &["6:106 wrong_type number `300` is out of range"]),
    ("Oversees", "Alignment(Adoption, 2)", &["6:113 wrong_type `Alignment` takes 1 value, found 2"]),
    ("\"sg-ai-verify\"", "\"sg verify\"", &["2:9 wrong_type `sg verify` is no id"]),
    ("name:", "id: \"again\", name:", &["3:5 duplicate_field field `id` given twice"]),
    ("(relation: Oversees", "(\"x\", relation: Oversees", &["6:83 syntax a value without a name among fields"]),
];

#[test]
fn each_type_error_is_told_with_its_place_and_fix() {
    let mut wrong = Vec::new();
    for (from, to, expected) in TYPE_ERRORS {
        assert!(GOOD.contains(*from), "the good record holds {from:?}");
        let (value, found, files) = read::<Framework>(&GOOD.replacen(from, to, 1));
        assert_eq!(value, None, "a value with errors is not used");
        let said = told(&found, &files);
        if said != *expected {
            wrong.push(format!("{from:?} replaced by {to:?}:\n  said     {said:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_type_errors_of_a_record_come_in_one_run() {
    let text = r#"Framework(
    id: "two words",
    nme: 3,
    kind: "regulation",
    layers: [Legal, Dta],
    year: "x",
    links: [
        (relation: Alignment(Nothing), to: 4),
        (claim: "c", zzz: 1),
    ],
    dates: (adpoted: "2024"),
)"#;
    let (_, found, files) = read::<Framework>(text);
    assert_eq!(
        told(&found, &files),
        [
            "1:1 missing_field missing field `evidence` in `Framework`",
            "2:9 wrong_type `two words` is no id",
            "3:5 unknown_field unknown field `nme` in `Framework` -> name",
            "3:10 wrong_type `nme` takes a text in quotes, not the number `3` -> \"3\"",
            "4:11 unknown_variant unknown value `regulation` for the kind -> Regulation",
            "5:21 unknown_variant unknown value `Dta` for the layer -> Data",
            "6:11 wrong_type `year` takes a whole number, not the text `\"x\"`",
            "8:9 missing_field missing field `claim` in `Link`",
            "8:30 unknown_variant unknown value `Nothing` for the mechanism",
            "8:44 wrong_type `to` takes a text in quotes, not the number `4` -> \"4\"",
            "9:9 missing_field missing field `relation` in `Link`",
            "9:9 missing_field missing field `to` in `Link`",
            "9:22 unknown_field unknown field `zzz` in `Link`",
            "11:13 unknown_field unknown field `adpoted` in `Dates` -> adopted",
        ]
    );
}

#[test]
fn help_lists_what_is_allowed() {
    let (_, found, _) = read::<Term>("(id: \"a\", label: \"b\", definition: \"c\", note: \"d\")");
    assert_eq!(found[0].help.as_deref(), Some("fields here: `id`, `label`, `definition`"));
    let (_, found, _) = read::<Term>("(іd: \"a\", label: \"b\", definition: \"c\")");
    let help = "fields here: `id`, `label`, `definition`; `і` (U+0456) is not a letter of the English alphabet";
    assert_eq!(found[0].help.as_deref(), Some(help));
}

#[test]
fn a_list_keeps_its_good_records_with_their_index() {
    let text = r#"// terms
[
    Term(id: "a", label: "A", definition: "x"),
    Term(id: "b", lable: "B", definition: "x"),
    Term(id: "c" label: "C", definition: "x"),
    Term(id: "d", label: "D", definition: "x")
    Term(id: “e”, label: "E", definition: 5),
    Term(id: "f", label: "F", definition: "é",),
]"#;
    let (good, found, files) = read_list::<Term>(text);
    let good: Vec<_> = good.iter().map(|(index, term)| (*index, term.id.as_str())).collect();
    assert_eq!(good, [(0, "a"), (3, "d"), (5, "f")]);
    assert_eq!(
        told(&found, &files),
        [
            "4:19 unknown_field unknown field `lable` in `Term` -> label",
            "5:17 syntax `,` is missing after this field -> ,",
            "6:47 syntax `,` is missing after this element of the list -> ,",
            "7:14 syntax string between typographic quotation marks -> \"e\"",
            "7:43 wrong_type `definition` takes a text in quotes, not the number `5` -> \"5\"",
        ]
    );
}

#[test]
fn attributes_hold_for_every_record_of_a_list() {
    let text = "#![enable(unwrap_variant_newtypes)]\n[Term(id: \"a\", label: \"b\", definition: \"c\"), 3]";
    let (good, found, files) = read_list::<Term>(text);
    assert_eq!(good.len(), 1);
    assert_eq!(told(&found, &files), ["2:46 wrong_type expected a record `Term( … )`, found the number `3`"]);
}

#[test]
fn an_attribute_that_is_wrong_is_told_once() {
    let (good, found, files) =
        read_list::<Term>("#![enable(nonsense)]\n[(id: \"a\", label: \"b\", definition: \"c\"), 3]");
    assert_eq!(good, []);
    assert_eq!(told(&found, &files), ["1:11 syntax No RON extension named `nonsense`"]);
}

#[test]
fn a_list_that_is_none_is_told() {
    let (good, found, files) = read_list::<Term>("Term(id: \"a\", label: \"b\", definition: \"c\")");
    assert_eq!(good, []);
    assert_eq!(told(&found, &files), ["1:1 wrong_type expected a list of records `[ … ]`, found a record"]);
}

#[test]
fn places_are_right_after_a_byte_order_mark_crlf_and_wide_characters() {
    let text = "\u{FEFF}[\r\n    Term(id: \"日本\", lable: \"é\u{301}\", definition: \"😀\", extra: 1),\r\n    Term(id: \"b\", label: \"B\", definition: 日),\r\n]\r\n";
    let (good, found, files) = read_list::<Term>(text);
    assert_eq!(good, []);
    assert_eq!(
        told(&found, &files),
        [
            "1:1 syntax the file begins with a byte order mark (U+FEFF) -> ",
            "2:20 unknown_field unknown field `lable` in `Term` -> label",
            "2:50 unknown_field unknown field `extra` in `Term`",
            "3:43 wrong_type `definition` takes a text in quotes, not the bare name `日` -> \"日\"",
        ]
    );
    let (value, found, files) = read::<Term>("\u{FEFF}Term(id: \"é\",\r\n label: 1, definition: \"c\")");
    assert_eq!(value, None);
    assert_eq!(
        told(&found, &files),
        [
            "1:1 syntax the file begins with a byte order mark (U+FEFF) -> ",
            "2:9 wrong_type `label` takes a text in quotes, not the number `1` -> \"1\"",
        ]
    );
}

#[test]
fn what_ron_lets_pass_is_told_and_the_value_kept() {
    let text = GOOD.replacen("Framework(", "Framework(notes: {\"k\": \"1\", \"k\": \"2\"},", 1);
    let (value, found, files) = read::<Framework>(&text);
    assert!(value.is_some());
    assert_eq!(told(&found, &files), ["1:29 duplicate_field key `k` given twice"]);

    let text = GOOD.replacen("AI Verify", "AI \u{202E}yfireV", 1);
    let (value, found, files) = read::<Framework>(&text);
    assert!(value.is_some());
    let message =
        "3:15 syntax hidden control character U+202E changes the order in which this text is shown -> \\u{202E}";
    assert_eq!(told(&found, &files), [message]);
}

#[test]
fn the_number_of_findings_is_bounded() {
    let text = format!("[{}]", "Term(id: 1),".repeat(200));
    let (_, found, files) = read_list::<Term>(&text);
    let said = told(&found, &files);
    assert!(said.len() <= 52, "{} findings", said.len());
    assert!(said.iter().any(|line| line.ends_with("183 more elements of this list have errors")), "{said:#?}");
}

#[test]
fn deep_nesting_is_refused_in_words() {
    for text in ["[".repeat(100_000), "[".repeat(100) + &"]".repeat(100), "Term(id:".repeat(5000)] {
        let (_, found, _) = read::<Vec<Vec<Term>>>(&text);
        assert!(!found.is_empty());
        assert!(found.iter().all(|finding| finding.message.chars().count() < 200), "{found:?}");
    }
}
