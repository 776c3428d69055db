//! What a question is about: a day, layers, a topic, and the jurisdictions of a region.

use jiff::civil::Date;
use thiserror::Error;

use crate::model::{
    Entity, FrameworkKind, Graph, JurisdictionKind, Layer, LayerSet, Link, LinkIx, Modality, NodeIx, Relation, Status,
    TermSet,
};
use crate::progress::{Nobody, Observer};

/// The part of a graph that a question looks at.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'g> {
    graph: &'g Graph,
    day: Date,
    layers: LayerSet,
    topic: Option<TermSet>,
    all_dates: bool,
    observer: &'g dyn Observer,
}

/// A selection of jurisdictions under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The id of the region or bloc, or the list as given.
    pub id: String,
    /// The name for people.
    pub name: String,
    /// The jurisdictions, ascending.
    pub members: Vec<NodeIx>,
}

/// Why a question cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ScopeError {
    /// No region, bloc or jurisdiction has this name.
    #[error("there is no region, bloc or jurisdiction `{name}`{}", did_you_mean(.near))]
    UnknownArea {
        /// What was asked for.
        name: String,
        /// Names that are near.
        near: Vec<String>,
    },
    /// The area has no members on the day asked for.
    #[error("`{name}` has no members on {day}; a list of jurisdictions such as `kenya,ghana` works too")]
    NoMembers {
        /// What was asked for.
        name: String,
        /// The day.
        day: Date,
    },
    /// No node has this name.
    #[error("there is no `{name}` in the graph{}", did_you_mean(.near))]
    UnknownNode {
        /// What was asked for.
        name: String,
        /// Ids that are near.
        near: Vec<String>,
    },
    /// The vocabulary has no such topic.
    #[error("there is no topic `{name}`{}", did_you_mean(.near))]
    UnknownTopic {
        /// What was asked for.
        name: String,
        /// Topics that are near, or all.
        near: Vec<String>,
    },
}

fn did_you_mean(near: &[String]) -> String {
    let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    match &quoted[..] {
        [] => String::new(),
        [one] => format!("; did you mean {one}?"),
        [first @ .., last] => format!("; did you mean {} or {last}?", first.join(", ")),
    }
}

impl<'g> Scope<'g> {
    /// The whole graph on the data's own date.
    pub fn new(graph: &'g Graph) -> Self {
        Self {
            graph,
            day: graph.meta().as_of,
            layers: LayerSet::all(),
            topic: None,
            all_dates: false,
            observer: &Nobody,
        }
    }

    /// The same on another day.
    #[must_use]
    pub fn on(self, day: Date) -> Self {
        Self { day, ..self }
    }

    /// The same with everything seen that is over or has not begun on the day, as an archive wants it. Answers to questions
    /// are about a day.
    #[must_use]
    pub fn of_all_dates(self) -> Self {
        Self { all_dates: true, ..self }
    }

    /// Only one layer.
    #[must_use]
    pub fn in_layer(self, layer: Layer) -> Self {
        Self { layers: layer.into(), ..self }
    }

    /// Only frameworks and institutions about a topic of the vocabulary.
    ///
    /// # Errors
    /// If the vocabulary has no such topic.
    pub fn about(self, topic: &str) -> Result<Self, ScopeError> {
        let topics = &self.graph.vocabularies().topics;
        let set = topics.find(topic).ok_or_else(|| {
            let mut near: Vec<(f64, &str)> = (topics.terms().iter())
                .map(|term| (strsim::jaro_winkler(topic, term.id.as_str()), term.id.as_str()))
                .collect();
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            let close = near.first().is_some_and(|(score, _)| *score >= 0.8);
            let shown = if close { 1 } else { near.len() };
            ScopeError::UnknownTopic {
                name: topic.to_owned(),
                near: near.iter().take(shown).map(|(_, id)| (*id).to_owned()).collect(),
            }
        })?;
        Ok(Self { topic: Some(set), ..self })
    }

