//! The lists: frameworks, institutions, jurisdictions, regions, links, rules, sources.

use itertools::Itertools;

use crate::model::{Entity, LayerSet, LinkIx, NodeIx};
use crate::render::markup::{attribute, escape};

use super::page::{Here, Table};
use super::{Site, SiteFile};

/// What the scripts of a list need: the data, the filters.
const FILTERS: &[&str] = &["data.js", "engine.js", "state.js", "filters.js"];

pub(super) fn pages(site: &Site<'_>) -> Vec<SiteFile> {
    vec![
        frameworks(site),
        institutions(site),
        jurisdictions(site),
        regions(site),
        links(site),
        rules(site),
        sources(site),
    ]
}

/// The heading of a list and the form that filters it, which the scripts fill and show.
pub(super) fn heading(title: &str, lead: &str, filters: &str) -> String {
    format!(
        "<h1>{title}</h1>\n<p class=\"lead\">{}</p>\n<form id=\"filters\" class=\"filters\" data-filters=\"{filters}\" hidden></form>\n<p id=\"count\" role=\"status\"></p>\n",
        escape(lead)
    )
}

fn layer_words(layers: LayerSet) -> String {
    layers.iter().map(crate::model::Layer::label).join(", ")
}

fn nodes(here: &Here<'_, '_>, list: &[NodeIx]) -> String {
    list.iter().map(|ix| here.node(*ix, false)).join(", ")
}

fn frameworks(site: &Site<'_>) -> SiteFile {
    let graph = site.scope.graph();
    let here = Here::new(site, "frameworks.html");
    let rows = graph.node_indices().filter_map(|ix| {
        let framework = graph.node(ix).framework()?;
        let status = graph.status_on(ix, site.scope.day()).map_or("not yet there", crate::model::Status::label);
        let makers = if framework.jurisdictions.is_empty() { &framework.issuers } else { &framework.jurisdictions };
        let binding = framework.patterns.binding.as_ref().map_or("not assessed", |it| it.value.label());
        let cells = vec![
            here.node(ix, true),
            framework.kind.label().to_owned(),
            nodes(&here, makers),
            layer_words(framework.layers),
            binding.to_owned(),
            status.to_owned(),
        ];
        Some((format!(" data-node={}", ix.index()), cells))
    });
    let rows: Vec<_> = rows.collect();
    let columns = ["Name", "Type", "Made by", "Layers", "Binding nature", "Status"];
    let table = Table { caption: "Frameworks", id: "frameworks", columns: &columns, rows };
    let lead = "Laws, treaties, standards, strategies, guidelines and agreements, with their status on the day.";
    let body = heading("Frameworks", lead, "text layer region binding topic day") + &table.html();
    here.finish("Frameworks", FILTERS, &body)
}

fn institutions(site: &Site<'_>) -> SiteFile {
    let graph = site.scope.graph();
    let here = Here::new(site, "institutions.html");
    let rows = graph.node_indices().filter_map(|ix| {
        let Entity::Institution(it) = &graph.node(ix).entity else { return None };
        let status = graph.institution_status_on(ix, site.scope.day());
        let status = status.map_or("not yet there", crate::model::InstitutionStatus::label);
        let seat = it.jurisdiction.map(|ix| here.node(ix, false)).unwrap_or_default();
        let cells =
            vec![here.node(ix, true), it.kind.label().to_owned(), seat, layer_words(it.layers), status.to_owned()];
        Some((format!(" data-node={}", ix.index()), cells))
    });
    let rows: Vec<_> = rows.collect();
    let columns = ["Name", "Type", "Jurisdiction", "Layers", "Status"];
    let table = Table { caption: "Institutions", id: "institutions", columns: &columns, rows };
    let lead = "Regulators, standards bodies and forums.";
    let body = heading("Institutions", lead, "text layer region topic day") + &table.html();
    here.finish("Institutions", FILTERS, &body)
}

