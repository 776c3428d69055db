//! How findings are shown, and the small parts they are made of.

use interlex::diagnostic::{self, Diagnostic, Level};
use interlex::report::diagnostics::{human, json};
use interlex::source::{FileId, Files, Position, SourceFile, Span};

fn files() -> Files {
    let mut files = Files::new();
    files.push(SourceFile::new("graph/a.ron".into(), "Term(\r\n    id: \"é\", lable: 3,\r\n)\r\n".into()));
    files.push(SourceFile::new("graph/b.ron".into(), "[1, 2]".into()));
    files
}

fn finding() -> Diagnostic {
    Diagnostic::deny("unknown_field", "unknown field `lable`")
        .label(FileId(0), Span::new(21, 26), "no such field")
        .label(FileId(1), Span::new(1, 2), "declared here")
        .help("fields here: `label`")
        .suggest(FileId(0), Span::new(21, 26), "label")
}

fn text(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn people_see_the_lines_the_counterpart_and_the_patch() {
    let shown = text(|out| human(&[finding()], &files(), out, false));
    let expected = "\
error[unknown_field]: unknown field `lable`
 --> graph/a.ron:2:14
  |
2 |     id: \"é\", lable: 3,
  |              ^^^^^ no such field
  |
 ::: graph/b.ron:1:2
  |
1 | [1, 2]
  |  - declared here
  |
help: fields here: `label`
  |
2 -     id: \"é\", lable: 3,
2 +     id: \"é\", label: 3,
  |

";
    assert_eq!(shown, expected);
    let coloured = text(|out| human(&[finding()], &files(), out, true));
    assert!(coloured.contains("\u{1b}["), "colours are on");
}

#[test]
fn programs_get_one_object_a_line() {
    let mut bare = Diagnostic::warn("graph_empty", "no data");
    bare.level = Level::Allow;
    let shown = text(|out| json(&[finding(), bare], &files(), out));
    assert_eq!(
        shown,
        concat!(
            r#"{"rule":"unknown_field","level":"deny","file":"graph/a.ron","line":2,"column":14,"end_line":2,"end_column":19,"message":"unknown field `lable`","help":"fields here: `label`","suggestion":"label","subject":null}"#,
            "\n",
            r#"{"rule":"graph_empty","level":"allow","file":null,"line":null,"column":null,"end_line":null,"end_column":null,"message":"no data","help":null,"suggestion":null,"subject":null}"#,
            "\n",
        )
    );
}

#[test]
fn a_suggestion_in_json_is_the_whole_marked_text_made_right() {
    let at = |span| Diagnostic::deny("r", "m").label(FileId(1), Span::new(0, 6), "").suggest(FileId(1), span, "9");
    let shown = text(|out| json(&[at(Span::new(1, 2)), at(Span::empty(6))], &files(), out));
    assert!(shown.contains(r#""suggestion":"[9, 2]""#) && shown.contains(r#""suggestion":"[1, 2]9""#), "{shown}");
    let elsewhere =
        Diagnostic::deny("r", "m").label(FileId(1), Span::new(0, 1), "").suggest(FileId(1), Span::new(4, 5), "9");
    let shown = text(|out| json(&[elsewhere], &files(), out));
    assert!(shown.contains(r#""suggestion":null"#), "{shown}");
}

#[test]
fn data_cannot_write_to_the_terminal() {
    let mut files = Files::new();
    let escape = "Term(\u{1b}[31m\u{202E})";
    let file = files.push(SourceFile::new("graph/\u{1b}x.ron".into(), escape.into()));
    let finding = Diagnostic::deny("syntax", escape).label(file, Span::new(5, 6), escape).help(escape).suggest(
        file,
        Span::new(5, 6),
        "",
    );
    let plain = Diagnostic { suggestion: None, ..finding.clone() };
    let shown = text(|out| human(&[finding, plain], &files, out, false));
    assert!(!shown.contains(['\u{1b}', '\u{202E}']), "{shown:?}");
}

#[test]
fn places_past_the_end_and_inside_characters_are_shown_without_panic() {
    let files = files();
    let spans = [Span::new(0, 9999), Span::empty(9999), Span::new(18, 18), Span::new(17, 18), Span::empty(36)];
    let found: Vec<_> = spans
        .iter()
        .map(|&span| Diagnostic::deny("r", "m").label(FileId(0), span, "x").suggest(FileId(0), span, "y"))
        .collect();
    assert!(!text(|out| human(&found, &files, out, false)).is_empty());
    assert!(!text(|out| json(&found, &files, out)).is_empty());
    let unknown = Diagnostic::deny("r", "m").label(FileId(7), Span::new(0, 1), "x");
    assert!(!text(|out| human(&[unknown], &files, out, false)).is_empty());
}

#[test]
fn findings_sort_the_same_whatever_their_order() {
    let files = files();
    let mut found = vec![
        Diagnostic::deny("b", "m").label(FileId(1), Span::new(0, 1), ""),
        Diagnostic::deny("b", "m").label(FileId(0), Span::new(9, 10), ""),
        Diagnostic::deny("a", "n").label(FileId(0), Span::new(9, 10), ""),
        Diagnostic::deny("a", "m").label(FileId(0), Span::new(9, 10), ""),
        Diagnostic::deny("z", "m").label(FileId(0), Span::new(2, 10), ""),
        Diagnostic::deny("z", "nowhere"),
        Diagnostic::warn("a", "m").label(FileId(0), Span::new(9, 10), ""),
    ];
    diagnostic::sort(&mut found, &files);
    let expected = found.clone();
    let order: Vec<_> = found.iter().map(|d| (d.rule, d.message.as_str(), d.level)).collect();
    assert_eq!(order[0], ("z", "nowhere", Level::Deny));
    assert_eq!(
        order[1..5],
        [("z", "m", Level::Deny), ("a", "m", Level::Deny), ("a", "m", Level::Warn), ("a", "n", Level::Deny)]
    );
    for turn in 0..found.len() {
        found.rotate_left(turn);
        found.reverse();
        diagnostic::sort(&mut found, &files);
        assert_eq!(found, expected);
    }
}

#[test]
fn lines_and_columns_count_characters_from_one() {
    let file = SourceFile::new("x".into(), "\u{FEFF}aé\r\n\n日b".into());
    let at = |offset| {
        let Position { line, column } = file.position(offset);
        (line, column)
    };
    assert_eq!(
        [at(0), at(3), at(4), at(6), at(7), at(8), at(9)],
        [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (3, 1)]
    );
    assert_eq!([at(12), at(13), at(999)], [(3, 2), (3, 3), (3, 3)]);
    assert_eq!(
        [file.line(1), file.line(2), file.line(3), file.line(4), file.line(0)],
        [Some("\u{FEFF}aé"), Some(""), Some("日b"), None, None]
    );
    assert_eq!(file.offset(Position { line: 3, column: 2 }), Some(12));
    assert_eq!(file.offset(Position { line: 9, column: 1 }), None);
}

#[test]
fn files_are_found_by_path() {
    let files = files();
    assert_eq!(files.find("graph/b.ron"), Some(FileId(1)));
    assert_eq!(files.find("graph/c.ron"), None);
    assert_eq!(
        files.iter().map(|(id, file)| (id.0, file.path())).collect::<Vec<_>>(),
        [(0, "graph/a.ron"), (1, "graph/b.ron")]
    );
}
