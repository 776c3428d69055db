//! What a framework asks of AI systems, as a curator writes it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::EvidenceRecord;
use crate::load::schema::DATE_PATTERN;
use crate::model::Role;

/// One way in which a framework reaches AI systems.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Reach", deny_unknown_fields)]
pub struct ReachRecord {
    /// Ids of traits that a system must all have.
    #[serde(default)]
    pub all: Vec<String>,
    /// Ids of traits that it must not have.
    #[serde(default)]
    pub none: Vec<String>,
    /// The roles it speaks to; everyone if left out.
    #[serde(default)]
    pub who: Vec<Role>,
    /// What it reaches, in one line of the curator's own words.
    pub claim: String,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// What puts an AI system into a tier of the framework's risk scheme.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "RiskClass", deny_unknown_fields)]
pub struct RiskClassRecord {
    /// A name from `risk_scheme.tiers`.
    pub tier: String,
    /// Ids of traits that a system must all have.
    #[serde(default)]
    pub all: Vec<String>,
    /// Ids of traits that it must not have.
    #[serde(default)]
    pub none: Vec<String>,
    /// From when the class counts: YYYY, YYYY-MM or YYYY-MM-DD.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub since: Option<String>,
    /// Until when.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub until: Option<String>,
    /// What falls into the tier, in one line of the curator's own words.
    pub claim: String,
    /// Ids of the framework's `provisions`.
    #[serde(default)]
    pub provisions: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// Something that a framework asks.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Obligation", deny_unknown_fields)]
pub struct ObligationRecord {
    /// Id of a concept of the kind `Obligation`.
    pub category: String,
    /// On whom it falls; everyone the text reaches if left out.
    #[serde(default)]
    pub who: Vec<Role>,
    /// The tiers it is asked of; all if left out.
    #[serde(default)]
    pub tiers: Vec<String>,
    /// Ids of traits that a system must all have.
    #[serde(default)]
    pub all: Vec<String>,
    /// Ids of traits that it must not have.
    #[serde(default)]
    pub none: Vec<String>,
    /// From when on: YYYY, YYYY-MM or YYYY-MM-DD.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub since: Option<String>,
    /// Until when.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub until: Option<String>,
    /// Ids of the framework's `provisions`.
    #[serde(default)]
    pub provisions: Vec<String>,
    /// What must be done, in one line that begins with a verb.
    pub claim: String,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}
