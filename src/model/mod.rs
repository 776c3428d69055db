//! The immutable graph: ids, entities, links, patterns, evidence.
//!
//! The model knows nothing of files, terminals or pictures. A [`Graph`] is built once, by [`crate::load`], and never
//! changes; analyses borrow it. Nodes are sorted by id and links by their ends, so that positions ([`NodeIx`],
//! [`LinkIx`]) do not depend on file order.

mod date;
mod demands;
mod entity;
mod graph;
mod id;
mod kinds;
mod link;
mod relation;
mod rollup;
mod scenario;
mod strength;
mod vocabulary;

pub use date::{DateError, PartialDate, Precision};
pub use demands::{DataFlow, Obligation, ReachClause, RiskClass, Role, RoleSet, SystemProfile, Target, TraitCondition};
pub use entity::{
    Absence, Assessed, Cover, Dates, DefinedTerm, Entity, Evidence, Framework, Institution, Jurisdiction, Liability,
    Node, Patterns, Provision, RiskScheme,
};
pub use graph::{Graph, GraphParts, LinkIx, Meta, NodeIx, Origin, SourceIx};
pub use id::{Id, IdError};
pub use kinds::*;
pub use link::{End, Link, Mapping};
pub use relation::Relation;
pub use scenario::{Change, Scenario};
pub use strength::{Cost, Strength, StrengthError};
pub use vocabulary::{
    Concept, Panel, Reasoned, Region, Regions, RuleText, RuleThreshold, Scales, Source, Subregion, Term, TermSet,
    Vocabularies, Vocabulary,
};
