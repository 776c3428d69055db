//! Profiles of AI systems: what is wrong is told with its place, its cause and a suggestion.

#[path = "common/mod.rs"]
mod common;
#[path = "common/world.rs"]
mod world;

use std::io::Write as _;
use std::process::Stdio;
use std::sync::LazyLock;

use interlex::diagnostic::Level;
use interlex::load::{self, Loaded, LoadedProfile};
use interlex::model::{Role, Target};

const GOOD: &str = r#"Profile(
    title: "Hiring screener",
    summary: "Ranks applicants",
    uses: ["use-recruitment"],
    sectors: ["sector-employment"],
    traits: ["trait-profiling"],
    data: ["data-personal", "data-cross-border-transfer"],
    roles: [Developer, Provider],
    home: "singapore",
    targets: ["eu", "asia"],
    flows: [(from: "eu", to: "singapore", claim: "applications")],
)"#;

/// The real graph, loaded once.
static LOADED: LazyLock<Loaded> = LazyLock::new(load::embedded);

fn read(text: &str) -> LoadedProfile {
    load::profile_text("profile.ron", text, &LOADED.graph)
}

/// What is told about the good profile with one part replaced.
#[track_caller]
fn wrong(part: &str, by: &str) -> Vec<String> {
    assert!(GOOD.contains(part), "the good profile has no `{part}`");
    let read = read(&GOOD.replace(part, by));
    let denied = read.diagnostics.iter().any(|it| it.level == Level::Deny);
    assert_eq!(read.profile.is_none(), denied, "a profile is used if and only if nothing is denied");
    common::told(&read.diagnostics, &read.files)
}

#[test]
fn a_good_profile_is_read_as_it_is_meant() {
    let graph = &LOADED.graph;
    let read = read(GOOD);
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let profile = read.profile.expect("a good profile");
    let traits: Vec<&str> = graph.vocabularies().traits.members(profile.traits).map(|term| term.id.as_str()).collect();
    let expected =
        ["data-cross-border-transfer", "data-personal", "sector-employment", "trait-profiling", "use-recruitment"];
    assert_eq!(traits, expected);
    assert_eq!(profile.roles, Role::Developer | Role::Provider);
    assert_eq!(graph.node(profile.home).id.as_str(), "singapore");
    let eu = graph.by_id("eu").expect("the EU");
    let [Target::Jurisdiction(first), Target::Region(second)] = &profile.targets[..] else { panic!("two targets") };
    assert_eq!((*first, second.as_str()), (eu, "asia"));
    assert_eq!(profile.flows.len(), 1);
}

