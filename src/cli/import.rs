//! `import`: graphs and mappings of others as a graph folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anstream::{eprint, eprintln};
use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use interlex::exchange::import::{
    self, Counts, FORMATS, Format, Imported, MAX_INPUT_BYTES, Options, Report, Summed, summed,
};
use interlex::load::FileKind;
use interlex::model::Id;
use interlex::source::{Files, SourceFile};

use super::Outcome;
use super::folder::{refuse_taken, replace};
use super::input::{shown, within};
use super::output::to_file;
use super::progress;
use super::session::Session;

/// How many sorts of losses the summary tells.
const TOLD: usize = 12;

/// What stands below the options in `import --help`.
pub const HELP: &str = "\
Formats:
  json        the export of this program (schema interlex/graph/1)
  jsonl       the same, one record a line
  csv         its tables, or those of others: a file each, or the folder they stand in
  graphml     its GraphML, or that of NetworkX, igraph, Gephi, yEd
  edges       nodes and links in JSON: NetworkX, D3, Cytoscape, sigma, graphology
  sssom       a mapping set, SSSOM/TSV 1.0 or 1.1; its metadata may stand in a second file, .yml
  oscal       a control mapping collection, OSCAL 1.2, as JSON or YAML
  strm        a set theory relationship mapping (NIST IR 8477, OLIR, Secure Controls Framework) as CSV
  ciso        a mapping set of CISO Assistant; the libraries of the frameworks may follow, for names and requirements

What keys and types mean in a graph of another make is guessed, and told; --map says it (docs/FORMATS.md shows how).
The folder is written completely or not at all. What the graph cannot represent is summed up on standard error and listed
one by one with --report. Vocabularies, regions, scales and concepts are the program's own, or those of --graph DIR.

Examples:
  interlex import json graph.json -o graph-dir/
  interlex import csv tables/ -o graph-dir/
  interlex import edges theirs.json --map mapping.toml --as-of 2026-11-01 -o graph-dir/
  interlex import json - -o graph-dir/ --report losses.json < graph.json
  interlex import sssom set.sssom.tsv set.sssom.yml --as-of 2026-01-31 -o graph-dir/
  interlex import ciso mapping.yaml framework-a.yaml framework-b.yaml -o graph-dir/

docs/FORMATS.md and docs/MAPPINGS.md tell what each format carries, and how a mapping file is written.";

/// Options of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// What the files are
    #[arg(value_name = "FORMAT")]
    pub kind: String,
    /// The files; `-` is standard input, a folder stands for the tables in it
    #[arg(required = true, num_args = 1.., value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Write what could not be represented here, as JSON (schema interlex/import-report/1)
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub meaning: Meaning,
    /// Replace what is in the folder
    #[arg(long)]
    pub force: bool,
}

/// What the user says of the files, for `import` and `check`.
#[derive(Debug, Default, Args)]
pub struct Meaning {
    /// Put PREFIX and a hyphen before the id of every node
    #[arg(long, value_name = "PREFIX", value_parser = parse_id)]
    pub base: Option<Id>,
    /// What the keys and types of a foreign graph mean (TOML or JSON)
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Title of the data set, instead of the one in the files
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Where the imported file is published, for the source that stands for it
    #[arg(long, value_name = "ADDRESS")]
    pub url: Option<String>,
    /// Who published the imported file
    #[arg(long, value_name = "NAME")]
    pub issuer: Option<String>,
}

fn parse_id(text: &str) -> Result<Id, String> {
    Id::new(text).map_err(|error| error.to_string())
}

pub fn run(session: &Session<'_>, options: &Import) -> anyhow::Result<Outcome> {
    let format = format(&options.kind)?;
    let Some(folder) = session.global.output.as_deref().filter(|path| *path != Path::new("-")) else {
        bail!("a graph is a folder of files; name it with -o, such as -o graph-dir/");
    };
    refuse_taken(folder, options.force)?;
    let imported = import(session, format, &options.files, &options.meaning)?;
    let observer = progress::observer(session.global.quiet);
    observer.begin("Writing the graph", imported.texts.len());
    let files = imported.texts.iter().map(|(path, written)| (path.as_str(), written.text.as_str()));
    replace(folder, files.inspect(|_| observer.advance(1)))?;
    progress::clear();
    if let Some(path) = &options.report {
        let report = Report::new(format.name, &imported);
        to_file(path, |file| {
            let mut out = io::BufWriter::new(file);
            serde_json::to_writer_pretty(&mut out, &report)?;
            io::Write::write_all(&mut out, b"\n")?;
            io::Write::flush(&mut out)
        })?;
    }
    if !session.global.quiet {
        tell(&imported);
        eprintln!("{} written to {}", counted(imported.counts), folder.display());
        eprintln!("`interlex check --graph {}` checks it", folder.display());
    }
    Ok(Outcome::Clean)
}

