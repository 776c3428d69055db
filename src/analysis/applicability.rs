//! Who is covered by what, and why.

use std::collections::BTreeMap;

use crate::model::{
    Act, BindingStep, Cost, CoverageGround, Entity, FrameworkKind, JurisdictionKind, Layer, LinkIx, Modality, NodeIx,
    Relation, Status, Strength,
};
use crate::scope::Scope;

/// Why, and how strongly, something applies in a jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// The framework; or the jurisdiction itself, or a bloc above it, from which a path may start as well.
    pub node: NodeIx,
    /// Why it applies; `None` for the jurisdiction itself.
    pub ground: Option<CoverageGround>,
    /// How strongly.
    pub strength: Strength,
    /// The bloc, country or institution through which it applies, where it is not the jurisdiction's own.
    pub via: Option<NodeIx>,
    /// The link that says so; `None` for the jurisdiction itself.
    pub link: Option<LinkIx>,
}

impl Coverage {
    /// The cost of the strength.
    pub fn cost(&self) -> Cost {
        self.strength.cost()
    }
}

/// What applies in one jurisdiction on the day of a question.
#[derive(Debug, Clone)]
pub struct Applicability {
    /// The jurisdiction.
    pub jurisdiction: NodeIx,
    /// The frameworks that apply, ascending; each with its strongest ground.
    pub frameworks: Vec<Coverage>,
    /// The jurisdiction and the blocs above it, ascending.
    pub places: Vec<Coverage>,
}

/// Whether anything is recorded for a layer of a jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoverageState {
    /// At least one framework of the layer applies strongly enough.
    Recorded,
    /// None does, and a source says that something is absent.
    Absent,
    /// None does, and no source says why.
    NotAssessed,
}

impl CoverageState {
    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Absent => "absent",
            Self::NotAssessed => "not_assessed",
        }
    }
}

impl Applicability {
    /// What applies in `jurisdiction`: texts made there, texts that bind a bloc it belongs to, texts it joined, and texts
    /// addressed to it as a member. Only frameworks in effect count.
    ///
    /// Takes time linear in the links of the jurisdiction and the blocs above it.
    pub fn of(scope: &Scope<'_>, jurisdiction: NodeIx) -> Self {
        let above = scope.above(jurisdiction);
        let mut best: BTreeMap<NodeIx, Coverage> = BTreeMap::new();
        collect(scope, jurisdiction, None, &mut best);
        for bloc in &above {
            collect(scope, *bloc, Some(*bloc), &mut best);
        }
        let addressed = scope.graph().scales().coverage(CoverageGround::Addressed);
        let own = Coverage { node: jurisdiction, ground: None, strength: Strength::FULL, via: None, link: None };
        let mut places = vec![own];
        places.extend(above.iter().map(|bloc| Coverage {
            node: *bloc,
            ground: Some(CoverageGround::Addressed),
            strength: addressed,
            via: Some(*bloc),
            link: membership(scope, jurisdiction, *bloc),
        }));
        places.sort_by_key(|place| place.node);
        Self { jurisdiction, frameworks: best.into_values().collect(), places }
    }

    /// Everything a path may start or end with in a layer: the frameworks of the layer, and the places.
    pub fn anchors<'a>(&'a self, scope: &Scope<'a>, layer: Layer) -> impl Iterator<Item = &'a Coverage> + use<'a> {
        self.in_layer(scope, layer).chain(&self.places)
    }

    /// The frameworks of a layer.
    pub fn in_layer<'a>(&'a self, scope: &Scope<'a>, layer: Layer) -> impl Iterator<Item = &'a Coverage> + use<'a> {
        let graph = scope.graph();
        self.frameworks.iter().filter(move |coverage| graph.layers(coverage.node).contains(layer))
    }

    /// The frameworks of a layer by which it counts as recorded.
    pub fn recorded<'a>(&'a self, scope: &Scope<'a>, layer: Layer) -> impl Iterator<Item = &'a Coverage> + use<'a> {
        let least = scope.graph().scales().recorded_coverage.value;
        self.in_layer(scope, layer).filter(move |coverage| coverage.strength >= least)
    }

    /// Whether the layer is recorded, absent or not assessed.
    pub fn state(&self, scope: &Scope<'_>, layer: Layer) -> CoverageState {
        if self.recorded(scope, layer).next().is_some() {
            return CoverageState::Recorded;
        }
        let jurisdiction = scope.graph().node(self.jurisdiction).jurisdiction();
        let absent = jurisdiction.is_some_and(|it| it.absences.iter().any(|absence| absence.layer == layer));
        if absent { CoverageState::Absent } else { CoverageState::NotAssessed }
    }

    /// Whether the node is the jurisdiction or a bloc above it.
    pub(super) fn is_place(&self, node: NodeIx) -> bool {
        self.places.binary_search_by_key(&node, |it| it.node).is_ok()
    }

    /// The framework that applies, or the place, at a node.
    pub(super) fn anchor(&self, node: NodeIx) -> Option<&Coverage> {
        let find = |list| <[Coverage]>::binary_search_by_key(list, &node, |it| it.node).ok().map(|at| &list[at]);
        find(&self.frameworks[..]).or_else(|| find(&self.places[..]))
    }

    /// Whether the node applies here or is the jurisdiction or a bloc above it.
    pub fn touches(&self, node: NodeIx) -> bool {
        let has = |list: &[Coverage]| list.binary_search_by_key(&node, |coverage| coverage.node).is_ok();
        has(&self.frameworks) || has(&self.places)
    }
}

