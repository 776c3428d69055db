//! A graph folder in the making.

use std::collections::HashSet;

use rayon::prelude::*;

use super::{Counts, ImportError, Options, Record, Value, Written, kebab, write};

/// What `graph.ron` says of a data set, as far as a file says it.
#[derive(Debug, Default)]
pub struct About {
    /// Title.
    pub title: Option<Value>,
    /// Version.
    pub version: Option<Value>,
    /// The date of the data.
    pub as_of: Option<Value>,
    /// Licence, as an SPDX expression.
    pub licence: Option<Value>,
    /// Remarks.
    pub notes: Option<Value>,
}

/// The records of a graph folder, each to be written to the file where it belongs.
#[derive(Debug, Default)]
pub struct Folder {
    texts: Vec<(String, Value)>,
    sources: Vec<Value>,
    jurisdictions: Vec<Value>,
    paths: HashSet<String>,
    counts: Counts,
}

impl Folder {
    /// Adds a document to `sources.ron`.
    pub fn source(&mut self, record: impl Into<Value>) {
        self.counts.sources += 1;
        self.sources.push(record.into());
    }

    /// Adds a framework. `id` must be that of the record: the file is named after it.
    pub fn framework(&mut self, id: &str, record: impl Into<Value>) {
        self.counts.frameworks += 1;
        self.file("frameworks", id, record.into());
    }

    /// Adds an institution. `id` must be that of the record: the file is named after it.
    pub fn institution(&mut self, id: &str, record: impl Into<Value>) {
        self.counts.institutions += 1;
        self.file("institutions", id, record.into());
    }

    /// Adds a row to the table of jurisdictions.
    pub fn jurisdiction(&mut self, record: impl Into<Value>) {
        self.counts.jurisdictions += 1;
        self.jurisdictions.push(record.into());
    }

    /// Counts links that records were given.
    pub fn count_links(&mut self, links: usize) {
        self.counts.links += links;
    }

    fn file(&mut self, folder: &str, id: &str, record: Value) {
        // A second record with an id gets a file of its own all the same: the check finds both.
        let again = (2..).map(|number| format!("{folder}/again-{number}/{id}.ron"));
        let mut paths = std::iter::once(format!("{folder}/{id}.ron")).chain(again);
        let path = paths.find(|path| !self.paths.contains(path)).expect("there are more numbers than records");
        self.paths.insert(path.clone());
        self.texts.push((path, record));
    }

    /// Writes the files, sorted by path, and what the user wants taken over.
    ///
    /// # Errors
    /// If nobody says the date of the data.
    pub fn finish(
        mut self,
        file: &str,
        about: About,
        options: &Options,
        assumptions: &mut Vec<String>,
    ) -> Result<(Vec<(String, Written)>, Counts), ImportError> {
        let graph = graph_record(file, about, options, assumptions)?;
        self.texts.push(("graph.ron".to_owned(), graph.into()));
        if !self.sources.is_empty() {
            self.texts.push(("sources.ron".to_owned(), Value::list(self.sources)));
        }
        if !self.jurisdictions.is_empty() {
            self.texts.push(("jurisdictions/imported.ron".to_owned(), Value::list(self.jurisdictions)));
        }
        let mut texts: Vec<(String, Written)> =
            self.texts.into_par_iter().map(|(path, value)| (path, write(&value))).collect();
        texts.extend(options.shared.iter().map(|(path, text)| (path.clone(), Written::of(text.clone()))));
        texts.sort_by(|a, b| a.0.cmp(&b.0));
        Ok((texts, self.counts))
    }
}

/// The source that stands for the imported file itself: what evidence cites where the file names no better source.
pub fn imported_source(file: &str, options: &Options) -> (String, Record) {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = if name == "<stdin>" { "standard input" } else { name };
    let id = format!("imported-{}", kebab(name));
    let id = id[..id.len().min(crate::model::Id::MAX_LENGTH)].trim_end_matches('-').to_owned();
    let record = Record::named("Source")
        .with("id", Value::text(id.clone()))
        .with("title", Value::text(name))
        .with("issuer", Value::text(options.issuer.as_deref().unwrap_or("not recorded")))
        .with("url", Value::text(options.url.as_deref().unwrap_or_default()))
        .with("kind", Value::variant("DataSet"))
        .with("note", Value::text("The file that the data were imported from"));
    (id, record)
}

fn graph_record(
    file: &str,
    about: About,
    options: &Options,
    assumptions: &mut Vec<String>,
) -> Result<Record, ImportError> {
    let own_date = options.as_of.map(|date| Value::text(date.to_string()));
    let Some(as_of) = own_date.or(about.as_of) else {
        let message = "says no date that its data are of; name one with --as-of YYYY-MM-DD".to_owned();
        return Err(ImportError::Unsuitable { file: file.to_owned(), message });
    };
    let title = options.title.clone().map(Value::text).or(about.title).unwrap_or_else(|| {
        let title = format!("Imported from {}", file.rsplit(['/', '\\']).next().unwrap_or(file));
        assumptions.push(format!("no title is given; the title is \"{title}\""));
        Value::text(title)
    });
    let version = about.version.unwrap_or_else(|| {
        assumptions.push("no version is given; the version is 0.0.0".to_owned());
        Value::text("0.0.0")
    });
    let licence = about.licence.unwrap_or_else(|| {
        assumptions.push("no licence is given; the licence is NOASSERTION: ask before you pass the data on".to_owned());
        Value::text("NOASSERTION")
    });
    Ok(Record::named("Graph")
        .with("title", title)
        .with("version", version)
        .with("as_of", as_of)
        .with("licence", licence)
        .maybe("notes", about.notes))
}
