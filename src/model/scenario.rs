//! What might change: a scenario as data.

use std::fmt;

use jiff::civil::Date;

use super::{Act, Evidence, LayerSet, Relation};

/// Changes that are assumed together, to see what follows from them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scenario {
    /// What is assumed, in a few words.
    pub title: String,
    /// What is assumed and why it is worth asking, in a few sentences.
    pub summary: String,
    /// The day on which the changes take effect, unless the question names one.
    pub day: Option<Date>,
    /// The changes. They take effect together: their order does not matter.
    pub changes: Vec<Change>,
    /// What makes the assumption worth asking about.
    pub evidence: Vec<Evidence>,
}

/// One thing that is assumed. Nodes are named as everywhere: by id, name or alias.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A link comes into being.
    Add {
        /// Where it starts.
        from: String,
        /// Where it leads.
        to: String,
        /// An alignment, reference or conflict.
        relation: Relation,
        /// The layers it holds in.
        layers: LayerSet,
        /// What it says, in one line; may be empty.
        claim: String,
    },
    /// Everything between two nodes ends: links, membership, being a party.
    Drop {
        /// The one.
        from: String,
        /// The other.
        to: String,
    },
    /// A framework ceases to apply.
    Repeal {
        /// Which.
        framework: String,
    },
    /// A bill, draft or adopted text enters into force.
    Adopt {
        /// Which.
        framework: String,
    },
    /// A jurisdiction becomes party to a framework.
    Join {
        /// Who.
        jurisdiction: String,
        /// What it joins.
        framework: String,
        /// By which act; `None` for signing where it is a treaty or agreement, for adhering elsewhere.
        act: Option<Act>,
    },
}

impl Change {
    /// The name in exports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Add { .. } => "add",
            Self::Drop { .. } => "drop",
            Self::Repeal { .. } => "repeal",
            Self::Adopt { .. } => "adopt",
            Self::Join { .. } => "join",
        }
    }
}

impl fmt::Display for Change {
    /// As an order, with the names as given: ``repeal `us-eo-14110` ``.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Add { from, to, relation, .. } => write!(f, "add `{from}` – `{to}` ({})", relation.label()),
            Self::Drop { from, to } => write!(f, "drop `{from}` – `{to}`"),
            Self::Repeal { framework } => write!(f, "repeal `{framework}`"),
            Self::Adopt { framework } => write!(f, "adopt `{framework}`"),
            Self::Join { jurisdiction, framework, .. } => write!(f, "let `{jurisdiction}` join `{framework}`"),
        }
    }
}
