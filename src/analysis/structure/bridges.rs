//! Links and nodes on which the connection of jurisdictions hangs by itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::articulation_points::articulation_points;
use petgraph::algo::connected_components;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use rayon::prelude::*;

use super::countries;
use crate::analysis::applicability::{Applicability, CoverageState};
use crate::analysis::network::Network;
use crate::analysis::pairs::{Verdict, by_strength};
use crate::model::{Layer, LinkIx, NodeIx};
use crate::scope::Scope;

/// What the connections of a graph hang on.
#[derive(Debug, Clone)]
pub struct Bridges {
    /// The layers asked about.
    pub layers: Vec<LayerShape>,
    /// Links, most harmful first.
    pub ties: Vec<Cut<Tie>>,
    /// Frameworks and institutions, most harmful first.
    pub nodes: Vec<Cut<NodeIx>>,
}

/// The network of a layer in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayerShape {
    /// The layer.
    pub layer: Layer,
    /// Frameworks and institutions that a link joins with another.
    pub nodes: usize,
    /// Pairs of them that links join.
    pub ties: usize,
    /// Into how many parts they fall that no link joins.
    pub parts: usize,
    /// Countries and territories for which the layer is recorded.
    pub recorded: usize,
    /// Pairs of these that a chain joins.
    pub joined: usize,
}

/// All links between two nodes in a layer: they usually stand in the same document and would fall together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The end that comes first by id.
    pub a: NodeIx,
    /// The other end.
    pub b: NodeIx,
    /// The links, ascending.
    pub links: Vec<LinkIx>,
}

/// Something whose loss parts what is joined now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut<T> {
    /// The layer in which it does.
    pub layer: Layer,
    /// What is lost.
    pub lost: T,
    /// Whether the network of frameworks and institutions falls into more parts: a bridge, or an articulation point.
    /// Chains can break without it: where the way round is too long, at an end of the network, at a jurisdiction itself.
    pub separates: bool,
    /// The pairs of countries and territories whose verdict falls, ascending.
    pub falls: Vec<Fall>,
}

/// A pair of jurisdictions whose verdict falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fall {
    /// The one that comes first by id.
    pub a: NodeIx,
    /// The other.
    pub b: NodeIx,
    /// How the two stand now.
    pub before: Verdict,
    /// How they would stand; [`Verdict::Unlinked`] where no chain remains.
    pub after: Verdict,
}

impl<T> Cut<T> {
    /// The pairs that lose every chain, ascending.
    pub fn parted(&self) -> impl Iterator<Item = &Fall> {
        self.falls.iter().filter(|fall| fall.after == Verdict::Unlinked)
    }

    /// The pairs that keep a chain, but one too weak for the verdict they have now; ascending.
    pub fn weakened(&self) -> impl Iterator<Item = &Fall> {
        self.falls.iter().filter(|fall| fall.after != Verdict::Unlinked)
    }

    /// Most harmful first: by pairs that lose every chain, then by pairs that fall, then by what parts the network.
    fn harm(&self) -> Reverse<(usize, usize, bool)> {
        Reverse((self.parted().count(), self.falls.len(), self.separates))
    }
}

/// Finds every link and every framework or institution whose loss leaves pairs of jurisdictions without any chain, makes
/// their verdict fall, or parts the network.
///
/// A pair counts if the layer is recorded on both sides; chains are those of the verdicts, with their hop limit, so
/// a loss can hurt where a detour exists. Only what lies on the best chain of a pair can weaken it, so the chains of a
/// pair are sought again only for the losses on its best one: time as for [`Network::reach`], for each loss and each
/// jurisdiction concerned. Bridges and articulation points by petgraph (linear, after Tarjan). Parallel over losses.
pub fn bridges(scope: &Scope<'_>) -> Bridges {
    let sides: Vec<Applicability> = countries(scope).par_iter().map(|place| Applicability::of(scope, *place)).collect();
    let mut found = Bridges { layers: Vec::new(), ties: Vec::new(), nodes: Vec::new() };
    for layer in scope.layer_list() {
        let (shape, ties, nodes) = Question::new(scope, layer, &sides).cuts();
        found.layers.push(shape);
        found.ties.extend(ties);
        found.nodes.extend(nodes);
    }
    found.ties.sort_by_key(|cut| (cut.harm(), cut.layer, cut.lost.a, cut.lost.b));
    found.nodes.sort_by_key(|cut| (cut.harm(), cut.layer, cut.lost));
    found
}

