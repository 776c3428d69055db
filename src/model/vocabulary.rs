//! Vocabularies, sources, regions and scales: the data that gives records their meaning.

use std::collections::BTreeMap;

use super::{
    AlignmentMechanism, ConceptKind, CoverageGround, Evidence, Id, Layer, NodeIx, Origin, PartialDate,
    ReferenceMechanism, Relation, RuleUnit, SourceKind, Strength, Worse,
};

/// A set of terms of one [`Vocabulary`], as a bit mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TermSet(u64);

impl TermSet {
    /// No term.
    pub const EMPTY: Self = Self(0);

    /// Every term that a vocabulary can have.
    pub const ALL: Self = Self(u64::MAX);

    /// The set of one term by its position in the vocabulary, which must be below [`Vocabulary::MAX_TERMS`].
    pub fn single(position: usize) -> Self {
        assert!(position < Vocabulary::MAX_TERMS, "a vocabulary has at most {} terms", Vocabulary::MAX_TERMS);
        Self(1 << position)
    }

    /// Terms in either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Terms in both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Terms of this set that the other lacks.
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// How many terms.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is no term.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set as a bit mask: the lowest bit is the first term of the vocabulary.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The positions of the terms, ascending.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..Vocabulary::MAX_TERMS).filter(move |position| self.0 >> position & 1 == 1)
    }
}

/// A term with its definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What records write.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// What it means.
    pub definition: String,
    /// The file and row it was read from.
    pub origin: Origin,
}

/// A controlled vocabulary: at most [`Vocabulary::MAX_TERMS`] terms, sorted by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    terms: Vec<Term>,
}

impl Vocabulary {
    /// The most terms a vocabulary can have.
    pub const MAX_TERMS: usize = 64;

    /// Sorts the terms by id. Terms beyond [`Vocabulary::MAX_TERMS`] and second terms of one id are left out; the
    /// loader reports both.
    pub fn new(mut terms: Vec<Term>) -> Self {
        terms.sort_by(|a, b| a.id.cmp(&b.id));
        terms.dedup_by(|a, b| a.id == b.id);
        terms.truncate(Self::MAX_TERMS);
        Self { terms }
    }

    /// The terms, sorted by id.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The set of the one term with this id.
    pub fn find(&self, id: &str) -> Option<TermSet> {
        self.terms.binary_search_by(|term| term.id.as_str().cmp(id)).ok().map(TermSet::single)
    }

    /// The terms of `set`, in order of id.
    pub fn members(&self, set: TermSet) -> impl Iterator<Item = &Term> {
        set.positions().filter_map(|position| self.terms.get(position))
    }
}

/// The four vocabularies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabularies {
    /// What frameworks are for.
    pub objectives: Vocabulary,
    /// The principles and values they name.
    pub principles: Vocabulary,
    /// What they are about.
    pub topics: Vocabulary,
    /// What AI systems do, in which sector, with which data, and what else matters for their risk.
    pub traits: Vocabulary,
}

/// A document that evidence cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What evidence writes.
    pub id: Id,
    /// Title.
    pub title: String,
    /// Who published it.
    pub issuer: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Its official address.
    pub url: String,
    /// What sort of document.
    pub kind: Option<SourceKind>,
    /// When the address was last seen to bear what is cited.
    pub accessed: Option<PartialDate>,
    /// A remark.
    pub note: Option<String>,
    /// The file and row it was read from.
    pub origin: Origin,
}

/// A sub-region of the UN M49 scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subregion {
    /// What jurisdictions write.
    pub id: Id,
    /// Name.
    pub name: String,
    /// M49 code.
    pub m49: String,
    /// The panel of the map its jurisdictions are drawn in.
    pub panel: Id,
}

/// A panel of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Identifier.
    pub id: Id,
    /// Heading.
    pub name: String,
}

/// A named region and the jurisdictions in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Identifier.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Other names that commands accept.
    pub aliases: Vec<String>,
    /// Its countries and territories, ascending.
    pub members: Vec<NodeIx>,
}

/// Regions, panels and sub-regions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regions {
    /// UN M49 sub-regions, sorted by id.
    pub subregions: Vec<Subregion>,
    /// Panels of the map, in reading order.
    pub panels: Vec<Panel>,
    /// Named regions, sorted by id.
    pub regions: Vec<Region>,
}

/// A gap, barrier, tension, instrument, pattern, objective, mechanism or recommendation that the method names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// What rules and reports cite.
    pub id: Id,
    /// Which of these.
    pub kind: ConceptKind,
    /// Title.
    pub title: String,
    /// The layer it belongs to; `None` where it concerns all.
    pub layer: Option<Layer>,
    /// What it says, in the curator's words.
    pub summary: String,
    /// The gaps, barriers and tensions that a recommendation answers.
    pub answers: Vec<Id>,
    /// Where the source names it.
    pub evidence: Vec<Evidence>,
    /// The file and row it was read from.
    pub origin: Origin,
}

