//! Who takes part in international work on technical standards.

use std::collections::{BTreeMap, BTreeSet};

use super::cite::{in_brackets, judged, link_evidence, not_assessed, sentence, subjects};
use super::leaning::Leaning;
use super::standing::{has_rules, is_worldwide, own_nodes, seats, works};
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{InstitutionKind, Layer, LinkIx, Modality, NodeIx, Relation};

pub(super) static DETECTOR: Detector = Detector { id: "technical-instrument-international-collaboration", measure };

/// The share, 0 to 1, of the jurisdictions of which technical rules are recorded that have a tie to international work on
/// standards.
///
/// Counts as such work: an international standards body, an international forum of the technical layer about
/// `standards`, and the technical texts these issued. Counts as a tie: membership of the jurisdiction or of an
/// institution of its own, or one technical link from it, its texts, its institutions or the standards body of a bloc
/// above it to such a body or text; being referred to counts for nothing. A tie also makes the jurisdiction known
/// where no technical text of it is recorded. One step only, so that what is counted is somebody's own act. Takes, per
/// jurisdiction, time linear in nodes and links.
fn measure(question: &Question<'_>) -> Outcome {
    let targets = international_work(question);
    let leaning = Leaning::new(question, Layer::Technical);
    let mut tied: Vec<NodeIx> = Vec::new();
    let mut untied: Vec<NodeIx> = Vec::new();
    let mut unknown: Vec<NodeIx> = Vec::new();
    let mut uses: BTreeMap<NodeIx, usize> = BTreeMap::new();
    let mut links: Vec<LinkIx> = Vec::new();
    for member in question.members() {
        let own = own_nodes(question, member, Layer::Technical);
        let mut ties = leaning.on(question, &own, 1);
        ties.extend(memberships(question, &own));
        ties.retain(|to, _| targets.contains(to));
        for to in ties.keys() {
            *uses.entry(*to).or_default() += 1;
        }
        if !ties.is_empty() {
            links.extend(ties.values().take(2));
            tied.push(member.jurisdiction);
        } else if has_rules(question, member, Layer::Technical) {
            untied.push(member.jurisdiction);
        } else {
            unknown.push(member.jurisdiction);
        }
    }
    let known = tied.len() + untied.len();
    if known < 2 {
        return Outcome::NotAssessed(format!(
            "Technical rules, or a tie to international work on standards, are recorded for {known} of {} jurisdictions; at least two are needed.",
            question.members().len()
        ));
    }
    let mut through: Vec<(NodeIx, usize)> = uses.into_iter().collect();
    through.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let through: Vec<NodeIx> = through.into_iter().map(|(ix, _)| ix).collect();
    let explanation = format!(
        "A tie of their own to international work on standards is recorded for {} of {known} jurisdictions with recorded technical rules{}{}.{}{}",
        tied.len(),
        in_brackets(question, &tied, 5),
        if through.is_empty() { String::new() } else { format!(", mostly through {}", question.names(&through, 3)) },
        sentence(" No such tie is recorded for", question, &untied),
        not_assessed(question, &unknown),
    );
    let measurement = Measurement {
        value: share(tied.len(), known),
        explanation,
        subjects: subjects([untied.as_slice(), &tied, &through]),
        evidence: link_evidence(question, links),
    };
    judged(question, known, measurement)
}

/// International standards bodies, technical forums about standards, and the technical texts they issued.
fn international_work(question: &Question<'_>) -> BTreeSet<NodeIx> {
    let graph = question.graph();
    let standards = graph.vocabularies().topics.find("standards").unwrap_or_default();
    let is_body = |ix: &NodeIx| {
        graph.node(*ix).institution().is_some_and(|it| {
            let international = seats(question, *ix).iter().all(|seat| is_worldwide(question, *seat));
            let about = it.kind == InstitutionKind::StandardsBody
                || (it.kind == InstitutionKind::Forum && !it.topics.intersection(standards).is_empty());
            international && about && it.layers.contains(Layer::Technical) && works(question, *ix)
        })
    };
    let bodies: BTreeSet<NodeIx> = graph.node_indices().filter(is_body).collect();
    let is_text = |ix: &NodeIx| {
        question.framework(*ix).is_some_and(|it| {
            it.layers.contains(Layer::Technical) && it.issuers.iter().any(|issuer| bodies.contains(issuer))
        }) && question.scope().applies(*ix)
    };
    let texts: Vec<NodeIx> = graph.node_indices().filter(is_text).collect();
    bodies.into_iter().chain(texts).collect()
}

/// The bodies that a jurisdiction or its institutions belong to on the day.
fn memberships(question: &Question<'_>, own: &BTreeSet<NodeIx>) -> BTreeMap<NodeIx, LinkIx> {
    let graph = question.graph();
    (own.iter().flat_map(|from| graph.links_from(*from)))
        .filter(|ix| {
            let link = graph.link(*ix);
            let member = matches!(link.relation, Relation::MemberOf | Relation::PartOf);
            member && link.modality == Modality::Existing && link.holds_on(question.scope().day())
        })
        .map(|ix| (graph.link(ix).to.node, ix))
        .collect()
}
