//! Links between nodes.

use jiff::civil::Date;

use super::{Evidence, Id, LayerSet, MappingRationale, Modality, NodeIx, Origin, PartialDate, Relation, SetRelation};

/// One end of a link: a node, or one provision of a framework.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct End {
    /// The node.
    pub node: NodeIx,
    /// The provision of the framework, where the link is that exact.
    pub provision: Option<Id>,
}

impl From<NodeIx> for End {
    fn from(node: NodeIx) -> Self {
        Self { node, provision: None }
    }
}

/// A relation between two nodes with its layers, standing, validity and evidence.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it starts.
    pub from: End,
    /// Where it leads.
    pub to: End,
    /// How the ends are related.
    pub relation: Relation,
    /// The layers it holds in.
    pub layers: LayerSet,
    /// Whether it exists or is only proposed, recommended or possible.
    pub modality: Modality,
    /// When it began, where known.
    pub since: Option<PartialDate>,
    /// When it ended, where it has.
    pub until: Option<PartialDate>,
    /// What it says, in one line.
    pub claim: String,
    /// Whom a conflict binds.
    pub binds: Vec<NodeIx>,
    /// The set relation of a link between provisions.
    pub mapping: Option<Mapping>,
    /// What it rests on; never empty in data that passes the check.
    pub evidence: Vec<Evidence>,
    /// A remark of the curators.
    pub note: Option<String>,
    /// The file and record it was read from.
    pub origin: Origin,
}

/// How one provision maps to another (NIST IR 8477).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mapping {
    /// The set relation.
    pub set: SetRelation,
    /// How strong the mapping is, 0 to 10.
    pub strength: Option<u8>,
    /// Why they were mapped.
    pub rationale: Option<MappingRationale>,
}

impl Link {
    /// Whether the link holds on `day`. A link without dates holds always.
    pub fn holds_on(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since.has_begun(day)) && self.until.is_none_or(|until| !until.has_ended(day))
    }

    /// Whether a scenario assumes it: no record says so.
    pub fn is_assumed(&self) -> bool {
        self.origin == Origin::ASSUMED
    }

    /// Whether it says that its ends have something to do with each other: a mapping may say that two provisions do not.
    pub fn relates(&self) -> bool {
        self.mapping.is_none_or(|mapping| mapping.set != SetRelation::NotRelated)
    }

    /// The end that is not `node`.
    pub fn other(&self, node: NodeIx) -> NodeIx {
        if self.from.node == node { self.to.node } else { self.from.node }
    }
}
