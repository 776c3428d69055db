//! What every command needs: the graph, the scope, the format, the place to write to.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::Instant;

use anstream::eprintln;
use anyhow::{Context as _, anyhow, bail};
use interlex::load::{self, Loaded};
use interlex::scope::{Area, Scope};

use super::args::Global;
use super::progress;

/// Endings of files and the formats that they mean.
const ENDINGS: [(&str, &str); 26] = [
    ("bib", "bibtex"),
    ("cql", "cypher"),
    ("csv", "csv"),
    ("cypher", "cypher"),
    ("dot", "dot"),
    ("gexf", "gexf"),
    ("graphml", "graphml"),
    ("gv", "dot"),
    ("htm", "html"),
    ("html", "html"),
    ("json", "json"),
    ("jsonl", "jsonl"),
    ("jsonld", "jsonld"),
    ("md", "md"),
    ("mermaid", "mermaid"),
    ("mmd", "mermaid"),
    ("ndjson", "jsonl"),
    ("nt", "ntriples"),
    ("parquet", "parquet"),
    ("pdf", "pdf"),
    ("png", "png"),
    ("svg", "svg"),
    ("tsv", "sssom"),
    ("ttl", "turtle"),
    ("txt", "text"),
    ("xlsx", "xlsx"),
];

/// The global options and when the command began.
pub struct Session<'a> {
    pub global: &'a Global,
    began: Instant,
}

impl<'a> Session<'a> {
    pub fn new(global: &'a Global) -> Self {
        Self { global, began: Instant::now() }
    }

    /// The graph folder in use: the one named, else the current folder, `graph` in it, or the folder around it that is
    /// one; `None` for the embedded graph.
    pub fn folder(&self) -> Option<PathBuf> {
        let near = || [".", "graph"].into_iter().map(PathBuf::from).find(|folder| is_graph(folder));
        self.global.graph.as_deref().map(below_here).or_else(near).or_else(|| graph_around(Path::new(".")))
    }

    /// Loads the graph, sound or not.
    pub fn load(&self) -> anyhow::Result<Loaded> {
        let folder = self.folder();
        let loaded = match &folder {
            Some(folder) => {
                let observer = progress::observer(self.global.quiet);
                load::folder_watched(folder, observer).context("cannot load the graph")?
            }
            None => load::embedded(),
        };
        progress::clear();
        if self.global.verbose {
            let place = folder.map_or("the embedded graph".to_owned(), |folder| folder.display().to_string());
            let (nodes, links) = (loaded.graph.nodes().len(), loaded.graph.links().len());
            let elapsed = self.began.elapsed().as_secs_f64() * 1000.0;
            eprintln!("interlex: {nodes} nodes and {links} links from {place}, in {elapsed:.1} ms");
        }
        Ok(loaded)
    }

    /// Loads a graph that answers can be drawn from: a broken one would give wrong answers.
    pub fn load_sound(&self) -> anyhow::Result<Loaded> {
        let loaded = self.load()?;
        if !loaded.is_sound() {
            let first = loaded.diagnostics.first().map(|diagnostic| diagnostic.message.clone()).unwrap_or_default();
            let folder = self.folder().unwrap_or_default();
            bail!(
                "the graph in {} has {} problems, the first being: {first}\n  `interlex check --graph {0}` shows all with their places",
                folder.display(),
                loaded.diagnostics.len(),
            );
        }
        Ok(loaded)
    }

