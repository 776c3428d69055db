//! Which jurisdictions stand on one side of a restriction of data made for security or politics.

use std::collections::BTreeSet;

use super::cite::{link_evidence, subjects};
use super::standing::makers;
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{ConflictKind, Layer, Link, LinkIx, NodeIx, Relation};

pub(super) static DETECTOR: Detector = Detector { id: "data-tension-security-geopolitics", measure };

/// The share, 0 to 1, of the jurisdictions asked about that stand on either side of a recorded restriction of data: a
/// lower bound, since others may stand there unrecorded.
///
/// Restrictions are existing conflict links of the data layer of the kinds data restriction and geopolitical
/// restriction, with a partner inside the area or outside. On one side stands who made the text or is bound by the
/// restriction, on the other whom it names. Where no restriction is recorded nothing is said: silence is no evidence
/// that data flows freely. Takes time linear in the links.
fn measure(question: &Question<'_>) -> Outcome {
    let mut sides: BTreeSet<NodeIx> = BTreeSet::new();
    let mut links: Vec<(LinkIx, &Link)> = Vec::new();
    for (ix, link) in question.links().filter(|(_, link)| restricts(link)) {
        let ends = makers(question, link.from.node).into_iter().chain(makers(question, link.to.node));
        let all: BTreeSet<NodeIx> = ends.chain(link.binds.iter().copied()).collect();
        let inside: Vec<NodeIx> = members_among(question, &all);
        if !inside.is_empty() {
            sides.extend(inside);
            links.push((ix, link));
        }
    }
    if links.is_empty() {
        return Outcome::NotAssessed(
            "No restriction of data for reasons of security or politics is recorded that concerns these jurisdictions; whether there is none is not known."
                .to_owned(),
        );
    }
    let all = question.members().len();
    let concerned: Vec<NodeIx> = sides.into_iter().collect();
    let texts: BTreeSet<NodeIx> = links.iter().map(|(_, link)| link.from.node).collect();
    let texts: Vec<NodeIx> = texts.into_iter().collect();
    let explanation = format!(
        "At least {} of {all} jurisdictions stand on one side or the other of a restriction of data: {}. The recorded restrictions come from {}; others may exist.",
        concerned.len(),
        question.names(&concerned, 7),
        question.names(&texts, 3),
    );
    Outcome::Measured(Measurement {
        value: share(concerned.len(), all),
        explanation,
        subjects: subjects([concerned.as_slice(), &texts]),
        evidence: link_evidence(question, links.iter().map(|(ix, _)| *ix)),
    })
}

fn restricts(link: &Link) -> bool {
    let kinds = [ConflictKind::DataRestriction, ConflictKind::GeopoliticalRestriction];
    kinds.iter().any(|kind| link.relation == Relation::Conflict(*kind)) && link.layers.contains(Layer::Data)
}

/// The jurisdictions asked about that are among these places or belong to a bloc among them, ascending.
fn members_among(question: &Question<'_>, places: &BTreeSet<NodeIx>) -> Vec<NodeIx> {
    let is_among =
        |ix: &NodeIx| places.contains(ix) || question.scope().above(*ix).iter().any(|bloc| places.contains(bloc));
    question.members().iter().map(|it| it.jurisdiction).filter(is_among).collect()
}
