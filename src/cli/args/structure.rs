//! Options of the commands about the structure of the graph.

use clap::Args as ClapArgs;
use interlex::analysis::Criterion;

use super::parse_criterion;
use crate::cli::picture::Picture;

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
    #[command(flatten)]
    pub picture: Picture,
}

/// Options of `bridges`.
#[derive(Debug, ClapArgs)]
pub struct Bridges {
    /// How many links and how many nodes to list; 10 for reading, all in json and csv
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
}

/// Options of `communities`.
#[derive(Debug, ClapArgs)]
pub struct Communities {
    /// How many groups, brokers and joined groups to list; 10 for reading, all in json and csv
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
}

/// Options of `robustness`.
#[derive(Debug, ClapArgs)]
pub struct Robustness {
    /// What is important: degree (how many others it is linked with), weight (the attention it receives), betweenness (how
    /// many shortest ways lead through it) or pairs (how many pairs of jurisdictions would no longer be bridged without it)
    #[arg(long, value_name = "MEASURE", default_value = "degree", value_parser = parse_criterion)]
    pub by: Criterion,
    /// How many fall in each layer
    #[arg(long, value_name = "K", default_value_t = 10)]
    pub top: usize,
}
