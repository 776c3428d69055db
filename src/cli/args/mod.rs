//! The commands and their options.

mod data;
mod pictures;
mod questions;
mod structure;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};
use interlex::analysis::{Criterion, Family};
use interlex::model::Layer;
use jiff::civil::Date;

pub use data::*;
pub use pictures::*;
pub use questions::*;
pub use structure::*;

use super::new::New;

const EXAMPLES: &str = "\
Examples:
  interlex map -o out/map.svg                      the interoperability map of everything
  interlex gaps --region asean --with eu           where ASEAN and the EU fail to meet, and why
  interlex path singapore us --layer technical     the strongest chain between two jurisdictions
  interlex compare eu-ai-act us-nist-ai-rmf        the six patterns side by side
  interlex check graph/                            lint the data, for editors and CI

Answers come from the graph in --graph DIR, else from ./graph, else from the one embedded in the program.
A research aid, not legal advice.";

const WHATIF_HELP: &str = "\
Formats: text (default), md, html, json, csv (the verdicts that move).

Changes take effect together, on the day asked about (--as-of). Each option may be given several times; ids, names and
aliases are accepted, but no commas in them. What is assumed rests on no source and is marked as assumed.

Examples:
  interlex whatif --add asean-ai-guide,eu-ai-act,alignment,joint-mapping,technical
  interlex whatif --as-of 2024-12-01 --repeal us-eo-14110 --region united-states --with g7
  interlex whatif --adopt br-pl-2338 --join br,oecd-ai-principles,endorsed --region latin-america
  interlex whatif --scenario scenarios/asean-eu-joint-mapping.ron --region asean --with eu --format md";

const QUERY_HELP: &str = "\
SPARQL 1.1 queries, where the program was built with the feature sparql. Nothing is fetched and nothing is changed.
docs/VOCABULARY.md lists the classes and properties. Declared already: id: (the base, as in id:eu-ai-act), interlex:, eli:,
dpv:, skos:, sssom:, prov:, dcat:, dcterms:, dc:, foaf:, org:, owl:, rdf:, rdfs:, semapv:, xsd:.

