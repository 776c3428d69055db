//! One framework and one AI system: whether the one reaches the other, in which tier of risk, with what duties.

use crate::model::{
    BindingStep, Framework, NodeIx, Obligation, PartialDate, ReachClause, RiskClass, Role, SystemProfile,
};
use crate::scope::Scope;

/// Whether a framework reaches a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reaching<'g> {
    /// It does, for these reasons.
    System(Vec<&'g ReachClause>),
    /// It does not ask the profile itself but states, for systems like this.
    States(Vec<&'g ReachClause>),
    /// It is recorded whom it reaches, and that is not this system or not in these roles.
    No,
    /// Nobody has recorded whom it reaches.
    NotAssessed,
}

impl Reaching<'_> {
    /// The name in exports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::System(_) => "system",
            Self::States(_) => "states",
            Self::No => "no",
            Self::NotAssessed => "not_assessed",
        }
    }

    /// Whether it reaches the system, or states because of systems like this.
    pub fn concerns(&self) -> bool {
        matches!(self, Self::System(_) | Self::States(_))
    }

    /// Order in reports: what reaches the system first.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::System(_) => 0,
            Self::States(_) => 1,
            Self::NotAssessed => 2,
            Self::No => 3,
        }
    }
}

/// The tier of risk that a framework puts a system into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class<'g> {
    /// The tier, as a position in the framework's scheme, and the entries that say so.
    Tier(usize, Vec<&'g RiskClass>),
    /// The framework sorts systems into tiers; nothing recorded says where this one belongs.
    NotAssessed,
    /// No tiers are recorded for the framework.
    NoTiers,
}

impl Class<'_> {
    /// The tier, where it is known.
    pub fn tier(&self) -> Option<usize> {
        match self {
            Self::Tier(tier, _) => Some(*tier),
            _ => None,
        }
    }
}

/// Who has to see to a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearer {
    /// The profile, in one of its roles.
    Profile,
    /// A state, which must legislate.
    State,
}

impl Bearer {
    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::State => "state",
        }
    }
}

/// Something that a framework asks because of a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty<'g> {
    /// What is asked.
    pub obligation: &'g Obligation,
    /// Of whom.
    pub bearer: Bearer,
    /// Whether it depends on a tier that is not known: it applies if the system is in one of the obligation's tiers.
    pub conditional: bool,
    /// From when on, if that is still to come on the day.
    pub begins: Option<PartialDate>,
}

/// What a framework means for a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand<'g> {
    /// The framework.
    pub node: NodeIx,
    /// Whether it reaches the system.
    pub reaching: Reaching<'g>,
    /// The tier it puts the system into; only asked where it reaches the system or states.
    pub class: Class<'g>,
    /// What it asks of the profile, then of states; by category.
    pub duties: Vec<Duty<'g>>,
    /// What it asks, because of the system, of roles that the profile does not have.
    pub of_others: Vec<&'g Obligation>,
}

impl<'g> Demand<'g> {
    /// Asks one framework about a system on the day of the question.
    pub(super) fn of(scope: &Scope<'g>, node: NodeIx, profile: &SystemProfile) -> Option<Self> {
        let framework = scope.graph().node(node).framework()?;
        let reaching = reaching(framework, profile);
        let mut demand = Self { node, reaching, class: Class::NoTiers, duties: Vec::new(), of_others: Vec::new() };
        let bearer: fn(&Obligation, &SystemProfile) -> Option<Bearer> = match demand.reaching {
            Reaching::System(_) => of_system,
            Reaching::States(_) => of_states,
            Reaching::No | Reaching::NotAssessed => return Some(demand),
        };
        demand.class = class(framework, profile);
        for obligation in &framework.obligations {
            let Some(conditional) = concerns(obligation, &demand.class, profile) else { continue };
            if obligation.until.is_some_and(|until| until.has_ended(scope.day())) {
                continue;
            }
            let begins = obligation.since.filter(|since| !since.has_begun(scope.day()));
            match bearer(obligation, profile) {
                Some(bearer) => demand.duties.push(Duty { obligation, bearer, conditional, begins }),
                None => demand.of_others.push(obligation),
            }
        }
        // A stable sort: within a category the order of the record, which is that of the text.
        demand.duties.sort_by(|a, b| (a.bearer, &a.obligation.category).cmp(&(b.bearer, &b.obligation.category)));
        Some(demand)
    }

