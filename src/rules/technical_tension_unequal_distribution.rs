//! How unevenly technical texts and bodies are spread over jurisdictions.

use super::cite::{first_of, judged, not_assessed, subjects};
use super::standing::{has_rules, works};
use super::statistics::{counted, gini, percent, share};
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::Applicability;
use crate::model::{CoverageGround, Layer, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "technical-tension-unequal-distribution", measure };

/// The Gini coefficient, 0 to 1, of the number of technical texts and bodies that each jurisdiction of which technical
/// rules are recorded can call its own: 0 where all have as many, towards 1 where one has all.
///
/// The data holds no computing power, models or firms; who makes technical rules and keeps bodies for them stands in for
/// it. Counts: texts of the technical layer made there, made together with others or binding through a bloc, and
/// institutions of the technical layer at work there. Texts that were only joined do not count. Takes, per
/// jurisdiction, time linear in nodes.
fn measure(question: &Question<'_>) -> Outcome {
    let is_recorded = |it: &&Applicability| has_rules(question, it, Layer::Technical);
    let unknown: Vec<NodeIx> =
        question.members().iter().filter(|it| !is_recorded(it)).map(|it| it.jurisdiction).collect();
    let mut held: Vec<(NodeIx, Vec<NodeIx>)> =
        question.members().iter().filter(is_recorded).map(|it| (it.jurisdiction, holdings(question, it))).collect();
    held.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    let counts: Vec<usize> = held.iter().map(|(_, list)| list.len()).collect();
    let total: usize = counts.iter().sum();
    let (Some(value), [(first, most), _, ..]) = (gini(&counts), held.as_slice()) else {
        return Outcome::NotAssessed(
            "Technical texts or bodies of their own are recorded for fewer than two jurisdictions that can be compared."
                .to_owned(),
        );
    };
    let without: Vec<NodeIx> = held.iter().filter(|(_, list)| list.is_empty()).map(|(ix, _)| *ix).collect();
    let south: Vec<usize> = held.iter().filter(|(ix, _)| question.is_south(*ix)).map(|(_, list)| list.len()).collect();
    let explanation = format!(
        "The {} whose technical rules are recorded have {total} technical texts and bodies of their own, shared ones counted for each; {} has the most, {}.{}{}{}",
        counted(held.len(), "jurisdiction"),
        question.label(*first),
        most.len(),
        if without.is_empty() {
            String::new()
        } else {
            format!(" None of their own is recorded for {}.", question.names(&without, 4))
        },
        if south.is_empty() || south.len() == held.len() {
            String::new()
        } else {
            let (places, things) = (share(south.len(), held.len()), share(south.iter().sum(), total));
            format!(
                " The Global South is {} of these jurisdictions and has {} of the whole.",
                percent(places),
                percent(things)
            )
        },
        not_assessed(question, &unknown),
    );
    let places: Vec<NodeIx> = held.iter().map(|(ix, _)| *ix).collect();
    let measurement = Measurement {
        value,
        explanation,
        subjects: subjects([without.as_slice(), &places]),
        evidence: first_of(most.iter().map(|ix| question.graph().node(*ix).evidence.as_slice())),
    };
    judged(question, held.len(), measurement)
}

/// The technical texts and bodies of a jurisdiction's own.
fn holdings(question: &Question<'_>, member: &Applicability) -> Vec<NodeIx> {
    let grounds = [CoverageGround::MadeHere, CoverageGround::MadeJointly, CoverageGround::BindsBloc];
    let texts = member.in_layer(question.scope(), Layer::Technical);
    let own = texts.filter(|coverage| coverage.ground.is_some_and(|ground| grounds.contains(&ground)));
    let graph = question.graph();
    let bodies = graph.node_indices().filter(|ix| {
        let institution = graph.node(*ix).institution();
        let here = institution.is_some_and(|it| it.jurisdiction == Some(member.jurisdiction));
        here && graph.node(*ix).layers().contains(Layer::Technical) && works(question, *ix)
    });
    own.map(|coverage| coverage.node).chain(bodies).collect()
}
