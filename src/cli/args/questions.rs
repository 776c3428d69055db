//! Options of the commands that answer questions about jurisdictions and frameworks.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use interlex::model::Change;
use jiff::civil::Date;

use super::parse_day;
use crate::cli::assumed;

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

/// Options of `census`.
#[derive(Debug, ClapArgs)]
pub struct Census {
    /// Only frameworks made in this region, bloc or comma list
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// How many pairs of frameworks to list as nearest and furthest, and how many pairs of jurisdictions
    #[arg(long, value_name = "K", default_value_t = 10, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=1000))]
    pub top: usize,
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

/// Options of `crosswalk`.
#[derive(Debug, ClapArgs)]
pub struct Crosswalk {
    /// The first framework
    #[arg(value_name = "A")]
    pub a: String,
    /// The second framework
    #[arg(value_name = "B")]
    pub b: String,
    /// Only chains of mappings that go through this framework
    #[arg(long, value_name = "ID")]
    pub via: Option<String>,
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
    /// Only links that the data already records as recommended, proposed or possible, by the mechanism it names
    #[arg(long, value_name = "WHICH", value_enum)]
    pub only: Option<Only>,
    /// Also between texts without a common topic, and texts that name aims alone
    #[arg(long, conflicts_with = "only")]
    pub all_texts: bool,
    /// From which verdict on a gap is closed
    #[arg(long, value_name = "VERDICT", value_enum, default_value = "bridged")]
    pub until: Until,
}

/// Which links may be planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Only {
    /// Those that the data recommends, proposes or calls possible
    Recommended,
}

/// From which verdict on a gap is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Until {
    /// A chain that can be worked with
    Bridged,
    /// A chain that can be relied on
    Aligned,
}

/// Options of `simulate`.
#[derive(Debug, ClapArgs)]
pub struct Simulate {
    /// The profile of the system; `-` is standard input
    #[arg(value_name = "PROFILE")]
    pub profile: PathBuf,
}

/// Options of `whatif`.
#[derive(Debug, ClapArgs)]
pub struct WhatIf {
    /// A link begins: FROM,TO,alignment|reference|conflict,MECHANISM,LAYER[,LAYER]
    #[arg(long, value_name = "LINK", value_parser = assumed::parse_add)]
    pub add: Vec<Change>,
    /// A conflict begins: FROM,TO,KIND,LAYER[,LAYER]
    #[arg(long, value_name = "LINK", value_parser = assumed::parse_conflict)]
    pub conflict: Vec<Change>,
    /// Everything between two nodes ends, membership too: FROM,TO
    #[arg(long, value_name = "ENDS", value_parser = assumed::parse_drop)]
    pub drop: Vec<Change>,
    /// A framework ceases to apply
    #[arg(long, value_name = "ID", value_parser = assumed::parse_repeal)]
    pub repeal: Vec<Change>,
    /// A bill, draft or adopted text enters into force
    #[arg(long, value_name = "ID", value_parser = assumed::parse_adopt)]
    pub adopt: Vec<Change>,
    /// A jurisdiction joins: WHO,FRAMEWORK[,ACT]; without an act it signs treaties and agreements and adheres to the rest
    #[arg(long, value_name = "WHO", value_parser = assumed::parse_join)]
    pub join: Vec<Change>,
    /// Changes from a file (see `scenarios/`)
    #[arg(long, value_name = "FILE")]
    pub scenario: Vec<PathBuf>,
    /// Only pairs of this region, bloc or comma list; without it, of all countries and territories
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Compare with this region instead of within the region
    #[arg(long, value_name = "REGION")]
    pub with: Option<String>,
}

/// Options of `diff`.
#[derive(Debug, ClapArgs)]
pub struct Diff {
    /// The first day (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Date,
    /// The second day; without it, the data's own date
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub to: Option<Date>,
    /// Only this region, bloc or comma list; without it, all countries and territories
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Compare with this region instead of within the region
    #[arg(long, value_name = "REGION")]
    pub with: Option<String>,
}
