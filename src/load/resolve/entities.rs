//! Nodes from their records.

use enumset::EnumSet;

use super::Declared;
use super::context::{Context, Place, origin};
use super::demands;
use crate::load::Records;
use crate::load::records::{
    DatesRecord, FrameworkRecord, InstitutionRecord, JurisdictionRecord, LiabilityRecord, PatternsRecord, SetRecord,
    ValueRecord,
};
use crate::model::{
    Absence, Assessed, Cover, Dates, DefinedTerm, Entity, Framework, Id, Institution, Jurisdiction, JurisdictionKind,
    Liability, Modality, Node, Patterns, Provision, Regions, RiskScheme, TermSet, Vocabularies, Vocabulary,
};
use crate::source::FileId;

pub(super) fn node(declared: Declared, records: &Records, regions: &Regions, context: &mut Context<'_>) -> Node {
    let node = read(declared, records, regions, context);
    if node.name.trim().is_empty() {
        let root = Place::root(FileId(node.origin.file), node.origin.record.map(|row| row as usize));
        let message = format!("`name` of `{}` is blank", node.id);
        context.deny("missing_field", message, &root.field("name"), "no name", "write the name as the source has it");
    }
    node
}

fn read(declared: Declared, records: &Records, regions: &Regions, context: &mut Context<'_>) -> Node {
    match declared {
        Declared::Framework(at) => {
            let (file, record) = &records.frameworks[at];
            framework(record, &Place::root(*file, None), context).from(origin(*file, None, None))
        }
        Declared::Institution(at) => {
            let (file, record) = &records.institutions[at];
            institution(record, &Place::root(*file, None), context).from(origin(*file, None, None))
        }
        Declared::Jurisdiction(at) => {
            let (file, row, record) = &records.jurisdictions[at];
            let root = Place::root(*file, Some(*row));
            jurisdiction(record, &root, regions, context).from(origin(*file, Some(*row), None))
        }
    }
}

/// A node without its origin.
struct Unplaced(Node);

impl Unplaced {
    fn from(self, origin: crate::model::Origin) -> Node {
        Node { origin, ..self.0 }
    }
}

fn declared_id(text: &str) -> Id {
    Id::new(text).expect("only records with a valid id are declared")
}

fn framework(record: &FrameworkRecord, root: &Place<'_>, context: &mut Context<'_>) -> Unplaced {
    let risk_scheme = record.risk_scheme.as_ref().map(|scheme| RiskScheme {
        basis: scheme.basis.clone(),
        tiers: scheme.tiers.clone(),
        evidence: context.evidence(&scheme.evidence, &root.field("risk_scheme").field("evidence")),
    });
    let terms_at = root.field("terms");
    let terms = (record.terms.iter().enumerate())
        .map(|(position, term)| DefinedTerm {
            term: term.term.clone(),
            definition: term.definition.clone(),
            evidence: context.evidence(&term.evidence, &terms_at.item(position).field("evidence")),
        })
        .collect();
    let framework = Framework {
        kind: record.kind,
        issuers: context.node_list(&record.issuers, &root.field("issuers")),
        jurisdictions: context.node_list(&record.jurisdictions, &root.field("jurisdictions")),
        addressed_to: context.node_list(&record.addressed_to, &root.field("addressed_to")),
        layers: record.layers.iter().copied().collect(),
        topics: topics(&record.topics, root, context),
        status: record.status,
        dates: dates(&record.dates, &root.field("dates"), context),
        patterns: patterns(&record.patterns, &root.field("patterns"), context),
        risk_scheme,
        liability: liability(&record.liability, &root.field("liability"), context),
        terms,
        covers: covers(record, root, context),
        reaches: demands::reaches(record, root, context),
        risk_classes: demands::risk_classes(record, root, context),
        obligations: demands::obligations(record, root, context),
        provisions: provisions(record, root, context),
        exempt: record.exempt.clone(),
    };
    Unplaced(Node {
        id: declared_id(&record.id),
        name: record.name.clone(),
        short: record.short.clone(),
        aliases: record.aliases.clone(),
        entity: Entity::Framework(Box::new(framework)),
        evidence: context.evidence(&record.evidence, &root.field("evidence")),
        notes: record.notes.clone(),
        origin: crate::model::Origin::default(),
    })
}

