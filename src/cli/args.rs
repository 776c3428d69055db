//! The commands and their options.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};
use interlex::model::Layer;
use jiff::civil::Date;

const EXAMPLES: &str = "\
Examples:
  interlex map -o out/map.svg                      the interoperability map of everything
  interlex gaps --region asean --with eu           where ASEAN and the EU fail to meet, and why
  interlex path singapore us --layer technical     the strongest chain between two jurisdictions
  interlex compare eu-ai-act us-nist-ai-rmf        the six patterns side by side
  interlex check graph/                            lint the data, for editors and CI

Answers come from the graph in --graph DIR, else from ./graph, else from the one embedded in the program.
A research aid, not legal advice.";

/// Where do the world's AI rules fit together, and where do they not?
#[derive(Debug, Parser)]
#[command(name = "interlex", version, after_help = EXAMPLES, max_term_width = 110)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, ClapArgs)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Folder of the graph
    #[arg(long, global = true, value_name = "DIR")]
    pub graph: Option<PathBuf>,
    /// Ask about this day (YYYY-MM-DD) instead of the data's own date
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Only this layer: legal, technical or data
    #[arg(long, global = true, value_name = "LAYER", value_parser = parse_layer)]
    pub layer: Option<Layer>,
    /// Only frameworks and institutions about this topic (`interlex list topics`)
    #[arg(long, global = true, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Form of the answer; each command's help lists its own
    #[arg(long, global = true, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Write here instead of to the terminal; `-` is standard output
    #[arg(short, long, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_enum)]
    pub color: Color,
    /// Say only what was asked for
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say which graph was used and how long it took
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Makes the choice for everything that is written from here on.
    pub fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// What can be asked.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Draw the interoperability map
    #[command(
        after_help = "Formats: svg (default), html, dot; png and pdf with a Graphviz engine.\n\nExamples:\n  interlex map -o out/map.svg\n  interlex map --region asean -o out/asean.svg\n  interlex map --focus eu-ai-act --depth 1 -o -\n  interlex map --engine fdp --format png -o out/map.png"
    )]
    Map(Map),
    /// Report the gaps of a region, within itself or with a partner
    #[command(
        after_help = "Formats: text (default), md, html, json, csv (the pairs only); xlsx where the program was built with that feature.\n\nA region is a named region (africa), a bloc (asean), or a comma list of jurisdictions.\n\nExamples:\n  interlex gaps --region asean\n  interlex gaps --region africa --with eu --layer data\n  interlex gaps --region asia --with eu --topic liability\n  interlex gaps --region kenya,ghana,nigeria --format json -o out/gaps.json"
    )]
    Gaps(Gaps),
    /// Compare frameworks or jurisdictions in the six patterns
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex compare eu-ai-act us-nist-ai-rmf\n  interlex compare singapore japan --layer technical\n  interlex compare eu-ai-act iso-31000 --terms"
    )]
    Compare(Compare),
    /// Find the strongest chain between two jurisdictions in each layer
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex path singapore united-states --layer technical\n  interlex path Brazil EU --format json"
    )]
    Path(PathArgs),
    /// Plan the new links that would close the most gaps of a region
    #[command(
        after_help = "A gap is a pair of jurisdictions, assessed on both sides of a layer, that is unlinked or weak.\n\nFormats: text (default), md, html, json, csv.\n\nExamples:\n  interlex plan --region asean --with eu --budget 3\n  interlex plan --region africa --layer data --mechanism mutual-recognition\n  interlex plan --region world --only recommended --format json -o plan.json"
    )]
    Plan(Plan),
    /// Rank the frameworks by how much others lean on them, and say who leans on whom
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex influence\n  interlex influence --layer data --top 10\n  interlex influence --region africa --format csv -o influence.csv"
    )]
    Influence(Influence),
    /// Count who names which objectives and principles: the shared core, and who stands outside
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex consensus\n  interlex consensus --region asean\n  interlex consensus --layer technical --format json -o consensus.json"
    )]
    Consensus(Consensus),
    /// Find the links, frameworks and institutions whose loss would leave jurisdictions without any chain
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex bridges\n  interlex bridges --layer technical --top 5\n  interlex bridges --format csv -o bridges.csv"
    )]
    Bridges(Bridges),
    /// Show everything recorded of one framework, institution or jurisdiction
    #[command(
        after_help = "Formats: text (default), md, html, json.\n\nExamples:\n  interlex show sg-ai-verify\n  interlex show \"Council of Europe\""
    )]
    Show(Show),
    /// List frameworks, institutions, jurisdictions, links, sources, regions, topics, concepts, terms …
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex list frameworks --region africa --layer data\n  interlex list links --type conflict\n  interlex list sources --format csv -o sources.csv"
    )]
    List(ListArgs),
    /// Explain a rule of the check, a concept of the method, a mechanism or a verdict
    #[command(
        after_help = "Formats: text (default), md, html.\n\nExamples:\n  interlex explain framework_unlinked\n  interlex explain legal-tension-maturity\n  interlex explain joint_mapping\n  interlex explain list"
    )]
    Explain(Explain),
    /// Lint the data: exit code 1 if anything must be put right
    #[command(
        after_help = "Formats: human (default), json (one object a line).\n\nExamples:\n  interlex check\n  interlex check graph/frameworks/sg\n  interlex check --format json -o findings.jsonl"
    )]
    Check(Check),
    /// Look up every locator in copies of the sources, and make sure that no sentence was copied
    #[command(
        after_help = "Copies may be plain text, Markdown or HTML (by the ending .html or .htm).\nFormats: human (default), json (one object a line).\n\nExamples:\n  interlex verify-evidence --source pnai-2024=downloads/pnai-2024.txt"
    )]
    VerifyEvidence(VerifyEvidence),
    /// Write the graph in another format
    #[command(
        after_help = "Formats: json (default); bibtex and csl-json write the sources.\n\nExamples:\n  interlex export --format json -o out/graph.json\n  interlex export --as-of 2024-12-01 --layer technical\n  interlex export --format bibtex -o sources.bib"
    )]
    Export(Export),
    /// Write the explorer: a folder of pages that work offline
    #[command(
        after_help = "Without -o the pages go to out/site. An earlier site there is replaced as a whole; any other folder is left alone.\n\nExamples:\n  interlex site -o out/site\n  interlex site --as-of 2024-12-01 -o out/site-2024"
    )]
    Site(Site),
}

