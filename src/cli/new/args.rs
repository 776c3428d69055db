//! The options of `new`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use interlex::model::Layer;

use crate::cli::args::parse_layer;

/// Options of `new`.
#[derive(Debug, ClapArgs)]
pub struct New {
    #[command(subcommand)]
    pub what: What,
}

/// What is begun.
#[derive(Debug, Subcommand)]
pub enum What {
    /// A law, treaty, standard, strategy, guideline …: graph/frameworks/<folder>/<id>.ron
    #[command(
        after_help = "Examples:\n  interlex new framework                               asks for everything, on a terminal\n  interlex new framework --name \"AI Act\" --kind regulation --status in-force --layer legal \\\n    --issuer eu --jurisdiction eu --adopted 2024-06-13 --source eu-ai-act-text --at \"Article 113\" --basis stated \\\n    --link \"reference:builds-on:oecd-ai-principles=The act takes over the definition of an AI system\"\n  interlex new framework --name \"AI Bill\" … --dry-run   shows what would be written"
    )]
    Framework(Box<NewFramework>),
    /// A regulator, standards body or forum: graph/institutions/<folder>/<id>.ron
    #[command(
        after_help = "Examples:\n  interlex new institution\n  interlex new institution --name \"AI Office\" --kind regulator --jurisdiction eu --layer legal \\\n    --source eu-ai-act-text --at \"Article 64\" --link oversees:eu-ai-act=\"The office enforces the act\""
    )]
    Institution(Box<NewInstitution>),
    /// A country, bloc or part of a country: a row of graph/jurisdictions/<table>.ron
    #[command(
        after_help = "Examples:\n  interlex new jurisdiction\n  interlex new jurisdiction --name Tuvalu --kind country --iso TV,TUV --m49 polynesia --g77 --source un-members\n  interlex new jurisdiction --name Bavaria --kind sub-national --parent germany --region europe --source de-basic-law"
    )]
    Jurisdiction(Box<NewJurisdiction>),
    /// A folder of your own to collect in: graph.ron and sources.ron, nothing else yet
    #[command(
        after_help = "Example:\n  interlex new graph my-graph --title \"AI rules of the Pacific\" --as-of 2026-11-01"
    )]
    Graph(NewGraph),
}

