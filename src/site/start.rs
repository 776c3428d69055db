//! The start page: headline findings, and the map that can be filtered.

use crate::analysis::Verdict;
use crate::model::NodeKind;
use crate::render::markup::escape;
use crate::render::{self, MapOptions, Selection};

use super::areas::AreaAnswer;
use super::page::{Here, Table, address};
use super::{Site, SiteFile};

/// How many findings stand on the start page.
const HEADLINES: usize = 4;

pub(super) fn pages(site: &Site<'_>) -> Vec<SiteFile> {
    let here = Here::new(site, "index.html");
    let graph = site.scope.graph();
    let count = |wanted: fn(NodeKind) -> bool| graph.nodes().iter().filter(|node| wanted(node.kind())).count();
    let frameworks = count(|kind| kind == NodeKind::Framework);
    let places = count(|kind| kind == NodeKind::Jurisdiction);
    let institutions = graph.nodes().len() - frameworks - places;
    let ties = graph.links().iter().filter(|link| link.relation.is_substantive()).count();
    let mut body = String::from("<h1>Where do the world’s AI rules fit together, and where do they not?</h1>\n");
    body.push_str(&format!(
        "<p class=\"lead\">{frameworks} frameworks, {institutions} institutions and {places} jurisdictions, joined by {ties} links of alignment, reference and conflict. Every claim names its source.</p>\n"
    ));
    if let Some(world) = world(site) {
        body.push_str(&headlines(&here, world));
    }
    body.push_str(&map(site));
    let scripts = ["data.js", "engine.js", "state.js", "filters.js", "map.js"];
    vec![here.finish("AI governance interoperability", &scripts, &body)]
}

/// The report on everything: that on the world, else on the largest region.
fn world<'s>(site: &'s Site<'_>) -> Option<&'s AreaAnswer> {
    let named = site.areas.iter().find(|it| it.area.id == "world");
    named.or_else(|| site.areas.iter().max_by_key(|it| it.area.members.len()))
}

fn headlines(here: &Here<'_, '_>, world: &AreaAnswer) -> String {
    let report = here.link(&format!("region/{}.html", world.area.id), &format!("gap report: {}", world.area.name));
    let mut html = String::from(
        "<section class=\"split\" aria-label=\"Headline findings\"><div><h2 id=\"findings\">Headline findings</h2>\n<ul>\n",
    );
    for (id, title, found) in world.headlines.iter().take(HEADLINES) {
        let title = here.link(&format!("rule/{id}.html"), title);
        html.push_str(&format!(
            "<li><strong>{title}</strong><div class=\"below\">{}</div></li>\n",
            escape(first_sentence(found))
        ));
    }
    html.push_str(&format!("</ul><p>All findings with their sources: {report}.</p></div>\n<div>"));
    let columns: Vec<&str> =
        ["Layer"].into_iter().chain(Verdict::ALL.iter().rev().map(|it| it.label())).chain(["contested"]).collect();
    let rows = world.pairs.iter().map(|(layer, counts, contested)| {
        let numbers = counts.iter().rev().chain([contested]).map(ToString::to_string);
        (String::new(), std::iter::once(layer.label().to_owned()).chain(numbers).collect())
    });
    let caption = format!("Pairs of jurisdictions by verdict: {}", world.area.name);
    html.push_str(&Table { caption: &caption, id: "verdicts", columns: &columns, rows: rows.collect() }.html());
    html.push_str(&format!(
        "<ul class=\"ways\"><li>{} from one jurisdiction to another</li><li>{} two frameworks or jurisdictions in six patterns</li><li>{} of a region or bloc</li></ul></div></section>\n",
        here.link("path.html", "The strongest chain"),
        here.link("compare.html", "Compare"),
        here.link("regions.html", "The gap report"),
    ));
    html
}

/// Up to the first full stop that ends a sentence.
fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

fn map(site: &Site<'_>) -> String {
    let graph = site.scope.graph();
    let selection = Selection::new(site.scope, MapOptions::default());
    let to = |id: &str| graph.by_id(id).map(|ix| address(graph, ix));
    let svg = render::svg_in_page(&render::compose(&selection), &to, true);
    format!(
        "<section aria-labelledby=\"map\"><h2 id=\"map\">The map</h2>\n<p>Cards are jurisdictions and issuing bodies, rows are their frameworks, lines join what aligns, refers or conflicts. Choose a row or a line to see its evidence.</p>\n<form id=\"filters\" class=\"filters\" data-filters=\"text layer relation region binding topic day\" hidden></form>\n<p id=\"count\" role=\"status\"></p>\n<div class=\"stage\"><figure id=\"stage\" class=\"map\" tabindex=\"0\" aria-label=\"The map, scrollable\">{svg}</figure><aside id=\"panel\" aria-live=\"polite\" aria-label=\"Evidence\" hidden></aside></div></section>\n"
    )
}
