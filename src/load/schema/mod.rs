//! JSON Schemas of the files that curators write, derived from the types that read them.
//!
//! Records are RON, which JSON Schema knows nothing of: a schema describes a record after [`RecordFile::to_json`], or
//! one that another program is about to write. What only the whole graph can tell (whether an id exists, whether a link
//! has two ends) is [`crate::check`]'s to say, not a schema's.

mod json;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RestrictFormats};
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use serde_json::Value;
use strum::IntoEnumIterator as _;

use super::decode;
use super::files::FileKind;
use super::records::{
    ConceptRecord, FrameworkRecord, InstitutionRecord, JurisdictionRecord, MetaRecord, ProfileRecord, RegionsRecord,
    RuleRecord, ScalesRecord, SourceRecord, TermRecord,
};
use super::scenario::ScenarioRecord;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceFile};

/// What an id looks like.
pub(super) const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// What a date looks like, of the precision that is known.
pub(super) const DATE_PATTERN: &str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";

/// What a day looks like.
pub(super) const DAY_PATTERN: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// A kind of file that curators write, each with a schema of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum RecordFile {
    /// `frameworks/**/<id>.ron`.
    Framework,
    /// `institutions/**/<id>.ron`.
    Institution,
    /// `jurisdictions/*.ron`: a list.
    Jurisdictions,
    /// `sources.ron`: a list.
    Sources,
    /// `vocabulary/*.ron`: a list.
    Vocabulary,
    /// `concepts/*.ron`: a list.
    Concepts,
    /// `regions.ron`.
    Regions,
    /// `scales.ron`.
    Scales,
    /// `rules/<id>.ron`.
    Rule,
    /// `graph.ron`.
    Graph,
    /// The profile of an AI system, a file of its own.
    Profile,
    /// A scenario, a file of its own.
    Scenario,
}

