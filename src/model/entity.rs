//! What stands at the nodes: frameworks, institutions, jurisdictions, each with its evidence.

use super::{
    ApproachStep, BindingStep, ComponentSet, EvidenceBasis, FrameworkKind, Id, InstitutionKind, InstitutionStatus,
    IntegrationStep, JurisdictionKind, Layer, LayerSet, LiabilityRegime, Modality, NodeIx, NodeKind, Obligation,
    Origin, PartialDate, Pattern, ReachClause, RegulatorModel, RiskClass, SourceIx, Status, TermSet,
};

/// Where a claim comes from: a source, the place in it, and whether the source says it itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// The document cited.
    pub source: SourceIx,
    /// Article, section or page.
    pub at: Option<String>,
    /// Three to eight words found there.
    pub find: Option<String>,
    /// Whether the source states it or a curator inferred it.
    pub basis: EvidenceBasis,
}

/// A value that somebody assessed, with the evidence for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessed<T> {
    /// The value; an empty set says that the source leaves none.
    pub value: T,
    /// What it rests on; never empty in data that passes the check.
    pub evidence: Vec<Evidence>,
}

/// The six patterns of a framework; `None` where nobody has assessed it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Patterns {
    /// What the framework is for.
    pub objectives: Option<Assessed<TermSet>>,
    /// The principles and values it names.
    pub principles: Option<Assessed<TermSet>>,
    /// Who set it going.
    pub approach: Option<Assessed<ApproachStep>>,
    /// Its legal force.
    pub binding: Option<Assessed<BindingStep>>,
    /// How far into detail it goes.
    pub integration: Option<Assessed<IntegrationStep>>,
    /// What it is made of.
    pub components: Option<Assessed<ComponentSet>>,
}

/// A node: what all kinds share, and what its kind adds.
#[derive(Debug, Clone)]
pub struct Node {
    /// Stable identifier.
    pub id: Id,
    /// Official English name.
    pub name: String,
    /// A short label for pictures, where the name is long.
    pub short: Option<String>,
    /// Other names and acronyms that commands accept.
    pub aliases: Vec<String>,
    /// What its kind adds.
    pub entity: Entity,
    /// What its existence and its basic facts rest on.
    pub evidence: Vec<Evidence>,
    /// Remarks of the curators.
    pub notes: Vec<String>,
    /// The file and record it was read from.
    pub origin: Origin,
}

impl Node {
    /// The kind of node.
    pub fn kind(&self) -> NodeKind {
        match &self.entity {
            Entity::Framework(_) => NodeKind::Framework,
            Entity::Institution(institution) => match institution.kind {
                InstitutionKind::Regulator => NodeKind::Regulator,
                InstitutionKind::StandardsBody => NodeKind::StandardsBody,
                InstitutionKind::Forum => NodeKind::Forum,
            },
            Entity::Jurisdiction(_) => NodeKind::Jurisdiction,
        }
    }

    /// The short label if there is one, else the name.
    pub fn label(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }

    /// The framework, if this is one.
    pub fn framework(&self) -> Option<&Framework> {
        match &self.entity {
            Entity::Framework(framework) => Some(framework),
            _ => None,
        }
    }

    /// The institution, if this is one.
    pub fn institution(&self) -> Option<&Institution> {
        match &self.entity {
            Entity::Institution(institution) => Some(institution),
            _ => None,
        }
    }

    /// The jurisdiction, if this is one.
    pub fn jurisdiction(&self) -> Option<&Jurisdiction> {
        match &self.entity {
            Entity::Jurisdiction(jurisdiction) => Some(jurisdiction),
            _ => None,
        }
    }

    /// The layers the node works in; jurisdictions work in all.
    pub fn layers(&self) -> LayerSet {
        match &self.entity {
            Entity::Framework(framework) => framework.layers,
            Entity::Institution(institution) => institution.layers,
            Entity::Jurisdiction(_) => LayerSet::all(),
        }
    }

    /// The topics the node is about; jurisdictions have none of their own.
    pub fn topics(&self) -> TermSet {
        match &self.entity {
            Entity::Framework(framework) => framework.topics,
            Entity::Institution(institution) => institution.topics,
            Entity::Jurisdiction(_) => TermSet::EMPTY,
        }
    }
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Entity {
    /// A law, standard, strategy, agreement or other text.
    Framework(Box<Framework>),
    /// A regulator, standards body or forum.
    Institution(Institution),
    /// A country, bloc, part of a country or group of countries.
    Jurisdiction(Box<Jurisdiction>),
}

/// A text or arrangement that governs, guides or promises.
#[derive(Debug, Clone)]
pub struct Framework {
    /// What sort of text.
    pub kind: FrameworkKind,
    /// Who made it.
    pub issuers: Vec<NodeIx>,
    /// Where it was made and applies.
    pub jurisdictions: Vec<NodeIx>,
    /// Whose members a text of an issuing body is addressed to.
    pub addressed_to: Vec<NodeIx>,
    /// The layers it works in.
    pub layers: LayerSet,
    /// What it is about.
    pub topics: TermSet,
    /// Its status on the data's own date.
    pub status: Status,
    /// The dates of its life.
    pub dates: Dates,
    /// The six patterns.
    pub patterns: Patterns,
    /// How it sorts AI systems by risk.
    pub risk_scheme: Option<RiskScheme>,
    /// The liability regimes it sets up.
    pub liability: Vec<Liability>,
    /// The terms it defines.
    pub terms: Vec<DefinedTerm>,
    /// The stages, metrics, indicators and protections that it touches, for the topic lenses.
    pub covers: Vec<Cover>,
    /// Which AI systems it reaches, and of whom: alternatives. Empty where nobody has assessed it.
    pub reaches: Vec<ReachClause>,
    /// What puts a system into a tier of the risk scheme.
    pub risk_classes: Vec<RiskClass>,
    /// What it asks of whom.
    pub obligations: Vec<Obligation>,
    /// Its articles, clauses or sections, as far as recorded.
    pub provisions: Vec<Provision>,
    /// Why it may stand without links, where that is so.
    pub exempt: Option<String>,
}

impl Framework {
    /// The name of a tier of the risk scheme; 0 is the highest.
    pub fn tier(&self, position: usize) -> &str {
        let tiers = self.risk_scheme.as_ref().map_or(&[][..], |scheme| &scheme.tiers);
        tiers.get(position).map_or("", String::as_str)
    }

