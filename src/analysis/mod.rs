//! Applicability, paths, patterns, pairs: pure functions over the model.
//!
//! docs/METHOD.md explains every formula to readers who do not write code. Nothing here reads files, prints, or depends
//! on the number of threads.

mod applicability;
mod best;
mod census;
mod crosswalk;
mod difference;
mod gaps;
pub mod lens;
mod network;
mod pairs;
mod patterns;
mod plan;
mod portrait;
mod reach;
mod regions;
mod runners;
mod scenario;
mod shuffle;
pub mod simulate;
pub(crate) mod statistics;
mod structure;
pub mod terms;
mod timeline;

pub use applicability::{Applicability, Coverage, CoverageState};
pub use best::best_paths;
pub use census::{Census, Entry, LayerTally, PlaceTally, Standing, Tallies, VerdictCounts, census, tally};
pub(crate) use crosswalk::is_mapping;
pub use crosswalk::{
    Crosswalk, CrosswalkRow, CrosswalkSide, MappingChain, MappingStep, ProvisionCoverage, compose, converse, crosswalk,
};
pub use difference::{
    CoreMove, Counts, CoverageMove, Difference, Direction, Event, Happening, Moment, Move, RankMove, StructureChange,
    difference, events, structure_change,
};
pub use gaps::{CoverageRow, GapReport, Grid, GridCell, PairRow, RegionRow, coverage, gaps};
pub use network::{Chain, Network, Path, Step};
pub use pairs::{Assessment, Layers, Verdict, assess, conflicts_between};
pub use patterns::{Comparison, Detail, PatternVerdict, Profile, compare};
pub use plan::{Among, Lift, PairState, Pick, Plan, PlanOptions, Reasons, Tally, gaps_closed, plan};
pub use portrait::{MOST_PORTRAITS, Portrait, Scale, Spread, Subject, TermRow, portrait, term_rows};
pub use reach::Reach;
pub use regions::{Family, RegionLinks, RegionPair, region_links, region_of};
pub use scenario::{Applied, ChangeProblem, Effect, ScenarioError, apply};
pub use structure::{
    Adherence, Attack, Between, Bridges, Communities, Concentration, Consensus, Criterion, Cut, Fall, Flow, GlobalSide,
    Group, Influence, InfluenceRow, Joint, LayerRobustness, LayerShape, Lot, Member, PageRank, Partition, Reference,
    RegionInfluence, Robustness, SetConsensus, Stage, TermSupport, Tie, betweenness, bridges, communities, consensus,
    influence, page_rank, partition, robustness, shapes, side_of,
};
pub use timeline::{Instrument, Milestone, Stretch, Timeline, timeline};
