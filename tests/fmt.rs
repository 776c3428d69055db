//! Formatting: what it looks like, the laws it keeps, and the command that does it.

#[path = "common/tries.rs"]
mod tries;
#[path = "common/world.rs"]
mod world;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use interlex::syntax::{self, MAX_WIDTH, TokenKind, format, tokens};
use proptest::prelude::*;
use tries::tries;
use world::{answer, ask, clean, empty, fixtures, interlex, world};

fn formatted(text: &str) -> String {
    format(text).unwrap_or_else(|errors| panic!("{text:?} is not valid: {errors:?}"))
}

/// Tokens that carry meaning, without commas before closing brackets.
fn essence(text: &str) -> Vec<&str> {
    let all: Vec<_> = tokens(text).filter(|token| !token.kind.is_trivia()).collect();
    let closed = |at: usize| matches!(all.get(at + 1).map(|next| next.kind), Some(TokenKind::Close(_)));
    let kept = all.iter().enumerate().filter(|(at, token)| token.kind != TokenKind::Comma || !closed(*at));
    kept.map(|(_, token)| &text[token.span.range()]).collect()
}

fn comments(text: &str) -> Vec<String> {
    let is_comment = |kind| matches!(kind, TokenKind::LineComment | TokenKind::BlockComment);
    let all = tokens(text).filter(|token| is_comment(token.kind));
    all.map(|token| text[token.span.range()].trim_end().replace("\r\n", "\n")).collect()
}

fn ron_value(text: &str) -> Option<ron::Value> {
    let extensions = ron::extensions::Extensions::IMPLICIT_SOME | ron::extensions::Extensions::UNWRAP_NEWTYPES;
    let text = text.trim_start_matches('\u{FEFF}');
    ron::Options::default().with_default_extension(extensions).from_str(text).ok()
}

/// What must hold for every valid text.
fn laws(text: &str) -> String {
    let once = formatted(text);
    assert_eq!(essence(&once), essence(text), "the same tokens: {text:?} became {once:?}");
    assert_eq!(comments(&once), comments(text), "the same comments: {text:?} became {once:?}");
    assert_eq!(formatted(&once), once, "formatting twice is formatting once: {text:?}");
    assert_eq!(ron_value(&once), ron_value(text), "ron reads the same: {text:?} became {once:?}");
    assert!(once.ends_with('\n') && !once.ends_with("\n\n"), "one line end at the end: {once:?}");
    assert!(!once.starts_with('\u{FEFF}'), "no byte order mark: {once:?}");
    once
}

fn ron_files(folder: &Path) -> Vec<PathBuf> {
    interlex::load::ron_files(folder).expect("a folder").into_iter().map(|path| folder.join(path)).collect()
}

/// Tokens of a valid value, as texts, in order.
fn value() -> impl Strategy<Value = Vec<String>> {
    let text = any::<String>().prop_filter("no bidi controls", |text| !text.contains(syntax::is_bidi_control));
    let raw = "[a-z\"\\\\ \n(){},/*]{0,12}".prop_filter("does not close itself", |text| !text.contains("\"#"));
    let leaf = prop_oneof![
        text.prop_map(|text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))),
        raw.prop_map(|text| format!("r#\"{text}\"#")),
        "[a-z,()/*\r\n]{0,150}".prop_map(|text| format!("\"{text}\"")),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<bool>().prop_map(|truth| truth.to_string()),
        prop::sample::select(vec!["()", "None", "'\"'", "b\"x\"", "Legal", "r#type", "-1.5e3", "0xFF"])
            .prop_map(str::to_owned),
    ]
    .prop_map(|leaf| vec![leaf]);
    leaf.prop_recursive(5, 96, 7, |inner| {
        let entries = |open: &'static [&'static str], close: &'static str| {
            (prop::collection::vec(inner.clone(), 0..7), any::<bool>()).prop_map(move |(items, comma)| {
                let mut all: Vec<String> = open.iter().map(|&token| token.to_owned()).collect();
                let last = items.len();
                for (at, item) in items.into_iter().enumerate() {
                    all.extend(item);
                    if at + 1 < last || comma {
                        all.push(",".to_owned());
                    }
                }
                all.push(close.to_owned());
                all
            })
        };
        let record =
            (prop::collection::vec(("[a-z_]{1,9}", inner.clone()), 1..5), any::<bool>()).prop_map(|(fields, comma)| {
                let last = fields.len();
                let mut all = vec!["Record".to_owned(), "(".to_owned()];
                for (at, (name, value)) in fields.into_iter().enumerate() {
                    all.extend([format!("f{name}{at}"), ":".to_owned()]);
                    all.extend(value);
                    if at + 1 < last || comma {
                        all.push(",".to_owned());
                    }
                }
                all.push(")".to_owned());
                all
            });
        let map = prop::collection::vec(inner.clone(), 0..3).prop_map(|values| {
            let mut all = vec!["{".to_owned()];
            for (at, value) in values.into_iter().enumerate() {
                all.extend([format!("\"k{at}\""), ":".to_owned()]);
                all.extend(value);
                all.push(",".to_owned());
            }
            all.push("}".to_owned());
            all
        });
        let some = inner.clone().prop_map(|inner| {
            let around = |open: &[&str]| open.iter().map(|&token| token.to_owned()).collect::<Vec<_>>();
            [around(&["Some", "("]), inner, around(&[")"])].concat()
        });
        prop_oneof![3 => entries(&["["], "]"), 1 => entries(&["Variant", "("], ")"), 3 => record, 1 => map, 1 => some]
    })
}

