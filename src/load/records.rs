//! The shapes of the files under `graph/`: what a curator writes, before anything is resolved.
//!
//! Every record refuses fields it does not know. Ids and dates are plain text here: [`super::resolve`] turns them into
//! model values and reports what does not fit, at the exact place. docs/CURATION.md explains each field to curators.

mod demands;
mod profile;
mod tables;

use schemars::JsonSchema;
use serde::Deserialize;

use super::schema::{DATE_PATTERN, ID_PATTERN};
use crate::model::{
    Act, ApproachStep, BindingStep, Component, EvidenceBasis, FrameworkKind, InstitutionKind, InstitutionStatus,
    IntegrationStep, JurisdictionKind, Layer, LiabilityRegime, MappingRationale, Modality, RegulatorModel, Relation,
    SetRelation, Status,
};
pub use demands::{ObligationRecord, ReachRecord, RiskClassRecord};
pub use profile::{FlowRecord, ProfileRecord};
pub use tables::{
    ConceptRecord, MetaRecord, RegionRecord, RegionsRecord, RuleRecord, ScaleRecord, ScalesRecord, SourceRecord,
    TermRecord, ThresholdRecord,
};

/// Where a claim comes from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Evidence", deny_unknown_fields)]
pub struct EvidenceRecord {
    /// Id of a document in `sources.ron`.
    pub source: String,
    /// Article, section or page.
    pub at: Option<String>,
    /// Three to eight consecutive words that stand there.
    pub find: Option<String>,
    /// `Stated` if the source itself says it, `Inferred` if the curator concluded it.
    pub basis: EvidenceBasis,
}

