//! The single files: what the data set is, scales, vocabularies, sources, regions, concepts.

use std::collections::BTreeMap;

use super::context::{Context, Place, origin};
use crate::load::Records;
use crate::load::records::{RegionRecord, ScaleRecord, ScalesRecord, TermRecord, ThresholdRecord};
use crate::model::{
    Concept, Id, JurisdictionKind, Meta, Node, NodeIx, Panel, PartialDate, Reasoned, Region, Regions, RuleText,
    RuleThreshold, Scales, Source, Strength, Subregion, Term, Vocabularies, Vocabulary,
};
use crate::source::FileId;

/// The date of a data set whose own date cannot be read: the first day there is.
fn unknown_date() -> jiff::civil::Date {
    jiff::civil::Date::constant(1, 1, 1)
}

pub(super) fn meta(records: &Records, context: &mut Context<'_>) -> Meta {
    let Some((file, record)) = records.meta.first() else {
        let title = "graph without a readable graph.ron".to_owned();
        return Meta {
            title,
            version: String::new(),
            as_of: unknown_date(),
            licence: String::new(),
            notes: Vec::new(),
        };
    };
    let root = Place::root(*file, None);
    let as_of =
        context.date(Some(&record.as_of), &root.field("as_of")).map_or_else(unknown_date, PartialDate::last_day);
    Meta {
        title: record.title.clone(),
        version: record.version.clone(),
        as_of,
        licence: record.licence.clone(),
        notes: record.notes.clone(),
    }
}

pub(super) fn vocabularies(records: &Records, context: &mut Context<'_>) -> Vocabularies {
    Vocabularies {
        objectives: vocabulary(&records.objectives, context),
        principles: vocabulary(&records.principles, context),
        topics: vocabulary(&records.topics, context),
        traits: vocabulary(&records.traits, context),
    }
}

fn vocabulary(records: &[(FileId, usize, TermRecord)], context: &mut Context<'_>) -> Vocabulary {
    let mut terms = Vec::with_capacity(records.len());
    let mut seen: BTreeMap<Id, (FileId, usize)> = BTreeMap::new();
    for (file, row, record) in records {
        let root = Place::root(*file, Some(*row));
        let at = root.field("id");
        let Some(id) = context.id(&record.id, &at) else { continue };
        if let Some((first_file, first_row)) = seen.get(&id) {
            let first = Place::root(*first_file, Some(*first_row));
            context.duplicate("term", id.as_str(), &at, &first.field("id"));
            continue;
        }
        if seen.len() == Vocabulary::MAX_TERMS {
            let message = format!("a vocabulary has at most {} terms", Vocabulary::MAX_TERMS);
            context.deny(
                "vocabulary_too_large",
                message,
                &at,
                "one too many",
                "merge terms that few frameworks tell apart",
            );
            break;
        }
        seen.insert(id.clone(), (*file, *row));
        let (label, definition) = (record.label.clone(), record.definition.clone());
        terms.push(Term { id, label, definition, origin: origin(*file, Some(*row), None) });
    }
    Vocabulary::new(terms)
}

pub(super) fn sources(records: &Records, context: &mut Context<'_>) -> Vec<Source> {
    let mut sources: BTreeMap<Id, (Source, (FileId, usize))> = BTreeMap::new();
    for (file, row, record) in &records.sources {
        let root = Place::root(*file, Some(*row));
        let at = root.field("id");
        let Some(id) = context.id(&record.id, &at) else { continue };
        if let Some((_, (first_file, first_row))) = sources.get(&id) {
            let first = Place::root(*first_file, Some(*first_row));
            context.duplicate("source id", id.as_str(), &at, &first.field("id"));
            continue;
        }
        let source = Source {
            id: id.clone(),
            title: record.title.clone(),
            issuer: record.issuer.clone(),
            date: context.date(record.date.as_ref(), &root.field("date")),
            url: record.url.clone(),
            kind: record.kind,
            accessed: context.date(record.accessed.as_ref(), &root.field("accessed")),
            note: record.note.clone(),
            origin: origin(*file, Some(*row), None),
        };
        sources.insert(id, (source, (*file, *row)));
    }
    sources.into_values().map(|(source, _)| source).collect()
}

