//! Whether standards of regions and countries reach beyond those who made them.

use super::cite::{in_brackets, link_evidence, sentence, subjects};
use super::leaning::carrying;
use super::standing::{home_texts, makers};
use super::statistics::{counted, percent, share};
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Layer, LinkIx, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "technical-instrument-regional-national-variations", measure };

/// The share, 0 to 1, of the area's own technical texts in effect that reach beyond those who made them.
///
/// Own texts are those made in a jurisdiction asked about or by a bloc wholly inside the area. A text reaches beyond if
/// several jurisdictions made it together, or an existing technical link joins it, in either direction, to a text, body
/// or jurisdiction none of its makers made: then others can connect to it. A text that is tied only to others of the
/// same makers does not. Takes time linear in nodes and links.
fn measure(question: &Question<'_>) -> Outcome {
    let texts = home_texts(question, Layer::Technical);
    if texts.is_empty() {
        return Outcome::NotAssessed(
            "No technical text made by these jurisdictions or their blocs is recorded.".to_owned(),
        );
    }
    let links = carrying(question, Layer::Technical);
    let mut reaching: Vec<NodeIx> = Vec::new();
    let mut inward: Vec<NodeIx> = Vec::new();
    let mut evidence: Vec<LinkIx> = Vec::new();
    for text in &texts {
        let own = makers(question, *text);
        let outside = (links.iter())
            .filter(|(_, link)| link.from.node == *text || link.to.node == *text)
            .find(|(_, link)| makers(question, link.other(*text)).is_disjoint(&own));
        evidence.extend(outside.map(|(ix, _)| *ix));
        let reaches = outside.is_some() || own.len() > 1;
        if reaches { &mut reaching } else { &mut inward }.push(*text);
    }
    let value = share(reaching.len(), texts.len());
    let explanation = format!(
        "The data holds {} made in the area; {} of them ({}) reach beyond those who made them{}.{}",
        counted(texts.len(), "technical text"),
        reaching.len(),
        percent(value),
        in_brackets(question, &reaching, 4),
        sentence(" No link to anything from elsewhere that the question sees is recorded for", question, &inward),
    );
    Outcome::Measured(Measurement {
        value,
        explanation,
        subjects: subjects([inward.as_slice(), &reaching]),
        evidence: link_evidence(question, evidence),
    })
}
