//! The search itself: the pairs as they stand, the best link of a layer, the pairs with it.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::candidates::{self, Candidate, Candidates, Text, Weight};
use super::judge::{Judge, Room, Rows};
use super::near::{Near, near};
use super::{Lift, PairState, Pick, PlanOptions, Reasons, Tally};
use crate::analysis::applicability::{Applicability, CoverageState};
use crate::analysis::best::best_paths;
use crate::analysis::network::{Network, Path};
use crate::analysis::pairs::{Layers, Verdict, assess_path};
use crate::model::{Cost, Layer, LinkIx, NodeIx, Scales};
use crate::progress::Observer;
use crate::scope::Scope;

/// How many links that would do as well are named beside each pick.
const ALTERNATIVES: usize = 3;

/// What all layers share.
pub(super) struct Question<'q, 'g> {
    pub scope: &'q Scope<'g>,
    pub options: PlanOptions,
    pub sides: &'q [Applicability],
    /// Positions in `sides`.
    pub pairs: &'q [(usize, usize)],
    /// The same, the smaller first.
    asked: BTreeSet<(usize, usize)>,
    pub layers: Layers,
}

/// One layer with the links chosen so far.
pub(super) struct LayerState {
    pub network: Network,
    pub candidates: Candidates,
    /// Verdict and whether contested, by pair.
    pub stands: Vec<(Verdict, bool)>,
    /// The best next link; `None` where no link closes anything.
    pub best: Option<Best>,
    /// Whether a link was made since the best one was sought.
    pub changed: bool,
}

/// By what the best of all candidates is chosen, the smallest key first: gaps closed; what the data recommends, then proposes;
/// how many verdicts it lifts, other than those; how plausible it is; then by layer and ids.
type Key = (Reverse<usize>, u8, Reverse<usize>, Reverse<Weight>, Layer, NodeIx, NodeIx);

/// The best candidate of a layer.
pub(super) struct Best {
    pub key: Key,
    candidate: Candidate,
    reasons: Reasons,
    /// How many other candidates of the layer close as many gaps.
    pub equals: usize,
    alternatives: Vec<(NodeIx, NodeIx)>,
}

impl Best {
    /// How many gaps it closes.
    pub fn closes(&self) -> usize {
        self.key.0.0
    }
}

impl<'q, 'g> Question<'q, 'g> {
    pub fn new(
        scope: &'q Scope<'g>,
        options: PlanOptions,
        sides: &'q [Applicability],
        pairs: &'q [(usize, usize)],
    ) -> Self {
        let asked = pairs.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        Self { scope, options, sides, pairs, asked, layers: Layers::new(scope) }
    }

    pub fn state(&self, network: Network) -> LayerState {
        let PlanOptions { mechanism, among, .. } = self.options;
        let candidates = Candidates::new(self.scope, &network, mechanism, among);
        let stands = self.assess(&network);
        LayerState { network, candidates, stands, best: None, changed: true }
    }

    /// Verdict and whether contested, by pair.
    fn assess(&self, network: &Network) -> Vec<(Verdict, bool)> {
        let paths = best_paths(self.scope, network, self.sides, self.pairs);
        let of_pair = |(path, &(a, b)): (Option<Path>, &(usize, usize))| {
            let (from, to) = (&self.sides[a.min(b)], &self.sides[a.max(b)]);
            let assessment = assess_path(self.scope, &self.layers, network.layer(), path, from, to);
            (assessment.verdict, assessment.contested)
        };
        paths.into_par_iter().zip(self.pairs).map(of_pair).collect()
    }

    pub fn tally(&self, layer: &LayerState) -> Tally {
        let mut tally = Tally { layer: layer.network.layer(), verdicts: [0; 6], contested: 0, gaps: 0 };
        for (verdict, contested) in &layer.stands {
            tally.verdicts[*verdict as usize] += 1;
            tally.contested += usize::from(*contested);
            tally.gaps += usize::from(self.options.is_gap(*verdict));
        }
        tally
    }

    pub fn gaps(&self, layer: &LayerState) -> Vec<PairState> {
        let state = |(&(a, b), &(verdict, contested)): (&(usize, usize), &(Verdict, bool))| {
            let (a, b) = (self.sides[a].jurisdiction, self.sides[b].jurisdiction);
            PairState { a, b, layer: layer.network.layer(), verdict, contested }
        };
        let open = self.pairs.iter().zip(&layer.stands).filter(|(_, (verdict, _))| self.options.is_gap(*verdict));
        open.map(state).collect()
    }