/// Reports once that there is no source at all, instead of once for each citation.
pub(super) fn require_sources(records: &Records, context: &mut Context<'_>) {
    let cites = !records.frameworks.is_empty() || !records.institutions.is_empty();
    context.sources_absent = records.sources.is_empty();
    if let (true, true, Some((file, _))) = (cites, context.sources_absent, records.meta.first()) {
        let root = Place::root(*file, None);
        let message = "the graph has no sources.ron, or none of its sources can be read".to_owned();
        let help = "list the documents that records cite in sources.ron, beside graph.ron";
        context.deny("source_unknown", message, &root.field("title"), "every citation is lost", help);
    }
}

pub(super) fn concepts(records: &Records, context: &mut Context<'_>) -> Vec<Concept> {
    let mut concepts: BTreeMap<Id, (Concept, (FileId, usize))> = BTreeMap::new();
    for (file, row, record) in &records.concepts {
        let root = Place::root(*file, Some(*row));
        let at = root.field("id");
        let Some(id) = context.id(&record.id, &at) else { continue };
        if let Some((_, (first_file, first_row))) = concepts.get(&id) {
            let first = Place::root(*first_file, Some(*first_row));
            context.duplicate("concept id", id.as_str(), &at, &first.field("id"));
            continue;
        }
        let answers_at = root.field("answers");
        let answers = record.answers.iter().enumerate();
        let answers = answers.filter_map(|(position, text)| context.id(text, &answers_at.item(position))).collect();
        let concept = Concept {
            id: id.clone(),
            kind: record.kind,
            title: record.title.clone(),
            layer: record.layer,
            summary: record.summary.clone(),
            answers,
            evidence: context.evidence(&record.evidence, &root.field("evidence")),
            origin: origin(*file, Some(*row), None),
        };
        concepts.insert(id, (concept, (*file, *row)));
    }
    for (file, row, record) in &records.concepts {
        let root = Place::root(*file, Some(*row));
        let answers_at = root.field("answers");
        for (position, text) in record.answers.iter().enumerate() {
            if !concepts.contains_key(text.as_str()) {
                let known = concepts.keys().map(Id::as_str);
                let otherwise = "add it to graph/concepts/, or correct the id";
                context.unknown("concept_unknown", "concept", text, "", &answers_at.item(position), known, otherwise);
            }
        }
    }
    concepts.into_values().map(|(concept, _)| concept).collect()
}

/// Panels and sub-regions; the named regions follow when the jurisdictions are known.
pub(super) fn panels(records: &Records, context: &mut Context<'_>) -> Regions {
    let Some((file, record)) = records.regions.first() else { return Regions::default() };
    let root = Place::root(*file, None);
    let panels_at = root.field("panels");
    let panels: Vec<Panel> = (record.panels.iter().enumerate())
        .filter_map(|(position, panel)| {
            let item = panels_at.item(position);
            let id = context.id(&panel.id, &item.field("id"))?;
            Some(Panel { id, name: panel.name.clone() })
        })
        .collect();
    let subregions_at = root.field("subregions");
    let mut subregions = Vec::new();
    for (position, subregion) in record.subregions.iter().enumerate() {
        let item = subregions_at.item(position);
        let Some(id) = context.id(&subregion.id, &item.field("id")) else { continue };
        let Some(panel) = panels.iter().find(|panel| panel.id.as_str() == subregion.panel) else {
            let known = panels.iter().map(|panel| panel.id.as_str());
            let otherwise = "panels are listed in the same file";
            context.unknown("region_unknown", "panel", &subregion.panel, "", &item.field("panel"), known, otherwise);
            continue;
        };
        let (name, m49) = (subregion.name.clone(), subregion.m49.clone());
        subregions.push(Subregion { id, name, m49, panel: panel.id.clone() });
    }
    subregions.sort_by(|a, b| a.id.cmp(&b.id));
    Regions { subregions, panels, regions: Vec::new() }
}

