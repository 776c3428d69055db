//! What every command prints, as transcripts in `tests/cli/`; `TRYCMD=overwrite` rewrites them, a person reads them.
//!
//! Add `map.trycmd` here for what `map` prints; pictures are compared where they are drawn. What only a feature makes
//! possible stands in a folder of its name.

#[test]
fn every_command_prints_what_its_transcript_shows() {
    // There is no `graph/` folder here, so that each transcript names the graph it asks about.
    std::env::set_current_dir("tests/fixtures").expect("the folder of fixtures");
    let cases = trycmd::TestCases::new();
    cases.env("RUST_BACKTRACE", "0").env("NO_COLOR", "1").env("COLUMNS", "110").case("../cli/*.trycmd");
    if cfg!(feature = "parquet") {
        cases.case("../cli/parquet/*.trycmd");
    }
}
