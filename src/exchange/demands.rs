//! What a framework asks of AI systems, in exports.

use serde::Serialize;

use super::json::{EvidenceJson, evidence_json, terms};
use crate::model::{Framework, Graph, Id, Obligation, PartialDate, ReachClause, RiskClass, Role, RoleSet};

/// The lists of a framework; each is left out where it is empty.
#[derive(Default, Serialize)]
pub(super) struct DemandsJson<'g> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) reaches: Vec<ReachJson<'g>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) risk_classes: Vec<RiskClassJson<'g>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) obligations: Vec<ObligationJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct ReachJson<'g> {
    pub(super) all: Vec<&'g str>,
    pub(super) none: Vec<&'g str>,
    pub(super) who: Vec<Role>,
    pub(super) claim: &'g str,
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct RiskClassJson<'g> {
    pub(super) tier: &'g str,
    pub(super) all: Vec<&'g str>,
    pub(super) none: Vec<&'g str>,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    pub(super) claim: &'g str,
    pub(super) provisions: &'g [Id],
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
pub(super) struct ObligationJson<'g> {
    pub(super) category: &'g Id,
    pub(super) who: Vec<Role>,
    pub(super) tiers: Vec<&'g str>,
    pub(super) all: Vec<&'g str>,
    pub(super) none: Vec<&'g str>,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    pub(super) provisions: &'g [Id],
    pub(super) claim: &'g str,
    pub(super) evidence: Vec<EvidenceJson<'g>>,
}

impl<'g> DemandsJson<'g> {
    pub(super) fn of(graph: &'g Graph, framework: &'g Framework) -> Self {
        let traits = &graph.vocabularies().traits;
        let reach = |it: &'g ReachClause| ReachJson {
            all: terms(traits, it.when.all),
            none: terms(traits, it.when.none),
            who: roles(it.who),
            claim: &it.claim,
            evidence: evidence_json(graph, &it.evidence),
        };
        let class = |it: &'g RiskClass| RiskClassJson {
            tier: framework.tier(it.tier),
            all: terms(traits, it.when.all),
            none: terms(traits, it.when.none),
            since: it.since,
            until: it.until,
            claim: &it.claim,
            provisions: &it.provisions,
            evidence: evidence_json(graph, &it.evidence),
        };
        let obligation = |it: &'g Obligation| ObligationJson {
            category: &it.category,
            who: roles(it.who),
            tiers: it.tiers.iter().map(|tier| framework.tier(*tier)).collect(),
            all: terms(traits, it.when.all),
            none: terms(traits, it.when.none),
            since: it.since,
            until: it.until,
            provisions: &it.provisions,
            claim: &it.claim,
            evidence: evidence_json(graph, &it.evidence),
        };
        Self {
            reaches: framework.reaches.iter().map(reach).collect(),
            risk_classes: framework.risk_classes.iter().map(class).collect(),
            obligations: framework.obligations.iter().map(obligation).collect(),
        }
    }
}

/// Roles in the order of a system's life.
fn roles(set: RoleSet) -> Vec<Role> {
    set.iter().collect()
}
