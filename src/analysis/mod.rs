//! Applicability, paths, patterns, pairs: pure functions over the model.
//!
//! docs/METHOD.md explains every formula to readers who do not write code. Nothing here reads files, prints, or depends
//! on the number of threads.

mod applicability;
mod gaps;
pub mod lens;
mod network;
mod pairs;
mod patterns;
mod plan;
mod runners;
pub(crate) mod statistics;
mod structure;
pub mod terms;

pub use applicability::{Applicability, Coverage, CoverageState};
pub use gaps::{CoverageRow, GapReport, Grid, GridCell, PairRow, RegionRow, gaps};
pub use network::{Network, Path, Reach, Step};
pub use pairs::{Assessment, Layers, Verdict, assess, conflicts_between};
pub use patterns::{Comparison, Detail, PatternVerdict, Profile, compare};
pub use plan::{Among, Move, PairState, Pick, Plan, PlanOptions, Reasons, Tally, gaps_closed, plan};
pub use structure::{
    Adherence, Bridges, Concentration, Consensus, Cut, Fall, Flow, GlobalSide, Influence, InfluenceRow, LayerShape,
    PageRank, Reference, RegionInfluence, SetConsensus, TermSupport, Tie, bridges, consensus, influence, page_rank,
    side_of,
};
