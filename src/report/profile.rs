//! The six patterns of several subjects, schema `interlex/profile/1`.

use std::io::{self, Write};

use itertools::Itertools as _;
use serde_json::{Map, Value, json};

use super::cells::inert;
use super::cite::Citations;
use super::document::{Block, Document, Text};
use super::structure::{id, lead};
use crate::analysis::{Portrait, Scale, Subject, TermRow, term_rows};
use crate::exchange::evidence_json;
use crate::model::{Component, Graph, Pattern};
use crate::scope::Scope;

const SETS: [Pattern; 3] = [Pattern::Objectives, Pattern::Principles, Pattern::Components];

/// The answer as a document for people: the picture, then each pattern as a table with its sources.
pub fn profile_document(scope: &Scope<'_>, portraits: &[Portrait], picture: String) -> Document {
    let graph = scope.graph();
    let mut cite = Citations::new();
    let names = portraits.iter().map(|portrait| name(graph, portrait)).collect_vec();
    let mut document = Document::new(format!("Governance patterns: {}", names.join(", ")), lead(scope));
    document.blocks.push(Block::Figure { svg: picture, caption: String::new() });
    for portrait in portraits.iter().filter(|portrait| !is_framework(graph, portrait)) {
        let texts = portrait.frameworks.iter().map(|ix| graph.node(*ix).label()).join("; ");
        let texts = if texts.is_empty() { "nothing recorded".to_owned() } else { texts };
        document.paragraph(format!("{} rests on: {texts}", name(graph, portrait)));
    }
    document.heading("Scales");
    let mut columns = vec!["pattern"];
    columns.extend(names.iter().map(String::as_str));
    let row = |scale: Scale| {
        let mut cells = vec![Text::plain(scale.pattern().label())];
        for portrait in portraits {
            cells.push(cited(graph, portrait, scale.pattern(), Text::plain(spread_words(portrait, scale)), &mut cite));
        }
        cells
    };
    document.table(&columns, &[], Scale::ALL.map(row).into());
    for pattern in SETS {
        document.heading(pattern.label());
        let mut rows =
            term_rows(portraits, pattern).iter().map(|row| set_row(graph, portraits, pattern, row)).collect_vec();
        let mut sources = vec![Text::dim("sources")];
        sources.extend(portraits.iter().map(|portrait| {
            let known = portrait.assessed(pattern) > 0;
            let text = Text::plain(if known { "" } else { "not assessed" });
            cited(graph, portrait, pattern, text, &mut cite)
        }));
        rows.push(sources);
        let mut columns = vec!["term"];
        columns.extend(names.iter().map(String::as_str));
        document.table(&columns, &[], rows);
    }
    document.heading("What this does not show");
    document.paragraph("Only what was assessed: a term that a source does not name may be implied by the text. A jurisdiction has what the frameworks recorded for it have together, so that much law looks like many aims. Regions count jurisdictions, whatever their size.");
    document.sources(graph, &cite);
    document
}

/// Adds the evidence of a subject for a pattern.
fn cited<'g>(graph: &'g Graph, portrait: &Portrait, pattern: Pattern, text: Text, cite: &mut Citations<'g>) -> Text {
    let frameworks = portrait.frameworks.iter().filter_map(|ix| graph.node(*ix).framework());
    frameworks.fold(text, |text, framework| text.cited(cite, framework.evidence_for(pattern)))
}

fn is_framework(graph: &Graph, portrait: &Portrait) -> bool {
    matches!(portrait.subject, Subject::Node(ix) if graph.node(ix).framework().is_some())
}

fn name(graph: &Graph, portrait: &Portrait) -> String {
    match &portrait.subject {
        Subject::Node(ix) => graph.node(*ix).label().to_owned(),
        Subject::Area(area) => area.name.clone(),
    }
}

fn subject_id<'p>(graph: &'p Graph, portrait: &'p Portrait) -> &'p str {
    match &portrait.subject {
        Subject::Node(ix) => id(graph, *ix),
        Subject::Area(area) => &area.id,
    }
}

fn kind(graph: &Graph, portrait: &Portrait) -> &'static str {
    match &portrait.subject {
        Subject::Node(ix) => graph.node(*ix).kind().as_str(),
        Subject::Area(_) => "region",
    }
}

fn spread_words(portrait: &Portrait, scale: Scale) -> String {
    let spread = portrait.spread(scale);
    let steps = scale.steps();
    let many = matches!(portrait.subject, Subject::Area(_));
    let on = spread.steps.iter().zip(&steps).filter(|(number, _)| **number > 0);
    let mut parts = on
        .map(|(number, (_, words))| if many { format!("{words} {number}") } else { (*words).to_owned() })
        .collect_vec();
    if spread.not_assessed > 0 {
        parts.push(if many { format!("not assessed {}", spread.not_assessed) } else { "not assessed".to_owned() });
    }
    parts.join(", ")
}