/// The network of each layer in numbers.
///
/// Takes time as for one [`Network::reach`] for each jurisdiction and layer; nothing is cut. Parallel over jurisdictions.
pub fn shapes(scope: &Scope<'_>) -> Vec<LayerShape> {
    let sides: Vec<Applicability> = countries(scope).par_iter().map(|place| Applicability::of(scope, *place)).collect();
    let of_layer = |layer| {
        let question = Question::new(scope, layer, &sides);
        let (_, _, shape) = question.shape(&question.ties());
        LayerShape { joined: question.best_chains().len(), ..shape }
    };
    scope.layer_list().map(of_layer).collect()
}

/// Pairs of positions in [`Question::sides`] with their verdicts.
type Pairs = Vec<((usize, usize), Verdict)>;

/// One layer.
struct Question<'q, 'g> {
    scope: &'q Scope<'g>,
    layer: Layer,
    network: Network,
    /// The jurisdictions for which the layer is recorded, ascending.
    sides: Vec<&'q Applicability>,
}

impl<'q, 'g> Question<'q, 'g> {
    fn new(scope: &'q Scope<'g>, layer: Layer, sides: &'q [Applicability]) -> Self {
        let recorded = |side: &&Applicability| side.state(scope, layer) == CoverageState::Recorded;
        let network = Network::new(scope, layer);
        Self { scope, layer, network, sides: sides.iter().filter(recorded).collect() }
    }

    fn cuts(&self) -> (LayerShape, Vec<Cut<Tie>>, Vec<Cut<NodeIx>>) {
        let ties = self.ties();
        let (separating_ties, separating_nodes, mut shape) = self.shape(&ties);
        let mut on_ties: BTreeMap<(NodeIx, NodeIx), Pairs> =
            separating_ties.iter().map(|ends| (*ends, Pairs::new())).collect();
        let mut on_nodes: BTreeMap<NodeIx, Pairs> = separating_nodes.iter().map(|ix| (*ix, Pairs::new())).collect();
        for (pair, verdict, nodes) in self.best_chains() {
            shape.joined += 1;
            for ends in nodes.windows(2) {
                on_ties.entry((ends[0].min(ends[1]), ends[0].max(ends[1]))).or_default().push((pair, verdict));
            }
            let graph = self.scope.graph();
            for node in nodes.into_iter().filter(|ix| graph.node(*ix).jurisdiction().is_none()) {
                on_nodes.entry(node).or_default().push((pair, verdict));
            }
        }
        let of_tie = |((a, b), pairs): ((NodeIx, NodeIx), Pairs)| {
            let separates = separating_ties.contains(&(a, b));
            let links = ties.get(&(a, b)).cloned().unwrap_or_default();
            let without = self.network.without(|from, to| (from.min(to), from.max(to)) == (a, b));
            self.cut(Tie { a, b, links }, &without, None, separates, &pairs)
        };
        let of_node = |(node, pairs): (NodeIx, Pairs)| {
            let without = self.network.without(|from, to| from == node || to == node);
            self.cut(node, &without, Some(node), separating_nodes.contains(&node), &pairs)
        };
        let on_ties: Vec<_> = on_ties.into_iter().collect();
        let on_nodes: Vec<_> = on_nodes.into_iter().collect();
        self.scope.observer().begin("Cutting one after the other", on_ties.len() + on_nodes.len());
        let ties = on_ties.into_par_iter().filter_map(of_tie).collect();
        let nodes = on_nodes.into_par_iter().filter_map(of_node).collect();
        (shape, ties, nodes)
    }

