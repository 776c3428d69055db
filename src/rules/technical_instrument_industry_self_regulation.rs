//! Where companies have bound themselves, or develop standards together.

use super::cite::{first_of, in_brackets, judged, not_assessed, sentence, subjects};
use super::standing::{has_rules, works};
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::Applicability;
use crate::model::{FrameworkKind, InstitutionKind, Layer, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "technical-instrument-industry-self-regulation", measure };

/// Words in the recorded role of a forum that say companies carry it.
const INDUSTRY: [&str; 4] = ["compan", "industr", "business", "open-source community"];

/// The share, 0 to 1, of the jurisdictions of which technical rules are recorded where an instrument of industry is at
/// hand.
///
/// Counts as one: a code of practice of the technical layer that applies there on any ground (codes speak to companies,
/// so what is addressed to the members of a bloc counts too), and a forum at work there, or a technical text issued
/// there by one, whose recorded role names companies, industry, business or an open-source community. International
/// forums of companies belong to no jurisdiction and count for none. Takes, per jurisdiction, time linear in nodes.
fn measure(question: &Question<'_>) -> Outcome {
    let forums = industry_forums(question);
    let mut with: Vec<NodeIx> = Vec::new();
    let mut without: Vec<NodeIx> = Vec::new();
    let mut unknown: Vec<NodeIx> = Vec::new();
    let mut instruments: Vec<NodeIx> = Vec::new();
    for member in question.members() {
        let found = instruments_of(question, member, &forums);
        let list = if !found.is_empty() {
            &mut with
        } else if has_rules(question, member, Layer::Technical) {
            &mut without
        } else {
            &mut unknown
        };
        list.push(member.jurisdiction);
        instruments.extend(found);
    }
    let known = with.len() + without.len();
    if known < 2 {
        return Outcome::NotAssessed(format!(
            "Technical rules, or a code or forum of companies, are recorded for {known} of {} jurisdictions; at least two are needed.",
            question.members().len()
        ));
    }
    let instruments = subjects([instruments.as_slice()]);
    let explanation = format!(
        "A code of practice or a forum of companies is recorded for {} of {known} jurisdictions with recorded technical rules{}{}.{}{}",
        with.len(),
        in_brackets(question, &with, 5),
        if instruments.is_empty() { String::new() } else { format!(": {}", question.names(&instruments, 4)) },
        sentence(" None is recorded for", question, &without),
        not_assessed(question, &unknown),
    );
    let evidence = first_of(instruments.iter().map(|ix| question.graph().node(*ix).evidence.as_slice()));
    let subjects = subjects([instruments.as_slice(), &without, &with]);
    let measurement = Measurement { value: share(with.len(), known), explanation, subjects, evidence };
    judged(question, known, measurement)
}

/// Forums that companies carry and that belong to a jurisdiction, with it; ascending.
fn industry_forums(question: &Question<'_>) -> Vec<(NodeIx, NodeIx)> {
    let graph = question.graph();
    (graph.node_indices())
        .filter_map(|ix| {
            let institution = graph.node(ix).institution().filter(|it| it.kind == InstitutionKind::Forum)?;
            let role = institution.role.as_deref()?.to_lowercase();
            let industry = INDUSTRY.iter().any(|word| role.contains(word));
            (industry && works(question, ix)).then_some((ix, institution.jurisdiction?))
        })
        .collect()
}

/// The codes of practice that speak to companies there, and the forums of companies there.
fn instruments_of(question: &Question<'_>, member: &Applicability, forums: &[(NodeIx, NodeIx)]) -> Vec<NodeIx> {
    let is_forum = |ix: &NodeIx| forums.iter().any(|(forum, _)| forum == ix);
    let technical = member.in_layer(question.scope(), Layer::Technical).map(|coverage| coverage.node);
    let texts = technical.filter(|ix| {
        question
            .framework(*ix)
            .is_some_and(|it| it.kind == FrameworkKind::CodeOfPractice || it.issuers.iter().any(is_forum))
    });
    let here = forums.iter().filter(|(forum, home)| {
        let technical = question.graph().node(*forum).layers().contains(Layer::Technical);
        technical && *home == member.jurisdiction
    });
    here.map(|(forum, _)| *forum).chain(texts).collect()
}
