//! The words of a chord diagram.

use crate::analysis::{Family, RegionLinks, RegionPair};
use crate::model::Graph;
use crate::render::compose::sentences::about;
use crate::render::palette::Tie;
use crate::scope::Scope;

/// The looks of a family.
pub fn tie(family: Family) -> Tie {
    match family {
        Family::Alignment => Tie::Alignment,
        Family::Reference => Tie::Reference,
        Family::Conflict => Tie::Conflict,
    }
}

/// The name of a region.
pub fn region(graph: &Graph, position: usize) -> &str {
    graph.regions().panels.get(position).map_or("Elsewhere", |panel| panel.name.as_str())
}

/// The regions of a pair.
pub fn pair(graph: &Graph, pair: &RegionPair) -> String {
    let a = region(graph, pair.a);
    if pair.a == pair.b { format!("Within {a}") } else { format!("{a} – {}", region(graph, pair.b)) }
}

/// `1 conflict`, `2 conflicts`.
pub fn counted(count: usize, family: Family) -> String {
    format!("{count} {}{}", family.as_str(), if count == 1 { "" } else { "s" })
}

/// What is shown.
pub fn subtitle(scope: &Scope<'_>) -> String {
    let mut sentences =
        vec!["Arcs are the regions of the map; the width of a ribbon is the number of links.".to_owned()];
    sentences.extend(about(scope));
    sentences.join(" ")
}

/// How to read it, and what the data is.
pub fn footer(scope: &Scope<'_>) -> Vec<String> {
    let meta = scope.graph().meta();
    vec![
        "Counted are existing links between frameworks, institutions and jurisdictions. A text belongs to the region of the jurisdictions that made it, else of its issuer; what several regions made together is international. Many links of a region may only mean that it is better described."
            .to_owned(),
        format!("Data: {} {}, {}. Research aid, not legal advice.", meta.title, meta.version, meta.licence),
    ]
}

/// The picture in words.
pub fn description(scope: &Scope<'_>, links: &RegionLinks, families: &[Family]) -> String {
    let graph = scope.graph();
    let totals: Vec<String> = families.iter().map(|family| counted(links.count(*family), *family)).collect();
    let pairs = links.pairs.iter().map(|it| {
        let numbers: Vec<String> = families.iter().map(|family| counted(it.links(*family).len(), *family)).collect();
        format!("{}: {}", pair(graph, it), numbers.join(", "))
    });
    format!("Chord diagrams of {} by region. {}.", totals.join(", "), pairs.collect::<Vec<_>>().join("; "))
}