fn jurisdictions(site: &Site<'_>) -> SiteFile {
    let graph = site.scope.graph();
    let here = Here::new(site, "jurisdictions.html");
    let panel = |id: &crate::model::Id| {
        let found = graph.regions().panels.iter().find(|panel| panel.id == *id);
        found.map_or_else(|| id.to_string(), |panel| panel.name.clone())
    };
    let rows = graph.node_indices().filter_map(|ix| {
        let it = graph.node(ix).jurisdiction()?;
        let iso = it.iso.as_ref().map(|(_, three)| three.clone()).unwrap_or_default();
        let made = texts_made(site, ix);
        let cells = vec![
            here.node(ix, true),
            it.kind.label().to_owned(),
            escape(&iso),
            escape(&panel(&it.panel)),
            if made == 0 { String::new() } else { made.to_string() },
        ];
        Some((format!(" data-node={}", ix.index()), cells))
    });
    let rows: Vec<_> = rows.collect();
    let columns = ["Name", "Type", "ISO", "Part of the world", "Texts of its own"];
    let table = Table { caption: "Jurisdictions", id: "jurisdictions", columns: &columns, rows };
    let lead = "Countries, blocs and parts of countries. Where no text is recorded, nothing is known here; it does not mean that there is none.";
    let body = heading("Jurisdictions", lead, "text region") + &table.html();
    here.finish("Jurisdictions", FILTERS, &body)
}

fn texts_made(site: &Site<'_>, jurisdiction: NodeIx) -> usize {
    let graph = site.scope.graph();
    let made = |ix: &NodeIx| graph.node(*ix).framework().is_some_and(|it| it.jurisdictions.contains(&jurisdiction));
    graph.node_indices().filter(made).count()
}

fn regions(site: &Site<'_>) -> SiteFile {
    let here = Here::new(site, "regions.html");
    let rows = site.areas.iter().map(|it| {
        let [aligned, unlinked] = [5, 2].map(|at| it.pairs.iter().map(|(_, counts, _)| counts[at]).sum::<usize>());
        let assessed: usize = it.pairs.iter().map(|(_, counts, _)| counts[2..].iter().sum::<usize>()).sum();
        let contested: usize = it.pairs.iter().map(|(.., contested)| contested).sum();
        let severe = it.headlines.len();
        let name = here.link(&format!("region/{}.html", it.area.id), &it.area.name);
        let numbers = [it.area.members.len(), severe, assessed, aligned, unlinked, contested];
        let cells = std::iter::once(name).chain(numbers.iter().map(ToString::to_string)).collect();
        (String::new(), cells)
    });
    let rows: Vec<_> = rows.collect();
    let columns = [
        "Region",
        "Members",
        "Findings of high severity",
        "Assessed pairs in all layers",
        "Aligned",
        "Unlinked",
        "Contested",
    ];
    let table = Table { caption: "Gap reports", id: "regions", columns: &columns, rows };
    let lead = "A gap report each: what was found, what would help most, who is covered by what, and how every two members stand to each other.";
    let body = format!("<h1>Regions</h1>\n<p class=\"lead\">{}</p>\n{}", escape(lead), table.html());
    here.finish("Regions", &[], &body)
}

fn links(site: &Site<'_>) -> SiteFile {
    let graph = site.scope.graph();
    let here = Here::new(site, "links.html");
    let rows = graph.link_indices().filter(|ix| graph.link(*ix).relation.is_substantive());
    let rows: Vec<_> = rows.map(|ix| link_row(site, &here, ix)).collect();
    let columns = ["From", "Relation", "To", "Layers", "Since", "What it says"];
    let table = Table { caption: "Links", id: "links", columns: &columns, rows };
    let lead = "Everything that aligns, refers or conflicts, with the sources. Links without a remark exist; others are proposed, recommended or possible.";
    let body = heading("Links", lead, "text layer relation region topic day") + &table.html();
    here.finish("Links", FILTERS, &body)
}

