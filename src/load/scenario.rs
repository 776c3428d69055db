//! Scenario files: a path to what might change.

use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Places;
use super::decode::{ReadError, decode, read_file};
use super::files::MAX_FILE_BYTES;
use super::records::EvidenceRecord;
use super::resolve;
use super::schema::DAY_PATTERN;
use crate::diagnostic::Diagnostic;
use crate::model::{Act, Graph, Layer, Relation, Scenario};
use crate::source::{FileId, Files, SourceFile, Span};
use crate::syntax::Step;

/// A scenario with the text it came from and what is wrong with it.
#[derive(Debug)]
pub struct LoadedScenario {
    /// The scenario; what could be read of it where there are diagnostics, `None` where nothing could.
    pub scenario: Option<Scenario>,
    /// The text, for showing places in it.
    pub files: Files,
    /// What is wrong with the text. Whether the changes fit a graph is told by [`crate::analysis::apply`].
    pub diagnostics: Vec<Diagnostic>,
}

impl LoadedScenario {
    /// Where each change stands.
    pub fn places(&self) -> Vec<(FileId, Span)> {
        let places = Places::new(&self.files);
        let place = |change| places.span(FileId(0), &[Step::Field("changes"), Step::Item(change)]);
        let changes = self.scenario.as_ref().map_or(0, |scenario| scenario.changes.len());
        (0..changes).map(|change| (FileId(0), place(change))).collect()
    }
}

/// A scenario: one file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Scenario", deny_unknown_fields)]
pub(super) struct ScenarioRecord {
    /// Title.
    pub title: String,
    /// What is assumed, in one or two sentences.
    pub summary: String,
    /// The day asked about: YYYY-MM-DD.
    #[schemars(extend("pattern" = DAY_PATTERN))]
    pub day: Option<String>,
    /// What changes.
    pub changes: Vec<ChangeRecord>,
    /// What the idea rests on.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
}

/// One thing that is assumed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename = "Change", deny_unknown_fields)]
pub(super) enum ChangeRecord {
    /// A link begins.
    Add {
        from: String,
        to: String,
        relation: Relation,
        layers: Vec<Layer>,
        #[serde(default)]
        claim: String,
    },
    /// Everything between two nodes ends.
    Drop { from: String, to: String },
    /// A framework ceases to apply.
    Repeal { framework: String },
    /// A bill, draft or adopted text enters into force.
    Adopt { framework: String },
    /// A jurisdiction joins a framework.
    Join {
        jurisdiction: String,
        framework: String,
        #[serde(default)]
        act: Option<Act>,
    },
}

/// Reads the scenario in a file; its evidence names sources of `graph`.
///
/// # Errors
/// If the file cannot be read. What is wrong with its text is in [`LoadedScenario::diagnostics`].
pub fn scenario(path: &Path, graph: &Graph) -> Result<LoadedScenario, ReadError> {
    let shown = path.to_string_lossy().replace('\\', "/");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let file = read_file(folder, &name, MAX_FILE_BYTES)?;
    Ok(scenario_text(&shown, file.text(), graph))
}

/// Reads a scenario from a text in memory that is called `path` in messages.
pub fn scenario_text(path: &str, text: &str, graph: &Graph) -> LoadedScenario {
    let mut files = Files::default();
    let file = files.push(SourceFile::new(path.to_owned(), text.to_owned()));
    let mut diagnostics = Vec::new();
    let record = files.get(file).and_then(|source| decode::<ScenarioRecord>(file, source, &mut diagnostics));
    let scenario = record.map(|record| resolve::scenario(record, graph, &files, &mut diagnostics));
    LoadedScenario { scenario, files, diagnostics }
}
