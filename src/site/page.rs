//! The frame of every page: head, navigation, foot; and where things lead.

use crate::model::{Entity, Evidence, Graph, NodeIx};
use crate::render::markup::{attribute, escape};
use crate::report::{Cited, Document, Links, Subject, numbers_html};

use super::{Site, SiteFile};

/// Styles and scripts, as they stand in the folder `assets`.
const ASSETS: [(&str, &str); 9] = [
    ("site.css", include_str!("assets/site.css")),
    ("site.js", include_str!("assets/site.js")),
    ("engine.js", include_str!("assets/engine.js")),
    ("state.js", include_str!("assets/state.js")),
    ("filters.js", include_str!("assets/filters.js")),
    ("map.js", include_str!("assets/map.js")),
    ("path.js", include_str!("assets/path.js")),
    ("compare.js", include_str!("assets/compare.js")),
    ("search.js", include_str!("assets/search.js")),
];

/// What a page may load: files of the site, and pictures that its scripts make.
const POLICY: &str = "default-src 'self';img-src data: blob:;base-uri 'none'";

pub(super) fn assets() -> Vec<SiteFile> {
    let file = |(name, text): (&str, &str)| SiteFile { path: format!("assets/{name}"), text: text.to_owned() };
    ASSETS.into_iter().map(file).collect()
}

/// The page on a node, from the folder of the site.
pub(super) fn address(graph: &Graph, ix: NodeIx) -> String {
    let node = graph.node(ix);
    let folder = match &node.entity {
        Entity::Framework(_) => "framework",
        Entity::Institution(_) => "institution",
        Entity::Jurisdiction(_) => "jurisdiction",
    };
    format!("{folder}/{}.html", node.id)
}

/// A page of the site: from it, addresses are counted.
pub(super) struct Here<'s, 'g> {
    site: &'s Site<'g>,
    path: String,
    /// The way from the page to the folder of the site.
    up: &'static str,
}

impl<'s, 'g> Here<'s, 'g> {
    pub(super) fn new(site: &'s Site<'g>, path: impl Into<String>) -> Self {
        let path = path.into();
        let up = if path.contains('/') { "../" } else { "" };
        Self { site, path, up }
    }

    /// The address of another page.
    pub(super) fn to(&self, path: &str) -> String {
        let own = self.path.split_once('/').map(|(folder, _)| folder);
        match path.split_once('/') {
            Some((folder, name)) if own == Some(folder) => name.to_owned(),
            _ => format!("{}{path}", self.up),
        }
    }

    /// A link to the page on a node, with its label or its name.
    pub(super) fn node(&self, ix: NodeIx, name: bool) -> String {
        let node = self.site.scope.graph().node(ix);
        let words = if name { node.name.as_str() } else { node.label() };
        self.link(&address(self.site.scope.graph(), ix), words)
    }

    /// A link to another page.
    pub(super) fn link(&self, path: &str, words: &str) -> String {
        format!("<a href={}>{}</a>", attribute(&self.to(path)), escape(words))
    }

    /// The numbers of some evidence, which the script makes links of.
    pub(super) fn cite(&self, evidence: &[Evidence]) -> String {
        numbers_html(&self.site.numbers.of_all(evidence))
    }

    /// A document as the body of this page.
    pub(super) fn body(&self, document: &Document) -> String {
        let mut out = Vec::new();
        document.write_fragment(self, &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("documents are text")
    }

    /// The finished page.
    pub(super) fn finish(self, title: &str, scripts: &[&str], body: &str) -> SiteFile {
        let up = self.up;
        let mut text = String::with_capacity(body.len() + 1500);
        // End tags and quotes that HTML allows to leave out are left out: there are some eight hundred pages.
        text.push_str("<!doctype html>\n<html lang=en>\n<meta charset=utf-8>");
        text.push_str("<meta name=viewport content=\"width=device-width\">");
        text.push_str(&format!("<meta http-equiv=Content-Security-Policy content=\"{POLICY}\">"));
        text.push_str(&format!("<title>{}</title>", escape(title)));
        text.push_str(&format!("<link rel=stylesheet href={up}assets/site.css>"));
        for script in scripts {
            text.push_str(&format!("<script src={up}assets/{script} defer></script>"));
        }
        // The navigation is the same on every page, so a script writes it; without, the contents lead on.
        text.push_str("\n<body><header>");
        text.push_str(&format!(
            "<a class=home href={up}index.html>interlex</a> <a href={up}about.html#contents>Contents</a><script src={up}assets/site.js></script></header>\n<main>\n"
        ));
        text.push_str(body);
        text.push_str("</main>\n");
        if up.is_empty() {
            let day = self.site.scope.day();
            text.push_str(&format!(
                "<footer>Data as of {day}. A research aid, not legal advice. <a href=about.html>Method and licence</a></footer>\n"
            ));
        }
        SiteFile { path: self.path, text }
    }
}

impl Links for Here<'_, '_> {
    fn subject(&self, subject: &Subject) -> Option<String> {
        match subject {
            Subject::Node(ix) => Some(self.to(&address(self.site.scope.graph(), *ix))),
            Subject::Concept(id) => {
                let rule = self.site.scope.graph().rule(id.as_str());
                rule.map(|rule| self.to(&format!("rule/{}.html", rule.id)))
            }
        }
    }

    fn citation(&self, cited: &Cited) -> usize {
        self.site.numbers.of(&cited.evidence)
    }
}

/// A table with a caption. Cells are HTML already; `attributes` stand in each row.
pub(super) struct Table<'t> {
    pub caption: &'t str,
    pub id: &'t str,
    pub columns: &'t [&'t str],
    pub rows: Vec<(String, Vec<String>)>,
}

impl Table<'_> {
    pub(super) fn html(&self) -> String {
        let id = self.id;
        let mut text = format!(
            "<div class=wide><table id={id}><caption id={id}-caption>{}</caption><thead><tr>",
            escape(self.caption),
        );
        for column in self.columns {
            text.push_str(&format!("<th scope=col>{}", escape(column)));
        }
        text.push_str("</thead>\n<tbody>\n");
        for (attributes, cells) in &self.rows {
            text.push_str(&format!("<tr{attributes}><td>{}\n", cells.join("<td>")));
        }
        text.push_str("</table></div>\n");
        text
    }
}
