//! The shapes of the files under `graph/`: what a curator writes, before anything is resolved.
//!
//! Every record refuses fields it does not know. Ids and dates are plain text here: [`super::resolve`] turns them into
//! model values and reports what does not fit, at the exact place. docs/CURATION.md explains each field to curators.

mod demands;
mod profile;

use serde::Deserialize;

use crate::model::{
    Act, ApproachStep, BindingStep, Component, EvidenceBasis, FrameworkKind, InstitutionKind, InstitutionStatus,
    IntegrationStep, JurisdictionKind, Layer, LiabilityRegime, MappingRationale, Modality, RegulatorModel, Relation,
    SetRelation, Status,
};
pub use demands::{ObligationRecord, ReachRecord, RiskClassRecord};
pub use profile::{FlowRecord, ProfileRecord};

/// `graph.ron`: what the data set is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Graph", deny_unknown_fields)]
pub struct MetaRecord {
    pub title: String,
    pub version: String,
    pub as_of: String,
    pub licence: String,
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A term of `vocabulary/*.ron`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Term", deny_unknown_fields)]
pub struct TermRecord {
    pub id: String,
    pub label: String,
    pub definition: String,
}

/// A document of `sources.ron`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Source", deny_unknown_fields)]
pub struct SourceRecord {
    pub id: String,
    pub title: String,
    pub issuer: String,
    pub date: Option<String>,
    pub url: String,
    pub kind: Option<crate::model::SourceKind>,
    pub accessed: Option<String>,
    pub note: Option<String>,
}

/// `regions.ron`: the UN M49 sub-regions, the panels of the map and the named regions.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Regions", deny_unknown_fields)]
pub struct RegionsRecord {
    pub subregions: Vec<SubregionRecord>,
    pub panels: Vec<PanelRecord>,
    pub regions: Vec<RegionRecord>,
}

/// A sub-region of the UN M49 scheme.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Subregion", deny_unknown_fields)]
pub struct SubregionRecord {
    pub id: String,
    pub name: String,
    pub m49: String,
    pub panel: String,
}

/// A panel of the map.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Panel", deny_unknown_fields)]
pub struct PanelRecord {
    pub id: String,
    pub name: String,
}

/// A named region.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Region", deny_unknown_fields)]
pub struct RegionRecord {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub subregions: Vec<String>,
    #[serde(default)]
    pub include: Vec<String>,
    #[serde(default)]
    pub exclude: Vec<String>,
    pub g77: Option<bool>,
    #[serde(default)]
    pub all: bool,
}

/// Where a claim comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Evidence", deny_unknown_fields)]
pub struct EvidenceRecord {
    pub source: String,
    pub at: Option<String>,
    pub find: Option<String>,
    pub basis: EvidenceBasis,
}

/// A value of one of the pattern scales, with its evidence.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Value", deny_unknown_fields)]
pub struct ValueRecord<T> {
    pub value: T,
    pub evidence: Vec<EvidenceRecord>,
}

/// A set of pattern values, with its evidence.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Set", deny_unknown_fields)]
pub struct SetRecord<T> {
    pub values: Vec<T>,
    pub evidence: Vec<EvidenceRecord>,
}

/// The six patterns of a framework.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename = "Patterns", default, deny_unknown_fields)]
pub struct PatternsRecord {
    pub objectives: Option<SetRecord<String>>,
    pub principles: Option<SetRecord<String>>,
    pub approach: Option<ValueRecord<ApproachStep>>,
    pub binding: Option<ValueRecord<BindingStep>>,
    pub integration: Option<ValueRecord<IntegrationStep>>,
    pub components: Option<SetRecord<Component>>,
}

/// The dates of a framework's life.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename = "Dates", default, deny_unknown_fields)]
pub struct DatesRecord {
    pub proposed: Option<String>,
    pub adopted: Option<String>,
    pub in_force: Option<String>,
    pub ended: Option<String>,
}

/// How a framework sorts AI systems by risk.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "RiskScheme", deny_unknown_fields)]
pub struct RiskSchemeRecord {
    pub basis: String,
    #[serde(default)]
    pub tiers: Vec<String>,
    pub evidence: Vec<EvidenceRecord>,
}

/// Who is liable for what, on what ground.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Liability", deny_unknown_fields)]
pub struct LiabilityRecord {
    pub regime: LiabilityRegime,
    pub scope: String,
    #[serde(default)]
    pub matters: Vec<String>,
    pub modality: Option<Modality>,
    pub evidence: Vec<EvidenceRecord>,
}

/// A term that a framework defines.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "DefinedTerm", deny_unknown_fields)]
pub struct DefinedTermRecord {
    pub term: String,
    pub definition: String,
    pub evidence: Vec<EvidenceRecord>,
}

/// What a framework touches of the subject of a topic lens.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Cover", deny_unknown_fields)]
pub struct CoverRecord {
    pub what: Vec<String>,
    pub evidence: Vec<EvidenceRecord>,
}

/// An article, clause or section of a framework.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Provision", deny_unknown_fields)]
pub struct ProvisionRecord {
    pub id: String,
    pub title: String,
}

/// Those who joined a framework by the same act on the same ground.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Parties", deny_unknown_fields)]
pub struct PartiesRecord {
    pub act: Act,
    pub since: Option<String>,
    pub until: Option<String>,
    pub who: Vec<String>,
    pub evidence: Vec<EvidenceRecord>,
}

/// Those who became members on the same ground.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Members", deny_unknown_fields)]
pub struct MembersRecord {
    pub since: Option<String>,
    pub until: Option<String>,
    pub who: Vec<String>,
    pub evidence: Vec<EvidenceRecord>,
}

/// How a provision maps to another (NIST IR 8477).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename = "Mapping", deny_unknown_fields)]
pub struct MappingRecord {
    pub set: SetRelation,
    pub strength: Option<u8>,
    pub rationale: Option<MappingRationale>,
}

/// A link, in the record that it starts from.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Link", deny_unknown_fields)]
pub struct LinkRecord {
    pub relation: Relation,
    pub to: String,
    pub from: Option<String>,
    #[serde(default)]
    pub layers: Vec<Layer>,
    pub modality: Option<Modality>,
    pub since: Option<String>,
    pub until: Option<String>,
    #[serde(default)]
    pub claim: String,
    #[serde(default)]
    pub binds: Vec<String>,
    pub mapping: Option<MappingRecord>,
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
    pub note: Option<String>,
}

/// A framework: one file of `frameworks/`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Framework", deny_unknown_fields)]
pub struct FrameworkRecord {
    pub id: String,
    pub name: String,
    pub short: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub kind: FrameworkKind,
    #[serde(default)]
    pub issuers: Vec<String>,
    #[serde(default)]
    pub jurisdictions: Vec<String>,
    #[serde(default)]
    pub addressed_to: Vec<String>,
    #[serde(default)]
    pub layers: Vec<Layer>,
    #[serde(default)]
    pub topics: Vec<String>,
    pub status: Status,
    #[serde(default)]
    pub dates: DatesRecord,
    #[serde(default)]
    pub patterns: PatternsRecord,
    pub risk_scheme: Option<RiskSchemeRecord>,
    #[serde(default)]
    pub liability: Vec<LiabilityRecord>,
    #[serde(default)]
    pub terms: Vec<DefinedTermRecord>,
    #[serde(default)]
    pub covers: Vec<CoverRecord>,
    #[serde(default)]
    pub reaches: Vec<ReachRecord>,
    #[serde(default)]
    pub risk_classes: Vec<RiskClassRecord>,
    #[serde(default)]
    pub obligations: Vec<ObligationRecord>,
    #[serde(default)]
    pub provisions: Vec<ProvisionRecord>,
    #[serde(default)]
    pub parties: Vec<PartiesRecord>,
    #[serde(default)]
    pub links: Vec<LinkRecord>,
    pub exempt: Option<String>,
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A regulator, standards body or forum: one file of `institutions/`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Institution", deny_unknown_fields)]
pub struct InstitutionRecord {
    pub id: String,
    pub name: String,
    pub short: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub kind: InstitutionKind,
    pub role: Option<String>,
    pub jurisdiction: Option<String>,
    pub parent: Option<String>,
    #[serde(default)]
    pub layers: Vec<Layer>,
    #[serde(default)]
    pub topics: Vec<String>,
    #[serde(default = "existing")]
    pub status: InstitutionStatus,
    pub proposed: Option<String>,
    pub since: Option<String>,
    pub until: Option<String>,
    #[serde(default)]
    pub members: Vec<MembersRecord>,
    #[serde(default)]
    pub links: Vec<LinkRecord>,
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
    #[serde(default)]
    pub notes: Vec<String>,
}

fn existing() -> InstitutionStatus {
    InstitutionStatus::Existing
}

/// A country, bloc, part of a country or group of countries: a row of `jurisdictions/*.ron`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Jurisdiction", deny_unknown_fields)]
pub struct JurisdictionRecord {
    pub id: String,
    pub name: String,
    pub short: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub iso: Option<(String, String)>,
    pub kind: JurisdictionKind,
    pub parent: Option<String>,
    pub m49: Option<String>,
    pub region: Option<String>,
    #[serde(default)]
    pub g77: bool,
    pub regulator_model: Option<ValueRecord<RegulatorModel>>,
    #[serde(default)]
    pub absences: Vec<AbsenceRecord>,
    #[serde(default)]
    pub liability: Vec<LiabilityRecord>,
    #[serde(default)]
    pub members: Vec<MembersRecord>,
    #[serde(default)]
    pub links: Vec<LinkRecord>,
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
    #[serde(default)]
    pub notes: Vec<String>,
}

/// What a source says is absent in a jurisdiction.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Absence", deny_unknown_fields)]
pub struct AbsenceRecord {
    pub layer: Layer,
    pub lacks: String,
    pub evidence: Vec<EvidenceRecord>,
}

/// A value of `scales.ron` with the reason for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Scale", deny_unknown_fields)]
pub struct ScaleRecord<K> {
    pub of: K,
    pub strength: f64,
    pub reason: String,
}

/// A number of `scales.ron` with the reason for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Threshold", deny_unknown_fields)]
pub struct ThresholdRecord {
    pub value: f64,
    pub reason: String,
}

/// `scales.ron`: strengths and thresholds.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Scales", deny_unknown_fields)]
pub struct ScalesRecord {
    pub alignment: Vec<ScaleRecord<crate::model::AlignmentMechanism>>,
    pub reference: Vec<ScaleRecord<crate::model::ReferenceMechanism>>,
    pub coverage: Vec<ScaleRecord<crate::model::CoverageGround>>,
    pub recorded_coverage: ThresholdRecord,
    pub aligned: ThresholdRecord,
    pub bridged: ThresholdRecord,
    pub hop_limit: ThresholdRecord,
    pub set_compatible: ThresholdRecord,
    pub step_compatible: ThresholdRecord,
    pub step_partial: ThresholdRecord,
    pub fold_rows: ThresholdRecord,
    pub consensus: ThresholdRecord,
    pub one_side: ThresholdRecord,
    #[serde(default)]
    pub rules: Vec<RuleThresholdRecord>,
}

/// From where on a rule's measure matters.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "RuleThreshold", deny_unknown_fields)]
pub struct RuleThresholdRecord {
    pub rule: String,
    pub medium: f64,
    pub high: f64,
    pub reason: String,
}

/// A concept of the method: a row of `concepts/*.ron`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Concept", deny_unknown_fields)]
pub struct ConceptRecord {
    pub id: String,
    pub kind: crate::model::ConceptKind,
    pub title: String,
    pub layer: Option<Layer>,
    pub summary: String,
    #[serde(default)]
    pub answers: Vec<String>,
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
}

/// A detector: one file of `rules/`. Its title, layer and sources are those of the concept with the same id.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Rule", deny_unknown_fields)]
pub struct RuleRecord {
    pub id: String,
    pub measures: String,
    pub unit: crate::model::RuleUnit,
    pub worse: crate::model::Worse,
    pub shows_not: String,
    pub needs: String,
    pub example: String,
}