/// A detector's text: what it measures and how to read it. Title, layer and sources are those of the [`Concept`] with
/// the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    /// Id of the rule and of its concept.
    pub id: Id,
    /// What is measured.
    pub measures: String,
    /// In what.
    pub unit: RuleUnit,
    /// Which way it gets worse.
    pub worse: Worse,
    /// What the measure does not show.
    pub shows_not: String,
    /// What data it needs.
    pub needs: String,
    /// A worked example.
    pub example: String,
    /// The file it was read from.
    pub origin: Origin,
}

/// From where on a rule's measure matters.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleThreshold {
    /// Where medium severity begins.
    pub medium: f64,
    /// Where high severity begins.
    pub high: f64,
    /// Why there.
    pub reason: String,
}

/// Strengths and thresholds, from `scales.ron`.
#[derive(Debug, Clone, PartialEq)]
pub struct Scales {
    /// Strength and reason of each alignment mechanism, in declaration order.
    pub alignment: Vec<(AlignmentMechanism, Reasoned<Strength>)>,
    /// Strength and reason of each reference mechanism, in declaration order.
    pub reference: Vec<(ReferenceMechanism, Reasoned<Strength>)>,
    /// Strength and reason of each ground of coverage, in declaration order.
    pub coverage: Vec<(CoverageGround, Reasoned<Strength>)>,
    /// The least coverage by which a layer of a jurisdiction counts as recorded.
    pub recorded_coverage: Reasoned<Strength>,
    /// The least path strength of an `Aligned` pair.
    pub aligned: Reasoned<Strength>,
    /// The least path strength of a `Bridged` pair.
    pub bridged: Reasoned<Strength>,
    /// The most links a path may have.
    pub hop_limit: Reasoned<usize>,
    /// The least share of the smaller set that makes two sets compatible.
    pub set_compatible: Reasoned<Strength>,
    /// The most steps apart that still make two scale values compatible.
    pub step_compatible: Reasoned<usize>,
    /// The most steps apart that still make them partly compatible.
    pub step_partial: Reasoned<usize>,
    /// The most framework rows a map shows before it folds.
    pub fold_rows: Reasoned<usize>,
    /// The least share of those assessed that makes what they name a consensus.
    pub consensus: Reasoned<Strength>,
    /// The least share of a bloc's members on one side of the Group-of-77 line that puts the bloc there.
    pub one_side: Reasoned<Strength>,
    /// Thresholds of the detectors, by rule.
    pub rules: BTreeMap<Id, RuleThreshold>,
}

/// A value and the reason for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasoned<T> {
    /// The value.
    pub value: T,
    /// Why it was chosen.
    pub reason: String,
}

impl Scales {
    /// Scales under which every link carries everything: what is used where a value could not be read.
    pub fn neutral() -> Self {
        fn full<T>(value: T) -> Reasoned<T> {
            Reasoned { value, reason: String::new() }
        }
        Self {
            alignment: AlignmentMechanism::all().map(|of| (of, full(Strength::FULL))).collect(),
            reference: ReferenceMechanism::all().map(|of| (of, full(Strength::FULL))).collect(),
            coverage: CoverageGround::all().map(|of| (of, full(Strength::FULL))).collect(),
            recorded_coverage: full(Strength::FULL),
            aligned: full(Strength::FULL),
            bridged: full(Strength::FULL),
            hop_limit: full(1),
            set_compatible: full(Strength::FULL),
            step_compatible: full(0),
            step_partial: full(0),
            fold_rows: full(0),
            consensus: full(Strength::FULL),
            one_side: full(Strength::FULL),
            rules: BTreeMap::new(),
        }
    }

    /// The strength of a link that carries compatibility; `None` for conflicts and structure.
    pub fn strength(&self, relation: Relation) -> Option<Strength> {
        match relation {
            Relation::Alignment(mechanism) => {
                self.alignment.iter().find(|(of, _)| *of == mechanism).map(|(_, strength)| strength.value)
            }
            Relation::Reference(mechanism) => {
                self.reference.iter().find(|(of, _)| *of == mechanism).map(|(_, strength)| strength.value)
            }
            _ => None,
        }
    }

    /// The strength with which a framework applies on this ground.
    ///
    /// # Panics
    /// Never for scales that were loaded: the loader refuses scales without a value for each ground.
    pub fn coverage(&self, ground: CoverageGround) -> Strength {
        self.coverage
            .iter()
            .find(|(of, _)| *of == ground)
            .map(|(_, strength)| strength.value)
            .expect("the loader requires a value for each ground")
    }
}
