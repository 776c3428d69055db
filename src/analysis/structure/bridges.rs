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
use crate::analysis::best::{Chains, Lost, Search};
use crate::analysis::network::Network;
use crate::analysis::pairs::{Verdict, by_cost};
use crate::model::{Cost, Layer, LinkIx, NodeIx};
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
/// pair are sought again only for the losses on its best one: a search as for [`best_paths`](crate::analysis::best_paths) for each
/// loss and each jurisdiction concerned. Bridges and articulation points by petgraph (linear, after Tarjan). Parallel over
/// losses.
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
/// Takes time as for [`best_paths`](crate::analysis::best_paths) for all pairs in each layer; nothing is cut. Parallel over
/// jurisdictions.
pub fn shapes(scope: &Scope<'_>) -> Vec<LayerShape> {
    let sides: Vec<Applicability> = countries(scope).par_iter().map(|place| Applicability::of(scope, *place)).collect();
    let of_layer = |layer| {
        let question = Question::new(scope, layer, &sides);
        let (_, _, shape) = question.shape(&question.ties());
        LayerShape { joined: question.best_chains(&question.chains()).len(), ..shape }
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
        let chains = self.chains();
        for (pair, verdict, nodes) in self.best_chains(&chains) {
            shape.joined += 1;
            for ends in nodes.windows(2) {
                on_ties.entry((ends[0].min(ends[1]), ends[0].max(ends[1]))).or_default().push((pair, verdict));
            }
            let graph = self.scope.graph();
            for node in nodes.into_iter().filter(|ix| graph.node(*ix).jurisdiction().is_none()) {
                on_nodes.entry(node).or_default().push((pair, verdict));
            }
        }
        let of_tie = |search: &mut Search<'_>, ((a, b), pairs): ((NodeIx, NodeIx), Pairs)| {
            let falls = self.falls(search, Lost::Tie(a, b), &pairs);
            let links = ties.get(&(a, b)).cloned().unwrap_or_default();
            self.cut(Tie { a, b, links }, separating_ties.contains(&(a, b)), falls)
        };
        let of_node = |search: &mut Search<'_>, (node, pairs): (NodeIx, Pairs)| {
            let falls = self.falls(search, Lost::Node(node), &pairs);
            self.cut(node, separating_nodes.contains(&node), falls)
        };
        let on_ties: Vec<_> = on_ties.into_iter().collect();
        let on_nodes: Vec<_> = on_nodes.into_iter().collect();
        self.scope.observer().begin("Cutting one after the other", on_ties.len() + on_nodes.len());
        let searches = || chains.search();
        let ties_lost: Vec<_> = on_ties.into_par_iter().map_init(searches, of_tie).collect();
        let nodes_lost: Vec<_> = on_nodes.into_par_iter().map_init(searches, of_node).collect();
        (shape, ties_lost.into_iter().flatten().collect(), nodes_lost.into_iter().flatten().collect())
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

    fn chains(&self) -> Chains<'_> {
        Chains::new(self.scope, &self.network, self.sides.iter().copied())
    }

    /// The verdict and the nodes on the best chain of each pair that has one, by pair.
    fn best_chains(&self, chains: &Chains<'_>) -> Vec<((usize, usize), Verdict, Vec<NodeIx>)> {
        let sides = self.sides.len();
        let pairs: Vec<_> = (0..sides).flat_map(|a| (a + 1..sides).map(move |b| (a, b))).collect();
        let paths = chains.paths(&pairs, self.scope.observer());
        let scales = self.scope.graph().scales();
        (pairs.into_iter().zip(paths))
            .filter_map(|(pair, path)| path.map(|path| (pair, by_cost(scales, path.cost), path.nodes())))
            .collect()
    }

    /// The pairs whose verdict falls, of those whose best chain a loss breaks.
    fn falls(&self, search: &mut Search<'_>, lost: Lost, concerned: &Pairs) -> Vec<Fall> {
        let pairs: Vec<(usize, usize)> = concerned.iter().map(|(pair, _)| *pair).collect();
        let costs = search.costs_without(lost, &pairs);
        self.scope.observer().advance(1);
        let fall = |(((a, b), before), cost): (&((usize, usize), Verdict), Cost)| {
            let after = by_cost(self.scope.graph().scales(), cost);
            let (a, b) = (self.sides[*a].jurisdiction, self.sides[*b].jurisdiction);
            (after < *before).then_some(Fall { a, b, before: *before, after })
        };
        concerned.iter().zip(costs).filter_map(fall).collect()
    }

    /// What a loss costs; nothing if it costs nothing.
    fn cut<T>(&self, lost: T, separates: bool, falls: Vec<Fall>) -> Option<Cut<T>> {
        (separates || !falls.is_empty()).then_some(Cut { layer: self.layer, lost, separates, falls })
    }
}
