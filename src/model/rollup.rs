//! Links between provisions as links of their frameworks.
//!
//! A crosswalk joins two frameworks by hundreds of links, one a pair of provisions. Whoever counts or draws what joins
//! frameworks wants one: the first of those that say the same of the two, and the others as its repeats.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Graph, Link, LinkIx, Modality, NodeIx, PartialDate, Relation};

/// What two links must share, besides layers, to say the same of the same frameworks.
type Key = (NodeIx, NodeIx, Relation, Modality, Option<(Date, Date)>, Option<(Date, Date)>);

/// For each link the one that it repeats. A link between provisions repeats the first link of the same frameworks with the
/// same relation, modality and dates, in all layers that it has; a link between frameworks as wholes repeats nothing.
pub(super) fn repeats(links: &[Link]) -> Vec<Option<LinkIx>> {
    let days = |date: Option<PartialDate>| date.map(|date| (date.first_day(), date.last_day()));
    let mut first: BTreeMap<Key, Vec<LinkIx>> = BTreeMap::new();
    let repeats = (0..).map(LinkIx).zip(links).map(|(ix, link)| {
        let key = (link.from.node, link.to.node, link.relation, link.modality, days(link.since), days(link.until));
        let earlier = first.entry(key).or_default();
        let exact = link.from.provision.is_some() || link.to.provision.is_some();
        let said = |it: &&LinkIx| {
            links[it.index()].layers.is_superset(link.layers) && links[it.index()].relates() == link.relates()
        };
        let repeated = earlier.iter().find(said).copied().filter(|_| exact);
        if repeated.is_none() {
            earlier.push(ix);
        }
        repeated
    });
    repeats.collect()
}

impl Graph {
    /// The link that this one repeats for a pair of provisions; `None` for one that says something new of its ends.
    pub fn repeats(&self, link: LinkIx) -> Option<LinkIx> {
        self.repeats[link.index()]
    }

    /// For each link how many repeat it for other pairs of provisions. Takes time linear in links.
    pub fn repetitions(&self) -> Vec<usize> {
        let mut counts = vec![0; self.repeats.len()];
        for repeated in self.repeats.iter().flatten() {
            counts[repeated.index()] += 1;
        }
        counts
    }

    /// The same graph without links that repeat others; those that are repeated say how often. What holds between
    /// frameworks and jurisdictions is the same in both; positions of links are not.
    #[must_use]
    pub fn rolled_up(&self) -> Self {
        let mut parts = self.to_parts();
        for (link, count) in parts.links.iter_mut().zip(self.repetitions()) {
            if count > 0 {
                let pairs = if count == 1 { "pair" } else { "pairs" };
                link.claim = format!("{}; and {count} more {pairs} of provisions", link.claim);
            }
        }
        let mut keep = self.repeats.iter().map(Option::is_none);
        parts.links.retain(|_| keep.next().unwrap_or(true));
        Self::new(parts)
    }
}
