//! The environment and labour lenses in words and as JSON.

use itertools::Itertools;
use serde_json::{Value, json};

use super::{concept_json, mark};
use crate::analysis::lens::{CoverRow, EnvironmentLens, LabourLens};
use crate::exchange::evidence_json;
use crate::model::{BindingStep, Concept, FrameworkKind, Graph, Modality, NodeIx};
use crate::report::cite::Citations;
use crate::report::document::{Document, Span, Text};
use crate::scope::Scope;

/// The words for entries that name a measure but no stage, and the other way round.
const NO_STAGE: &str = "No stage named";
const NO_MEASURE: &str = "No measure named";

pub(super) fn add_environment<'g>(
    scope: &Scope<'g>,
    lens: &EnvironmentLens<'g>,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let graph = scope.graph();
    document.heading("Environment: value chain against metrics and indicators");
    document.paragraph(Text::dim(
        "How many instruments name the stage and the measure together; in brackets those that are only proposed. A dash \
         means that none is recorded, not that none exists.",
    ));
    let stages = || lens.stages.iter().copied().map(Some).chain([None]);
    let measures = || lens.measures.iter().copied().map(Some).chain([None]);
    let header = std::iter::once("Stage").chain(measures().map(|it| it.map_or(NO_MEASURE, |it| it.title.as_str())));
    let rows = stages().map(|stage| {
        let cells = measures().map(|measure| count(&lens.cell(stage, measure)));
        std::iter::once(stage.map_or(NO_STAGE, |it| it.title.as_str()).into()).chain(cells).collect()
    });
    let columns: Vec<usize> = (1..=lens.measures.len() + 1).collect();
    document.table(&header.collect::<Vec<_>>(), &columns, rows.collect());
    document.paragraph(summary(graph, lens));
    document.heading("Environment: the instruments, by stage");
    for stage in stages() {
        let below: Vec<Text> = measures()
            .filter_map(|measure| {
                let rows = lens.cell(stage, measure);
                let title = measure.map_or(NO_MEASURE, |it| it.title.as_str());
                (!rows.is_empty()).then(|| instruments(scope, title, &rows, cite))
            })
            .collect();
        let title = stage.map_or(NO_STAGE, |it| it.title.as_str()).to_owned();
        if !below.is_empty() {
            document.item_with(Text::default().and(Span::Strong(title)), below);
        } else if stage.is_some() {
            document.item(Text::default().and(Span::Strong(title)).then(": no instrument recorded"));
        }
    }
}

/// How many cells of a stage and a measure hold anything in effect, and how much that is.
fn summary(graph: &Graph, lens: &EnvironmentLens<'_>) -> String {
    let framework = |row: &CoverRow<'_>| graph.node(row.framework).framework();
    let report = |row: &CoverRow<'_>| framework(row).is_some_and(|it| it.kind == FrameworkKind::Report);
    let binding = |row: &CoverRow<'_>| {
        framework(row).and_then(|it| it.patterns.binding.as_ref()).is_some_and(|it| it.value == BindingStep::Binding)
    };
    let (mut all, mut some, mut beyond, mut bound) = (0, 0, 0, 0);
    for (stage, measure) in lens.stages.iter().cartesian_product(&lens.measures) {
        let mut rows = lens.cell(Some(stage), Some(measure));
        rows.retain(|row| row.standing == Modality::Existing);
        all += 1;
        some += usize::from(!rows.is_empty());
        beyond += usize::from(rows.iter().any(|row| !report(row)));
        bound += usize::from(rows.iter().any(|row| binding(row)));
    }
    format!(
        "Of {all} cells of a stage and a measure {some} hold an instrument in effect, {beyond} one that is more than a \
         report, {bound} one that binds."
    )
}

/// How many instruments a cell holds: in effect, and only proposed.
fn count(rows: &[&CoverRow<'_>]) -> Text {
    let of = |standing: fn(Modality) -> bool| {
        rows.iter().filter(|row| standing(row.standing)).map(|row| row.framework).unique().count()
    };
    match (of(|it| it == Modality::Existing), of(|it| it != Modality::Existing)) {
        (0, 0) => Text::dim("–"),
        (existing, 0) => existing.to_string().into(),
        (existing, proposed) => format!("{existing} ({proposed})").into(),
    }
}

/// One line: what is named, by which instruments, with marks and sources.
fn instruments<'g>(scope: &Scope<'g>, title: &str, rows: &[&CoverRow<'g>], cite: &mut Citations<'g>) -> Text {
    let mut text = Text::plain(format!("{title}: "));
    for (position, row) in rows.iter().enumerate() {
        if position > 0 {
            text = text.then("; ");
        }
        text = instrument(scope, row, cite).0.into_iter().fold(text, Text::and);
    }
    text
}

fn instrument<'g>(scope: &Scope<'g>, row: &CoverRow<'g>, cite: &mut Citations<'g>) -> Text {
    let graph = scope.graph();
    let node = graph.node(row.framework);
    let kind = node.framework().map_or("", |framework| framework.kind.label());
    let mut text = Text::plain(node.label()).and(Span::Dim(format!(" ({})", kind.to_lowercase())));
    if row.standing != Modality::Existing {
        text = text.and(Span::Warn(format!(" {}", mark(scope, row.framework, row.standing))));
    }
    if !row.applies_in.is_empty() {
        let places = crate::report::gaps::names(graph, &row.applies_in, 3);
        text = text.and(Span::Dim(format!(", applies in {places}")));
    }
    text.cited(cite, &row.cover.evidence)
}