/// The named regions with their members.
pub(super) fn regions(records: &Records, known: &Regions, nodes: &[Node], context: &mut Context<'_>) -> Vec<Region> {
    let Some((file, record)) = records.regions.first() else { return Vec::new() };
    let root = Place::root(*file, None);
    let list = root.field("regions");
    let mut regions = Vec::new();
    for (position, region) in record.regions.iter().enumerate() {
        let item = list.item(position);
        let Some(id) = context.id(&region.id, &item.field("id")) else { continue };
        let subregions_at = item.field("subregions");
        for (at, text) in region.subregions.iter().enumerate() {
            if !known.subregions.iter().any(|subregion| subregion.id.as_str() == text) {
                let ids = known.subregions.iter().map(|subregion| subregion.id.as_str());
                let otherwise = "sub-regions are listed in the same file";
                context.unknown("region_unknown", "sub-region", text, "", &subregions_at.item(at), ids, otherwise);
            }
        }
        let include = context.node_list(&region.include, &item.field("include"));
        let exclude = context.node_list(&region.exclude, &item.field("exclude"));
        let members = members(region, nodes, &include, &exclude);
        regions.push(Region { id, name: region.name.clone(), aliases: region.aliases.clone(), members });
    }
    regions.sort_by(|a, b| a.id.cmp(&b.id));
    regions
}

fn members(region: &RegionRecord, nodes: &[Node], include: &[NodeIx], exclude: &[NodeIx]) -> Vec<NodeIx> {
    (0u32..)
        .map(NodeIx)
        .zip(nodes)
        .filter(|(ix, node)| {
            let Some(jurisdiction) = node.jurisdiction() else { return false };
            let in_subregion = jurisdiction
                .subregion
                .as_ref()
                .is_some_and(|subregion| region.subregions.iter().any(|id| id == subregion.as_str()));
            let whole = matches!(jurisdiction.kind, JurisdictionKind::Country | JurisdictionKind::Territory)
                && (region.all || region.g77.is_some_and(|g77| g77 == jurisdiction.g77) || in_subregion);
            (whole || include.contains(ix)) && !exclude.contains(ix)
        })
        .map(|(ix, _)| ix)
        .collect()
}

pub(super) fn scales(records: &Records, context: &mut Context<'_>) -> Scales {
    match records.scales.first() {
        Some((file, record)) => scales_of(record, &Place::root(*file, None), context),
        None => Scales::neutral(),
    }
}

fn scales_of(record: &ScalesRecord, root: &Place<'_>, context: &mut Context<'_>) -> Scales {
    let fallback = Scales::neutral();
    Scales {
        alignment: ladder(&record.alignment, &fallback.alignment, &root.field("alignment"), context),
        reference: ladder(&record.reference, &fallback.reference, &root.field("reference"), context),
        coverage: ladder(&record.coverage, &fallback.coverage, &root.field("coverage"), context),
        recorded_coverage: strength(&record.recorded_coverage, &root.field("recorded_coverage"), context),
        aligned: strength(&record.aligned, &root.field("aligned"), context),
        bridged: strength(&record.bridged, &root.field("bridged"), context),
        hop_limit: count(&record.hop_limit, &root.field("hop_limit"), context),
        set_compatible: strength(&record.set_compatible, &root.field("set_compatible"), context),
        step_compatible: count(&record.step_compatible, &root.field("step_compatible"), context),
        step_partial: count(&record.step_partial, &root.field("step_partial"), context),
        fold_rows: count(&record.fold_rows, &root.field("fold_rows"), context),
        consensus: strength(&record.consensus, &root.field("consensus"), context),
        one_side: strength(&record.one_side, &root.field("one_side"), context),
        rules: rule_thresholds(record, &root.field("rules"), context),
    }
}

