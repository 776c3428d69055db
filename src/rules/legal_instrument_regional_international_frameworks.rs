//! How firmly jurisdictions are tied to what regions and international bodies have made.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use itertools::Itertools;

use super::leanings::Leanings;
use super::texts::{self, is_about_ai, is_international, is_made_above_countries};
use super::{Detector, Measurement, Outcome, Question};
use crate::analysis::{Applicability, CoverageState};
use crate::model::{FrameworkKind, Layer, NodeIx};

pub(super) static DETECTOR: Detector = Detector { id: "legal-instrument-regional-international-frameworks", measure };

/// The firmest tie of one jurisdiction.
#[derive(Debug)]
struct Tie {
    /// The texts it is tied to so firmly; none without any tie.
    to: Vec<NodeIx>,
    /// Strength on the scale of coverage and links, 0 without any tie.
    strength: f64,
}

/// The mean, over jurisdictions, of the firmest tie to a legal text on AI that a region or an international body made.
///
/// A tie is the ground on which the text applies (bound 1.0, ratified 0.9, signed 0.6, endorsed 0.5, addressed as a member
/// 0.3), or the strength of the link by which the jurisdiction or a text of its own leans on it, as in `scales.ron`.
/// Reports are no frameworks to follow and do not count. Jurisdictions with neither a tie nor a recorded legal layer are
/// left out. Takes time linear in recorded texts and their links.
fn measure(question: &Question<'_>) -> Outcome {
    let leanings = Leanings::new(question);
    let ties: Vec<Tie> = question.members().iter().filter_map(|member| firmest(question, &leanings, member)).collect();
    if ties.is_empty() {
        return Outcome::NotAssessed("No legal text applies in any jurisdiction of the region.".to_owned());
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
    let value = ties.iter().map(|tie| tie.strength).sum::<f64>() / ties.len() as f64;
    let from = |least: f64, below: f64| ties.iter().filter(|tie| tie.strength >= least && tie.strength < below).count();
    let mut carried: BTreeMap<NodeIx, usize> = BTreeMap::new();
    for to in ties.iter().flat_map(|tie| &tie.to) {
        *carried.entry(*to).or_default() += 1;
    }
    // Those of the region come first: they are nearer.
    let mut carrying: Vec<NodeIx> = carried.keys().copied().collect();
    carrying.sort_by_key(|ix| (is_international(question, *ix), Reverse(carried[ix]), *ix));
    let named = carrying.iter().take(3).map(|ix| format!("{} ({})", question.label(*ix), carried[ix])).join(", ");
    let about = texts::about(question);
    let explanation = format!(
        "Of {} jurisdictions {} are bound by a regional or international legal text {about}, {} have signed one or built their own on it, {} have endorsed one or refer to it, {} are at most addressed by one as members, {} have no recorded tie. The firmest ties lead to such texts as {}.",
        ties.len(),
        from(0.85, f64::INFINITY),
        from(0.55, 0.85),
        from(0.45, 0.55),
        from(f64::MIN_POSITIVE, 0.45),
        from(0.0, f64::MIN_POSITIVE),
        if named.is_empty() { "none recorded" } else { &named },
    );
    let carrying = texts::subjects(carrying);
    let evidence = texts::evidence_of_nodes(question, &carrying);
    Outcome::Measured(Measurement { value, explanation, subjects: carrying, evidence })
}

/// The firmest tie of a jurisdiction; `None` where it has none and its legal layer is not recorded.
fn firmest(question: &Question<'_>, leanings: &Leanings, member: &Applicability) -> Option<Tie> {
    let scope = question.scope();
    let graph = question.graph();
    let applied = (member.in_layer(scope, Layer::Legal))
        .filter(|coverage| is_shared(question, coverage.node))
        .map(|coverage| (coverage.node, coverage.strength.get()));
    let own = (member.recorded(scope, Layer::Legal))
        .filter(|coverage| texts::is_own_law(coverage.ground) && is_about_ai(question, coverage.node))
        .map(|coverage| coverage.node);
    let leaning =
        own.chain(std::iter::once(member.jurisdiction)).flat_map(|start| leanings.of(start)).filter_map(|it| {
            let link = graph.link(it.link);
            let counts = link.layers.contains(Layer::Legal) && is_shared(question, it.to);
            Some((it.to, graph.strength(link.relation).filter(|_| counts)?.get()))
        });
    let all: Vec<(NodeIx, f64)> = applied.chain(leaning).collect();
    let recorded = member.state(scope, Layer::Legal) == CoverageState::Recorded;
    if all.is_empty() && !recorded {
        return None;
    }
    let strength = all.iter().map(|(_, strength)| *strength).fold(0.0, f64::max);
    let mut to: Vec<NodeIx> = all.into_iter().filter(|(_, found)| *found >= strength).map(|(ix, _)| ix).collect();
    to.sort_unstable();
    to.dedup();
    Some(Tie { to, strength })
}

/// Whether a node is a text on AI in effect that no single country made.
fn is_shared(question: &Question<'_>, ix: NodeIx) -> bool {
    question.framework(ix).is_some_and(|framework| framework.kind != FrameworkKind::Report)
        && question.scope().applies(ix)
        && is_about_ai(question, ix)
        && is_made_above_countries(question, ix)
}