fn link_row(site: &Site<'_>, here: &Here<'_, '_>, ix: LinkIx) -> (String, Vec<String>) {
    let link = site.scope.graph().link(ix);
    let end = |end: &crate::model::End| {
        let provision = end.provision.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
        here.node(end.node, false) + &escape(&provision)
    };
    let existing = link.modality == crate::model::Modality::Existing;
    let modality = if existing { String::new() } else { format!(" ({})", link.modality.as_str()) };
    let relation = escape(&format!("{}{modality}", link.relation.label()));
    let relation = if link.relation.is_conflict() { format!("<span class=warn>{relation}</span>") } else { relation };
    let cells = vec![
        end(&link.from),
        relation,
        end(&link.to),
        layer_words(link.layers),
        link.since.map(|since| since.to_string()).unwrap_or_default(),
        escape(&link.claim) + &here.cite(&link.evidence),
    ];
    (format!(" id=l{0} data-link={0}", ix.index()), cells)
}

fn rules(site: &Site<'_>) -> SiteFile {
    let graph = site.scope.graph();
    let here = Here::new(site, "rules.html");
    let rows = site.rules.iter().filter_map(|(id, document)| {
        let concept = graph.concept(id)?;
        let high = site.areas.iter().filter(|it| it.headlines.iter().any(|(rule, ..)| rule == id)).count();
        let cells = vec![
            here.link(&format!("rule/{id}.html"), &document.title),
            concept.kind.label().to_owned(),
            concept.layer.map(|layer| layer.label().to_owned()).unwrap_or_default(),
            escape(&concept.summary) + &here.cite(&concept.evidence),
            high.to_string(),
        ];
        Some((String::new(), cells))
    });
    let rows: Vec<_> = rows.collect();
    let columns = ["Rule", "Kind", "Layer", "What it is about", "Regions with high severity"];
    let table = Table { caption: "Rules", id: "rules", columns: &columns, rows };
    let lead = "Every gap, barrier, tension, effective instrument and data objective that the report of the Policy Network on AI names, measured.";
    let body = format!("<h1>Rules</h1>\n<p class=\"lead\">{}</p>\n{}", escape(lead), table.html());
    here.finish("Rules", &[], &body)
}

/// Every source with the numbers of the places cited in it: the list that all numbers lead to. What the places are is
/// added by the script, which has them anyway.
fn sources(site: &Site<'_>) -> SiteFile {
    let graph = site.scope.graph();
    let here = Here::new(site, "sources.html");
    let count = graph.sources().len();
    let mut body = format!(
        "<h1>Sources</h1>\n<p class=lead>{count} documents and the places cited in them. The small numbers on all pages lead here. A place is <em>stated</em> where the source says it itself, <em>inferred</em> where a curator concluded it.</p>\n<form id=filters class=filters data-filters=text hidden></form>\n<p id=count role=status></p>\n"
    );
    let by_source = site.numbers.list().iter().zip(1_usize..).chunk_by(|(evidence, _)| evidence.source);
    for (source, places) in &by_source {
        let it = graph.source(source);
        let date = it.date.map(|date| format!(", {date}")).unwrap_or_default();
        let numbers: Vec<usize> = places.map(|(_, number)| number).collect();
        let numbers = match numbers.as_slice() {
            [first, .., last] => format!("{first}–{last}"),
            all => all.iter().map(ToString::to_string).collect(),
        };
        body.push_str(&format!(
            "<section class=source id=s-{}><h2>{}</h2><p>{}{date}. {} <b>{numbers}</b></section>\n",
            it.id,
            escape(&it.title),
            escape(&it.issuer),
            site_link(&it.url)
        ));
    }
    here.finish("Sources", &["data.js", "sources.js", "engine.js", "state.js", "filters.js"], &body)
}

/// A link to a document of the web in the name of its site; other addresses are text.
fn site_link(address: &str) -> String {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let Some(host) = host.and_then(|rest| rest.split(['/', '?', '#']).next()) else { return escape(address) };
    let name = host.strip_prefix("www.").unwrap_or(host);
    format!("<a href={} rel=noreferrer>{}</a>", attribute(address), escape(name))
}
