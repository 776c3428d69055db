//! How many jurisdictions work with others on the safety of AI.

use std::collections::BTreeMap;

use super::statistics::{percent, share};
use super::texts::{self, is_country, is_international, makers};
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::{Applicability, CoverageState};
use crate::model::{AlignmentMechanism, CoverageGround, Evidence, InstitutionKind, Layer, NodeIx, Relation, TermSet};

pub(super) static DETECTOR: Detector = Detector { id: "legal-instrument-safety-collaboration", measure };

/// What somebody works on with others, by jurisdiction or bloc.
type Work = BTreeMap<NodeIx, Vec<NodeIx>>;

/// The share of jurisdictions, of those whose legal or technical layer is recorded, that work with others on the safety
/// of AI.
///
/// Work is a seat in a forum on safety; an existing cooperation, joint test or joint mapping between an institution, text
/// or jurisdiction of one country and that of another, one of them about safety; or a text about safety made jointly. What
/// a regional bloc does counts for its members. A declaration that was only joined promises work and is told apart. Takes
/// time linear in nodes and links.
fn measure(question: &Question<'_>) -> Outcome {
    let Some(safety) = question.graph().vocabularies().topics.find("safety") else {
        return Outcome::NotAssessed("The vocabulary of topics has no safety.".to_owned());
    };
    let assessed = |member: &&Applicability| {
        let recorded = |layer| member.state(question.scope(), layer) == CoverageState::Recorded;
        recorded(Layer::Legal) || recorded(Layer::Technical)
    };
    let known: Vec<&Applicability> = question.members().iter().filter(assessed).collect();
    if known.is_empty() {
        return Outcome::NotAssessed("No legal or technical framework is recorded for the region.".to_owned());
    }
    let work = work(question, safety);
    let (mut working, mut promising, mut absent) = (Vec::new(), Vec::new(), Vec::new());
    let mut through: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for member in &known {
        let found = work_of(question, &work, safety, member);
        if !found.is_empty() {
            working.push(member.jurisdiction);
            for ix in found {
                *through.entry(ix).or_default() += 1;
            }
        } else if joined(question, safety, member) {
            promising.push(member.jurisdiction);
        } else {
            absent.push(member.jurisdiction);
        }
    }
    let value = share(working.len(), known.len());
    let carrying = texts::most_concerned(through);
    let explanation = format!(
        "Of {} jurisdictions with legal or technical frameworks recorded, {} take a recorded part in work on AI safety with others: {}{}. Only a declaration about safety has been joined by {}; no part in either is recorded for {}.",
        known.len(),
        percent(value),
        texts::counted(question, &working, 4),
        if carrying.is_empty() {
            String::new()
        } else {
            format!(", mostly through {}", texts::first_names(question, &carrying))
        },
        texts::counted(question, &promising, 3),
        texts::counted(question, &absent, 4),
    );
    let evidence: Vec<Evidence> = texts::evidence_of_nodes(question, &carrying);
    let subjects = texts::subjects(carrying.into_iter().take(8).chain(absent).chain(promising));
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// Seats in forums on safety and work between countries, by the country or bloc that takes part.
fn work(question: &Question<'_>, safety: TermSet) -> Work {
    let graph = question.graph();
    let about = |ix: NodeIx| !graph.node(ix).topics().intersection(safety).is_empty();
    let mut work = Work::new();
    for (_, link) in question.links() {
        let (from, to) = (link.from.node, link.to.node);
        match link.relation {
            Relation::MemberOf => {
                let forum = graph.node(to).institution().is_some_and(|it| it.kind == InstitutionKind::Forum);
                if forum && about(to) && graph.node(from).jurisdiction().is_some() {
                    work.entry(from).or_default().push(to);
                }
            }
            Relation::Alignment(
                AlignmentMechanism::Cooperation | AlignmentMechanism::JointTesting | AlignmentMechanism::JointMapping,
            ) if about(from) || about(to) => {
                let (a, b) = (makers(question, from), makers(question, to));
                if a.iter().any(|maker| b.contains(maker)) {
                    continue;
                }
                for (side, other, end) in [(&a, &b, from), (&b, &a, to)] {
                    for maker in side.iter().filter(|_| !other.is_empty()) {
                        work.entry(*maker).or_default().push(end);
                    }
                }
            }
            _ => {}
        }
    }
    work
}

/// What a jurisdiction, or a regional bloc for it, works on with others.
fn work_of(question: &Question<'_>, work: &Work, safety: TermSet, member: &Applicability) -> Vec<NodeIx> {
    let above = question.scope().above(member.jurisdiction);
    let blocs = above.into_iter().filter(|bloc| is_country(question, *bloc) || !is_international(question, *bloc));
    let places = std::iter::once(member.jurisdiction).chain(blocs);
    let mut found: Vec<NodeIx> = places.flat_map(|place| work.get(&place).into_iter().flatten().copied()).collect();
    found.extend(on_safety(question, safety, member, &[CoverageGround::MadeJointly, CoverageGround::JoinedAsMember]));
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a jurisdiction joined a text about safety.
fn joined(question: &Question<'_>, safety: TermSet, member: &Applicability) -> bool {
    let grounds =
        [CoverageGround::Ratified, CoverageGround::Signed, CoverageGround::Adherent, CoverageGround::Endorsed];
    on_safety(question, safety, member, &grounds).next().is_some()
}

/// The texts about safety that apply in a jurisdiction on one of the grounds.
fn on_safety<'a>(
    question: &'a Question<'_>,
    safety: TermSet,
    member: &'a Applicability,
    grounds: &'a [CoverageGround],
) -> impl Iterator<Item = NodeIx> + 'a {
    (member.frameworks.iter())
        .filter(move |coverage| coverage.ground.is_some_and(|ground| grounds.contains(&ground)))
        .map(|coverage| coverage.node)
        .filter(move |ix| !question.graph().node(*ix).topics().intersection(safety).is_empty())
}
