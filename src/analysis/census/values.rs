//! The distinct values of one pattern in one layer, and how many frameworks of each group have which.

use crate::analysis::patterns::Profile;
use crate::model::{Pattern, Scales, TermSet};

use super::lanes::Lane;

/// How many values are compared before the next of a group: their columns stay in the innermost cache.
const BLOCK: usize = 1024;

/// What decides the verdict on two values of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Sets of terms: how much they share.
    Sets,
    /// Steps of a scale: compatible at most the first number apart, compatible or partial at most the second.
    Steps(u32, u32),
}

/// How many terms two sets must share to be compatible, by the size of the smaller; [`Needs::NEVER`] where that is empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs([u32; 65]);

/// The values of a pattern: distinct ones in the order of the last group that has them, and for each group how many
/// frameworks have which.
#[derive(Debug)]
pub(super) struct Values<L> {
    rule: Rule,
    lanes: Vec<L>,
    /// For sets, how many terms another must share at the least if this is the smaller.
    needs: Vec<L>,
    /// Where the empty set stands, if any framework has it.
    empty: Option<usize>,
    /// Where the values begin that this group or a later one has.
    first: Vec<usize>,
    /// Where the counts of a group begin, and behind the last one where they end.
    starts: Vec<usize>,
    counts: Vec<(u32, u32)>,
}

impl Needs {
    /// More than two sets can share.
    pub(super) const NEVER: u32 = 65;

    pub(super) fn new(scales: &Scales) -> Self {
        let share = scales.set_compatible.value.get();
        // The same product as in `compare`, so that no rounding tells them apart.
        let least = |size: u32| (1..=size).find(|shared| f64::from(*shared) >= share * f64::from(size));
        let mut needs = [Self::NEVER; 65];
        (0u32..).zip(&mut needs).for_each(|(size, need)| *need = least(size).unwrap_or(Self::NEVER));
        Self(needs)
    }

    pub(super) fn of(&self, set: u64) -> u32 {
        self.0[set.count_ones() as usize]
    }
}

impl Rule {
    pub(super) fn of(scales: &Scales, pattern: Pattern) -> Self {
        let limit = |steps: usize| u32::try_from(steps).unwrap_or(u32::MAX);
        let (near, far) = (limit(scales.step_compatible.value), limit(scales.step_partial.value));
        match pattern {
            Pattern::Objectives | Pattern::Principles | Pattern::Components => Self::Sets,
            Pattern::Approach | Pattern::Binding | Pattern::Integration => Self::Steps(near, near.max(far)),
        }
    }
}

/// The value of a profile in a pattern as a number: a set as its mask, a step as its rank; `None` if not assessed.
pub(super) fn value(profile: &Profile, pattern: Pattern) -> Option<u64> {
    match pattern {
        Pattern::Objectives => profile.objectives.map(TermSet::bits),
        Pattern::Principles => profile.principles.map(TermSet::bits),
        Pattern::Approach => profile.approach.map(|step| step as u64),
        Pattern::Binding => profile.binding.map(|step| step as u64),
        Pattern::Integration => profile.integration.map(|step| step as u64),
        Pattern::Components => profile.components.map(|set| set.as_u64()),
    }
}

impl<L: Lane> Values<L> {
    /// The values of `groups` in a pattern, each `(group, value)` as often as a framework has it, ascending. `lane` makes a
    /// lane of a value.
    pub(super) fn new(rule: Rule, needs: &Needs, groups: usize, found: &[(u32, u64)], lane: impl Fn(u64) -> L) -> Self {
        let mut last: Vec<(u64, u32)> = found.iter().map(|(group, value)| (*value, *group)).collect();
        last.sort_unstable();
        // Of each value the last group that has it.
        last.reverse();
        last.dedup_by_key(|(value, _)| *value);
        let mut order: Vec<(u32, u64)> = last.iter().map(|(value, group)| (*group, *value)).collect();
        order.sort_unstable();
        let first = (0u32..).take(groups).map(|group| order.partition_point(|(last, _)| *last < group)).collect();
        let mut places: Vec<(u64, u32)> = order.iter().map(|(_, value)| *value).zip(0u32..).collect();
        places.sort_unstable();
        let place = |value: u64| {
            let at = places.binary_search_by_key(&value, |(value, _)| *value).expect("every value has a place");
            places[at].1
        };
        let (mut starts, mut counts) = (Vec::with_capacity(groups + 1), Vec::new());
        let mut rest = found;
        for group in (0u32..).take(groups) {
            starts.push(counts.len());
            let (own, later) = rest.split_at(rest.partition_point(|(of, _)| *of <= group));
            let same = own.chunk_by(|a, b| a.1 == b.1);
            counts.extend(same.map(|same| (place(same[0].1), u32::try_from(same.len()).expect("fewer than 2^32"))));
            rest = later;
        }
        starts.push(counts.len());
        let sets = rule == Rule::Sets;
        Self {
            rule,
            lanes: order.iter().map(|(_, value)| lane(*value)).collect(),
            needs: order.iter().map(|(_, value)| L::of(if sets { needs.of(*value) } else { 0 })).collect(),
            empty: if sets { order.iter().position(|(_, value)| *value == 0) } else { None },
            first,
            starts,
            counts,
        }
    }

