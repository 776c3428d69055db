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
mod portrait;
mod regions;
mod runners;
mod shuffle;
pub(crate) mod statistics;
mod structure;
pub mod terms;
mod timeline;

pub use applicability::{Applicability, Coverage, CoverageState};
pub use gaps::{CoverageRow, GapReport, Grid, GridCell, PairRow, RegionRow, gaps};
pub use network::{Network, Path, Reach, Step};
pub use pairs::{Assessment, Layers, Verdict, assess, conflicts_between};
pub use patterns::{Comparison, Detail, PatternVerdict, Profile, compare};
pub use plan::{Among, Move, PairState, Pick, Plan, PlanOptions, Reasons, Tally, gaps_closed, plan};
pub use portrait::{MOST_PORTRAITS, Portrait, Scale, Spread, Subject, TermRow, portrait, term_rows};
pub use regions::{Family, RegionLinks, RegionPair, region_links, region_of};
pub use structure::{
    Adherence, Attack, Between, Bridges, Communities, Concentration, Consensus, Criterion, Cut, Fall, Flow, GlobalSide,
    Group, Influence, InfluenceRow, Joint, LayerRobustness, LayerShape, Lot, Member, PageRank, Partition, Reference,
    RegionInfluence, Robustness, SetConsensus, Stage, TermSupport, Tie, betweenness, bridges, communities, consensus,
    influence, page_rank, partition, robustness, side_of,
};
pub use timeline::{Event, Instrument, Stretch, Timeline, timeline};