/// The format of this name.
pub fn format(name: &str) -> anyhow::Result<&'static Format> {
    import::format(name).ok_or_else(|| {
        let wanted = name.to_lowercase();
        let distance = |format: &&Format| strsim::damerau_levenshtein(format.name, &wanted);
        let near = FORMATS.iter().min_by_key(distance).filter(|near| distance(near) * 3 <= near.name.len());
        let hint = near.map_or(String::new(), |near| format!(" (did you mean `{}`?)", near.name));
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        anyhow!("there is no import format `{name}`{hint}; there are {}", names.join(", "))
    })
}

/// Reads the files and imports them.
pub fn import(
    session: &Session<'_>,
    format: &Format,
    paths: &[PathBuf],
    meaning: &Meaning,
) -> anyhow::Result<Imported> {
    let mut files = Files::default();
    let mut room = MAX_INPUT_BYTES;
    for path in expanded(paths)? {
        let text = read(&path, room)?;
        room = room.saturating_sub(text.len() as u64);
        files.push(SourceFile::new(shown(&path), text));
    }
    let map = meaning.map.as_deref().map(|path| anyhow::Ok((shown(path), read(path, room)?))).transpose()?;
    let options = Options {
        title: meaning.title.clone(),
        as_of: session.global.as_of,
        base: meaning.base.clone(),
        map,
        shared: session.global.graph.as_deref().map(shared).transpose()?.unwrap_or_default(),
        url: meaning.url.clone(),
        issuer: meaning.issuer.clone(),
    };
    Ok((format.importer)(files, &options)?)
}

/// Says what was taken for granted and what was lost.
pub fn tell(imported: &Imported) {
    for assumption in &imported.assumptions {
        eprintln!("assumed: {assumption}");
    }
    let sums = summed(&imported.losses);
    if sums.is_empty() {
        return;
    }
    eprintln!("not in the graph as they stand: {}", number(imported.losses.len(), "value"));
    for Summed { field, reason, count, kept, first } in sums.iter().take(TOLD) {
        let field = if field.is_empty() { String::new() } else { format!("`{field}`: ") };
        let kept = match kept {
            0 => String::new(),
            all if all == count => ", kept in other words".to_owned(),
            some => format!(", {some} kept in other words"),
        };
        let place = match (first.line, first.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", first.file),
            _ => first.file.clone(),
        };
        eprintln!("  {count} × {field}{reason}{kept} (first at {place})");
    }
    if sums.len() > TOLD {
        eprintln!("  and {} reasons more; --report FILE lists all", sums.len() - TOLD);
    }
    if let Some(mapping) = &imported.mapping {
        eprintln!(
            "types that nothing explains; put a word for each … into a file of these lines, and name it with --map:"
        );
        eprint!("{mapping}");
    }
}

fn counted(counts: Counts) -> String {
    let Counts { frameworks, institutions, jurisdictions, links, sources } = counts;
    [
        number(frameworks, "framework"),
        number(institutions, "institution"),
        number(jurisdictions, "jurisdiction"),
        number(links, "link"),
        number(sources, "source"),
    ]
    .join(", ")
}

pub fn number(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The files meant: a folder stands for the CSV tables in it.
fn expanded(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let failed = || format!("cannot list {}", path.display());
        let entries = fs::read_dir(path).with_context(failed)?.collect::<Result<Vec<_>, _>>().with_context(failed)?;
        let is_table = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let mut tables: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).filter(is_table).collect();
        if tables.is_empty() {
            bail!("{} is a folder without .csv files; name the file to import", path.display());
        }
        tables.sort();
        files.append(&mut tables);
    }
    Ok(files)
}

/// Reads a text of at most `limit` bytes.
fn read(path: &Path, limit: u64) -> anyhow::Result<String> {
    within(path, limit)?.with_context(|| {
        let (shown, most) = (shown(path), MAX_INPUT_BYTES >> 20);
        format!("{shown}: more than {most} MiB are not imported at once; split the graph into several files")
    })
}

/// The files of a graph folder that an import takes over.
fn shared(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    if !folder.join("graph.ron").is_file() {
        bail!("{} has no graph.ron, so it is not a graph folder; name the one that holds it", folder.display());
    }
    let mut shared = Vec::new();
    let mut paths = vec!["scales.ron".to_owned(), "regions.ron".to_owned()];
    for below in ["vocabulary", "concepts", "rules"] {
        let Ok(entries) = fs::read_dir(folder.join(below)) else { continue };
        paths.extend(entries.flatten().map(|entry| format!("{below}/{}", entry.file_name().to_string_lossy())));
    }
    paths.retain(|path| {
        let is_ron = Path::new(path).extension().is_some_and(|ending| ending == "ron");
        is_ron && FileKind::of(path).is_some_and(FileKind::has_default) && folder.join(path).is_file()
    });
    paths.sort();
    for path in paths {
        let text = read(&folder.join(&path), MAX_INPUT_BYTES)?;
        shared.push((path, text));
    }
    Ok(shared)
}
