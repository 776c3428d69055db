//! What a map shows: the nodes and links of a question, an area or a neighbourhood.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Entity, LinkIx, NodeIx, Relation};
use crate::scope::{Area, Scope};

use super::palette::Tie;

/// The panel of blocs and bodies that belong to no region.
pub(super) const INTERNATIONAL: &str = "international";

/// What to draw, apart from the question itself.
#[derive(Debug, Clone, Default)]
pub struct MapOptions {
    /// Only this area, the regional blocs above it, and what elsewhere links with it directly.
    pub area: Option<Area>,
    /// Only what lies within this many steps of a node.
    pub focus: Option<(NodeIx, usize)>,
    /// A title instead of the usual one.
    pub title: Option<String>,
}

/// Whether a node is what the map is about, or there because something links to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Linked directly with what the map is about; drawn lighter.
    Context,
    /// What the map is about.
    Subject,
}

/// The nodes and links of one map.
#[derive(Debug, Clone)]
pub struct Selection<'g> {
    scope: Scope<'g>,
    options: MapOptions,
    nodes: BTreeMap<NodeIx, Role>,
    links: Vec<LinkIx>,
}

impl<'g> Selection<'g> {
    /// Selects nodes and links: all that the question sees, cut down to the area and to the neighbourhood of the focus
    /// if these are given. Links are existing alignments, references and conflicts; structure becomes containment.
    ///
    /// Takes time linear in nodes and links.
    pub fn new(scope: Scope<'g>, options: MapOptions) -> Self {
        let graph = scope.graph();
        let links: Vec<LinkIx> = (scope.distinct_links())
            .filter(|(_, link)| Tie::of(link.relation).is_some() && link.from.node != link.to.node)
            .map(|(ix, _)| ix)
            .collect();
        let nodes = graph.node_indices().filter(|ix| scope.sees(*ix)).map(|ix| (ix, Role::Subject)).collect();
        let mut selection = Self { scope, options, nodes, links };
        if let Some(area) = selection.options.area.clone() {
            selection.keep_area(&area);
        }
        if let Some((node, depth)) = selection.options.focus {
            selection.keep_near(node, depth);
        }
        let kept = &selection.nodes;
        selection.links.retain(|ix| {
            let link = graph.link(*ix);
            let roles = (kept.get(&link.from.node), kept.get(&link.to.node));
            matches!(roles, (Some(a), Some(b)) if *a.max(b) == Role::Subject)
        });
        selection
    }