    /// The scope that the global options ask for.
    pub fn scope<'g>(&self, loaded: &'g Loaded) -> anyhow::Result<Scope<'g>> {
        let mut scope = Scope::new(&loaded.graph).watched_by(progress::observer(self.global.quiet));
        if let Some(day) = self.global.as_of {
            scope = scope.on(day);
        }
        if let Some(layer) = self.global.layer {
            scope = scope.in_layer(layer);
        }
        if let Some(topic) = &self.global.topic {
            scope = scope.about(topic)?;
        }
        Ok(scope)
    }

    /// The format that is asked for by name, or by the ending of the output file, whether or not there is one of it.
    pub fn wanted(&self) -> Option<&str> {
        let ending = || self.global.output.as_ref()?.extension()?.to_str();
        let wanted = self.global.format.as_deref().or_else(ending)?;
        Some(meant_by(&wanted.to_lowercase()).unwrap_or(wanted))
    }

    /// The format asked for, which must be one of `allowed`; without `--format` that of the output file's ending, else the
    /// first.
    pub fn format(&self, allowed: &[&'static str]) -> anyhow::Result<&'static str> {
        let find = |wanted: &str| allowed.iter().find(|format| format.eq_ignore_ascii_case(wanted)).copied();
        if let Some(wanted) = &self.global.format {
            return find(wanted)
                .or_else(|| find(meant_by(&wanted.to_lowercase())?))
                .ok_or_else(|| unknown(wanted, allowed));
        }
        let ending = self.global.output.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
        let Some(ending) = ending.map(str::to_lowercase) else { return Ok(allowed[0]) };
        match find(&ending).or_else(|| find(meant_by(&ending)?)) {
            Some(format) => Ok(format),
            None if ENDINGS.iter().any(|(known, format)| *known == ending || *format == ending) => {
                bail!("this command writes no {ending}; it writes {}", allowed.join(", "))
            }
            None => Ok(allowed[0]),
        }
    }
}

/// The format that an ending means.
fn meant_by(ending: &str) -> Option<&'static str> {
    ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format)
}

fn unknown(wanted: &str, allowed: &[&'static str]) -> anyhow::Error {
    let distance = |name: &str| strsim::damerau_levenshtein(name, &wanted.to_lowercase());
    let near = allowed.iter().min_by_key(|name| distance(name)).filter(|name| distance(name) * 3 <= name.len());
    let hint = near.map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
    anyhow!("there is no format `{wanted}` here{hint}; this command writes {}", allowed.join(", "))
}

/// Whether this is a graph folder.
pub fn is_graph(folder: &Path) -> bool {
    folder.join("graph.ron").is_file()
}

/// The graph folder that a path is or lies in, as it is seen from the current folder: above that, by as many `..`.
pub fn graph_around(path: &Path) -> Option<PathBuf> {
    // What climbs is not below every folder that its name begins with.
    let climbs = path.components().any(|part| part == Component::ParentDir);
    let whole = fs::canonicalize(path).ok();
    let inside = |root: &Path| {
        whole.as_deref().zip(fs::canonicalize(root).ok()).is_some_and(|(path, root)| path.starts_with(root))
    };
    let found = path.ancestors().map(|above| if above.as_os_str().is_empty() { Path::new(".") } else { above });
    if let Some(root) = found.filter(|root| is_graph(root)).find(|root| !climbs || inside(root)) {
        return Some(root.to_owned());
    }
    let here = std::env::current_dir().ok().filter(|_| path.is_relative())?;
    let (up, root) = here.ancestors().skip(1).enumerate().find(|(_, above)| is_graph(above))?;
    inside(root).then(|| std::iter::repeat_n("..", up + 1).collect())
}

/// A folder below the current one by its relative path: findings name files as the repository does, also where a runner
/// passes absolute paths.
pub fn below_here(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let below = here.as_deref().and_then(|here| folder.strip_prefix(here).ok());
    let below = below.map(|below| if below.as_os_str().is_empty() { Path::new(".") } else { below });
    below.unwrap_or(folder).to_owned()
}

/// A region and its partner, between which or within which there must be a pair.
pub fn areas(scope: &Scope<'_>, region: &str, with: Option<&str>) -> anyhow::Result<(Area, Option<Area>)> {
    let area = scope.area(region)?;
    let with = with.map(|with| scope.area(with)).transpose()?;
    if with.is_none() && area.members.len() < 2 {
        bail!("{} is one jurisdiction: name a partner with --with, or a region of several", area.name);
    }
    Ok((area, with))
}
