//! Which frameworks and institutions hang together, and who joins the groups.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;

use super::partition::{Partition, partition_watched};
use super::{Joint, countries, joints, region};
use crate::analysis::applicability::Applicability;
use crate::model::{Id, NodeIx};
use crate::scope::Scope;

/// A strength of 1 as a whole weight.
const WHOLE: f64 = 1e6;

/// The groups of the network of existing alignment and reference links.
#[derive(Debug, Clone)]
pub struct Communities {
    /// Frameworks and institutions that a link joins with another.
    pub nodes: usize,
    /// Pairs of them that links join.
    pub joints: usize,
    /// Into how many parts they fall that no link joins: no group is larger than a part.
    pub parts: usize,
    /// Frameworks in effect that no link joins with another or with an institution: they are in no group.
    pub unlinked: usize,
    /// How much more weight lies inside groups than chance would have it: below 1, and 0 where there is but one.
    pub modularity: f64,
    /// The least that one of the searches ended with.
    pub least: f64,
    /// How many searches there were.
    pub starts: usize,
    /// The groups, largest first.
    pub groups: Vec<Group>,
    /// What joins two groups, strongest first.
    pub between: Vec<Between>,
    /// Countries and territories to which no group gives more than half of the linked texts that apply there; ascending.
    pub shared: Vec<NodeIx>,
}

/// What hangs together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its frameworks and institutions, most central first.
    pub members: Vec<Member>,
    /// The panels of its frameworks with how many of them, most first; `None` for what is international.
    pub regions: Vec<(Option<Id>, usize)>,
    /// How many pairs of its members links join.
    pub inside: usize,
    /// How many pairs of a member and one of another group links join.
    pub outside: usize,
    /// In what share of the searches two members ended together, on average.
    pub firmness: f64,
    /// The countries and territories to which the group gives more than half of the linked texts that apply there, with how
    /// many of how many; ascending.
    pub serves: Vec<(NodeIx, usize, usize)>,
}

/// A framework or institution in its group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// Which.
    pub node: NodeIx,
    /// The strengths of what joins it with its own group, added up.
    pub within: f64,
    /// The strengths of what joins it with other groups, added up.
    pub across: f64,
    /// How many other groups it is joined with.
    pub groups: usize,
}

/// What joins two groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Between {
    /// Position of the larger group in [`Communities::groups`].
    pub a: usize,
    /// Position of the other.
    pub b: usize,
    /// The strengths, added up.
    pub strength: f64,
    /// Who is joined with whom, by which link, strongest first.
    pub joints: Vec<Joint>,
}

impl Group {
    /// How many of its members are frameworks.
    pub fn frameworks(&self) -> usize {
        self.regions.iter().map(|(_, count)| count).sum()
    }

    /// The one region that all its frameworks belong to, those of international bodies aside; `None` if there are several
    /// or none.
    pub fn only_region(&self) -> Option<&Id> {
        let mut placed = self.regions.iter().filter_map(|(region, _)| region.as_ref());
        placed.next().filter(|_| placed.next().is_none())
    }
}

impl Communities {
    /// The members that links join with other groups: those joined with most groups first, then those most strongly
    /// joined. With the positions of their groups.
    pub fn brokers(&self) -> Vec<(usize, Member)> {
        let of_group = |(at, group): (usize, &Group)| group.members.iter().map(move |it| (at, *it)).collect::<Vec<_>>();
        let mut brokers: Vec<(usize, Member)> = self.groups.iter().enumerate().flat_map(of_group).collect();
        brokers.retain(|(_, member)| member.groups > 0);
        brokers.sort_by(|(_, a), (_, b)| {
            (b.groups.cmp(&a.groups)).then(b.across.total_cmp(&a.across)).then(a.node.cmp(&b.node))
        });
        brokers
    }
}

/// Divides the frameworks in effect and the institutions into groups ([`partition`](fn@crate::analysis::partition)).
///
/// What joins two nodes in any of the layers asked about counts once, with the strongest link; all layers make one network,
/// because what holds a group together is often spread over them. Jurisdictions and reports stay outside, as in chains.
/// A member is the more central the more strength joins it with its own group. Takes time about linear in nodes and links,
/// 64 times, and as for [`Applicability::of`] for each country.
pub fn communities(scope: &Scope<'_>) -> Communities {
    let graph = scope.graph();
    let joints = joints(scope);
    let nodes: Vec<NodeIx> = joints.iter().flat_map(|it| [it.a, it.b]).collect::<BTreeSet<_>>().into_iter().collect();
    let place = |ix: NodeIx| nodes.binary_search(&ix).expect("every end is a node");
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "strengths lie between 0 and 1")]
    let weight = |joint: &Joint| (joint.strength * WHOLE).round() as u64;
    let ties: Vec<(usize, usize, u64)> = joints.iter().map(|it| (place(it.a), place(it.b), weight(it))).collect();
    let found = partition_watched(nodes.len(), &ties, scope.observer());
    let group_of = |ix: NodeIx| nodes.binary_search(&ix).ok().map(|at| found.group_of[at]);

    let ends = ties.iter().zip(&joints).map(|((a, b, _), joint)| (*a, *b, joint.strength));
    let mut groups = groups(scope, &nodes, &found, ends);
    // From the number in the division to the position in the answer.
    let mut by_size: Vec<usize> = (0..groups.len()).collect();
    by_size.sort_by_key(|at| (Reverse(groups[*at].members.len()), *at));
    let mut position = vec![0; groups.len()];
    by_size.iter().enumerate().for_each(|(to, from)| position[*from] = to);
    let mut shared = Vec::new();
    for (country, counts) in served(scope, &group_of) {
        let all: usize = counts.values().sum();
        match counts.iter().find(|(_, count)| 2 * **count > all) {
            Some((group, count)) => groups[*group].serves.push((country, *count, all)),
            None if all > 0 => shared.push(country),
            None => {}
        }
    }
    let mut parts = UnionFind::<usize>::new(nodes.len());
    for (a, b, _) in &ties {
        parts.union(*a, *b);
    }
    let between = between(&joints, |ix| position[found.group_of[place(ix)]]);
    let mut sorted: Vec<(usize, Group)> = position.iter().copied().zip(groups).collect();
    sorted.sort_by_key(|(at, _)| *at);
    let unlinked = graph.node_indices().filter(|ix| scope.sees(*ix) && scope.applies(*ix) && group_of(*ix).is_none());
    Communities {
        nodes: nodes.len(),
        joints: joints.len(),
        parts: parts.into_labeling().into_iter().collect::<BTreeSet<_>>().len(),
        unlinked: unlinked.count(),
        modularity: found.modularity,
        least: found.least,
        starts: found.starts,
        groups: sorted.into_iter().map(|(_, group)| group).collect(),
        between,
        shared,
    }
}

