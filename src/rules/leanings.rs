//! What each text, institution and jurisdiction leans on, in the direction in which sources say so.

use super::Question;
use super::texts::is_own_law;
use crate::analysis::Applicability;
use crate::model::{AlignmentMechanism, CoverageGround, Layer, LinkIx, NodeIx, ReferenceMechanism, Relation};

/// One node leaning on another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaning {
    /// What it leans on.
    pub to: NodeIx,
    /// The link that says so.
    pub link: LinkIx,
    /// Whether it takes the other as ground or was brought into line with it, rather than citing or considering it.
    pub firm: bool,
}

/// All leanings of the graph that a question sees.
///
/// A reference leads from the text that refers to the one referred to. An alignment is symmetric and leads both ways.
/// Mere cooperation is no leaning: it shares no requirement.
#[derive(Debug)]
pub(super) struct Leanings {
    of: Vec<Vec<Leaning>>,
}

impl Leanings {
    /// Collects the leanings; takes time linear in nodes and links.
    pub fn new(question: &Question<'_>) -> Self {
        let mut of = vec![Vec::new(); question.graph().nodes().len()];
        for (ix, link) in question.links() {
            let (from, to) = (link.from.node, link.to.node);
            match link.relation {
                Relation::Reference(mechanism) => {
                    let firm = matches!(mechanism, ReferenceMechanism::BuildsOn | ReferenceMechanism::ModelledOn);
                    of[from.index()].push(Leaning { to, link: ix, firm });
                }
                Relation::Alignment(mechanism) if mechanism != AlignmentMechanism::Cooperation => {
                    of[from.index()].push(Leaning { to, link: ix, firm: true });
                    of[to.index()].push(Leaning { to: from, link: ix, firm: true });
                }
                _ => {}
            }
        }
        Self { of }
    }

    /// What a node leans on.
    pub fn of(&self, node: NodeIx) -> &[Leaning] {
        &self.of[node.index()]
    }

    /// Whether one of the starts is `target`, leans on it, or leans on something that firmly leans on it.
    pub fn tie(&self, starts: &[Start], target: NodeIx) -> bool {
        let firmly = |leaning: &Leaning| leaning.firm && leaning.to == target;
        starts.iter().any(|start| {
            let counts = |leaning: &&Leaning| start.own || leaning.firm;
            let leads = |leaning: &Leaning| leaning.to == target || self.of(leaning.to).iter().any(firmly);
            start.node == target || self.of(start.node).iter().filter(counts).any(leads)
        })
    }
}

/// Something of a jurisdiction that may tie it to a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// The jurisdiction itself or a text.
    pub node: NodeIx,
    /// Whether every reference of it is the jurisdiction's own word. Of a text that it only joined, no more than what the
    /// text builds on or is aligned with is: who endorses a statement does not follow all that it cites.
    pub own: bool,
}

/// What may tie a jurisdiction to a text: itself and every text by which one of its layers counts as recorded.
pub(super) fn starts(question: &Question<'_>, member: &Applicability) -> Vec<Start> {
    let mut starts = vec![Start { node: member.jurisdiction, own: true }];
    for layer in Layer::ALL {
        starts.extend(member.recorded(question.scope(), layer).map(|coverage| {
            let own = is_own_law(coverage.ground) || coverage.ground == Some(CoverageGround::MadeJointly);
            Start { node: coverage.node, own }
        }));
    }
    starts.sort_unstable_by_key(|start| start.node);
    starts.dedup_by_key(|start| start.node);
    starts
}
