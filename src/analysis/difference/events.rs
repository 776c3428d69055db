//! What happened between two days: texts, bodies, links, parties and members.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::analysis::structure::{homes, stands_in};
use crate::model::{
    Dates, Entity, Id, InstitutionStatus, Link, LinkIx, Modality, NodeIx, PartialDate, Relation, Status,
};
use crate::scope::{Area, Scope};

/// Something that happened between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The panel of the map where it happened; `None` for what is international.
    pub region: Option<Id>,
    /// When, as far as known.
    pub date: Option<PartialDate>,
    /// What.
    pub what: Happening,
}

/// What happened. `None` before or after says that it was not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// A framework appeared, changed its status or ended.
    Instrument {
        /// Which.
        framework: NodeIx,
        /// Its status on the first day.
        before: Option<Status>,
        /// Its status on the second.
        after: Option<Status>,
    },
    /// An institution was proposed, set up or dissolved.
    Institution {
        /// Which.
        institution: NodeIx,
        /// Its status on the first day.
        before: Option<InstitutionStatus>,
        /// Its status on the second.
        after: Option<InstitutionStatus>,
    },
    /// An alignment, reference or conflict begins or ends to count.
    Link {
        /// Which.
        link: LinkIx,
        /// Whether it counts on the second day; else on the first.
        began: bool,
    },
    /// Jurisdictions of a region joined or left a framework, bloc or institution.
    Parties {
        /// What they joined or left.
        of: NodeIx,
        /// How: party by an act, or member.
        relation: Relation,
        /// Who, with the link that says so; ascending.
        who: Vec<(NodeIx, LinkIx)>,
        /// Whether they joined; else they left.
        joined: bool,
    },
}

/// What happened between the days of two questions about the same graph, by region and date; what has no date comes first.
///
/// With areas, only what was made in one of them, links with an end made there, and what their jurisdictions joined or left.
/// A link counts while it holds and its frameworks are in effect. Takes time linear in nodes and links.
pub fn events(before: &Scope<'_>, after: &Scope<'_>, areas: &[Area]) -> Vec<Event> {
    let between = Between { before, after, areas };
    let mut events = between.nodes();
    events.extend(between.links());
    events.extend(between.parties());
    let panels = &after.graph().regions().panels;
    let region = |event: &Event| {
        event.region.as_ref().map(|id| panels.iter().position(|panel| panel.id == *id).unwrap_or(panels.len()))
    };
    events.sort_by_key(|event| (region(event), event.date.map(PartialDate::first_day), order(&event.what)));
    events
}

/// Texts first, then bodies, links, parties; by position in the graph.
fn order(what: &Happening) -> (u8, usize, usize) {
    match what {
        Happening::Instrument { framework, .. } => (0, framework.index(), 0),
        Happening::Institution { institution, .. } => (1, institution.index(), 0),
        Happening::Link { link, .. } => (2, link.index(), 0),
        Happening::Parties { of, who, .. } => (3, of.index(), who.first().map_or(0, |(_, link)| link.index())),
    }
}

struct Between<'b, 'g> {
    before: &'b Scope<'g>,
    after: &'b Scope<'g>,
    areas: &'b [Area],
}

impl Between<'_, '_> {
    /// Whether something stands in an area asked about on either day.
    fn concerns(&self, ix: NodeIx) -> bool {
        let places = match &self.after.graph().node(ix).entity {
            Entity::Framework(_) => homes(self.after, ix),
            Entity::Institution(it) => it.jurisdiction.into_iter().collect(),
            Entity::Jurisdiction(_) => vec![ix],
        };
        let days = [self.before, self.after];
        self.areas.is_empty() || self.areas.iter().any(|area| days.iter().any(|scope| stands_in(scope, area, &places)))
    }

    fn region(&self, ix: NodeIx) -> Option<Id> {
        self.after.graph().panel(ix).filter(|id| id.as_str() != "international").cloned()
    }

    fn nodes(&self) -> Vec<Event> {
        let graph = self.after.graph();
        let (from, to) = (self.before.day(), self.after.day());
        let seen = |ix: &NodeIx| (self.before.sees(*ix) || self.after.sees(*ix)) && self.concerns(*ix);
        let event = |ix: NodeIx| {
            let (date, what) = match &graph.node(ix).entity {
                Entity::Framework(it) => {
                    let (before, after) = (graph.status_on(ix, from), graph.status_on(ix, to));
                    let date = (before != after).then(|| when(it.dates, if to < from { before } else { after }))?;
                    (date, Happening::Instrument { framework: ix, before, after })
                }
                Entity::Institution(it) => {
                    let days = [from, to].map(|day| graph.institution_status_on(ix, day));
                    let [before, after] = days;
                    if before == after {
                        return None;
                    }
                    let date = match if to < from { before } else { after } {
                        Some(InstitutionStatus::Dissolved) => it.until,
                        Some(InstitutionStatus::Existing) => it.since,
                        _ => it.proposed,
                    };
                    (date, Happening::Institution { institution: ix, before, after })
                }
                Entity::Jurisdiction(_) => return None,
            };
            Some(Event { region: self.region(ix), date, what })
        };
        graph.node_indices().filter(seen).filter_map(event).collect()
    }

