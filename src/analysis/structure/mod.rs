//! The shape of the whole: who is leant on, what is shared, what hangs together, and on what single thing how much depends.

mod betweenness;
mod bridges;
mod communities;
mod consensus;
mod influence;
mod partition;
mod rank;
mod robustness;
mod sides;

pub use betweenness::betweenness;
pub use bridges::{Bridges, Cut, Fall, LayerShape, Tie, bridges, shapes};
pub use communities::{Between, Communities, Group, Member, communities};
pub use consensus::{Adherence, Consensus, SetConsensus, TermSupport, consensus};
pub use influence::{Concentration, Flow, Influence, InfluenceRow, Reference, RegionInfluence, influence};
pub use partition::{Partition, partition};
pub use rank::{PageRank, page_rank};
pub use robustness::{Attack, Criterion, LayerRobustness, Lot, Robustness, Stage, robustness};
pub use sides::{GlobalSide, side_of};
pub(in crate::analysis) use sides::{homes, made_in, stands_in};

use std::collections::BTreeMap;

use crate::analysis::network::Network;
use crate::model::{Id, LinkIx, NodeIx};
use crate::scope::Scope;

/// Two frameworks or institutions that links join, and the strongest of these links.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joint {
    /// The end that comes first by id.
    pub a: NodeIx,
    /// The other end.
    pub b: NodeIx,
    /// The strongest link; of equals the first.
    pub link: LinkIx,
    /// Its strength.
    pub strength: f64,
}

/// What joins frameworks and institutions in the layers asked about, ascending. Jurisdictions and reports are ends of
/// chains, never in between, and stay outside.
fn joints(scope: &Scope<'_>) -> Vec<Joint> {
    let mut found: BTreeMap<(NodeIx, NodeIx), Joint> = BTreeMap::new();
    for network in scope.layer_list().map(|layer| Network::new(scope, layer)) {
        for joint in joints_of(scope, &network) {
            let known = found.entry((joint.a, joint.b)).or_insert(joint);
            let rank = |it: &Joint| std::cmp::Reverse(it.link);
            if joint.strength.total_cmp(&known.strength).then_with(|| rank(&joint).cmp(&rank(known))).is_gt() {
                *known = joint;
            }
        }
    }
    found.into_values().collect()
}

/// The same in one layer.
fn joints_of(scope: &Scope<'_>, network: &Network) -> Vec<Joint> {
    let graph = scope.graph();
    let inner = |ix: &NodeIx| network.is_passable(*ix);
    let of_node = |a: NodeIx| {
        let later = network.neighbours(a).iter().filter(move |(b, _, _)| a < *b && inner(b));
        later.filter_map(move |(b, _, link)| {
            let strength = graph.strength(graph.link(*link).relation)?.get();
            Some(Joint { a, b: *b, link: *link, strength })
        })
    };
    graph.node_indices().filter(inner).flat_map(of_node).collect()
}

/// The panel of a framework or institution; `None` for what is international.
fn region<'g>(scope: &Scope<'g>, node: NodeIx) -> Option<&'g Id> {
    let international = |id: &&Id| id.as_str() != "international";
    scope.graph().panel(node).filter(international)
}

/// The countries and territories of the graph, ascending. Blocs and parts of countries would count their people twice.
fn countries(scope: &Scope<'_>) -> Vec<NodeIx> {
    scope.world().members
}
