//! One framework and one AI system: whether the one reaches the other, in which tier of risk, with what duties.

use jiff::civil::Date;

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
    /// The framework has no tiers, or nothing is recorded that depends on them.
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
    /// Others, in roles that the profile does not have.
    Others,
}

impl Bearer {
    /// The name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::State => "state",
            Self::Others => "others",
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
    /// From when on, if that is still to come on the day: the latest of the first days of the text, of the obligation
    /// and of what put the system into the tier.
    pub begins: Option<PartialDate>,
    /// Until when: the earliest of the last days of the obligation and of what put the system into the tier.
    pub ends: Option<PartialDate>,
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
    /// What it asks, because of the system, of roles that the profile does not have; by roles, then category.
    pub of_others: Vec<Duty<'g>>,
}

impl<'g> Demand<'g> {
    /// Asks one framework about a system on the day of the question.
    pub(super) fn of(scope: &Scope<'g>, node: NodeIx, profile: &SystemProfile) -> Option<Self> {
        let framework = scope.graph().node(node).framework()?;
        let reaching = reaching(framework, profile);
        let mut demand = Self { node, reaching, class: Class::NoTiers, duties: Vec::new(), of_others: Vec::new() };
        let bearer: fn(&Obligation, &SystemProfile) -> Bearer = match demand.reaching {
            Reaching::System(_) => of_system,
            Reaching::States(_) => of_states,
            Reaching::No | Reaching::NotAssessed => return Some(demand),
        };
        demand.class = class(framework, profile, scope.day());
        for obligation in &framework.obligations {
            let Some(conditional) = concerns(obligation, &demand.class, profile) else { continue };
            let (since, until) = term(framework, obligation, &demand.class);
            if until.is_some_and(|until| until.has_ended(scope.day())) {
                continue;
            }
            let begins = since.filter(|since| !since.has_begun(scope.day()));
            let duty = Duty { obligation, bearer: bearer(obligation, profile), conditional, begins, ends: until };
            let list = if duty.bearer == Bearer::Others { &mut demand.of_others } else { &mut demand.duties };
            list.push(duty);
        }
        // A stable sort: within a category the order of the record, which is that of the text.
        demand.duties.sort_by(|a, b| (a.bearer, &a.obligation.category).cmp(&(b.bearer, &b.obligation.category)));
        let others = |duty: &Duty<'g>| (duty.obligation.who.as_u8(), &duty.obligation.category);
        demand.of_others.sort_by(|a, b| others(a).cmp(&others(b)));
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
    let fits = || framework.reaches.iter().filter(|clause| clause.when.fits(profile.traits));
    let system: Vec<&ReachClause> =
        fits().filter(|clause| clause.who.is_empty() || !clause.who.is_disjoint(profile.roles)).collect();
    if !system.is_empty() {
        return Reaching::System(system);
    }
    let states: Vec<&ReachClause> = fits().filter(|clause| clause.who.contains(Role::State)).collect();
    if states.is_empty() { Reaching::No } else { Reaching::States(states) }
}

/// The highest tier of the entries that match and are not over; of those for the rest only where no other matches.
fn class<'g>(framework: &'g Framework, profile: &SystemProfile, day: Date) -> Class<'g> {
    // A text may list kinds of risk which sort nothing: without classes and duties by tier there is nothing to ask.
    if framework.risk_classes.is_empty() && framework.obligations.iter().all(|it| it.tiers.is_empty()) {
        return Class::NoTiers;
    }
    let lasting = framework.risk_classes.iter().filter(|class| !class.until.is_some_and(|until| until.has_ended(day)));
    let fits = lasting.filter(|class| class.when.fits(profile.traits));
    let (rest, named): (Vec<&RiskClass>, Vec<&RiskClass>) = fits.partition(|class| class.when.all.is_empty());
    let matching = if named.is_empty() { rest } else { named };
    match matching.iter().map(|class| class.tier).min() {
        Some(tier) => Class::Tier(tier, matching.into_iter().filter(|class| class.tier == tier).collect()),
        None => Class::NotAssessed,
    }
}

/// Whether an obligation concerns the system, and if so whether that depends on an unknown tier; `None` if it does not.
fn concerns(obligation: &Obligation, class: &Class<'_>, profile: &SystemProfile) -> Option<bool> {
    if !obligation.when.fits(profile.traits) {
        return None;
    }
    match class.tier() {
        _ if obligation.tiers.is_empty() => Some(false),
        Some(tier) => obligation.tiers.contains(&tier).then_some(false),
        None => Some(true),
    }
}

/// From and until when an obligation holds for a system of a class.
fn term(
    framework: &Framework,
    obligation: &Obligation,
    class: &Class<'_>,
) -> (Option<PartialDate>, Option<PartialDate>) {
    let entries = match class {
        Class::Tier(_, entries) if !obligation.tiers.is_empty() => entries.as_slice(),
        _ => &[],
    };
    // Entries of one tier are alternatives: the first that begins opens it, the last that ends closes it.
    let opens = entries.iter().map(|entry| entry.since).min_by_key(|since| since.map(PartialDate::first_day)).flatten();
    let open_end = entries.iter().any(|entry| entry.until.is_none());
    let closes = entries.iter().filter_map(|entry| entry.until).max_by_key(|until| until.last_day());
    let closes = closes.filter(|_| !open_end);
    let since = [framework.dates.in_force, obligation.since, opens].into_iter().flatten();
    let until = [obligation.until, closes].into_iter().flatten();
    (since.max_by_key(|since| since.first_day()), until.min_by_key(|until| until.last_day()))
}

/// Who bears an obligation of a text that reaches the system.
fn of_system(obligation: &Obligation, profile: &SystemProfile) -> Bearer {
    if obligation.who.is_empty() || !obligation.who.is_disjoint(profile.roles) {
        Bearer::Profile
    } else if obligation.who.contains(Role::State) {
        Bearer::State
    } else {
        Bearer::Others
    }
}

/// Who bears an obligation of a text that reaches states alone.
fn of_states(obligation: &Obligation, _profile: &SystemProfile) -> Bearer {
    if obligation.who.is_empty() || obligation.who.contains(Role::State) { Bearer::State } else { Bearer::Others }
}
