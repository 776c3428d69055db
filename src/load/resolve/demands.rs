//! What frameworks ask of AI systems, from their records.

use super::context::{Context, Place};
use crate::load::records::{FrameworkRecord, ObligationRecord, ReachRecord, RiskClassRecord};
use crate::model::{ConceptKind, Id, Obligation, ReachClause, RiskClass, TermSet};

/// Whom a framework reaches.
pub(super) fn reaches(record: &FrameworkRecord, root: &Place<'_>, context: &mut Context<'_>) -> Vec<ReachClause> {
    let at = root.field("reaches");
    let read = |(position, reach): (usize, &ReachRecord)| {
        let item = at.item(position);
        ReachClause {
            all: traits(&reach.all, &item.field("all"), context),
            who: reach.who.iter().copied().collect(),
            claim: reach.claim.clone(),
            evidence: context.evidence(&reach.evidence, &item.field("evidence")),
        }
    };
    record.reaches.iter().enumerate().map(read).collect()
}

/// What puts a system into a tier; entries whose tier does not exist are reported and left out.
pub(super) fn risk_classes(record: &FrameworkRecord, root: &Place<'_>, context: &mut Context<'_>) -> Vec<RiskClass> {
    let at = root.field("risk_classes");
    let read = |(position, class): (usize, &RiskClassRecord)| {
        let item = at.item(position);
        let tier = tier(record, &class.tier, &item.field("tier"), context);
        let all = traits(&class.all, &item.field("all"), context);
        let provisions = provisions(record, &class.provisions, &item.field("provisions"), context);
        let evidence = context.evidence(&class.evidence, &item.field("evidence"));
        Some(RiskClass { tier: tier?, all, claim: class.claim.clone(), provisions, evidence })
    };
    record.risk_classes.iter().enumerate().filter_map(read).collect()
}

/// What a framework asks; entries whose category does not exist are reported and left out.
pub(super) fn obligations(record: &FrameworkRecord, root: &Place<'_>, context: &mut Context<'_>) -> Vec<Obligation> {
    let at = root.field("obligations");
    let read = |(position, obligation): (usize, &ObligationRecord)| {
        let item = at.item(position);
        let category = context.concept_of(ConceptKind::Obligation, &obligation.category, &item.field("category"));
        let tiers_at = item.field("tiers");
        let tiers = obligation.tiers.iter().enumerate();
        let mut tiers: Vec<usize> =
            tiers.filter_map(|(place, text)| tier(record, text, &tiers_at.item(place), context)).collect();
        tiers.sort_unstable();
        tiers.dedup();
        let read = Obligation {
            who: obligation.who.iter().copied().collect(),
            tiers,
            all: traits(&obligation.all, &item.field("all"), context),
            since: context.date(obligation.since.as_ref(), &item.field("since")),
            until: context.date(obligation.until.as_ref(), &item.field("until")),
            provisions: provisions(record, &obligation.provisions, &item.field("provisions"), context),
            claim: obligation.claim.clone(),
            evidence: context.evidence(&obligation.evidence, &item.field("evidence")),
            category: category?,
        };
        Some(read)
    };
    record.obligations.iter().enumerate().filter_map(read).collect()
}

fn traits(texts: &[String], at: &Place<'_>, context: &mut Context<'_>) -> TermSet {
    context.terms("trait", texts, at, |vocabularies| &vocabularies.traits)
}

/// The position of a tier of the framework's own risk scheme.
fn tier(record: &FrameworkRecord, text: &str, at: &Place<'_>, context: &mut Context<'_>) -> Option<usize> {
    let tiers = record.risk_scheme.as_ref().map_or(&[][..], |scheme| &scheme.tiers);
    let found = tiers.iter().position(|tier| tier == text);
    if found.is_none() {
        let known = tiers.iter().map(String::as_str);
        let otherwise = match tiers {
            [] => format!("`{}` lists no tiers: add them to `risk_scheme.tiers`, highest risk first", record.id),
            tiers => format!("the tiers of `{}` are {}", record.id, tiers.join(", ")),
        };
        context.unknown("tier_unknown", "tier", text, "", at, known, &otherwise);
    }
    found
}

/// Provisions of the framework itself; those that it does not list are reported and left out.
fn provisions(record: &FrameworkRecord, texts: &[String], at: &Place<'_>, context: &mut Context<'_>) -> Vec<Id> {
    let mut found = Vec::with_capacity(texts.len());
    for (position, text) in texts.iter().enumerate() {
        let item = at.item(position);
        let Some(id) = context.id(text, &item) else { continue };
        if record.provisions.iter().any(|provision| provision.id == *text) {
            found.push(id);
            continue;
        }
        // No near name is offered: the next article is as near as the right one.
        let message = format!("`{}` lists no provision `{text}`", record.id);
        let help = "add it to the framework's `provisions`, with its title";
        context.deny("provision_unknown", message, &item, "not listed", help);
    }
    found
}