fn institution(record: &InstitutionRecord, root: &Place<'_>, context: &mut Context<'_>) -> Unplaced {
    let jurisdiction = record.jurisdiction.as_deref();
    let parent = record.parent.as_deref();
    let institution = Institution {
        kind: record.kind,
        role: record.role.clone(),
        jurisdiction: jurisdiction.and_then(|id| context.node(id, &root.field("jurisdiction"))),
        parent: parent.and_then(|id| context.node(id, &root.field("parent"))),
        layers: record.layers.iter().copied().collect(),
        topics: topics(&record.topics, root, context),
        status: record.status,
        proposed: context.date(record.proposed.as_ref(), &root.field("proposed")),
        since: context.date(record.since.as_ref(), &root.field("since")),
        until: context.date(record.until.as_ref(), &root.field("until")),
    };
    Unplaced(Node {
        id: declared_id(&record.id),
        name: record.name.clone(),
        short: record.short.clone(),
        aliases: record.aliases.clone(),
        entity: Entity::Institution(institution),
        evidence: context.evidence(&record.evidence, &root.field("evidence")),
        notes: record.notes.clone(),
        origin: crate::model::Origin::default(),
    })
}

fn jurisdiction(
    record: &JurisdictionRecord,
    root: &Place<'_>,
    regions: &Regions,
    context: &mut Context<'_>,
) -> Unplaced {
    let subregion = record.m49.as_deref().and_then(|text| {
        let found = regions.subregions.iter().find(|subregion| subregion.id.as_str() == text);
        if found.is_none() {
            let known = regions.subregions.iter().map(|subregion| subregion.id.as_str());
            let otherwise = "sub-regions are listed in regions.ron";
            context.unknown("region_unknown", "sub-region", text, "", &root.field("m49"), known, otherwise);
        }
        found
    });
    let own_panel = record.region.as_deref().and_then(|text| {
        let found = regions.panels.iter().find(|panel| panel.id.as_str() == text);
        if found.is_none() {
            let known = regions.panels.iter().map(|panel| panel.id.as_str());
            let otherwise = "panels are listed in regions.ron";
            context.unknown("region_unknown", "panel", text, "", &root.field("region"), known, otherwise);
        }
        found.map(|panel| &panel.id)
    });
    let panel = own_panel.or(subregion.map(|subregion| &subregion.panel)).cloned();
    if panel.is_none()
        && record.m49.is_none()
        && record.region.is_none()
        && record.kind != JurisdictionKind::SubNational
    {
        let message = format!("`{}` has neither an M49 sub-region nor a panel", record.id);
        context.deny(
            "region_missing",
            message,
            &root.field("id"),
            "drawn nowhere",
            "countries take `m49`, blocs and groups take `region`",
        );
    }
    let absences_at = root.field("absences");
    let absences = (record.absences.iter().enumerate())
        .map(|(position, absence)| Absence {
            layer: absence.layer,
            lacks: absence.lacks.clone(),
            evidence: context.evidence(&absence.evidence, &absences_at.item(position).field("evidence")),
        })
        .collect();
    let jurisdiction = Jurisdiction {
        kind: record.kind,
        iso: record.iso.clone(),
        parent: record.parent.as_deref().and_then(|id| context.node(id, &root.field("parent"))),
        subregion: subregion.map(|subregion| subregion.id.clone()),
        panel: panel.unwrap_or_else(|| Id::new("international").expect("a valid id")),
        g77: record.g77,
        since: context.date(record.since.as_ref(), &root.field("since")),
        regulator_model: value(record.regulator_model.as_ref(), &root.field("regulator_model"), context),
        absences,
        liability: liability(&record.liability, &root.field("liability"), context),
    };
    Unplaced(Node {
        id: declared_id(&record.id),
        name: record.name.clone(),
        short: record.short.clone(),
        aliases: record.aliases.clone(),
        entity: Entity::Jurisdiction(Box::new(jurisdiction)),
        evidence: context.evidence(&record.evidence, &root.field("evidence")),
        notes: record.notes.clone(),
        origin: crate::model::Origin::default(),
    })
}

