//! Topic lenses: what a gap report adds where it is asked about liability, the environment or labour.
//!
//! A lens reads entries that say themselves what they are about (liability regimes, `covers`), so it looks at every
//! framework of the layers and the day, whatever topics are recorded for it.

mod covers;
mod liability;

use crate::analysis::GapReport;
use crate::model::{Framework, Modality, NodeIx, Status};
use crate::scope::Scope;

pub use covers::{CoverRow, EnvironmentLens, LabourLens};
pub use liability::{LiabilityLens, MatterRow, RegimeRow, Shopping, Strictest, strictness};
pub(super) use liability::{proposals, regimes_of};

/// What a topic adds to a gap report.
#[derive(Debug, Clone, PartialEq)]
pub enum Lens<'g> {
    /// `--topic liability`: regimes by jurisdiction, and where they differ for the same matter.
    Liability(LiabilityLens<'g>),
    /// `--topic environment`: stages of the value chain against metrics and indicators.
    Environment(EnvironmentLens<'g>),
    /// `--topic labour`: protections of workers and the instruments that name them.
    Labour(LabourLens<'g>),
}

impl<'g> Lens<'g> {
    /// The lens for the topic asked about; `None` where no topic is asked about or the topic has no lens.
    ///
    /// Takes time linear in the jurisdictions of the report times what applies in them, plus the pairs of the report.
    pub fn of(scope: &Scope<'g>, report: &GapReport) -> Option<Self> {
        let graph = scope.graph();
        let topic = graph.vocabularies().topics.members(scope.topic()?).next()?;
        let scope = scope.whatever_topic();
        Some(match topic.id.as_str() {
            "liability" => Self::Liability(LiabilityLens::of(&scope, report)),
            "environment" => Self::Environment(EnvironmentLens::of(&scope, report)),
            "labour" => Self::Labour(LabourLens::of(&scope, report)),
            _ => return None,
        })
    }
}

/// The jurisdictions of a report, ascending.
fn members(report: &GapReport) -> Vec<NodeIx> {
    let mut members: Vec<NodeIx> = report.coverage.iter().map(|row| row.jurisdiction).collect();
    members.sort_unstable();
    members.dedup();
    members
}

/// A framework seen on the day, with how real it is: `Existing` in effect, `Proposed` before that. What is over, and
/// what is not there yet, is not seen.
fn standing<'g>(scope: &Scope<'g>, ix: NodeIx) -> Option<(&'g Framework, Modality)> {
    let graph = scope.graph();
    let framework = graph.node(ix).framework()?;
    if !scope.sees(ix) {
        return None;
    }
    if scope.applies(ix) {
        return Some((framework, Modality::Existing));
    }
    let ahead = matches!(graph.status_on(ix, scope.day())?, Status::Proposed | Status::Draft | Status::Adopted);
    ahead.then_some((framework, Modality::Proposed))
}
