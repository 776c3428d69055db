//! Best chains of alignment and reference links within one layer.

use crate::model::{Cost, FrameworkKind, Layer, LinkIx, Node, NodeIx, Strength};
use crate::scope::Scope;

use super::applicability::Coverage;

/// The links of one layer that a path may walk, in both directions.
///
/// Conflicts are never walked, nor are links that are only proposed, recommended or possible, nor frameworks that are
/// not in effect. Jurisdictions and reports are ends of paths, never places in between.
#[derive(Debug, Clone)]
pub struct Network {
    layer: Layer,
    hop_limit: usize,
    /// Per node: where its neighbours end in `ties`; they begin where those of the node before end.
    ends: Vec<usize>,
    /// By node: its neighbours with the cost and position of the best link to each, ascending by neighbour.
    ties: Vec<Tie>,
    /// Per node: whether a path may go on from it.
    passable: Vec<bool>,
}

/// A neighbour, with the cost and position of the best link to it.
type Tie = (NodeIx, Cost, LinkIx);

/// A step of a path over one link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The link walked.
    pub link: LinkIx,
    /// Where the step starts.
    pub from: NodeIx,
    /// Where it leads.
    pub to: NodeIx,
}

/// A chain from one jurisdiction to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// What of the first jurisdiction it starts with.
    pub start: Coverage,
    /// The links walked; none if the same framework applies in both.
    pub steps: Vec<Step>,
    /// What of the second jurisdiction it ends with.
    pub end: Coverage,
    /// The cost of all parts together.
    pub cost: Cost,
}

/// A chain from one node to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The links walked, in order; none from a node to itself.
    pub steps: Vec<Step>,
    /// The cost of all links together.
    pub cost: Cost,
}

impl Network {
    /// The links of `layer` that the question sees.
    ///
    /// Takes time linear in nodes and links of the graph.
    pub fn new(scope: &Scope<'_>, layer: Layer) -> Self {
        let graph = scope.graph();
        let mut ties: Vec<(NodeIx, Tie)> = Vec::new();
        let usable = |ix: NodeIx| graph.node(ix).framework().is_none() || scope.applies(ix);
        for (ix, link) in scope.existing_links() {
            let Some(strength) = graph.strength(link.relation) else { continue };
            let (from, to) = (link.from.node, link.to.node);
            if from == to || !link.relates() || !link.layers.contains(layer) || !usable(from) || !usable(to) {
                continue;
            }
            ties.push((from, (to, strength.cost(), ix)));
            ties.push((to, (from, strength.cost(), ix)));
        }
        // A report rules nobody: that it looks at two texts brings them no nearer to each other.
        let is_report = |node: &Node| node.framework().is_some_and(|it| it.kind == FrameworkKind::Report);
        let passable = graph.nodes().iter().map(|node| node.jurisdiction().is_none() && !is_report(node)).collect();
        Self::of(layer, graph.scales().hop_limit.value, passable, ties)
    }

    /// Of several links between two nodes the best stays; of equals the first.
    fn of(layer: Layer, hop_limit: usize, passable: Vec<bool>, mut ties: Vec<(NodeIx, Tie)>) -> Self {
        ties.sort_unstable();
        ties.dedup_by_key(|(from, (to, _, _))| (*from, *to));
        let mut ends = vec![0; passable.len()];
        for (from, _) in &ties {
            ends[from.index()] += 1;
        }
        let mut end = 0;
        for here in &mut ends {
            end += *here;
            *here = end;
        }
        Self { layer, hop_limit, ends, ties: ties.into_iter().map(|(_, tie)| tie).collect(), passable }
    }

    /// Every link, from both of its ends.
    fn all(&self) -> impl Iterator<Item = (NodeIx, Tie)> {
        self.nodes().flat_map(|from| self.neighbours(from).iter().map(move |tie| (from, *tie)))
    }

    /// The same network with a link that no record has, of this cost. Its steps bear [`Network::ASSUMED`].
    pub(super) fn with(&self, a: NodeIx, b: NodeIx, cost: Cost) -> Self {
        let assumed = [(a, (b, cost, Self::ASSUMED)), (b, (a, cost, Self::ASSUMED))];
        Self::of(self.layer, self.hop_limit, self.passable.clone(), self.all().chain(assumed).collect())
    }

    /// Stands for a link that no record has. Chains that bear it must not leave the analysis.
    const ASSUMED: LinkIx = LinkIx(u32::MAX);

    /// The layer.
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// Neighbours of a node with the cost and position of the best link to each, ascending.
    pub fn neighbours(&self, node: NodeIx) -> &[(NodeIx, Cost, LinkIx)] {
        let at = node.index();
        let begin = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.ties[begin..self.ends[at]]
    }

    /// Every node of the graph, linked or not.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIx> + use<> {
        (0..self.size()).map(node_at)
    }

    /// How many nodes the graph has.
    pub fn size(&self) -> usize {
        self.passable.len()
    }

    /// The most links a path may have.
    pub fn hop_limit(&self) -> usize {
        self.hop_limit
    }

    /// Whether a path may go on from a node that it came to.
    pub(crate) fn is_passable(&self, node: NodeIx) -> bool {
        self.passable[node.index()]
    }

    /// The best link between two neighbours.
    pub(super) fn link(&self, from: NodeIx, to: NodeIx) -> Option<LinkIx> {
        self.between(from, to).map(|(_, _, link)| link)
    }

    /// The cost of the best link between two nodes; infinite if they are no neighbours.
    pub(super) fn cost(&self, from: NodeIx, to: NodeIx) -> Cost {
        self.between(from, to).map_or(Cost::INFINITE, |(_, cost, _)| cost)
    }

    fn between(&self, from: NodeIx, to: NodeIx) -> Option<(NodeIx, Cost, LinkIx)> {
        let neighbours = self.neighbours(from);
        neighbours.binary_search_by_key(&to, |(node, _, _)| *node).ok().map(|position| neighbours[position])
    }
}

/// The node at a position.
pub(super) fn node_at(position: usize) -> NodeIx {
    NodeIx(u32::try_from(position).expect("fewer than 2^32 nodes"))
}

impl Chain {
    /// The strength of the whole chain.
    pub fn strength(&self) -> Option<Strength> {
        self.cost.strength()
    }

    /// The same chain from the other side.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let steps = self.steps.iter().rev().map(|step| Step { from: step.to, to: step.from, ..*step }).collect();
        Self { steps, cost: self.cost }
    }
}

impl Path {
    /// The strength of the whole chain.
    pub fn strength(&self) -> Option<Strength> {
        self.cost.strength()
    }

    /// The nodes on the chain, from the first anchor to the last.
    pub fn nodes(&self) -> Vec<NodeIx> {
        std::iter::once(self.start.node).chain(self.steps.iter().map(|step| step.to)).collect()
    }

    /// The same chain from the other side.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let steps = self.steps.iter().rev().map(|step| Step { from: step.to, to: step.from, ..*step }).collect();
        Self { start: self.end, steps, end: self.start, cost: self.cost }
    }
}
