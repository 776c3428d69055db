//! Whether rules on data and technology lean on the texts of a few powers.

use std::collections::BTreeMap;

use super::cite::{link_evidence, subjects};
use super::standing::{home, is_worldwide, makers};
use super::statistics::{herfindahl, percent, share};
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{Layer, LinkIx, NodeIx, Relation};

pub(super) static DETECTOR: Detector = Detector { id: "data-tension-powerhouses", measure };

/// Fewest references on which concentration is judged: of fewer a single one decides.
const LEAST: usize = 5;

/// The Herfindahl index, 0 to 1, of the references that the area's texts and bodies make to those of other makers, by
/// maker: 1 where all go to one country or bloc, 1/n where they spread evenly over n.
///
/// Counts existing reference links of the data and technical layers (what is trained, tested and exchanged by technical
/// standards is data, and data rules alone refer too rarely) that start from the jurisdictions asked about, blocs
/// wholly inside the area, or what these made. References to what is international (standards bodies, the United
/// Nations, clubs such as the OECD) and to what the referring side made itself are left out; a text of several makers
/// counts once for each. Takes time linear in the links.
fn measure(question: &Question<'_>) -> Outcome {
    let home = home(question);
    let mut received: BTreeMap<NodeIx, Vec<LinkIx>> = BTreeMap::new();
    for (ix, link) in question.links() {
        let reference = matches!(link.relation, Relation::Reference(_));
        if !reference || !(link.layers.contains(Layer::Data) || link.layers.contains(Layer::Technical)) {
            continue;
        }
        let from = makers(question, link.from.node);
        if from.is_disjoint(&home) {
            continue;
        }
        let power = |place: &NodeIx| !from.contains(place) && !is_worldwide(question, *place);
        for maker in makers(question, link.to.node).into_iter().filter(power) {
            received.entry(maker).or_default().push(ix);
        }
    }
    let mut ranking: Vec<(NodeIx, Vec<LinkIx>)> = received.into_iter().collect();
    ranking.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    let counts: Vec<usize> = ranking.iter().map(|(_, links)| links.len()).collect();
    let total: usize = counts.iter().sum();
    let (Some(value), true) = (herfindahl(&counts), total >= LEAST) else {
        return Outcome::NotAssessed(format!(
            "Of references from the area's data and technical rules to those of other countries or blocs {total} can be found in the data; at least {LEAST} are needed.",
        ));
    };
    let shares: Vec<String> = (ranking.iter().take(3))
        .map(|(ix, links)| format!("{} ({})", question.label(*ix), percent(share(links.len(), total))))
        .collect();
    let south: usize = ranking.iter().filter(|(ix, _)| question.is_south(*ix)).map(|(_, links)| links.len()).sum();
    let explanation = format!(
        "The area's data and technical rules refer {total} times to those of other countries or blocs; most often to {}; {} of these references go to countries of the Global South.",
        shares.join(", "),
        percent(share(south, total)),
    );
    let places: Vec<NodeIx> = ranking.iter().map(|(ix, _)| *ix).collect();
    let links = ranking.into_iter().flat_map(|(_, links)| links);
    Outcome::Measured(Measurement {
        value,
        explanation,
        subjects: subjects([places.as_slice()]),
        evidence: link_evidence(question, links),
    })
}