/// What may stand between two tokens.
fn gap() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        12 => Just(" "),
        4 => prop::sample::select(vec!["\n", "\r\n", "\n\n\n", "\t", "\r\n\r\n  "]),
        3 => prop::sample::select(vec![
            " // note \n",
            "\n// own line\r\n",
            "\n\n// after a blank line\n\n",
            " /* block */ ",
            "/* a /* nested */ // b */",
            "\n/* two\r\n   lines */\n",
            " /* x */ // y\n",
            "\n    /* own */\n\n    /* own */ // z\n",
        ]),
    ]
}

fn with_gaps(tokens: &[String], gaps: &[&str]) -> String {
    let gaps = gaps.iter().copied().chain(std::iter::repeat(" "));
    let mut text = String::new();
    for (token, gap) in tokens.iter().zip(gaps) {
        text.push_str(gap);
        text.push_str(token);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries(1024), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_with_comments_everywhere(
        tokens in value(),
        gaps in prop::collection::vec(gap(), 0..120),
        start in prop::sample::select(vec!["", "\u{FEFF}", "#![enable(implicit_some)]\n", "// a\n\n#![enable(unwrap_newtypes)] /* b */"]),
        end in gap(),
    ) {
        laws(&format!("{start}{}{end}", with_gaps(&tokens, &gaps)));
    }

    #[test]
    fn any_text_is_formatted_or_refused(text in any::<String>()) {
        match format(&text) {
            Ok(once) => prop_assert_eq!(format(&once), Ok(once.clone())),
            Err(errors) => prop_assert!(!errors.is_empty()),
        }
    }

    #[test]
    fn long_lines_hold_no_list_that_could_be_broken(tokens in value()) {
        let text = formatted(&with_gaps(&tokens, &[]));
        let texts_are_plain = !text.contains(['\\', '\r']) && !text.contains("r#\"");
        for line in text.lines().filter(|line| texts_are_plain && line.chars().count() > MAX_WIDTH) {
            let inside: Vec<_> = syntax::tokens(line.trim()).filter(|token| !token.kind.is_trivia()).collect();
            let lists = inside.windows(2).filter(|pair| matches!(pair[0].kind, TokenKind::Open(_)) && !matches!(pair[1].kind, TokenKind::Close(_)));
            prop_assert!(lists.count() == 0, "{line}");
        }
    }
}

#[test]
fn the_graph_and_all_other_data_keep_the_laws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut valid = 0;
    for folder in ["graph", "tests/fixtures", "profiles", "scenarios"] {
        for path in ron_files(&root.join(folder)) {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            if format(&text).is_ok() {
                laws(&text);
                valid += 1;
            }
        }
    }
    assert!(valid > 500, "only {valid} files are valid");
}

#[test]
fn the_graph_is_formatted() {
    for path in ron_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("graph")) {
        let text = fs::read_to_string(&path).expect("a file of the graph");
        assert!(formatted(&text) == text, "{} is not: run `interlex fmt`", path.display());
    }
}

#[test]
fn comments_stay_where_they_were_written() {
    let written = "\
// head

#![enable(implicit_some)]
/* before */ Framework( // opens
  // of a
    a :1 , // after a

    // of b


    // of b too
    b: /* inside */ \"x\" /* before the comma */, c: [ // list

        // only a comment
    ],
    d: [], e: [/* nothing */],
    f: // long
       (1,), g: Some  ( 2 ) /* last */
    // dangling
    ,

    // the end
) // after
// foot";
    let expected = "\
// head

