//! The closed vocabularies of the model: what kinds of things, links and steps there are.
//!
//! In the data files variants are written as here (`JointMapping`); in exports and on the command line they are
//! `joint_mapping` (hyphens are accepted too). [`label`](Layer::label) gives the words shown to people.

use schemars::JsonSchema;
use serde::Deserialize;
use strum::{EnumIter, EnumString, IntoStaticStr};

/// Defines an enum whose variants have a stable export name and a human label.
macro_rules! vocabulary {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident => $label:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema, EnumIter, EnumString, IntoStaticStr)]
        #[strum(serialize_all = "snake_case")]
        pub enum $name {
            $(#[doc = $label] $(#[$inner])* $variant,)+
        }

        impl $name {
            /// The name in exports: snake case, stable across releases.
            pub fn as_str(self) -> &'static str {
                self.into()
            }

            /// The words shown to people.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)+
                }
            }

            /// Every variant, in declaration order.
            pub fn all() -> impl Iterator<Item = Self> {
                <Self as strum::IntoEnumIterator>::iter()
            }

            /// Reads an export name; hyphens stand for underscores.
            pub fn parse(text: &str) -> Option<Self> {
                text.to_ascii_lowercase().replace('-', "_").parse().ok()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.label())
            }
        }
    };
}

/// The report's three layers of interoperability (sections 3.2.1, 3.3.2 and 3.3.3).
#[derive(
    Debug, PartialOrd, Ord, Hash, Deserialize, JsonSchema, EnumIter, EnumString, IntoStaticStr, enumset::EnumSetType,
)]
#[strum(serialize_all = "snake_case")]
pub enum Layer {
    /// Laws, regulations, policies and the institutions behind them.
    Legal,
    /// Standards, interfaces, testing and risk management methods.
    Technical,
    /// Personal data, privacy and the sharing of data.
    Data,
}

/// A set of layers.
pub type LayerSet = enumset::EnumSet<Layer>;

impl Layer {
    /// The three layers in the report's order.
    pub const ALL: [Self; 3] = [Self::Legal, Self::Technical, Self::Data];

    /// The name in exports: snake case, stable across releases.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The words shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Legal => "Legal",
            Self::Technical => "Technical",
            Self::Data => "Data",
        }
    }

    /// Position in [`Layer::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

impl serde::Serialize for Layer {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl std::fmt::Display for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.label())
    }
}

vocabulary! {
    /// What a node of the graph is.
    NodeKind {
        Framework => "Framework",
        Regulator => "Regulator",
        StandardsBody => "Standards body",
        Forum => "Forum",
        Jurisdiction => "Jurisdiction",
    }
}

vocabulary! {
    /// What sort of document or arrangement a framework is.
    FrameworkKind {
        Law => "Law",
        Regulation => "Regulation",
        Directive => "Directive",
        Treaty => "Treaty",
        Bill => "Bill",
        Resolution => "Resolution",
        Recommendation => "Recommendation",
        Strategy => "Strategy",
        Policy => "Policy",
        Guideline => "Guideline",
        Standard => "Standard",
        Principles => "Principles",
        Declaration => "Declaration",
        CodeOfPractice => "Code of practice",
        Compact => "Compact",
        Toolkit => "Toolkit",
        Taxonomy => "Taxonomy",
        Methodology => "Methodology",
        Agreement => "Agreement",
        JointStatement => "Joint statement",
        ExecutiveOrder => "Executive order",
        Plan => "Plan",
        Report => "Report",
    }
}

vocabulary! {
    /// What sort of institution a node is.
    InstitutionKind {
        Regulator => "Regulator",
        StandardsBody => "Standards body",
        Forum => "Forum",
    }
}

vocabulary! {
    /// What sort of jurisdiction a node is.
    JurisdictionKind {
        Country => "Country",
        Bloc => "Bloc",
        SubNational => "Sub-national",
        Territory => "Territory",
        Group => "Group of countries",
    }
}