#[test]
fn names_that_do_not_exist_are_told_with_the_nearest_that_do() {
    assert_eq!(
        wrong("use-recruitment", "use-recruitmant"),
        [r#"4:12 term_unknown unknown trait `use-recruitmant` -> "use-recruitment""#]
    );
    assert_eq!(
        wrong(r#"home: "singapore""#, r#"home: "singapor""#),
        [r#"9:11 id_dangling unknown jurisdiction `singapor` -> "singapore""#]
    );
    assert_eq!(
        wrong(r#"["eu", "#, r#"["European Union", "#),
        [r#"10:15 id_dangling unknown jurisdiction or region `European Union` -> "eu""#]
    );
    assert_eq!(
        wrong(r#""asia""#, r#""asai""#),
        [r#"10:21 id_dangling unknown jurisdiction or region `asai` -> "asia""#]
    );
    assert_eq!(wrong(r#"from: "eu""#, r#"from: "qq""#), ["11:20 id_dangling unknown jurisdiction `qq`"]);
}

#[test]
fn what_is_there_but_no_jurisdiction_is_told_as_what_it_is() {
    assert_eq!(
        wrong(r#"home: "singapore""#, r#"home: "sg-ai-verify""#),
        ["9:11 profile_unusable `sg-ai-verify` is a framework, not a jurisdiction"]
    );
}

#[test]
fn targets_are_there_once_and_are_not_home() {
    assert_eq!(wrong(r#"["eu", "asia"]"#, "[]"), ["10:14 profile_unusable the profile names no target"]);
    assert_eq!(wrong(r#""asia""#, r#""eu""#), ["10:21 profile_unusable `eu` is named twice"]);
    assert_eq!(wrong(r#""asia""#, r#""singapore""#), ["10:21 profile_unusable `singapore` is both home and target"]);
}

#[test]
fn roles_are_named_and_are_never_a_state() {
    assert_eq!(wrong("[Developer, Provider]", "[]"), ["8:12 profile_unusable the profile names no role"]);
    assert_eq!(wrong("Developer, ", "State, "), ["8:13 profile_unusable a profile is never a state"]);
    assert_eq!(
        wrong("Developer, ", "Develoer, "),
        ["8:13 unknown_variant unknown value `Develoer` for the role -> Developer"]
    );
}

#[test]
fn terms_stand_in_their_own_list_and_say_what_the_system_does() {
    assert_eq!(
        wrong(r#"["trait-profiling"]"#, r#"["data-biometric"]"#),
        ["6:14 profile_unusable `data-biometric` stands in `traits`"]
    );
    let nothing = GOOD.replace(r#"["trait-profiling"]"#, "[]").replace(r#"["use-recruitment"]"#, "[]");
    let read = read(&nothing);
    let told = common::told(&read.diagnostics, &read.files);
    assert_eq!(told, ["2:12 profile_unusable the profile names neither uses nor traits"]);
}

#[test]
fn flows_cross_a_border_and_agree_with_the_data_named() {
    assert_eq!(
        wrong(r#"to: "singapore""#, r#"to: "eu""#),
        ["11:30 profile_unusable this flow begins and ends in `eu`"]
    );
    // A contradiction that leaves an answer is a warning: the profile is used.
    assert_eq!(
        wrong(r#", "data-cross-border-transfer""#, ""),
        ["11:12 profile_unusable data go across borders, but `data` does not name `data-cross-border-transfer`"]
    );
}

#[test]
fn fields_are_those_of_a_profile_and_have_their_types() {
    assert_eq!(wrong("targets:", "target:"), ["10:5 unknown_field unknown field `target` in `Profile` -> targets"]);
    assert_eq!(wrong("    home: \"singapore\",\n", ""), ["1:1 missing_field missing field `home` in `Profile`"]);
    assert_eq!(
        wrong(r#"["eu", "asia"]"#, r#""eu""#),
        [r#"10:14 wrong_type `targets` takes a list `[ … ]`, not the text `"eu"` -> ["eu"]"#]
    );
    assert_eq!(
        wrong("Profile(", "Framework("),
        ["1:1 wrong_type expected a record named `Profile`, found `Framework` -> Profile"]
    );
    assert_eq!(
        wrong(r#""Hiring screener","#, r#""Hiring screener""#),
        ["2:29 syntax `,` is missing after this field -> ,"]
    );
}

#[test]
fn every_finding_says_how_to_put_it_right() {
    let wrong = [
        GOOD.replace("singapore", "narnia"),
        GOOD.replace(r#"["eu", "asia"]"#, "[]"),
        GOOD.replace("[Developer, Provider]", "[State]"),
        GOOD.replace(r#"["trait-profiling"]"#, r#"["use-recruitment", "trait-no-such-thing-at-all"]"#),
    ];
    for text in wrong {
        for finding in read(&text).diagnostics {
            assert!(finding.help.is_some() || finding.suggestion.is_some(), "no help: {}", finding.message);
            assert!(!finding.message.ends_with('.') && finding.primary().is_some(), "{}", finding.message);
        }
    }
}

#[test]
fn a_file_that_is_not_there_is_refused_with_its_name() {
    let error = load::profile("profiles/no-such.ron".as_ref(), &LOADED.graph).expect_err("there is no such file");
    assert!(error.to_string().starts_with("profiles/no-such.ron: there is no such file"), "{error}");
}

#[test]
fn a_profile_is_read_from_standard_input_too() {
    let graph = world::clean();
    let mut command = world::interlex(&world::fixtures());
    command.args(["--graph", graph.to_str().expect("a UTF-8 path"), "simulate", "-", "--format", "csv"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
    let text = std::fs::read(world::fixtures().join("hiring.ron")).expect("a profile");
    child.stdin.take().expect("a pipe").write_all(&text).expect("the program reads");
    let piped = world::answer(child.wait_with_output().expect("the program ends"));
    let named = world::ask(&world::fixtures(), &["--graph", "clean", "simulate", "hiring.ron", "--format", "csv"]);
    assert_eq!((piped.code, piped.out), (0, named.out));
}

#[test]
fn the_profiles_of_the_repository_have_no_findings() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/profiles");
    let files: Vec<_> = std::fs::read_dir(folder).expect("profiles/").map(|it| it.expect("a file").path()).collect();
    assert!(files.len() >= 5, "five are shipped: {files:?}");
    for file in files {
        let read = load::profile(&file, &LOADED.graph).expect("a readable profile");
        assert_eq!(common::told(&read.diagnostics, &read.files), [] as [&str; 0], "{}", file.display());
    }
}
