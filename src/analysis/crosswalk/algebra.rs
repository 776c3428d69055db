//! The part of the algebra of set relations that is sound: what two mappings in a row say for certain.

use crate::model::SetRelation;

/// The relation read from the other end: if A is a subset of B, B is a superset of A.
pub fn converse(relation: SetRelation) -> SetRelation {
    match relation {
        SetRelation::Subset => SetRelation::Superset,
        SetRelation::Superset => SetRelation::Subset,
        same => same,
    }
}

/// What follows for A and C from A's relation to B and B's to C; `None` where several relations are possible.
///
/// Provisions are taken as sets of requirements that are not empty (NIST IR 8477, section 4.3). Subset and superset
/// may be improper: a statement of either does not rule out that the two are equal.
///
/// ```
/// use interlex::analysis::compose;
/// use interlex::model::SetRelation::{Intersects, NotRelated, Subset, Superset};
///
/// assert_eq!(compose(Subset, Subset), Some(Subset));
/// assert_eq!(compose(Superset, Subset), Some(Intersects));
/// assert_eq!(compose(Subset, NotRelated), Some(NotRelated));
/// assert_eq!(compose(Subset, Intersects), None);
/// ```
pub fn compose(first: SetRelation, second: SetRelation) -> Option<SetRelation> {
    use SetRelation::{Equal, Intersects, NotRelated, Subset, Superset};
    match (first, second) {
        (Equal, other) | (other, Equal) => Some(other),
        (Subset, Subset) => Some(Subset),
        (Superset, Superset) => Some(Superset),
        (Subset, NotRelated) | (NotRelated, Superset) => Some(NotRelated),
        (Intersects, Subset) | (Superset, Intersects | Subset) => Some(Intersects),
        (Subset | Intersects | NotRelated, _) | (Superset, NotRelated) => None,
    }
}