impl RecordFile {
    /// All of them, frameworks first.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The name by which people ask for it.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// Where such files stand.
    pub fn place(self) -> &'static str {
        match self {
            Self::Framework => "graph/frameworks/**/<id>.ron",
            Self::Institution => "graph/institutions/**/<id>.ron",
            Self::Jurisdictions => "graph/jurisdictions/*.ron",
            Self::Sources => "graph/sources.ron",
            Self::Vocabulary => "graph/vocabulary/*.ron",
            Self::Concepts => "graph/concepts/*.ron",
            Self::Regions => "graph/regions.ron",
            Self::Scales => "graph/scales.ron",
            Self::Rule => "graph/rules/<id>.ron",
            Self::Graph => "graph/graph.ron",
            Self::Profile => "profiles/*.ron",
            Self::Scenario => "scenarios/*.ron",
        }
    }

    /// What the file at `path`, relative to the graph folder and with forward slashes, is; profiles and scenarios stand
    /// in no graph folder.
    pub fn of(path: &str) -> Option<Self> {
        Some(match FileKind::of(path)? {
            FileKind::Graph => Self::Graph,
            FileKind::Scales => Self::Scales,
            FileKind::Regions => Self::Regions,
            FileKind::Objectives | FileKind::Principles | FileKind::Topics | FileKind::Traits => Self::Vocabulary,
            FileKind::Sources => Self::Sources,
            FileKind::Concepts => Self::Concepts,
            FileKind::Rule => Self::Rule,
            FileKind::Framework => Self::Framework,
            FileKind::Institution => Self::Institution,
            FileKind::Jurisdictions => Self::Jurisdictions,
        })
    }

    /// The schema, of draft 2020-12.
    pub fn schema(self) -> Value {
        let mut schema = self.derived();
        schema.insert("title".to_owned(), format!("interlex: {}", self.place()).into());
        schema.to_value()
    }

    /// A file of this kind as JSON of the shape that its schema describes.
    ///
    /// # Errors
    /// What is wrong with the text, if it is no such file.
    pub fn to_json(self, source: &SourceFile) -> Result<Value, Vec<Diagnostic>> {
        let mut found = Vec::new();
        match self {
            Self::Framework => one::<FrameworkRecord>(source, &mut found),
            Self::Institution => one::<InstitutionRecord>(source, &mut found),
            Self::Jurisdictions => list::<JurisdictionRecord>(source, &mut found),
            Self::Sources => list::<SourceRecord>(source, &mut found),
            Self::Vocabulary => list::<TermRecord>(source, &mut found),
            Self::Concepts => list::<ConceptRecord>(source, &mut found),
            Self::Regions => one::<RegionsRecord>(source, &mut found),
            Self::Scales => one::<ScalesRecord>(source, &mut found),
            Self::Rule => one::<RuleRecord>(source, &mut found),
            Self::Graph => one::<MetaRecord>(source, &mut found),
            Self::Profile => one::<ProfileRecord>(source, &mut found),
            Self::Scenario => one::<ScenarioRecord>(source, &mut found),
        }
        if found.is_empty() { Ok(json::of(source.text(), &self.names())) } else { Err(found) }
    }

    fn derived(self) -> Schema {
        match self {
            Self::Framework => derived::<FrameworkRecord>(),
            Self::Institution => derived::<InstitutionRecord>(),
            Self::Jurisdictions => derived::<Vec<JurisdictionRecord>>(),
            Self::Sources => derived::<Vec<SourceRecord>>(),
            Self::Vocabulary => derived::<Vec<TermRecord>>(),
            Self::Concepts => derived::<Vec<ConceptRecord>>(),
            Self::Regions => derived::<RegionsRecord>(),
            Self::Scales => derived::<ScalesRecord>(),
            Self::Rule => derived::<RuleRecord>(),
            Self::Graph => derived::<MetaRecord>(),
            Self::Profile => derived::<ProfileRecord>(),
            Self::Scenario => derived::<ScenarioRecord>(),
        }
    }

    /// What the types know and a text does not show.
    fn names(self) -> json::Names {
        let schema = self.derived().to_value();
        let inner: Vec<(&String, &Value)> =
            schema.get("$defs").and_then(Value::as_object).into_iter().flatten().collect();
        let whole = schema.get("title").and_then(Value::as_str);
        let fields = |value: &'_ Value| value.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let records = inner.iter().filter(|(_, value)| !fields(value).is_empty()).map(|(name, _)| name.as_str());
        let says_none = |value: &Value| {
            let variants = value.get("oneOf").and_then(Value::as_array).into_iter().flatten();
            variants.into_iter().any(|variant| variant.get("const").is_some_and(|name| name == "None"))
        };
        let with_none: Vec<String> =
            inner.iter().filter(|(_, value)| says_none(value)).map(|(name, _)| format!("#/$defs/{name}")).collect();
        let holds = |value: &Value| {
            value.get("$ref").and_then(Value::as_str).is_some_and(|it| with_none.iter().any(|name| name == it))
        };
        let none_fields = inner.iter().flat_map(|(_, value)| fields(value)).filter(|(_, value)| holds(value));
        json::Names {
            // `ValueOfApproachStep` is written `Value`.
            records: records
                .chain(whole)
                .map(|name| name.split_once("Of").map_or(name, |it| it.0).to_owned())
                .collect(),
            none_fields: none_fields.map(|(name, _)| name).collect(),
        }
    }
}

fn derived<T: JsonSchema>() -> Schema {
    // Defaults are written in Rust's terms there; that a field may be left out says enough.
    let defaults = RecursiveTransform(|schema: &mut Schema| {
        schema.remove("default");
    });
    let settings = SchemaSettings::draft2020_12().with_transform(defaults).with_transform(RestrictFormats::default());
    settings.into_generator().into_root_schema_for::<T>()
}

fn one<T: DeserializeOwned>(source: &SourceFile, found: &mut Vec<Diagnostic>) {
    decode::decode::<T>(FileId(0), source, found);
}

fn list<T: DeserializeOwned>(source: &SourceFile, found: &mut Vec<Diagnostic>) {
    decode::decode_list::<T>(FileId(0), source, found);
}