    /// Whether it reaches the system itself.
    pub fn reaches(&self) -> bool {
        matches!(self.reaching, Reaching::System(_))
    }

    /// What it asks of the profile itself.
    pub fn own(&self) -> impl Iterator<Item = &Duty<'g>> {
        self.duties.iter().filter(|duty| duty.bearer == Bearer::Profile)
    }
}

/// The legal force of a framework, where it was assessed.
pub(super) fn binding(framework: &Framework) -> Option<BindingStep> {
    framework.patterns.binding.as_ref().map(|binding| binding.value)
}

fn reaching<'g>(framework: &'g Framework, profile: &SystemProfile) -> Reaching<'g> {
    if framework.reaches.is_empty() {
        return Reaching::NotAssessed;
    }
    let fits = || framework.reaches.iter().filter(|clause| clause.all.difference(profile.traits).is_empty());
    let system: Vec<&ReachClause> =
        fits().filter(|clause| clause.who.is_empty() || !clause.who.is_disjoint(profile.roles)).collect();
    if !system.is_empty() {
        return Reaching::System(system);
    }
    let states: Vec<&ReachClause> = fits().filter(|clause| clause.who.contains(Role::State)).collect();
    if states.is_empty() { Reaching::No } else { Reaching::States(states) }
}

/// The highest tier of the entries that match; of those for the rest only where no other matches.
fn class<'g>(framework: &'g Framework, profile: &SystemProfile) -> Class<'g> {
    if framework.risk_scheme.as_ref().is_none_or(|scheme| scheme.tiers.is_empty()) {
        return Class::NoTiers;
    }
    let fits = framework.risk_classes.iter().filter(|class| class.all.difference(profile.traits).is_empty());
    let (rest, named): (Vec<&RiskClass>, Vec<&RiskClass>) = fits.partition(|class| class.all.is_empty());
    let matching = if named.is_empty() { rest } else { named };
    match matching.iter().map(|class| class.tier).min() {
        Some(tier) => Class::Tier(tier, matching.into_iter().filter(|class| class.tier == tier).collect()),
        None => Class::NotAssessed,
    }
}

/// Whether an obligation concerns the system, and if so whether that depends on an unknown tier; `None` if it does not.
fn concerns(obligation: &Obligation, class: &Class<'_>, profile: &SystemProfile) -> Option<bool> {
    if !obligation.all.difference(profile.traits).is_empty() {
        return None;
    }
    match class.tier() {
        _ if obligation.tiers.is_empty() => Some(false),
        Some(tier) => obligation.tiers.contains(&tier).then_some(false),
        None => Some(true),
    }
}

/// Who bears an obligation of a text that reaches the system; `None` if others do.
fn of_system(obligation: &Obligation, profile: &SystemProfile) -> Option<Bearer> {
    if obligation.who.is_empty() || !obligation.who.is_disjoint(profile.roles) {
        Some(Bearer::Profile)
    } else {
        of_state(obligation)
    }
}

/// Who bears an obligation of a text that reaches states alone; `None` if others do.
fn of_states(obligation: &Obligation, _profile: &SystemProfile) -> Option<Bearer> {
    if obligation.who.is_empty() { Some(Bearer::State) } else { of_state(obligation) }
}

fn of_state(obligation: &Obligation) -> Option<Bearer> {
    obligation.who.contains(Role::State).then_some(Bearer::State)
}
