//! Options of the commands that draw.

use clap::Args as ClapArgs;
use interlex::analysis::Family;
use interlex::model::PartialDate;

use super::parse_family;
use crate::cli::picture::Picture;

/// Options of `map`.
#[derive(Debug, ClapArgs)]
pub struct Map {
    /// Only this region, bloc or comma list, and what it is linked with
    #[arg(long, value_name = "REGION", conflicts_with = "focus")]
    pub region: Option<String>,
    /// Only this node and its neighbourhood; a jurisdiction is taken with its texts and institutions
    #[arg(long, value_name = "ID")]
    pub focus: Option<String>,
    /// How many steps around the focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub depth: usize,
    /// How it is drawn: panels (cards of frameworks, the default) or ring (regions as arcs, with the list of conflicts)
    #[arg(long, value_name = "STYLE")]
    pub style: Option<String>,
    /// Draw rings side by side, one for each: layer
    #[arg(long, value_name = "WHAT", conflicts_with = "engine")]
    pub by: Option<String>,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Let an installed Graphviz program lay out and draw: dot, neato, fdp, sfdp, osage, twopi or circo
    #[arg(long, value_name = "ENGINE")]
    pub engine: Option<String>,
    #[command(flatten)]
    pub picture: Picture,
}

/// Options of `coverage`.
#[derive(Debug, ClapArgs)]
pub struct Coverage {
    /// Region, bloc or comma list of jurisdictions
    #[arg(long, value_name = "REGION", default_value = "world")]
    pub region: String,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    #[command(flatten)]
    pub picture: Picture,
}

/// Options of `matrix`.
#[derive(Debug, ClapArgs)]
pub struct Matrix {
    /// Region, bloc or comma list of jurisdictions
    #[arg(long, value_name = "REGION", default_value = "world")]
    pub region: String,
    /// The columns: this region instead of the same one
    #[arg(long, value_name = "REGION")]
    pub with: Option<String>,
    /// What rows and columns are
    #[arg(long, value_name = "WHAT", value_enum)]
    pub by: Option<MatrixBy>,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    #[command(flatten)]
    pub picture: Picture,
}

/// What the rows and columns of a matrix are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum MatrixBy {
    /// Each jurisdiction
    Jurisdiction,
    /// Each region of the map
    Region,
    /// Layers by the six patterns: how the pairs compare in each (svg, png, pdf)
    Pattern,
}

/// Options of `timeline`.
#[derive(Debug, ClapArgs)]
pub struct Timeline {
    /// Only frameworks made in this region, bloc or comma list
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Only frameworks with a date from here on (YYYY, YYYY-MM or YYYY-MM-DD)
    #[arg(long, value_name = "DATE", default_value = "2016")]
    pub from: PartialDate,
    /// … and until here; the last year with a date unless given
    #[arg(long, value_name = "DATE")]
    pub to: Option<PartialDate>,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    #[command(flatten)]
    pub picture: Picture,
}

/// Options of `profile`.
#[derive(Debug, ClapArgs)]
pub struct Profile {
    /// Frameworks, jurisdictions or regions, by id, name or alias; eight at most
    #[arg(required = true, num_args = 1.., value_name = "NAME")]
    pub subjects: Vec<String>,
    /// Show blocs as the spread of their members
    #[arg(long)]
    pub members: bool,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    #[command(flatten)]
    pub picture: Picture,
}

/// Options of `chord`.
#[derive(Debug, ClapArgs)]
pub struct Chord {
    /// Only these relations: alignment, reference or conflict; may be given several times
    #[arg(long, value_name = "RELATION", value_parser = parse_family)]
    pub relation: Vec<Family>,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    #[command(flatten)]
    pub picture: Picture,
}

/// Options of `site`.
#[derive(Debug, ClapArgs)]
pub struct Site {}