    /// Whether each end of a link is a jurisdiction asked about, was made by one, or applies in one.
    pub fn concerns(&self, ix: LinkIx) -> bool {
        let link = self.scope.graph().link(ix);
        let ours = |end: NodeIx| !self.homes(end).is_empty() || self.sides.iter().any(|side| side.touches(end));
        ours(link.from.node) && ours(link.to.node)
    }

    /// The sides that made a node, or whose bloc did; of anything but a text the side itself. Ascending.
    fn homes(&self, node: NodeIx) -> BTreeSet<usize> {
        let made_by = candidates::makers(self.scope, node);
        let is_home = |side: &Applicability| side.places.iter().any(|place| made_by.contains(&place.node));
        (self.sides.iter().enumerate()).filter(|(_, side)| is_home(side)).map(|(at, _)| at).collect()
    }

    /// What speaks for a link, and what against it.
    fn reasons(&self, from: NodeIx, to: NodeIx) -> Reasons {
        let (ours, theirs) = (self.homes(from), self.homes(to));
        let mut pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| (*a, *b)));
        let own = pairs.any(|(a, b)| self.asked.contains(&(a.min(b), a.max(b))));
        Reasons { own, ..Reasons::of(self.scope, from, to) }
    }

    /// Makes a link: the pairs of its layer are assessed anew with it.
    pub fn take(&self, layer: &mut LayerState, best: Best) -> Pick {
        let Best { key, candidate, reasons, equals, alternatives } = best;
        layer.network = layer.network.with(candidate.from, candidate.to, candidate.cost);
        layer.candidates.recorded.remove(&candidate.ends());
        let stands = self.assess(&layer.network);
        let mut moves = Vec::new();
        for (at, &(a, b)) in self.pairs.iter().enumerate() {
            let ((before, _), (after, contested)) = (layer.stands[at], stands[at]);
            let (a, b) = (self.sides[a].jurisdiction, self.sides[b].jurisdiction);
            if after > before {
                moves.push(Lift { a, b, before, after, contested });
            }
        }
        layer.stands = stands;
        layer.changed = true;
        let (Candidate { from, to, relation, recorded, .. }, Reverse(closes)) = (candidate, key.0);
        let pick = Pick {
            from,
            to,
            layer: layer.network.layer(),
            relation,
            recorded,
            reasons,
            moves,
            closes,
            equals,
            alternatives,
        };
        debug_assert_eq!(pick.closed(self.options.target).count(), closes, "judging and assessing agree");
        pick
    }

    /// The link that closes most gaps of a layer, if any closes one.
    pub fn best(&self, layer: &LayerState) -> Option<Best> {
        let cheapest = layer.candidates.cheapest()?;
        let near = self.near(layer, cheapest, Verdict::Bridged);
        let other = if self.options.target == Verdict::Aligned { Verdict::Bridged } else { Verdict::Aligned };
        let judge = |verdict| self.judge(layer, cheapest, &near, verdict);
        let (closes, found) =
            most(self.scope.observer(), &layer.network, &layer.candidates, &judge(self.options.target));
        (closes > 0).then(|| self.choose(layer, &judge(other), closes, &found))?
    }

    /// How many gaps each of some links would close, in the order given.
    pub fn closed(&self, layer: &LayerState, ends: &[(NodeIx, NodeIx)]) -> Vec<usize> {
        let cost = layer.candidates.cost;
        let near = self.near(layer, cost, self.options.target);
        let judge = self.judge(layer, cost, &near, self.options.target);
        let closed = |room: &mut Room, (a, b): &(NodeIx, NodeIx)| {
            judge.position(*a).zip(judge.position(*b)).map_or(0, |(u, v)| judge.closes(u, v, cost, room))
        };
        ends.par_iter().map_init(|| judge.room(), closed).collect()
    }

    /// Who is near which node, as far as a link of this cost can be of use for the verdict.
    fn near(&self, layer: &LayerState, link: Cost, verdict: Verdict) -> Vec<Near> {
        let Some(bound) = limit(self.scope.graph().scales(), verdict).less(link) else { return Vec::new() };
        let of_side = |(at, side): (usize, &Applicability)| {
            let mut found = Vec::new();
            if side.state(self.scope, layer.network.layer()) == CoverageState::Recorded {
                let at = u32::try_from(at).expect("fewer sides than nodes");
                near(&layer.network, self.scope, at, side, bound, &mut found);
            }
            found
        };
        self.sides.par_iter().enumerate().flat_map_iter(of_side).collect()
    }

    /// A judge of links that lift pairs to a verdict; `cheapest` is the least that any link costs.
    fn judge(&self, layer: &LayerState, cheapest: Cost, near: &[Near], verdict: Verdict) -> Judge {
        let limit = limit(self.scope.graph().scales(), verdict);
        let mut gaps = Rows::new(self.sides.len(), self.sides.len());
        for (&(a, b), (stands, _)) in self.pairs.iter().zip(&layer.stands) {
            if *stands >= Verdict::Unlinked && *stands < verdict {
                gaps.insert(a, b);
                gaps.insert(b, a);
            }
        }
        let bound = limit.less(cheapest);
        let near = near.iter().filter(|it| bound.is_some_and(|bound| it.cost <= bound)).copied().collect();
        Judge::new(layer.network.hop_limit(), limit, gaps, near)
    }

    /// Of candidates that close equally many gaps the one to take, and some of the others.
    fn choose(&self, layer: &LayerState, other: &Judge, closes: usize, found: &[Candidate]) -> Option<Best> {
        let lifts = |it: &Candidate, room: &mut Room| {
            let (u, v) = other.position(it.from).zip(other.position(it.to))?;
            Some(other.closes(u, v, it.cost, room))
        };
        let rough: Vec<_> = found
            .par_iter()
            .map_init(
                || other.room(),
                |room, it| (it.recorded_rank(self.scope), Reverse(lifts(it, room).unwrap_or(0)), it),
            )
            .collect();
        let (rank, lift) = rough.iter().map(|(rank, lift, _)| (*rank, *lift)).min()?;
        let of_key = |it: &Candidate| {
            let reasons = self.reasons(it.from, it.to);
            let layer = layer.network.layer();
            ((Reverse(closes), rank, lift, Reverse(reasons.weight()), layer, it.from, it.to), reasons)
        };
        let mut keyed: Vec<_> =
            rough.par_iter().filter(|it| (it.0, it.1) == (rank, lift)).map(|(_, _, it)| (of_key(it), **it)).collect();
        keyed.sort_by_key(|((key, _), _)| *key);
        let alternatives = keyed.iter().skip(1).take(ALTERNATIVES).map(|(_, it)| (it.from, it.to)).collect();
        let ((key, reasons), candidate) = keyed.into_iter().next()?;
        Some(Best { key, candidate, reasons, equals: found.len() - 1, alternatives })
    }
}