#![enable(implicit_some)]
/* before */ Framework( // opens
    // of a
    a: 1, // after a

    // of b

    // of b too
    b: /* inside */ \"x\" /* before the comma */,
    c: [ // list
        // only a comment
    ],
    d: [],
    e: [/* nothing */],
    f: // long
        (1,),
    g: Some(2) /* last */,
    // dangling

    // the end
) // after
// foot
";
    assert_eq!(laws(written), expected);
}

#[test]
fn the_author_decides_what_is_opened_and_width_what_cannot_stay_on_a_line() {
    assert_eq!(laws("(a:[1,2,],b:(c:3))"), "(a: [1, 2], b: (c: 3))\n");
    assert_eq!(
        laws("(a:[\n1,2],b:(\nc:3))"),
        "(\n    a: [\n        1, 2,\n    ],\n    b: (\n        c: 3,\n    ),\n)\n"
    );
    assert_eq!(laws("(a: 1, evidence: [\n(s: 1),])"), "(a: 1, evidence: [\n    (s: 1),\n])\n");
    let words = |n: usize| (0..n).map(|at| format!("\"word-{at:04}\"")).collect::<Vec<_>>().join(", ");
    let fits = format!("(who: [{}])", words(14));
    assert_eq!(laws(&fits), format!("{fits}\n"));
    let filled = laws(&format!("(who: [{}])", words(20)));
    assert!(
        filled.starts_with("(\n    who: [\n        \"word-0000\", \"word-0001\"") && filled.lines().count() == 7,
        "{filled}"
    );
    assert!(filled.lines().all(|line| line.len() <= syntax::FILL_WIDTH), "{filled}");
}

#[test]
fn line_ends_and_texts_are_told_apart() {
    assert_eq!(laws("\u{FEFF}(\r\n    a: \"x\r\ny\", // z \r\n)\r\n\r\n"), "(\n    a: \"x\r\ny\", // z\n)\n");
    assert_eq!(laws("r##\"  \t\r\n\"# \"##"), "r##\"  \t\r\n\"# \"##\n");
}

#[test]
fn a_comma_that_makes_a_tuple_stays() {
    assert_eq!(
        laws("[(1,), (1), A(2,), (\n3), (\n4,)]"),
        "[\n    (1,),\n    (1),\n    A(2,),\n    (\n        3\n    ),\n    (\n        4,\n    ),\n]\n"
    );
}

#[test]
fn what_is_not_valid_is_refused_with_its_places() {
    let errors = format("(a: 1 b: 2, c: [3)").expect_err("two mistakes");
    assert_eq!(errors.len(), 2, "{errors:?}");
    let errors = format("\u{FEFF}(a: )").expect_err("two mistakes");
    assert_eq!(errors.iter().map(|error| error.span.start).collect::<Vec<_>>(), [0, 6], "{errors:?}");
}

// The command.

const CROOKED: &str = "Scenario( title:\"t\",\n\n\n  changes: [] ) // end";
const STRAIGHT: &str = "Scenario(title: \"t\", changes: []) // end\n";

fn crooked(name: &str) -> tempfile::TempDir {
    let folder = empty();
    fs::write(folder.path().join(name), CROOKED.replace("\n\n\n  ", " ")).expect("a writable folder");
    folder
}

