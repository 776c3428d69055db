//! What stands behind each jurisdiction of a question in a layer: its texts and bodies, who made a text, and what
//! its texts say; for the technical and the data rules.

use std::collections::{BTreeMap, BTreeSet};

use super::Question;
use crate::analysis::{Applicability, Coverage};
use crate::model::{
    BindingStep, CoverageGround, Framework, FrameworkKind, InstitutionKind, InstitutionStatus, JurisdictionKind, Layer,
    NodeIx, Relation,
};

/// What the jurisdictions asked about answer to a yes-or-no question: three-valued, each list ascending.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// At least one text of the layer says yes.
    pub yes: Vec<NodeIx>,
    /// Every rule of the layer was assessed and none says yes.
    pub no: Vec<NodeIx>,
    /// No rule of the layer is recorded, or one of them was not assessed.
    pub unknown: Vec<NodeIx>,
    /// The texts that say yes, first those that apply in most of the jurisdictions.
    pub texts: Vec<NodeIx>,
}

/// Asks every jurisdiction by the texts by which the layer counts as recorded there.
///
/// Texts that are only declared or have no force are no rules: their silence says nothing. Where `aims` is set they may
/// say yes, else they are not asked.
pub(super) fn answers(
    question: &Question<'_>,
    layer: Layer,
    aims: bool,
    judge: impl Fn(&Framework) -> Option<bool>,
) -> Answers {
    let mut found = Answers::default();
    let mut reach: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for member in question.members() {
        let said: Vec<(NodeIx, Option<bool>)> = (member.recorded(question.scope(), layer))
            .filter_map(|coverage| Some((coverage, judge(question.framework(coverage.node)?))))
            .filter(|(coverage, answer)| is_rule(question, coverage) || (aims && *answer == Some(true)))
            .map(|(coverage, answer)| (coverage.node, answer))
            .collect();
        for (ix, _) in said.iter().filter(|(_, answer)| *answer == Some(true)) {
            *reach.entry(*ix).or_default() += 1;
        }
        let list = if said.iter().any(|(_, answer)| *answer == Some(true)) {
            &mut found.yes
        } else if said.is_empty() || said.iter().any(|(_, answer)| answer.is_none()) {
            &mut found.unknown
        } else {
            &mut found.no
        };
        list.push(member.jurisdiction);
    }
    let mut texts: Vec<(NodeIx, usize)> = reach.into_iter().collect();
    texts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    found.texts = texts.into_iter().map(|(ix, _)| ix).collect();
    found
}

/// A jurisdiction with its texts and bodies in a layer: the texts by which it counts as recorded, the institutions
/// working there, and the standards bodies of regional blocs it belongs to.
pub(super) fn own_nodes(question: &Question<'_>, member: &Applicability, layer: Layer) -> BTreeSet<NodeIx> {
    let here = member.jurisdiction;
    let above = question.scope().above(here);
    let is_own = |ix: &NodeIx| {
        let Some(institution) = question.graph().node(*ix).institution() else { return false };
        let seats = seats(question, *ix);
        let of_bloc = institution.kind == InstitutionKind::StandardsBody
            && seats.iter().any(|seat| above.contains(seat) && !is_worldwide(question, *seat));
        (seats.contains(&here) || of_bloc) && institution.layers.contains(layer) && works(question, *ix)
    };
    let mut own: BTreeSet<NodeIx> = question.graph().node_indices().filter(is_own).collect();
    own.extend(member.recorded(question.scope(), layer).map(|coverage| coverage.node));
    own.insert(here);
    own
}

/// The binding nature of a text in one jurisdiction; `None` where it is not recorded. A binding text or an agreement that
/// was only signed, endorsed or adhered to binds nobody there: it counts as a declaration.
pub(super) fn force(question: &Question<'_>, coverage: &Coverage) -> Option<BindingStep> {
    let binding = question.framework(coverage.node)?.patterns.binding.as_ref()?.value;
    let bound = matches!(
        coverage.ground,
        Some(
            CoverageGround::MadeHere
                | CoverageGround::BindsBloc
                | CoverageGround::Ratified
                | CoverageGround::MadeJointly
                | CoverageGround::JoinedAsMember
        )
    );
    Some(if binding >= BindingStep::Agreement && !bound { BindingStep::Declaration } else { binding })
}

/// Whether a text that applies in a jurisdiction is a rule there: more than a declaration, as far as recorded.
pub(super) fn is_rule(question: &Question<'_>, coverage: &Coverage) -> bool {
    force(question, coverage).is_none_or(|force| force >= BindingStep::Voluntary)
}