/// The most that a chain costs that deserves a verdict.
fn limit(scales: &Scales, verdict: Verdict) -> Cost {
    Cost::limit(if verdict == Verdict::Aligned { scales.aligned.value } else { scales.bridged.value })
}

/// The candidates that close the most gaps, and how many that is.
fn most(observer: &dyn Observer, network: &Network, candidates: &Candidates, judge: &Judge) -> (usize, Vec<Candidate>) {
    let texts: Vec<(usize, &Text)> =
        judge.nodes().filter_map(|(at, ix)| candidates.text(ix).map(|text| (at, text))).collect();
    let keep = |(most, mut kept): (usize, Vec<Candidate>), closes: usize, candidate: Candidate| {
        if closes > most {
            return (closes, vec![candidate]);
        }
        if closes == most && closes > 0 {
            kept.push(candidate);
        }
        (most, kept)
    };
    let merge = |one: (usize, Vec<Candidate>), mut other: (usize, Vec<Candidate>)| match one.0.cmp(&other.0) {
        Ordering::Less => other,
        Ordering::Greater => one,
        Ordering::Equal => {
            other.1.extend(one.1);
            other
        }
    };
    observer.begin("Judging links", texts.len());
    let rows = (0..texts.len()).into_par_iter();
    let (_, plain) = rows
        .fold(
            || (judge.room(), (0, Vec::new())),
            |(mut room, mut kept), at| {
                let (u, a) = texts[at];
                for (v, b) in texts[at + 1..].iter().copied() {
                    let candidate = candidates.plain(a.ix, b.ix);
                    let skip = !a.fits(b)
                        || judge.at_most(u, v, candidate.cost) < kept.0.max(1)
                        || network.link(a.ix, b.ix).is_some()
                        || candidates.recorded.contains_key(&candidate.ends());
                    if !skip {
                        kept = keep(kept, judge.closes(u, v, candidate.cost, &mut room), candidate);
                    }
                }
                observer.advance(1);
                (room, kept)
            },
        )
        .reduce(|| (judge.room(), (0, Vec::new())), |(room, one), (_, other)| (room, merge(one, other)));
    let mut room = judge.room();
    candidates.recorded.values().fold(plain, |kept, candidate| {
        let Some((u, v)) = judge.position(candidate.from).zip(judge.position(candidate.to)) else { return kept };
        keep(kept, judge.closes(u, v, candidate.cost, &mut room), *candidate)
    })
}
