//! Writing a composed map in the DOT language of Graphviz.
//!
//! Cards are HTML-like tables with a port per row, panels are clusters, and our positions are pinned, so that
//! `neato -n2` keeps the composition and only routes the lines. The printer of `graphviz-rust` escapes nothing, so every
//! id and text is quoted here; no attribute holds a link.

use std::collections::BTreeMap;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Port, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::compose::{HEADER_FONT, NOTE_FONT, PANEL_FONT, ROW_FONT, TITLE_FONT};
use super::markup::{escape, number};
use super::palette::{CONFLICT_TINT, INK, MUTED, PAPER, Tie, tones};
use super::scene::{CardBox, Line, Note, Rect, Scene, Standing};
use super::text::clean;

/// The family asked for; Graphviz takes one name.
const FONT: &str = "DejaVu Sans";
/// The port of a card's header.
const HEAD: &str = "head";

/// The map in the DOT language. The same scene gives the same bytes.
pub fn dot(scene: &Scene) -> String {
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(graph_attributes(scene))),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            attribute("shape", plain("plain")),
            attribute("fontname", quoted(FONT)),
            attribute("fontsize", plain(&number(ROW_FONT))),
        ])),
    ];
    for (position, panel) in scene.panels.iter().enumerate() {
        let tones = tones(&panel.id, panel.position);
        let mut inner: Vec<Stmt> = vec![
            Stmt::Attribute(attribute("label", quoted(&panel.heading.join("\n")))),
            Stmt::Attribute(attribute("labeljust", plain("l"))),
            Stmt::Attribute(attribute("fontname", quoted(&format!("{FONT} Bold")))),
            Stmt::Attribute(attribute("fontsize", plain(&number(PANEL_FONT)))),
            Stmt::Attribute(attribute("fontcolor", quoted(tones.strong))),
            Stmt::Attribute(attribute("style", quoted("rounded,filled"))),
            Stmt::Attribute(attribute("color", quoted(tones.strong))),
            Stmt::Attribute(attribute("fillcolor", quoted(tones.ground))),
            Stmt::Attribute(attribute("id", quoted(&format!("panel-{}", panel.id)))),
            Stmt::Attribute(attribute("bb", quoted(&bounds(scene, panel.rect)))),
            Stmt::Attribute(attribute("lp", quoted(&label_place(scene, panel.rect)))),
        ];
        inner
            .extend(scene.cards.iter().filter(|card| card.panel == position).map(|card| Stmt::Node(node(scene, card))));
        stmts.push(Stmt::Subgraph(Subgraph { id: quoted(&format!("cluster_{}", panel.id)), stmts: inner }));
    }
    let ports = ports(scene);
    stmts.extend(scene.lines.iter().filter_map(|line| edge(line, &ports)).map(Stmt::Edge));
    let graph = Graph::DiGraph { id: quoted("interlex"), strict: false, stmts };
    // A printer's context carries state from one graph to the next, so each graph gets its own.
    let mut text = graph.print(&mut PrinterContext::default());
    text.push('\n');
    text
}

fn graph_attributes(scene: &Scene) -> Vec<Attribute> {
    let foot = scene.footer.join("\n");
    vec![
        attribute("label", quoted(&format!("{}\n{}\n{foot}", scene.title, scene.subtitle.join("\n")))),
        attribute("labelloc", plain("b")),
        attribute("fontname", quoted(FONT)),
        attribute("fontsize", plain(&number(TITLE_FONT / 2.0))),
        attribute("fontcolor", quoted(INK)),
        attribute("bgcolor", quoted(PAPER)),
        attribute("charset", quoted("UTF-8")),
        attribute("rankdir", plain("LR")),
        attribute("splines", plain("true")),
        attribute("overlap", plain("true")),
        attribute("outputorder", plain("edgesfirst")),
        attribute("tooltip", quoted(&scene.title)),
    ]
}

/// A panel's area with y upwards, which `neato -n2` needs to draw it.
fn bounds(scene: &Scene, area: Rect) -> String {
    let corners = [area.x, scene.height - area.bottom(), area.right(), scene.height - area.y];
    corners.map(number).join(",")
}

/// The middle of a panel's heading.
fn label_place(scene: &Scene, area: Rect) -> String {
    format!("{},{}", number(area.x + area.width / 2.0), number(scene.height - area.y - PANEL_FONT))
}

fn node(scene: &Scene, card: &CardBox) -> Node {
    let x = card.rect.x + card.rect.width / 2.0;
    let y = scene.height - card.rect.middle();
    Node {
        id: NodeId(quoted(&card.id), None),
        attributes: vec![
            attribute("label", Id::Html(table(scene, card))),
            attribute("id", quoted(&format!("card-{}", card.id))),
            attribute("class", quoted(&card.kind)),
            attribute("tooltip", quoted(&card.tooltip)),
            attribute("pos", quoted(&format!("{},{}!", number(x), number(y)))),
        ],
    }
}

