//! Two jurisdictions in one layer: the verdict, the best chain, what contests it.

use crate::model::{Cost, Graph, Layer, LinkIx, NodeIx, Scales};
use crate::scope::Scope;

use super::applicability::{Applicability, CoverageState};
use super::network::{Network, Path};
use super::reach::Reach;

/// How two jurisdictions stand to each other in a layer, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing is recorded for one side or both, so nothing can be said.
    NotAssessed,
    /// A source says that one side lacks what the layer needs.
    Absent,
    /// Both sides have frameworks; no chain joins them.
    Unlinked,
    /// A chain joins them, too weak to rely on.
    Weak,
    /// A chain joins them that can be worked with.
    Bridged,
    /// A chain joins them that can be relied on.
    Aligned,
}

impl Verdict {
    /// Every verdict, worst first.
    pub const ALL: [Self; 6] =
        [Self::NotAssessed, Self::Absent, Self::Unlinked, Self::Weak, Self::Bridged, Self::Aligned];

    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAssessed => "not_assessed",
            Self::Absent => "absent",
            Self::Unlinked => "unlinked",
            Self::Weak => "weak",
            Self::Bridged => "bridged",
            Self::Aligned => "aligned",
        }
    }

    /// The words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotAssessed => "not assessed",
            other => other.as_str(),
        }
    }
}

/// Two jurisdictions in one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// How they stand to each other.
    pub verdict: Verdict,
    /// Whether a conflict stands between them.
    pub contested: bool,
    /// The best chain from the first to the second, if there is one.
    pub path: Option<Path>,
    /// The conflicts between them, ascending.
    pub conflicts: Vec<LinkIx>,
}

/// The networks of the layers that a question looks at, and the conflicts in each.
#[derive(Debug)]
pub struct Layers {
    layers: Vec<LayerLinks>,
}

#[derive(Debug)]
struct LayerLinks {
    network: Network,
    conflicts: Vec<LinkIx>,
}

impl Layers {
    /// Prepares the layers of the question.
    pub fn new(scope: &Scope<'_>) -> Self {
        let of = |layer: Layer| LayerLinks {
            network: Network::new(scope, layer),
            conflicts: (scope.existing_links())
                .filter(|(_, link)| link.relation.is_conflict() && link.layers.contains(layer))
                .map(|(ix, _)| ix)
                .collect(),
        };
        Self { layers: scope.layer_list().map(of).collect() }
    }

    /// The networks, in the report's order of layers.
    pub fn networks(&self) -> impl Iterator<Item = &Network> {
        self.layers.iter().map(|it| &it.network)
    }

    /// The conflicts of a layer, ascending.
    pub fn conflicts(&self, layer: Layer) -> &[LinkIx] {
        self.layers.iter().find(|it| it.network.layer() == layer).map_or(&[], |it| &it.conflicts)
    }
}

/// Assesses a pair in the layer of `reach`, which must start from `a`.
pub fn assess(
    scope: &Scope<'_>,
    layers: &Layers,
    layer: Layer,
    reach: &Reach,
    a: &Applicability,
    b: &Applicability,
) -> Assessment {
    assess_path(scope, layers, layer, reach.path(scope, layer, a, b), a, b)
}

/// Assesses a pair in a layer by the best chain from `a` to `b`.
pub(super) fn assess_path(
    scope: &Scope<'_>,
    layers: &Layers,
    layer: Layer,
    path: Option<Path>,
    a: &Applicability,
    b: &Applicability,
) -> Assessment {
    let conflicts = conflicts_between(scope.graph(), layers.conflicts(layer), a, b, path.as_ref());
    let verdict = verdict(scope, layer, a, b, path.as_ref());
    Assessment { verdict, contested: !conflicts.is_empty(), path, conflicts }
}

fn verdict(scope: &Scope<'_>, layer: Layer, a: &Applicability, b: &Applicability, path: Option<&Path>) -> Verdict {
    let states = [a.state(scope, layer), b.state(scope, layer)];
    if states.contains(&CoverageState::Absent) {
        return Verdict::Absent;
    }
    if states.contains(&CoverageState::NotAssessed) {
        return Verdict::NotAssessed;
    }
    by_cost(scope.graph().scales(), path.map_or(Cost::INFINITE, |path| path.cost))
}

/// The verdict of a pair of which both sides are recorded, by what its best chain costs.
pub(super) fn by_cost(scales: &Scales, cost: Cost) -> Verdict {
    if !cost.is_finite() {
        Verdict::Unlinked
    } else if cost.reaches(scales.aligned.value) {
        Verdict::Aligned
    } else if cost.reaches(scales.bridged.value) {
        Verdict::Bridged
    } else {
        Verdict::Weak
    }
}

/// The conflicts that stand between two jurisdictions: one end applies in the one and the other end in the other, or
/// both ends lie on the chain that joins them. A conflict of which one side carries both ends is that side's own affair:
/// it is left out unless the chain walks through it.
pub fn conflicts_between(
    graph: &Graph,
    conflicts: &[LinkIx],
    a: &Applicability,
    b: &Applicability,
    path: Option<&Path>,
) -> Vec<LinkIx> {
    let on_path: Vec<NodeIx> = path.map(Path::nodes).unwrap_or_default();
    let stands_between = |ix: &LinkIx| {
        let link = graph.link(*ix);
        let (from, to) = (link.from.node, link.to.node);
        let (from_a, from_b) = (a.touches(from), b.touches(from));
        let (to_a, to_b) = (a.touches(to), b.touches(to));
        let across = (from_a && to_b) || (from_b && to_a);
        let inside = (from_a && to_a) || (from_b && to_b);
        (across && !inside) || (on_path.contains(&from) && on_path.contains(&to))
    };
    conflicts.iter().copied().filter(stands_between).collect()
}