    /// Which values a group has, and how many frameworks of it have each.
    fn of_group(&self, group: usize) -> &[(u32, u32)] {
        &self.counts[self.starts[group]..self.starts[group + 1]]
    }

    /// How many frameworks of a group were assessed.
    pub(super) fn assessed(&self, group: usize) -> u64 {
        self.of_group(group).iter().map(|(_, count)| u64::from(*count)).sum()
    }

    /// About how many steps all groups take, for choosing how to run.
    pub(super) fn work(&self) -> u64 {
        let groups = self.starts.len() as u64;
        self.counts.len() as u64 * (groups + self.lanes.len() as u64) / 2
    }

    /// For each group from `group` on: how many ordered pairs of a framework of `group` and one of it are compatible, and
    /// how many compatible or partial.
    pub(super) fn row(&self, group: usize) -> Vec<[u64; 2]> {
        let (first, own) = (self.first[group], self.of_group(group));
        let (values, needs) = (&self.lanes[first..], &self.needs[first..]);
        let mut compatible = vec![L::ZERO; values.len()];
        let mut any = vec![L::ZERO; values.len()];
        let blocks = values.chunks(BLOCK).zip(needs.chunks(BLOCK));
        let sums = compatible.chunks_mut(BLOCK).zip(any.chunks_mut(BLOCK));
        for ((values, needs), (compatible, any)) in blocks.zip(sums) {
            for (at, count) in own {
                let (value, need) = (self.lanes[*at as usize], self.needs[*at as usize]);
                let count = L::of(*count);
                match self.rule {
                    Rule::Sets => sets((value, need, count), (values, needs), (compatible, any)),
                    Rule::Steps(near, far) => {
                        steps((value, L::of(near), L::of(far), count), values, (compatible, any));
                    }
                }
            }
        }
        // Two empty sets agree, though they share nothing.
        if let Some((at, count)) = self.empty.and_then(|empty| own.iter().find(|(at, _)| *at as usize == empty)) {
            let at = *at as usize - first;
            compatible[at] = compatible[at] + L::of(*count);
            any[at] = any[at] + L::of(*count);
        }
        let sum = |other: usize| {
            self.of_group(other).iter().fold([0; 2], |[near, some], (at, count)| {
                let (at, count) = (*at as usize - first, u64::from(*count));
                [near + count * compatible[at].get(), some + count * any[at].get()]
            })
        };
        (group..self.starts.len() - 1).map(sum).collect()
    }
}

/// Adds `count` wherever a set is compatible with the one value, and wherever it shares anything.
#[inline]
fn sets<L: Lane>(
    (value, need, count): (L, L, L),
    (values, needs): (&[L], &[L]),
    (compatible, any): (&mut [L], &mut [L]),
) {
    let columns = values.iter().zip(needs).zip(compatible.iter_mut().zip(any.iter_mut()));
    for ((other, other_need), (compatible, any)) in columns {
        let shared = (value & *other).count();
        *compatible = *compatible + count.when(shared >= need.min(*other_need));
        *any = *any + count.when(shared > L::ZERO);
    }
}

/// Adds `count` wherever a step is at most `near` and at most `far` from the one value.
fn steps<L: Lane>((value, near, far, count): (L, L, L, L), values: &[L], (compatible, any): (&mut [L], &mut [L])) {
    for (other, (compatible, any)) in values.iter().zip(compatible.iter_mut().zip(any.iter_mut())) {
        let apart = value.max(*other) - value.min(*other);
        *compatible = *compatible + count.when(apart <= near);
        *any = *any + count.when(apart <= far);
    }
}
