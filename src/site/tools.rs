//! The pages that answer in the browser (path, compare, search) and the one that explains (about).

use crate::model::Strength;
use crate::render::markup::escape;

use super::page::{Here, Table};
use super::{Site, SiteFile};

pub(super) fn pages(site: &Site<'_>) -> Vec<SiteFile> {
    vec![path(site), compare(site), search(site), about(site)]
}

/// The pages that lead to all others.
const CONTENTS: [(&str, &str); 11] = [
    ("index.html", "Headline findings and the map"),
    ("regions.html", "Regions and blocs, with a gap report each"),
    ("jurisdictions.html", "Jurisdictions"),
    ("frameworks.html", "Frameworks"),
    ("institutions.html", "Institutions"),
    ("links.html", "Links: what aligns, refers or conflicts"),
    ("rules.html", "Rules: what the gap reports measure"),
    ("sources.html", "Sources, with every place cited"),
    ("compare.html", "Compare two frameworks or jurisdictions"),
    ("path.html", "The strongest chain between two jurisdictions"),
    ("search.html", "Search"),
];

/// What a page says where no script runs.
fn without_scripts(command: &str) -> String {
    format!(
        "<noscript><p>This page answers with a script, which your browser does not run. On the command line the same question is <code>{command}</code>.</p></noscript>\n"
    )
}

fn path(site: &Site<'_>) -> SiteFile {
    let here = Here::new(site, "path.html");
    let body = format!(
        "<h1>The strongest chain</h1>\n<p class=\"lead\">From one jurisdiction to another, layer by layer, over alignment and reference links: what joins them, how strongly, and what contests it. The same answer as <code>interlex path</code>.</p>\n{}<form id=\"ask\" class=\"filters\" data-ask=\"jurisdictions\" hidden></form>\n<div id=\"answer\" aria-live=\"polite\"></div>\n",
        without_scripts("interlex path singapore united-states")
    );
    here.finish("The strongest chain", &["data.js", "engine.js", "state.js", "path.js"], &body)
}

fn compare(site: &Site<'_>) -> SiteFile {
    let here = Here::new(site, "compare.html");
    let body = format!(
        "<h1>Compare</h1>\n<p class=\"lead\">Two frameworks, or two jurisdictions layer by layer, in the six patterns of the report. The same answer as <code>interlex compare</code>.</p>\n{}<form id=\"ask\" class=\"filters\" data-ask=\"both\" hidden></form>\n<div id=\"answer\" aria-live=\"polite\"></div>\n",
        without_scripts("interlex compare eu-ai-act us-nist-ai-rmf")
    );
    here.finish("Compare", &["data.js", "engine.js", "state.js", "compare.js"], &body)
}

fn search(site: &Site<'_>) -> SiteFile {
    let here = Here::new(site, "search.html");
    let body = format!(
        "<h1>Search</h1>\n<form id=\"find\" class=\"filters\"><label>Words <input type=\"search\" name=\"q\" id=\"q\"></label> <button>Search</button></form>\n<noscript><p>The search needs a script, which your browser does not run. The lists of {}, {} and {} name everything.</p></noscript>\n<p id=\"count\" role=\"status\"></p>\n<ol id=\"found\" class=\"found\"></ol>\n",
        here.link("frameworks.html", "frameworks"),
        here.link("institutions.html", "institutions"),
        here.link("jurisdictions.html", "jurisdictions"),
    );
    here.finish("Search", &["data.js", "text.js", "sources.js", "engine.js", "state.js", "search.js"], &body)
}

fn about(site: &Site<'_>) -> SiteFile {
    let graph = site.scope.graph();
    let here = Here::new(site, "about.html");
    let meta = graph.meta();
    let mut body = format!(
        "<h1>About</h1>\n<p class=\"lead\">{} {}, as of {}. Data and pictures: {}. A research aid, not legal advice.</p>\n",
        escape(&meta.title),
        escape(&meta.version),
        site.scope.day(),
        escape(&meta.licence),
    );
    body.push_str("<h2 id=contents>Contents</h2>\n<ul>");
    for (path, words) in CONTENTS {
        body.push_str(&format!("<li>{}", here.link(path, words)));
    }
    body.push_str("</ul>\n<h2 id=method>Method in short</h2>\n");
    let scales = graph.scales();
    let (aligned, bridged) = (scales.aligned.value, scales.bridged.value);
    let paragraphs = [
        "Frameworks, institutions and jurisdictions are nodes; alignment, reference and conflict are links. Every link and every value names its source, the place in it, and whether the source states it or a curator inferred it. Something is recorded, or a source says that it is absent, or it is not assessed: missing data never makes two sides look compatible or incompatible.".to_owned(),
        format!(
            "Two jurisdictions are joined, in a layer, by the strongest chain from a framework that applies in the one to a framework that applies in the other, over at most {} links. Its strength is the product of its parts. From {aligned} on the pair is aligned, from {bridged} on bridged, below that weak; without a chain it is unlinked, and where nothing is recorded on one side it is not assessed. A pair is contested where a conflict stands between the two.",
            scales.hop_limit.value
        ),
        "Strengths order mechanisms; they do not measure compliance. A chain says that somebody has related the texts, not that complying with the one satisfies the other. Silence is not evidence: unlinked means that no source in the data relates the two.".to_owned(),
        "The method is that of the 2024 report of the Policy Network on AI of the Internet Governance Forum. Formulas and limits in full stand in docs/METHOD.md of the program.".to_owned(),
    ];
    for paragraph in paragraphs {
        body.push_str(&format!("<p>{}</p>\n", escape(&paragraph)));
    }
    body.push_str("<h2 id=\"strengths\">Strengths</h2>\n");
    body.push_str(&strengths(site));
    body.push_str("<h2 id=\"data\">The data</h2>\n<p>Every table on these pages can be saved as CSV, every picture as SVG or PNG. The graph itself is in <code>assets/data.js</code>; <code>interlex export</code> writes it with everything that is recorded.</p>\n");
    for note in &meta.notes {
        body.push_str(&format!("<p>{}</p>\n", escape(note)));
    }
    body.push_str("<h2 id=\"use\">Using these pages</h2>\n<p>They load nothing from anywhere else, keep nothing but your choice of light or dark, and work from a folder. Every choice stands in the address, so it can be bookmarked and sent. On the map, Tab reaches the picture, the arrow keys move from row to row, Enter shows the evidence, Escape closes it.</p>\n");
    here.finish("About", &[], &body)
}

fn strengths(site: &Site<'_>) -> String {
    let scales = site.scope.graph().scales();
    let row = |kind: &str, label: &str, strength: Strength, reason: &str| {
        let cells = [kind, label, &strength.to_string(), reason].map(escape);
        (String::new(), cells.to_vec())
    };
    let alignment = scales.alignment.iter().map(|(of, it)| row("alignment", of.label(), it.value, &it.reason));
    let reference = scales.reference.iter().map(|(of, it)| row("reference", of.label(), it.value, &it.reason));
    let coverage = scales.coverage.iter().map(|(of, it)| row("coverage", of.label(), it.value, &it.reason));
    let rows: Vec<_> = alignment.chain(reference).chain(coverage).collect();
    Table {
        caption: "What each tie is worth, and why",
        id: "scales",
        columns: &["Kind", "Mechanism or ground", "Strength", "Reason"],
        rows,
    }
    .html()
}
