//! JSON Lines: one record a line, which says itself what it is.

use serde_json::value::RawValue;

use super::given::{Given, Part, Rows, What};
use super::json::Text;
use super::{ImportError, Imported, Options, Place, native};
use crate::source::Files;

/// Reads the JSON Lines export of this program: records of schema `interlex/graph/1`, in any order, in one file or
/// several.
///
/// # Errors
/// If a line is no JSON object, does not say which record it is, or no line is the record of the data set.
pub fn jsonl(files: Files, options: &Options) -> Result<Imported, ImportError> {
    let read = || native::read(&files, &Lines::new(&files)?, options);
    let imported = read()?;
    Ok(Imported { inputs: files, ..imported })
}

/// The lines of the files, by what they hold.
struct Lines<'t> {
    records: Vec<(Part, Text<'t>, &'t RawValue)>,
}

impl<'t> Lines<'t> {
    fn new(files: &'t Files) -> Result<Self, ImportError> {
        let mut records = Vec::new();
        let mut head: Option<Place> = None;
        for (file, source) in files.iter() {
            let text = Text::file(files, file);
            let body = source.text().strip_prefix('\u{FEFF}').unwrap_or(source.text());
            for line in body.lines().filter(|line| !line.trim().is_empty()) {
                let raw = text.parse(line)?;
                let part = part(text, raw)?;
                if part == Part::Head && head.replace(text.place(raw.get())).is_some() {
                    return Err(text.wrong(raw, "the record of the data set stands twice; delete one"));
                }
                records.push((part, text, raw));
            }
        }
        if head.is_none() {
            let file = files.iter().next().map_or("input", |(_, file)| file.path()).to_owned();
            let message = "has no record of the data set; one line is `{\"record\":\"graph\",\"schema\":\"interlex/graph/1\", …}`";
            return Err(ImportError::Unsuitable { file, message: message.to_owned() });
        }
        Ok(Self { records })
    }
}

/// What a line holds.
fn part(text: Text<'_>, raw: &RawValue) -> Result<Part, ImportError> {
    if !raw.get().starts_with('{') {
        return Err(text.wrong(raw, "each line is an object"));
    }
    let fields = text.fields(raw)?;
    let value = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    let Some(record) = value("record") else {
        let message = "this line does not say what it is with \"record\": \"graph\", \"source\", \"node\" or \"edge\"; a graph of another make is read by `interlex import edges`";
        return Err(text.wrong(raw, message));
    };
    match record.get() {
        "\"graph\"" => match value("schema") {
            Some(schema) if schema.get() == "\"interlex/graph/1\"" => Ok(Part::Head),
            other => Err(text.wrong(other.unwrap_or(raw), "`\"schema\": \"interlex/graph/1\"` is expected")),
        },
        "\"source\"" => Ok(Part::Sources),
        "\"node\"" => Ok(Part::Nodes),
        "\"edge\"" => Ok(Part::Links),
        _ => Err(text.wrong(record, "a record is \"graph\", \"source\", \"node\" or \"edge\"")),
    }
}

impl Rows for Lines<'_> {
    fn each(&self, part: Part, take: &mut dyn FnMut(Given) -> Result<(), ImportError>) -> Result<(), ImportError> {
        for (_, text, raw) in self.records.iter().filter(|(own, _, _)| *own == part) {
            let mut given = text.given(raw)?;
            if let What::Object(fields) = &mut given.what {
                fields.retain(|(key, _)| key != "record");
            }
            take(given)?;
        }
        Ok(())
    }
}
