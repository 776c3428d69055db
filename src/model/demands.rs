//! What a framework asks of an AI system: whom it reaches, into which tier of risk, with what duties; and the system
//! that is asked about.

use schemars::JsonSchema;
use serde::Deserialize;
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{Evidence, Id, NodeIx, PartialDate, TermSet};

/// What somebody does with an AI system.
#[derive(
    Debug, PartialOrd, Ord, Hash, Deserialize, JsonSchema, EnumIter, EnumString, IntoStaticStr, enumset::EnumSetType,
)]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// Builds the system or its model.
    Developer,
    /// Puts it on the market or into service under its own name.
    Provider,
    /// Uses it under its own authority.
    Deployer,
    /// A state, which must legislate; no profile has this role.
    State,
}

/// A set of roles.
pub type RoleSet = enumset::EnumSet<Role>;

impl Role {
    /// The name in exports: snake case, stable across releases.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The word shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Developer => "developer",
            Self::Provider => "provider",
            Self::Deployer => "deployer",
            Self::State => "state",
        }
    }
}

impl serde::Serialize for Role {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What the traits of a system must be for an entry to concern it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraitCondition {
    /// Traits that the system must all have.
    pub all: TermSet,
    /// Traits of which it must have none.
    pub none: TermSet,
}

impl TraitCondition {
    /// Whether a system with these traits meets it.
    pub fn fits(self, traits: TermSet) -> bool {
        self.all.difference(traits).is_empty() && self.none.intersection(traits).is_empty()
    }

    /// Whether every system meets it.
    pub fn is_empty(self) -> bool {
        self.all.is_empty() && self.none.is_empty()
    }
}

/// One way in which a framework reaches an AI system; the entries of a framework are alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachClause {
    /// Which AI systems.
    pub when: TraitCondition,
    /// Whom it reaches; empty for everyone.
    pub who: RoleSet,
    /// What it reaches, in the curator's words.
    pub claim: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// What puts an AI system into a tier of the framework's risk scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskClass {
    /// Position in [`super::RiskScheme::tiers`]; 0 is the highest risk.
    pub tier: usize,
    /// Which AI systems; if no trait must be there, those that no other entry matches.
    pub when: TraitCondition,
    /// From when the entry counts, if later than the framework itself.
    pub since: Option<PartialDate>,
    /// Until when, if it ends before the framework.
    pub until: Option<PartialDate>,
    /// Why, in the curator's words.
    pub claim: String,
    /// Where the framework says so.
    pub provisions: Vec<Id>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// Something that a framework asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// The concept of kind `Obligation` it belongs to.
    pub category: Id,
    /// Of whom; empty for everyone.
    pub who: RoleSet,
    /// Only of systems in these tiers, as positions in [`super::RiskScheme::tiers`]; empty for any tier.
    pub tiers: Vec<usize>,
    /// Only of these systems.
    pub when: TraitCondition,
    /// From when, if later than the framework itself.
    pub since: Option<PartialDate>,
    /// Until when, if it ends before the framework.
    pub until: Option<PartialDate>,
    /// Where the framework asks it.
    pub provisions: Vec<Id>,
    /// What is asked, in the curator's words.
    pub claim: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// An AI system that the graph is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemProfile {
    /// What reports call it.
    pub title: String,
    /// What it is and does.
    pub summary: String,
    /// Its uses, sectors, risk-relevant traits and data, as terms of the vocabulary of traits.
    pub traits: TermSet,
    /// What its maker is.
    pub roles: RoleSet,
    /// Where its maker sits.
    pub home: NodeIx,
    /// Where it is to be offered or used: jurisdictions, and named regions by their id.
    pub targets: Vec<Target>,
    /// Where data go.
    pub flows: Vec<DataFlow>,
}

/// Where an AI system is to be offered or used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A jurisdiction itself: a bloc is meant as such, not as its members.
    Jurisdiction(NodeIx),
    /// A named region, which stands for its members.
    Region(Id),
}

/// Data that go from one jurisdiction to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFlow {
    /// Where from.
    pub from: NodeIx,
    /// Where to.
    pub to: NodeIx,
    /// Which data, and why.
    pub claim: String,
}