/// Options of `map`.
#[derive(Debug, ClapArgs)]
pub struct Map {
    /// Only this region, bloc or comma list, and what it is linked with
    #[arg(long, value_name = "REGION", conflicts_with = "focus")]
    pub region: Option<String>,
    /// Only this node and its neighbourhood
    #[arg(long, value_name = "ID")]
    pub focus: Option<String>,
    /// How many steps around the focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub depth: usize,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Let an installed Graphviz program lay out and draw: dot, neato, fdp, sfdp, osage, twopi or circo
    #[arg(long, value_name = "ENGINE")]
    pub engine: Option<String>,
}

/// Options of `gaps`.
#[derive(Debug, ClapArgs)]
pub struct Gaps {
    /// Region, bloc or comma list of jurisdictions
    #[arg(long, value_name = "REGION")]
    pub region: String,
    /// Compare with this region instead of within the region
    #[arg(long, value_name = "REGION")]
    pub with: Option<String>,
}

/// Options of `compare`.
#[derive(Debug, ClapArgs)]
pub struct Compare {
    /// Frameworks or jurisdictions, by id, name or alias
    #[arg(required = true, num_args = 2.., value_name = "ID")]
    pub nodes: Vec<String>,
    /// Compare the terms that frameworks define instead of the patterns
    #[arg(long, conflicts_with = "explain")]
    pub terms: bool,
    /// Say how each verdict comes about: the numbers and thresholds behind it
    #[arg(long)]
    pub explain: bool,
}

/// Options of `path`.
#[derive(Debug, ClapArgs)]
pub struct PathArgs {
    /// The first jurisdiction
    #[arg(value_name = "A")]
    pub a: String,
    /// The second jurisdiction
    #[arg(value_name = "B")]
    pub b: String,
    /// Say how each verdict comes about: coverage, factors with their reasons, thresholds
    #[arg(long)]
    pub explain: bool,
    /// How many chains to show in each layer, strongest first
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100))]
    pub top: usize,
}

/// Options of `plan`.
#[derive(Debug, ClapArgs)]
pub struct Plan {
    /// Region, bloc or comma list of jurisdictions
    #[arg(long, value_name = "REGION")]
    pub region: String,
    /// Plan for the pairs with this region instead of those within the region
    #[arg(long, value_name = "REGION")]
    pub with: Option<String>,
    /// How many links at most
    #[arg(long, value_name = "K", default_value_t = 5, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100))]
    pub budget: usize,
    /// How the new links would join two texts (`interlex explain list` has the mechanisms)
    #[arg(long, value_name = "MECHANISM", default_value = "joint-mapping")]
    pub mechanism: String,
    /// Only some of the links that could be made
    #[arg(long, value_name = "WHICH", value_enum)]
    pub only: Option<Only>,
    /// From which verdict on a gap is closed
    #[arg(long, value_name = "VERDICT", value_enum, default_value = "bridged")]
    pub until: Until,
}

/// Which links may be planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Only {
    /// Those that the data records as recommended, proposed or possible, by the mechanism it names
    Recommended,
    /// Those between texts that name requirements or measures, not aims alone
    Mappable,
}

/// From which verdict on a gap is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Until {
    /// A chain that can be worked with
    Bridged,
    /// A chain that can be relied on
    Aligned,
}

/// Options of `influence`.
#[derive(Debug, ClapArgs)]
pub struct Influence {
    /// Only frameworks made in this region, bloc or comma list, and the references that these make
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// How many frameworks to list; 20 for reading, all in json and csv
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
}

/// Options of `consensus`.
#[derive(Debug, ClapArgs)]
pub struct Consensus {
    /// Only this region, bloc or comma list, and the frameworks recorded for its members
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
}

/// Options of `bridges`.
#[derive(Debug, ClapArgs)]
pub struct Bridges {
    /// How many links and how many nodes to list; 10 for reading, all in json and csv
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
}

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
    /// regions, topics, objectives, principles, concepts or terms
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
    /// Files or folders to report on; a graph folder checks all of it
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
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
pub struct Export {}

/// Options of `site`.
#[derive(Debug, ClapArgs)]
pub struct Site {}

fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write the day as YYYY-MM-DD, for example 2024-12-01".to_owned())
}

fn parse_layer(text: &str) -> Result<Layer, String> {
    let wanted = text.to_lowercase();
    (Layer::ALL.into_iter().find(|layer| layer.as_str() == wanted))
        .ok_or_else(|| "the layers are legal, technical and data".to_owned())
}
