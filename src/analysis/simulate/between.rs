//! What stands between the sides of a profile: conflicts, and what is recorded of its flows of data.

use super::demand::{Demand, Reaching};
use super::side::Side;
use crate::analysis::Applicability;
use crate::model::{
    AlignmentMechanism, ConflictKind, DataFlow, Graph, Layer, Link, LinkIx, NodeIx, Obligation, Relation, Status,
    SystemProfile,
};
use crate::scope::Scope;

/// The category of obligations on sending personal data abroad.
const TRANSFER: &str = "obligation-cross-border-transfer";

/// A recorded conflict with one end on one side and the other on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemConflict {
    /// The link.
    pub link: LinkIx,
    /// Sides it stands between, each pair ascending; within a region both are that region.
    pub between: Vec<(usize, usize)>,
    /// Ends of which it is not assessed whether they reach the system.
    pub unsure: Vec<NodeIx>,
}

/// What is recorded of a flow of data.
#[derive(Debug, Clone)]
pub struct FlowAnswer<'g> {
    /// The flow.
    pub flow: &'g DataFlow,
    /// Findings of comparable protection by the side that data leave, for the one they go to.
    pub findings: Vec<LinkIx>,
    /// The same the other way round, which does not cover this flow.
    pub reverse: Vec<LinkIx>,
    /// Recorded restrictions between the two.
    pub restrictions: Vec<LinkIx>,
    /// What texts that reach the system and apply where the data come from ask of transfers abroad.
    pub asked: Vec<(NodeIx, &'g Obligation)>,
}

impl SystemConflict {
    /// Whether both ends are texts that reach the system, or states because of it.
    pub fn is_certain(&self, graph: &Graph) -> bool {
        let link = graph.link(self.link);
        self.unsure.is_empty() && [&link.from, &link.to].iter().all(|end| graph.node(end.node).framework().is_some())
    }
}

impl FlowAnswer<'_> {
    /// Whether no link says anything about the flow.
    pub fn is_unassessed(&self) -> bool {
        self.findings.is_empty() && self.restrictions.is_empty()
    }
}

/// The conflicts between sides: one end applies on the one only, the other end on the other only. Conflicts of which an
/// end is recorded not to reach the system are left out.
pub(super) fn conflicts(scope: &Scope<'_>, sides: &[Side<'_>], profile: &SystemProfile) -> Vec<SystemConflict> {
    let mut found = Vec::new();
    for (ix, link) in scope.existing_links().filter(|(_, link)| link.relation.is_conflict()) {
        let Some(unsure) = unsure(scope, link, profile) else { continue };
        let ends: Vec<(bool, bool)> = sides.iter().map(|side| only(side, link)).collect();
        let mut between = Vec::new();
        for i in 0..sides.len() {
            for j in i..sides.len() {
                if (ends[i].0 && ends[j].1) || (ends[i].1 && ends[j].0) {
                    between.push((i, j));
                }
            }
        }
        if !between.is_empty() {
            found.push(SystemConflict { link: ix, between, unsure });
        }
    }
    found.sort_by_key(|conflict| (!conflict.is_certain(scope.graph()), conflict.unsure.len(), conflict.link));
    found
}

/// Whether some member of a side has the first end of a link alone, and whether some member has the second alone.
fn only(side: &Side<'_>, link: &Link) -> (bool, bool) {
    let touched = side.applicability.iter().map(|it| (it.touches(link.from.node), it.touches(link.to.node)));
    touched.fold((false, false), |(first, second), (from, to)| (first || (from && !to), second || (to && !from)))
}

/// The ends of which it is not assessed whether they reach the system; `None` if one is recorded not to.
fn unsure(scope: &Scope<'_>, link: &Link, profile: &SystemProfile) -> Option<Vec<NodeIx>> {
    let mut unsure = Vec::new();
    for end in [link.from.node, link.to.node] {
        match Demand::of(scope, end, profile).map(|demand| demand.reaching) {
            Some(Reaching::No) => return None,
            Some(Reaching::NotAssessed) => unsure.push(end),
            Some(Reaching::System(_) | Reaching::States(_)) | None => {}
        }
    }
    Some(unsure)
}

/// What is recorded of each flow of the profile.
pub(super) fn flows<'g>(scope: &Scope<'g>, profile: &'g SystemProfile) -> Vec<FlowAnswer<'g>> {
    let answer = |flow: &'g DataFlow| {
        let (from, to) = (Applicability::of(scope, flow.from), Applicability::of(scope, flow.to));
        let mut answer = FlowAnswer {
            flow,
            findings: Vec::new(),
            reverse: Vec::new(),
            restrictions: Vec::new(),
            asked: asked(scope, &from, profile),
        };
        for (ix, link) in scope.existing_links().filter(|(_, link)| link.layers.contains(Layer::Data)) {
            let (there, back) = (leads(link, &from, &to), leads(link, &to, &from));
            match link.relation {
                Relation::Alignment(AlignmentMechanism::ComparableProtection) if there => answer.findings.push(ix),
                Relation::Alignment(AlignmentMechanism::MutualRecognition) if there || back => answer.findings.push(ix),
                Relation::Alignment(AlignmentMechanism::ComparableProtection) if back => answer.reverse.push(ix),
                Relation::Conflict(ConflictKind::DataRestriction) if there || back => answer.restrictions.push(ix),
                _ => {}
            }
        }
        answer
    };
    profile.flows.iter().map(answer).collect()
}

/// Whether a link starts from what applies on the one side, and leads to what applies on the other.
fn leads(link: &Link, from: &Applicability, to: &Applicability) -> bool {
    from.touches(link.from.node) && to.touches(link.to.node) && !to.touches(link.from.node)
}

/// What texts that reach the system ask of transfers abroad.
fn asked<'g>(scope: &Scope<'g>, from: &Applicability, profile: &SystemProfile) -> Vec<(NodeIx, &'g Obligation)> {
    let in_effect = |node| scope.graph().status_on(node, scope.day()).is_some_and(Status::is_in_effect);
    let demands = from.frameworks.iter().filter(|it| scope.sees(it.node) && in_effect(it.node));
    let demands = demands.filter_map(|coverage| Demand::of(scope, coverage.node, profile));
    demands
        .flat_map(|demand| {
            let node = demand.node;
            let own: Vec<&'g Obligation> = demand.own().map(|duty| duty.obligation).collect();
            own.into_iter().map(move |obligation| (node, obligation))
        })
        .filter(|(_, obligation)| obligation.category.as_str() == TRANSFER)
        .collect()
}