/// The groups of the division, by their numbers; `joints` are positions in `nodes` with the strength between them.
fn groups(
    scope: &Scope<'_>,
    nodes: &[NodeIx],
    found: &Partition,
    joints: impl Iterator<Item = (usize, usize, f64)>,
) -> Vec<Group> {
    let empty = |firmness: &f64| Group {
        members: Vec::new(),
        regions: Vec::new(),
        inside: 0,
        outside: 0,
        firmness: *firmness,
        serves: Vec::new(),
    };
    let mut groups: Vec<Group> = found.firmness.iter().map(empty).collect();
    let alone = |node: &NodeIx| (Member { node: *node, within: 0.0, across: 0.0, groups: 0 }, BTreeSet::new());
    let mut members: Vec<(Member, BTreeSet<usize>)> = nodes.iter().map(alone).collect();
    for (a, b, strength) in joints {
        let (of_a, of_b) = (found.group_of[a], found.group_of[b]);
        if of_a == of_b {
            groups[of_a].inside += 1;
            members[a].0.within += strength;
            members[b].0.within += strength;
            continue;
        }
        for (end, own, other) in [(a, of_a, of_b), (b, of_b, of_a)] {
            groups[own].outside += 1;
            members[end].0.across += strength;
            members[end].1.insert(other);
        }
    }
    let rounded = |value: f64| (value * WHOLE).round() / WHOLE;
    for ((member, others), group) in members.into_iter().zip(&found.group_of) {
        let (within, across) = (rounded(member.within), rounded(member.across));
        groups[*group].members.push(Member { within, across, groups: others.len(), ..member });
    }
    for group in &mut groups {
        group.members.sort_by(|a, b| b.within.total_cmp(&a.within).then(a.node.cmp(&b.node)));
        group.regions = regions(scope, &group.members);
    }
    groups
}

/// The panels of the frameworks among the members with how many of them, most first.
fn regions(scope: &Scope<'_>, members: &[Member]) -> Vec<(Option<Id>, usize)> {
    let mut counts: BTreeMap<Option<&Id>, usize> = BTreeMap::new();
    for member in members.iter().filter(|it| scope.graph().node(it.node).framework().is_some()) {
        *counts.entry(region(scope, member.node)).or_default() += 1;
    }
    let mut regions: Vec<(Option<Id>, usize)> = counts.into_iter().map(|(id, count)| (id.cloned(), count)).collect();
    regions.sort_by_key(|(_, count)| Reverse(*count));
    regions
}

/// For each country how many texts of each group apply there strongly enough to count as recorded; ascending.
fn served(
    scope: &Scope<'_>,
    group_of: &(impl Fn(NodeIx) -> Option<usize> + Sync),
) -> Vec<(NodeIx, BTreeMap<usize, usize>)> {
    let least = scope.graph().scales().recorded_coverage.value;
    let of_country = |country: &NodeIx| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let applying = Applicability::of(scope, *country).frameworks;
        for coverage in applying.iter().filter(|it| it.strength >= least && scope.sees(it.node)) {
            if let Some(group) = group_of(coverage.node) {
                *counts.entry(group).or_default() += 1;
            }
        }
        (*country, counts)
    };
    countries(scope).par_iter().map(of_country).collect()
}

fn between(joints: &[Joint], group_of: impl Fn(NodeIx) -> usize) -> Vec<Between> {
    let mut found: BTreeMap<(usize, usize), Vec<Joint>> = BTreeMap::new();
    for joint in joints {
        let (a, b) = (group_of(joint.a), group_of(joint.b));
        if a != b {
            found.entry((a.min(b), a.max(b))).or_default().push(*joint);
        }
    }
    let finished = |((a, b), mut joints): ((usize, usize), Vec<Joint>)| {
        joints.sort_by(|x, y| y.strength.total_cmp(&x.strength).then((x.a, x.b).cmp(&(y.a, y.b))));
        let strength = (joints.iter().map(|it| it.strength).sum::<f64>() * WHOLE).round() / WHOLE;
        Between { a, b, strength, joints }
    };
    let mut found: Vec<Between> = found.into_iter().map(finished).collect();
    found.sort_by(|x, y| y.strength.total_cmp(&x.strength).then((x.a, x.b).cmp(&(y.a, y.b))));
    found
}