    fn links(&self) -> Vec<Event> {
        let (old, new) = (counting(self.before), counting(self.after));
        let graph = self.after.graph();
        let concerned = |ix: &&LinkIx| {
            let link = graph.link(**ix);
            self.concerns(link.from.node) || self.concerns(link.to.node)
        };
        let event = |ix: &LinkIx| {
            let link = graph.link(*ix);
            let region = self.region(link.from.node).or_else(|| self.region(link.to.node));
            Event { region, date: self.turned(*ix), what: Happening::Link { link: *ix, began: new.contains(ix) } }
        };
        old.symmetric_difference(&new).filter(concerned).map(event).collect()
    }

    /// When a link began or ceased to count: by its own date, else by that of one of its ends.
    fn turned(&self, ix: LinkIx) -> Option<PartialDate> {
        let graph = self.after.graph();
        let link = graph.link(ix);
        let (first, last) = self.days();
        let began = |date: &PartialDate| date.has_begun(last) && !date.has_begun(first);
        let ended = |date: &PartialDate| date.has_ended(last) && !date.has_ended(first);
        let of_end = |node: NodeIx| match &graph.node(node).entity {
            Entity::Framework(it) => [graph.status_on(node, last), graph.status_on(node, first)]
                .into_iter()
                .filter_map(|status| when(it.dates, status))
                .find(|date| began(date) || ended(date)),
            Entity::Institution(it) => it.since.filter(began).or(it.until.filter(ended)),
            Entity::Jurisdiction(_) => None,
        };
        let own = self.own_turn(link);
        let of_ends = [link.from.node, link.to.node].into_iter().filter_map(of_end);
        own.into_iter().chain(of_ends).max_by_key(|date| date.first_day())
    }

    /// When a party joined or left: a treaty may be signed before its own dates are known, so the party's date comes first.
    fn joined(&self, ix: LinkIx) -> Option<PartialDate> {
        self.own_turn(self.after.graph().link(ix)).or_else(|| self.turned(ix))
    }

    /// The date of a link itself that lies between the days.
    fn own_turn(&self, link: &Link) -> Option<PartialDate> {
        let (first, last) = self.days();
        let ended = link.until.filter(|date| date.has_ended(last) && !date.has_ended(first));
        ended.or(link.since.filter(|date| date.has_begun(last) && !date.has_begun(first)))
    }

    /// The earlier and the later day.
    fn days(&self) -> (Date, Date) {
        let (before, after) = (self.before.day(), self.after.day());
        (before.min(after), before.max(after))
    }

    fn parties(&self) -> Vec<Event> {
        let graph = self.after.graph();
        let mut groups: BTreeMap<_, Vec<(NodeIx, LinkIx)>> = BTreeMap::new();
        for ix in graph.link_indices() {
            let link = graph.link(ix);
            let (who, of) = (link.from.node, link.to.node);
            let joins = matches!(link.relation, Relation::PartyTo(_) | Relation::MemberOf);
            let seen = || self.before.sees(of) || self.after.sees(of);
            if !joins || link.modality != Modality::Existing || !self.concerns(who) || !seen() {
                continue;
            }
            let held = [self.before, self.after].map(|scope| {
                let day = scope.day();
                link.holds_on(day) && graph.exists_on(of, day) && graph.exists_on(who, day)
            });
            if held[0] != held[1] {
                let date = self.joined(ix);
                let key = (of, link.relation, date.map(|date| (date.first_day(), date.precision())), held[1]);
                groups.entry((self.region(who), key)).or_default().push((who, ix));
            }
        }
        let event = |((region, (of, relation, _, joined)), mut who): (_, Vec<(NodeIx, LinkIx)>)| {
            who.sort_unstable();
            let date = who.first().and_then(|(_, link)| self.joined(*link));
            Event { region, date, what: Happening::Parties { of, relation, who, joined } }
        };
        groups.into_iter().map(event).collect()
    }
}

/// The links that count on the day: they hold, and frameworks at their ends are in effect.
fn counting(scope: &Scope<'_>) -> BTreeSet<LinkIx> {
    let graph = scope.graph();
    let usable = |ix: NodeIx| graph.node(ix).framework().is_none() || scope.applies(ix);
    (scope.distinct_links())
        .filter(|(_, link)| link.relation.is_substantive() && usable(link.from.node) && usable(link.to.node))
        .map(|(ix, _)| ix)
        .collect()
}

/// When a framework came to have a status.
fn when(dates: Dates, status: Option<Status>) -> Option<PartialDate> {
    match status? {
        Status::Proposed | Status::Draft => dates.proposed.or(dates.adopted),
        Status::Adopted => dates.adopted,
        Status::InForce => dates.in_force.or(dates.adopted),
        Status::Published => dates.adopted.or(dates.in_force),
        Status::Repealed | Status::Withdrawn | Status::Lapsed => dates.ended,
    }
}