/// A value of one of the pattern scales, with its evidence.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Value", deny_unknown_fields)]
#[schemars(rename = "ValueOf{T}")]
pub struct ValueRecord<T> {
    /// The value.
    pub value: T,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// A set of pattern values, with its evidence.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Set", deny_unknown_fields)]
#[schemars(rename = "SetOf{T}")]
pub struct SetRecord<T> {
    /// The values; `[]` says that the source names none.
    pub values: Vec<T>,
    /// What they rest on.
    pub evidence: Vec<EvidenceRecord>,
}

/// The six patterns of a framework.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename = "Patterns", default, deny_unknown_fields)]
pub struct PatternsRecord {
    /// What the framework is for: ids of `vocabulary/objectives.ron`.
    pub objectives: Option<SetRecord<String>>,
    /// The principles and values it names: ids of `vocabulary/principles.ron`.
    pub principles: Option<SetRecord<String>>,
    /// Who set it going.
    pub approach: Option<ValueRecord<ApproachStep>>,
    /// Its legal force.
    pub binding: Option<ValueRecord<BindingStep>>,
    /// How far into detail it goes.
    pub integration: Option<ValueRecord<IntegrationStep>>,
    /// What it is made of.
    pub components: Option<SetRecord<Component>>,
}

/// The dates of a framework's life.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename = "Dates", default, deny_unknown_fields)]
pub struct DatesRecord {
    /// When it was proposed: YYYY, YYYY-MM or YYYY-MM-DD.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub proposed: Option<String>,
    /// When it was adopted or published.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub adopted: Option<String>,
    /// When it entered into force.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub in_force: Option<String>,
    /// When it was repealed, withdrawn or lapsed.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub ended: Option<String>,
}

/// How a framework sorts AI systems by risk.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "RiskScheme", deny_unknown_fields)]
pub struct RiskSchemeRecord {
    /// By what systems are sorted.
    pub basis: String,
    /// The tiers as the text names them, highest first.
    #[serde(default)]
    pub tiers: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// Who is liable for what, on what ground.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Liability", deny_unknown_fields)]
pub struct LiabilityRecord {
    /// On what ground somebody is liable.
    pub regime: LiabilityRegime,
    /// Who is liable for what, in the curator's words.
    pub scope: String,
    /// Ids of concepts of the kind `Matter`.
    #[serde(default)]
    pub matters: Vec<String>,
    /// How the regime stands; `Existing` if left out.
    pub modality: Option<Modality>,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// A term that a framework defines.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "DefinedTerm", deny_unknown_fields)]
pub struct DefinedTermRecord {
    /// The term.
    pub term: String,
    /// What the text means by it, in the curator's words.
    pub definition: String,
    /// Where the text defines it.
    pub evidence: Vec<EvidenceRecord>,
}

/// What a framework touches of the subject of a topic lens.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Cover", deny_unknown_fields)]
pub struct CoverRecord {
    /// Ids of the concepts that the text touches together.
    pub what: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// An article, clause or section of a framework.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Provision", deny_unknown_fields)]
pub struct ProvisionRecord {
    /// Id within the framework, such as `art-9`.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Those who joined a framework by the same act on the same ground.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Parties", deny_unknown_fields)]
pub struct PartiesRecord {
    /// What they did.
    pub act: Act,
    /// Since when: YYYY, YYYY-MM or YYYY-MM-DD.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub since: Option<String>,
    /// Until when.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub until: Option<String>,
    /// Ids of jurisdictions.
    pub who: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// Those who became members on the same ground.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Members", deny_unknown_fields)]
pub struct MembersRecord {
    /// Since when: YYYY, YYYY-MM or YYYY-MM-DD.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub since: Option<String>,
    /// Until when.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub until: Option<String>,
    /// Ids of jurisdictions or institutions.
    pub who: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<EvidenceRecord>,
}

/// How a provision maps to another (NIST IR 8477).
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename = "Mapping", deny_unknown_fields)]
pub struct MappingRecord {
    /// How the first provision relates to the second.
    pub set: SetRelation,
    /// How strongly, 0 to 10.
    #[schemars(range(max = 10))]
    pub strength: Option<u8>,
    /// Why they were mapped.
    pub rationale: Option<MappingRationale>,
}

/// A link, in the record that it starts from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Link", deny_unknown_fields)]
pub struct LinkRecord {
    /// How the two are related: `Alignment(…)`, `Reference(…)`, `Conflict(…)`, `Oversees` or `Develops`.
    pub relation: Relation,
    /// Id of the other end, or one of its provisions: `eu-ai-act#art-9`.
    pub to: String,
    /// A provision of this record, `#art-9`; the record itself if left out.
    pub from: Option<String>,
    /// The layers in which the two meet; those of the record if left out.
    #[serde(default)]
    pub layers: Vec<Layer>,
    /// How the link stands; `Existing` if left out.
    pub modality: Option<Modality>,
    /// When it began: YYYY, YYYY-MM or YYYY-MM-DD.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub since: Option<String>,
    /// When it ended.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub until: Option<String>,
    /// Who does what towards whom, in one line of the curator's own words.
    #[serde(default)]
    pub claim: String,
    /// Conflicts only: ids of the jurisdictions that must obey.
    #[serde(default)]
    pub binds: Vec<String>,
    /// Links between provisions only.
    pub mapping: Option<MappingRecord>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
    /// What does not fit into the claim.
    pub note: Option<String>,
}

/// A framework: one file of `frameworks/`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Framework", deny_unknown_fields)]
pub struct FrameworkRecord {
    /// Stable id: words of `a-z` and `0-9` joined by hyphens; also the name of the file.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// The official English name.
    pub name: String,
    /// A short label for pictures.
    pub short: Option<String>,
    /// Other names and acronyms that people search for.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What sort of text it is.
    pub kind: FrameworkKind,
    /// Ids of those who adopted or published it.
    #[serde(default)]
    pub issuers: Vec<String>,
    /// Ids of the jurisdictions that it was made for.
    #[serde(default)]
    pub jurisdictions: Vec<String>,
    /// Ids of blocs to whose members it is addressed.
    #[serde(default)]
    pub addressed_to: Vec<String>,
    /// The layers it works in.
    #[serde(default)]
    pub layers: Vec<Layer>,
    /// Ids of `vocabulary/topics.ron`.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Where it stands on the day of the data.
    pub status: Status,
    /// The dates of its life, those known.
    #[serde(default)]
    pub dates: DatesRecord,
    /// The six patterns, those that somebody assessed.
    #[serde(default)]
    pub patterns: PatternsRecord,
    /// How it sorts AI systems by risk.
    pub risk_scheme: Option<RiskSchemeRecord>,
    /// Who is liable for what.
    #[serde(default)]
    pub liability: Vec<LiabilityRecord>,
    /// The terms that it defines.
    #[serde(default)]
    pub terms: Vec<DefinedTermRecord>,
    /// What it touches of the subjects of the topic lenses.
    #[serde(default)]
    pub covers: Vec<CoverRecord>,
    /// Which AI systems it reaches; the entries are alternatives.
    #[serde(default)]
    pub reaches: Vec<ReachRecord>,
    /// What puts a system into which tier.
    #[serde(default)]
    pub risk_classes: Vec<RiskClassRecord>,
    /// What it asks.
    #[serde(default)]
    pub obligations: Vec<ObligationRecord>,
    /// Its articles, clauses or sections, those that something refers to.
    #[serde(default)]
    pub provisions: Vec<ProvisionRecord>,
    /// Who joined it.
    #[serde(default)]
    pub parties: Vec<PartiesRecord>,
    /// The links that start here.
    #[serde(default)]
    pub links: Vec<LinkRecord>,
    /// Why it has no link, issuer or place, in one sentence.
    pub exempt: Option<String>,
    /// What its existence and its basic facts rest on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
    /// Remarks of the curators.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A regulator, standards body or forum: one file of `institutions/`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Institution", deny_unknown_fields)]
pub struct InstitutionRecord {
    /// Stable id: words of `a-z` and `0-9` joined by hyphens; also the name of the file.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// The official English name.
    pub name: String,
    /// A short label for pictures.
    pub short: Option<String>,
    /// Other names and acronyms that people search for.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What sort of institution it is.
    pub kind: InstitutionKind,
    /// What it does, in free words.
    pub role: Option<String>,
    /// Id of the jurisdiction it belongs to; left out for international bodies.
    pub jurisdiction: Option<String>,
    /// Id of the institution that it is part of.
    pub parent: Option<String>,
    /// The layers it works in.
    #[serde(default)]
    pub layers: Vec<Layer>,
    /// Ids of `vocabulary/topics.ron`.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Where it stands on the day of the data; `Existing` if left out.
    #[serde(default = "existing")]
    pub status: InstitutionStatus,
    /// When it was proposed: YYYY, YYYY-MM or YYYY-MM-DD.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub proposed: Option<String>,
    /// When it was founded.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub since: Option<String>,
    /// When it was dissolved.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub until: Option<String>,
    /// Who belongs to it.
    #[serde(default)]
    pub members: Vec<MembersRecord>,
    /// The links that start here.
    #[serde(default)]
    pub links: Vec<LinkRecord>,
    /// What its existence and its basic facts rest on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
    /// Remarks of the curators.
    #[serde(default)]
    pub notes: Vec<String>,
}

fn existing() -> InstitutionStatus {
    InstitutionStatus::Existing
}

/// A country, bloc, part of a country or group of countries: a row of `jurisdictions/*.ron`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Jurisdiction", deny_unknown_fields)]
pub struct JurisdictionRecord {
    /// Stable id: the common English name in words of `a-z` joined by hyphens, or the acronym of a bloc.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// The common English name.
    pub name: String,
    /// A short label for pictures.
    pub short: Option<String>,
    /// Other names and acronyms that people search for.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// ISO 3166-1 codes of two and three letters.
    pub iso: Option<(String, String)>,
    /// What sort of jurisdiction it is.
    pub kind: JurisdictionKind,
    /// Id of the country that a part belongs to.
    pub parent: Option<String>,
    /// Countries and territories: id of the UN M49 sub-region.
    pub m49: Option<String>,
    /// All others: id of the panel of the map.
    pub region: Option<String>,
    /// Whether it is a member of the Group of 77.
    #[serde(default)]
    pub g77: bool,
    /// Of blocs: when it was founded.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub since: Option<String>,
    /// Who oversees AI there.
    pub regulator_model: Option<ValueRecord<RegulatorModel>>,
    /// What a source says is absent there.
    #[serde(default)]
    pub absences: Vec<AbsenceRecord>,
    /// Regimes that no recorded framework carries.
    #[serde(default)]
    pub liability: Vec<LiabilityRecord>,
    /// Of blocs: who belongs to it.
    #[serde(default)]
    pub members: Vec<MembersRecord>,
    /// The links that start here.
    #[serde(default)]
    pub links: Vec<LinkRecord>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
    /// Remarks of the curators.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// What a source says is absent in a jurisdiction.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Absence", deny_unknown_fields)]
pub struct AbsenceRecord {
    /// The layer in which it is lacking.
    pub layer: Layer,
    /// What is lacking, in the curator's words.
    pub lacks: String,
    /// The source that says so.
    pub evidence: Vec<EvidenceRecord>,
}
