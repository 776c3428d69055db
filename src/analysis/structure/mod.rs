//! The shape of the whole: who is leant on, what is shared, and on what single thing how much depends.

mod bridges;
mod consensus;
mod influence;
mod rank;
mod sides;

pub use bridges::{Bridges, Cut, Fall, LayerShape, Tie, bridges};
pub use consensus::{Adherence, Consensus, SetConsensus, TermSupport, consensus};
pub use influence::{Concentration, Flow, Influence, InfluenceRow, Reference, RegionInfluence, influence};
pub use rank::{PageRank, page_rank};
pub use sides::{GlobalSide, side_of};

use crate::model::{JurisdictionKind, NodeIx};
use crate::scope::Scope;

/// The countries and territories of the graph, ascending. Blocs and parts of countries would count their people twice.
fn countries(scope: &Scope<'_>) -> Vec<NodeIx> {
    let graph = scope.graph();
    let is_country = |ix: &NodeIx| {
        let kind = graph.node(*ix).jurisdiction().map(|jurisdiction| jurisdiction.kind);
        matches!(kind, Some(JurisdictionKind::Country | JurisdictionKind::Territory))
    };
    graph.node_indices().filter(is_country).collect()
}
