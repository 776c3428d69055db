//! An AI system, as the file of a profile describes it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::Role;

/// A profile: a file of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Profile", deny_unknown_fields)]
pub struct ProfileRecord {
    /// Title of the system.
    pub title: String,
    /// What it is, in one or two sentences.
    pub summary: String,
    /// Ids of traits that begin with `use-`.
    #[serde(default)]
    pub uses: Vec<String>,
    /// Ids of traits that begin with `sector-`.
    #[serde(default)]
    pub sectors: Vec<String>,
    /// Ids of traits that begin with `trait-`.
    #[serde(default)]
    pub traits: Vec<String>,
    /// Ids of traits that begin with `data-`.
    #[serde(default)]
    pub data: Vec<String>,
    /// What its owner does with it.
    pub roles: Vec<Role>,
    /// The jurisdiction it comes from.
    pub home: String,
    /// The jurisdictions it goes to.
    pub targets: Vec<String>,
    /// Data that cross borders.
    #[serde(default)]
    pub flows: Vec<FlowRecord>,
}

/// Data that go from one jurisdiction to another.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Flow", deny_unknown_fields)]
pub struct FlowRecord {
    /// The jurisdiction they leave.
    pub from: String,
    /// The jurisdiction they go to.
    pub to: String,
    /// Which data, in one line.
    pub claim: String,
}
