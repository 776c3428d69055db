//! Which new links would close the most gaps.
//!
//! Greedy: the link that closes most gaps, then the link that closes most of what is left, and so on; each choice is
//! exact over all candidates. docs/METHOD.md says what that guarantees.

mod candidates;
mod judge;
mod near;
mod search;

use rayon::prelude::*;

use super::applicability::Applicability;
use super::gaps::pairs_of;
use super::pairs::Verdict;
use crate::model::{AlignmentMechanism, Layer, LinkIx, NodeIx, Relation};
use crate::scope::{Area, Scope};
use search::{Best, LayerState, Question};

pub use candidates::Reasons;

/// What to plan with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanOptions {
    /// At most so many links.
    pub budget: usize,
    /// How the links would join two texts.
    pub mechanism: AlignmentMechanism,
    /// Which links may be made.
    pub among: Among,
    /// The verdict from which a gap is closed: [`Verdict::Bridged`] or [`Verdict::Aligned`].
    pub target: Verdict,
}

/// Which links may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Among {
    /// Between two texts that can be mapped onto each other, as far as the data knows: they have a topic in common, and
    /// neither names aims alone. Texts of which topics or detail are not recorded are not left out for that.
    #[default]
    Mappable,
    /// Between any two texts in effect, reports aside.
    AllTexts,
    /// Those that the data already records as recommended, proposed or possible, by the mechanism it names.
    Recorded,
}

/// New links, the most helpful first.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The region.
    pub area: Area,
    /// The partner whose jurisdictions it is compared with; `None` to plan within the region.
    pub with: Option<Area>,
    /// What was asked for.
    pub options: PlanOptions,
    /// How many links could be made, over all layers.
    pub candidates: usize,
    /// The links, in the order of choice: fewer than the budget if no other closes any gap.
    pub picks: Vec<Pick>,
    /// How the pairs stand now, by layer.
    pub before: Vec<Tally>,
    /// How they would stand with all links, by layer.
    pub after: Vec<Tally>,
    /// The gaps that would remain, by pair and then layer.
    pub remaining: Vec<PairState>,
    /// Links that the data recommends, proposes or considers for those asked about and that cannot be made yet, since a text at
    /// their end is not in effect; ascending.
    pub waiting: Vec<LinkIx>,
}

/// A link worth making.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// One end; of a link that the data records, where it starts.
    pub from: NodeIx,
    /// The other end.
    pub to: NodeIx,
    /// The layer.
    pub layer: Layer,
    /// How it would join them.
    pub relation: Relation,
    /// The link of the data that recommends, proposes or considers it.
    pub recorded: Option<LinkIx>,
    /// What speaks for it, and what against.
    pub reasons: Reasons,
    /// The pairs whose verdict it lifts once the links before it are made, ascending.
    pub moves: Vec<Lift>,
    /// How many gaps it closes.
    pub closes: usize,
    /// How many other links would have closed as many at this point.
    pub equals: usize,
    /// Some of those, the most plausible first.
    pub alternatives: Vec<(NodeIx, NodeIx)>,
}

/// A pair whose verdict rises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lift {
    /// The first jurisdiction.
    pub a: NodeIx,
    /// The second.
    pub b: NodeIx,
    /// How they stood.
    pub before: Verdict,
    /// How they would stand.
    pub after: Verdict,
    /// Whether a conflict stands between them all the same.
    pub contested: bool,
}

/// A pair in a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PairState {
    /// The first jurisdiction.
    pub a: NodeIx,
    /// The second.
    pub b: NodeIx,
    /// The layer.
    pub layer: Layer,
    /// How they stand to each other.
    pub verdict: Verdict,
    /// Whether a conflict stands between them.
    pub contested: bool,
}

/// The pairs of a layer in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The layer.
    pub layer: Layer,
    /// How many pairs have each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [usize; 6],
    /// How many are contested.
    pub contested: usize,
    /// How many are gaps: assessed on both sides, and below the target.
    pub gaps: usize,
}

impl PlanOptions {
    /// Five joint mappings that bridge what they can.
    pub fn new() -> Self {
        Self {
            budget: 5,
            mechanism: AlignmentMechanism::JointMapping,
            among: Among::Mappable,
            target: Verdict::Bridged,
        }
    }

