//! The six patterns of a framework, a jurisdiction or a region, ready to be set side by side.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::applicability::Applicability;
use super::patterns::Profile;
use crate::model::{
    ApproachStep, BindingStep, Component, Framework, IntegrationStep, NodeIx, Pattern, TermSet, Vocabulary,
};
use crate::scope::{Area, Scope};

/// The most that are set side by side: there are as many marks that can be told apart.
pub const MOST_PORTRAITS: usize = 8;

/// Whose patterns are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A framework or jurisdiction.
    Node(NodeIx),
    /// The members of a region.
    Area(Area),
}

/// The patterns of a subject. A framework or jurisdiction is its own only member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// Whose.
    pub subject: Subject,
    /// How many members it has.
    pub members: usize,
    /// The frameworks that the patterns come from, ascending.
    pub frameworks: Vec<NodeIx>,
    /// The patterns of each member.
    pub profiles: Vec<Profile>,
}

/// The three patterns that are scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// From top-down to bottom-up.
    Approach,
    /// From none to binding.
    Binding,
    /// From general to detailed guidance.
    Integration,
}

/// How many members stand on each step of a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// By step, from the first.
    pub steps: Vec<usize>,
    /// How many were not assessed.
    pub not_assessed: usize,
}

/// How many members of each subject name a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermRow {
    /// The position of the term in its vocabulary, or of the component in the order of the report.
    pub position: usize,
    /// By subject: how many name it. Compare with [`Portrait::assessed`].
    pub named: Vec<usize>,
}

impl Scale {
    /// In the order of the report.
    pub const ALL: [Self; 3] = [Self::Approach, Self::Binding, Self::Integration];

    /// The pattern it is.
    pub fn pattern(self) -> Pattern {
        match self {
            Self::Approach => Pattern::Approach,
            Self::Binding => Pattern::Binding,
            Self::Integration => Pattern::Integration,
        }
    }

    /// Its steps from the first: export name and words.
    pub fn steps(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Approach => ApproachStep::all().map(|step| (step.as_str(), step.label())).collect(),
            Self::Binding => BindingStep::all().map(|step| (step.as_str(), step.label())).collect(),
            Self::Integration => IntegrationStep::all().map(|step| (step.as_str(), step.label())).collect(),
        }
    }

    fn step(self, profile: &Profile) -> Option<usize> {
        match self {
            Self::Approach => profile.approach.map(|step| step as usize),
            Self::Binding => profile.binding.map(|step| step as usize),
            Self::Integration => profile.integration.map(|step| step as usize),
        }
    }
}

impl Portrait {
    /// Where the members stand on a scale.
    pub fn spread(&self, scale: Scale) -> Spread {
        let mut spread = Spread { steps: vec![0; scale.steps().len()], not_assessed: 0 };
        for profile in &self.profiles {
            match scale.step(profile) {
                Some(step) => spread.steps[step] += 1,
                None => spread.not_assessed += 1,
            }
        }
        spread
    }

    /// How many members were assessed in a pattern that is a set.
    pub fn assessed(&self, pattern: Pattern) -> usize {
        self.profiles.iter().filter(|profile| set(profile, pattern).is_some()).count()
    }

    fn naming(&self, pattern: Pattern, position: usize) -> usize {
        let names =
            |profile: &&Profile| set(profile, pattern).is_some_and(|set| set.positions().any(|it| it == position));
        self.profiles.iter().filter(names).count()
    }
}

/// The patterns of a subject: of a framework as recorded; of a jurisdiction from the frameworks by which any layer asked
/// about counts as recorded there, joined as `compare` joins them; of a region member by member. Parallel over members.
pub fn portrait(scope: &Scope<'_>, subject: Subject) -> Portrait {
    let graph = scope.graph();
    let (profiles, mut frameworks): (Vec<Profile>, Vec<Vec<NodeIx>>) = match &subject {
        Subject::Node(ix) => match graph.node(*ix).framework() {
            Some(framework) => (vec![Profile::of_framework(framework)], vec![vec![*ix]]),
            None => [of_place(scope, *ix)].into_iter().unzip(),
        },
        Subject::Area(area) => {
            let members: Vec<(Profile, Vec<NodeIx>)> = area.members.par_iter().map(|ix| of_place(scope, *ix)).collect();
            members.into_iter().unzip()
        }
    };
    let mut frameworks: Vec<NodeIx> = frameworks.drain(..).flatten().collect();
    frameworks.sort_unstable();
    frameworks.dedup();
    Portrait { subject, members: profiles.len(), frameworks, profiles }
}

fn of_place(scope: &Scope<'_>, place: NodeIx) -> (Profile, Vec<NodeIx>) {
    let applicability = Applicability::of(scope, place);
    let mut recorded: Vec<NodeIx> = (scope.layer_list())
        .flat_map(|layer| applicability.recorded(scope, layer).map(|coverage| coverage.node).collect::<Vec<_>>())
        .collect();
    recorded.sort_unstable();
    recorded.dedup();
    let frameworks: Vec<&Framework> = recorded.iter().filter_map(|ix| scope.graph().node(*ix).framework()).collect();
    (Profile::of_frameworks(frameworks), recorded)
}

/// The terms of a pattern that anybody names: those that most subjects name first, then those with most members, then in
/// the order of the vocabulary.
pub fn term_rows(portraits: &[Portrait], pattern: Pattern) -> Vec<TermRow> {
    let row = |position: usize| {
        let named: Vec<usize> = portraits.iter().map(|portrait| portrait.naming(pattern, position)).collect();
        TermRow { position, named }
    };
    let mut rows: Vec<TermRow> =
        (0..Vocabulary::MAX_TERMS).map(row).filter(|row| row.named.iter().any(|named| *named > 0)).collect();
    rows.sort_by_key(|row| {
        let subjects = row.named.iter().filter(|named| **named > 0).count();
        (Reverse(subjects), Reverse(row.named.iter().sum::<usize>()), row.position)
    });
    rows
}

/// The set of a profile in a pattern, components by their order.
fn set(profile: &Profile, pattern: Pattern) -> Option<TermSet> {
    match pattern {
        Pattern::Objectives => profile.objectives,
        Pattern::Principles => profile.principles,
        Pattern::Components => profile.components.map(|set| {
            let single = |component: Component| TermSet::single(component as usize);
            set.iter().map(single).fold(TermSet::EMPTY, TermSet::union)
        }),
        _ => None,
    }
}
