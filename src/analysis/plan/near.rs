//! How near each jurisdiction is to each node: what a new link at that node could build on.

use std::collections::BTreeMap;

use crate::analysis::applicability::Applicability;
use crate::analysis::network::Network;
use crate::model::{Cost, NodeIx};
use crate::scope::Scope;

/// A chain from a jurisdiction to a node that a new link can go on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    /// The node.
    pub node: NodeIx,
    /// What the chain costs.
    pub cost: Cost,
    /// Position of the jurisdiction among the sides of the question.
    pub side: u32,
    /// How many links the chain has.
    pub links: u8,
    /// Where it starts, if that is the jurisdiction itself or a bloc above it: a chain must not end where it started.
    pub place: Option<NodeIx>,
}

/// The two cheapest costs of a node that do not start at the same place. Any cost that neither of them beats can only be
/// of use to a chain that ends at two places at once, and none does.
#[derive(Debug, Clone, Copy, Default)]
struct Cheapest {
    first: Option<(Cost, Option<NodeIx>)>,
    second: Option<(Cost, Option<NodeIx>)>,
}

impl Cheapest {
    /// Takes a cost in; whether that changes anything.
    fn offer(&mut self, cost: Cost, place: Option<NodeIx>) -> bool {
        let cheaper = |kept: Option<(Cost, Option<NodeIx>)>| kept.is_none_or(|(known, _)| cost < known);
        match self.first {
            // Chains from frameworks may end anywhere, so nothing dearer is ever of use beside them.
            Some((known, None)) if cost >= known => false,
            Some((known, of)) if of == place => {
                if cost < known {
                    self.first = Some((cost, place));
                }
                cost < known
            }
            Some(_) if !cheaper(self.first) => {
                let better = cheaper(self.second);
                if better {
                    self.second = Some((cost, place));
                }
                better
            }
            before => {
                self.first = Some((cost, place));
                self.second = before;
                true
            }
        }
    }
}

/// Every chain from a jurisdiction that costs at most `bound` and leaves room for one more link, unless one that is no
/// longer and costs no more makes it useless. Unordered.
///
/// Bellman–Ford by rounds as in [`Network::reach`]: time proportional to the hop limit times the links that lie within
/// the bound.
pub(super) fn near(
    network: &Network,
    scope: &Scope<'_>,
    side: u32,
    from: &Applicability,
    bound: Cost,
    out: &mut Vec<Near>,
) {
    let mut cheapest: BTreeMap<NodeIx, Cheapest> = BTreeMap::new();
    let mut frontier: Vec<(NodeIx, Cost, Option<NodeIx>)> = Vec::new();
    for anchor in from.anchors(scope, network.layer()) {
        let place = anchor.ground.is_none() || from.places.binary_search_by_key(&anchor.node, |it| it.node).is_ok();
        frontier.push((anchor.node, anchor.cost(), place.then_some(anchor.node)));
    }
    let most = network.hop_limit().saturating_sub(1).min(usize::from(u8::MAX));
    for links in 0..=most {
        frontier.sort_unstable();
        let mut next = Vec::new();
        frontier.retain(|&(node, cost, place)| cost <= bound && cheapest.entry(node).or_default().offer(cost, place));
        for (node, cost, place) in frontier {
            // Where no chain may go on, only one that starts there can.
            if links > 0 && !network.is_passable(node) {
                continue;
            }
            let links = u8::try_from(links).expect("bounded above");
            out.push(Near { node, cost, side, links, place });
            let further = network.neighbours(node).iter();
            next.extend(further.map(|(to, step, _)| (*to, cost.plus(*step), place)));
        }
        frontier = next;
    }
}
