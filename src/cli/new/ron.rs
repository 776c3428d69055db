//! Records as text, laid out as curators write them.

use std::fmt::{Debug, Write as _};

use interlex::model::{EvidenceBasis, Relation};

/// Where something comes from.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub source: String,
    pub at: Option<String>,
    pub find: Option<String>,
    pub basis: EvidenceBasis,
}

impl Evidence {
    /// The same place, as a ground for a conclusion.
    pub fn inferred(&self) -> Self {
        Self { find: None, basis: EvidenceBasis::Inferred, ..self.clone() }
    }

    /// As the value of `evidence`.
    pub fn list(&self) -> String {
        let mut text = format!("[(source: {}", quoted(&self.source));
        for (field, value) in [("at", &self.at), ("find", &self.find)] {
            if let Some(value) = value {
                write!(text, ", {field}: {}", quoted(value)).expect("writing to a string");
            }
        }
        write!(text, ", basis: {:?})]", self.basis).expect("writing to a string");
        text
    }
}

/// A link that starts from the record.
#[derive(Debug, Clone)]
pub struct Link {
    pub relation: Relation,
    pub to: String,
    pub claim: Option<String>,
    pub evidence: Evidence,
}

/// A record that is being written: fields that are empty are left out.
pub struct Record {
    text: String,
}

impl Record {
    /// `Framework(`.
    pub fn new(name: &str) -> Self {
        Self { text: format!("{name}(\n") }
    }

    /// A field whose value is written as it is.
    pub fn raw(mut self, field: &str, value: &str) -> Self {
        writeln!(self.text, "    {field}: {value},").expect("writing to a string");
        self
    }

    /// A text.
    pub fn text(self, field: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.raw(field, &quoted(value)),
            None => self,
        }
    }

    /// A variant.
    pub fn variant<T: Debug>(self, field: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.raw(field, &format!("{value:?}")),
            None => self,
        }
    }

    /// A list of texts.
    pub fn texts(self, field: &str, values: &[String]) -> Self {
        if values.is_empty() { self } else { self.raw(field, &texts(values)) }
    }

    /// A list of variants.
    pub fn variants<T: Debug>(self, field: &str, values: &[T]) -> Self {
        let names: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
        if values.is_empty() { self } else { self.raw(field, &format!("[{}]", names.join(", "))) }
    }

    /// A group of fields, each a line.
    pub fn group(self, field: &str, fields: &[(&str, String)]) -> Self {
        let lines: Vec<String> = fields.iter().map(|(name, value)| format!("        {name}: {value},")).collect();
        if fields.is_empty() { self } else { self.raw(field, &format!("(\n{}\n    )", lines.join("\n"))) }
    }

    /// The links.
    pub fn links(self, links: &[Link]) -> Self {
        let one = |link: &Link| {
            let mut text = format!("        (\n            relation: {:?},\n", link.relation);
            let claim = link.claim.as_deref().map(quoted);
            for (field, value) in
                [("to", Some(quoted(&link.to))), ("claim", claim), ("evidence", Some(link.evidence.list()))]
            {
                if let Some(value) = value {
                    writeln!(text, "            {field}: {value},").expect("writing to a string");
                }
            }
            text + "        ),\n"
        };
        let all: String = links.iter().map(one).collect();
        if links.is_empty() { self } else { self.raw("links", &format!("[\n{all}    ]")) }
    }

    /// The record, without a line end.
    pub fn finish(self) -> String {
        self.text + ")"
    }
}

/// A list of texts on one line.
pub fn texts(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", "))
}

/// A text between quotes.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