/// A card as an HTML-like table.
fn table(scene: &Scene, card: &CardBox) -> String {
    let (panel, position) = scene.panels.get(card.panel).map_or(("", 0), |panel| (panel.id.as_str(), panel.position));
    let tones = tones(panel, position);
    let (ground, ink) = if card.context { (tones.light, INK) } else { (tones.strong, PAPER) };
    let mut html = format!(
        "<<TABLE BORDER=\"1\" COLOR=\"{}\" BGCOLOR=\"{PAPER}\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">",
        tones.strong,
    );
    let width = card.rect.width - 2.0;
    let heading = format!("<B>{}</B>", escape(&card.heading));
    html.push_str(&cell(HEAD, (ground, ink), HEADER_FONT, (width, card.header - 1.0), &heading));
    for row in &card.rows {
        let mark = match row.standing {
            Standing::InEffect => "",
            Standing::Pending => "○ ",
            Standing::Over => "× ",
        };
        let ground = if row.conflict { CONFLICT_TINT } else { PAPER };
        let label = escape(&format!("{mark}{}", row.label));
        html.push_str(&cell(&port(&row.id), (ground, INK), ROW_FONT, (width, row.rect.height - 0.5), &label));
    }
    for line in note_lines(card) {
        let labels: Vec<&str> = line.iter().map(|note| note.label.as_str()).collect();
        let label = format!("<I>{}</I>", escape(&labels.join(" ")));
        let (name, height) = line.first().map_or((String::new(), 0.0), |note| (port(&note.id), note.rect.height));
        html.push_str(&cell(&name, (PAPER, MUTED), NOTE_FONT, (width, height - 0.5), &label));
    }
    html.push_str("</TABLE>>");
    html
}

/// The institutions of a card, line by line.
fn note_lines(card: &CardBox) -> Vec<&[Note]> {
    card.notes.chunk_by(|a, b| (a.rect.y - b.rect.y).abs() < 0.01).collect()
}

fn cell(port: &str, (ground, ink): (&str, &str), size: f64, area: (f64, f64), content: &str) -> String {
    let (size, width, height) = (number(size), number(area.0.floor()), number(area.1.floor()));
    let cell =
        format!("<TD PORT=\"{port}\" ALIGN=\"LEFT\" BGCOLOR=\"{ground}\" WIDTH=\"{width}\" HEIGHT=\"{height}\">");
    // Graphviz has no padding for one side only: a no-break space stands for the inset.
    format!("<TR>{cell}<FONT COLOR=\"{ink}\" POINT-SIZE=\"{size}\">&#160;{content}&#160;</FONT></TD></TR>")
}

fn port(id: &str) -> String {
    escape(&format!("item-{id}"))
}

/// Where each node is: card and port.
fn ports(scene: &Scene) -> BTreeMap<&str, (&str, String)> {
    let mut ports = BTreeMap::new();
    for card in &scene.cards {
        if let Some(node) = &card.node {
            ports.insert(node.as_str(), (card.id.as_str(), HEAD.to_owned()));
        }
        for row in &card.rows {
            for node in &row.nodes {
                ports.insert(node.as_str(), (card.id.as_str(), port(&row.id)));
            }
        }
        for line in note_lines(card) {
            let name = line.first().map_or_else(String::new, |note| port(&note.id));
            for note in line {
                ports.insert(note.id.as_str(), (card.id.as_str(), name.clone()));
            }
        }
    }
    ports
}

fn edge(line: &Line, ports: &BTreeMap<&str, (&str, String)>) -> Option<Edge> {
    let end = |node: &str| {
        let (card, port) = ports.get(node)?;
        Some(Vertex::N(NodeId(quoted(card), Some(Port(Some(quoted(port)), None)))))
    };
    let stroke = line.tie.stroke();
    let (direction, head) = match line.tie {
        Tie::Conflict => ("both", "dot"),
        Tie::Reference => ("forward", "normal"),
        Tie::Alignment => ("none", "none"),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "opacity is between 0 and 1")]
    let alpha = (stroke.opacity * 255.0).round() as u8;
    Some(Edge {
        ty: EdgeTy::Pair(end(&line.from)?, end(&line.to)?),
        attributes: vec![
            attribute("id", quoted(&format!("link-{}", line.id))),
            attribute("class", quoted(line.tie.as_str())),
            attribute("color", quoted(&format!("{}{alpha:02X}", stroke.colour))),
            attribute("penwidth", plain(&number(stroke.width))),
            attribute("style", plain(if stroke.dash.is_some() { "dashed" } else { "solid" })),
            attribute("dir", plain(direction)),
            attribute("arrowhead", plain(head)),
            attribute("arrowtail", plain(head)),
            attribute("arrowsize", plain("0.5")),
            attribute("tooltip", quoted(&line.tooltip)),
        ],
    })
}

fn attribute(name: &str, value: Id) -> Attribute {
    Attribute(plain(name), value)
}

/// A word of our own that needs no quotes.
fn plain(word: &str) -> Id {
    Id::Plain(word.to_owned())
}

/// Any text, quoted. A line break stays one, every other control character is dropped, and a backslash is doubled, so
/// that Graphviz does not take it for one of its escapes.
fn quoted(text: &str) -> Id {
    let lines: Vec<String> =
        text.split('\n').map(|line| clean(line).replace('\\', "\\\\").replace('"', "\\\"")).collect();
    Id::Escaped(format!("\"{}\"", lines.join("\\n")))
}
