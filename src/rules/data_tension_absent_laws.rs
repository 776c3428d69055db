//! Where sources say that rules on personal data are missing.

use super::cite::{first_of, in_brackets, not_assessed, subjects};
use super::personal_data::{binding_protection, data_absence};
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::NodeIx;

pub(super) static DETECTOR: Detector = Detector { id: "data-tension-absent-laws", measure };

/// The share, 0 to 1, of jurisdictions of which a source says that something is missing in the data layer and no
/// binding text on privacy is recorded, among those of which either is known.
///
/// A jurisdiction of which neither is recorded is unknown, never counted as lacking. Where more than half of the
/// jurisdictions are unknown nothing is said of the area: the unknown ones would decide. Takes time linear in the
/// texts that apply.
fn measure(question: &Question<'_>) -> Outcome {
    let mut covered: Vec<NodeIx> = Vec::new();
    let mut lacking: Vec<NodeIx> = Vec::new();
    let mut unknown: Vec<NodeIx> = Vec::new();
    let mut evidence = Vec::new();
    for member in question.members() {
        let here = member.jurisdiction;
        let texts = binding_protection(question, member);
        match (texts.first(), data_absence(question, here)) {
            (Some(text), _) => {
                covered.push(here);
                evidence.push(question.graph().node(*text).evidence.as_slice());
            }
            (None, Some((_, sources))) => {
                lacking.push(here);
                evidence.insert(0, sources);
            }
            (None, None) => unknown.push(here),
        }
    }
    let (known, all) = (covered.len() + lacking.len(), question.members().len());
    if known * 2 < all || known == 0 {
        let south = unknown.iter().filter(|ix| question.is_south(**ix)).count();
        return Outcome::NotAssessed(format!(
            "A binding text on privacy is recorded for {} of {all} jurisdictions{}, its absence for {}; for {} neither is known ({south} of the Global South). Needed: the data-protection law of each, or a source that says there is none.",
            covered.len(),
            in_brackets(question, &covered, 3),
            lacking.len(),
            unknown.len(),
        ));
    }
    let explanation = match lacking.as_slice() {
        [] => format!(
            "Of {all} jurisdictions {known} have a recorded binding text on privacy, and of none a source says that it is missing.{}",
            not_assessed(question, &unknown),
        ),
        [first, ..] => format!(
            "Of {known} jurisdictions of which it is known, {} lack data rules according to sources: {}. In {} what is missing is {}.{}",
            lacking.len(),
            question.names(&lacking, 5),
            question.label(*first),
            data_absence(question, *first).map_or("not said", |(lacks, _)| lacks),
            not_assessed(question, &unknown),
        ),
    };
    Outcome::Measured(Measurement {
        value: share(lacking.len(), known),
        explanation,
        subjects: subjects([lacking.as_slice(), &unknown]),
        evidence: first_of(evidence.into_iter()),
    })
}