fn set_row(graph: &Graph, portraits: &[Portrait], pattern: Pattern, row: &TermRow) -> Vec<Text> {
    let mut cells = vec![Text::plain(term(graph, pattern, row.position).1)];
    cells.extend(row.named.iter().zip(portraits).map(|(named, portrait)| {
        let assessed = portrait.assessed(pattern);
        Text::plain(match (assessed, &portrait.subject) {
            (0, _) => "not assessed".to_owned(),
            (_, Subject::Area(_)) => format!("{named} of {assessed}"),
            (_, Subject::Node(_)) => if *named > 0 { "yes" } else { "–" }.to_owned(),
        })
    }));
    cells
}

/// Id and words of a term or component.
fn term(graph: &Graph, pattern: Pattern, position: usize) -> (String, String) {
    let vocabularies = graph.vocabularies();
    let vocabulary = match pattern {
        Pattern::Objectives => &vocabularies.objectives,
        Pattern::Principles => &vocabularies.principles,
        _ => {
            let all = [Component::Legal, Component::Organisational, Component::Semantic, Component::Technical];
            let name = all.get(position).map_or("", |component| component.as_str());
            return (name.to_owned(), name.to_owned());
        }
    };
    vocabulary.terms().get(position).map_or_else(Default::default, |term| (term.id.to_string(), term.label.clone()))
}

/// Writes the answer as JSON.
///
/// # Errors
/// If writing fails.
pub fn profile_json(scope: &Scope<'_>, portraits: &[Portrait], out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let terms = SETS.map(|pattern| (pattern, term_rows(portraits, pattern)));
    let subjects = portraits.iter().enumerate().map(|(at, portrait)| {
        let mut patterns = Map::new();
        for scale in Scale::ALL {
            let spread = portrait.spread(scale);
            let steps: Map<String, Value> =
                scale.steps().iter().zip(&spread.steps).map(|((name, _), number)| ((*name).to_owned(), json!(number))).collect();
            let value = json!({"steps": steps, "not_assessed": spread.not_assessed, "evidence": evidence(graph, portrait, scale.pattern())});
            patterns.insert(scale.pattern().as_str().to_owned(), value);
        }
        for (pattern, rows) in &terms {
            let named: Map<String, Value> = (rows.iter().filter(|row| row.named[at] > 0))
                .map(|row| (term(graph, *pattern, row.position).0, json!(row.named[at])))
                .collect();
            let assessed = portrait.assessed(*pattern);
            let value = json!({"named": named, "assessed": assessed, "not_assessed": portrait.members - assessed, "evidence": evidence(graph, portrait, *pattern)});
            patterns.insert(pattern.as_str().to_owned(), value);
        }
        json!({
            "id": subject_id(graph, portrait),
            "name": name(graph, portrait),
            "kind": kind(graph, portrait),
            "members": portrait.members,
            "frameworks": portrait.frameworks.iter().map(|ix| id(graph, *ix)).collect_vec(),
            "patterns": patterns,
        })
    });
    let value = json!({
        "schema": "interlex/profile/1",
        "as_of": scope.day().to_string(),
        "layers": scope.layer_list().map(crate::model::Layer::as_str).collect_vec(),
        "subjects": subjects.collect_vec(),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

/// The evidence for a framework's value; that of jurisdictions is in their frameworks.
fn evidence(graph: &Graph, portrait: &Portrait, pattern: Pattern) -> Value {
    let framework = match portrait.subject {
        Subject::Node(ix) => graph.node(ix).framework(),
        Subject::Area(_) => None,
    };
    framework.map_or(Value::Null, |framework| json!(evidence_json(graph, framework.evidence_for(pattern))))
}

/// Writes a row for each subject and step or term: how many name it or stand there, of how many assessed.
///
/// # Errors
/// If writing fails.
pub fn profile_csv(scope: &Scope<'_>, portraits: &[Portrait], out: &mut dyn Write) -> io::Result<()> {
    let graph = scope.graph();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["subject", "name", "pattern", "value", "count", "assessed", "members"])?;
    for portrait in portraits {
        let mut row = |pattern: Pattern, value: &str, number: usize, assessed: usize| {
            writer.write_record([
                &*inert(subject_id(graph, portrait)),
                &*inert(&name(graph, portrait)),
                pattern.as_str(),
                value,
                &number.to_string(),
                &assessed.to_string(),
                &portrait.members.to_string(),
            ])
        };
        for scale in Scale::ALL {
            let spread = portrait.spread(scale);
            for ((step, _), number) in scale.steps().iter().zip(&spread.steps) {
                row(scale.pattern(), step, *number, portrait.members - spread.not_assessed)?;
            }
        }
        for pattern in SETS {
            for term_row in term_rows(std::slice::from_ref(portrait), pattern) {
                let value = term(graph, pattern, term_row.position).0;
                row(pattern, &value, term_row.named[0], portrait.assessed(pattern))?;
            }
        }
    }
    writer.flush()
}
