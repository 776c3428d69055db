//! Which data rules stand alone.

use std::collections::BTreeSet;

use super::cite::{first_of, in_brackets, sentence, subjects};
use super::leaning::carrying;
use super::standing::home_texts;
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{FrameworkKind, Layer, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "data-tension-silos", measure };

/// The share, 0 to 1, of the area's data texts that stand alone: no existing alignment or reference link of the data
/// layer joins them to anything, inside a country or across borders.
///
/// The area's data texts are those by which the data layer of a jurisdiction asked about counts as recorded, and those
/// in effect that these or blocs wholly inside the area made, reports left out. Links to texts not in effect do not count. Takes time
/// linear in nodes and links.
fn measure(question: &Question<'_>) -> Outcome {
    let is_rule = |ix: &NodeIx| question.framework(*ix).is_some_and(|it| it.kind != FrameworkKind::Report);
    let mut texts: BTreeSet<NodeIx> = question.frameworks(Layer::Data).into_iter().filter(is_rule).collect();
    texts.extend(home_texts(question, Layer::Data));
    if texts.len() < 2 {
        return Outcome::NotAssessed(format!(
            "{} data text of the area is recorded; at least two are needed.",
            if texts.is_empty() { "No" } else { "Only one" }
        ));
    }
    let joined: BTreeSet<NodeIx> =
        carrying(question, Layer::Data).iter().flat_map(|(_, link)| [link.from.node, link.to.node]).collect();
    let (linked, alone): (Vec<NodeIx>, Vec<NodeIx>) = texts.iter().partition(|ix| joined.contains(ix));
    let explanation = format!(
        "{} of {} data texts in the area have no recorded data link to any other text or body{}.{}",
        alone.len(),
        texts.len(),
        in_brackets(question, &alone, 5),
        sentence(" Linked are", question, &linked),
    );
    Outcome::Measured(Measurement {
        value: share(alone.len(), texts.len()),
        explanation,
        subjects: subjects([alone.as_slice(), &linked]),
        evidence: first_of(alone.iter().map(|ix| question.graph().node(*ix).evidence.as_slice())),
    })
}
