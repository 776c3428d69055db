//! `GraphML`: ours, told by its data, or that of `NetworkX`, igraph, Gephi, yEd and others.

use std::collections::HashMap;

use roxmltree::{Document, Node, ParsingOptions};

use super::flat::{self, Cell};
use super::given::{Given, Part, Rows, What};
use super::json::Text;
use super::{ImportError, Imported, Options, Place};
use crate::exchange::Table;
use crate::source::{FileId, Files, Span};

/// The most elements, texts and comments of a file.
const MAX_NODES: u32 = 8_000_000;

/// How deep elements may nest.
const MAX_DEPTH: usize = 64;

/// Reads `GraphML`. A document type, and with it any entity of its own, is refused.
///
/// # Errors
/// If the text is no XML, or no `GraphML`.
pub fn graphml(files: Files, options: &Options) -> Result<Imported, ImportError> {
    let read = || {
        let mut all = files.iter();
        let (Some((file, source)), None) = (all.next(), all.next()) else {
            let file = files.iter().nth(1).map_or("input", |(_, file)| file.path()).to_owned();
            return Err(ImportError::Unsuitable { file, message: "one GraphML file is imported at a time".to_owned() });
        };
        let text = source.text();
        let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mark = text.len() - body.len();
        refuse_depth(&files, file, mark, body)?;
        let options_of_xml = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        let document = Document::parse_with_options(body, options_of_xml)
            .map_err(|error| malformed(&files, file, text, mark, &error))?;
        let rows = Xml::new(&files, file, mark, &document)?;
        flat::read(&files, &rows, rows.ours, options)
    };
    let imported = read()?;
    Ok(Imported { inputs: files, ..imported })
}

fn malformed(files: &Files, file: FileId, text: &str, mark: usize, error: &roxmltree::Error) -> ImportError {
    let at = error.pos();
    let lines = text[mark..].split_inclusive('\n').take(usize::try_from(at.row).unwrap_or(1).saturating_sub(1));
    let start = mark + lines.map(str::len).sum::<usize>();
    let column = usize::try_from(at.col).unwrap_or(1).saturating_sub(1);
    let line = text[start..].lines().next().unwrap_or_default();
    let offset = start + line.char_indices().nth(column).map_or(line.len(), |(offset, _)| offset);
    let place = Place { file, span: Span::empty(offset) };
    let message = match error {
        roxmltree::Error::DtdDetected => {
            "a document type is declared here; take the declaration out, with all that its entities stand for"
                .to_owned()
        }
        roxmltree::Error::NodesLimitReached => format!("an XML file of more than {MAX_NODES} nodes is not imported"),
        other => {
            let text = other.to_string();
            format!("not valid XML: {}", text.rsplit_once(" at ").map_or(text.as_str(), |(message, _)| message))
        }
    };
    ImportError::malformed(files, place, message)
}

/// Refuses nesting that no graph needs, before the parser meets it: a rough count of what is open is enough.
fn refuse_depth(files: &Files, file: FileId, mark: usize, body: &str) -> Result<(), ImportError> {
    let bytes = body.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    let skip = |from: usize, end: &str| body[from..].find(end).map_or(bytes.len(), |found| from + found + end.len());
    while let Some(open) = body[at..].find('<').map(|found| at + found) {
        at = match &bytes[open..] {
            [b'<', b'!', b'-', b'-', ..] => skip(open, "-->"),
            rest if rest.starts_with(b"<![CDATA[") => skip(open, "]]>"),
            [b'<', b'!' | b'?', ..] => skip(open, ">"),
            [b'<', b'/', ..] => {
                depth = depth.saturating_sub(1);
                skip(open, ">")
            }
            _ => {
                let end = tag_end(bytes, open);
                depth += usize::from(bytes.get(end.saturating_sub(2)) != Some(&b'/'));
                end
            }
        };
        if depth > MAX_DEPTH {
            let place = Place { file, span: Span::empty(mark + open) };
            return Err(ImportError::malformed(files, place, format!("elements nest more than {MAX_DEPTH} deep here")));
        }
    }
    Ok(())
}

/// After the `>` of a tag: one in quotes does not end it.
fn tag_end(bytes: &[u8], open: usize) -> usize {
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().skip(open) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    bytes.len()
}

/// What a `<key>` declares.
struct Key {
    name: String,
    domain: String,
    default: Option<(String, Place)>,
}

struct Xml<'t, 'd> {
    files: &'t Files,
    file: FileId,
    mark: usize,
    graph: Node<'d, 't>,
    keys: HashMap<&'d str, Key>,
    ours: bool,
}

impl<'t, 'd> Xml<'t, 'd> {
    fn new(files: &'t Files, file: FileId, mark: usize, document: &'d Document<'t>) -> Result<Self, ImportError> {
        let root = document.root_element();
        let graph = root.children().find(|node| node.has_tag_name_anywhere("graph"));
        let Some(graph) = graph.filter(|_| root.tag_name().name() == "graphml") else {
            let path = files.get(file).map_or("input", |file| file.path()).to_owned();
            let message = "is XML, but no GraphML: it must be <graphml> with a <graph> in it".to_owned();
            return Err(ImportError::Unsuitable { file: path, message });
        };
        let mut xml = Self { files, file, mark, graph, keys: HashMap::new(), ours: false };
        for key in root.children().filter(|node| node.has_tag_name_anywhere("key")) {
            let Some(id) = key.attribute("id") else { continue };
            let name = key.attribute("attr.name").unwrap_or(id).to_owned();
            let domain = key.attribute("for").unwrap_or("all").to_owned();
            let default = key.children().find(|node| node.has_tag_name_anywhere("default"));
            let default = default.map(|node| (text_of(node), xml.place(node)));
            xml.keys.insert(id, Key { name, domain, default });
        }
        let cells = xml.cells(graph, "graph");
        xml.ours = cells.iter().any(|(name, text, _)| name == "schema" && text == "interlex/graph/1");
        Ok(xml)
    }