    /// Whether somebody assessed the pattern.
    pub fn assesses(&self, pattern: Pattern) -> bool {
        let patterns = &self.patterns;
        match pattern {
            Pattern::Objectives => patterns.objectives.is_some(),
            Pattern::Principles => patterns.principles.is_some(),
            Pattern::Approach => patterns.approach.is_some(),
            Pattern::Binding => patterns.binding.is_some(),
            Pattern::Integration => patterns.integration.is_some(),
            Pattern::Components => patterns.components.is_some(),
        }
    }

    /// The evidence for the value in a pattern; empty where it is not assessed.
    pub fn evidence_for(&self, pattern: Pattern) -> &[Evidence] {
        let patterns = &self.patterns;
        let found = match pattern {
            Pattern::Objectives => patterns.objectives.as_ref().map(|it| &it.evidence),
            Pattern::Principles => patterns.principles.as_ref().map(|it| &it.evidence),
            Pattern::Approach => patterns.approach.as_ref().map(|it| &it.evidence),
            Pattern::Binding => patterns.binding.as_ref().map(|it| &it.evidence),
            Pattern::Integration => patterns.integration.as_ref().map(|it| &it.evidence),
            Pattern::Components => patterns.components.as_ref().map(|it| &it.evidence),
        };
        found.map_or(&[], Vec::as_slice)
    }
}

/// The dates of a framework's life, as far as known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dates {
    /// When it was proposed.
    pub proposed: Option<PartialDate>,
    /// When it was adopted or published.
    pub adopted: Option<PartialDate>,
    /// When it entered into force.
    pub in_force: Option<PartialDate>,
    /// When it was repealed, withdrawn or lapsed.
    pub ended: Option<PartialDate>,
}

/// How a framework sorts AI systems by risk.
#[derive(Debug, Clone)]
pub struct RiskScheme {
    /// What the tiers rest on.
    pub basis: String,
    /// The tiers, highest risk first; empty where the scheme has none.
    pub tiers: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// Who is liable for what, on what ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Liability {
    /// The ground.
    pub regime: LiabilityRegime,
    /// Who is liable for what.
    pub scope: String,
    /// The concepts of kind `Matter` it answers for; regimes are compared only where they share one.
    pub matters: Vec<Id>,
    /// Whether the regime exists, or is only proposed or recommended. A text not yet in effect proposes all of its own.
    pub modality: Modality,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// A term that a framework defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedTerm {
    /// The term.
    pub term: String,
    /// Its meaning in the curator's words.
    pub definition: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// What a framework touches of the subject of a topic lens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Concepts touched together, such as a stage of the value chain and what is measured there.
    pub what: Vec<Id>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// An article, clause or section of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Identifier within the framework, such as `art-9`.
    pub id: Id,
    /// Its heading in the curator's words.
    pub title: String,
}

/// A regulator, standards body or forum.
#[derive(Debug, Clone)]
pub struct Institution {
    /// Which of the three.
    pub kind: InstitutionKind,
    /// What it does, in free words.
    pub role: Option<String>,
    /// The jurisdiction it belongs to; `None` for an international body.
    pub jurisdiction: Option<NodeIx>,
    /// The institution it is part of.
    pub parent: Option<NodeIx>,
    /// The layers it works in.
    pub layers: LayerSet,
    /// What it works on.
    pub topics: TermSet,
    /// Its status on the data's own date.
    pub status: InstitutionStatus,
    /// When it was proposed.
    pub proposed: Option<PartialDate>,
    /// When it was set up.
    pub since: Option<PartialDate>,
    /// When it was dissolved.
    pub until: Option<PartialDate>,
}

/// A country, bloc, part of a country or group of countries.
#[derive(Debug, Clone)]
pub struct Jurisdiction {
    /// Which of these.
    pub kind: JurisdictionKind,
    /// ISO 3166-1 codes, two and three letters.
    pub iso: Option<(String, String)>,
    /// The country a sub-national jurisdiction is part of.
    pub parent: Option<NodeIx>,
    /// The UN M49 sub-region.
    pub subregion: Option<Id>,
    /// The panel of the map it is drawn in.
    pub panel: Id,
    /// Member of the Group of 77, the documented proxy for "Global South".
    pub g77: bool,
    /// When a bloc was founded.
    pub since: Option<PartialDate>,
    /// Who oversees AI there.
    pub regulator_model: Option<Assessed<RegulatorModel>>,
    /// What a source says is absent.
    pub absences: Vec<Absence>,
    /// Liability regimes that no recorded framework carries.
    pub liability: Vec<Liability>,
}

/// Something a source says is absent in a jurisdiction.
#[derive(Debug, Clone)]
pub struct Absence {
    /// The layer it would belong to.
    pub layer: Layer,
    /// What is absent.
    pub lacks: String,
    /// What says so; never empty in data that passes the check.
    pub evidence: Vec<Evidence>,
}
