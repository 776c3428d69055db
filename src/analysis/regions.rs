//! How many links there are within and between the regions of the map.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Entity, Graph, LinkIx, NodeIx, Relation};
use crate::scope::Scope;

/// The panel of what belongs to no region.
const INTERNATIONAL: &str = "international";

/// The links of a question by the regions of their ends.
#[derive(Debug, Clone)]
pub struct RegionLinks {
    /// Pairs of regions with a link, ascending; a region with itself among them.
    pub pairs: Vec<RegionPair>,
}

/// The links within a region or between two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegionPair {
    /// Position of the first region among the panels of the data.
    pub a: usize,
    /// Position of the second, not before the first.
    pub b: usize,
    /// Alignments.
    pub alignments: Vec<LinkIx>,
    /// References, whichever way they lead.
    pub references: Vec<LinkIx>,
    /// Those of the references that lead from the second region to the first.
    pub back: usize,
    /// Conflicts.
    pub conflicts: Vec<LinkIx>,
}

/// A family of relations that regions can be joined by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Brought into line with each other.
    Alignment,
    /// One leans on the other.
    Reference,
    /// They pull apart.
    Conflict,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 3] = [Self::Alignment, Self::Reference, Self::Conflict];

    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alignment => "alignment",
            Self::Reference => "reference",
            Self::Conflict => "conflict",
        }
    }
}

impl RegionPair {
    /// The links of a family.
    pub fn links(&self, family: Family) -> &[LinkIx] {
        match family {
            Family::Alignment => &self.alignments,
            Family::Reference => &self.references,
            Family::Conflict => &self.conflicts,
        }
    }

    /// How many links of any family.
    pub fn total(&self) -> usize {
        Family::ALL.iter().map(|family| self.links(*family).len()).sum()
    }
}

impl RegionLinks {
    /// How many links of a family end in a region; one within it counts once.
    pub fn ending_in(&self, region: usize, family: Family) -> usize {
        let here = self.pairs.iter().filter(|pair| pair.a == region || pair.b == region);
        here.map(|pair| pair.links(family).len()).sum()
    }

    /// How many links of a family there are.
    pub fn count(&self, family: Family) -> usize {
        self.pairs.iter().map(|pair| pair.links(family).len()).sum()
    }

    /// The regions that have a link, ascending.
    pub fn regions(&self) -> Vec<usize> {
        let regions: BTreeSet<usize> = self.pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        regions.into_iter().collect()
    }
}

/// Sorts the existing alignments, references and conflicts that the map of the same question draws by the regions of
/// their ends.
///
/// A jurisdiction belongs to its region; a body to that of its seat, a text to that of the jurisdictions that made it, else
/// of its first issuer. What was made in several regions, or in none, is international. Takes time linear in links.
pub fn region_links(scope: &Scope<'_>) -> RegionLinks {
    let graph = scope.graph();
    let mut pairs: BTreeMap<(usize, usize), RegionPair> = BTreeMap::new();
    for (ix, link) in scope.distinct_links() {
        let (from, to) = (link.from.node, link.to.node);
        if !link.relation.is_substantive() || from == to || !scope.sees(from) || !scope.sees(to) {
            continue;
        }
        let (from, to) = (region_of(graph, from), region_of(graph, to));
        let (a, b) = (from.min(to), from.max(to));
        let pair = pairs.entry((a, b)).or_insert_with(|| RegionPair { a, b, ..RegionPair::default() });
        match link.relation {
            Relation::Alignment(_) => pair.alignments.push(ix),
            Relation::Conflict(_) => pair.conflicts.push(ix),
            _ => {
                pair.references.push(ix);
                pair.back += usize::from(from > to);
            }
        }
    }
    RegionLinks { pairs: pairs.into_values().collect() }
}

/// The position of a node's region among the panels of the data.
pub fn region_of(graph: &Graph, ix: NodeIx) -> usize {
    let panels = &graph.regions().panels;
    let find = |id: &str| panels.iter().position(|panel| panel.id.as_str() == id);
    let international = find(INTERNATIONAL).unwrap_or(0);
    if let Entity::Framework(framework) = &graph.node(ix).entity
        && let [first, others @ ..] = framework.jurisdictions.as_slice()
        && others.iter().any(|other| graph.panel(*other) != graph.panel(*first))
    {
        return international;
    }
    graph.panel(ix).and_then(|panel| find(panel.as_str())).unwrap_or(international)
}
