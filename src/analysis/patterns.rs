//! The six patterns compared: between frameworks, and between what jurisdictions have in a layer.

use crate::model::{
    ApproachStep, BindingStep, ComponentSet, Framework, IntegrationStep, Layer, Pattern, Scales, TermSet,
};
use crate::scope::Scope;

use super::applicability::Applicability;

/// How two sides compare in one pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PatternVerdict {
    /// Near enough to rely on.
    Compatible,
    /// Near enough to work with.
    Partial,
    /// Apart.
    Divergent,
    /// Not assessed on one side or both.
    Unknown,
}

impl PatternVerdict {
    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Partial => "partial",
            Self::Divergent => "divergent",
            Self::Unknown => "unknown",
        }
    }
}

/// What one side has in each pattern; `None` where nothing is recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    /// Objectives.
    pub objectives: Option<TermSet>,
    /// Principles and values.
    pub principles: Option<TermSet>,
    /// Approach.
    pub approach: Option<ApproachStep>,
    /// Binding nature.
    pub binding: Option<BindingStep>,
    /// Level of integration.
    pub integration: Option<IntegrationStep>,
    /// Components.
    pub components: Option<ComponentSet>,
}

impl Profile {
    /// The profile of a framework.
    pub fn of_framework(framework: &Framework) -> Self {
        let patterns = &framework.patterns;
        Self {
            objectives: patterns.objectives.as_ref().map(|it| it.value),
            principles: patterns.principles.as_ref().map(|it| it.value),
            approach: patterns.approach.as_ref().map(|it| it.value),
            binding: patterns.binding.as_ref().map(|it| it.value),
            integration: patterns.integration.as_ref().map(|it| it.value),
            components: patterns.components.as_ref().map(|it| it.value),
        }
    }

    /// The profile of a jurisdiction in a layer, from the frameworks by which the layer counts as recorded.
    pub fn of_jurisdiction(scope: &Scope<'_>, applicability: &Applicability, layer: Layer) -> Self {
        let recorded = applicability.recorded(scope, layer);
        Self::of_frameworks(recorded.filter_map(|coverage| scope.graph().node(coverage.node).framework()))
    }

    /// What frameworks have together: the union of their sets, the strongest binding nature, the furthest integration, and
    /// the lower median of their approaches.
    pub fn of_frameworks<'f>(frameworks: impl IntoIterator<Item = &'f Framework>) -> Self {
        let mut joined = Self::default();
        let mut approaches = Vec::new();
        for profile in frameworks.into_iter().map(Self::of_framework) {
            joined.objectives = union(joined.objectives, profile.objectives, TermSet::union);
            joined.principles = union(joined.principles, profile.principles, TermSet::union);
            joined.components = union(joined.components, profile.components, |a, b| a | b);
            joined.binding = joined.binding.max(profile.binding);
            joined.integration = joined.integration.max(profile.integration);
            approaches.extend(profile.approach);
        }
        approaches.sort_unstable();
        joined.approach = approaches.get(approaches.len().saturating_sub(1) / 2).copied();
        joined
    }
}

fn union<T>(a: Option<T>, b: Option<T>, join: impl Fn(T, T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(join(a, b)),
        (a, b) => a.or(b),
    }
}

/// The outcome of comparing two sides in one pattern, with what was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// Which pattern.
    pub pattern: Pattern,
    /// How the sides compare.
    pub verdict: PatternVerdict,
    /// What was compared.
    pub detail: Detail,
}

/// What was compared: two sets of terms, two sets of components, or two steps of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Terms of the objectives or principles vocabulary.
    Terms(Option<TermSet>, Option<TermSet>),
    /// Components.
    Components(Option<ComponentSet>, Option<ComponentSet>),
    /// Steps by their export names.
    Steps(Option<&'static str>, Option<&'static str>),
}

/// Compares two profiles in all six patterns, in the report's order.
///
/// Two sets are compatible when they share at least `set_compatible` of the smaller, partial when they share anything,
/// divergent when they share nothing. Two steps are compatible at most `step_compatible` apart, partial at most
/// `step_partial` apart, divergent beyond. Anything unknown on either side makes the outcome unknown.
pub fn compare(scales: &Scales, a: &Profile, b: &Profile) -> [Comparison; 6] {
    let terms = |pattern, a: Option<TermSet>, b: Option<TermSet>| {
        let sizes = a.zip(b).map(|(a, b)| (a.len(), b.len(), a.intersection(b).len()));
        Comparison { pattern, verdict: of_sets(scales, sizes), detail: Detail::Terms(a, b) }
    };
    let count = |set: ComponentSet| u32::try_from(set.len()).expect("at most four components");
    let sizes = a.components.zip(b.components).map(|(a, b)| (count(a), count(b), count(a & b)));
    let components = Comparison {
        pattern: Pattern::Components,
        verdict: of_sets(scales, sizes),
        detail: Detail::Components(a.components, b.components),
    };
    [
        terms(Pattern::Objectives, a.objectives, b.objectives),
        terms(Pattern::Principles, a.principles, b.principles),
        steps(scales, Pattern::Approach, a.approach, b.approach, |step| step as usize, ApproachStep::as_str),
        steps(scales, Pattern::Binding, a.binding, b.binding, |step| step as usize, BindingStep::as_str),
        steps(
            scales,
            Pattern::Integration,
            a.integration,
            b.integration,
            |step| step as usize,
            IntegrationStep::as_str,
        ),
        components,
    ]
}

/// The verdict on two sets, from their sizes and that of their intersection.
fn of_sets(scales: &Scales, sizes: Option<(u32, u32, u32)>) -> PatternVerdict {
    let Some((a, b, shared)) = sizes else { return PatternVerdict::Unknown };
    let smaller = a.min(b);
    if smaller == 0 {
        // A source says that there is none: two empty sets agree, an empty and a filled one have nothing in common.
        return if a == b { PatternVerdict::Compatible } else { PatternVerdict::Divergent };
    }
    if f64::from(shared) >= scales.set_compatible.value.get() * f64::from(smaller) {
        PatternVerdict::Compatible
    } else if shared > 0 {
        PatternVerdict::Partial
    } else {
        PatternVerdict::Divergent
    }
}

fn steps<T: Copy>(
    scales: &Scales,
    pattern: Pattern,
    a: Option<T>,
    b: Option<T>,
    rank: fn(T) -> usize,
    name: fn(T) -> &'static str,
) -> Comparison {
    let verdict = match a.zip(b).map(|(a, b)| rank(a).abs_diff(rank(b))) {
        None => PatternVerdict::Unknown,
        Some(apart) if apart <= scales.step_compatible.value => PatternVerdict::Compatible,
        Some(apart) if apart <= scales.step_partial.value => PatternVerdict::Partial,
        Some(_) => PatternVerdict::Divergent,
    };
    Comparison { pattern, verdict, detail: Detail::Steps(a.map(name), b.map(name)) }
}