/// What all entries have.
#[derive(Debug, ClapArgs)]
pub struct Common {
    /// The official name in English
    #[arg(long, value_name = "TEXT")]
    pub name: Option<String>,
    /// The id; without it one is made of the jurisdiction or body and the name
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// A short label for pictures
    #[arg(long, value_name = "TEXT")]
    pub short: Option<String>,
    /// Another name or acronym that people search for; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub alias: Vec<String>,
    /// A remark; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub note: Vec<String>,
    #[command(flatten)]
    pub evidence: EvidenceOptions,
    /// Ask for what is not given, also where there is no terminal: answers come from standard input, one a line
    #[arg(long)]
    pub interactive: bool,
    /// Show what would be written, and where; write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Where the entry comes from.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Evidence")]
pub struct EvidenceOptions {
    /// The document that says so: an id of `interlex list sources`
    #[arg(long, value_name = "ID", conflicts_with = "new_source")]
    pub source: Option<String>,
    /// Article, section or page
    #[arg(long, value_name = "PLACE")]
    pub at: Option<String>,
    /// Three to eight consecutive words that stand there
    #[arg(long, value_name = "WORDS")]
    pub find: Option<String>,
    /// Whether the source states it or you inferred it [default: inferred]
    #[arg(long, value_name = "BASIS")]
    pub basis: Option<String>,
    /// Enter a document into sources.ron under this id, and cite it
    #[arg(long, value_name = "ID", requires = "source_title")]
    pub new_source: Option<String>,
    /// Title of the new document
    #[arg(long, value_name = "TEXT", requires = "new_source")]
    pub source_title: Option<String>,
    /// Who published it
    #[arg(long, value_name = "TEXT", requires = "new_source")]
    pub source_issuer: Option<String>,
    /// Its official address, beginning with https://
    #[arg(long, value_name = "URL", requires = "new_source")]
    pub source_url: Option<String>,
    /// When it was published: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE", requires = "new_source")]
    pub source_date: Option<String>,
    /// When you read it (YYYY-MM-DD), for a page without a date
    #[arg(long, value_name = "DATE", requires = "new_source")]
    pub source_accessed: Option<String>,
    /// What sort of document it is
    #[arg(long, value_name = "KIND", requires = "new_source")]
    pub source_kind: Option<String>,
}

/// Options of `new framework`.
#[derive(Debug, ClapArgs)]
pub struct NewFramework {
    #[command(flatten)]
    pub common: Common,
    /// Law, regulation, treaty, standard, guideline … (`interlex explain` and CURATION.md list them)
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Proposed, draft, adopted (not yet in force), in-force, published, repealed, withdrawn or lapsed
    #[arg(long, value_name = "STATUS")]
    pub status: Option<String>,
    /// Legal, technical, data: one or several, with commas
    #[arg(long, value_name = "LAYER", value_delimiter = ',', value_parser = parse_layer)]
    pub layer: Vec<Layer>,
    /// Who adopted or published it: ids, with commas
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub issuer: Vec<String>,
    /// Where it applies: ids, with commas
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub jurisdiction: Vec<String>,
    /// The bloc to whose members it is addressed
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub addressed_to: Vec<String>,
    /// Topics (`interlex list topics`), with commas
    #[arg(long, value_name = "TOPIC", value_delimiter = ',')]
    pub topic: Vec<String>,
    /// When it was proposed: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub proposed: Option<String>,
    /// When it was adopted or published
    #[arg(long, value_name = "DATE")]
    pub adopted: Option<String>,
    /// When it entered into force
    #[arg(long, value_name = "DATE")]
    pub in_force: Option<String>,
    /// When it was repealed, withdrawn or lapsed
    #[arg(long, value_name = "DATE")]
    pub ended: Option<String>,
    #[command(flatten)]
    pub patterns: PatternOptions,
    /// A link to another entry: RELATION:MECHANISM:ID=CLAIM; may be given several times
    #[arg(long, value_name = "LINK")]
    pub link: Vec<String>,
    /// Why it has no link, issuer or place
    #[arg(long, value_name = "TEXT")]
    pub exempt: Option<String>,
    /// The folder below graph/frameworks instead of the one that follows from jurisdiction or body
    #[arg(long, value_name = "NAME")]
    pub folder: Option<String>,
}

/// The six patterns, as far as given: recorded as inferred from the source of the entry.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Patterns (recorded as inferred)")]
pub struct PatternOptions {
    /// What it is for (`interlex list objectives`), with commas
    #[arg(long, value_name = "TERM", value_delimiter = ',')]
    pub objective: Vec<String>,
    /// The principles and values it names (`interlex list principles`), with commas
    #[arg(long, value_name = "TERM", value_delimiter = ',')]
    pub principle: Vec<String>,
    /// Who set it going, from top-down to bottom-up
    #[arg(long, value_name = "STEP")]
    pub approach: Option<String>,
    /// Its legal force, from none to binding
    #[arg(long, value_name = "STEP")]
    pub binding: Option<String>,
    /// How far into detail it goes, from general to detailed
    #[arg(long, value_name = "STEP")]
    pub integration: Option<String>,
}

/// Options of `new institution`.
#[derive(Debug, ClapArgs)]
pub struct NewInstitution {
    #[command(flatten)]
    pub common: Common,
    /// Regulator, standards-body or forum
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// What it does, in free words: data protection authority, safety institute …
    #[arg(long, value_name = "TEXT")]
    pub role: Option<String>,
    /// Where it belongs; left out for international bodies
    #[arg(long, value_name = "ID")]
    pub jurisdiction: Option<String>,
    /// The institution that it is part of
    #[arg(long, value_name = "ID")]
    pub parent: Option<String>,
    /// Legal, technical, data: one or several, with commas
    #[arg(long, value_name = "LAYER", value_delimiter = ',', value_parser = parse_layer)]
    pub layer: Vec<Layer>,
    /// Topics (`interlex list topics`), with commas
    #[arg(long, value_name = "TOPIC", value_delimiter = ',')]
    pub topic: Vec<String>,
    /// Existing, proposed or dissolved [default: existing]
    #[arg(long, value_name = "STATUS")]
    pub status: Option<String>,
    /// When it was founded: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// When it was dissolved
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// A link to another entry: oversees:ID=CLAIM, develops:ID=CLAIM or RELATION:MECHANISM:ID=CLAIM
    #[arg(long, value_name = "LINK")]
    pub link: Vec<String>,
    /// The folder below graph/institutions instead of the one that follows from jurisdiction or body
    #[arg(long, value_name = "NAME")]
    pub folder: Option<String>,
}

/// Options of `new jurisdiction`.
#[derive(Debug, ClapArgs)]
pub struct NewJurisdiction {
    #[command(flatten)]
    pub common: Common,
    /// Country, bloc, sub-national, territory or group
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// ISO 3166-1 codes of two and three letters: SG,SGP
    #[arg(long, value_name = "CODES")]
    pub iso: Option<String>,
    /// Countries and territories: the UN M49 sub-region (ids in graph/regions.ron)
    #[arg(long, value_name = "ID")]
    pub m49: Option<String>,
    /// All others: the panel of the map (ids in graph/regions.ron)
    #[arg(long, value_name = "ID")]
    pub region: Option<String>,
    /// The country that a part belongs to
    #[arg(long, value_name = "ID")]
    pub parent: Option<String>,
    /// Whether it is a member of the Group of 77
    #[arg(long)]
    pub g77: bool,
    /// Blocs: ids of the members, with commas
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub member: Vec<String>,
    /// Since when they are: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE", requires = "member")]
    pub member_since: Option<String>,
    /// The file of graph/jurisdictions instead of the one in which its neighbours stand
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
}

/// Options of `new graph`.
#[derive(Debug, ClapArgs)]
pub struct NewGraph {
    /// The folder; new or empty
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// What the data set is called
    #[arg(long, value_name = "TEXT")]
    pub title: String,
    /// Its licence, as an SPDX expression
    #[arg(long, value_name = "LICENCE", default_value = "CC-BY-4.0")]
    pub licence: String,
}
