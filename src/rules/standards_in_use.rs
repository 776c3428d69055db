//! Technical standards, and which of them the rules of a jurisdiction use; for two of the technical rules.

use std::collections::{BTreeMap, BTreeSet};

use super::Question;
use super::leaning::{Leaning, carrying};
use super::standing::{has_rules, own_nodes};
use crate::model::{FrameworkKind, Layer, LinkIx, NodeIx};

/// How many links may lie between the rules of a jurisdiction and a standard that they use.
const STEPS: usize = 2;

/// The standards that one jurisdiction uses.
#[derive(Debug)]
pub(super) struct InUse {
    /// The jurisdiction.
    pub jurisdiction: NodeIx,
    /// Whether technical rules of it are recorded.
    pub has_rules: bool,
    /// The standards, each with the link by which it was reached; `None` for one that applies there itself.
    pub standards: BTreeMap<NodeIx, Option<LinkIx>>,
}

/// For each jurisdiction asked about, ascending, the technical standards it uses: those that apply there, and those
/// that it, its technical texts and institutions, or the standards bodies of its blocs lean on within two technical
/// links.
///
/// A standard is a technical text in effect of kind `Standard`, or a guideline, toolkit, methodology, taxonomy or code
/// about `standards`. References are followed from the text that leans to the one it leans on, never back. Takes, per
/// jurisdiction, time linear in nodes and links.
pub(super) fn standards_in_use(question: &Question<'_>) -> Vec<InUse> {
    let leaning = Leaning::new(question, Layer::Technical);
    (question.members().iter())
        .map(|member| {
            let own = own_nodes(question, member, Layer::Technical);
            let leant = leaning.on(question, &own, STEPS).into_iter().map(|(to, link)| (to, Some(link)));
            let all: BTreeMap<NodeIx, Option<LinkIx>> = leant.chain(own.iter().map(|ix| (*ix, None))).collect();
            InUse {
                jurisdiction: member.jurisdiction,
                has_rules: has_rules(question, member, Layer::Technical),
                standards: all.into_iter().filter(|(ix, _)| is_standard(question, *ix)).collect(),
            }
        })
        .collect()
}

/// Each standard that is used with the jurisdictions that use it, the most used first; of equally used ones that to
/// which more technical links lead in the whole graph.
pub(super) fn most_used(question: &Question<'_>, uses: &[InUse]) -> Vec<(NodeIx, Vec<NodeIx>)> {
    let mut users: BTreeMap<NodeIx, BTreeSet<NodeIx>> = BTreeMap::new();
    for one in uses {
        for standard in one.standards.keys() {
            users.entry(*standard).or_default().insert(one.jurisdiction);
        }
    }
    let mut users: Vec<(NodeIx, Vec<NodeIx>)> =
        users.into_iter().map(|(ix, users)| (ix, users.into_iter().collect())).collect();
    let mut known: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for (_, link) in carrying(question, Layer::Technical) {
        *known.entry(link.to.node).or_default() += 1;
    }
    users.sort_by(|a, b| (b.1.len(), known.get(&b.0)).cmp(&(a.1.len(), known.get(&a.0))).then(a.0.cmp(&b.0)));
    users
}

fn is_standard(question: &Question<'_>, ix: NodeIx) -> bool {
    let Some(framework) = question.framework(ix) else { return false };
    let standards = question.graph().vocabularies().topics.find("standards").unwrap_or_default();
    let kind = match framework.kind {
        FrameworkKind::Standard => true,
        FrameworkKind::Guideline
        | FrameworkKind::Toolkit
        | FrameworkKind::Methodology
        | FrameworkKind::Taxonomy
        | FrameworkKind::CodeOfPractice => !framework.topics.intersection(standards).is_empty(),
        _ => false,
    };
    kind && framework.layers.contains(Layer::Technical) && question.scope().applies(ix)
}