    /// The links of the network by their ends.
    fn ties(&self) -> BTreeMap<(NodeIx, NodeIx), Vec<LinkIx>> {
        let mut ties: BTreeMap<(NodeIx, NodeIx), Vec<LinkIx>> = BTreeMap::new();
        for (ix, link) in self.scope.existing_links() {
            let (a, b) = (link.from.node.min(link.to.node), link.from.node.max(link.to.node));
            let carries = link.relation.carries() && link.layers.contains(self.layer);
            if carries && self.network.link(a, b).is_some() {
                ties.entry((a, b)).or_default().push(ix);
            }
        }
        ties
    }

    /// Bridges, articulation points and numbers of the network of frameworks and institutions. Jurisdictions and reports
    /// are ends of chains, never in between, and stay outside.
    fn shape(
        &self,
        ties: &BTreeMap<(NodeIx, NodeIx), Vec<LinkIx>>,
    ) -> (BTreeSet<(NodeIx, NodeIx)>, BTreeSet<NodeIx>, LayerShape) {
        let inner = |(a, b): &&(NodeIx, NodeIx)| self.network.is_passable(*a) && self.network.is_passable(*b);
        let inside: Vec<(NodeIx, NodeIx)> = ties.keys().filter(inner).copied().collect();
        let nodes: BTreeSet<NodeIx> = inside.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let mut net: UnGraph<NodeIx, ()> = UnGraph::with_capacity(nodes.len(), inside.len());
        let places: BTreeMap<NodeIx, NodeIndex> = nodes.iter().map(|ix| (*ix, net.add_node(*ix))).collect();
        for (a, b) in &inside {
            net.add_edge(places[a], places[b], ());
        }
        let ends = |(a, b): (NodeIx, NodeIx)| (a.min(b), a.max(b));
        let bridges = petgraph::algo::bridges::bridges(&net);
        let bridges = bridges.map(|edge| ends((net[edge.source()], net[edge.target()]))).collect();
        let points = articulation_points(&net).into_iter().map(|at| net[at]).collect();
        let shape = LayerShape {
            layer: self.layer,
            nodes: nodes.len(),
            ties: inside.len(),
            parts: connected_components(&net),
            recorded: self.sides.len(),
            joined: 0,
        };
        (bridges, points, shape)
    }

    /// The verdict and the nodes on the best chain of each pair that has one, by pair.
    fn best_chains(&self) -> Vec<((usize, usize), Verdict, Vec<NodeIx>)> {
        let of_side = |first: usize| {
            let (scope, from) = (self.scope, self.sides[first]);
            let reach = self.network.reach(scope, from);
            let chain = |second: usize| {
                let path = reach.path(scope, self.layer, from, self.sides[second])?;
                let verdict = by_strength(scope.graph().scales(), Some(&path));
                Some(((first, second), verdict, path.nodes()))
            };
            (first + 1..self.sides.len()).filter_map(chain).collect::<Vec<_>>()
        };
        (0..self.sides.len()).into_par_iter().flat_map_iter(of_side).collect()
    }

    /// What a loss costs the pairs whose best chain it breaks; nothing if it costs nothing.
    fn cut<T>(
        &self,
        lost: T,
        without: &Network,
        lost_node: Option<NodeIx>,
        separates: bool,
        concerned: &Pairs,
    ) -> Option<Cut<T>> {
        let scales = self.scope.graph().scales();
        let keeping = |side: &Applicability| {
            let mut kept = side.clone();
            kept.frameworks.retain(|coverage| lost_node != Some(coverage.node));
            kept
        };
        self.scope.observer().advance(1);
        let mut falls = Vec::new();
        for same_first in concerned.chunk_by(|a, b| a.0.0 == b.0.0) {
            let Some(((first, _), _)) = same_first.first() else { continue };
            let from = keeping(self.sides[*first]);
            let reach = without.reach(self.scope, &from);
            for ((_, second), before) in same_first {
                let to = keeping(self.sides[*second]);
                let after = by_strength(scales, reach.path(self.scope, self.layer, &from, &to).as_ref());
                if after < *before {
                    falls.push(Fall { a: from.jurisdiction, b: to.jurisdiction, before: *before, after });
                }
            }
        }
        (separates || !falls.is_empty()).then_some(Cut { layer: self.layer, lost, separates, falls })
    }
}