vocabulary! {
    /// Where a framework stands in its life.
    Status {
        Proposed => "Proposed",
        Draft => "Draft",
        Adopted => "Adopted, not yet in force",
        InForce => "In force",
        Published => "Published",
        Repealed => "Repealed",
        Withdrawn => "Withdrawn",
        Lapsed => "Lapsed",
    }
}

impl Status {
    /// Whether a framework with this status is in effect.
    pub fn is_in_effect(self) -> bool {
        matches!(self, Self::InForce | Self::Published)
    }

    /// Whether the framework's life is over.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Repealed | Self::Withdrawn | Self::Lapsed)
    }
}

vocabulary! {
    /// Where an institution stands in its life.
    InstitutionStatus {
        Existing => "Existing",
        Proposed => "Proposed",
        Dissolved => "Dissolved",
    }
}

vocabulary! {
    /// How a link stands: only `Existing` links carry compatibility.
    Modality {
        Existing => "Existing",
        Proposed => "Proposed",
        Recommended => "Recommended",
        Possible => "Possible",
    }
}

vocabulary! {
    /// How two frameworks are brought into line, strongest first.
    AlignmentMechanism {
        HarmonisedStandard => "harmonised standard",
        Adoption => "adoption or transposition",
        MutualRecognition => "mutual recognition",
        JointMapping => "joint mapping",
        ComparableProtection => "recognition of comparable protection",
        Implementation => "implementation",
        JointTesting => "joint testing",
        SharedPrinciples => "shared principles and terminology",
        DeclaredConsistency => "declared consistency",
        Cooperation => "cooperation",
    }
}

vocabulary! {
    /// How one text leans on another, strongest first.
    ReferenceMechanism {
        BuildsOn => "builds on",
        ModelledOn => "modelled on",
        Benchmark => "benchmark or guideline",
        Cites => "cites",
        Considers => "considers",
    }
}

vocabulary! {
    /// In what two frameworks or jurisdictions pull apart.
    ConflictKind {
        DivergentRequirement => "divergent requirement",
        BindingAgainstVoluntary => "binding against voluntary",
        RiskCategorisation => "risk categorisation",
        Definition => "definition",
        RegulatoryApproach => "regulatory approach",
        DataRestriction => "data restriction",
        GeopoliticalRestriction => "geopolitical restriction",
        LocalPriority => "local priority",
    }
}

vocabulary! {
    /// What a jurisdiction did to become party to a framework.
    Act {
        Signed => "signed",
        Ratified => "ratified",
        Adherent => "adherent",
        Endorsed => "endorsed",
        Member => "member",
    }
}

vocabulary! {
    /// The set-theory relations between provisions of NIST IR 8477.
    SetRelation {
        Equal => "equal",
        Subset => "subset of",
        Superset => "superset of",
        Intersects => "intersects with",
        NotRelated => "not related",
    }
}

vocabulary! {
    /// Why two provisions were mapped (NIST IR 8477).
    MappingRationale {
        Syntactic => "syntactic",
        Semantic => "semantic",
        Functional => "functional",
    }
}

vocabulary! {
    /// Whether the source says it, or the curator concluded it.
    EvidenceBasis {
        Stated => "stated",
        Inferred => "inferred",
    }
}

vocabulary! {
    /// Pattern 3 of the report: who set the framework going, in five steps.
    ApproachStep {
        TopDown => "top-down",
        MostlyTopDown => "mostly top-down",
        Mixed => "mixed",
        MostlyBottomUp => "mostly bottom-up",
        BottomUp => "bottom-up",
    }
}

vocabulary! {
    /// Pattern 4 of the report: legal force, weakest first.
    BindingStep {
        None => "none",
        Declaration => "declaration",
        Voluntary => "guideline or voluntary standard",
        Agreement => "agreement or mutual recognition",
        Binding => "binding",
    }
}

vocabulary! {
    /// Pattern 5 of the report: how far into detail the framework goes.
    IntegrationStep {
        General => "general",
        Framed => "framed",
        Specified => "specified",
        Detailed => "detailed implementation guidance",
    }
}

