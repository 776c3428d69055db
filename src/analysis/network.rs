//! Best chains of alignment and reference links within one layer.

use crate::model::{Cost, FrameworkKind, Layer, LinkIx, Node, NodeIx, Strength};
use crate::scope::Scope;

use super::applicability::{Applicability, Coverage};

/// The links of one layer that a path may walk, in both directions.
///
/// Conflicts are never walked, nor are links that are only proposed, recommended or possible, nor frameworks that are
/// not in effect. Jurisdictions and reports are ends of paths, never places in between.
#[derive(Debug, Clone)]
pub struct Network {
    layer: Layer,
    hop_limit: usize,
    /// Per node: neighbours with the cost and position of the best link to each, ascending by neighbour.
    neighbours: Vec<Vec<(NodeIx, Cost, LinkIx)>>,
    /// Per node: whether a path may go on from it.
    passable: Vec<bool>,
}

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

/// The best chains from one jurisdiction to every node, by number of links.
#[derive(Debug)]
pub struct Reach {
    best: Rounds,
    /// For each place of the jurisdiction that has links: the best chains that do not start there. A chain to another
    /// member of a bloc may end at the bloc, but not where it started.
    elsewhere: Vec<(NodeIx, Rounds)>,
}

/// `rounds[h][v]`: how node `v` is best reached over exactly `h` links.
type Rounds = Vec<Vec<Reached>>;

/// The cost of reaching a node, and the node and link it was reached by; neither for an anchor.
type Reached = (Cost, Option<(NodeIx, LinkIx)>);

impl Network {
    /// The links of `layer` that the question sees.
    ///
    /// Takes time linear in nodes and links of the graph.
    pub fn new(scope: &Scope<'_>, layer: Layer) -> Self {
        let graph = scope.graph();
        let mut neighbours: Vec<Vec<(NodeIx, Cost, LinkIx)>> = vec![Vec::new(); graph.nodes().len()];
        let usable = |ix: NodeIx| graph.node(ix).framework().is_none() || scope.applies(ix);
        for (ix, link) in scope.existing_links() {
            let Some(strength) = graph.strength(link.relation) else { continue };
            let (from, to) = (link.from.node, link.to.node);
            if from == to || !link.relates() || !link.layers.contains(layer) || !usable(from) || !usable(to) {
                continue;
            }
            neighbours[from.index()].push((to, strength.cost(), ix));
            neighbours[to.index()].push((from, strength.cost(), ix));
        }
        for list in &mut neighbours {
            list.sort_unstable();
            list.dedup_by_key(|(to, _, _)| *to);
        }
        // A report rules nobody: that it looks at two texts brings them no nearer to each other.
        let is_report = |node: &Node| node.framework().is_some_and(|it| it.kind == FrameworkKind::Report);
        let passable = graph.nodes().iter().map(|node| node.jurisdiction().is_none() && !is_report(node)).collect();
        Self { layer, hop_limit: graph.scales().hop_limit.value, neighbours, passable }
    }

    /// The same network without the links between two nodes that `lost` names, whichever way round.
    pub(super) fn without(&self, lost: impl Fn(NodeIx, NodeIx) -> bool) -> Self {
        let keep = |(at, list): (NodeIx, &Vec<(NodeIx, Cost, LinkIx)>)| {
            list.iter().copied().filter(|(to, _, _)| !lost(at, *to)).collect()
        };
        let nodes = (0..).map(NodeIx);
        let neighbours = nodes.zip(&self.neighbours).map(keep).collect();
        Self { layer: self.layer, hop_limit: self.hop_limit, neighbours, passable: self.passable.clone() }
    }

    /// The same network with a link that no record has, of this cost. Its steps bear [`Network::ASSUMED`].
    pub(super) fn with(&self, a: NodeIx, b: NodeIx, cost: Cost) -> Self {
        let mut neighbours = self.neighbours.clone();
        for (from, to) in [(a, b), (b, a)] {
            let list = &mut neighbours[from.index()];
            list.push((to, cost, Self::ASSUMED));
            list.sort_unstable();
            list.dedup_by_key(|(to, _, _)| *to);
        }
        Self { layer: self.layer, hop_limit: self.hop_limit, neighbours, passable: self.passable.clone() }
    }

    /// Stands for a link that no record has. Chains that bear it must not leave the analysis.
    const ASSUMED: LinkIx = LinkIx(u32::MAX);

    /// The layer.
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// Neighbours of a node with the cost and position of the best link to each, ascending.
    pub fn neighbours(&self, node: NodeIx) -> &[(NodeIx, Cost, LinkIx)] {
        &self.neighbours[node.index()]
    }

