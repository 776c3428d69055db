//! Options of the commands that look things up, check them and hand them on.

use std::path::PathBuf;

use clap::Args as ClapArgs;

/// Options of `show`.
#[derive(Debug, ClapArgs)]
pub struct Show {
    /// Id, name or alias
    #[arg(value_name = "ID")]
    pub node: String,
}

/// Options of `list`.
#[derive(Debug, ClapArgs)]
pub struct ListArgs {
    /// What to list: frameworks, institutions, regulators, standards-bodies, forums, jurisdictions, nodes, links, sources,
    /// regions, topics, objectives, principles, traits, concepts or terms
    #[arg(value_name = "KIND")]
    pub kind: String,
    /// Only what belongs to this region, bloc or comma list
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Only this type of framework, institution, jurisdiction, concept, or this relation, mechanism or modality of links
    #[arg(long = "type", value_name = "TYPE")]
    pub kind_filter: Option<String>,
    /// Only frameworks with this status
    #[arg(long, value_name = "STATUS")]
    pub status: Option<String>,
}

/// Options of `explain`.
#[derive(Debug, ClapArgs)]
pub struct Explain {
    /// A rule, concept, mechanism or verdict; `list` names all, `rules` explains all rules
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Options of `check`.
#[derive(Debug, ClapArgs)]
pub struct Check {
    /// Files or folders to report on; a graph folder checks all of it, a file that can be imported is checked as it stands
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Check files that others wrote in this format (see `interlex import --help`)
    #[arg(long, value_name = "FORMAT")]
    pub import: Option<String>,
    /// What the keys and types of an imported file mean
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Put right what can only have been meant one way, format the files, and show what changed
    #[arg(long)]
    pub fix: bool,
    /// With --fix: show what would change, and write nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Hold entries that are new or changed since this git revision to stricter levels
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// Hide the findings recorded in this file
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Record today's findings in this file, to be hidden from now on
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "since"])]
    pub write_baseline: Option<PathBuf>,
    /// The configuration, instead of the interlex.toml beside the graph
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Use no configuration
    #[arg(long)]
    pub no_config: bool,
}

/// Options of `fmt`.
#[derive(Debug, ClapArgs)]
pub struct Fmt {
    /// Files or folders to format; without them, the graph; `-` reads standard input and writes standard output
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Change nothing; list the files that would change, and end with 1 if there are any
    #[arg(long)]
    pub check: bool,
    /// Show what changes
    #[arg(long)]
    pub diff: bool,
}

/// Options of `verify-evidence`.
#[derive(Debug, ClapArgs)]
pub struct VerifyEvidence {
    /// A source and a file with its text; may be given several times
    #[arg(long = "source", value_name = "ID=FILE", required = true)]
    pub sources: Vec<String>,
}

/// Options of `export`.
#[derive(Debug, ClapArgs)]
pub struct Export {
    /// Which table, where a format has several: nodes, edges, sources or graph (the data set itself)
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
    /// Also what is over on the day, or has not begun: everything that is recorded
    #[arg(long)]
    pub all_dates: bool,
    /// What the IRIs of RDF begin with, instead of `urn:interlex:`: an absolute IRI that ends with / or :
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,
    /// Write what other engines need to compare all pairs and find best chains, in folders by this (parquet; docs/SCALE.md)
    #[arg(long, value_name = "COLUMN", value_enum, conflicts_with_all = ["table", "all_dates", "from", "to"])]
    pub partition_by: Option<Partition>,
    /// Only mappings of this framework, which is written first (sssom, oscal, strm)
    #[arg(long, value_name = "ID")]
    pub from: Option<String>,
    /// Only mappings with this framework, which is written second (sssom, oscal, strm)
    #[arg(long, value_name = "ID")]
    pub to: Option<String>,
}

/// Options of `query`.
#[derive(Debug, ClapArgs)]
pub struct Query {
    /// A file with a query, `-` for standard input, or the name of a query that comes along
    #[arg(value_name = "QUERY")]
    pub text: Option<String>,
    /// List the queries that come along
    #[arg(long, conflicts_with = "text")]
    pub list: bool,
    /// Also what is over on the day, or has not begun: everything that is recorded
    #[arg(long)]
    pub all_dates: bool,
    /// What the IRIs of nodes, links and sources begin with, instead of `urn:interlex:`; `id:` stands for it
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,
    /// At most so many rows or triples
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub limit: usize,
    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub timeout: u64,
}

/// By what exported tables are split into folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Partition {
    /// A folder for each layer
    Layer,
    /// A folder for each jurisdiction
    Jurisdiction,
}

/// Options of `schema`.
#[derive(Debug, ClapArgs)]
pub struct Schema {
    /// A kind of record (framework, institution, jurisdictions, sources …) or a form of answer (output/gaps, output/path …); shacl: shapes of the RDF; interlex-toml: the configuration of the check
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Print this record as JSON of the shape that the schema describes
    #[arg(long, value_name = "FILE", requires = "name")]
    pub of: Option<PathBuf>,
}

/// Options of `completions`.
#[derive(Debug, ClapArgs)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// Options of `man`.
#[derive(Debug, ClapArgs)]
pub struct Manual {
    /// The command; without one, the page of the program, or with -o all pages
    #[arg(value_name = "COMMAND", num_args = 0..)]
    pub command: Vec<String>,
}
