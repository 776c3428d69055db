//! When things begin and end, as far as their records say.

use crate::model::{Entity, Node, PartialDate};

/// The first date of a framework or institution; `None` for jurisdictions, of which no record says when they were founded.
pub(super) fn first_date(node: &Node) -> Option<PartialDate> {
    let dates = match &node.entity {
        Entity::Framework(it) => [it.dates.proposed, it.dates.adopted, it.dates.in_force],
        Entity::Institution(it) => [it.proposed, it.since, None],
        Entity::Jurisdiction(_) => [None; 3],
    };
    dates.into_iter().flatten().min_by_key(|date| date.first_day())
}

/// The day of repeal, withdrawal or dissolution.
pub(super) fn last_date(node: &Node) -> Option<PartialDate> {
    match &node.entity {
        Entity::Framework(it) => it.dates.ended,
        Entity::Institution(it) => it.until,
        Entity::Jurisdiction(_) => None,
    }
}
