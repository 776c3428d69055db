//! The sources as a bibliography: BibTeX, and CSL-JSON for Zotero, pandoc and others.

use std::io::{self, Write};

use biblatex::{Chunk, Entry, EntryType, Spanned};
use serde_json::{Value, json};

use crate::model::{Graph, PartialDate, Precision, Source, SourceKind};

/// Writes every source as a BibTeX entry, by id.
///
/// Corporate authors and titles stand in double braces, so that styles neither split nor lower them.
///
/// # Errors
/// If writing fails.
pub fn bibtex(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    for source in graph.sources() {
        let text = entry(source).to_bibtex_string().map_err(io::Error::other)?;
        writeln!(out, "{text}\n")?;
    }
    Ok(())
}

fn entry(source: &Source) -> Entry {
    let kind = match source.kind {
        Some(SourceKind::Report) => EntryType::TechReport,
        Some(SourceKind::Article) => EntryType::Article,
        _ => EntryType::Misc,
    };
    let mut entry = Entry::new(source.id.to_string(), kind);
    let mut set = |field: &str, chunk: Chunk| entry.set(field, vec![Spanned::zero(chunk)]);
    set("title", Chunk::Verbatim(source.title.clone()));
    set("author", Chunk::Verbatim(source.issuer.clone()));
    set("url", Chunk::Normal(source.url.clone()));
    if let Some(date) = source.date {
        set("date", Chunk::Normal(date.to_string()));
    }
    if let Some(SourceKind::Report) = source.kind {
        set("institution", Chunk::Verbatim(source.issuer.clone()));
    }
    let accessed = source.accessed.map(|date| format!("Accessed {date}."));
    let note: Vec<String> = source.note.iter().cloned().chain(accessed).collect();
    if !note.is_empty() {
        set("note", Chunk::Normal(note.join(" ")));
    }
    entry
}

/// Writes every source as an item of CSL-JSON 1.0, by id.
///
/// # Errors
/// If writing fails.
pub fn csl_json(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let items: Vec<Value> = graph.sources().iter().map(csl_item).collect();
    serde_json::to_writer_pretty(&mut *out, &items)?;
    writeln!(out)
}

fn csl_item(source: &Source) -> Value {
    let kind = match source.kind {
        Some(SourceKind::Law | SourceKind::Resolution) => "legislation",
        Some(SourceKind::Bill) => "bill",
        Some(SourceKind::Treaty) => "treaty",
        Some(SourceKind::Article) => "article",
        Some(SourceKind::WebPage) => "webpage",
        Some(SourceKind::DataSet) => "dataset",
        Some(SourceKind::Standard) => "standard",
        Some(SourceKind::Report | SourceKind::Policy | SourceKind::Strategy | SourceKind::Guideline) => "report",
        Some(SourceKind::Compact | SourceKind::Declaration) | None => "document",
    };
    let mut item = json!({
        "id": source.id,
        "type": kind,
        "title": source.title,
        "author": [{ "literal": source.issuer }],
        "URL": source.url,
    });
    if let Some(date) = source.date {
        item["issued"] = date_parts(date);
    }
    if let Some(date) = source.accessed {
        item["accessed"] = date_parts(date);
    }
    if let Some(note) = &source.note {
        item["note"] = json!(note);
    }
    item
}

fn date_parts(date: PartialDate) -> Value {
    let day = date.first_day();
    let parts = match date.precision() {
        Precision::Year => json!([day.year()]),
        Precision::Month => json!([day.year(), day.month()]),
        Precision::Day => json!([day.year(), day.month(), day.day()]),
    };
    json!({ "date-parts": [parts] })
}