/// Whether a rule of the layer is recorded in a jurisdiction. Having joined a declaration is not enough to know anything
/// of its rules.
pub(super) fn has_rules(question: &Question<'_>, member: &Applicability, layer: Layer) -> bool {
    member.recorded(question.scope(), layer).any(|coverage| is_rule(question, coverage))
}

/// Whether the question sees an institution and it is at work on the day, neither proposed nor dissolved.
pub(super) fn works(question: &Question<'_>, ix: NodeIx) -> bool {
    let status = question.graph().institution_status_on(ix, question.scope().day());
    status == Some(InstitutionStatus::Existing) && question.scope().sees(ix)
}

/// The jurisdictions that made a node, ascending: of a text those it was made for or issued by, else those of the
/// institutions that issued it; of an institution its own; none for what is international.
pub(super) fn makers(question: &Question<'_>, ix: NodeIx) -> BTreeSet<NodeIx> {
    let node = question.graph().node(ix);
    let is_place = |ix: &NodeIx| question.graph().node(*ix).jurisdiction().is_some();
    if let Some(framework) = node.framework() {
        let places: BTreeSet<NodeIx> =
            framework.jurisdictions.iter().chain(framework.issuers.iter().filter(|ix| is_place(ix))).copied().collect();
        if !places.is_empty() {
            return places;
        }
        return framework.issuers.iter().flat_map(|issuer| makers(question, *issuer)).collect();
    }
    if node.institution().is_some() { seats(question, ix) } else { BTreeSet::from([ix]) }
}

/// The jurisdictions an institution belongs to, ascending: its own; of a standards body without one, those of the texts
/// that it issued or develops; none for what is international.
pub(super) fn seats(question: &Question<'_>, ix: NodeIx) -> BTreeSet<NodeIx> {
    let graph = question.graph();
    let Some(institution) = graph.node(ix).institution() else { return BTreeSet::new() };
    if institution.jurisdiction.is_some() || institution.kind != InstitutionKind::StandardsBody {
        return institution.jurisdiction.into_iter().collect();
    }
    let developed = graph.links_from(ix).into_iter().map(|ix| graph.link(ix));
    let developed = developed.filter(|link| link.relation == Relation::Develops).map(|link| link.to.node);
    let issued = graph.links_to(ix).into_iter().map(|ix| graph.link(ix));
    let issued = issued.filter(|link| link.relation == Relation::IssuedBy).map(|link| link.from.node);
    let texts = developed.chain(issued).filter_map(|text| graph.node(text).framework());
    texts.flat_map(|text| text.jurisdictions.iter().copied()).collect()
}

/// Whether a jurisdiction is a worldwide body or club, such as the United Nations or the OECD: neither a country, a part
/// of one, nor a bloc of one region.
pub(super) fn is_worldwide(question: &Question<'_>, ix: NodeIx) -> bool {
    let jurisdiction = question.graph().node(ix).jurisdiction();
    jurisdiction.is_some_and(|it| it.kind == JurisdictionKind::Group || it.panel.as_str() == "international")
}

/// The jurisdictions asked about and the blocs whose members are all among them, ascending.
pub(super) fn home(question: &Question<'_>) -> BTreeSet<NodeIx> {
    let members: BTreeSet<NodeIx> = question.members().iter().map(|it| it.jurisdiction).collect();
    let is_inside = |ix: &NodeIx| {
        let kind = question.graph().node(*ix).jurisdiction().map(|it| it.kind);
        let inside = question.scope().members(*ix);
        kind == Some(JurisdictionKind::Bloc) && !inside.is_empty() && inside.iter().all(|it| members.contains(it))
    };
    let blocs: Vec<NodeIx> = question.graph().node_indices().filter(is_inside).collect();
    members.into_iter().chain(blocs).collect()
}

/// Texts of a layer in effect that the jurisdictions asked about, or blocs wholly inside the area, made; ascending.
/// Reports are no rules and left out.
pub(super) fn home_texts(question: &Question<'_>, layer: Layer) -> Vec<NodeIx> {
    let home = home(question);
    let is_home = |ix: &NodeIx| {
        let in_layer =
            question.framework(*ix).is_some_and(|it| it.layers.contains(layer) && it.kind != FrameworkKind::Report);
        in_layer && question.scope().applies(*ix) && !makers(question, *ix).is_disjoint(&home)
    };
    question.graph().node_indices().filter(is_home).collect()
}
