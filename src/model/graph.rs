//! The graph itself: nodes, links, names, and petgraph underneath.

use std::collections::BTreeMap;

use jiff::civil::Date;
use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::{
    Concept, Entity, Id, InstitutionStatus, LayerSet, Link, Node, PartialDate, Regions, Relation, RuleText, Scales,
    Source, Status, Vocabularies,
};

/// Position of a node in [`Graph::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIx(pub(crate) u32);

/// Position of a link in [`Graph::links`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkIx(pub(crate) u32);

/// Position of a source in [`Graph::sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceIx(pub(crate) u32);

impl NodeIx {
    /// The position as a number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl LinkIx {
    /// The position as a number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl SourceIx {
    /// The position as a number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which record of which file something was read from. The loader turns it into a line and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Origin {
    /// Number of the file among those loaded.
    pub file: u32,
    /// Position in the file's list of records; `None` where the file is one record.
    pub record: Option<u32>,
    /// The list of the record and the position in it, such as `("links", 3)`; `None` for the record itself.
    pub item: Option<(&'static str, u32)>,
}

impl Origin {
    /// No file: what a scenario assumes. No loader reads so many files.
    pub const ASSUMED: Self = Self { file: u32::MAX, record: None, item: None };
}

/// What the data set says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Title.
    pub title: String,
    /// Version of the data.
    pub version: String,
    /// The date that questions are about unless they name another.
    pub as_of: Date,
    /// Licence of the data, as an SPDX expression.
    pub licence: String,
    /// Remarks.
    pub notes: Vec<String>,
}

/// Everything a [`Graph`] is made of.
#[derive(Debug, Clone)]
pub struct GraphParts {
    /// What the data set says of itself.
    pub meta: Meta,
    /// Strengths and thresholds.
    pub scales: Scales,
    /// Vocabularies.
    pub vocabularies: Vocabularies,
    /// Documents cited, sorted by id.
    pub sources: Vec<Source>,
    /// Regions and panels.
    pub regions: Regions,
    /// The concepts of the method, sorted by id.
    pub concepts: Vec<Concept>,
    /// The texts of the detectors, sorted by id.
    pub rules: Vec<RuleText>,
    /// Nodes, sorted by id.
    pub nodes: Vec<Node>,
    /// Links, in any order.
    pub links: Vec<Link>,
}

/// The governance graph.
#[derive(Debug, Clone)]
pub struct Graph {
    meta: Meta,
    scales: Scales,
    vocabularies: Vocabularies,
    sources: Vec<Source>,
    regions: Regions,
    concepts: Vec<Concept>,
    rules: Vec<RuleText>,
    nodes: Vec<Node>,
    links: Vec<Link>,
    /// For each link the one that it repeats.
    pub(super) repeats: Vec<Option<LinkIx>>,
    /// For each node the layers it works in, together so that a question about many nodes finds them at hand.
    layers: Vec<LayerSet>,
    net: DiGraph<(), ()>,
    names: BTreeMap<String, NodeIx>,
}

impl Graph {
    /// Joins the parts. Links are sorted by their ends and relation.
    ///
    /// # Panics
    /// If the nodes are not sorted by id or a link names a node that is not there; the loader guarantees both.
    pub fn new(mut parts: GraphParts) -> Self {
        assert!(parts.nodes.is_sorted_by(|a, b| a.id < b.id), "nodes are sorted by id and unique");
        parts.links.sort_by(|a, b| {
            let first_day = |link: &Link| link.since.map(PartialDate::first_day);
            (&a.from, &a.to, a.relation, a.modality, first_day(a), &a.claim)
                .cmp(&(&b.from, &b.to, b.relation, b.modality, first_day(b), &b.claim))
                // Everything else but the origin, so that equal links never stand in the order of files.
                .then_with(|| lesser_facts(a).cmp(&lesser_facts(b)))
        });
        let mut net = DiGraph::with_capacity(parts.nodes.len(), parts.links.len());
        for _ in &parts.nodes {
            net.add_node(());
        }
        for link in &parts.links {
            net.add_edge(NodeIndex::new(link.from.node.index()), NodeIndex::new(link.to.node.index()), ());
        }
        let names = names(&parts.nodes);
        let layers = parts.nodes.iter().map(Node::layers).collect();
        let repeats = super::rollup::repeats(&parts.links);
        let GraphParts { meta, scales, vocabularies, sources, regions, concepts, rules, nodes, links } = parts;
        Self {
            meta,
            scales,
            vocabularies,
            sources,
            regions,
            concepts,
            rules,
            nodes,
            links,
            repeats,
            layers,
            net,
            names,
        }
    }

