//! Set theory relationship mappings as CSV (NIST IR 8477), with the columns of the National Online Informative References
//! programme (IR 8278A) or of the Secure Controls Framework, in any order, under lines about the file.

use super::crosswalk::{CROSSWALK, Cited, Crosswalks, FrameworkAt, MappingDraft, Unsayable, one_line};
use super::rows::{self, Row, delimiter, original};
use super::tree::malformed;
use super::{ImportError, Imported, Options, Place};
use crate::model::{FrameworkKind, MappingRationale, SetRelation};
use crate::source::Files;

/// How many lines about the file may stand above the names of columns.
const LEAD: usize = 60;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Document(Side),
    ShortName(Side),
    Element(Side),
    Title(Side),
    Description(Side),
    Relationship,
    Rationale,
    Strength,
    Comments,
    Citations,
}

use Column::{
    Citations, Comments, Description, Document, Element, Rationale, Relationship, ShortName, Strength, Title,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Focal,
    Reference,
}

use Side::{Focal, Reference};

/// Reads a table of mappings.
///
/// # Errors
/// If no line has the names of the columns that a mapping needs.
pub fn strm(files: Files, options: &Options) -> Result<Imported, ImportError> {
    let inputs: Vec<_> = files.iter().map(|(_, file)| file).collect();
    let [file] = inputs[..] else {
        let file = files.iter().next().map(|(_, file)| file.path().to_owned()).unwrap_or_default();
        return Err(ImportError::Unsuitable { file, message: "name one table of mappings at a time".to_owned() });
    };
    let start = if file.text().starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let lead: Vec<&str> = file.text()[start..].lines().take(LEAD).collect();
    let header = lead.iter().find(|line| line.to_lowercase().contains("relationship")).unwrap_or(&"");
    let rows = rows::read(file, start, delimiter(header))?;
    let found = rows.iter().take(LEAD).enumerate().find_map(|(at, row)| Some((at, columns(row)?)));
    let Some((at, columns)) = found else {
        let message = "no line names the columns of a mapping: `Focal Document Element`, `Reference Document Element` and \
                       `Relationship` (or, as the Secure Controls Framework does, `FDE #`, `SCF #` and `STRM Relationship`)";
        return Err(malformed(file, start, message));
    };
    let names: Vec<String> = rows[at].cells.iter().map(|name| name.trim().to_owned()).collect();
    let scf = names.iter().any(|name| normal(name) == "scf id");
    let mut reader = Reader {
        draft: Crosswalks::new(files, options, FrameworkKind::Standard),
        columns,
        names,
        documents: [None, scf.then(|| "Secure Controls Framework".to_owned())],
    };
    for row in &rows[..at] {
        reader.about(row);
    }
    for row in &rows[at + 1..] {
        reader.row(row);
    }
    reader.draft.finish()
}

/// What the columns hold, if this is the line with their names.
fn columns(row: &Row) -> Option<Vec<Option<Column>>> {
    let names: Vec<String> = row.cells.iter().map(|cell| normal(cell)).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    let mut found: Vec<Option<Column>> = Vec::new();
    for name in &names {
        let column = match name.as_str() {
            // Beside a column of numbers it holds the text of the element.
            "focal document element" if has("fde id") => Some(Description(Focal)),
            "strm rationale" if has("nist ir 8477 rational") || has("nist ir 8477 rationale") => None,
            name => HEADINGS.iter().find(|(known, _)| *known == name).map(|(_, column)| *column),
        };
        // Of two columns for one thing the first counts; the other is kept in the note.
        found.push(column.filter(|column| !found.contains(&Some(*column))));
    }
    let needed = [Element(Focal), Element(Reference)];
    needed.iter().all(|column| found.contains(&Some(*column))).then_some(found)
}

/// A heading in lower case, without what stands in brackets, and `id` for `#`.
fn normal(heading: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for letter in heading.chars().flat_map(char::to_lowercase) {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '#' => plain.push_str(" id "),
            letter => plain.push(if letter.is_alphanumeric() { letter } else { ' ' }),
        }
    }
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    words.dedup();
    words.join(" ")
}