pub(super) fn add_labour<'g>(
    scope: &Scope<'g>,
    lens: &LabourLens<'g>,
    cite: &mut Citations<'g>,
    document: &mut Document,
) {
    let graph = scope.graph();
    document.heading("Labour: protections and the instruments that name them");
    document.paragraph(Text::dim("A dash means that no instrument is recorded, not that none exists."));
    let rows = lens.protections.iter().map(|protection| {
        let naming = lens.naming(protection);
        let here = |row: &&CoverRow<'_>| row.standing == Modality::Existing && !row.applies_in.is_empty();
        let elsewhere = |row: &&CoverRow<'_>| row.standing == Modality::Existing && row.applies_in.is_empty();
        let proposed = |row: &&CoverRow<'_>| row.standing != Modality::Existing;
        let column = |rows: Vec<&CoverRow<'g>>, cite: &mut Citations<'g>| {
            if rows.is_empty() {
                return Text::dim("–");
            }
            let mut text = Text::default();
            for (position, row) in rows.iter().enumerate() {
                let label = graph.node(row.framework).label();
                text = text.then(if position > 0 { format!("; {label}") } else { label.to_owned() });
                text = text.cited(cite, &row.cover.evidence);
            }
            text
        };
        vec![
            protection.title.as_str().into(),
            column(naming.iter().copied().filter(here).collect(), cite),
            column(naming.iter().copied().filter(elsewhere).collect(), cite),
            column(naming.iter().copied().filter(proposed).collect(), cite),
        ]
    });
    let rows = rows.collect();
    document.table(&["Protection", "Applies here", "In effect elsewhere", "Proposed"], &[], rows);
    let silent = lens.protections.iter().filter(|it| lens.naming(it).is_empty()).map(|it| it.title.as_str()).join("; ");
    if !silent.is_empty() {
        document.paragraph(format!("Named by no recorded instrument: {silent}."));
    }
}

fn rows_json(scope: &Scope<'_>, rows: &[CoverRow<'_>]) -> Vec<Value> {
    let graph = scope.graph();
    let id = |ix: &NodeIx| graph.node(*ix).id.as_str();
    rows.iter()
        .map(|row| {
            json!({
                "framework": id(&row.framework),
                "status": graph.status_on(row.framework, scope.day()),
                "what": row.cover.what,
                "standing": row.standing,
                "applies_in": row.applies_in.iter().map(id).collect::<Vec<_>>(),
                "evidence": evidence_json(graph, &row.cover.evidence),
            })
        })
        .collect()
}

fn concepts_json(concepts: &[&Concept]) -> Vec<Value> {
    concepts.iter().map(|concept| concept_json(concept)).collect()
}

pub(super) fn environment_json(scope: &Scope<'_>, lens: &EnvironmentLens<'_>) -> Value {
    let graph = scope.graph();
    let mut cells = Vec::new();
    for stage in lens.stages.iter().copied().map(Some).chain([None]) {
        for measure in lens.measures.iter().copied().map(Some).chain([None]) {
            let rows = lens.cell(stage, measure);
            let frameworks = rows.iter().map(|row| graph.node(row.framework).id.as_str()).unique();
            cells.push(json!({
                "stage": stage.map(|it| &it.id),
                "measure": measure.map(|it| &it.id),
                "frameworks": frameworks.collect::<Vec<_>>(),
            }));
        }
    }
    json!({
        "topic": "environment",
        "stages": concepts_json(&lens.stages),
        "measures": concepts_json(&lens.measures),
        "cells": cells,
        "covers": rows_json(scope, &lens.rows),
    })
}

pub(super) fn labour_json(scope: &Scope<'_>, lens: &LabourLens<'_>) -> Value {
    let graph = scope.graph();
    let protections = lens.protections.iter().map(|protection| {
        let naming = lens.naming(protection);
        let frameworks = naming.iter().map(|row| graph.node(row.framework).id.as_str()).unique().collect::<Vec<_>>();
        json!({ "protection": concept_json(protection), "frameworks": frameworks })
    });
    json!({
        "topic": "labour",
        "protections": protections.collect::<Vec<_>>(),
        "covers": rows_json(scope, &lens.rows),
    })
}