    /// A copy of what the graph is made of, to build another from: positions of nodes and links are those of the graph.
    pub fn to_parts(&self) -> GraphParts {
        GraphParts {
            meta: self.meta.clone(),
            scales: self.scales.clone(),
            vocabularies: self.vocabularies.clone(),
            sources: self.sources.clone(),
            regions: self.regions.clone(),
            concepts: self.concepts.clone(),
            rules: self.rules.clone(),
            nodes: self.nodes.clone(),
            links: self.links.clone(),
        }
    }

    /// What the data set says of itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Strengths and thresholds.
    pub fn scales(&self) -> &Scales {
        &self.scales
    }

    /// Vocabularies of objectives, principles and topics.
    pub fn vocabularies(&self) -> &Vocabularies {
        &self.vocabularies
    }

    /// Documents cited, sorted by id.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The source at `ix`.
    pub fn source(&self, ix: SourceIx) -> &Source {
        &self.sources[ix.index()]
    }

    /// The source with exactly this id.
    pub fn source_by_id(&self, id: &str) -> Option<SourceIx> {
        let position = self.sources.binary_search_by(|source| source.id.as_str().cmp(id)).ok()?;
        Some(SourceIx(u32::try_from(position).expect("fewer than 2^32 sources")))
    }

    /// Regions and panels.
    pub fn regions(&self) -> &Regions {
        &self.regions
    }

