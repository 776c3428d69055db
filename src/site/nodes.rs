//! A page for each framework, institution and jurisdiction, and for each rule.

use rayon::prelude::*;

use crate::model::{NodeIx, Severity};

use super::page::{Here, Table, address};
use super::{Site, SiteFile};

pub(super) fn pages(site: &Site<'_>) -> Vec<SiteFile> {
    let graph = site.scope.graph();
    let indices: Vec<NodeIx> = graph.node_indices().collect();
    let nodes = indices.par_iter().map(|ix| {
        let here = Here::new(site, address(graph, *ix));
        let body = format!("{}{}", here.body(&site.nodes[ix.index()]), elsewhere(site, &here, *ix));
        here.finish(&graph.node(*ix).name, &[], &body)
    });
    let mut pages: Vec<SiteFile> = nodes.collect();
    pages.extend(site.rules.iter().map(|(id, document)| {
        let here = Here::new(site, format!("rule/{id}.html"));
        let body = format!("{}{}", here.body(document), by_region(site, &here, id));
        here.finish(&document.title, &[], &body)
    }));
    pages
}

/// What else the site says of a node: the map around it, its chains and comparisons, its region's gap report.
fn elsewhere(site: &Site<'_>, here: &Here<'_, '_>, ix: NodeIx) -> String {
    let node = site.scope.graph().node(ix);
    let id = node.id.as_str();
    let mut links = vec![here.link(&format!("index.html#node={id}"), "on the map")];
    if node.jurisdiction().is_some() {
        if site.areas.iter().any(|it| it.area.id == id) {
            links.push(here.link(&format!("region/{id}.html"), "gap report"));
        }
        links.push(here.link(&format!("path.html#a={id}"), "chains to others"));
    }
    if node.institution().is_none() {
        links.push(here.link(&format!("compare.html#a={id}"), "compare"));
    }
    format!("<p class=tools>{}\n", links.join(" · "))
}

/// How a rule comes out in each region.
fn by_region(site: &Site<'_>, here: &Here<'_, '_>, rule: &str) -> String {
    let row = |answer: &super::AreaAnswer| {
        let (_, severity, value) = answer.findings.iter().find(|(id, ..)| id == rule)?;
        let words = severity.map_or("not assessed", Severity::label);
        let value = value.map(|value| format!("{value:.2}")).unwrap_or_default();
        let region = here.link(&format!("region/{}.html", answer.area.id), &answer.area.name);
        let words = if *severity == Some(Severity::High) { format!("<b class=warn>{words}</b>") } else { words.to_owned() };
        Some((String::new(), vec![region, words, value]))
    };
    let rows: Vec<_> = site.areas.iter().filter_map(row).collect();
    let table = Table { caption: "How regions come out", id: "regions", columns: &["Region", "Severity", "Measure"], rows };
    table.html()
}
