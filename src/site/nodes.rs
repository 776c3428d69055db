//! A page for each framework, institution and jurisdiction, and for each rule.

use rayon::prelude::*;

use crate::model::{NodeIx, Severity};

use super::page::{Here, address};
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

/// The way to the gap report of a bloc. The ways to the map, to chains and comparisons need scripts, which add them.
fn elsewhere(site: &Site<'_>, here: &Here<'_, '_>, ix: NodeIx) -> String {
    let node = site.scope.graph().node(ix);
    let id = node.id.as_str();
    if node.jurisdiction().is_none() || !site.areas.iter().any(|it| it.area.id == id) {
        return String::new();
    }
    format!("<p>{}\n", here.link(&format!("region/{id}.html"), &format!("Gap report: {}", node.name)))
}

/// How a rule comes out in each region.
fn by_region(site: &Site<'_>, here: &Here<'_, '_>, rule: &str) -> String {
    let mut html = String::from("<h2 id=regions>How regions come out</h2>\n<dl>\n");
    for severity in [Some(Severity::High), Some(Severity::Medium), Some(Severity::Low), None] {
        let of_rule = |answer: &super::AreaAnswer| {
            let (.., value) = answer.findings.iter().find(|(id, of, _)| id == rule && *of == severity)?;
            let value = value.map(|value| format!(" {value:.2}")).unwrap_or_default();
            Some(here.link(&format!("region/{}.html", answer.area.id), &answer.area.name) + &value)
        };
        let regions: Vec<String> = site.areas.iter().filter_map(of_rule).collect();
        if !regions.is_empty() {
            let words = severity.map_or("not assessed", Severity::label);
            html.push_str(&format!("<dt>{words}<dd>{}\n", regions.join(", ")));
        }
    }
    html + "</dl>\n"
}
