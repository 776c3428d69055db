//! When things begin and end, as far as their records say.

use crate::model::{Entity, InstitutionStatus, Node, PartialDate};

/// The first date of a framework or institution, and the founding of a bloc.
pub(super) fn first_date(node: &Node) -> Option<PartialDate> {
    let dates = match &node.entity {
        Entity::Framework(it) => [it.dates.proposed, it.dates.adopted, it.dates.in_force],
        Entity::Institution(it) => [it.proposed, it.since, None],
        Entity::Jurisdiction(it) => [None, it.since, None],
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

/// The status of what is over without a word on since when, in lower case.
pub(super) fn undated_end(node: &Node) -> Option<String> {
    let status = match &node.entity {
        Entity::Framework(it) if it.status.is_over() && it.dates.ended.is_none() => it.status.label(),
        Entity::Institution(it) if it.status == InstitutionStatus::Dissolved && it.until.is_none() => it.status.label(),
        _ => return None,
    };
    Some(status.to_lowercase())
}
