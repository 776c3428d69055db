//! Whether technical texts of an area come from above, from below, or some this way and some that.

use std::collections::BTreeSet;

use super::cite::{in_brackets, pattern_evidence, subjects};
use super::standards_in_use::standards_in_use;
use super::standing::home_texts;
use super::statistics::share;
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{ApproachStep, Layer, NodeIx, Pattern};

pub(super) static DETECTOR: Detector = Detector { id: "technical-tension-top-down-bottom-up", measure };

/// How evenly the technical texts of the area are split between the top-down and the bottom-up side, 0 to 1: twice the
/// share of the smaller side. 0 where all come from one side, 1 where half come from each.
///
/// The texts are those in effect that the jurisdictions asked about or their blocs made, and the standards that they
/// use, as far as their approach is recorded; a mixed text is on neither side but counts in the whole. Texts and not
/// jurisdictions are counted, since one jurisdiction can have both: a law from above and standards from below. Takes
/// time linear in nodes and links for each jurisdiction.
fn measure(question: &Question<'_>) -> Outcome {
    let mut texts: BTreeSet<NodeIx> = home_texts(question, Layer::Technical).into_iter().collect();
    texts.extend(standards_in_use(question).into_iter().flat_map(|it| it.standards.into_keys()));
    let approach = |ix: &NodeIx| Some(question.framework(*ix)?.patterns.approach.as_ref()?.value);
    let at = |sides: &[ApproachStep]| {
        let there = texts.iter().filter(|ix| approach(ix).is_some_and(|step| sides.contains(&step)));
        there.copied().collect::<Vec<NodeIx>>()
    };
    let above = at(&[ApproachStep::TopDown, ApproachStep::MostlyTopDown]);
    let below = at(&[ApproachStep::BottomUp, ApproachStep::MostlyBottomUp]);
    let mixed = at(&[ApproachStep::Mixed]);
    let known = above.len() + below.len() + mixed.len();
    if known < 2 {
        return Outcome::NotAssessed(format!(
            "The approach is recorded for {known} of {} technical texts made or used in the area; at least two are needed.",
            texts.len()
        ));
    }
    let explanation = format!(
        "The {known} technical texts made or used in the area whose approach is recorded: {} top-down{}, {} bottom-up{}, {} mixed.",
        above.len(),
        in_brackets(question, &above, 3),
        below.len(),
        in_brackets(question, &below, 3),
        mixed.len(),
    );
    let (fewer, more) = if below.len() <= above.len() { (below, above) } else { (above, below) };
    let subjects = subjects([fewer.as_slice(), &more]);
    let telling: Vec<NodeIx> = fewer.iter().take(4).chain(&more).copied().collect();
    let evidence = pattern_evidence(question, &telling, Pattern::Approach);
    Outcome::Measured(Measurement { value: share(2 * fewer.len(), known), explanation, subjects, evidence })
}