fn rule_thresholds(record: &ScalesRecord, at: &Place<'_>, context: &mut Context<'_>) -> BTreeMap<Id, RuleThreshold> {
    let mut thresholds = BTreeMap::new();
    for (position, row) in record.rules.iter().enumerate() {
        let item = at.item(position);
        let Some(id) = context.id(&row.rule, &item.field("rule")) else { continue };
        let (medium, high, reason) = (row.medium, row.high, row.reason.clone());
        if !medium.is_finite() || !high.is_finite() {
            let message = "a threshold is a number".to_owned();
            context.deny("strength_out_of_range", message, &item.field("medium"), "out of range", "");
        }
        if thresholds.insert(id.clone(), RuleThreshold { medium, high, reason }).is_some() {
            let first = record.rules.iter().position(|other| other.rule == row.rule).unwrap_or(position);
            context.duplicate("rule threshold", id.as_str(), &item.field("rule"), &at.item(first).field("rule"));
        }
    }
    thresholds
}

/// The texts of the detectors.
pub(super) fn rules(records: &Records, context: &mut Context<'_>) -> Vec<RuleText> {
    let mut rules: BTreeMap<Id, (RuleText, FileId)> = BTreeMap::new();
    for (file, record) in &records.rules {
        let root = Place::root(*file, None);
        let at = root.field("id");
        let Some(id) = context.id(&record.id, &at) else { continue };
        context.expect_stem(&id, &at);
        if let Some((_, first)) = rules.get(&id) {
            context.duplicate("rule id", id.as_str(), &at, &Place::root(*first, None).field("id"));
            continue;
        }
        let text = RuleText {
            id: id.clone(),
            measures: record.measures.clone(),
            unit: record.unit,
            worse: record.worse,
            shows_not: record.shows_not.clone(),
            needs: record.needs.clone(),
            example: record.example.clone(),
            origin: origin(*file, None, None),
        };
        rules.insert(id, (text, *file));
    }
    rules.into_values().map(|(text, _)| text).collect()
}

/// One strength for each variant, in declaration order.
fn ladder<K: Copy + PartialEq + std::fmt::Display>(
    records: &[ScaleRecord<K>],
    expected: &[(K, Reasoned<Strength>)],
    at: &Place<'_>,
    context: &mut Context<'_>,
) -> Vec<(K, Reasoned<Strength>)> {
    let mut values: Vec<(K, Reasoned<Strength>)> = Vec::with_capacity(expected.len());
    for (of, neutral) in expected {
        let mut found = records.iter().enumerate().filter(|(_, record)| record.of == *of);
        let Some((position, record)) = found.next() else {
            context.deny(
                "scale_incomplete",
                format!("no strength is given for \"{of}\""),
                at,
                "this list",
                "add a line with its strength and the reason",
            );
            values.push((*of, neutral.clone()));
            continue;
        };
        if let Some((again, _)) = found.next() {
            context.duplicate("scale entry", &of.to_string(), &at.item(again), &at.item(position));
        }
        let item = at.item(position);
        let value = strength_value(record.strength, &item.field("strength"), context);
        values.push((*of, Reasoned { value, reason: record.reason.clone() }));
    }
    values
}

fn strength(record: &ThresholdRecord, at: &Place<'_>, context: &mut Context<'_>) -> Reasoned<Strength> {
    let value = strength_value(record.value, &at.field("value"), context);
    Reasoned { value, reason: record.reason.clone() }
}

fn strength_value(value: f64, at: &Place<'_>, context: &mut Context<'_>) -> Strength {
    Strength::new(value).unwrap_or_else(|error| {
        context.deny(
            "strength_out_of_range",
            error.to_string(),
            at,
            "out of range",
            "1 carries everything over; 0 would be no link at all",
        );
        Strength::FULL
    })
}

fn count(record: &ThresholdRecord, at: &Place<'_>, context: &mut Context<'_>) -> Reasoned<usize> {
    const MOST: f64 = 1_000_000.0;
    let whole = record.value.fract() == 0.0 && (0.0..=MOST).contains(&record.value);
    if !whole {
        let message = format!("{} is not a whole number from 0 to {MOST}", record.value);
        let help = "counts are written as whole numbers, such as 4";
        context.deny("strength_out_of_range", message, &at.field("value"), "out of range", help);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be whole and in range")]
    let value = if whole { record.value as usize } else { 0 };
    Reasoned { value, reason: record.reason.clone() }
}
