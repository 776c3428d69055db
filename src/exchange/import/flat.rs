//! Rows with cells, as tables and `GraphML` have them, in the shape of the JSON export.

use super::given::{Given, Rows, What};
use super::json::Text;
use super::{ImportError, Imported, Options, Place, foreign, native};
use crate::exchange::{ColumnKind, Table};
use crate::source::Files;

/// A cell that is not empty: the column, the text, where it stands.
pub(super) type Cell = (String, String, Place);

/// The graph of the rows: ours, or one of another make, which it is also if a mapping file says how to read it.
pub(super) fn read(files: &Files, rows: &dyn Rows, ours: bool, options: &Options) -> Result<Imported, ImportError> {
    if ours && options.map.is_none() { native::read(files, rows, options) } else { foreign::read(files, rows, options) }
}

/// A row as an object, each cell a text under the name of its column.
pub(super) fn plain(cells: Vec<Cell>, place: Place) -> Given {
    let fields = cells.into_iter().map(|(name, text, place)| (name, Given { what: What::Text(text), place }));
    Given { what: What::Object(fields.collect()), place }
}

/// A row of one of our own tables in the shape of the JSON export. Cells of unknown columns stay texts.
pub(super) fn shaped(files: &Files, table: Table, cells: Vec<Cell>, place: Place) -> Result<Given, ImportError> {
    let mut fields = Vec::new();
    for (name, text, place) in cells {
        let kind = table.columns().iter().find(|column| column.name == name).map(|column| column.kind);
        let what = match kind {
            Some(ColumnKind::List) => {
                let entries = text.split(';').map(str::trim).filter(|entry| !entry.is_empty());
                What::List(entries.map(|entry| Given { what: What::Text(entry.to_owned()), place }).collect())
            }
            Some(ColumnKind::Json) => {
                let cell = Text::cell(files, &text, place);
                cell.given(cell.value()?)?.what
            }
            Some(ColumnKind::Number) => What::Number(text),
            Some(ColumnKind::Bool) if text == "true" || text == "false" => What::Truth(text == "true"),
            _ => What::Text(text),
        };
        fields.push((name, Given { what, place }));
    }
    let mut row = Row { fields, place };
    match table {
        Table::Nodes => row.nest_node(),
        Table::Edges => row.nest_link(),
        Table::Graph | Table::Sources => {}
    }
    Ok(Given { what: What::Object(row.fields), place })
}

/// The fields of a row.
struct Row {
    fields: Vec<(String, Given)>,
    place: Place,
}

impl Row {
    fn take(&mut self, name: &str) -> Option<Given> {
        let at = self.fields.iter().position(|(field, _)| field == name)?;
        Some(self.fields.remove(at).1)
    }

    /// Puts fields into an object of their own, each under its new name, if any of them is there.
    fn nest(&mut self, into: &str, names: &[(&str, &str)]) {
        let taken = names.iter().filter_map(|(name, inner)| Some(((*inner).to_owned(), self.take(name)?)));
        let fields: Vec<(String, Given)> = taken.collect();
        self.put(into, fields);
    }

    fn put(&mut self, name: &str, fields: Vec<(String, Given)>) {
        if let Some((_, first)) = fields.first() {
            let place = first.place;
            self.fields.push((name.to_owned(), Given { what: What::Object(fields), place }));
        }
    }

    fn nest_node(&mut self) {
        self.nest("dates", &["proposed", "adopted", "in_force", "ended"].map(|name| (name, name)));
        let patterns = ["objectives", "principles", "approach", "binding", "integration", "components"];
        let mut found = Vec::new();
        for name in patterns {
            let is_set = matches!(name, "objectives" | "principles" | "components");
            let evidence = format!("{name}_evidence");
            let inner = if is_set { "values" } else { "value" };
            if is_set && self.fields.iter().any(|(field, _)| *field == evidence) {
                self.default_list(name);
            }
            self.nest("", &[(name, inner), (&evidence, "evidence")]);
            found.extend(self.take("").map(|given| (name.to_owned(), given)));
        }
        self.put("patterns", found);
        self.nest("", &[("regulator_model", "value"), ("regulator_model_evidence", "evidence")]);
        let model = self.take("").map(|given| ("regulator_model".to_owned(), given));
        let codes: Vec<Given> = ["iso2", "iso3"].into_iter().filter_map(|name| self.take(name)).collect();
        let mut place: Vec<(String, Given)> = Vec::new();
        if let Some(first) = codes.first() {
            let at = first.place;
            place.push(("iso".to_owned(), Given { what: What::List(codes), place: at }));
        }
        let names = ["m49", "g77", "absences"];
        place.extend(names.into_iter().filter_map(|name| Some((name.to_owned(), self.take(name)?))));
        place.extend(model);
        self.put("place", place);
    }

    /// An empty list where a cell is empty: evidence beside it says that somebody looked and found none.
    fn default_list(&mut self, name: &str) {
        if !self.fields.iter().any(|(field, _)| field == name) {
            let given = Given { what: What::List(Vec::new()), place: self.place };
            self.fields.push((name.to_owned(), given));
        }
    }

    fn nest_link(&mut self) {
        for (end, provision, into) in [("source", "source_provision", "from"), ("target", "target_provision", "to")] {
            let provision = self.take(provision);
            let Some(mut given) = self.take(end) else { continue };
            if let (What::Text(node), Some(provision)) = (&mut given.what, provision.as_ref().and_then(Given::scalar)) {
                node.push('#');
                node.push_str(provision);
            }
            self.fields.push((into.to_owned(), given));
        }
        let mapping = [("mapping_set", "set"), ("mapping_strength", "strength"), ("mapping_rationale", "rationale")];
        self.nest("mapping", &mapping);
    }
}