    /// The gaps, barriers, tensions, instruments, patterns and recommendations of the method, sorted by id.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concept with exactly this id.
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        let position = self.concepts.binary_search_by(|concept| concept.id.as_str().cmp(id)).ok()?;
        Some(&self.concepts[position])
    }

    /// The texts of the detectors, sorted by id.
    pub fn rules(&self) -> &[RuleText] {
        &self.rules
    }

    /// The text of the detector with exactly this id.
    pub fn rule(&self, id: &str) -> Option<&RuleText> {
        let position = self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok()?;
        Some(&self.rules[position])
    }

    /// Nodes, sorted by id.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Positions of all nodes, ascending by id.
    pub fn node_indices(&self) -> impl DoubleEndedIterator<Item = NodeIx> + ExactSizeIterator + use<> {
        (0..u32::try_from(self.nodes.len()).expect("fewer than 2^32 nodes")).map(NodeIx)
    }

    /// The node at `ix`.
    pub fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix.index()]
    }

    /// Links, sorted by their ends.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Positions of all links, ascending.
    pub fn link_indices(&self) -> impl Iterator<Item = LinkIx> + use<> {
        (0..u32::try_from(self.links.len()).expect("fewer than 2^32 links")).map(LinkIx)
    }

    /// The layers the node at `ix` works in; jurisdictions work in all.
    pub fn layers(&self, ix: NodeIx) -> LayerSet {
        self.layers[ix.index()]
    }

    /// The link at `ix`.
    pub fn link(&self, ix: LinkIx) -> &Link {
        &self.links[ix.index()]
    }

    /// Links that start at `node`, ascending.
    pub fn links_from(&self, node: NodeIx) -> Vec<LinkIx> {
        self.links_in(node, Direction::Outgoing)
    }

    /// Links that lead to `node`, ascending.
    pub fn links_to(&self, node: NodeIx) -> Vec<LinkIx> {
        self.links_in(node, Direction::Incoming)
    }

    fn links_in(&self, node: NodeIx, direction: Direction) -> Vec<LinkIx> {
        let mut links: Vec<LinkIx> = self
            .net
            .edges_directed(NodeIndex::new(node.index()), direction)
            .map(|edge| LinkIx(u32::try_from(EdgeIndex::index(edge.id())).expect("fewer than 2^32 links")))
            .collect();
        links.sort_unstable();
        links
    }

    /// The node with exactly this id.
    pub fn by_id(&self, id: &str) -> Option<NodeIx> {
        let position = self.nodes.binary_search_by(|node| node.id.as_str().cmp(id)).ok()?;
        Some(NodeIx(u32::try_from(position).expect("fewer than 2^32 nodes")))
    }

    /// The node with this id, name, short name, alias or ISO code; case and accents of ASCII letters do not matter.
    pub fn find(&self, text: &str) -> Option<NodeIx> {
        self.by_id(text).or_else(|| self.names.get(&fold(text)).copied())
    }

    /// Ids of nodes whose id or name is near `text`, best first, at most `limit`.
    pub fn near(&self, text: &str, limit: usize) -> Vec<&Id> {
        let wanted = fold(text);
        let mut near: BTreeMap<NodeIx, f64> = BTreeMap::new();
        let ids = self.node_indices().map(|ix| (fold(self.node(ix).id.as_str()), ix));
        for (name, ix) in self.names.iter().map(|(name, ix)| (name.clone(), *ix)).chain(ids) {
            let mut score = strsim::jaro_winkler(&wanted, &name);
            if wanted.len() >= 3 && name.contains(&wanted) {
                score = score.max(0.9);
            }
            if score >= 0.82 {
                let best = near.entry(ix).or_insert(score);
                *best = best.max(score);
            }
        }
        let mut ranked: Vec<(NodeIx, f64)> = near.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.into_iter().take(limit).map(|(ix, _)| &self.node(ix).id).collect()
    }

    /// The status of a framework on `day`, from its dates; where no date speaks, its recorded status. `None` before
    /// its first known date and for nodes that are not frameworks.
    pub fn status_on(&self, node: NodeIx, day: Date) -> Option<Status> {
        let framework = self.node(node).framework()?;
        let dates = framework.dates;
        if framework.status.is_over() && dates.ended.is_none() {
            return Some(framework.status);
        }
        if dates.ended.is_some_and(|date| date.has_ended(day)) {
            let over = framework.status.is_over();
            return Some(if over { framework.status } else { Status::Repealed });
        }
        let begun = |date: Option<PartialDate>| date.is_some_and(|date| date.has_begun(day));
        let known = [dates.proposed, dates.adopted, dates.in_force];
        if known.iter().all(Option::is_none) {
            return Some(framework.status);
        }
        if begun(dates.in_force) {
            return Some(if framework.status == Status::Published { Status::Published } else { Status::InForce });
        }
        if begun(dates.adopted) {
            return Some(match framework.status {
                Status::Published | Status::Draft | Status::Proposed => framework.status,
                Status::InForce if dates.in_force.is_none() => Status::InForce,
                status if status.is_over() => Status::Published,
                _ => Status::Adopted,
            });
        }
        if begun(dates.proposed) {
            return Some(if framework.status == Status::Draft { Status::Draft } else { Status::Proposed });
        }
        None
    }

    /// Whether a node is there on `day`: a framework from its first known date, an institution from its founding to
    /// its end. Frameworks that are over remain in the graph, with that status.
    pub fn exists_on(&self, node: NodeIx, day: Date) -> bool {
        match &self.node(node).entity {
            Entity::Framework(_) => self.status_on(node, day).is_some(),
            Entity::Institution(_) => {
                self.institution_status_on(node, day).is_some_and(|status| status != InstitutionStatus::Dissolved)
            }
            Entity::Jurisdiction(_) => true,
        }
    }

    /// The status of an institution on `day`, from its dates; where no date speaks, its recorded status. `None` before
    /// its first known date and for nodes that are not institutions.
    pub fn institution_status_on(&self, node: NodeIx, day: Date) -> Option<InstitutionStatus> {
        let institution = self.node(node).institution()?;
        let begun = |date: Option<PartialDate>| date.is_some_and(|date| date.has_begun(day));
        if institution.until.is_some_and(|until| until.has_ended(day)) {
            return Some(InstitutionStatus::Dissolved);
        }
        match (institution.proposed, institution.since) {
            (None, None) => Some(institution.status),
            (_, since) if begun(since) => Some(InstitutionStatus::Existing),
            // Only proposed so far, or set up on a day that nobody recorded.
            (proposed, None) if begun(proposed) => Some(institution.status),
            (proposed, Some(_)) if begun(proposed) => Some(InstitutionStatus::Proposed),
            _ => None,
        }
    }

    /// The panel of the map that a node belongs to: its jurisdiction's, or `None` for what is international.
    ///
    /// A framework belongs to its first jurisdiction, else to its first issuer.
    pub fn panel(&self, ix: NodeIx) -> Option<&Id> {
        match &self.node(ix).entity {
            Entity::Jurisdiction(jurisdiction) => Some(&jurisdiction.panel),
            Entity::Institution(institution) => {
                let parent = || institution.parent.filter(|parent| *parent != ix);
                institution.jurisdiction.or_else(parent).and_then(|above| match &self.node(above).entity {
                    Entity::Institution(above) => above.jurisdiction.and_then(|jurisdiction| self.panel(jurisdiction)),
                    _ => self.panel(above),
                })
            }
            Entity::Framework(framework) => {
                let home = framework.jurisdictions.first().or(framework.issuers.first());
                home.and_then(|home| self.panel(*home))
            }
        }
    }

    /// The end of a link as text: `node` or `node#provision`.
    pub fn end_id(&self, end: &super::End) -> String {
        let node = &self.node(end.node).id;
        match &end.provision {
            Some(provision) => format!("{node}#{provision}"),
            None => node.to_string(),
        }
    }

    /// The strength of a link that carries compatibility; `None` for conflicts and structure.
    pub fn strength(&self, relation: Relation) -> Option<super::Strength> {
        self.scales.strength(relation)
    }
}

