//! A scenario: its day and its sources.

use jiff::civil::Date;

use super::context::{Context, Place};
use crate::diagnostic::Diagnostic;
use crate::load::Places;
use crate::load::scenario::{ChangeRecord, ScenarioRecord};
use crate::model::{Change, Graph, Scenario};
use crate::source::{FileId, Files};

/// The scenario as meant. Names of nodes stay as written: whether they fit depends on the day asked about.
pub(in crate::load) fn scenario(
    record: ScenarioRecord,
    graph: &Graph,
    files: &Files,
    out: &mut Vec<Diagnostic>,
) -> Scenario {
    let places = Places::new(files);
    let mut context = Context::new(&places, out);
    context.sources = graph.sources().iter().map(|source| source.id.clone()).collect();
    let root = Place::root(FileId(0), None);
    let evidence = context.evidence(&record.evidence, &root.field("evidence"));
    let day = record.day.as_ref().and_then(|text| day(text, &root.field("day"), &mut context));
    if record.changes.is_empty() {
        let help = "assume something: Add, Drop, Repeal, Adopt or Join";
        let message = "the scenario changes nothing".to_owned();
        context.deny("scenario_empty", message, &root.field("changes"), "no change", help);
    }
    out.append(&mut context.out);
    let changes = record.changes.into_iter().map(change).collect();
    Scenario { title: record.title, summary: record.summary, day, changes, evidence }
}

/// A day, not a month or year: a question is about one day.
fn day(text: &str, at: &Place<'_>, context: &mut Context<'_>) -> Option<Date> {
    let day = text.parse().ok();
    if day.is_none() {
        let message = format!("`{text}` is not a day");
        context.deny("date_invalid", message, at, "not a day", "write the day as YYYY-MM-DD, for example 2024-12-01");
    }
    day
}

fn change(record: ChangeRecord) -> Change {
    match record {
        ChangeRecord::Add { from, to, relation, layers, claim } => {
            Change::Add { from, to, relation, layers: layers.into_iter().collect(), claim }
        }
        ChangeRecord::Drop { from, to } => Change::Drop { from, to },
        ChangeRecord::Repeal { framework } => Change::Repeal { framework },
        ChangeRecord::Adopt { framework } => Change::Adopt { framework },
        ChangeRecord::Join { jurisdiction, framework, act } => Change::Join { jurisdiction, framework, act },
    }
}