    fn place(&self, node: Node<'d, 't>) -> Place {
        self.range(node.range())
    }

    fn range(&self, range: std::ops::Range<usize>) -> Place {
        Place { file: self.file, span: Span::new(self.mark + range.start, self.mark + range.end) }
    }

    /// The data of an element, and the defaults of those it lacks.
    fn cells(&self, element: Node<'d, 't>, domain: &str) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut there = Vec::new();
        for data in element.children().filter(|node| node.has_tag_name_anywhere("data")) {
            let id = data.attribute("key").unwrap_or_default();
            there.push(id);
            let name = self.keys.get(id).map_or(id, |key| key.name.as_str());
            let inner = data.children().find(Node::is_element);
            // yEd and others draw the label into the data.
            let label =
                inner.and_then(|inner| inner.descendants().find(|node| node.tag_name().name().ends_with("Label")));
            let (name, text, node) = match (inner, label) {
                (None, _) => (name, text_of(data), data),
                (Some(_), Some(label)) => ("label", text_of(label).trim().to_owned(), label),
                (Some(inner), None) => (name, format!("<{}>", inner.tag_name().name()), inner),
            };
            let place = node.children().find(Node::is_text).map_or_else(|| self.place(node), |text| self.place(text));
            if !text.is_empty() {
                cells.push((name.to_owned(), text, place));
            }
        }
        let mut defaults: Vec<(&&str, &Key)> = (self.keys.iter())
            .filter(|(id, key)| (key.domain == domain || key.domain == "all") && !there.contains(id))
            .collect();
        defaults.sort_by_key(|(id, _)| **id);
        let defaults = defaults.into_iter().filter_map(|(_, key)| {
            let (text, place) = key.default.clone()?;
            Some((key.name.clone(), text, place))
        });
        cells.extend(defaults);
        cells
    }

    /// An element's own attributes as cells.
    fn attributes(&self, element: Node<'d, 't>) -> Vec<Cell> {
        let attributes = element.attributes();
        attributes.map(|it| (it.name().to_owned(), it.value().to_owned(), self.range(it.range_value()))).collect()
    }

    fn row(&self, element: Node<'d, 't>, domain: &str, table: Table) -> Result<Given, ImportError> {
        let mut cells = self.attributes(element);
        for cell in self.cells(element, domain) {
            // An element's own id is what links name.
            if let Some(own) = cells.iter().position(|(name, _, _)| *name == cell.0) {
                if cells[own].1 == cell.1 {
                    continue;
                }
                cells.push((format!("data {}", cell.0), cell.1, cell.2));
            } else {
                cells.push(cell);
            }
        }
        // The whole element would be underlined; its start tag is enough.
        let place = cells.first().map_or_else(|| self.place(element), |(_, _, place)| *place);
        if self.ours { flat::shaped(self.files, table, cells, place) } else { Ok(flat::plain(cells, place)) }
    }
}

impl Rows for Xml<'_, '_> {
    fn each(&self, part: Part, take: &mut dyn FnMut(Given) -> Result<(), ImportError>) -> Result<(), ImportError> {
        let elements =
            |name: &'static str| self.graph.descendants().filter(move |node| node.has_tag_name_anywhere(name));
        match part {
            Part::Head => {
                let cells: Vec<Cell> =
                    self.cells(self.graph, "graph").into_iter().filter(|(name, _, _)| name != "sources").collect();
                let place = self.place(self.graph);
                take(if self.ours {
                    flat::shaped(self.files, Table::Graph, cells, place)?
                } else {
                    flat::plain(cells, place)
                })
            }
            Part::Sources => {
                let sources = self.cells(self.graph, "graph").into_iter().find(|(name, _, _)| name == "sources");
                let Some((_, text, place)) = sources.filter(|_| self.ours) else { return Ok(()) };
                let cell = Text::cell(self.files, &text, place);
                let given = cell.given(cell.value()?)?;
                match given.what {
                    What::List(list) => list.into_iter().try_for_each(take),
                    _ => Err(ImportError::malformed(self.files, place, "the sources are a list in JSON")),
                }
            }
            Part::Nodes => elements("node").try_for_each(|node| take(self.row(node, "node", Table::Nodes)?)),
            Part::Links => elements("edge").try_for_each(|edge| take(self.row(edge, "edge", Table::Edges)?)),
        }
    }
}

/// All text in an element.
fn text_of(node: Node<'_, '_>) -> String {
    node.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect()
}

/// Names without their namespaces: half of the programs leave that of `GraphML` out.
trait AnyNamespace {
    fn has_tag_name_anywhere(&self, name: &str) -> bool;
}

impl AnyNamespace for Node<'_, '_> {
    fn has_tag_name_anywhere(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}