    /// The question.
    pub fn scope(&self) -> &Scope<'g> {
        &self.scope
    }

    /// What was asked for.
    pub fn options(&self) -> &MapOptions {
        &self.options
    }

    /// Nodes, ascending, each with its role.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeIx, Role)> + '_ {
        self.nodes.iter().map(|(ix, role)| (*ix, *role))
    }

    /// The role of a node; `None` if it is not selected.
    pub fn role(&self, ix: NodeIx) -> Option<Role> {
        self.nodes.get(&ix).copied()
    }

    /// Links to draw, ascending.
    pub fn links(&self) -> &[LinkIx] {
        &self.links
    }

    /// How many framework rows the map has.
    pub fn framework_count(&self) -> usize {
        self.nodes.keys().filter(|ix| self.scope.graph().node(**ix).framework().is_some()).count()
    }

    /// Whether cards show counts instead of frameworks, because there are more than the scales allow.
    pub fn is_folded(&self) -> bool {
        self.framework_count() > self.scope.graph().scales().fold_rows.value
    }

    /// Keeps what belongs to the area, to a part of its countries or to a regional bloc above it, and what links with
    /// that. World-wide blocs (those of the international panel) bring only the texts that link.
    fn keep_area(&mut self, area: &Area) {
        let graph = self.scope.graph();
        let mut places: BTreeSet<NodeIx> = area.members.iter().copied().collect();
        let named = graph.find(&area.id).filter(|ix| graph.node(*ix).jurisdiction().is_some());
        let above = area.members.iter().flat_map(|member| self.scope.above(*member));
        let regional =
            |ix: &NodeIx| graph.node(*ix).jurisdiction().is_some_and(|place| place.panel.as_str() != INTERNATIONAL);
        places.extend(above.filter(regional).chain(named));
        places.extend(graph.node_indices().filter(|ix| self.within(*ix, &area.members)));
        let subjects = self.belonging(&places);
        let mut context = BTreeSet::new();
        for ix in &self.links {
            let link = graph.link(*ix);
            for (one, other) in [(link.from.node, link.to.node), (link.to.node, link.from.node)] {
                if subjects.contains(&one) && !subjects.contains(&other) {
                    context.insert(other);
                }
            }
        }
        self.nodes.retain(|ix, role| {
            *role = if subjects.contains(ix) { Role::Subject } else { Role::Context };
            subjects.contains(ix) || context.contains(ix)
        });
    }

    /// Whether a jurisdiction is a part of one of these countries, or a part of such a part.
    fn within(&self, place: NodeIx, countries: &[NodeIx]) -> bool {
        let parent = |ix: NodeIx| self.scope.graph().node(ix).jurisdiction().and_then(|it| it.parent);
        // No chain of parts is longer; a circle in the data ends here.
        std::iter::successors(parent(place), |ix| parent(*ix)).take(8).any(|ix| countries.contains(&ix))
    }

    /// What stands on the cards of these places: the places, their institutions, and what was made for or by them.
    fn belonging(&self, places: &BTreeSet<NodeIx>) -> BTreeSet<NodeIx> {
        let belongs = |ix: NodeIx| match &self.scope.graph().node(ix).entity {
            Entity::Jurisdiction(_) => places.contains(&ix),
            Entity::Institution(_) => self.seat(ix).is_some_and(|seat| places.contains(&seat)),
            // What was made for another jurisdiction is not theirs, whoever issued it.
            Entity::Framework(framework) if !framework.jurisdictions.is_empty() => {
                framework.jurisdictions.iter().any(|place| places.contains(place))
            }
            Entity::Framework(framework) => {
                let mut issuers = framework.issuers.iter().map(|issuer| self.seat(*issuer).unwrap_or(*issuer));
                issuers.any(|place| places.contains(&place))
            }
        };
        self.nodes.keys().copied().filter(|ix| belongs(*ix)).collect()
    }

    /// The jurisdiction of an institution, through the institution it is part of where it has none itself.
    pub(super) fn seat(&self, institution: NodeIx) -> Option<NodeIx> {
        let graph = self.scope.graph();
        let mut current = institution;
        // No chain of institutions is longer; a circle in the data ends here.
        for _ in 0..8 {
            let body = graph.node(current).institution()?;
            if body.jurisdiction.is_some() {
                return body.jurisdiction;
            }
            current = body.parent?;
        }
        None
    }

    /// Keeps what lies within `depth` steps; a jurisdiction is taken with what belongs to it, for hardly a link ends at
    /// the place itself. Membership, being party to a treaty and being addressed are not walked: two such steps reach
    /// nearly every country.
    fn keep_near(&mut self, focus: NodeIx, depth: usize) {
        let graph = self.scope.graph();
        let walked =
            |relation: Relation| !matches!(relation, Relation::MemberOf | Relation::PartyTo(_) | Relation::AddressedTo);
        let mut reached = BTreeSet::from([focus]);
        if graph.node(focus).jurisdiction().is_some() {
            reached = self.belonging(&reached);
        }
        let mut edge: Vec<NodeIx> = reached.iter().copied().collect();
        for _ in 0..depth {
            let mut next = BTreeSet::new();
            for node in edge {
                for ix in graph.links_from(node).into_iter().chain(graph.links_to(node)) {
                    let link = graph.link(ix);
                    let existing = link.modality == crate::model::Modality::Existing;
                    if existing && walked(link.relation) && self.scope.sees_link(link) {
                        next.insert(link.other(node));
                    }
                }
            }
            edge = next.into_iter().filter(|node| reached.insert(*node)).collect();
        }
        self.nodes.retain(|ix, _| reached.contains(ix));
    }
}
