//! Writes a generated graph of any size, for measurements and for other programs:
//! `cargo run --release --example generate -- --frameworks 20000 --seed 1 -o out/20000 [--format ron|csv]`.
//!
//! RON is what `interlex --graph DIR` reads; CSV is what `interlex export --format csv` writes of the same graph. The same
//! numbers give the same bytes. benches/generate/mod.rs says what such a graph looks like.

use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Parser, ValueEnum};
use interlex::exchange::{self, Table};
use interlex::scope::Scope;

#[path = "../benches/generate/mod.rs"]
mod generate;

/// Write a generated graph into a new folder.
#[derive(Parser)]
struct Options {
    /// How many frameworks.
    #[arg(long, default_value_t = 2_000)]
    frameworks: usize,
    /// Where the choices begin: another number, another graph of the same kind.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder; it must not be there yet.
    #[arg(short, long)]
    output: PathBuf,
    /// As records to load, or as tables.
    #[arg(long, value_enum, default_value_t = Format::Ron)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Ron,
    Csv,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let folder = &options.output;
    if folder.exists() {
        bail!("{} is there already; name a new folder with -o", folder.display());
    }
    match options.format {
        Format::Ron => ron(folder, options.frameworks, options.seed),
        Format::Csv => csv(folder, options.frameworks, options.seed),
    }
    .with_context(|| format!("cannot write {}", folder.display()))
}

fn ron(folder: &Path, frameworks: usize, seed: u64) -> anyhow::Result<()> {
    for (name, text) in generate::files(frameworks, seed) {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().expect("a file in the folder"))?;
        fs::write(file, text)?;
    }
    Ok(())
}

fn csv(folder: &Path, frameworks: usize, seed: u64) -> anyhow::Result<()> {
    let loaded = generate::graph(frameworks, seed);
    let scope = Scope::new(&loaded.graph);
    fs::create_dir_all(folder)?;
    for table in Table::ALL {
        let file = fs::File::create(folder.join(format!("{}.csv", table.as_str())))?;
        exchange::table_csv(&scope, table, &mut BufWriter::new(file))?;
    }
    Ok(())
}