/// Adds what applies in `place`, which is the jurisdiction itself (`via` is `None`) or something above it.
fn collect(scope: &Scope<'_>, place: NodeIx, via: Option<NodeIx>, best: &mut BTreeMap<NodeIx, Coverage>) {
    let graph = scope.graph();
    // A part of a country stands where the country stands; a member of a bloc decides for itself what the bloc joins.
    let kind = graph.node(place).jurisdiction().map(|it| it.kind);
    let own = via.is_none() || matches!(kind, Some(JurisdictionKind::Country | JurisdictionKind::SubNational));
    let mut offer = |framework: NodeIx, ground: CoverageGround, link: LinkIx, via: Option<NodeIx>| {
        if !scope.applies(framework) {
            return;
        }
        let strength = graph.scales().coverage(ground);
        let coverage = Coverage { node: framework, ground: Some(ground), strength, via, link: Some(link) };
        let known = best.entry(framework).or_insert(coverage);
        if (strength, std::cmp::Reverse(ground)) > (known.strength, std::cmp::Reverse(known.ground.unwrap_or(ground))) {
            *known = coverage;
        }
    };
    for ix in graph.links_to(place) {
        let link = graph.link(ix);
        if link.modality != Modality::Existing || !link.holds_on(scope.day()) {
            continue;
        }
        let framework = link.from.node;
        match link.relation {
            Relation::AppliesIn | Relation::IssuedBy if graph.node(framework).framework().is_some() => {
                let ground = match (via, link.relation) {
                    _ if own && made_by(scope, framework) > 1 => CoverageGround::MadeJointly,
                    (None, _) => CoverageGround::MadeHere,
                    (Some(_), Relation::AppliesIn) if binds_members(scope, framework, place) => {
                        CoverageGround::BindsBloc
                    }
                    _ => CoverageGround::Addressed,
                };
                offer(framework, ground, ix, via);
            }
            Relation::AddressedTo => offer(framework, CoverageGround::Addressed, ix, Some(place)),
            _ => {}
        }
    }
    for ix in graph.links_from(place) {
        let link = graph.link(ix);
        if link.modality != Modality::Existing || !link.holds_on(scope.day()) {
            continue;
        }
        match link.relation {
            Relation::PartyTo(act) => {
                // Ratifying binds nobody before the treaty is in force.
                let waits = graph.status_on(link.to.node, scope.day()) == Some(Status::Adopted);
                let ground = match (own, act) {
                    (true, Act::Ratified) if waits => CoverageGround::Signed,
                    (true, act) => act.into(),
                    (false, _) => CoverageGround::Addressed,
                };
                offer(link.to.node, ground, ix, via);
            }
            // What a forum or standards body issues is addressed to its members.
            Relation::MemberOf if own && graph.node(link.to.node).institution().is_some() => {
                for ix in graph.links_to(link.to.node) {
                    let issued = graph.link(ix);
                    let holds = issued.modality == Modality::Existing && issued.holds_on(scope.day());
                    if holds && issued.relation == Relation::IssuedBy {
                        offer(issued.from.node, CoverageGround::Addressed, ix, Some(link.to.node));
                    }
                }
            }
            _ => {}
        }
    }
}

/// How many jurisdictions made a framework.
fn made_by(scope: &Scope<'_>, framework: NodeIx) -> usize {
    scope.graph().node(framework).framework().map_or(0, |framework| framework.jurisdictions.len())
}

/// Whether a text made in `place` is law for everything below it: for a part of a country all of the country's texts
/// are, for a member of a bloc only what is recorded as binding. Treaties bind by joining, never by membership alone.
fn binds_members(scope: &Scope<'_>, framework: NodeIx, place: NodeIx) -> bool {
    let graph = scope.graph();
    let country = matches!(&graph.node(place).entity, Entity::Jurisdiction(it) if it.iso.is_some());
    if country {
        return true;
    }
    let Some(framework) = graph.node(framework).framework() else { return false };
    let binding = framework.patterns.binding.as_ref().map(|binding| binding.value);
    framework.kind != FrameworkKind::Treaty && binding == Some(BindingStep::Binding)
}

/// The link by which a jurisdiction belongs to a bloc directly on the day.
fn membership(scope: &Scope<'_>, jurisdiction: NodeIx, bloc: NodeIx) -> Option<LinkIx> {
    let graph = scope.graph();
    graph.links_from(jurisdiction).into_iter().find(|ix| {
        let link = graph.link(*ix);
        let belongs = matches!(link.relation, Relation::MemberOf | Relation::PartOf);
        let holds = link.modality == Modality::Existing && link.holds_on(scope.day());
        belongs && holds && link.to.node == bloc
    })
}
