//! `interlex new`: what it writes passes the check or says what is left; what it cannot write leaves nothing.

#[path = "common/world.rs"]
mod world;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use world::{Answer, answer, ask, empty, interlex, overlay, world};

/// What makes a framework complete.
const CODE: [&str; 20] = [
    "new",
    "framework",
    "--name",
    "Northland Chat Code",
    "--kind",
    "code-of-practice",
    "--status",
    "published",
    "--layer",
    "technical",
    "--issuer",
    "north-ai-office",
    "--jurisdiction",
    "northland",
    "--adopted",
    "2024-05",
    "--source",
    "world-report-2024",
    "--link",
    "alignment:implementation:north-ai-act=The code puts the act into practice for chatbots",
];

/// Arguments with bars between them.
fn words(line: &str) -> Vec<&str> {
    line.split('|').collect()
}

fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}

/// The arguments with one of them replaced.
fn replacing<'a>(args: &[&'a str], old: &str, new: &'a str) -> Vec<&'a str> {
    assert!(args.contains(&old), "`{old}` is there to be replaced");
    args.iter().map(|arg| if *arg == old { new } else { *arg }).collect()
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder with its text.
fn snapshot(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = if path.is_dir() { String::new() } else { fs::read_to_string(&path).expect("a text") };
            files.push((path.display().to_string(), text));
            if path.is_dir() {
                pending.push(path);
            }
        }
    }
    files.sort();
    files
}

#[track_caller]
fn refused(folder: &Path, args: &[&str], words: &[&str]) {
    let before = snapshot(folder);
    let answer = ask(folder, args);
    assert_eq!(answer.code, 2, "{}{}", answer.out, answer.err);
    for words in words {
        assert!(answer.err.contains(words), "`{words}` is not in: {}", answer.err);
    }
    assert!(snapshot(folder) == before, "something was written");
}