/// Pattern 6 of the report: what an interoperability framework is made of.
#[derive(
    Debug, PartialOrd, Ord, Hash, Deserialize, JsonSchema, EnumIter, EnumString, IntoStaticStr, enumset::EnumSetType,
)]
#[strum(serialize_all = "snake_case")]
pub enum Component {
    /// Rights, duties and law.
    Legal,
    /// Institutions, roles and processes.
    Organisational,
    /// Terms, definitions and taxonomies.
    Semantic,
    /// Standards, tools and data formats.
    Technical,
}

/// A set of components.
pub type ComponentSet = enumset::EnumSet<Component>;

impl Component {
    /// The name in exports: snake case, stable across releases.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

vocabulary! {
    /// On what ground somebody is liable.
    LiabilityRegime {
        Strict => "strict liability",
        PresumedFault => "presumed fault",
        Fault => "fault",
        Product => "product liability",
        Administrative => "administrative liability",
        NoneRecorded => "no specific regime",
    }
}

vocabulary! {
    /// Who oversees AI in a jurisdiction.
    RegulatorModel {
        UnifiedRegulator => "unified regulator",
        ExistingAgencies => "existing agencies",
        Council => "council",
        NoRegulator => "no regulator",
    }
}

vocabulary! {
    /// The six comparison patterns of the report (Interoperability, appendix "Methodology").
    Pattern {
        Objectives => "Objectives",
        Principles => "Principles and values",
        Approach => "Approach",
        Binding => "Binding nature",
        Integration => "Level of integration",
        Components => "Components",
    }
}

vocabulary! {
    /// What sort of document a source is.
    SourceKind {
        Article => "Article",
        Bill => "Bill",
        Compact => "Compact",
        DataSet => "Data set",
        Declaration => "Declaration",
        Guideline => "Guideline",
        Law => "Law",
        Policy => "Policy",
        Report => "Report",
        Resolution => "Resolution",
        Standard => "Standard",
        Strategy => "Strategy",
        Treaty => "Treaty",
        WebPage => "Web page",
    }
}

vocabulary! {
    /// What sort of concept of the method something is.
    ConceptKind {
        Layer => "Layer",
        Gap => "Gap",
        Pattern => "Pattern",
        Objective => "Objective",
        Instrument => "Effective instrument",
        Barrier => "Barrier",
        Tension => "Tension",
        Mechanism => "Compatibility mechanism",
        Recommendation => "Recommendation",
        Matter => "Matter of liability",
        Stage => "Stage of the value chain",
        Metric => "Sustainability metric",
        Indicator => "Sustainability indicator",
        Protection => "Protection of workers",
        Obligation => "Obligation",
    }
}

vocabulary! {
    /// In what a rule's measure is counted.
    RuleUnit {
        Share => "share, 0 to 1",
        Count => "count",
        Index => "index, 0 to 1",
    }
}

vocabulary! {
    /// Which way a rule's measure gets worse.
    Worse {
        Higher => "worse when higher",
        Lower => "worse when lower",
    }
}

vocabulary! {
    /// How much a finding matters.
    Severity {
        Low => "low",
        Medium => "medium",
        High => "high",
    }
}

vocabulary! {
    /// Why a framework applies in a jurisdiction, strongest first.
    CoverageGround {
        MadeHere => "made there",
        BindsBloc => "binds a bloc it belongs to",
        Ratified => "ratified",
        MadeJointly => "made together with others",
        Signed => "signed",
        Adherent => "adherent",
        Endorsed => "endorsed",
        JoinedAsMember => "takes part",
        Addressed => "addressed to it as a member",
    }
}

impl From<Act> for CoverageGround {
    fn from(act: Act) -> Self {
        match act {
            Act::Signed => Self::Signed,
            Act::Ratified => Self::Ratified,
            Act::Adherent => Self::Adherent,
            Act::Endorsed => Self::Endorsed,
            Act::Member => Self::JoinedAsMember,
        }
    }
}