    /// Whether a pair with this verdict is a gap that a link could close.
    fn is_gap(self, verdict: Verdict) -> bool {
        verdict >= Verdict::Unlinked && verdict < self.target
    }
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl Pick {
    /// The pairs whose gap it closes, ascending.
    pub fn closed(&self, target: Verdict) -> impl Iterator<Item = &Lift> {
        self.moves.iter().filter(move |it| it.before < target && it.after >= target)
    }
}

/// Plans links for an area, or for an area with a partner.
///
/// A gap is a pair of jurisdictions with the layer recorded on both sides whose verdict is below the target. Candidates are
/// the pairs of texts in effect in a layer that no alignment or reference joins there, as far as [`Among`] lets them, and
/// the links that the data records as recommended, proposed or possible. A link is judged by what it adds to the chains of the
/// verdicts, hop limit included, so the count of each pick is exactly what assessing all pairs anew would give; that is
/// done for each pick as well.
///
/// Takes, for each pick, time proportional to the candidates times the jurisdictions near their ends; memory proportional
/// to the jurisdictions times the nodes near them. Parallel over candidates.
pub fn plan(scope: &Scope<'_>, area: Area, with: Option<Area>, options: PlanOptions) -> Plan {
    let sides = sides(scope, &area, with.as_ref());
    let pairs = positions(&sides, &area, with.as_ref());
    let question = Question::new(scope, options, &sides, &pairs);

    let mut layers: Vec<LayerState> =
        question.layers.networks().map(|network| question.state(network.clone())).collect();
    let before = layers.iter().map(|layer| question.tally(layer)).collect();
    let candidates = layers.iter().map(|layer| layer.candidates.count(&layer.network)).sum();
    let mut picks = Vec::new();
    while picks.len() < options.budget {
        for layer in layers.iter_mut().filter(|layer| layer.changed) {
            layer.best = question.best(layer);
            layer.changed = false;
        }
        let Some(closes) = layers.iter().filter_map(|layer| layer.best.as_ref()).map(Best::closes).max() else { break };
        let equals = layers.iter().filter_map(|layer| layer.best.as_ref()).filter(|best| best.closes() == closes);
        let equals = equals.map(|best| best.equals + 1).sum::<usize>() - 1;
        let open = layers.iter_mut().filter(|layer| layer.best.is_some());
        let Some(layer) = open.min_by_key(|layer| layer.best.as_ref().map(|best| best.key)) else { break };
        let Some(best) = layer.best.take() else { break };
        picks.push(Pick { equals, ..question.take(layer, best) });
    }
    let mut remaining: Vec<PairState> = layers.iter().flat_map(|layer| question.gaps(layer)).collect();
    remaining.sort_unstable();
    let mut waiting: Vec<LinkIx> = layers.iter().flat_map(|layer| layer.candidates.waiting.iter().copied()).collect();
    waiting.sort_unstable();
    waiting.dedup();
    waiting.retain(|ix| question.concerns(*ix));
    let after = layers.iter().map(|layer| question.tally(layer)).collect();
    Plan { area, with, options, candidates, picks, before, after, remaining, waiting }
}

/// How many gaps each of some links would close by itself, in the order given: what [`plan`] chooses its first link by.
///
/// A link is given by its ends and its layer and made by the mechanism of the options, whatever joins the two already.
/// Takes time proportional to the links times the jurisdictions near their ends.
pub fn gaps_closed(
    scope: &Scope<'_>,
    area: &Area,
    with: Option<&Area>,
    options: PlanOptions,
    links: &[(NodeIx, NodeIx, Layer)],
) -> Vec<usize> {
    let sides = sides(scope, area, with);
    let pairs = positions(&sides, area, with);
    let question = Question::new(scope, options, &sides, &pairs);
    let mut closed = vec![0; links.len()];
    for network in question.layers.networks() {
        let asked = || links.iter().enumerate().filter(|(_, link)| link.2 == network.layer());
        if asked().next().is_none() {
            continue;
        }
        let layer = question.state(network.clone());
        let ends: Vec<(NodeIx, NodeIx)> = asked().map(|(_, (a, b, _))| (*a, *b)).collect();
        for ((at, _), count) in asked().zip(question.closed(&layer, &ends)) {
            closed[at] = count;
        }
    }
    closed
}

/// What applies in each jurisdiction of the areas, ascending.
fn sides(scope: &Scope<'_>, area: &Area, with: Option<&Area>) -> Vec<Applicability> {
    let mut members: Vec<NodeIx> = area.members.iter().chain(with.iter().flat_map(|it| &it.members)).copied().collect();
    members.sort_unstable();
    members.dedup();
    members.par_iter().map(|member| Applicability::of(scope, *member)).collect()
}

/// The pairs asked about, as positions of their sides.
fn positions(sides: &[Applicability], area: &Area, with: Option<&Area>) -> Vec<(usize, usize)> {
    let position = |member: NodeIx| {
        let found = sides.binary_search_by_key(&member, |side| side.jurisdiction);
        found.expect("members of both areas were collected")
    };
    pairs_of(area, with).into_iter().map(|(a, b)| (position(a), position(b))).collect()
}
