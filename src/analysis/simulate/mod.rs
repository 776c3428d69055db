//! An AI system against the graph: what reaches it at home and in each target, what is asked of whom, what of the
//! evidence for one text may serve another, and what stands between the places.
//!
//! Everything rests on what is recorded: a framework without `reaches` is not assessed, a tier without a matching entry
//! is unknown, and what depends on it applies only "if". The profile is taken as complete: a trait that it does not name
//! is one that the system does not have.

mod between;
mod demand;
mod reuse;
mod side;

use crate::model::SystemProfile;
use crate::scope::Scope;

pub use between::{FlowAnswer, SystemConflict};
pub use demand::{Bearer, Class, Demand, Duty, Reaching};
pub use reuse::{Bridge, CategoryRow, TextPair};
pub use side::{Placed, Placement, Side, SideKind};

/// A system against the graph.
#[derive(Debug, Clone)]
pub struct Simulation<'g> {
    /// The system.
    pub profile: &'g SystemProfile,
    /// Home, then the targets in the order of the profile.
    pub sides: Vec<Side<'g>>,
    /// What is asked of the profile on any side, by id of the category.
    pub categories: Vec<CategoryRow<'g>>,
    /// Every two texts of two sides that ask for the same.
    pub pairs: Vec<TextPair<'g>>,
    /// Conflicts between sides: those whose ends both reach the system first.
    pub conflicts: Vec<SystemConflict>,
    /// What is recorded of the flows of data.
    pub flows: Vec<FlowAnswer<'g>>,
}

/// Asks what the graph says of a system.
///
/// Takes, per jurisdiction, time linear in what applies there, and per text that asks something, and layer, time
/// proportional to the hop limit times the links; parallel over the jurisdictions of a side.
pub fn simulate<'g>(scope: &Scope<'g>, profile: &'g SystemProfile) -> Simulation<'g> {
    let targets = profile.targets.iter().filter_map(|target| Side::target(scope, profile, target));
    let sides: Vec<Side<'g>> = std::iter::once(Side::home(scope, profile)).chain(targets).collect();
    let categories = reuse::categories(scope, &sides);
    let pairs = reuse::pairs(scope, &categories);
    let conflicts = between::conflicts(scope, &sides, profile);
    let flows = between::flows(scope, profile);
    Simulation { profile, sides, categories, pairs, conflicts, flows }
}