Formats: text (default), md, html, csv, json (the W3C's formats of results); turtle (default) and ntriples for triples.

Examples:
  interlex query --list
  interlex query conflicts
  interlex query questions.rq --format csv -o answer.csv
  interlex query - <<< 'SELECT ?law { ?law a dpv:Law ; dpv:hasJurisdiction id:kenya }'
  interlex query - <<< 'DESCRIBE id:sg-ai-verify'";

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
        after_help = "Formats: svg (default), html, dot, png, pdf.\n\nExamples:\n  interlex map -o out/map.svg\n  interlex map --region asean -o out/asean.svg\n  interlex map --focus eu-ai-act --depth 1 -o -\n  interlex map --style ring -o out/ring.svg\n  interlex map --by layer -o out/layers.svg\n  interlex map --engine fdp -o out/map-fdp.svg"
    )]
    Map(Map),
    /// Draw what is recorded where, a square for each jurisdiction, a map for each layer
    #[command(
        after_help = "Formats: svg (default), html, text, md, json, csv, png, pdf.\n\nExamples:\n  interlex coverage -o out/coverage.svg\n  interlex coverage --layer data -o out/data.pdf\n  interlex coverage --region africa --format csv"
    )]
    Coverage(Coverage),
    /// Draw who meets whom in each layer, jurisdiction by jurisdiction or region by region
    #[command(
        after_help = "Formats: svg (default), html, json, csv, png, pdf.\n\nWithout --by, regions are drawn where the names of the jurisdictions would be too small to read on A3 paper.\n\nExamples:\n  interlex matrix -o out/matrix.svg\n  interlex matrix --region asean -o out/asean-matrix.svg\n  interlex matrix --region africa --with eu --layer data -o out/africa-eu.png\n  interlex matrix --region asia --by region --format csv\n  interlex matrix --region asean --by pattern -o out/asean-patterns.svg"
    )]
    Matrix(Matrix),
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
    /// Compare two frameworks provision by provision, through recorded mappings
    #[command(
        after_help = "Formats: text (default), md, html, json, csv; xlsx where the program was built with that feature.\n\nExamples:\n  interlex crosswalk us-nist-ai-rmf iso-iec-42001\n  interlex crosswalk sg-ai-verify iso-iec-42001 --via us-nist-ai-rmf --format md\n  interlex crosswalk eu-ai-act eu-gdpr --format csv -o out/crosswalk.csv"
    )]
    Crosswalk(Crosswalk),
    /// Plan the new links that would close the most gaps of a region
    #[command(
        after_help = "A gap is a pair of jurisdictions, assessed on both sides of a layer, that is unlinked or weak.\n\nFormats: text (default), md, html, json, csv.\n\nExamples:\n  interlex plan --region asean --with eu --budget 3\n  interlex plan --region africa --layer data --mechanism mutual-recognition\n  interlex plan --region world --only recommended --format json -o plan.json"
    )]
    Plan(Plan),
    /// Compare all frameworks pair by pair: how often which verdict, between whom, and the nearest and furthest pairs
    #[command(
        after_help = "Formats: text (default), md, html, json, csv (the counts).\n\nExamples:\n  interlex census\n  interlex census --region africa --layer data --top 5\n  interlex census --format csv -o census.csv"
    )]
    Census(Census),
    /// Rank the frameworks by how much others lean on them, and say who leans on whom
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex influence\n  interlex influence --layer data --top 10\n  interlex influence --region africa --format csv -o influence.csv"
    )]
    Influence(Influence),
    /// Count who names which objectives and principles: the shared core, and who stands outside
    #[command(
        after_help = "Formats: text (default), md, html, json, csv; svg, png, pdf (ranked bars).\n\nExamples:\n  interlex consensus\n  interlex consensus --region asean -o out/asean-consensus.svg\n  interlex consensus --layer technical --format json -o consensus.json"
    )]
    Consensus(Consensus),
    /// Find the links, frameworks and institutions whose loss would leave jurisdictions without any chain
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex bridges\n  interlex bridges --layer technical --top 5\n  interlex bridges --format csv -o bridges.csv"
    )]
    Bridges(Bridges),
    /// Find the groups of frameworks and institutions that hang together, and who brokers between them
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex communities\n  interlex communities --layer technical --top 5\n  interlex communities --format csv -o communities.csv"
    )]
    Communities(Communities),
    /// Take away the most important frameworks and institutions, and count which jurisdictions stay joined
    #[command(
        after_help = "Formats: text (default), md, html, json, csv.\n\nExamples:\n  interlex robustness\n  interlex robustness --by betweenness --top 5 --layer legal\n  interlex robustness --format csv -o robustness.csv"
    )]
    Robustness(Robustness),
    /// Draw when frameworks were proposed, adopted, in force and over, region by region
    #[command(
        after_help = "Formats: svg (default), html, text, md, json, csv, png, pdf.\n\nExamples:\n  interlex timeline -o out/timeline.svg\n  interlex timeline --region asean --from 2018 -o out/asean-timeline.svg\n  interlex timeline --topic liability --format md\n  interlex timeline --from 2024-01 --to 2024-06 --format csv"
    )]
    Timeline(Timeline),
    /// Ask what reaches an AI system at home and in each target, and what evidence can be reused
    #[command(
        after_help = "Formats: text (default), md, html, json, csv (a row an obligation).\n\nA profile names uses, sectors, traits and data (`interlex list traits`), roles, a home and targets; see profiles/ and METHOD.md.\n\nExamples:\n  interlex simulate profiles/hiring-sg-eu.ron\n  interlex simulate profiles/credit-ke-eu.ron --as-of 2027-12-03\n  interlex simulate profiles/chatbot-us-jp-kr.ron --format html -o chatbot.html\n  interlex simulate - --format csv < profile.ron"
    )]
    Simulate(Simulate),
    /// Show what would change if links, laws or parties came or went
    #[command(after_help = WHATIF_HELP)]
    Whatif(WhatIf),
    /// Show what changed between two days: instruments, links, parties, and the verdicts that moved
    #[command(
        after_help = "Formats: text (default), md, html, json, csv (the verdicts that moved).\n\nBoth days are seen with what the data knows now. A region stands for its members on either day.\n\nExamples:\n  interlex diff --from 2024-01-01\n  interlex diff --from 2024-01-01 --to 2025-01-01 --region asean\n  interlex diff --from 2023-07-01 --region africa --with eu --layer data --format md"
    )]
    Diff(Diff),
    /// Draw the six patterns of frameworks, jurisdictions or regions: where they stand, and who names what
    #[command(
        after_help = "Formats: svg (default), html, json, csv, png, pdf.\n\nA region (africa) or a comma list shows how its members are spread. A bloc stands for itself, or for its members with --members.\n\nExamples:\n  interlex profile eu-ai-act us-nist-ai-rmf sg-model-ai-framework -o out/profile.svg\n  interlex profile singapore japan --layer technical -o out/profile.svg\n  interlex profile africa asean --members --format csv"
    )]
    Profile(Profile),
    /// Draw how many links run within and between regions
    #[command(
        after_help = "Formats: svg (default), html, json, csv, png, pdf.\n\nExamples:\n  interlex chord -o out/chord.svg\n  interlex chord --relation alignment --layer technical -o out/chord.svg\n  interlex chord --format csv"
    )]
    Chord(Chord),
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
        after_help = "Formats: text (default), md, html; rules of the check also json.\n\nExamples:\n  interlex explain framework_unlinked\n  interlex explain legal-tension-maturity\n  interlex explain joint_mapping\n  interlex explain list"
    )]
    Explain(Explain),
    /// Lint the data: exit code 1 if anything must be put right
    #[command(
        after_help = "Formats: human (default), json (one object a line), sarif (code scanning), github (annotations), junit (test reports).\n\nLevels, thresholds, exemptions and the baseline stand in interlex.toml, in the graph folder or above it; docs/CHECK.md explains it.\n\nExamples:\n  interlex check\n  interlex check graph/frameworks/sg\n  interlex check --fix --dry-run                  what would be put right\n  interlex check --fix graph/frameworks/uk\n  interlex check --since origin/main              hold new and changed entries to more\n  interlex check --write-baseline baseline.jsonl\n  interlex check --baseline baseline.jsonl\n  interlex check --format json -o findings.jsonl\n  interlex check --format sarif -o findings.sarif"
    )]
    Check(Check),
    /// Write files in the one way that all are written; comments and values stay as they are
    #[command(
        after_help = "Files are changed where they stand; what is not valid is left alone and reported. The order of fields and entries is yours: `interlex check --fix` sorts lists whose order means nothing. Scenarios and profiles can be named too.\n\nExit codes: 0 done, 1 with --check if files would change, 2 if one could not be read or written.\n\nExamples:\n  interlex fmt\n  interlex fmt graph/frameworks/uk scenarios\n  interlex fmt --check --diff\n  interlex fmt - < draft.ron"
    )]
    Fmt(Fmt),
    /// Look up every locator in copies of the sources, and make sure that no sentence was copied
    #[command(
        after_help = "Copies may be plain text, Markdown or HTML (by the ending .html or .htm).\nFormats: human (default), json (one object a line), sarif, github, junit.\n\nExamples:\n  interlex verify-evidence --source pnai-2024=downloads/pnai-2024.txt"
    )]
    VerifyEvidence(VerifyEvidence),
    /// Write the graph in another format
    #[command(after_help = super::export::HELP)]
    Export(Export),
    /// Answer a SPARQL query over the graph as RDF
    #[command(after_help = QUERY_HELP)]
    Query(Query),
    /// Make a graph folder of what others wrote, and say what was lost
    #[command(after_help = super::import::HELP)]
    Import(super::import::Import),
    /// Begin an entry: ask what is needed, put it where it belongs, and say what the check would still want
    #[command(
        after_help = "On a terminal everything that is missing is asked for; elsewhere it is named in the error. Ids, names and aliases are read against the graph in use.\n\nExamples:\n  interlex new framework\n  interlex new institution --help\n  interlex new graph my-graph --title \"AI rules of the Pacific\" --as-of 2026-11-01"
    )]
    New(New),
    /// Print the JSON Schema of a kind of record or answer, or a record as JSON of that shape
    #[command(
        after_help = "Without a name, all are listed. `graph` and `profile` are records; the answers of these names are output/graph and output/profile, and `output/` may be left out elsewhere. The schemas stand in schema/ too; schema/README.md says what they are good for, docs/STABILITY.md what is promised.\n\nExamples:\n  interlex schema\n  interlex schema framework -o framework.schema.json\n  interlex schema framework --of graph/frameworks/sg/sg-ai-verify.ron\n  interlex schema output/gaps -o gaps.schema.json\n  interlex schema shacl -o interlex.shacl.ttl     for the RDF that export writes\n  interlex schema interlex-toml                   for editors of interlex.toml"
    )]
    Schema(Schema),
    /// Write the explorer: a folder of pages that work offline
    #[command(
        after_help = "Without -o the pages go to out/site. An earlier site there is replaced as a whole; any other folder is left alone.\n\nExamples:\n  interlex site -o out/site\n  interlex site --as-of 2024-12-01 -o out/site-2024"
    )]
    Site(Site),
    /// Print the completion script of a shell
    #[command(
        after_help = "Examples:\n  interlex completions bash -o ~/.local/share/bash-completion/completions/interlex\n  interlex completions zsh -o ~/.zfunc/_interlex\n  interlex completions fish -o ~/.config/fish/completions/interlex.fish"
    )]
    Completions(Completions),
    /// Print the manual page of a command, or write all pages into a folder
    #[command(
        after_help = "Examples:\n  interlex man gaps | man -l -\n  interlex man new framework\n  interlex man -o ~/.local/share/man/man1"
    )]
    Man(Manual),
}

fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write the day as YYYY-MM-DD, for example 2024-12-01".to_owned())
}

pub(super) fn parse_layer(text: &str) -> Result<Layer, String> {
    let wanted = text.to_lowercase();
    (Layer::ALL.into_iter().find(|layer| layer.as_str() == wanted))
        .ok_or_else(|| "the layers are legal, technical and data".to_owned())
}

fn parse_family(text: &str) -> Result<Family, String> {
    let wanted = text.to_lowercase();
    (Family::ALL.into_iter().find(|family| family.as_str() == wanted))
        .ok_or_else(|| "the relations are alignment, reference and conflict".to_owned())
}

fn parse_criterion(text: &str) -> Result<Criterion, String> {
    let wanted = text.to_lowercase();
    (Criterion::ALL.into_iter().find(|criterion| criterion.as_str() == wanted))
        .ok_or_else(|| "the measures are degree, weight, betweenness and pairs".to_owned())
}