/// What tells two links apart that agree in ends, relation, modality, first day and claim.
fn lesser_facts(link: &Link) -> String {
    let Link { since, until, layers, binds, mapping, evidence, note, .. } = link;
    format!("{since:?} {until:?} {layers:?} {binds:?} {mapping:?} {evidence:?} {note:?}")
}

/// Lower case with runs of anything but letters and digits as one space.
fn fold(text: &str) -> String {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Every name by which a node may be asked for. Where two nodes share a name the one that comes first by kind of name
/// (id, name, short name, alias) and then by id keeps it; the check reports the other.
fn names(nodes: &[Node]) -> BTreeMap<String, NodeIx> {
    let mut names = BTreeMap::new();
    let indexed = || (0u32..).map(NodeIx).zip(nodes);
    for (ix, node) in indexed() {
        names.entry(fold(node.id.as_str())).or_insert(ix);
    }
    for (ix, node) in indexed() {
        names.entry(fold(&node.name)).or_insert(ix);
    }
    for (ix, node) in indexed() {
        let iso = node.jurisdiction().and_then(|jurisdiction| jurisdiction.iso.as_ref());
        let codes = iso.map(|(two, three)| [two.as_str(), three.as_str()]).into_iter().flatten();
        for name in codes.chain(node.short.as_deref()).chain(node.aliases.iter().map(String::as_str)) {
            names.entry(fold(name)).or_insert(ix);
        }
    }
    names
}
