//! What the entries of a graph rest on: what the data set is, its documents, words, regions, numbers, concepts and rules.

use schemars::JsonSchema;
use serde::Deserialize;

use super::EvidenceRecord;
use crate::load::schema::{DATE_PATTERN, DAY_PATTERN, ID_PATTERN};
use crate::model::Layer;

/// `graph.ron`: what the data set is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Graph", deny_unknown_fields)]
pub struct MetaRecord {
    /// Title of the data set.
    pub title: String,
    /// Version of the data, such as `0.4.0`.
    pub version: String,
    /// The day that questions are about unless they name another: YYYY-MM-DD.
    #[schemars(extend("pattern" = DAY_PATTERN))]
    pub as_of: String,
    /// Licence of the data, as an SPDX expression such as `CC-BY-4.0`.
    pub licence: String,
    /// Remarks.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A term of `vocabulary/*.ron`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Term", deny_unknown_fields)]
pub struct TermRecord {
    /// Stable id, which records name.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// The words shown to people.
    pub label: String,
    /// What it means, in one sentence.
    pub definition: String,
}

/// A document of `sources.ron`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Source", deny_unknown_fields)]
pub struct SourceRecord {
    /// Stable id, which evidence names.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// Title, as on the document.
    pub title: String,
    /// Who published it.
    pub issuer: String,
    /// When it was published: YYYY, YYYY-MM or YYYY-MM-DD.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub date: Option<String>,
    /// Its official address, beginning with `https://`.
    #[schemars(extend("pattern" = "^https?://"))]
    pub url: String,
    /// What sort of document it is.
    pub kind: Option<crate::model::SourceKind>,
    /// The day on which it was read: YYYY-MM-DD; for pages without a date.
    #[schemars(extend("pattern" = DATE_PATTERN))]
    pub accessed: Option<String>,
    /// What a reader should know of it.
    pub note: Option<String>,
}

/// `regions.ron`: the UN M49 sub-regions, the panels of the map and the named regions.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Regions", deny_unknown_fields)]
pub struct RegionsRecord {
    /// The sub-regions that countries and territories name in `m49`.
    pub subregions: Vec<SubregionRecord>,
    /// The panels of the map, which other jurisdictions name in `region`.
    pub panels: Vec<PanelRecord>,
    /// Regions that commands accept by name.
    pub regions: Vec<RegionRecord>,
}

/// A sub-region of the UN M49 scheme.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Subregion", deny_unknown_fields)]
pub struct SubregionRecord {
    /// Stable id.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// Name.
    pub name: String,
    /// Its UN M49 code.
    pub m49: String,
    /// Id of the panel it is drawn in.
    pub panel: String,
}

/// A panel of the map.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Panel", deny_unknown_fields)]
pub struct PanelRecord {
    /// Stable id.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// Name.
    pub name: String,
}

/// A named region.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Region", deny_unknown_fields)]
pub struct RegionRecord {
    /// Stable id.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// Name.
    pub name: String,
    /// Other names that commands accept.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Ids of the sub-regions it is made of.
    #[serde(default)]
    pub subregions: Vec<String>,
    /// Ids of jurisdictions that belong to it besides.
    #[serde(default)]
    pub include: Vec<String>,
    /// Ids of jurisdictions that do not belong to it.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Only members of the Group of 77 (`true`), or only others (`false`).
    pub g77: Option<bool>,
    /// Whether it is the whole world.
    #[serde(default)]
    pub all: bool,
}

/// A value of `scales.ron` with the reason for it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Scale", deny_unknown_fields)]
#[schemars(rename = "ScaleOf{K}")]
pub struct ScaleRecord<K> {
    /// What it is the strength of.
    pub of: K,
    /// The strength, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub strength: f64,
    /// Why this strength.
    pub reason: String,
}

/// A number of `scales.ron` with the reason for it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Threshold", deny_unknown_fields)]
pub struct ThresholdRecord {
    /// The number.
    pub value: f64,
    /// Why this number.
    pub reason: String,
}

/// `scales.ron`: strengths and thresholds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Scales", deny_unknown_fields)]
pub struct ScalesRecord {
    /// Strength of each mechanism of alignment.
    pub alignment: Vec<ScaleRecord<crate::model::AlignmentMechanism>>,
    /// Strength of each mechanism of reference.
    pub reference: Vec<ScaleRecord<crate::model::ReferenceMechanism>>,
    /// Strength of each ground on which a framework applies.
    pub coverage: Vec<ScaleRecord<crate::model::CoverageGround>>,
    /// From which coverage on a layer counts as recorded.
    pub recorded_coverage: ThresholdRecord,
    /// From which strength on a pair is aligned.
    pub aligned: ThresholdRecord,
    /// From which strength on a pair is bridged.
    pub bridged: ThresholdRecord,
    /// Most links of a chain.
    pub hop_limit: ThresholdRecord,
    /// From which overlap on two sets are compatible.
    pub set_compatible: ThresholdRecord,
    /// Most steps apart that are compatible.
    pub step_compatible: ThresholdRecord,
    /// Most steps apart that are partly compatible.
    pub step_partial: ThresholdRecord,
    /// From how many rows on a map is folded.
    pub fold_rows: ThresholdRecord,
    /// From which share on a value is shared by consensus.
    pub consensus: ThresholdRecord,
    /// From which share on something is one-sided.
    pub one_side: ThresholdRecord,
    /// From where on the measures of the rules matter.
    #[serde(default)]
    pub rules: Vec<RuleThresholdRecord>,
}

/// From where on a rule's measure matters.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "RuleThreshold", deny_unknown_fields)]
pub struct RuleThresholdRecord {
    /// Id of the rule.
    pub rule: String,
    /// From where on it matters.
    pub medium: f64,
    /// From where on it matters much.
    pub high: f64,
    /// Why these numbers.
    pub reason: String,
}

/// A concept of the method: a row of `concepts/*.ron`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Concept", deny_unknown_fields)]
pub struct ConceptRecord {
    /// Stable id.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// What sort of concept it is.
    pub kind: crate::model::ConceptKind,
    /// Title.
    pub title: String,
    /// The layer it belongs to, if one.
    pub layer: Option<Layer>,
    /// What it means, in the curator's words.
    pub summary: String,
    /// Ids of the concepts that it answers.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Where the method names it.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
}

/// A detector: one file of `rules/`. Its title, layer and sources are those of the concept with the same id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Rule", deny_unknown_fields)]
pub struct RuleRecord {
    /// Id of the concept that the rule detects; also the name of the file.
    #[schemars(length(max = 80), extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// What is measured.
    pub measures: String,
    /// In what it is counted.
    pub unit: crate::model::RuleUnit,
    /// Which way it gets worse.
    pub worse: crate::model::Worse,
    /// What the measure does not show.
    pub shows_not: String,
    /// What the data must hold for it.
    pub needs: String,
    /// A worked example.
    pub example: String,
}
