//! What a framework asks of AI systems, as a curator writes it.

use serde::Deserialize;

use super::EvidenceRecord;
use crate::model::Role;

/// One way in which a framework reaches AI systems.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Reach", deny_unknown_fields)]
pub struct ReachRecord {
    #[serde(default)]
    pub all: Vec<String>,
    #[serde(default)]
    pub who: Vec<Role>,
    pub claim: String,
    pub evidence: Vec<EvidenceRecord>,
}

/// What puts an AI system into a tier of the framework's risk scheme.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "RiskClass", deny_unknown_fields)]
pub struct RiskClassRecord {
    pub tier: String,
    #[serde(default)]
    pub all: Vec<String>,
    pub claim: String,
    #[serde(default)]
    pub provisions: Vec<String>,
    pub evidence: Vec<EvidenceRecord>,
}

/// Something that a framework asks.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Obligation", deny_unknown_fields)]
pub struct ObligationRecord {
    pub category: String,
    #[serde(default)]
    pub who: Vec<Role>,
    #[serde(default)]
    pub tiers: Vec<String>,
    #[serde(default)]
    pub all: Vec<String>,
    pub since: Option<String>,
    pub until: Option<String>,
    #[serde(default)]
    pub provisions: Vec<String>,
    pub claim: String,
    pub evidence: Vec<EvidenceRecord>,
}
