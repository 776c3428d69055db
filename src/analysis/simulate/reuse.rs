//! What is asked in several places, and through which mapping evidence for the one text may serve the other.

use std::collections::{BTreeMap, BTreeSet};

use super::side::Side;
use crate::analysis::{Chain, Network};
use crate::model::{Concept, Layer, NodeIx};
use crate::scope::Scope;

/// A category of obligations and who asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryRow<'g> {
    /// The category.
    pub category: &'g Concept,
    /// By side: the frameworks that ask it of the profile.
    pub asked: Vec<Vec<NodeIx>>,
}

impl CategoryRow<'_> {
    /// The sides that ask for it.
    pub fn sides(&self) -> impl Iterator<Item = usize> {
        self.asked.iter().enumerate().filter(|(_, texts)| !texts.is_empty()).map(|(side, _)| side)
    }
}

/// How evidence for one text may serve another.
#[derive(Debug, Clone, PartialEq)]
pub enum Bridge {
    /// It is the same text on both sides.
    SameText,
    /// The best chain of existing links between the two, and the layer it lies in.
    Chain(Chain, Layer),
    /// No chain is recorded.
    None,
}

/// A side and a text that asks something there.
type Asking = (usize, NodeIx);

/// Two texts of two sides that ask for the same.
#[derive(Debug, Clone, PartialEq)]
pub struct TextPair<'g> {
    /// The side and the text there.
    pub a: (usize, NodeIx),
    /// Another side and the text there; sides ascend.
    pub b: (usize, NodeIx),
    /// What both ask, by id.
    pub categories: Vec<&'g Concept>,
    /// How evidence for the one may serve the other.
    pub bridge: Bridge,
}

/// What the texts that reach the system ask of the profile, by category.
pub(super) fn categories<'g>(scope: &Scope<'g>, sides: &[Side<'g>]) -> Vec<CategoryRow<'g>> {
    let mut rows: BTreeMap<&str, Vec<BTreeSet<NodeIx>>> = BTreeMap::new();
    for (at, side) in sides.iter().enumerate() {
        for demand in side.reaching().map(|text| &text.demand) {
            for duty in demand.own() {
                let asked = rows.entry(duty.obligation.category.as_str());
                asked.or_insert_with(|| vec![BTreeSet::new(); sides.len()])[at].insert(demand.node);
            }
        }
    }
    let row = |(id, asked): (&str, Vec<BTreeSet<NodeIx>>)| {
        let category = scope.graph().concept(id)?;
        Some(CategoryRow { category, asked: asked.into_iter().map(|it| it.into_iter().collect()).collect() })
    };
    rows.into_iter().filter_map(row).collect()
}

/// Every two texts of two sides that ask for the same, with the best chain between them, by sides and then texts.
///
/// Takes, per text and layer, time proportional to the hop limit times the links.
pub(super) fn pairs<'g>(scope: &Scope<'g>, rows: &[CategoryRow<'g>]) -> Vec<TextPair<'g>> {
    let mut shared: BTreeMap<(Asking, Asking), Vec<&'g Concept>> = BTreeMap::new();
    for row in rows {
        let asking = || row.asked.iter().enumerate().flat_map(|(side, texts)| texts.iter().map(move |ix| (side, *ix)));
        for a in asking() {
            for b in asking().filter(|b| b.0 > a.0) {
                shared.entry((a, b)).or_default().push(row.category);
            }
        }
    }
    let ends = shared.keys().map(|((_, a), (_, b))| (*a.min(b), *a.max(b)));
    let chains = chains(scope, &ends.filter(|(a, b)| a != b).collect());
    let mut pairs: Vec<TextPair<'g>> = (shared.into_iter())
        .map(|((a, b), categories)| {
            let bridge = match chains.get(&(a.1.min(b.1), a.1.max(b.1))) {
                _ if a.1 == b.1 => Bridge::SameText,
                Some((chain, layer)) if a.1 < b.1 => Bridge::Chain(chain.clone(), *layer),
                Some((chain, layer)) => Bridge::Chain(chain.reversed(), *layer),
                None => Bridge::None,
            };
            TextPair { a, b, categories, bridge }
        })
        .collect();
    pairs.sort_by_key(|pair| (pair.a.0, pair.b.0, pair.a.1, pair.b.1));
    pairs
}

/// The best chain between each two texts, from the smaller id, over the layers asked about; of equally strong ones the
/// one with fewest links, then of the first layer.
fn chains(scope: &Scope<'_>, wanted: &BTreeSet<(NodeIx, NodeIx)>) -> BTreeMap<(NodeIx, NodeIx), (Chain, Layer)> {
    let mut best: BTreeMap<(NodeIx, NodeIx), (Chain, Layer)> = BTreeMap::new();
    for layer in scope.layer_list() {
        let network = Network::new(scope, layer);
        for from in wanted.iter().map(|(from, _)| *from).collect::<BTreeSet<_>>() {
            let others: Vec<NodeIx> = wanted.iter().filter(|(a, _)| *a == from).map(|(_, to)| *to).collect();
            for (to, chain) in others.iter().zip(network.chains(from, &others)) {
                let Some(chain) = chain else { continue };
                let known = best.get(&(from, *to)).map(|(known, _)| (known.cost, known.steps.len()));
                if known.is_none_or(|known| (chain.cost, chain.steps.len()) < known) {
                    best.insert((from, *to), (chain, layer));
                }
            }
        }
    }
    best
}