    /// How many nodes the graph has.
    pub(super) fn len(&self) -> usize {
        self.neighbours.len()
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

    /// The best chains from a jurisdiction to everything, over at most as many links as `scales.ron` allows.
    ///
    /// Bellman–Ford by rounds: takes time proportional to the hop limit times the links, once, and once more for each
    /// place of the jurisdiction that has links itself.
    pub fn reach(&self, scope: &Scope<'_>, from: &Applicability) -> Reach {
        let places = from.places.iter().map(|place| place.node).filter(|place| !self.neighbours(*place).is_empty());
        let elsewhere = places.map(|place| (place, self.rounds(scope, from, Some(place)))).collect();
        Reach { best: self.rounds(scope, from, None), elsewhere }
    }

    /// The best chains from one node to each of `others`, in their order; `None` where no chain is short enough.
    ///
    /// Takes time proportional to the hop limit times the links.
    pub fn chains(&self, from: NodeIx, others: &[NodeIx]) -> Vec<Option<Chain>> {
        let rounds = self.rounds_from([(from, Cost::ZERO)]);
        others.iter().map(|to| chain_in(&rounds, *to)).collect()
    }

    /// The best chains from every anchor but one.
    fn rounds(&self, scope: &Scope<'_>, from: &Applicability, but: Option<NodeIx>) -> Rounds {
        let anchors = from.anchors(scope, self.layer).filter(|anchor| but != Some(anchor.node));
        self.rounds_from(anchors.map(|anchor| (anchor.node, anchor.cost())))
    }

    /// The best chains from any of the anchors, which cost something themselves.
    fn rounds_from(&self, anchors: impl IntoIterator<Item = (NodeIx, Cost)>) -> Rounds {
        let nodes = self.neighbours.len();
        let mut first = vec![(Cost::INFINITE, None); nodes];
        for (node, cost) in anchors {
            let cell: &mut (Cost, _) = &mut first[node.index()];
            cell.0 = cell.0.min(cost);
        }
        let mut frontier: Vec<usize> = (0..nodes).filter(|at| first[*at].0.is_finite()).collect();
        let mut cheapest: Vec<Cost> = first.iter().map(|(cost, _)| *cost).collect();
        let mut best = vec![first];
        for hop in 0..self.hop_limit {
            let mut next = vec![(Cost::INFINITE, None); nodes];
            for &at in &frontier {
                if hop > 0 && !self.passable[at] {
                    continue;
                }
                let here = best[hop][at].0;
                let node = NodeIx(u32::try_from(at).expect("fewer than 2^32 nodes"));
                for &(to, cost, link) in &self.neighbours[at] {
                    let total = here.plus(cost);
                    if total < next[to.index()].0 {
                        next[to.index()] = (total, Some((node, link)));
                    }
                }
            }
            // Longer chains matter only where they are cheaper than all shorter ones.
            frontier = (0..nodes).filter(|at| next[*at].0 < cheapest[*at]).collect();
            for (at, cell) in next.iter_mut().enumerate() {
                if cell.0 < cheapest[at] {
                    cheapest[at] = cell.0;
                } else {
                    *cell = (Cost::INFINITE, None);
                }
            }
            best.push(next);
            if frontier.is_empty() {
                break;
            }
        }
        best
    }
}

impl Reach {
    /// The cost of the best chain to a node over at most `links` links.
    pub(super) fn cheapest(&self, node: NodeIx, links: usize) -> Cost {
        self.best.iter().take(links + 1).map(|row| row[node.index()].0).min().unwrap_or(Cost::INFINITE)
    }

    /// The best chain to a jurisdiction; of equally strong ones the one with fewest links, then with the smallest ids.
    pub fn path(&self, scope: &Scope<'_>, layer: Layer, from: &Applicability, to: &Applicability) -> Option<Path> {
        let (cost, hops, end) = (to.anchors(scope, layer))
            .flat_map(|end| {
                (self.rounds_to(end.node).iter().enumerate())
                    .map(move |(hops, row)| (row[end.node.index()].0, hops, end))
                    .filter(|(cost, _, _)| cost.is_finite())
                    .map(|(cost, hops, end)| (cost.plus(end.cost()), hops, end))
            })
            .filter(|(_, hops, end)| meets(from, to, *hops, end.node))
            .min_by_key(|(cost, hops, end)| (*cost, *hops, end.node))?;
        let steps = steps_to(self.rounds_to(end.node), end.node, hops)?;
        let at = steps.first().map_or(end.node, |step| step.from);
        let start = from.anchors(scope, layer).find(|anchor| anchor.node == at)?;
        Some(Path { start: *start, steps, end: *end, cost })
    }

    /// The rounds in which a chain to `end` does not start there, if it is a place.
    fn rounds_to(&self, end: NodeIx) -> &Rounds {
        self.elsewhere.iter().find(|(place, _)| *place == end).map_or(&self.best, |(_, rounds)| rounds)
    }
}

/// The best chain to a node; of equally strong ones the one with fewest links, then with the smallest ids.
fn chain_in(rounds: &Rounds, to: NodeIx) -> Option<Chain> {
    let costs = rounds.iter().enumerate().map(|(hops, row)| (row[to.index()].0, hops));
    let (cost, hops) = costs.min().filter(|(cost, _)| cost.is_finite())?;
    Some(Chain { steps: steps_to(rounds, to, hops)?, cost })
}

/// The links by which a node was reached over exactly `hops` of them.
fn steps_to(rounds: &Rounds, to: NodeIx, hops: usize) -> Option<Vec<Step>> {
    let mut steps = Vec::with_capacity(hops);
    let mut at = to;
    for hop in (1..=hops).rev() {
        let (before, link) = rounds[hop][at.index()].1?;
        steps.push(Step { link, from: before, to: at });
        at = before;
    }
    steps.reverse();
    Some(steps)
}

/// Whether two jurisdictions meet at a node without any link: only in a framework that applies in both. Belonging to
/// the same bloc is no compatibility, nor is a jurisdiction compatible with a bloc just by being in it.
pub(super) fn meets(from: &Applicability, to: &Applicability, hops: usize, node: NodeIx) -> bool {
    let place = |side: &Applicability| side.places.binary_search_by_key(&node, |it| it.node).is_ok();
    hops > 0 || !(place(from) && place(to))
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