struct Reader<'o> {
    draft: Crosswalks<'o>,
    columns: Vec<Option<Column>>,
    names: Vec<String>,
    /// The documents named above the table.
    documents: [Option<String>; 2],
}

impl Reader<'_> {
    /// A line above the table: labels that end in a colon, each before its value.
    fn about(&mut self, row: &Row) {
        let mut cells = row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).peekable();
        while let Some((at, cell)) = cells.next() {
            let place = row.place(self.draft.file, Some(at));
            let Some(label) = cell.trim().strip_suffix(':') else {
                if self.draft.told.title.is_none() {
                    self.draft.told.title = Some(cell.trim().to_owned());
                } else {
                    let cell = cell.trim();
                    self.draft.told.notes.push(cell.to_owned());
                    let reason = "the graph has no field for it";
                    self.draft.lose(place, ("", "above the table"), cell, reason, Some("a note of the graph"));
                }
                continue;
            };
            let Some((_, value)) = cells.next_if(|(_, cell)| !cell.trim().ends_with(':')) else { continue };
            let value = value.trim();
            match normal(label).as_str() {
                "focal document" | "focal document name" => self.documents[0] = Some(value.to_owned()),
                "reference document" | "reference document name" => self.documents[1] = Some(value.to_owned()),
                "informative reference version" => self.draft.told.version = Some(value.to_owned()),
                "informative reference developer" => self.draft.told.issuer = Some(value.to_owned()),
                "published strm url" | "web address" => self.draft.told.url = Some(value.to_owned()),
                _ => {
                    self.draft.told.notes.push(format!("{label}: {value}"));
                    let reason = "the graph has no field for it";
                    self.draft.lose(place, ("", label), value, reason, Some("a note of the graph"));
                }
            }
        }
    }

    fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(column))
    }

    fn cell(&self, row: &Row, column: Column) -> Option<String> {
        row.cell(self.at(column)).map(|cell| original(cell).to_owned())
    }

    fn row(&mut self, row: &Row) {
        let place = Place { file: self.draft.file, span: row.span };
        let elements = [Focal, Reference].map(|side| self.elements(row, side));
        let shown: Vec<String> = elements.iter().map(|ids| ids.join(", ")).collect();
        let item = shown.join(" – ");
        if elements.iter().all(Vec::is_empty) {
            let text = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
            let text = text.collect::<Vec<_>>().join(" ");
            self.draft.lose(place, ("", ""), &text, "a line that names no elements", None);
            return;
        }
        let [from, to] = [Focal, Reference].map(|side| self.ends(row, side));
        if from.is_empty() || to.is_empty() {
            let reason = "a line that names an element on one side only maps nothing";
            self.draft.lose(place, (&item, ""), &item, reason, Some("a provision without this mapping"));
            return;
        }
        let Ok(set) = self.relationship(row, &item) else { return };
        let mut note = Vec::new();
        let rationale = self.rationale(row, &item, &mut note);
        let strength = self.strength(row, &item, &mut note).filter(|_| set.is_some());
        self.others(row, &item, &mut note);
        let claim = match self.cell(row, Comments) {
            Some(text) => one_line(&text),
            None => ("The file maps the two, without a comment".to_owned(), false),
        };
        if claim.1 {
            let text = self.cell(row, Comments).unwrap_or_default();
            let at = row.place(self.draft.file, self.at(Comments));
            self.draft.lose(at, (&item, "Comments"), &text, "a claim has one line", Some("the same in one line"));
        }
        let cited = |address: &str| Cited { address: address.to_owned(), title: None, at: None };
        let evidence: Vec<Cited> =
            self.cell(row, Citations).map(|text| text.split_whitespace().map(cited).collect()).unwrap_or_default();
        for from in &from {
            for to in &to {
                self.draft.link(&MappingDraft {
                    from: from.clone(),
                    to: to.clone(),
                    relation: CROSSWALK,
                    set,
                    strength,
                    rationale: rationale.filter(|_| set.is_some()),
                    layers: Vec::new(),
                    since: None,
                    until: None,
                    claim: claim.0.clone(),
                    note: note.clone(),
                    evidence: evidence.clone(),
                    place,
                });
            }
        }
    }

    /// The elements in a cell; several stand on lines of their own or behind semicolons.
    fn elements(&self, row: &Row, side: Side) -> Vec<String> {
        let cell = self.cell(row, Element(side)).unwrap_or_default();
        let ids = cell.split(['\n', ';']).map(str::trim).filter(|id| !id.is_empty());
        ids.map(str::to_owned).collect()
    }

    fn ends(&mut self, row: &Row, side: Side) -> Vec<(FrameworkAt, Option<String>)> {
        let ids = self.elements(row, side);
        if ids.is_empty() {
            return Vec::new();
        }
        let place = row.place(self.draft.file, self.at(Element(side)));
        let of = self.document(row, side);
        let (title, description) = (self.cell(row, Title(side)), self.cell(row, Description(side)));
        if let (Some(_), Some(text)) = (&title, &description) {
            let at = row.place(self.draft.file, self.at(Description(side)));
            let name = self.at(Description(side)).map(|at| self.names[at].clone()).unwrap_or_default();
            self.draft.lose(at, (&ids.join(", "), &name), text, "a provision has a title and no text", None);
        }
        let title = title.or(description).filter(|_| ids.len() == 1);
        ids.iter().map(|id| (of, Some(self.draft.provision(of, id, id, title.as_deref(), place)))).collect()
    }

    fn document(&mut self, row: &Row, side: Side) -> FrameworkAt {
        let (position, otherwise) = match side {
            Focal => (0, "focal document"),
            Reference => (1, "reference document"),
        };
        let name = self.cell(row, Document(side)).or_else(|| self.documents[position].clone());
        let short = self.cell(row, ShortName(side));
        let wish = short.or_else(|| name.clone()).unwrap_or_else(|| otherwise.to_owned());
        let column = self.at(ShortName(side)).or(self.at(Document(side)));
        let place = row.place(self.draft.file, column);
        if name.is_none() && wish == otherwise {
            let told = format!("the file does not name the {otherwise}; it is called so");
            if !self.draft.assumptions.contains(&told) {
                self.draft.assumptions.push(told);
            }
        }
        self.draft.framework(&wish, &wish, name.as_deref(), place)
    }

    fn relationship(&mut self, row: &Row, item: &str) -> Result<Option<SetRelation>, Unsayable> {
        let Some(text) = self.cell(row, Relationship) else { return Ok(None) };
        let word = normal(
            &text
                .replace('=', " equal ")
                .replace('⊂', " subset ")
                .replace('⊃', " superset ")
                .replace('∩', " intersects "),
        );
        let plain = word.strip_prefix("is ").unwrap_or(&word);
        let plain = plain.strip_prefix("a ").unwrap_or(plain);
        let set = match plain {
            "equal" | "equal to" | "equals" | "is equal to" | "equivalent" | "equivalent to" => SetRelation::Equal,
            "subset" | "subset of" => SetRelation::Subset,
            "superset" | "superset of" => SetRelation::Superset,
            "intersects with" | "intersects" | "intersect" | "intersection" | "intersecting" | "intersect with" => {
                SetRelation::Intersects
            }
            "not related to" | "not related" | "no relationship" | "no relation" | "unrelated" => {
                SetRelation::NotRelated
            }
            _ => {
                let place = row.place(self.draft.file, self.at(Relationship));
                let reason = "not a relationship of NIST IR 8477: subset of, superset of, equal, intersects with, not related to";
                let kept = Some("the two provisions, without a mapping");
                self.draft.lose(place, (item, "Relationship"), &text, reason, kept);
                return Err(Unsayable);
            }
        };
        Ok(Some(set))
    }

    fn rationale(&mut self, row: &Row, item: &str, note: &mut Vec<String>) -> Option<MappingRationale> {
        let text = self.cell(row, Rationale)?;
        let found = MappingRationale::parse(text.trim());
        if found.is_none() {
            self.keep(
                row,
                self.at(Rationale),
                "Rationale",
                &text,
                (item, "not syntactic, semantic or functional"),
                note,
            );
        }
        found
    }

    fn strength(&mut self, row: &Row, item: &str, note: &mut Vec<String>) -> Option<u8> {
        let text = self.cell(row, Strength)?;
        let plain = text.trim().trim_end_matches("/10");
        if matches!(plain.to_lowercase().as_str(), "n/a" | "na" | "-" | "none") {
            return None;
        }
        let found: Option<f64> = plain.parse().ok().filter(|value| (0.0..=10.0).contains(value));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10")]
        let strength = found.map(|value| value.round() as u8);
        if found.is_none_or(|value| value.fract() != 0.0) {
            let reason = "strengths are whole numbers from 0 to 10";
            self.keep(row, self.at(Strength), "Strength of Relationship", &text, (item, reason), note);
        }
        strength
    }

    /// Columns that mean nothing here, such as the baseline of a control.
    fn others(&mut self, row: &Row, item: &str, note: &mut Vec<String>) {
        for at in 0..row.cells.len() {
            let unknown = self.columns.get(at).is_none_or(Option::is_none);
            let Some(text) = row.cell(Some(at)).filter(|_| unknown).map(str::to_owned) else { continue };
            let name = self.names.get(at).filter(|name| !name.is_empty()).cloned();
            let name = name.unwrap_or_else(|| format!("column {}", at + 1));
            self.keep(row, Some(at), &name, &text, (item, "the graph has no field for it"), note);
        }
    }

    fn keep(
        &mut self,
        row: &Row,
        column: Option<usize>,
        name: &str,
        text: &str,
        (item, reason): (&str, &str),
        note: &mut Vec<String>,
    ) {
        let place = row.place(self.draft.file, column);
        note.push(one_line(&format!("{}: {text}", one_line(name).0)).0);
        self.draft.lose(place, (item, name), text, reason, Some("a line of the link's note"));
    }
}

