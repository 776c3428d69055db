//! On which side of the Group-of-77 line a text stands.

use crate::analysis::statistics::share;
use crate::model::{JurisdictionKind, NodeIx};
use crate::scope::{Area, Scope};

/// On which side of the Group-of-77 line something stands. Membership of the Group is a documented proxy for "Global
/// South" with known exceptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GlobalSide {
    /// Made by members of the Group of 77.
    South,
    /// Made by others.
    North,
    /// Made by both together.
    Both,
    /// Made by or for no jurisdiction: by an international body, or at a conference.
    International,
}

impl GlobalSide {
    /// Every side.
    pub const ALL: [Self; 4] = [Self::South, Self::North, Self::Both, Self::International];

    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::South => "south",
            Self::North => "north",
            Self::Both => "both",
            Self::International => "international",
        }
    }

    /// The words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::South => "South",
            Self::North => "North",
            Self::Both => "South and North together",
            Self::International => "international",
        }
    }
}

/// The side of a framework: that of the jurisdictions that made it, else of those that its issuers belong to.
///
/// A country stands where its flag says, a part of a country where the country stands. A bloc belongs to a side if
/// nearly all of its members on the day do (`one_side` in `scales.ron`), else to both.
pub fn side_of(scope: &Scope<'_>, framework: NodeIx) -> GlobalSide {
    let homes = homes(scope, framework);
    let mut sides: Vec<GlobalSide> = homes.iter().map(|home| side_of_place(scope, *home)).collect();
    sides.sort_unstable();
    sides.dedup();
    sides.retain(|side| *side != GlobalSide::International);
    match sides[..] {
        [] => GlobalSide::International,
        [one] => one,
        _ => GlobalSide::Both,
    }
}

/// The jurisdictions that made a framework, else those that its issuers are or belong to; ascending.
pub(in crate::analysis) fn homes(scope: &Scope<'_>, framework: NodeIx) -> Vec<NodeIx> {
    let graph = scope.graph();
    let Some(it) = graph.node(framework).framework() else { return Vec::new() };
    let mut homes = it.jurisdictions.clone();
    if homes.is_empty() {
        let of_issuer = |issuer: &NodeIx| match graph.node(*issuer).institution() {
            Some(institution) => institution.jurisdiction,
            None => Some(*issuer),
        };
        homes = it.issuers.iter().filter_map(of_issuer).collect();
    }
    homes.sort_unstable();
    homes.dedup();
    homes
}

/// Whether a framework was made in an area.
pub(in crate::analysis) fn made_in(scope: &Scope<'_>, area: &Area, framework: NodeIx) -> bool {
    stands_in(scope, area, &homes(scope, framework))
}

/// Whether one of some jurisdictions stands in an area: it is a member or a part of one, or a bloc all of whose members
/// are in it.
pub(in crate::analysis) fn stands_in(scope: &Scope<'_>, area: &Area, homes: &[NodeIx]) -> bool {
    let inside = |ix: &NodeIx| area.members.binary_search(ix).is_ok();
    homes.iter().any(|home| {
        let parent = scope.graph().node(*home).jurisdiction().and_then(|it| it.parent);
        let members = scope.members(*home);
        inside(home) || parent.is_some_and(|it| inside(&it)) || (!members.is_empty() && members.iter().all(inside))
    })
}

/// The side of a jurisdiction; `International` for a bloc without members on the day.
fn side_of_place(scope: &Scope<'_>, place: NodeIx) -> GlobalSide {
    let graph = scope.graph();
    let flag = |ix: NodeIx| graph.node(ix).jurisdiction().is_some_and(|it| it.g77);
    let Some(jurisdiction) = graph.node(place).jurisdiction() else { return GlobalSide::International };
    let of_flag = |south: bool| if south { GlobalSide::South } else { GlobalSide::North };
    match jurisdiction.kind {
        JurisdictionKind::Bloc | JurisdictionKind::Group => {
            let members = scope.members(place);
            if members.is_empty() {
                return GlobalSide::International;
            }
            let south = members.iter().filter(|member| flag(**member)).count();
            let most = graph.scales().one_side.value.get();
            if share(south, members.len()) >= most {
                GlobalSide::South
            } else if share(members.len() - south, members.len()) >= most {
                GlobalSide::North
            } else {
                GlobalSide::Both
            }
        }
        _ => of_flag(flag(jurisdiction.parent.unwrap_or(place))),
    }
}
