//! `check --fix`: put right what can only have been meant one way.

use std::path::{Path, PathBuf};

use anstream::eprintln;
use anyhow::Context as _;
use interlex::check::fix::{self, Fixed};
use interlex::check::{self, Thresholds};
use interlex::diagnostic::Level;
use interlex::load::{Loaded, Texts};

use super::args::Check;
use super::check::is_named;
use super::output::{in_place, write_diff};
use super::session::Session;

/// Fixes the files of the graph, or those named, and returns the graph as it is then.
pub fn run(
    session: &Session<'_>,
    options: &Check,
    format: &str,
    folder: Option<&Path>,
    only: &[PathBuf],
    thresholds: &Thresholds,
) -> anyhow::Result<Loaded> {
    let folder = folder.context("there is no graph here to fix; name its folder with --graph DIR")?;
    let texts = Texts::read(folder).context("cannot load the graph")?;
    let may = |path: &str| only.is_empty() || is_named(path, only);
    let fixed = fix::fix(&texts, &|loaded| check::check(loaded, thresholds), &may);
    if !options.dry_run {
        for file in &fixed.files {
            in_place(Path::new(&file.path), &file.after)?;
        }
    }
    // Answers for programs stay on standard output alone.
    if !session.global.quiet && format == "human" {
        show(&fixed, options.dry_run)?;
    }
    Ok(fixed.loaded)
}

fn show(fixed: &Fixed, dry_run: bool) -> anyhow::Result<()> {
    let mut out = anstream::stderr().lock();
    for file in &fixed.files {
        write_diff(&mut out, &file.path, &file.before, &file.after)?;
    }
    drop(out);
    for path in &fixed.refused {
        eprintln!("{path}: a fix would have brought new findings, so it was not made");
    }
    let fixes: usize = fixed.files.iter().map(|file| file.fixes).sum();
    let mended = fixed.files.iter().filter(|file| file.fixes > 0).count();
    let formatted = fixed.files.len() - mended;
    let verb = if dry_run { "would be " } else { "" };
    let remain = fixed.findings.iter().filter(|finding| finding.level != Level::Allow).count();
    eprintln!("{fixes} {verb}fixed in {mended} files, {formatted} more {verb}formatted, {remain} remain");
    Ok(())
}
