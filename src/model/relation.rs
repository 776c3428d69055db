//! How two nodes are related, and what that is worth.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Act, AlignmentMechanism, ConflictKind, ReferenceMechanism};

/// How two nodes are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
pub enum Relation {
    /// Brought into line with each other; symmetric.
    Alignment(AlignmentMechanism),
    /// The first leans on the second.
    Reference(ReferenceMechanism),
    /// Pull apart; symmetric.
    Conflict(ConflictKind),
    /// A framework was issued by an institution or jurisdiction.
    IssuedBy,
    /// A framework applies in a jurisdiction, or an institution works there.
    AppliesIn,
    /// A text of an issuing body is addressed to the members of a jurisdiction.
    AddressedTo,
    /// A jurisdiction is party to a framework.
    PartyTo(Act),
    /// A jurisdiction or institution is a member of a bloc or institution.
    MemberOf,
    /// An institution is part of another.
    PartOf,
    /// An institution oversees a framework, or AI in a jurisdiction.
    Oversees,
    /// An institution develops a framework.
    Develops,
}

impl Relation {
    /// The relation in exports, without its mechanism.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alignment(_) => "alignment",
            Self::Reference(_) => "reference",
            Self::Conflict(_) => "conflict",
            Self::IssuedBy => "issued_by",
            Self::AppliesIn | Self::AddressedTo => "applies_in",
            Self::PartyTo(_) => "party_to",
            Self::MemberOf | Self::PartOf => "member_of",
            Self::Oversees => "oversees",
            Self::Develops => "develops",
        }
    }

    /// The mechanism, kind or act in exports, where the relation has one.
    pub fn mechanism(self) -> Option<&'static str> {
        match self {
            Self::Alignment(mechanism) => Some(mechanism.as_str()),
            Self::Reference(mechanism) => Some(mechanism.as_str()),
            Self::Conflict(kind) => Some(kind.as_str()),
            Self::PartyTo(act) => Some(act.as_str()),
            Self::AddressedTo => Some("addressed"),
            Self::PartOf => Some("part_of"),
            _ => None,
        }
    }

    /// The words shown to people, mechanism first where there is one.
    pub fn label(self) -> String {
        match self {
            Self::Alignment(mechanism) => mechanism.label().to_owned(),
            Self::Reference(mechanism) => mechanism.label().to_owned(),
            Self::Conflict(kind) => format!("conflict: {}", kind.label()),
            Self::IssuedBy => "issued by".to_owned(),
            Self::AppliesIn => "applies in".to_owned(),
            Self::AddressedTo => "addressed to".to_owned(),
            Self::PartyTo(act) => act.label().to_owned(),
            Self::MemberOf => "member of".to_owned(),
            Self::PartOf => "part of".to_owned(),
            Self::Oversees => "oversees".to_owned(),
            Self::Develops => "develops".to_owned(),
        }
    }

    /// Whether a path may walk the link: alignment and reference carry compatibility, nothing else does.
    pub fn carries(self) -> bool {
        matches!(self, Self::Alignment(_) | Self::Reference(_))
    }

    /// Whether this is a conflict.
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::Conflict(_))
    }

    /// Whether the relation says how frameworks relate (alignment, reference, conflict) rather than who made what.
    pub fn is_substantive(self) -> bool {
        self.carries() || self.is_conflict()
    }
}
