//! Writing XML: elements, attributes, escaping, numbers.

use std::fmt::Write as _;

use super::text::clean;

/// An XML document under construction.
#[derive(Debug, Default)]
pub struct Markup {
    out: String,
    open: Vec<&'static str>,
    /// Whether everything stands on one line.
    compact: bool,
}

/// The start tag of an element, open for attributes.
#[derive(Debug)]
pub struct Element<'m> {
    markup: &'m mut Markup,
    name: &'static str,
}

impl Markup {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty document for a page of HTML: without line breaks, and without quotes where HTML needs none.
    pub fn compact() -> Self {
        Self { compact: true, ..Self::default() }
    }

    /// Whether it is for a page of HTML.
    pub fn is_compact(&self) -> bool {
        self.compact
    }

    /// Starts an element. It must be finished with [`Element::empty`], [`Element::open`] or [`Element::content`].
    pub fn element(&mut self, name: &'static str) -> Element<'_> {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        Element { markup: self, name }
    }

    /// Ends the element opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            let _ = write!(self.out, "</{name}>");
            self.line_break();
        }
    }

    /// Text that is markup already.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// The document, with every open element ended.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn indent(&mut self) {
        if !self.compact {
            self.out.extend(std::iter::repeat_n(' ', self.open.len()));
        }
    }

    fn line_break(&mut self) {
        if !self.compact {
            self.out.push('\n');
        }
    }
}

impl Element<'_> {
    /// Adds an attribute; its value is escaped.
    #[must_use]
    pub fn text(self, name: &str, value: &str) -> Self {
        if self.markup.compact && !value.is_empty() && value.chars().all(is_bare) {
            let value = if value == "#FFFFFF" { "#FFF" } else { value };
            let _ = write!(self.markup.out, " {name}={value}");
            return self;
        }
        let _ = write!(self.markup.out, " {name}=\"");
        escape_into(value, &mut self.markup.out);
        self.markup.out.push('"');
        self
    }

    /// Adds an attribute if there is a value.
    #[must_use]
    pub fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, name: &str, value: f64) -> Self {
        let value = if self.markup.compact { short(value) } else { number(value) };
        self.text(name, &value)
    }

    /// Ends the element without content.
    pub fn empty(self) {
        // What has no quotes would take the slash for its own.
        if self.markup.compact && !self.markup.out.ends_with('"') {
            self.markup.out.push(' ');
        }
        self.markup.out.push_str("/>");
        self.markup.line_break();
    }

    /// Leaves the element open for children, until [`Markup::close`].
    pub fn open(self) {
        self.markup.out.push('>');
        self.markup.line_break();
        self.markup.open.push(self.name);
    }

    /// Ends the element with this text as its content; the text is escaped.
    pub fn content(self, text: &str) {
        self.markup.out.push('>');
        escape_into(text, &mut self.markup.out);
        let _ = write!(self.markup.out, "</{}>", self.name);
        self.markup.line_break();
    }
}

/// A number with at most two decimals, without trailing zeros: the same text on every machine.
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A number with at most one decimal: enough on a screen and half the bytes.
pub fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// `text` fit for an XML attribute or content; characters that XML does not allow are dropped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

/// The value of an attribute, in quotes where it needs them.
pub fn attribute(value: &str) -> String {
    if !value.is_empty() && value.chars().all(is_bare) { value.to_owned() } else { format!("\"{}\"", escape(value)) }
}

/// Whether the value of an attribute can have the character without quotes around it.
fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '#' | '-' | '_')
}

/// An address as HTML: a link if it is one of the web, else its text.
pub fn web_link(address: &str) -> String {
    let shown = escape(address);
    if address.starts_with("https://") || address.starts_with("http://") {
        format!("<a href=\"{shown}\" rel=\"noopener noreferrer\">{shown}</a>")
    } else {
        shown
    }
}

fn escape_into(text: &str, out: &mut String) {
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
