//! README and the curation guide show what the program really prints.

#[test]
fn every_command_in_the_readme_prints_what_it_shows() {
    trycmd::TestCases::new().case("README.md").env("NO_COLOR", "1").env("RUST_BACKTRACE", "0").run();
}