fn topics(texts: &[String], root: &Place<'_>, context: &mut Context<'_>) -> TermSet {
    context.terms("topic", texts, &root.field("topics"), |vocabularies| &vocabularies.topics)
}

fn dates(record: &DatesRecord, at: &Place<'_>, context: &mut Context<'_>) -> Dates {
    Dates {
        proposed: context.date(record.proposed.as_ref(), &at.field("proposed")),
        adopted: context.date(record.adopted.as_ref(), &at.field("adopted")),
        in_force: context.date(record.in_force.as_ref(), &at.field("in_force")),
        ended: context.date(record.ended.as_ref(), &at.field("ended")),
    }
}

fn patterns(record: &PatternsRecord, at: &Place<'_>, context: &mut Context<'_>) -> Patterns {
    let objectives = record.objectives.as_ref();
    let principles = record.principles.as_ref();
    let components = record.components.as_ref().map(|set| Assessed {
        value: set.values.iter().copied().collect::<EnumSet<_>>(),
        evidence: context.evidence(&set.evidence, &at.field("components").field("evidence")),
    });
    Patterns {
        objectives: terms(objectives, "objective", &at.field("objectives"), context, |all| &all.objectives),
        principles: terms(principles, "principle", &at.field("principles"), context, |all| &all.principles),
        approach: value(record.approach.as_ref(), &at.field("approach"), context),
        binding: value(record.binding.as_ref(), &at.field("binding"), context),
        integration: value(record.integration.as_ref(), &at.field("integration"), context),
        components,
    }
}

fn terms(
    record: Option<&SetRecord<String>>,
    what: &str,
    at: &Place<'_>,
    context: &mut Context<'_>,
    which: fn(&Vocabularies) -> &Vocabulary,
) -> Option<Assessed<TermSet>> {
    let record = record?;
    let value = context.terms(what, &record.values, &at.field("values"), which);
    Some(Assessed { value, evidence: context.evidence(&record.evidence, &at.field("evidence")) })
}

fn value<T: Copy>(record: Option<&ValueRecord<T>>, at: &Place<'_>, context: &mut Context<'_>) -> Option<Assessed<T>> {
    let record = record?;
    Some(Assessed { value: record.value, evidence: context.evidence(&record.evidence, &at.field("evidence")) })
}

fn liability(records: &[LiabilityRecord], at: &Place<'_>, context: &mut Context<'_>) -> Vec<Liability> {
    (records.iter().enumerate())
        .map(|(position, record)| Liability {
            regime: record.regime,
            scope: record.scope.clone(),
            matters: context.concept_list(&record.matters, &at.item(position).field("matters")),
            modality: record.modality.unwrap_or(Modality::Existing),
            evidence: context.evidence(&record.evidence, &at.item(position).field("evidence")),
        })
        .collect()
}

fn covers(record: &FrameworkRecord, root: &Place<'_>, context: &mut Context<'_>) -> Vec<Cover> {
    let at = root.field("covers");
    (record.covers.iter().enumerate())
        .map(|(position, cover)| Cover {
            what: context.concept_list(&cover.what, &at.item(position).field("what")),
            evidence: context.evidence(&cover.evidence, &at.item(position).field("evidence")),
        })
        .collect()
}

fn provisions(record: &FrameworkRecord, root: &Place<'_>, context: &mut Context<'_>) -> Vec<Provision> {
    let at = root.field("provisions");
    let mut provisions: Vec<(usize, Provision)> = Vec::with_capacity(record.provisions.len());
    for (position, provision) in record.provisions.iter().enumerate() {
        let item = at.item(position);
        let Some(id) = context.id(&provision.id, &item.field("id")) else { continue };
        if let Some((first, _)) = provisions.iter().find(|(_, known)| known.id == id) {
            context.duplicate("provision", id.as_str(), &item.field("id"), &at.item(*first).field("id"));
            continue;
        }
        provisions.push((position, Provision { id, title: provision.title.clone() }));
    }
    provisions.into_iter().map(|(_, provision)| provision).collect()
}