#[track_caller]
fn is_clean(folder: &Path) {
    let answer = ask(folder, &["check"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{}", answer.err);
}

/// Answers the questions, a line each.
fn talk(folder: &Path, args: &[&str], answers: &str) -> Answer {
    let mut command = interlex(folder);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let sent = stdin.write_all(answers.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    assert!(sent.is_ok() || !output.status.success(), "the answers were read");
    answer(output)
}

#[test]
fn a_complete_framework_passes_the_check() {
    let folder = world();
    let answer = ask(folder.path(), &CODE);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{}", answer.err);
    assert_eq!(answer.err, "wrote graph/frameworks/north/north-chat-code.ron\n");
    let text = read(folder.path(), "graph/frameworks/north/north-chat-code.ron");
    assert!(text.contains("relation: Alignment(Implementation)") && !text.contains("TODO"), "{text}");
    is_clean(folder.path());
    let shown = ask(folder.path(), &["show", "Northland Chat Code"]);
    assert!(shown.out.contains("The code puts the act into practice"), "{}", shown.out);
}

#[test]
fn what_is_left_to_do_stands_in_the_file_and_in_the_answer() {
    let folder = world();
    let answer = ask(folder.path(), &CODE[..18]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("error[framework_unlinked]"), "{}", answer.err);
    assert!(answer.err.contains("1 to put right"), "{}", answer.err);
    let text = read(folder.path(), "graph/frameworks/north/north-chat-code.ron");
    assert!(text.contains("    // TODO framework_unlinked: `north-chat-code` is linked to nothing"), "{text}");
    assert_eq!(ask(folder.path(), &["check"]).code, 1, "an entry that is not complete does not pass");
}

#[test]
fn a_link_without_a_claim_is_marked_where_it_stands() {
    let folder = world();
    let answer = ask(folder.path(), &replacing(&CODE, CODE[19], "alignment:implementation:north-ai-act"));
    assert_eq!(answer.code, 1);
    let text = read(folder.path(), "graph/frameworks/north/north-chat-code.ron");
    let todo = text.lines().position(|line| line.contains("// TODO claim_missing")).expect("a remark");
    assert!(text.lines().nth(todo + 1).expect("a line").contains("to: \"north-ai-act\""), "{text}");
}

#[test]
fn an_institution_is_written_beside_its_neighbours() {
    let folder = world();
    let args = words(
        "new|institution|--name|Eastland AI Safety Institute|--kind|forum|--jurisdiction|XE|--source\
         |world-report-2024|--at|5|--link|develops:east-ai-guidelines=It edits the guidelines",
    );
    let answer = ask(folder.path(), &args);
    assert_eq!((answer.code, answer.err.as_str()), (0, "wrote graph/institutions/east/east-ai-safety-institute.ron\n"));
    is_clean(folder.path());
}

#[test]
fn a_jurisdiction_is_one_row_more_and_nothing_else_moves() {
    let folder = world();
    let before = read(folder.path(), "graph/jurisdictions/mainland.ron");
    let args = words(
        "new|jurisdiction|--name|Isle of Fog|--kind|territory|--iso|xf,xff|--m49|upper-mainland|--parent\
         |northland|--source|world-report-2024|--at|3",
    );
    let answer = ask(folder.path(), &args);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let after = read(folder.path(), "graph/jurisdictions/mainland.ron");
    let row = "    Jurisdiction(
        id: \"isle-of-fog\",
        name: \"Isle of Fog\",
        iso: (\"XF\", \"XFF\"),
        kind: Territory,
        parent: \"northland\",
        m49: \"upper-mainland\",
        evidence: [(source: \"world-report-2024\", at: \"3\", basis: Inferred)],
    ),
";
    assert_eq!(after.replace(row, ""), before, "the row is whole, and all else is as it was");
    assert!(after.find("\"eastland\"") < after.find("\"isle-of-fog\""), "in the order of the alphabet");
    is_clean(folder.path());
}

#[test]
fn a_bloc_names_its_members() {
    let folder = world();
    let args = words(
        "new|jurisdiction|--name|Coast Compact|--kind|bloc|--region|mainland|--member|southland,Westland\
         |--member-since|2020|--source|world-report-2024|--at|2",
    );
    assert_eq!(ask(folder.path(), &args).code, 0);
    is_clean(folder.path());
    let shown = ask(folder.path(), &["show", "coast-compact"]);
    assert!(shown.out.contains("Westland"), "{}", shown.out);
}

#[test]
fn a_new_source_is_entered_where_the_alphabet_puts_it() {
    let folder = world();
    let before = read(folder.path(), "graph/sources.ron").replace("[\n", "// Kept in order.\n[\n    // first\n");
    fs::write(folder.path().join("graph/sources.ron"), &before).expect("writable");
    let source = words(
        "--new-source|north-chat-code-2024|--source-title|Code for \"Chat\"|--source-issuer|NAIO\
         |--source-url|https://example.org/north/chat|--source-date|2024-05|--source-kind|guideline",
    );
    let args: Vec<&str> = CODE.iter().filter(|it| !["--source", "world-report-2024"].contains(it)).copied().collect();
    let answer = ask(folder.path(), &with(&args, &source));
    assert_eq!(answer.code, 0, "{}", answer.err);
    let after = read(folder.path(), "graph/sources.ron");
    let added: String = after.lines().filter(|line| !before.contains(line)).collect::<Vec<_>>().join("\n");
    assert!(added.contains("title: \"Code for \\\"Chat\\\"\""), "{added}");
    let (start, end) = (after.find("\"accord-text\""), after.find("\"north-gazette\""));
    assert!(start < after.find("\"north-chat-code-2024\"") && after.find("\"north-chat-code-2024\"") < end);
    assert!(after.starts_with("// Kept in order.\n[\n    // first\n"), "comments stay");
    is_clean(folder.path());
}

#[test]
fn tables_keep_their_line_ends_and_get_the_comma_they_lack() {
    let folder = world();
    let path = folder.path().join("graph/jurisdictions/mainland.ron");
    let text = read(folder.path(), "graph/jurisdictions/mainland.ron");
    let bare = format!("{}) // the last\n]\n", text.trim_end().strip_suffix("),\n]").expect("ends so"));
    fs::write(&path, bare.replace('\n', "\r\n")).expect("writable");
    let args = words("new|jurisdiction|--name|Zetaland|--kind|country|--m49|lower-mainland|--source|world-report-2024");
    let answer = ask(folder.path(), &args);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let after = fs::read_to_string(&path).expect("a text");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "no line ends in another way");
    assert!(after.contains("), // the last\r\n    Jurisdiction(\r\n        id: \"zetaland\""), "{after}");
    is_clean(folder.path());
}

#[test]
fn every_misspelt_name_is_told_at_once_with_the_nearest() {
    let folder = world();
    let args = words(
        "new|framework|--name|X Code|--kind|code-of-practise|--status|publishd|--layer|legal|--issuer\
         |north-ai-offce|--jurisdiction|northlnd|--topic|safty|--adopted|2024-13|--source\
         |world-report-2042|--find|two words|--binding|volantary|--principle|fairnes|--link\
         |alignement:implementation:north-ai-act|--link|alignment:joint-maping:north-ai-act|--link\
         |alignment:joint-mapping:north-ai-atc|--link|alignment:joint-mapping:union-ai-regulation#art-99",
    );
    refused(
        folder.path(),
        &args,
        &words(
            "did you mean `code-of-practice`?|did you mean `published`?|did you mean `north-ai-office`\
         |did you mean `northland`|did you mean `safety`?|`2024-13` is not a date\
         |did you mean `world-report-2024`?|3 to 8 words are needed, these are 2\
         |did you mean `voluntary`?|did you mean `fairness`?|did you mean `alignment`?\
         |did you mean `joint-mapping`?|did you mean `north-ai-act`\
         |`union-ai-regulation` lists no provision `art-99`",
        ),
    );
}

#[test]
fn what_is_missing_is_listed_where_nobody_can_be_asked() {
    let folder = world();
    refused(
        folder.path(),
        &["new", "framework"],
        &["--name is missing", "--kind is missing", "--layer is missing", "--status is missing", "--source is missing"],
    );
    refused(folder.path(), &["new", "institution"], &["--name is missing", "--kind is missing", "--source is missing"]);
    refused(
        folder.path(),
        &["new", "jurisdiction"],
        &["--name is missing", "--kind is missing", "--region is missing"],
    );
    refused(folder.path(), &["new", "graph", "mine", "--title", "T"], &["--as-of is missing"]);
}

#[test]
fn ids_names_and_files_that_are_there_are_not_written_over() {
    let folder = world();
    refused(folder.path(), &with(&CODE, &["--id", "north-ai-act"]), &["`north-ai-act` is there already"]);
    refused(folder.path(), &with(&CODE, &["--id", "North Code"]), &["did you mean `north-code`?"]);
    refused(folder.path(), &replacing(&CODE, CODE[3], "northland ai act"), &["`north-ai-act` is called that already"]);
    fs::write(folder.path().join("graph/frameworks/north/north-chat-code.ron"), "// mine\n").expect("writable");
    refused(folder.path(), &CODE, &["north-chat-code.ron is there already; nothing was written"]);
    let args = words(
        "new|jurisdiction|--name|Northland Two|--kind|country|--iso|XN,XNN|--m49|upper-mainland|--source\
         |world-report-2024",
    );
    refused(folder.path(), &args, &["`northland` has these codes"]);
    refused(folder.path(), &replacing(&args, "XN,XNN", "SG,SGB"), &["did you mean SG,SGP?"]);
    refused(folder.path(), &replacing(&args, "XN,XNN", "ZZ"), &["codes of two and three letters"]);
}

#[test]
fn hostile_names_are_data_or_are_refused() {
    let folder = world();
    let name = "Code \"<script>alert(1)</script>\" \\ '), id: \"x";
    let answer = ask(folder.path(), &with(&replacing(&CODE, CODE[3], name), &["--id", "north-hostile"]));
    assert_eq!(answer.code, 0, "{}", answer.err);
    is_clean(folder.path());
    let shown = ask(folder.path(), &["show", "north-hostile", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&shown.out).expect("JSON");
    assert_eq!(json["node"]["name"], name);
    for name in ["two\nlines", "right\u{202E}left", "bell\u{7}", "nul\u{1b}[2J", "", "   "] {
        let args = replacing(&CODE, CODE[3], name);
        refused(folder.path(), &args, &["--name: "]);
        let answer = ask(folder.path(), &args);
        assert!(!answer.err.contains(['\u{202E}', '\u{7}', '\u{1b}']), "{:?}", answer.err);
    }
    for (flag, text) in [("--folder", "../../etc"), ("--folder", "/tmp"), ("--id", "../x"), ("--id", "a/b")] {
        refused(folder.path(), &with(&CODE, &[flag, text]), &[&format!("{flag}: ")]);
    }
}

#[test]
fn the_embedded_graph_is_not_written_to() {
    refused(empty().path(), &CODE, &["there is no graph folder here", "--graph DIR", "interlex new graph DIR"]);
}

#[test]
fn a_dry_run_shows_the_entry_and_writes_nothing() {
    let folder = world();
    let before = snapshot(folder.path());
    let dry = ask(folder.path(), &with(&CODE, &["--dry-run"]));
    let out = ask(folder.path(), &with(&CODE, &["-o", "-"]));
    assert_eq!((dry.code, &dry.out), (0, &out.out));
    assert!(dry.out.starts_with("Framework(\n    id: \"north-chat-code\""), "{}", dry.out);
    assert_eq!(dry.err, "would write graph/frameworks/north/north-chat-code.ron\n");
    assert!(snapshot(folder.path()) == before);
    ask(folder.path(), &CODE);
    assert_eq!(read(folder.path(), "graph/frameworks/north/north-chat-code.ron"), dry.out);
    refused(folder.path(), &with(&CODE, &["-o", "x.ron"]), &["the place of an entry follows from its id"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_left_as_it_was() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = world();
    let sources = folder.path().join("graph");
    let args: Vec<&str> = CODE.iter().filter(|it| !["--source", "world-report-2024"].contains(it)).copied().collect();
    let source = words(
        "--new-source|zz-code|--source-title|T|--source-issuer|I|--source-url|https://example.org/\
         |--source-date|2024|--folder|brand-new",
    );
    fs::set_permissions(&sources, fs::Permissions::from_mode(0o555)).expect("an owned folder");
    let probe = sources.join("probe");
    if fs::write(&probe, "").is_ok() {
        // The superuser may write everywhere: a file where a folder is needed fails for everyone.
        fs::remove_file(probe).expect("a file to remove");
        fs::set_permissions(&sources, fs::Permissions::from_mode(0o755)).expect("an owned folder");
        fs::write(sources.join("frameworks/brand-new"), "in the way").expect("writable");
    }
    refused(folder.path(), &with(&args, &source), &["cannot write graph/frameworks/brand-new/brand-new-chat-code.ron"]);
    fs::set_permissions(&sources, fs::Permissions::from_mode(0o755)).expect("an owned folder");
}

#[test]
fn a_dialogue_writes_what_the_options_write() {
    let (by_option, by_answer) = (world(), world());
    assert_eq!(ask(by_option.path(), &CODE).code, 0);
    let answers = "Northland Chat Code\n\ncode of practise\ncode of practice\nNAIO\nNorthland\nTechnical\n\npublished\n2024-05\n\
        world-report-2024\n\n\n\n\n\n\n\n\nalignment\nimplementation\nnorth-ai-act\n\
        The code puts the act into practice for chatbots\n\n\n\n\n\nyes\n";
    let answer = talk(by_answer.path(), &["new", "framework", "--interactive"], answers);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.err.contains("did you mean `code-of-practice`?"), "{}", answer.err);
    let path = "graph/frameworks/north/north-chat-code.ron";
    assert_eq!(read(by_answer.path(), path), read(by_option.path(), path));
}

#[test]
fn a_dialogue_that_breaks_off_or_is_refused_writes_nothing() {
    let folder = world();
    let before = snapshot(folder.path());
    let answer = talk(folder.path(), &["new", "framework", "--interactive"], "Northland Chat Code\n\nlaw\n");
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("the answers ended before the questions did; nothing was written"), "{}", answer.err);
    let answer = talk(folder.path(), &with(&CODE, &["--interactive"]), &format!("{}no\n", "\n".repeat(10)));
    assert!(answer.err.contains("nothing was written"), "{}", answer.err);
    assert!(snapshot(folder.path()) == before);
}

#[test]
fn a_terminal_is_asked() {
    if !Command::new("script").arg("--version").output().is_ok_and(|it| it.status.success()) {
        eprintln!("skipped: there is no `script` to make a terminal");
        return;
    }
    let folder = world();
    let mut command = Command::new("script");
    let line = format!("{} new institution --name \"Northland Bot Watch\"", env!("CARGO_BIN_EXE_interlex"));
    command.args(["-qec", &line, "/dev/null"]).current_dir(folder.path()).env_remove("CI").env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("script starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(b"\nforum\n\nnorthland\n\n\n\n\n\nworld-report-2024\n\n\n\n\n\nyes\n").expect("read");
    let output = child.wait_with_output().expect("ends");
    drop(stdin);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("Kind: regulator has public power"), "{text}");
    assert!(folder.path().join("graph/institutions/north/north-bot-watch.ron").is_file(), "{text}");
    is_clean(folder.path());
}

#[test]
fn a_data_set_of_ones_own_can_be_begun_from_nothing() {
    let folder = empty();
    let here = folder.path();
    let run = |args: &[&str]| {
        let answer = ask(here, args);
        assert_eq!(answer.code, 0, "{args:?}: {}", answer.err);
    };
    run(&["new", "graph", "mine", "--title", "Mine", "--as-of", "2026-11-01"]);
    run(&words(
        "--graph|mine|new|jurisdiction|--name|Tuvalu|--kind|country|--iso|TV,TUV|--m49|polynesia|--g77\
         |--new-source|un-members|--source-title|Member States|--source-issuer|United Nations\
         |--source-url|https://www.un.org/en/about-us/member-states|--source-accessed|2026-11-01",
    ));
    run(&words(
        "--graph|mine|new|framework|--name|Practice text|--kind|policy|--status|draft|--layer|legal\
         |--issuer|tuvalu|--jurisdiction|TV|--source|un-members|--exempt|Only for practice",
    ));
    assert!(here.join("mine/frameworks/tv/tv-practice-text.ron").is_file());
    run(&["--graph", "mine", "check"]);
    refused(here, &["new", "graph", "mine", "--title", "T", "--as-of", "2026-11-01"], &["mine is not empty"]);
}

#[test]
fn entries_fit_the_real_graph() {
    let folder = empty();
    overlay(&Path::new(env!("CARGO_MANIFEST_DIR")).join("graph"), &folder.path().join("graph"));
    let dry = |args: &[&str]| ask(folder.path(), &with(args, &["--dry-run"]));
    let base = words(
        "new|framework|--name|Practice Guide on Testing|--kind|guideline|--status|published|--layer\
         |technical|--source|pnai-2024|--exempt|Only for practice|--issuer",
    );
    for (issuer, jurisdiction, path) in [
        ("uk-dsit", Some("uk"), "graph/frameworks/uk/uk-practice-guide-testing.ron"),
        ("aus-disr", Some("australia"), "graph/frameworks/au-commonwealth/aus-practice-guide-testing.ron"),
        ("sg-imda", Some("SG"), "graph/frameworks/sg/sg-practice-guide-testing.ron"),
        ("unesco", None, "graph/frameworks/unesco/unesco-practice-guide-testing.ron"),
    ] {
        let place = jurisdiction.map_or(vec![], |it| vec!["--jurisdiction", it]);
        let answer = dry(&[&base[..], &[issuer], &place].concat());
        assert_eq!(answer.err, format!("would write {path}\n"), "{}", answer.out);
    }
}