/// Headings as [`normal`] gives them. The first column for a thing counts.
const HEADINGS: [(&str, Column); 58] = [
    ("focal document", Document(Focal)),
    ("focal document name", Document(Focal)),
    ("source document", Document(Focal)),
    ("source framework", Document(Focal)),
    ("focal document short name", ShortName(Focal)),
    ("focal document identifier", ShortName(Focal)),
    ("focal document element", Element(Focal)),
    ("focal document element id", Element(Focal)),
    ("focal document element identifier", Element(Focal)),
    ("focal element", Element(Focal)),
    ("fde", Element(Focal)),
    ("fde id", Element(Focal)),
    ("source id", Element(Focal)),
    ("source control", Element(Focal)),
    ("source control id", Element(Focal)),
    ("source node id", Element(Focal)),
    ("source document element id", Element(Focal)),
    ("fde name", Title(Focal)),
    ("focal document element title", Title(Focal)),
    ("focal document element name", Title(Focal)),
    ("source title", Title(Focal)),
    ("focal document element description", Description(Focal)),
    ("fde description", Description(Focal)),
    ("source description", Description(Focal)),
    ("source document element description", Description(Focal)),
    ("reference document", Document(Reference)),
    ("reference document name", Document(Reference)),
    ("target document", Document(Reference)),
    ("target framework", Document(Reference)),
    ("reference document short name", ShortName(Reference)),
    ("reference document identifier", ShortName(Reference)),
    ("reference document element", Element(Reference)),
    ("reference document element id", Element(Reference)),
    ("reference document element identifier", Element(Reference)),
    ("reference element", Element(Reference)),
    ("rde", Element(Reference)),
    ("rde id", Element(Reference)),
    ("scf id", Element(Reference)),
    ("target id", Element(Reference)),
    ("target control", Element(Reference)),
    ("target control id", Element(Reference)),
    ("target node id", Element(Reference)),
    ("scf control", Title(Reference)),
    ("rde name", Title(Reference)),
    ("reference document element title", Title(Reference)),
    ("target title", Title(Reference)),
    ("target requirement title", Title(Reference)),
    ("reference document element description", Description(Reference)),
    ("secure controls framework control description", Description(Reference)),
    ("target requirement description", Description(Reference)),
    ("relationship", Relationship),
    ("strm relationship", Relationship),
    ("rationale", Rationale),
    ("strm rationale", Rationale),
    ("strength of relationship", Strength),
    ("comments", Comments),
    ("notes", Comments),
    ("citations", Citations),
];
