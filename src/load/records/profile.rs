//! An AI system, as the file of a profile describes it.

use serde::Deserialize;

use crate::model::Role;

/// A profile: a file of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Profile", deny_unknown_fields)]
pub struct ProfileRecord {
    pub title: String,
    pub summary: String,
    #[serde(default)]
    pub uses: Vec<String>,
    #[serde(default)]
    pub sectors: Vec<String>,
    #[serde(default)]
    pub traits: Vec<String>,
    #[serde(default)]
    pub data: Vec<String>,
    pub roles: Vec<Role>,
    pub home: String,
    pub targets: Vec<String>,
    #[serde(default)]
    pub flows: Vec<FlowRecord>,
}

/// Data that go from one jurisdiction to another.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Flow", deny_unknown_fields)]
pub struct FlowRecord {
    pub from: String,
    pub to: String,
    pub claim: String,
}