    /// The same whatever the topic: for entries that say themselves what they are about.
    #[must_use]
    pub fn whatever_topic(self) -> Self {
        Self { topic: None, ..self }
    }

    /// The same question about another graph with the same vocabularies and nodes, such as one that a scenario changed.
    #[must_use]
    pub fn about_graph<'h>(&self, graph: &'h Graph) -> Scope<'h> {
        let Self { day, layers, topic, all_dates, .. } = *self;
        Scope { graph, day, layers, topic, all_dates, observer: &Nobody }
    }

    /// The same, with somebody told how far the answer is.
    #[must_use]
    pub fn watched_by(self, observer: &'g dyn Observer) -> Self {
        Self { observer, ..self }
    }

    /// Who is told how far the answer is.
    pub fn observer(&self) -> &'g dyn Observer {
        self.observer
    }

    /// The graph.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// The day asked about.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Whether what is over or has not begun on the day is seen as well.
    pub fn is_of_all_dates(&self) -> bool {
        self.all_dates
    }

    /// The layers asked about.
    pub fn layers(&self) -> LayerSet {
        self.layers
    }

    /// The layers asked about, in the report's order.
    pub fn layer_list(&self) -> impl Iterator<Item = Layer> + use<> {
        let layers = self.layers;
        Layer::ALL.into_iter().filter(move |layer| layers.contains(*layer))
    }

    /// The topic asked about, if one was.
    pub fn topic(&self) -> Option<TermSet> {
        self.topic
    }

    /// What the question leaves out, in words: `the data layer`, `the topic Privacy`; `None` if nothing.
    pub fn restriction(&self) -> Option<String> {
        let layers: Vec<&str> = self.layer_list().map(Layer::as_str).collect();
        let layers = (layers.len() < Layer::ALL.len()).then(|| format!("the {} layer", layers.join(" and ")));
        let topic = self.topic.map(|topic| {
            let labels = self.graph.vocabularies().topics.members(topic).map(|term| term.label.as_str());
            format!("the topic {}", labels.collect::<Vec<_>>().join(" and "))
        });
        match (layers, topic) {
            (Some(layers), Some(topic)) => Some(format!("{layers} and {topic}")),
            (layers, topic) => layers.or(topic),
        }
    }

    /// Whether the question sees a node: it is there on the day, works in a layer asked about (or in none recorded)
    /// and is about the topic.
    pub fn sees(&self, ix: NodeIx) -> bool {
        let node = self.graph.node(ix);
        let layers = node.layers();
        let in_layer = layers.is_empty() || !layers.is_disjoint(self.layers);
        self.counts(ix) && (in_layer || matches!(node.entity, Entity::Jurisdiction(_)))
    }

    /// Whether a node is there on the day and about the topic, whatever its layers. A link may tie a text into a layer
    /// that the text itself does not work in, and one layer asked alone must answer as it does among all.
    fn counts(&self, ix: NodeIx) -> bool {
        let node = self.graph.node(ix);
        matches!(node.entity, Entity::Jurisdiction(_))
            || ((self.all_dates || self.graph.exists_on(ix, self.day))
                && self.topic.is_none_or(|topic| !node.topics().intersection(topic).is_empty()))
    }

    /// Whether a framework is in effect on the day and about the topic: in force or published. A treaty that is adopted
    /// counts as well: states commit themselves to it by signing, before it enters into force.
    pub fn applies(&self, ix: NodeIx) -> bool {
        let treaty = || self.graph.node(ix).framework().is_some_and(|it| it.kind == FrameworkKind::Treaty);
        self.counts(ix)
            && match self.graph.status_on(ix, self.day) {
                Some(Status::Adopted) => treaty(),
                status => status.is_some_and(Status::is_in_effect),
            }
    }

    /// Whether the question sees a link: both ends are seen, it holds on the day and in a layer asked about. Links of
    /// structure are not bound to layers.
    pub fn sees_link(&self, link: &Link) -> bool {
        self.holds_in_layers(link) && self.sees(link.from.node) && self.sees(link.to.node)
    }

    /// Links that exist between nodes that count, hold on the day and in a layer asked about; ascending.
    pub fn existing_links(&self) -> impl Iterator<Item = (LinkIx, &'g Link)> {
        let scope = *self;
        let graph = self.graph;
        (graph.link_indices().map(|ix| (ix, graph.link(ix))))
            .filter(|(_, link)| link.modality == Modality::Existing)
            .filter(move |(_, link)| scope.holds_in_layers(link))
            .filter(move |(_, link)| scope.counts(link.from.node) && scope.counts(link.to.node))
    }

    /// Existing links without those that repeat another for a further pair of provisions: what joins frameworks, each once.
    pub fn distinct_links(&self) -> impl Iterator<Item = (LinkIx, &'g Link)> {
        let graph = self.graph;
        self.existing_links().filter(move |(ix, _)| graph.repeats(*ix).is_none())
    }

    fn holds_in_layers(&self, link: &Link) -> bool {
        let substantive = link.relation.is_substantive();
        let in_layer = !substantive || !link.layers.is_disjoint(self.layers);
        // Jurisdictions have no topics: a link between two of them is about a topic only if something at its end is.
        let about = |topic| {
            [&link.from, &link.to].iter().any(|end| !self.graph.node(end.node).topics().intersection(topic).is_empty())
        };
        let on_topic = !substantive || self.topic.is_none_or(about);
        in_layer && on_topic && (self.all_dates || link.holds_on(self.day))
    }

    /// Blocs that a jurisdiction belongs to on the day, and what those and its country belong to; ascending.
    pub fn above(&self, jurisdiction: NodeIx) -> Vec<NodeIx> {
        let mut found = vec![jurisdiction];
        let mut next = 0;
        while let Some(current) = found.get(next).copied() {
            next += 1;
            for bloc in self.directly_above(current) {
                if !found.contains(&bloc) {
                    found.push(bloc);
                }
            }
        }
        found.swap_remove(0);
        found.sort_unstable();
        found
    }

    /// The blocs of which a jurisdiction is itself a member on the day, and what it is a part of; ascending.
    pub fn directly_above(&self, jurisdiction: NodeIx) -> Vec<NodeIx> {
        let belongs = |relation| matches!(relation, Relation::MemberOf | Relation::PartOf);
        self.jurisdictions(self.graph.links_from(jurisdiction), belongs, |link| link.to.node)
    }

    /// Countries and territories that belong to a bloc or institution on the day, ascending.
    pub fn members(&self, of: NodeIx) -> Vec<NodeIx> {
        self.jurisdictions(self.graph.links_to(of), |relation| relation == Relation::MemberOf, |link| link.from.node)
    }

    /// The jurisdictions at one end of links that exist on the day; ascending, each once.
    fn jurisdictions(
        &self,
        links: Vec<LinkIx>,
        joins: impl Fn(Relation) -> bool,
        end: impl Fn(&Link) -> NodeIx,
    ) -> Vec<NodeIx> {
        let mut found: Vec<NodeIx> = (links.into_iter().map(|ix| self.graph.link(ix)))
            .filter(|link| joins(link.relation) && link.modality == Modality::Existing && link.holds_on(self.day))
            .map(end)
            .filter(|ix| self.graph.node(*ix).jurisdiction().is_some())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// All countries and territories.
    pub fn world(&self) -> Area {
        let is_country = |ix: &NodeIx| {
            let kind = self.graph.node(*ix).jurisdiction().map(|jurisdiction| jurisdiction.kind);
            matches!(kind, Some(JurisdictionKind::Country | JurisdictionKind::Territory))
        };
        let members = self.graph.node_indices().filter(is_country).collect();
        Area { id: "world".to_owned(), name: "World".to_owned(), members }
    }

    /// The area called `text`: a named region, a bloc, a jurisdiction, or a comma list of these.
    ///
    /// A bloc stands for its members; blocs among the members of a bloc (such as the EU in the G20) stay themselves.
    ///
    /// # Errors
    /// If a name is unknown or the area is empty on the day.
    pub fn area(&self, text: &str) -> Result<Area, ScopeError> {
        let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let areas = parts.iter().map(|part| self.single_area(part)).collect::<Result<Vec<_>, _>>()?;
        match <[Area; 1]>::try_from(areas) {
            Ok([area]) => Ok(area),
            Err(areas) => {
                let mut members: Vec<NodeIx> = areas.iter().flat_map(|area| area.members.iter().copied()).collect();
                members.sort_unstable();
                members.dedup();
                if members.is_empty() {
                    return Err(ScopeError::UnknownArea { name: text.to_owned(), near: Vec::new() });
                }
                let join = |name: fn(&Area) -> &str, with: &str| areas.iter().map(name).collect::<Vec<_>>().join(with);
                Ok(Area { id: join(|area| &area.id, ","), name: join(|area| &area.name, ", "), members })
            }
        }
    }

    fn single_area(&self, text: &str) -> Result<Area, ScopeError> {
        let same = |name: &str| name.eq_ignore_ascii_case(text) || name.replace(' ', "-").eq_ignore_ascii_case(text);
        let regions = &self.graph.regions().regions;
        let region = regions.iter().find(|region| {
            same(region.id.as_str()) || same(&region.name) || region.aliases.iter().any(|alias| same(alias))
        });
        let empty = || ScopeError::NoMembers { name: text.to_owned(), day: self.day };
        if let Some(region) = region {
            let (id, name) = (region.id.to_string(), region.name.clone());
            let area = Area { id, name, members: region.members.clone() };
            return if area.members.is_empty() { Err(empty()) } else { Ok(area) };
        }
        let found = self.graph.find(text).filter(|ix| self.graph.node(*ix).jurisdiction().is_some());
        let Some(ix) = found else { return Err(self.unknown_area(text)) };
        let node = self.graph.node(ix);
        let kind = node.jurisdiction().map(|jurisdiction| jurisdiction.kind);
        let members = match kind {
            Some(JurisdictionKind::Bloc | JurisdictionKind::Group) => self.members(ix),
            _ => vec![ix],
        };
        if members.is_empty() {
            Err(empty())
        } else {
            Ok(Area { id: node.id.to_string(), name: node.name.clone(), members })
        }
    }

    fn unknown_area(&self, text: &str) -> ScopeError {
        let regions = self.graph.regions().regions.iter().map(|region| region.id.to_string());
        let jurisdictions = (self.graph.nodes().iter())
            .filter(|node| node.jurisdiction().is_some())
            .flat_map(|node| [node.id.to_string(), node.name.to_lowercase()]);
        let wanted = text.to_lowercase();
        let mut near: Vec<(f64, String)> = regions
            .chain(jurisdictions)
            .map(|name| (strsim::jaro_winkler(&wanted, &name), name))
            .filter(|(score, _)| *score >= 0.8)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        near.dedup_by(|a, b| a.1.replace(' ', "-") == b.1.replace(' ', "-"));
        let near = near.into_iter().take(3).map(|(_, name)| name).collect();
        ScopeError::UnknownArea { name: text.to_owned(), near }
    }

    /// The node called `text`.
    ///
    /// # Errors
    /// If there is none; the error names those that are near.
    pub fn node(&self, text: &str) -> Result<NodeIx, ScopeError> {
        self.graph.find(text).ok_or_else(|| ScopeError::UnknownNode {
            name: text.to_owned(),
            near: self.graph.near(text, 3).into_iter().map(ToString::to_string).collect(),
        })
    }
}