#[test]
fn files_are_formatted_where_they_stand_and_named() {
    let folder = crooked("a.ron");
    let read = || fs::read_to_string(folder.path().join("a.ron")).expect("a file");
    let checked = ask(folder.path(), &["fmt", "--check", "a.ron"]);
    assert_eq!(
        (checked.code, checked.out.as_str(), checked.err.as_str()),
        (1, "a.ron\n", "1 of 1 file to be formatted\n")
    );
    assert_ne!(read(), STRAIGHT, "--check writes nothing");
    let done = ask(folder.path(), &["fmt", "./a.ron", "a.ron", "--diff"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let diff = "a.ron\n--- a.ron\n+++ a.ron\n@@ -1 +1 @@\n-Scenario( title:\"t\", changes: [] ) // end\n\\ No newline at end of file\n+Scenario(title: \"t\", changes: []) // end\n";
    assert_eq!(done.out, diff);
    assert_eq!(read(), STRAIGHT);
    let again = ask(folder.path(), &["fmt", "."]);
    assert_eq!((again.code, again.out.as_str(), again.err.as_str()), (0, "", "0 of 1 file formatted\n"));
    assert_eq!(ask(folder.path(), &["fmt", "--check", "-q", "a.ron"]).err, "");
}

#[test]
fn the_graph_at_hand_is_formatted_without_a_path() {
    let folder = world();
    let table = folder.path().join("graph/jurisdictions/mainland.ron");
    let text = fs::read_to_string(&table).expect("a table");
    fs::write(&table, text.replace("    Jurisdiction(", "  Jurisdiction(")).expect("a table");
    let done = ask(folder.path(), &["fmt"]);
    assert_eq!((done.code, done.out.as_str()), (0, "graph/jurisdictions/mainland.ron\n"), "{}", done.err);
    assert_eq!(fs::read_to_string(&table).expect("a table"), text);
    let nowhere = ask(empty().path(), &["fmt"]);
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.err.contains("there is no graph here; name files or folders"), "{}", nowhere.err);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let pipe = |args: &[&str], text: &str| {
        let mut run = interlex(empty().path());
        let mut run = run
            .current_dir(fixtures())
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        run.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("the program reads");
        answer(run.wait_with_output().expect("the program ends"))
    };
    let done = pipe(&["fmt", "-"], "Scenario( title:\"t\", changes: [] ) // end");
    assert_eq!((done.code, done.out.as_str()), (0, STRAIGHT));
    let checked = pipe(&["fmt", "-", "--check"], "( a:1)");
    assert_eq!((checked.code, checked.out.as_str()), (1, ""));
    let broken = pipe(&["fmt", "-"], "(a: 1");
    assert_eq!((broken.code, broken.out.as_str()), (2, ""));
    assert!(broken.err.contains("never closed") && broken.err.contains("standard input:1:1"), "{}", broken.err);
}

#[test]
fn what_is_broken_is_left_and_told_and_the_rest_is_done() {
    let folder = crooked("b.ron");
    fs::write(folder.path().join("a.ron"), "(a: 1").expect("a writable folder");
    fs::write(folder.path().join("c.ron"), b"(\xFF)").expect("a writable folder");
    let done = ask(folder.path(), &["fmt", "."]);
    assert_eq!((done.code, done.out.as_str()), (2, "b.ron\n"));
    assert!(done.err.contains("a.ron:1:1") && done.err.contains("c.ron:1: not UTF-8"), "{}", done.err);
    assert_eq!(fs::read_to_string(folder.path().join("a.ron")).expect("a file"), "(a: 1");
    assert_eq!(fs::read_to_string(folder.path().join("b.ron")).expect("a file"), STRAIGHT);
}

#[test]
fn paths_that_cannot_be_meant_are_refused_before_anything_is_done() {
    let folder = crooked("a.ron");
    fs::write(folder.path().join("a.txt"), "").expect("a writable folder");
    fs::create_dir(folder.path().join("none")).expect("a writable folder");
    for (path, why) in [
        ("nowhere", "there is no file or folder nowhere"),
        ("a.txt", "a.txt is no .ron file"),
        ("none", "none holds no .ron file"),
        ("-", "name it alone"),
    ] {
        let refused = ask(folder.path(), &["fmt", "a.ron", path]);
        assert_eq!(refused.code, 2, "{path}");
        assert!(refused.err.contains(why), "{}", refused.err);
    }
    assert_ne!(fs::read_to_string(folder.path().join("a.ron")).expect("a file"), STRAIGHT);
}

#[cfg(unix)]
#[test]
fn links_are_written_through_permissions_stay_and_read_only_files_are_refused() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = crooked("real.ron");
    let real = folder.path().join("real.ron");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o444)).expect("ours");
    symlink("real.ron", folder.path().join("link.ron")).expect("a link");
    let refused = ask(folder.path(), &["fmt", "link.ron"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("it is read-only; make it writable (`chmod u+w`)"), "{}", refused.err);
    fs::set_permissions(&real, fs::Permissions::from_mode(0o666)).expect("ours");
    let done = ask(folder.path(), &["fmt", "."]);
    assert_eq!((done.code, done.err.as_str()), (0, "1 of 1 file formatted\n"), "one file under two names");
    assert!(fs::symlink_metadata(folder.path().join("link.ron")).expect("a link").is_symlink());
    assert_eq!(fs::metadata(&real).expect("a file").permissions().mode() & 0o777, 0o666);
    assert_eq!(fs::read_to_string(&real).expect("a file"), STRAIGHT);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "no temporary file is left");
}

#[test]
fn the_clean_world_is_formatted() {
    let checked = ask(&fixtures(), &["fmt", "--check", "clean"]);
    assert_eq!((checked.code, checked.out.as_str()), (0, ""), "{} of {}", checked.err, clean().display());
}
