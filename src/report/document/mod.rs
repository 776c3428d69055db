//! An answer as a document: headings, paragraphs, lists, tables, pictures and numbered sources, written as text,
//! Markdown or HTML by the writers below. Commands build one document and get every format from it.

mod html;
mod markdown;
mod text;

use std::io::{self, Write};

use crate::model::{Evidence, Graph, Id, NodeIx};

use super::cite::{Citations, Cited};

pub use html::Links;
pub(crate) use html::numbers_html;

/// An answer, ready to be written in any format.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Title.
    pub title: String,
    /// What it is about and rests on, in one line.
    pub lead: String,
    /// The body.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title of a section.
    Heading(String),
    /// Sentences.
    Paragraph(Text),
    /// An entry of a list, with lines that belong to it.
    Item(Text, Vec<Text>),
    /// Names and values.
    Facts(Vec<(String, Text)>),
    /// Rows under column names; columns listed in `right` hold numbers.
    Table {
        /// Column names; none for a table without header.
        columns: Vec<String>,
        /// Positions of the columns that hold numbers.
        right: Vec<usize>,
        /// The rows, as wide as the columns.
        rows: Vec<Vec<Text>>,
    },
    /// Lines of a data file, as they stand there.
    Code(String),
    /// A picture as SVG, shown where the format can, with what it shows in words.
    Figure {
        /// The picture.
        svg: String,
        /// What it shows.
        caption: String,
    },
    /// The sources cited, in the order of their numbers; the address is empty where it was told before.
    Sources(Vec<Cited>),
}

/// A run of spans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Span>);

/// A piece of text with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// As it is.
    Plain(String),
    /// Important.
    Strong(String),
    /// Less important.
    Dim(String),
    /// What a reader must not overlook.
    Warn(String),
    /// The number of a source.
    Cite(usize),
    /// A piece that names something of the graph: where there is a page on it, it leads there.
    About(Subject, Box<Span>),
}

/// What a piece of text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A node.
    Node(NodeIx),
    /// A concept of the method, such as that of a detector.
    Concept(Id),
}

impl Text {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Span::Plain(text.into())])
    }

    /// Less important text.
    pub fn dim(text: impl Into<String>) -> Self {
        Self(vec![Span::Dim(text.into())])
    }

    /// The labels of nodes, separated by `with`, each leading to its node.
    pub fn nodes<'i>(graph: &Graph, nodes: impl IntoIterator<Item = &'i NodeIx>, with: &str) -> Self {
        let spans = nodes.into_iter().map(|node| Span::node(*node, graph.node(*node).label()));
        Self(spans.collect()).separated(with)
    }

    /// The same spans with words between each two.
    #[must_use]
    pub fn separated(self, with: &str) -> Self {
        self.0.into_iter().enumerate().fold(Self::default(), |text, (at, span)| {
            let text = if at == 0 { text } else { text.then(with) };
            text.and(span)
        })
    }

    /// Adds a span.
    #[must_use]
    pub fn and(mut self, span: Span) -> Self {
        self.0.push(span);
        self
    }

    /// Adds plain text.
    #[must_use]
    pub fn then(self, text: impl Into<String>) -> Self {
        self.and(Span::Plain(text.into()))
    }

    /// Adds the numbers of some evidence.
    #[must_use]
    pub fn cited<'g>(mut self, cite: &mut Citations<'g>, evidence: &'g [Evidence]) -> Self {
        for number in cite.numbers(evidence) {
            if !self.0.contains(&Span::Cite(number)) {
                self.0.push(Span::Cite(number));
            }
        }
        self
    }

    /// Adds another text.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

impl Span {
    /// Plain words that lead to a node.
    pub fn node(node: NodeIx, words: impl Into<String>) -> Self {
        Self::Plain(words.into()).about(node)
    }

    /// The same words, leading to a node.
    #[must_use]
    pub fn about(self, node: NodeIx) -> Self {
        Self::About(Subject::Node(node), Box::new(self))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl Document {
    /// A document with its first lines.
    pub fn new(title: impl Into<String>, lead: impl Into<String>) -> Self {
        Self { title: title.into(), lead: lead.into(), blocks: Vec::new() }
    }

    /// Adds a section title.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// Adds sentences.
    pub fn paragraph(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// Adds a list entry.
    pub fn item(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::Item(text.into(), Vec::new()));
    }

    /// Adds a list entry with lines that belong to it.
    pub fn item_with(&mut self, text: impl Into<Text>, below: Vec<Text>) {
        self.blocks.push(Block::Item(text.into(), below));
    }

    /// Adds names and values.
    pub fn facts(&mut self, facts: Vec<(String, Text)>) {
        self.blocks.push(Block::Facts(facts));
    }

    /// Adds lines of a data file.
    pub fn code(&mut self, lines: impl Into<String>) {
        self.blocks.push(Block::Code(lines.into()));
    }

    /// Adds a table.
    pub fn table(&mut self, columns: &[&str], right: &[usize], rows: Vec<Vec<Text>>) {
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        self.blocks.push(Block::Table { columns, right: right.to_vec(), rows });
    }

    /// Adds the list of sources, if any were cited.
    pub fn sources(&mut self, graph: &Graph, cite: &Citations<'_>) {
        self.add_sources(cite.list(graph));
    }

    /// The same with each source named in full once, for documents that cite many places of few sources.
    pub fn sources_once(&mut self, graph: &Graph, cite: &Citations<'_>) {
        self.add_sources(cite.list_once(graph));
    }

    fn add_sources(&mut self, sources: Vec<Cited>) {
        if !sources.is_empty() {
            self.heading("Sources");
            self.blocks.push(Block::Sources(sources));
        }
    }

    /// Writes plain text with ANSI styles.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        text::write(self, out)
    }

    /// Writes Markdown (GitHub's, with footnotes for sources). Pictures are left out.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        markdown::write(self, out)
    }

    /// Writes one self-contained HTML page, pictures included, without scripts or outside references.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_html(&self, out: &mut dyn Write) -> io::Result<()> {
        html::write(self, out)
    }

    /// Writes the title and the body as HTML for a page of a site, where `links` says what leads where. Headings have
    /// ids; the list of sources is left to the site.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_fragment(&self, links: &dyn Links, out: &mut dyn Write) -> io::Result<()> {
        html::fragment(self, links, out)
    }
}
