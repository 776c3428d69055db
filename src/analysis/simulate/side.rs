//! Home and the targets of a profile: what applies there, what is to come, who is liable.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::demand::{Demand, binding};
use crate::analysis::lens::{self, RegimeRow};
use crate::analysis::{Applicability, Coverage};
use crate::model::{BindingStep, CoverageGround, Graph, LinkIx, NodeIx, Status, Strength, SystemProfile, Target};
use crate::scope::Scope;

/// What a side is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SideKind {
    /// Where the system comes from.
    Home,
    /// A target: one jurisdiction, a bloc as such.
    Jurisdiction,
    /// A target: the members of a named region, home left out.
    Region,
}

impl SideKind {
    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Jurisdiction => "jurisdiction",
            Self::Region => "region",
        }
    }
}

/// Home or a target of a profile.
#[derive(Debug, Clone)]
pub struct Side<'g> {
    /// What it is.
    pub kind: SideKind,
    /// The id of the jurisdiction or region.
    pub id: &'g str,
    /// Its name for people.
    pub name: &'g str,
    /// The jurisdictions looked at, ascending.
    pub members: Vec<NodeIx>,
    /// What applies there: texts that reach the system first, of these the binding ones first.
    pub texts: Vec<Placed<'g>>,
    /// What is adopted or proposed there and not yet in effect, in the same order.
    pub coming: Vec<Placed<'g>>,
    /// The liability regimes recorded there.
    pub liability: Vec<RegimeRow<'g>>,
    /// What applies in each member, for the comparison with other sides.
    pub(super) applicability: Vec<Applicability>,
}

/// What a framework means for the system, and where on a side it applies.
#[derive(Debug, Clone)]
pub struct Placed<'g> {
    /// What it means.
    pub demand: Demand<'g>,
    /// Where it applies, by jurisdiction.
    pub places: Vec<Placement>,
}

/// Why a framework applies, or will apply, in a jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// The jurisdiction.
    pub place: NodeIx,
    /// The bloc, country or institution through which it applies.
    pub via: Option<NodeIx>,
    /// The ground and its strength; `None` for what is only adopted or proposed there.
    pub ground: Option<(CoverageGround, Strength)>,
    /// The link that says so.
    pub link: Option<LinkIx>,
}

impl<'g> Side<'g> {
    /// The home of a profile.
    pub(super) fn home(scope: &Scope<'g>, profile: &SystemProfile) -> Self {
        let node = scope.graph().node(profile.home);
        Self::of(scope, profile, SideKind::Home, (node.id.as_str(), node.label()), vec![profile.home])
    }

    /// A target of a profile.
    pub(super) fn target(scope: &Scope<'g>, profile: &SystemProfile, target: &Target) -> Option<Self> {
        match target {
            Target::Jurisdiction(ix) => {
                let node = scope.graph().node(*ix);
                let name = (node.id.as_str(), node.label());
                Some(Self::of(scope, profile, SideKind::Jurisdiction, name, vec![*ix]))
            }
            Target::Region(id) => {
                let region = scope.graph().regions().regions.iter().find(|region| region.id == *id)?;
                let members = region.members.iter().copied().filter(|member| *member != profile.home).collect();
                let name = (region.id.as_str(), region.name.as_str());
                Some(Self::of(scope, profile, SideKind::Region, name, members))
            }
        }
    }

    fn of(
        scope: &Scope<'g>,
        profile: &SystemProfile,
        kind: SideKind,
        (id, name): (&'g str, &'g str),
        members: Vec<NodeIx>,
    ) -> Self {
        let applicability: Vec<Applicability> =
            members.par_iter().map(|member| Applicability::of(scope, *member)).collect();
        let mut now: BTreeMap<NodeIx, Vec<Placement>> = BTreeMap::new();
        let mut ahead: BTreeMap<NodeIx, Vec<Placement>> = BTreeMap::new();
        for it in &applicability {
            let place = it.jurisdiction;
            for coverage in it.frameworks.iter().filter(|coverage| scope.sees(coverage.node)) {
                // A treaty counts from signature on; what it asks waits for its entry into force.
                let waits = scope.graph().status_on(coverage.node, scope.day()) == Some(Status::Adopted);
                let list = if waits { &mut ahead } else { &mut now };
                list.entry(coverage.node).or_default().push(placement(place, coverage));
            }
            for (framework, via) in lens::proposals(scope, place) {
                ahead.entry(framework).or_default().push(Placement { place, via, ground: None, link: None });
            }
        }
        let liability = members.iter().flat_map(|member| lens::regimes_of(scope, *member)).collect();
        let texts = placed(scope, profile, now);
        let coming = placed(scope, profile, ahead);
        Self { kind, id, name, members, texts, coming, liability, applicability }
    }

    /// Whether a text is here and binds; see [`Placed::binds`].
    pub fn binds(&self, graph: &Graph, text: NodeIx) -> bool {
        self.texts.iter().any(|it| it.demand.node == text && it.binds(graph) == Some(true))
    }

    /// The texts that reach the system itself.
    pub fn reaching(&self) -> impl Iterator<Item = &Placed<'g>> {
        self.texts.iter().filter(|text| text.demand.reaches())
    }
}

impl Placed<'_> {
    /// Whether the text binds in the places where it applies: its legal force is binding, and it was made there, binds a
    /// bloc, or was ratified; signing or being addressed binds nobody. `None` where its legal force was not assessed.
    pub fn binds(&self, graph: &Graph) -> Option<bool> {
        use CoverageGround::{BindsBloc, MadeHere, MadeJointly, Ratified};
        let force = force(graph, self)?;
        let mut grounds = self.places.iter().map(|place| place.ground.map(|(ground, _)| ground));
        // A bill has no ground yet: it would be made there.
        let joined = grounds.any(|it| it.is_none_or(|it| matches!(it, MadeHere | BindsBloc | Ratified | MadeJointly)));
        Some(force == BindingStep::Binding && joined)
    }
}

fn placement(place: NodeIx, coverage: &Coverage) -> Placement {
    let ground = coverage.ground.map(|ground| (ground, coverage.strength));
    Placement { place, via: coverage.via, ground, link: coverage.link }
}

fn placed<'g>(scope: &Scope<'g>, profile: &SystemProfile, places: BTreeMap<NodeIx, Vec<Placement>>) -> Vec<Placed<'g>> {
    let mut texts: Vec<Placed<'g>> = (places.into_iter())
        .filter_map(|(node, places)| Some(Placed { demand: Demand::of(scope, node, profile)?, places }))
        .collect();
    let graph = scope.graph();
    texts.sort_by_key(|text| (text.demand.reaching.rank(), Reverse((text.binds(graph), force(graph, text)))));
    texts
}

fn force(graph: &Graph, text: &Placed<'_>) -> Option<BindingStep> {
    graph.node(text.demand.node).framework().and_then(binding)
}
